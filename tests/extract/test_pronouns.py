import pytest

from newsledger.extract.coder import Article, code


@pytest.mark.parametrize(
    ("text", "action", "side", "country"),
    [
        # The speaker, where it agrees.
        ("Israel's army said it had struck a depot in Tyre, Lebanon.", "attack", "actor", "ISR"),
        ('"Our troops captured Bakhmut," Russia\'s defence ministry said.', "capture", "actor", "RUS"),
        # The subject of the sentence before.
        ("Turkey sent tanks to the border with Iraq. On Monday it shelled two villages.", "attack", "actor", "TUR"),
        # Whoever was named last of a possessor.
        ("Kenya said that Somalia had withdrawn its soldiers.", "withdraw", "actor", "SOM"),
        # Not the country of a name that is no pronoun.
        ("Houthi rebels attacked a US carrier.", "attack", "recipient", "USA"),
    ],
)
def test_a_pronoun_takes_the_country_of_the_party_it_agrees_with(text, action, side, country):
    assert [row[f"{side}_country"] for row in code(Article("a", text)) if row["action"] == action] == [country]


@pytest.mark.parametrize(
    ("text", "action", "side", "country"),
    [
        ("Thousands of people marched in Nairobi against the tax.", "protest", "actor", "KEN"),
        ("The Houthis attacked the destroyer USS Gravely in the Red Sea.", "attack", "recipient", "USA"),
    ],
)
def test_crowds_and_warships_are_of_a_country(text, action, side, country):
    assert [row[f"{side}_country"] for row in code(Article("a", text)) if row["action"] == action] == [country]
