"""What one night or backfill did: the figures that the command line prints at its end.

Belongs here: the figures. Does not: how they look (`show.nights`), and how they come about (the assets).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """One expectation that did not hold."""

    table: str
    expectation: str
    protects_from: str
    severity: str  # critical or warning
    action: str  # abort, quarantine or keep
    evaluated: int  # rows it looked at
    unexpected: int  # rows that broke it
    sample_keys: tuple[str, ...]  # keys of up to 20 of them
    examples: tuple[str, ...]  # some of them in words
    error: str | None  # why it could not be run


@dataclass(frozen=True, slots=True)
class Summary:
    """One run of one edition. A stage that was not reached has no rows."""

    edition: date
    documents: Mapping[str, int]  # by outcome
    articles: Mapping[str, int]  # by kind
    claims: int
    quarantined: Mapping[tuple[str, str], int]  # by table and what the failed expectations protect from
    failed_checks: tuple[FailedCheck, ...]
    version: int | None  # the version published; None if there was nothing new, or the run was stopped
    opened: int  # rows that the version brought, over all tables
    closed: int  # rows that it ended
    ledger: Path
    stopped: str | None  # what stopped the run, in a sentence; None if nothing did

    @property
    def succeeded(self) -> bool:
        """Whether the run came to its end: a new version, or nothing new."""
        return self.stopped is None


@dataclass(frozen=True, slots=True)
class BackfillSummary:
    """One backfill of a range of editions."""

    editions: tuple[date, ...]  # that were computed again
    absent: int  # days of the range of which nothing was ever fetched
    before: int | None  # the newest version before it; None if there was no ledger
    versions: tuple[int, ...]  # that it published; none if nothing is new
    opened: int  # rows that they brought, over all tables
    closed: int  # rows that they ended
    ledger: Path
    stopped: str | None  # what stopped it, or which editions stay as they were and why; None if nothing did
