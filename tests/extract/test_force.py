"""Uses of force and the harm they do: the words and constructions that tell of them, and those that only look alike."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, code


def actions(text: str, *, title: bool = False) -> list[str]:
    article = Article("a", "" if title else text, text if title else None, date(2020, 6, 5))
    return [row["action"] for row in code(article)]


def objects(text: str, action: str) -> list[str | None]:
    return [row["object_text"] for row in code(Article("a", text)) if row["action"] == action]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A suicide bomber blew himself up at a checkpoint in Baghdad.", ["attack"]),
        ("A suicide bomber detonated his explosives outside the ministry.", ["attack"]),
        ("A bomb was planted under a bridge in Kirkuk.", ["attack"]),
        ("Villagers set upon a group of travellers in Plateau state.", ["attack"]),
        ("A man drove a lorry into a crowd in Lagos.", ["attack"]),
        ("Police discharged their firearms.", ["attack"]),
        ("There was an explosion in the city of Jos.", ["attack"]),
        ("Explosions were heard in the capital.", ["attack"]),
        ("Residential areas were subjected to heavy artillery shelling.", ["attack"]),
        ("Israel carried out a raid deep inside Lebanon.", ["attack"]),
        ("Near Kisik, one strike struck an ISIL wellhead.", ["attack", "attack"]),
        ("North Korea test-fired a ballistic missile on Tuesday.", ["launch"]),
        ("Six missiles were shot out of the sky.", ["intercept"]),
        ("Flight ZK17 was shot down over eastern Ukraine.", ["intercept"]),
        ("There were clashes in Jerusalem on Friday.", ["clash"]),
        ("The two sides exchanged fire across the border.", ["clash"]),
        ("Fighting erupted in the city of Malakal.", ["clash"]),
    ],
)
def test_force_is_told(text, expected):
    assert actions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All on board were killed.", ["kill"]),
        ("No one was killed or injured.", ["kill", "injure"]),
        ("Gunmen entered the bar, shooting dead 14 people.", ["kill"]),
        ("Two men were found dead in a car in Tijuana.", ["kill"]),
        ("The violence has claimed the lives of 40 people.", ["kill"]),
        ("Among the dead were two children.", ["kill"]),
        ("The dead included four women and three children.", ["kill", "kill"]),
        ("There were no reports of casualties.", ["kill", "injure"]),
        ("Two officers suffered minor injuries.", ["injure"]),
        ("Twelve people were taken to hospital.", ["injure"]),
        ("Three miners were reported missing.", ["missing"]),
        ("The mosque was reduced to rubble.", ["damage"]),
        ("Protesters set fire to a police station.", ["damage"]),
        ("Several houses were burnt down.", ["damage"]),
        ("The hospital was put out of action.", ["damage"]),
    ],
)
def test_harm_is_told(text, expected):
    assert sorted(actions(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Gunmen attack hotel in Bamako", ["attack"]),
        ("Suicide bomber kills 10 in Mogadishu", ["kill"]),
        ("12 hurt as grenade explodes in Burundi", ["injure", "attack"]),
        ("Rebels capture key town in eastern Congo", ["capture"]),
        ("Thousands flee fighting in South Sudan", ["displace"]),
    ],
)
def test_headlines_stand_in_the_present(title, expected):
    assert actions(title, title=True) == expected


def test_an_infinitive_in_a_headline_is_planned():
    rows = code(Article("a", "", "UK to pull troops out of Iraq by July"))
    assert [(row["action"], row["modality"]) for row in rows] == [("withdraw", "planned")]


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Protesters set fire to a police station.", "damage", ["police station"]),
        ("Airstrikes destroyed an ISIL boat, an ISIL machine gun, and damaged a bridge.", "damage",
         ["ISIL boat", "ISIL machine gun", "bridge"]),
        ("They struck villages which the rebels held.", "capture", ["villages"]),
    ],
)  # fmt: skip
def test_the_object_is_the_one_the_verb_has(text, action, expected):
    assert objects(text, action) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The song hit a record high on Monday.",
        "A raid, as defined by the command, is one or more attacks on a town.",
        "The two countries are in a trade war.",
        "He suffered a heart attack in May.",
        "The diet suppresses appetite.",
        "The company came down to business.",
        "The ministers took part in the ceremony.",
        "The war destroyed the dreams of a generation.",
        "The pleas have fallen on deaf ears.",
        "The Gulf War changed the region.",
        "It was not clear whether there were casualties.",
        "The machine rescue operations continue.",
        "The infection left him gasping for air.",
        "The man was taken to the hospital.",
    ],
)
def test_a_look_alike_tells_of_no_force(text):
    assert actions(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Forces destroyed a Houthi unmanned surface vessel off Yemen.", ["intercept"]),
        ("RAF Typhoons attacked a headquarters in Mosul.", ["attack"]),
        ("Typhoons killed nine people.", ["kill"]),
        ("Two car bombs ripped through a market in Sadr City.", ["attack"]),
        ("A blast ripped through a market in Sadr City.", ["damage"]),
        ("The bombing was claimed by the Pakistani Taliban.", ["attack"]),
        ("The attack, which left 19 dead, was claimed by the group.", ["attack", "kill"]),
        ("The army reported 147 combat engagements on Monday.", ["clash"]),
        ("One rebel was killed and another detained.", ["kill", "detain"]),
        ("The army raided camps of the rebels in Homs and inflicted heavy losses on them.", ["attack"]),
        ("The army has regained control over 12 villages.", ["capture"]),
    ],
)
def test_force_told_in_other_words(text, expected):
    assert actions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested a man suspected of killing his wife.", ["detain"]),
        ("A court upheld death sentences against 12 leaders.", ["sanction"]),
        ("The United States is imposing visa restrictions on 13 officials.", ["sanction"]),
        ("The State Department designated three men for their role in the raids.", ["sanction"]),
        ("They designated Lima as the host city.", []),
        ("Britain has announced a new package of sanctions against 12 firms.", ["sanction"]),
        ("Secretary Blinken spoke today with Foreign Minister Kuleba.", ["meet"]),
        ("The minister demanded that the rebels release the hostages and withdraw from Goma.", ["request"]),
        ("The council urged Israel to halt the strikes and allow aid into Gaza.", ["request"]),
        ("Workers at the port went on strike.", ["protest"]),
    ],
)
def test_acts_of_state_told_in_other_words(text, expected):
    assert actions(text) == expected
