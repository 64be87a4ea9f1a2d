"""One night without the UI: the same job, run in this process, with its events where the UI shows them.

Belongs here: starting the job and reading from its events what happened. Does not: what the job does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from newsledger import model
from newsledger.alerts import raise_alert
from newsledger.config import Settings, load_configuration
from newsledger.extract.lexicon import use_overlay
from newsledger.fetch.policy import FetchPolicy
from newsledger.late import late_editions
from newsledger.progress import Progress, silent
from newsledger.quality.audit import audit
from newsledger.quality.validation import LEDGER
from newsledger.staging import read_staged
from newsledger.summary import FailedCheck, Summary

from .about import first_failure
from .checks import examples_told, expectation_of
from .definitions import ASSETS, build_definitions
from .editions import require_edition
from .instance import IN_THIS_PROCESS, quiet_instance
from .jobs import nightly
from .resources import Installation

# The UI keeps every event of the run; whoever waits at the terminal is shown progress and the summary.
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def run_night(
    edition: date,
    sources_file: Path,
    settings: Settings,
    progress: Progress = silent,
    assets: Sequence[dg.AssetsDefinition] = ASSETS,
    policy: FetchPolicy | None = None,
    *,
    refetch: bool | None = None,
) -> Summary:
    """Run the nightly job for `edition` and return what it did; `refetch` is as `documents.Fetching` has it.

    What stops it is in the summary and an alert. UsageError: the sources file or the edition cannot be used; nothing
    was run.
    """
    require_edition(edition)
    use_overlay(load_configuration(sources_file).lexicon)
    installation = Installation(home=str(settings.home), sources_file=str(sources_file.absolute()))
    definitions = build_definitions(assets, installation, progress, policy)
    config = QUIET if refetch is None else QUIET | {"ops": {"documents": {"config": {"refetch": refetch}}}}
    with quiet_instance(settings, nightly.name) as instance:
        result = definitions.resolve_job_def(nightly.name).execute_in_process(
            instance=instance,
            partition_key=edition.isoformat(),
            run_config=config,
            tags=IN_THIS_PROCESS,
            raise_on_error=False,
        )
    summary = _Reader(result, edition, settings).summary()
    if summary.stopped is not None:
        raise_alert(settings, result.run_id, nightly.name, edition.isoformat(), summary.stopped)
    return summary


def run_ended(
    sources_file: Path,
    settings: Settings,
    progress: Progress = silent,
    policy: FetchPolicy | None = None,
) -> Iterator[Summary]:
    """Run what the schedule runs: the edition that has just ended, then the late ones of the two before it."""
    ended = datetime.now(UTC).date() - timedelta(days=1)
    yield run_night(ended, sources_file, settings, progress, policy=policy, refetch=True)
    for edition in late_editions(settings, ended):
        yield run_night(edition, sources_file, settings, progress, policy=policy)


class _Reader:
    """Reads a summary from the events of a run and the files that it staged."""

    def __init__(self, result: dg.ExecuteInProcessResult, edition: date, settings: Settings) -> None:
        self._result = result
        self._edition = edition
        self._settings = settings
        self._made = {
            event.asset_key.path[-1]: event.materialization.metadata
            for event in result.get_asset_materialization_events()
            if event.asset_key
        }
        self._failed = [self._failed_check(e) for e in result.get_asset_check_evaluations() if not e.passed]

    def summary(self) -> Summary:
        return Summary(
            edition=self._edition,
            documents=self._counted("documents", "outcome"),
            articles=self._counted("articles", "kind"),
            claims=self._staged("claims").height,
            quarantined=self._quarantined(),
            failed_checks=tuple(self._failed),
            version=self._number("version"),
            opened=self._number("rows_opened_count") or 0,
            closed=self._number("rows_closed_count") or 0,
            ledger=self._settings.ledger,
            stopped=None if self._result.success else self._reason(),
        )

    def _staged(self, table: str) -> pl.DataFrame:
        """Return `table` as this run made it; empty if it did not come to it."""
        if table not in self._made:
            return model.table(table).empty()
        return read_staged(self._settings, table, self._edition)

    def _counted(self, table: str, column: str) -> dict[str, int]:
        counted = self._staged(table)[column].value_counts().sort(["count", column], descending=[True, False])
        return dict(counted.iter_rows())

    def _quarantined(self) -> dict[tuple[str, str], int]:
        checked = {e.asset_key.path[-1] for e in self._result.get_asset_check_evaluations()} - {LEDGER}
        rows = (
            (row["table_name"], row["reason"])
            for table in sorted(checked)
            for row in audit(table, self._edition, self._settings).quarantined.iter_rows(named=True)
        )
        return dict(Counter(rows).most_common())

    def _failed_check(self, evaluation: dg.AssetCheckEvaluation) -> FailedCheck:
        metadata = evaluation.metadata
        table, expectation = expectation_of(evaluation.asset_key.path[-1], evaluation.check_name)
        return FailedCheck(
            table=table,
            expectation=expectation.id,
            protects_from=expectation.protects_from,
            severity=expectation.severity,
            action=expectation.action,
            evaluated=_whole(metadata["evaluated_rows"]),
            unexpected=_whole(metadata["unexpected_rows"]),
            sample_keys=tuple(_keys(metadata["failing_keys"])),
            examples=examples_told(evaluation),
            error=evaluation.description,
        )

    def _number(self, name: str) -> int | None:
        value = self._made.get("ledger", {}).get(name)
        return None if value is None else _whole(value)

    def _reason(self) -> str:
        """Return in a sentence why the run failed: the checks that stop it, else the error of the first failed step."""
        stopping = [c for c in self._failed if c.action == "abort" or (c.error and c.severity == "critical")]
        if stopping:
            return " ".join(f"{c.table}.{c.expectation}: {c.error or c.protects_from}" for c in stopping)
        return first_failure(self._result)


def _keys(value: dg.MetadataValue[Any]) -> list[str]:
    assert isinstance(value.value, list)
    return value.value


def _whole(value: dg.MetadataValue[Any]) -> int:
    assert isinstance(value.value, int)
    return value.value
