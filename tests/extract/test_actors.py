from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.actors import find_actors
from newsledger.extract.places import find_places


def described(text: str, published: date | None = None) -> list[tuple[str, str | None, str | None]]:
    return [(actor.text, actor.country, actor.sector) for actor in find_actors(text, published, find_places(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine's air force said so.", ("Ukraine's air force", "UKR", "MIL")),
        ("The Russian Ministry of Defense said so.", ("Russian Ministry of Defense", "RUS", "GOV")),
        ("The foreign minister of Ukraine left.", ("foreign minister of Ukraine", "UKR", "GOV")),
        ("Moscow’s forces advanced.", ("Moscow’s forces", "RUS", "MIL")),
        ("Israeli police fired.", ("Israeli police", "ISR", "POL")),
        ("The Iraqi Parliament met.", ("Iraqi Parliament", "IRQ", "LEG")),
        ("US officials agreed.", ("US officials", "USA", "GOV")),
        ("Syrian state media reported it.", ("Syrian state media", "SYR", "MED")),
        ("Houthi forces advanced.", ("Houthi forces", "YEM", "REB")),
        ("The Hamas-run health ministry said so.", ("Hamas-run health ministry", "PSE", "GOV")),
        ("UN experts warned.", ("UN experts", "UN", "IGO")),
        ("The White House replied.", ("White House", "USA", "GOV")),
        ("The mayor of Kharkiv spoke.", ("mayor of Kharkiv", "UKR", "GOV")),
        ("Britons were freed.", ("Britons", "GBR", None)),
        ("Rescuers arrived.", ("Rescuers", None, "GOV")),
        ("A U.S.-led coalition struck.", ("U.S.-led coalition", "USA", "MIL")),
        ("The Rapid Support Forces (RSF) withdrew.", ("Rapid Support Forces (RSF)", "SDN", "REB")),
    ],
)
def test_a_description_gives_country_and_sector(text, expected):
    assert described(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Volodymyr Zelenskyy spoke.", ("President Volodymyr Zelenskyy", "UKR", "GOV")),
        ("Regional governor Anton Petrenkov spoke.", ("Regional governor Anton Petrenkov", None, "GOV")),
        ("Brigadier General Odil Karimzoda spoke.", ("Brigadier General Odil Karimzoda", None, "MIL")),
        ("Bryansk governor Ivan Stelmakhov spoke.", ("Bryansk governor Ivan Stelmakhov", "RUS", "GOV")),
    ],
)
def test_a_title_belongs_to_the_name_after_it(text, expected):
    assert described(text, date(2025, 5, 24)) == [expected]


def test_a_person_is_known_again_by_the_surname():
    text = "Police chief Tomas Ravnik spoke on Monday. Later Ravnik said that no one was hurt."
    assert described(text) == [("Police chief Tomas Ravnik", None, "POL"), ("Ravnik", None, "POL")]


def test_an_apposition_tells_who_a_person_is():
    text = "Odilkhon Karimzoda, the foreign minister of Tajikistan, left. Karimzoda was tired."
    assert described(text)[0] == ("Odilkhon Karimzoda", "TJK", "GOV")
    assert described(text)[-1] == ("Karimzoda", "TJK", "GOV")


@pytest.mark.parametrize("before", ["singer", "model"])  # whose end is no particle of a name
def test_a_person_without_an_office_is_known_by_the_first_name(before):
    assert described(f"The {before} Leyla Karimi sang.") == [("Leyla Karimi", None, None)]


def test_a_tie_makes_no_party_of_the_backer():
    assert described("Iran-backed Houthis advanced.") == [("Houthis", "YEM", "REB")]


def test_a_relative_does_not_hold_the_office():
    assert ("Biden", "USA", "GOV") not in described("Hunter Biden was in court.", date(2023, 6, 1))


@pytest.mark.parametrize("text", ["The head of a bank had a major problem.", "In general, the party went on."])
def test_common_words_alone_are_no_parties(text):
    assert described(text) == []


@pytest.mark.parametrize("unit", ["President ", "leader of ", "former ", "army ", "Iraq's ", "A'", "Hunter Biden "])
def test_no_text_takes_more_than_linear_time(unit):
    text = unit * (100_000 // len(unit))
    begun = process_time()
    find_actors(text, None, find_places(text))
    assert process_time() - begun < 5  # 0.1 to 0.6 s; 20 s and more if it grew with the square


def test_out_of_office_the_sector_falls_away_and_the_country_stays():
    text = "Joe Biden spoke."
    assert described(text, date(2023, 3, 1)) == [("Joe Biden", "USA", "GOV")]
    assert described(text, date(2026, 3, 1)) == [("Joe Biden", "USA", None)]


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["President ", "Ukraine", "’s ", " of ", "-led ", "coalition", "Trump", ", the ", "İ", "Lt. ", "\n", "🙂"]
        )
    ).map("".join)
)
def test_spans_are_ordered_apart_and_verbatim(text):
    actors = find_actors(text, date(2025, 5, 24), find_places(text))
    assert all(text[actor.start : actor.end] == actor.text != "" for actor in actors)
    assert all(a.end <= b.start for a, b in pairwise(actors))
    assert actors == find_actors(text, date(2025, 5, 24), find_places(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Prefixes that make no party of a name.
        ("Pro-Chinese rebels fled.", [("rebels", None, "REB")]),
        ("Counter-ISIS operations went on.", []),
        # An owner's sector goes before that of its fighters; a party of no country lends none.
        ("Air force fighters struck.", [("Air force fighters", None, "MIL")]),
        ("Islamic State fighters in Syria fled.", [("Islamic State fighters", None, "REB"), ("Syria", "SYR", None)]),
        # A surname that another first name stands before.
        ("The coalition's spokesman, Zayd al-Maliki, spoke.", [("coalition's spokesman", None, "MIL")]),
        ("They left the Union. Putin stayed.", [("Putin", "RUS", "GOV")]),
        # A body of another with the same name; a party of the same name elsewhere.
        ("They heard the Zanzibar Region Security Council.", []),
        ("The Italian Democratic Party won.", [("Italian Democratic Party", "ITA", "PTY")]),
        # What stands beside a name, or before "and".
        (
            "Sharif Danlami, of the Kano provincial council, spoke.",
            [("Sharif Danlami", "NGA", "GOV"), ("Kano provincial council", "NGA", "GOV")],
        ),
        (
            "Polish, Czech and Slovak ministers met.",
            [("Polish", "POL", "GOV"), ("Czech", "CZE", "GOV"), ("Slovak ministers", "SVK", "GOV")],
        ),
        ("The government of Bashar al-Assad fell.", [("government of Bashar al-Assad", "SYR", "GOV")]),
        ("A spokesman for the Chechen rebels spoke.", [("spokesman for the Chechen rebels", "RUS", "REB")]),
        ('Col. John "JD" Doyle spoke.', [('Col. John "JD" Doyle', None, "MIL")]),
    ],
)
def test_names_and_descriptions_beside_others(text, expected):
    assert described(text, date(2020, 5, 24)) == expected
