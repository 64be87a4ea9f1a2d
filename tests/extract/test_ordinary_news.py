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
        ("Truce agreed in Sudan", "agree"),
        ("Police clamp down on rally", "restrict"),
    ],
)
def test_headline_without_its_auxiliary(title, action):
    claims = code(Article("a", "Nothing else is known.", title=title, published=DAY))
    assert [c["action"] for c in claims] == [action]


@pytest.mark.parametrize(
    ("title", "actions"),
    [
        ("Bread protests leave three dead", {"protest", "kill"}),
        ("Nine killed in ambush in Niger", {"kill", "attack"}),
        ("4 killed 30 injured in bus crash", {"kill", "injure"}),
    ],
)
def test_headline_noun_that_says_which_or_where(title, actions):
    claims = code(Article("a", "Nothing else is known.", title=title, published=DAY))
    assert {c["action"] for c in claims} == actions


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
        ("The minister condemned the raid that the army conducted on a clinic in Sirte.", {"accuse", "attack"}),
        ('"We will destroy their bases," the general said.', {"threaten"}),
        ("The officer said his men would strike again.", {"threaten"}),
        ('"We will attack the problem from all sides," the mayor said.', set()),
        ('"We will fight for our rights," the union said.', set()),
        ("Applicants must apply within ten days.", set()),
        ("Washington suspended military aid to Egypt.", {"sanction"}),
        ("The government gave the diplomats 48 hours to leave.", {"request"}),
        ("They have been given two weeks to leave the country.", {"request"}),
        ("Parents were stopped from entering the campus.", {"restrict"}),
        ("Nearly 300 trucks blocked protesters from entering the square.", {"restrict"}),
        ("The rebels caught two spies near the border.", {"detain"}),
        ("The pilot was shot down in his jet over Hanoi.", {"intercept"}),
        ("He buried 14 people in one weekend.", {"kill"}),
        ("He buried his father on Friday.", set()),
        ("The army blamed the attack on the RSF.", {"accuse"}),
        ("Rockets were fired at an air base in Homs.", {"launch", "attack"}),
        ("Shots were fired at the Danish embassy in Oslo.", {"launch", "attack"}),
        ("Three missiles were fired at Tel Aviv by the Houthis.", {"launch"}),
        ("The EU added 20 companies to its sanctions list.", {"sanction"}),
        ("Iran lodged a formal protest with the UN.", {"accuse"}),
        ("Renewed fighting broke out near Bor on Monday.", {"clash"}),
        ("The police answered with rubber bullets.", {"launch"}),
        ("The foreign minister travelled to Ankara on Monday.", {"meet"}),
        ("Nearly 300 trucks blocked the highway to Kigali.", {"restrict"}),
        ("Rescuers searched for 12 missing miners.", {"missing"}),
        ("The two attachés must leave the country within 48 hours.", {"request"}),
        ("The minister denied that live rounds had been used.", {"reject"}),
        ("A raid may consist of one or several munitions delivered against a target.", set()),
        ("The minister spoke after two days of protests over bread prices.", {"protest"}),
        ("Norway flew ten of the wounded to Oslo.", set()),
        ("The rebels held 400 people, of whom 200 were released.", {"detain", "release"}),
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


def test_share_of_the_injured_is_counted_apart():
    claims = code(Article("a", "Eleven policemen were injured, two of them seriously.", published=DAY))
    assert [(c["action"], c["quantity_low"]) for c in claims] == [("injure", 11), ("injure", 2)]


@pytest.mark.parametrize(
    ("text", "action", "number"),
    [
        ("The number of people killed has risen to 45.", "kill", 45),
        ("The strike brings to 12 the number of soldiers injured since Friday.", "injure", 12),
        ("The raids took the number of people arrested to 300.", "detain", 300),
    ],
)
def test_number_of_those_harmed(text, action, number):
    assert [(c["action"], c["quantity_low"]) for c in code(Article("a", text, published=DAY))] == [(action, number)]


def test_announced_arrest_has_been_made_and_counts_its_part():
    claims = code(
        Article("a", "The ministry announced the arrest of 27 officers, including two colonels.", published=DAY)
    )
    assert [(c["action"], c["quantity_low"], c["modality"]) for c in claims] == [
        ("detain", 27, "actual"),
        ("detain", 2, "actual"),
    ]
