"""The staged tables on disk: one parquet file per table and edition.

Belongs here: where the files are, and reading and writing them whole. Does not: what is in them (`model`), or who
makes them when (the assets).
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from newsledger import model
from newsledger.config import Settings
from newsledger.errors import usage_error
from newsledger.whole_files import written_whole


def staged_path(settings: Settings, table: str, edition: date) -> Path:
    """Return where `table` of `edition` is, or would be."""
    return settings.staged / table / f"{edition.isoformat()}.parquet"


def newest_edition(settings: Settings, table: str) -> date:
    """Return the newest edition of which there is a `table`; UsageError if there is none."""
    editions = [path.stem for path in (settings.staged / table).glob("*.parquet")]
    if not editions:
        raise usage_error(f"There are no {table} of any edition", "Make them: newsledger run")
    return date.fromisoformat(max(editions))


def read_staged(settings: Settings, table: str, edition: date) -> pl.DataFrame:
    """Return `table` of `edition`; UsageError if it was not made yet."""
    path = staged_path(settings, table, edition)
    if not path.is_file():
        raise usage_error(
            f"{path}: there are no {table} of {edition}", f"Make them: newsledger run --edition {edition}"
        )
    contract, frame = model.table(table), pl.read_parquet(path, hive_partitioning=False)
    # A file of before a column was added has nothing in it.
    new = [pl.lit(None, c.dtype).alias(c.name) for c in contract.columns if c.nullable and c.name not in frame.columns]
    return contract.conform(frame.with_columns(new))


def write_staged(settings: Settings, table: str, edition: date, frame: pl.DataFrame) -> Path:
    """Write `frame`, which must keep the contract of `table`, and return the file."""
    path = staged_path(settings, table, edition)
    write_parquet(path, model.table(table).conform(frame))
    return path


def write_parquet(path: Path, frame: pl.DataFrame, metadata: Mapping[str, str] | None = None) -> None:
    """Write `frame` to `path` so that a kill leaves the old file or the new one, never half of one."""
    with written_whole(path) as unfinished:
        frame.write_parquet(unfinished, metadata=dict(metadata) if metadata else None)
