"""Taking turns at a host: one request at a time, one per delay, and none where a host asks to be left alone.

Belongs here: the pace of one run, and the lock that keeps two runs from asking the same hosts at once. Does not:
what robots.txt allows (`robots`), requests (`web`).
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from newsledger.errors import usage_error
from newsledger.fetch.policy import FetchPolicy


class HostClosedError(Exception):
    """The host is not asked any more in this run; the message says why."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0
    failures: int = 0
    closed: str | None = None


class Hosts:
    """The pace of every host in one run."""

    def __init__(self, policy: FetchPolicy) -> None:
        self._policy = policy
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(policy.parallel)

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Wait until `host` may be asked, and hold it while the request runs; HostClosedError if it may not be.

        The delay counts from the start of one request to the start of the next.
        """
        state = self._state(host)
        async with state.lock:
            self._check(state)
            clock = asyncio.get_running_loop().time
            await asyncio.sleep(max(0.0, state.next_at - clock()))
            async with self._slots:
                state.next_at = clock() + (delay if self._policy.delay is None else self._policy.delay)
                yield

    def answered(self, host: str) -> None:
        """Note that `host` works."""
        self._state(host).failures = 0

    def failed(self, host: str, reason: str) -> None:
        """Note that `host` did not answer; after `policy.breaker` times in a row it is closed for this run."""
        state = self._state(host)
        state.failures += 1
        if state.failures >= self._policy.breaker and state.closed is None:
            state.closed = f"{host} failed {state.failures} times in a row, the last time: {reason}"

    def rest(self, host: str, seconds: float) -> None:
        """Leave `host` alone for `seconds`; for longer than `policy.max_wait`, for the rest of the run."""
        state = self._state(host)
        if seconds > self._policy.max_wait:
            state.closed = f"{host} asked to be left alone for {seconds:.0f} s"
        else:
            state.next_at = max(state.next_at, asyncio.get_running_loop().time() + seconds)

    def _state(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())

    @staticmethod
    def _check(state: _Host) -> None:
        if state.closed is not None:
            raise HostClosedError(state.closed)


@contextmanager
def only_run(home: Path) -> Iterator[None]:
    """Hold the data folder `home` for one fetching run; the kernel lets go of it even when the run is killed."""
    home.mkdir(parents=True, exist_ok=True)
    handle = os.open(home / "fetch.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise usage_error(
                f"Another run is fetching into {home}",
                "Wait for it to end: two would ask the same hosts twice as fast.",
            ) from None
        yield
    finally:
        os.close(handle)
