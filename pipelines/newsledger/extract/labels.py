"""The headline styles "Governor: four hurt in raid", "Toll rises to 76: monitor" and "4,000 flee fighting - UN".

Belongs here: which words beside a colon or a last dash are a speaker and no label of the paper. Does not: verbs and
phrases that say who speaks (`statements`).
"""

from collections.abc import Sequence

from newsledger.extract.antecedents import source_nouns
from newsledger.extract.chunks import Chunk
from newsledger.extract.spans import Sentence, Span, Statement

# Labels that look like a speaker before a colon.
_LABELS = frozenset(
    {
        *("analysis", "explainer", "exclusive", "live", "update", "updates", "video", "watch", "photos", "photo"),
        *("breaking", "opinion", "source", "timeline", "factbox", "summary", "report", "read", "note", "comment"),
        *("pictures", "podcast", "war", "location", "date", "time", "published", "updated", "tags", "sport"),
    }
)
_NAME_WORDS = frozenset({"of", "the", "for", "and", "'s"})
_LONGEST = 5  # words of a label before what is said
_LAST = 4  # words of one after it
_LEAST = 3  # words that something said has more than


def read_label(text: str, sentence: Sentence, chunks: Sequence[Chunk]) -> Statement | None:
    """Return the statement of a sentence that only a colon or dash gives to a speaker."""
    words = chunks[0].words
    if len(words) > _LEAST + 1 and words[-2].text in {"-", "–"} and words[-1].text.isupper():
        source, dash, said = words[-1], words[-2], _span(text, words[0].start, words[-3].end)
        return Statement(_span(text, source.start, source.end), _span(text, dash.start, dash.end), said, trailing=True)
    if sentence.text.count(":") != 1 or '"' in sentence.text:
        return None
    colon = sentence.start + sentence.text.index(":")
    cue = _span(text, colon, colon + 1)
    before, after = _trimmed(text, sentence.start, colon), _trimmed(text, colon + 1, sentence.end)
    ahead, behind = len(before.text.split()), len(after.text.split())
    if behind > _LEAST and _is_label(before, chunks):
        return Statement(before, cue, after, trailing=False)
    named = _span(text, after.start, after.start + len(after.text.rstrip(".")))
    if behind <= _LAST and ahead > _LEAST and _is_label(named, chunks):
        return Statement(named, cue, before, trailing=True)
    return None


def _is_label(label: Span, chunks: Sequence[Chunk]) -> bool:
    """Whether a few words can be a speaker and are not "Analysis" or "Live summary"."""
    words = label.text.replace("'s", " 's").split()
    plain = [word.strip(",.").lower() for word in words]
    if not 0 < len(words) <= _LONGEST or not _LABELS.isdisjoint(plain):
        return False
    if not all(word[0].isalpha() or word == "'s" for word in words):
        return False
    named = all(word[0].isupper() or word in _NAME_WORDS for word in words)
    finite = any(c.kind == "VG" and label.start <= c.start < label.end for c in chunks)
    return (named or plain[-1] in source_nouns()) and not finite


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _trimmed(text: str, start: int, end: int) -> Span:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return _span(text, start, max(start, start + len(text[start:end].rstrip())))
