"""Quotations: what stands between quotation marks, over sentences.

Belongs here: where the outermost quotations of a text begin and end, and what lies in them. Does not: who is quoted
(`attribution`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from newsledger.extract.spans import Sentence

# A quotation of fewer words is a scare quote: what is in it is not thereby said by anybody.
_FEWEST_WORDS = 4


class Quotations:
    """The quotations of a normalised text as (start, end), in order; they do not overlap."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._spans = list(_quotations(text, sentences)) if '"' in text else []
        self._starts = [start for start, _ in self._spans]
        self._ends = [end for _, end in self._spans]

    def __bool__(self) -> bool:
        """Whether anything in the text is quoted."""
        return bool(self._spans)

    def around(self, offset: int) -> tuple[int, int] | None:
        """Return the quotation in which the offset lies."""
        i = bisect_right(self._starts, offset) - 1
        return self._spans[i] if i >= 0 and offset < self._ends[i] else None

    def over(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return the quotations that the sentence has words of."""
        return self._spans[bisect_right(self._ends, sentence.start) : bisect_left(self._starts, sentence.end)]

    def share(self, sentence: Sentence) -> float:
        """Return how much of the sentence is quoted, from 0 to 1."""
        quoted = sum(min(end, sentence.end) - max(start, sentence.start) for start, end in self.over(sentence))
        return quoted / max(1, sentence.end - sentence.start)


def _quotations(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield each outermost quotation; one that is not closed runs to the end of its paragraph."""
    limits: dict[int, tuple[int, int]] = {}
    for s in sentences:
        limits[s.paragraph] = (limits.get(s.paragraph, (s.start, 0))[0], s.end)
    for start, end in limits.values():
        opened, depth = start, 0
        at = text.find('"', start, end)
        while at >= 0:
            opens = at + 1 < end and not text[at + 1].isspace() and (at == start or not text[at - 1].isalnum())
            if depth == 0 or (opens and text[at - 1] in " ("):
                opened, depth = (at if depth == 0 else opened), depth + 1
            else:
                depth -= 1
                if depth == 0 and _is_statement(text, opened, at):
                    yield opened, at + 1
            at = text.find('"', at + 1, end)
        if depth and _is_statement(text, opened, end):
            yield opened, end


def _is_statement(text: str, start: int, end: int) -> bool:
    return len(text[start:end].split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS
