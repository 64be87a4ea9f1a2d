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
        ("France is imposing sanctions on two generals.", ("sanction", "France", "sanctions")),
        ("The army seized positions north of the town.", ("capture", "The army", "positions")),
        ("North Korea transferred 8,000 soldiers to Kursk.", ("deploy", "North Korea", "soldiers")),
        ("Twelve received injuries.", ("injure", None, "Twelve")),
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
