"""Taking turns at a host: one request at a time, one per delay, and none where a host asks to be left alone.

Belongs here: the pace of one run, and the lock that keeps two runs from writing into one edition. Does not: what is
known of a host between runs and processes (`pace`), what robots.txt allows (`robots`), requests (`web`).
"""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from newsledger.errors import usage_error
from newsledger.fetch.pace import Pace, held, locked
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import Answer, Outcome

_POLL = 0.05  # seconds between two looks whether another process is done with a host
_LONGEST_REST = 86_400.0
# What a host is left alone for that is too busy (429) and does not say for how long; doubled each time in a row.
_DEFAULT_REST = 30.0
_HOST_FAILURES = frozenset({Outcome.CONNECT, Outcome.DNS, Outcome.TLS, Outcome.DEADLINE, Outcome.SERVER_ERROR})
_JITTER = 0.1  # of a rest; so that not all of its pages, runs and machines come back in the same moment


class HostClosedError(Exception):
    """The host is not asked any more in this run; the message says why. `until` is when another run may ask."""

    def __init__(self, why: str, until: datetime) -> None:
        super().__init__(why)
        self.until = until


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    failures: int = 0  # in a row
    rests: int = 0  # in a row
    closed: tuple[str, datetime] | None = None  # why, and until when


class Turn:
    """A host while it is asked."""

    def __init__(self, host: str, state: _Host, pace: Pace, policy: FetchPolicy) -> None:
        self._host = host
        self._state = state
        self._pace = pace
        self._policy = policy

    def tell(self, answer: Answer) -> None:
        """Note what `answer` says about the host."""
        if answer.outcome in _HOST_FAILURES:
            self.failed(answer.reason or answer.outcome)
        elif answer.outcome is Outcome.DEFERRED:
            self.rest(answer.retry_after)
        else:
            self.answered()

    def answered(self) -> None:
        """Note that the host works."""
        self._state.failures = self._state.rests = 0

    def failed(self, reason: str) -> None:
        """Note that the host did not answer; after `policy.breaker` times in a row it is closed for this run."""
        self._state.failures += 1
        if self._state.failures >= self._policy.breaker:
            why = f"{self._host} failed {self._state.failures} times in a row, the last time: {reason}"
            self._close(why, self._policy.cool_down)

    def rest(self, seconds: float | None) -> None:
        """Leave the host alone for the `seconds` that it asks for; None if it does not say.

        It is closed for this run if that is longer than `policy.max_wait`, or the `policy.breaker`-th time in a row.
        """
        if seconds is None:
            seconds = _DEFAULT_REST * 2.0**self._state.rests
        self._state.rests += 1
        seconds = min(seconds, _LONGEST_REST)
        if seconds > self._policy.max_wait or self._state.rests >= self._policy.breaker:
            self._close(f"{self._host} asked to be left alone for {seconds:.0f} s", seconds)
        else:
            self._pace.rest(_with_jitter(seconds), None)

    @property
    def closed_until(self) -> datetime | None:
        """When another run may ask the host; None while this one may."""
        return self._state.closed[1] if self._state.closed else None

    def _close(self, why: str, seconds: float) -> None:
        until = self._pace.rest(_with_jitter(seconds), why)
        self._state.closed = why, until


class Hosts:
    """The pace of every host in one run, which all runs and processes share by way of `folder`."""

    def __init__(self, policy: FetchPolicy, folder: Path) -> None:
        self._policy = policy
        self._folder = folder
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(policy.parallel)

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[Turn]:
        """Wait until `host` may be asked, and hold it while the request runs; HostClosedError if it may not be.

        The delay counts from the start of one request to the start of the next.
        """
        state = self._hosts.setdefault(host, _Host())
        async with state.lock:
            if state.closed is not None:
                raise HostClosedError(*state.closed)
            wait = 0.0
            while True:
                await asyncio.sleep(wait)
                async with self._slots:
                    with held(self._folder, host) as pace:
                        wait = self._wait(state, pace) if pace else _POLL
                        if pace is not None and wait <= 0:
                            pace.ask(delay)
                            yield Turn(host, state, pace, self._policy)
                            return

    def _wait(self, state: _Host, pace: Pace) -> float:
        """Return the seconds until the host may be asked; HostClosedError if that is too long to wait for."""
        if pace.why is not None and pace.resting() > self._policy.max_wait:
            state.closed = pace.why, datetime.fromtimestamp(pace.rests_until, UTC)
            raise HostClosedError(*state.closed)
        return pace.wait()


def _with_jitter(seconds: float) -> float:
    """Return `seconds` and a little more, at most a day."""
    return min(seconds * (1 + _JITTER * random.random()), _LONGEST_REST)  # noqa: S311, no secret hangs on it


@contextmanager
def only_run(home: Path) -> Iterator[None]:
    """Hold the data folder `home` for one fetching run; the kernel lets go of it even when the run is killed."""
    with locked(home / "fetch.lock") as handle:
        if handle is None:
            raise usage_error(
                f"Another run is fetching into {home}",
                "Wait for it to end: two would write into the same edition.",
            )
        yield
