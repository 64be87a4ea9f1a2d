"""Sentences as reports of wars have them: what is claimed, by whom it was done, of what."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, Row, code


def rows(text: str) -> list[Row]:
    return code(Article("a", text, published=date(2024, 8, 14)))


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """The action, actor and object of each claim of `text`."""
    return [(r["action"], r["actor_text"], r["object_text"]) for r in rows(text)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # a list of verbs is no parenthesis
        (
            "The army hit a barracks, burned a depot, destroyed two tanks and seized a hill.",
            ("damage", "The army", "tanks"),
        ),
        ("The navy sank a boat, jammed its radio, and captured three islands.", ("capture", "The navy", "islands")),
        ("Officials say a raid hit Sarmin, a town in Idlib, on Monday, killing six.", ("kill", None, "six")),
        ("Gangs stormed a prison on Monday, leaving 12 people dead.", ("kill", "Gangs", "people dead")),
        ("France is imposing sanctions on two generals.", ("sanction", "France", "generals")),
        ("The army seized positions north of the town.", ("capture", "The army", "positions")),
        ("North Korea transferred 8,000 soldiers to Kursk.", ("deploy", "North Korea", "soldiers")),
        ("Twelve received injuries.", ("injure", None, "Twelve")),
        ("Syria destroyed six vehicles for ISIS near Palmyra.", ("damage", "Syria", "vehicles")),
        ("A raid left a number of rebels dead or injured.", ("injure", None, "rebels dead")),
        ("Yerevan appealed to Russia, Iran and the Security Council for help.", ("request", "Yerevan", None)),
        ("The missile struck M/V Galaxy, causing minor damage.", ("attack", None, "M/V Galaxy")),
        ("Kyiv freed two spies for three women held by Russia.", ("detain", "Russia", "women")),
        ("The ministry noted the targeting by the army of areas in Hama.", ("attack", "the army", "targeting")),
        # a participle after the last of a list
        ("The army destroyed a bridge and two lorries loaded with shells.", ("damage", "The army", "lorries")),
        # things and people that one verb takes in different readings
        ("The enemy lost 20 men, a tank and two howitzers.", ("damage", None, "howitzers")),
        # the object inside of a verb
        ("Kenya praised the officers who seized power in Niamey.", ("capture", "the officers", None)),
        # what somebody says of those named before
        ("Rebels who the UN says are backed by Rwanda entered Goma.", ("support", "Rwanda", None)),
        ("The United States supports the government of Somalia.", ("support", "United States", None)),
        ("A fighter jet dropped two bombs on a village.", ("launch", "A fighter jet", "bombs")),
        ("Russia agreed to a full and immediate ceasefire.", ("agree", "Russia", "full and immediate ceasefire")),
        ("ASEAN leaders meeting in Jakarta urged Iran to stop.", ("request", "ASEAN leaders", None)),
        ("In Homs, a soldier died.", ("kill", None, "soldier")),
        ("A woman perished because of a shelling and four more men obtained wounds.", ("injure", None, "men")),
        ("Units of the grouping freed the settlement of Novoselovka.", ("capture", "Units", "settlement")),
        ("The army extinguished 17 drones over Kursk.", ("intercept", "The army", "drones")),
    ],
)
def test_claims_of_war_reports(text: str, claim: tuple[str, str | None, str | None]) -> None:
    assert claim in told(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A woman perished because of a shelling and four more men obtained wounds.", ("injure", None, "shelling")),
        ("Three children aged 8, 12 and 17 died.", ("kill", None, "12")),
        ("A strike killed Omar Salem, one of the top five leaders, on Monday.", ("kill", None, "top")),
        ("Seven men were hurt due to mortar shells fired on Damascus.", ("attack", None, "shells")),
        ("The rebels have been driven into a strip of land.", ("attack", None, "strip")),
        ("Iran fired 180 missiles at a base, most of which were shot down.", ("launch", "Iran", "most")),
        ("Hamas fired a barrage of rockets at Tel Aviv.", ("attack", "Hamas", "barrage of rockets")),
        ("There are 41 the army says are dead.", ("kill", None, "army")),
        ("Kenya praised the officers who seized power in Niamey.", ("capture", None, "officers")),
    ],
)
def test_no_claims_of_war_reports(text: str, claim: tuple[str, str | None, str | None]) -> None:
    assert claim not in told(text)


def test_a_request_reaches_over_what_is_told_of_those_asked() -> None:
    (asked,) = [
        r for r in rows("Britain called on the men who took the fort to release the mayor.") if r["action"] == "request"
    ]
    assert (asked["actor_country"], asked["recipient_text"]) == ("GBR", "the men")
    assert "release" not in [
        r["action"] for r in rows("Britain called on the men who took the fort to release the mayor.")
    ]


def test_an_or_after_no_denies_both() -> None:
    (damage,) = [r for r in rows("There was no loss or damage to the equipment.") if r["action"] == "damage"]
    assert damage["polarity"] == "negated"


def test_who_informed_is_the_speaker() -> None:
    (launch,) = rows("Russia launched 12 drones at Kyiv, the Air Force of Ukraine informed.")
    assert launch["speaker_country"] == "UKR"


@pytest.mark.parametrize(
    "text",
    [
        "The drones presented an imminent threat to ships.",
        "The minister met refugees in Adré.",
        "The EU hailed a loan backed by frozen Russian assets.",
    ],
)
def test_no_threat_flight_or_support(text: str) -> None:
    assert not {"threaten", "displace"} & {r["action"] for r in rows(text)}
    assert "Russian" not in [r["actor_text"] for r in rows(text)]


def test_lives_claimed_are_not_said_to_be() -> None:
    assert {r["speaker_text"] for r in rows("A raid that claimed the lives of 43 men hit Raqqa.")} == {None}


def test_a_toll_that_could_rise_is_conditional() -> None:
    (toll,) = rows("Officials feared the toll could rise to 120.")
    assert (toll["quantity_low"], toll["modality"]) == (120, "conditional")


def test_the_death_of_one_is_counted() -> None:
    (death,) = [r for r in rows("Rockets hit Qamishli and caused the death of a child.") if r["action"] == "kill"]
    assert (death["quantity_low"], death["quantity_high"]) == (1, 1)


def test_both_sides_of_a_demand_do_not_adopt_it() -> None:
    (adopted,) = [
        r
        for r in rows("The General Assembly adopted a resolution demanding that both sides withdraw.")
        if r["action"] == "agree"
    ]
    assert adopted["actor_country"] == "UN"
