"""A large file as a stream: from the web, or from a store that fsspec knows.

Belongs here: opening an address and reading it piece by piece, and saying how that failed. Does not: which files
(`crawls`), pages (`web`), what a failure means (`verdict`).

An http(s) address is never opened through fsspec, whose client connects to any address and follows any redirect: it
goes through the same check at connect time as every page, and its host is asked in the pace that all runs share. What
comes after the headers, which may take hours, keeps nobody else from asking. robots.txt is not asked: the address is
the user's own. A store's credentials come from where its own library looks for them, such as the environment; no
message of such a library is shown, as it may quote them, and no address, which may hold a signature.

A download that breaks off begins anew at the next try: most servers of large files give no tag that would tell
whether the rest is of the same file.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import aiohttp
import fsspec
from yarl import URL

from newsledger.fetch.client import client
from newsledger.fetch.hosts import HostClosedError, Hosts
from newsledger.fetch.identity import WEB
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.verdict import REDIRECTS, address_problem, asked_to_wait, failure, outcome_of
from newsledger.fetch.visit import Answer, Outcome

_PIECE = 1 << 20
# Seconds without a byte after which a download is given up; as a whole it may take hours.
_STALL = 60.0


class DownloadError(Exception):
    """A file cannot be had, or not whole. `outcome` says in the vocabulary of documents how that ended."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stream:
    """A file that is being read; its size in bytes if that is known before the end."""

    size: int | None
    pieces: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Downloads:
    """How files are asked for: within which limits, in whose pace, `delay` seconds apart, and who says that he asks."""

    policy: FetchPolicy
    hosts: Hosts
    delay: float
    contact: str | None = None

    @asynccontextmanager
    async def opened(self, address: str) -> AsyncIterator[Stream]:
        """Yield the file at `address`. DownloadError: it cannot be opened, or read to its end."""
        if not address.startswith(WEB):
            system, path = store(address)
            try:
                file, size = system.open(path, "rb"), system.size(path)
            except Exception as error:
                raise store_failure(error) from None
            with file:
                yield Stream(size, _pieces(file))
            return
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=self.policy.deadline, sock_read=_STALL)
        try:
            async with client(self.policy, self.contact, timeout, {"Accept-Encoding": "identity"}) as session:
                answer = await self._asked(session, address)
                yield Stream(answer.content_length, answer.content.iter_chunked(_PIECE))
        except (aiohttp.ClientError, OSError) as error:
            raise _failed(failure(address, error)) from None

    async def read_whole(self, address: str) -> bytes:
        """Return the file at `address`, which is a small one. DownloadError: it cannot be had, or is too large."""
        body = bytearray()
        async with self.opened(address) as stream:
            async for piece in stream.pieces:
                body += piece
                if len(body) > self.policy.max_body:
                    raise DownloadError(Outcome.TOO_BIG, f"more than {self.policy.max_body} bytes")
        return bytes(body)

    async def _asked(self, session: aiohttp.ClientSession, address: str) -> aiohttp.ClientResponse:
        """Return the response with the file that `address` leads to, of which the headers have come."""
        for _ in range(self.policy.max_hops + 1):
            if address_problem(address):
                raise DownloadError(Outcome.BAD_REDIRECT, "it redirects to no http(s) address")
            response = await self._in_turn(session, URL(address))
            if response.status not in REDIRECTS:
                return response
            response.close()
            try:
                address = urljoin(address, response.headers.get("Location", "").strip())
            except ValueError:
                address = ""
        raise DownloadError(Outcome.BAD_REDIRECT, f"more than {self.policy.max_hops} redirects")

    async def _in_turn(self, session: aiohttp.ClientSession, url: URL) -> aiohttp.ClientResponse:
        """Ask `url` itself when it is its host's turn, and tell the host's pace how that went."""
        delay = self.delay if self.policy.delay is None else self.policy.delay
        try:
            async with self.hosts.turn(url.host_port_subcomponent or "", delay) as turn:
                try:
                    response = await session.get(url, allow_redirects=False)
                except (aiohttp.ClientError, OSError) as error:
                    answer = failure(str(url), error)
                    turn.tell(answer)
                    raise _failed(answer) from None
                answer = _judged(response)
                turn.tell(answer)
        except HostClosedError as closed:
            raise DownloadError(Outcome.DEFERRED, str(closed)) from None
        if answer.outcome is not Outcome.FETCHED:
            response.close()
            raise _failed(answer)
        return response


def _judged(response: aiohttp.ClientResponse) -> Answer:
    """Return what the head of `response` says: fetched where the file, or a redirect to it, follows."""
    status = response.status
    headers = tuple(response.headers.items())
    answer = Answer(Outcome.FETCHED, str(response.url), datetime.now(UTC), None, status, headers)
    if status == 200 or status in REDIRECTS:
        return answer
    outcome = outcome_of(status) if status >= 400 else Outcome.BAD_RESPONSE
    return asked_to_wait(answer) or replace(answer, outcome=outcome, reason=f"status {status}")


def _failed(answer: Answer) -> DownloadError:
    return DownloadError(answer.outcome, answer.reason or answer.outcome)


def store(address: str) -> tuple[Any, str]:
    """Return the fsspec file system of `address` and the path in it. DownloadError: its library is not installed."""
    try:
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        raise DownloadError(Outcome.NOT_A_LISTING, f"{address.partition('://')[0]}://: {error}") from None
    except Exception as error:
        raise store_failure(error) from None
    return system, path


def store_failure(error: Exception) -> DownloadError:
    """Return what an error of a store's library means, in words that quote nothing of it but its name."""
    if isinstance(error, FileNotFoundError):
        return DownloadError(Outcome.NOT_FOUND, "there is no such file in the store")
    if isinstance(error, PermissionError):
        return DownloadError(Outcome.FORBIDDEN, "the store does not let us in; check its credentials")
    return DownloadError(Outcome.UNREADABLE, f"the store's library fails with {type(error).__name__}")


async def _pieces(file: Any) -> AsyncIterator[bytes]:
    while True:
        try:
            piece = await asyncio.to_thread(file.read, _PIECE)
        except Exception as error:
            raise store_failure(error) from None
        if not piece:
            return
        yield piece
