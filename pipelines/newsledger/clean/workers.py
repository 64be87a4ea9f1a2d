"""Cleaning many documents, each within a time limit, in the order they came.

Belongs here: what cleaning one document in a worker is, where its bytes are read, and what becomes of one that takes
too long. Does not: the processes (`newsledger.workers`), cleaning one page (`page`). Extraction is quadratic in the
rows of a table: 1,000 rows beside a short text take 2 s, 4,000 take 32 s. Only a process can be stopped then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from newsledger.clean.kind import Kind
from newsledger.clean.page import NO_HINTS, Hints, Page, clean_page
from newsledger.extract.lexicon import overlay, use_overlay
from newsledger.fetch import archive
from newsledger.workers import Work, attempt, do_all, workers_are_kept

# The slowest of 274 real pages took 1.6 s on an idle machine, 4.6 s on a busy one.
SECONDS = 20.0
# So few documents, if each is no larger than that, are cleaned in this process: the worst of them takes 4 s, and a
# worker takes 0.6 s to start.
FEW = 32
INLINE_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Archived:
    """A body in the archive below `home`. It is read by the worker that cleans it, so that no other has to hold it."""

    home: Path
    warc_file: str
    warc_offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Task:
    """A document to clean: the arguments of `clean_page`, and whether the topic probe is asked first."""

    body: bytes | Archived
    url: str
    content_type: str | None = None
    hints: Hints = NO_HINTS
    fast: bool = False
    probe: bool = False

    @property
    def size(self) -> int:
        """The size of its body in bytes."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.size


def clean_all(
    tasks: Iterable[Task], *, seconds: float = SECONDS, processes: int | None = None, inline_bytes: int = INLINE_BYTES
) -> Iterator[Page]:
    """Yield the page of each task, in order.

    A task that takes longer than `seconds` is tried once more in fast mode (flag extract_timeout). One that then still
    takes too long, raises or kills its worker gives a page of kind unreadable.
    """
    work = Work(clean_task, _failed, _in_fast_mode, seconds, _prepare, (overlay(),))
    coming = iter(tasks)
    first = list(islice(coming, FEW))
    if len(first) < FEW and all(task.size <= inline_bytes for task in first) and not workers_are_kept():
        yield from (attempt(work, task) for task in first)
    else:
        yield from do_all(work, chain(first, coming), processes)


# A page of prose, so that the model of languages and the stop words are read (0.6 s) before the first page is timed.
_FIRST = Task(
    b"<html><body><p>"
    + b"The worker reads its lists and its model of languages before the first page comes. " * 3
    + b"</p></body></html>",
    "",
)


def _prepare(lexicon: Path | None) -> None:
    use_overlay(lexicon)
    clean_task(_FIRST)


def clean_task(task: Task) -> Page:
    """Return the page of one task; what a worker does."""
    body, content_type = task.body, task.content_type
    if isinstance(body, Archived):
        try:
            record = archive.read(body.home, body.warc_file, body.warc_offset)
        except archive.ArchiveError as error:
            return Page(Kind.UNREADABLE, f"the archive is damaged: {error}", flags=("archive_damaged",))
        body, content_type = record.body, record.content_type or content_type
    if task.probe:
        from newsledger.clean.probe import why_skipped  # the coder's lexicons take 0.3 s: only those who probe pay

        if why := why_skipped(body, content_type):
            return Page(Kind.SKIPPED, why)
    page = clean_page(body, task.url, content_type=content_type, hints=task.hints, fast=task.fast)
    return replace(page, flags=(*page.flags, "extract_timeout")) if task.fast else page


def _in_fast_mode(task: Task) -> Task | None:
    return None if task.fast else replace(task, fast=True)


def _failed(task: Task, why: str) -> Page:
    if task.fast:
        return Page(Kind.UNREADABLE, f"the extractor failed on it: {why}, in fast mode too", flags=("extract_timeout",))
    return Page(Kind.UNREADABLE, f"the extractor failed on it: {why}")
