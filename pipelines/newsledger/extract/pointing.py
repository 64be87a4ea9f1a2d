"""What a description of a place points back to: "the city", "the Russian capital", "the country", "the east", "there".

Belongs here: finding the place among those that the article has named, or in the country that it is set in. Does not:
telling a description from a name (`place_phrases`).
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from newsledger.extract.discourse import Discourse
from newsledger.extract.gazetteer import Place, countries, gazetteer, listed
from newsledger.extract.spans import PlaceSpan

_NEAR = 300  # characters before its sentence within which a description means the last place named
_LONGEST = 4  # words in "the war-torn Syrian city"
_POINTING = frozenset({"the", "this", "that", "same"})
_SMALL = frozenset({"town", "village", "hamlet", "settlement", "township", "commune"})
_COUNTRIES = frozenset({"country", "nation", "kingdom", "homeland"})
_SIDES = ("north", "south", "east", "west")
# How fine the places are that a kind of noun points back to, by preference.
_PRECISIONS = {
    "settlement": (("city",), ("admin1",)),
    "division": (("admin1", "region"), ("city",)),
}


def pointed_at(
    words: Sequence[str], noun: str, kind: str, nation: str | None, offset: int, begin: int, discourse: Discourse
) -> tuple[PlaceSpan, str] | None:
    """Return the place that a description means, and its name; None where that is not plain.

    `words` are lower-cased, `noun` is their head and `kind` its kind in the lexicon, `nation` the country of a demonym
    among them. The description stands at `offset` in a sentence that begins at `begin`.
    """
    if kind == "part":
        return _side(words, discourse)
    if words[0] not in _POINTING or len(words) > _LONGEST:
        return None
    place = _meant(words, noun, kind, nation, offset, begin, discourse)
    return (place, place.name) if place is not None else None


def _meant(
    words: Sequence[str], noun: str, kind: str, nation: str | None, offset: int, begin: int, discourse: Discourse
) -> PlaceSpan | None:
    if noun.endswith("s") and kind in (*_PRECISIONS, "state"):
        return None  # "the two countries", "the Twin Cities"
    if kind == "state":
        return _state(nation or discourse.scene) if noun in _COUNTRIES else None
    if noun in ("capital", "city") and "capital" in words:
        return _capital(nation, offset, discourse) if "provincial" not in words else None
    if noun in ("centre", "center") and words[-2] in ("city", "town"):
        kind = "settlement"  # "the city centre"
    earlier = [p for p in discourse.places_before(offset) if nation in (None, p.country)]
    if kind not in _PRECISIONS:
        # "the airfield" after "Bagram Airfield"
        return next((p for p in reversed(earlier) if f"{p.text}, {p.name}".lower().endswith(f" {noun}")), None)
    if noun in _SMALL:
        earlier = [p for p in earlier if not is_seat(p)]
    first, second = _PRECISIONS[kind]
    if "same" in words or words[0] in ("this", "that"):
        return _last(earlier, (*first, *second), None)  # "in that same region" is the one just told of
    here = [p for p in earlier if p.start >= begin]
    near = [p for p in earlier if p.start >= begin - _NEAR]
    return (
        _last(here, first, None)
        or _last(near, first, discourse.scene)
        or _most_told(earlier, first, discourse.scene)
        or _last(earlier, second, discourse.scene)
    )


def _most_told(places: list[PlaceSpan], precisions: tuple[str, ...], home: str | None) -> PlaceSpan | None:
    """Return the place of a kind that a text has named most often, as what it goes back to after other matters."""
    found = [p for p in places if p.precision in precisions]
    found = [p for p in found if p.country == home] or found
    counts = Counter(p.name for p in found)
    return max(reversed(found), key=lambda p: counts[p.name], default=None)


def _last(places: list[PlaceSpan], precisions: tuple[str, ...], home: str | None) -> PlaceSpan | None:
    """Return the last place of a kind, one in the country the article is set in before any other."""
    found = [p for p in places if p.precision in precisions]
    return next((p for p in reversed(found) if p.country == home), found[-1] if found else None)


def _side(words: Sequence[str], discourse: Discourse) -> tuple[PlaceSpan, str] | None:
    """Return the part of the country that "in the east" means alone."""
    state = _state(discourse.scene)
    if state is None or len(words) > 2 or not is_side(words[-1]):
        return None
    return state, f"{words[-1]}ern {state.name}"


def is_side(word: str) -> bool:
    """Whether a word is a side of a country: "north", "south-east"."""
    return word.replace("-", "").endswith(_SIDES) and not word.startswith(("mid", "far"))


@cache
def _state(country: str | None) -> PlaceSpan | None:
    row = countries().get(country or "")
    return _as_span(gazetteer().find(row["name"]), country) if row else None


@cache
def seat_of(country: str | None) -> PlaceSpan | None:
    """Return the capital of a country."""
    row = countries().get(country or "")
    names = listed(row["capital"]) if row else []
    return _as_span(gazetteer().find(names[0]), country) if names else None


def is_seat(place: PlaceSpan) -> bool:
    """Whether a place is the capital of its country."""
    seat = seat_of(place.country)
    return seat is not None and seat.geonameid == place.geonameid is not None


def _capital(nation: str | None, offset: int, discourse: Discourse) -> PlaceSpan | None:
    """Return the capital that is meant: of the nation named, else the last one that the text has spoken of."""
    if nation is not None:
        return seat_of(nation)
    named = next((p for p in reversed(discourse.places_before(offset)) if is_seat(p)), None)
    return named or seat_of(discourse.scene)


def _as_span(found: tuple[Place, ...], country: str | None) -> PlaceSpan | None:
    place = next((p for p in found if p.country == country), None)
    if place is None:
        return None
    position = (place.lat, place.lon, place.geonameid, place.precision)
    return PlaceSpan(0, 0, "", place.name, country, place.admin1, *position)
