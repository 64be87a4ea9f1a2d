"""Frames of verbs of decision: votes for and against, leave given or refused, blame laid on somebody.

Belongs here: verbs of which a preposition, a negator or an infinitive says which way the decision went. Does not: verbs
of speech that say it themselves (`speech_acts`).
"""

from newsledger.extract import stance
from newsledger.extract.chunks import after_modifiers, prepositional
from newsledger.extract.events import Event, Sentence, bound, is_party, needed, objects_of, start_event, subjects
from newsledger.extract.objects import PEOPLE
from newsledger.extract.speech_acts import read_content, speakers, speech_act
from newsledger.extract.triggers import Entry, Trigger
from newsledger.extract.verb_patients import read_patient

_FAVOUR = frozenset({"favour", "favor"})


def read_vote(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Votes: against a bill (reject), for or in favour of it (support), with the count between or not."""
    chunks = sentence.chunks
    event = start_event(trigger, entry, "content")
    event.actors = subjects(sentence, trigger.chunk)
    favoured = False
    for preposition, i in prepositional(chunks, trigger.chunk):
        if preposition in ("for", "against") or (preposition == "of" and favoured):
            if preposition != "against":
                event.action = "support"
                event.rule = event.rule.replace(entry.action, "support", 1)
            return speech_act(sentence, trigger, event, [i], said=False)
        favoured = preposition == "in" and chunks[i].head_word.lower in _FAVOUR
    return None


def read_forbidden(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs of consent under negation: what is not allowed is restricted, what is not accepted is rejected."""
    group = sentence.chunks[trigger.chunk]
    if not group.negated:
        return None
    if entry.action == "restrict" and stance.of_group(sentence.chunks, trigger.chunk)[1] != stance.ACTUAL:
        return None  # "we will not allow them to rearm" vows, and forbids nothing yet
    read = read_patient if entry.action == "restrict" else read_content
    event = read(sentence, trigger, entry)
    if event is None or not event.objects or event.objects[0].text.lower() == "it":
        return None  # "I do not let it worry me"
    event.rule = f"{entry.action}.{entry.name}.forbidden"
    event.refused = True
    return event


def read_allowed(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Leave given to somebody by a party to do something: "the convoy was allowed to pass"."""
    chunks = sentence.chunks
    event = read_patient(sentence, trigger, entry)
    if event is None or not event.objects or chunks[trigger.chunk].negated:
        return None
    passive = event.rule.endswith(".passive")
    after = trigger.last + 1 if passive else after_modifiers(chunks, objects_of(sentence, trigger)[-1])
    verb = chunks[after] if after < len(chunks) else None
    if verb is None or verb.kind != "VG" or not (verb.infinitive or "B" in verb.head_word.forms):
        return None
    if not passive and not any(is_party(sentence, i) for i in event.actors):
        return None  # "the system allows users to pay"
    bound(sentence, event, [event.lo, after])
    event.content = (verb.start, chunks[event.hi - 1].end)
    return event


def read_linked(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Blame by a link: "linked the hackers to North Korea", "blamed the leak on an aide"."""
    event = read_content(sentence, trigger, entry)
    side = needed(sentence, trigger, entry)
    if event is None or side is None or not any(is_party(sentence, i) for i in speakers(sentence, trigger.chunk)):
        return None
    event.rule = f"{entry.action}.{entry.name}.addressee"
    thing = sentence.counted(side)
    if is_party(sentence, side) or thing.object_class in PEOPLE:
        event.recipients = [side]
    bound(sentence, event, [event.lo, event.hi - 1, side])
    return event
