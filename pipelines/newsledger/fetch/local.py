"""Fetching the sources that are on disk: folders of files, and WARC files that others made.

Belongs here: going through such a source and noting each page. Does not: what a folder or WARC file holds
(`folders`, `warcs`), sources on the web (`remote`).
"""

import os
import shutil
from datetime import UTC, datetime
from glob import escape
from pathlib import Path

from newsledger.config import Source
from newsledger.fetch.folders import list_folder, read_file
from newsledger.fetch.journal import Part
from newsledger.fetch.meter import Meter
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import LISTING, PAGE, Answer, Link, Outcome
from newsledger.fetch.warcs import WarcDamagedError, read_warc, warc_files


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


def fetch_warcs(source: Source, part: Part, policy: FetchPolicy, meter: Meter) -> None:
    """Note every response in the WARC files that `source` names."""
    files = warc_files(source.path)
    meter.expect(None)
    if not files:
        reason = f"there is no .warc or .warc.gz file at it; mend `place` of the source {source.name}"
        _note_listing(part, f"file://{source.name}/", Outcome.NOT_A_LISTING, reason)
    seen: set[str] = set()
    for path in files:
        held = _hold(path, part, source.name)
        before, twice = len(seen), 0
        outcome, ending = Outcome.LISTED, ""
        try:
            for url, answer, offset in read_warc(held, policy):
                if url in seen:
                    twice += 1
                    continue
                if len(seen) == source.limit:
                    ending = "; the rest is beyond max_documents"
                    break
                seen.add(url)
                if url not in part.done:
                    part.note(PAGE, Link(url), answer, record=(part.relative(held), offset))
                meter.count()
        except WarcDamagedError as error:
            outcome, ending = Outcome.LISTING_DAMAGED, f"; {error}"
        counts = f"{len(seen) - before} responses" + (f"; {twice} more of the same addresses" if twice else "")
        _note_listing(part, f"file://{source.name}/{path.name}", outcome, counts + ending)


def _hold(path: Path, part: Part, source: str) -> Path:
    """Keep the WARC file at `path` in the archive: linked if possible, as a day of CC-NEWS has 25 GiB, else copied.

    One that an earlier part of the edition holds is not kept twice.
    """
    for earlier in sorted(part.folder.glob(f"{source}-[0-9][0-9][0-9][0-9][0-9].{escape(path.name)}")):
        if earlier.samefile(path) or earlier.stat().st_size == path.stat().st_size:
            return earlier
    held = part.folder / f"{part.stem}.{path.name}"
    try:
        os.link(path, held)
    except OSError:  # another file system, or one without links
        partial = held.with_name(held.name + ".partial")
        shutil.copyfile(path, partial)
        partial.rename(held)
    return held


def _note_listing(part: Part, url: str, outcome: Outcome, reason: str) -> None:
    part.note(LISTING, Link(url), Answer(outcome, url, datetime.now(UTC), reason))
