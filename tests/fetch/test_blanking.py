"""A record of the archive is blanked in its place, and every other one stays where it was."""

import gzip
import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsledger.fetch import ArchiveError, archive
from newsledger.fetch.blanking import blank_archive, blank_records
from newsledger.fetch.visit import Answer, Outcome
from newsledger.fetch.warcs import Tally, read_warc

NOW = datetime(2025, 5, 24, tzinfo=UTC)
FEED = b"<rss><item><link>https://news.example/gone?from=rss</link><title>Secret words</title></item></rss>"


def record(path: Path, url: str, body: bytes, content_type: str = "text/html") -> int:
    headers = (("Content-Type", content_type),)
    with path.open("ab") as file:
        place = file.tell()
        archive.append(file, url, Answer(Outcome.FETCHED, url, NOW, status=200, headers=headers, sent=body))
    return place


@pytest.fixture(params=["a.warc.gz", "a.warc", "a.warc.gz.partial"])
def warc(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An archive file whose records are packed, or not."""
    return tmp_path / request.param


def written(warc: Path, *pages: tuple[str, bytes]) -> list[int]:
    """Write pages and return their places."""
    packed = warc.with_name("packed")
    places = [record(packed, url, body) for url, body in pages]
    if ".gz" in warc.name:
        packed.rename(warc)
        return places
    data, ends = packed.read_bytes(), [*places[1:], packed.stat().st_size]
    members = [gzip.decompress(data[start:end]) for start, end in zip(places, ends, strict=True)]
    warc.write_bytes(b"".join(members))
    return [sum(map(len, members[:n])) for n in range(len(members))]


def body_of(seed: int, size: int) -> bytes:
    return b"<html>" + random.Random(seed).randbytes(size).hex().encode()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 6, 7, 700, 9_000, 200_000])
def test_a_page_of_any_size_is_blanked_in_its_place(warc, size):
    pages = [(f"https://news.example/{name}", body_of(size + n, size)) for n, name in enumerate(("a", "gone", "b"))]
    places = written(warc, *pages)
    before = warc.stat().st_size
    assert blank_records(warc, {"https://news.example/gone": "court order"}) == 1
    assert warc.stat().st_size == before
    for (url, body), place in zip(pages, places, strict=True):
        if "gone" in url:
            with pytest.raises(ArchiveError, match="or it was redacted"):
                archive.read(warc.parent, warc.name, place)
        else:
            assert archive.read(warc.parent, warc.name, place).body == body
    tally = Tally()
    assert [page.place for page in read_warc(warc, tally)] == [places[0], places[2]]
    assert (tally.damaged, tally.others) == ({}, {"metadata": 1})
    with warc.open("rb") as file:  # another library reads it too, and is told why
        blanked = [r.content_stream().read() for r in ArchiveIterator(file) if r.rec_type == "metadata"]
    assert blanked[0].strip() == b"it was taken down: court order"
    assert blank_records(warc, {"https://news.example/gone": "court order"}) == 0


def test_an_address_is_known_in_all_its_forms(warc):
    written(
        warc,
        ("http://www.news.example/gone/?utm_source=x", b"<html>Secret words"),
        ("https://news.example/b", b"<html>"),
    )
    assert blank_records(warc, {"https://news.example/gone": "court order"}) == 1


def test_a_listing_that_quotes_the_page_goes_and_a_page_that_links_to_it_stays(tmp_path):
    warc = tmp_path / "a.warc.gz"
    linking = b'<!doctype html><html><a href="https://news.example/gone">Secret words</a>'
    feed = record(warc, "https://news.example/feed", FEED, "application/rss+xml")
    page = record(warc, "https://news.example/other", linking)
    packed = record(warc, "https://news.example/sitemap.xml.gz", gzip.compress(FEED), "application/gzip")
    as_json = record(warc, "https://news.example/feed.json", b'{"items": [{"url": "https:\\/\\/news.example\\/gone"}]}')
    others = record(warc, "https://news.example/other-feed", FEED.replace(b"gone", b"here"), "application/rss+xml")
    assert blank_records(warc, {"https://news.example/gone": "court order"}) == 3
    for place in (feed, packed, as_json):
        with pytest.raises(ArchiveError):
            archive.read(tmp_path, warc.name, place)
    assert archive.read(tmp_path, warc.name, page).body == linking
    assert b"here" in archive.read(tmp_path, warc.name, others).body


def test_a_file_that_the_archive_shares_with_its_owner_is_left_to_him(tmp_path):
    own, held = tmp_path / "mine.warc.gz", tmp_path / "raw" / "2025-05-24" / "crawl-00000.mine.warc.gz"
    record(own, "https://news.example/gone", b"<html>Secret words")
    held.parent.mkdir(parents=True)
    os.link(own, held)
    before = own.read_bytes()
    assert blank_archive(tmp_path, {"https://news.example/gone": "court order"}, lambda done, total: None) == 1
    assert own.read_bytes() == before
    assert b"Secret" not in gzip.decompress(held.read_bytes())


def test_a_file_whose_records_are_packed_together_goes_whole(tmp_path):
    single, warc = tmp_path / "single.warc.gz", tmp_path / "a.warc.gz"
    for name in ("here", "gone"):
        record(single, f"https://news.example/{name}", b"<html>Secret words")
    warc.write_bytes(gzip.compress(gzip.decompress(single.read_bytes())))
    assert blank_records(warc, {"https://news.example/elsewhere": "court order"}) == 0
    assert warc.exists()
    assert blank_records(warc, {"https://news.example/gone": "court order"}) == 1
    assert not warc.exists()


def test_a_damaged_record_does_not_hide_the_page_behind_it(tmp_path):
    warc = tmp_path / "a.warc.gz"
    record(warc, "https://news.example/first", body_of(1, 3_000))
    gone = record(warc, "https://news.example/gone", b"<html>Secret words")
    last = record(warc, "https://news.example/last", b"<html>last")
    data = bytearray(warc.read_bytes())
    data[500:900] = b"\xff" * 400
    warc.write_bytes(bytes(data))
    assert blank_records(warc, {"https://news.example/gone": "court order"}) == 1
    with pytest.raises(ArchiveError):
        archive.read(tmp_path, warc.name, gone)
    assert archive.read(tmp_path, warc.name, last).body == b"<html>last"


@pytest.mark.parametrize(
    "feed",
    [
        "<rss><item><link>http://www.news.example/café?b=2&amp;utm_source=rss&amp;a=1</link></item></rss>".encode(),
        b"<rss><item><link>https://news.example/caf%c3%a9?b=2&amp;a=1</link></item></rss>",
        b'{"items": [{"url": "https:\\/\\/news.example\\/caf\\u00e9?a=1&b=2"}]}',
        b'{"items": [{"content_html": "<a href=\\"https://news.example/caf%C3%A9?b=2&a=1\\">Secret</a>"}]}',
    ],
)
def test_a_listing_may_name_the_page_in_any_form_of_its_address(tmp_path, feed):
    warc = tmp_path / "a.warc.gz"
    record(warc, "https://news.example/feed", feed, "application/rss+xml")
    assert blank_records(warc, {"https://news.example/caf%C3%A9?a=2&b=2": "another one"}) == 0
    assert blank_records(warc, {"https://news.example/caf%C3%A9?a=1&b=2": "court order"}) == 1


def test_what_a_killed_redaction_left_half_written_goes(tmp_path):
    half = tmp_path / "raw" / "2025-05-24" / "news-00000.warc.gz.1-2.unfinished"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"Secret words")
    assert blank_archive(tmp_path, {}, lambda done, total: None) == 0
    assert not half.exists()
