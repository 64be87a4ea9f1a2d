"""What a speech act is about: how far its content reaches, what it asks for, whom it concerns.

Belongs here: reading the phrases and clauses after a verb or noun of speech. Does not: who speaks (`speech_acts`,
`noun_acts`).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from newsledger.extract.chunks import Chunk, after_modifiers, coordinated
from newsledger.extract.events import HOSTILE, Sentence, is_party
from newsledger.extract.triggers import find_triggers
from newsledger.extract.wants import noun_group

# Prepositions that say which of those addressed are meant: "those in the camps around Goma".
WHERE = frozenset({"in", "from", "at", "around", "near", "of", "on"})


def content_end(chunks: Sequence[Chunk], i: int) -> int:
    """Return where the content of a speech act that begins at `i` ends: after its clause, infinitive or phrases."""
    opened = i < len(chunks) and (chunks[i].kind == "SUB" or (chunks[i].kind == "VG" and not chunks[i].finite))
    first = i
    while i < len(chunks):
        kind = chunks[i].kind
        if kind in (";", "."):
            break
        if (kind == "SUB" and i > first and chunks[i].lower != "that") or (kind == "WH" and i > first):
            break
        if kind == "," and i + 1 < len(chunks) and chunks[i + 1].kind in ("CC", "WH", "SUB"):
            break
        if kind == "VG" and chunks[i].finite:
            if not opened and i > first and "B" not in chunks[i].head_word.forms:
                break
            opened = False
        joined = chunks[i + 1] if kind == "CC" and i + 1 < len(chunks) else None
        if joined is not None and joined.kind == "VG" and joined.finite and (i == first or not _is_bare(joined)):
            break
        i += 1
    return max(i, first)


def _is_bare(group: Chunk) -> bool:
    """Whether a verb is in its base form, as a second thing asked for is: "demanded that they stop and leave"."""
    return not group.aux and "B" in group.head_word.forms and "D" not in group.head_word.forms


def asks_for_something(sentence: Sentence, last: int, addressees: list[int]) -> bool:
    """Whether a clause, an infinitive or a phrase after the verb that ends at `last` says what is asked for."""
    chunks = sentence.chunks
    addressed = [r for r in addressees if r > last]
    listed = coordinated(chunks, addressed[0]) if addressed else []
    i = after_modifiers(chunks, listed[-1]) if len(listed) > 1 else max([last, *addressed]) + 1
    i = past_relative(chunks, i)
    if listed and listed[-1] + 1 < len(chunks) and chunks[listed[-1] + 1].lower == "for":
        return True  # "appealed to Russia and the UN for help"
    while i < len(chunks) and (chunks[i].kind in ("RB", "TIME", "NP") or chunks[i].lower in WHERE):
        i += 1
    if i >= len(chunks):
        return False
    group = chunks[i].kind == "VG"
    bare = group and not chunks[i].aux and "B" in chunks[i].head_word.forms
    return (
        bare or (group and chunks[i].infinitive) or chunks[i].kind == "SUB" or chunks[i].lower in ("for", "to", "over")
    )


def past_relative(chunks: Sequence[Chunk], i: int) -> int:
    """Return where what is asked for begins past a clause about those asked: "told men who took the fort to leave"."""
    if i + 1 >= len(chunks) or chunks[i].kind != "WH" or chunks[i + 1].kind != "VG":
        return i
    later = range(i + 3, len(chunks))
    return next((j for j in later if chunks[j].kind == "VG" and chunks[j].infinitive), i)


def clause_subject(sentence: Sentence, last: int) -> list[int]:
    """Return the party that the clause after the verb that ends at `last` is about: "demanded that the army leave"."""
    chunks = sentence.chunks
    at = last + 1
    if at < len(chunks) and chunks[at].kind == "SUB" and chunks[at].lower == "that":
        at += 1
    return [at] if at < len(chunks) and chunks[at].kind == "NP" and is_party(sentence, at) else []


def owner_in(sentence: Sentence, found: Iterable[int]) -> list[int]:
    """Return the first of some phrases that names the doer of a deed: "Russia's raid", "the raid by Russia"."""
    chunks = sentence.chunks
    for i in found:
        if chunks[i].kind != "NP":
            continue
        words = chunks[i].words[chunks[i].first : chunks[i].last]
        if any(w.tag == "POS" and (p.actor or p.place) for p, w in pairwise(words)):
            return [i]
        if any(w.actor is not None and w.actor.kind == "demonym" for w in words[:-1]):
            return [i]
        if i and chunks[i - 1].lower == "by" and is_party(sentence, i):
            return [i]
        if _decides(sentence, i):
            return [i]
    return []


def _decides(sentence: Sentence, at: int) -> bool:
    """Whether the phrase at `at` names whose deed a word for one is: "the decision of the court"."""
    chunks = sentence.chunks
    deed = at > 1 and chunks[at - 1].lower == "of" and chunks[at - 2].head_word.last in noun_group("deed")
    return deed and chunks[at].head_word.actor is not None


def is_hostile(sentence: Sentence, lo: int, hi: int) -> bool:
    """Whether ``chunks[lo:hi]`` speak of harm that somebody would do: an attack, sanctions, revenge, consequences."""
    chunks = sentence.chunks[lo:hi]
    if any(w.lower in noun_group("menace") for c in chunks for w in c.words[c.first : c.last]):
        return True
    return any(t.action in HOSTILE for t in find_triggers(chunks))
