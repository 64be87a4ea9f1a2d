"""Speech acts: their verbs, nouns, carriers and constructions, who does them to whom, and who is the speaker."""

from datetime import date
from typing import Any

import pytest

from newsledger.extract.coder import Article, code


def claims(text: str, title: str | None = None) -> list[dict[str, Any]]:
    return code(Article("a", text, title, date(2025, 6, 11)))


def the(action: str, text: str) -> dict[str, Any]:
    found = [claim for claim in claims(text) if claim["action"] == action]
    assert len(found) == 1, [(c["action"], c["rule"]) for c in claims(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "action", "actor", "recipient"),
    [
        ("Ethiopia blamed Eritrea for the raid.", "accuse", "ETH", "ERI"),
        ("Kenya held Somalia responsible for the attack.", "accuse", "KEN", "SOM"),
        ("Turkey pointed the finger at Greece.", "accuse", "TUR", "GRC"),
        ("The raid drew condemnation from Egypt.", "accuse", "EGY", None),
        ("Jordan expressed outrage at Israel's raid.", "accuse", "JOR", "ISR"),
        ("Jordan condemned the Israeli raid.", "accuse", "JOR", "ISR"),
        ("Egypt called on Israel to halt the offensive.", "request", "EGY", "ISR"),
        ("Poland asked Germany for more tanks.", "request", "POL", "DEU"),
        ("Peru demanded that Chile leave.", "request", "PER", "CHL"),
        ("Somalia's call for an inquiry was ignored.", "request", "SOM", None),
        ("Egypt sent troops at the request of Somalia.", "request", "SOM", "EGY"),
        ("Hungary vetoed the package.", "reject", "HUN", None),
        ("Armenia cast doubt on the report.", "reject", "ARM", None),
        ("Iran vowed retaliation.", "threaten", "IRN", None),
        ("Iran vowed to strike Haifa.", "threaten", "IRN", "ISR"),
        ("China warned Taiwan of retaliation.", "threaten", "CHN", "TWN"),
        ("Poland pledged support for Ukraine.", "support", "POL", None),
        ("Jordan welcomed the deal.", "support", "JOR", None),
        ("France voiced support for the plan.", "support", "FRA", None),
        ("The EU slapped sanctions on Belarus.", "sanction", "EU", "BLR"),
        ("The sanctions hit Russia.", "sanction", None, "RUS"),
        ("Colombia cut ties with Israel.", "sanction", "COL", None),
        ("Turkey eased the curfew.", "concede", "TUR", None),
        ("Egypt closed the border with Sudan.", "restrict", "EGY", None),
        ("Warplanes of Chad flew 20 sorties in support of Kenya.", "support", "TCD", "KEN"),
        ("Peru told those in the camps around Quito to leave.", "request", "PER", None),
        ('"If the rebels stay, we will burn the town," Kenya\'s president said.', "threaten", "KEN", None),
        ("Spain extradited the suspect to Mexico.", "cooperate", "ESP", None),
    ],
)
def test_who_acts_and_on_whom(text, action, actor, recipient):
    claim = the(action, text)
    assert claim["actor_country"] == actor
    if recipient is not None:
        assert claim["recipient_country"] == recipient


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Kenya's president said Somalia was responsible for the raid.", "accuse"),
        ("The minister said the raid violated the ceasefire.", "accuse"),
        ("The minister said there was no evidence for the senator's claims.", "reject"),
        ("The general said the rebels would pay a heavy price.", "threaten"),
        ("It was time for Iran to leave Syria, the minister said.", "request"),
        ("The minister said more pressure on Moscow was required.", "request"),
    ],
)
def test_what_is_said_of_somebody_is_an_act_only_if_somebody_says_it(text, action):
    assert the(action, text)["speaker_text"] is not None


def test_what_nobody_says_is_no_act():
    assert [c["action"] for c in claims("The men must leave, and more pressure is required.")] == []


def test_two_parties_that_accuse_each_other_are_two_claims():
    found = claims("Guyana and Peru accused each other of lying.")
    assert [(c["actor_country"], c["recipient_country"]) for c in found] == [("GUY", "PER"), ("PER", "GUY")]


def test_each_item_of_a_list_of_demands_is_one():
    found = claims("The rebels' demands include the release of their leader, new elections and a truce.")
    assert [c["rule"] for c in found] == ["request.demands"] * 3


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Jordan welcomed the deal.", "Jordan"),
        ("Hungary rejected the plan.", "Hungary"),
        ("Jordan signed the treaty.", None),
        ("The rebels are backed by Iran.", None),
        ("The parliament voted for the bill.", None),
        ("The raid was condemned by Jordan.", None),
    ],
)
def test_a_deed_has_no_speaker_and_a_word_has(text, speaker):
    (claim,) = claims(text)
    assert claim["speaker_text"] == speaker


def test_what_is_asked_for_is_no_second_claim():
    assert [c["action"] for c in claims("Egypt urged Israel to release 40 prisoners.")] == ["request"]


def test_a_promise_is_what_it_promises():
    assert the("agree", "Denmark promised to leave.")["rule"] == "agree.promise.content"
    assert the("support", "Denmark promised to support Ukraine.")["rule"] == "support.promise.content"
    assert the("threaten", "Denmark promised to bomb Malmo.")["rule"] == "threaten.promise.content"


def test_a_listing_as_terrorists_is_a_sanction_and_a_name_an_accusation():
    assert the("sanction", "The United States designated Hamas a terrorist organisation.")["actor_country"] == "USA"
    assert the("accuse", "Israel called the movement a terrorist group.")["actor_country"] == "ISR"
