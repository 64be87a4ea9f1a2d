"""The nights before an edition, as far as their staged files are there: what `drift` compares it with.

Belongs here: which files those are, and counting what they hold. Does not: what is usual (`drift`).

The files are those of earlier editions alone, so an edition gets the same verdict whenever it is checked. What was
quarantined is taken from the assessments that were kept of them; where there is none it is not known.
"""

from datetime import date
from pathlib import Path

import polars as pl

from newsledger import model
from newsledger.config import Settings
from newsledger.quality.drift import COUNTED, WINDOW, measures
from newsledger.quality.suites import load_suite
from newsledger.staging import parquet_metadata, staged_editions, staged_path

_KEYS = pl.Schema({"edition": pl.Date(), "table_name": pl.String(), "row_key": pl.String()})


def kept_path(settings: Settings, table: str, edition: date) -> Path:
    """Return where the assessment of `table` in `edition` is kept."""
    return settings.staged / "assessments" / table / f"{edition.isoformat()}.parquet"


def nights_before(edition: date, settings: Settings) -> pl.DataFrame:
    """Return what each source brought in the last editions before `edition`, with the columns COUNTED.

    One of which a file was cut off is passed over: it must not keep tonight from being published.
    """
    staged = set.intersection(*(staged_editions(settings, table.name) for table in model.STAGED))
    before = sorted(day for day in staged if day < edition)[-WINDOW:]
    editions = [day for day in before if all(_is_whole(staged_path(settings, t.name, day)) for t in model.STAGED)]
    if not editions:
        return pl.DataFrame(schema=COUNTED)
    documents, articles, claims = (
        pl.concat([_scanned(settings, table.name, day) for day in editions]) for table in model.STAGED
    )
    aside = {day: keys for day in editions if (keys := _set_aside(settings, day)) is not None}
    counted = measures(documents, articles, claims, pl.concat([pl.DataFrame(schema=_KEYS), *aside.values()]).lazy())
    return counted.with_columns(quarantined=pl.when(pl.col("edition").is_in(list(aside))).then("quarantined"))


_COLUMNS = {
    "documents": ("document_id", "source", "role", "outcome"),
    "articles": ("document_id", "revision_id", "kind", "published_date"),
    "claims": ("claim_id", "revision_id", "speaker_text"),
}


def _scanned(settings: Settings, table: str, edition: date) -> pl.LazyFrame:
    rows = pl.scan_parquet(staged_path(settings, table, edition), hive_partitioning=False)
    return rows.select(pl.lit(edition).alias("edition"), *_COLUMNS[table])


def _set_aside(settings: Settings, edition: date) -> pl.DataFrame | None:
    paths = {table.name: kept_path(settings, table.name, edition) for table in model.STAGED}
    if not all(_is_whole(path) for path in paths.values()):
        return None
    return pl.concat([_keys_in(path, table, edition) for table, path in paths.items()])


def _is_whole(path: Path) -> bool:
    return parquet_metadata(path) is not None


def _keys_in(path: Path, table: str, edition: date) -> pl.DataFrame:
    quarantining = [e.id for e in load_suite(table).expectations if e.action == "quarantine"]
    keys = (
        pl.scan_parquet(path, hive_partitioning=False)
        .filter(pl.col("expectation").is_in(quarantining))
        .select(pl.col("failing_keys").explode().drop_nulls().unique())
        .collect()["failing_keys"]
    )
    return pl.DataFrame({"edition": [edition] * len(keys), "table_name": [table] * len(keys), "row_key": keys}, _KEYS)
