"""The audit of one edition from its staged files: each table's verdict, and what the ledger may take in.

Belongs here: which tables a suite needs beside its own, keeping assessments so that the ledger does not repeat
what the checks have done, and the frames to publish. Does not: single verdicts (`assessment`), publishing.

An assessment is a function of the staged files, the suite, the vocabularies and this code; it is kept beside the
staged files under the hash of all of them, and made anew when any has changed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from newsledger import __version__
from newsledger.config import Settings
from newsledger.extract.lexicon import lexicon_hash
from newsledger.extract.vocabulary import vocabulary_tables
from newsledger.locate import data_folder
from newsledger.quality.assessment import Assessment, assess, split
from newsledger.quality.doubts import doubts_table
from newsledger.quality.drift import measures, source_nights
from newsledger.quality.history import kept_path, nights_before
from newsledger.quality.runner import Outcome
from newsledger.quality.suites import load_suite
from newsledger.quality.validation import LEDGER, SOURCE_NIGHTS, ledger_frame
from newsledger.staging import parquet_metadata, read_staged, staged_path, write_parquet

# The table whose accepted rows each table's suite looks at. What is set aside here takes along what refers to it.
_REFERS_TO: dict[str, str | None] = {"documents": None, "articles": "documents", "claims": "articles"}

_OUTCOMES = pl.Schema(
    {
        "expectation": pl.String(),
        "passed": pl.Boolean(),
        "evaluated": pl.Int64(),
        "unexpected": pl.Int64(),
        "failing_keys": pl.List(pl.String()),
        "error": pl.String(),
    }
)


@dataclass(frozen=True, slots=True)
class Audit:
    """One table of one edition: its assessment, and its rows as accepted and quarantined."""

    assessment: Assessment
    frame: pl.DataFrame  # all rows that came in
    accepted: pl.DataFrame
    quarantined: pl.DataFrame  # rows of model.QUARANTINE

    @property
    def rows_in(self) -> int:
        """How many rows came in."""
        return self.frame.height


@dataclass(frozen=True, slots=True)
class EditionAudit:
    """All tables of one edition, and the night as a whole."""

    tables: dict[str, Audit]
    counted: pl.DataFrame  # what each source brought in this edition and those before, with drift.COUNTED's columns
    nights: pl.DataFrame  # rows of model.SOURCE_NIGHTS
    totals: pl.DataFrame  # what the ledger's suite looks at
    sources: Assessment
    ledger: Assessment

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The verdict on each table, on the sources, then on the whole."""
        return (*(audit.assessment for audit in self.tables.values()), self.sources, self.ledger)

    @property
    def stopping(self) -> tuple[tuple[str, Outcome], ...]:
        """Table and outcome of everything for which nothing may be published."""
        return tuple((a.table, outcome) for a in self.assessments for outcome in a.stopping)

    @property
    def quarantined(self) -> pl.DataFrame:
        """All rows that were set aside."""
        return pl.concat([audit.quarantined for audit in self.tables.values()])

    def frames(self) -> dict[str, pl.DataFrame]:
        """Return what is to be published: a frame for every table that the ledger keeps as history, but `edits`."""
        return {
            **{table: audit.accepted for table, audit in self.tables.items()},
            "quarantine": self.quarantined,
            SOURCE_NIGHTS: self.nights,
            "quality_results": pl.concat([a.results() for a in self.assessments]),
            **vocabulary_tables(),
            "doubts": doubts_table(),
        }


def audit(table: str, edition: date, settings: Settings) -> Audit:
    """Check the staged `table` of `edition`, or take up the check that was made of the same files before."""
    frame = read_staged(settings, table, edition)
    fingerprint = _fingerprint(table, edition, settings)
    kept = kept_path(settings, table, edition)
    assessment, docs = _read(kept, fingerprint, table, edition), docs_path(settings, table, edition)
    if assessment is None or (docs is not None and not docs.is_dir()):
        before = _REFERS_TO[table]
        related = {**vocabulary_tables(), **({before: audit(before, edition, settings).accepted} if before else {})}
        assessment = assess(table, frame, related, edition, docs=docs)
        write_parquet(kept, _outcome_rows(assessment), {"fingerprint": fingerprint})
    return Audit(assessment, frame, *split(frame, assessment))


def audit_edition(edition: date, settings: Settings) -> EditionAudit:
    """Check all staged tables of `edition`, and what would be published of them as a whole."""
    tables = {table: audit(table, edition, settings) for table in _REFERS_TO}
    counts = {name: (a.rows_in, a.accepted.height, a.quarantined.height) for name, a in tables.items()}
    totals = ledger_frame(counts, _without_claims_share(tables["articles"].accepted, tables["claims"].accepted))
    tonight, before = _tonight(tables, edition), nights_before(edition, settings)
    nights = source_nights(tonight, before, edition)
    sources, whole = (
        assess(suite, rows, {}, edition, docs=docs_path(settings, suite, edition))
        for suite, rows in ((SOURCE_NIGHTS, nights), (LEDGER, totals))
    )
    return EditionAudit(tables, pl.concat([before, tonight]), nights, totals, sources, whole)


def docs_path(settings: Settings, suite: str, edition: date) -> Path | None:
    """Return where Great Expectations writes its Data Docs on a suite; None if they are not asked for."""
    return settings.reports(edition) / "data_docs" / suite if settings.data_docs else None


def _tonight(tables: dict[str, Audit], edition: date) -> pl.DataFrame:
    """Return what each source brought in `edition`, with the columns `drift.COUNTED`."""
    frames = {name: a.frame.with_columns(edition=pl.lit(edition)).lazy() for name, a in tables.items()}
    aside = pl.concat([a.quarantined.select("edition", "table_name", "row_key") for a in tables.values()]).lazy()
    return measures(frames["documents"], frames["articles"], frames["claims"], aside)


def _without_claims_share(articles: pl.DataFrame, claims: pl.DataFrame) -> float:
    readable = articles.filter(pl.col("kind") == "article", pl.col("duplicate_of").is_null())
    without = readable.join(claims, on="revision_id", how="anti")
    return without.height / readable.height if readable.height else 0.0


def _fingerprint(table: str, edition: date, settings: Settings) -> str:
    digest = hashlib.sha256(f"{__version__} {lexicon_hash()}".encode())
    for path in _determinants(table, edition, settings):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _determinants(table: str, edition: date, settings: Settings) -> Iterator[Path]:
    yield from sorted(Path(__file__).parent.glob("*.py"))
    name: str | None = table
    while name:
        yield data_folder("expectations") / f"{name}.yaml"
        yield staged_path(settings, name, edition)
        name = _REFERS_TO[name]


def _outcome_rows(assessment: Assessment) -> pl.DataFrame:
    rows = [
        (o.expectation.id, o.passed, o.evaluated, o.unexpected, list(o.failing_keys), o.error)
        for o in assessment.outcomes
    ]
    return pl.DataFrame(rows, schema=_OUTCOMES, orient="row")


def _read(path: Path, fingerprint: str, table: str, edition: date) -> Assessment | None:
    if (parquet_metadata(path) or {}).get("fingerprint") != fingerprint:
        return None
    expectations = {e.id: e for e in load_suite(table).expectations}
    rows = pl.read_parquet(path, hive_partitioning=False).iter_rows(named=True)
    outcomes = [
        Outcome(expectations[row.pop("expectation")], **{**row, "failing_keys": tuple(row["failing_keys"])})
        for row in rows
    ]
    return Assessment(table, edition, tuple(outcomes))
