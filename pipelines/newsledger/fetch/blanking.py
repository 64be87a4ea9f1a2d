"""Blanking pages in the archive: their records, the listings that name them, and their lines in the journals.

Belongs here: what a redaction changes below ``raw/`` and ``trials/``. Does not: what else holds the words, and why they
go (`newsledger.redaction`).

A record is replaced by one of exactly its length that says what was there and why it is gone: so the records behind it
stay where the tables say they are. A file is written anew beside the old one and takes its name, as it may be a link
to a file of yours. A listing goes whole, as feeds quote what they name; the next run asks for it again.
"""

import json
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsledger.fetch import archive
from newsledger.fetch.body import BodyError, unpack
from newsledger.fetch.identity import canonical_url
from newsledger.fetch.visit import Answer, Outcome, Visit
from newsledger.fetch.warcs import PackedTogetherError, Tally, record_end, records
from newsledger.whole_files import written_whole

_MAX_LISTING = 64 << 20
_PAGE_BEGINS = 2048  # of its bytes: within these, a page says that it is HTML
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_EMPTY_BLOCK = b"\0\0\0\xff\xff"  # of deflate: five bytes that unpack to nothing


def redacted(url: str, reason: str) -> Answer:
    """Return the answer for a page that is not asked for: it was taken down, for `reason`."""
    return Answer(Outcome.REDACTED, url, datetime.now(UTC), _why(reason), tries=0)


def is_closed(closed: Mapping[str, str], *urls: str | None) -> str | None:
    """Return why one of `urls` is closed; None if none is."""
    if not closed:
        return None
    return next((closed[url] for url in map(canonical_url, filter(None, urls)) if url in closed), None)


def blank_archive(home: Path, closed: Mapping[str, str], progress: Callable[[int, int], None]) -> int:
    """Blank all that the archive below `home` holds of the pages at the canonical addresses `closed`, with reasons.

    Return how many records that were. What is blanked already stays as it is.
    """
    for folder in ("raw", "trials"):
        for unfinished in (home / folder).rglob("*.unfinished"):  # of a redaction that was killed
            unfinished.unlink()
    files = [path for folder in ("raw", "trials") for path in sorted((home / folder).rglob("*")) if path.is_file()]
    count = 0
    for done, path in enumerate(files):
        progress(done, len(files))
        if path.name.removesuffix(".partial").endswith(".jsonl"):
            _blank_journal(path, closed)
        elif path.name.removesuffix(".partial").endswith((".warc", ".warc.gz")):
            count += blank_records(path, closed)
    progress(len(files), len(files))
    return count


def blank_records(path: Path, closed: Mapping[str, str]) -> int:
    """Blank the records of the pages `closed`, and of listings that name one, in the WARC file at `path`.

    Return how many they were. A file whose records are packed together, so that none can be replaced, is removed if
    it holds such a page.
    """
    try:
        found = list(records(path, Tally(), lambda record, _: _hits(record, closed)))
    except PackedTogetherError:
        with path.open("rb") as file:
            if not any(list(_hits(record, closed)) for record in ArchiveIterator(file, WarcRecordType.any_type)):
                return 0
        path.unlink()
        return 1
    if not found:
        return 0
    with written_whole(path) as unfinished:
        with path.open("rb") as old, unfinished.open("wb") as new:
            for start, url, reason in found:
                _copy(old, new, start)
                end = record_end(old, start) or path.stat().st_size
                new.write(_tombstone(path, url, reason, end - start))
                old.seek(end)
            _copy(old, new, None)
            new.flush()
            os.fsync(new.fileno())
        unfinished.chmod(path.stat().st_mode & 0o777)
    return len(found)


def blank_visit(visit: Visit, reason: str) -> Visit:
    """Return what is left of `visit` when its page was taken down: that it was looked at, when, and the reason."""
    return Visit(
        visit.role,
        visit.url,
        visit.canonical_url,
        Outcome.REDACTED,
        visit.fetched_at,
        reason=_why(reason),
        tries=visit.tries,
        hops=visit.hops,
    )


def _hits(record: WarcRecord, closed: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    url = archive.target(record)
    if record.record_type == WarcRecordType.metadata and record.headers.get("Content-Type") == _TOMBSTONE_TYPE:
        return
    reason = closed.get(canonical_url(url)) or _named_in(record, closed)
    if reason is not None:
        yield record.stream_pos, url, reason


def _named_in(record: WarcRecord, closed: Mapping[str, str]) -> str | None:
    """Return why a listing is blanked that names one of the addresses; None for pages, and listings that name none."""
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return None
    try:
        body = archive.read_record(record).body
        if body.startswith(b"\x1f\x8b"):  # a packed sitemap
            body, _ = unpack(body, "gzip", _MAX_LISTING)
    except (OSError, BodyError):
        return None
    begins = body[:_PAGE_BEGINS].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not begins.startswith((b"<", b"{", b"[")) or b"<html" in begins or b"<!doctype html" in begins:
        return None
    text = unescape(_text(body))
    named = {canonical_url(address) for address in _ADDRESS.findall(text)}
    return next((why for address, why in closed.items() if address in named or _end_of(address) in text), None)


def _text(listing: bytes) -> str:
    try:
        return json.dumps(json.loads(listing), ensure_ascii=False)  # without escapes
    except ValueError:
        return listing.decode("utf-8", "replace").replace("\\/", "/")


def _end_of(address: str) -> str:
    """Return what stands in most forms of `address`, relative ones too: its path without a slash at its end."""
    path = address.partition("://")[2].partition("/")[2]
    return path.strip("/") or address.partition("://")[2]


def _copy(old: BinaryIO, new: BinaryIO, end: int | None) -> None:
    while piece := old.read(1 << 20 if end is None else min(1 << 20, end - old.tell())):
        new.write(piece)


_TOMBSTONE_TYPE = "text/x-newsledger-redacted"


def _tombstone(path: Path, url: str, reason: str, length: int) -> bytes:
    """Return a record of `length` bytes that says what was here; where that has no room, one that says less."""
    fill = _packed if path.name.removesuffix(".partial").endswith(".gz") else _plain
    heads = (f"WARC-Target-URI: {url}\r\n", "")
    for head, text in ((heads[0], _why(reason)), (heads[0], ""), (heads[1], "")):
        if (filled := fill(head, text.encode(), length)) is not None:
            return filled
    return b"\0" * length  # shorter than any record: what was here was damaged


def _record(head: str, block: bytes, filler: int = 0) -> bytes:
    lines = f"WARC/1.1\r\nWARC-Type: metadata\r\n{head}WARC-Date: {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\r\n"
    lines += f"Content-Type: {_TOMBSTONE_TYPE}\r\n"
    body = block + b" " * filler
    return f"{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def _packed(head: str, block: bytes, length: int) -> bytes | None:
    """Return it as one gzip member, filled up with blocks of nothing."""
    record = _record(head, block)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    content = packer.compress(record) + packer.flush(zlib.Z_FULL_FLUSH)
    end = b"\1" + _EMPTY_BLOCK[1:] + zlib.crc32(record).to_bytes(4, "little") + len(record).to_bytes(4, "little")
    room = length - 10 - len(content) - len(end)
    if room < 0:
        return None
    blocks, rest = divmod(room, len(_EMPTY_BLOCK))
    comment = b" " * (rest - 1) + b"\0" if rest else b""  # of the member's head
    flags = b"\x10" if comment else b"\0"
    return b"\x1f\x8b\x08" + flags + b"\0\0\0\0\0\xff" + comment + content + _EMPTY_BLOCK * blocks + end


def _plain(head: str, block: bytes, length: int) -> bytes | None:
    """Return it as it is, filled up with spaces."""
    for more in range(4):  # where the stated length gets another digit, a byte more of head makes up for it
        longer = f"{head}WARC-Filler: {'.' * more}\r\n"
        room = length - len(_record(longer, block))
        for filler in range(max(0, room - 8), room + 1):
            if len(record := _record(longer, block, filler)) == length:
                return record
    return None


def _blank_journal(path: Path, closed: Mapping[str, str]) -> None:
    lines, changed = [], False
    for line in path.read_bytes().splitlines(keepends=True):
        lines.append(line)
        try:
            row = json.loads(line)
            visit = Visit.from_json(row["visit"])
        except (ValueError, KeyError, TypeError):
            continue
        reason = is_closed(closed, visit.url, visit.canonical_url, visit.final_url)
        if reason is not None and visit.outcome is not Outcome.REDACTED:
            row["visit"] = blank_visit(visit, reason).to_json()
            lines[-1] = (json.dumps(row, ensure_ascii=False) + "\n").encode()
            changed = True
    if changed:
        with written_whole(path) as unfinished:
            unfinished.write_bytes(b"".join(lines))


def _why(reason: str) -> str:
    return f"it was taken down: {reason}"
