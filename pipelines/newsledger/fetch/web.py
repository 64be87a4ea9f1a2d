"""Asking the web for one URL, and saying exactly how that ended.

Belongs here: requests, redirects, tries, and the mapping of everything that can go wrong to one `Outcome`. Does
not: pace (`hosts`), permission (`robots`), compression (`body`), what is asked for (`edition`).

TLS is always verified and no proxy is used: behind one, the check of the address that is connected to would be
the proxy's. Cookies are neither kept nor sent.
"""

import asyncio
import math
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from newsledger import __version__
from newsledger.fetch.address import BlockedAddressError, socket_factory
from newsledger.fetch.body import ACCEPT_ENCODING, BodyError, media_type, unpack
from newsledger.fetch.hosts import HostClosedError, Hosts
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.robots import RobotsCache, Rules
from newsledger.fetch.visit import Answer, Outcome

_RETRIED = frozenset({Outcome.CONNECT, Outcome.INCOMPLETE_BODY, Outcome.SERVER_ERROR})
_HOST_FAILURES = frozenset({Outcome.CONNECT, Outcome.DNS, Outcome.TLS, Outcome.DEADLINE, Outcome.SERVER_ERROR})
_BY_STATUS = {
    401: Outcome.FORBIDDEN,
    402: Outcome.PAYWALLED,
    403: Outcome.FORBIDDEN,
    404: Outcome.NOT_FOUND,
    410: Outcome.GONE,
    429: Outcome.DEFERRED,
    451: Outcome.FORBIDDEN,
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Headers by which firewalls say that the body is a challenge and not the page, even with status 200 or 202.
_CHALLENGES = (("cf-mitigated", "challenge"), ("x-amzn-waf-action", "challenge"), ("x-amzn-waf-action", "captcha"))
# Never archived: Set-Cookie may hold a session that a secret header opened; chunks are already undone.
_NOT_KEPT = frozenset({"set-cookie", "transfer-encoding"})
_LONGEST_PAUSE = 86_400.0


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for besides the URL."""

    delay: float = 5.0
    etag: str | None = None  # of the copy that was kept from `known_url`
    last_modified: str | None = None
    known_url: str | None = None
    secret_origin: str | None = None  # the only origin that the secret headers go to
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


class Web:
    """The web, asked within one policy. Use `open_web`."""

    def __init__(self, session: aiohttp.ClientSession, policy: FetchPolicy, robots: RobotsCache) -> None:
        self._session = session
        self._policy = policy
        self._hosts = Hosts(policy)
        self._cache = robots
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    async def get(self, url: str, request: Request) -> Answer:
        """Return what came of `url`. Never raises for anything that the web does."""
        return await self._get(url, request, obey=True)

    async def _get(self, url: str, request: Request, *, obey: bool) -> Answer:
        seconds, tries = 0.0, 0
        for attempt in range(self._policy.tries):
            if attempt:
                await asyncio.sleep(self._policy.backoff * 2 ** (attempt - 1))
            answer = await self._follow(url, request, obey=obey)
            seconds += answer.seconds or 0.0
            tries += answer.tries
            # Without a request there is nothing to try again: what stopped it, such as a dead robots.txt, stays.
            again = answer.tries and (answer.outcome in _RETRIED or answer.retry_after is not None)
            if not again or (answer.retry_after or 0.0) > self._policy.max_wait:
                break
        return replace(answer, seconds=round(seconds, 3), tries=tries)

    async def _follow(self, url: str, request: Request, *, obey: bool) -> Answer:
        """Ask once, over all redirects."""
        seconds = 0.0
        seen = {url}
        current = url
        for hops in range(self._policy.max_hops + 1):
            answer = await self._step(current, request, self._policy.deadline - seconds, obey=obey)
            seconds += answer.seconds or 0.0
            answer = replace(answer, hops=hops, seconds=seconds, tries=max(answer.tries, int(hops > 0)))
            if answer.status not in _REDIRECTS:
                return _soft_404(url, answer)
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
        if problem := _address_problem(url):
            return _failed(Outcome.BAD_ADDRESS, url, problem, tries=0)
        if obey:
            rules = await self._rules_for(url, request.delay)
            if refusal := rules.refuses(url, self._policy.max_crawl_delay):
                return _failed(refusal[0], url, refusal[1], tries=0)
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
            async with self._hosts.turn(host, request.delay):
                begun = clock()
                try:
                    async with asyncio.timeout(left):
                        answer = await self._exchange(url, request)
                except TimeoutError:
                    answer = _failed(Outcome.DEADLINE, url, f"no whole answer within {self._policy.deadline:g} s")
                except BodyError as error:
                    answer = _failed(error.outcome, url, error.reason)
                except Exception as error:  # whatever a server makes the client raise, the other pages go on
                    answer = _failure(url, error)
                answer = replace(answer, seconds=clock() - begun)
        except HostClosedError as closed:
            return _failed(Outcome.DEFERRED, url, str(closed), tries=0)
        if answer.outcome in _HOST_FAILURES:
            self._hosts.failed(host, answer.reason or answer.outcome)
        else:
            self._hosts.answered(host)
        if answer.retry_after is not None:
            self._hosts.rest(host, answer.retry_after)
        return answer

    async def _exchange(self, url: str, request: Request) -> Answer:
        headers = dict(request.secrets) if request.secret_origin == origin(url) else {}
        asked_if_changed = request.known_url == url and bool(request.etag or request.last_modified)
        if asked_if_changed and request.etag:
            headers["If-None-Match"] = request.etag
        elif asked_if_changed and request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        async with self._session.get(URL(url), headers=headers, allow_redirects=False) as response:
            kept = tuple((k, v) for k, v in response.headers.items() if k.lower() not in _NOT_KEPT)
            answer = Answer(Outcome.FETCHED, url, datetime.now(UTC), None, response.status, kept)
            if response.status in _REDIRECTS:
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
        async for piece in response.content.iter_chunked(1 << 16):
            size += len(piece)
            if size > self._policy.max_sent:
                response.close()
                raise BodyError(Outcome.TOO_BIG, f"more than {self._policy.max_sent} bytes")
            pieces.append(piece)
        return b"".join(pieces)


@asynccontextmanager
async def open_web(policy: FetchPolicy, robots: RobotsCache, contact: str | None) -> AsyncIterator[Web]:
    """Yield the web, asked within `policy`; `contact` is shown to webmasters in the User-Agent."""
    headers = {
        "User-Agent": f"newsledger/{__version__}" + (f" (+{contact})" if contact else ""),
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
        "Accept-Encoding": ACCEPT_ENCODING,
    }
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(socket_factory=socket_factory(allow_loopback=policy.allow_loopback), limit=0),
        timeout=aiohttp.ClientTimeout(total=None),  # the deadline is ours, and covers headers and body together
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=headers,
        auto_decompress=False,
        trust_env=False,
    ) as session:
        yield Web(session, policy, robots)


def classify(answer: Answer, policy: FetchPolicy) -> Answer:
    """Return `answer`, a whole HTTP response, with the outcome that its status, headers and bytes mean."""
    status = answer.status or 0
    words = f"status {status}"
    for name, value in _CHALLENGES:
        if (answer.header(name) or "").lower() == value:
            return replace(answer, outcome=Outcome.CHALLENGE, reason=f"{words} with {name}: {value}")
    pause = _retry_after(answer.header("retry-after")) if status in (429, 503) else None
    if status == 429 and pause is None:
        pause = 30.0
    if pause is not None:
        reason = f"{words}; the host asks to wait {pause:.0f} s"
        return replace(answer, outcome=Outcome.DEFERRED, reason=reason, retry_after=pause)
    if status >= 500:
        return replace(answer, outcome=Outcome.SERVER_ERROR, reason=words)
    if status >= 400:
        return replace(answer, outcome=_BY_STATUS.get(status, Outcome.REFUSED), reason=words)
    if status not in (200, 203):
        return replace(answer, outcome=Outcome.BAD_RESPONSE, reason=f"{words} is no answer to this request")
    try:
        body, warning = unpack(answer.sent or b"", answer.header("content-encoding") or "", policy.max_body)
    except BodyError as error:
        return replace(answer, outcome=error.outcome, reason=error.reason, sent=None)
    content_type, is_page = media_type(answer.header("content-type"), body)
    answer = replace(answer, body=body, content_type=content_type, reason=warning)
    if not is_page:
        return replace(answer, outcome=Outcome.NOT_HTML, reason=f"it is {content_type or 'of no known type'}")
    return answer


def _soft_404(asked: str, answer: Answer) -> Answer:
    if answer.outcome is not Outcome.FETCHED or URL(answer.final_url).raw_path_qs != "/" or URL(asked).raw_path == "/":
        return answer
    return replace(answer, outcome=Outcome.SOFT_404, reason=f"it redirects to the home page {answer.final_url}")


def _failed(outcome: Outcome, url: str, reason: str, *, tries: int = 1) -> Answer:
    return Answer(outcome, url, datetime.now(UTC), reason, tries=tries)


def _failure(url: str, error: Exception) -> Answer:
    """Return the outcome that a client's exception stands for."""
    words = str(error) or type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, BlockedAddressError):
        return _failed(Outcome.BLOCKED_ADDRESS, url, f"{error.host} is not a public address")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return _failed(Outcome.DNS, url, f"the host's name cannot be resolved: {error.strerror or words}")
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return _failed(Outcome.TLS, url, words)
    if isinstance(error, aiohttp.ClientPayloadError):
        return _failed(Outcome.INCOMPLETE_BODY, url, f"the answer broke off: {words.partition(':')[0]}")
    if isinstance(error, aiohttp.ClientResponseError):
        return _failed(Outcome.BAD_RESPONSE, url, f"not valid HTTP: {error.message.strip()[:200]}")
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError | UnicodeError):
        return _failed(Outcome.BAD_ADDRESS, url, f"no valid address: {words[:200]}", tries=0)
    if isinstance(error, aiohttp.ClientError | OSError):
        return _failed(Outcome.CONNECT, url, words)
    return _failed(Outcome.BAD_RESPONSE, url, f"{type(error).__name__}: {words[:200]}")


def _address_problem(url: str) -> str | None:
    try:
        parts = URL(url)
    except ValueError:
        return f"{url[:200]!r} is no valid address"
    return None if parts.scheme in ("http", "https") and parts.host else f"{url[:200]!r} is no http(s) address"


def origin(url: str) -> str:
    """Return scheme, host and port of `url`, in one form for all its spellings."""
    return str(URL(url).origin())


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for, at most a day; None if it says nothing usable."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):  # TypeError: a date without a zone
            return None
    return min(max(seconds, 0.0), _LONGEST_PAUSE) if math.isfinite(seconds) else None
