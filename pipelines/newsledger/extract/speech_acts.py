"""Frames of speech acts: who rejects, promises, demands or accuses, whom, and what about.

Belongs here: verbs whose object is content or an addressee, and how far what is said reaches. Does not: other verbs
(`frames`), or who the reporter quotes (`attribution`).
"""

from collections.abc import Sequence

from newsledger.extract.chunks import (
    Chunk,
    after_modifiers,
)
from newsledger.extract.events import (
    Event,
    Sentence,
    agents,
    fits,
    is_party,
    is_passive,
    objects_of,
    start_event,
    subjects,
)
from newsledger.extract.objects import Counted
from newsledger.extract.triggers import Entry, Trigger


def speakers(sentence: Sentence, at: int) -> list[int]:
    """Return the subject of a verb of speech; of a participle after another noun, that of the verb before it."""
    found = subjects(sentence, at)
    chunks = sentence.chunks
    if any(is_party(sentence, i) for i in found) or not (
        chunks[at].gerund or (at and chunks[at - 1].kind in ("CC", "RB"))
    ):
        return found
    for earlier in range(at - 1, -1, -1):
        if chunks[earlier].kind == "VG" and chunks[earlier].finite:
            outer = subjects(sentence, earlier)
            if any(is_party(sentence, i) for i in outer):
                return outer
    return found


def read_content(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Speech acts with content: rejected the plan, agreed to free prisoners, denied that."""
    passive = is_passive(sentence, trigger) and sentence.chunks[trigger.chunk].has_be
    event = start_event(trigger, entry, "content")
    if passive:
        event.actors = agents(sentence, trigger.last)
        found = subjects(sentence, trigger.chunk)
    else:
        event.actors = speakers(sentence, trigger.chunk)
        found = objects_of(sentence, trigger)
    if not fits(entry, sentence.chunks[found[0]] if found else None, sentence.counted(found[0]) if found else None):
        return None
    if not event.actors and not passive:
        return None
    if (
        entry.action not in ("agree", "concede")
        and not passive
        and not any(is_party(sentence, i) for i in event.actors)
    ):
        return None
    return _speech(sentence, trigger, event, found)


def read_addressee(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Speech acts at somebody: accused Kyiv of, urged Israel to, warned that."""
    group = sentence.chunks[trigger.chunk]
    passive = is_passive(sentence, trigger) and (group.has_be or group.head_word.tag == "V")
    event = start_event(trigger, entry, "addressee")
    found: list[int] = []
    if passive and group.has_be:
        event.actors = agents(sentence, trigger.last)
        event.recipients = subjects(sentence, trigger.chunk)[:1]
    elif passive and group.finite is False:
        event.actors = agents(sentence, trigger.last)
        if not event.actors:
            return None
        event.recipients = subjects(sentence, trigger.chunk)[:1]
    else:
        event.actors = speakers(sentence, trigger.chunk)
        found = objects_of(sentence, trigger)
        if found and is_party(sentence, found[0]):
            event.recipients = found[:1]
            found = []
    if not passive and not any(is_party(sentence, i) for i in event.actors):
        return None
    if entry.name in ("want", "ask", "tell", "advise", "press", "order", "need_to", "require") and not event.recipients:
        return None
    if entry.name in ("want", "tell", "ask", "press", "order", "require", "charge"):
        after = after_modifiers(sentence.chunks, event.recipients[0]) if event.recipients else trigger.last + 2
        follows = sentence.chunks[after] if after < len(sentence.chunks) else None
        if not passive and not (follows is not None and (follows.kind == "VG" and follows.infinitive)):
            return None
    if entry.action == "request" and not found and not _has_content(sentence, trigger, event):
        return None
    return _speech(sentence, trigger, event, found)


def _has_content(sentence: Sentence, trigger: Trigger, event: Event) -> bool:
    """Whether a clause, an infinitive or a phrase says what is asked for."""
    chunks = sentence.chunks
    i = max([trigger.last, *[r for r in event.recipients if r > trigger.chunk]]) + 1
    if len(trigger.entries[0].words) > 1 and event.recipients:
        return True
    while i < len(chunks) and (chunks[i].kind in ("RB", "TIME", "NP") or chunks[i].lower == "in"):
        i += 1
    return i < len(chunks) and (
        (chunks[i].kind == "VG" and not chunks[i].aux and "B" in chunks[i].head_word.forms)
        or chunks[i].kind == "SUB"
        or chunks[i].lower in ("for", "to")
        or (chunks[i].kind == "VG" and chunks[i].infinitive)
    )


def _speech(sentence: Sentence, trigger: Trigger, event: Event, found: list[int]) -> Event:
    chunks = sentence.chunks
    last = max([trigger.last, *found, *[i for i in event.recipients if i > trigger.chunk]])
    lo = min([trigger.chunk, *event.actors, *[i for i in event.recipients if i < trigger.chunk],
              *[i for i in found if i < trigger.chunk]])  # fmt: skip
    hi = _content_end(chunks, last + 1)
    event.lo, event.hi = lo, hi
    passive = any(i < trigger.chunk for i in found)
    event.content = None if passive else (trigger.end, chunks[hi - 1].end)
    if found:
        thing = sentence.counted(found[0])
        event.objects = [Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)]
    event.spoken = True
    return event


def _content_end(chunks: Sequence[Chunk], i: int) -> int:
    """Return where the content of a speech act ends: after its that-clause, infinitive or phrases."""
    opened = i < len(chunks) and (chunks[i].kind == "SUB" or (chunks[i].kind == "VG" and not chunks[i].finite))
    first = i
    while i < len(chunks):
        kind = chunks[i].kind
        if kind in (";", "."):
            break
        if kind == "SUB" and i > first and chunks[i].lower != "that":
            break
        if kind == "," and i + 1 < len(chunks) and chunks[i + 1].kind in ("CC", "WH", "SUB"):
            break
        if kind == "VG" and chunks[i].finite and not opened and i > first and "B" not in chunks[i].head_word.forms:
            break
        if kind == "VG" and chunks[i].finite:
            opened = False if kind != "VG" else opened
        if kind == "CC" and i + 1 < len(chunks) and chunks[i + 1].kind == "VG" and chunks[i + 1].finite:
            break
        i += 1
    return max(i, first)
