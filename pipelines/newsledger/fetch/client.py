"""The HTTP client that every request is made with, of pages and of large files.

Belongs here: what must hold for all of them: who asks, that only public addresses are connected to, that neither
cookies nor a proxy nor unpacking by the library come between. Does not: asking (`web`, `download`).
"""

from collections.abc import Mapping

import aiohttp

from newsledger import __version__
from newsledger.fetch.address import socket_factory
from newsledger.fetch.policy import FetchPolicy


def client(
    policy: FetchPolicy, contact: str | None, timeout: aiohttp.ClientTimeout, headers: Mapping[str, str] | None = None
) -> aiohttp.ClientSession:
    """Return a client within `policy`; `contact` is shown to webmasters in the User-Agent."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(socket_factory=socket_factory(allow_loopback=policy.allow_loopback), limit=0),
        timeout=timeout,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": f"newsledger/{__version__}" + (f" (+{contact})" if contact else ""), **(headers or {})},
        auto_decompress=False,  # bodies are kept as they were sent
        trust_env=False,
    )
