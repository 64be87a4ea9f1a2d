"""Events that hang on a construction rather than on one word: presence, obligation, judgement, membership of a toll.

Belongs here: "about 5,000 troops are in the country" (deploy), "they must leave" said by somebody (request), "called
the raid a crime" (accuse), "five children are among the dead" (kill). Does not: words of the trigger lexicon
(`frames`, `nominal`).
"""

from collections.abc import Iterator
from functools import cache

from newsledger.extract.chunks import coordinated, ends_clause
from newsledger.extract.events import Event, Sentence, is_party, objects_after, subjects
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE, Counted
from newsledger.extract.triggers import Trigger

_NAMING = frozenset(
    {"call", "brand", "describe", "characterise", "characterize", "label", "name", "denounce", "term", "dub"}
)
_FELT = frozenset(
    {"appalled", "shocked", "outraged", "disappointed", "disillusioned", "dismayed", "horrified", "angered"}
)
_OBLIGATION = frozenset({"must", "should"})
_TOLLS = {
    **dict.fromkeys(("dead", "killed", "victims", "fatalities", "deaths"), "kill"),
    **dict.fromkeys(("wounded", "injured", "hurt"), "injure"),
    **dict.fromkeys(("missing",), "missing"),
    **dict.fromkeys(("arrested", "detained", "detainees"), "detain"),
}
_WHERE = frozenset({"in", "at", "near", "on", "inside", "along", "across", "around"})


@cache
def _judgements() -> dict[str, str]:
    return {row["word"]: row["action"] for row in read_lexicon("judgements")}


def read_constructions(sentence: Sentence) -> list[Event]:
    """Return the events of a sentence that no trigger of the lexicon leads to."""
    found: list[Event] = []
    for at, chunk in enumerate(sentence.chunks):
        if chunk.kind == "VG":
            found.extend(_of_verb(sentence, at))
        elif chunk.kind == "IN" and chunk.lower == "among":
            found.extend(_membership(sentence, at))
    return found


def _of_verb(sentence: Sentence, at: int) -> Iterator[Event]:
    chunk = sentence.chunks[at]
    head = chunk.head_word
    if head.tag == "BE":
        yield from _presence(sentence, at)
        yield from _judgement(sentence, at)
    elif head.lemma in _NAMING:
        yield from _naming(sentence, at)
    elif head.lower in _FELT:
        yield from _feeling(sentence, at)
    if set(chunk.aux) & _OBLIGATION or (head.lemma == "need" and _infinitive_follows(sentence, at)):
        yield from _obligation(sentence, at)


def _make(sentence: Sentence, action: str, form: str, at: int, lo: int, hi: int) -> Event:
    chunk = sentence.chunks[at]
    trigger = Trigger(at, (), chunk.start, chunk.end, at, chunk.head, nominal=False)
    lo, hi = sentence.clause(lo, hi)
    return Event(action, f"{action}.{form}", trigger, lo=lo, hi=hi)


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
    things = [sentence.counted(i) for i in found]
    if (here or placed) and things[0].object_class == "soldier" and not chunks[at].infinitive:
        event = _make(sentence, "deploy", "presence", at, min(at, *found), after + 1 + placed)
        event.objects, event.actors = things[:1], found[:1]
        yield event


def _is_place(sentence: Sentence, at: int) -> bool:
    head = sentence.chunks[at].head_word
    return head.place is not None or sentence.counted(at).object_class == "territory"


def _predicate(sentence: Sentence, start: int) -> tuple[str, int] | None:
    """Return (action, chunk) of the judgement in the clause from the chunk `start` on."""
    for i in range(start, len(sentence.chunks)):
        chunk = sentence.chunks[i]
        if i > start and ends_clause(sentence.chunks, i):
            return None
        for word in chunk.words[chunk.first : chunk.last]:
            action = _judgements().get(word.lower)
            if action is not None:
                return action, i
    return None


def _judgement(sentence: Sentence, at: int) -> Iterator[Event]:
    """What somebody says that a deed is: a crime, unacceptable."""
    found = subjects(sentence, at)
    judged = _predicate(sentence, at + 1)
    if judged is None or sentence.chunks[at].negated:
        return
    action, last = judged
    event = _make(sentence, action, "judgement", at, min([at, *found]), last + 1)
    event.recipients = [i for i in found[:1] if is_party(sentence, i)]
    event.said_only = True
    event.spoken = True
    yield event


def _naming(sentence: Sentence, at: int) -> Iterator[Event]:
    """A deed or a party called by a name that condemns it."""
    named = objects_after(sentence, at)
    found = subjects(sentence, at)
    if not found or not any(is_party(sentence, i) for i in found):
        return
    judged = _predicate(sentence, at + 1)
    if judged is None:
        return
    action, last = judged
    event = _make(sentence, action, "name_calling", at, min(at, *found), last + 1)
    event.actors = found
    event.recipients = [i for i in named[:1] if is_party(sentence, i)]
    thing = sentence.counted(named[0]) if named else None
    if thing is not None and not event.recipients:
        event.objects = [Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)]
    event.spoken = True
    yield event


def _feeling(sentence: Sentence, at: int) -> Iterator[Event]:
    """A party shocked at or disappointed by another's deed."""
    chunks = sentence.chunks
    found = subjects(sentence, at)
    cause = next(
        (i + 1 for i in range(at + 1, min(at + 3, len(chunks) - 1)) if chunks[i].lower in ("by", "at", "with", "over")),
        None,
    )
    if not found or cause is None or not chunks[at].has_be:
        return
    event = _make(sentence, "accuse", "feeling", at, min(at, *found), cause + 1)
    event.actors = found
    event.recipients = [cause] if chunks[cause].kind == "NP" and is_party(sentence, cause) else []
    event.spoken = True
    yield event


def _obligation(sentence: Sentence, at: int) -> Iterator[Event]:
    """What somebody says that others must do."""
    chunks = sentence.chunks
    found = subjects(sentence, at)
    if not found or not is_party(sentence, found[0]) or chunks[at].has_have or chunks[at].has_be:
        return
    hi = at + 1
    while hi < len(chunks) and not (ends_clause(chunks, hi) and chunks[hi].kind != "VG"):
        hi += 1
    event = _make(sentence, "request", "obligation", at, min(at, *found), hi)
    event.recipients = found[:1]
    event.said_only = True
    event.content = (chunks[at].head_word.start, chunks[hi - 1].end)
    event.spoken = True
    yield event


def _infinitive_follows(sentence: Sentence, at: int) -> bool:
    after = at + 1
    return after < len(sentence.chunks) and sentence.chunks[after].kind == "VG" and sentence.chunks[after].infinitive


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
    event = _make(sentence, action, "among", at + 1, min(found), at + 2)
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
