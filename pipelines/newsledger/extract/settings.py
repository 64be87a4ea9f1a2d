"""When and with what: the date and the weapon of an event, from its own sentence.

Belongs here: choosing among the dates and arms that a sentence names. Does not: recognising them (`dates`,
`objects`), or where it happened (`whereabouts`).
"""

from collections.abc import Sequence

from newsledger.extract.chunks import Chunk
from newsledger.extract.events import Event, Sentence
from newsledger.extract.objects import find_noun
from newsledger.extract.spans import DateSpan
from newsledger.extract.triggers import find_triggers

_ARMED_WITH = frozenset({"with", "using", "by", "in", "from", "of"})
# What was done to arms or people does not tell the weapon by the word for them.
_UNARMED = frozenset({"release", "exchange", "meet", "agree", "request", "accuse", "reject", "threaten", "sanction",
                      "support", "aid", "cooperate", "concede", "protest", "displace", "deploy", "restrict", "withdraw",
                      "capture", "missing", "detain", "clash"})  # fmt: skip


def date_of(chunks: Sequence[Chunk], event: Event, dates: list[DateSpan]) -> DateSpan | None:
    """Return the date of the event: the nearest in its clause, else the one that its sentence opens or closes with."""
    if not dates:
        return None
    hi = min(event.hi, len(chunks))
    lo_at, hi_at = chunks[event.lo].start, max(chunks[hi - 1].end, event.trigger.end)
    opening = dates[0] if dates[0].start - chunks[0].start <= 12 else None
    inside = [d for d in dates if lo_at <= d.start < hi_at]
    if opening is not None and opening not in inside and all(d.text.lower().startswith("since") for d in inside):
        return opening
    if inside:
        return min(inside, key=lambda d: abs(d.start - event.trigger.start))
    if len(dates) == 1:
        between = [c for c in chunks if min(hi_at, dates[0].end) <= c.start < max(lo_at, dates[0].start)]
        if not any(c.kind in (";", "SUB", "WH", "CC") for c in between):
            return dates[0]
    return None


def weapon_of(sentence: Sentence, event: Event) -> str | None:
    """Return the kind of weapon used, from the trigger, the instrument or the subject of the clause."""
    if event.action in _UNARMED:
        return None
    if event.weapon is not None:
        return event.weapon
    chunks = sentence.chunks
    own = {o.start for o in event.objects}
    candidates = [event.trigger.chunk] if event.trigger.nominal else []
    candidates += [i for i in event.actors if i < len(chunks)]
    for at in range(event.trigger.chunk + 1, min(event.hi, len(chunks))):
        if chunks[at].kind == "NP" and chunks[at - 1].lower in _ARMED_WITH:
            candidates.append(at)
    for at in candidates:
        if chunks[at].kind != "NP" or (sentence.counted(at).start in own and at not in event.actors):
            continue
        found = _weapon_in(sentence, at)
        if found and (event.action != "intercept" or found == "aircraft"):
            return found
    return None


def _weapon_in(sentence: Sentence, at: int) -> str | None:
    weapon = sentence.counted(at).weapon
    if weapon:
        return weapon
    chunk = sentence.chunks[at]
    for trigger in find_triggers([chunk]):
        if trigger.entries[0].weapon:
            return trigger.entries[0].weapon
        words = [w.lower for w in chunk.words[chunk.first : trigger.head]]
        if words and (noun := find_noun(words)) is not None and noun.weapon:
            return noun.weapon
    return None
