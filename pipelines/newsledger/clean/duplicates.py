"""Which articles are copies of another.

Belongs here: near-identical texts by shingles. Does not: revisions of one article (they share its address), and
stories told in other words.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b

SHINGLE_WORDS = 5
# Copies share at least this part of their shingles: a byline added or a paragraph cut, not a lead rewritten.
SAME = 0.8
# Two texts that share 0.8 of their shingles share none of their 32 smallest once in 10^22.
SKETCH = 32

_WORD = re.compile(r"\w+")


def copies(texts: Sequence[str], groups: Sequence[str]) -> list[int | None]:
    """Return for each text the index of the first text that it is a copy of, None if it is the first of its kind.

    Texts come in order of precedence, the original first; those of one group (one article's revisions) are no copies
    of each other. A copy is always of an original, never of another copy.
    """
    found: list[int | None] = []
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        shingles = _shingles(text)
        sketch = heapq.nsmallest(SKETCH, shingles)
        candidates = sorted({holder for shingle in sketch for holder in holders[shingle]})
        original = next(
            (c for c in candidates if groups[c] != groups[number] and _jaccard(shingles, _shingles(texts[c])) >= SAME),
            None,
        )
        found.append(original)
        if original is None:
            for shingle in sketch:
                holders[shingle].append(number)
    return found


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return {
        int.from_bytes(blake2b(" ".join(words[i : i + SHINGLE_WORDS]).encode(), digest_size=8).digest(), "big")
        for i in range(last)
    }


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)
