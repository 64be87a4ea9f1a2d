"""The partitions of every asset: one edition a UTC day.

Belongs here: which editions there are, and the edition of a run. Does not: what is in one.
"""

from datetime import UTC, date, datetime

import dagster as dg

from newsledger.errors import usage_error

FIRST_EDITION = date(2025, 1, 1)

# Without the offset a day becomes an edition only when it is over; with it, today's can be run (again and again).
editions = dg.DailyPartitionsDefinition(start_date=FIRST_EDITION.isoformat(), timezone="UTC", end_offset=1)


def edition_of(context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> date:
    """Return the edition that the run of `context` is for."""
    return date.fromisoformat(context.partition_key)


def require_edition(edition: date) -> None:
    """Raise UsageError if `edition` is none that can be run."""
    today = datetime.now(UTC).date()
    if not FIRST_EDITION <= edition <= today:
        raise usage_error(
            f"There is no edition {edition}", f"Choose a day from {FIRST_EDITION} to today, {today} in UTC."
        )
