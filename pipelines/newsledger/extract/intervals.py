"""Calendar arithmetic: the closed intervals of days that weeks, months, seasons and counts of them name.

Belongs here: what needs a calendar only. Does not: words or tenses (`date_points`, `dates`).
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

_DECEMBER = 12
_CLOSE = timedelta(days=45)


class Days(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date


Interval: TypeAlias = tuple[date | None, date | None]  # None leaves that side open
UNKNOWN: Interval = (None, None)


def day(on: date) -> Days:
    """Return the one day."""
    return Days(on, on)


def week(of: date, shift: int = 0) -> Days:
    """Return the week from Monday to Sunday around a day, `shift` weeks on."""
    monday = of + timedelta(days=7 * shift - of.weekday())
    return Days(monday, monday + timedelta(days=6))


def weekend(of: date, shift: int = 0) -> Days:
    """Return Saturday and Sunday of the week around a day, `shift` weeks on."""
    saturday = of + timedelta(days=7 * shift + 5 - of.weekday())
    return Days(saturday, saturday + timedelta(days=1))


def month(year: int, number: int) -> Days:
    """Return the month; `number` may lie outside 1 to 12 and then counts into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Days(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def year(number: int) -> Days:
    """Return the year."""
    return Days(date(number, 1, 1), date(number, _DECEMBER, 31))


def season(of: int, first_month: int) -> Days:
    """Return the three months from `first_month` of the year `of`; a winter runs into the next year."""
    return Days(month(of, first_month).first, month(of, first_month + 2).last)


def third(whole: Days, edge: str) -> Days:
    """Return the "early", "mid" or "late" third of a period: days 1-10, 11-20 and the rest of a month; whole months of
    a season or year.
    """
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    place = ("early", "mid", "late").index(edge)
    if months % 3 == 0:
        begin = month(whole.first.year, whole.first.month + place * months // 3)
        end = month(whole.first.year, whole.first.month + (place + 1) * months // 3 - 1)
        return Days(begin.first, end.last)
    length = (whole.last - whole.first).days + 1
    last = length if edge == "late" else (place + 1) * (length // 3)
    return Days(whole.first + timedelta(days=place * (length // 3)), whole.first + timedelta(days=last - 1))


def shifted(on: date, count: int, unit: str) -> date:
    """Return the day `count` units (hour, day, week, month, year) from `on`; a month's missing day is its last.

    Hours count as the days they fill: 24 hours are one day, 48 are two, three are none.
    """
    if unit == "hour":
        count, unit = (abs(count) + 12) // 24 * (-1 if count < 0 else 1), "day"
    if unit in ("day", "week"):
        return on + timedelta(days=count * (7 if unit == "week" else 1))
    position = on.year * 12 + on.month - 1 + count * (12 if unit == "year" else 1)
    of, number = position // 12, position % 12 + 1
    return date(of, number, min(on.day, monthrange(of, number)[1]))


def nearest_year(first_of: Callable[[int], date], published: date, *, future: bool) -> int:
    """Return the year of a date or month without one: the last that has begun, or a coming one that is close.

    `first_of` gives the first day meant in a year. A coming day is close within 45 days, any if `future`; then the
    day of the next year is meant where it is nearer than the one that is past.
    """
    if (this := first_of(published.year)) <= published:
        wait = first_of(published.year + 1) - published
        return published.year + 1 if wait <= (max(_CLOSE, published - this) if future else _CLOSE) else published.year
    close = future or first_of(published.year) - published <= _CLOSE
    return published.year if close else published.year - 1
