"""What one source gave in one edition, on disk, safe against a kill at any moment.

Belongs here: the numbered parts of ``raw/<edition>/``, their resuming, and how a later look at a URL in the same
edition is merged into an earlier one. Does not: fetching (`edition`), the format of records (`archive`).

A part is two files, ``<source>-00000.jsonl`` (one finished URL a line) and ``<source>-00000.warc.gz`` (its answers;
missing if there are none). While it is written both are called ``….partial``; the journal is renamed last, so its
plain name says that the part is whole. A line is written after its record: a kill in between leaves a record
without a line, which is cut off when the part is resumed.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from newsledger.config import Settings
from newsledger.errors import UsageError, usage_error
from newsledger.fetch import archive
from newsledger.fetch.blanking import is_closed, redacted
from newsledger.fetch.rows import look, of_copy
from newsledger.fetch.visit import GOOD, PAGE, PASSING, Answer, Link, Outcome, Visit
from newsledger.redaction.orders import closed_addresses

_PARTIAL = ".partial"
_MEMORY_DAYS = 14  # how far back an unchanged page, and one that is gone, is recognised


class Part:
    """One part while it is written.

    `done` holds what a killed run had finished of it, by URL; `remembered` the last good copy, of this and earlier
    editions; `buried` the pages that are not asked for again, with the answer that says so; `closed` the canonical
    addresses that were taken down, with the reason.
    """

    def __init__(self, settings: Settings, edition: date, source: str) -> None:
        self._home = settings.home
        self.folder = settings.raw(edition)
        self.folder.mkdir(parents=True, exist_ok=True)
        finished = _complete(self.folder, source)
        number = int(finished[-1].stem[-5:]) + 1 if finished else 0
        self.stem = f"{source}-{number:05d}"
        self._journal = self.folder / f"{self.stem}.jsonl"
        self._warc = self.folder / f"{self.stem}.warc.gz"
        self.done: dict[str, Visit] = {}
        self.remembered, self.buried = _remembered(settings, edition, source)
        self.closed = closed_addresses(settings.home)
        end = self._resume()
        self._lines: TextIO = _partial(self._journal).open("a", encoding="utf-8")
        self._records: BinaryIO = _partial(self._warc).open("ab")
        self._records.truncate(end)

    def note(self, role: str, link: Link, answer: Answer, *, record: tuple[str, int] | None = None) -> Visit:
        """Write down what came of `link`, and return it with its place in the archive.

        The answer is archived unless the same bytes are remembered, or `record` says which file of the data
        folder holds it already, and where. Of a page that was taken down, nothing is kept but that.
        """
        reason = is_closed(self.closed, link.url, link.canonical, answer.final_url)
        if reason is not None:
            link, answer, record = Link(link.url), redacted(link.url, reason), None
        visit = look(role, link, answer)
        prior = self.remembered.get(link.url)
        if prior is not None and answer.outcome is Outcome.NOT_MODIFIED:
            visit = of_copy(visit, prior)
        elif prior is not None and visit.sha256 is not None and visit.sha256 == prior.sha256:
            outcome = Outcome.UNCHANGED if visit.outcome is Outcome.FETCHED else visit.outcome
            visit = replace(visit, outcome=outcome, warc_file=prior.warc_file, warc_offset=prior.warc_offset)
        elif record is not None:
            visit = replace(visit, warc_file=record[0], warc_offset=record[1])
        elif answer.sent is not None:
            offset = self._records.seek(0, os.SEEK_END)
            archive.append(self._records, link.url, answer)
            visit = replace(visit, warc_file=self.relative(self._warc), warc_offset=offset)
        row = {"end": self._records.seek(0, os.SEEK_END), "visit": visit.to_json()}
        self._lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._lines.flush()
        self.done[visit.url] = visit
        return visit

    def relative(self, path: Path) -> str:
        """Return `path` relative to the data folder, as `documents.warc_file` has it."""
        return path.relative_to(self._home).as_posix()

    def body(self, visit: Visit) -> bytes:
        """Return the archived body of `visit`, of this part or of an earlier one. ArchiveError: it is lost."""
        assert visit.warc_file is not None
        assert visit.warc_offset is not None
        own = visit.warc_file == self.relative(self._warc)
        return archive.read_body(self._home, visit.warc_file + (_PARTIAL if own else ""), visit.warc_offset)

    def complete(self) -> None:
        """Close the part: from now on it is one of the edition's."""
        for file in (self._records, self._lines):
            file.flush()
            os.fsync(file.fileno())
            file.close()
        if _partial(self._warc).stat().st_size:
            _partial(self._warc).rename(self._warc)
        else:
            _partial(self._warc).unlink()
        _partial(self._journal).rename(self._journal)

    def close(self) -> None:
        """Close its files and leave it to be resumed."""
        self._records.close()
        self._lines.close()

    def _resume(self) -> int:
        """Take over what a killed run left; return where the archive's last whole record ends."""
        if self._warc.exists():  # killed between the two renames
            self._warc.rename(_partial(self._warc))
        journal = _partial(self._journal)
        if not journal.exists():
            return 0
        size = _partial(self._warc).stat().st_size if _partial(self._warc).exists() else 0
        end = good = 0
        for line, row in _rows(journal):
            if row["end"] > size:  # after a power cut the archive may be shorter than the journal
                break
            visit = Visit.from_json(row["visit"])
            self.done[visit.url] = visit
            end, good = row["end"], good + len(line)
        os.truncate(journal, good)
        return end


def is_complete(settings: Settings, edition: date, source: str) -> bool:
    """Whether `source` was fetched to its end in `edition`, and no later look at it was broken off."""
    folder = settings.raw(edition)
    return bool(_complete(folder, source)) and not list(
        folder.glob(f"{source}-[0-9][0-9][0-9][0-9][0-9].jsonl.partial")
    )


def source_names(settings: Settings, edition: date) -> list[str]:
    """Return the names of the sources that were fetched to their end at least once in `edition`, sorted."""
    journals = settings.raw(edition).glob("*-[0-9][0-9][0-9][0-9][0-9].jsonl")
    return sorted({journal.stem.rpartition("-")[0] for journal in journals})


def visits(settings: Settings, edition: date, source: str) -> dict[str, Visit]:
    """Return what is known of each URL of `source` in `edition`, over all finished parts."""
    known: dict[str, Visit] = {}
    for journal in _complete(settings.raw(edition), source):
        for _, row in _rows(journal):
            visit = Visit.from_json(row["visit"])
            known[visit.url] = merge(known[visit.url], visit) if visit.url in known else visit
    return known


def put_off(settings: Settings, edition: date, source: str) -> list[Link]:
    """Return the pages that the two editions before `edition` wanted and could not have, for a reason that passes."""
    waiting: dict[str, Link] = {}
    for days in (2, 1):
        try:
            seen = visits(settings, edition - timedelta(days=days), source)
        except UsageError:  # a damaged journal of another night is that night's matter
            continue
        for url, visit in seen.items():
            if visit.role == PAGE and visit.outcome in PASSING:
                waiting[url] = Link(url, visit.title_hint, visit.published_hint)
            else:
                waiting.pop(url, None)
    return list(waiting.values())


def merge(earlier: Visit, later: Visit) -> Visit:
    """Return the one row for a URL that was looked at twice in an edition.

    The later look counts, unless it found the same bytes or failed where the earlier one has the page: a server
    that is down at noon does not take back what it gave at midnight. What the listing says is always the latest.
    """
    failed = earlier.outcome in GOOD and later.outcome not in GOOD
    same = later.sha256 is not None and later.sha256 == earlier.sha256
    if not (failed or same):
        return later
    canonical = earlier.canonical_url if failed else later.canonical_url
    return replace(earlier, canonical_url=canonical, title_hint=later.title_hint, published_hint=later.published_hint)


def _remembered(settings: Settings, edition: date, source: str) -> tuple[dict[str, Visit], dict[str, Visit]]:
    """Return what `Part` remembers and what it has buried, from `edition` and the days before it.

    A page is buried that was taken down for good, or not found in two editions in a row.
    """
    known: dict[str, Visit] = {}
    buried: dict[str, Visit] = {}
    missing: set[str] = set()
    for days in range(_MEMORY_DAYS, -1, -1):
        try:
            seen = visits(settings, edition - timedelta(days=days), source)
        except UsageError:  # a damaged journal of another night is that night's matter
            continue
        known.update((url, visit) for url, visit in seen.items() if visit.archived and visit.outcome in GOOD)
        for url, visit in seen.items():
            if visit.role != PAGE or not visit.tries:
                continue
            if visit.outcome is Outcome.GONE or (visit.outcome is Outcome.NOT_FOUND and url in missing):
                buried[url] = visit
            elif visit.outcome is Outcome.NOT_FOUND:
                missing.add(url)
            elif visit.outcome in GOOD:
                missing.discard(url)
                buried.pop(url, None)
    files = {visit.warc_file for visit in known.values() if visit.warc_file is not None}
    there = {file for file in files if (settings.home / file).is_file()}
    return {url: visit for url, visit in known.items() if visit.warc_file in there}, buried


def _partial(path: Path) -> Path:
    return path.with_name(path.name + _PARTIAL)


def _complete(folder: Path, source: str) -> list[Path]:
    return sorted(folder.glob(f"{source}-[0-9][0-9][0-9][0-9][0-9].jsonl"))


def _rows(journal: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Yield each line of `journal` and its content. In one that was being written, what a kill left broken ends it."""
    with journal.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                row = None
            if row is not None:
                yield line, row
            elif journal.name.endswith(_PARTIAL):
                return
            else:
                raise usage_error(f"{journal} is damaged in line {number}", "Delete it to have its part fetched again.")
