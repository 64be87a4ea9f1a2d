"""When the nightly job runs.

Belongs here: the schedule. Does not: what it runs (`jobs`).
"""

from datetime import timedelta

import dagster as dg

from .documents import Fetching
from .jobs import nightly


@dg.schedule(
    job=nightly,
    cron_schedule="30 2 * * *",
    execution_timezone="UTC",
    description="Every night at 02:30 UTC, the edition of the UTC day that has just ended.",
)
def nightly_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Ask for the edition that has just ended."""
    # Two and a half hours after midnight, feeds still list the late articles of the day that has ended. Its edition
    # may have been run before that, by hand: the sources are looked at once more, or its evening would be missing.
    ended = (context.scheduled_execution_time - timedelta(days=1)).date().isoformat()
    looking_again = dg.RunConfig(ops={"documents": Fetching(refetch=True)})
    return dg.RunRequest(run_key=ended, partition_key=ended, run_config=looking_again)
