"""Where clauses begin and end among the words of a sentence that nothing interrupts.

Belongs here: opening and closing relative, participle, complement, conditional, adverbial and coordinate clauses by
closed-class words, commas and finite verbs. Does not: telling verbs (`verbs`), or what interrupts (`islands`).
"""

from dataclasses import dataclass

from newsledger.extract.tokens import Token
from newsledger.extract.verbs import VerbGroup
from newsledger.extract.wordclasses import word_form

# Subordinators that are as often prepositions: "after the attack", "since Friday", "as a result".
_ALSO_PREPOSITION = frozenset({"after", "as", "before", "once", "since", "so", "till", "until", "while", "whilst"})
_TAKES_CLAUSE = frozenset({"clause", "both", "addressee"})
_DAY_WORDS = frozenset({"day", "night", "morning", "afternoon", "evening", "week", "month", "year", "time"})
_DETACHED = frozenset({"relative", "participle"})
_BREAKS = frozenset({",", ";", "–", "-"})
_ENDS = frozenset({";", ":", "–"})
_MEANWHILE = frozenset({"as", "while", "whilst"})
_NEVER_OPENS = frozenset({",", ".", ":", "that", "to"})


@dataclass(slots=True)
class OpenClause:
    """A clause; indexes count the tokens that the parser sees, `last` is that of its last one."""

    kind: str
    first: int
    depth: int
    predicate: VerbGroup | None = None
    last: int = -1


def parse_clauses(tokens: list[Token], groups: list[VerbGroup], kind: str, depth: int) -> list[OpenClause]:
    """Return the clauses of `tokens`, whose verb groups are `groups`; the outermost is of `kind` and `depth`."""
    return _Parser(tokens, groups, kind, depth).parse() if tokens else []


class _Parser:
    """Reads the tokens left to right with a stack of open clauses.

    A clause takes one finite verb. A second one closes embedded clauses down to one that still waits for its
    verb; where none does, it starts a coordinate clause.
    """

    def __init__(self, tokens: list[Token], groups: list[VerbGroup], kind: str, depth: int) -> None:
        self.length = len(tokens)
        # One neutral word at the end stands before the first and after the last.
        self.forms = [token.form for token in tokens]
        self.forms.append(word_form("."))
        self.words = [form.lower for form in self.forms]
        self.words[-1] = ""
        self.groups = groups
        self.starts = {group.first: group for group in groups}
        self.heads = {group.head: group for group in groups}
        self.stack = [OpenClause(kind, 0, depth)]
        self.done: list[OpenClause] = []

    def parse(self) -> list[OpenClause]:
        """Return each clause with the index of its last token."""
        for i in range(self.length):
            # Most words neither bound a clause nor follow a comma nor begin a verb group.
            if self.forms[i].bounds_clause or i in self.starts or i == 0 or self.words[i - 1] == ",":
                self._open_at(i)
            if i in self.starts:
                self._take_verb(i)
            if i in self.heads:
                self._complement_after(i)
        self._close_to(0, self.length - 1)
        self._close(self.stack[0], self.length - 1)
        return self.done

    @property
    def top(self) -> OpenClause:
        return self.stack[-1]

    def _close_to(self, level: int, last: int) -> None:
        """Close the clauses above `level` of the stack; a comma before the next word stays with what is below."""
        while len(self.stack) - 1 > level:
            clause = self.stack.pop()
            end = last
            while end > clause.first and self.words[end] in _BREAKS:
                end -= 1
            self._close(clause, end)

    def _close(self, clause: OpenClause, last: int) -> None:
        clause.last = last
        self.done.append(clause)

    def _push(self, kind: str, first: int) -> None:
        self.stack.append(OpenClause(kind, first, self.top.depth + 1))

    def _coordinate(self, level: int, i: int) -> None:
        """Close the clause at `level` and start its sibling at `i`."""
        self._close_to(level, i - 1)
        sibling = self.stack.pop()
        self._close(sibling, i - 1)
        self.stack.append(OpenClause("coordinate", i, sibling.depth))

    @staticmethod
    def _shares(group: VerbGroup) -> bool:
        """Whether it is the second verb of "jammed or shot down", which is one predication to its subject."""
        return group.first == group.head and group.auxiliary is not None

    def _verb_ahead(self, i: int, *, over_commas: bool = False) -> VerbGroup | None:
        """Return the finite verb that follows before another clause begins."""
        starts, words, forms = self.starts, self.words, self.forms
        for j in range(i, self.length):
            group = starts.get(j)
            if group is not None and group.finite:
                return group
            word = words[j]
            if word in _ENDS or (word == "," and not over_commas):
                return None
            form = forms[j]
            if form.is_relative:
                return None
            if j == i:
                continue
            if word in _MEANWHILE or (word == "but" and words[j - 1] == ","):
                return None
            if group is not None and form.speech is not None and word.endswith("ing"):
                return None  # ", adding that"
            if form.subordinator is not None and word not in _ALSO_PREPOSITION and not self._points_at(j):
                return None
        return None

    def _open_at(self, i: int) -> None:
        word, form = self.words[i], self.forms[i]
        group = self.starts.get(i)
        if i == 0:
            if form.subordinator is not None and word != "that":
                self._subordinate(i, form.subordinator)
            elif group is not None and word.endswith("ing"):
                self._push("participle", i)
            return
        if word in {";", ":"}:
            if self._verb_ahead(i + 1, over_commas=True) is not None and i + 1 < self.length:
                self._close_to(0, i - 1)
                self._coordinate(0, i + 1)
        elif form.is_coordinator:
            self._coordinator(i)
        elif form.is_relative:
            self._relative(i)
        elif word == "that":
            self._that(i)
        elif word == '"':
            self._quotation(i)
        elif form.subordinator is not None and (word != "so" or self.words[i - 1] == ","):
            self._subordinate(i, form.subordinator)
        elif self.words[i - 1] == ",":
            self._after_comma(i)
        if group is not None and not group.finite:
            self._participle(i)

    def _coordinator(self, i: int) -> None:
        if self.words[i + 1] == "that" and self._verb_ahead(i + 2, over_commas=True) is not None:
            said = [n for n, clause in enumerate(self.stack) if clause.kind == "complement" and clause.predicate]
            if said:
                self._coordinate(said[-1], i)
            return
        group = self._verb_ahead(i + 1) or self._verb_after_apposition(i + 1) or self._elliptic(i)
        if group is None or self.forms[i + 1].subordinator is not None:
            return
        if group.first > i + 1 and self.forms[group.first - 1].is_coordinator:
            return  # "in Iraq and Syria and have left": the second "and" joins the clauses
        if self._shares(group) and group.first == i + 1:
            return
        has_subject = any(self.forms[j].opens_phrase for j in range(i + 1, group.first))
        after_comma = self.words[i - 1] == ","
        says = self.forms[group.head].speech is not None
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
        commas = [j for j in range(i, self.length) if self.words[j] == ","][:2]
        if len(commas) < 2 or i >= self.length or not self.forms[i].opens_phrase:
            return None
        group = self.starts.get(commas[1] + 1)
        # Of ", which began at dawn," the verb is its own.
        before = commas[0] if self.forms[commas[0] + 1].is_relative else commas[1]
        busy = any(i <= other.first < before for other in self.groups if other.finite)
        return group if group is not None and group.finite and not busy else None

    def _elliptic(self, i: int) -> VerbGroup | None:
        """Return the verb of "and 15 injured" after a passive clause."""
        if self.top.predicate is None or not self.top.predicate.passive:
            return None
        for j in range(i + 1, min(i + 7, self.length)):
            group = self.starts.get(j)
            if group is not None:
                return group if group.passive and group.auxiliary is None and j > i + 1 else None
            if self.words[j] in {",", ";"}:
                return None
        return None

    def _relative(self, i: int) -> None:
        first = i
        if self.forms[i - 1].is_preposition:
            first = i - 1
            back = first
            while self.words[first] == "of" and back > max(0, first - 5) and self.words[back - 1] != ",":
                back -= 1
            if self.words[first] == "of" and self.words[back - 1] == ",":
                first = back
        self._leave_detached(first)
        if first > self.top.first or self.top.kind == "main":
            self._push("relative", first)

    def _quotation(self, i: int) -> None:
        """Open what is said where a quotation follows a verb of saying: 'wrote on Monday, "We'."""
        opening = self.words[:i].count('"') % 2 == 0
        predicate = self.top.predicate
        said = predicate is not None and self.forms[predicate.head].speech is not None
        if said and opening and self.words[i - 1] in {",", ":"} and self._verb_ahead(i + 1) is not None:
            self._push("complement", i)

    def _points_at(self, i: int) -> bool:
        """Whether the "that" at `i` is a determiner: "after that attack", "an attack that day"."""
        return self.words[i] == "that" and (self.forms[i - 1].is_preposition or self.words[i + 1] in _DAY_WORDS)

    def _that(self, i: int) -> None:
        if self.top.first == i - 1 and self.forms[i - 1].is_coordinator:
            return
        if self._points_at(i):
            return
        j = i + 1
        while j < self.length and self.forms[j].is_adverb:
            j += 1
        group = self.starts.get(j)
        if not any(group.finite and group.first > i for group in self.groups):
            return
        saying = any(
            self.forms[k].speech is not None or k in self.heads for k in range(max(0, i - 6), i) if k >= self.top.first
        )
        predicate = self.top.predicate
        saying = saying or (predicate is not None and self.forms[predicate.head].speech is not None)
        direct = (i - 1) in self.heads or self.forms[i - 1].speech is not None or self.words[i - 1] == ","
        if group is not None and group.finite and not direct and self.forms[i - 1].is_nominal:
            self._push("relative", i)
        elif saying or direct:
            self._push("complement", i)
        elif self.forms[i - 1].is_nominal:
            self._push("relative", i)

    def _subordinate(self, i: int, kind: str) -> None:
        word = self.words[i]
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
        if self.words[i - 1] == ",":
            self._leave_detached(i)
        self._push(kind, i)
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
        elif starts and i not in self.starts and self.forms[i].opens_phrase:
            level = len(self.stack) - 1
            while level > 0 and self.stack[level].kind in _DETACHED:
                level -= 1
            self._coordinate(level, i)

    def _participle(self, i: int) -> None:
        group, before = self.starts[i], self.forms[i - 1]
        if group.auxiliary not in {None, "being", "having"} or self.top.first == i:
            return
        needs_verb = self.top.predicate is None and self.top.kind != "participle"
        if group.passive and needs_verb and before.is_nominal and self._verb_ahead(i + 1, over_commas=True) is None:
            self.top.predicate = group  # "where four airports closed": no other verb is left for it
            return
        if before.text == ",":
            self._leave_detached(i)
            if self.forms[i].speech is not None:
                self._close_to(self._level_of_speech(), i - 1)
            self._push("participle", i)
        elif before.is_nominal and i - 1 not in self.heads and self._goes_on(i + 1, group):
            self._push("participle", i)

    def _level_of_speech(self) -> int:
        """Return the level of the clause that ", adding that ..." hangs on: the last that says something, or 0."""
        said = [n for n, c in enumerate(self.stack) if c.predicate and self.forms[c.predicate.head].speech is not None]
        return said[-1] if said else 0

    def _goes_on(self, i: int, group: VerbGroup) -> bool:
        """Whether something depends on the participle before `i`; a bare one is an adjective or a noun."""
        if i >= self.length or i in self.starts:
            return False
        form = self.forms[i]
        if form.is_preposition or form.is_adverb or form.is_object_pronoun or form.surely_opens_phrase:
            return True
        return group.passive and form.text not in {".", ",", "and", ";"}

    def _leave_detached(self, first: int) -> None:
        """Close relative and participle clauses that a comma before `first` ends."""
        if self.words[first - 1] == ",":
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
        if said and self.forms[i - 1].speech is not None:
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
            form = self.forms[j]
            if form.is_pronoun or form.lower in {"the", "a", "an"}:
                return j
            if form.is_preposition or not form.is_word:
                break
        return i

    def _complement_after(self, i: int) -> None:
        """Open what a verb of saying says, where no "that" does."""
        speech = self.forms[i].speech
        if speech is None or speech.content not in _TAKES_CLAUSE or " " in speech.lemma or i + 1 >= self.length:
            return
        following = self.forms[i + 1]
        if following.lower in _NEVER_OPENS or following.is_coordinator:
            return
        listed = following.opens_phrase and speech.content != "both"  # "said troops, police and crews were"
        ahead = self._verb_ahead(i + 1, over_commas=listed) or self._verb_after_apposition(i + 1)
        gerund = i + 1 in self.starts and not self.starts[i + 1].finite
        if ahead is None or ahead.first == i + 1 or gerund:
            return
        if not self.forms[ahead.first - 1].is_coordinator:  # "denied it and called it a lie"
            self._push("complement", i + 1)
