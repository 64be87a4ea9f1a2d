"""Which stretches of a text are stories of their own: news in brief, a live page, reports one under another.

Belongs here: finding where a text turns to another story, by the names that its paragraphs share. Does not: what a
story tells. Each is read as if it stood alone, so that who "the army" is, or where "a market" lies, is never taken
from another story.
"""

import re
from calendar import day_name, month_name
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from newsledger.extract.spans import ActorSpan, PlaceSpan, Sentence

_CAPITALISED = re.compile(r"\b[A-Z][\w-]+")
_SMALL = re.compile(r"\b[a-z]+")
_POINTS_BACK = re.compile(r"(?:The|This|That|These|Those|It|He|She|They|But|And)\s[a-z]")
_CALENDAR = frozenset(name.lower() for name in (*day_name, *month_name) if name)
_EVERYWHERE = frozenset({"USA", "EU", "NATO", "UN"})  # they take part in stories that have nothing else in common
_HEADING = 100  # characters, at most, of a line without a full stop that belongs to what comes under it
_SHORTEST = 60  # characters; less is no story

_Stretch = tuple[int, int]


def stories_in(
    text: str, sentences: Sequence[Sentence], places: Sequence[PlaceSpan], actors: Sequence[ActorSpan]
) -> list[_Stretch]:
    """Return the (start, end) of each story of normalised `text`, in order, with only spaces between them.

    A new story begins at a paragraph from which on no name stands that stood before it, and whose first sentence
    names a country. `places` and `actors` are all that are named in the text.
    """
    paragraphs = [list(told) for _, told in groupby(sentences, key=attrgetter("paragraph"))]
    lines = [(told[0].start, told[-1].end) for told in paragraphs]
    spans: list[PlaceSpan | ActorSpan] = [*places, *(a for a in actors if a.kind != "person")]
    told = sorted((s.start, s.country) for s in spans if s.country and s.country not in _EVERYWHERE)
    if len({country for _, country in told}) <= 1:
        return [(0, len(text))]
    countries = _by_line(lines, told)
    opens = _by_line([(first.start, first.end) for first, *_ in paragraphs], told)
    within = {at for span in spans for at in range(span.start, span.end)}
    common = _CALENDAR.union(*(a.office.lower().split() for a in actors if a.office), _SMALL.findall(text))
    named = [(s.start, s.name) for s in spans if s.text[0].isupper() and s.country not in _EVERYWHERE]
    named += [(at, w) for at, w in _capitalised(text, lines) if w not in common and at not in within]
    names = _by_line(lines, sorted(named))
    stories: list[_Stretch] = []
    opening: int | None = None  # where lines begin that belong to the story after them
    for first, last in _runs([one | other for one, other in zip(names, countries, strict=True)]):
        start, end = lines[first][0] if opening is None else opening, lines[last][1]
        opening = None
        if opens[first] and end - start >= _SHORTEST and not _POINTS_BACK.match(text, lines[first][0]):
            stories.append((start, end))
        elif not stories or (end - start <= _HEADING and text[end - 1].isalnum()):
            opening = start
        else:
            stories[-1] = stories[-1][0], end
    if not stories:
        return [(0, len(text))]
    return [*stories[:-1], (stories[-1][0], lines[-1][1])]


def _runs(named: Sequence[set[str]]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each run of lines that shares no name with those after it."""
    last = {name: at for at, names in enumerate(named) for name in names}
    first = reached = 0
    for at, names in enumerate(named):
        reached = max([at, reached, *(last[name] for name in names)])
        if reached == at:
            yield first, at
            first = at + 1


def _by_line(lines: Sequence[_Stretch], found: Sequence[tuple[int, str]]) -> list[set[str]]:
    """Return for each line what is `found` in it; `found` holds (offset, what), in order."""
    inside: list[set[str]] = [set() for _ in lines]
    at = 0
    for offset, what in found:
        while at < len(lines) and lines[at][1] <= offset:
            at += 1
        if at < len(lines) and lines[at][0] <= offset:
            inside[at].add(what)
    return inside


def _capitalised(text: str, lines: Sequence[_Stretch]) -> Iterator[tuple[int, str]]:
    """Yield the words that have a capital within a sentence, wherever they stand, as (offset, word in lower case)."""
    found = [(m.start(), m[0].lower()) for m in _CAPITALISED.finditer(text)]
    openings = {start for start, _ in lines}
    names = {word for at, word in found if at not in openings and _is_within(text, at)}
    return ((at, word) for at, word in found if word in names)


def _is_within(text: str, at: int) -> bool:
    """Whether the word at `at` is none that a sentence, a quotation or a list item begins with."""
    before = text[max(0, at - 2) : at].rstrip()[-1:]
    return before.isalnum() or before in (",", ";")
