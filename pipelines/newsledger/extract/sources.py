"""The noun phrase that names a speaker: where it begins and ends among the chunks of a sentence.

Belongs here: passing from "A spokesman, Omar Haddad," to the name and from "a statement from the council" to the
council, and leaving out "in a statement". Does not: finding that somebody speaks (`statements`), or whom a pronoun
means (`antecedents`).
"""

from collections.abc import Sequence

from newsledger.extract.chunks import Chunk, after_modifiers, coordinated
from newsledger.extract.spans import Span
from newsledger.extract.speech import speech_words

_NAME_JOINERS = frozenset(
    {"of", "the", "and", "for", "al", "bin", "ibn", "de", "la", "van", "von", "der", "den", "'s", "&"}
)
_ISSUED = frozenset({"released", "issued", "published", "posted", "shared", "given", "made", "carried", "compiled"})
_WHERE = frozenset({"in", "at", "on", "over", "via", "near", "from"})
_BY = frozenset({"by", "from", "citing", "quoting"})
# What may follow an apposition: "a spokesman, Omar Haddad, said".
_AFTER_NAME = frozenset({"(", ",", ".", ";", "–", ")", "WH", "TIME"})


def source_at(text: str, chunks: Sequence[Chunk], at: int, verb: int | None = None) -> Span | None:
    """Return the source that begins at `at`: the subject of the verb at `verb`, else the phrase after a cue."""
    stop = len(chunks) if verb is None else verb
    issuer = _issuer(text, chunks, at, verb)
    if issuer is not None:
        return issuer
    named = _apposed_name(chunks, at, stop)
    if named is not None:
        at = named
    last = coordinated(chunks, at, before=verb)[-1]
    if verb is None:
        last = _before_comma(chunks, at, last)
    end = min(after_modifiers(chunks, last), stop)
    while verb is not None and end + 1 < verb and chunks[end].kind == "IN" and chunks[end + 1].kind == "NP":
        end += 2  # "the ambassador to the UN said"
    while end - 2 > last and _says_where(chunks, last, end - 2):
        end -= 2
    return _span(text, chunks[at].start, chunks[max(end, last + 1) - 1].end)


def _before_comma(chunks: Sequence[Chunk], at: int, last: int) -> int:
    """Return the end of a list after a cue, cut where another clause may begin: "according to the army, and 30"."""
    comma = next((i for i in range(at, last) if chunks[i].kind == ","), last)
    if any(chunks[i].kind == "CC" and chunks[i - 1].kind != "," for i in range(comma, last)):
        return last  # "according to Cairo, Riyadh and Abu Dhabi"
    return max(i for i in range(at, comma + 1) if chunks[i].kind == "NP")


def is_name(phrase: str) -> bool:
    """Whether the words are a proper name and nothing else, "Yahya Saree", "the Syrian Democratic Forces"."""
    words = [w for word in phrase.removeprefix("the ").removeprefix("The ").split() if (w := word.strip("()"))]
    named = bool(words) and words[0][0].isupper()
    return named and all(word[0].isupper() or word in _NAME_JOINERS or "-" in word for word in words)


def _issuer(text: str, chunks: Sequence[Chunk], at: int, verb: int | None) -> Span | None:
    """Return who made the statement that a phrase is: "the council's report", "a statement released by the council"."""
    phrase = chunks[at]
    if phrase.head_word.last not in speech_words("noun"):
        return None
    words = phrase.words[phrase.first : phrase.last]
    owner = next((i for i in range(len(words) - 1, 0, -1) if words[i].tag == "POS"), None)
    if owner is not None:
        return _span(text, words[0].start, words[owner - 1].end)
    by, stop = at + 1, len(chunks) if verb is None else verb
    if by < stop and chunks[by].kind == "VG" and chunks[by].head_word.lower in _ISSUED:
        by += 1
    if by + 1 < stop and chunks[by].lower in _BY and chunks[by + 1].kind == "NP":
        return source_at(text, chunks, by + 1, verb)
    return None


def _apposed_name(chunks: Sequence[Chunk], at: int, stop: int) -> int | None:
    """Return the name of "a spokesman, Omar Haddad,"."""
    phrase = chunks[at]
    comma = at + 1
    while comma < stop and chunks[comma].kind in ("IN", "NP"):
        comma += 1
    if is_name(_text(phrase)) or comma + 1 >= stop:
        return None
    named, after = comma + 1, comma + 2
    plain = after >= stop or chunks[after].kind in _AFTER_NAME
    if chunks[comma].kind == "," and chunks[named].kind == "NP" and plain and is_name(_text(chunks[named])):
        return named
    return None


def _says_where(chunks: Sequence[Chunk], head: int, preposition: int) -> bool:
    """Whether a phrase says where it was said rather than who speaks: "in a statement", "Weiss in Kyiv"."""
    if chunks[preposition].lower not in _WHERE:
        return False
    return chunks[preposition + 1].head_word.last in speech_words("noun") or is_name(_text(chunks[head]))


def _text(phrase: Chunk) -> str:
    return " ".join([w.text for w in phrase.words[phrase.first : phrase.last]])


def _span(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in " ,'\"•":
        end -= 1
    while start < end and text[start] in " ,'\"•":
        start += 1
    return Span(start, end, text[start:end]) if start < end else None
