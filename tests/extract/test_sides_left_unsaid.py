"""The side that a claim leaves unsaid: whose people they are, whom a measure is meant for, whom a strike hits."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, code
from newsledger.extract.people import surname

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
        ("Russia launched a full-scale invasion of Ukraine in 2022.", "attack", ("RUS", "UKR")),
        ("The bombing of Aleppo by Turkish jets continued on Monday.", "attack", ("TUR", "SYR")),
        ("Belgium will give 3 million euros in aid to help farmers.", "aid", ("BEL", None)),
        ("The army told people in the camps near Goma to leave.", "request", ("COD", "COD")),
        ("Clashes between police and counter-protesters broke out in Denver.", "clash", ("USA", "USA")),
        ("The Danish minister visited the town of Odense on Monday.", "meet", ("DNK", None)),
        ("The Riksdag voted on Friday to support the talks.", "support", ("SWE", None)),
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


def test_what_could_kill_is_nobodys_doing():
    assert sides(_RAIDS + "People in Kharkiv could die of cold.", "kill") == [(None, None)]


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


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("The group has been banned in Turkey since 1990.", "restrict", "TUR"),
        ("The bill was rejected in the Kenyan parliament.", "reject", "KEN"),
        ("The Danish investigation was dropped on Friday.", "concede", "DNK"),
        ("Police in Nairobi met the crowd. Rubber bullets were used on Monday.", "launch", "KEN"),
        ("Iraqi forces besieged the city of Tal Afar in May. The siege of the town ended in June.", "restrict", "IRQ"),
    ],
)
def test_who_decided_or_did_it(text, action, expected):
    assert sides(text, action)[0][0] == expected


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Anti-government protests continued in Beirut on Monday.", "protest", "LBN"),
        ("Protesters threw stones in Lima. Police threatened to use force on Monday.", "threaten", "PER"),
    ],
)
def test_whom_a_protest_or_its_police_are_against(text, action, expected):
    assert sides(text, action)[-1][1] == expected


def test_another_attack_is_not_by_who_attacked_somebody_else():
    text = "A bomb attack on a mosque in Kabul killed four people, while Turkish jets struck Kurdish rebels in Iraq."
    assert sides(text, "kill") == [(None, None)]


def test_who_finds_the_dead_did_not_kill_them():
    assert sides("Police found the tenth victim in a flat in Valencia.", "kill") == [(None, None)]


@pytest.mark.parametrize("name", ["Peter Aldous", "Peter Aldous Jr", "Peter Aldous, Jr.", "Peter Aldous III"])
def test_a_surname_is_known_without_what_follows_it(name):
    assert surname(name) == ("Aldous",)


@pytest.mark.parametrize(
    ("text", "action", "actor", "recipient"),
    [
        ("Mali said that its army, backed by Russian mercenaries, had killed 30.", "support", "RUS", "MLI"),
        ("Mali said that the army, bombed by Algeria, had withdrawn.", "attack", "DZA", "MLI"),
        ("Iran expelled two Danish envoys, a minister said, accusing them of spying.", "accuse", "IRN", "DNK"),
    ],
)
def test_a_participle_after_a_comma_has_its_own_subject(text: str, action: str, actor: str, recipient: str):
    claim = next(claim for claim in code(Article("a", text)) if claim["action"] == action)
    assert (claim["actor_country"], claim["recipient_country"]) == (actor, recipient)


def test_hired_fighters_are_not_the_rebels():
    text = "Its troops, backed by Russian mercenaries, killed 30 rebels near Tessalit in Mali."
    (kill,) = [claim for claim in code(Article("a", text)) if claim["action"] == "kill"]
    assert kill["recipient_country"] == "MLI"


def test_rebels_who_tell_of_an_airstrike_did_not_fly_it():
    text = "The rebels said 12 civilians, among them a child, were killed in a Syrian airstrike on a market."
    for claim in code(Article("a", text)):
        assert (claim["actor_text"], claim["speaker_text"]) == ("Syrian", "The rebels")


def test_a_missile_is_not_fired_by_those_who_bomb_the_land_that_it_came_from():
    text = "Israel intercepted a missile fired from Yemen, hours after US warplanes struck Houthi targets in Hodeidah."
    claims = {claim["action"]: claim for claim in code(Article("a", text))}
    assert claims["launch"]["actor_country"] != "USA"
    assert (claims["launch"]["place_name"], claims["intercept"]["place_name"]) == ("Yemen", None)


def test_those_who_order_a_raid_attack():
    text = "The raids, ordered by Donald Trump on Saturday, hit Sanaa. The Houthis vowed to strike back."
    assert sides(text, "attack")[0] == ("USA", "YEM")


def test_a_clause_that_follows_a_toll_has_its_own_subject():
    text = "Five children are among the dead and 98 people were wounded in Sanaa."
    hurt = [claim for claim in code(Article("a", text)) if claim["action"] == "injure"]
    assert [claim["evidence"] for claim in hurt] == ["98 people were wounded in Sanaa"]
