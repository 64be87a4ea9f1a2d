"""Fetching the sources that are read without asking page by page: folders of files, and WARC files of a crawl.

Belongs here: going through such a source and noting each page. Does not: what a folder or WARC file holds
(`folders`, `warcs`), where WARC files are (`crawls`), sources that are asked page by page (`remote`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from newsledger.config import Source
from newsledger.fetch.blanking import blank_records
from newsledger.fetch.crawls import find_warcs, hold
from newsledger.fetch.download import DownloadError, Downloads
from newsledger.fetch.folders import list_folder, read_file
from newsledger.fetch.journal import Part
from newsledger.fetch.meter import Meter
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import LISTING, PAGE, Answer, Link, Outcome
from newsledger.fetch.warcs import PackedTogetherError, Tally, read_warc

_RETRIED = frozenset(
    {Outcome.CONNECT, Outcome.INCOMPLETE_BODY, Outcome.SERVER_ERROR, Outcome.DEADLINE, Outcome.DEFERRED}
)
_T = TypeVar("_T")


def fetch_files(source: Source, part: Part, policy: FetchPolicy, meter: Meter) -> None:
    """Note every file of the folder that `source` names."""
    listing = list_folder(source.path, source.name)
    links = listing.links[: source.limit]
    beyond = len(listing.links) - len(links)
    reason = listing.reason + (f"; {beyond} beyond max_documents" if beyond else "")
    _note_listing(part, f"file://{source.name}/", listing.outcome, reason)
    meter.expect(len(links))
    for link in links:
        if link.url not in part.done:
            part.note(PAGE, link, read_file(source.path, link.url, policy))
        meter.count()


async def fetch_warcs(source: Source, edition: date, part: Part, downloads: Downloads, meter: Meter) -> None:
    """Note every response in the WARC files that `source` names for `edition`."""
    top, policy = f"file://{source.name}/", downloads.policy
    try:
        crawl = await _patiently(partial(find_warcs, source, edition, downloads), policy)
    except DownloadError as error:
        return _note_listing(part, top, error.outcome, f"{error.reason}; see `place` of the source {source.name}")
    if not crawl.files:
        why = f" ({crawl.left_out})" if crawl.left_out else ""
        reason = f"there is no .warc or .warc.gz file at it{why}; mend `place` of the source {source.name}"
        return _note_listing(part, top, Outcome.NOT_A_LISTING, reason)
    if crawl.left_out:
        _note_listing(part, top, Outcome.LISTED, f"{len(crawl.files)} WARC files; left out: {crawl.left_out}")
    seen: set[str] = set()
    for number, file in enumerate(crawl.files):
        listed = f"{top}{file.name}"
        if source.limit is not None and len(seen) >= source.limit:
            _note_listing(part, listed, Outcome.LISTED, "not read: it is beyond max_documents")
            continue
        try:
            held = await _patiently(partial(hold, file, part, source.name, downloads), policy)
        except DownloadError as error:
            _note_listing(part, listed, error.outcome, error.reason)
            continue
        _fetch_warc(held, listed, source, part, policy, seen, _share(meter, source.name, number, len(crawl.files)))
    return None


def _fetch_warc(
    held: Path,
    listed: str,
    source: Source,
    part: Part,
    policy: FetchPolicy,
    seen: set[str],
    passed: Callable[[float], None],
) -> None:
    """Note the pages of one WARC file that are not in `seen`, and tell `passed` what share of the file that was."""
    tally, twice, ending, size = Tally(), 0, "", held.stat().st_size
    try:
        for response in read_warc(held, tally):
            if response.url in seen:
                twice += 1
                continue
            if len(seen) == source.limit:
                ending = "; the rest is beyond max_documents"
                break
            seen.add(response.url)
            if response.url not in part.done:
                place = (part.relative(held), response.place)
                part.note(PAGE, Link(response.url), response.answer(policy), record=place)
            passed(response.place / size)
        outcome = Outcome.LISTING_DAMAGED if tally.damaged else Outcome.LISTED
    except PackedTogetherError as error:
        outcome, ending = Outcome.LISTING_DAMAGED, f"; {error}"
    if not tally.pages and tally.damaged:
        outcome = Outcome.NOT_A_LISTING
    if part.closed:
        blank_records(held, part.closed)
    again = f"; {twice} more of the same addresses" if twice else ""
    _note_listing(part, listed, outcome, f"{tally}{again}{ending}", (part.relative(held), tally.last))


def _share(meter: Meter, source: str, number: int, files: int) -> Callable[[float], None]:
    """Return what counts a page, given the share of file `number` of so many that was read with it."""
    return lambda share: meter.count_of(source, (number + share) / files)


async def _patiently(ask: Callable[[], Awaitable[_T]], policy: FetchPolicy) -> _T:
    """Return what `ask` gives, asking again after a failure that may pass by itself."""
    for attempt in range(policy.tries - 1):
        try:
            return await ask()
        except DownloadError as error:
            if error.outcome not in _RETRIED:
                raise
            if error.outcome is not Outcome.DEFERRED:  # a host that asked for a pause gets it from the pace of hosts
                await asyncio.sleep(policy.backoff * 2**attempt)
    return await ask()


def _note_listing(
    part: Part, url: str, outcome: Outcome, reason: str, record: tuple[str, int | None] | None = None
) -> None:
    at = None if record is None or record[1] is None else (record[0], record[1])
    part.note(LISTING, Link(url), Answer(outcome, url, datetime.now(UTC), reason), record=at)
