"""WARC files that others made, as a source."""

import gzip
import io

import pytest
from fastwarc.warc import ArchiveIterator
from fault_server import ARTICLE, LOOPBACK
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from warcio.warcwriter import WARCWriter

from newsledger.config import Source
from newsledger.fetch import read_body
from newsledger.fetch.warcs import Tally, read_warc


def response(body: bytes = ARTICLE, status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in {"Content_Type": "text/html", **headers}.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def write_warc(*records: tuple[str, bytes], packed: bool = True, **warc_headers: str) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "a crawler"}))
    for url, block in records:
        named = {name.replace("_", "-"): value for name, value in warc_headers.items()}
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(block), length=len(block), warc_headers_dict=named
            )
        )
    return file.getvalue()


TWO = (("https://news.example/1", response()), ("https://news.example/2", response(ARTICLE + b"2")))


@pytest.fixture
def crawl(tmp_path):
    folder = tmp_path / "crawl"
    folder.mkdir()
    return folder


@pytest.fixture
def read_crawl(crawl, fetch):
    return lambda **options: fetch(Source(name="cc", kind="warc", place=str(crawl)), **options)


@pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False)])
def test_each_response_is_a_row_and_its_body_is_read_where_it_is(crawl, read_crawl, settings, name, packed):
    (crawl / name).write_bytes(write_warc(*TWO, packed=packed))
    rows = read_crawl()
    for n, body in ((1, ARTICLE), (2, ARTICLE + b"2")):
        row = rows[f"https://news.example/{n}"]
        assert (row["outcome"], row["status"], row["content_type"]) == ("fetched", 200, "text/html")
        assert read_body(settings.home, row["warc_file"], row["warc_offset"]) == body
    listing, last = rows[f"file://cc/{name}"], rows["https://news.example/2"]["warc_offset"]
    assert listing["reason"] == f"2 responses of 3 records; the last at byte {last}; no pages: 1 warcinfo"
    assert (listing["outcome"], listing["warc_offset"]) == ("listed", last)


def test_it_can_be_read_after_the_original_is_gone(crawl, read_crawl, settings):
    (crawl / "a.warc.gz").write_bytes(write_warc(*TWO))
    row = read_crawl()["https://news.example/1"]
    (crawl / "a.warc.gz").unlink()
    assert read_body(settings.home, row["warc_file"], row["warc_offset"]) == ARTICLE


def test_packed_and_chunked_bodies_are_undone(crawl, read_crawl, settings):
    chunked = (
        b"5\r\n" + ARTICLE[:5] + b"\r\n" + f"{len(ARTICLE) - 5:x};x=1\r\n".encode() + ARTICLE[5:] + b"\r\n0\r\n\r\n"
    )
    records = {
        "gzip": response(gzip.compress(ARTICLE), Content_Encoding="gzip"),
        "label": response(ARTICLE, Content_Encoding="gzip"),
        "chunked": response(chunked, Transfer_Encoding="chunked"),
        "undone": response(ARTICLE, Transfer_Encoding="chunked"),
    }
    (crawl / "a.warc.gz").write_bytes(write_warc(*((f"https://{n}.example/", b) for n, b in records.items())))
    rows = read_crawl()
    for name in records:
        row = rows[f"https://{name}.example/"]
        assert row["outcome"] == "fetched", name
        assert read_body(settings.home, row["warc_file"], row["warc_offset"]) == ARTICLE, name


def test_what_is_no_page_or_no_success_says_so(crawl, read_crawl):
    records = (
        ("https://news.example/404", response(status="404 Not Found")),
        ("https://news.example/pdf", response(b"%PDF-1.7")),
        ("https://news.example/cut", response(gzip.compress(ARTICLE)[:-9], Content_Encoding="gzip")),
    )
    (crawl / "a.warc.gz").write_bytes(write_warc(*records))
    rows = read_crawl()
    assert [rows[url]["outcome"] for url, _ in records] == ["not_found", "not_html", "incomplete_body"]


def test_a_page_that_its_crawler_cut_is_not_whole(crawl, read_crawl):
    (crawl / "a.warc.gz").write_bytes(write_warc(TWO[0], WARC_Truncated="length"))
    row = read_crawl()["https://news.example/1"]
    assert row["outcome"] == "incomplete_body"
    assert "length" in row["reason"]


def places(warc: bytes) -> list[int]:
    return [record.stream_pos for record in ArchiveIterator(io.BytesIO(warc))]


# One description of the file and four pages.
FOUR = tuple((f"https://news.example/{n}", response(ARTICLE + b"%d" % n)) for n in range(4))
WHOLE = {packed: write_warc(*FOUR, packed=packed) for packed in (True, False)}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("before_end", [1, 3, 40, 200])
def test_of_a_cut_file_the_whole_records_are_kept_and_the_cut_is_told(packed, before_end, crawl, read_crawl):
    whole = WHOLE[packed]
    name = "a.warc.gz" if packed else "a.warc"
    (crawl / name).write_bytes(whole[:-before_end])
    rows = read_crawl()
    assert all(rows[url]["outcome"] == "fetched" for url, _ in FOUR[:3])
    last = rows.get(FOUR[3][0])
    # Of the last record nothing that counts may be missing; if its head came, it has a row that says what is wrong.
    assert last is None or last["outcome"] == ("fetched" if before_end < 10 else "unreadable")
    listing = rows[f"file://cc/{name}"]
    assert listing["outcome"] == "listing_damaged"
    assert f"1 damaged, the first at byte {places(whole)[-1]}: " in listing["reason"]


@pytest.mark.parametrize("into_record", [0, 1, 30, 150])
def test_a_file_cut_at_the_head_of_a_record_is_told_from_one_that_ends(into_record, crawl, read_crawl):
    whole = WHOLE[True]
    (crawl / "a.warc.gz").write_bytes(whole[: places(whole)[3] + into_record])
    rows = read_crawl()
    assert rows["file://cc/a.warc.gz"]["outcome"] == ("listing_damaged" if into_record else "listed")
    assert rows[FOUR[1][0]]["outcome"] == "fetched"
    assert FOUR[3][0] not in rows


@given(data=st.data())
@settings_of(max_examples=60, deadline=None)
def test_a_flipped_byte_costs_at_most_its_own_record(data, tmp_path_factory):
    packed = data.draw(st.booleans())
    whole = WHOLE[packed]
    at = data.draw(st.integers(0, len(whole) - 1))
    path = tmp_path_factory.mktemp("crawl") / "a.warc"
    path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    tally = Tally()
    answers = {found.url: found.answer(LOOPBACK) for found in read_warc(path, tally)}
    good = {url for url, answer in answers.items() if answer.outcome == "fetched"}
    hit = sum(place <= at for place in places(whole)) - 2  # -1 is the file's own description
    assert {url for url, _ in FOUR} - good <= {FOUR[hit][0]}
    for url, block in FOUR:
        if url in good:
            assert answers[url].body == block.partition(b"\r\n\r\n")[2]
    assert len(tally.damaged) <= 1


def test_behind_a_damaged_record_the_reading_goes_on(crawl, read_crawl):
    whole = WHOLE[True]
    at = places(whole)[2] + 40
    (crawl / "a.warc.gz").write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
    rows = read_crawl()
    assert [rows[url]["outcome"] for url, _ in FOUR if url in rows] == ["fetched"] * 3
    assert FOUR[1][0] not in rows
    listing = rows["file://cc/a.warc.gz"]
    assert listing["outcome"] == "listing_damaged"
    assert listing["reason"].startswith(f"3 responses of 4 records; the last at byte {places(whole)[4]}; ")
    assert f"1 damaged, the first at byte {places(whole)[2]}: " in listing["reason"]


def test_a_changed_body_is_found_by_its_digest(crawl, read_crawl):
    plain = write_warc(*TWO, packed=False)
    (crawl / "a.warc").write_bytes(plain.replace(b"Some words.</p></body></html>2", b"Some lies!!</p></body></html>2"))
    rows = read_crawl()
    assert rows["https://news.example/2"]["outcome"] == "unreadable"
    assert "digest" in rows["https://news.example/2"]["reason"]
    assert "digest" in rows["file://cc/a.warc"]["reason"]


def test_records_that_are_no_pages_are_counted_by_kind(crawl, read_crawl):
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)

    def write(url: str, kind: str, block: bytes, content_type: str = "", **headers: str) -> None:
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(block),
            length=len(block),
            warc_content_type=content_type,
            warc_headers_dict={name.replace("_", "-"): value for name, value in headers.items()},
        )
        writer.write_record(record)

    write("https://news.example/1", "request", b"GET /1 HTTP/1.1\r\nHost: news.example\r\n\r\n")
    write("https://news.example/1", "response", response())
    write("https://news.example/1", "metadata", b"fetchTimeMs: 3", "application/warc-fields")
    write("dns:news.example", "response", b"20250524\nnews.example. 300 IN A 192.0.2.1", "text/dns")
    write("https://news.example/old", "revisit", b"", WARC_Profile="http://netpreserve.org/warc/1.0/revisit/x")
    write("https://news.example/page.txt", "resource", b"A plain text of a few words.", "text/plain")
    (crawl / "a.warc.gz").write_bytes(file.getvalue())
    rows = read_crawl()
    assert {url for url, row in rows.items() if row["role"] == "page"} == {
        "https://news.example/1",
        "https://news.example/page.txt",
    }
    counted = "no pages: 1 metadata, 1 request, 1 response without HTTP, 1 revisit"
    assert rows["file://cc/a.warc.gz"]["reason"].startswith("2 responses of 6 records")
    assert counted in rows["file://cc/a.warc.gz"]["reason"]


def test_records_packed_together_cannot_be_read_alone_and_are_refused(crawl, read_crawl):
    (crawl / "a.warc.gz").write_bytes(gzip.compress(write_warc(*TWO, packed=False)))
    row = read_crawl()["file://cc/a.warc.gz"]
    assert row["outcome"] == "listing_damaged"
    assert "warcio recompress" in row["reason"]


def test_one_address_twice_is_one_row_and_counted(crawl, read_crawl):
    (crawl / "a.warc.gz").write_bytes(write_warc(TWO[0], TWO[0], TWO[1]))
    (crawl / "b.warc.gz").write_bytes(write_warc(TWO[1]))
    rows = read_crawl()
    assert rows["file://cc/a.warc.gz"]["reason"].endswith("; 1 more of the same addresses")
    assert rows["file://cc/b.warc.gz"]["reason"].endswith("; 1 more of the same addresses")


def test_a_limit_ends_the_reading_and_says_so(crawl, fetch):
    (crawl / "a.warc.gz").write_bytes(write_warc(*TWO))
    rows = fetch(Source(name="cc", kind="warc", place=str(crawl / "a.warc.gz"), max_documents=1))
    assert rows["file://cc/a.warc.gz"]["reason"].endswith("; the rest is beyond max_documents")
    assert "https://news.example/2" not in rows


def test_a_file_that_was_replaced_does_not_pull_the_old_one_from_under_its_rows(crawl, read_crawl, settings):
    (crawl / "a.warc.gz").write_bytes(write_warc(*TWO))
    first = read_crawl()
    (crawl / "a.warc.gz").unlink()
    (crawl / "a.warc.gz").write_bytes(write_warc(("https://news.example/2", response(b"<html>corrected</html>"))))
    second = read_crawl(refetch=True)
    one, two = second["https://news.example/1"], second["https://news.example/2"]
    assert one == first["https://news.example/1"]
    assert read_body(settings.home, one["warc_file"], one["warc_offset"]) == ARTICLE
    assert read_body(settings.home, two["warc_file"], two["warc_offset"]) == b"<html>corrected</html>"
    assert second == read_crawl(refetch=True) | {"file://cc/a.warc.gz": second["file://cc/a.warc.gz"]}


def test_something_else_is_told(crawl, read_crawl):
    row = read_crawl()["file://cc/"]
    assert row["outcome"] == "not_a_listing"
    (crawl / "a.warc.gz").write_bytes(b"not a warc")
    rows = read_crawl(refetch=True)
    assert rows["file://cc/a.warc.gz"]["outcome"] == "not_a_listing"
