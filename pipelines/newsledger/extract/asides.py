"""The words of a sentence that only say who speaks: ", the ministry said,", "said Ana Ruiz, a nurse from Lima".

Belongs here: leaving them out, with the description of the speaker and those spoken to, so that they are not read as
part of what is said. Does not: finding attributions (`attribution`).
"""

from collections.abc import Sequence

from newsledger.extract.spans import Attribution
from newsledger.extract.tagger import Word

_NOMINAL = frozenset({"N", "P", "PP", "DT", "NUM", "IN", "POS", ","})
_TOLD = frozenset({"told", "tells", "telling", "informed", "assured"})
_OF_A_PERSON = frozenset({"from", "of"})  # "said Ana Ruiz, 24, from Lima"


def without_asides(words: list[Word], attributions: Sequence[Attribution]) -> list[Word]:
    """Return `words` without the asides that say who speaks, and without the commas that set them off."""
    asides = _asides(attributions)
    if not asides:
        return words
    kept: list[Word] = []
    closing = False
    reached = -1
    for i, word in enumerate(words):
        if word.start < reached:
            continue
        aside = next((a for a in asides if a[0] <= word.start < a[1]), None)
        if aside is not None:
            while kept and kept[-1].tag in (",", "–"):
                kept.pop()
            closing = True
            if i + 1 == len(words) or words[i + 1].start >= aside[1]:
                reached = _end_of_description(words, i + 1, aside[2])
            continue
        if closing and word.tag in (",", "–") and not _parts_clauses(kept):
            continue
        closing = False
        kept.append(word)
    return kept or words


def _parts_clauses(kept: Sequence[Word]) -> bool:
    """Whether the comma after an aside ends a clause in front: "if Goma falls, he said, the rebels will go on"."""
    return bool(kept) and kept[0].tag == "SUB" and all(w.tag != "," for w in kept)


def _asides(attributions: Sequence[Attribution]) -> list[tuple[int, int, str]]:
    """Return the spans that say who speaks, each with the last word of it where that is the cue."""
    found = []
    for told in attributions:
        if told.source is None or told.carried:
            continue
        start, end = min(told.source.start, told.cue.start), max(told.source.end, told.cue.end)
        leads = told.content.start >= end
        if told.cue.text.lower() == "claimed" and told.cue.end < told.source.start:
            continue  # "the attack was claimed by the group" says whose it is
        prepositional = told.cue.start < told.source.start and " " in told.cue.text
        if any(o.source == told.source and o.cue.start > end for o in attributions):
            continue  # "according to the UN, which urged Israel to"
        if prepositional or not leads:
            found.append((start, end, told.cue.text.lower() if told.cue.end == end else ""))
    return found


def _end_of_description(words: Sequence[Word], i: int, cue: str) -> int:
    """Return the offset where an aside ends that goes on at `i`: with whom it was told, or with who the speaker is."""
    start = i
    if cue:
        while cue in _TOLD and i < len(words) and words[i].tag in ("N", "P", "DT"):
            i += 1
    elif i + 1 < len(words) and words[i].tag == "," and _describes(words, i + 1):
        while i < len(words) and words[i].tag in _NOMINAL:
            i += 1
        goes_on = i < len(words) and words[i].tag == "CC" and words[i - 1].tag == ","
        if i < len(words) and words[i].tag not in (".", '"') and not goes_on:
            return -1  # "said the army, two soldiers died"
    return words[i - 1].end if i > start else -1


def _describes(words: Sequence[Word], i: int) -> bool:
    """Whether an age, an office or an origin begins at `i`."""
    word = words[i]
    return word.tag in ("DT", "NUM", "N") or word.lower in _OF_A_PERSON
