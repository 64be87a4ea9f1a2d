"""Noun phrases, verb groups and what stands between them: the flat structure that frames are read from.

Belongs here: what a chunk is, and finding the subject, objects and prepositional phrases of a verb group among chunks.
Does not: grouping words into chunks (`chunker`), meaning (`triggers`, `objects`) or claims (`frames`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsledger.extract.speech import speech_verbs
from newsledger.extract.tagger import Word

# Prepositions of the phrases that modify the noun before them rather than the verb.
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


_PERCEPTION = frozenset({"see", "watch", "hear", "mean"})
# Verbs that take a clause without "that", whose subject is no object of theirs: "who thinks the town fell".
_CLAUSAL = _PERCEPTION | frozenset({"know", "think", "believe", "hope", "fear", "suspect", "ensure", "feel", "find",
                                    "be", "understand", "expect", "suppose", "wish", "doubt", "realise",
                                    "realize"})  # fmt: skip

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
            and _alike(chunks[i - 1], chunks[i + 1])
            and not _alike(chunks[at], chunks[i + 1])
        ):
            i += 2
    return i


def _alike(one: Chunk, other: Chunk) -> bool:
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


def subject(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return the index of the noun phrase that is the subject of the verb group at `at`, None if unsure.

    Relative pronouns lead to their antecedent, a conjoined verb group to the subject of the first, participles
    after a comma to the subject before it; appositions and parentheses are stepped over.
    """
    i = at - 1
    while i >= 0 and (chunks[i].kind in ("RB", "TIME", '"', "DT") or _dates(chunks, i)):
        i -= 1
    if i < 0:
        return None
    if chunks[at].infinitive:
        i = _past_score(chunks, i)
    kind = chunks[i].kind
    if kind == "WH":
        if (
            i >= 2
            and chunks[i - 1].lower == "of"
            and chunks[i - 2].kind == "NP"
            and (
                chunks[i - 2].number is not None
                or chunks[i - 2].lower in ("most", "some", "many", "all", "none", "several")
            )
        ):
            return i - 2  # "125 of which were shot down"
        return _antecedent(chunks, i)
    if kind == "NP":
        if chunks[at].infinitive and i >= 1 and chunks[i - 1].kind == "VG" and chunks[i - 1].head_word.tag == "BE":
            return subject(chunks, i - 1)  # "is due to meet"
        own = chunks[i].head_word.tag == "PRP" or not chunks[at].finite
        described = None if own else _described_by_relative(chunks, i)
        return _phrase_start(chunks, i) if described is None else described
    if kind == "CC":
        earlier = _conjunct(chunks, i, at)
        return subject(chunks, earlier) if earlier is not None else None
    if kind in (",", "–", "-", ")"):
        if kind == "," and _is_described_by(chunks, at) and chunks[i - 1].kind == "NP":
            return _phrase_start(chunks, i - 1)
        over = _step_over(chunks, i)
        if over is not None and chunks[at].gerund and any(c.kind == "VG" and c.finite for c in chunks[:i]):
            over = None  # "a raid hit Sarmin, a town in Idlib, killing six": not the town kills
        if over is not None and not _is_setting(chunks, over):
            described = _described_by_relative(chunks, over) if chunks[at].finite else None
            return _phrase_start(chunks, over) if described is None else described
        earlier = _earlier_verb(chunks, i)
        return subject(chunks, earlier) if earlier is not None else None
    if kind == "VG":
        described = _described_by_saying(chunks, i) if chunks[at].finite else None
        if described is not None:
            return described
        # "plans to send", "began to stab": one subject for the chain.
        return subject(chunks, i)
    if kind in ("IN", "SUB"):
        earlier = _earlier_verb(chunks, i)
        if chunks[at].gerund and earlier is not None:
            return subject(chunks, earlier)
        return None
    return None


def _described_by_saying(chunks: Sequence[Chunk], verb: int) -> int | None:
    """Return the phrase of which somebody says what follows: "rebels (who) the UN says are backed by Rwanda"."""
    if chunks[verb].head_word.lower not in speech_verbs() or verb < 2 or chunks[verb - 1].kind != "NP":
        return None
    if chunks[verb - 2].kind == "WH":
        return _antecedent(chunks, verb - 2)
    return verb - 2 if chunks[verb - 2].kind == "NP" else None


def _past_score(chunks: Sequence[Chunk], i: int) -> int:
    """Return the index of the verb before the count of a vote that ends at `i`, else `i`: "voted 289 to 201 to"."""
    j = i
    while j > 0 and (chunks[j].lower in ("to", "by", "against", "votes") or chunks[j].number is not None):
        j -= 1
    return j if chunks[j].kind == "VG" and chunks[j].head_word.lemma == "vote" else i


def _is_described_by(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the verb group at `at` is a bare participle with its doer: "the army, backed by Russia, killed"."""
    group = chunks[at]
    past = "N" in group.head_word.forms and not (group.aux or group.gerund or group.infinitive)
    return past and at + 1 < len(chunks) and chunks[at + 1].lower == "by"


def _is_setting(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the noun phrase at `i` ends a phrase that sets the scene of its sentence: "On the ground, …"."""
    first = _phrase_start(chunks, i)
    return first == 1 and chunks[0].kind == "IN"


def _described_by_relative(chunks: Sequence[Chunk], i: int) -> int | None:
    """Return the phrase that a relative clause ending at `i` describes: "the men who raided the bank were held"."""
    while i > 0 and (
        chunks[i].kind in ("NP", "IN", "CC", "RB", "RP", "TIME") or (chunks[i].kind == "VG" and not chunks[i].finite)
    ):
        i -= 1
    head = chunks[i].head_word
    if chunks[i].kind != "VG" or head.lower in speech_verbs() or head.lemma in _CLAUSAL:
        return None
    while i > 0 and chunks[i - 1].kind in ("RB", "TIME"):
        i -= 1
    return _antecedent(chunks, i - 1) if i > 1 and chunks[i - 1].kind == "WH" and chunks[i - 2].kind == "NP" else None


def _dates(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the chunk at `i` is the preposition of a date: "the court on Monday jailed"."""
    return i > 0 and chunks[i].kind == "IN" and chunks[i + 1].kind == "TIME" and chunks[i].lower != "for"


def _antecedent(chunks: Sequence[Chunk], wh: int) -> int | None:
    i = wh - 1
    while i >= 0 and chunks[i].kind in (",", "IN", "–", "RB"):
        i -= 1
    if i < 0 or chunks[i].kind != "NP":
        return None
    if chunks[i].lower in ("those", "the ones") and i >= 2 and chunks[i - 1].lower == "among":
        # "X and Y were among those who came back"
        return subject(chunks, i - 2) if chunks[i - 2].kind == "VG" else _phrase_start(chunks, i - 2)
    of_age = chunks[i].head_word.text[0].isdigit() and i >= 2 and chunks[i - 1].lower == "of"  # "a student of 22 who …"
    return _phrase_start(chunks, i) if of_age or chunks[wh - 1].kind in (",", "IN") else i


def _phrase_start(chunks: Sequence[Chunk], i: int) -> int:
    """Return the head phrase that the noun phrase at `i` belongs to: "the port of Odesa" leads to the port.

    Of phrases in a list, that is the first of them.
    """
    listed = False
    while i - 1 >= 0:
        before, phrase = chunks[i - 1], chunks[i - 2] if i >= 2 else None
        if phrase is None or phrase.kind not in ("NP", ",", "VG"):
            break
        if before.kind == "IN" and phrase.kind == "NP" and (not listed or before.lower == "of"):
            i -= 2
        elif before.kind == "VG" and before.gerund and phrase.kind == "NP" and not listed:
            i -= 2  # "a school sheltering families"
        elif before.kind == "IN" and phrase.kind == "VG" and not listed and (first := _reduced(chunks, i - 2)) > 0:
            i = first - 1  # "two drones flying towards the city", "men trying to flee from it"
        elif before.kind == "CC" and phrase.kind == "NP" and _joins(chunks, i):
            i, listed = i - 2, True
        elif (
            before.kind == "CC"
            and phrase.kind == ","
            and i >= 3
            and chunks[i - 3].kind == "NP"
            and _joins(chunks, i - 1)
        ):
            i, listed = i - 3, True
        elif before.kind == "," and phrase.kind == "NP" and (listed or _is_region_of(chunks, i)):
            i -= 2
        else:
            break
    return i


def _is_region_of(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the phrase at `i` only says where the place before it lies: "two children in Baghdad, Iraq"."""
    return i >= 4 and _alike(chunks[i - 2], chunks[i]) and chunks[i - 3].kind == "IN" and chunks[i - 4].kind == "NP"


def _reduced(chunks: Sequence[Chunk], at: int) -> int:
    """Return the index of the bare participle that describes a noun phrase and ends in the group at `at`, else 0."""
    while at > 0 and chunks[at].kind == "VG" and chunks[at].infinitive:
        at -= 1
    group = chunks[at]
    head = group.head_word
    bare = group.kind == "VG" and not group.aux and head.tag == "V" and bool(set(head.forms) & set("NG"))
    return at if bare and at > 0 and chunks[at - 1].kind == "NP" else 0


def _joins(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the conjunction before `i` joins noun phrases rather than clauses."""
    j = i - 2
    # "… killed three people and two drones hit": the phrase before is an object.
    while j - 2 >= 0 and chunks[j - 1].kind == "IN":
        j -= 2
    verb = (
        j if chunks[j].kind == "VG" else j - 1
    )  # "are among the dead and 98 were hurt": the phrase follows it at once
    if verb < 0 or chunks[verb].kind != "VG" or not (chunks[verb].finite or chunks[verb].gerund):
        return True
    return chunks[verb].head_word.lower in speech_verbs() or chunks[verb].head_word.lemma in _PERCEPTION


def _conjunct(chunks: Sequence[Chunk], conjunction: int, at: int) -> int | None:
    """Return the verb group that a conjunction joins with that at `at`.

    A past form is not joined with an infinitive ("told them to leave and detained their leader"), nor after a comma
    with the verb of a relative clause ("killed Bekele, who ran the camp, and destroyed it").
    """
    past = not chunks[at].aux and "B" not in chunks[at].head_word.forms
    found = _earlier_verb(chunks, conjunction)
    while found is not None:
        relative = found > 1 and chunks[found - 1].kind == "WH" and chunks[found - 2].kind == ","
        if past and chunks[found].infinitive:
            found = _earlier_verb(chunks, found - 1)
        elif relative and chunks[conjunction - 1].kind == ",":
            found = _earlier_verb(chunks, found - 2)
        else:
            break
    return found


def _earlier_verb(chunks: Sequence[Chunk], i: int) -> int | None:
    while i >= 0:
        if chunks[i].kind == "VG":
            return i
        if chunks[i].kind in (";", ":", "."):
            return None
        i -= 1
    return None


def _step_over(chunks: Sequence[Chunk], close: int) -> int | None:
    """Return the noun phrase before the parenthesis that the comma, dash or bracket at `close` ends."""
    opening = {",": ",", "–": "–", "-": "-", ")": "("}[chunks[close].kind]
    i = close - 1
    while i >= 0:
        if chunks[i].kind == opening:
            j = i - 1
            if _goes_on_acting(chunks, i + 1):
                return None
            return j if j >= 0 and chunks[j].kind == "NP" else None
        if chunks[i].kind in (";", ":"):
            return None
        i -= 1
    return None


def _goes_on_acting(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a past verb with its object stands at `i`, no description: "hit a base, cratered a runway, and sank"."""
    return (
        i + 1 < len(chunks)
        and chunks[i].kind == "VG"
        and not chunks[i].aux
        and "D" in chunks[i].head_word.forms
        and chunks[i + 1].kind == "NP"
    )


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
