"""Cleaning many documents, each within a time limit, in the order they came.

Belongs here: worker processes that can be killed, and what becomes of a page that breaks one. Does not: cleaning one
page (`page`). Extraction is quadratic in the rows of a table: 1,000 rows beside a short text take 2 s, 4,000 take 32 s.
Only a process can be stopped then.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic

from newsledger.clean.kind import Kind
from newsledger.clean.page import NO_HINTS, Hints, Page, clean_page

# The slowest of 274 real pages took 1.6 s on an idle machine, 4.6 s on a busy one.
SECONDS = 20.0
# Pages up to this size are cleaned in this process: the worst of them takes 4 s, and a worker takes 0.6 s to start.
INLINE_BYTES = 64_000
# Documents read ahead of the oldest unfinished one, for each worker.
READ_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Task:
    """A document to clean: the arguments of `clean_page`."""

    body: bytes
    url: str
    content_type: str | None = None
    hints: Hints = NO_HINTS
    fast: bool = False


def clean_all(
    tasks: Iterable[Task], *, seconds: float = SECONDS, processes: int | None = None, inline_bytes: int = INLINE_BYTES
) -> Iterator[Page]:
    """Yield the page of each task, in order.

    A task that takes longer than `seconds` is tried once more in fast mode (flag extract_timeout). One that then still
    takes too long, raises or kills its worker gives a page of kind unreadable.
    """
    workers = _Workers(processes or os.cpu_count() or 1, seconds)
    waiting: deque[_Slot] = deque()
    try:
        for task in tasks:
            slot = _Slot(task)
            waiting.append(slot)
            if len(task.body) <= inline_bytes:
                slot.page = _attempt(task)
            else:
                workers.submit(slot)
            while waiting and (waiting[0].page or len(waiting) >= READ_AHEAD * workers.most):
                yield workers.result(waiting.popleft())
        while waiting:
            yield workers.result(waiting.popleft())
    finally:
        workers.stop()


@dataclass(slots=True, eq=False)
class _Slot:
    task: Task
    page: Page | None = None


# Reading the model of languages takes a second, which must not count for the first page of a worker.
_FIRST = Task(b"<p>" + b"The worker reads its lists and its model of languages before the first page comes. " * 3, "")


def _attempt(task: Task) -> Page:
    try:
        return clean_page(task.body, task.url, content_type=task.content_type, hints=task.hints, fast=task.fast)
    except Exception as error:  # whatever a page does to the libraries, the others must go on
        return _unreadable(f"the extractor failed: {type(error).__name__}: {error}")


def _unreadable(reason: str) -> Page:
    return Page(Kind.UNREADABLE, reason)


def _serve(connection: Connection) -> None:
    _attempt(_FIRST)
    connection.send(None)  # the imports are done and the models are read: from here on time counts
    while True:
        try:
            task = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        connection.send(_attempt(task))


class _Worker:
    """One process, with the slot it works on and when that must be done."""

    def __init__(self) -> None:
        context = get_context("spawn")  # a fork would inherit the threads' locks of polars and Dagster
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.connection.recv()  # it has started
        self.slot: _Slot | None = None
        self.deadline = 0.0

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Workers:
    """Up to `most` workers, started when there is work for them."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self._seconds = seconds
        self._workers: list[_Worker] = []
        self._queue: deque[_Slot] = deque()

    def submit(self, slot: _Slot) -> None:
        self._queue.append(slot)
        self._dispatch()

    def result(self, slot: _Slot) -> Page:
        while slot.page is None:
            self._step()
        return slot.page

    def stop(self) -> None:
        while self._workers:
            self._workers.pop().stop()

    def _dispatch(self) -> None:
        while self._queue:
            idle = next((worker for worker in self._workers if worker.slot is None), None)
            if idle is None:
                if len(self._workers) == self.most:
                    return
                idle = _Worker()
                self._workers.append(idle)
            try:
                idle.connection.send(self._queue[0].task)
            except OSError:  # it died while it had nothing to do, as when memory ran out
                self._replace(idle)
                continue
            idle.slot = self._queue.popleft()
            idle.deadline = monotonic() + self._seconds

    def _step(self) -> None:
        """Wait until a worker is done, dead or late, and give it the next task."""
        self._dispatch()
        busy = {worker.connection: worker for worker in self._workers if worker.slot is not None}
        first = min(worker.deadline for worker in busy.values())
        done = wait(list(busy), max(0.0, first - monotonic()))
        for connection, worker in busy.items():
            if connection in done:
                self._receive(worker)
            elif worker.deadline <= monotonic():
                self._give_up(worker)
        self._dispatch()

    def _receive(self, worker: _Worker) -> None:
        assert worker.slot is not None
        try:
            page: Page = worker.connection.recv()
        except (EOFError, OSError):
            worker.slot.page = _unreadable("the extractor crashed on it")
            self._replace(worker)
            return
        if worker.slot.task.fast:
            page = replace(page, flags=(*page.flags, "extract_timeout"))
        worker.slot.page, worker.slot = page, None

    def _give_up(self, worker: _Worker) -> None:
        assert worker.slot is not None
        slot = worker.slot
        self._replace(worker)
        if slot.task.fast:
            slot.page = _unreadable(f"the extractor took longer than {self._seconds:g} s, in fast mode too")
        else:
            slot.task = replace(slot.task, fast=True)
            self._queue.appendleft(slot)

    def _replace(self, worker: _Worker) -> None:
        worker.stop()
        self._workers.remove(worker)
