"""Frames of tolls: 12 dead, a death toll of 76, no casualties.

Belongs here: nouns of the dead, wounded and missing with the number that belongs to them. Does not: verbs of killing
(`verb_patients`) or numbers without a word for the toll (`tallies`).
"""

from dataclasses import replace

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
    if last == trigger.chunk and number is not None and number.low == 1 and number.text.lower() in _ONE:
        return None
    event = start_noun_event(sentence, trigger, entry, setting, "toll")
    event.actors = setting.agent
    if setting.verb is not None and setting.carrier is not None and setting.carrier.subject == "cause":
        left = sentence.chunks[setting.verb].head_word.lemma == "leave" and not setting.is_subject
        event.actors = event.actors or (subjects(sentence, setting.verb) if left else [])
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
    if (number is None or entry.name == "wound") and sufferers and entry.action == "injure":
        event.objects = [sentence.counted(i) for i in sufferers]
    rising = next((i for i in range(trigger.chunk + 1, last) if sentence.chunks[i].kind == "VG"), None)
    if rising is not None:
        event.modality = stance.of_group(sentence.chunks, rising)[1]  # "the toll could rise to 120"
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
    own = setting.number
    of_the_dead = chunks[at].words[trigger.head].last not in _RECKONINGS
    if own is not None and of_the_dead and (chunks[at].number is not None or own.qualifier == "vague"):
        return own, at
    if at and chunks[at - 1].lower == "among":
        return None, at
    for i in range(at + 1, min(at + _FARTHEST, len(chunks))):
        if chunks[i].kind in (";", "SUB", "WH", "CC"):
            break
        number = sentence.counted(i).number if chunks[i].kind == "NP" and chunks[i].number is not None else None
        if number is not None:
            before = chunks[i - 1]
            if before.kind == "VG" and before.head_word.lemma == "include":
                break  # "the dead included four children"
            if before.lower == "in" and number.qualifier != "vague":
                continue
            if (before.kind in (",", "VG", ":") or before.lower in _LEADING) or number.text.lower().startswith(
                _PASSING
            ):
                thing = sentence.counted(i)
                if thing.headless or thing.object_class in PEOPLE:
                    passed = before.kind == "VG" and before.head_word.lemma == "pass" and number.qualifier == "exact"
                    return (replace(number, high=None, qualifier="more_than") if passed else number), i
                return None, at
    if own is None and setting.of:
        victim = sentence.counted(setting.of[0])
        if victim.object_class in PEOPLE and victim.number is not None:
            return victim.number, setting.of[0]  # "the death of a child"
    return (own if own is not None and own.text.lower() != "a" else None), at


_ONE = frozenset({"a", "an", "another"})
# Of these a number before them says how many there are: "two death tolls".
_RECKONINGS = frozenset({"toll", "tolls", "count", "counts"})
_FARTHEST = 12  # chunks from a toll to its number
# What a toll is put at, raised to or has passed, and the order that it is put in: "in the hundreds".
_LEADING = frozenset({"at", "to", "of", "above", "past", "in"})
# Verbs of passing a number that are part of the number: "surpassed 400".
_PASSING = ("exceed", "surpass", "top")


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
