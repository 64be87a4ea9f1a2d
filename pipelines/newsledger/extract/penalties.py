"""Penalties told as time: ten years in prison that somebody faces, got or was handed.

Belongs here: a verb of receiving or giving with a term in prison as its object. Does not: verbs and nouns of
sentencing, which are words of the trigger lexicon.
"""

from collections.abc import Iterator

from newsledger.extract import stance
from newsledger.extract.events import Event, Sentence, construction_event, subjects
from newsledger.extract.numerals import find_numerals
from newsledger.extract.objects import Counted
from newsledger.extract.spans import NumberSpan
from newsledger.extract.wants import noun_group

_RECEIVING = frozenset({"face", "get", "gets", "got", "receive", "serve", "risk", "draw"})
_GIVING = frozenset({"give", "hand"})


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
    if term >= len(chunks) or not _is_term(sentence, term):
        return
    found = subjects(sentence, at)
    event = construction_event(sentence, "sanction", "penalty", at, min([at, *found]), term + 3)
    event.recipients = found[:1]
    thing = sentence.counted(term)
    number = thing.number or _length(sentence, at, term)
    event.objects = [Counted(thing.start, thing.end, thing.text, None, "other", number, headless=False)]
    event.polarity, event.modality = stance.of_group(chunks, at)
    yield event


def _length(sentence: Sentence, at: int, term: int) -> NumberSpan | None:
    """Return how long the penalty is at `term` that the verb at `at` tells: 10 of "up to 10 years"."""
    numeral = next(iter(find_numerals(sentence.counted(term).text)), None)
    if numeral is None:
        return None
    between = " ".join(c.lower for c in sentence.chunks[at + 1 : term])
    start = sentence.counted(term).start + numeral.start
    end = start + numeral.end - numeral.start
    if between == "up to":
        return NumberSpan(start, end, numeral.text, None, numeral.value, "up_to")
    if between == "at least":
        return NumberSpan(start, end, numeral.text, numeral.value, None, "at_least")
    return NumberSpan(start, end, numeral.text, numeral.value, numeral.value, "exact")


def _is_term(sentence: Sentence, at: int) -> bool:
    """Whether the phrase at `at` is a time, and prison where it is spent: "five years in jail", "life in prison"."""
    chunks = sentence.chunks
    if at + 2 >= len(chunks) or chunks[at].words[chunks[at].last - 1].last not in noun_group("term"):
        return False
    spent = chunks[at + 1].lower in ("in", "of") and chunks[at + 2].head_word.last in noun_group("jail")
    return spent or chunks[at + 1].lower == "behind"
