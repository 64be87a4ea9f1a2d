"""What an exchange means: from an HTTP answer, or from the error in its place, to one `Outcome` with its reason.

Belongs here: the mapping of everything that a server can do. Does not: asking (`web`), bodies (`body`), the pages
that stand in an article's place (`challenges`).
"""

import math
import socket
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from newsledger.fetch.address import BlockedAddressError
from newsledger.fetch.body import BodyError, media_type, unpack
from newsledger.fetch.challenges import challenge_in, challenge_of
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import Answer, Outcome

_BY_STATUS = {
    401: Outcome.FORBIDDEN,
    402: Outcome.PAYWALLED,
    403: Outcome.FORBIDDEN,
    404: Outcome.NOT_FOUND,
    410: Outcome.GONE,
    429: Outcome.DEFERRED,
    451: Outcome.FORBIDDEN,
}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A resolver that is overloaded or away: the next run may find the name.
_DNS_TEMPORARY = frozenset({socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_SYSTEM})


def classify(answer: Answer, policy: FetchPolicy) -> Answer:
    """Return `answer`, a whole HTTP response, with the outcome that its status, headers and bytes mean."""
    status = answer.status or 0
    words = f"status {status}"
    if challenge := challenge_of(answer):
        return replace(answer, outcome=Outcome.CHALLENGE, reason=f"{words} with {challenge}")
    if (deferred := asked_to_wait(answer)) is not None:
        return deferred
    body, warning, problem = _unpacked(answer, policy)
    if challenge := challenge_in(body):
        return replace(answer, outcome=Outcome.CHALLENGE, reason=f"{words} with {challenge}")
    if status >= 400:
        return replace(answer, outcome=outcome_of(status), reason=words)
    if status not in (200, 203):
        return replace(answer, outcome=Outcome.BAD_RESPONSE, reason=f"{words} is no answer to this request")
    if problem is not None:
        return replace(answer, outcome=problem.outcome, reason=problem.reason, sent=None)
    content_type, is_page = media_type(answer.header("content-type"), body)
    answer = replace(answer, body=body, content_type=content_type, reason=warning)
    if not is_page:
        return replace(answer, outcome=Outcome.NOT_HTML, reason=f"it is {content_type or 'of no known type'}")
    return answer


def asked_to_wait(answer: Answer) -> Answer | None:
    """Return `answer` as one that was put off, if its host asks for a pause; None if it does not."""
    pause = _retry_after(answer.header("retry-after")) if answer.status in (429, 503) else None
    if answer.status != 429 and pause is None:
        return None
    asks = f"{pause:.0f} s" if pause is not None else "without saying how long"
    reason = f"status {answer.status}; the host asks to wait {asks}"
    return replace(answer, outcome=Outcome.DEFERRED, reason=reason, retry_after=pause)


def outcome_of(status: int) -> Outcome:
    """Return what a `status` of 400 or more means."""
    return Outcome.SERVER_ERROR if status >= 500 else _BY_STATUS.get(status, Outcome.REFUSED)


def soft_404(asked: str, answer: Answer) -> Answer:
    """Return `answer`, which came for `asked`; as a soft 404 where the article's address leads to the home page."""
    if answer.outcome is not Outcome.FETCHED or URL(answer.final_url).raw_path_qs != "/" or URL(asked).raw_path == "/":
        return answer
    return replace(answer, outcome=Outcome.SOFT_404, reason=f"it redirects to the home page {answer.final_url}")


def failed(outcome: Outcome, url: str, reason: str, *, tries: int = 1) -> Answer:
    """Return the answer that says that there was none."""
    return Answer(outcome, url, datetime.now(UTC), reason, tries=tries)


def failure(url: str, error: Exception) -> Answer:
    """Return the outcome that a client's exception stands for."""
    words = str(error) or type(error).__name__
    if isinstance(error, BodyError):
        return failed(error.outcome, url, error.reason)
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, BlockedAddressError):
        return failed(Outcome.BLOCKED_ADDRESS, url, f"{error.host} is not a public address")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return failed(Outcome.DNS, url, _dns_words(error))
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return failed(Outcome.TLS, url, words)
    if isinstance(error, TimeoutError):
        return failed(Outcome.DEADLINE, url, "nothing came for too long")
    if isinstance(error, aiohttp.ClientPayloadError):
        return failed(Outcome.INCOMPLETE_BODY, url, f"the answer broke off: {words.partition(':')[0]}")
    if isinstance(error, aiohttp.ClientResponseError):
        return failed(Outcome.BAD_RESPONSE, url, f"not valid HTTP: {error.message.strip()[:200]}")
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError | UnicodeError):
        return failed(Outcome.BAD_ADDRESS, url, f"no valid address: {words[:200]}", tries=0)
    if isinstance(error, aiohttp.ClientError | OSError):
        return failed(Outcome.CONNECT, url, words)
    return failed(Outcome.BAD_RESPONSE, url, f"{type(error).__name__}: {words[:200]}")


def address_problem(url: str) -> str | None:
    """Return why `url` cannot be asked for at all, None if it can."""
    try:
        parts = URL(url)
    except ValueError:
        return f"{url[:200]!r} is no valid address"
    return None if parts.scheme in ("http", "https") and parts.host else f"{url[:200]!r} is no http(s) address"


def _unpacked(answer: Answer, policy: FetchPolicy) -> tuple[bytes, str | None, BodyError | None]:
    """Return the body, a warning, and what keeps it from being unpacked."""
    try:
        return (*unpack(answer.sent or b"", answer.header("content-encoding") or "", policy.max_body), None)
    except BodyError as error:
        return b"", None, error


def _dns_words(error: aiohttp.ClientConnectorDNSError) -> str:
    if error.os_error.errno in _DNS_TEMPORARY:
        return f"the host's name cannot be resolved for now ({error.strerror}); the next run asks again"
    return f"there is no host of this name ({error.strerror or error})"


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for; None if it says nothing usable."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):  # TypeError: a date without a zone
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None
