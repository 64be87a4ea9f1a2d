"""The side that a claim leaves unsaid: whose people they are, whom a measure is meant for, whom a strike hits."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, code

DAY = date(2025, 6, 1)
_RAIDS = "Russian missiles struck Odesa on Monday and Russian drones hit Kharkiv on Tuesday. "
_CAMPAIGN = "On Monday, Kenyan troops carried out two strikes against al-Shabab in Somalia. "


def sides(text, action):
    """Return (actor's country, recipient's country) of each claim of `action`."""
    rows = code(Article("x", text, None, DAY))
    return [(r["actor_country"], r["recipient_country"]) for r in rows if r["action"] == action]


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("A man stabbed two policemen in Brussels on Friday.", "attack", ("BEL", "BEL")),
        ("A crowd threw stones at the embassy in Dhaka.", "attack", ("BGD", "BGD")),
        ("Foreign tourists attacked a waiter in Lisbon on Friday.", "attack", (None, "PRT")),
        (
            "Thousands of people marched through Lima on Monday. Police drove them back with tear gas.",
            "attack",
            ("PER", "PER"),
        ),
    ],
)
def test_people_who_act_are_of_the_place(text, action, expected):
    assert sides(text, action)[0] == expected


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("The killing of 12 people at Hama was condemned.", "kill", (None, None)),
        ("Air strikes continued against Boko Haram in Nigeria.", "attack", (None, "NGA")),
        ("The foreign minister summoned the Belarusian ambassador in Riga.", "meet", ("LVA", "BLR")),
        ("Sweden welcomed the decision of Norway to send observers.", "support", ("SWE", "NOR")),
        ("France condemns the invasion of Georgia.", "accuse", ("FRA", None)),
        (_CAMPAIGN + "They destroyed two bunkers and cratered a road.", "damage", ("KEN", "SOM")),
        (
            "Syrian forces attacked rebels in Daraa on Monday. On Tuesday the army retook the town of Nawa.",
            "capture",
            ("SYR", "SYR"),
        ),
        (_RAIDS + "Washington may impose new sanctions next week.", "sanction", ("USA", "RUS")),
        (_RAIDS + "Moscow may impose new sanctions next week.", "sanction", ("RUS", "UKR")),
        (_RAIDS + "Canada announced 20 million dollars in military aid.", "aid", ("CAN", "UKR")),
        (_RAIDS + "Canada announced 20 million dollars in military aid to Moldova.", "aid", ("CAN", "MDA")),
    ],
)
def test_whom_it_was_done_to(text, action, expected):
    assert sides(text, action)[0] == expected


def test_a_state_and_its_rebels_may_both_have_killed_on_its_ground():
    story = "Malian soldiers attacked rebels near Gao on Monday. Malian forces attacked rebels in Kidal. "
    assert sides(story + "Three people were killed in Segou on Tuesday.", "kill") == [(None, None)]


def test_a_clause_of_ones_own_after_a_comma():
    text = 'Ana Costa, a Brazilian senator, said: "We saw the Kurds, and I condemn the Turkish attacks."'
    assert sides(text, "accuse") == [("BRA", "TUR")]


def test_the_we_of_a_statement_is_the_state_that_speaks_in_it():
    text = (
        "Finland condemns the raid on the school. We welcome the decision of Norway to send observers. "
        "The minister of foreign affairs has summoned the Belarusian ambassador."
    )
    assert sides(text, "support") == [("FIN", "NOR")]
    assert sides(text, "meet") == [("FIN", "BLR")]


def test_what_is_joined_with_a_people_is_of_its_country():
    text = "Ottawa will support the government and people of Lebanon."
    assert sides(text, "support") == [("CAN", "LBN")]
