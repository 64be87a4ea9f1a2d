"""Making a staged table, edition by edition: one for a night, many for a backfill.

Belongs here: the loop over the editions of a run, and what of a table that is as it was is not made again. Does not:
how a table is made, or what an operator is shown of it; each asset's module says that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import dagster as dg
import polars as pl

from newsledger.config import Settings
from newsledger.errors import usage_error
from newsledger.model import Table
from newsledger.progress import Progress, silent
from newsledger.staging import read_staged, staged_from, write_staged
from newsledger.workers import keeping_workers

from .editions import editions_of


@dataclass(frozen=True)
class Made:
    """What a stage made of an edition. `notes` are of this making, and not to be read from the table."""

    frame: pl.DataFrame
    notes: Mapping[str, Any]
    is_final: bool = True  # another try would come to the same


# Makes one edition; told how far it is by the progress that it is given.
Stage = Callable[[date, Progress], Made]


def stage_editions(
    context: dg.AssetExecutionContext,
    table: Table,
    settings: Settings,
    progress: Progress,
    make: Stage,
    describe: Callable[[pl.DataFrame], Mapping[str, Any]],
    *,
    lacks: Callable[[date], str | None],
    made_from: Callable[[date], str] | None = None,
) -> dg.MaterializeResult[None]:
    """Stage `table` for each edition of the run, with `describe` as the metadata of each.

    In a run of several editions, one that `lacks` something to be made from is left as it is. One whose file was made
    from the same (`made_from`) is taken as it is: so a backfill that was killed goes on.
    """
    editions = editions_of(context)
    if len(editions) == 1:
        (edition,) = editions
        made = make(edition, progress)
        return dg.MaterializeResult(metadata=_write(table, settings, edition, made, describe, made_from))
    lacking = [lack for edition in editions if (lack := lacks(edition)) is not None]
    if len(lacking) == len(editions):
        raise usage_error(f"There is nothing to make {table.name} from: {lacking[0]}", "Choose editions that were run.")
    with keeping_workers(len(editions)):
        for number, edition in enumerate(editions):
            progress(table.name, number, len(editions))
            metadata = _of_range(table, settings, edition, make, describe, lacks, made_from)
            context.add_asset_metadata(metadata, partition_key=edition.isoformat())
    progress(table.name, len(editions), len(editions))
    return dg.MaterializeResult()


def _of_range(
    table: Table,
    settings: Settings,
    edition: date,
    make: Stage,
    describe: Callable[[pl.DataFrame], Mapping[str, Any]],
    lacks: Callable[[date], str | None],
    made_from: Callable[[date], str] | None,
) -> dict[str, Any]:
    if (lack := lacks(edition)) is not None:
        return {"note": f"left as it was: {lack}"}
    if made_from is not None and staged_from(settings, table.name, edition) == made_from(edition):
        frame = read_staged(settings, table.name, edition)
        return {**describe(frame), "note": "made from the same as before, by the same code"}
    return _write(table, settings, edition, make(edition, silent), describe, made_from)


def _write(
    table: Table,
    settings: Settings,
    edition: date,
    made: Made,
    describe: Callable[[pl.DataFrame], Mapping[str, Any]],
    made_from: Callable[[date], str] | None,
) -> dict[str, Any]:
    origin = made_from(edition) if made_from is not None and made.is_final else None
    path = write_staged(settings, table.name, edition, made.frame, origin)
    return {
        "dagster/partition_row_count": made.frame.height,
        **describe(made.frame),
        **made.notes,
        "file": dg.MetadataValue.path(path),
        "file_kilobytes": path.stat().st_size / 1e3,
    }
