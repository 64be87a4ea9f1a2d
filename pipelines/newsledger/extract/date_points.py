"""Single time expressions: "24 May", "Saturday morning", "last week", "two days ago", "at 3 a.m.".

Belongs here: the rule of each form, and the days it names seen from the publication. Does not: how rules are found
(`date_grammar`) and how expressions join ("between Friday and Sunday", "since May"; `dates`).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from newsledger.extract import intervals
from newsledger.extract.date_grammar import Grammar, Match, Reading
from newsledger.extract.intervals import UNKNOWN, Days, Interval
from newsledger.extract.not_quantities import counted_noun

GRAMMAR = Grammar()

_HOURS_A_DAY, _MONTHS_A_YEAR, _SATURDAY = 24, 12, 5
_SHORT = 3  # letters of "May", "Mar", "Sep"
_WHICH = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_TIME_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|of|from|to|through|during|throughout|before|after|between|and|for|late|early)[ -]\Z"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|to|through|during|throughout|before|after|between|and|around|circa)[ -]|\()\Z"
)
_DEADLINE_BEFORE = re.compile(r"\b(?:by|until|till|before|no later than) \Z")
_NAMED_DAY_BEFORE = re.compile(r"\b(?:black|bloody|good|super|palm|holy|easter|ash|cyber|red) \Z")
_COMPOUND_OF_NIGHT = re.compile(
    r" (?:curfew|shift|sky|skies|session|sitting|prayers?|service|news|bulletin|edition|train|market|watch)\b"
)
_NAME_AFTER = re.compile(r" [A-Z][a-z]")


# --- days and months


@GRAMMAR.rule(r"(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month_number>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?:t[0-9:]+z?)?")
def iso(match: Match) -> Reading:
    """2025-05-24 or 2025/5/24, with or without a time."""
    on = date(match.number("year"), match.number("month_number"), match.number("day"))
    return Reading(intervals.day(on), "day", "day")


@GRAMMAR.rule(r"(?P<first>[0-9]{1,2})(?P<mark>[/.-])(?P<second>[0-9]{1,2})[/.-](?P<year>(?:19|20)[0-9]{2})")
def slashes(match: Match) -> Reading:
    """24/05/2025 or 05/24/2025; where both readings are possible, neither is taken."""
    first, second, of = match.number("first"), match.number("second"), match.number("year")
    if match["mark"] == "." or first == second or first > _MONTHS_A_YEAR:
        return Reading(intervals.day(date(of, second, first)), "day", "day")
    if second > _MONTHS_A_YEAR:
        return Reading(intervals.day(date(of, first, second)), "day", "day")
    return Reading(UNKNOWN, "day", "day")


@GRAMMAR.rule(
    r"(?:<WEEKDAY>,? )?(?:the )?<DAY>(?:(?: ?- ?| to | and | or | through )<DAY2>)?(?: of)?[ -]<MONTH>(?:,? <YEAR>)?"
    r"(?!,? [0-9]{4}\b)"
)
def day_month(match: Match) -> Reading | None:
    """ "24 May", "Saturday, 24 May 2025", "the 24th of May", "23-25 May"."""
    return _days_of_month(match)


@GRAMMAR.rule(
    r"(?:<WEEKDAY>,? )?<MONTH> (?:the )?<DAY>(?!,[0-9]{3}|[.:][0-9]| ?%| per ?cent)"
    r"(?:(?: ?- ?| to | and | or | through )<DAY2>(?! [a-z]+s\b))?(?:,? <YEAR>)?(?!,? [0-9]{4}\b)"
)
def month_day(match: Match) -> Reading | None:
    """ "May 24", "Saturday, May 24, 2025", "May 23-25"; not "In May 12 people ..."."""
    counts = counted_noun().match(match.plain, match.end) is not None and not match["year"]
    return None if counts else _days_of_month(match)


def _days_of_month(match: Match) -> Reading | None:
    if not match.is_capital("month"):
        return None
    number, day = match.number("month"), match.number("day")
    of = _year(match, lambda candidate: date(candidate, number, min(day, 28)))
    if of is None:
        return Reading(UNKNOWN, "day", "day")
    first = date(of, number, day)
    last = date(of, number, match.number("day2")) if match["day2"] else first
    return Reading(Days(first, last), "day" if first == last else "range", "day")


def _year(match: Match, first_of: Callable[[int], date]) -> int | None:
    """The year written, or the one that fits the publication."""
    written, published = match["year"], match.published
    if written[:1].isdigit():
        return int(written)
    if published is None:
        return None
    if written:
        return published.year + {"last": -1, "this": 0, "next": 1}[written.split()[0]]
    return intervals.nearest_year(first_of, published, future=match.tense() == "future")


@GRAMMAR.rule(
    r"(?:(?:the )?<EDGE>)?(?:(?P<which>last|past|this|next|coming) )?<MONTH>(?:,? (?:of )?<YEAR>)?(?!,? [0-9]{4}\b)"
)
def month(match: Match) -> Reading | None:
    """ "May 2024", "in May", "early October", "last May"; "may" and "March" only where the words around say so."""
    marked = match["edge"] or match["which"] or match["year"] or _TIME_BEFORE.search(match.before())
    could_be_another_word = (
        match["month"] == "march" or len(match["month"]) == _SHORT or _NAME_AFTER.match(match.after())
    )
    if not match.is_capital("month") or (not marked and could_be_another_word):
        return None
    number, published = match.number("month"), match.published
    of = _year(match, lambda candidate: date(candidate, number, 1))
    if of is None:
        return Reading(UNKNOWN, "month", "period")
    if published and match["which"] and not match["year"]:
        of = _year_of_which(match["which"], intervals.month(published.year, number), published)
    whole = intervals.month(of, number)
    return Reading(intervals.third(whole, match.value("edge")) if match["edge"] else whole, "month", "period")


def _year_of_which(which: str, this_year: Days, published: date) -> int:
    """The year of "last May", "this summer", "next June", given this year's."""
    if which in ("last", "past"):
        return published.year - (0 if this_year.last < published else 1)
    if which in ("next", "coming"):
        return published.year + (0 if this_year.first > published else 1)
    return published.year


# --- weekdays


@GRAMMAR.rule(
    r"(?:(?:early|late|later|earlier) (?:on )?)?(?:(?:the )?(?P<which>last|past|this|next|coming) )?<WEEKDAY>(?:'s)?"
    r"(?: (?:of )?(?P<week>last|this|next) week)?(?: <PART>)?"
)
def weekday(match: Match) -> Reading | None:
    """ "Saturday", "Saturday morning", "last Friday", "Friday's"; the day of the publication may be meant itself."""
    if not match.is_capital("weekday") or _NAMED_DAY_BEFORE.search(match.before()):
        return None
    precision = "daypart" if match["part"] else "day"
    published = match.published
    if published is None:
        return Reading(UNKNOWN, precision, "day")
    if match["week"]:
        monday = intervals.week(published, _WHICH[match["week"]]).first
        return Reading(intervals.day(monday + timedelta(days=match.number("weekday"))), precision, "day")
    back = (published.weekday() - match.number("weekday")) % 7
    which, tense = match["which"], match.tense() or ("future" if _DEADLINE_BEFORE.search(match.before()) else None)
    if which in ("next", "coming"):
        shift = 7 - back
    elif which in ("last", "past"):
        shift = -(back or 7)
    elif tense == "future" or (which == "this" and tense != "past"):
        shift = (7 - back) % 7
    else:
        shift = -back
    return Reading(intervals.day(published + timedelta(days=shift)), precision, "day")


# --- days around the publication


@GRAMMAR.rule(r"(?:(?:early|earlier|late|later) )?<OFFSET>(?:'s)?(?: <PART>)?")
def day_from_now(match: Match) -> Reading:
    """ "yesterday", "earlier today", "tomorrow morning"."""
    precision = "daypart" if match["part"] or match["offset"] == "tonight" else "day"
    return Reading(_from_published(match, int(match.value("offset"))), precision, "day")


@GRAMMAR.rule(r"(?:the )?last night|(?P<this>this) <PART>")
def last_night(match: Match) -> Reading:
    """ "last night" is the day before; "this morning" the day itself."""
    return Reading(_from_published(match, 0 if match["this"] else -1), "daypart", "day")


@GRAMMAR.rule(r"overnight|(?:during|in|throughout|through|for part of|part of|for much of|much of) the night(?! of\b)")
def overnight(match: Match) -> Reading:
    """The night before the publication: both days."""
    published = match.published
    interval = Days(published - timedelta(days=1), published) if published else UNKNOWN
    return Reading(interval, "daypart", "night")


@GRAMMAR.rule(
    r"at present|at the moment|(?<!until )(?<!till )(?<!by )(?<!for )(?<!will )(?<!time )(?:right )?now(?!-)|currently"
)
def now(match: Match) -> Reading:
    """The day of the publication."""
    return Reading(_from_published(match, 0), "day", "now")


def _from_published(match: Match, days: int) -> Interval:
    return intervals.day(match.published + timedelta(days=days)) if match.published else UNKNOWN


# --- weeks, months, years


@GRAMMAR.rule(
    r"(?:(?P<lead>earlier|later|so far) )?(?:<EDGE>)?"
    r"(?P<which>(?:the )?(?:last|past|previous)|this|next|the coming|the) (?P<period>week|month|year|weekend)(?:'s)?"
)
def period(match: Match) -> Reading | None:
    """ "last week", "earlier this month", "the end of the year", "over the past week", "the weekend"."""
    which, name, published = match["which"], match["period"], match.published
    if which == "the" and not match["edge"] and name != "weekend":
        return None
    if published is None:
        return Reading(UNKNOWN, name if name != "weekend" else "day", "period")
    if which in ("the last", "the past") and not match["edge"] and name != "weekend":
        return Reading(Days(intervals.shifted(published, -1, name), published), "range", "period")
    shift = _WHICH.get(which.removeprefix("the "), 0)
    if name == "weekend":
        in_weekend = published.weekday() >= _SATURDAY
        if shift == 0 and not in_weekend and (which == "the" or match.tense() == "past"):
            shift = -1
        return Reading(intervals.weekend(published, shift), "range", "period")
    if name == "week":
        whole = intervals.week(published, shift)
    elif name == "month":
        whole = intervals.month(published.year, published.month + shift)
    else:
        whole = intervals.year(published.year + shift)
    if match["lead"] in ("earlier", "so far"):
        whole = Days(whole.first, min(whole.last, published))
    elif match["lead"] == "later":
        whole = Days(max(whole.first, published), whole.last)
    return Reading(intervals.third(whole, match.value("edge")) if match["edge"] else whole, name, "period")


@GRAMMAR.rule(r"(?:the )?(?:<EDGE>)?(?:(?P<which>last|past|this|next|the) )?<SEASON>(?: of)?(?: <YEAR>)?")
def season(match: Match) -> Reading | None:
    """ "the summer of 2012", "spring 2023", "last winter"; "spring" and "fall" alone are other words."""
    which = match["which"].removeprefix("the ")
    if not match["year"] and which not in ("last", "past", "this", "next"):
        return None
    first_month, published = match.number("season"), match.published
    of = _year(match, lambda candidate: date(candidate, first_month, 1))
    if of is None or (published is None and which):
        return Reading(UNKNOWN, "range", "period")
    if published and which:
        of = _year_of_which(which, intervals.season(published.year, first_month), published)
    whole = intervals.season(of, first_month)
    return Reading(intervals.third(whole, match.value("edge")) if match["edge"] else whole, "range", "period")


@GRAMMAR.rule(r"(?:the )?<EDGE><YEAR>")
def edge_of_year(match: Match) -> Reading:
    """ "early 2024", "the end of last year"."""
    of = _year(match, lambda candidate: date(candidate, 1, 1))
    if of is None:
        return Reading(UNKNOWN, "year", "period")
    return Reading(intervals.third(intervals.year(of), match.value("edge")), "range", "period")


_SHARES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


@GRAMMAR.rule(r"the (?P<nth>first|second|third|fourth|last) (?P<share>half|quarter) of (?:the )?<YEAR>")
def share_of_year(match: Match) -> Reading | None:
    """ "the first half of 2024", "the third quarter of last year"."""
    of, length = _year(match, lambda candidate: date(candidate, 1, 1)), 6 if match["share"] == "half" else 3
    place = _SHARES[match["nth"]] % (12 // length)
    if of is None:
        return Reading(UNKNOWN, "year", "period")
    first, last = intervals.month(of, 1 + place * length), intervals.month(of, (place + 1) * length)
    return Reading(Days(first.first, last.last), "range", "period")


@GRAMMAR.rule(r"<HOLIDAY>(?:,? (?:of |in )?<YEAR>)?")
def holiday(match: Match) -> Reading:
    """ "Christmas Eve", "New Year's Day 2024"."""
    month, day = map(int, match.value("holiday").split("-"))
    of = _year(match, lambda candidate: date(candidate, month, day))
    return Reading(UNKNOWN if of is None else intervals.day(date(of, month, day)), "day", "day")


@GRAMMAR.rule(r"(?P<year>(?:19|20)[0-9]{2})(?![0-9,.]*[0-9])")
def year(match: Match) -> Reading | None:
    """A year after a word of time: "in 2018", "throughout 2020"; not "the 2014 war", nor "2000 people"."""
    if not _YEAR_BEFORE.search(match.before()) or match.after()[:1] == "-":
        return None
    if counted_noun().match(match.plain, match.end):
        return None
    return Reading(intervals.year(match.number("year")), "year", "period")


# --- counts of units


@GRAMMAR.rule(r"(?:the )?(?P<which>past|last|previous|next|coming|following) <N> <UNIT>s?")
def stretch(match: Match) -> Reading:
    """ "the past 24 hours", "the last three days", "the next two weeks"."""
    return _stretch(match, ahead=match["which"] in ("next", "coming", "following"))


@GRAMMAR.rule(r"in (?:just |only |under |less than |about |the space of )?<N> <UNIT>s?")
def within(match: Match) -> Reading:
    """ "for the second time in 24 hours", "will follow in two weeks"; single hours, months and years are left open."""
    if match.value("unit") in ("month", "year") or (match.value("unit") == "hour" and match.count() < _HOURS_A_DAY):
        return Reading(UNKNOWN, "vague", "vague")
    if match.tense() != "future" or not match.count() or match.published is None:
        return _stretch(match, ahead=False)
    return Reading(intervals.day(intervals.shifted(match.published, match.count(), match.value("unit"))), "day", "day")


def _stretch(match: Match, *, ahead: bool) -> Reading:
    count, published = match.count(), match.published
    if not count or published is None:
        return Reading(UNKNOWN, "vague" if not count else "range", "vague")
    other = intervals.shifted(published, count if ahead else -count, match.value("unit"))
    return Reading(Days(min(published, other), max(published, other)), "range", "period")


@GRAMMAR.rule(
    r"(?:(?:about|around|some|nearly|almost|just|only|over|more than|less than) )?(?:<N> )?<UNIT>(?P<plural>s?)"
    r" (?P<way>ago|earlier|later|before|after|afterwards)(?! than\b)"
)
def distance(match: Match) -> Reading | None:
    """ "three weeks ago" from the publication; "two days later", "hours earlier" from the day of the context."""
    unit, way, count = match.value("unit"), match["way"], match.count()
    if not match["n"] and not match["plural"]:
        return None  # "late in the day after ..."
    if way == "ago":
        if not count or match.published is None:
            return Reading(UNKNOWN, "vague", "vague")
        on = intervals.shifted(match.published, -count, unit)
        if unit == "month":
            return Reading(intervals.month(on.year, on.month), unit, "period")
        if unit == "year":
            return Reading(intervals.year(on.year), unit, "period")
        return Reading(intervals.day(on), "day", "day")
    if way in ("before", "after"):
        return Reading(UNKNOWN, "vague", "vague")
    if unit == "hour":
        return Reading(UNKNOWN, "time", "relative")
    if not count:
        return Reading(UNKNOWN, "vague", "vague")
    return Reading(UNKNOWN, "day", "relative", -count if way == "earlier" else count, unit)


@GRAMMAR.rule(r"(?:in |over |during )?(?:the )?(?:recent|coming) (?:hours|days|weeks|months|years)|recently")
def recent(match: Match) -> Reading:
    """Words without days."""
    return Reading(UNKNOWN, "vague", "vague")


# --- parts of a day that the context names


@GRAMMAR.rule(
    r"(?:(?:the )?(?P<which>same|next|following|previous)|that) (?P<named>day|night|morning|afternoon|evening)"
    r"|the (?:day|night|evening) (?P<before>before)"
)
def that_day(match: Match) -> Reading:
    """ "the same day", "that night", "the following morning", "the day before"."""
    count = {"next": 1, "following": 1, "previous": -1}.get(match["which"], -1 if match["before"] else 0)
    return Reading(UNKNOWN, "day" if match["named"] == "day" else "daypart", "relative", count)


@GRAMMAR.rule(
    r"(?:(?:at|about|around|from|by|shortly (?:after|before)|just (?:after|before)) ){0,2}"
    r"(?:[0-9]{1,2}(?:[:.][0-5][0-9])? ?(?:[ap]\.m\.|[ap]m\b)|(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]){1,2}(?![0-9:])"
    r"|[0-2][0-9][:.]?[0-5][0-9](?= (?:gmt|utc|hours|hrs|local))|<N> o'clock|noon|midday|midnight)"
    r"(?: (?:local time|gmt|utc|cet|est|edt|bst|hours|hrs))?"
)
def clock(match: Match) -> Reading:
    """ "at 3 a.m.", "17:00", "about 7:45 p.m.", "1700 GMT", "noon"."""
    return Reading(UNKNOWN, "time", "part")


@GRAMMAR.rule(
    r"(?:(?:in|during|throughout|by|for|through|since|until) (?:the )?|(?:at|before|after|around|from|to) "
    r"|(?P<plain>the ))<PART>"
    r"(?: hours|'s)?|(?P<moment>dawn|dusk|sunrise|sunset|(?:early |late )?(?:morning|evening|afternoon))"
    r"(?= (?:on|yesterday|today|tomorrow)\b)"
)
def part_of_day(match: Match) -> Reading | None:
    """ "in the evening", "before dawn", "by the evening hours"; not "the night curfew"."""
    if match["plain"] and _COMPOUND_OF_NIGHT.match(match.after()):
        return None
    return Reading(UNKNOWN, "daypart", "part")
