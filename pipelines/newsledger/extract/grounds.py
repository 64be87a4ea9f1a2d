"""The grounds of a sentence: the phrases that can say where something happened, each with the place it means.

Belongs here: reading "a shelter in El Fasher, in Sudan" as one ground that is called after its finest place, and what
"the city", "the country" and "there" point back to. Does not: recognising names (`places`), or which ground an
event takes (`whereabouts`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from newsledger.extract.chunks import Chunk, starts_clause
from newsledger.extract.discourse import Discourse
from newsledger.extract.gazetteer import Place, countries, gazetteer, listed
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import find_noun, phrase_text
from newsledger.extract.spans import ActorSpan, PlaceSpan
from newsledger.extract.tagger import Word

# Lower is finer; a finer place wins over a coarser one that is told as plainly.
GRAINS = {"city": 0, "admin1": 1, "region": 2, "country": 3}
_UNKNOWN = 1  # the grain of a ground that is not in the gazetteer
_JOINING = frozenset(
    {"of", "in", "including", "at", "near", "on", "outside", "inside", "around", "along", "from", "to"}
)
_LOCATIVE = frozenset({"in", "at", "near", "over", "inside", "outside", "around", "across", "into", "on", "under"})
_OF_PLACES = frozenset({"territory", "building", "infrastructure"})
_LONGEST_POINTER = 4  # words in "the war-torn Syrian city"
_POINTING = frozenset({"the", "this", "that", "same"})
# "each side", "his part", "any country" are no places.
_DISTRIBUTIVE = frozenset(
    {"each", "every", "either", "both", "any", "no", "other", "another", "his", "her", "my", "your"}
)
_BEARINGS = frozenset(
    ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
)  # fmt: skip
_PARTS_OF_TOWNS = frozenset({"district", "neighbourhood", "neighborhood", "quarter", "area", "region", "province"})
_VAGUE = frozenset({"part", "state"})
_APPROACHES = frozenset({"approach", "approaches", "entrance", "gateway", "road", "route"})
_BORDERS = frozenset({"border", "frontier", "borders"})


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event: its words, its name, its country, and its entry in the gazetteer where it has one."""

    start: int
    end: int
    text: str
    name: str | None
    country: str | None
    span: PlaceSpan | None
    supposed: bool = False  # its country is the one that the article is set in, for want of another


@dataclass(frozen=True, slots=True)
class Ground:
    """The chunks ``[first, last)`` of a sentence as a place.

    `preposition` stands before it, "" for none. After "and", `inner` is the one within: "and a shelter in El Fasher".
    """

    first: int
    last: int
    preposition: str
    inner: str
    where: Where
    grain: int

    @property
    def named(self) -> bool:
        """Whether the place has a name, its own or one that it points back to."""
        return self.where.name is not None


@dataclass(frozen=True, slots=True)
class _Member:
    """One phrase of a ground. `generic`: it only says what sort of place the names beside it are."""

    at: int
    name: str | None
    country: str | None
    span: PlaceSpan | None
    generic: bool
    pointing: bool = False
    called: bool = False  # its name follows with "of": "the town of"
    link: str = ""  # what joins it to the member before: a preposition or a comma


def find_grounds(chunks: Sequence[Chunk], discourse: Discourse) -> list[Ground]:
    """Return the grounds of a sentence in order, apart from one another."""
    found: list[Ground] = []
    i = 0
    while i < len(chunks):
        member = _read(chunks, i, discourse, found)
        if member is None:
            i += 1
            continue
        members, last = _joined(chunks, member, discourse)
        found.append(_ground(chunks, members, last, discourse))
        i = last
    return found


def spoken_of(places: Sequence[PlaceSpan], actors: Sequence[ActorSpan]) -> list[PlaceSpan]:
    """Return the places of a text without those that stand for a government: "Moscow said"."""
    standing_for = {at for a in actors if a.kind == "state" for at in range(a.start, a.end)}
    return [place for place in places if place.situated or place.start not in standing_for]


def scene_of(places: Sequence[PlaceSpan], actors: Sequence[ActorSpan]) -> str | None:
    """Return the country that a text is set in: where most of what it says to be somewhere is."""
    counts: Counter[str] = Counter()
    for place in spoken_of(places, actors):
        if place.country is not None:
            counts[place.country] += place.situated + (place.precision != "country")
    return max(counts, key=lambda c: (counts[c], c)) if counts.total() else None


@cache
def place_nouns() -> dict[str, str]:
    """Return the common nouns for places with their kind."""
    return {row["noun"]: row["kind"] for row in read_lexicon("place_nouns")}


def place_in(chunk: Chunk) -> Word | None:
    """Return the finest place named in a noun phrase: Hamdaniya of "Aleppo's southern Hamdaniya"."""
    words = _words(chunk)
    named = [w for w in words if w.place is not None]
    if any(w.tag == "POS" for w in words) and len(named) > 1:
        return named[-1]  # "Kandahar's Zhari district"
    return min(named, key=lambda w: (GRAINS[w.place.precision], -w.start), default=None)  # type: ignore[union-attr]


def _read(chunks: Sequence[Chunk], at: int, discourse: Discourse, so_far: Sequence[Ground] = ()) -> _Member | None:
    chunk = chunks[at]
    if _says_there(chunks, at):
        here = next((g.where for g in reversed(so_far) if g.named), None)
        if here is not None:
            return _Member(at, here.name, here.country, here.span, generic=False, pointing=True)
        earlier = discourse.places_before(chunk.start)
        return _pointer(at, earlier[-1] if earlier else None)
    if chunk.kind != "NP":
        return None
    head = chunk.head_word
    first = _past_measure(chunk)
    named = place_in(chunk)
    sort = _sort(chunk)
    if named is not None and (named is head or head.tag in ("N", "P")):
        place = named.place
        assert place is not None
        if sort == "part" and place.precision == "country":
            return _Member(at, _part_name(chunk, place), place.country, place, generic=False)
        if named is not head and _is_unknown_name(chunk) and chunk.words[chunk.head - 1] is not named:
            return _Member(at, head.text, place.country, None, generic=False)  # "Aleppo's southern Hamdaniya"
        if place.precision == "country" and sort in ("settlement", "quarter", "division", "site") and named is not head:
            return _Member(at, None, place.country, None, generic=True)  # "the US capital city", "a Syria camp"
        if named is head or sort is not None or _after_locative(chunks, at):
            generic = named is not head and sort is not None and not _bears(chunk)
            return _Member(at, place.name, place.country, place, generic, called=head.last not in _PARTS_OF_TOWNS)
    if sort is not None:
        # "the Jenin refugee camp": the refugees are a party of their own.
        inner = next((p for w in _words(chunk) if w.actor and (p := discourse.place_at(w.start))), None)
        if inner is not None and head.actor is None and inner.precision != "country":
            return _Member(at, inner.name, inner.country, inner, generic=True)
        parted = at + 1 < len(chunks) and chunks[at + 1].lower in ("of", "to")
        own = _own_name(chunk, sort)
        if own is not None:
            return _Member(at, own, _country_in(chunk), None, generic=False)
        pointed = None if parted else _pointed(chunks, first, at, sort, discourse)
        if pointed is None and not parted and _is_bare(chunk):
            return None
        if pointed is None and (chunk.words[chunk.first].lower in _DISTRIBUTIVE or (sort in _VAGUE and not parted)):
            return None
        return pointed or _Member(at, None, _country_in(chunk), None, generic=True)
    if head.actor is not None and head.actor.kind == "office" and _after_locative(chunks, at):
        return _Member(at, None, None, None, generic=True)  # "outside the US Embassy in Cairo", "at the White House"
    if _is_unknown_name(chunk) and _after_locative(chunks, at):
        name = phrase_text(_words(chunk)).removeprefix("the ")
        return _Member(at, name, None, None, generic=False)
    return None


def _bears(chunk: Chunk) -> bool:
    """Whether a noun phrase ends in a bearing: "the suburb of Douma east" of Damascus."""
    last = chunk.words[chunk.last - 1].lower.replace("-", "")
    return chunk.last - chunk.first > 1 and last in _BEARINGS


def _words(chunk: Chunk) -> list[Word]:
    return chunk.words[chunk.first : chunk.last]


def _is_bare(chunk: Chunk) -> bool:
    """Whether a noun stands alone, as in "in prison", "on land", "in front of"."""
    return chunk.last - chunk.first == 1 and not chunk.head_word.lower.endswith("s")


def _own_name(chunk: Chunk, sort: str) -> str | None:
    """Return the name of a spot that has one of its own: "the Dar al-Arqam centre"."""
    words = _words(chunk)
    proper = next((w for w in words if w.tag == "P" and w.actor is None and w is not chunk.head_word), None)
    if proper is None or proper.text.isupper() or words[0].lower != "the" or sort not in ("site", "quarter", "tract"):
        return None
    return phrase_text([w for w in words if w.start >= proper.start])


def _says_there(chunks: Sequence[Chunk], at: int) -> bool:
    chunk = chunks[at]
    if chunk.words[chunk.last - 1].lower != "there":
        return False
    existential = at + 1 < len(chunks) and chunks[at + 1].kind == "VG" and chunks[at + 1].head_word.tag == "BE"
    return not (existential and chunk.lower == "there")


def _is_unknown_name(chunk: Chunk) -> bool:
    head = chunk.head_word
    return head.tag == "P" and head.actor is None and head.place is None and head.date is None


def _after_locative(chunks: Sequence[Chunk], at: int) -> bool:
    return at > 0 and chunks[at - 1].kind == "IN" and chunks[at - 1].lower in _LOCATIVE


def _sort(chunk: Chunk) -> str | None:
    """Return the kind of place that the head of a noun phrase is, None where it is none."""
    head = chunk.head_word
    if head.tag not in ("N", "P") or head.actor is not None:
        return None
    last = head.last
    singular = f"{last[:-3]}y" if last.endswith("ies") else last.removesuffix("s")
    kind = place_nouns().get(last) or place_nouns().get(singular)
    if kind is not None:
        return kind
    noun = find_noun([w.lower for w in _words(chunk)])
    return "site" if noun is not None and noun.object_class in _OF_PLACES else None


def _country_in(chunk: Chunk) -> str | None:
    """Return the country of a demonym before the noun: "an Iraqi air base"."""
    return next(
        (w.actor.country for w in _words(chunk) if w.actor and len(w.actor.country or "") == 3),
        None,
    )


def _pointer(at: int, place: PlaceSpan | None, name: str | None = None) -> _Member | None:
    if place is None:
        return None
    return _Member(at, name or place.name, place.country, place, generic=False, pointing=True)


def _past_measure(chunk: Chunk) -> int:
    """Return the index of the word after "a third of", where a noun phrase is a share of what follows."""
    ofs = [i for i in range(chunk.first, chunk.last) if chunk.words[i].lower == "of"]
    return ofs[-1] + 1 if ofs else chunk.first


def _pointed(chunks: Sequence[Chunk], first: int, at: int, sort: str, discourse: Discourse) -> _Member | None:
    """Return what a definite description points back to: "the city", "the Russian capital", "the airfield"."""
    chunk = chunks[at]
    words = [w.lower for w in chunk.words[first : chunk.last]]
    if sort == "part":
        return _part_of_home(at, words, discourse)
    if words[0] not in _POINTING or len(words) > _LONGEST_POINTER:
        return None
    noun = chunk.head_word.last
    nation = _country_in(chunk)
    if sort == "state":
        if noun not in place_nouns():
            return None  # "the two countries"
        return _pointer(at, _state(nation or discourse.scene))
    if noun in ("centre", "center") and words[-2] in ("city", "town"):
        sort = "settlement"  # "the city centre"
    if noun in ("capital", "city") and "capital" in words:
        return _pointer(at, _capital(chunk, nation, discourse) if "provincial" not in words else None)
    earlier = discourse.places_before(chunk.start)
    if nation is not None:
        earlier = [p for p in earlier if p.country == nation]
    if sort in _POINTED_PRECISIONS:
        here = [p for p in earlier if p.start >= chunks[0].start]
        first_choice, second_choice = _POINTED_PRECISIONS[sort]
        if noun in _SMALL:
            earlier = [p for p in earlier if not _is_seat(p)]
        return _pointer(
            at,
            _last(here, first_choice, None)
            or _last(earlier, first_choice, discourse.scene)
            or _last(earlier, second_choice, discourse.scene),
        )
    same = [p for p in earlier if f"{p.text}, {p.name}".lower().endswith(" " + noun)]
    return _pointer(at, same[-1] if same else None)


_SMALL = frozenset({"town", "village", "hamlet", "settlement", "township", "commune"})


def _is_seat(place: PlaceSpan) -> bool:
    seat = _seat(place.country)
    return seat is not None and seat.name == place.name


_POINTED_PRECISIONS = {
    "settlement": (("city",), ("admin1",)),
    "division": (("admin1", "region"), ("city",)),
}


def _last(places: list[PlaceSpan], precisions: tuple[str, ...], home: str | None) -> PlaceSpan | None:
    """Return the last place of a kind, one in the country the article is about before any other."""
    found = [p for p in places if p.precision in precisions]
    return next((p for p in reversed(found) if p.country == home), found[-1] if found else None)


_ENDLESS = frozenset({"north", "south", "east", "west"})


def _part_of_home(at: int, words: list[str], discourse: Discourse) -> _Member | None:
    """Return the part of the country that "in the east" means alone."""
    side = words[-1].replace("-", "")
    state = _state(discourse.scene)
    if state is None or len(words) > 2 or not side.endswith(tuple(_ENDLESS)):
        return None
    return _pointer(at, state, f"{words[-1]}ern {state.name}")


def _part_name(chunk: Chunk, place: PlaceSpan) -> str:
    """Return the name of a part of a country: "northeast Syria" for "Syria's northeast"."""
    side = chunk.head_word.last
    return f"{side} {place.name}" if side.replace("-", "").endswith(tuple(_ENDLESS)) else place.name


@cache
def _state(country: str | None) -> PlaceSpan | None:
    row = countries().get(country or "")
    return _as_span(gazetteer().find(row["name"]), country) if row else None


@cache
def _seat(country: str | None) -> PlaceSpan | None:
    """Return the capital of a country."""
    row = countries().get(country or "")
    names = listed(row["capital"]) if row else []
    return _as_span(gazetteer().find(names[0]), country) if names else None


def _capital(chunk: Chunk, nation: str | None, discourse: Discourse) -> PlaceSpan | None:
    """Return the capital that is meant: of the nation named, else the last one that something was said to be in."""
    if nation is not None:
        return _seat(nation)
    for place in reversed(discourse.places_before(chunk.start)):
        if _is_seat(place):
            return place
    return _seat(discourse.scene)


def _as_span(found: tuple[Place, ...], country: str | None) -> PlaceSpan | None:
    place = next((p for p in found if p.country == country), None)
    if place is None:
        return None
    return PlaceSpan(
        0, 0, "", place.name, country, place.admin1, place.lat, place.lon, place.geonameid, place.precision
    )


def _joined(chunks: Sequence[Chunk], first: _Member, discourse: Discourse) -> tuple[list[_Member], int]:
    """Return the members of the ground that begins with `first`, and the index past its last chunk."""
    members, last = [first], first.at + 1
    while True:
        following = _next_member(chunks, members, last, discourse)
        if following is None:
            break
        members.append(following)
        last = following.at + 1
    return members, _list_end(chunks, members, last)


def _next_member(chunks: Sequence[Chunk], members: list[_Member], i: int, discourse: Discourse) -> _Member | None:
    """Return the member that goes on at chunk `i`: "of Homs", ", Yemen", ", in Sudan's North Darfur state"."""
    comma = i < len(chunks) and chunks[i].kind in (",", "(")
    j = i + comma
    joined = j + 1 < len(chunks) and chunks[j].kind == "IN" and chunks[j].lower in _JOINING
    if joined:
        member = _read(chunks, j + 1, discourse)
        if member is None and chunks[j].lower == "of":
            member = _modified(chunks, j + 1)
        if member is None or (comma and chunks[j].lower not in ("in", "near", "including")):
            return None
        if _bears(chunks[members[-1].at]):
            return None  # "Douma, east of Damascus"
        if chunks[j].lower == "to" and chunks[members[-1].at].head_word.last not in _APPROACHES:
            return None
        member = replace(member, link=chunks[j].lower)
        if member.link in ("of", "to"):
            return member if members[-1].generic else None
        return member if _may_hold(member, members[-1]) else None
    if not comma or j >= len(chunks) or starts_clause(chunks, j):
        return None
    member = _read(chunks, j, discourse)
    if member is None or member.generic or member.pointing:
        return None
    return replace(member, link=",") if members[-1].pointing or _encloses(member, members[-1]) else None


def _modified(chunks: Sequence[Chunk], at: int) -> _Member | None:
    """Return the place before another noun: "the finish line of the Boston Marathon"."""
    word = place_in(chunks[at]) if chunks[at].kind == "NP" else None
    if word is None or word.place is None:
        return None
    return _Member(at, word.place.name, word.place.country, word.place, generic=False)


def _may_hold(outer: _Member, inner: _Member) -> bool:
    """Whether "INNER in OUTER" is one ground: the outer is no finer and in no other country."""
    if inner.country is not None and outer.country is not None and inner.country != outer.country:
        return False
    return inner.generic or inner.span is None or outer.span is None or _grain(inner) <= _grain(outer)


def _encloses(outer: _Member, inner: _Member) -> bool:
    """Whether "INNER, OUTER" names a place and what it lies in."""
    if outer.span is None or outer.name == inner.name:
        return False
    if inner.span is None or inner.span.lat is None:
        return True
    return outer.country == inner.country and _grain(outer) > _grain(inner)


def _grain(member: _Member) -> int:
    return GRAINS[member.span.precision] if member.span is not None else _UNKNOWN


def _list_end(chunks: Sequence[Chunk], members: list[_Member], last: int) -> int:
    """Return the index past the places listed after the first: "Kursk, Lipetsk and Voronezh"."""
    if members[-1].generic:
        return last
    i = end = last
    closed = False
    while i < len(chunks) and chunks[i].kind in (",", "CC"):
        step = 2 if i + 1 < len(chunks) and chunks[i].kind == "," and chunks[i + 1].kind == "CC" else 1
        closed = closed or chunks[i].kind == "CC" or step == 2
        j = i + step
        if j >= len(chunks) or chunks[j].kind != "NP" or chunks[j].head_word.place is None or starts_clause(chunks, j):
            break
        i = j + 1
        if closed:
            end = i
    return end


def _ground(chunks: Sequence[Chunk], members: list[_Member], last: int, discourse: Discourse) -> Ground:
    first = members[0].at
    chosen = _chosen(members)
    country = chosen.country or next((m.country for m in members if m.country), None)
    supposed = country is None and chosen.span is None
    if supposed:
        country = discourse.scene
    elif chunks[chosen.at].head_word.last in _BORDERS and chosen.name is None and country != discourse.scene:
        country = None  # "the Belarusian border" is as much of the other country
    words = chunks[first].words[chunks[first].first : chunks[last - 1].last]
    text = phrase_text(words)
    where = Where(words[0].start, words[-1].end, text, chosen.name, country, chosen.span, supposed)
    preposition = chunks[first - 1].lower if first and chunks[first - 1].kind in ("IN", "RP") else ""
    number = chunks[first].number
    if number is not None and number.lower.startswith("over "):
        preposition = "over"  # "were shot down over 13 regions"
    # "at an office and a school in Aleppo": the second of two has no preposition of its own.
    second = first > 0 and chunks[first - 1].kind == "CC"
    inner = members[1].link if second and len(members) > 1 else ""
    return Ground(first, last, preposition, inner, where, _grain(chosen))


def _chosen(members: list[_Member]) -> _Member:
    """Return the member that a ground is called after: the first with a name, of its own rather than of its sort."""
    named = [m for m in members if m.name is not None]
    if not named:
        return members[0]
    first, *others = named
    following = others[0] if others else first
    if first.pointing and following.link == "," and not following.pointing:
        return following  # "the capital, Sanaa"
    if first.generic and following.link == "of" and not following.generic and not following.pointing and first.called:
        return following  # "the Red Sea port of Mokha"; but "the Karrada district of Baghdad"
    return first


def ground_at(grounds: Sequence[Ground], at: int) -> Ground | None:
    """Return the ground that begins with the chunk at `at`."""
    return next((g for g in grounds if g.first == at), None)


def grounds_within(grounds: Sequence[Ground], start: int, end: int) -> Iterator[Ground]:
    """Yield the grounds that begin between two offsets."""
    return (g for g in grounds if start <= g.where.start < end)
