"""Noun phrases, verb groups and what stands between them: the flat structure that frames are read from.

Belongs here: what a chunk is, and which chunks go together: lists, modifiers, prepositional phrases, clauses. Does not:
grouping words into chunks (`chunker`), whose verb a verb group is (`clause_subjects`), meaning (`triggers`, `objects`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsledger.extract.tagger import Word

_NEGATIONS = frozenset({"not", "n't", "never", "cannot", "can't", "won't", "didn't", "don't", "doesn't", "isn't",
                        "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "wouldn't", "couldn't",
                        "shouldn't", "mustn't"})  # fmt: skip
PARTICLES = frozenset({"down", "up", "out", "off", "back", "away", "over", "on", "in", "at", "into", "upon", "for",
                       "with", "to", "apart", "aside", "against", "of", "by"})  # fmt: skip

# Adjectives that never stand before the noun they describe: "held Rwanda responsible".
PREDICATIVE = frozenset({"responsible", "accountable", "guilty", "liable", "due"})


@dataclass(slots=True)
class Chunk:
    """A stretch of words; ``words[first:last]`` of its sentence.

    `kind` is NP, VG (verb group), IN (preposition), CC, SUB, WH, TIME, RB, RP (particle), or a punctuation mark.
    """

    kind: str
    first: int
    last: int
    words: list[Word]
    head: int = -1  # index of the head noun or main verb
    number: Word | None = None  # of an NP: its number word
    aux: list[str] = field(default_factory=list)  # of a VG: its auxiliaries, lower-cased
    # What follows from these, worked out once as every frame asks for it.
    start: int = field(init=False)
    end: int = field(init=False)
    head_word: Word = field(init=False)  # its head noun or main verb; the last word where it has none
    lower: str = field(init=False)  # its words in lower case
    negated: bool = field(init=False)  # a negator stands among the auxiliaries
    infinitive: bool = field(init=False)  # a to-infinitive, "not to leave" too
    finite: bool = field(init=False, default=False)  # can head a clause of its own
    has_be: bool = field(init=False, default=False)  # a form of be or get is among its auxiliaries
    has_have: bool = field(init=False, default=False)  # a form of have is among its auxiliaries
    gerund: bool = field(init=False)  # an -ing form: "killing", "being killed"

    def __post_init__(self) -> None:
        words, first, last = self.words, self.first, self.last
        self.start, self.end = words[first].start, words[last - 1].end
        self.head_word = words[self.head if self.head >= 0 else last - 1]
        self.lower = words[first].lower if last == first + 1 else " ".join([w.lower for w in words[first:last]])
        aux = self.aux
        self.negated = bool(aux) and not _NEGATIONS.isdisjoint(aux)
        self.infinitive = bool(aux) and (aux[0] == "to" or (self.negated and aux[1:2] == ["to"]))
        self.gerund = (not aux and self.head_word.forms == "G") or (bool(aux) and aux[0] in _PARTICIPIAL)
        if self.kind == "VG":
            self._read_auxiliaries()

    def _read_auxiliaries(self) -> None:
        head = self.head_word
        self.finite = head.tag == "V" and not _FINITE_FORMS.isdisjoint(head.forms)
        for word in self.words[self.first : self.last]:
            tag = word.tag
            if tag in _AUXILIARY_TAGS and (word is not head or tag != "MD"):
                self.has_be = self.has_be or tag == "BE"
                self.has_have = self.has_have or tag == "HV"
                self.finite = self.finite or word.lower not in _NONFINITE
        placed = head.lemma in _PLACED and not self.aux and "D" in head.forms
        if self.infinitive or placed or (self.aux and self.aux[0] in _PARTICIPIAL):
            self.finite = False


_AUXILIARY_TAGS = frozenset({"MD", "BE", "HV", "DO"})
_NONFINITE = frozenset({"being", "having", "been"})
_PARTICIPIAL = frozenset({"being", "having"})  # "after being deported"
_FINITE_FORMS = frozenset("BZD")
_PLACED = frozenset({"base", "locate", "situate", "headquarter"})  # without a form of be: "two firms based in Iran"


# Relations ---------------------------------------------------------------------------------------------------


def coordinated(chunks: Sequence[Chunk], at: int, before: int | None = None) -> list[int]:
    """Return the indexes of the noun phrases joined with that at `at`, from it on: "X, Y and Z".

    `before` is the verb group whose subject they are, if they are one; the last of them stands before it.
    """
    found, i, joined = [at], after_modifiers(chunks, at), False
    while i < len(chunks) and (before is None or i < before):
        j = i
        while j < len(chunks) and (chunks[j].kind in (",", "CC", "RB") or chunks[j].lower in ("as well as", "plus")):
            j += 1
        if j == i or j >= len(chunks) or chunks[j].kind != "NP" or is_share(chunks[j]):
            break
        if before is None and (starts_clause(chunks, j) or _is_of_which(chunks, j)):
            break
        joined = joined or any(c.kind == "CC" or c.lower == "as well as" for c in chunks[i:j])
        found.append(j)
        i = after_modifiers(chunks, j)
    if len(found) == 1:
        return found
    # Commas alone are no list: "Raqqa, a stronghold of IS"; but "hit a boat, a gun, and sank a dhow".
    joined = joined or all(chunks[k].number is not None and not _is_one_of(chunks[k]) for k in found[1:])
    joined = joined or (_goes_on_with_verb(chunks, i) and all(_is_indefinite(chunks[k]) for k in found))
    return found if joined else found[:1]


def _is_of_which(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a share opens a relative clause of its own: "180 missiles, most of which were shot down"."""
    return at + 2 < len(chunks) and chunks[at + 1].lower == "of" and chunks[at + 2].kind == "WH"


def _is_one_of(phrase: Chunk) -> bool:
    """Whether a phrase ranks the one before it: "Maher, one of the top five leaders"."""
    return phrase.lower.startswith("one of ")


def _goes_on_with_verb(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether ", and" and a verb stand at `i`."""
    kinds = [c.kind for c in chunks[i : i + 3]]
    return kinds == [",", "CC", "VG"] or kinds[:2] == ["CC", "VG"]


def _is_indefinite(phrase: Chunk) -> bool:
    return phrase.number is not None or phrase.words[phrase.first].lower in ("a", "an")


def is_share(phrase: Chunk) -> bool:
    """Whether a noun phrase counts some of those named before it: "two of them", "most of whom"."""
    words = phrase.words[phrase.first : phrase.last]
    return phrase.number is not None and len(words) > 2 and words[-1].lower in ("them", "whom", "which")


def after_modifiers(chunks: Sequence[Chunk], at: int) -> int:
    """Return the index past the noun phrase at `at` and the phrases that belong to it: "targets in Syria and Iraq"."""
    i = at + 1
    while (
        i + 1 < len(chunks) and chunks[i].kind == "IN" and chunks[i].lower in _ADNOMINAL and chunks[i + 1].kind == "NP"
    ):
        i += 2
        while (
            i + 1 < len(chunks)
            and chunks[i].kind in (",", "CC")
            and chunks[i + 1].kind == "NP"
            and alike(chunks[i - 1], chunks[i + 1])
            and not alike(chunks[at], chunks[i + 1])
        ):
            i += 2
    return i


def alike(one: Chunk, other: Chunk) -> bool:
    """Whether two phrases are both places."""
    return one.head_word.place is not None and other.head_word.place is not None


_ADNOMINAL = frozenset({"of", "in", "at", "near", "from", "on", "over", "for"})


def starts_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the noun phrase at `at` is the subject of a finite verb group that follows it."""
    i = after_modifiers(chunks, at)
    while i < len(chunks) and chunks[i].kind in ("RB", "TIME", '"'):
        i += 1
    return (
        i < len(chunks)
        and chunks[i].kind == "VG"
        and (chunks[i].finite or bool(chunks[i].aux))
        and not chunks[i].infinitive
        and not _is_fitted(chunks, i)
    )


_FITTED = frozenset({"arm", "equip", "fill", "fit", "lade", "load", "mount", "pack", "rig", "stuff"})


def _is_fitted(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the participle at `i` says what a thing carries: "a mine and two cars packed with explosives"."""
    bare = not chunks[i].aux and chunks[i].head_word.lemma in _FITTED
    return bare and i + 1 < len(chunks) and chunks[i + 1].lower == "with"


def prepositional(chunks: Sequence[Chunk], at: int) -> Iterator[tuple[str, int]]:
    """Yield (preposition, index of its noun phrase) after the chunk at `at`, up to the end of the clause."""
    i = at + 1
    while i < len(chunks):
        if ends_clause(chunks, i):
            return
        if chunks[i].kind == "IN" and i + 1 < len(chunks) and chunks[i + 1].kind == "NP":
            yield chunks[i].lower, i + 1
            i += 1
        i += 1


def ends_clause(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the chunk at `i` begins another clause."""
    kind = chunks[i].kind
    if kind in (";", ":", "SUB", "WH", "."):
        return True
    if kind == "VG":
        return chunks[i].finite or chunks[i].gerund
    if kind in ("CC", ","):
        j = i + 1
        while j < len(chunks) and chunks[j].kind in ("RB", "TIME", "CC", '"'):
            j += 1
        if j >= len(chunks):
            return False
        if chunks[j].kind == "VG":
            return True
        return chunks[j].kind == "NP" and starts_clause(chunks, j)
    return False
