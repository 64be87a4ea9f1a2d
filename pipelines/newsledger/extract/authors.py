"""Who issues a text that is a statement of its own: the "we" of a ministry's release.

Belongs here: telling a statement from a report, and naming whose it is. Does not: "we" inside quotations and in what
somebody is said to say (`attribution`).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from newsledger.extract.quotations import Quotations
from newsledger.extract.spans import BY_START, ActorSpan, Sentence, Span, Statement

FIRST_PERSON = re.compile(r"\b(?:we|our|us|i|my|me)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_STATEMENT = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|remarks)\s(?:by|from|of|on|following)\b", re.IGNORECASE
)
_SELF = frozenset({"we", "i"})
_OPENING = len("The ")


def find_author(
    sentences: Sequence[Sentence],
    actors: Sequence[ActorSpan],
    quotations: Quotations,
    statements: Callable[[int], Sequence[Statement]],
) -> Span | None:
    """Return who "we" are outside of quotations: the first state or body to open a sentence of its own statement.

    A text is one where "we" stands outside of quotations and of what anybody is said to say.
    """
    if not any(_speaks_for_itself(s, quotations, statements) for s in sentences):
        return None
    for sentence in sentences:
        at = bisect_left(actors, sentence.start, key=BY_START)
        opener = actors[at] if at < len(actors) and actors[at].start <= sentence.start + _OPENING else None
        if opener is not None and opener.country and opener.sector != "REB" and opener.kind != "person":
            return Span(opener.start, opener.end, opener.text)
    return None


def is_statement(title: str) -> bool:
    """Whether a title calls what stands under it a statement: "Statement by the foreign ministry on the attack"."""
    return _STATEMENT.search(title) is not None


def _speaks_for_itself(
    sentence: Sentence, quotations: Quotations, statements: Callable[[int], Sequence[Statement]]
) -> bool:
    """Whether a sentence says "we" and goes on with nothing that somebody else says."""
    said = next((m for m in _WE.finditer(sentence.text) if not quotations.around(sentence.start + m.start())), None)
    if said is None:
        return False
    before = statements(sentence.index - 1) if sentence.index else ()
    others = [s for s in (*before, *statements(sentence.index)) if s.source and s.source.text.lower() not in _SELF]
    return all(s.content.start == s.content.end for s in others)
