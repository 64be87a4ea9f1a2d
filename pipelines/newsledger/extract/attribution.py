"""Who says what: speakers over a whole text.

Belongs here: joining the statements of single sentences into attributions: quotations that run over sentences,
what "it" and "the ministry" point back to, and sentences that continue a statement without saying so. Does not:
finding the statements of a sentence (`statements`) or the country of a speaker (`actors`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from newsledger.extract.antecedents import Mention, antecedent_of, is_pronoun, kind_of, mention_of, points_back
from newsledger.extract.authors import FIRST_PERSON, find_author
from newsledger.extract.clause_tree import Parse
from newsledger.extract.quotations import Quotations
from newsledger.extract.spans import ActorSpan, Attribution, Sentence, Span, Statement
from newsledger.extract.speech import cues, speech_verbs
from newsledger.extract.statements import SentenceReader
from newsledger.extract.values import value
from newsledger.extract.word_tags import closed_words

_REACH = 30  # sentences in which "it" or "the ministry" is looked for; farther back nobody remembers
_DOCUMENT_REACH = 8  # sentences in which "the statement" was made
_MOSTLY = 0.6
_CUE_MARKS = (":", " - ", "–")
_BESIDE = 16  # characters: " has since "
_CONTINUES = re.compile(
    r"""[•"\s]*(?:
        (?:they|these|those)\b
      | (?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|dozens|scores|\d[\d,]*|some|most|many|several
           |half|all|none|about\s\w+|at\sleast\s\w+|some\s\d[\d,]*)\s(?:of\s(?:the|them|those|these|others)|others?|more)\b
      | (?:on\s\w+,?\s)?(?:it|he|she)\s(?:has\s|have\s|had\s)?also\b
      | (?:another|a\sfurther|in\sall|in\stotal|among\s(?:them|those|the)|of\s(?:them|those|these|the))\b
      | the\s(?:other|others|rest|remaining|dead|wounded|injured|victims)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TALLY = re.compile(r"\b(?:killed|died|dead|deaths?|injured|wounded|hurt|casualties|bod(?:y|ies)|missing|victims)\b")
# Reported speech goes on in the future of the past: "They said troops would leave. Police would replace them."
_FUTURE_OF_PAST = re.compile(r"(?:[^\s,;:]+\s){1,5}would\s(?:also\s|then\s|not\s)?(?!have\b)\w+")
_MODAL = re.compile(r"\b(?:will|would|must|should|shall)\b")


def _by_content(attribution: Attribution) -> tuple[int, int]:
    return attribution.content.start, attribution.content.end


def speaker_at(attributions: Sequence[Attribution], offset: int) -> Attribution | None:
    """Return the innermost attribution whose content covers `offset`, else one whose cue does.

    A source directly before its cue counts as covered: "the ministry put the dead at 33" is the ministry's.
    An attribution without a source ("reportedly") counts only where no other covers the offset.
    """
    covering = [a for a in attributions if _start(a) <= offset < a.content.end]
    if not covering:
        covering = [a for a in attributions if not a.carried and a.cue.start <= offset < a.cue.end]
    named = [a for a in covering if a.source is not None] or covering
    return min(named, key=lambda a: a.content.end - a.content.start, default=None)


def _start(attribution: Attribution) -> int:
    """Return where "the ministry put the dead at 33" begins: at a source that stands directly before its cue."""
    source, cue, content = attribution.source, attribution.cue, attribution.content
    if source is None or attribution.carried or not source.end <= cue.start <= content.start < content.end:
        return content.start
    return source.start if cue.start - source.end < _BESIDE else content.start


@value(frozen=True, slots=True)
class _State:
    """What is being said where a sentence ends."""

    last: Attribution | None  # the latest statement
    tally: bool  # whether it, with all that continues it, counts victims
    personal: bool  # whether it says "we"


_SILENCE = _State(None, tally=False, personal=False)


class Speakers:
    """Who says what in a text, read sentence by sentence where it is asked for.

    Contents may nest ("witnesses, according to the paper, said ..."); `speaker_at` takes the innermost. A
    sentence that continues a statement has an attribution of its own, `carried`. The content of an accusation, a
    demand or a threat without a that-clause is empty and stands at the end of its cue: nothing is asserted. A text that
    is `stated` is known to be a statement: all of it is its author's but for what others say in it.
    """

    def __init__(
        self,
        text: str,
        sentences: list[Sentence],
        actors: Sequence[ActorSpan],
        parse: Callable[[Sentence], Parse],
        *,
        stated: bool = False,
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.actors = actors
        self._parse = parse
        self._stated = stated
        self.quotations = Quotations(text, sentences)
        self._readers: dict[int, SentenceReader] = {}
        self._statements: dict[int, list[Statement]] = {}
        self._mentions: dict[int, list[Mention]] = {}
        self._own: dict[int, list[Attribution]] = {}
        self._carried: dict[int, Attribution | None] = {}
        self._states: dict[int, _State] = {-1: _SILENCE}
        self._quoted_by: dict[int, Attribution | None] = {}
        starts = [s.start for s in sentences]
        self._telling = {bisect_right(starts, offset) - 1 for offset, _ in cues().find(text)}
        self._introductions = [s.index for s in sentences if s.text.endswith(":")]

    def of(self, sentence: Sentence) -> list[Attribution]:
        """Return the attributions of one sentence, by content start, then end."""
        self._state(sentence.index)
        carried = self._carried[sentence.index]
        return sorted(self.own(sentence.index) + ([carried] if carried is not None else []), key=_by_content)

    def all(self) -> list[Attribution]:
        """Return the attributions of the whole text, by content start, then end."""
        return sorted((a for sentence in self.sentences for a in self.of(sentence)), key=_by_content)

    def own(self, index: int) -> list[Attribution]:
        """Return the attributions for which the sentence has a cue of its own."""
        if index not in self._own:
            self._own[index] = [self._resolved(s, index) for s in self.statements(index)]
        return self._own[index]

    def statements(self, index: int) -> list[Statement]:
        """Return the statements of a sentence, pronouns unresolved."""
        if index not in self._statements:
            sentence = self.sentences[index]
            if index in self._telling or any(mark in sentence.text for mark in _CUE_MARKS):
                self._statements[index] = [s for s in self._reader(index).statements() if self._counts(s)]
            else:
                self._statements[index] = []
        return self._statements[index]

    def _reader(self, index: int) -> SentenceReader:
        if index not in self._readers:
            sentence = self.sentences[index]
            self._readers[index] = SentenceReader(self.text, sentence, self._parse(sentence))
        return self._readers[index]

    def _speaking(self, index: int) -> list[Attribution]:
        return [a for a in self.own(index) if a.source is not None]

    # -- what goes on over sentences ----------------------------------------------------------------------

    def _state(self, index: int) -> _State:
        """Return what is being said where the sentence ends, settling who carries it on."""
        known = index
        while known not in self._states and not self._speaking(known):
            known -= 1
        for i in range(known + (known in self._states), index + 1):
            self._states[i] = self._next_state(i)
        return self._states[index]

    def _next_state(self, index: int) -> _State:
        sentence, speaking = self.sentences[index], self._speaking(index)
        if speaking:
            self._carried[index] = self._rest_after_semicolon(sentence, speaking) or (
                self._issued(sentence) if self._stated else None
            )
            return _State(
                self._main(speaking),
                tally=_TALLY.search(sentence.text) is not None,
                personal=FIRST_PERSON.search(sentence.text) is not None,
            )
        before = self._states[index - 1]
        carried = self._continuation(sentence, before) or self._dictated(sentence) or self._issued(sentence)
        self._carried[index] = carried
        if carried is None:
            return before
        return _State(
            carried,
            tally=before.tally or _TALLY.search(sentence.text) is not None,
            personal=before.personal or FIRST_PERSON.search(sentence.text) is not None,
        )

    def _counts(self, statement: Statement) -> bool:
        """Whether it is not the "we warn" inside a quotation, whose speaker is the one who is quoted."""
        spoken = statement.source is not None and statement.source.text.lower() in {"we", "i", "you"}
        return not (spoken and self.quotations.around(statement.cue.start))

    def _resolved(self, statement: Statement, index: int) -> Attribution:
        source = statement.source
        antecedent = None if source is None else self._antecedent(source, index)
        return Attribution(source, antecedent, statement.cue, self._content(statement), index, carried=False)

    def _antecedent(self, source: Span, index: int) -> Span | None:
        """Return the name that a source points back to."""
        if source.text.lower() in {"we", "i"}:
            return self._speaker_before(index)
        if kind_of(source) == "document" and points_back(source):
            return self._issuer(source, index)
        return self._named(source, index)

    def _named(self, source: Span, index: int) -> Span | None:
        """Return whom a pronoun or description means; whoever is quoted is not named inside the quotation."""
        region = self.quotations.around(source.start)
        before = (
            mention
            for mention in self._mentions_before(index, source.start)
            if self.quotations.around(mention.span.start) in (None, region)
        )
        return antecedent_of(source, before, self.actors)

    def _mentions_before(self, index: int, offset: int) -> Iterator[Mention]:
        """Yield the names and descriptions before an offset in the sentence, the nearest first."""
        for i in range(index, max(-1, index - _REACH), -1):
            yield from (mention for mention in reversed(self._mentions_in(i)) if mention.span.start < offset)

    def _mentions_in(self, index: int) -> list[Mention]:
        if index not in self._mentions:
            speaking = {s.source for s in self.statements(index) if s.source is not None}
            spans = sorted({*self._reader(index).subjects(), *speaking}, key=lambda span: (span.start, span.end))
            mentions = (self._mention(span, speaks=span in speaking) for span in spans)
            self._mentions[index] = [mention for mention in mentions if mention is not None]
        return self._mentions[index]

    def _mention(self, span: Span, *, speaks: bool) -> Mention | None:
        """Return a name or description that "it" or "he" may mean later, for a pronoun never one."""
        if is_pronoun(span) or span.text.lower() in closed_words():
            return None
        kind = kind_of(span, self.actors)
        known = kind != "any" or (speaks and _opens_name(span)) or self._is_known_name(span)
        return mention_of(span, kind) if known else None

    def _is_known_name(self, span: Span) -> bool:
        """Whether it is a name and not only a word that begins a sentence: the text writes it so elsewhere too."""
        words = span.text.split()
        if words[0].lower() in closed_words() - {"the"} or words[-1].lower() in closed_words():
            return False
        if not all(word[0].isupper() or word in {"of", "the", "and"} for word in words):
            return False
        return len(words) > 1 or self.text.find(span.text, self.text.find(span.text) + 1) >= 0

    @cached_property
    def author(self) -> Span | None:
        """Who "we" are outside of quotations, where the text is somebody's own statement."""
        return find_author(self.sentences, self.actors, self.quotations, self.statements)

    def _speaker_before(self, index: int) -> Span | None:
        """Return who "we" are: who issues the text, else the first speaker of the last sentence that has one."""
        if self.author is not None:
            return self.author
        for i in range(index - 1, max(-1, index - _REACH), -1):
            first = next((s.source for s in self.statements(i)[:1] if s.source is not None), None)
            if first is not None and first.text.lower() not in {"we", "i"}:
                return self._antecedent(first, i) or first
        return None

    def _issuer(self, document: Span, index: int) -> Span | None:
        """Return who made "the statement": whoever spoke last in a sentence that has the word."""
        first, noun = document.text.lower().split()[0], document.text.lower().split()[-1]
        for i in range(index - 1, max(-1, index - 1 - _DOCUMENT_REACH), -1):
            for told in reversed(self.statements(i)):
                if told.source is None or kind_of(told.source) == "document":
                    continue
                words = self.sentences[i].text.lower().split()
                if noun in words or (first in {"this", "that"} and i == index - 1):
                    return self._named(told.source, i) or told.source
        return None

    def _content(self, statement: Statement) -> Span:
        """Return the content, drawn back to the start of a quotation that ends just before the cue."""
        content = statement.content
        quotation = self.quotations.around(content.start) if statement.trailing else None
        if quotation is not None and quotation[0] < content.start and quotation[1] <= statement.cue.start:
            return Span(quotation[0], content.end, self.text[quotation[0] : content.end])
        return content

    # -- sentences without a cue --------------------------------------------------------------------------

    def _continuation(self, sentence: Sentence, before: _State) -> Attribution | None:
        """Return the attribution of a sentence that continues a statement, None if the reporter speaks."""
        if self.quotations.share(sentence) > _MOSTLY:
            speaker = self._of_quotation(sentence) or before.last
        else:
            speaker = before.last if self._continues(sentence, before) else None
        return None if speaker is None else self._whole(sentence, speaker)

    def _dictated(self, sentence: Sentence) -> Attribution | None:
        """Return the attribution of a sentence after a line that ends with "the minister said:"."""
        for i in reversed(self._introductions[: bisect_left(self._introductions, sentence.index)]):
            speaking = self._speaking(i)
            if speaking and speaking[-1].content.end >= self.sentences[i].end - 1:
                return self._whole(sentence, speaking[-1])
        return None

    def _issued(self, sentence: Sentence) -> Attribution | None:
        """Return the attribution of a sentence in which whoever issues the text says "we"."""
        if not (self._stated or FIRST_PERSON.search(sentence.text)) or self.author is None:
            return None
        return self._whole(sentence, Attribution(self.author, None, self.author, self.author, sentence.index, True))

    def _whole(self, sentence: Sentence, speaker: Attribution) -> Attribution:
        content = Span(sentence.start, sentence.end, sentence.text)
        return Attribution(speaker.source, speaker.antecedent, speaker.cue, content, sentence.index, carried=True)

    def _rest_after_semicolon(self, sentence: Sentence, speaking: list[Attribution]) -> Attribution | None:
        """Carry "four died, the governor said; a woman was hurt" over the semicolon."""
        first = speaking[0]
        rest = self.text.find(";", first.content.end - 1, sentence.end)
        if rest < 0 or any(a.content.end > rest + 1 or a.cue.start > rest for a in speaking):
            return None
        start = rest + 1 + len(self.text[rest + 1 : sentence.end]) - len(self.text[rest + 1 : sentence.end].lstrip())
        if start >= sentence.end:
            return None
        content = Span(start, sentence.end, self.text[start : sentence.end])
        return Attribution(first.source, first.antecedent, first.cue, content, sentence.index, carried=True)

    def _of_quotation(self, sentence: Sentence) -> Attribution | None:
        """Return whom a quoted sentence belongs to: the cue beside the quotation, else the last one before it."""
        start, end = self.quotations.over(sentence)[0]
        if start not in self._quoted_by:
            self._quoted_by[start] = self._quoted_from(start, end, sentence)
        return self._quoted_by[start]

    def _quoted_from(self, start: int, end: int, inside: Sentence) -> Attribution | None:
        opening = inside.index
        while self.sentences[opening].start > start:
            opening -= 1
        for i in range(opening, len(self.sentences)):
            if self.sentences[i].start >= end or self.sentences[i].paragraph != inside.paragraph:
                break
            beside = next((a for a in self._speaking(i) if not start <= a.cue.start < end), None)
            if beside is not None:
                return beside
        first = self.sentences[opening]
        if first.start < start and self.text[first.start : start].rstrip().endswith((",", ":")):
            subjects = self._reader(opening).subjects()
            if subjects:
                return self._led_in(subjects[0], first, start)
        for i in range(opening if first.end <= start + 1 else opening - 1, -1, -1):
            if self.sentences[i].paragraph != inside.paragraph:
                break
            if speaking := self._speaking(i):
                return speaking[-1]
        return None

    def _led_in(self, subject: Span, sentence: Sentence, start: int) -> Attribution:
        """Attribute a quotation to the subject of the sentence that leads into it: "Weiss sounded tired: ..."."""
        antecedent = antecedent_of(subject, self._mentions_before(sentence.index, subject.start), self.actors)
        cue = Span(start, start + 1, self.text[start])
        content = Span(start, sentence.end, self.text[start : sentence.end])
        return Attribution(subject, antecedent, cue, content, sentence.index, carried=True)

    @staticmethod
    def _main(speaking: list[Attribution]) -> Attribution:
        """Return the last of a sentence's attributions that is not said inside another."""
        inside = [
            a
            for a in speaking
            if any(
                b is not a and b.content.start <= a.cue.start < b.content.end and b.source != a.source for b in speaking
            )
        ]
        return next((a for a in reversed(speaking) if a not in inside), speaking[-1])

    def _continues(self, sentence: Sentence, before: _State) -> bool:
        """Whether a sentence plainly continues the account or tally of the statement before it."""
        last = before.last
        if last is None or sentence.index - last.sentence > 1:
            return False
        told = self.sentences[last.sentence]
        continues = _CONTINUES.match(sentence.text) is not None
        tally = before.tally and _TALLY.search(sentence.text) is not None
        if sentence.paragraph != told.paragraph:
            return sentence.paragraph == told.paragraph + 1 and continues and tally
        if FIRST_PERSON.search(sentence.text) or (before.personal and _MODAL.search(sentence.text)):
            return True
        verb = speech_verbs().get(last.cue.text.lower())
        asserted = verb is None or verb.content != "act"
        continues = continues or _FUTURE_OF_PAST.match(sentence.text) is not None
        return asserted and (continues or (tally and last.carried))


def _opens_name(span: Span) -> bool:
    return span.text[0].isupper() and span.text.split()[0].lower() not in closed_words()


def speaker_text(attribution: Attribution) -> str | None:
    """Return the words that name the speaker: the antecedent's where there is one, else the source's own."""
    named = attribution.antecedent or attribution.source
    return named.text if named is not None else None
