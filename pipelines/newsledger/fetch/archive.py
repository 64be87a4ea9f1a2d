"""The WARC archive: every answer byte for byte, one gzip member per record, so that one can be read alone.

Belongs here: writing and reading records. Does not: which records belong to a finished run (`journal`), WARC files
that others made, as a source (`warcs`).
"""

import errno
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from warcio.warcwriter import WARCWriter

from newsledger.errors import usage_error
from newsledger.fetch.body import BodyError, unpack
from newsledger.fetch.visit import Answer

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# A record was unpacked once before it was archived; this only bounds what a tampered file can do.
_MAX_BODY = 64 << 20


class ArchiveError(Exception):
    """A record of the archive is missing or damaged; the message names the file and the place in it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One archived answer: its body unpacked, and what its headers said."""

    url: str
    body: bytes = field(repr=False)
    status: int | None = None
    content_type: str | None = None  # the whole header, with its charset
    headers: tuple[tuple[str, str], ...] = ()


@contextmanager
def writing_to(home: Path) -> Iterator[None]:
    """Say of a full disk that it is full: UsageError, with what to do."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise usage_error(
            f"The disk of {home} is full", "Free some space and run again: it goes on where it ended."
        ) from error


def append(file: BinaryIO, url: str, answer: Answer) -> None:
    """Append `answer` for `url` to the WARC open at `file`: an HTTP response, or a resource where it was a file."""
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False, warc_version="1.1")
    sent = answer.sent or b""
    if answer.status is None:
        block, kind, content_type = sent, "resource", answer.content_type or "application/octet-stream"
    else:
        block, kind, content_type = _http_head(answer) + sent, "response", ""
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(block),
        length=len(block),
        warc_content_type=content_type,
        warc_headers_dict={"WARC-Date": answer.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")},
    )
    writer.write_record(record)
    # The writer's own packing is at level 9: half as fast, and 1 % smaller.
    file.write(zlib.compress(plain.getvalue(), 6, wbits=zlib.MAX_WBITS | 16))
    file.flush()


def read(home: Path, warc_file: str, warc_offset: int) -> Record:
    """Return the record that begins at `warc_offset` of `warc_file`, relative to the data folder `home`.

    ArchiveError: the file is not there, no record begins at that place, or its digest does not fit its bytes.
    """
    place = f"{warc_file} at byte {warc_offset}"
    try:
        with (home / warc_file).open("rb") as file:
            file.seek(warc_offset)
            found = next(iter(ArchiveIterator(file, WarcRecordType.response | WarcRecordType.resource)), None)
            if found is None or found.stream_pos != warc_offset:
                raise ArchiveError(f"{place}: no record of a page begins there, or it was redacted")
            return read_record(found)
    except BodyError as error:
        raise ArchiveError(f"{place}: {error.reason}") from None
    except OSError as error:
        raise ArchiveError(f"{place}: {error}") from None


def read_body(home: Path, warc_file: str, warc_offset: int) -> bytes:
    """Return the unpacked body of one record, as `read` does."""
    return read(home, warc_file, warc_offset).body


def read_record(record: WarcRecord) -> Record:
    """Return what a WARC record at hand holds. OSError: it is cut short or damaged. BodyError: its packing is."""
    http = record.http_headers if record.is_http_parsed else None
    headers = http.to_tuples() if http else ()
    sent = payload(record)
    body, _ = unpack(sent, _header(headers, "content-encoding") or "", _MAX_BODY)
    return Record(
        target(record),
        body,
        http.status_code if http else None,
        _header(headers, "content-type") if http else record.headers.get("Content-Type"),
        headers,
    )


def target(record: WarcRecord) -> str:
    """Return the address that a WARC record is about."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def payload(record: WarcRecord) -> bytes:
    """Return the bytes that a WARC record holds, chunks undone. OSError: they are cut short or damaged."""
    is_http = record.is_http_parsed
    digest = record.headers.get("WARC-Payload-Digest" if is_http else "WARC-Block-Digest") or ""
    verify = record.verify_payload_digest if is_http else record.verify_block_digest
    # Both libraries take a file that was cut in the middle of a record for a complete one.
    if digest.startswith("sha1:") and not verify(consume=False):
        raise OSError("its digest does not fit its bytes: the file was cut or changed")
    expected = record.content_length
    sent = record.reader.read()
    if len(sent) < expected:
        raise OSError(f"it holds {len(sent)} of {expected} bytes: the file was cut")
    transfer = record.http_headers.get("Transfer-Encoding", "") if is_http else ""
    return _without_chunks(sent) if (transfer or "").lower() == "chunked" else sent


def _without_chunks(sent: bytes) -> bytes:
    """Return `sent` without its chunk sizes; as it is where the writer undid the chunks and kept the header."""
    pieces: list[bytes] = []
    rest = sent
    while True:
        size, found, rest = rest.partition(b"\r\n")
        try:
            length = int(size.partition(b";")[0], 16) if found else -1
        except ValueError:
            length = -1
        if length < 0 or rest[length : length + 2] != b"\r\n":
            return b"".join(pieces) if found and length == 0 else sent
        pieces.append(rest[:length])
        rest = rest[length + 2 :]
        if length == 0:
            return b"".join(pieces)


def _http_head(answer: Answer) -> bytes:
    status = answer.status or 0
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {value}" for name, value in answer.headers), "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def _header(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)
