"""What a verb of saying says: whether anything, and where it ends.

Belongs here: the that-clause, quotation, noun phrase or figure that the lexicon lets follow a verb, and the clauses
that still belong to it. Does not: who says it, or verbs set apart from what they say (`statements`, `islands`).
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from newsledger.extract.chunks import Chunk, ends_clause, starts_clause
from newsledger.extract.clause_tree import COORDINATE, ClauseNode, ClauseTree, subject_of
from newsledger.extract.speech import Speech, speech_verbs

_FIGURE_NOUNS = frozenset(
    {*("toll", "number", "figure", "figures", "count", "total", "account", "version", "estimate", "tally", "dead")}
)
_LIVES = frozenset({"life", "lives"})
_ADDRESSING = frozenset({"to", "by", "from", "as", "for"})
_CALLING = frozenset({"call", "characterise", "characterize"})
_TAKES_CLAUSE = frozenset({"clause", "both", "addressee"})
_COMPLEMENTISERS = frozenset({"that", "whether", "how", "why", "what"})
_LEADING = frozenset({"TIME", "IN", "NP", "RB", ",", ":"})  # between a verb and its quotation: "said on Monday, "We"
_PREPOSITIONS = frozenset({"IN", "TO", "RP"})
_STOPS = frozenset({";", ":", '"', "SUB", "WH"})
_NEAR = 12  # words after the verb that tell what follows it
_FAR = 9  # chunks after the verb among which its clause begins
_AFTER_PARTICIPLE = frozenset({"IN", "TIME", ",", ".", "CC"})


class Saying:
    """A verb of saying, the chunk at `at`, with what follows it."""

    def __init__(self, chunks: Sequence[Chunk], tree: ClauseTree, at: int, speech: Speech) -> None:
        self.chunks = chunks
        self.tree = tree
        self.at = at
        self.speech = speech
        self.node = tree.of(at)

    @cached_property
    def says_something(self) -> bool:
        """Whether what follows the verb is what its lexicon entry says can be said with it."""
        after = self.chunks[self.at].words[self.chunks[self.at].last : self.chunks[self.end - 1].last]
        after = [w for n, w in enumerate(after) if n > 2 or w.tag != "RB"]
        if not after:
            return False
        first, near = after[0], [w.lower for w in after[:_NEAR]]
        if not set(self.speech.lemma.split()[1:]) <= set(near[:3]):
            return False
        if self.speech.lemma == "claim" and not _LIVES.isdisjoint(near[:3]):
            return False  # "a raid that claimed the lives of two men"
        if self._is_naming:
            return True
        is_thing = first.tag in ("DT", "PP", "NUM", "PRP", "N", "P") or first.lower in {"of", "having"}
        is_thing = is_thing or (first.tag == "TIME" and first.lower.endswith("'s"))  # "Monday's attack"
        is_thing = is_thing or ("to", "have") in pairwise(near)
        is_gerund = near[0].endswith("ing")
        match self.speech.content:
            case "addressee":
                asked = any(a.tag == "TO" and b.tag == "V" for a, b in pairwise(after[1:_NEAR]))
                return self.has_clause or asked
            case "clause":
                return self.has_clause
            case "quote":
                return self.has_clause and ("that" in near or '"' in near)
            case "both":
                placed = first.tag in _PREPOSITIONS and near[0] not in _ADDRESSING
                return self.has_clause or is_thing or placed or is_gerund
            case "witness":
                return self.has_clause or is_gerund or "how" in near
            case "thing":
                return is_thing or self.has_clause
            case "figure":
                return ("at" in near and self.speech.lemma == "put") or bool(_FIGURE_NOUNS.intersection(near[:7]))
            case "act" if self.speech.lemma in _CALLING:
                return near[0] in {"for", "on", "upon"} or '"' in near
            case "act":
                going = first.tag in _PREPOSITIONS or first.tag == "TIME" or is_gerund
                return is_thing or self.has_clause or going
        return False

    @property
    def asserts(self) -> bool:
        """Whether it says that something is so; an accusation or demand without a that-clause does not."""
        return self.speech.content != "act" or self.has_clause or self._is_naming

    @property
    def _is_naming(self) -> bool:
        """Whether it gives a thing a name: "in what the army called a mistake"."""
        after = [w.lower for w in self.chunks[self.at].words[self.chunks[self.at].last :][:2]]
        named = (after[:1] and after[0] in {"a", "an", "the", "as"}) or after[1:] == ["as"]
        return bool(named) and self.chunks[self.node.first].lower == "what"

    @cached_property
    def has_clause(self) -> bool:
        """Whether a that-clause, a clause without "that", a quotation or a colon follows the verb."""
        if self._quotation is not None or self._is_gap:
            return True
        chunks, end = self.chunks, self._clause_end
        if end < len(chunks) and chunks[end].kind == ":":
            return True
        takes_clause = self.speech.content in _TAKES_CLAUSE
        for i in range(self.at + 1, min(end, self.at + 1 + _FAR)):
            kind, lower = chunks[i].kind, chunks[i].lower
            if kind == '"' or (lower in _COMPLEMENTISERS and (kind != "WH" or lower == "what")):
                return True
            if kind in ("SUB", "WH") or (kind == "VG" and chunks[i].finite):
                return False
            if kind == "," and i + 1 < end and chunks[i + 1].kind in ("VG", "WH"):
                return False
            if takes_clause and self._is_beside(i) and self._begins_clause(i):
                return True
        return False

    def _is_beside(self, i: int) -> bool:
        """Whether nothing stands between the verb and the chunk at `i` but when, where and to whom it is said."""
        between = self.chunks[self.at + 1 : i]
        plain = sum(c.kind == "NP" and b.kind != "IN" for b, c in zip(self.chunks[self.at : i], between, strict=False))
        return all(c.kind in _LEADING for c in between) and plain <= (self.speech.content == "addressee")

    def _begins_clause(self, i: int) -> bool:
        """Whether the chunk at `i` begins a clause; with any verb ahead where nothing but a clause can follow.

        "Announced the raid that killed nine"; "said two drones flying towards the city were hit".
        """
        verb = subject_of(self.chunks, i)
        if self.speech.content != "both":
            return verb is not None or (self.chunks[i].kind == "NP" and self._verb_ahead(i + 1))
        if verb is None:
            return False
        group = self.chunks[verb]
        bare = not group.aux and "N" in group.head_word.forms
        after = self.chunks[verb + 1].kind if verb + 1 < len(self.chunks) else "."
        return not (bare and after in _AFTER_PARTICIPLE)

    def _verb_ahead(self, i: int) -> bool:
        """Whether a finite verb follows before another clause begins."""
        while i < len(self.chunks) and self.chunks[i].kind not in _STOPS:
            if self.chunks[i].kind == "VG" and self.chunks[i].finite and self.chunks[i - 1].kind != "VG":
                return self.chunks[i - 1].kind != "CC"
            if self.chunks[i].kind == ",":
                if self.chunks[i + 1 : i + 2] and self.chunks[i + 1].kind == "WH":
                    i = self._next(",", i + 1)  # ", which came at dawn,"
                else:
                    return False
            i += 1
        return False

    @cached_property
    def _is_gap(self) -> bool:
        """Whether the subject of what is said is a relative pronoun: "buildings which they said would be hit"."""
        after = self.at + 1
        verb = after < len(self.chunks) and self.chunks[after].kind == "VG" and self.chunks[after].finite
        return verb and self.node.opener == "WH" and self.speech.content in _TAKES_CLAUSE

    @cached_property
    def _quotation(self) -> int | None:
        """The quotation mark at which what is said begins: 'said on Monday, "We'."""
        i = self.at + 1
        while i < len(self.chunks) and self.chunks[i].kind in _LEADING:
            i += 1
        opens = i < len(self.chunks) and self.chunks[i].kind == '"'
        return i if opens and (i == self.at + 1 or self.chunks[i - 1].kind in (",", ":")) else None

    @cached_property
    def end(self) -> int:
        """The index of the chunk before which what is said ends.

        A noun phrase ("claimed the attack, which killed two") ends before a clause that hangs on it; after a colon
        the rest of the sentence spells the content out.
        """
        chunks, end = self.chunks, self._clause_end
        if self._quotation is not None:
            closing = self._next('"', self._quotation + 1)
            joined = closing + 2 < len(chunks) and chunks[closing + 1].kind in ("CC", ",")
            return (
                closing + 1 if joined and "CC" in (chunks[closing + 1].kind, chunks[closing + 2].kind) else len(chunks)
            )
        if self._is_gap:
            return next((i for i in range(self.at + 2, len(chunks)) if ends_clause(chunks, i)), len(chunks))
        if not self.has_clause:
            return next((i for i in range(self.at + 2, end) if chunks[i].kind in ("SUB", "WH")), end)
        if end < len(chunks) and chunks[end].kind == ":":
            return self._next(";", end + 1)
        return end

    def _next(self, mark: str, i: int) -> int:
        return next((j for j in range(i, len(self.chunks)) if self.chunks[j].kind == mark), len(self.chunks))

    @cached_property
    def _clause_end(self) -> int:
        """The index of the first chunk after the verb that is outside of its clause and those that hang on it."""
        i = self.at + 1
        while i < len(self.chunks) and not self._returns(i):
            node = self.tree.of(i)
            if not (self.tree.within(i, self.node) or self._is_counted(node)):
                break
            if node.first == i and node is not self.node and self._leaves(node):
                break
            i += 1
        return i

    def _returns(self, i: int) -> bool:
        """Whether the clause around that of the verb goes on at the comma at `i`.

        "The group, which said it killed nine, is", "After the army said it had left, rebels fired".
        """
        if self.chunks[i].kind != "," or self.node.opener in ("", "that", *COORDINATE):
            return False
        after = i + 1
        while after < len(self.chunks) and self.chunks[after].kind in ("RB", "TIME"):
            after += 1
        if after >= len(self.chunks):
            return False
        if self.node.opener in ("WH", "where", "ing"):
            return self.chunks[after].kind == "VG" and self.chunks[after].finite
        return self.node.first < 2 and self.chunks[after].kind == "NP" and starts_clause(self.chunks, after)

    def _is_counted(self, node: ClauseNode) -> bool:
        """Whether what only looks like a clause goes on with a toll: "and hundreds of rebels killed"."""
        beside = node.parent in (self.node.number, self.node.parent)
        if node.opener not in COORDINATE or node.verb is None or not beside:
            return False
        group = self.chunks[node.verb]
        bare = not group.aux and "N" in group.head_word.forms
        return bare and any(c.number is not None for c in self.chunks[node.first : node.verb])

    def _leaves(self, node: ClauseNode) -> bool:
        """Whether a clause that begins in what is said stands beside the verb: ", and then withdrew", "but Y said"."""
        if node.opener == "ing":
            return self.chunks[node.first].kind == "," and node.verb is not None and self._speaks(node.verb)
        if node.opener not in COORDINATE:
            return False
        if node.opener == ";" or (node.opener == "CC" and node.verb is not None and self._speaks(node.verb)):
            return True
        after_comma = self.chunks[node.first - 1].kind == "," or self.chunks[node.first].kind == ","
        joins = any(c.kind == "CC" for c in self.chunks[node.first : node.first + 2])
        return after_comma and joins and not self.tree.has_subject(node)

    def _speaks(self, verb: int) -> bool:
        return self.chunks[verb].head_word.lower in speech_verbs()
