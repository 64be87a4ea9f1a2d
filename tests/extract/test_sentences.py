import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.sentences import split_sentences
from newsledger.extract.text import normalise

PIECES = st.lists(
    st.sampled_from(
        [
            *("Gen. ", "U.S. ", "Kyiv", " said", ". ", '." ', "... ", "\n", "(", ")", "1. ", "No. 5", "? ", '"', "! "),
            *("3.5", " a.m.", "\u00a0", "…", "• ", "He ", "[2]"),
        ]
    )
).map("".join)


def split(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(normalise(text))]


@given(st.one_of(st.text(), PIECES))
def test_sentences_are_ordered_and_hold_every_character_but_spaces(raw: str) -> None:
    text = normalise(raw)
    sentences = split_sentences(text)
    assert [s.index for s in sentences] == list(range(len(sentences)))
    assert all(text[s.start : s.end] == s.text and s.text.strip() == s.text != "" for s in sentences)
    assert all(a.end <= b.start and a.paragraph <= b.paragraph for a, b in itertools.pairwise(sentences))
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(text.split())
    assert all("\n" not in s.text for s in sentences)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Col. Anna K. Weiss met Gen. Brown at 5 a.m. Monday in St. Cloud.",
        "The U.S. Central Command sent approx. 3.5 tonnes to No. 7 Brigade on Jan. 5.",
        "Weapons (rifles, mortars etc. Most were old.) lay in the yard.",
        '"Run!" he shouted, "run!" and shut the door.',
        '"Who fired?" Captain Weiss asked.',
        "The convoy ... turned back.",
        "Details are at https://news.example.org/a.html for readers.",
        "Brown v. Weiss was heard on Friday.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Two died in the U.S.", "The third is alive."],
        ["It began at 6 p.m.", "He left."],
        ['"We will not leave."', "The mayor stayed."],
        ['"We will not leave," he said.', '"We are home."', "Nobody else spoke."],
        ["How many died?", "Nobody knows!", "A count goes on…", "Rescuers dig."],
        ["The firm is Weiss & Co.", "It sells drones."],
        ["They were you and I.", "Others fled."],
        ["The tally rose.[3]", "It may rise again."],
        ["1. Stop firing", "2. Free the prisoners"],
        ["• Police counted 79.", "Moscow gave no count.", "• Berlin is silent."],
    ],
)
def test_sentences_end_where_a_reader_would_stop(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_paragraph_is_never_joined_to_the_next() -> None:
    found = split_sentences("Quiet night\nNothing was hit. Nobody died.\n\nThe end")
    assert [(s.text, s.paragraph) for s in found] == [
        ("Quiet night", 0),
        ("Nothing was hit.", 1),
        ("Nobody died.", 1),
        ("The end", 2),
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "KYIV -",
        "KYIV, May 24 (Reuters) -",
        "BAGHDAD, Iraq (AP) –",
        "GENEVA (10 May 2024) –",
        "Beirut (AFP) -",
        "TEL AVIV --",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    assert split(f"{dateline} Shells fell on Monday. Nobody died.") == [
        dateline,
        "Shells fell on Monday.",
        "Nobody died.",
    ]


@pytest.mark.parametrize(
    "text", ["NATO - the alliance - met.", "The army - 300 men - left.", "Goma (Congo) fell. It is quiet."]
)
def test_a_dash_after_other_words_makes_no_dateline(text: str) -> None:
    assert split(text)[0].startswith(text.partition(".")[0])
