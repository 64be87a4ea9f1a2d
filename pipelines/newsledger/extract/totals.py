"""What the number of a group is put at, raised to or has reached: "the number of people killed rose to 45".

Belongs here: finding the figure of a phrase after "the number of". Does not: what befell the group (`constructions`,
`verb_patients`) or the tolls of the dead (`noun_tolls`).
"""

from newsledger.extract.events import Sentence

_NUMBERS = frozenset({"number", "total", "figure", "count"})
_REACHING = frozenset({"at", "to", "above", "past", "beyond", "over"})
_COMING_TO = frozenset({"totals", "total", "totalled", "totaled"})
_FARTHEST = 10  # chunks between the group and its number


def total_at(sentence: Sentence, at: int) -> int | None:
    """Return the chunk of the figure that the number of the group at `at` is put at."""
    chunks = sentence.chunks
    if at < 2 or chunks[at - 1].lower != "of" or chunks[at - 2].head_word.last not in _NUMBERS:
        return None
    if at >= 4 and chunks[at - 4].lower == "to" and _is_figure(sentence, at - 3):
        return at - 3  # "brought to 45 the number of people killed"
    for i in range(at + 1, min(at + _FARTHEST, len(chunks))):
        if chunks[i].kind in (";", ":", "SUB", "WH"):
            return None
        if _is_figure(sentence, i) and (chunks[i - 1].kind == "VG" or chunks[i - 1].lower in _REACHING | _COMING_TO):
            return i
    return None


def _is_figure(sentence: Sentence, at: int) -> bool:
    return sentence.chunks[at].kind == "NP" and sentence.counted(at).number is not None
