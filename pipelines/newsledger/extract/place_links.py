"""How the words of a sentence tie a place to what happened: relative clauses, openings, causes, bearings.

Belongs here: what the chunks between and around a ground and an event say by themselves. Does not: weighing one ground
against another (`whereabouts`), or what the phrases of a ground mean (`grounds`).
"""

from collections.abc import Sequence
from itertools import zip_longest

from newsledger.extract.chunks import Chunk
from newsledger.extract.events import Event
from newsledger.extract.grounds import Ground
from newsledger.extract.speech import speech_verbs
from newsledger.extract.triggers import find_triggers

_BEARINGS = frozenset(
    ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west",
     "south-east", "south-west", "km", "kilometres", "kilometers", "miles", "far", "away")
)  # fmt: skip
_ANCHORS = frozenset(
    ("after", "before", "since", "until", "following", "ahead", "despite", "because", "reply", "answer", "response",
     "retaliation", "revenge")
)  # fmt: skip
# Words for what something was done in answer to, or in spite of: that happened elsewhere.
_CAUSES = frozenset({"since", "despite", "because", "due", "reply", "answer", "response", "retaliation", "revenge"})
_RELATIVE = frozenset({"which", "when", "whose", "whom", "who"})


def is_near(chunk: Chunk) -> bool:
    """Whether a thing is told as a spot that both writer and reader know: "this shop", "an Iraqi air base"."""
    words = chunk.words[chunk.first : chunk.last]
    return words[0].lower in ("this", "that") or any(w.actor is not None and w.actor.kind == "demonym" for w in words)


def leads_to(chunks: Sequence[Chunk], event: Event, ground: Ground, grounds: Sequence[Ground]) -> bool:
    """Whether the clause of the event hangs on the ground: "in Aleppo, where 30 people were killed"."""
    inside = ground.first <= event.lo < ground.last  # the antecedent was taken for the end of the ground
    i = (event.trigger.chunk if inside else event.lo) - 1
    while i > 0 and chunks[i].kind in (",", "CC", "RB", "TIME"):
        i -= 1
    if i < ground.last or chunks[i].kind not in ("SUB", "WH"):
        return False
    if relational(chunks, ground.first - 1):
        return False
    between = chunks[ground.last : i]
    # "at Mirebalais, 50 km from the capital, where"
    later = [g for g in grounds if ground.last <= g.first < i]
    if chunks[i].lower == "where":
        nearer = [g for g in later if not relational(chunks, g.first - 1)]
        return not nearer and not any(c.kind in ("VG", "SUB", ";", ":") for c in between)
    relative = chunks[i].lower in _RELATIVE or (chunks[i].kind == "WH" and chunks[i].lower == "that")
    aside = {j for g in later if relational(chunks, g.first - 1) for j in range(g.first, g.last)}
    return relative and all(
        j in aside or c.kind in (",", "CC", "IN", "TIME") or is_bearing(c) for j, c in enumerate(between, ground.last)
    )


def opens(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a ground opens its sentence or what follows a colon: "In Kyiv, …"; it then holds for all of it."""
    i = at - 1
    while i > 0 and chunks[i - 1].kind in ('"', ".", "–", "-", "•", "CC", "RB", "TIME", ",", "IN"):
        i -= 1
    return i <= 0 or chunks[i - 1].kind in (":", ";")


def goes_on(chunks: Sequence[Chunk], ground: Ground, event: Event) -> bool:
    """Whether a participle after the ground tells the harm done there: "exploded in Nubl, leaving ten dead"."""
    after = ground.last + (ground.last < len(chunks) and chunks[ground.last].kind == ",")
    return after < len(chunks) and chunks[after].gerund and after <= event.trigger.chunk <= after + 2


def is_apart(between: Sequence[Chunk]) -> bool:
    """Whether words for time or cause part an event from a place: "freed 300 prisoners hours after a raid on Kyiv"."""
    return any(c.kind == ";" or not _ANCHORS.isdisjoint(c.lower.split()) for c in between)


def is_caused_by(between: Sequence[Chunk]) -> bool:
    """Whether words for a cause stand between an event and a place: "due to fighting in Goma"; not "since May"."""
    return any(
        not _CAUSES.isdisjoint(c.lower.split()) and (after is None or after.kind != "TIME")
        for c, after in zip_longest(between, between[1:])
        if c is not None
    )


def tells(between: Sequence[Chunk], i: int) -> bool:
    """Whether a verb of speech stands at `i`; "which it said crashed near Kabul" says no less than "which crashed"."""
    if between[i].kind != "VG" or between[i].head_word.lower not in speech_verbs():
        return False
    return not (i >= 2 and between[i - 2].kind == "WH" and between[i - 1].kind == "NP")


def is_bearing(chunk: Chunk) -> bool:
    """Whether a phrase tells a direction or distance: "50 km north-east"."""
    return bool(_BEARINGS & set(chunk.lower.split()))


def relational(chunks: Sequence[Chunk], preposition: int) -> bool:
    """Whether the place only says where another one lies: "north-west of Moscow", "50 km from the border"."""
    before = chunks[preposition - 1] if preposition > 0 else None
    return before is not None and is_bearing(before) and chunks[preposition].lower in ("of", "from", "to")


def is_part(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether "of" after the phrase at `at` leads to a place that something is done to: "the shelling of Aleppo"."""
    return at >= 0 and chunks[at].kind == "NP" and any(True for _ in find_triggers([chunks[at]]))
