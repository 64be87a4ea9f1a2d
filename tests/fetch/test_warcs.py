"""WARC files that others made, as a source."""

import gzip
import io

import pytest
from fault_server import ARTICLE
from warcio.warcwriter import WARCWriter

from newsledger.config import Source
from newsledger.fetch import read_body


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
    assert rows[f"file://cc/{name}"]["reason"] == "2 responses"


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


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_the_records_before_the_damage_are_kept(damage, crawl, read_crawl):
    whole = write_warc(*TWO)
    flipped = whole[:-40] + bytes([whole[-40] ^ 0xFF]) + whole[-39:]
    (crawl / "a.warc.gz").write_bytes(whole[:-40] if damage == "cut" else flipped)
    rows = read_crawl()
    assert rows["https://news.example/1"]["outcome"] == "fetched"
    assert "https://news.example/2" not in rows
    listing = rows["file://cc/a.warc.gz"]
    assert listing["outcome"] == "listing_damaged"
    assert listing["reason"].startswith("1 responses; damaged from byte ")


def test_a_changed_body_is_found_by_its_digest(crawl, read_crawl):
    plain = write_warc(*TWO, packed=False)
    (crawl / "a.warc").write_bytes(plain.replace(b"Some words.</p></body></html>2", b"Some lies!!</p></body></html>2"))
    rows = read_crawl()
    assert "https://news.example/2" not in rows
    assert "digest" in rows["file://cc/a.warc"]["reason"]


def test_records_packed_together_cannot_be_read_alone_and_are_refused(crawl, read_crawl):
    (crawl / "a.warc.gz").write_bytes(gzip.compress(write_warc(*TWO, packed=False)))
    row = read_crawl()["file://cc/a.warc.gz"]
    assert row["outcome"] == "listing_damaged"
    assert "warcio recompress" in row["reason"]


def test_one_address_twice_is_one_row_and_counted(crawl, read_crawl):
    (crawl / "a.warc.gz").write_bytes(write_warc(TWO[0], TWO[0], TWO[1]))
    (crawl / "b.warc.gz").write_bytes(write_warc(TWO[1]))
    rows = read_crawl()
    assert rows["file://cc/a.warc.gz"]["reason"] == "2 responses; 1 more of the same addresses"
    assert rows["file://cc/b.warc.gz"]["reason"] == "0 responses; 1 more of the same addresses"


def test_a_limit_ends_the_reading_and_says_so(crawl, fetch):
    (crawl / "a.warc.gz").write_bytes(write_warc(*TWO))
    rows = fetch(Source(name="cc", kind="warc", place=str(crawl / "a.warc.gz"), max_documents=1))
    assert rows["file://cc/a.warc.gz"]["reason"] == "1 responses; the rest is beyond max_documents"
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
    assert rows["file://cc/a.warc.gz"]["outcome"] == "listing_damaged"
