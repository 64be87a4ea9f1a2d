"""Frames of tolls: 12 dead, a death toll of 76, no casualties.

Belongs here: nouns of the dead, wounded and missing with the number that belongs to them. Does not: verbs of killing
(`verb_patients`) or numbers without a word for the toll (`tallies`).
"""

from newsledger.extract import stance
from newsledger.extract.events import Event, Sentence, subjects
from newsledger.extract.noun_settings import Setting, named_before, start_noun_event
from newsledger.extract.objects import PEOPLE, Counted
from newsledger.extract.spans import NumberSpan
from newsledger.extract.triggers import Entry, Trigger
from newsledger.extract.wholes import parts


def read_toll(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Tolls: 12 dead, the death toll rose to 76, no casualties."""
    if _is_of_the_harmed(sentence, trigger):
        return None
    number, last = _toll_number(sentence, trigger, setting)
    negated = _is_denied(sentence, trigger)
    sufferers = _sufferers(sentence, setting)
    if number is None and not negated and not sufferers and setting.carrier is None:
        return None
    if number is not None and number.low == 1 and number.text.lower() in ("a", "an", "another"):
        return None
    event = start_noun_event(sentence, trigger, entry, setting, "toll")
    event.actors = setting.agent
    thing = sentence.counted(trigger.chunk)
    noun_class = "person"
    for i in setting.of:
        inner = sentence.counted(i)
        if inner.object_class in PEOPLE:
            noun_class = inner.object_class
    previous = named_before(sentence, trigger, entry)
    if previous is not None and previous.object_class in PEOPLE:
        noun_class = previous.object_class
    event.objects = [Counted(thing.start, thing.end, thing.text, thing.noun, noun_class, number, headless=False)]
    if number is None and sufferers and entry.action == "injure":
        event.objects = [sentence.counted(i) for i in sufferers]
    if negated:
        event.polarity = stance.NEGATED
    if setting.carrier is None or setting.carrier.subject != "recipient":
        event.recipients = []
    event.objects.extend(parts(sentence, last))
    event.hi = max(event.hi, last + 1)
    event.lo, event.hi = sentence.clause(event.lo, event.hi)
    return event


def _is_of_the_harmed(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether some of those harmed are named for what else befell them: "flew ten of the wounded to Malta"."""
    chunks, at = sentence.chunks, trigger.chunk
    words = [w.lower for w in chunks[at].words[chunks[at].first : trigger.head]]
    if words[-2:] != ["of", "the"]:
        return False
    after = at + 1
    return after >= len(chunks) or chunks[after].kind != "VG" or chunks[after].head_word.tag != "BE"


def _toll_number(sentence: Sentence, trigger: Trigger, setting: Setting) -> tuple[NumberSpan | None, int]:
    """Return the number of a toll and the chunk it stands in: in the phrase, or after at, to, of, a verb or comma."""
    chunks, at = sentence.chunks, trigger.chunk
    if setting.number is not None and chunks[at].number is not None:
        return setting.number, at
    if setting.number is not None and setting.number.qualifier == "vague":
        return setting.number, at
    if at and chunks[at - 1].lower == "among":
        return None, at
    for i in range(at + 1, min(at + 9, len(chunks))):
        if chunks[i].kind in (";", "SUB", "WH", "CC"):
            break
        number = sentence.counted(i).number if chunks[i].kind == "NP" and chunks[i].number is not None else None
        if number is not None:
            before = chunks[i - 1]
            if before.kind == "VG" and before.head_word.lemma == "include":
                break  # "the dead included four children"
            if before.lower == "in" and number.qualifier != "vague":
                continue
            if before.kind in ("IN", ",", "VG", ":") and (
                before.kind != "IN" or before.lower in ("at", "to", "of", "above", "past")
            ):
                thing = sentence.counted(i)
                if thing.headless or thing.object_class in PEOPLE:
                    return number, i
                return None, at
    return (setting.number if setting.number is not None and setting.number.text.lower() != "a" else None), at


_NEWS = frozenset({"report", "reports", "word", "sign", "signs", "indication", "news", "information"})


def _is_denied(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether there is said to be no such toll: "no casualties", "no reports of casualties"."""
    chunks, at = sentence.chunks, trigger.chunk
    if at >= 2 and chunks[at - 1].lower in ("of", "on") and chunks[at - 2].head_word.last in _NEWS:
        return stance.negates(chunks[at - 2])
    return stance.negates(chunks[at]) and not (at and chunks[at - 1].lower == "among")


def _sufferers(sentence: Sentence, setting: Setting) -> list[int]:
    """Return the people who suffered the injuries, where the verb that carries them says so."""
    if setting.verb is None or setting.carrier is None or setting.carrier.subject not in ("recipient", "actor"):
        return []
    return [i for i in subjects(sentence, setting.verb) if sentence.counted(i).object_class in PEOPLE]
