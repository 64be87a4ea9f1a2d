"""Numbers that repeat an event without its verb: "and five more over Tver", "police counted 79", "64 of them in Kursk".

Belongs here: giving an elliptical number the event that it counts. Does not: its unit (`linking`) or numbers with a
verb of their own (`frames`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk, coordinated, ends_clause, prepositional, starts_clause
from newsledger.extract.events import Event, Sentence, is_plural, subjects
from newsledger.extract.objects import PEOPLE, Counted

# Actions that are told in numbers.
_TOLD = frozenset(
    {
        "kill",
        "injure",
        "intercept",
        "launch",
        "damage",
        "release",
        "displace",
        "detain",
        "missing",
        "exchange",
        "attack",
    }
)
_COUNTING = frozenset({"count", "report", "record", "register", "put", "list", "confirm", "document"})
_NUMBERING = _COUNTING | {"speak", "give", "include"}
_BREAKS = frozenset({",", "CC", ";", ":", "(", "–"})
_TOTALS = frozenset({"total", "number", "figure", "count", "tally", "bag", "toll", "score"})
_COUNTED = frozenset({"dead", "victims", "casualties", "fatalities", "killed", "wounded", "injured", "missing",
                      "detainees", "arrested", "captives", "hostages", "prisoners"})  # fmt: skip
_HOW_BADLY = frozenset({"seriously", "severely", "critically", "badly", "gravely", "lightly", "slightly"})
_WHERE = frozenset({"in", "over", "at", "near", "by", "on", "to", "from", "around", "across", "outside", "inside"})


def goes_on_in_numbers(events: Iterable[Event]) -> bool:
    """Whether later numbers can stand for more of one of `events`."""
    return any(map(_may_be_told_on, events))


def read_tallies(sentence: Sentence, events: list[Event], last: Event | None) -> list[Event]:
    """Return the events that elliptical numbers of a sentence stand for.

    `events` are those read from the sentence so far, `last` the last one told in numbers in a sentence before.
    """
    if not (goes_on_in_numbers(events) or (last is not None and last.action in _TOLD)):
        return []
    found: list[Event] = []
    taken = {o.start for e in events for o in e.objects} | {
        o.number.start for e in events for o in e.objects if o.number
    }
    counts = any(c.kind == "VG" and c.head_word.lemma in _NUMBERING for c in sentence.chunks)
    for at, chunk in enumerate(sentence.chunks):
        if chunk.kind != "NP" or not (counts or _follows_break(sentence.chunks, at)):
            continue
        thing = sentence.counted(at)
        if thing.number is None or {thing.start, thing.number.start} & taken or _inside(events, chunk):
            continue
        base = _base(events + found, at) or last
        if base is None or base.action not in _TOLD:
            continue
        local = base is not last or base in events
        if _is_gapped(sentence, at, thing, base):
            found.append(_copy(sentence, base, at, thing, "gapped", local=local))
        elif thing.headless and _is_counted_off(sentence, at):
            found.append(_copy(sentence, base, at, thing, "counted", local=local))
        elif _is_included(sentence, at, base):
            found.append(_copy(sentence, base, at, thing, "included", local=local))
    return found


def _inside(events: list[Event], chunk: Chunk) -> bool:
    return any(o.start <= chunk.start < o.end for e in events for o in e.objects) or any(
        e.content is not None and e.content[0] <= chunk.start < e.content[1] for e in events
    )


def _base(events: list[Event], at: int) -> Event | None:
    before = [e for e in events if e.trigger.chunk < at and e.lo < at and _may_be_told_on(e)]
    return max(before, key=lambda e: e.lo, default=None)


def _may_be_told_on(event: Event) -> bool:
    """Whether numbers after an event can stand for more of it."""
    return event.action in _TOLD and any(is_plural(o.number) for o in event.objects)


def _follows_break(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a phrase follows a mark or conjunction, as all do that stand for a clause."""
    return at > 0 and chunks[at - 1].kind in _BREAKS


def _is_gapped(sentence: Sentence, at: int, thing: Counted, base: Event) -> bool:
    """Whether a number stands for a clause: after a comma or "and", before a place, time or agent, without a verb."""
    chunks = sentence.chunks
    if not thing.headless:
        same_people = base.action in ("kill", "injure") and thing.object_class in PEOPLE
        if not same_people or base.objects[0].object_class not in PEOPLE | {None}:
            return False
    if not _follows_break(chunks, at) or starts_clause(chunks, at):
        return False
    after = at + 1
    while after + 1 < len(chunks) and chunks[after].lower == "of" and chunks[after + 1].kind == "NP":
        after += 2
    if after >= len(chunks) or ends_clause(chunks, after):
        return False
    if chunks[after].kind == "TIME" or (base.action == "injure" and chunks[after].lower in _HOW_BADLY):
        return True
    if chunks[after].lower not in _WHERE or after + 1 >= len(chunks):
        return False
    return chunks[after + 1].kind in ("NP", "TIME") and (
        chunks[after + 1].head_word.place is not None
        or chunks[after + 1].head_word.tag in ("P", "TIME")
        or chunks[after].lower == "by"
    )


def _is_counted_off(sentence: Sentence, at: int) -> bool:
    """Whether a bare number is what somebody counted, or what a total is put at."""
    chunks = sentence.chunks
    i = at - 1
    seen_total = False
    while i >= 0 and at - i <= 7:
        chunk = chunks[i]
        if chunk.kind == "NP" and chunk.head_word.last in _TOTALS:
            seen_total = True
        if chunk.kind == "VG":
            if chunk.head_word.lemma == "speak":
                return chunks[i + 1].lower == "of"
            if chunk.head_word.lemma == "give":
                return seen_total
            return chunk.head_word.lemma in _COUNTING and (at == i + 1 or seen_total or chunks[at - 1].kind == "RB")
        if chunk.kind in (";", "SUB"):
            return False
        i -= 1
    return False


def _is_included(sentence: Sentence, at: int, base: Event) -> bool:
    """Whether people are said to be among those counted: "they included 16 women", "the dead include two nurses"."""
    chunks = sentence.chunks
    verb = next((i for i in range(at - 1, -1, -1) if chunks[i].kind == "VG"), None)
    if verb is None or chunks[verb].head_word.lemma != "include" or sentence.counted(at).object_class not in PEOPLE:
        return False
    whole = chunks[subjects(sentence, verb)[0]] if subjects(sentence, verb) else None
    counted = {o.object_class for o in base.objects} & PEOPLE
    return whole is not None and bool(counted) and (whole.head_word.tag == "PRP" or whole.head_word.last in _COUNTED)


def _copy(sentence: Sentence, base: Event, at: int, thing: Counted, form: str, *, local: bool) -> Event:
    lo, hi = sentence.clause(at, at + 1)
    by = next((coordinated(sentence.chunks, i) for p, i in prepositional(sentence.chunks, at) if p == "by"), [])
    to = [i for p, i in prepositional(sentence.chunks, at) if p == "to"] if base.action == "release" else []
    trigger = replace(base.trigger, chunk=at, last=at, start=thing.start, end=thing.end, nominal=True)
    return replace(
        base,
        rule=f"{base.action}.{form}",
        trigger=trigger,
        objects=[thing],
        actors=by or (base.actors if local else []),
        recipients=to[:1] or (base.recipients if local else []),
        weapon=base.weapon if local else None,
        polarity=stance.AFFIRMED if not local else base.polarity,
        modality=base.modality if local else stance.ACTUAL,
        lo=lo,
        hi=hi,
        content=None,
        target=None,
        gapped=True,
    )
