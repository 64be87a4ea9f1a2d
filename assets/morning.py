"""What Dagster knows of how things stand: the last run, the last good one, the daemon, the schedule.

Belongs here: reading Dagster's records. Does not: the ledger and the files (`newsledger.morning`).
"""

import time
from datetime import UTC, datetime

import dagster as dg
from dagster._core.scheduler.instigation import InstigatorStatus
from dagster._core.storage.dagster_run import FINISHED_STATUSES, RunRecord

from newsledger.config import Settings
from newsledger.morning import LastRun, Morning, Runs, look

from .editions import editions_in
from .instance import quiet_instance
from .jobs import nightly

SCHEDULE = "nightly_schedule"  # by its name: to import it takes another second
# The daemon gives a sign of life every 30 seconds, and Dagster itself doubts it after five minutes.
SECONDS_ALIVE = 300
# In so many of the newest runs one is looked for that was of an edition: checks that are executed again are of none.
RUNS_LOOKED_AT = 50


def read_morning(settings: Settings) -> Morning:
    """Return how things stand now."""
    return look(settings, _runs(settings), datetime.now(UTC))


def _runs(settings: Settings) -> Runs:
    if not (settings.dagster_home / "history").is_dir():  # to look must not make anything
        return Runs(None, None, daemon_is_there=False, schedule_is_on=False)
    with quiet_instance(settings, nightly.name) as instance:
        newest = _newest(instance, dg.RunsFilter())
        good = _newest(instance, dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS]))
        signs = instance.get_daemon_heartbeats().values()
        states = [state for state in instance.all_instigator_state() if state.name == SCHEDULE]
    return Runs(
        last=_last(newest) if newest else None,
        last_good=_time(good.end_time) if good else None,
        daemon_is_there=any(time.time() - sign.timestamp < SECONDS_ALIVE for sign in signs),
        schedule_is_on=any(state.status is InstigatorStatus.RUNNING for state in states),
    )


def _newest(instance: dg.DagsterInstance, wanted: dg.RunsFilter) -> RunRecord | None:
    records = instance.get_run_records(wanted, limit=RUNS_LOOKED_AT)
    return next((record for record in records if editions_in(record.dagster_run.tags)), None)


def _last(record: RunRecord) -> LastRun:
    run = record.dagster_run
    return LastRun(
        run=run.run_id,
        job=run.job_name,
        editions=editions_in(run.tags) or "no edition",
        status=run.status.value.lower(),
        started=_time(record.start_time),
        ended=_time(record.end_time),
        is_over=run.status in FINISHED_STATUSES,
    )


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
