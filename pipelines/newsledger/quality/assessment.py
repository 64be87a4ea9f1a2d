"""The verdict over one table of one edition: what each expectation found, and which rows are set aside.

Belongs here: `assess`, `split`, the rows of ``quality_results`` and ``quarantine``. Does not: reading staged
files (`audit`), running Great Expectations (`runner`).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from newsledger import model
from newsledger.quality.runner import Outcome, run_suite
from newsledger.quality.suites import Suite, load_suite
from newsledger.quality.validation import Related, key_of, validation_frame

SAMPLE_KEYS = 20


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the suite of `table` found in `edition`."""

    table: str
    edition: date
    outcomes: tuple[Outcome, ...]

    @property
    def stopping(self) -> tuple[Outcome, ...]:
        """The outcomes for which nothing may be published."""
        return tuple(outcome for outcome in self.outcomes if outcome.stops)

    def results(self) -> pl.DataFrame:
        """Return the outcomes as rows of ``quality_results``."""
        return model.QUALITY_RESULTS.frame(
            [
                {
                    "result_id": _identity(self.edition.isoformat(), self.table, outcome.expectation.id),
                    "edition": self.edition,
                    "table_name": self.table,
                    "expectation": outcome.expectation.id,
                    "protects_from": outcome.expectation.protects_from,
                    "severity": outcome.expectation.severity,
                    "action": outcome.expectation.action,
                    "passed": outcome.passed,
                    "evaluated": outcome.evaluated,
                    "unexpected": outcome.unexpected,
                    "sample_keys": list(outcome.failing_keys[:SAMPLE_KEYS]),
                    "error": outcome.error,
                }
                for outcome in self.outcomes
            ]
        )


def assess(
    table: str,
    frame: pl.DataFrame,
    related: Related,
    edition: date,
    suite: Suite | None = None,
    docs: Path | None = None,
) -> Assessment:
    """Return what the suite of `table` (default: the one in ``expectations/``) finds in `frame`.

    `related` holds, by table name, the accepted rows of the tables that `frame` refers to, and the vocabularies;
    `docs` as `run_suite` has it.
    """
    suite = suite or load_suite(table)
    checked = validation_frame(table, frame, related)
    outcomes = run_suite(suite, checked, key_of(table), _values(suite, related), docs)
    return Assessment(table, edition, tuple(outcomes))


def split(frame: pl.DataFrame, assessment: Assessment) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (accepted rows of `frame`, the others as rows of ``quarantine``); together they are all of `frame`."""
    key = key_of(assessment.table)
    failed: dict[str, list[Outcome]] = {}
    for outcome in assessment.outcomes:
        if outcome.expectation.action == "quarantine":
            for failing in outcome.failing_keys:
                failed.setdefault(failing, []).append(outcome)
    is_bad = pl.col(key).is_in(list(failed)).fill_null(False)
    accepted, bad = frame.filter(~is_bad), frame.filter(is_bad)
    quarantined = model.QUARANTINE.frame(
        [_quarantined(assessment, row, str(row[key]), failed[str(row[key])]) for row in bad.iter_rows(named=True)]
    )
    assert frame.height == accepted.height + quarantined.height, "a row was lost between ledger and quarantine"
    return accepted, quarantined


def _values(suite: Suite, related: Related) -> dict[str, Sequence[Any]]:
    references = {e.kwargs["value_set"] for e in suite.expectations if isinstance(e.kwargs.get("value_set"), str)}
    values: dict[str, Sequence[Any]] = {}
    for reference in references:
        table, _, column = reference.partition(".")
        values[reference] = related[table].get_column(column).unique().sort().to_list()
    return values


def _quarantined(assessment: Assessment, row: dict[str, Any], key: str, failed: list[Outcome]) -> dict[str, object]:
    return {
        "quarantine_id": _identity(assessment.edition.isoformat(), assessment.table, key),
        "edition": assessment.edition,
        "table_name": assessment.table,
        "row_key": key,
        "expectations": [outcome.expectation.id for outcome in failed],
        "reason": " ".join(outcome.expectation.protects_from for outcome in failed),
        "row_json": json.dumps(row, ensure_ascii=False, default=str),
    }


def _identity(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
