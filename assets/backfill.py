"""A backfill without the UI: editions that are over, computed again from the archive in one run of this process.

Belongs here: starting the run and reading from its events what happened. Does not: what it does (the assets), a night
(`nightly`).
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import dagster as dg
import polars as pl
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from newsledger import warehouse
from newsledger.alerts import raise_alert
from newsledger.config import Settings, load_configuration
from newsledger.errors import usage_error
from newsledger.extract.lexicon import use_overlay
from newsledger.fetch.edition import archive_lacks
from newsledger.progress import Progress, silent
from newsledger.staging import staged_lacks
from newsledger.summary import BackfillSummary
from newsledger.workers import keeping_workers

from .about import first_failure
from .definitions import ASSETS, build_definitions
from .editions import days, editions_in, require_edition
from .instance import IN_THIS_PROCESS, quiet_instance
from .jobs import nightly
from .nightly import QUIET
from .resources import Installation


def run_backfill(
    first: date,
    last: date,
    sources_file: Path,
    settings: Settings,
    progress: Progress = silent,
    *,
    only_claims: bool = False,
    assets: Sequence[dg.AssetsDefinition] = ASSETS,
) -> BackfillSummary:
    """Clean and code the editions from `first` to `last` again, publish what changed, and return what that was.

    With `only_claims` the articles stay as they are staged. The web is never asked. Run again after a kill, it goes on
    where it ended. UsageError: the sources file or an edition cannot be used, or none of them was ever fetched.
    """
    if last < first:
        raise usage_error(f"{last} is before {first}", "Give the earlier edition first.")
    require_edition(first)
    require_edition(last)
    use_overlay(load_configuration(sources_file).lexicon)
    editions = [edition for edition in days(first, last) if _lacks(settings, edition, only_claims) is None]
    if not editions:
        raise usage_error(f"Nothing was fetched from {first} to {last}", "Choose editions that were run.")
    before = _newest(settings)
    installation = Installation(home=str(settings.home), sources_file=str(sources_file.absolute()))
    config = QUIET if only_claims else QUIET | {"ops": {"documents": {"config": {"archive_only": True}}}}
    with quiet_instance(settings, nightly.name) as instance, keeping_workers(len(editions)):
        result = (
            build_definitions(assets, installation, progress)
            .resolve_job_def(nightly.name)
            .execute_in_process(
                instance=instance,
                # Without the days at its ends that were never fetched.
                tags=IN_THIS_PROCESS
                | {
                    ASSET_PARTITION_RANGE_START_TAG: editions[0].isoformat(),
                    ASSET_PARTITION_RANGE_END_TAG: editions[-1].isoformat(),
                },
                asset_selection=[dg.AssetKey("claims"), dg.AssetKey("ledger")] if only_claims else None,
                run_config=config,
                raise_on_error=False,
            )
        )
    made = _versions_after(settings, before)
    stopped = None if result.success else first_failure(result)
    if stopped is not None:
        raise_alert(settings, result.run_id, nightly.name, editions_in(result.dagster_run.tags), stopped)
    return BackfillSummary(
        editions=tuple(editions),
        absent=len(days(first, last)) - len(editions),
        before=before,
        versions=tuple(made["version"].sort()),
        opened=sum(made["opened"]),
        closed=sum(made["closed"]),
        ledger=settings.ledger,
        stopped=stopped,
    )


def _lacks(settings: Settings, edition: date, only_claims: bool) -> str | None:
    return staged_lacks(settings, "articles", edition) if only_claims else archive_lacks(settings, edition)


def _newest(settings: Settings) -> int | None:
    return warehouse.versions(settings.ledger)["version"].to_list()[0] if settings.ledger.is_file() else None


def _versions_after(settings: Settings, before: int | None) -> pl.DataFrame:
    if not settings.ledger.is_file():
        return pl.DataFrame(schema={"version": pl.Int64, "opened": pl.Int64, "closed": pl.Int64})
    return warehouse.versions(settings.ledger).filter(pl.col("version") > (before or 0))
