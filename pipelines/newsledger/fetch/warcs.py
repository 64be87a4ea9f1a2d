"""Reading WARC files that others made, such as Common Crawl's CC-NEWS, as a source.

Belongs here: going through one file, naming each response and its place, going on behind what is damaged. Does not:
where the files are (`crawls`), our own archive (`archive`).

Each record is a gzip member of its own, so damage ends with its record: the next member is looked for, and what
stands behind it is read as if nothing had happened. Neither this library nor others say that a file was cut; whether
its last record ends with the file is checked here.
"""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import BinaryIO, TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsledger.fetch import archive
from newsledger.fetch.body import BodyError
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.verdict import classify
from newsledger.fetch.visit import Answer, Outcome

_GZIP = b"\x1f\x8b\x08"
_RECORD = b"WARC/1"
_BEGINNING = re.compile(_GZIP + rb"|\r\n\r\n" + _RECORD)
_OVERLAP = 9  # a beginning that the border between two steps may cut
_STEP = 1 << 16
_PAGES = (WarcRecordType.response, WarcRecordType.resource)
# A record's own head is a few hundred bytes; without a bound, a file of headers alone would be read into memory.
_MAX_HEAD = 1 << 16

T = TypeVar("T")


class PackedTogetherError(Exception):
    """The records of a file are packed as one, so that none can be read alone."""


@dataclass(slots=True)
class Tally:
    """What one file held: its pages, its records of other kinds, and the places where it is damaged, with why."""

    pages: int = 0
    others: Counter[str] = field(default_factory=Counter)
    damaged: dict[int, str] = field(default_factory=dict)
    last: int | None = None  # where the last whole record begins

    def __str__(self) -> str:
        records = self.pages + self.others.total()
        said = [f"{self.pages} responses of {records} records"]
        if self.last is not None:
            said.append(f"the last at byte {self.last}")
        if self.others:
            said.append("no pages: " + ", ".join(f"{n} {kind}" for kind, n in sorted(self.others.items())))
        if self.damaged:
            first, why = min(self.damaged.items())
            said.append(f"{len(self.damaged)} damaged, the first at byte {first}: {why}")
        return "; ".join(said)


class Response:
    """One page of a WARC file. What it holds can be asked for, once, until the next one is taken."""

    def __init__(self, record: WarcRecord, tally: Tally) -> None:
        self._record = record
        self._tally = tally
        self.url = archive.target(record)
        self.id = str(record.record_id)
        self.place: int = record.stream_pos

    def record(self) -> archive.Record:
        """Return what the record holds, whatever its status. OSError: it is damaged. BodyError: its packing is."""
        return archive.read_record(self._record)

    def answer(self, policy: FetchPolicy) -> Answer:
        """Return what the record holds. One that is damaged is unreadable, which its file's tally is told."""
        record = self._record
        http = record.http_headers if record.is_http_parsed else None
        headers = http.to_tuples() if http else (("Content-Type", record.headers.get("Content-Type") or ""),)
        moment = record.record_date.astimezone(UTC)
        if record.content_length > policy.max_sent:
            return Answer(Outcome.TOO_BIG, self.url, moment, f"more than {policy.max_sent} bytes")
        status = http.status_code if http else 200
        try:
            sent = archive.payload(record)
        except OSError as error:
            self._tally.damaged[self.place] = str(error)
            return Answer(Outcome.UNREADABLE, self.url, moment, f"its record is damaged: {error}", status, headers)
        if why := record.headers.get("WARC-Truncated"):
            return Answer(Outcome.INCOMPLETE_BODY, self.url, moment, f"its crawler cut it: {why}", status, headers)
        return classify(Answer(Outcome.FETCHED, self.url, moment, None, status, headers, sent), policy)


def read_warc(path: Path, tally: Tally) -> Iterator[Response]:
    """Yield each page in the WARC file at `path`, in order, and keep the `tally` of all its records.

    PackedTogetherError: no record can be read alone; what was yielded before stands.
    """
    return records(path, tally, _pages)


def records(path: Path, tally: Tally, of: Callable[[WarcRecord, Tally], Iterator[T]]) -> Iterator[T]:
    """Yield what `of` gives of each record in the WARC file at `path`, of whatever type, as `read_warc` does."""
    with path.open("rb") as file, path.open("rb") as beside:
        start: int | None = 0
        while start is not None:
            begun = False
            file.seek(start)
            try:
                for record in ArchiveIterator(file, WarcRecordType.any_type, max_header_len=_MAX_HEAD):
                    _check_own_member(beside, record.stream_pos)
                    begun, tally.last = True, record.stream_pos
                    yield from of(record, tally)
            except (OSError, ValueError) as error:
                place = tally.last if begun and tally.last is not None else start
                end = record_end(beside, place) if begun else None
                if end is not None:  # that record is whole: what comes next is not, or only what parts them
                    start = end
                else:
                    tally.damaged.setdefault(place, str(error))
                    start = _next_record(beside, place + 1)
            else:
                _check_end(beside, tally)
                return


def read_records(path: Path, tally: Tally) -> Iterator[tuple[str, archive.Record]]:
    """Yield the id and content of each page in the WARC file at `path`, as `read_warc` does, but for the damaged."""
    for response in read_warc(path, tally):
        try:
            record = response.record()
        except (OSError, BodyError) as error:
            tally.damaged[response.place] = str(error)
            continue
        yield response.id, record


def _pages(record: WarcRecord, tally: Tally) -> Iterator[Response]:
    if record.record_type not in _PAGES:
        tally.others[(record.headers.get("WARC-Type") or "unknown").lower()] += 1
    elif record.record_type == WarcRecordType.response and not record.is_http_parsed:
        tally.others["response without HTTP"] += 1
    elif not archive.target(record) or record.record_date is None:
        tally.damaged[record.stream_pos] = "it has no address or no date"
    else:
        tally.pages += 1
        yield Response(record, tally)


def _check_own_member(file: BinaryIO, place: int) -> None:
    file.seek(place)
    if file.read(2) not in (_GZIP[:2], _RECORD[:2]):
        raise PackedTogetherError("its records are packed together; `warcio recompress` makes them readable one by one")


def _next_record(file: BinaryIO, place: int) -> int | None:
    """Return where, from `place` on, the next record begins; None if there is none."""
    file.seek(place)
    window = b""
    while piece := file.read(_STEP):
        window += piece
        for found in _BEGINNING.finditer(window):
            at = place + (found.end() - len(_RECORD) if found[0].endswith(_RECORD) else found.start())
            if found[0] != _GZIP or _begins_record(file, at):
                return at
        kept = window[-_OVERLAP:]
        place += len(window) - len(kept)
        window = kept
        file.seek(place + len(window))
    return None


def _begins_record(file: BinaryIO, place: int) -> bool:
    """Whether a packed record begins at `place`: the three bytes of a gzip head also come up by chance."""
    file.seek(place)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(512), 8).startswith(_RECORD)
    except zlib.error:
        return False


def _check_end(file: BinaryIO, tally: Tally) -> None:
    """Note the record that the file ends within: whoever reads it is not told."""
    place = tally.last or 0
    size = file.seek(0, 2)
    while place < size:
        end = record_end(file, place)
        if end is None or end > size:
            tally.damaged.setdefault(place, "the file ends within the record")
            return
        place = end


def record_end(file: BinaryIO, place: int) -> int | None:
    """Return where the record that begins at `place` ends; None if it is not whole."""
    file.seek(place)
    head = file.read(_MAX_HEAD)
    if not head.startswith(_GZIP[:2]):
        head = head.partition(b"\r\n\r\n")[0]
        stated = re.search(rb"(?im)^content-length:\s*(\d+)", head)
        end = place + len(head) + 4 + int(stated[1]) + 4 if stated else place
        file.seek(end)
        return end if end > place and file.read(len(_RECORD)) in (_RECORD, b"") else None
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    read, piece = 0, head
    try:
        while piece and not unpacker.eof:
            read += len(piece)
            while piece and not unpacker.eof:  # in steps, as a megabyte of zeros takes a kilobyte
                unpacker.decompress(piece, _STEP)
                piece = unpacker.unconsumed_tail
            piece = b"" if unpacker.eof else file.read(_STEP)
    except zlib.error:
        return None
    return place + read - len(unpacker.unused_data) if unpacker.eof else None
