"""Which editions come late: those of the last nights that were fetched and are not in the ledger whole.

Belongs here: that rule. Does not: running them (the schedule and ``newsledger run --ended``).

A past edition is never fetched anew, so three things can be late. A run was killed, or the machine went off, while it
read the sources: what it had read is in the archive, and a run of the edition goes on from there. A run stopped after
that: the edition is in the archive and not in the ledger, and a run computes it from the archive. A page was put off by
its host or could not be reached: it is asked for again by the next two editions, which it then belongs to
(`fetch.journal.put_off`).
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

from newsledger import warehouse
from newsledger.config import Settings

NIGHTS = 2


def late_editions(settings: Settings, ended: date) -> list[date]:
    """Return which of the two editions before `ended` are late, the newest first."""
    before = [ended - timedelta(days=number) for number in range(1, NIGHTS + 1)]
    return [edition for edition in before if is_unfinished(settings, edition) or _is_left_out(settings, edition)]


def is_unfinished(settings: Settings, edition: date) -> bool:
    """Whether the fetching of `edition` was broken off, or is under way."""
    return any(settings.raw(edition).glob("*.jsonl.partial"))


def is_published(settings: Settings, edition: date) -> bool:
    """Whether the ledger knows of `edition`, though it may have brought nothing new."""
    if not settings.ledger.is_file():
        return False
    with closing(warehouse.connect(settings.ledger)) as connection:
        sql = "SELECT count(*) FROM quality_results WHERE edition = $edition"
        return bool(warehouse.query(connection, sql, {"edition": edition}).item())


def _is_left_out(settings: Settings, edition: date) -> bool:
    from newsledger.fetch.edition import archive_lacks  # 1 s, which `newsledger status` does not pay

    return archive_lacks(settings, edition) is None and not is_published(settings, edition)


def unfinished_editions(settings: Settings, today: date) -> Iterator[date]:
    """Yield the editions of the week before `today` whose fetching was broken off, the oldest first."""
    for number in range(7, 0, -1):
        if is_unfinished(settings, edition := today - timedelta(days=number)):
            yield edition
