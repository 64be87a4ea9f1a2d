"""Places that no gazetteer has, where the text itself says what they are.

Belongs here: "Bagram Airfield", "the village of Tokhar", "the Daraj district", "Fort Detrick", the country that the
text puts them in, and what makes such a name no place. Does not: names of the gazetteer (`places`).
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from newsledger.extract.lexicon import alternatives, read_lexicon
from newsledger.extract.spans import BY_START, PlaceSpan
from newsledger.extract.values import value
from newsledger.extract.word_tags import closed_words

_ARTICLES = "al|el|ar|as|at|ad|an|az|ash|adh|et|ed|es|ez|bin|bint|abu|umm|de|la|del|dos|da|do"
_WORD = rf"(?:(?:{_ARTICLES})[- ])?[^\W\d_a-z][\w'-]{{0,40}}"
_KINDS = (
    "refugee|air|army|oil|gas|power|nuclear|military|naval|border|industrial|detention|training|prison|residential"
    "|metro|railway|train|bus|subway|underground|petrol|police|fire|shopping|high|primary"
)
_LIST = rf"{_WORD}(?: {_WORD}){{0,2}}"
_ITEM = re.compile(_LIST)
_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|around|outside|inside|across|into|on|from|to|towards|of|over|through|between|and|hit|struck)"
    r" (?:the |\w+(?:ern|al|wn|ed) ){0,2}|\bthe |'s |, )$",
    re.IGNORECASE,
)
_STRONGLY_BEFORE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|across|into|on|from) (?:the |\w+(?:ern|al|wn) ){0,2}$", re.IGNORECASE
)
_PREFIXED = re.compile(
    r"(?<![\w-])(?:Camp|Fort|Lake|Mount|Mt\.?|Cape|Joint Base|Forward Operating Base|Combat Outpost|RAF|Highway|Route"
    r"|Interstate|(?:Straits?|Gulf|Bay|Sea|Valley|Isle|Port|Province|Region) of|Jabal|Jebel|Wadi)"
    rf" (?:(?:the )?{_WORD}(?: {_WORD})?|\d{{1,4}}\b)"
)
_GAP = re.compile(
    r"(?: [a-z]+)?'?,? (?:(?:in|near|of|at|on|outside)(?: the)?(?: [a-z-]+){0,4}? )?(?:[A-Z]\w+(?:'s|,)? )?|, "
)
_TOLD_APART = 3  # countries, from which on a text without the country of a town means another of its name
_REACH = 60  # characters within which the place around another is named


@value(frozen=True, slots=True)
class _Sort:
    kind: str
    organisation: bool  # as often the name of an organisation


# Sorts of places that speak and act as often as they are a scene.
_ORGANISED = frozenset({"university", "college", "hospital", "school", "church", "station", "centre", "center",
                        "club", "academy", "city", "town", "clinic", "field", "museum", "theatre", "theater", "area",
                        "zone", "park", "estate", "plant", "market", "palace", "village", "restaurant",
                        "farm", "ranch"})  # fmt: skip


@cache
def _sorts() -> dict[str, _Sort]:
    return {
        row["noun"]: _Sort(row["kind"], row["noun"] in _ORGANISED)
        for row in read_lexicon("place_nouns")
        if row["named"] == "yes"
    }


def name_makers() -> Collection[str]:
    """Return the nouns that make a name of the name before them: "airfield"."""
    return _sorts().keys()


@cache
def _suffixed() -> re.Pattern[str]:
    nouns = alternatives(_sorts(), ignore_case=True)
    return re.compile(
        rf"(?<![\w-])(?P<name>{_WORD}(?: {_WORD}){{0,4}}) (?P<low>(?:{_KINDS}) )?(?P<noun>{nouns})(?![\w-])"
    )


@cache
def _settlements_of() -> re.Pattern[str]:
    nouns = [n for n, s in _sorts().items() if s.kind in ("settlement", "quarter")] + ["commune", "hamlet", "locality"]
    nouns += ["camp", "district", "area", "province", "region", "island", "county"]
    return re.compile(rf"\b(?:{alternatives(nouns)})s? of (?P<names>{_LIST}(?:(?:, (?:and )?| and ){_LIST}){{0,9}})")


def find_named(
    text: str, known: list[PlaceSpan], votes: Mapping[str, int], apart: Collection[tuple[int, int]]
) -> Iterator[PlaceSpan]:
    """Yield the places of normalised `text` that it calls so; one that covers places of `known` replaces them.

    `votes` says how strongly the text speaks of each country; `apart` are the spans of names of other things.
    """
    reached = 0
    for start, end, kind in sorted(_found(text, apart), key=lambda found: (found[0], -found[1])):
        if start < reached:
            continue
        first, last = bisect_left(known, start, key=BY_START), bisect_left(known, end, key=BY_START)
        if (
            first < last
            and known[first].end + 3 < end  # of "Angola's capital city" nothing is left
            and text.startswith("'s ", known[first].end)
            and text[known[first].end + 3 : end].lower() not in _sorts()
        ):
            start = known[first].end + 3  # "Kandahar's Zhari district"
            first += 1
        inner = known[first:last]
        if (first and known[first - 1].end > start) or (inner and inner[-1].end > end):
            continue
        if inner and not _adds_to(text[start:end], inner, start, kind):
            continue
        around = _around(text, known, start, end, inner, votes)
        yield _span(text[start:end], start, kind, around, inner)
        reached = end


def _found(text: str, apart: Collection[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of what looks like the name of a place."""
    for match in _suffixed().finditer(text):
        start, noun = _without_function_words(text, match.start("name"), match.end("name")), match["noun"]
        if start >= match.end("name") or (start, match.end("name")) in apart or (start, match.end()) in apart:
            continue  # "the German island", "the Justice Department"
        sort, capital = _sorts()[noun.lower()], noun[0].isupper()
        before = text[max(0, start - 40) : start]
        cue = _STRONGLY_BEFORE if sort.organisation else _BEFORE
        name = text[start : match.end("name")]
        definite = name.lower().startswith("al-") or (" " in name and before.lower().endswith(" the "))
        if (sort.organisation or not capital) and not (definite and not capital) and not cue.search(before):
            continue
        if name.isupper() and not (capital and " " in name):
            continue  # "the ISIS camp"
        point = sort.kind in ("quarter", "settlement") or noun.lower() in ("district", "area")
        # "the Daraj district" is Daraj, but "the Dar al-Arqam centre" and "Freedom Plaza" have their noun in the name.
        end = match.end("name") if point and not capital else match.end()
        yield start, end, sort.kind
    for match in _settlements_of().finditer(text):
        for item in _ITEM.finditer(text, match.start("names"), match.end("names")):
            yield item.start(), item.end(), "settlement"
    for match in _PREFIXED.finditer(text):
        yield match.start(), match.end(), "site"


def _without_function_words(text: str, start: int, end: int) -> int:
    """Return where a name begins after the words that open its sentence: "In The", "Near"."""
    while start < end:
        stop = text.find(" ", start, end)
        word = text[start : stop if stop >= 0 else end]
        if word.lower() not in closed_words():
            return start
        start = stop + 1 if stop >= 0 else end
    return start


def _adds_to(name: str, inner: list[PlaceSpan], start: int, kind: str) -> bool:
    """Whether the name is more than the known places in it: "Kabul Airport" is, "Kabul province" is not."""
    covered = inner[0].start == start and len(inner) == 1
    if not covered:
        return kind == "site" or len(name.split()) > 1 + sum(len(p.text.split()) for p in inner)
    rest = name[inner[0].end - start :].strip()
    return rest[:1].isupper() and (kind in ("site", "quarter") or rest == "County")


def _around(
    text: str, known: list[PlaceSpan], start: int, end: int, inner: list[PlaceSpan], votes: Mapping[str, int]
) -> PlaceSpan | str | None:
    """Return the place that a name lies in: one that it holds, the one that follows it, else the country at hand."""
    owner = bisect_left(known, start, key=BY_START) - 1
    if owner >= 0 and text[known[owner].end : start] == "'s ":
        return known[owner].country
    following = bisect_left(known, end, key=BY_START)
    if following < len(known) and known[following].start - end <= _REACH:
        place = known[following]
        if place.country is not None and _GAP.fullmatch(text, end, place.start):
            return next((p for p in inner if p.country == place.country), place.country)
    held = next((p for p in inner if p.country is not None), None)
    if held is not None and held.country is not None and (held.country in votes or len(votes) < _TOLD_APART):
        return held
    total = sum(votes.values())
    main = max(votes, key=lambda code: (votes[code], code), default=None)
    if main is not None and votes[main] * 2 > total:
        return main
    return known[owner].country if owner >= 0 else main


def _span(name: str, start: int, kind: str, around: PlaceSpan | str | None, inner: list[PlaceSpan]) -> PlaceSpan:
    precision = "region" if kind in ("division", "tract") else "city"
    if isinstance(around, PlaceSpan):
        # What is called after a town lies about where the town does.
        lat, lon = (around.lat, around.lon) if around.precision == "city" else (None, None)
        return PlaceSpan(start, start + len(name), name, name, around.country, around.admin1, lat, lon, None, precision)
    return PlaceSpan(start, start + len(name), name, name, around, None, None, None, None, precision)
