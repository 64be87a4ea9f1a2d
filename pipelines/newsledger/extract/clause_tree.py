"""The clauses of a sentence as stretches of chunks, and which hangs on which.

Belongs here: where relative, adverbial, participial, complement and coordinate clauses begin and return, for what
passes between the events of a sentence and for who says what in it. Does not: what passes (`timing`), or what is said
(`statements`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from newsledger.extract.chunks import Chunk, after_modifiers, coordinated, ends_clause, starts_clause
from newsledger.extract.clause_subjects import subject
from newsledger.extract.speech import speech_verbs

COORDINATE = frozenset({",", "CC", ";", ":"})
_APPOSITION = 9  # chunks from a subject to its verb past an apposition
_RELATIVE = frozenset({"WH", "where"})
# What a verb of saying takes: a clause, and that alone or after whom it is told.
_SAYING = frozenset({"clause", "both", "addressee"})
_TELLING = frozenset({"addressee"})
_STANDING = frozenset({"", "that", *COORDINATE})  # clauses beside which another may stand


class Parse:
    """A sentence as phrases and clauses, in which both who speaks and what happens are read."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.chunks = chunks

    @cached_property
    def clauses(self) -> "ClauseTree":
        """Its clauses, and which hangs on which."""
        return ClauseTree(self.chunks)


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
        self._awaited = -1  # the last verb that is known from its subject on
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

    def within(self, at: int, node: ClauseNode) -> bool:
        """Whether the chunk at `at` stands in `node` or in a clause that hangs on it and is not coordinated with it."""
        here: ClauseNode | None = self.of(at)
        while here is not None and here is not node:
            if here.opener in COORDINATE and here.parent == node.number:
                return False
            here = self.parent(here)
        return here is node

    def has_subject(self, node: ClauseNode) -> bool:
        """Whether a noun phrase stands before the verb of the clause: not in "and wounded seven"."""
        return node.verb is None or any(c.kind == "NP" for c in self.chunks[node.first : node.verb])

    def _number(self, i: int) -> ClauseNode:
        """Return the clause of the chunk at `i`: the one before, an outer one that goes on after it, or a new one."""
        if i == 0:
            return self.nodes[0]
        here = self.of(i - 1)
        chunks, chunk = self.chunks, self.chunks[i]
        awaiting = self._awaiting(here, i)
        if awaiting is not None and (chunk.kind in COORDINATE or awaiting.verb == i):
            return awaiting if awaiting.verb == i else here
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
        verb = subject_of(chunks, i) if self._is_said(i) else None
        if verb is not None:
            said = self._open(i, "that", here)
            said.verb = verb
            self._awaited = max(verb, self._awaited)
            return said
        return here

    def _awaiting(self, here: ClauseNode | None, i: int) -> ClauseNode | None:
        """Return the clause around the chunk at `i` whose verb is known and still to come."""
        if i > self._awaited:
            return None
        while here is not None and (here.verb is None or here.verb < i):
            here = self.parent(here)
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
        if self._joins_subjects(i, here):
            return False
        after = _next_word(self.chunks, i + 1)
        if self.chunks[after].kind == "VG" and self.chunks[after].finite:
            return False  # "The minister, Omar Haddad, denied"
        if self.chunks[i].kind == "CC" or self.chunks[after].kind != "NP":
            return self.chunks[i].kind == "," and ends_clause(self.chunks, i)
        return starts_clause(self.chunks, coordinated(self.chunks, after, before=len(self.chunks))[-1])

    def _joins_subjects(self, i: int, here: ClauseNode) -> bool:
        """Whether the comma or conjunction at `i` stands in the list that the clause has as its subject."""
        first = next((j for j in range(here.first, i) if self.chunks[j].kind == "NP"), None)
        return first is not None and i < _last_joined(self.chunks, first)

    def _opens_with_apposition(self, i: int) -> bool:
        """Whether a subject with an apposition follows: "but General Milley, chairman of the Joint Chiefs, told"."""
        first = _next_word(self.chunks, i + 1)
        return self.chunks[i].kind == "CC" and _verb_after_apposition(self.chunks, first) is not None

    def _is_said(self, i: int) -> bool:
        """Whether the verb before the chunk at `i` takes a clause: "said on Monday the army had", "told AFP it had"."""
        before = self.chunks[i - 1].kind
        if before not in ("VG", "TIME", "NP") or self.chunks[i].kind not in ("NP", "RB"):
            return False
        at = i - 1
        while at > 0 and self.chunks[at].kind in ("TIME", "IN", "RB"):
            at -= 1
        if before == "NP":
            at -= 1
        verb = self.chunks[at]
        speech = speech_verbs().get(verb.head_word.lower) if at >= 0 and verb.kind == "VG" else None
        return speech is not None and speech.content in (_TELLING if before == "NP" else _SAYING)

    def _returned(self, verb: int, here: ClauseNode) -> ClauseNode:
        found = subject(self.chunks, verb)
        if found is not None and found < len(self._of) and self._of[found] != here.number:
            return self.nodes[self._of[found]]
        return self.parent(here) or here


def subject_of(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return the finite verb whose subject begins with the chunk at `at`: joined phrases, an apposition, or "there"."""
    if chunks[at].lower == "there":
        is_verb = at + 1 < len(chunks) and chunks[at + 1].kind == "VG" and chunks[at + 1].finite
        return at + 1 if is_verb else None
    if chunks[at].kind != "NP":
        return None
    last = _last_joined(chunks, at)
    if starts_clause(chunks, last):
        return next(i for i in range(last + 1, len(chunks)) if chunks[i].kind == "VG")
    return _verb_after_participle(chunks, last) or _verb_after_apposition(chunks, at)


def _verb_after_participle(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return the finite verb of "170 lorries carrying flour and medicine entered", whose subject is at `at`."""
    i = after_modifiers(chunks, at)
    if i >= len(chunks) or chunks[i].kind != "VG" or chunks[i].finite:
        return None
    i += 1
    while i < len(chunks) and chunks[i].kind in ("NP", "IN", "TIME", "RB", "RP", "CC"):
        i += 1
    return i if i < len(chunks) and chunks[i].kind == "VG" and chunks[i].finite and chunks[i - 1].kind != "CC" else None


def _last_joined(chunks: Sequence[Chunk], at: int) -> int:
    """Return the last of the phrases joined with that at `at`; ", and" joins three at least."""
    found = coordinated(chunks, at, before=len(chunks))
    return at if len(found) == 2 and chunks[found[1] - 2].kind == "," else found[-1]


def _verb_after_apposition(chunks: Sequence[Chunk], at: int) -> int | None:
    """Return the finite verb of "General Milley, chairman of the Joint Chiefs, told", whose subject is at `at`."""
    if chunks[at].kind != "NP":
        return None
    commas = [j for j in range(at + 1, min(at + _APPOSITION, len(chunks) - 1)) if chunks[j].kind == ","]
    if len(commas) < 2 or commas[0] != at + 1:
        return None
    inside = all(c.kind in ("NP", "IN", "TIME") for c in chunks[at + 2 : commas[1]])
    verb = commas[1] + 1
    return verb if inside and chunks[verb].kind == "VG" and chunks[verb].finite else None


def _next_word(chunks: Sequence[Chunk], i: int) -> int:
    i = min(i, len(chunks) - 1)
    while i < len(chunks) - 1 and chunks[i].kind in (",", "CC", "RB", "TIME", '"'):
        i += 1
    return i
