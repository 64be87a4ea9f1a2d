import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsledger.extract.dates import find_dates

SATURDAY = date(2025, 5, 24)


def found(text, published=SATURDAY):
    return [(s.text, iso(s.date_start), iso(s.date_end), s.precision) for s in find_dates(text, published)]


def iso(day):
    return day and day.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # written days
        ("on 24 May 2024", ("24 May 2024", "2024-05-24", "2024-05-24", "day")),
        ("on Friday, May 24, 2024", ("Friday, May 24, 2024", "2024-05-24", "2024-05-24", "day")),
        ("on the 24th of May 2024", ("the 24th of May 2024", "2024-05-24", "2024-05-24", "day")),
        ("on 2024-05-24 at sea", ("2024-05-24", "2024-05-24", "2024-05-24", "day")),
        ("on 2024-05-24T10:00Z", ("2024-05-24T10:00Z", "2024-05-24", "2024-05-24", "day")),
        ("at noon local time on Friday", ("at noon local time on Friday", "2025-05-23", "2025-05-23", "time")),
        ("on 24-05-2024", ("24-05-2024", "2024-05-24", "2024-05-24", "day")),
        ("on 24/05/2024", ("24/05/2024", "2024-05-24", "2024-05-24", "day")),
        ("on 05/24/2024", ("05/24/2024", "2024-05-24", "2024-05-24", "day")),
        ("on 16 May they met", ("16 May", "2025-05-16", "2025-05-16", "day")),
        ("on Dec. 5 they met", ("Dec. 5", "2024-12-05", "2024-12-05", "day")),
        ("talks will open on 28 December", ("28 December", "2025-12-28", "2025-12-28", "day")),
        # weekdays
        ("they met on Saturday", ("Saturday", "2025-05-24", "2025-05-24", "day")),
        ("they met on Friday", ("Friday", "2025-05-23", "2025-05-23", "day")),
        ("they met on Sunday", ("Sunday", "2025-05-18", "2025-05-18", "day")),
        ("the last swap is due on Sunday", ("Sunday", "2025-05-25", "2025-05-25", "day")),
        ("On Monday he will fly to Ankara", ("Monday", "2025-05-26", "2025-05-26", "day")),
        ("the ministry said on Monday that it will answer", ("Monday", "2025-05-19", "2025-05-19", "day")),
        ("they met last Saturday", ("last Saturday", "2025-05-17", "2025-05-17", "day")),
        ("next Saturday", ("next Saturday", "2025-05-31", "2025-05-31", "day")),
        ("Friday's raid", ("Friday's", "2025-05-23", "2025-05-23", "day")),
        ("on Saturday morning", ("Saturday morning", "2025-05-24", "2025-05-24", "daypart")),
        ("late on Friday", ("late on Friday", "2025-05-23", "2025-05-23", "day")),
        # around the publication
        ("yesterday", ("yesterday", "2025-05-23", "2025-05-23", "day")),
        ("the day before yesterday", ("the day before yesterday", "2025-05-22", "2025-05-22", "day")),
        ("earlier today", ("earlier today", "2025-05-24", "2025-05-24", "day")),
        ("last night", ("last night", "2025-05-23", "2025-05-23", "daypart")),
        ("this morning", ("this morning", "2025-05-24", "2025-05-24", "daypart")),
        ("shelled overnight", ("overnight", "2025-05-23", "2025-05-24", "daypart")),
        ("overnight into Friday", ("overnight into Friday", "2025-05-22", "2025-05-23", "daypart")),
        ("dawn yesterday", ("dawn yesterday", "2025-05-23", "2025-05-23", "daypart")),
        # times
        ("at 3 a.m. on Friday", ("at 3 a.m. on Friday", "2025-05-23", "2025-05-23", "time")),
        (
            "Friday at around 14:00 local time",
            ("Friday at around 14:00 local time", "2025-05-23", "2025-05-23", "time"),
        ),
        ("before dawn on Friday", ("before dawn on Friday", "2025-05-23", "2025-05-23", "daypart")),
        # periods
        ("last week", ("last week", "2025-05-12", "2025-05-18", "week")),
        ("next week", ("next week", "2025-05-26", "2025-06-01", "week")),
        ("earlier this week", ("earlier this week", "2025-05-19", "2025-05-24", "week")),
        ("so far this year", ("so far this year", "2025-01-01", "2025-05-24", "year")),
        ("last month", ("last month", "2025-04-01", "2025-04-30", "month")),
        ("last year", ("last year", "2024-01-01", "2024-12-31", "year")),
        ("over the weekend", ("the weekend", "2025-05-24", "2025-05-25", "range")),
        ("in September", ("September", "2024-09-01", "2024-09-30", "month")),
        ("in May 2024", ("May 2024", "2024-05-01", "2024-05-31", "month")),
        ("in early May", ("early May", "2025-05-01", "2025-05-10", "month")),
        ("mid-May", ("mid-May", "2025-05-11", "2025-05-20", "month")),
        ("late October", ("late October", "2024-10-21", "2024-10-31", "month")),
        ("early last month", ("early last month", "2025-04-01", "2025-04-10", "month")),
        ("throughout 2020", ("2020", "2020-01-01", "2020-12-31", "year")),
        ("in the summer of 2012", ("the summer of 2012", "2012-06-01", "2012-08-31", "range")),
        ("late 2024", ("late 2024", "2024-09-01", "2024-12-31", "range")),
        ("in the past 24 hours", ("the past 24 hours", "2025-05-23", "2025-05-24", "range")),
        ("in the last three days", ("the last three days", "2025-05-21", "2025-05-24", "range")),
        ("for the second time in two weeks", ("in two weeks", "2025-05-10", "2025-05-24", "range")),
        ("voting will resume in two weeks", ("in two weeks", "2025-06-07", "2025-06-07", "day")),
        ("on Sunday of next week", ("Sunday of next week", "2025-06-01", "2025-06-01", "day")),
        ("three weeks ago", ("three weeks ago", "2025-05-03", "2025-05-03", "day")),
        ("two months ago", ("two months ago", "2025-03-01", "2025-03-31", "month")),
        # bounds and ranges
        ("since Wednesday", ("since Wednesday", "2025-05-21", "2025-05-24", "range")),
        ("since May 2024", ("since May 2024", "2024-05-01", "2025-05-24", "range")),
        ("until 4 June", ("until 4 June", None, "2025-06-04", "range")),
        ("must leave by Monday", ("by Monday", None, "2025-05-26", "range")),
        ("before the end of the month", ("before the end of the month", None, "2025-05-31", "range")),
        ("as of yesterday", ("as of yesterday", None, "2025-05-23", "range")),
        ("from 23 to 25 May", ("23 to 25 May", "2025-05-23", "2025-05-25", "range")),
        ("they struck on Thursday and Friday", ("Thursday and Friday", "2025-05-22", "2025-05-23", "range")),
        ("in the first half of 2024", ("the first half of 2024", "2024-01-01", "2024-06-30", "range")),
        ("in the third quarter of 2024", ("the third quarter of 2024", "2024-07-01", "2024-09-30", "range")),
        ("on New Year's Day", ("New Year's Day", "2025-01-01", "2025-01-01", "day")),
        ("on Christmas Eve 2023", ("Christmas Eve 2023", "2023-12-24", "2023-12-24", "day")),
        ("between 3 and 5 May", ("3 and 5 May", "2025-05-03", "2025-05-05", "range")),
        (
            "between Friday night and Saturday",
            ("between Friday night and Saturday", "2025-05-23", "2025-05-24", "range"),
        ),
        (
            "between 17:00 and 20:30 on Friday",
            ("between 17:00 and 20:30 on Friday", "2025-05-23", "2025-05-23", "time"),
        ),
        ("from Monday to Wednesday", ("from Monday to Wednesday", "2025-05-19", "2025-05-21", "range")),
        ("it ran from Wednesday to Monday", ("from Wednesday to Monday", "2025-05-14", "2025-05-19", "range")),
        ("it will run from Monday to Friday", ("from Monday to Friday", "2025-05-26", "2025-05-30", "range")),
        ("from 2019 to 2021", ("from 2019 to 2021", "2019-01-01", "2021-12-31", "range")),
        # words without days
        ("in recent weeks", ("in recent weeks", None, None, "vague")),
        ("over the next few days", ("the next few days", None, None, "vague")),
    ],
)
def test_one_expression_is_read(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "they may march in spring colours",
        "a 30-day truce and a two-week visit, for three years",
        "on 5 December 1391, the 2014 war, the 1990s, the 19th century",
        "in 2000 homes",
        "an F-16, Route 2020, 12 people",
        "Black Monday, Bloody Sunday and Good Friday",
        "the second half, a minute of silence, the day",
    ],
)
def test_what_is_no_date(text):
    assert found(text) == []


def test_without_a_publication_date_only_full_dates_resolve():
    text = "On Friday, last week, on 3 May and overnight; but on 3 May 2024 and in June 2023."
    assert [(t, start) for t, start, _, _ in found(text, None)] == [
        ("Friday", None),
        ("last week", None),
        ("3 May", None),
        ("overnight", None),
        ("3 May 2024", "2024-05-03"),
        ("June 2023", "2023-06-01"),
    ]


def test_the_context_names_the_day():
    text = "Talks opened on 7 May. The first swap came two days later, at 11:00. On the following day it ended."
    assert [start for _, start, _, _ in found(text)] == ["2025-05-07", "2025-05-09", "2025-05-09", "2025-05-10"]
    assert found("In the evening, on Thursday, the siren sounded.")[0][1] == "2025-05-22"
    assert found("The siren sounded in the evening.")[0][1] == "2025-05-24"
    assert found("It left in 2011 and came back three years later.")[1][1:3] == ("2014-01-01", "2014-12-31")


def test_a_day_that_no_calendar_has_keeps_its_words():
    assert found("on 31 February 2025") == [("31 February 2025", None, None, "vague")]
    assert found("yesterday", date.min) == [("yesterday", None, None, "vague")]


WORDS = (
    "24 May 2025 2024-05-24 Friday Saturday morning night overnight last next this week month year ago later since"
    " until between and from to the past 3 a.m. 10:30 in on at by two days hours weekend early mid - – ’s , . 👍 é İ"
    " \u00a0 \n spring of 31 February 99 999 years the day before"
)
NEWS = st.lists(st.sampled_from(WORDS.split(" ")), max_size=25).map(" ".join)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("since May", date(1999, 5, 1), date(2000, 4, 1)),
        ("since 3 April", date(1999, 4, 3), date(2000, 4, 1)),
        ("since May 2031", date(2031, 5, 1), None),
    ],
)
def test_what_has_begun_lies_in_the_past(text, start, end):
    (span,) = find_dates(text, date(2000, 4, 1))
    assert (span.date_start, span.date_end) == (start, end)


@example("SINCE MAY", date(2000, 4, 1))
@given(st.text() | NEWS, st.none() | st.dates())
def test_spans_are_exact_ordered_and_apart(text, published):
    spans = find_dates(text, published)
    assert all(text[s.start : s.end] == s.text and s.start < s.end for s in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(s.date_start <= s.date_end for s in spans if s.date_start and s.date_end)
    assert spans == find_dates(text, published)


def test_letters_that_fold_to_others_are_no_words():
    assert found("ſince 3 May 2025") == [("3 May 2025", "2025-05-03", "2025-05-03", "day")]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0} {1:%B %Y}", "{1:%B} {0}, {1:%Y}", "{1}"]))
def test_a_written_day_is_read_back(day, form):
    (span,) = find_dates(f"It happened on {form.format(day.day, day)} there.", None)
    assert (span.date_start, span.date_end, span.precision) == (day, day, "day")


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_is_within_the_last_seven_days(published, back):
    day = published - timedelta(days=back)
    (span,) = find_dates(f"It was hit on {day:%A}.", published)
    assert span.date_start == span.date_end == day


@pytest.mark.parametrize(
    "hostile", ["May ", "since ", "24 ", "1:00 ", "Friday ", "the ", "two days later ", "from May to "]
)
def test_hostile_text_takes_linear_time(hostile):
    def seconds(times):
        start = time.process_time()
        find_dates(hostile * times, SATURDAY)
        return time.process_time() - start

    seconds(10)
    assert seconds(8_000) < 12 * seconds(2_000) + 0.1
