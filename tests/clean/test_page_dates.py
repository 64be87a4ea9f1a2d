"""Publication dates as pages write them, and which of several is believed."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trafilatura import load_html

from newsledger.clean.dates import EARLIEST, published, read_date


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2025-05-24T14:05:30+02:00", "2025-05-24T14:05:30+02:00", "second"),
        ("2025-05-24T14:05:30.250Z", "2025-05-24T14:05:30+00:00", "second"),
        ("2025-05-24T14:05-0400", "2025-05-24T14:05:00-04:00", "minute"),
        ("2025-05-24 9:05 UTC", "2025-05-24T09:05:00+00:00", "minute"),
        ("20250524T140530Z", "2025-05-24T14:05:30+00:00", "second"),
        ("Sat, 24 May 2025 14:05:30 +0300", "2025-05-24T14:05:30+03:00", "second"),
        ("1748095530", "2025-05-24T14:05:30+00:00", "second"),
        ("1748095530000", "2025-05-24T14:05:30+00:00", "second"),
        # Without a zone a clock is not an instant.
        ("2025-05-24T14:05:30", "2025-05-24", "day"),
        ("2025-05-24", "2025-05-24", "day"),
        ("May 24, 2025", "2025-05-24", "day"),
        ("24.05.2025, 14:05", "2025-05-24", "day"),
        ("5.6.2025", "2025-06-05", "day"),
        ("24/05/2025", "2025-05-24", "day"),
        ("05/24/2025 02:05 pm", "2025-05-24", "day"),
        ("Saturday 24th May 2025, 2 pm", "2025-05-24", "day"),
    ],
)
def test_dates_are_read(text: str, iso: str, precision: str) -> None:
    found = read_date(text, "meta")
    assert found
    assert (found.iso, found.precision, found.source) == (iso, precision, "meta")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "05/06/2025",
        "31.02.2025",
        "31/31/2025",
        "1/2.2025",
        "2025-13-40",
        "0001-01-01T00:00:00Z",
        "99999999999",
    ],
)
def test_what_is_no_sure_date_is_not_read(text: str) -> None:
    assert read_date(text, "meta") is None


@given(st.text(max_size=40))
def test_reading_never_raises(text: str) -> None:
    found = read_date(text, "meta")
    assert found is None or found.day >= EARLIEST


@given(
    st.datetimes(datetime(1995, 1, 2), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0)),  # noqa: DTZ001
    st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
)
def test_an_instant_comes_back_with_its_zone(clock: datetime, zone: timezone) -> None:
    moment = clock.replace(tzinfo=zone)
    found = read_date(moment.isoformat(), "json_ld")
    assert found
    assert (found.instant, found.day, found.iso) == (moment, moment.date(), moment.isoformat())


def test_the_first_statement_counts_but_its_clock_may_come_from_another() -> None:
    stated = [("2025-05-24", "json_ld"), ("2025-05-24T09:00:00+02:00", "meta"), ("2025-04-01", "feed")]
    found = published(stated)
    assert found
    assert (found.iso, found.source) == ("2025-05-24T09:00:00+02:00", "meta")
    other_day = published([("2025-05-24", "json_ld"), ("2025-06-02T09:00:00+02:00", "meta")])
    assert other_day
    assert other_day.iso == "2025-05-24"


def test_a_date_after_the_fetch_is_not_believed() -> None:
    stated = [("2025-12-05", "meta"), ("2025-05-12", "feed")]
    found = published(stated, latest=date(2025, 5, 13))
    assert found
    assert (found.day, found.source) == (date(2025, 5, 12), "feed")


@pytest.mark.parametrize(
    ("url", "country", "iso"),
    [
        ("https://paper.example/2025/05/23/story", None, "2025-05-23"),  # the address tells the day, not the zone
        ("https://paper.example/20250524/story", None, "2025-05-24T02:41:00+00:00"),
        ("https://paper.example/2025/05/20/story", None, "2025-05-24T02:41:00+00:00"),  # too far off to be a time zone
        ("https://paper.example/story", "BOL", "2025-05-23T22:41:00-04:00"),
        ("https://paper.example.bo/story", None, "2025-05-23T22:41:00-04:00"),
        ("https://paper.example.uk/story", None, "2025-05-24T03:41:00+01:00"),
        ("https://paper.example/story", None, "2025-05-24T02:41:00+00:00"),
        ("https://paper.example/story", "XXX", "2025-05-24T02:41:00+00:00"),
    ],
)
def test_the_day_of_a_time_in_utc_is_that_of_the_place(url: str, country: str | None, iso: str) -> None:
    found = published([("2025-05-24T02:41:00Z", "json_ld")], url=url, country=country)
    assert found
    assert found.iso == iso


def test_a_country_with_several_days_at_once_leaves_the_time_as_written() -> None:
    found = published([("2025-05-24T05:30:00Z", "json_ld")], country="USA")  # still the 23rd in California
    assert found
    assert found.iso == "2025-05-24T05:30:00+00:00"


def test_the_page_is_searched_only_where_nothing_is_stated() -> None:
    page = "<html><body><h1>Floods</h1><p class='date'>11 May 2025</p><p>Water rose again.</p></body></html>"
    tree = load_html(page)
    found = published([], tree=tree, time_tags=["2025-05-11T08:30:00+05:30", "2025-05-12T08:30:00+05:30"])
    assert found
    assert (found.iso, found.source) == ("2025-05-11T08:30:00+05:30", "time_tag")
    bare = published([], tree=tree)
    assert bare
    assert (bare.iso, bare.source, bare.precision) == ("2025-05-11", "htmldate", "day")
    for words in (
        "<p>Posted on 12 May 2025</p>",
        "<li><b>Datum</b> 12.05.2025</li>",
        "<dt>Date:</dt><dd>May 12, 2025</dd>",
    ):
        labelled = load_html(page.replace("<h1>", f"{words}<h1>"))
        found = published([], tree=labelled)
        assert found
        assert (found.iso, found.source) == ("2025-05-12", "label")
    hinted = published([("2025-05-10", "feed")], tree=tree)
    assert hinted
    assert hinted.source == "feed"
