"""Who says what: speakers over a whole text.

Belongs here: joining the statements of single sentences into attributions: quotations that run over sentences,
what "it" and "the ministry" point back to, and sentences that continue a statement without saying so. Does not:
finding the statements of a sentence (`statements`) or the country of a speaker (`actors`).
"""

import re
from collections.abc import Iterator, Sequence

from newsledger.extract.sources import Mention, antecedent_of, is_pronoun, kind_of, points_back
from newsledger.extract.spans import ActorSpan, Attribution, Sentence, Span
from newsledger.extract.statements import SentenceReader, Statement
from newsledger.extract.wordclasses import closed_words, speech_verbs

# A quotation of fewer words is a scare quote: what is in it is not thereby said by anybody.
_QUOTATION_WORDS = 4
_BESIDE = 16  # characters: " has since "
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|i|my|me)\b", re.IGNORECASE)
_CONTINUES = re.compile(
    r"""[•"\s]*(?:
        (?:they|these|those)\b
      | (?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|dozens|scores|\d[\d,]*|some|most|many|several
           |half|all|none|about\s\w+|at\sleast\s\w+|some\s\d[\d,]*)\s(?:of\s(?:the|them|those|these)|others?|more)\b
      | (?:another|a\sfurther|in\sall|in\stotal|among\s(?:them|those|the)|of\s(?:them|those|these|the))\b
      | the\s(?:other|others|rest|remaining|dead|wounded|injured|victims)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TALLY = re.compile(r"\b(?:killed|died|dead|deaths?|injured|wounded|hurt|casualties|bod(?:y|ies)|missing|victims)\b")
_MODAL = re.compile(r"\b(?:will|would|must|should|shall)\b")
_BACKGROUND = re.compile(r"\bhad\s\w+(?:ed|en|ood|un|ne)\b")


def find_attributions(text: str, sentences: list[Sentence], actors: Sequence[ActorSpan]) -> list[Attribution]:
    """Return who says what in normalised `text`, by content start, then end.

    Contents may nest ("witnesses, according to the paper, said ..."); `speaker_at` takes the innermost. A
    sentence that continues a statement has an attribution of its own, `carried`. The content of an accusation, a
    demand or a threat without a that-clause is empty and stands at the end of its cue: nothing is asserted.
    """
    return sorted(_Discourse(text, sentences, actors).attributions(), key=lambda a: (a.content.start, a.content.end))


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
    if source is None or attribution.carried or not source.end <= cue.start <= content.start:
        return content.start
    return source.start if cue.start - source.end < _BESIDE else content.start


class _Discourse:
    def __init__(self, text: str, sentences: list[Sentence], actors: Sequence[ActorSpan]) -> None:
        self.text = text
        self.sentences = sentences
        self.actors = actors
        self.mentions: list[Mention] = []
        self.found: list[Attribution] = []
        self.subjects: dict[int, Span] = {}
        self.accounts: dict[int, str] = {}  # what has been said since the last cue, by sentence
        self.quotations = list(_quotations(text, sentences))

    def attributions(self) -> list[Attribution]:
        own: list[list[Attribution]] = []
        for sentence in self.sentences:
            reader = SentenceReader(self.text, sentence)
            statements = [s for s in reader.statements() if self._counts(s)]
            subjects = reader.subjects()
            if subjects:
                self.subjects[sentence.index] = subjects[0]
            named = {span for span in (*subjects, *(s.source for s in statements)) if span is not None}
            for span in sorted(named, key=lambda span: span.start):
                self._remember(span)
            own.append([self._resolved(s, sentence, own) for s in statements])
        last: Attribution | None = None
        account = ""
        dictating: Attribution | None = None  # who speaks after a line that ends with "the minister said:"
        for sentence, attributions in zip(self.sentences, own, strict=True):
            speaking = [a for a in attributions if a.source is not None]
            carried = self._carried(sentence, speaking, last, own)
            if dictating is not None and carried is None and not speaking:
                carried = self._whole(sentence, dictating)
            self.found += attributions
            if carried is not None:
                self.found.append(carried)
            if speaking:
                last, account = self._main(speaking), sentence.text
            elif carried is not None:
                last, account = carried, f"{account} {sentence.text}"
            self.accounts[sentence.index] = account
            if speaking and sentence.text.endswith(":") and speaking[-1].content.end >= sentence.end - 1:
                dictating = speaking[-1]
        return self.found

    def _counts(self, statement: Statement) -> bool:
        """Whether it is not the "we warn" inside a quotation, whose speaker is the one who is quoted."""
        inside = any(start <= statement.cue.start < end for start, end in self.quotations)
        return not (inside and statement.source is not None and statement.source.text.lower() in {"we", "i", "you"})

    def _resolved(self, statement: Statement, sentence: Sentence, own: list[list[Attribution]]) -> Attribution:
        source, antecedent = statement.source, None
        if source is not None:
            antecedent = self._antecedent(source, own)
            if source.text.lower() in {"we", "i"}:
                spoken = [a for attributions in own for a in attributions[:1] if a.source is not None]
                antecedent = (spoken[-1].antecedent or spoken[-1].source) if spoken else None
        return Attribution(source, antecedent, statement.cue, self._content(statement), sentence.index, carried=False)

    def _antecedent(self, source: Span, own: list[list[Attribution]]) -> Span | None:
        """Return the name that a source points back to; whoever is quoted is not named inside the quotation."""
        if kind_of(source) == "document" and points_back(source):
            return self._issuer(source, own)
        region = self._quotation_of(source)
        before = [
            m for m in self.mentions if m.span.start < source.start and self._quotation_of(m.span) in {None, region}
        ]
        return antecedent_of(source, before, self.actors)

    def _quotation_of(self, span: Span) -> tuple[int, int] | None:
        return next(((s, e) for s, e in self.quotations if s <= span.start < e), None)

    def _issuer(self, document: Span, own: list[list[Attribution]]) -> Span | None:
        """Return who made "the statement": whoever spoke last in a sentence that has the word."""
        first, noun = document.text.lower().split()[0], document.text.lower().split()[-1]
        for attributions in reversed(own[-8:]):
            for told in reversed(attributions):
                if told.source is None or kind_of(told.antecedent or told.source) == "document":
                    continue
                sentence = self.sentences[told.sentence]
                if noun in sentence.text.lower().split() or (first in {"this", "that"} and attributions is own[-1]):
                    return told.antecedent or told.source
        return None

    def _content(self, statement: Statement) -> Span:
        """Return the content, drawn back to the start of a quotation that ends just before the cue."""
        content = statement.content
        if statement.trailing:
            for start, end in self.quotations:
                if start < content.start < end <= statement.cue.start:
                    return Span(start, content.end, self.text[start : content.end])
        return content

    def _remember(self, span: Span) -> None:
        """Keep a name or description that "it" or "he" may mean later, an unresolved pronoun never."""
        kind = kind_of(span, self.actors)
        if is_pronoun(span) or span.text.lower() in closed_words() or (kind == "any" and not self._is_known_name(span)):
            return
        antecedent = antecedent_of(span, self.mentions, self.actors)
        self.mentions.append(Mention(antecedent or span, kind))

    def _is_known_name(self, span: Span) -> bool:
        """Whether it is a name and not only a word that begins a sentence: the text writes it so elsewhere too."""
        words = span.text.split()
        if words[0].lower() in closed_words() - {"the"} or words[-1].lower() in closed_words():
            return False
        if not all(word[0].isupper() or word in {"of", "the", "and"} for word in words):
            return False
        return any(m.start() != span.start for m in re.finditer(re.escape(span.text), self.text)) or " " in span.text

    def _quoted(self, sentence: Sentence) -> bool:
        return self._share_quoted(sentence) > 0.6

    def _share_quoted(self, sentence: Sentence) -> float:
        inside = sum(max(0, min(end, sentence.end) - max(start, sentence.start)) for start, end in self.quotations)
        return inside / max(1, sentence.end - sentence.start)

    def _carried(
        self, sentence: Sentence, speaking: list[Attribution], last: Attribution | None, own: list[list[Attribution]]
    ) -> Attribution | None:
        """Return the attribution of a sentence that continues a statement, None if the reporter speaks."""
        if speaking:
            return self._rest_after_semicolon(sentence, speaking)
        if self._quoted(sentence):
            speaker = self._of_quotation(sentence, own) or last
        elif last is not None and self._continues(sentence, last, own):
            speaker = last
        else:
            speaker = None
        if speaker is None:
            return None
        return self._whole(sentence, speaker)

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

    def _of_quotation(self, sentence: Sentence, own: list[list[Attribution]]) -> Attribution | None:
        """Return whom a quoted sentence belongs to: the cue beside the quotation, else the last one before it."""
        start, end = next((s, e) for s, e in self.quotations if s < sentence.end and sentence.start < e)
        paragraph = [s for s in self.sentences if s.paragraph == sentence.paragraph]
        beside = [
            a
            for s in paragraph
            if s.start < end and start < s.end
            for a in own[s.index]
            if a.source is not None and not start <= a.cue.start < end
        ]
        if beside:
            return beside[0]
        opening = next((s for s in paragraph if s.start < start < s.end), None)
        leads_in = opening is not None and self.text[opening.start : start].rstrip().endswith((",", ":"))
        if opening is not None and leads_in and opening.index in self.subjects:
            return self._speaking(self.subjects[opening.index], opening, start)
        before = [a for s in paragraph if s.end <= start + 1 for a in own[s.index] if a.source is not None]
        return before[-1] if before else None

    def _speaking(self, subject: Span, sentence: Sentence, start: int) -> Attribution:
        """Attribute a quotation to the subject of the sentence that leads into it: "Weiss sounded tired: ..."."""
        antecedent = antecedent_of(subject, [m for m in self.mentions if m.span.start < subject.start], self.actors)
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

    def _continues(self, sentence: Sentence, last: Attribution, own: list[list[Attribution]]) -> bool:
        """Whether a sentence plainly continues the account or tally of the statement before it."""
        told = self.sentences[last.sentence]
        if sentence.index - told.index > 1:
            return False
        account = self.accounts[told.index]
        continues = _CONTINUES.match(sentence.text) is not None
        tally = _TALLY.search(sentence.text) is not None and _TALLY.search(account) is not None
        if sentence.paragraph != told.paragraph:
            return sentence.paragraph == told.paragraph + 1 and continues and tally
        verb = speech_verbs().get(last.cue.text.lower())
        if _FIRST_PERSON.search(sentence.text) or (_FIRST_PERSON.search(account) and _MODAL.search(sentence.text)):
            return True
        asserted = verb is None or verb.content != "act"
        return asserted and (continues or (tally and last.carried))


def _quotations(text: str, sentences: list[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each outermost quotation; one that is not closed runs to the end of its paragraph."""
    limits: dict[int, tuple[int, int]] = {}
    for s in sentences:
        limits[s.paragraph] = (limits.get(s.paragraph, (s.start, 0))[0], s.end)
    for start, end in limits.values():
        opened, depth = start, 0
        for mark in (m.start() for m in re.finditer('"', text[start:end])):
            at = start + mark
            opens = at + 1 < end and not text[at + 1].isspace() and (at == start or not text[at - 1].isalnum())
            if depth == 0 or (opens and text[at - 1] in " ("):
                opened, depth = (at if depth == 0 else opened), depth + 1
                continue
            depth -= 1
            if depth == 0 and len(text[opened:at].split()) >= _QUOTATION_WORDS:
                yield opened, at + 1
        if depth and len(text[opened:end].split()) >= _QUOTATION_WORDS:
            yield opened, end


def speaker_text(attribution: Attribution) -> str | None:
    """Return the words that name the speaker: the antecedent's where there is one, else the source's own."""
    named = attribution.antecedent or attribution.source
    return named.text if named is not None else None
