"""What happens besides the nightly schedule: files dropped into a folder are read, failed runs are written down.

Belongs here: sensors. Does not: the schedule (`schedules`), how a run goes on after an error; nothing retries a run.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from newsledger.alerts import raise_alert

from .about import reason
from .editions import editions_in
from .jobs import nightly
from .resources import Installation


@dg.run_failure_sensor(
    description="Writes every failed run to alerts.jsonl in the data folder, and tells the webhook and the mail "
    "address that the environment gives.",
    default_status=dg.DefaultSensorStatus.RUNNING,
    monitor_all_code_locations=False,
)
def failed_runs(context: dg.RunFailureSensorContext, installation: Installation) -> None:
    """Raise the alert of the failed run."""
    run, failed_steps = context.dagster_run, context.get_step_failure_events()
    error = reason(failed_steps[0]) if failed_steps else context.failure_event.message or "The run failed."
    raise_alert(installation.settings, run.run_id, run.job_name, editions_in(run.tags), error)


# A file that changed this short a time ago may still be on its way.
SECONDS_TO_SETTLE = 30


@dg.sensor(
    job=nightly,
    minimum_interval_seconds=60,
    description="Runs today's edition when the files of a source on disk are not as they were at its last run.",
)
def dropped_files(context: dg.SensorEvaluationContext, installation: Installation) -> dg.SensorResult:
    """Ask for today's edition if a local source has changed."""
    files = sorted(
        file for source in installation.configuration.sources if source.is_on_disk for file in _files(source.path)
    )
    state = hashlib.sha256(repr(files).encode()).hexdigest()
    if state == context.cursor:
        return dg.SensorResult(skip_reason="No file has changed.")
    # A clock that goes before ours gives times that are still to come.
    if any(0 <= time.time_ns() - changed < SECONDS_TO_SETTLE * 1e9 for _, _, changed in files):
        return dg.SensorResult(skip_reason="Files are still arriving.", cursor=context.cursor)
    today = datetime.now(UTC).date().isoformat()
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=state, partition_key=today)], cursor=state)


def _files(place: Path) -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of change, in nanoseconds, of the file `place` or of those in the folder."""
    for path in [place] if place.is_file() else place.rglob("*"):
        with suppress(FileNotFoundError):  # it has just been taken away
            if path.is_file():
                status = path.stat()
                yield str(path), status.st_size, status.st_mtime_ns
