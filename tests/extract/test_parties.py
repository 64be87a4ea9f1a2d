from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from newsledger.extract.gazetteer import countries, listed
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.parties import party_names
from newsledger.extract.text import normalise

COUNTRIES = {*countries(), "EU", "NATO", "UN", "G7", ""}
SECTORS = {"", *(row["sector"] for row in read_lexicon("sectors"))}


@pytest.mark.parametrize(("lexicon", "least"), [("actors", 1500), ("persons", 1200)])
def test_rows_have_known_countries_and_sectors(lexicon, least):
    rows = read_lexicon(lexicon)
    assert len({row["name"] for row in rows}) >= least
    assert [row["name"] for row in rows if row["country"] not in COUNTRIES or row["sector"] not in SECTORS] == []


def test_actors_have_a_kind():
    kinds = {row["kind"] for row in read_lexicon("actors")}
    assert kinds == {"group", "organisation", "force", "office", "demonym", "state"}


def test_no_name_stands_for_two_parties():
    owners = defaultdict(set)
    for code, row in countries().items():
        for name in (row["name"], *listed(row["aliases"]), *listed(row["demonyms"]), *listed(row["capital"])):
            owners[normalise(name)].add(code)
    for row in read_lexicon("actors"):
        for name in (row["name"], *listed(row["aliases"])):
            owners[normalise(name)].add(row["name"])
    for row in read_lexicon("persons"):
        for name in (row["name"], *listed(row["aliases"]), *listed(row["short"])):
            owners[normalise(name)].add(row["name"])
    assert {name: meant for name, meant in owners.items() if len(meant) > 1} == {}


def test_nobody_holds_two_listed_offices_at_once():
    offices = defaultdict(list)
    for row in read_lexicon("persons"):
        begins = date.fromisoformat(row["from"])
        offices[row["name"]].append((begins, date.fromisoformat(row["to"]) if row["to"] else date.max))
    # Many days are known to the month only, so that the month of a change belongs to both offices.
    overlapping = [
        name
        for name, held in offices.items()
        for (_, ends), (begins, _) in pairwise(sorted(held))
        if (ends - begins).days > 31
    ]
    assert overlapping == []


def test_office_words_are_lower_case_and_of_a_known_role():
    rows = read_lexicon("offices")
    assert all(row["term"] == row["term"].lower() for row in rows)
    assert {row["role"] for row in rows} == {"body", "title", "people", "honorific", "modifier", "portfolio"}
    assert {row["sector"] for row in rows} <= SECTORS
    assert {row[column] for row in rows for column in ("yields", "alone")} == {"yes", "no"}


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Jens Stoltenberg", date(2010, 1, 1), ("NOR", "GOV")),
        ("Jens Stoltenberg", date(2020, 1, 1), ("NATO", "IGO")),
        ("Jens Stoltenberg", date(2025, 6, 1), ("NATO", None)),
        ("Jens Stoltenberg", None, ("NATO", "IGO")),
        ("Joe Biden", date(2025, 1, 25), ("USA", "GOV")),  # news of the first days still calls him so
        ("Joe Biden", date(2018, 1, 1), ("USA", None)),
        ("Hezbollah", date(2018, 1, 1), ("LBN", "REB")),
    ],
)
def test_an_office_is_looked_up_for_its_day(name, day, expected):
    ((_, _, party),) = party_names().find(name)
    assert party.on(day) == expected


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Badr Brigade", "IRQ", "REB"),
        ("Jaysh al-Thuwar", "SYR", "REB"),
        ("Cabinda", None, None),
        ("Zhongnanhai", "CHN", "GOV"),
        ("Foggy Bottom", "USA", "GOV"),
        ("Thames Valley Police", "GBR", "POL"),
        ("Afghan National Defence and Security Forces", "AFG", "MIL"),  # listed in the American spelling
        ("International coalition", None, "MIL"),  # listed as it stands within a sentence
        ("Colin Powell", "USA", "GOV"),
        ("Shamil Basayev", "RUS", "REB"),
    ],
)
def test_names_are_known_in_their_spellings(name, country, sector):
    found = [party.on(date(2004, 1, 1)) for start, end, party in party_names().find(name) if end - start == len(name)]
    assert found == ([(country, sector)] if sector else [])
