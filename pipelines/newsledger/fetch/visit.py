"""The words of fetching: what to look at (`Link`), what answered (`Answer`), what is kept of it (`Visit`).

Belongs here: these records and the closed vocabulary of outcomes. Does not: asking (`web`, `folders`), storing
(`archive`, `journal`).
"""

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How looking at one URL ended. Every URL ends in exactly one of these."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not_modified"
    UNCHANGED = "unchanged"
    LISTED = "listed"
    LISTING_DAMAGED = "listing_damaged"
    NOT_A_LISTING = "not_a_listing"
    NOT_HTML = "not_html"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    PAYWALLED = "paywalled"
    REFUSED = "refused"
    CHALLENGE = "challenge"
    SOFT_404 = "soft_404"
    BLOCKED_BY_ROBOTS = "blocked_by_robots"
    CRAWL_DELAY_TOO_LONG = "crawl_delay_too_long"
    BLOCKED_ADDRESS = "blocked_address"
    BAD_ADDRESS = "bad_address"
    BAD_REDIRECT = "bad_redirect"
    DEFERRED = "deferred"
    DEADLINE = "deadline"
    CONNECT = "connect"
    DNS = "dns"
    TLS = "tls"
    TOO_BIG = "too_big"
    INCOMPLETE_BODY = "incomplete_body"
    BAD_ENCODING = "bad_encoding"
    BAD_RESPONSE = "bad_response"
    SERVER_ERROR = "server_error"
    UNREADABLE = "unreadable"
    REDACTED = "redacted"


MEANINGS: dict[Outcome, str] = {
    Outcome.FETCHED: "The page came whole, and it is new or differs from the last time.",
    Outcome.NOT_MODIFIED: "The server says that nothing changed since the last time; the row points to that copy.",
    Outcome.UNCHANGED: "The same bytes came as the last time; the row points to that copy.",
    Outcome.LISTED: "A listing was read; the reason counts what it names.",
    Outcome.LISTING_DAMAGED: "A listing is damaged; every entry that could be read was followed.",
    Outcome.NOT_A_LISTING: "The place of a source is no feed, sitemap, list, folder or WARC file.",
    Outcome.NOT_HTML: "It is no page of text: a PDF, picture, video or other file.",
    Outcome.NOT_FOUND: "There is nothing at the address (404).",
    Outcome.GONE: "The publisher took it down for good (410).",
    Outcome.FORBIDDEN: "The server does not let us in (401, 403, 451).",
    Outcome.PAYWALLED: "The server asks for payment (402).",
    Outcome.REFUSED: "The server turned the request down with another 4xx status.",
    Outcome.CHALLENGE: "A bot challenge came in place of the page.",
    Outcome.SOFT_404: "The address leads to the home page, or to the same page as others of its host.",
    Outcome.BLOCKED_BY_ROBOTS: "robots.txt does not allow it, or could not be read.",
    Outcome.CRAWL_DELAY_TOO_LONG: "robots.txt asks for more time between two requests than a night has.",
    Outcome.BLOCKED_ADDRESS: "The host is no public address; private networks are never asked.",
    Outcome.BAD_ADDRESS: "It, or what it redirects to, is no http(s) address.",
    Outcome.BAD_REDIRECT: "It redirects in a loop, too often, or to nowhere.",
    Outcome.DEFERRED: "The host asked for a pause, or failed too often; another run asks again.",
    Outcome.DEADLINE: "The answer did not come whole in time.",
    Outcome.CONNECT: "No connection, or it broke before an answer.",
    Outcome.DNS: "The host's name could not be resolved.",
    Outcome.TLS: "The host's certificate or encryption is not valid.",
    Outcome.TOO_BIG: "The answer exceeds the size limit, packed or unpacked.",
    Outcome.INCOMPLETE_BODY: "The answer ended before its end; it is never read as whole.",
    Outcome.BAD_ENCODING: "The answer's compression is broken or was not asked for.",
    Outcome.BAD_RESPONSE: "The answer is not valid HTTP, or has a status that does not fit.",
    Outcome.SERVER_ERROR: "The server failed (5xx).",
    Outcome.UNREADABLE: "The file or record could not be read.",
    Outcome.REDACTED: "A takedown closed it: it is neither asked for nor kept.",
}

# The outcomes of pages whose body is in the archive and may be cleaned.
READABLE = frozenset({Outcome.FETCHED, Outcome.NOT_MODIFIED, Outcome.UNCHANGED})
# Those of pages and listings that gave what was looked for.
GOOD = READABLE | {Outcome.LISTED, Outcome.LISTING_DAMAGED}
# Those after which a page is asked for again by the two editions that follow.
PASSING = frozenset(
    {
        Outcome.DEFERRED,
        Outcome.DEADLINE,
        Outcome.CONNECT,
        Outcome.DNS,
        Outcome.SERVER_ERROR,
        Outcome.INCOMPLETE_BODY,
    }
)

PAGE, LISTING = "page", "listing"


def storable(text: str) -> str:
    """Return `text` without what no table can hold: NUL, and halves of surrogate pairs, which JSON can smuggle in."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Link:
    """One page that a listing names, with what it says about it."""

    url: str
    title: str | None = None
    published: str | None = None  # ISO 8601, with the zone it was given in
    modified: str | None = None  # ISO 8601; decides what is recent, and is no publication time
    canonical: str | None = None  # where it was published, if that is not where it is read from

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, storable(value))


@dataclass(frozen=True, slots=True)
class Listing:
    """What one feed, sitemap, list or folder names. The reason counts it, for a reader."""

    outcome: Outcome
    reason: str
    links: tuple[Link, ...] = ()
    listings: tuple[Link, ...] = ()  # other listings that it names: the sitemaps of an index


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one URL after all its redirects and tries."""

    outcome: Outcome
    final_url: str
    fetched_at: datetime
    reason: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    sent: bytes | None = field(default=None, repr=False)  # the body as it was sent, perhaps compressed
    body: bytes | None = field(default=None, repr=False)  # the same, unpacked
    content_type: str | None = None
    tries: int = 1  # 0 where it was not asked for: robots.txt forbids it, its host is closed
    hops: int = 0
    seconds: float | None = None
    retry_after: float | None = None  # seconds that the host asks to be left alone
    retry_at: datetime | None = None  # the same as a time, where it was left to another run

    def header(self, name: str) -> str | None:
        """Return its header `name` (given in lower case), None if it has none."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Visit:
    """One row of `documents` as the journal keeps it: without what edition and source say."""

    role: str
    url: str
    canonical_url: str
    outcome: Outcome
    fetched_at: datetime
    final_url: str | None = None
    status: int | None = None
    reason: str | None = None
    tries: int = 1
    hops: int = 0
    bytes: int | None = None
    bytes_sent: int | None = None
    seconds: float | None = None
    retry_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    charset: str | None = None
    charset_source: str | None = None
    replaced: int | None = None
    sha256: str | None = None
    title_hint: str | None = None
    published_hint: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None

    @property
    def archived(self) -> bool:
        """Whether its body can be read from the archive."""
        return self.warc_file is not None and self.sha256 is not None

    def values(self) -> dict[str, Any]:
        """Return its values by column. `dataclasses.asdict` copies deep: 80 % of the time of a night's rows."""
        return {column.name: getattr(self, column.name) for column in dataclasses.fields(self)}

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values; absent ones are left out."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in self.values().items()
            if value is not None
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Visit":
        """Return the visit that `to_json` wrote."""
        values = {**row, "outcome": Outcome(row["outcome"])}
        for name in ("fetched_at", "retry_at"):
            if name in values:
                values[name] = datetime.fromisoformat(values[name])
        return cls(**values)
