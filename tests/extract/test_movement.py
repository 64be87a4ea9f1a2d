"""Places taken and left, people held, freed, displaced and sent, protests and aid."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, code


def told(text: str) -> list[tuple[str, str | None]]:
    return [(row["action"], row["object_text"]) for row in code(Article("a", text, published=date(2020, 6, 5)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels drove the army out of the town of Azaz.", [("capture", "town")]),
        ("The militants were pushed back from several villages.", [("capture", "villages")]),
        ("The town is under the control of the rebels.", [("capture", "town")]),
        ("Army units established control over the town of Azaz.", [("capture", "town")]),
        ("Demonstrators stormed the parliament in Tbilisi.", [("capture", "parliament")]),
        ("The interior minister has submitted his resignation.", [("withdraw", "his resignation")]),
        ("Soldiers laid down arms.", [("withdraw", "Soldiers")]),
        ("Police made 15 arrests.", [("detain", "arrests")]),
        ("Two suspects are under house arrest.", [("detain", "suspects")]),
        ("All the hostages were rescued by commandos.", [("release", "hostages")]),
    ],
)
def test_places_and_people_are_taken_and_let_go(text, expected):
    assert [(action, (thing or "").removeprefix("the ")) for action, thing in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The fighting forced 20,000 people from their homes.", "displace"),
        ("The war has driven four million people from their homes.", "displace"),
        ("Some 200 migrants arrived on the island of Lesbos.", "displace"),
        ("Tens of thousands of people have crossed the border into Uganda.", "displace"),
        ("Russia moved tanks to the border.", "deploy"),
        ("Ukraine put its armed forces on high alert.", "deploy"),
        ("The US sent an aircraft carrier to the region.", "deploy"),
        ("NATO has 13,000 troops in Afghanistan.", "deploy"),
        ("Protesters gathered outside the parliament.", "protest"),
        ("Protests erupted in Tunis after the verdict.", "protest"),
        ("Prisoners began a hunger strike.", "protest"),
        ("Some 3,000 workers at the plant have been on strike since Tuesday.", "protest"),
        ("Thousands of people took part in a demonstration in London.", "protest"),
        ("The US gave Ukraine $400 million in military aid.", "aid"),
        ("Turkey sent 20 trucks of aid to Somalia.", "aid"),
        ("Aid trucks entered Gaza on Sunday.", "aid"),
    ],
)
def test_people_and_goods_move(text, action):
    assert [found for found, _ in told(text)] == [action]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The US gave Ukraine $400 million.", "Ukraine"),
        ("France supplied Ukraine with weapons.", "Ukraine"),
        ("Ukraine was given $400 million by Norway.", "Ukraine"),
        ("Norway gave $400 million to Ukraine.", "Ukraine"),
    ],
)
def test_what_is_given_has_a_receiver(text, recipient):
    rows = code(Article("a", text))
    assert [(row["action"], row["recipient_text"]) for row in rows] == [("aid", recipient)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister demonstrated his skill.",
        "The study demonstrated that ice melts slowly.",
        "She left office in 2007.",
        "They have complete control over their schedule.",
        "The group will hold a meeting in May.",
        "The firm released photos of the car.",
        "War can uproot their lives.",
        "The agency will receive bids from Brock Robotics.",
    ],
)
def test_nothing_moves_in_a_figure_of_speech(text):
    assert [action for action, _ in told(text) if action != "meet"] == []
