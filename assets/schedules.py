"""When the nightly job runs.

Belongs here: the schedule. Does not: what it runs (`jobs`).
"""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg

from newsledger.late import late_editions

from .documents import Fetching
from .jobs import nightly
from .resources import Installation


@dg.schedule(
    job=nightly,
    cron_schedule="30 2 * * *",
    execution_timezone="UTC",
    description="Every night at 02:30 UTC, the edition of the UTC day that has just ended, and those of the two "
    "editions before it that were fetched and are not in the ledger whole.",
)
def nightly_schedule(context: dg.ScheduleEvaluationContext, installation: Installation) -> Iterator[dg.RunRequest]:
    """Ask for the edition that has just ended, and for the late ones."""
    # Two and a half hours after midnight, feeds still list the late articles of the day that has ended. Its edition
    # may have been run before that, by hand: the sources are looked at once more, or its evening would be missing.
    ended = (context.scheduled_execution_time - timedelta(days=1)).date()
    looking_again = dg.RunConfig(ops={"documents": Fetching(refetch=True)})
    yield dg.RunRequest(run_key=f"{ended}", partition_key=f"{ended}", run_config=looking_again)
    for late in late_editions(installation.settings, ended):
        yield dg.RunRequest(run_key=f"{late} late on {ended}", partition_key=f"{late}")
