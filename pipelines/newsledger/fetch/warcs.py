"""Reading WARC files that others made, such as Common Crawl's CC-NEWS, as a source.

Belongs here: going through one file, naming each response and its place, saying where the file is damaged. Does
not: our own archive (`archive`).
"""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsledger.fetch import archive
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import Answer, Outcome
from newsledger.fetch.web import classify

_SUFFIXES = (".warc", ".warc.gz")


class WarcDamagedError(Exception):
    """A WARC file cannot be read further; the message says where and why."""


def warc_files(place: Path) -> list[Path]:
    """Return the WARC files that `place` is or holds, by name."""
    if place.is_dir():
        return sorted(path for path in place.iterdir() if path.name.endswith(_SUFFIXES) and path.is_file())
    return [place] if place.is_file() else []


def read_warc(path: Path, policy: FetchPolicy) -> Iterator[tuple[str, Answer, int]]:
    """Yield the address, answer and offset of each response in the WARC file at `path`.

    WarcDamagedError: the file is cut, broken, or packed so that no record can be read alone; what was yielded
    before stands.
    """
    place = 0
    with path.open("rb") as file, path.open("rb") as probe:
        try:
            for record in ArchiveIterator(file, WarcRecordType.response | WarcRecordType.resource):
                place = record.stream_pos
                _check_own_member(probe, place)
                yield archive.target(record), _answer(record, policy), place
        except OSError as error:
            raise WarcDamagedError(f"damaged from byte {place} on: {error}") from None


def _answer(record: WarcRecord, policy: FetchPolicy) -> Answer:
    http = record.http_headers if record.is_http_parsed else None
    content_type = None if http else record.headers.get("Content-Type", "")
    headers = http.to_tuples() if http else (("Content-Type", content_type or ""),)
    url = archive.target(record)
    if not url or record.record_date is None:
        raise OSError("a record has no address or no date")
    moment = record.record_date.astimezone(UTC)
    if record.content_length > policy.max_sent:
        return Answer(Outcome.TOO_BIG, url, moment, f"more than {policy.max_sent} bytes")
    sent = archive.payload(record)
    answer = Answer(Outcome.FETCHED, url, moment, None, http.status_code if http else 200, headers, sent)
    if record.headers.get("WARC-Truncated"):
        why = record.headers.get("WARC-Truncated")
        return Answer(Outcome.INCOMPLETE_BODY, url, moment, f"its crawler cut it: {why}", answer.status, headers)
    return classify(answer, policy)


def _check_own_member(probe: BinaryIO, place: int) -> None:
    probe.seek(place)
    if probe.read(2) not in (b"\x1f\x8b", b"WA"):
        raise OSError("its records are packed together; `warcio recompress` makes them readable one by one")
