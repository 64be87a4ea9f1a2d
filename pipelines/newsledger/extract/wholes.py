"""What is counted of a whole or beside it: children among the dead, rifles in a cache, bystanders along with soldiers.

Belongs here: the phrases that add rows of their own to what an event affects. Does not: which phrases it affects
(`events`), or tallies of several numbers (`tallies`).
"""

from collections.abc import Iterator
from dataclasses import replace

from newsledger.extract.chunks import after_modifiers, coordinated, is_share, prepositional
from newsledger.extract.events import Sentence
from newsledger.extract.objects import PEOPLE, Counted
from newsledger.extract.spans import NumberSpan
from newsledger.extract.wants import noun_group

_BESIDE = frozenset({"along", "together"})


def with_parts(sentence: Sentence, found: list[int]) -> list[Counted]:
    """Return the objects and the parts of them that are counted on their own: "including 20 children"."""
    objects = []
    for i in found:
        objects.append(sentence.counted(i))
        objects.extend(parts(sentence, i))
    return objects


def parts(sentence: Sentence, at: int) -> Iterator[Counted]:
    """Yield what is counted of a whole after the chunk at `at`: "including 20 children", "two of them women"."""
    for i, number in _counted_off(sentence, after_modifiers(sentence.chunks, at)):
        yield _part(sentence, at, i, number)


def parts_after(sentence: Sentence, whole: int, verb: int) -> Iterator[Counted]:
    """Yield the parts of the subject at `whole` told after its verb: "40 fled from the hotel, including a nurse"."""
    chunks = sentence.chunks
    for i in range(verb + 1, len(chunks) - 1):
        if chunks[i].kind in (";", "SUB", "WH", "CC", ":") or (chunks[i].kind == "VG" and chunks[i].finite):
            return
        if chunks[i].lower == "including":
            for j, number in _counted_off(sentence, i):
                yield _part(sentence, whole, j, number)
            return


def beside(sentence: Sentence, verb: int) -> list[int]:
    """Return the phrases told beside the subject: "soldiers were hurt along with three bystanders"."""
    chunks = sentence.chunks
    for preposition, i in prepositional(chunks, verb):
        if preposition == "with" and chunks[i - 2].lower in _BESIDE:
            return coordinated(chunks, i)
    return []


def unpacked(sentence: Sentence, found: list[int]) -> list[int]:
    """Return the phrases of a list, of a container those of what it holds: "an arsenal of 36 rifles and 13 pistols"."""
    chunks = sentence.chunks
    if not found or chunks[found[0]].head_word.last not in noun_group("container"):
        return found
    inside = found[0] + 2
    held = inside < len(chunks) and chunks[inside - 1].lower == "of" and chunks[inside].number is not None
    listed = coordinated(chunks, inside) if held and sentence.counted(found[0]).object_class != "body" else []
    return listed if len(listed) > 1 else found


def _part(sentence: Sentence, whole: int, at: int, number: NumberSpan) -> Counted:
    """Return the part at `at`; of a group of people it is of their kind: children among civilians are civilians."""
    part = replace(sentence.counted(at), number=number, headless=False, part=True)
    people = sentence.counted(whole).object_class
    return part.of_class(people) if part.object_class == "person" and people in PEOPLE else part


def _counted_off(sentence: Sentence, i: int) -> Iterator[tuple[int, NumberSpan]]:
    """Yield the noun phrases that are parts of the whole before the chunk at `i`, with their numbers."""
    chunks = sentence.chunks
    while i < len(chunks) and chunks[i].kind in (",", "–", "("):
        i += 1
    if i + 1 >= len(chunks) or chunks[i + 1].kind != "NP":
        return
    if chunks[i].kind == "IN" and chunks[i].lower in ("including", "among") and i + 2 < len(chunks):
        first = i + 2 if chunks[i + 1].lower in ("them", "those") else i + 1
        if chunks[first].kind != "NP" or (chunks[i].lower == "among" and first == i + 1):
            return
        for j in coordinated(chunks, first):
            number = sentence.counted(j).number
            if number is not None:
                yield j, number
    elif is_share(chunks[i]) and (number := sentence.counted(i).number) is not None:
        yield i + 1, number
