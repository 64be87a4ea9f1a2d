"""Cutting a sentence into clauses, with the islands that must not be read as part of what they interrupt.

Belongs here: the spans of clauses and islands together, and the innermost clause at a point. Does not: where a
clause begins and ends among words without islands (`clause_parser`), finding the islands (`islands`), or who is
speaking (`attribution`).
"""

from collections.abc import Sequence

from newsledger.extract.clause_parser import parse_clauses
from newsledger.extract.islands import Island, find_islands
from newsledger.extract.spans import Clause, Sentence
from newsledger.extract.tokens import Token
from newsledger.extract.verbs import VerbGroup, verb_groups


def split_clauses(
    text: str, sentence: Sentence, tokens: list[Token], groups: list[VerbGroup] | None = None
) -> list[Clause]:
    """Return the clauses of `sentence`, whose tokens are `tokens`, by start and then depth.

    `groups` are its verb groups where they are known already.

    An embedded clause lies inside the span of the clause it interrupts: the words of a clause are those for
    which it is the innermost (`clause_at`). Each character of the sentence lies in at least one clause.
    """
    if not tokens:
        return [Clause(sentence.start, sentence.end, sentence.text, sentence.index, "main", 0)]
    found: list[Clause] = []

    def cut(first: int, stop: int, kind: str, depth: int, groups: list[VerbGroup]) -> None:
        islands = find_islands(tokens, first, stop, groups)
        seen: Sequence[int] = range(first, stop)
        if islands:
            inside = {k for island in islands for k in range(island.first, island.stop)}
            seen = [k for k in seen if k not in inside]
            groups = verb_groups([tokens[k] for k in seen])
        for opened in parse_clauses([tokens[k] for k in seen], groups, kind, depth):
            start, end = tokens[seen[opened.first]].start, tokens[seen[opened.last]].end
            if opened.depth == depth:
                start, end = _stretch(tokens, islands, seen, opened.first, opened.last, (first, stop))
            found.append(Clause(start, end, text[start:end], sentence.index, opened.kind, opened.depth))
        for island in islands:
            around = [c for c in found if c.start <= tokens[island.first].start < c.end]
            below = max((c.depth for c in around), default=depth)
            if island.kind == "attribution":
                start, end = tokens[island.first].start, tokens[island.stop - 1].end
                found.append(Clause(start, end, text[start:end], sentence.index, island.kind, below + 1))
            else:
                inner = verb_groups(tokens[island.first : island.stop])
                cut(island.first, island.stop, island.kind, below + 1, inner)

    cut(0, len(tokens), "main", 0, verb_groups(tokens) if groups is None else groups)
    return sorted(set(found), key=lambda c: (c.start, c.depth, -c.end))


def clause_at(clauses: list[Clause], offset: int) -> Clause:
    """Return the innermost of a sentence's `clauses` at `offset` of the text; the outermost one outside of all."""
    innermost: Clause | None = None
    for clause in clauses:
        if clause.start <= offset < clause.end and (
            innermost is None or (clause.depth, clause.start) > (innermost.depth, innermost.start)
        ):
            innermost = clause
    return innermost or min(clauses, key=lambda c: (c.depth, abs(c.start - offset)))


def _stretch(
    tokens: list[Token], islands: list[Island], seen: Sequence[int], first: int, last: int, limits: tuple[int, int]
) -> tuple[int, int]:
    """Return the span of an outermost clause, drawn out over the islands before and after it."""
    begin = limits[0] if first == 0 else seen[first]
    end = seen[last + 1] - 1 if last + 1 < len(seen) else limits[1] - 1
    if last + 1 < len(seen) and any(island.stop - 1 == end for island in islands):
        end = seen[last]
        while any(island.first == end + 1 for island in islands):
            end = next(island.stop for island in islands if island.first == end + 1) - 1
    return tokens[begin].start, tokens[end].end
