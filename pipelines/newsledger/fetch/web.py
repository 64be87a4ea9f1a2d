"""Asking the web for one URL, over all its redirects and tries.

Belongs here: requests, redirects and tries. Does not: what an answer means (`verdict`), pace (`hosts`), permission
(`robots`), what is asked for (`remote`, `trial`).

TLS is always verified and no proxy is used: behind one, the check of the address that is connected to would be
the proxy's. Cookies are neither kept nor sent.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from newsledger.config import CONTACT_VARIABLE
from newsledger.fetch.body import ACCEPT_ENCODING, BodyError
from newsledger.fetch.client import client
from newsledger.fetch.hosts import HostClosedError, Hosts
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.robots import RobotsCache, Rules
from newsledger.fetch.verdict import REDIRECTS, address_problem, classify, failed, failure, soft_404
from newsledger.fetch.visit import Answer, Outcome

log = logging.getLogger(__name__)

_RETRIED = frozenset({Outcome.CONNECT, Outcome.INCOMPLETE_BODY, Outcome.SERVER_ERROR, Outcome.DEFERRED})
# Never archived: Set-Cookie may hold a session that a secret header opened; chunks are already undone.
_NOT_KEPT = frozenset({"set-cookie", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for besides the URL."""

    delay: float = 5.0
    etag: str | None = None  # of the copy that was kept from `known_url`
    last_modified: str | None = None
    known_url: str | None = None
    afresh: bool = False  # no cache on the way may answer
    secret_origin: str | None = None  # the only origin that the secret headers go to
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


class Web:
    """The web, asked within one policy. Use `open_web`."""

    def __init__(self, session: aiohttp.ClientSession, policy: FetchPolicy, home: Path) -> None:
        self._session = session
        self._policy = policy
        self._hosts = Hosts(policy, home / "hosts")
        self._cache = RobotsCache(home / "robots", policy.robots_age)
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    async def get(self, url: str, request: Request) -> Answer:
        """Return what came of `url`. Never raises for anything that the web does."""
        if self._policy.delay is not None:
            request = replace(request, delay=self._policy.delay)
        return await self._get(url, request, obey=True)

    async def _get(self, url: str, request: Request, *, obey: bool) -> Answer:
        answer = await self._follow(url, request, obey=obey)
        for attempt in range(1, self._policy.tries):
            unasked = attempt == 1 and answer.status == 304 and answer.outcome is Outcome.BAD_RESPONSE
            # Without a request there is nothing to try again: what stopped it, such as a dead robots.txt, stays.
            if not answer.tries or not (answer.outcome in _RETRIED or unasked) or answer.retry_at is not None:
                break
            await asyncio.sleep(self._policy.backoff * 2 ** (attempt - 1))
            later = await self._follow(url, replace(request, afresh=unasked), obey=obey)
            if not later.tries:  # its host was closed meanwhile: what it said before that tells more
                return replace(answer, retry_at=later.retry_at)
            seconds = (answer.seconds or 0.0) + (later.seconds or 0.0)
            answer = replace(later, seconds=seconds, tries=answer.tries + later.tries)
        return replace(answer, seconds=None if answer.seconds is None else round(answer.seconds, 3))

    async def _follow(self, url: str, request: Request, *, obey: bool) -> Answer:
        """Ask once, over all redirects."""
        seconds = 0.0
        seen = {url}
        current = url
        for hops in range(self._policy.max_hops + 1):
            answer = await self._step(current, request, self._policy.deadline - seconds, obey=obey)
            seconds += answer.seconds or 0.0
            answer = replace(answer, hops=hops, seconds=seconds, tries=max(answer.tries, int(hops > 0)))
            if answer.status not in REDIRECTS:
                return soft_404(url, answer)
            target = answer.header("location")
            if not target:
                reason = f"status {answer.status} without a Location"
                return replace(answer, outcome=Outcome.BAD_REDIRECT, reason=reason)
            try:
                current = urljoin(current, target.strip())
            except ValueError:
                return replace(answer, outcome=Outcome.BAD_ADDRESS, reason=f"it redirects to {target[:200]!r}")
            if current in seen:
                return replace(answer, outcome=Outcome.BAD_REDIRECT, reason=f"it redirects in a loop, to {current}")
            seen.add(current)
        reason = f"more than {self._policy.max_hops} redirects"
        return replace(answer, outcome=Outcome.BAD_REDIRECT, reason=reason)

    async def _step(self, url: str, request: Request, left: float, *, obey: bool) -> Answer:
        """Ask `url` itself, if it is an address and may be asked."""
        if problem := address_problem(url):
            return failed(Outcome.BAD_ADDRESS, url, problem, tries=0)
        if obey:
            rules = await self._rules_for(url, request.delay)
            if refusal := rules.refuses(url, self._policy.max_crawl_delay):
                return failed(refusal[0], url, refusal[1], tries=0)
            request = replace(request, delay=max(request.delay, rules.delay))
        return await self._ask(url, request, left)

    async def _rules_for(self, url: str, delay: float) -> Rules:
        place = origin(url)
        if place not in self._rules:  # one task per origin: whoever comes meanwhile waits for the same answer
            self._rules[place] = asyncio.create_task(self._learn(place, delay))
        return await self._rules[place]

    async def _learn(self, place: str, delay: float) -> Rules:
        kept = self._cache.fresh(place)
        if kept is not None:
            return kept
        answer = await self._get(f"{place}/robots.txt", Request(delay=delay), obey=False)
        return self._cache.learn(place, answer)

    async def _ask(self, url: str, request: Request, left: float) -> Answer:
        """Send one request within `left` seconds, which do not count while it waits for the host's turn."""
        host = URL(url).host_port_subcomponent or ""
        clock = asyncio.get_running_loop().time
        try:
            async with self._hosts.turn(host, request.delay) as turn:
                begun = clock()
                try:
                    async with asyncio.timeout(left):
                        answer = await self._exchange(url, request)
                except TimeoutError:
                    answer = failed(Outcome.DEADLINE, url, f"no whole answer within {self._policy.deadline:g} s")
                except Exception as error:  # whatever a server makes the client raise, the other pages go on
                    answer = failure(url, error)
                answer = replace(answer, seconds=clock() - begun)
                turn.tell(answer)
                return replace(answer, retry_at=turn.closed_until)
        except HostClosedError as closed:
            return replace(failed(Outcome.DEFERRED, url, str(closed), tries=0), retry_at=closed.until)

    async def _exchange(self, url: str, request: Request) -> Answer:
        headers = dict(request.secrets) if request.secret_origin == origin(url) else {}
        asked_if_changed = request.known_url == url and bool(request.etag or request.last_modified)
        if asked_if_changed and request.etag:
            headers["If-None-Match"] = request.etag
        elif asked_if_changed and request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        if request.afresh:
            headers["Cache-Control"] = "no-cache"
        async with self._session.get(URL(url), headers=headers, allow_redirects=False) as response:
            kept = tuple((k, v) for k, v in response.headers.items() if k.lower() not in _NOT_KEPT)
            answer = Answer(Outcome.FETCHED, url, datetime.now(UTC), None, response.status, kept)
            if response.status in REDIRECTS:
                response.close()
                return answer
            sent = await self._read(response)
        answer = replace(answer, sent=sent, fetched_at=datetime.now(UTC))
        if response.status == 304 and asked_if_changed:
            return replace(answer, outcome=Outcome.NOT_MODIFIED)
        return classify(answer, self._policy)

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        pieces: list[bytes] = []
        size = 0
        if (response.content_length or 0) > self._policy.max_sent:
            reason = f"it has {response.content_length} bytes; more than {self._policy.max_sent} are not read"
            raise BodyError(Outcome.TOO_BIG, reason)
        async for piece in response.content.iter_chunked(1 << 16):
            size += len(piece)
            if size > self._policy.max_sent:
                response.close()
                raise BodyError(Outcome.TOO_BIG, f"more than {self._policy.max_sent} bytes")
            pieces.append(piece)
        return b"".join(pieces)


@asynccontextmanager
async def open_web(policy: FetchPolicy, home: Path, contact: str | None) -> AsyncIterator[Web]:
    """Yield the web, asked within `policy`. Its hosts' pace and robots.txt are shared by way of the data folder `home`.

    `contact` is shown to webmasters in the User-Agent.
    """
    headers = {
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
        "Accept-Encoding": ACCEPT_ENCODING,
    }
    # Names are looked up in threads; with fewer of them than hosts, one dead name server would delay all others.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(policy.parallel, "dns"))
    if contact is None:
        log.warning("%s is not set: webmasters will not know whom to write to", CONTACT_VARIABLE)
    timeout = aiohttp.ClientTimeout(total=None)  # the deadline is ours, and covers headers and body together
    async with client(policy, contact, timeout, headers) as session:
        yield Web(session, policy, home)


def origin(url: str) -> str:
    """Return scheme, host and port of `url`, in one form for all its spellings."""
    return str(URL(url).origin())
