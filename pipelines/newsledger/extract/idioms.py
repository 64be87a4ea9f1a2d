"""Words of force in set phrases that tell of no event: "took part", "hit a record high", "trade war", "heart attack".

Belongs here: recognising the idioms of ``lexicon/figurative.tsv`` at a verb or noun. Does not: the words of events
themselves (`triggers`), or objects and instruments that make a verb figurative (`events`, `verb_targets`).
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from newsledger.extract.chunks import Chunk
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.tagger import Word


@cache
def _idioms(kind: str) -> dict[str, list[tuple[str, ...]]]:
    """Map the verb of a verb idiom, or the last word of a noun idiom, to its other words, next ones first."""
    index: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in read_lexicon("figurative"):
        if row["kind"] == kind:
            words = row["word"].split()
            first, *rest = words if kind == "verb idiom" else reversed(words)
            index[first].append(tuple(rest))
    return dict(index)


def is_verb_idiom(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the verb group at `i` begins an idiom: its words follow at once, or its noun heads the object."""
    group = chunks[i]
    idioms = _idioms("verb idiom").get(group.head_word.lemma)
    if idioms is None:
        return False
    following = tuple([w.lower for w in group.words[group.last : group.last + 4]])
    after = chunks[i + 1] if i + 1 < len(chunks) else None
    head = after.head_word.last if after is not None and after.kind == "NP" else None
    return any((rest[:1] == following[:1] and following[: len(rest)] == rest) or rest == (head,) for rest in idioms)


def is_noun_idiom(words: Sequence[Word], at: int) -> bool:
    """Whether the noun at `at` ends an idiom."""
    idioms = _idioms("noun idiom").get(words[at].last)
    if idioms is None:
        return False
    longest = max(map(len, idioms))
    before = tuple([w.lower for w in reversed(words[max(0, at - longest) : at])])
    return any(before[: len(rest)] == rest for rest in idioms)
