"""What is usual for a source, and how far a night is from it.

Belongs here: the measures of each source in an edition (`measures`), and their verdict against the editions before
(`source_nights`). Does not: reading staged files (`history`), or what follows from a verdict; that is in
``expectations/source_nights.yaml``.

The rule. Usual is the median of the source's last 28 editions. The spread is their median distance from it, times
1.4826 as for a normal distribution, but never less than chance alone makes: the root of a count, the error of a share
of so few. Beyond 3.5 spreads a value is low or high. A verdict depends on the editions before alone.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median
from typing import Any

import polars as pl

from newsledger import model
from newsledger.fetch.visit import GOOD, PAGE, Outcome

WINDOW = 28  # editions, four weeks, so that each weekday is in it four times
_FEWEST_NIGHTS = 3  # before, nothing is usual
_FAR = 3.5  # spreads
_TO_SIGMA = 1.4826  # of the median distance
_FEWEST_TRIPLED = 4  # three times less than that is chance
_FEWEST_COUNTED = 10  # of fewer, a share says nothing
_MISSED = 6.0  # so many expected and none came: by chance in 1 of 400 nights

# Measure -> what it counts, and what a share is a share of.
COUNTS = ("documents", "articles")
SHARES = {"quoted_share": "claims", "quarantined_share": "rows", "undated_share": "articles"}
MEASURES = ("documents", "articles", "claims_per_article", *SHARES)
_IN_WORDS = {
    "documents": "new pages",
    "articles": "new articles",
    "claims_per_article": "claims an article",
    "quoted_share": "of claims quoted",
    "quarantined_share": "of rows quarantined",
    "undated_share": "of articles without a date",
}

# What `measures` counts of each source in an edition. `worked`: a listing was read or a page came.
COUNTED = pl.Schema(
    {
        "edition": pl.Date(),
        "source": pl.String(),
        "worked": pl.Boolean(),
        "documents": pl.Int64(),
        "articles": pl.Int64(),
        "undated": pl.Int64(),
        "claims": pl.Int64(),
        "quoted": pl.Int64(),
        "rows": pl.Int64(),
        "quarantined": pl.Int64(),  # null where it is not known
    }
)


def measures(
    documents: pl.LazyFrame, articles: pl.LazyFrame, claims: pl.LazyFrame, quarantined: pl.LazyFrame
) -> pl.DataFrame:
    """Return a row of COUNTED for each source and edition of `documents`, in their order.

    Counted is what is new: pages that came and differ from the last time, with their articles and claims.
    `quarantined` has the columns edition, table_name and row_key of the rows set aside.
    """
    is_new = (pl.col("role") == PAGE) & (pl.col("outcome") == Outcome.FETCHED)
    pages = documents.group_by("edition", "source").agg(
        worked=pl.col("outcome").is_in(list(GOOD)).any(),
        documents=is_new.sum(),
        document_rows=pl.len(),
    )
    fresh = documents.filter(is_new).select("document_id", "edition", "source")
    # The same page may be new in one edition and be there again, unchanged, in others.
    told = articles.select("document_id", "revision_id", "edition", "kind", "published_date").join(
        fresh, on=["document_id", "edition"]
    )
    is_article = pl.col("kind") == "article"
    stories = told.group_by("edition", "source").agg(
        articles=is_article.sum(),
        undated=(is_article & pl.col("published_date").is_null()).sum(),
        article_rows=pl.len(),
    )
    said = claims.select("claim_id", "revision_id", "edition", "speaker_text").join(
        told.select("revision_id", "edition", "source"), on=["revision_id", "edition"]
    )
    statements = said.group_by("edition", "source").agg(claims=pl.len(), quoted=pl.col("speaker_text").count())
    counted = pages.join(stories, on=["edition", "source"], how="left").join(
        statements, on=["edition", "source"], how="left"
    )
    owners = pl.concat(
        [
            documents.select("edition", "source", table_name=pl.lit("documents"), row_key="document_id"),
            told.select("edition", "source", table_name=pl.lit("articles"), row_key="revision_id"),
            said.select("edition", "source", table_name=pl.lit("claims"), row_key="claim_id"),
        ]
    )
    aside = (
        owners.join(quarantined, on=["edition", "table_name", "row_key"])
        .group_by("edition", "source")
        .agg(quarantined=pl.len())
    )
    counted = counted.join(aside, on=["edition", "source"], how="left")
    zero = ("articles", "undated", "article_rows", "claims", "quoted", "quarantined")
    counted = counted.with_columns(pl.col(zero).fill_null(0)).with_columns(
        rows=pl.col("document_rows") + pl.col("article_rows") + pl.col("claims")
    )
    return (
        counted.select(pl.col(name).cast(dtype) for name, dtype in COUNTED.items()).sort("edition", "source").collect()
    )


def source_nights(tonight: pl.DataFrame, before: pl.DataFrame, edition: date) -> pl.DataFrame:
    """Return the rows of ``source_nights`` of `edition`: six a source of `tonight`, judged by the nights `before`.

    Both have the columns COUNTED; of `before` the last WINDOW editions of a source are looked at.
    """
    earlier: dict[str, list[dict[str, Any]]] = {}
    for row in before.sort("edition").iter_rows(named=True):
        earlier.setdefault(row["source"], []).append(row)
    rows = [
        row
        for night in tonight.sort("source").iter_rows(named=True)
        for row in _rows(edition, night, earlier.get(night["source"], [])[-WINDOW:])
    ]
    return model.SOURCE_NIGHTS.frame(rows)


def _rows(edition: date, night: dict[str, Any], before: Sequence[dict[str, Any]]) -> Iterator[dict[str, object]]:
    source = night["source"]
    works = night["worked"] or any(row["worked"] for row in before)
    for measure in MEASURES:
        value, of = _value(measure, night), _whole(measure, night)
        known = [v for row in before if (v := _value(measure, row)) is not None and _tells(measure, row)]
        usual = _usual(measure, known, of)
        verdict = _verdict(measure, value, of, usual, known, works, len(before) + 1)
        yield {
            "source_night_id": f"{edition.isoformat()} {source} {measure}",
            "edition": edition,
            "source": source,
            "measure": measure,
            "value": value,
            "usual": usual and usual.middle,
            "low": usual and usual.low,
            "high": usual and usual.high,
            "z": None if value is None or usual is None else round(usual.z(value), 2),
            "nights": len(known),
            "verdict": verdict,
            "in_words": _in_words(source, measure, value, usual, verdict, len(before) + 1),
        }


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual of a measure: its middle, and how far from it a value may be by chance."""

    middle: float
    spread: float
    most: float  # a share is at most 1

    @property
    def low(self) -> float:
        return round(max(0.0, self.middle - _FAR * self.spread), 4)

    @property
    def high(self) -> float:
        return round(min(self.most, self.middle + _FAR * self.spread), 4)

    def z(self, value: float) -> float:
        return (value - self.middle) / self.spread


def _usual(measure: str, known: Sequence[float], of: int) -> _Usual | None:
    if len(known) < _FEWEST_NIGHTS:
        return None
    middle = median(known)
    distance = _TO_SIGMA * median(abs(value - middle) for value in known)
    if measure in COUNTS:
        floor, most = math.sqrt(max(middle, 1.0)), math.inf
    elif measure in SHARES:
        likely = min(max(middle, 0.02), 0.98)
        floor, most = max(0.02, math.sqrt(likely * (1 - likely) / max(of, 1))), 1.0
    else:  # claims come in bunches: their number varies with each article more than by chance
        floor, most = max(0.1 * middle, 2 * math.sqrt(max(middle, 0.5) / max(of, 1))), math.inf
    return _Usual(round(middle, 4), max(distance, floor), most)


def _verdict(
    measure: str, value: float | None, of: int, usual: _Usual | None, known: Sequence[float], works: bool, nights: int
) -> str:
    if measure == "documents":
        if not works:
            return "never_worked" if nights >= _FEWEST_NIGHTS else "unknown"
        if value == 0 and _is_silent(known):
            return "silent"
    if value is None or usual is None:
        return "unknown"
    if measure in COUNTS:
        if value >= 3 * max(usual.middle, _FEWEST_TRIPLED):
            return "tripled"
    elif of < _FEWEST_COUNTED:
        return "usual"
    return "low" if usual.z(value) < -_FAR else "high" if usual.z(value) > _FAR else "usual"


def _is_silent(known: Sequence[float]) -> bool:
    """Whether a night without anything, after the nights `known`, is more than a pause that this source makes."""
    gaps, gap = [0], 0
    for value in known:
        gap = gap + 1 if value == 0 else 0
        gaps.append(gap)
    spoken = known[: len(known) - gap]
    if len(spoken) < _FEWEST_NIGHTS:
        return False
    pauses = gaps[: len(gaps) - gap]
    return gap + 1 > max(pauses) and (gap + 1) * fmean(spoken) >= _MISSED


def _value(measure: str, night: dict[str, Any]) -> float | None:
    if measure in COUNTS:
        return float(night[measure])
    part = {"claims_per_article": "claims", "quoted_share": "quoted", "undated_share": "undated"}
    whole, counted = _whole(measure, night), night[part.get(measure, "quarantined")]
    return None if counted is None or not whole else round(counted / whole, 4)


def _whole(measure: str, night: dict[str, Any]) -> int:
    return int(night[SHARES.get(measure, "articles")])


def _tells(measure: str, night: dict[str, Any]) -> bool:
    return measure in COUNTS or _whole(measure, night) > 0


def _in_words(source: str, measure: str, value: float | None, usual: _Usual | None, verdict: str, nights: int) -> str:
    if verdict == "never_worked":
        return f"{source}: no listing was read and no page came in {nights} nights"
    if value is None:
        return f"{source}: nothing to measure ({_IN_WORDS[measure]})"

    def told(number: float) -> str:
        if measure in SHARES:
            return f"{100 * number:.0f} %"
        return f"{number:,.0f}" if measure in COUNTS else f"{number:.1f}"

    said = f"{source}: {told(value)} {_IN_WORDS[measure]}"
    return (
        said if usual is None else f"{said}; usual are {told(usual.middle)} ({told(usual.low)} to {told(usual.high)})"
    )
