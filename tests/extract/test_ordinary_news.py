"""Classes of plain news sentences and headlines, each with the claims it makes, and mentions that make none."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, code

DAY = date(2025, 6, 11)


def told(text: str) -> set[str]:
    return {claim["action"] for claim in code(Article("a", text, published=DAY))}


@pytest.mark.parametrize(
    ("title", "action"),
    [
        ("Curfew imposed in Tripoli", "restrict"),
        ("State of emergency declared in Peru", "restrict"),
    ],
)
def test_headline_without_its_auxiliary(title, action):
    claims = code(Article("a", "Nothing else is known.", title=title, published=DAY))
    assert [c["action"] for c in claims] == [action]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("The corvette fired two missiles at a radar station near Aden.", {"launch", "attack"}),
        ("The strike cratered a road.", {"damage"}),
        ("The army killed four militants and captured six.", {"kill", "detain"}),
        ("Three embassy staff were expelled on Friday.", {"sanction"}),
        ("Norway imposed an entry ban on 12 judges.", {"sanction"}),
        ("The United States listed 30 vessels.", {"sanction"}),
        ("Latvia will send Ukraine 20 generators.", {"aid"}),
        ("The foreign ministry summoned the Iranian ambassador.", {"meet"}),
        ("Macron called Erdogan on Tuesday.", {"meet"}),
        ("Trump called Erdogan a friend.", set()),
        ("African leaders gathered in Nairobi on Thursday.", {"meet"}),
        ("The vote was boycotted by the Sunni parties.", {"protest"}),
        ("The rebels walked out of peace talks.", {"withdraw"}),
        ("The consul was handed a note of protest.", {"accuse"}),
        ("Both stations were taken off the air.", {"restrict"}),
        ("Video captured two men on the roof.", set()),
        ("Five people were placed under arrest.", {"detain"}),
    ],
)
def test_claims_of_a_sentence(text, actions):
    assert told(text) == actions


@pytest.mark.parametrize(
    "text",
    ["No civilian harm was reported.", "The shells fell near a school in Sumy without causing casualties."],
)
def test_denied_harm_is_denied_twice(text):
    claims = [c for c in code(Article("a", text, published=DAY)) if c["action"] in ("kill", "injure")]
    assert {(c["action"], c["polarity"]) for c in claims} == {("kill", "negated"), ("injure", "negated")}
