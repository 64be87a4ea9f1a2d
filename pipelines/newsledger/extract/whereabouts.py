"""Where it happened: the place of an event, from its own sentence.

Belongs here: choosing among the places that a sentence names, and what "the city" and "there" point back to. Does
not: recognising them (`places`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsledger.extract.chunks import Chunk
from newsledger.extract.events import Event
from newsledger.extract.objects import find_noun, phrase_text
from newsledger.extract.spans import PlaceSpan
from newsledger.extract.tagger import Word
from newsledger.extract.triggers import find_triggers

# Lower is finer; a finer place wins over a coarser one that is told as plainly.
_GRAIN = {"city": 0, "admin1": 1, "region": 2, "country": 3}
_WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "over",
        "on",
        "into",
        "inside",
        "around",
        "outside",
        "across",
        "through",
        "throughout",
        "towards",
    }
    | {"toward", "along", "within"}
)
_AIMED = _WHERE | {"against", "to"}
_WEAK = frozenset({"from", "of"})
_BEARINGS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west"}
    | {"south-east", "south-west", "km", "kilometres", "kilometers", "miles", "far", "away"}
)
# Acts of speech and of diplomacy happen nowhere in particular, unless they meet or sign there.
_PLACELESS = frozenset(
    {"request", "accuse", "reject", "threaten", "support", "sanction", "aid", "concede", "cooperate"}
)
# Descriptions that point back to a place named before, and how fine that is.
_TOWNS = ("city", "town", "village", "capital", "settlement", "metropolis", "area", "site", "there")
_REGIONS = ("region", "province", "state", "district", "oblast", "strip", "enclave", "peninsula")
_POINTERS = {
    **dict.fromkeys(_TOWNS, ("city", "admin1", "region")),
    **dict.fromkeys(_REGIONS, ("admin1", "region")),
    **dict.fromkeys(("country", "nation"), ("country",)),
}


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event: its words, its name, and its entry in the gazetteer where it has one."""

    text: str
    name: str | None
    span: PlaceSpan | None

    @property
    def country(self) -> str | None:
        """The country it lies in."""
        return self.span.country if self.span else None


def place_of(chunks: Sequence[Chunk], event: Event, events: list[Event], before: list[PlaceSpan]) -> Where | None:
    """Return the most specific place named for the event; None where none is.

    `events` are those of the same sentence; `before` the places named so far in the article, in order.
    """
    if event.action in _PLACELESS:
        return None
    best: tuple[tuple[int, int, int], Where] | None = None
    for at, where in _candidates(chunks, before):
        rank = _rank(chunks, event, events, at)
        if rank is None:
            continue
        grain = _GRAIN.get(where.span.precision, 3) if where.span else 1
        key = (rank, grain, abs(at - event.trigger.chunk))
        if best is None or key < best[0]:
            best = (key, where)
    return None if best is None else best[1]


def _candidates(chunks: Sequence[Chunk], before: list[PlaceSpan]) -> Iterator[tuple[int, Where]]:
    for at, chunk in enumerate(chunks):
        if chunk.lower == "there" and not (
            at + 1 < len(chunks) and chunks[at + 1].kind == "VG" and chunks[at + 1].has_be
        ):
            found = _pointed(chunk.words[chunk.first], chunk, before)
            if found is not None:
                yield at, found
        if chunk.kind != "NP":
            continue
        words = chunk.words[chunk.first : chunk.last]
        named = next(
            (w for w in words if w.place is not None and (w is chunk.head_word or chunk.head_word.tag == "N")), None
        )
        if named is not None and named.place is not None:
            yield at, Where(_listed_text(chunks, at), named.place.name, named.place)
            continue
        found = _pointed(chunk.head_word, chunk, before)
        if found is not None:
            yield at, found
        elif chunk.head_word.tag == "P" and chunk.head_word.actor is None and at and chunks[at - 1].kind == "IN":
            yield at, Where(phrase_text(words), phrase_text(words).removeprefix("the "), None)
        elif (
            at
            and chunks[at - 1].lower in ("in", "near", "over", "at", "across", "inside")
            and _names_ground(chunk)
            and not _names_follow(chunks, at)
        ):
            yield at, Where(phrase_text(words), phrase_text(words), None)


def _names_follow(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the phrase only says what the places after it are: "the regions of Homs and Hama"."""
    return at + 2 < len(chunks) and chunks[at + 1].lower == "of" and chunks[at + 2].head_word.place is not None


def _names_ground(chunk: Chunk) -> bool:
    noun = find_noun(chunk.lower.split())
    return (
        noun is not None
        and noun.object_class in ("territory", "building", "infrastructure")
        and chunk.head_word.tag == "N"
    )


def _pointed(head: Word, chunk: Chunk, before: list[PlaceSpan]) -> Where | None:
    """Return the place that "the city", "the Russian capital" or "there" points back to."""
    grains = _POINTERS.get(head.lower)
    first = chunk.words[chunk.first].lower
    if grains is None or (first not in ("the", "this", "that", "there") and head.lower != "there"):
        return None
    if chunk.last - chunk.first > 3:
        return None
    nation = next((w.actor.country for w in chunk.words[chunk.first : chunk.last] if w.actor is not None), None)
    earlier = [p for p in before if p.precision in grains and (nation is None or p.country == nation)]
    text = phrase_text(chunk.words[chunk.first : chunk.last])
    if not earlier:
        return Where(text, None, None) if head.lower in ("area", "capital") else None
    return Where(text, earlier[-1].name, earlier[-1])


def _listed_text(chunks: Sequence[Chunk], at: int) -> str:
    last = at
    while last + 2 < len(chunks) and chunks[last + 1].kind in (",", "CC"):
        step = 3 if chunks[last + 2].kind == "CC" else 2
        if (
            last + step >= len(chunks)
            or chunks[last + step].head_word.place is None
            or chunks[last + step].kind != "NP"
        ):
            break
        last += step
    return phrase_text(chunks[at].words[chunks[at].first : chunks[last].last])


def _rank(chunks: Sequence[Chunk], event: Event, events: list[Event], at: int) -> int | None:
    """Return how well the phrase at `at` can be the place of `event`: 0 best, None not at all."""
    chunk = chunks[at]
    trigger = event.trigger.chunk
    if at == trigger:
        owner = next((w for w in chunk.words[chunk.first : chunk.last] if w.place is not None), None)
        if owner is None or owner.place is None or (owner.actor is not None and owner.place.precision == "country"):
            return None
        return 1
    if at in event.actors:
        return None
    if event.target == at or (
        any(chunk.start <= o.start < chunk.end for o in event.objects) and event.action in ("capture", "attack")
    ):
        return 0
    if at == trigger + 1 and event.action in ("withdraw", "displace", "capture", "meet", "restrict", "deploy"):
        return 0  # "left Iraq", "fled the city"
    first = _list_start(chunks, at)
    if first != at:
        return None  # the first of a list stands for it
    before = chunks[at - 1] if at else None
    if chunk.lower == "there":
        return 2 if event.lo <= at < event.hi else None
    allowed = _AIMED if event.action in ("attack", "launch") else _WHERE
    if event.action in ("launch", "displace", "withdraw"):
        allowed = allowed | {"from"}
    if before is None or before.kind != "IN":
        return None
    if before.lower == "of":
        if not _is_part(chunks, at - 2):
            return None
    elif before.lower not in allowed:
        return None
    if _relational(chunks, at - 1):
        return None
    weak = before.lower in _WEAK or before.lower in ("to", "against")
    if event.lo <= at < event.hi and not _belongs_elsewhere(event, events, chunks, at):
        return 2 if weak else 1
    if at < event.lo and _opens(chunks, at - 1):
        return 3
    if at > trigger and not any(
        c.kind in (";", "SUB", "WH", "CC") or (c.kind == "VG" and c.finite) for c in chunks[event.hi : at]
    ):
        return None if _belongs_elsewhere(event, events, chunks, at) else 4
    return None


def _opens(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a phrase opens its sentence or what follows a colon: "In Kyiv, …"; it then holds for all of it."""
    while at > 0 and chunks[at - 1].kind in ('"', ".", "–", "-", "•", "CC", "RB", "TIME", ","):
        at -= 1
    return at == 0 or chunks[at - 1].kind in (":", ";")


def _belongs_elsewhere(event: Event, events: list[Event], chunks: Sequence[Chunk], at: int) -> bool:
    """Whether another event that is told apart by a comma or conjunction stands between the event and the place."""
    lo, hi = sorted((event.trigger.chunk, at))
    for other in events:
        if other is event or not lo < other.trigger.chunk < hi:
            continue
        if any(c.kind in (",", "CC", ";") for c in chunks[lo : other.trigger.chunk + 1]):
            return True
    return False


def _list_start(chunks: Sequence[Chunk], at: int) -> int:
    while at >= 2 and chunks[at - 1].kind in (",", "CC"):
        step = 3 if chunks[at - 2].kind == "," and at >= 3 else 2
        if chunks[at - step].kind != "NP" or chunks[at - step].head_word.place is None:
            break
        at -= step
    return at


def _relational(chunks: Sequence[Chunk], preposition: int) -> bool:
    """Whether the place only says where another one lies: "north-west of Moscow", "50 km from the border"."""
    before = chunks[preposition - 1] if preposition else None
    return (
        before is not None
        and bool(_BEARINGS & set(before.lower.split()))
        and chunks[preposition].lower in ("of", "from", "to")
    )


def _is_part(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether "of" after the phrase at `at` leads to a place that it is, lies in or is done to."""
    if at < 0 or chunks[at].kind != "NP":
        return False
    if any(True for _ in find_triggers([chunks[at]])):
        return True
    return _names_ground(chunks[at]) or chunks[at].head_word.last in (
        "centre", "center", "part", "parts", "south", "north", "east", "west", "outskirts", "suburbs",
    )  # fmt: skip
