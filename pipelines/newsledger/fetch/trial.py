"""Fetching single addresses by hand, under all the rules of a run, to see what a source does.

Belongs here: asking for them and keeping what came, apart from every edition. Does not: what an edition looks at
(`remote`), showing the results (`show`). The pace of hosts and the copies of robots.txt are those of the runs that
share the data folder, so that a trial beside a night does not ask a host twice as fast.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsledger.config import Settings
from newsledger.fetch import archive
from newsledger.fetch.blanking import is_closed, redacted
from newsledger.fetch.feeds import read_feed
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.rows import look
from newsledger.fetch.sitemaps import read_sitemap
from newsledger.fetch.visit import LISTING, PAGE, Answer, Link, Listing, Outcome, Visit
from newsledger.fetch.web import Request, open_web
from newsledger.progress import Progress, silent
from newsledger.redaction.orders import closed_addresses

_READ = frozenset({Outcome.LISTED, Outcome.LISTING_DAMAGED})


def fetch_addresses(
    urls: Sequence[str], settings: Settings, progress: Progress = silent, *, policy: FetchPolicy | None = None
) -> list[Visit]:
    """Return what came of each of `urls`, in order; a feed or sitemap is read, and its reason counts what it names.

    What was sent is in a WARC file of its own in ``<home>/trials/``. OSError: the data folder cannot be written.
    """
    wanted = list(dict.fromkeys(url.strip() for url in urls))
    policy = policy or FetchPolicy()
    answers = asyncio.run(_ask(wanted, settings, policy, progress))
    path = settings.home / "trials" / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S.%fZ}.warc.gz"
    return [
        _keep(*_read(url, answer, policy), path, settings.home) for url, answer in zip(wanted, answers, strict=True)
    ]


async def _ask(urls: Sequence[str], settings: Settings, policy: FetchPolicy, progress: Progress) -> list[Answer]:
    done, closed = 0, closed_addresses(settings.home)
    progress("fetch", done, len(urls))
    async with open_web(policy, settings.home, settings.contact) as web:

        async def get(url: str) -> Answer:
            nonlocal done
            reason = is_closed(closed, url)
            answer = redacted(url, reason) if reason else await web.get(url, Request())
            done += 1
            progress("fetch", done, len(urls))
            return answer

        return await asyncio.gather(*(get(url) for url in urls))


def _read(url: str, answer: Answer, policy: FetchPolicy) -> tuple[str, Link, Answer]:
    """Return the role of what came, its link, and the answer with the outcome that fits the role."""
    listing: Listing | None = None
    if answer.outcome is Outcome.NOT_HTML and answer.body is not None:
        listing = read_sitemap(answer.body, answer.final_url, policy.max_body)
        if listing.outcome not in _READ:
            listing = read_feed(answer.body, answer.final_url, answer.header("content-type"))
    if listing is None or listing.outcome not in _READ:
        return PAGE, Link(url), answer
    return LISTING, Link(url), replace(answer, outcome=listing.outcome, reason=listing.reason)


def _keep(role: str, link: Link, answer: Answer, path: Path, home: Path) -> Visit:
    """Return the visit, after appending what was sent to the WARC file at `path`."""
    visit = look(role, link, answer)
    if answer.sent is None:
        return visit
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        offset = file.tell()
        archive.append(file, link.url, answer)
    return replace(visit, warc_file=path.relative_to(home).as_posix(), warc_offset=offset)
