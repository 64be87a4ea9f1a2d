"""With what an event was done: the weapon named by its own words, or by the blow that did the harm."""

import datetime as dt

import pytest

from newsledger.extract.coder import Article, code

DAY = dt.date(2025, 3, 15)


def armed(text):
    return [(c["action"], c["weapon"]) for c in code(Article("a", text, None, DAY))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A suicide bomber killed 12 people.", [("kill", "bomb")]),
        ("A sniper wounded two soldiers.", [("injure", "small_arms")]),
        ("A gun battle broke out between the army and rebels.", [("clash", "small_arms")]),
        ("Youths threw petrol bombs at the police.", [("launch", "bomb")]),
        ("Their patrol hit a roadside bomb.", [("attack", "bomb")]),
        ("Six people were killed in shelling.", [("kill", "artillery")]),
        ("Six people were killed in August shelling of the town.", [("kill", "artillery")]),
        ("Six people were killed as a result of the airstrikes.", [("kill", "aircraft")]),
        ("Six people were killed in a helicopter crash.", [("kill", None)]),
        ("A man attacked tourists, using a knife.", [("attack", "blade")]),
        ("The barracks were attacked with a truck packed with explosives.", [("attack", "explosive")]),
        ("Drones were used to attack the refinery.", [("attack", "drone")]),
        ("A car bomb and rocket attack on the market killed 12 people.", [("attack", "bomb"), ("kill", "bomb")]),
        ("Police shot dead a protester.", [("kill", "small_arms")]),
        ("The bombing led to the destruction of a sawmill.", [("damage", "bomb")]),
    ],
)
def test_the_words_of_the_event_name_its_weapon(text, expected):
    found = armed(text)
    assert all(pair in found for pair in expected)


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        ("Rebels shelled the market, killing six people.", "artillery"),
        ("A rocket hit the market, which left six people dead.", "missile"),
        ("Six people died when helicopters dropped barrel bombs on the town.", "bomb"),
        ("Six people were killed when their car ran over a mine.", "mine"),
        ("A drone hit a bus and killed six people.", "drone"),
        ("Six people were killed and ten were wounded in a stabbing.", "blade"),
        ("Rebels attacked the port with missiles and drones and killed six people.", None),
        ("Rebels shelled the town, and gunmen killed six people.", None),
        ("Rebels shelled the town, but nobody was killed.", None),
    ],
)
def test_harm_has_the_weapon_of_the_blow_that_did_it(text, weapon):
    assert dict(armed(text))["kill"] == weapon
