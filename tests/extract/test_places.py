import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.places import find_places


def named(text: str) -> list[tuple[str, str | None, str]]:
    return [(place.name, place.country, place.precision) for place in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people died in Kyiv on Monday.", [("Kyiv", "UKR", "city")]),
        ("Air defences fired over the Belgorod region.", [("Belgorod Oblast", "RUS", "admin1")]),
        ("Shells fell in Sumy Oblast at dawn.", [("Sumy Oblast", "UKR", "admin1")]),
        ("Clashes spread through northern Syria.", [("northern Syria", "SYR", "country")]),
        ("A convoy was hit in the Gaza Strip.", [("Gaza Strip", "PSE", "region")]),
        ("A school in Gaza City was hit.", [("Gaza City", "PSE", "city")]),
        ("Ships were moved to Sevastopol, in Crimea.", [("Sevastopol", "UKR", "city"), ("Crimea", "UKR", "region")]),
        ("The talks in Istanbul, Turkiye, ended.", [("Istanbul", "TUR", "city"), ("Turkiye", "TUR", "country")]),
        (
            "Drones fell over Kursk, Lipetsk, and Voronezh.",
            [("Kursk", "RUS", "city"), ("Lipetsk", "RUS", "city"), ("Voronezh", "RUS", "city")],
        ),
        (
            "Troops held the village of Velmozhka in Ukraine.",
            [("Velmozhka", "UKR", "city"), ("Ukraine", "UKR", "country")],
        ),
        ("A shop in Reading, England, burnt.", [("Reading", "GBR", "city"), ("England", "GBR", "admin1")]),
        (
            "The disorder was centred in Angola's capital city Luanda.",
            [("Angola", "AGO", "country"), ("Luanda", "AGO", "city")],
        ),
        ("The province of Anbar was calm.", [("Anbar Governorate", "IRQ", "admin1")]),
        ("A bomb went off in Tripoli, Lebanon.", [("Tripoli", "LBN", "city"), ("Lebanon", "LBN", "country")]),
        ("A plane landed at Kandahar Airfield.", [("Kandahar Airfield", "AFG", "city")]),
        ("Police closed Baker Street in London.", [("Baker Street", "GBR", "city"), ("London", "GBR", "city")]),
        (
            "A bomb hit the Dar al-Karama school in Aleppo.",
            [("Dar al-Karama school", "SYR", "city"), ("Aleppo", "SYR", "city")],
        ),
        ("A bomb fell in Kandahar's Zhari district.", [("Kandahar", "AFG", "city"), ("Zhari", "AFG", "region")]),
        (
            "A bomb went off at Maelbeek metro station in Brussels.",
            [("Maelbeek metro station", "BEL", "city"), ("Brussels", "BEL", "city")],
        ),
        ("Shells fell in Syrias Homs.", [("Syria", "SYR", "country"), ("Homs", "SYR", "city")]),
        (
            "Hamas left Gaza. The Daraj district of Gaza City burnt.",
            [("Gaza Strip", "PSE", "region"), ("Daraj", "PSE", "city"), ("Gaza City", "PSE", "city")],
        ),
    ],
)
def test_places_are_read_with_country_and_precision(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Most soldiers left on March 3, Police said, and Reading the report made them nice.",
        "Victoria Lincoln met Jackson Houston.",
        "The Washington Post reported it.",
        "May said that the vote will go ahead.",
        "Hamas and Fatah met at the Justice Department.",
        "The German island was calm, and so was a Shia mosque.",
    ],
)
def test_names_of_people_and_common_words_are_no_places(text):
    assert named(text) == []


def test_countries_of_the_article_decide_in_its_title():
    assert [place.country for place in find_places("Blast in Tripoli", {"LBN"})] == ["LBN"]
    assert [place.country for place in find_places("Blast in Tripoli")] == ["LBY"]


@given(
    st.text()
    | st.lists(st.sampled_from(["Kyiv", "St.", " ", "in ", ", ", "Of", "’s", "\n", "al-", "US", "🙂"])).map("".join)
)
def test_spans_are_ordered_apart_and_verbatim(text):
    places = find_places(text)
    assert all(text[place.start : place.end] == place.text for place in places)
    assert all(a.end <= b.start for a, b in pairwise(places))
    assert all(re.fullmatch("[A-Z]{3}", place.country) for place in places if place.country)
    assert places == find_places(text)
