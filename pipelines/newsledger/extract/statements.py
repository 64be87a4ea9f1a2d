"""The statements of one sentence: who says, by which word, which part of it.

Belongs here: "X said that", ", said X", "according to X", "reportedly", "X: text", read from the clauses of the
sentence. Does not: what runs over sentences, such as quotations, pronouns and carry-over (`attribution`), or
where the name of a speaker begins (`sources`).
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from newsledger.extract.clauses import clause_at, split_clauses
from newsledger.extract.sources import kind_of, name_before, phrase_after, source_nouns, subject_before
from newsledger.extract.spans import Clause, Sentence, Span
from newsledger.extract.tokens import Token, speech_phrase
from newsledger.extract.values import value
from newsledger.extract.verbs import VerbGroup, verb_groups
from newsledger.extract.wordclasses import Speech

_FIGURE_NOUNS = frozenset(
    {*("toll", "number", "figure", "figures", "count", "total", "account", "version", "estimate", "tally", "dead")}
)
# Labels that look like a speaker before a colon.
_LABELS = frozenset(
    {
        *("analysis", "explainer", "exclusive", "live", "update", "updates", "video", "watch", "photos", "photo"),
        *("breaking", "opinion", "source", "timeline", "factbox", "summary", "report", "read", "note", "comment"),
        *("pictures", "podcast", "war", "location", "date", "time", "published", "updated", "tags", "sport"),
    }
)
_AGENT_KINDS = frozenset({"claim", "announce", "confirm", "report"})
_ADDRESSING = frozenset({"to", "by", "from", "as", "for"})
_NOBODY = frozenset({"no", "nobody", "none", "neither", "no-one", "nothing", "you"})


@value(frozen=True, slots=True)
class Statement:
    """One act of speaking in a sentence; the parts of an `Attribution` before pronouns are resolved."""

    source: Span | None
    cue: Span
    content: Span
    trailing: bool  # the cue stands beside what is said, as in ", X said," and "according to X"


class SentenceReader:
    """A sentence with its clauses and verbs, and the statements in it."""

    def __init__(self, text: str, sentence: Sentence, tokens: list[Token]) -> None:
        self.text = text
        self.sentence = sentence
        self.tokens = tokens
        self.starts, self.ends = [t.start for t in tokens], [t.end for t in tokens]
        self.cues = [i for i, token in enumerate(tokens) if token.form.is_cue]
        self.groups = verb_groups(self.tokens)
        self.clauses = split_clauses(text, sentence, self.tokens, self.groups)

    def statements(self) -> list[Statement]:
        """Return the statements in text order."""
        found = [*self._by_preposition(), *self._by_verb(), *self._by_hearsay(), *self._by_colon()]
        return sorted(found, key=lambda s: (s.cue.start, s.content.start))

    def subjects(self) -> list[Span]:
        """Return the subjects of the finite verbs of main and coordinate clauses."""
        verbs = [(group, self._clause(group.head)) for group in self.groups if group.finite]
        found = [self._subject(group, clause) for group, clause in verbs if clause.depth == 0]
        return [span for span in found if span is not None]

    # -- cues -------------------------------------------------------------------------------------------

    def _by_preposition(self) -> list[Statement]:
        found = []
        for i in self.cues:
            length = speech_phrase("preposition", self.tokens, i)
            if not length or i + length >= len(self.tokens):
                continue
            island = self._clause(i)
            source = phrase_after(self.text, self._between(self.tokens[i + length].start, island.end))
            cue = self._span(self.tokens[i].start, self.tokens[i + length - 1].end)
            if source is not None:
                found.append(Statement(source, cue, self._around(island), trailing=True))
        return found

    def _by_verb(self) -> list[Statement]:
        found: list[Statement] = []
        for group in self.groups:
            speech = self.tokens[group.head].form.speech
            if speech is None or (group.negated and speech.kind != "deny"):
                continue
            follows = self.tokens[group.head + 1 : group.head + 2]
            if speech.kind == "attitude" and [t.lower for t in follows] == ["of"]:
                continue  # "a man suspected of recruiting"
            if speech.kind == "quote":
                found += self._quoting(group)
                continue
            found += self._by_agent(group, speech) if group.passive else self._spoken(group, speech, found)
        return found

    def _spoken(self, group: VerbGroup, speech: Speech, earlier: list[Statement]) -> list[Statement]:
        head, clause = self.tokens[group.head], self._clause(group.head)
        cue = self._span(head.start, head.end)
        if clause.kind == "attribution":
            before = self._between(clause.start, self.tokens[group.first].start)
            if all(t.form.is_adverb for t in before):
                source = phrase_after(self.text, self._between(head.end, clause.end))
            else:
                source = subject_before(self.text, before)
            return [Statement(source, cue, self._around(clause), trailing=True)] if source is not None else []
        if not self._says_something(group, speech, clause):
            return self._after_all(group, speech)
        if group.finite:
            source = self._subject(group, clause)
        elif head.lower.endswith("ing") and group.auxiliary is None and speech.kind != "attitude":
            source = self._of_participle(group, speech, clause, earlier)
        else:
            return []
        if source is None or source.text.split()[0].lower() in _NOBODY:
            return []
        start = self._after(head.end)
        content = self._span(start, max(start, self._end_of_content(group, clause)))
        is_act = speech.content == "act" and not self._has_clause(group, clause)
        if is_act and clause.text[:5].lower() != "what ":
            content = self._span(head.end, head.end)  # whoever condemns a raid does not say that there was one
        found = [Statement(source, cue, content, trailing=False)]
        before = self._between(clause.start, source.start)
        opening = len(before) > 3 and before[0].form.is_preposition
        if opening and group.finite and clause.depth == 0 and not is_act:  # "In exchange for six men, X said it ..."
            found.append(Statement(source, cue, self._span(before[0].start, before[-1].end), trailing=False))
        return found

    def _quoting(self, group: VerbGroup) -> list[Statement]:
        """Read "quoted an officer as saying that ..." and "an officer was quoted as saying"."""
        after = range(group.head + 2, len(self.tokens))
        saying = next((i for i in after if self._is_as_saying(i)), None)
        if saying is None:
            return []
        if group.passive:
            source = self._subject(group, self._clause(group.head))
        else:
            source = phrase_after(self.text, self.tokens[group.head + 1 : saying - 1])
        if source is None:
            return []
        cue = self._span(self.tokens[saying].start, self.tokens[saying].end)
        start = self._after(cue.end)
        ends = all(not token.form.is_word for token in self.tokens[saying + 1 :])
        if ends:  # ", an officer was quoted as saying."
            return [Statement(source, cue, self._span(self.sentence.start, source.start), trailing=True)]
        return [Statement(source, cue, self._span(start, self.sentence.end), trailing=False)]

    def _is_as_saying(self, i: int) -> bool:
        return self.tokens[i - 1].lower == "as" and self.tokens[i].lower in {"saying", "telling", "reporting"}

    def _after_all(self, group: VerbGroup, speech: Speech) -> list[Statement]:
        """Read a cue at the end of a sentence that has lost its commas: "nine died the governor said on Monday"."""
        verb = next((self.tokens[g.first].start for g in self.groups if g.first > group.head), self.sentence.end)
        tail = self._between(self.tokens[group.head].end, verb)
        ends = all(t.text in {".", '"'} or not t.form.is_word for t in tail) or tail[0].form.is_preposition
        ends = ends or speech.content == "addressee"
        spoken = any(g.finite and g.head < group.first - 1 for g in self.groups)
        if not (group.finite and spoken and ends and speech.content in {"clause", "addressee"} and len(tail) < 8):
            return []
        start = self.sentence.start
        name = name_before(self.text, self._between(start, self.tokens[group.first].start))
        if name is None or name.start <= start:
            return []
        content = self.text[start : name.start].rstrip()
        cue = self._span(self.tokens[group.head].start, self.tokens[group.head].end)
        return [Statement(name, cue, self._span(start, start + len(content)), trailing=True)]

    def _of_participle(self, group: VerbGroup, speech: Speech, clause: Clause, earlier: list[Statement]) -> Span | None:
        """Return who is "reporting": the noun before it, else the speaker or subject of the sentence."""
        nominal = group.first > 0 and self.tokens[group.first - 1].form.is_nominal
        before = self._noun_before(clause) if nominal else None
        if before is not None and kind_of(before) in {"person", "people"} and self._stands_apart(before):
            return before
        if nominal and not earlier and speech.kind != "accuse" and not self._has_clause(group, clause):
            return None  # "early warning systems"
        return earlier[-1].source if earlier else next(iter(self.subjects()), None)

    def _stands_apart(self, source: Span) -> bool:
        """Whether a noun before a participle is its subject: ", with officials reporting"."""
        before = self._between(self.sentence.start, source.start)
        return not before or before[-1].lower in {"with", ",", '"'}

    def _end_of_content(self, group: VerbGroup, clause: Clause) -> int:
        """Return where the clause ends, or the sentence if what follows its colon spells the content out.

        A noun phrase ("claimed the attack, which killed two") ends before a clause that hangs on it.
        """
        head = self.tokens[group.head]
        if not self._has_clause(group, clause):
            hanging = [c.start for c in self.clauses if c.kind in {"relative", "adverbial"} and c.depth > clause.depth]
            return min([start for start in hanging if head.end < start < clause.end], default=clause.end)
        if not clause.text.endswith(":"):
            return clause.end
        return next((t.start for t in self.tokens if t.text == ";" and t.start > clause.end), self.sentence.end)

    def _has_clause(self, group: VerbGroup, clause: Clause) -> bool:
        """Whether a that-clause, a clause without "that", a quotation or a colon follows the verb."""
        after = self._between(self.tokens[group.head].end, clause.end)[:14]
        verbs = {self.tokens[g.first].start for g in self.groups if g.finite}
        participles = {self.tokens[g.first].start for g in self.groups if not g.finite and g.auxiliary is None}
        complements = {c.start for c in self.clauses if c.kind == "complement" and c.depth > clause.depth}
        for n, token in enumerate(after):
            if n and after[n - 1].text == "," and token.start in participles:
                return False
            if token.text in {'"', ":"} or token.lower == "that":
                return True
            if token.start in verbs:
                return n == 0 and clause.kind == "relative"  # "buildings which they said would be hit"
            if token.start in complements:
                return True
        return False

    def _says_something(self, group: VerbGroup, speech: Speech, clause: Clause) -> bool:
        """Whether what follows the verb is what its lexicon entry says can be said with it."""
        after = self._between(self.tokens[group.head].end, clause.end)
        after = [t for n, t in enumerate(after) if n > 2 or not t.form.is_adverb]
        if not after:
            return False
        near = [t.lower for t in after[:12]]
        if not set(speech.lemma.split()[1:]) <= set(near[:3]):
            return False
        if clause.text[:5].lower() == "what " and (near[0] in {"a", "an", "the", "as"} or near[1:2] == ["as"]):
            return True  # "in what the army called a mistake"
        clausal = self._has_clause(group, clause)
        thing = (
            after[0].form.opens_phrase
            or near[1:2] == ["'s"]
            or after[0].lower in {"of", "having", "damage"}
            or ("to", "have") in pairwise(near)
        )
        match speech.content:
            case "addressee":
                asked = any(a.lower == "to" and b.form.verb is not None for a, b in pairwise(after[1:12]))
                return clausal or asked
            case "clause":
                return clausal
            case "quote":
                return clausal and ("that" in near or '"' in near)
            case "both":
                placed = after[0].form.is_preposition and near[0] not in _ADDRESSING
                return clausal or thing or placed or after[0].lower.endswith("ing")
            case "witness":
                return clausal or near[0].endswith("ing") or "how" in near
            case "thing":
                return thing or clausal
            case "figure":
                return ("at" in near and speech.lemma == "put") or bool(_FIGURE_NOUNS.intersection(near[:7]))
            case "act" if speech.lemma in {"call", "characterise", "characterize"}:
                return near[0] in {"for", "on", "upon"} or '"' in near
            case "act":
                going = after[0].form.is_preposition or near[0].endswith("ing") or after[0].form.is_when
                return thing or clausal or going
        return False

    def _by_agent(self, group: VerbGroup, speech: Speech) -> list[Statement]:
        """Read "claimed by the group"."""
        head = group.head
        if (
            speech.kind not in _AGENT_KINDS
            or speech.content == "none"
            or head + 2 >= len(self.tokens)
            or self.tokens[head + 1].lower != "by"
        ):
            return []
        clause = self._clause(head)
        stop = next((t.start for t in self.tokens[head + 2 :] if t.text in {",", ";", "."}), clause.end)
        verb = next((self.tokens[g.first].start for g in self.groups if g.finite and g.first > head + 1), stop)
        source = phrase_after(self.text, self._between(self.tokens[head + 2].start, min(stop, verb)))
        if source is None:
            return []
        cue = self._span(self.tokens[head].start, self.tokens[head].end)
        around = clause if clause.kind != "participle" else self._parent(clause)
        content = self._span(around.start, around.end)
        if speech.kind == "claim":
            # Of "attacks, claimed by X, killed nine" X says that the attacks are theirs, and no more.
            before = self.text[around.start : self.tokens[group.first].start].rstrip(" ,")
            content = self._span(around.start, around.start + len(before)) if before else cue
        return [Statement(source, cue, content, trailing=True)]

    def _by_hearsay(self) -> list[Statement]:
        found = []
        for i in self.cues:
            length = speech_phrase("hearsay", self.tokens, i)
            if length:
                clause = self._clause(i)
                cue = self._span(self.tokens[i].start, self.tokens[i + length - 1].end)
                found.append(Statement(None, cue, self._span(clause.start, clause.end), trailing=True))
        return found

    def _by_colon(self) -> list[Statement]:
        """Read the headline styles "Governor: four hurt in raid" and "Toll rises to 76: monitor"."""
        if len(self.tokens) > 4 and self.tokens[-2].text in {"-", "–"} and self.tokens[-1].text.isupper():
            content = self._span(self.tokens[0].start, self.tokens[-3].end)  # "4,000 flee fighting - UN"
            source, dash = self.tokens[-1], self.tokens[-2]
            cue = self._span(dash.start, dash.end)
            return [Statement(self._span(source.start, source.end), cue, content, trailing=True)]
        colons = [i for i, t in enumerate(self.tokens) if t.text == ":"]
        if len(colons) != 1 or any(t.text == '"' for t in self.tokens):
            return []
        before, after = self.tokens[: colons[0]], self.tokens[colons[0] + 1 :]
        after = [t for t in after if t.text not in {".", '"'}]
        cue = self._span(self.tokens[colons[0]].start, self.tokens[colons[0]].end)
        if self._is_label(before) and len(after) > 3:
            content = self._span(after[0].start, self.tokens[-1].end)
            return [Statement(self._span(before[0].start, before[-1].end), cue, content, trailing=False)]
        if self._is_label(after) and len(before) > 3 and len(after) <= 4:
            content = self._span(before[0].start, before[-1].end)
            return [Statement(self._span(after[0].start, after[-1].end), cue, content, trailing=True)]
        return []

    def _is_label(self, tokens: list[Token]) -> bool:
        """Whether a few words beside a colon can be a speaker and are not "Analysis" or "Live summary"."""
        if not 0 < len(tokens) <= 5 or any(t.lower in _LABELS or not t.form.is_word for t in tokens):
            return False
        named = all(t.form.is_capitalised or t.lower in {"of", "the", "for", "and", "'s"} for t in tokens)
        finite = any(group.finite for group in verb_groups(tokens, fragment=True))
        return (named or tokens[-1].lower in source_nouns()) and not finite

    # -- places in the sentence ---------------------------------------------------------------------------

    def _clause(self, i: int) -> Clause:
        return clause_at(self.clauses, self.tokens[i].start)

    def _parent(self, clause: Clause) -> Clause:
        around = [c for c in self.clauses if c.start <= clause.start and clause.end <= c.end and c.depth < clause.depth]
        return max(around, key=lambda c: c.depth) if around else clause

    def _between(self, start: int, end: int) -> list[Token]:
        return self.tokens[bisect_left(self.starts, start) : bisect_right(self.ends, end)]

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def _after(self, at: int) -> int:
        while at < self.sentence.end and self.text[at] in " ,:":
            at += 1
        return at

    def _subject(self, group: VerbGroup, clause: Clause) -> Span | None:
        """Return the subject of a finite verb: in its clause, before "who", or shared with the last verb."""
        own = [clause, *self._brackets(clause)]
        before = self._between(clause.start, self.tokens[group.first].start)
        before = [t for t in before if clause_at(self.clauses, t.start) in own]
        opens = all(t.form.is_relative or t.form.is_adverb or t.lower == "that" for t in before)
        if clause.kind == "relative" and opens:
            return self._noun_before(clause)
        plain = [t for t in before if t.text not in {",", '"', "•"} and not t.form.is_adverb]
        if all(t.form.is_coordinator for t in plain):
            for earlier in reversed(self.groups):
                at = self._clause(earlier.head)
                if earlier.finite and earlier.head < group.first and at.depth == clause.depth and at != clause:
                    return self._subject(earlier, at)
            return None
        return subject_before(self.text, before)

    def _brackets(self, clause: Clause) -> list[Clause]:
        return [c for c in self.clauses if c.kind == "parenthetical" and clause.start <= c.start < clause.end]

    def _noun_before(self, clause: Clause) -> Span | None:
        parent = self._parent(clause)
        before = self._between(parent.start, clause.start)
        before = [t for t in before if clause_at(self.clauses, t.start).kind != "relative"]
        verbs = [self.tokens[g.head].end for g in self.groups if self.tokens[g.head].end <= clause.start]
        start = max([v for v in verbs if v > parent.start], default=parent.start)
        tokens = [t for t in before if t.start >= start]
        while tokens and tokens[-1].text == ",":
            tokens.pop()
        cut = [n for n, t in enumerate(tokens) if t.form.is_preposition and t.lower not in {"of", "for"}]
        return subject_before(self.text, tokens[cut[-1] + 1 :] if cut else tokens)

    def _goes_on(self, clause: Clause, at: int) -> bool:
        """Whether words of the clause itself follow `at`."""
        after = [t for t in self._between(at, clause.end) if t.text[0].isalnum()]
        return any(clause_at(self.clauses, t.start).kind != "attribution" for t in after)

    def _lists_on(self, at: int) -> bool:
        """Whether what follows a semicolon has no subject of its own: "; and wounded six, he added"."""
        after = [t for t in self._between(at, self.sentence.end) if not t.form.is_coordinator]
        verb = next((self.tokens[g.first].start for g in self.groups if self.tokens[g.first].start >= at), None)
        return bool(after) and after[0].start == verb

    def _around(self, island: Clause) -> Span:
        """Return what the words of an island like ", X said," are about: the relative clause they interrupt, else all.

        All is the sentence, or its part up to a semicolon.
        """
        inside = [
            c for c in self.clauses if c.kind == "relative" and c.start <= island.start and self._goes_on(c, island.end)
        ]
        if inside:
            innermost = max(inside, key=lambda c: c.depth)
            return self._span(innermost.start, innermost.end)
        stops = [t.start for t in self.tokens if t.text == ";"]
        starts = [s + 1 for s in stops if s < island.start]
        while starts and self._lists_on(starts[-1]):
            starts.pop()
        start = starts[-1] if starts else self.sentence.start
        end = min([s for s in stops if s >= island.end], default=self.sentence.end)
        while start < end and self.text[start].isspace():
            start += 1
        return self._span(start, end)
