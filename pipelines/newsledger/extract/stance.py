"""Whether a claim is affirmed or negated, and whether the thing happened, was tried, planned, asked for or may happen.

Belongs here: reading negators, modals and the verbs that govern an event. Does not: who says so (`attributions`).
"""

from collections.abc import Sequence
from functools import cache

from newsledger.extract.chunks import Chunk
from newsledger.extract.lexicon import read_lexicon

AFFIRMED, NEGATED = "affirmed", "negated"
ACTUAL, ATTEMPTED, PLANNED, CONDITIONAL, DEMANDED = "actual", "attempted", "planned", "conditional", "demanded"


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("stance") if row["kind"] == kind)


@cache
def _governors() -> dict[str, tuple[str, str]]:
    """Map the lemma of a governing verb to the modality and polarity it lends."""
    return {
        row["word"]: (row["modality"] or ACTUAL, row["polarity"] or AFFIRMED)
        for row in read_lexicon("stance")
        if row["kind"] == "governor"
    }


def of_group(chunks: Sequence[Chunk], at: int) -> tuple[str, str]:
    """Return (polarity, modality) of the verb group at `at`, with the verbs that govern it ("tried to storm")."""
    polarity, modality = AFFIRMED, ACTUAL
    group = chunks[at]
    if group.negated:
        polarity = NEGATED
    aux = set(group.aux)
    if aux & _words("conditional"):
        modality = CONDITIONAL
    elif aux & _words("future"):
        modality = PLANNED
    elif aux & _words("obligation"):
        modality = DEMANDED
    if group.infinitive and not aux & {"have", "having"}:
        lent = _governed(chunks, at)
        if lent is not None:
            outer_modality, outer_polarity = lent
            modality = outer_modality if outer_modality != ACTUAL else modality
            polarity = NEGATED if NEGATED in (polarity, outer_polarity) else polarity
    return polarity, modality


def is_governed(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a verb, noun or adjective before the infinitive at `at` says what becomes of it."""
    return _governed(chunks, at, strict=True) is not None


def _governed(chunks: Sequence[Chunk], at: int, *, strict: bool = False) -> tuple[str, str] | None:
    """Return what the verb, noun or adjective before the infinitive at `at` lends it."""
    i = at - 1
    steps = 0
    while i >= 0 and steps < 8:
        chunk = chunks[i]
        for word in reversed(chunk.words[chunk.first : chunk.last]):
            key = word.lemma if word.tag == "V" else word.lower
            lent = _governors().get(key)
            if lent is not None:
                modality, polarity = lent
                if chunk.kind == "VG":
                    outer_polarity, outer_modality = of_group(chunks, i)
                    modality = (
                        outer_modality if outer_modality != ACTUAL and modality in (ACTUAL, PLANNED) else modality
                    )
                    polarity = NEGATED if (outer_polarity == NEGATED) != (polarity == NEGATED) else AFFIRMED
                return modality, polarity
        if chunk.kind == "VG" and chunk.head_word.tag == "V":
            if strict:
                return None
            outer_polarity, outer_modality = of_group(chunks, i)
            return outer_modality, outer_polarity
        if chunk.kind in (";", "SUB", "WH"):
            return None
        i -= 1
        steps += 1
    return None


def negators() -> frozenset[str]:
    """Return the words by one of which a noun phrase denies what is said of it."""
    return _words("negator") | {"not"}


def negates(phrase: Chunk) -> bool:
    """Whether a noun phrase denies what is said of it: "no casualties", "neither side", "none of them"."""
    words = [w.lower for w in phrase.words[phrase.first : min(phrase.first + 2, phrase.last)]]
    return not _words("negator").isdisjoint(words) or words == ["not", "a"]


def hedges(phrase: Chunk) -> bool:
    """Whether a noun phrase is only possible: "a possible attack", "future talks"."""
    return bool(_words("hedge") & {w.lower for w in phrase.words[phrase.first : phrase.last]})


def is_condition(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the verb group at `at` stands in an if-clause of its own, or in what somebody only imagines or awaits."""
    i = at - 1
    while i >= 0:
        kind = chunks[i].kind
        if kind == "SUB":
            awaited = chunks[i].lower in ("until", "till") and not chunks[at].aux and _is_present(chunks[at])
            return awaited or chunks[i].lower in _words("condition") or (i > 0 and _imagines(chunks[i - 1]))
        if _imagines(chunks[i]):
            return True
        if kind in (";", ":", "VG") or (kind == "," and i < at - 1 and chunks[i + 1].kind == "NP"):
            return False
        i -= 1
    return False


def _is_present(group: Chunk) -> bool:
    return "D" not in group.head_word.forms and not {"B", "Z"}.isdisjoint(group.head_word.forms)


def _imagines(chunk: Chunk) -> bool:
    """Whether a verb only supposes what follows: "imagine that a missile hit"."""
    return chunk.kind == "VG" and chunk.head_word.lemma in _words("imagined")


def under_condition(chunks: Sequence[Chunk], lo: int, hi: int) -> bool:
    """Whether ``chunks[lo:hi]`` of the same sentence holds a conditional subordinator."""
    return any(c.kind == "SUB" and c.lower in _words("condition") for c in chunks[lo:hi])
