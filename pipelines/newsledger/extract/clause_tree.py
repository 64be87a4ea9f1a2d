"""The clauses of a sentence as stretches of chunks, and which hangs on which.

Belongs here: where relative, adverbial, participial, complement and coordinate clauses begin and return, for what
passes between the events of a sentence. Does not: the clauses by characters that attributions are found in
(`clauses`), or what passes (`timing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from newsledger.extract.chunks import Chunk, coordinated, ends_clause, starts_clause, subject
from newsledger.extract.wordclasses import speech_verbs

COORDINATE = frozenset({",", "CC", ";", ":"})
_APPOSITION = 9  # chunks from a subject to its verb past an apposition
_RELATIVE = frozenset({"WH", "where"})
_STANDING = frozenset({"", "that", *COORDINATE})  # clauses beside which another may stand


@dataclass(slots=True)
class ClauseNode:
    """A clause; one that goes on after an embedded clause keeps its number.

    `opener` is the word or mark that begins it: a subordinator, "WH", "ing", "that" (said or left out), a mark of
    `COORDINATE`, or "" for the first. `parent` is the number of the clause it hangs on or is coordinated with.
    """

    number: int
    first: int  # its first chunk
    opener: str
    parent: int | None
    verb: int | None = None  # its first verb group


class ClauseTree:
    """The clauses of one sentence."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.chunks = chunks
        self.nodes = [ClauseNode(0, 0, "", None)]
        self._of: list[int] = []
        for i, chunk in enumerate(chunks):
            self._of.append(self._number(i).number)
            node = self.nodes[self._of[i]]
            if chunk.kind == "VG" and node.verb is None and not chunk.infinitive:
                node.verb = i

    def of(self, at: int) -> ClauseNode:
        """Return the clause that the chunk at `at` stands in."""
        return self.nodes[self._of[at]]

    def parent(self, node: ClauseNode) -> ClauseNode | None:
        """Return the clause that `node` hangs on."""
        return None if node.parent is None else self.nodes[node.parent]

    def has_subject(self, node: ClauseNode) -> bool:
        """Whether a noun phrase stands before the verb of the clause: not in "and wounded seven"."""
        return node.verb is None or any(c.kind == "NP" for c in self.chunks[node.first : node.verb])

    def _number(self, i: int) -> ClauseNode:
        """Return the clause of the chunk at `i`: the one before, an outer one that goes on after it, or a new one."""
        if i == 0:
            return self.nodes[0]
        here = self.of(i - 1)
        chunks, chunk = self.chunks, self.chunks[i]
        if chunk.kind == "SUB":
            return self._open(i, chunk.lower, here)
        if chunk.kind in ("WH", ";", ":"):
            return self._open(i, chunk.kind, here)
        if chunk.kind in ("CC", ",") and self._opens_clause(i, here):
            after = _next_word(chunks, i + 1)
            if chunk.kind == "," and here.opener in _RELATIVE and chunks[after].kind == "VG" and chunks[after].finite:
                return self._returned(after, here)
            is_participle = chunks[after].kind == "VG" and chunks[after].gerund
            return self._open(i, "ing" if is_participle else chunk.kind, here)
        if here.verb is None:
            return here
        before = chunks[i - 1].kind
        if chunk.kind == "VG" and chunk.gerund and before in ("NP", "TIME"):
            return self._open(i, "ing", here)
        if chunk.kind == "VG" and chunk.finite and here.opener in (*_RELATIVE, "ing") and before not in ("CC", ","):
            return self._returned(i, here)
        if chunk.kind == "NP" and chunk.head_word.tag == "PRP" and before == "NP" and starts_clause(chunks, i):
            return self._open(i, "that", here)  # "charges he threatened to kill her"
        if chunk.kind == "NP" and before in ("VG", "TIME") and starts_clause(chunks, i) and self._is_said(i):
            return self._open(i, "that", here)
        return here

    def _open(self, i: int, opener: str, here: ClauseNode) -> ClauseNode:
        # What is coordinated after an embedded clause stands beside the clause around it, but for "who came and went".
        after = self.chunks[_next_word(self.chunks, i)]
        while opener in COORDINATE and here.parent is not None and here.opener not in _STANDING:
            if opener == "CC" and here.opener != "ing" and (after.kind == "VG" or here.opener not in _RELATIVE):
                break
            here = self.nodes[here.parent]
        self.nodes.append(ClauseNode(len(self.nodes), i, opener, here.number))
        return self.nodes[-1]

    def _opens_clause(self, i: int, here: ClauseNode) -> bool:
        """Whether the comma or conjunction at `i` begins a clause; "and" before the verb only joins its subjects."""
        if here.verb is not None:
            return ends_clause(self.chunks, i) or self._opens_with_apposition(i)
        after = _next_word(self.chunks, i + 1)
        if self.chunks[i].kind == "CC" or self.chunks[after].kind != "NP":
            return self.chunks[i].kind == "," and ends_clause(self.chunks, i)
        return starts_clause(self.chunks, coordinated(self.chunks, after, before=len(self.chunks))[-1])

    def _opens_with_apposition(self, i: int) -> bool:
        """Whether a subject with an apposition follows: "but General Milley, chairman of the Joint Chiefs, told"."""
        first = _next_word(self.chunks, i + 1)
        if self.chunks[i].kind != "CC" or self.chunks[first].kind != "NP":
            return False
        commas = [
            j for j in range(first + 1, min(first + _APPOSITION, len(self.chunks) - 1)) if self.chunks[j].kind == ","
        ]
        if len(commas) < 2 or commas[0] != first + 1:
            return False
        inside = all(c.kind in ("NP", "IN", "TIME") for c in self.chunks[first + 2 : commas[1]])
        return inside and self.chunks[commas[1] + 1].kind == "VG" and self.chunks[commas[1] + 1].finite

    def _is_said(self, i: int) -> bool:
        """Whether the verb before the chunk at `i` takes a clause: "said on Monday the army had"."""
        verb = next((c for c in reversed(self.chunks[:i]) if c.kind not in ("TIME", "IN", "RB")), None)
        return verb is not None and verb.kind == "VG" and verb.head_word.lower in speech_verbs()

    def _returned(self, verb: int, here: ClauseNode) -> ClauseNode:
        found = subject(self.chunks, verb)
        if found is not None and found < len(self._of) and self._of[found] != here.number:
            return self.nodes[self._of[found]]
        return self.parent(here) or here


def _next_word(chunks: Sequence[Chunk], i: int) -> int:
    i = min(i, len(chunks) - 1)
    while i < len(chunks) - 1 and chunks[i].kind in (",", "CC", "RB", "TIME", '"'):
        i += 1
    return i
