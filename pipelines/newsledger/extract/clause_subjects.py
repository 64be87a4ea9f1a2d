"""Whose verb it is: the subject of a verb group among the chunks of a sentence.

Belongs here: looking back from a verb over lists, appositions, relative clauses and parentheses to its subject. Does
not: what a chunk is (`chunks`), how the clauses of a sentence hang together (`clause_tree`).
"""

from collections.abc import Sequence

from newsledger.extract.chunks import Chunk, alike
from newsledger.extract.speech import speech_verbs

_PERCEPTION = frozenset({"see", "watch", "hear", "mean"})
# Verbs that take a clause without "that", whose subject is no object of theirs: "who thinks the town fell".
_CLAUSAL = _PERCEPTION | frozenset({"know", "think", "believe", "hope", "fear", "suspect", "ensure", "feel", "find",
                                    "be", "understand", "expect", "suppose", "wish", "doubt", "realise",
                                    "realize"})  # fmt: skip


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
    return i >= 4 and alike(chunks[i - 2], chunks[i]) and chunks[i - 3].kind == "IN" and chunks[i - 4].kind == "NP"


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
