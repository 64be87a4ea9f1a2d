"""Doing one thing to many, in several processes, each within a time limit, with the results in the order of the tasks.

Belongs here: worker processes that can be killed, and what becomes of a task that breaks one. Does not: what is done
(`clean.workers`, `extract.batch`). A thread cannot be stopped and holds the interpreter; only a process can.

What is done depends on nothing but its task, so results are the same whichever process makes them, in whatever order.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Tasks taken ahead of the oldest unfinished one, for each worker: one that takes long keeps the others busy till then.
READ_AHEAD = 8
# For fewer editions than that, workers cost more than they save.
FEWEST_PIECES = 5
# A worker that has nothing to do ends within milliseconds.
_SECONDS_TO_END = 5.0


@dataclass(frozen=True, slots=True)
class Work(Generic[T, R]):
    """What is done with each task. `do` and `prepare` run in the workers, so they are functions of modules."""

    do: Callable[[T], R]
    failed: Callable[[T, str], R]  # the result of a task that could not be done, given why
    again: Callable[[T], T | None]  # what to try once more after a task took too long; None: nothing
    seconds: float  # that one task may take
    prepare: Callable[..., None] | None = None  # done once in each worker, with `given`, before its time counts
    given: tuple[Any, ...] = ()


_KEPT: ContextVar["dict[Work[Any, Any], _Workers[Any, Any]] | None"] = ContextVar("kept workers", default=None)


@contextmanager
def keeping_workers(pieces: int) -> Iterator[None]:
    """Within it, workers go on from one `do_all` to the next of the same work: to start one takes seconds.

    Where one is within another, the workers go on to the end of the outer one. It does nothing for a few `pieces`.
    """
    if pieces < FEWEST_PIECES or _KEPT.get() is not None:
        yield
        return
    kept: dict[Work[Any, Any], _Workers[Any, Any]] = {}
    token = _KEPT.set(kept)
    try:
        yield
    finally:
        _KEPT.reset(token)
        for workers in kept.values():
            workers.stop()


def workers_are_kept() -> bool:
    """Whether more work comes than that of one `do_all`, for which workers pay even where it is little."""
    return _KEPT.get() is not None


def do_all(work: Work[T, R], tasks: Iterable[T], processes: int | None = None) -> Iterator[R]:
    """Yield the result of each task, in order; `processes` is the number of processors if it is not given.

    A task that raises or kills its worker ends in `work.failed`; so does one that takes too long, after another try.
    """
    kept = _KEPT.get()
    workers = kept.pop(work, None) if kept is not None else None
    workers = workers or _Workers(work, processes or os.cpu_count() or 1)
    waiting: deque[_Slot[T, R]] = deque()
    try:
        for task in tasks:
            waiting.append(workers.submit(task))
            while waiting and (waiting[0].done or len(waiting) >= READ_AHEAD * workers.most):
                yield workers.result(waiting.popleft())
        while waiting:
            yield workers.result(waiting.popleft())
        if kept is not None:
            kept[work] = workers
            return
    except BaseException:
        workers.stop()
        raise
    workers.stop()


def attempt(work: Work[T, R], task: T) -> R:
    """Return the result of `task`, done in this process without a time limit."""
    result, why = _tried(work.do, task)
    return work.failed(task, why) if why is not None else result  # type: ignore[return-value] # there is one


def _tried(do: Callable[[T], R], task: T) -> tuple[R | None, str | None]:
    """Return the result of `task`, or why there is none."""
    try:
        return do(task), None
    except Exception as error:  # whatever a task does to the libraries, the others must go on
        return None, f"{type(error).__name__}: {error}"


@dataclass(slots=True, eq=False)
class _Slot(Generic[T, R]):
    task: T
    done: bool = False
    result: R | None = None

    def put(self, result: R) -> None:
        self.result, self.done = result, True


def _serve(
    connection: Connection, do: Callable[[T], R], prepare: Callable[..., None] | None, given: tuple[Any, ...]
) -> None:
    if prepare is not None:
        prepare(*given)
    connection.send(None)  # the imports are done: from here on time counts
    while True:
        try:
            task = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        connection.send(_tried(do, task))


class _Worker(Generic[T, R]):
    """One process, with the slot it works on and when that must be done. It is ready once it has sent something."""

    def __init__(self, work: Work[T, R]) -> None:
        context = get_context("spawn")  # a fork would inherit the threads' locks of polars and Dagster
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work.do, work.prepare, work.given), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.slot: _Slot[T, R] | None = None
        self.deadline = 0.0

    def stop(self) -> None:
        """End it: at once if it is at work, else in its own way, in which it gives back what libraries hold of it."""
        self.connection.close()
        if self.ready and self.slot is None:
            self.process.join(_SECONDS_TO_END)
        self.process.kill()
        self.process.join()


class _Workers(Generic[T, R]):
    """Up to `most` workers, started when there is work for them."""

    def __init__(self, work: Work[T, R], most: int) -> None:
        self.most = most
        self._work = work
        self._workers: list[_Worker[T, R]] = []
        self._queue: deque[_Slot[T, R]] = deque()

    def submit(self, task: T) -> _Slot[T, R]:
        slot: _Slot[T, R] = _Slot(task)
        self._queue.append(slot)
        if len(self._workers) < min(self.most, len(self._queue)):
            self._workers.append(_Worker(self._work))
        self._step(0.0)
        return slot

    def result(self, slot: _Slot[T, R]) -> R:
        while not slot.done:
            self._step(None)
        return slot.result  # type: ignore[return-value] # it is done

    def stop(self) -> None:
        while self._workers:
            self._workers.pop().stop()

    def _step(self, patience: float | None) -> None:
        """Take what workers have done by now, after waiting for it; kill the late ones; hand out the next tasks."""
        self._dispatch()
        now = monotonic()
        busy = [worker for worker in self._workers if worker.slot is not None or not worker.ready]
        late = min((worker.deadline for worker in busy if worker.slot is not None), default=None)
        if patience is None:
            patience = None if late is None else max(0.0, late - now)
        if not busy:
            return
        told = wait([worker.connection for worker in busy], patience)
        for worker in busy:
            if worker.connection in told:
                self._receive(worker)
            elif worker.slot is not None and worker.deadline <= monotonic():
                self._give_up(worker, worker.slot)
        self._dispatch()

    def _dispatch(self) -> None:
        for worker in list(self._workers):
            if not self._queue:
                return
            if worker.ready and worker.slot is None:
                try:
                    worker.connection.send(self._queue[0].task)
                except OSError:  # it died while it had nothing to do, as when memory ran out
                    self._replace(worker)
                    continue
                worker.slot = self._queue.popleft()
                worker.deadline = monotonic() + self._work.seconds

    def _receive(self, worker: _Worker[T, R]) -> None:
        try:
            told = worker.connection.recv()
        except (EOFError, OSError):
            if worker.slot is None:  # it died before it was ready
                raise RuntimeError("A worker process cannot start: see its error above.") from None
            worker.slot.put(self._work.failed(worker.slot.task, "its process died"))
            self._replace(worker)
            return
        if not worker.ready:
            worker.ready = True
        elif worker.slot is not None:
            result, why = told
            worker.slot.put(self._work.failed(worker.slot.task, why) if why is not None else result)
            worker.slot = None

    def _give_up(self, worker: _Worker[T, R], slot: _Slot[T, R]) -> None:
        self._replace(worker)
        task = self._work.again(slot.task)
        if task is None:
            slot.put(self._work.failed(slot.task, f"it takes longer than {self._work.seconds:g} s"))
        else:
            slot.task = task
            self._queue.appendleft(slot)

    def _replace(self, worker: _Worker[T, R]) -> None:
        worker.stop()
        self._workers.remove(worker)
        self._workers.append(_Worker(self._work))
