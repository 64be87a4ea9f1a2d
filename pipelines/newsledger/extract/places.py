"""Places named in a text, each read as the one that its surroundings speak for.

Belongs here: finding names of the gazetteer in a text, choosing among places of one name, and telling a town
from a person or a common word. Does not: what is known about places (`gazetteer`), or which place is the scene
of an action (`frames`).
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import log10

from newsledger.extract.gazetteer import Place, countries, fold, gazetteer, listed
from newsledger.extract.lexicon import Matcher, read_lexicon
from newsledger.extract.named_places import find_named, name_makers
from newsledger.extract.spans import PlaceSpan
from newsledger.extract.text import normalise

_ARTICLES = "al|el|ar|as|at|ad|an|az|ash|adh|et|ed|es|ez"
_WORD = r"(?:(?:[^\W\d_]\.){2,}(?!\w)|\w+(?:(?:-|'(?!s\b))\w+){0,6})"
_START = re.compile(rf"(?<![\w.-])(?:(?:{_ARTICLES})-|(?:al|el) )?[^\W\d_a-z]")
_FIRST = re.compile(_WORD)
# A name goes on over a space, over the full stop of "St. Petersburg" and the "'s" of "People's Republic".
_NEXT = re.compile(rf"(?:(?<=\bSt)\.|(?<=\bSte)\.|(?<=\bMt)\.|(?<=\bFt)\.|'s)?[ ]({_WORD})")
_MOST_WORDS = 6

_STRONG_CUE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|across|into|throughout|within|toward|towards|nearby|entered|reached)"
    r" (?:the |downtown |greater |central |(?:north|south|east|west)\S* )*$",
    re.IGNORECASE,
)
_SITUATED = re.compile(
    r"\b(?:in|at|near|around|outside|inside|across|into|throughout|within|towards?|over|through)"
    r" (?:(?:the|downtown|greater|central|(?:city|town|village|region|province|district|area|suburb|port)s? of"
    r"|\w+ern) )*$",
    re.IGNORECASE,
)
_WEAK_CUE = re.compile(
    r"\b(?:from|to|of|over|on|between|through|via|against|beyond|off|leaving|for) (?:the )?$", re.IGNORECASE
)
_SETTLEMENT = (
    r"(?:city|cities|town|towns|village|villages|settlement|port|suburb|suburbs|hamlet|capital|district|districts"
    r"|neighbou?rhood|municipality|commune|outskirts|island|region|regions|province|provinces|state|states"
    r"|governorate|county|area|camp|base|airport|oblast|department|prefecture|enclave|peninsula|resort)"
)
_NOUN_CUE = re.compile(rf"\b{_SETTLEMENT}(?: of|,| around| near)? $", re.IGNORECASE)
_NOUN_AFTER = re.compile(rf" (?:(?:refugee|air|army|military|naval|border) )?{_SETTLEMENT}\b", re.IGNORECASE)
# "Kandahar's Zhari district", "the Paris suburb of Saint-Denis"
_POSSESSIVE = re.compile(r"'s (?:[a-z]+ )?|(?:'s)? (?:[a-z-]+ )?(?:suburb|district|neighbou?rhood|quarter)s? of ")
_QUARTER = r"(?:district|neighbou?rhood|quarter|suburb|village|settlement|refugee camp)"
_QUARTER_AFTER = re.compile(rf" {_QUARTER}s?\b", re.IGNORECASE)
_QUARTER_BEFORE = re.compile(rf"\b{_QUARTER}s? of $", re.IGNORECASE)
_OF_PLACE = re.compile(r" of [A-Z]")  # "the Old City of Homs"
_DIVISION_AFTER = re.compile(
    r" (regions?|oblasts?|provinces?|governorates?|states?|prefectures?|departments?|krais?|republics?|divisions?)\b",
    re.IGNORECASE,
)
_DIVISION_BEFORE = re.compile(
    r"\b(?:region|oblast|province|governorate|state|prefecture|department|krai|republic)s? of (?:the )?$", re.IGNORECASE
)
_LIST_GAP = re.compile(r", (?:and |or )?|,? (?:and|or|&) |/| (?:to|and the|and in|and near) ")
_OWNED = re.compile(r" (?:(?:north|south|east|west|central)\w* |(?:capital|city|province) )*[A-Z]")
_LARGE = 1e5  # people in a town that is known well enough to be written without an apostrophe
_CAPITALISED = re.compile(r" ([^\W\d_a-z][\w'-]*)")
_LAST_WORD = re.compile(r"([\w'.-]+) $")
_DIRECTION = re.compile(
    r"\b((?:(?:far|mid)[- ])?(?:north|south|east|west|central|north-?east|north-?west|south-?east|south-?west)(?:ern)?"
    r"(?: and (?:north|south|east|west|central)\S*)?) (?:parts? of )?$",
    re.IGNORECASE,
)
ACCEPTED = 3.0


@dataclass(slots=True)
class _Hit:
    """A name in the text with what it may mean; `place` and `score` once one is chosen."""

    start: int
    end: int
    candidates: tuple[Place, ...]
    place: Place
    score: float = 0.0
    within: Place | None = None


def find_places(text: str, countries: Collection[str] = ()) -> list[PlaceSpan]:
    """Return the places named in `text` in order, not overlapping, the name alone ("Syria" of "northern Syria").

    `countries` are codes of countries that the text is known to be about: the countries of the article when
    `text` is its title. A span's `name` and coordinates are those of the place meant: "Kharkiv" in "the Kharkiv
    region" is Kharkiv Oblast, "Syria" in "northern Syria" is called so and located in the middle of the country.
    """
    plain = normalise(text)
    apart = [(start, end) for start, end, _ in _names_apart().find(plain)]
    hits = _hits(plain, apart)
    votes = _votes(plain, hits, countries)
    for owner, hit in pairwise(hits):
        _keep_to_owner(plain, owner, hit)
    for hit, following in pairwise(hits):
        hit.within = _container(plain, hit, following)
    for hit in hits:
        hit.place = _likeliest(hit, votes)
        hit.score = _evidence(plain, hit, votes)
    for hit, following in pairwise(hits):
        if _is_put_elsewhere(plain, hit, following):
            hit.score = 0.0
    for owner, hit in pairwise(hits):
        if _POSSESSIVE.fullmatch(plain, owner.end, hit.start) and owner.place.country != hit.place.country:
            hit.score = 0.0
    _spread_over_lists(plain, hits)
    known = [_span(text, plain, hit) for hit in hits if hit.score >= ACCEPTED]
    named = [
        replace(place, text=text[place.start : place.end])
        for place in find_named(plain, known, votes, frozenset(apart))
    ]
    return _merged(plain, known, named)


def _merged(plain: str, known: list[PlaceSpan], named: list[PlaceSpan]) -> list[PlaceSpan]:
    """Return the places of both lists in order, without those of `known` inside one of `named`."""
    ends = [place.end for place in named]
    kept = []
    for place in known:
        around = bisect_left(ends, place.end)
        if around == len(named) or named[around].start > place.start:
            kept.append(place)
    places = sorted([*kept, *named], key=lambda place: place.start)
    return [replace(p, situated=True) if _SITUATED.search(plain, max(0, p.start - 40), p.start) else p for p in places]


def _hits(text: str, names_apart: list[tuple[int, int]]) -> list[_Hit]:
    """Return the longest names of the gazetteer in `text`, left to right, outside of names of other things."""
    apart = [*names_apart, (len(text), len(text))]
    found: list[_Hit] = []
    reached = following = 0
    for match in _START.finditer(text):
        start = match.start()
        while apart[following][1] <= start:
            following += 1
        barred_from, barred_to = apart[following]
        if start < reached:
            continue
        hit = _longest_name(text, start)
        if hit is not None and not (barred_from <= start and hit.end <= barred_to):
            found.append(hit)
            reached = hit.end
    return found


def _longest_name(text: str, start: int) -> _Hit | None:
    """Return the longest name of the gazetteer that begins at `start`."""
    word = _FIRST.match(text, start)
    if word is None:
        return None
    first, word_end = word.group(), word.end()
    longest = gazetteer().longest(first)
    if text.startswith("'s", word_end):
        longest = max(longest, gazetteer().longest(first + "s"))
    ends: list[tuple[int, bool]] = []
    while word is not None and len(ends) < longest:
        ends.append((word.end(), text[word.start(word.lastindex or 0)].islower()))
        word = _NEXT.match(text, word.end()) if len(ends) < _MOST_WORDS else None
    for end, ends_small in reversed(ends):
        candidates = gazetteer().find(text[start:end])
        # "Gaza strip" is curated; "The best" is no town.
        if ends_small and len(ends) > 1:
            candidates = tuple(place for place in candidates if place.curated)
        if candidates:
            return _Hit(start, end, candidates, candidates[0])
    return _owner(text, start, word_end)


def _owner(text: str, start: int, end: int) -> _Hit | None:
    """Return the place whose possessive has lost its apostrophe: "in Syrias Homs", "Aleppos southern districts"."""
    if text[end - 1] != "s" or _OWNED.match(text, end) is None:
        return None
    candidates = _owners(text[start:end])
    return _Hit(start, end, candidates, candidates[0]) if candidates else None


def _owners(word: str) -> tuple[Place, ...]:
    known = gazetteer().find(word[:-1]) if word.endswith("s") else ()
    return tuple(place for place in known if place.curated or place.weight >= _LARGE)


@cache
def _names_apart() -> Matcher[None]:
    """Names that are, or contain, a place's name and are no place: peoples, organisations, newspapers."""
    names = [row["name"] for row in read_lexicon("decoys")]
    for row in countries().values():
        names += listed(row["demonyms"])
    for row in read_lexicon("actors"):
        spellings = (row["name"], *listed(row["aliases"]))
        names += [
            name for name in spellings if " " in name or row["sector"] in ("REB", "PTY") or row["kind"] == "demonym"
        ]
    return Matcher(dict.fromkeys(names))


@cache
def _demonyms() -> Matcher[str]:
    return Matcher({word: code for code, row in countries().items() for word in listed(row["demonyms"])})


@cache
def _neighbours(side: str) -> frozenset[str]:
    words = {row["word"] for row in read_lexicon("place_neighbours") if row["side"] == side}
    return frozenset(words.union(name_makers() if side == "after" else ()))


@cache
def _ambiguous() -> dict[str, str]:
    return {fold(row["name"]): row["kind"] for row in read_lexicon("ambiguous_names")}


def _votes(text: str, hits: list[_Hit], hints: Collection[str]) -> Counter[str]:
    """Return how strongly the text speaks of each country."""
    votes: Counter[str] = Counter()
    for code in hints:
        votes[code] += 2
    for _, _, demonym_of in _demonyms().find(text):
        votes[demonym_of] += 2
    for hit in hits:
        place = _likeliest(hit, Counter())
        name = fold(text[hit.start : hit.end])
        if place.country is not None and _unrivalled(place, hit) and name not in _ambiguous() and not _is_small(place):
            votes[place.country] += 2 if place.precision == "country" else 1
    return votes


def _is_small(place: Place) -> bool:
    """Whether a place is a town unknown elsewhere: it does not tell which country a text is about."""
    return not place.curated and place.weight <= 3e4


def _unrivalled(place: Place, hit: _Hit) -> bool:
    """Whether no place of the same name in another country comes near it in size."""
    return all(rival.weight * 50 <= place.weight for rival in hit.candidates if rival.country != place.country)


def _container(text: str, hit: _Hit, following: _Hit) -> Place | None:
    """Return the country or region that the text puts behind the name ("Reading, Berkshire")."""
    if text[hit.end : following.start] not in (", ", " (", " in "):
        return None
    # "Alaska, Georgia" and "China, Japan" are lists.
    inner_levels = {place.precision for place in hit.candidates if place.curated} - {"city"}
    for outer in following.candidates:
        if "country" in inner_levels or (inner_levels and outer.precision != "country"):
            continue
        if outer.precision != "city" and any(_lies_in(inner, outer) for inner in hit.candidates):
            return outer
    return None


def _is_put_elsewhere(text: str, hit: _Hit, following: _Hit) -> bool:
    """Whether the text puts a town in a region without one of its name: "Sarkh, Logar" is not the Sarh of Chad."""
    town, outer = hit.place, following.place
    apart = outer.precision in ("admin1", "region") and outer.country not in (None, town.country)
    return apart and text[hit.end : following.start] == ", " and town.precision == "city" and town.weight < 1e6


def _keep_to_owner(text: str, owner: _Hit, hit: _Hit) -> None:
    """Leave the meanings in the country of the place that has it: "the Paris suburb of Saint-Denis"."""
    if _POSSESSIVE.fullmatch(text, owner.end, hit.start):
        country = _likeliest(owner, Counter()).country
        hit.candidates = tuple(place for place in hit.candidates if place.country == country) or hit.candidates


def _lies_in(inner: Place, outer: Place) -> bool:
    if inner == outer or inner.precision == "country" or inner.country != outer.country:
        return False
    return outer.precision == "country" or inner.admin1 in (None, outer.name) or outer.precision == "region"


def _likeliest(hit: _Hit, votes: Counter[str]) -> Place:
    """Return what a name most likely means."""
    if len(hit.candidates) == 1:
        return hit.candidates[0]
    return max(hit.candidates, key=lambda place: _likelihood(place, hit, votes))


def _likelihood(place: Place, hit: _Hit, votes: Counter[str]) -> tuple[float, float]:
    score = log10(place.weight + 10) + 1.5 * place.curated + 1.0 * place.known_as
    if place.country is not None and place.country in votes:
        score += 1 + 3 * votes[place.country] / votes.total()
    if hit.within is not None and _lies_in(place, hit.within):
        score += 10 + 2 * (place.admin1 == hit.within.name)
    return score, place.weight


def _evidence(text: str, hit: _Hit, votes: Counter[str]) -> float:
    """Return how surely the name is that of a place here, and of the place chosen."""
    place, name = hit.place, text[hit.start : hit.end]
    doubted = _ambiguous().get(fold(name))
    if place.precision == "country" and doubted is None:
        return _prominence(place)
    before, after = text[max(0, hit.start - 40) : hit.start], text[hit.end : hit.end + 40]
    score = _prominence(place)
    score -= {"given": 2.5, "surname": 2.0, "word": 3.5, None: 0.0}[doubted]
    if " " in name or "-" in name:
        score += 1
    if _unrivalled(place, hit):
        score += 0.5
    if _NOUN_CUE.search(before):
        score += 2.5
    elif _STRONG_CUE.search(before):
        score += 2
    elif _WEAK_CUE.search(before):
        score += 1
    if _NOUN_AFTER.match(after):
        score += 2
    if hit.within is not None:
        score += 3
    elif _is_named_again(hit, before, after, votes):
        return 0.0
    if votes and place.country is not None:
        share = votes[place.country] / votes.total()
        # A small town of a country that a text full of countries never names is seldom meant, least of all where
        # the text is about one country: it has a village of that name that no gazetteer lists.
        elsewhere = -3.0 if votes.most_common(1)[0][1] >= max(4, votes.total() / 2) else -1.5
        score += 1.5 if share >= 0.2 else 1 if share > 0 else elsewhere if _is_small(place) else -0.5
    return score + _person_doubt(before, after)


def _is_named_again(hit: _Hit, before: str, after: str, votes: Counter[str]) -> bool:
    """Whether a small place of the text only shares its name with a town abroad: "the Daraj district" of Gaza."""
    place = hit.place
    local = _QUARTER_AFTER.match(after) or _QUARTER_BEFORE.search(before) or _OF_PLACE.match(after)
    if local is None or place.precision == "country":
        return False
    others = votes.total() - votes[place.country or ""]
    return others > 0 and votes[place.country or ""] * 4 <= others


def _prominence(place: Place) -> float:
    if place.precision == "country":
        return 5
    if place.curated:
        return 3.5
    steps = ((1e6, 3.0), (2.5e5, 2.5), (1e5, 2.0), (3e4, 1.5), (5e3, 1.0), (0, 0.5))
    return next(value for least, value in steps if place.weight >= least) - (not place.known_as)


def _person_doubt(before: str, after: str) -> float:
    """Return what capitalised neighbours take from a name: "Jeff Davis" and "Lincoln Chafee" are no towns."""
    doubt = 0.0
    previous = _LAST_WORD.search(before)
    if previous is not None and previous.group(1)[0].isupper():
        word = previous.group(1)
        if _ambiguous().get(fold(word)) == "given":
            doubt -= 5
        elif word.lower() not in _neighbours("before") and not _demonyms().find(word) and not _owners(word):
            doubt -= 3
    following = _CAPITALISED.match(after)
    if following is not None and following.group(1).lower() not in _neighbours("after"):
        doubt -= 2
    if after.startswith("-"):
        doubt -= 3
    return doubt


def _spread_over_lists(text: str, hits: list[_Hit]) -> None:
    """Let a place that is sure speak for its neighbours in a list: "Kursk, Lipetsk and Voronezh"."""
    pairs = list(pairwise(hits))
    for first, second in (*pairs, *((b, a) for a, b in reversed(pairs))):
        if first.score >= ACCEPTED > second.score >= ACCEPTED - 2:
            gap = text[min(first.end, second.end) : max(first.start, second.start)]
            second.score = ACCEPTED if _LIST_GAP.fullmatch(gap) else second.score


def _span(text: str, plain: str, hit: _Hit) -> PlaceSpan:
    written = text[hit.start : hit.end]
    place = _division(plain, hit) or hit.place
    name = _name(place, written)
    if place.precision in ("country", "admin1", "region"):
        direction = _DIRECTION.search(plain[max(0, hit.start - 30) : hit.start])
        if direction is not None:
            name = f"{direction.group(1).lower()} {name}"
    return PlaceSpan(
        hit.start, hit.end, written, name,
        place.country, place.admin1, place.lat, place.lon, place.geonameid, place.precision,
    )  # fmt: skip


def _name(place: Place, written: str) -> str:
    """Return the gazetteer's name, but the article's spelling where no word of the two is the same ("Ayn Isa")."""
    words = set(fold(written).split())
    if fold(place.name) == fold(written):
        return written
    return place.name if not words.isdisjoint(fold(place.name).split()) or _owners(written) else written


def _division(text: str, hit: _Hit) -> Place | None:
    """Return the first-level division that a name with "region" or the like beside it means."""
    if hit.place.precision != "city":
        return None
    before = text[max(0, hit.start - 60) : hit.start]
    if _DIVISION_AFTER.match(text, hit.end) or _DIVISION_BEFORE.search(before):
        return gazetteer().division(text[hit.start : hit.end], hit.place.country)
    return None
