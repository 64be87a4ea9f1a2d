"""How the rules of time expressions are written and found.

Belongs here: the point type, the word classes that rules name, and the search. Does not: the rules (`date_points`).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, cached_property

from newsledger.extract.date_tense import tense_around
from newsledger.extract.intervals import UNKNOWN, Interval
from newsledger.extract.lexicon import Matcher, alternatives, lower_keeping_length, read_lexicon
from newsledger.extract.values import value

_LONGEST_ABBREVIATION = 4
_FULL_MONTHS = ("may", "june", "july")
_AROUND = 30
_REACH = 40  # longer than what any rule reads before or after a word of time
_TIME_DIGITS = re.compile(r"[0-9]{4}|[0-9][:./][0-9]|[0-9] ?[ap]\.?m")


@value(frozen=True, slots=True)
class Reading:
    """The days an expression names, and its `role`, which tells how it joins its neighbours.

    day: names a day of its own. period: a week, month or year, or a stretch of them. part: a part of a day that a
    neighbour or the context names ("at 3 a.m."). relative: `count` `unit`s from the day of the context ("two days
    later"). vague: names no days ("in recent weeks").
    """

    interval: Interval
    precision: str
    role: str
    count: int = 0
    unit: str = "day"

    @property
    def first(self) -> date | None:
        """The first day; None where it is open or unknown."""
        return self.interval[0]

    @property
    def last(self) -> date | None:
        """The last day; None where it is open or unknown."""
        return self.interval[1]


@value(frozen=True, slots=True)
class Point:
    """A time expression by itself, at ``plain[start:end]``."""

    start: int
    end: int
    reading: Reading


class Match:
    """What a rule sees: its groups, what the lexicon says of them, and the text around."""

    def __init__(self, match: re.Match[str], plain: str, published: date | None) -> None:
        self.start, self.end = match.span()
        self.plain, self.published = plain, published
        self._match = match

    def __getitem__(self, group: str) -> str:
        return self._match[group] or ""

    def value(self, group: str) -> str:
        """What the lexicon says of the word in `group`; the group is named after the word's kind."""
        return _words(group)[self[group].rstrip(".")]

    def number(self, group: str) -> int:
        """The leading digits of `group`, else what the lexicon says of its word."""
        digits = re.match(r"[0-9]+", self[group])
        return int(digits[0]) if digits else int(self.value(group))

    def count(self) -> int:
        """The number before a unit; 0 for "several", "few" or none."""
        written = self["n"]
        return int(written) if written.isdigit() else _counts().get(written, 0)

    def is_capital(self, group: str) -> bool:
        """Whether `group` is written with a capital."""
        return self.plain[self._match.start(group)].isupper()

    def tense(self) -> str | None:
        """ "future", "past" or None, as the clause has it."""
        return tense_around(self.plain, self.start, self.end)

    def before(self) -> str:
        """The lower-cased text just before."""
        return self.plain[max(0, self.start - _AROUND) : self.start].lower()

    def after(self) -> str:
        """The text just after."""
        return self.plain[self.end : self.end + _AROUND]


Rule = Callable[[Match], Reading | None]


class Grammar:
    """Forms of time expressions, tried in the order they are added; the first that fits at a place is the reading."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[str, Rule]] = {}

    def rule(self, source: str) -> Callable[[Rule], Rule]:
        """Add a form. In `source`, <NAMES> are word classes; it is matched against lower-cased text."""

        def add(read: Rule) -> Rule:
            self._rules[read.__name__] = (source, read)
            return read

        return add

    def find(self, plain: str, published: date | None) -> Iterator[Point]:
        """Yield the expressions of normalised `plain` in order, without overlap."""
        lower = lower_keeping_length(plain)
        position = 0
        for begin, stop in _windows(lower):
            position = max(position, begin)
            while found := self._any.search(lower, position, stop):
                reading = self._read(found, plain, published)
                position = found.end() if reading else found.start() + 1
                if reading:
                    yield Point(found.start(), found.end(), reading)

    def _read(self, found: re.Match[str], plain: str, published: date | None) -> Reading | None:
        forms = ((rule, self._patterns[name]) for name, (_, rule) in self._rules.items())
        fitting = ((rule, form.match(found.string, found.start(), found.endpos)) for rule, form in forms)
        rule, match = next((rule, match) for rule, match in fitting if match is not None)
        try:
            return rule(Match(match, plain, published))
        except (ValueError, OverflowError):  # 31 February, or beyond the years of the calendar
            return Reading(UNKNOWN, "vague", "vague")

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        compiled = {}
        for name, (source, _) in self._rules.items():
            for written, pattern in _classes().items():
                source = source.replace(written, pattern)
            compiled[name] = re.compile(rf"(?:{source})(?!\w)")
        return compiled

    @cached_property
    def _any(self) -> re.Pattern[str]:
        # Which form it is, `_read` asks: groups that tell it would double the time of the search.
        forms = "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern in self._patterns.values())
        return re.compile(rf"(?<![\w.$€£-])(?=[a-z0-9])(?:{forms})")


def _windows(lower: str) -> Iterator[tuple[int, int]]:
    """The surroundings of words and digits of time, cut between words; the rules look nowhere else."""
    marks = [(start, end) for start, end, _ in _time_words().find(lower)]
    marks += [match.span() for match in _TIME_DIGITS.finditer(lower)]
    begin = stop = 0
    for start, end in sorted(marks):
        if start - _REACH > stop:
            if stop:
                yield begin, stop
            begin = lower.rfind(" ", stop, start - _REACH) + 1 or start - _REACH
        cut = lower.find(" ", end + _REACH, end + 2 * _REACH)
        stop = max(stop, cut if cut >= 0 else min(len(lower), end + 2 * _REACH))
    if stop:
        yield begin, stop


@cache
def _time_words() -> Matcher[None]:
    """Every form holds one of these, or `_TIME_DIGITS`."""
    kinds = ("month", "weekday", "daypart", "moment", "season", "offset", "unit", "holiday", "mark")
    words = {word for kind in kinds for word in _words(kind)}
    return Matcher((word, None) for word in [*words, *(f"{unit}s" for unit in _words("unit"))])


@cache
def _words(kind: str) -> dict[str, str]:
    return {row["word"]: row["value"] for row in read_lexicon("date_words") if row["kind"] == kind}


@cache
def _counts() -> dict[str, int]:
    rows = [row for row in read_lexicon("number_words") if row["kind"] in ("unit", "ten")]
    small = {row["word"]: int(row["value"]) for row in rows}
    joined = {
        f"{ten}{dash}{unit}": small[ten] + small[unit]
        for ten in small
        for unit in small
        for dash in "- "
        if small[ten] % 10 == 0 and small[ten] > 10 and 0 < small[unit] < 10
    }
    return {**small, **joined, "a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a dozen": 12}


@cache
def _classes() -> dict[str, str]:
    months = _words("month")
    full = alternatives(month for month in months if len(month) > _LONGEST_ABBREVIATION or month in _FULL_MONTHS)
    day = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
    part = alternatives([*_words("daypart"), *_words("moment")])
    return {
        "<MONTH>": rf"(?P<month>(?:{full})\b|(?:{alternatives(months)})\b\.?)",
        "<WEEKDAY>": rf"(?P<weekday>{alternatives(_words('weekday'))})\b",
        "<SEASON>": rf"(?P<season>{alternatives(_words('season'))})\b",
        "<DAY>": f"(?P<day>{day})",
        "<DAY2>": f"(?P<day2>{day})",
        "<YEAR>": r"(?P<year>(?:19|20)[0-9]{2}(?![0-9])|(?:this|last|next) year)",
        "<N>": rf"(?P<n>[0-9]{{1,3}}|{alternatives(_counts())}|several|a few|few|many)",
        "<UNIT>": rf"(?P<unit>{alternatives(_words('unit'))})",
        "<OFFSET>": rf"(?P<offset>{alternatives(_words('offset'))})",
        "<EDGE>": rf"(?P<edge>{alternatives(_words('edge'))})[ -](?:in |on )?",
        "<HOLIDAY>": rf"(?P<holiday>{alternatives(_words('holiday'))})\b",
        "<PART>": rf"(?P<part>(?:early |late |mid-?)?(?:{part}))\b",
    }
