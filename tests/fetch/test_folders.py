import os

import pytest
from fault_server import ARTICLE

from newsledger.config import Source
from newsledger.fetch import read_body


@pytest.fixture
def box(tmp_path):
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


@pytest.fixture
def read_box(box, fetch):
    return lambda **options: fetch(Source(name="box", kind="files", place=str(box), language="en", **options))


def test_every_file_ends_in_a_row_and_what_a_site_brings_along_is_counted(box, read_box):
    (box / "a.html").write_bytes(ARTICLE)
    (box / "b.TXT").write_text("words")
    (box / "sub").mkdir()
    (box / "sub" / "c.md").write_text("# words")
    (box / "paper.pdf").write_bytes(b"%PDF-1.7")
    (box / "video").write_bytes(b"...")
    for name in ("feed.xml", "style.css", "robots.txt", "README.md", "a.meta.yaml", ".hidden.html"):
        (box / name).write_text("")
    rows = read_box()
    assert {url.removeprefix("file://box/"): row["outcome"] for url, row in rows.items()} == {
        "": "listed",
        "a.html": "fetched",
        "b.TXT": "fetched",
        "sub/c.md": "fetched",
        "paper.pdf": "not_html",
        "video": "not_html",
    }
    assert "1 .css, 1 .md, 1 .txt, 1 .xml, 1 .yaml" in rows["file://box/"]["reason"]
    assert ".html, .htm, .txt, .md are read" in rows["file://box/paper.pdf"]["reason"]
    assert rows["file://box/a.html"]["language_hint"] == "en"


def test_the_bytes_are_kept(box, read_box, settings):
    body = "Köln — 100 %\r\n".encode("latin-1", "replace")
    (box / "a.txt").write_bytes(body)
    row = read_box()["file://box/a.txt"]
    assert read_body(settings.home, row["warc_file"], row["warc_offset"]) == body


def test_addresses_hold_no_path_of_this_machine(box, read_box, tmp_path):
    (box / "100 % sure?.txt").write_text("words")
    rows = read_box()
    assert "file://box/100%20%25%20sure%3F.txt" in rows
    assert rows["file://box/100%20%25%20sure%3F.txt"]["outcome"] == "fetched"
    assert str(tmp_path) not in str(rows)


def test_a_sidecar_gives_date_title_and_address(box, read_box):
    (box / "a.html").write_bytes(ARTICLE)
    (box / "a.meta.yaml").write_text(
        "published: 2025-05-24\ntitle: A title\nurl: https://www.news.example/a?utm_source=x\n"
    )
    (box / "b.html").write_bytes(ARTICLE)
    (box / "b.meta.yaml").write_text("published: 2025-05-24T10:00:00+02:00\n")
    rows = read_box()
    a, b = rows["file://box/a.html"], rows["file://box/b.html"]
    assert (a["published_hint"], a["title_hint"]) == ("2025-05-24", "A title")
    assert a["canonical_url"] == "https://news.example/a"
    assert (b["published_hint"], b["canonical_url"]) == ("2025-05-24T10:00:00+02:00", "file://box/b.html")


@pytest.mark.parametrize("sidecar", ["published: soon", "publishd: 2025-05-24", "[", "just words", "url: nowhere"])
def test_a_sidecar_that_cannot_be_read_is_told_and_the_file_is_read(box, read_box, sidecar):
    (box / "a.html").write_bytes(ARTICLE)
    (box / "a.meta.yaml").write_text(sidecar)
    row = read_box()["file://box/a.html"]
    assert row["outcome"] == "fetched"
    assert row["reason"].startswith("its sidecar a.meta.yaml is not used: ")
    assert "\n" not in row["reason"]


def test_files_that_cannot_be_read_are_told_and_the_rest_goes_on(box, read_box):
    (box / "dangling.html").symlink_to(box / "nowhere.html")
    os.mkfifo(box / "pipe.txt")
    (box / "picture.html").write_bytes(b"\x89PNG\r\n")
    (box / "z.html").write_bytes(ARTICLE)
    rows = read_box()
    assert rows["file://box/dangling.html"]["outcome"] == "unreadable"
    assert rows["file://box/pipe.txt"]["outcome"] == "unreadable"
    assert rows["file://box/picture.html"]["outcome"] == "not_html"
    assert rows["file://box/z.html"]["outcome"] == "fetched"


def test_a_folder_that_is_not_there_is_told(box, read_box):
    box.rmdir()
    row = read_box()["file://box/"]
    assert row["outcome"] == "not_a_listing"
    assert "does not exist" in row["reason"]


def test_a_limit_takes_the_first_and_counts_the_rest(box, read_box):
    for n in range(5):
        (box / f"{n}.txt").write_text("words")
    rows = read_box(max_documents=2)
    assert set(rows) == {"file://box/", "file://box/0.txt", "file://box/1.txt"}
    assert "3 beyond max_documents" in rows["file://box/"]["reason"]
