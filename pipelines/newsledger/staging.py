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

_MADE_FROM = "newsledger.made_from"  # in the metadata of a parquet file


def staged_path(settings: Settings, table: str, edition: date) -> Path:
    """Return where `table` of `edition` is, or would be."""
    return settings.staged / table / f"{edition.isoformat()}.parquet"


def staged_editions(settings: Settings, table: str) -> set[date]:
    """Return the editions of which there is a `table`."""
    return {date.fromisoformat(path.stem) for path in (settings.staged / table).glob("????-??-??.parquet")}


def newest_edition(settings: Settings, table: str) -> date:
    """Return the newest edition of which there is a `table`; UsageError if there is none."""
    editions = staged_editions(settings, table)
    if not editions:
        raise usage_error(f"There are no {table} of any edition", "Make them: newsledger run")
    return max(editions)


def staged_lacks(settings: Settings, table: str, edition: date) -> str | None:
    """Return in words that `table` of `edition` was not made yet; None if it was."""
    return None if staged_path(settings, table, edition).is_file() else f"there are no {table} of {edition}"


def read_staged(settings: Settings, table: str, edition: date) -> pl.DataFrame:
    """Return `table` of `edition`; UsageError if it was not made yet, or if its file is damaged."""
    path = staged_path(settings, table, edition)
    if not path.is_file():
        raise usage_error(
            f"{path}: there are no {table} of {edition}", f"Make them: newsledger run --edition {edition}"
        )
    try:
        contract, frame = model.table(table), pl.read_parquet(path, hive_partitioning=False)
    except pl.exceptions.PolarsError as error:
        again = f"Make it again from the archive: newsledger backfill {edition} {edition}"
        raise usage_error(f"{path} is damaged: {error}", again) from error
    # A file of before a column was added has nothing in it.
    new = [pl.lit(None, c.dtype).alias(c.name) for c in contract.columns if c.nullable and c.name not in frame.columns]
    return contract.conform(frame.with_columns(new))


def write_staged(
    settings: Settings, table: str, edition: date, frame: pl.DataFrame, made_from: str | None = None
) -> Path:
    """Write `frame`, which must keep the contract of `table`, and return the file.

    `made_from` stands for all that the rows depend on (`recompute`); without it, the file is always made anew.
    """
    path = staged_path(settings, table, edition)
    write_parquet(path, model.table(table).conform(frame), {_MADE_FROM: made_from} if made_from else None)
    return path


def staged_from(settings: Settings, table: str, edition: date) -> str | None:
    """Return what `table` of `edition` was written with as `made_from`; None if nothing, or if it is not there."""
    return (parquet_metadata(staged_path(settings, table, edition)) or {}).get(_MADE_FROM)


def parquet_metadata(path: Path) -> dict[str, str] | None:
    """Return what was written with the frame in `path`; None if no file is there, or one that was cut off."""
    try:
        return pl.read_parquet_metadata(path)
    except (FileNotFoundError, pl.exceptions.PolarsError):
        return None


def write_parquet(path: Path, frame: pl.DataFrame, metadata: Mapping[str, str] | None = None) -> None:
    """Write `frame` to `path` so that a kill leaves the old file or the new one, never half of one."""
    with written_whole(path) as unfinished:
        frame.write_parquet(unfinished, metadata=dict(metadata) if metadata else None)
