"""Stretches of a sentence that only say who speaks and interrupt or end what is said: ", the ministry said,".

Belongs here: where such a stretch begins and ends among the chunks around its verb. Does not: what is said
(`statements`), or what stands before a verb of saying that its content follows.
"""

from collections.abc import Sequence

from newsledger.extract.chunks import Chunk
from newsledger.extract.speech import Speech
from newsledger.extract.values import value

_BREAKS = frozenset({",", ";", ":", "–", "-", "(", ")", '"'})
_ENDS = frozenset({",", ".", ";", '"', "–", ")", "-"})
_LINKING = frozenset({"CC", "SUB", "WH"})
_NEVER_APART = frozenset({"thing", "none", "figure"})
_INVERTS = frozenset({"clause", "quote"})
_QUOTED_ONLY = frozenset({"quote", "act"})
_FORETELLING = frozenset({"warn", "promise"})  # ", doctors warned."


@value(frozen=True, slots=True)
class Island:
    """The chunks from `first` up to, not including, `stop`, around the verb of saying at `verb`."""

    first: int
    verb: int
    stop: int
    inverted: bool  # ", said the ministry,"


def island_around(chunks: Sequence[Chunk], verb: int, speech: Speech) -> Island | None:
    """Return the island of the verb of saying at `verb`; None where what it says follows it."""
    if " " in speech.lemma or speech.content in _NEVER_APART or not chunks[verb].finite:
        return None
    begin = _break_before(chunks, verb)
    between = chunks[begin + 1 : verb]
    if begin < 0 or any(c.kind in _LINKING and (n == 0 or c.lower != "and") for n, c in enumerate(between)):
        return None
    if any(_is_predicate(chunks, i) for i in range(begin + 1, verb)):
        return None
    inverted = all(c.kind == "RB" for c in between)
    end = _end_inverted(chunks, verb + 1) if inverted and speech.content in _INVERTS else None
    if end is None:
        end = _end_of_tail(chunks, verb + 1, addressed=speech.content == "addressee")
        if inverted:
            begin, inverted = _begin_of_apposition(chunks, begin), False
    if end is None or begin < 0:
        return None
    quoted = any(c.kind == '"' for c in chunks[: begin + 1])
    if speech.content in _QUOTED_ONLY and not (quoted or speech.kind in _FORETELLING):
        return None
    interrupts = not inverted and any(_is_verb(c) for c in chunks[end + 1 :])
    last = not inverted and end >= len(chunks) - 1 and end == verb + 1
    if quoted or interrupts or last or any(_is_verb(c) for c in chunks[:begin]):
        return Island(begin + 1, verb, end, inverted)
    return None


def _is_verb(chunk: Chunk) -> bool:
    return chunk.kind == "VG" and chunk.finite


def _is_predicate(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the chunk at `i` is a finite verb, and no participle after its noun: "a spokesman based in Kyiv said"."""
    chunk = chunks[i]
    if not _is_verb(chunk):
        return False
    reduced = not chunk.aux and "N" in chunk.head_word.forms and i > 0 and chunks[i - 1].kind == "NP"
    return not (reduced and i + 1 < len(chunks) and chunks[i + 1].kind in ("IN", "TIME"))


def _break_before(chunks: Sequence[Chunk], i: int) -> int:
    """Return the index of the comma, dash or quotation mark before `i` that begins its stretch; -1 for none."""
    return next((j for j in range(i - 1, -1, -1) if chunks[j].kind in _BREAKS), -1)


def _begin_of_apposition(chunks: Sequence[Chunk], begin: int) -> int:
    """Return the break before "X, the mayor, said", where `begin` is the comma before "said"; -1 for none."""
    if chunks[begin].kind != ",":
        return -1
    inner = _break_before(chunks, begin)
    if inner < 0 or chunks[inner].kind != ",":
        return -1
    if chunks[inner + 1].kind != "WH" and any(_is_predicate(chunks, i) for i in range(inner + 1, begin)):
        return -1
    return _break_before(chunks, inner)


def _end_of_tail(chunks: Sequence[Chunk], i: int, *, addressed: bool) -> int | None:
    """Return where ", X said on Monday" ends; None where the words after it are what X says.

    An `addressed` verb takes a noun phrase: ", X told reporters".
    """
    if i >= len(chunks) or chunks[i].kind in _ENDS:
        return i
    if not (addressed or chunks[i].kind in ("IN", "TIME", "RB", "RP")):
        return None
    for j in range(i, len(chunks)):
        if chunks[j].kind in _ENDS:
            return j
        if chunks[j].kind == "SUB" or (chunks[j].kind == "VG" and (_is_predicate(chunks, j) or chunks[j].infinitive)):
            return None
    return len(chunks)


def _end_inverted(chunks: Sequence[Chunk], i: int) -> int | None:
    """Return where ", said X, the spokesman" ends: before a comma after which a verb or a quotation comes."""
    if i >= len(chunks) or chunks[i].kind != "NP":
        return None
    end = None
    for j in range(i, len(chunks)):
        kind = chunks[j].kind
        if (kind in _ENDS and kind not in (")", "-") and kind != ".") or (kind == "." and j == len(chunks) - 1):
            end = j if end is None or kind == "." else end
            if kind != ",":
                return end
        elif kind == "WH":
            return j if end is None else end  # ", said an official who was not named"
        elif _is_verb(chunks[j]) or (end is not None and kind == "CC"):
            return end
    return len(chunks)
