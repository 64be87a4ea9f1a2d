"""Events that hang on a construction rather than on one word: presence, membership of a toll.

Belongs here: "about 5,000 troops are in the country" (deploy), "five children are among the dead", "put the number of
those killed at 70" (kill). Does not: words of the trigger lexicon (`frames`, `nominal`) or what is said of somebody
(`opinions`).
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk, coordinated, prepositional
from newsledger.extract.events import Event, Sentence, construction_event, is_plural, objects_after, subjects
from newsledger.extract.objects import PEOPLE, nouns_of
from newsledger.extract.penalties import read_penalty
from newsledger.extract.totals import total_at
from newsledger.extract.wholes import parts
from newsledger.extract.word_tags import words_tagged

_TOLLS = {
    **dict.fromkeys(("dead", "killed", "victims", "fatalities", "deaths"), "kill"),
    **dict.fromkeys(("wounded", "injured", "hurt"), "injure"),
    **dict.fromkeys(("missing",), "missing"),
    **dict.fromkeys(("arrested", "detained", "detainees"), "detain"),
}
_LOST = frozenset({"missing", "trapped"})
_NUMBERS = frozenset({"number", "total", "figure", "count"})
_WHERE = frozenset({"in", "at", "near", "on", "inside", "along", "across", "around"})


def construction_words() -> Iterator[list[Collection[str]]]:
    """Yield for each construction the kinds of words that it takes: words of tolls, or troops that are or are had."""
    yield [_TOLLS]
    yield [nouns_of("soldier"), words_tagged("BE", "HV")]


def read_constructions(sentence: Sentence) -> list[Event]:
    """Return the events of a sentence that no trigger of the lexicon leads to."""
    found: list[Event] = []
    for at, chunk in enumerate(sentence.chunks):
        if chunk.kind == "VG":
            found.extend(read_penalty(sentence, at))
            if chunk.head_word.tag == "BE":
                found.extend(_presence(sentence, at))
            elif chunk.head_word.tag == "HV":
                found.extend(_garrison(sentence, at))
            elif chunk.head_word.lemma in _INCLUDING:
                found.extend(_inclusion(sentence, at))
        elif chunk.kind == "IN" and chunk.lower == "among":
            found.extend(_membership(sentence, at))
        elif chunk.kind == "NP" and chunk.head_word.last in _NUMBERS:
            found.extend(_number_of(sentence, at))
        elif chunk.kind == "NP" and _is_lost(chunk):
            found.extend(_lost_people(sentence, at))
    return found


def _is_lost(chunk: Chunk) -> bool:
    """Whether a word before the noun of a phrase says that it is missing."""
    return chunk.head > chunk.first and any(w.lower in _LOST for w in chunk.words[chunk.first : chunk.head])


def _presence(sentence: Sentence, at: int) -> Iterator[Event]:
    """Troops that are somewhere are deployed there."""
    chunks = sentence.chunks
    found = subjects(sentence, at)
    after = at + 1
    if not found and at and chunks[at - 1].lower == "there":
        while after < len(chunks) and chunks[after].kind == "RB":
            after += 1
        found = [after] if after < len(chunks) and chunks[after].kind == "NP" else []
        after += 1
    while after < len(chunks) and chunks[after].kind in ("RB", "TIME") and chunks[after].lower != "there":
        after += 1
    if after >= len(chunks) or not found:
        return
    here = chunks[after].lower == "there"
    placed = chunks[after].lower in _WHERE and after + 1 < len(chunks) and _is_place(sentence, after + 1)
    if not (here or placed) or chunks[at].infinitive:
        return
    thing = sentence.counted(found[0])
    if thing.object_class == "soldier":
        event = construction_event(sentence, "deploy", "presence", at, min(at, *found), after + 1 + placed)
        event.objects, event.actors = [thing], found[:1]
        yield event


def _number_of(sentence: Sentence, at: int) -> Iterator[Event]:
    """A number of those killed that is put at, raised to or has reached so many."""
    chunks = sentence.chunks
    if at + 2 >= len(chunks) or chunks[at + 1].lower != "of" or chunks[at + 2].kind != "NP":
        return
    who = chunks[at + 2]
    action = _TOLLS.get(who.words[who.last - 1].lower) if who.lower.startswith("those ") else None
    if action is None:
        return
    put = total_at(sentence, at + 2)
    if put is None:
        return
    event = construction_event(sentence, action, "number_of", at + 2, min(at, put), max(at + 2, put) + 1)
    number = sentence.counted(put).number
    event.objects = [replace(sentence.counted(at + 2), number=number, object_class="person", headless=False)]
    event.objects += parts(sentence, put)
    yield event


def _lost_people(sentence: Sentence, at: int) -> Iterator[Event]:
    """Counted people said to be missing by a word before their noun: "searched for 12 missing miners"."""
    thing, denied = sentence.counted(at), stance.negates(sentence.chunks[at])
    if thing.object_class in PEOPLE and (denied or is_plural(thing.number)):
        event = construction_event(sentence, "missing", "attributive", at, at, at + 1)
        event.objects = [thing]
        event.polarity = stance.NEGATED if denied else event.polarity
        yield event


def _garrison(sentence: Sentence, at: int) -> Iterator[Event]:
    """Troops that a party has somewhere: "NATO has 13,000 troops in Afghanistan"."""
    held, owners = objects_after(sentence, at), subjects(sentence, at)
    place = next((i for p, i in prepositional(sentence.chunks, at) if p in _WHERE and _is_place(sentence, i)), None)
    if not held or not owners or place is None or sentence.counted(held[0]).object_class != "soldier":
        return
    if sentence.counted(held[0]).number is not None:
        event = construction_event(sentence, "deploy", "presence", at, min(at, *owners), place + 1)
        event.objects, event.actors = [sentence.counted(held[0])], owners[:1]
        yield event


_INCLUDING = frozenset({"include", "comprise"})


def _inclusion(sentence: Sentence, at: int) -> Iterator[Event]:
    """People whom a toll includes: "the dead included four women"."""
    toll = next((sentence.chunks[i] for i in subjects(sentence, at)), None)
    action = None if toll is None else _TOLLS.get(toll.words[toll.last - 1].lower)
    if action is None:
        return
    found = objects_after(sentence, at)
    things = [sentence.counted(i) for i in found if sentence.counted(i).object_class in PEOPLE]
    if things:
        event = construction_event(sentence, action, "among", at, min([at, *subjects(sentence, at)]), found[-1] + 1)
        event.objects = things
        yield event


def _is_place(sentence: Sentence, at: int) -> bool:
    head = sentence.chunks[at].head_word
    return head.place is not None or sentence.counted(at).object_class == "territory"


def _membership(sentence: Sentence, at: int) -> Iterator[Event]:
    """People counted among the dead or the wounded."""
    chunks = sentence.chunks
    if at + 1 >= len(chunks) or chunks[at + 1].kind != "NP":
        return
    toll = chunks[at + 1]
    action = _TOLLS.get(toll.words[toll.last - 1].lower)
    if action is None:
        return
    found = _members(sentence, at)
    things = [sentence.counted(i) for i in found if sentence.counted(i).object_class in PEOPLE]
    if not things:
        return
    event = construction_event(sentence, action, "among", at + 1, min(found), at + 2)
    event.objects = things
    yield event


def _members(sentence: Sentence, at: int) -> list[int]:
    chunks = sentence.chunks
    if at + 3 < len(chunks) and chunks[at + 2].head_word.tag == "BE" and chunks[at + 3].kind == "NP":
        return coordinated(chunks, at + 3)  # "among the dead were two children"
    if at == 0:
        return []
    before = chunks[at - 1]
    if before.kind == "VG":
        return subjects(sentence, at - 1)
    if before.kind != "NP":
        return []
    first = at - 1
    while first >= 2 and chunks[first - 1].kind in ("CC", ",") and chunks[first - 2].kind == "NP":
        first -= 2
    return coordinated(chunks, first, before=at)
