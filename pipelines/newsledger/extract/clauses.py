"""Cutting a sentence into clauses, with the islands that must not be read as part of what they interrupt.

Belongs here: where relative, participle, complement, conditional, adverbial and coordinate clauses begin and
end, by closed-class words, commas and finite verbs. Does not: telling verbs (`verbs`), finding the islands
(`islands`), or who is speaking (`attribution`).
"""

from dataclasses import dataclass

from newsledger.extract.islands import Island, find_islands
from newsledger.extract.spans import Clause, Sentence
from newsledger.extract.tokens import Token
from newsledger.extract.verbs import VerbGroup, is_nominal, verb_groups
from newsledger.extract.wordclasses import (
    begins_noun_phrase,
    is_adverb,
    speech_verbs,
    subordinators,
    surely_begins_noun_phrase,
    word_class,
)

# Subordinators that are as often prepositions: "after the attack", "since Friday", "as a result".
_ALSO_PREPOSITION = frozenset({"after", "as", "before", "once", "since", "so", "till", "until", "while", "whilst"})
_TAKES_CLAUSE = frozenset({"clause", "both", "addressee"})
_DAY_WORDS = frozenset({"day", "night", "morning", "afternoon", "evening", "week", "month", "year", "time"})
_DETACHED = frozenset({"relative", "participle"})


@dataclass(slots=True)
class _Open:
    """A clause that is not closed yet; indexes count the tokens that the parser sees."""

    kind: str
    first: int
    depth: int
    predicate: VerbGroup | None = None


def split_clauses(text: str, sentence: Sentence, tokens: list[Token]) -> list[Clause]:
    """Return the clauses of `sentence`, whose tokens are `tokens`, by start and then depth.

    An embedded clause lies inside the span of the clause it interrupts: the words of a clause are those for
    which it is the innermost (`clause_at`). Each character of the sentence lies in at least one clause.
    """
    if not tokens:
        return [Clause(sentence.start, sentence.end, sentence.text, sentence.index, "main", 0)]
    found: list[Clause] = []

    def cut(first: int, stop: int, kind: str, depth: int) -> None:
        islands = find_islands(tokens, first, stop)
        inside = {k for island in islands for k in range(island.first, island.stop)}
        seen = [k for k in range(first, stop) if k not in inside]
        spans = _Parser([tokens[k] for k in seen], kind, depth).parse() if seen else []
        for opened, last in spans:
            start, end = tokens[seen[opened.first]].start, tokens[seen[last]].end
            if opened.depth == depth:
                start, end = _stretch(tokens, islands, seen, opened.first, last, (first, stop))
            found.append(Clause(start, end, text[start:end], sentence.index, opened.kind, opened.depth))
        for island in islands:
            around = [c for c in found if c.start <= tokens[island.first].start < c.end]
            below = max((c.depth for c in around), default=depth)
            if island.kind == "attribution":
                start, end = tokens[island.first].start, tokens[island.stop - 1].end
                found.append(Clause(start, end, text[start:end], sentence.index, island.kind, below + 1))
            else:
                cut(island.first, island.stop, island.kind, below + 1)

    cut(0, len(tokens), "main", 0)
    return sorted(set(found), key=lambda c: (c.start, c.depth, -c.end))


def clause_at(clauses: list[Clause], offset: int) -> Clause:
    """Return the innermost of a sentence's `clauses` at `offset` of the text; the outermost one outside of all."""
    around = [c for c in clauses if c.start <= offset < c.end]
    if not around:
        return min(clauses, key=lambda c: (c.depth, abs(c.start - offset)))
    return max(around, key=lambda c: (c.depth, c.start))


def _stretch(
    tokens: list[Token], islands: list[Island], seen: list[int], first: int, last: int, limits: tuple[int, int]
) -> tuple[int, int]:
    """Return the span of an outermost clause, drawn out over the islands before and after it."""
    begin = limits[0] if first == 0 else seen[first]
    end = seen[last + 1] - 1 if last + 1 < len(seen) else limits[1] - 1
    if last + 1 < len(seen) and any(island.stop - 1 == end for island in islands):
        end = seen[last]
        while any(island.first == end + 1 for island in islands):
            end = next(island.stop for island in islands if island.first == end + 1) - 1
    return tokens[begin].start, tokens[end].end


class _Parser:
    """Reads the tokens left to right with a stack of open clauses.

    A clause takes one finite verb. A second one closes embedded clauses down to one that still waits for its
    verb; where none does, it starts a coordinate clause.
    """

    def __init__(self, tokens: list[Token], kind: str, depth: int) -> None:
        self.tokens = tokens
        self.groups = verb_groups(tokens)
        self.starts = {group.first: group for group in self.groups}
        self.heads = {group.head: group for group in self.groups}
        self.stack = [_Open(kind, 0, depth)]
        self.done: list[tuple[_Open, int]] = []

    def parse(self) -> list[tuple[_Open, int]]:
        """Return each clause with the index of its last token."""
        for i in range(len(self.tokens)):
            self._open_at(i)
            self._take_verb(i)
            self._complement_after(i)
        self._close_to(0, len(self.tokens) - 1)
        self.done.append((self.stack[0], len(self.tokens) - 1))
        return self.done

    @property
    def top(self) -> _Open:
        return self.stack[-1]

    def _word(self, i: int) -> str:
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def _close_to(self, level: int, last: int) -> None:
        """Close the clauses above `level` of the stack; a comma before the next word stays with what is below."""
        while len(self.stack) - 1 > level:
            clause = self.stack.pop()
            end = last
            while end > clause.first and self._word(end) in {",", ";", "–", "-"}:
                end -= 1
            self.done.append((clause, end))

    def _push(self, kind: str, first: int) -> None:
        self.stack.append(_Open(kind, first, self.top.depth + 1))

    def _coordinate(self, level: int, i: int) -> None:
        """Close the clause at `level` and start its sibling at `i`."""
        self._close_to(level, i - 1)
        sibling = self.stack.pop()
        self.done.append((sibling, i - 1))
        self.stack.append(_Open("coordinate", i, sibling.depth))

    @staticmethod
    def _shares(group: VerbGroup) -> bool:
        """Whether it is the second verb of "jammed or shot down", which is one predication to its subject."""
        return group.first == group.head and group.auxiliary is not None

    def _verb_ahead(self, i: int, *, over_commas: bool = False) -> VerbGroup | None:
        """Return the finite verb that follows before another clause begins."""
        for j in range(i, len(self.tokens)):
            group = self.starts.get(j)
            if group is not None and group.finite:
                return group
            word = self._word(j)
            adding = group is not None and word.endswith("ing") and word in speech_verbs()
            if j > i and (word in {"as", "while", "whilst"} or (word == "but" and self._word(j - 1) == ",") or adding):
                return None
            if word in {";", ":", "–"} or (word == "," and not over_commas):
                return None
            opens = word in subordinators() and word not in _ALSO_PREPOSITION and not self._points_at(j)
            if word in word_class("relative") or (j > i and opens):
                return None
        return None

    def _open_at(self, i: int) -> None:
        word, before = self._word(i), self._word(i - 1)
        if i == 0:
            if word in subordinators() and word != "that":
                self._subordinate(i, word)
            elif i in self.starts and word.endswith("ing"):
                self._push("participle", i)
            return
        if word in {";", ":"}:
            if self._verb_ahead(i + 1, over_commas=True) is not None and i + 1 < len(self.tokens):
                self._close_to(0, i - 1)
                self._coordinate(0, i + 1)
        elif word in word_class("coordinator"):
            self._coordinator(i)
        elif word in word_class("relative"):
            self._relative(i)
        elif word == "that":
            self._that(i)
        elif word == '"':
            self._quotation(i)
        elif word in subordinators() and (word != "so" or before == ","):
            self._subordinate(i, word)
        elif before == "," and word not in word_class("coordinator"):
            self._after_comma(i)
        if i in self.starts and not self.starts[i].finite:
            self._participle(i)

    def _coordinator(self, i: int) -> None:
        if self._word(i + 1) == "that" and self._verb_ahead(i + 2, over_commas=True) is not None:
            said = [n for n, clause in enumerate(self.stack) if clause.kind == "complement" and clause.predicate]
            if said:
                self._coordinate(said[-1], i)
            return
        group = self._verb_ahead(i + 1) or self._verb_after_apposition(i + 1) or self._elliptic(i)
        if group is None or self._word(i + 1) in subordinators():
            return
        if group.first > i + 1 and self._word(group.first - 1) in word_class("coordinator"):
            return  # "in Iraq and Syria and have left": the second "and" joins the clauses
        if self._shares(group) and group.first == i + 1:
            return
        has_subject = any(begins_noun_phrase(self.tokens[j]) for j in range(i + 1, group.first))
        after_comma = self._word(i - 1) == ","
        says = self._word(group.head) in speech_verbs()
        for level in range(len(self.stack) - 1, -1, -1):
            clause = self.stack[level]
            if clause.predicate is None or clause.kind == "participle":
                if clause.predicate is None and clause.kind != "participle":
                    return  # "A and B were killed": the verb is still to come
                continue
            embedded = level > 0 and clause.kind in {"relative", "complement", "adverbial", "conditional"}
            if embedded and after_comma and (clause.kind == "relative" or not has_subject):
                continue
            if embedded and says and (not has_subject or clause.kind == "complement"):
                continue  # "X said it was safe, but Y said it was not"
            self._coordinate(level, i)
            return

    def _verb_after_apposition(self, i: int) -> VerbGroup | None:
        """Return the verb of "the manager, Omar Haddad, denied it", a noun phrase that begins at `i`."""
        commas = [j for j in range(i, len(self.tokens)) if self._word(j) == ","][:2]
        if len(commas) < 2 or i >= len(self.tokens) or not begins_noun_phrase(self.tokens[i]):
            return None
        group = self.starts.get(commas[1] + 1)
        busy = any(i <= other.first < commas[1] for other in self.groups if other.finite)
        return group if group is not None and group.finite and not busy else None

    def _elliptic(self, i: int) -> VerbGroup | None:
        """Return the verb of "and 15 injured" after a passive clause."""
        if self.top.predicate is None or not self.top.predicate.passive:
            return None
        for j in range(i + 1, min(i + 7, len(self.tokens))):
            group = self.starts.get(j)
            if group is not None:
                return group if group.passive and group.auxiliary is None and j > i + 1 else None
            if self._word(j) in {",", ";"}:
                return None
        return None

    def _relative(self, i: int) -> None:
        first = i
        if self._word(i - 1) in word_class("preposition"):
            first = i - 1
            back = first
            while self._word(first) == "of" and back > max(0, first - 5) and self._word(back - 1) != ",":
                back -= 1
            if self._word(first) == "of" and self._word(back - 1) == ",":
                first = back
        self._leave_detached(first)
        if first > self.top.first or self.top.kind == "main":
            self._push("relative", first)

    def _quotation(self, i: int) -> None:
        """Open what is said where a quotation follows a verb of saying: 'wrote on Monday, "We'."""
        opening = sum(1 for token in self.tokens[:i] if token.text == '"') % 2 == 0
        predicate = self.top.predicate
        said = predicate is not None and self._word(predicate.head) in speech_verbs()
        if said and opening and self._word(i - 1) in {",", ":"} and self._verb_ahead(i + 1) is not None:
            self._push("complement", i)

    def _points_at(self, i: int) -> bool:
        """Whether the "that" at `i` is a determiner: "after that attack", "an attack that day"."""
        before, after = self._word(i - 1), self._word(i + 1)
        return self._word(i) == "that" and (before in word_class("preposition") or after in _DAY_WORDS)

    def _that(self, i: int) -> None:
        if self.top.first == i - 1 and self._word(i - 1) in word_class("coordinator"):
            return
        if self._points_at(i):
            return
        j = i + 1
        while j < len(self.tokens) and is_adverb(self.tokens[j]):
            j += 1
        group = self.starts.get(j)
        if not any(group.finite and group.first > i for group in self.groups):
            return
        saying = any(
            self._word(k) in speech_verbs() or k in self.heads for k in range(max(0, i - 6), i) if k >= self.top.first
        )
        predicate = self.top.predicate
        saying = saying or (predicate is not None and self._word(predicate.head) in speech_verbs())
        direct = (i - 1) in self.heads or self._word(i - 1) in speech_verbs() or self._word(i - 1) == ","
        if group is not None and group.finite and not direct and is_nominal(self.tokens[i - 1]):
            self._push("relative", i)
        elif saying or direct:
            self._push("complement", i)
        elif is_nominal(self.tokens[i - 1]):
            self._push("relative", i)

    def _subordinate(self, i: int, word: str) -> None:
        if any(group.first < i < group.head for group in self.groups):
            return  # "has since declared"
        ahead = self._verb_ahead(i + 1, over_commas=word not in _ALSO_PREPOSITION)
        ahead = ahead or self._verb_after_apposition(i + 1)
        gerund = self.starts.get(i + 1)
        if gerund is not None and (gerund.auxiliary == "to" or gerund.finite or word in {"as", "so"}):
            gerund = None
        if word in _ALSO_PREPOSITION and ahead is not None and gerund is None:
            # "Since the invasion, the exchange saw": the only verb left is the one that the main clause waits for.
            spare = any(group.finite and group.first > ahead.head for group in self.groups)
            ahead = ahead if spare or self._waiting() is None else None
        if ahead is None and gerund is None:
            return
        if self._word(i - 1) == ",":
            self._leave_detached(i)
        self._push(subordinators()[word], i)
        self.top.predicate = gerund

    def _waiting(self) -> int | None:
        """Return the level of the innermost open clause that has no verb yet."""
        for level in range(len(self.stack) - 1, -1, -1):
            if self.stack[level].predicate is None and self.stack[level].kind != "participle":
                return level
        return None

    def _after_comma(self, i: int) -> None:
        """Close embedded clauses that the comma ends, and start a clause that it separates."""
        starts = self._verb_ahead(i) is not None
        waiting = self._waiting()
        if waiting is not None:
            opening = self.top.first == self.stack[waiting].first
            if starts or (opening and self._verb_ahead(i, over_commas=True) is not None):
                self._close_to(waiting, i - 1)
        elif starts and i not in self.starts and begins_noun_phrase(self.tokens[i]):
            level = len(self.stack) - 1
            while level > 0 and self.stack[level].kind in _DETACHED:
                level -= 1
            self._coordinate(level, i)

    def _participle(self, i: int) -> None:
        group, before = self.starts[i], self.tokens[i - 1]
        if group.auxiliary not in {None, "being", "having"} or self.top.first == i:
            return
        needs_verb = self.top.predicate is None and self.top.kind != "participle"
        if group.passive and needs_verb and is_nominal(before) and self._verb_ahead(i + 1, over_commas=True) is None:
            self.top.predicate = group  # "where four airports closed": no other verb is left for it
            return
        if before.text == ",":
            self._leave_detached(i)
            if self._word(i) in speech_verbs():
                self._close_to(self._level_of_speech(), i - 1)
            self._push("participle", i)
        elif is_nominal(before) and i - 1 not in self.heads and self._goes_on(i + 1, group):
            self._push("participle", i)

    def _level_of_speech(self) -> int:
        """Return the level of the clause that ", adding that ..." hangs on: the last that says something, or 0."""
        said = [n for n, c in enumerate(self.stack) if c.predicate and self._word(c.predicate.head) in speech_verbs()]
        return said[-1] if said else 0

    def _goes_on(self, i: int, group: VerbGroup) -> bool:
        """Whether something depends on the participle before `i`; a bare one is an adjective or a noun."""
        if i >= len(self.tokens) or i in self.starts:
            return False
        word = self.tokens[i]
        if word.lower in word_class("preposition") or is_adverb(word) or word.lower in word_class("object_pronoun"):
            return True
        return surely_begins_noun_phrase(word) or (group.passive and word.text not in {".", ",", "and", ";"})

    def _leave_detached(self, first: int) -> None:
        """Close relative and participle clauses that a comma before `first` ends."""
        if self._word(first - 1) == ",":
            level = len(self.stack) - 1
            while level > 0 and self.stack[level].kind in _DETACHED and self.stack[level].first < first:
                level -= 1
            self._close_to(level, first - 1)

    def _take_verb(self, i: int) -> None:
        group = self.starts.get(i)
        if group is None or not group.finite or self._shares(group):
            return
        if self.top.predicate is None and self.top.kind != "participle":
            self.top.predicate = group
            return
        waiting = self._waiting()
        said = self.top.predicate is not None and self.top.predicate.head == i - 1
        if said and self._word(i - 1) in speech_verbs():
            self._push("complement", i)  # "which the army said were destroyed"
        elif waiting is not None:
            self._close_to(waiting, i - 1)
        elif self.top.first < i:
            level = len(self.stack) - 1
            while level > 0 and self.stack[level].kind in _DETACHED:
                level -= 1
            self._coordinate(level, self._subject_start(i, self.top.predicate))
        self.top.predicate = group

    def _subject_start(self, i: int, earlier: VerbGroup | None) -> int:
        """Return where the subject before the verb at `i` begins if it begins with a pronoun or an article."""
        limit = earlier.head + 1 if earlier is not None else self.top.first + 1
        for j in range(i - 1, max(limit, i - 6), -1):
            word = self._word(j)
            if word in word_class("pronoun") or word in {"the", "a", "an"}:
                return j
            if word in word_class("preposition") or not self.tokens[j].is_word:
                break
        return i

    def _complement_after(self, i: int) -> None:
        """Open what a verb of saying says, where no "that" does."""
        group = self.heads.get(i)
        speech = speech_verbs().get(self._word(i))
        if (
            group is None
            or speech is None
            or speech.content not in _TAKES_CLAUSE
            or " " in speech.lemma
            or i + 1 >= len(self.tokens)
        ):
            return
        following = self.tokens[i + 1]
        if following.text in {",", ".", ":"} or following.lower in {"that", "to"}:
            return
        listed = begins_noun_phrase(following) and speech.content != "both"  # "said troops, police and crews were"
        ahead = self._verb_ahead(i + 1, over_commas=listed) or self._verb_after_apposition(i + 1)
        gerund = i + 1 in self.starts and not self.starts[i + 1].finite
        if ahead is None or ahead.first == i + 1 or gerund or following.lower in word_class("coordinator"):
            return
        if self._word(ahead.first - 1) not in word_class("coordinator"):  # "denied it and called it a lie"
            self._push("complement", i + 1)
