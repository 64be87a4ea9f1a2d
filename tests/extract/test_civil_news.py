"""Protest, police, court, parliament and diplomacy: the claims that their sentences make, and where they make none."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, code


def actions(text):
    return [row["action"] for row in code(Article("a", text, None, date(2024, 5, 24)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # police and crowds
        ("Riot police dispersed the marchers with batons.", ["attack"]),
        ("The rally was broken up by soldiers.", ["attack"]),
        ("Youths threw bricks at the police.", ["attack"]),
        ("Youths threw petrol bombs at the police.", ["launch"]),
        ("Police clamped down on demonstrations.", ["restrict"]),
        ("Hundreds blocked roads in the north.", ["restrict"]),
        ("Reporters were prevented from entering the court.", ["restrict"]),
        ("The authorities refused to allow the vigil.", ["restrict"]),
        ("Guards did not allow the doctors to enter the camp.", ["restrict"]),
        ("Two smugglers were caught by border guards.", ["detain"]),
        # a date between subject and verb
        ("Police in Lyon on Friday arrested 12 demonstrators.", ["detain"]),
        ("The minister on Monday accused Iran of lying.", ["accuse"]),
        # a relative clause between subject and verb
        ("The men who raided the bank were arrested on Monday.", ["attack", "detain"]),
        ("Two boys trying to flee from the camp were caught by guards.", ["displace", "detain"]),
        # courts
        ("Prosecutors dropped the charges against the senator.", ["concede"]),
        ("Prosecutors have reopened the inquiry.", ["accuse"]),
        ("A court overturned the ban.", ["concede"]),
        ("She was given a five-year prison term.", ["sanction"]),
        ("The patrol was allowed to leave.", ["concede"]),
        ("The banker could face up to 10 years in prison.", ["sanction"]),
        ("The men each received 12 years in jail.", ["sanction"]),
        ("The trader got five years in prison.", ["sanction"]),
        ("A man pleaded guilty to threatening to kill a judge.", ["threaten"]),
        ("Two men were jailed for attacking a guard.", ["detain"]),
        ("The man who kidnapped the child, John Smith, was convicted.", ["detain", "sanction"]),
        ("Police responded by spraying water cannons at the marchers.", ["attack"]),
        ("A man was set on fire by a rioter.", ["attack"]),
        ("The withdrawal of the bill came too late.", ["concede"]),
        # parliaments and parties
        ("The parliament voted against the bill.", ["reject"]),
        ("Lawmakers voted 120 to 45 in favour of the reform.", ["support"]),
        ("Canada will not accept the new border.", ["reject"]),
        ("Kenya urged Uganda and its neighbours in the region to withdraw.", ["request"]),
        ("Iran told its soldiers not to leave.", ["request"]),
        ("Officials linked the hackers to Iran.", ["accuse"]),
        ("Spain is seeking the extradition of the banker.", ["request"]),
        # swaps, gifts, claims of responsibility
        ("The army swapped 12 prisoners for two soldiers.", ["exchange", "exchange"]),
        ("Norway will provide Ukraine with two ships.", ["aid"]),
        ("The militants claimed responsibility for shooting down the drone.", ["intercept"]),
        ("Residents demanded action against gangs which control the port.", ["request", "capture"]),
        ("All on board were killed.", ["kill"]),
        ("Three men died during a clash between farmers and herders.", ["kill", "clash"]),
        ("The deal -- the third this year -- was rejected by the union.", ["reject"]),
        ("She expressed her outrage that it happened.", ["accuse"]),
        ("The victims were found by a neighbour.", ["kill"]),
    ],
)
def test_the_claims_of_civil_news(text, expected):
    assert actions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The study demonstrates that exports rose.",
        "Prices rallied on Monday.",
        "He was at fault for breaching the terms of his contract.",
        "We do not need to buy gas, the minister said.",
        "He pleaded not guilty to the charge.",
        "She has taken responsibility for the error.",
        "In Peru, officials say that some events are being held near the border.",
        "She faces each day with calm.",
        "I do not let it worry me.",
        "Investors slashed 3 percent of the price.",
        "Three swans were found dead in the pond.",
        "The ministry put the number of visiting students at 12.",
        "The victims were found unharmed on Monday.",
        "He spent four years in prison.",
        "They sent me to Lagos.",
        "The tourists entered the country on Monday.",
        "The nurses returned home from Spain.",
        "The system allows users to pay later.",
        "We will not allow them to rearm, the captain said.",
    ],
)
def test_what_is_no_claim_in_civil_news(text):
    assert actions(text) == []


def test_the_sides_of_a_clash_stand_after_its_verb():
    rows = code(Article("a", "A gun battle which began at dawn between Chad and Sudan lasted four hours.", None, None))
    assert [(row["actor_country"], row["recipient_country"]) for row in rows] == [("TCD", "SDN")]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The army seized an arsenal of 36 rifles, 13 shotguns and 130 rounds of ammunition.", [36, 13, 130]),
        ("Four officers were hurt along with three bystanders.", [4, 3]),
        ("A constable died together with two shoppers.", [1, 2]),
        ("Some 40 people were evacuated from the hotel after the blast, including 12 children.", [40, 12]),
    ],
)
def test_what_is_counted_of_a_whole_or_beside_it(text, counts):
    assert [row["quantity_low"] for row in code(Article("a", text, None, None))] == counts


def test_a_place_in_a_place_is_not_the_subject():
    rows = code(Article("a", "At least two pupils in Amman, Jordan have died.", None, None))
    assert [(row["action"], row["object_text"], row["quantity_low"]) for row in rows] == [("kill", "pupils", 2)]
