"""Where, when and with what: the place, date and weapon of an event from its own sentence.

Belongs here: choosing among the places, dates and arms that a sentence names. Does not: recognising them
(`places`, `dates`, `objects`).
"""

from collections.abc import Iterator, Sequence

from newsledger.extract.chunks import Chunk, coordinated
from newsledger.extract.frames import Event, Sentence
from newsledger.extract.objects import find_noun
from newsledger.extract.spans import DateSpan, PlaceSpan
from newsledger.extract.triggers import find_triggers

# Lower is finer; a finer place in the clause wins.
_GRAIN = {"city": 0, "admin1": 1, "region": 2, "country": 3}
_WHERE = frozenset("in at near over on into inside around outside across through throughout towards toward to against off "
                   "from of along between within".split())  # fmt: skip
_WEAK = frozenset({"from", "to", "of", "between"})
_BEARINGS = frozenset("north south east west northeast northwest southeast southwest north-east north-west south-east "
                      "south-west km kilometres kilometers miles far away away".split())  # fmt: skip
_ARMED_WITH = frozenset({"with", "using", "by", "in", "from", "of"})
# What shot things down is not told by the word for what was shot down.
_UNARMED = frozenset({"intercept", "release", "exchange", "meet", "agree", "request", "accuse", "reject", "threaten",
                      "sanction", "support", "aid", "cooperate", "concede", "protest", "displace", "deploy", "restrict",
                      "withdraw", "capture", "missing", "detain", "clash"})  # fmt: skip


def place_of(chunks: Sequence[Chunk], event: Event, places: list[PlaceSpan]) -> tuple[str, PlaceSpan | None] | None:
    """Return (words, place) of the most specific place named for the event; None where none is."""
    best: tuple[tuple[int, int, int], str, PlaceSpan] | None = None
    for at, place in _places(chunks, places):
        rank = _rank(chunks, event, at)
        if rank is None:
            continue
        key = (rank, _GRAIN.get(place.precision, 3), abs(at - event.trigger.chunk))
        if best is None or key < best[0]:
            best = (key, chunks[at].words[chunks[at].first].text and _text(chunks, at), place)
    return None if best is None else (best[1], best[2])


def _places(chunks: Sequence[Chunk], places: list[PlaceSpan]) -> Iterator[tuple[int, PlaceSpan]]:
    for at, chunk in enumerate(chunks):
        if chunk.kind != "NP":
            continue
        for word in chunk.words[chunk.first : chunk.last]:
            if word.place is not None and (word is chunk.head_word or chunk.head_word.tag == "N"):
                yield at, word.place


def _text(chunks: Sequence[Chunk], at: int) -> str:
    last = coordinated(chunks, at)[-1]
    words = chunks[at].words[chunks[at].first : chunks[last].last]
    out, end = "", None
    for word in words:
        out += (" " if end is not None and word.start > end else "") + word.text
        end = word.end
    return out


def _rank(chunks: Sequence[Chunk], event: Event, at: int) -> int | None:
    """Return how well the phrase at `at` can be the place of `event`: 0 best, None not at all."""
    chunk = chunks[at]
    if at in event.actors and event.trigger.chunk != at:
        return None
    inside = event.lo <= at < event.hi
    if at == event.trigger.chunk:
        return 1
    if event.target == at or (
        event.action == "capture" and inside and any(chunk.start <= o.start < chunk.end for o in event.objects)
    ):
        return 0
    first = _list_start(chunks, at)
    before = chunks[first - 1] if first else None
    if before is None:
        return None
    if before.kind != "IN" or before.lower not in _WHERE:
        return None
    if _relational(chunks, first - 1):
        return None
    weak = before.lower in _WEAK
    if before.lower == "of" and not _place_noun(chunks, first - 2):
        return None
    if inside:
        return 1 if not weak else 2
    if first - 1 == 0 and at < event.lo:
        return 3
    if at > event.trigger.chunk and not any(c.kind in (";", "SUB", "WH", "VG") for c in chunks[event.hi : at]):
        return 3
    return None


def _list_start(chunks: Sequence[Chunk], at: int) -> int:
    while (
        at >= 2
        and chunks[at - 1].kind in (",", "CC")
        and chunks[at - 2].kind == "NP"
        and chunks[at - 2].head_word.place
    ):
        at -= 2
    return at


def _relational(chunks: Sequence[Chunk], preposition: int) -> bool:
    before = chunks[preposition - 1] if preposition else None
    return (
        before is not None
        and bool(_BEARINGS & set(before.lower.split()))
        and chunks[preposition].lower in ("of", "from", "to")
    )


def _place_noun(chunks: Sequence[Chunk], at: int) -> bool:
    if at < 0 or chunks[at].kind != "NP":
        return False
    noun = find_noun(chunks[at].lower.split())
    return (
        noun is not None
        and noun.object_class in ("territory", "infrastructure", "building")
        or chunks[at].head_word.last
        in (
            "centre",
            "center",
            "part",
            "parts",
            "south",
            "north",
            "east",
            "west",
            "outskirts",
            "downing",
            "destruction",
            "shelling",
            "capture",
        )
    )


def date_of(chunks: Sequence[Chunk], event: Event, dates: list[DateSpan]) -> DateSpan | None:
    """Return the date of the event: the nearest in its clause, else the one that its sentence opens or closes with."""
    if not dates:
        return None
    hi = min(event.hi, len(chunks))
    lo_at, hi_at = chunks[event.lo].start, chunks[hi - 1].end
    inside = [d for d in dates if lo_at <= d.start < hi_at]
    if inside:
        return min(inside, key=lambda d: abs(d.start - event.trigger.start))
    before = [d for d in dates if d.start < lo_at]
    if before and before[0].start - chunks[0].start <= 12:
        return before[0]
    if len(dates) == 1:
        between = [c for c in chunks if min(hi_at, dates[0].end) <= c.start < max(lo_at, dates[0].start)]
        if not any(c.kind in (";", "SUB", "WH", "CC") for c in between):
            return dates[0]
    return None


def weapon_of(sentence: Sentence, event: Event) -> str | None:
    """Return the kind of weapon used, from the trigger, the instrument or the subject of the clause."""
    if event.action in _UNARMED:
        return event.weapon if event.action == "clash" else None
    if event.action == "launch":
        return None
    if event.weapon is not None:
        return event.weapon
    chunks = sentence.chunks
    own = {o.start for o in event.objects}
    for at in range(event.lo, min(event.hi, len(chunks))):
        if chunks[at].kind != "NP" or sentence.counted(at).start in own and event.action != "attack":
            continue
        before = chunks[at - 1] if at else None
        named = at in event.actors or (before is not None and before.lower in _ARMED_WITH) or at == event.trigger.chunk
        if not named and not any(sentence.counted(at).start == s for s in own):
            continue
        weapon = sentence.counted(at).weapon
        if weapon:
            return weapon
        for trigger in find_triggers([chunks[at]]):
            if trigger.entries[0].weapon:
                return trigger.entries[0].weapon
            words = [w.lower for w in chunks[at].words[chunks[at].first : trigger.head]]
            if words and (noun := find_noun(words)) is not None and noun.weapon:
                return noun.weapon
            if words and words[-1] in ("air", "aerial"):
                return "aircraft"
    return None
