"""Where the WARC files of a crawl are: on disk, on the web, on the stores that fsspec knows, named by a listing."""

import gzip
import logging
from dataclasses import replace

import fsspec
import pytest
from fault_server import ARTICLE, LOOPBACK, Reply
from test_warcs import TWO, response, write_warc

from newsledger.config import Source
from newsledger.fetch import FetchPolicy, read_body
from newsledger.fetch.pace import held

WARC = write_warc(*TWO)
ONE, OTHER = TWO[0][0], TWO[1][0]
OF_THE_DAY, OF_ANOTHER = "CC-NEWS-20250524011030-01234.warc.gz", "CC-NEWS-20250523230000-01233.warc.gz"


def crawl(place: object, **options: object) -> Source:
    return Source.model_validate({"name": "cc", "kind": "warc", "place": str(place), **options})


@pytest.fixture
def store():
    """A store in memory, as fsspec has one for tests."""
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/", recursive=True)


def named(rows: dict) -> list[str]:
    return [url for url, row in rows.items() if row["role"] == "page"]


@pytest.mark.parametrize("place", ["memory://bucket/news/a.warc.gz", "memory://bucket/news"])
def test_a_file_or_folder_of_a_store_is_kept_in_the_archive(place, store, fetch, settings):
    store.pipe("/bucket/news/a.warc.gz", WARC)
    rows = fetch(crawl(place))
    assert named(rows) == [ONE, OTHER]
    store.rm("/bucket", recursive=True)
    assert read_body(settings.home, rows[ONE]["warc_file"], rows[ONE]["warc_offset"]) == ARTICLE
    assert rows["file://cc/a.warc.gz"]["outcome"] == "listed"


def test_a_file_url_is_a_file_on_disk(tmp_path, fetch):
    (tmp_path / "a.warc.gz").write_bytes(WARC)
    assert named(fetch(crawl(f"file://{tmp_path}/a.warc.gz"))) == [ONE, OTHER]


def test_a_file_on_the_web_is_downloaded_and_not_again(server, fetch, settings):
    # Many servers label .gz files as if a browser should unpack them.
    place = server.serve("/a.warc.gz", Reply(WARC, headers={"Content-Encoding": "gzip"}))
    rows = fetch(crawl(place))
    assert named(rows) == [ONE, OTHER]
    again = fetch(crawl(place), refetch=True)
    assert again[ONE] == rows[ONE]
    assert [path.name for path in settings.home.rglob("*.warc.gz")] == ["cc-00000.a.warc.gz"]
    assert "newsledger/" in server.requests[0][1]["User-Agent"]
    assert server.requests[0][1]["Accept-Encoding"] == "identity"  # what is kept is the file itself


@pytest.mark.parametrize(
    ("policy", "place", "outcome"),
    [
        (FetchPolicy(tries=1), "", "blocked_address"),
        (FetchPolicy(tries=1), "http://[::ffff:127.0.0.1]/a.warc.gz", "blocked_address"),
        (LOOPBACK, "http://169.254.169.254/a.warc.gz", "blocked_address"),
        (replace(LOOPBACK, max_crawl_file=10), "", "too_big"),
    ],
)
def test_the_web_is_not_asked_for_more_than_pages_are(policy, place, outcome, server, fetch):
    place = place or server.serve("/a.warc.gz", Reply(WARC))
    rows = fetch(crawl(place), policy=policy)
    assert [row["outcome"] for row in rows.values()] == [outcome]


def test_a_download_takes_its_turn_at_its_host(server, fetch, settings):
    """It leaves word for all other runs when its host may be asked again, and heeds what they left."""
    first, second = (server.serve(f"/{n}.warc.gz", Reply(WARC)) for n in range(2))
    fetch(crawl(first), policy=replace(LOOPBACK, delay=30.0, max_wait=0.0))
    with held(settings.home / "hosts", first.split("/")[2]) as pace:
        assert 0 < pace.wait() <= 30
        pace.rest(100.0, "it is too busy")
    rows = fetch(Source(name="two", kind="warc", place=second), policy=replace(LOOPBACK, max_wait=0.0))
    of_two = [(row["outcome"], row["reason"]) for row in rows.values() if row["source"] == "two"]
    assert of_two == [("deferred", "it is too busy")]
    assert server.asked("/1.warc.gz") == 0


def test_a_download_is_tried_again_after_a_short_pause_that_its_host_asks_for(server, fetch):
    replies = iter([Reply(status=429, headers={"Retry-After": "0"}), Reply(WARC)])
    rows = fetch(crawl(server.serve("/a.warc.gz", lambda _: next(replies))))
    assert [row["outcome"] for row in rows.values() if row["role"] == "listing"] == ["listed"]
    assert server.asked("/a.warc.gz") == 2


def test_a_host_of_downloads_that_asks_for_a_pause_gets_it(server, fetch, settings):
    place = server.serve("/a.warc.gz", Reply(status=429, headers={"Retry-After": "900"}))
    rows = fetch(crawl(place))
    assert [row["outcome"] for row in rows.values()] == ["deferred"]
    assert server.asked("/a.warc.gz") == 1
    with held(settings.home / "hosts", place.split("/")[2]) as pace:
        assert pace.resting() > 800


def test_a_redirect_to_a_private_address_is_not_followed(server, fetch):
    private = {"Location": "http://169.254.169.254/latest/meta-data"}
    rows = fetch(crawl(server.serve("/a.warc.gz", Reply(b"", 302, private))))
    assert [row["outcome"] for row in rows.values()] == ["blocked_address"]


def test_a_download_that_breaks_off_is_tried_again(server, fetch):
    cut = Reply(raw=(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(WARC) + WARC[:100],))
    replies = iter([cut, Reply(status=503), Reply(WARC)])
    rows = fetch(crawl(server.serve("/a.warc.gz", lambda _: next(replies))))
    assert named(rows) == [ONE, OTHER]
    for reply, outcome in ((cut, "incomplete_body"), (Reply(status=503), "server_error"), (None, "not_found")):
        place = server.serve("/b.warc.gz", reply) if reply else server.url("/c.warc.gz")
        rows = fetch(crawl(place), refetch=True)
        assert rows[f"file://cc/{place.rpartition('/')[2]}"]["outcome"] == outcome


LISTING = f"""crawl-data/{OF_ANOTHER}
crawl-data/{OF_THE_DAY}
crawl-data/{OF_THE_DAY}
/etc/secret.warc.gz
../secret.warc.gz
http://169.254.169.254/x.warc.gz
crawl-data/notes.txt
"""
LEFT_OUT = "left out: 1 files of other days, 4 lines that are no relative path of a WARC file"


def test_a_listing_gives_the_files_of_the_day(server, fetch):
    """Common Crawl lists the news of a month in one file; its lines start at the root of the host."""
    server.serve("/crawl-data/2025/05/warc.paths.gz", Reply(gzip.compress(LISTING.encode())))
    server.serve(f"/crawl-data/{OF_THE_DAY}", Reply(WARC))
    rows = fetch(crawl(server.url("/crawl-data/{year}/{month}/warc.paths.gz")))
    assert named(rows) == [ONE, OTHER]
    assert rows["file://cc/"]["reason"] == f"1 WARC files; {LEFT_OUT}"
    assert [path for path, _ in server.requests] == [
        "/crawl-data/2025/05/warc.paths.gz",
        f"/crawl-data/{OF_THE_DAY}",
    ]


def test_a_listing_on_disk_or_in_a_store_names_files_beside_it(tmp_path, store, fetch):
    (tmp_path / "crawl-data").mkdir()
    (tmp_path / "crawl-data" / OF_THE_DAY).write_bytes(WARC)
    (tmp_path / "warc.paths").write_text(LISTING)
    on_disk = fetch(crawl(tmp_path / "warc.paths"))
    store.pipe(f"/bucket/crawl-data/{OF_THE_DAY}", WARC)
    store.pipe("/bucket/lists/warc.paths", LISTING.encode())
    in_store = fetch(crawl("memory://bucket/lists/warc.paths"), refetch=True)
    assert named(on_disk) == named(in_store) == [ONE, OTHER]
    assert on_disk["file://cc/"]["reason"] == f"1 WARC files; {LEFT_OUT}"


def test_a_file_that_is_missing_does_not_stop_the_others_and_a_limit_spares_the_rest(store, fetch):
    for name, n in (("a", 1), ("c", 2), ("d", 3)):
        store.pipe(f"/bucket/{name}.warc.gz", write_warc((f"https://news.example/{n}", response())))
    store.pipe("/bucket/x.paths", b"\n".join(b"%c.warc.gz" % c for c in b"abcd"))
    rows = fetch(crawl("memory://bucket/x.paths", max_documents=2))
    assert [rows[f"file://cc/{name}.warc.gz"]["outcome"] for name in "abcd"] == ["listed", "not_found"] + ["listed"] * 2
    assert named(rows) == ["https://news.example/1", "https://news.example/2"]
    assert rows["file://cc/d.warc.gz"]["reason"] == "not read: it is beyond max_documents"


def test_a_listing_that_is_a_bomb_or_no_gzip_is_refused(store, fetch):
    for body, outcome in ((gzip.compress(bytes(30 << 20)), "not_a_listing"), (b"\x1f\x8bnot", "not_a_listing")):
        store.pipe("/bucket/x.paths.gz", body)
        rows = fetch(crawl("memory://bucket/x.paths.gz"), refetch=True)
        assert rows["file://cc/"]["outcome"] == outcome


def test_no_secret_of_an_address_or_a_store_reaches_a_row_or_the_log(server, fetch, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    place = server.serve("/a.warc.gz?X-Signature=hunter2", Reply(status=403))
    by_web = fetch(crawl(place))
    monkeypatch.setattr(fsspec.core, "url_to_fs", lambda address: int(address))  # its error quotes the address
    by_store = fetch(crawl("s3://bucket/a.warc.gz?token=hunter2"), refetch=True)
    rows = [*by_web.values(), *by_store.values()]
    assert [row["outcome"] for row in rows] == ["forbidden", "unreadable"]
    assert "hunter2" not in str(rows) + caplog.text


def test_a_store_whose_library_is_not_installed_says_which(fetch):
    rows = fetch(crawl("gs://bucket/a.warc.gz"))
    row = rows["file://cc/a.warc.gz"] if "file://cc/a.warc.gz" in rows else rows["file://cc/"]
    assert row["outcome"] == "not_a_listing"
    assert "gcsfs" in row["reason"]
