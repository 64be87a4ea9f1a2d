from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl
import pytest

from newsledger import model
from newsledger.quality.drift import COUNTED, MEASURES, WINDOW, source_nights

EDITION = date(2025, 5, 24)
WEEKLY, WEEKDAYS = [7, 0, 0, 0, 0, 0, 0] * 4, [12, 14, 13, 12, 15, 0, 0] * 4


def night(days_before: int, documents: int, **values: object) -> dict[str, object]:
    articles = values.pop("articles", documents)
    assert isinstance(articles, int)
    counted = {"undated": 0, "claims": 10 * articles, "quoted": 5 * articles, "quarantined": 0}
    return {
        "edition": EDITION - timedelta(days=days_before),
        "source": "wire",
        "worked": True,
        "documents": documents,
        "articles": articles,
        "rows": documents + 11 * articles,
        **counted,
        **values,
    }


def judged(tonight: dict[str, object], before: Iterable[dict[str, object]]) -> dict[str, dict[str, object]]:
    frame = source_nights(
        pl.DataFrame([tonight], COUNTED, orient="row"), pl.DataFrame(list(before), COUNTED, orient="row"), EDITION
    )
    assert frame.schema == model.SOURCE_NIGHTS.schema
    assert frame["measure"].to_list() == list(MEASURES)
    return {row["measure"]: row for row in frame.iter_rows(named=True)}


def steady(nights: int = 28, documents: int = 40, **values: object) -> list[dict[str, object]]:
    # An even source still varies from night to night.
    return [night(days, documents + (days % 5) - 2, **values) for days in range(nights, 0, -1)]


@pytest.mark.parametrize(
    ("tonight", "verdict"),
    [(40, "usual"), (28, "usual"), (16, "low"), (0, "silent"), (65, "high"), (120, "tripled"), (300, "tripled")],
)
def test_a_night_is_held_against_those_before(tonight: int, verdict: str) -> None:
    assert judged(night(0, tonight), steady())["documents"]["verdict"] == verdict


def test_the_numbers_are_told() -> None:
    row = judged(night(0, 0), steady())["documents"]

    assert (row["value"], row["usual"], row["nights"]) == (0.0, 40.0, 28)
    assert row["low"] < row["usual"] < row["high"]
    assert row["z"] < -3.5
    assert row["in_words"] == "wire: 0 new pages; usual are 40 (18 to 62)"


@pytest.mark.parametrize(
    ("documents", "tonight"),
    [
        ([1, 0, 2, 1, 0, 1, 2, 1], 0),  # a small source pauses
        ([1, 0, 2, 1, 0, 1, 2, 1], 4),  # and has a good day
        ([3, 2, 4, 3, 2, 3], 8),
        (WEEKLY[:-1], 0),
        (WEEKDAYS[:-1], 0),
        ([17, 0, 0, 0, 0, 0, 0, 0], 0),  # a folder that was read once
        ([40, 41], 0),  # too few nights to know
    ],
)
def test_small_and_uneven_sources_raise_no_alarm(documents: list[int], tonight: int) -> None:
    before = [night(len(documents) - at, number) for at, number in enumerate(documents)]

    assert judged(night(0, tonight), before)["documents"]["verdict"] in ("usual", "unknown")


@pytest.mark.parametrize("documents", [WEEKLY, WEEKDAYS])
def test_a_pause_longer_than_any_before_is_told(documents: list[int]) -> None:
    before = [night(len(documents) - at, number) for at, number in enumerate(documents)]

    assert judged(night(0, 0), before)["documents"]["verdict"] == "silent"


def test_a_small_source_that_stays_away_is_told_in_the_end() -> None:
    documents = [1, 0, 2, 1, 0, 1, 2, 1]
    first_silent = next(
        nights
        for nights in range(1, 20)
        if judged(night(0, 0), [night(60 - at, n) for at, n in enumerate([*documents, *[0] * (nights - 1)])])[
            "documents"
        ]["verdict"]
        == "silent"
    )

    assert first_silent == 6


@pytest.mark.parametrize(
    ("measure", "change", "verdict"),
    [
        ("quoted_share", {"quoted": 20}, "low"),
        ("quoted_share", {"quoted": 180}, "usual"),
        ("undated_share", {"undated": 30}, "high"),
        ("undated_share", {"undated": 2}, "usual"),
        ("quarantined_share", {"quarantined": 200}, "high"),
        ("quarantined_share", {"quarantined": None}, "unknown"),
        ("claims_per_article", {"claims": 90, "quoted": 45}, "low"),
        ("claims_per_article", {"claims": 380, "quoted": 190}, "usual"),
        ("articles", {"articles": 4}, "low"),
    ],
)
def test_every_measure_is_judged(measure: str, change: dict[str, object], verdict: str) -> None:
    assert judged(night(0, 40, **change), steady())[measure]["verdict"] == verdict


def test_a_share_of_few_says_nothing() -> None:
    few = judged(night(0, 3, claims=6, quoted=0, undated=3), steady(documents=4))

    assert few["quoted_share"]["verdict"] == few["undated_share"]["verdict"] == "usual"


def test_a_source_that_never_worked_is_told_after_three_nights() -> None:
    def broken(days: int) -> dict[str, object]:
        return night(days, 0, worked=False)

    assert judged(broken(0), [broken(1)])["documents"]["verdict"] == "unknown"
    row = judged(broken(0), [broken(2), broken(1)])["documents"]
    assert (row["verdict"], row["in_words"]) == (
        "never_worked",
        "wire: no listing was read and no page came in 3 nights",
    )
    assert judged(broken(0), [night(3, 5), broken(2), broken(1)])["documents"]["verdict"] == "usual"
    assert judged(broken(0), steady())["documents"]["verdict"] == "silent"


def test_older_nights_than_four_weeks_are_forgotten() -> None:
    long_ago = [night(days, 400) for days in range(80, WINDOW, -1)]

    assert judged(night(0, 40), [*long_ago, *steady()]) == judged(night(0, 40), steady())


def test_the_order_of_nights_and_other_sources_change_nothing() -> None:
    other = [{**night(days, 5), "source": "other"} for days in range(28, 0, -1)]

    assert judged(night(0, 16), [*reversed(steady()), *other]) == judged(night(0, 16), steady())
