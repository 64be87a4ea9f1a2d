"""The audit of many editions, in several processes that import Great Expectations once.

Belongs here: that. Does not: the audit of one edition (`audit`), the processes (`newsledger.workers`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from newsledger.config import Settings
from newsledger.extract.lexicon import overlay, use_overlay
from newsledger.progress import Progress, silent
from newsledger.quality.assessment import Assessment
from newsledger.quality.audit import EditionAudit, audit, audit_edition
from newsledger.workers import FEWEST_PIECES, Work, attempt, do_all

SECONDS = 600.0  # an edition of 60,000 claims takes a tenth of that


@dataclass(frozen=True, slots=True)
class _Task:
    edition: date
    settings: Settings
    table: str | None = None  # None: all of the edition


@dataclass(frozen=True, slots=True)
class _Failure:
    edition: date
    why: str


def audit_many(
    table: str, editions: Sequence[date], settings: Settings, progress: Progress = silent
) -> Iterator[Assessment]:
    """Yield the assessment of the staged `table` of each of the `editions`.

    RuntimeError names the first edition that cannot be audited, and why.
    """
    progress("check", 0, len(editions))
    for number, found in enumerate(_done([_Task(edition, settings, table) for edition in editions]), 1):
        assert isinstance(found, Assessment)
        progress("check", number, len(editions))
        yield found


def audit_editions(editions: Sequence[date], settings: Settings) -> Iterator[EditionAudit]:
    """Yield the audit of each of the `editions`, whose tables are all staged. RuntimeError as `audit_many` has it."""
    for found in _done([_Task(edition, settings) for edition in editions]):
        assert isinstance(found, EditionAudit)
        yield found


def _done(tasks: Sequence[_Task]) -> Iterator[Assessment | EditionAudit]:
    work = Work(_audit, _failed, _never_again, SECONDS, use_overlay, (overlay(),))
    found = do_all(work, tasks) if len(tasks) >= FEWEST_PIECES else (attempt(work, task) for task in tasks)
    for result in found:
        if isinstance(result, _Failure):
            raise RuntimeError(f"The edition {result.edition} cannot be checked: {result.why}")
        yield result


def _audit(task: _Task) -> Assessment | EditionAudit | _Failure:
    if task.table is None:
        return audit_edition(task.edition, task.settings)
    return audit(task.table, task.edition, task.settings).assessment


def _failed(task: _Task, why: str) -> Assessment | EditionAudit | _Failure:
    return _Failure(task.edition, why)


def _never_again(task: _Task) -> None:
    """It would take as long again."""
