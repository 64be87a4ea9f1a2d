"""Which editions come late: those of the last nights that were fetched and are not in the ledger whole.

Belongs here: that rule. Does not: running them (the schedule and ``newsledger run --ended``).

A past edition is never fetched anew, so three things can be late. A run was killed, or the machine went off, while it
read the sources: what it had read is in the archive, and a run of the edition goes on from there. A run stopped after
that: the edition is in the archive and not in the ledger, and a run computes it from the archive. A page was put off by
its host or could not be reached: it is asked for again by the next two editions, which it then belongs to
(`fetch.journal.put_off`).
"""

from collections.abc import Collection
from contextlib import closing
from datetime import date, timedelta

from newsledger import warehouse
from newsledger.config import Settings
from newsledger.errors import UsageError

NIGHTS = 2


def late_editions(settings: Settings, ended: date) -> list[date]:
    """Return which of the two editions before `ended` are late, the newest first.

    Where the ledger cannot be opened, only those broken off: nothing can be published, as the run of `ended` tells.
    """
    before = [ended - timedelta(days=number) for number in range(1, NIGHTS + 1)]
    try:
        published: Collection[date] = published_editions(settings)
    except UsageError:
        published = before
    return [
        edition for edition in before if is_unfinished(settings, edition) or is_left_out(settings, edition, published)
    ]


def is_unfinished(settings: Settings, edition: date) -> bool:
    """Whether the fetching of `edition` was broken off, or is under way."""
    return any(settings.raw(edition).glob("*.jsonl.partial"))


def is_left_out(settings: Settings, edition: date, published: Collection[date]) -> bool:
    """Whether `edition` is in the archive and not among those `published`."""
    if edition in published or not settings.raw(edition).is_dir():
        return False
    from newsledger.fetch.edition import archive_lacks  # 1 s, which `newsledger status` rarely pays

    return archive_lacks(settings, edition) is None


def published_editions(settings: Settings) -> frozenset[date]:
    """Return the editions that the ledger knows of, though they may have brought nothing new; none without a ledger.

    UsageError: the ledger cannot be opened.
    """
    if not settings.ledger.is_file():
        return frozenset()
    with closing(warehouse.connect(settings.ledger)) as connection:
        return frozenset(warehouse.query(connection, "SELECT DISTINCT edition FROM quality_results")["edition"])
