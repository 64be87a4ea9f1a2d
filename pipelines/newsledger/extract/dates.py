"""The time expressions of a text as intervals of days, seen from the day of publication.

Belongs here: how expressions join ("Saturday at 3 a.m.", "between Friday and Sunday", "since May") and what the context
gives them ("two days later", "in the evening"). Does not: the single forms; those are `date_points`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from newsledger.extract import intervals
from newsledger.extract.date_grammar import Point, Reading
from newsledger.extract.date_points import GRAMMAR
from newsledger.extract.intervals import UNKNOWN
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.sentences import split_sentences
from newsledger.extract.spans import DateSpan
from newsledger.extract.text import normalise

_PART_THEN_DAY = re.compile(r",? ?(?:on |of |on the night of )?")
_DAY_THEN_PART = re.compile(r",? ?(?:at |about |around |in |\()?")
_NIGHT_THEN_DAY = re.compile(r" (?:on |into |to )?")
_BETWEEN = re.compile(r"\bbetween \Z", re.I)
_FROM = re.compile(r"\bfrom (?:the )?\Z", re.I)
_AND = re.compile(r" and ", re.I)
_TO = re.compile(r" ?- ?| (?:to|until|till|through|into) (?:the )?", re.I)
_YEAR = re.compile(r"[0-9]{4}")
_WEEK = timedelta(days=7)
_REACH = 40  # longer than any bound


def find_dates(text: str, published: date | None) -> list[DateSpan]:
    """Return the time expressions of `text` in order, without overlap.

    A bare weekday is the last one, `published` itself included, unless its clause speaks of what is to come.
    "Overnight" is the night before `published`: both days. "Since X" runs to `published`; "until", "by" and "before X"
    have an end only, "after X" a start only. Without `published`, relative expressions keep their words
    and have neither. Nothing before 1900 is a date here.
    """
    plain = normalise(text)
    points = _with_context(plain, published, _joined(plain, list(GRAMMAR.find(plain, published))))
    spans = _bounded(plain, published, points)
    return [DateSpan(p.start, p.end, text[p.start : p.end], *p.reading.interval, p.reading.precision) for p in spans]


# --- parts of a day beside their day


def _joined(plain: str, points: list[Point]) -> list[Point]:
    """Make one point of "at 3 a.m. on Saturday", "Friday, 10:30", "overnight into Sunday"."""
    done: list[Point] = []
    for point in points:
        if done and (whole := _join(plain, done[-1], point)) is not None:
            done[-1] = whole
        else:
            done.append(point)
    return done


def _join(plain: str, left: Point, right: Point) -> Point | None:
    roles = left.reading.role, right.reading.role
    gap = plain[left.end : right.start]
    if roles == ("part", "day") and _PART_THEN_DAY.fullmatch(gap):
        return Point(left.start, right.end, replace(right.reading, precision=left.reading.precision))
    if roles == ("day", "part") and _DAY_THEN_PART.fullmatch(gap):
        return Point(left.start, right.end, replace(left.reading, precision=right.reading.precision))
    if roles == ("night", "day") and _NIGHT_THEN_DAY.fullmatch(gap):
        morning = right.reading.last
        night = (morning - timedelta(days=1), morning) if morning else UNKNOWN
        return Point(left.start, right.end, replace(left.reading, interval=night))
    return None


# --- what the context gives


def _with_context(plain: str, published: date | None, points: list[Point]) -> list[Point]:
    """Resolve parts of a day and distances: by the day their sentence names, else by the last one named before.

    A part of a day where no day has been named is of the day of publication.
    """
    parts = any(point.reading.role == "part" for point in points)
    sentences = [sentence.start for sentence in split_sentences(plain)] if parts else []
    done: list[Point] = []
    known = day = None
    for point, following in zip(points, [*points[1:], None], strict=False):
        reading = point.reading
        if reading.role == "part":
            sentence = bisect_right(sentences, point.start)
            near = [p for p in (day, following) if p and bisect_right(sentences, p.start) == sentence]
            named = next((p for p in near if p.reading.role == "day"), day)
            today = intervals.day(published) if published else UNKNOWN
            reading = replace(reading, interval=named.reading.interval if named else today)
        elif reading.role == "relative" and known:
            reading = _at_distance(reading, known.reading)
        point = replace(point, reading=reading)
        done.append(point)
        if reading.first is not None and not _bounds().search(plain, max(0, point.start - _REACH), point.start):
            known = point if reading.role in ("day", "relative", "period") else known
            day = point if reading.role in ("day", "relative") else day
    return done


def _at_distance(reading: Reading, known: Reading) -> Reading:
    """ "two days later" than a day is a day; "three years later" than a year is a year."""
    base = known.last if reading.count > 0 else known.first
    if base is None or (reading.unit != "year" and known.role == "period" and known.first != known.last):
        return reading  # no day is two days after a month
    try:
        on = intervals.shifted(base, reading.count, reading.unit)
        if reading.unit == "year":
            return replace(reading, interval=intervals.year(on.year), precision="year", role="period")
        return replace(reading, interval=intervals.day(on))
    except (ValueError, OverflowError):
        return reading


# --- bounds and ranges


@cache
def _bounds() -> re.Pattern[str]:
    rows = [row for row in read_lexicon("date_words") if row["kind"] == "bound"]
    words = "|".join(re.escape(row["word"]) for row in sorted(rows, key=lambda row: -len(row["word"])))
    return re.compile(rf"\b(?P<word>{words}) (?:the |at least |about )?\Z", re.I | re.A)


@cache
def _bound_kinds() -> dict[str, str]:
    return {row["word"]: row["value"] for row in read_lexicon("date_words") if row["kind"] == "bound"}


def _bounded(plain: str, published: date | None, points: list[Point]) -> Iterator[Point]:
    """Join ranges, and widen points by the bound before them."""
    position = reached = 0
    while position < len(points):
        left = points[position]
        right = points[position + 1] if position + 1 < len(points) else None
        whole = _range(plain, published, left, right) if right else None
        position += 2 if whole else 1
        whole = whole or _bound(plain, published, left, reached)
        reached = whole.end
        yield whole


def _range(plain: str, published: date | None, left: Point, right: Point) -> Point | None:
    gap, before = plain[left.end : right.start], plain[max(0, left.start - _REACH) : left.start]
    if opening := _BETWEEN.search(before):
        joined = _AND.fullmatch(gap) is not None
    else:
        joined, opening = _TO.fullmatch(gap) is not None, _FROM.search(before)
    if "vague" in (left.reading.role, right.reading.role):
        return None
    first, last = left.reading.first, right.reading.last
    if not joined and _AND.fullmatch(gap) and left.reading.role == right.reading.role == "day" and first and last:
        joined = last - first == timedelta(days=1)  # "on Friday and Saturday"
    if not joined:
        return None
    if left.reading.role == "part" and right.reading.role != "part":
        first = right.reading.first
    if first is not None and last is not None and first > last:
        if published is None or first - last >= _WEEK:
            return None
        # In the midst of the week, "from Monday to Friday" is all of last week or, with "will", of the next.
        first, last = (first, last + _WEEK) if first > published else (first - _WEEK, last)
    start = left.start - (len(before) - opening.start() if opening else 0)
    is_one_day = first is not None and first == last
    precision = right.reading.precision if is_one_day else "range"
    return Point(start, right.end, Reading((first, last), precision, "period"))


def _bound(plain: str, published: date | None, point: Point, reached: int) -> Point:
    reading, (first, last) = point.reading, point.reading.interval
    bound = _bounds().search(plain, max(reached, point.start - _REACH), point.start)
    if bound is None or reading.role in ("part", "vague", "now") or plain[point.start : point.end].endswith("'s"):
        return point
    kind = _bound_kinds()[bound["word"].lower()]
    widened = {
        "since": _until_now(first, published, plain[point.start : point.end]),
        "from": (first, None),
        "after": (first, None),
        "until": (None, last),
    }[kind]
    return Point(bound.start(), point.end, Reading(widened if first else UNKNOWN, "range", "period"))


def _until_now(first: date | None, published: date | None, words: str) -> intervals.Interval:
    """Return the days since `first`. What has begun lies in the past: "since May", said in April, is last year's."""
    if first is None or published is None or first <= published:
        return first, published
    try:
        cycle = "year" if any(c.isdigit() for c in words) or first - published >= _WEEK else "week"
        begun = first if _YEAR.search(words) else intervals.shifted(first, -1, cycle)
    except ValueError:
        return first, None
    return (begun, published) if begun <= published else (first, None)
