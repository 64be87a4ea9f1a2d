from datetime import date

import pytest

from bench.quality import GOLD, read_gold
from newsledger.extract.coder import Article, code
from newsledger.extract.recognition import Recognised


def kept(text: str) -> list[str]:
    return [sentence.text for sentence in Recognised(text, None).candidates]


@pytest.mark.parametrize(
    "text",
    [
        "The orchestra played Mozart in the park.",
        "Her brother, who paints, is from Oslo.",
        "It is a quiet street of two-storey houses.",
        "Nobody knew why.",
        # Half of a particle verb, an event noun or a construction is none.
        "We spent our time by the lake.",
        "The soldiers of the story wear red coats.",
        "The game was long.",
    ],
)
def test_most_sentences_end_at_the_prefilter(text: str) -> None:
    assert kept(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Troops are in the city.",
        "They must leave.",
        "Two of them were taken prisoner.",
        "AIRSTRIKES ON THE PORT",
        "A cease-fire is in force.",
        "Five children are among the dead.",
        "He called the raid a crime.",
    ],
)
def test_a_word_that_an_event_hangs_on_lets_a_sentence_through(text: str) -> None:
    assert kept(text) == [text]


def test_a_number_lets_a_sentence_through_only_where_something_happened() -> None:
    assert kept("He has two sons. Five more over Tver.") == []
    assert kept("Drones were shot down over Tula. Five more over Tver.")[1:] == ["Five more over Tver."]


def test_a_sentence_with_a_number_alone_is_read_only_after_an_event_told_in_numbers() -> None:
    def read(text: str) -> list[str]:
        return [reading.sentence.text for reading in Recognised(text, None).readings()]

    assert read("Drones hit Tula. Five more over Tver.") == ["Drones hit Tula."]
    assert read("Six drones hit Tula. Five more over Tver.")[1:] == ["Five more over Tver."]
    claims = code(Article("a", "Drones hit Kursk. Officials counted 79.", "Six drones shot down over Tula"))
    assert [claim["quantity_low"] for claim in claims] == [6, None, 79]


@pytest.mark.parametrize("article", list(read_gold([GOLD])), ids=lambda article: article["id"])
def test_no_event_is_lost_at_the_prefilter(article: dict[str, str]) -> None:
    published = date.fromisoformat(article["published"])
    text = Recognised(article["text"], published, whole=True)
    through = {sentence.start for sentence in text.candidates}
    text.candidates, text.telling = text.sentences, set(range(len(text.sentences)))
    assert [r.sentence.text for r in text.readings() if r.events and r.sentence.start not in through] == []
