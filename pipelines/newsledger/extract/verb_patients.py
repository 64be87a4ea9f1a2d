"""Frames of verbs whose object is what the claim counts: killed, destroyed, released, launched, lost.

Belongs here: active and passive readings with the people or things affected. Does not: verbs of force whose object is
a target (`verb_targets`) or verbs that tell of their subject (`verb_subjects`).
"""

from newsledger.extract.events import (
    AIMED,
    Event,
    Sentence,
    accepted,
    agents,
    are_those_who,
    bound,
    fits,
    is_party,
    is_passive,
    joined,
    nearest_subjects,
    objects_of,
    parts,
    pp,
    start_event,
    subjects,
    with_parts,
)
from newsledger.extract.triggers import Entry, Trigger


def read_patient(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs whose object is what the claim counts: killed, destroyed, released."""
    passive = is_passive(sentence, trigger)
    if passive:
        found = nearest_subjects(sentence, trigger.chunk, entry)
        event = start_event(trigger, entry, "passive")
        event.actors = agents(sentence, trigger.last)
    else:
        found = objects_of(sentence, trigger)
        event = start_event(trigger, entry, "active")
        event.actors = subjects(sentence, trigger.chunk)
    kept = accepted(sentence, entry, found)
    if not kept and (found or not fits(entry, None, None)):
        return None
    if (
        not kept
        and not passive
        and entry.action in ("kill", "injure", "damage", "release", "launch", "intercept", "detain")
    ):
        return None
    event.objects = with_parts(sentence, kept)
    if entry.action == "release":
        side = pp(sentence, trigger.last, frozenset({"to"}))
        if side is not None and is_party(sentence, side):
            event.recipients = [side]
        if entry.name == "receive" and not passive:
            event.recipients, event.actors = event.actors, []
    if len(kept) > 1 and are_those_who(sentence, trigger.chunk) and not any(o.number for o in event.objects):
        event.objects = [joined(sentence, kept)]
    if passive and kept:
        event.objects.extend(parts(sentence, trigger.last))
    bound(sentence, event, [*kept, *event.actors, trigger.chunk, trigger.last])
    return event


def read_munition(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs of sending munitions: fired, launched, dropped; what they are aimed at is the recipient."""
    event = read_patient(sentence, trigger, entry)
    if event is None or not event.objects:
        return None
    event.target = pp(sentence, trigger.last, AIMED)
    if event.target is not None:
        event.recipients = [event.target]
    return event


def read_lost(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Lost 40 soldiers: the losing side is the recipient, not the actor."""
    event = read_patient(sentence, trigger, entry)
    if event is not None and not is_passive(sentence, trigger):
        event.recipients, event.actors = event.actors, []
    return event


def read_sent(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Envoys sent to somebody."""
    event = read_patient(sentence, trigger, entry)
    side = pp(sentence, trigger.last, frozenset({"to"}))
    if event is None or side is None:
        return None
    event.recipients, event.objects = [side], []
    return event
