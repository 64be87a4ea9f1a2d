"""The partitions of every asset: one edition a UTC day.

Belongs here: which editions there are, and the edition of a run. Does not: what is in one.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import dagster as dg
from dagster._core.storage.tags import (
    ASSET_PARTITION_RANGE_END_TAG,
    ASSET_PARTITION_RANGE_START_TAG,
    PARTITION_NAME_TAG,
)

from newsledger.errors import usage_error

FIRST_EDITION = date(2025, 1, 1)
RANGE = " to "

# Without the offset a day becomes an edition only when it is over; with it, today's can be run (again and again).
editions = dg.DailyPartitionsDefinition(start_date=FIRST_EDITION.isoformat(), timezone="UTC", end_offset=1)


def editions_of(context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> list[date]:
    """Return the editions that the run of `context` is for, in order; none for a run of checks alone."""
    first, _, last = (editions_in(context.run.tags) or "").partition(RANGE)
    return days(date.fromisoformat(first), date.fromisoformat(last or first)) if first else []


def editions_in(tags: Mapping[str, str]) -> str | None:
    """Return the edition that a run with these `tags` is for, or the first and the last; None if it is for none."""
    if (edition := tags.get(PARTITION_NAME_TAG)) is not None:
        return edition
    ends = [tags[tag] for tag in (ASSET_PARTITION_RANGE_START_TAG, ASSET_PARTITION_RANGE_END_TAG) if tag in tags]
    return RANGE.join(dict.fromkeys(ends)) or None


def days(first: date, last: date) -> list[date]:
    """Return the days from `first` to `last`, both among them."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def require_edition(edition: date) -> None:
    """Raise UsageError if `edition` is none that can be run."""
    today = datetime.now(UTC).date()
    if not FIRST_EDITION <= edition <= today:
        raise usage_error(
            f"There is no edition {edition}", f"Choose a day from {FIRST_EDITION} to today, {today} in UTC."
        )
