"""What every run and process that shares a data folder knows of a host: when it was asked, and when it may be.

Belongs here: one small file a host, and the kernel's lock on it, which a kill lets go of. Does not: who waits how
long for what (`hosts`).
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

_MOST_BYTES = 4096


class Pace:
    """What is known of one host, all times in seconds since 1970. Each change is in its file before it returns."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self.asked_at = self.next_at = self.rests_until = 0.0
        self.why: str | None = None  # it is to be left alone until `rests_until`; None if that is only a short rest
        self._read()

    def wait(self) -> float:
        """Return the seconds until it may be asked."""
        return max(self.next_at, self.rests_until) - time.time()

    def resting(self) -> float:
        """Return the seconds until its rest is over."""
        return self.rests_until - time.time()

    def ask(self, delay: float) -> None:
        """Note that it is asked now, and may be asked again `delay` seconds later."""
        self.asked_at = time.time()
        self.next_at, self.why = self.asked_at + delay, None
        self._write()

    def rest(self, seconds: float, why: str | None) -> datetime:
        """Note that it may not be asked for `seconds`; return until when."""
        self.rests_until, self.why = time.time() + seconds, why
        self._write()
        return datetime.fromtimestamp(self.rests_until, UTC)

    def _read(self) -> None:
        try:
            kept = json.loads(os.pread(self._handle, _MOST_BYTES, 0))
            asked_at, next_at, rests_until = (float(kept[name]) for name in ("asked_at", "next_at", "rests_until"))
            why = kept["why"]
        except (ValueError, KeyError, TypeError):  # a new file, or one that a power cut emptied
            return
        # A clock that was set back must not close a host until it has caught up.
        ahead = max(0.0, asked_at - time.time())
        self.asked_at, self.next_at, self.rests_until = asked_at - ahead, next_at - ahead, rests_until - ahead
        self.why = why if isinstance(why, str) else None

    def _write(self) -> None:
        kept = {name: getattr(self, name) for name in ("asked_at", "next_at", "rests_until")}
        content = json.dumps({**kept, "why": self.why and self.why[:500]}).encode()
        os.pwrite(self._handle, content, 0)
        os.ftruncate(self._handle, len(content))


@contextmanager
def held(folder: Path, host: str) -> Iterator[Pace | None]:
    """Hold `host` against all other processes, and yield what is known of it; None if another one holds it."""
    with locked(folder / f"{quote(host, safe='')[:200]}.json") as handle:
        yield None if handle is None else Pace(handle)


@contextmanager
def locked(path: Path) -> Iterator[int | None]:
    """Hold the file at `path` against all other processes, and yield it open; None if another one holds it.

    The kernel lets go of it even when the process is killed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        free = True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            free = False
        yield handle if free else None
    finally:
        os.close(handle)
