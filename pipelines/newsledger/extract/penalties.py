"""Penalties told by their measure: ten years in prison or a fine of $5,000 that somebody faces, got or was given.

Belongs here: the time or the sum that a verb of punishing, receiving or giving has with it. Does not: other sanctions,
or the nouns of sentencing, which are words of the trigger lexicon.
"""

from collections.abc import Iterator

from newsledger.extract import stance
from newsledger.extract.chunks import prepositional
from newsledger.extract.events import Event, Sentence, construction_event, is_plural, objects_of, subjects
from newsledger.extract.numerals import find_numerals
from newsledger.extract.objects import Counted
from newsledger.extract.spans import NumberSpan
from newsledger.extract.triggers import Entry, Trigger
from newsledger.extract.verb_patients import read_patient
from newsledger.extract.wants import noun_group

_RECEIVING = frozenset({"face", "get", "gets", "got", "receive", "serve", "risk", "draw"})
_GIVING = frozenset({"give", "hand"})


def read_punished(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """People fined or sentenced: the penalty is what counts, unless they are many, as in "sentenced 26 to death"."""
    event = read_patient(sentence, trigger, entry)
    if event is None or any(is_plural(o.number) and o.object_class != "money" for o in event.objects):
        return event
    passive = event.rule.endswith(".passive")
    found = objects_of(sentence, trigger)
    person = subjects(sentence, trigger.chunk) if passive else found
    penalty = _penalty_after(sentence, trigger, found[-1] if found else trigger.last)
    if penalty is not None:
        event.recipients = event.recipients or person[:1]
        event.objects = [penalty]
        end = next(i for i, c in enumerate(sentence.chunks) if c.end >= penalty.end)
        event.hi = max(event.hi, sentence.clause(trigger.chunk, end + 1)[1])
    return event


def _penalty_after(sentence: Sentence, trigger: Trigger, last: int) -> Counted | None:
    """Return the sum after the person fined or verb of fining, or the term that somebody is sentenced to."""
    for i in (trigger.last + 1, last, last + 1):
        if i < len(sentence.chunks) and sentence.chunks[i].kind == "NP":
            thing = sentence.counted(i)
            if thing.object_class == "money" and thing.number is not None:
                return thing
    goal = next((i for p, i in prepositional(sentence.chunks, last) if p in ("to", "at least", "up to")), None)
    return _term(sentence, last, goal) if goal is not None and _is_time(sentence, goal) else None


def read_penalty(sentence: Sentence, at: int) -> Iterator[Event]:
    """Yield the penalty of the verb group at `at`: "could face up to 10 years in prison", "was given life in jail"."""
    chunks = sentence.chunks
    group = chunks[at]
    lemma = group.head_word.lemma or group.head_word.lower
    if lemma not in _RECEIVING and not (lemma in _GIVING and group.has_be):
        return
    term = at + 1
    while term < len(chunks) and chunks[term].kind in ("RP", "RB", "IN"):
        term += 1  # "up to", "at least"
    if term >= len(chunks) or not _is_time_in_prison(sentence, term):
        return
    found = subjects(sentence, at)
    event = construction_event(sentence, "sanction", "penalty", at, min([at, *found]), term + 3)
    event.recipients = found[:1]
    event.objects = [_term(sentence, at, term)]
    event.polarity, event.modality = stance.of_group(chunks, at)
    yield event


def _term(sentence: Sentence, at: int, term: int) -> Counted:
    """Return the time at `term` as what is counted, with how long it is: 10 of "up to 10 years"."""
    thing = sentence.counted(term)
    number = thing.number or _length(sentence, at, term)
    return Counted(thing.start, thing.end, thing.text, None, "other", number, headless=False)


def _length(sentence: Sentence, at: int, term: int) -> NumberSpan | None:
    """Return how long the penalty at `term` is that the words after the chunk `at` tell."""
    numeral = next(iter(find_numerals(sentence.counted(term).text)), None)
    if numeral is None:
        return None
    between = " ".join(c.lower for c in sentence.chunks[at + 1 : term])
    start = sentence.counted(term).start + numeral.start
    end = start + numeral.end - numeral.start
    if between.endswith("up to"):
        return NumberSpan(start, end, numeral.text, None, numeral.value, "up_to")
    if between.endswith("at least"):
        return NumberSpan(start, end, numeral.text, numeral.value, None, "at_least")
    return NumberSpan(start, end, numeral.text, numeral.value, numeral.value, "exact")


def _is_time(sentence: Sentence, at: int) -> bool:
    """Whether the phrase at `at` is a stretch of time: "five years", "life"."""
    chunk = sentence.chunks[at]
    return chunk.kind == "NP" and chunk.words[chunk.last - 1].last in noun_group("term")


def _is_time_in_prison(sentence: Sentence, at: int) -> bool:
    """Whether the phrase at `at` is a time, and prison where it is spent: "five years in jail", "life in prison"."""
    chunks = sentence.chunks
    if at + 2 >= len(chunks) or not _is_time(sentence, at):
        return False
    spent = chunks[at + 1].lower in ("in", "of") and chunks[at + 2].head_word.last in noun_group("jail")
    return spent or chunks[at + 1].lower == "behind"
