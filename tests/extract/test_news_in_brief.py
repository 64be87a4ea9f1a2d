"""News in brief: what one story says never fills the slots of another."""

import json
from datetime import date
from typing import Any

import pytest

from bench.quality import GOLD, read_gold
from newsledger.extract.coder import Article, annotate, code
from newsledger.extract.recognition import Recognised

BRIEFS = (
    "Sudan's army said on Tuesday that it had shot down three drones over El Obeid, the capital of North Kordofan.",
    "Police in Nairobi arrested 47 protesters, a rights group said. The protesters had thrown stones at a market.",
    "A court in Istanbul sentenced two journalists to a year in prison. The European Union condemned the ruling.",
    "North Korea fired two missiles into the sea, South Korea's military said. Washington imposed new sanctions.",
    "At least 30 migrants drowned when their boat capsized off Libya, the IOM said.",
)
APART = ("own-03", "own-09", "own-06", "own-11")  # articles that share no name
_NOT_SLOTS = {"claim_id", "article_id", "sentence_index", "evidence_start", "evidence_end", "slot_spans"}


def told(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in claim.items() if name not in _NOT_SLOTS} for claim in claims]


def articles() -> dict[str, str]:
    return {row["id"]: row["text"] for row in read_gold([GOLD])}


def test_each_brief_is_a_story():
    stories = Recognised("\n\n".join(BRIEFS), None).stories
    assert [story.text for story in stories] == list(BRIEFS)


def test_headings_and_datelines_belong_to_the_story_under_them():
    text = f"In brief\n\nSudan\n\n{BRIEFS[0]}\n\nMonday, May 5, 2025\n\n{BRIEFS[1]}"
    assert [story.text.split("\n")[0] for story in Recognised(text, None).stories] == [
        "In brief",
        "Monday, May 5, 2025",
    ]


@pytest.mark.parametrize("name", sorted(articles()))
def test_an_article_is_one_story(name: str):
    assert len(Recognised(articles()[name], None).stories) == 1


@pytest.mark.parametrize(
    "background",
    [
        "The exchange had been agreed in Istanbul, at the first direct talks between the two sides in three years.",
        "It also accused neighbouring Chad of arming the rebels, which the government in N'Djamena has always denied.",
        "In the evening the ministry announced the arrest of 27 officers; between five and eight had fled.",
        "Rebels in Chad and El Obeid's traders both said that they had seen more than four of the aircraft come down.",
    ],
)
def test_background_without_a_name_of_its_story_is_no_story(background: str):
    assert len(Recognised(f"{BRIEFS[0]}\n\n{background}", None).stories) == 1


@pytest.mark.parametrize(("first", "second"), list(zip(APART, (*APART[1:], APART[0]), strict=True)))
def test_articles_joined_are_coded_as_each_alone(first: str, second: str):
    one, other = articles()[first], articles()[second]
    day = date(2025, 5, 24)
    joined = code(Article("joined", f"{one}\n\n{other}", published=day))
    alone = code(Article("one", one, published=day)) + code(Article("other", other, published=day))
    assert told(joined) == told(alone)
    for claim in joined:
        assert f"{one}\n\n{other}"[claim["evidence_start"] : claim["evidence_end"]] == claim["evidence"]


def test_what_is_shown_of_a_later_story_stands_where_it_says():
    text = "\n\n".join(BRIEFS)
    seen = annotate(Article("briefs", text))
    for kind in ("numbers", "dates", "places", "actors", "triggers"):
        assert all(text[span["start"] : span["end"]] == span["text"] for span in seen[kind])
    cues = [text[slice(*found["cue"])] for found in seen["attributions"]]
    assert cues.count("said") == 4
    claims = code(Article("briefs", text))
    spans = [json.loads(claim["slot_spans"])["trigger"] for claim in claims]
    assert [text[slice(*span)] for span in spans if span[0] >= text.index("At least")] == ["drowned", "capsized"]
    sentences = seen["sentences"]
    for claim in claims:
        start, end = sentences[claim["sentence_index"]]
        assert start <= claim["evidence_start"] < claim["evidence_end"] <= end
