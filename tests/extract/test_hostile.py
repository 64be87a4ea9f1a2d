"""No text is too odd to be read: offsets hold, nothing is raised, and time grows with length alone."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsledger.extract.coder import Article, annotate, code

DAY = date(2024, 5, 6)
PIECES = [
    *("Russian drones", "the army", "the ministry", "Kyiv", "Iran", "three people", "12", "1,026.5", "a", "he", "it"),
    *("killed", "were killed", "wounded", "said", "said that", "according to", "denied", "must leave", "fired", "have"),
    *("in", "over", "of", "and", "by", "who", "on Monday", "5 May", "last night", "dead", "more", "No", "U.S.", "Mr."),
    *(",", ".", ";", ":", "?", "!", '"', "“", "”", "’s", "(", ")", "[", "–", "—", "-", "•", "...", "\n", "\n\n", "\t"),
    *(
        "\u200f",
        "\u202e",
        "\u200b",
        "\x00",
        "\x1f",
        "\xa0",
        "\r\n",
        "\u2028",
        "😀",
        "🇺🇦",
        "İstanbul",
        "ﬁred",
        "é",
        "١٢",
    ),
]
ODD = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join)
TEXTS = ODD | st.text(max_size=200)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_every_span_is_where_it_says(title: str, text: str) -> None:
    article = Article("x", text, title, DAY)
    for claim in code(article):
        source = title if claim["evidence_field"] == "title" else text
        assert source[claim["evidence_start"] : claim["evidence_end"]] == claim["evidence"]
        assert claim["evidence"]
    for kind, spans in annotate(article).items():
        if kind in ("numbers", "dates", "places", "actors", "triggers"):
            assert all(text[s["start"] : s["end"]] == s["text"] != "" for s in spans)


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_an_article_is_read_alike_in_any_company(texts: list[str]) -> None:
    articles = [Article(str(i), text, None, DAY) for i, text in enumerate(texts)]
    forward = [code(article) for article in articles]
    assert [code(article) for article in reversed(articles)] == forward[::-1]


HOSTILE = {
    "one line without a stop": "Russian drones killed three people in Kyiv and ",
    "prose": "Russian drones killed three people in Kyiv on Monday, the ministry said. ",
    "subheads": "Three people killed in Kyiv\n\n",
    "open quotes": '"Attack on ',
    "open brackets": "(killed ",
    "one word": "killed ",
    "no spaces": "killed",
    "cues": "said ",
    "clauses": "that the army said ",
    "sources": "killed according to ",
    "bullets": "• Two killed in Kyiv ",
    "numbers": "12 345 ",
    "digits": "1",
    "dates": "killed on Monday 5 May 2024 ",
    "commas": "Kyiv, killed, ",
    "semicolons": "two were killed; ",
    "colons": "Governor: killed ",
    "dashes": "– killed ",
    "abbreviations": "U.S. killed ",
    "initials": "George W. killed ",
    "pronouns": "He said they killed them. ",
    "descriptions": "The ministry said it killed two people. ",
    "control characters": "\x00killed\x1f ",
    "right to left": "\u200f\u202ekilled \u202c",
    "emoji": "😀 killed 🔥 ",
    "full stops": ". ",
    "hyphens": "a-",
    "newlines": "\n",
}


def seconds(text: str) -> float:
    begun = time.process_time()
    code(Article("x", text, None, DAY))
    return time.process_time() - begun


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_length_alone(piece: str) -> None:
    text = piece * (6_000 // len(piece))
    seconds(piece)
    once, twice = seconds(text), seconds(text + text)
    if twice > 3 * once + 0.2:  # a busy machine, or too much work: only work is the same again
        once, twice = min(once, seconds(text)), min(twice, seconds(text + text))
    assert twice < 3.5 * once + 0.2


@pytest.mark.parametrize(
    "text", ["(" * 50_000 + ")" * 50_000, "\u200f\x00😀" * 300_000, "7" * 1_000_000, '"' * 100_000]
)
def test_a_text_without_words_has_no_claims(text: str) -> None:
    assert code(Article("x", text, None, DAY)) == []
