"""The statements of one sentence: who says, by which word, which part of it.

Belongs here: "X said that", ", said X", "according to X", "reportedly", read from the chunks and clauses of the
sentence. Does not: what a verb of saying needs after it (`sayings`), "X: text" (`labels`), what runs over sentences
(`attribution`), or where the name of a speaker begins (`sources`).
"""

from bisect import bisect_right

from newsledger.extract.antecedents import kind_of
from newsledger.extract.chunks import Chunk
from newsledger.extract.clause_subjects import subject
from newsledger.extract.clause_tree import COORDINATE, ClauseNode, ClauseTree, Parse
from newsledger.extract.islands import island_around
from newsledger.extract.labels import read_label
from newsledger.extract.sayings import Saying
from newsledger.extract.sources import source_at
from newsledger.extract.spans import Sentence, Span, Statement
from newsledger.extract.speech import Speech, speech_phrases, speech_verbs

_AGENT_KINDS = frozenset({"claim", "announce", "confirm", "report"})
_NOBODY = frozenset({"no", "nobody", "none", "neither", "no-one", "nothing", "you"})
_POINTING = frozenset({"that", "those"})  # "those who think", "that said"
_REPORTING = frozenset({"saying", "telling", "reporting"})
_MAIN = frozenset({"", *COORDINATE})
_BREAKS = frozenset({",", ";", ":", '"', "–", "-"})
_LEAST_OPENING = 3  # words of "In exchange for six men, X said"
_LONGEST_TAIL = 8  # words after a cue at the end of a sentence without commas
_NOT = frozenset({"not", "never"})
_PARTING = frozenset({"TIME", "RB", "IN", ","})
_PHRASES = frozenset({"NP", "IN", "RB", "TIME"})
_SUPPOSED = frozenset({"may", "might", "could", "should", "will", "shall"})  # "may announce" says nothing yet


class SentenceReader:
    """A sentence with the statements in it."""

    def __init__(self, text: str, sentence: Sentence, parse: Parse) -> None:
        self.text = text
        self.sentence = sentence
        self.parse = parse
        self.chunks = parse.chunks
        self.words = parse.chunks[0].words if parse.chunks else []

    @property
    def tree(self) -> ClauseTree:
        """Its clauses."""
        return self.parse.clauses

    def statements(self) -> list[Statement]:
        """Return the statements in text order."""
        if not self.chunks:
            return []
        labelled = read_label(self.text, self.sentence, self.chunks)
        found = [*self._by_phrase(), *self._by_verb(), *([labelled] if labelled is not None else [])]
        return sorted(found, key=lambda s: (s.cue.start, s.content.start))

    def subjects(self) -> list[Span]:
        """Return the subjects of the finite verbs of main and coordinate clauses."""
        found = []
        for i, chunk in enumerate(self.chunks):
            if chunk.kind == "VG" and chunk.finite and self._is_main(self.tree.of(i)):
                found.append(self._subject(i))
        return [span for span in found if span is not None]

    def _is_main(self, node: ClauseNode | None) -> bool:
        while node is not None and node.opener in _MAIN:
            node = self.tree.parent(node)
        return node is None

    # -- cues -------------------------------------------------------------------------------------------

    def _by_phrase(self) -> list[Statement]:
        """Read "according to the ministry" and "reportedly"."""
        found = []
        for first, last, name in speech_phrases(self.words):
            cue = self._span(self.words[first].start, self.words[last - 1].end)
            if name == "preposition":
                found += self._by_preposition(cue, first, last)
            else:
                found.append(Statement(None, cue, self._clause_around(self._chunk_of(first)), trailing=True))
        return found

    def _by_preposition(self, cue: Span, first: int, last: int) -> list[Statement]:
        at = self._chunk_of(last) if last < len(self.words) else len(self.chunks)
        while at < len(self.chunks) and self.chunks[at].kind in ('"', "RB"):
            at += 1
        if at == len(self.chunks) or self.chunks[at].kind != "NP":
            return []
        source = source_at(self.text, self.chunks, at)
        if source is None:
            return []
        return [Statement(source, cue, self._around(self._chunk_of(first), at + 1), trailing=True)]

    def _by_verb(self) -> list[Statement]:
        found: list[Statement] = []
        for i, chunk in enumerate(self.chunks):
            speech = speech_verbs().get(chunk.head_word.lower) if chunk.kind == "VG" else None
            if speech is None or (self._is_negated(i) and speech.kind != "deny") or self._is_joined_infinitive(i):
                continue
            if speech.kind == "quote":
                found += self._quoting(i)
            elif self._is_passive(i) or self._is_accused(i, speech):
                found += self._by_agent(i, speech)
            else:
                found += self._spoken(i, speech, found)
        return found

    def _is_passive(self, at: int) -> bool:
        group = self.chunks[at]
        if "N" not in group.head_word.forms or "G" in group.head_word.forms:
            return False
        before = self._auxiliary_before(at)
        by = at + 1 < len(self.chunks) and self.chunks[at + 1].lower == "by"
        return group.has_be or (before is not None and before.head_word.tag == "BE") or (not group.aux and by)

    def _is_accused(self, at: int, speech: Speech) -> bool:
        """Whether it is the participle of "a senator, accused of fraud" or "a man suspected of fraud"."""
        bare = (
            speech.kind in {"accuse", "attitude"} and not self.chunks[at].aux and "N" in self.chunks[at].head_word.forms
        )
        return bare and at + 1 < len(self.chunks) and self.chunks[at + 1].lower in ("of", "for")

    def _is_joined_infinitive(self, at: int) -> bool:
        """Whether it only looks finite: "to restore and maintain"."""
        if (
            at < 2
            or self.chunks[at].aux
            or "B" not in self.chunks[at].head_word.forms
            or self.chunks[at - 1].kind != "CC"
        ):
            return False
        before = next((c for c in reversed(self.chunks[: at - 1]) if c.kind == "VG"), None)
        return before is not None and before.infinitive

    def _is_negated(self, at: int) -> bool:
        before = self._auxiliary_before(at)
        return self.chunks[at].negated or (
            before is not None and any(c.lower in _NOT for c in self.chunks[at - 5 : at])
        )

    def _auxiliary_before(self, at: int) -> Chunk | None:
        """Return the auxiliary that a date or parenthesis parts from the verb: "had not, as of May, announced"."""
        i = at - 1
        while i > 0 and (self.chunks[i].kind in _PARTING or self.chunks[i].lower in _NOT):
            i -= 1
        if self.chunks[at].aux or i == at - 1 or self.chunks[i].kind != "VG":
            return None
        return self.chunks[i] if self.chunks[i].head_word.tag in ("BE", "HV") else None

    def _spoken(self, at: int, speech: Speech, earlier: list[Statement]) -> list[Statement]:
        group = self.chunks[at]
        cue = self._span(group.head_word.start, group.end)
        island = island_around(self.chunks, at, speech)
        if island is not None:
            first = island.first
            source = source_at(self.text, self.chunks, at + 1) if island.inverted else self._subject(at, first)
            content = self._around(island.first, island.stop)
            return [Statement(source, cue, content, trailing=True)] if source is not None else []
        saying = Saying(self.chunks, self.tree, at, speech)
        if not saying.says_something:
            return self._after_all(at, speech)
        if group.finite:
            source = self._subject(at)
        elif group.gerund and speech.kind != "attitude":
            source = self._of_participle(saying, earlier)
        else:
            return []
        if source is None or source.text.split()[0].lower() in _NOBODY or source.text.lower() in _POINTING:
            return []
        if not _SUPPOSED.isdisjoint(group.aux) and source.text.lower() not in ("we", "i"):
            return []
        content = self._span(group.end, group.end)  # whoever condemns a raid does not say that there was one
        if saying.asserts:
            content = self._stretch(self._after(group.end), self.chunks[saying.end - 1].end)
        found = [Statement(source, cue, content, trailing=False)]
        opening = self._opening(source) if saying.asserts and group.finite and self._is_main(self.tree.of(at)) else None
        return [*found, Statement(source, cue, opening, trailing=False)] if opening is not None else found

    def _opening(self, source: Span) -> Span | None:
        """Return the phrase before a speaker that is part of what is said: "In exchange for six men, X said it"."""
        before = [c for c in self.chunks if c.end <= source.start]
        if not before or before[0].kind != "IN" or before[-1].last <= _LEAST_OPENING:
            return None
        apart = before[-1].kind == "," and all(c.kind not in _BREAKS for c in before[:-1])
        return self._span(before[0].start, before[-1].end) if apart else None

    def _quoting(self, at: int) -> list[Statement]:
        """Read "quoted an officer as saying that ..." and "an officer was quoted as saying"."""
        later = range(at + 2, len(self.chunks))
        saying = next(
            (i for i in later if self.chunks[i].lower in _REPORTING and self.chunks[i - 1].lower == "as"), None
        )
        if saying is None:
            return []
        if self._is_passive(at):
            source = self._subject(at)
        else:
            source = source_at(self.text, self.chunks, at + 1) if self.chunks[at + 1].kind == "NP" else None
        if source is None:
            return []
        cue = self._span(self.chunks[saying].start, self.chunks[saying].end)
        if not any(c.text[0].isalnum() for c in self.words[self.chunks[saying].last :]):
            # ", an officer was quoted as saying."
            return [Statement(source, cue, self._span(self.sentence.start, source.start), trailing=True)]
        return [Statement(source, cue, self._span(self._after(cue.end), self.sentence.end), trailing=False)]

    def _after_all(self, at: int, speech: Speech) -> list[Statement]:
        """Read a cue at the end of a sentence that has lost its commas: "nine died the governor said on Monday"."""
        chunks = self.chunks
        verb = next((i for i in range(at + 1, len(chunks)) if chunks[i].kind == "VG"), len(chunks))
        tail = chunks[at + 1 : verb]
        ends = (
            all(not c.lower[0].isalnum() for c in tail)
            or tail[0].kind in ("IN", "TIME")
            or speech.content == "addressee"
        )
        ends = ends and (verb == len(chunks) or (chunks[verb].gerund and chunks[verb - 1].kind != "IN"))
        spoken = any(c.kind == "VG" and c.finite for c in chunks[: at - 1])
        short = sum(c.last - c.first for c in tail) < _LONGEST_TAIL
        if not (
            chunks[at].finite
            and spoken
            and ends
            and short
            and " " not in speech.lemma
            and speech.content in {"clause", "addressee"}
        ):
            return []
        name = at - 1
        if name < 1 or chunks[name].kind != "NP":
            return []
        source = source_at(self.text, chunks, name, at)
        if source is None:
            return []
        content = self._stretch(self.sentence.start, chunks[name - 1].end)
        cue = self._span(chunks[at].head_word.start, chunks[at].end)
        return [Statement(source, cue, content, trailing=True)]

    def _of_participle(self, saying: Saying, earlier: list[Statement]) -> Span | None:
        """Return who is "reporting": the noun before it, else the speaker or subject of the sentence."""
        at = saying.at
        nominal = at > 0 and self.chunks[at - 1].kind == "NP"
        before = source_at(self.text, self.chunks, at - 1, at) if nominal else None
        apart = at < 2 or self.chunks[at - 2].lower in {"with", ",", '"'}
        if before is not None and apart and kind_of(before) in {"person", "people"}:
            return before
        noun = nominal and at > 1 and self.chunks[at - 2].kind == "IN" and not apart  # "in public reporting"
        if noun or (nominal and not earlier and saying.speech.kind != "accuse" and not saying.has_clause):
            return None  # "early warning systems"
        return earlier[-1].source if earlier else next(iter(self.subjects()), None)

    def _by_agent(self, at: int, speech: Speech) -> list[Statement]:
        """Read "claimed by the group"."""
        chunks, by = self.chunks, at + 1
        if speech.kind not in _AGENT_KINDS or speech.content == "none" or by + 1 >= len(chunks):
            return []
        if chunks[by].lower != "by" or chunks[by + 1].kind != "NP":
            return []
        source = source_at(self.text, chunks, by + 1)
        if source is None:
            return []
        cue = self._span(chunks[at].head_word.start, chunks[at].end)
        content = self._clause_around(at)
        if speech.kind == "claim":
            # Of "attacks, claimed by X, killed nine" X says that the attacks are theirs, and no more.
            before = self._stretch(content.start, chunks[at].start)
            content = before if before.text else cue
        return [Statement(source, cue, content, trailing=True)]

    # -- places in the sentence ---------------------------------------------------------------------------

    def _chunk_of(self, word: int) -> int:
        return bisect_right(self.chunks, word, key=lambda c: c.first) - 1

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def _stretch(self, start: int, end: int) -> Span:
        """Return the span without spaces and commas at its end."""
        return self._span(start, max(start, start + len(self.text[start:end].rstrip(" ,"))))

    def _after(self, at: int) -> int:
        while at < self.sentence.end and self.text[at] in " ,:":
            at += 1
        return at

    def _subject(self, at: int, first: int = 0) -> Span | None:
        """Return the subject of the verb group at `at`, which begins at or after the chunk at `first`."""
        verb = self._with_own_subject(at)
        node = self.tree.of(verb)
        if node.opener in COORDINATE and self.tree.has_subject(node):
            first = max(first, node.first)
        found = subject(self.chunks, verb)
        if found is None or found < first:
            found = next((i for i in range(verb - 1, first - 1, -1) if self._is_described(i)), None)
        if found is None:
            return None
        if self.chunks[verb - 1].kind == ",":
            found = self._before_descriptions(found)
        return source_at(self.text, self.chunks, found, verb)

    def _is_described(self, at: int) -> bool:
        """Whether a noun phrase stands at `at`, and no age: "Weiss, 55, said"."""
        chunk = self.chunks[at]
        return chunk.kind == "NP" and (chunk.last > chunk.first + 1 or chunk.head_word.tag != "NUM")

    def _with_own_subject(self, at: int) -> int:
        """Return the verb whose subject the verb at `at` has: "wrote that he was ill and warned that"."""
        node = self.tree.of(at)
        joined = any(c.kind == "CC" for c in self.chunks[node.first : node.first + 2])
        if node.opener not in COORDINATE or not joined or node.verb != at or self.tree.has_subject(node):
            return at
        around = self.tree.parent(node)
        while around is not None and around.opener != "that":
            around = self.tree.parent(around)
        outer = self.tree.parent(around if around is not None else node)
        while outer is not None and outer.opener in COORDINATE and not self.tree.has_subject(outer):
            outer = self.tree.parent(outer)
        return at if outer is None or outer.verb is None else self._with_own_subject(outer.verb)

    def _before_descriptions(self, at: int) -> int:
        """Return the name that the phrases up to that at `at` describe: "Wilson, alias Jou, a gang leader,"."""
        while at >= 2 and self.chunks[at - 1].kind == "," and self.chunks[at - 2].kind == "NP":
            if at > 2 and self.chunks[at - 3].kind not in ("CC", "SUB", '"', ";"):
                break
            at -= 2
        return at

    def _clause_around(self, at: int) -> Span:
        """Return the clause that the chunk at `at` stands in, with those that hang on it."""
        node = self.tree.of(at)
        if not self.chunks[at].aux and node.opener == ",":
            node = self.tree.parent(node) or node  # "attacks, also claimed by X"
        first, last = node.first, at
        while last + 1 < len(self.chunks) and self.tree.within(last + 1, node):
            last += 1
        while self.chunks[first].kind in _MAIN and first < at:
            first += 1
        return self._stretch(self.chunks[first].start, self.chunks[last].end)

    def _lists_on(self, at: int) -> bool:
        """Whether what follows the semicolon at `at` has no subject of its own: "; and wounded six, he added"."""
        after = at + 1
        while after < len(self.chunks) and self.chunks[after].kind in ("CC", "RB"):
            after += 1
        return after < len(self.chunks) and self.chunks[after].kind == "VG" and self.chunks[after].finite

    def _around(self, first: int, stop: int) -> Span:
        """Return what the chunks from `first` to `stop`, like ", X said,", are about.

        That is the relative clause that they interrupt, else the sentence or its part between semicolons.
        """
        opens = self._start_of_relative(first - 1)
        if opens is not None:
            end = next((i for i in range(stop + 1, len(self.chunks)) if self.chunks[i].kind in (",", ";", ".")), None)
            last = self.sentence.end if end is None else self.chunks[end].start
            return self._stretch(self.chunks[opens].start, last)
        stops = [i for i, c in enumerate(self.chunks) if c.kind == ";"]
        before = [i for i in stops if i < first]
        while before and self._lists_on(before[-1]):
            before.pop()
        start = self.chunks[before[-1] + 1].start if before else self.sentence.start
        end = next((self.chunks[i].start for i in stops if i >= stop), self.sentence.end)
        return self._span(start, end)

    def _start_of_relative(self, last: int) -> int | None:
        """Return where the relative clause begins that is open at the chunk `last`: "raids which", "whose talk,"."""
        i = last - (last > 0 and self.chunks[last].kind in (",", "–", "("))
        while i > 0 and self.chunks[i].kind in _PHRASES and not self._is_whose(i):
            i -= 1
        if i < 1 or not (self.chunks[i].kind == "WH" or self._is_whose(i)):
            return None
        return i - (self.chunks[i - 1].kind == "IN")

    def _is_whose(self, i: int) -> bool:
        return self.chunks[i].words[self.chunks[i].first].lower == "whose"
