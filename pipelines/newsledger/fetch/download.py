"""A large file as a stream: from the web, or from a store that fsspec knows.

Belongs here: opening an address and reading it piece by piece, and saying how that failed. Does not: which files
(`crawls`), pages (`web`).

An http(s) address is never opened through fsspec, whose client connects to any address and follows any redirect: it
goes through the same check at connect time as every page. A store's credentials come from where its own library looks
for them, such as the environment; no message of such a library is shown, as it may quote them.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import fsspec

from newsledger.fetch.address import BlockedAddressError
from newsledger.fetch.client import client
from newsledger.fetch.identity import WEB
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import Outcome

_PIECE = 1 << 20
# Seconds without a byte after which a download is given up; as a whole it may take hours.
_STALL = 60.0
_BY_STATUS = {401: Outcome.FORBIDDEN, 403: Outcome.FORBIDDEN, 404: Outcome.NOT_FOUND, 410: Outcome.GONE}


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


@asynccontextmanager
async def opened(address: str, policy: FetchPolicy, contact: str | None = None) -> AsyncIterator[Stream]:
    """Yield the file at `address`. DownloadError: it cannot be opened, or read to its end."""
    if address.startswith(WEB):
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=policy.deadline, sock_read=_STALL)
        try:
            async with (
                client(policy, contact, timeout) as session,
                session.get(address, max_redirects=policy.max_hops) as answer,
            ):
                if answer.status != 200:
                    outcome = Outcome.SERVER_ERROR if answer.status >= 500 else Outcome.REFUSED
                    raise DownloadError(_BY_STATUS.get(answer.status, outcome), f"status {answer.status}")
                yield Stream(answer.content_length, answer.content.iter_chunked(_PIECE))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise _web_failure(error) from None
    else:
        system, path = store(address)
        try:
            file, size = system.open(path, "rb"), system.size(path)
        except Exception as error:
            raise store_failure(error) from None
        with file:
            yield Stream(size, _pieces(file))


async def read_whole(address: str, policy: FetchPolicy, contact: str | None = None) -> bytes:
    """Return the file at `address`, which is a small one. DownloadError: it cannot be had, or is too large."""
    body = bytearray()
    async with opened(address, policy, contact) as stream:
        async for piece in stream.pieces:
            body += piece
            if len(body) > policy.max_body:
                raise DownloadError(Outcome.TOO_BIG, f"more than {policy.max_body} bytes")
    return bytes(body)


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


def _web_failure(error: Exception) -> DownloadError:
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, BlockedAddressError):
        return DownloadError(Outcome.BLOCKED_ADDRESS, f"{error.host} is not a public address")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return DownloadError(Outcome.DNS, "the host's name cannot be resolved")
    if isinstance(error, aiohttp.ClientSSLError):
        return DownloadError(Outcome.TLS, "the host's certificate or encryption is not valid")
    if isinstance(error, aiohttp.ClientPayloadError):
        return DownloadError(Outcome.INCOMPLETE_BODY, "the download broke off")
    if isinstance(error, TimeoutError):
        return DownloadError(Outcome.DEADLINE, f"nothing came for {_STALL:.0f} s")
    if isinstance(error, aiohttp.TooManyRedirects | aiohttp.InvalidURL | ValueError):
        return DownloadError(Outcome.BAD_REDIRECT, "it redirects too often or to no http(s) address")
    return DownloadError(Outcome.CONNECT, f"no connection, or it broke: {type(error).__name__}")


async def _pieces(file: Any) -> AsyncIterator[bytes]:
    while True:
        try:
            piece = await asyncio.to_thread(file.read, _PIECE)
        except Exception as error:
            raise store_failure(error) from None
        if not piece:
            return
        yield piece
