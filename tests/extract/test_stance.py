"""Polarity and modality: negators, auxiliaries, governing verbs, conditions and what is only imagined."""

from datetime import date
from typing import Any

import pytest

from newsledger.extract.coder import Article, code


def stances(text: str) -> list[tuple[str, str, str]]:
    found: list[dict[str, Any]] = code(Article("a", text, published=date(2025, 6, 11)))
    return [(c["action"], c["polarity"], c["modality"]) for c in found]


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Rebels attacked the base.", "affirmed", "actual"),
        ("Rebels did not attack the base.", "negated", "actual"),
        ("Rebels failed to attack the base.", "negated", "actual"),
        ("Rebels tried to attack the base.", "affirmed", "attempted"),
        ("Rebels will attack the base.", "affirmed", "planned"),
        ("Rebels plan to attack the base.", "affirmed", "planned"),
        ("Rebels may attack the base.", "affirmed", "conditional"),
        ("If the army leaves, rebels will attack the base.", "affirmed", "conditional"),
    ],
)
def test_the_stance_of_a_verb(text, polarity, modality):
    assert stances(text) == [("attack", polarity, modality)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Iran said it would retaliate.", ("threaten", "affirmed", "actual")),
        ("Serbia and Kosovo announced a deal.", ("agree", "affirmed", "actual")),
        ("The president has not lifted the curfew.", ("concede", "negated", "actual")),
        ("Canada could sanction Belarus.", ("sanction", "affirmed", "conditional")),
        ("Macron plans to visit Beirut.", ("meet", "affirmed", "planned")),
    ],
)
def test_the_stance_of_an_act(text, stance):
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    "text",
    ["Imagine that a missile hit the tower.", "Would the army attack the town?", "If rebels attack the base, run."],
)
def test_what_is_only_supposed_is_no_claim(text):
    assert stances(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Should Iran attack the port, NATO would bomb Minsk.", [("attack", "affirmed", "conditional")]),
        ("Were Iran to attack the port, France would bomb Minsk.", [("attack", "affirmed", "conditional")]),
        ("Had the army not intervened, the rebels would have taken Goma.", [("capture", "affirmed", "conditional")]),
        ("Should the raids go on, the rebels will bomb Haifa.", [("attack", "affirmed", "conditional")]),
        ("No injuries or damage were reported.", [("injure", "negated", "actual"), ("damage", "negated", "actual")]),
        ("Soldiers foiled an attempt to infiltrate a checkpoint.", [("attack", "affirmed", "attempted")]),
    ],
)
def test_conditions_by_word_order_and_shared_negators(text, expected):
    assert stances(text) == expected
