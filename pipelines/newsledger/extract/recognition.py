"""Everything the recognisers find in one text, each run when its spans are first asked for.

Belongs here: which text each recogniser sees, and the spans of a sentence. Does not: how anything is recognised, or
what is made of a sentence (`reading`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from newsledger.extract.actors import find_actors
from newsledger.extract.attribution import Speakers
from newsledger.extract.belonging import home_of, settle
from newsledger.extract.chunker import chunk
from newsledger.extract.clause_tree import Parse
from newsledger.extract.dates import find_dates
from newsledger.extract.numbers import find_numbers
from newsledger.extract.places import find_places
from newsledger.extract.prefilter import counting, telling
from newsledger.extract.reading import Reading, read_sentence
from newsledger.extract.scene import scene_of
from newsledger.extract.sentences import split_sentences
from newsledger.extract.spans import BY_START, ActorSpan, DateSpan, NumberSpan, PlaceSpan, Sentence, Span
from newsledger.extract.stories import stories_in
from newsledger.extract.tagger import read_words
from newsledger.extract.tallies import goes_on_in_numbers
from newsledger.extract.text import normalise
from newsledger.extract.tokens import tokenize

S = TypeVar("S", bound=Span)
_Inside = tuple[list[NumberSpan], list[DateSpan], list[PlaceSpan], list[ActorSpan]]


class Recognised:
    """A text with its sentences and the spans in it; offsets are as in the text given.

    Parties and places are told of a whole text. Numbers and dates are looked for only in the sentences that can hold
    an event, or everywhere in a text read as a `whole`. A headline has a text `under` it; a text
    that its title calls a statement is `stated`.
    """

    def __init__(
        self,
        text: str,
        published: date | None,
        *,
        headline: bool = False,
        under: "Recognised | None" = None,
        stated: bool = False,
        whole: bool = False,
        start: int = 0,
    ) -> None:
        self.start = start  # where it begins in the text that it is a story of
        self.text = normalise(text)
        self.published = published
        self._headline = headline
        self._under = under
        self._stated = stated
        self._whole = whole

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences."""
        return split_sentences(self.text)

    @cached_property
    def telling(self) -> set[int]:
        """The indexes of the sentences that have the words which an event takes."""
        return telling(self.text, self.sentences)

    @cached_property
    def candidates(self) -> list[Sentence]:
        """The sentences that can hold an event: by their words, or in a text with such sentences by a number."""
        if not self.telling:
            return []
        kept = self.telling | counting(self.text, self.sentences)
        return [sentence for sentence in self.sentences if sentence.index in kept]

    @cached_property
    def places(self) -> list[PlaceSpan]:
        """The places named in it."""
        about = () if self._under is None else [c for c in (self._under.scene, self._under.home) if c]
        return find_places(self.text, about)

    @cached_property
    def _named(self) -> list[ActorSpan]:
        return find_actors(self.text, self.published, self.places)

    @cached_property
    def home(self) -> str | None:
        """The country that it is about."""
        return home_of(self.places, self._named) if self._under is None else self._under.home

    @cached_property
    def scene(self) -> str | None:
        """The country that it is set in."""
        return (scene_of(self.places, self._named) if self._under is None else self._under.scene) or self.home

    @cached_property
    def actors(self) -> list[ActorSpan]:
        """The parties named in it."""
        known = self._under.actors if self._under is not None else ()
        return settle(self.text, self.sentences, self.places, self._named, self.home, self.scene, known)

    @property
    def stories(self) -> "list[Recognised]":
        """The stories that it tells, each read alone: mostly itself, which for that it must not hold."""
        stretches = stories_in(self.text, self.sentences, self.places, self._named)
        if len(stretches) == 1:
            return [self]
        return [
            Recognised(self.text[a:b], self.published, stated=self._stated, whole=self._whole, start=a)
            for a, b in stretches
        ]

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that begins at or after `offset`."""
        return bisect_left(self.sentences, offset, key=BY_START)

    @cached_property
    def numbers(self) -> list[NumberSpan]:
        """Its quantities."""
        return find_numbers(self._looked_at)

    @cached_property
    def dates(self) -> list[DateSpan]:
        """Its time expressions."""
        return find_dates(self._looked_at, self.published)

    @cached_property
    def speakers(self) -> Speakers:
        """Who says what in it."""
        return Speakers(self.text, self.sentences, self.actors, self.parses.of, stated=self._stated)

    @cached_property
    def _looked_at(self) -> str:
        """The text with spaces for the sentences that can hold no event."""
        if self._whole or len(self.candidates) == len(self.sentences):
            return self.text
        pieces, reached = [], 0
        for sentence in self.candidates:
            pieces += [" " * (sentence.start - reached), sentence.text]
            reached = sentence.end
        return "".join(pieces)

    @cached_property
    def _inside(self) -> list[_Inside]:
        """The spans of each sentence."""
        found = (self.numbers, self.dates, self.places, self.actors)
        return list(zip(*(_by_sentence(spans, self.sentences) for spans in found), strict=True))

    @cached_property
    def parses(self) -> "Parses":
        """Its sentences as phrases and clauses."""
        return Parses(self.text, self._inside, headline=self._headline)

    def readings(self, above: Sequence[Reading] = ()) -> list[Reading]:
        """Return what each sentence that can hold an event says; `above` is what the title says.

        Sentences with a number alone are read only after an event that more numbers can be told on.
        """
        readings: list[Reading] = []
        counts = any(goes_on_in_numbers(reading.events) for reading in above)
        for sentence in self.candidates:
            if sentence.index not in self.telling and not counts:
                continue
            _, dates, places, actors = self._inside[sentence.index]
            told = self.speakers.of(sentence)
            readings.append(
                read_sentence(sentence, self.parses.of(sentence), dates, places, actors, told, headline=self._headline)
            )
            counts = counts or goes_on_in_numbers(readings[-1].events)
        return readings


class Parses:
    """The parse of each sentence of a text; apart from the text, so that who asks for one does not hold it."""

    def __init__(self, text: str, inside: Sequence[_Inside], *, headline: bool) -> None:
        self._text = text
        self._inside = inside
        self._headline = headline
        self._read: dict[int, Parse] = {}

    def of(self, sentence: Sentence) -> Parse:
        """Return a sentence as phrases and clauses, read once."""
        if sentence.index not in self._read:
            numbers, dates, places, actors = self._inside[sentence.index]
            spans = sorted([*dates, *actors, *places, *numbers], key=lambda s: s.start - s.end)
            tokens = tokenize(self._text, sentence.start, sentence.end)
            words = read_words(self._text, tokens, spans, headline=self._headline)
            self._read[sentence.index] = Parse(chunk(words))
        return self._read[sentence.index]


def _by_sentence(spans: Sequence[S], sentences: Sequence[Sentence]) -> list[list[S]]:
    """Return for each of `sentences` those of `spans` that lie inside it; both are in order."""
    inside: list[list[S]] = [[] for _ in sentences]
    at = 0
    for span in spans:
        while at < len(sentences) and sentences[at].end <= span.start:
            at += 1
        if at < len(sentences) and sentences[at].start <= span.start and span.end <= sentences[at].end:
            inside[at].append(span)
    return inside
