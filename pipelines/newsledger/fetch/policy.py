"""How the web is asked: limits of time, size and patience.

Belongs here: the numbers, each with where it comes from. Does not: what a single source sets for itself
(`config.Source`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """The limits of one run. Only code can pass another than the default; no setting of a user does."""

    allow_loopback: bool = False  # for tests, whose servers run there; other private addresses stay blocked
    delay: float | None = None  # seconds between two requests to a host, in place of what the sources say
    deadline: float = 30.0  # seconds for one URL over all its redirects, waiting for its turn not counted
    max_sent: int = 10 << 20  # bytes as sent; the biggest crawlers stop at 5 MiB
    max_body: int = 20 << 20  # bytes once unpacked
    max_crawl_file: int = 8 << 30  # bytes of one WARC file; those of CC-NEWS have 1 GiB
    max_hops: int = 5
    tries: int = 3  # for what may mend itself at once: a broken connection, a server error
    backoff: float = 2.0  # seconds before the second try, doubled before the third
    max_wait: float = 60.0  # a host that asks for a longer pause is left to another run
    breaker: int = 5  # failures in a row, or pauses asked for, after which a host is left to another run
    cool_down: float = 600.0  # seconds for which no run asks a host that failed so often
    parallel: int = 32  # hosts asked at once
    max_crawl_delay: float = 120.0  # seconds; a site that asks for more between requests is not asked
    robots_age: float = 86_400.0  # seconds that a copy of robots.txt is good for (RFC 9309: a day)
