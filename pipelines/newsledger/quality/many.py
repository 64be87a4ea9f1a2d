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
from newsledger.quality.audit import audit, audit_edition
from newsledger.quality.validation import LEDGER
from newsledger.workers import FEWEST_PIECES, Work, attempt, do_all

SECONDS = 600.0  # an edition of 60,000 claims takes a tenth of that


@dataclass(frozen=True, slots=True)
class _Task:
    table: str
    edition: date
    settings: Settings


@dataclass(frozen=True, slots=True)
class _Failure:
    edition: date
    why: str


def audit_many(
    table: str, editions: Sequence[date], settings: Settings, progress: Progress = silent
) -> Iterator[Assessment]:
    """Yield the assessment of `table` (or of the ledger) in each of the `editions`, which have all been staged.

    RuntimeError names the first edition that cannot be audited, and why.
    """
    work = Work(_assess, _failed, _never_again, SECONDS, use_overlay, (overlay(),))
    tasks = [_Task(table, edition, settings) for edition in editions]
    found = do_all(work, tasks) if len(tasks) >= FEWEST_PIECES else (attempt(work, task) for task in tasks)
    progress("check", 0, len(tasks))
    for number, assessment in enumerate(found, 1):
        if isinstance(assessment, _Failure):
            raise RuntimeError(f"The {table} of {assessment.edition} cannot be checked: {assessment.why}")
        progress("check", number, len(tasks))
        yield assessment


def _assess(task: _Task) -> Assessment | _Failure:
    if task.table == LEDGER:
        return audit_edition(task.edition, task.settings).ledger
    return audit(task.table, task.edition, task.settings).assessment


def _failed(task: _Task, why: str) -> Assessment | _Failure:
    return _Failure(task.edition, why)


def _never_again(task: _Task) -> None:
    """It would take as long again."""
