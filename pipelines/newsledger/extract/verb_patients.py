"""Frames of verbs whose object is what the claim counts: killed, destroyed, released, launched, lost.

Belongs here: active and passive readings with the people or things affected. Does not: verbs of force whose object is
a target (`verb_targets`) or verbs that tell of their subject (`verb_subjects`).
"""

from dataclasses import replace

from newsledger.extract.chunks import coordinated
from newsledger.extract.events import (
    AIMED,
    Event,
    Sentence,
    accepted,
    agents,
    are_those_who,
    bound,
    is_party,
    is_passive,
    joined,
    nearest_subjects,
    needed,
    objects_after,
    objects_of,
    pp,
    start_event,
    subjects,
)
from newsledger.extract.totals import total_at
from newsledger.extract.triggers import Entry, Trigger
from newsledger.extract.wants import fits, is_one_person, is_wanted
from newsledger.extract.wholes import beside, parts, parts_after, unpacked, with_parts


def read_patient(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs whose object is what the claim counts: killed, destroyed, released."""
    passive = is_passive(sentence, trigger)
    if passive:
        found = nearest_subjects(sentence, trigger.chunk, entry)
        event = start_event(trigger, entry, "passive")
        event.actors = agents(sentence, trigger.last)
    else:
        found = unpacked(sentence, objects_of(sentence, trigger))
        event = start_event(trigger, entry, "active")
        event.actors = subjects(sentence, trigger.chunk)
    found = found + [i for i in beside(sentence, trigger.last) if passive or i not in found]
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
    if entry.action == "exchange":
        given = pp(sentence, trigger.last, frozenset({"for"}))
        swapped = [] if given is None else accepted(sentence, entry, coordinated(sentence.chunks, given))
        event.objects.extend(sentence.counted(i) for i in swapped)
    if entry.action == "damage":
        holder = pp(sentence, trigger.last, frozenset({"for"}))
        if holder is not None and is_wanted("%rebels", sentence.chunks[holder], sentence.counted(holder)):
            event.recipients = [holder]  # "destroyed a tunnel for the group"
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
        event.objects.extend(p for p in parts_after(sentence, kept[0], trigger.last) if p not in event.objects)
        put = total_at(sentence, kept[0])
        if put is not None:  # "the number of people killed rose to 45"
            event.objects[0] = replace(event.objects[0], number=sentence.counted(put).number)
            kept = [*kept, put]
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


def read_recalled(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Diplomats called home: the country that they leave is hit, not their own: "its ambassador from (to) Moscow"."""
    event = read_patient(sentence, trigger, entry)
    side = pp(sentence, trigger.last, frozenset({"from", "to"}))
    if event is not None and side is not None and is_party(sentence, side):
        event.recipients = [side]
    return event


_LAWLESS = frozenset({"illegally", "legally", "unlawfully", "lawfully"})


def read_entered(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Places entered: taken where fighters or troops enter them, only visited where civilians do."""
    event = read_patient(sentence, trigger, entry)
    group = sentence.chunks[trigger.chunk]
    if event is None or (not event.actors and (group.gerund or not group.finite)):
        return None
    if not _LAWLESS.isdisjoint(group.lower.split()):
        return None  # "illegally entering the country"
    for i in event.actors:
        head, thing = sentence.chunks[i].head_word, sentence.counted(i)
        if thing.object_class in ("person", "civilian", "prisoner", "hostage") or is_one_person(head):
            return None
    return event


_OF_PLACES = frozenset({"territory", "building", "infrastructure"})


def read_kept_from(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """People stopped from doing something: "blocked the marchers from entering the square"."""
    chunks = sentence.chunks
    event = read_patient(sentence, trigger, entry)
    passive = event is not None and event.rule.endswith(".passive")
    if passive and not chunks[trigger.chunk].has_be:
        return None  # "he kept from laughing"
    found = [] if passive else objects_of(sentence, trigger)
    after = (found[-1] if found else trigger.last) + 1
    if event is None or after + 1 >= len(chunks) or chunks[after].lower != "from" or not chunks[after + 1].gerund:
        return None
    entered = objects_after(sentence, after + 1)
    event.target = entered[0] if entered and sentence.counted(entered[0]).object_class in _OF_PLACES else None
    bound(sentence, event, [event.lo, after + 1, *entered])
    return event


_ALIVE = frozenset({"alive", "safe", "unharmed", "unhurt", "well", "unconscious", "injured", "wounded", "guilty"})


def read_found(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Victims found: dead, unless the words after say in what state."""
    event = read_patient(sentence, trigger, entry)
    after = trigger.last + 1
    follows = sentence.chunks[after] if after < len(sentence.chunks) else None
    stated = follows is not None and (follows.kind == "VG" or bool(_ALIVE & set(follows.lower.split())))
    return None if stated else event


def read_returned(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """People given back; those who merely came back by themselves were not freed, unless they had been held."""
    event = read_patient(sentence, trigger, entry)
    if event is None or not event.rule.endswith(".passive") or sentence.chunks[trigger.chunk].has_be:
        return event
    return event if any(o.object_class in ("prisoner", "hostage", "body") for o in event.objects) else None


def read_dislodged(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Fighters driven from a place: the place is what is taken, the fighters lose it."""
    event = read_patient(sentence, trigger, entry)
    place = needed(sentence, trigger, entry)
    if event is None or not event.objects or place is None:
        return None
    passive = event.rule.endswith(".passive")
    event.recipients = nearest_subjects(sentence, trigger.chunk, entry) if passive else objects_of(sentence, trigger)
    event.objects = [sentence.counted(i) for i in coordinated(sentence.chunks, place)]
    event.target = place
    bound(sentence, event, [event.lo, event.hi - 1, place])
    return event


def read_given(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """What is given, and to whom: "gave Kyiv $400m", "supplied the rebels with arms", "provided food to villagers"."""
    chunks = sentence.chunks
    passive = is_passive(sentence, trigger)
    found = objects_of(sentence, trigger)
    event = start_event(trigger, entry, "passive" if passive else "active")
    sides = subjects(sentence, trigger.chunk)
    event.actors = agents(sentence, trigger.last) if passive else sides
    if passive and found:
        event.recipients = sides[:1]  # "Kyiv was given $400m"
    elif passive:
        found = nearest_subjects(sentence, trigger.chunk, entry)
    elif found and found[0] + 1 < len(chunks) and chunks[found[0] + 1].kind == "NP" and is_party(sentence, found[0]):
        event.recipients, found = found[:1], coordinated(chunks, found[0] + 1)
    elif found and not fits(entry, chunks[found[0]], sentence.counted(found[0])):
        given = pp(sentence, trigger.last, frozenset({"with"}))
        event.recipients, found = found[:1], [] if given is None else coordinated(chunks, given)
    kept = [i for i in accepted(sentence, entry, found) if not _is_no_gift(sentence, i)]
    if not kept:
        return None
    side = pp(sentence, kept[-1], frozenset({"to", "for"}))
    if not event.recipients and side is not None and is_party(sentence, side):
        event.recipients = [side]
    event.objects = with_parts(sentence, kept)
    bound(sentence, event, [*kept, *event.actors, *event.recipients, trigger.chunk, trigger.last])
    return event


def _is_no_gift(sentence: Sentence, at: int) -> bool:
    """Whether what is given is none: credit, or "a package of sanctions"."""
    chunks = sentence.chunks
    held = at + 2 < len(chunks) and chunks[at].head_word.last == "package" and chunks[at + 1].lower == "of"
    return chunks[at].head_word.last == "credit" or (held and chunks[at + 2].head_word.last in _HOSTILE_GIFTS)


_HOSTILE_GIFTS = frozenset({"sanctions", "restrictions", "penalties", "tariffs", "measures", "reforms", "laws", "cuts"})


def read_hospitalised(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """People counted as they are taken to hospital; of a victim already named it says nothing new."""
    event = read_patient(sentence, trigger, entry)
    numbers = [o.number.text.lower() for o in event.objects if o.number] if event is not None else []
    return event if any(number not in ("a", "an") for number in numbers) else None


def read_trained(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Forces trained or armed by somebody."""
    event = read_patient(sentence, trigger, entry)
    return event if event is not None and event.actors else None
