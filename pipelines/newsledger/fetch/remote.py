"""Fetching the sources that are on the web: feeds, sitemaps and lists of addresses.

Belongs here: from one source to its listings, from those to the pages that are looked at, and to the pages. Does
not: how one URL is asked for (`web`), what a listing means (`feeds`, `sitemaps`).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from newsledger.config import Source
from newsledger.fetch.archive import ArchiveError
from newsledger.fetch.blanking import is_closed, redacted
from newsledger.fetch.feeds import read_feed
from newsledger.fetch.identity import canonical_url
from newsledger.fetch.journal import Part
from newsledger.fetch.meter import Meter
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.sitemaps import read_sitemap
from newsledger.fetch.visit import GOOD, LISTING, PAGE, Answer, Link, Listing, Outcome, Visit
from newsledger.fetch.web import Request, Web, origin

_MAX_DEPTH = 3  # of sitemap indexes
_MAX_LISTINGS = 50  # sitemaps of one source in one edition; a news site's fresh ones are few


@dataclass(frozen=True, slots=True)
class _Found:
    link: Link
    answer: Answer
    listing: Listing


class RemoteSource:
    """One source on the web in one edition. Call `discover`, then `choose`, then `fetch`."""

    def __init__(
        self,
        source: Source,
        edition: date,
        part: Part,
        web: Web,
        policy: FetchPolicy,
        secrets: Mapping[str, str],
        put_off: Sequence[Link] = (),
    ) -> None:
        self._source = source
        self._oldest = None if source.max_age_days is None else edition - timedelta(days=source.max_age_days)
        self._part = part
        self._web = web
        self._policy = policy
        self._request = Request(
            delay=source.delay_seconds,
            secret_origin=origin(source.place) if secrets else None,
            secrets=secrets,
        )
        self._put_off = put_off
        self._found: list[_Found] = []
        self._listings_left = 0
        self.links: list[Link] = []

    async def discover(self) -> None:
        """Read its listings; a listing that a killed run had read is taken from the archive."""
        if self._source.kind == "urls":
            self._found = [self._read_list()]
            return
        waiting = [(Link(self._source.place), 0)]
        seen: set[str] = set()
        while waiting:
            link, depth = waiting.pop(0)
            if link.url in seen:
                continue
            if len(seen) == _MAX_LISTINGS or self._too_old(link):
                self._listings_left += 1
                continue
            seen.add(link.url)
            found = await self._read_listing(link)
            self._found.append(found)
            if depth < _MAX_DEPTH:
                waiting += [(inner, depth + 1) for inner in _newest_first(found.listing.listings)]

    def choose(self, taken: set[str]) -> None:
        """Choose the pages to look at, note the listings, and add the pages' identities to those already `taken`."""
        pool = [link for found in self._found for link in found.listing.links]
        if self._source.kind == "sitemap":
            pool = _newest_first(pool)
        pool += self._put_off  # last, so that what is new comes first and counts as listed once
        counts = {"listed twice": 0, f"older than {self._source.max_age_days} days": 0}
        counts |= {"taken from another source": 0, "beyond max_documents": 0}
        twice, old, elsewhere, beyond = counts
        counts["more sitemaps"] = self._listings_left
        own: set[str] = set()
        for link in pool:
            identity = canonical_url(link.url)
            if identity in own:
                counts[twice] += 1
            elif self._too_old(link):
                counts[old] += 1
            elif identity in taken:
                counts[elsewhere] += 1
            elif self._source.limit is not None and len(self.links) >= self._source.limit:
                counts[beyond] += 1
            else:
                self.links.append(link)
            own.add(identity)
        taken.update(canonical_url(link.url) for link in self.links)
        left_out = ", ".join(f"{count} {why}" for why, count in counts.items() if count)
        for number, found in enumerate(self._found):
            reason = found.listing.reason + (f"; not looked at: {left_out}" if left_out and number == 0 else "")
            if found.link.url not in self._part.done:
                answer = replace(found.answer, reason=reason)
                if any(is_closed(self._part.closed, link.url) for link in found.listing.links):
                    # A feed quotes what it names.
                    reason += "; not archived, as it names a page that was taken down"
                    answer = replace(answer, reason=reason, sent=None, body=None)
                self._part.note(LISTING, found.link, answer)

    async def fetch(self, meter: Meter) -> None:
        """Look at the chosen pages."""
        async with asyncio.TaskGroup() as tasks:
            for link in self.links:
                tasks.create_task(self._fetch_page(link, meter))

    async def _fetch_page(self, link: Link, meter: Meter) -> None:
        if link.url not in self._part.done:
            self._part.note(PAGE, link, self._withheld(link) or await self._web.get(link.url, self._asking(link)))
        meter.count()

    def _withheld(self, link: Link) -> Answer | None:
        """Return the answer for a page that is not asked for: it was taken down, or is gone for good."""
        reason = is_closed(self._part.closed, link.url)
        buried = self._part.buried.get(link.url)
        return redacted(link.url, reason) if reason else _again(buried) if buried else None

    def _asking(self, link: Link) -> Request:
        prior = self._part.remembered.get(link.url)
        if prior is None:
            return self._request
        return replace(
            self._request, etag=prior.etag, last_modified=prior.last_modified, known_url=prior.final_url or prior.url
        )

    async def _read_listing(self, link: Link) -> _Found:
        answer = self._noted(link) or await self._web.get(link.url, self._asking(link))
        if answer.outcome is Outcome.NOT_MODIFIED:
            try:
                answer = replace(answer, body=self._part.body(self._part.remembered[link.url]))
            except ArchiveError:  # the copy is lost: ask for the whole
                answer = await self._web.get(link.url, self._request)
        if answer.body is None or answer.outcome is Outcome.SOFT_404:
            return _Found(link, answer, Listing(answer.outcome, answer.reason or "it could not be read"))
        if self._source.kind == "feed":
            listing = read_feed(answer.body, answer.final_url, answer.header("content-type"))
        else:
            listing = read_sitemap(answer.body, answer.final_url, self._policy.max_body)
        return _Found(link, replace(answer, outcome=listing.outcome), listing)

    def _noted(self, link: Link) -> Answer | None:
        """Return the answer for a listing that a killed run had read, None if there is no copy of it."""
        visit = self._part.done.get(link.url)
        if visit is None:
            return None
        if visit.outcome in GOOD and not visit.archived:
            return None
        try:
            body = self._part.body(visit) if visit.archived else None
        except ArchiveError:
            return None
        final_url = visit.final_url or visit.url
        return Answer(visit.outcome, final_url, visit.fetched_at, visit.reason, visit.status, body=body)

    def _read_list(self) -> _Found:
        """Read a text file of addresses, one a line; empty lines and those that begin with # are left out."""
        path = self._source.path
        link = Link(f"file://{self._source.name}/{path.name}")
        try:
            body = path.read_bytes()
        except OSError as error:
            reason = f"the list cannot be read: {error.strerror}; mend `place` of the source {self._source.name}"
            listing = Listing(Outcome.NOT_A_LISTING, reason)
            return _Found(link, Answer(listing.outcome, link.url, datetime.now(UTC)), listing)
        lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines()]
        links = tuple(Link(line) for line in lines if line and not line.startswith("#"))
        listing = Listing(Outcome.LISTED, f"{len(links)} addresses", links)
        answer = Answer(listing.outcome, link.url, datetime.now(UTC), sent=body, body=body, content_type="text/plain")
        return _Found(link, answer, listing)

    def _too_old(self, link: Link) -> bool:
        said = link.published or link.modified
        return self._oldest is not None and said is not None and date.fromisoformat(said[:10]) < self._oldest


def _again(buried: Visit) -> Answer:
    """Return the answer that a page gave which is not asked for again."""
    reason = f"status {buried.status} on {buried.fetched_at:%Y-%m-%d}; not asked again for two weeks"
    final_url = buried.final_url or buried.url
    return Answer(buried.outcome, final_url, buried.fetched_at, reason, buried.status, tries=0)


def _newest_first(links: "tuple[Link, ...] | list[Link]") -> list[Link]:
    return sorted(links, key=lambda link: link.published or link.modified or "", reverse=True)
