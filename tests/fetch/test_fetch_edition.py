"""An edition over several runs: resumed, looked at again, recomputed."""

import os
import random
import resource
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from fault_server import ARTICLE, LOOPBACK, Reply, item, rss

from newsledger.config import Settings, Source
from newsledger.errors import UsageError
from newsledger.fetch import ArchiveError, fetch_edition, read_body
from newsledger.fetch.hosts import only_run
from newsledger.model import DOCUMENTS
from newsledger.staging import write_staged

EDITION = date(2025, 5, 24)
NEXT = EDITION + timedelta(days=1)
VOLATILE = [column.name for column in DOCUMENTS.columns if column.volatile]


@pytest.fixture
def feed(server):
    """A feed of four pages, all on one host, with ETags."""
    for n in range(4):
        server.serve(f"/{n}", page(ARTICLE + str(n).encode()))
    server.serve("/feed", Reply(rss(*(item(server.url(f"/{n}"), f"Title {n}") for n in range(4)))))
    return Source(name="feed", kind="feed", place=server.url("/feed"), language="en", country="GBR")


def page(body: bytes):
    tag = f'"{hash(body)}"'

    def reply(headers):
        if headers["If-None-Match"] == tag:
            return Reply(b"", 304, {"ETag": tag})
        return Reply(body, headers={"ETag": tag})

    return reply


def test_the_frame_keeps_the_contract_and_bodies_can_be_read(feed, settings):
    frame = fetch_edition([feed], EDITION, settings, policy=LOOPBACK)
    assert frame.schema == DOCUMENTS.schema
    for column in DOCUMENTS.columns:
        if not column.nullable:
            assert frame[column.name].null_count() == 0, column.name
    pages = frame.filter(pl.col("role") == "page")
    assert pages["title_hint"].to_list() == ["Title 0", "Title 1", "Title 2", "Title 3"]
    for n, row in enumerate(pages.iter_rows(named=True)):
        assert read_body(settings.home, row["warc_file"], row["warc_offset"]) == ARTICLE + str(n).encode()
        assert row["warc_file"] == "raw/2025-05-24/feed-00000.warc.gz"


def test_two_machines_make_the_same_rows(feed, settings, tmp_path):
    here = fetch_edition([feed], EDITION, settings, policy=LOOPBACK)
    there = fetch_edition([feed], EDITION, Settings(tmp_path / "there"), policy=LOOPBACK)
    assert here.drop(VOLATILE).equals(there.drop(VOLATILE))


def test_a_past_edition_is_recomputed_without_asking_anybody(feed, settings, server):
    first = fetch_edition([feed], EDITION, settings, policy=LOOPBACK)
    asked = len(server.requests)
    server.replies.clear()
    assert fetch_edition([feed], EDITION, settings, policy=LOOPBACK).equals(first)
    assert len(server.requests) == asked


def test_the_edition_of_today_looks_again_and_nothing_new_changes_nothing(feed, settings, server):
    today = datetime.now(UTC).date()
    first = fetch_edition([feed], today, settings, policy=LOOPBACK)
    second = fetch_edition([feed], today, settings, policy=LOOPBACK)
    assert server.asked("/0") == 2
    assert second.drop(VOLATILE).equals(first.drop(VOLATILE))


def test_a_page_edited_within_the_edition_replaces_its_row(feed, fetch, server, settings):
    first = fetch(feed)
    server.serve("/2", page(b"<html><body>corrected</body></html>"))
    second = fetch(feed, refetch=True)
    url = server.url("/2")
    assert second[url]["document_id"] == first[url]["document_id"]
    assert second[url]["sha256"] != first[url]["sha256"]
    assert read_body(settings.home, second[url]["warc_file"], second[url]["warc_offset"]).endswith(
        b"corrected</body></html>"
    )
    assert {u for u in first if first[u]["sha256"] != second[u]["sha256"]} == {url}


def test_a_server_that_is_down_later_does_not_take_back_what_it_gave(feed, fetch, server):
    first = fetch(feed)
    server.serve("/2", Reply(status=404))
    second = fetch(feed, refetch=True)
    assert second[server.url("/2")]["sha256"] == first[server.url("/2")]["sha256"]


def test_the_next_edition_asks_only_whether_pages_changed(feed, fetch, server, settings):
    first = fetch(feed)
    server.serve("/1", page(b"<html><body>corrected</body></html>"))
    server.serve("/2", Reply(ARTICLE + b"2"))  # lost its ETag, same bytes
    server.serve("/3", Reply(status=410))
    second = fetch(feed, edition=NEXT)
    outcomes = [second[server.url(f"/{n}")]["outcome"] for n in range(4)]
    assert outcomes == ["not_modified", "fetched", "unchanged", "gone"]
    for n in (0, 2):
        url = server.url(f"/{n}")
        assert second[url]["warc_file"] == first[url]["warc_file"]
        assert (
            read_body(settings.home, second[url]["warc_file"], second[url]["warc_offset"]) == ARTICLE + str(n).encode()
        )
    third = fetch(feed, edition=NEXT + timedelta(days=1))
    assert [third[server.url(f"/{n}")]["outcome"] for n in range(4)] == ["not_modified"] * 2 + ["unchanged", "gone"]


def test_a_page_that_was_put_off_is_asked_for_again_though_its_feed_has_dropped_it(feed, fetch, server):
    server.serve("/2", Reply(status=503))
    first = fetch(feed)
    server.serve("/feed", page(rss(item(server.url("/0")))))
    server.serve("/2", page(b"<html><body>late</body></html>"))

    second, third = fetch(feed, edition=NEXT), fetch(feed, edition=NEXT + timedelta(days=1))

    assert first[server.url("/2")]["outcome"] == "server_error"
    assert second[server.url("/2")]["outcome"] == "fetched"
    assert second[server.url("/2")]["title_hint"] == first[server.url("/2")]["title_hint"]
    assert server.url("/2") not in third


def test_what_a_source_gave_stays_in_the_edition_when_it_is_no_longer_configured(feed, settings, server):
    first = fetch_edition([feed], EDITION, settings, policy=LOOPBACK)
    write_staged(settings, "documents", EDITION, first)
    other = Source(name="other", kind="urls", place="addresses.txt", folder=settings.home)

    again = fetch_edition([other], EDITION, settings, policy=LOOPBACK)

    kept = again.filter(pl.col("source") == feed.name)
    assert kept.equals(first)


def test_a_feed_that_is_not_modified_is_still_followed(feed, fetch, server):
    body = rss(item(server.url("/0")))
    server.serve("/feed", page(body))
    fetch(feed)
    server.serve("/0", page(b"<html><body>corrected</body></html>"))
    rows = fetch(feed, edition=NEXT)
    assert rows[server.url("/feed")]["status"] == 304
    assert rows[server.url("/feed")]["outcome"] == "listed"
    assert rows[server.url("/0")]["outcome"] == "fetched"


RUNNER = """
import sys
from datetime import date
from pathlib import Path
from newsledger.config import Settings, Source
from newsledger.fetch import FetchPolicy, fetch_edition
source = Source(name="feed", kind="feed", place=sys.argv[2])
policy = FetchPolicy(allow_loopback=True, delay=0)
fetch_edition([source], date(2025, 5, 24), Settings(Path(sys.argv[1])), policy=policy)
"""


@pytest.mark.parametrize("torn", [False, True], ids=["clean", "torn"])
def test_a_killed_run_is_resumed_and_asks_for_nothing_twice(feed, fetch, server, settings, torn):
    whole = server.replies["/2"]
    runs: list[subprocess.Popen[bytes]] = []

    def kill(headers):
        os.kill(runs[0].pid, signal.SIGKILL)
        return whole(headers)

    server.serve("/2", kill)
    runs.append(subprocess.Popen([sys.executable, "-c", RUNNER, str(settings.home), feed.place]))
    assert runs[0].wait(timeout=60) == -signal.SIGKILL
    server.serve("/2", whole)
    folder = settings.raw(EDITION)
    assert {path.name for path in folder.iterdir()} == {"feed-00000.jsonl.partial", "feed-00000.warc.gz.partial"}
    if torn:  # as if the kill had come in the middle of writing
        with (folder / "feed-00000.warc.gz.partial").open("ab") as file:
            file.write(b"\x1f\x8b\x08half a record")
        with (folder / "feed-00000.jsonl.partial").open("ab") as file:
            file.write(b'{"end": 99')

    rows = fetch(feed)
    assert [server.asked(path) for path in ("/feed", "/0", "/1", "/2", "/3")] == [1, 1, 1, 2, 1]
    assert [rows[server.url(f"/{n}")]["outcome"] for n in range(4)] == ["fetched"] * 4
    for n in range(4):
        row = rows[server.url(f"/{n}")]
        assert read_body(settings.home, row["warc_file"], row["warc_offset"]) == ARTICLE + str(n).encode()
    assert {path.name for path in folder.iterdir()} == {"feed-00000.jsonl", "feed-00000.warc.gz"}


def test_a_kill_between_the_two_renames_is_resumed(feed, fetch, settings, server):
    first = fetch(feed)
    journal = settings.raw(EDITION) / "feed-00000.jsonl"
    journal.rename(journal.with_name(journal.name + ".partial"))
    asked = len(server.requests)
    assert fetch(feed) == first
    assert len(server.requests) == asked


def test_an_archive_shorter_than_its_journal_is_fetched_again(feed, fetch, settings, server):
    first = fetch(feed)
    folder = settings.raw(EDITION)
    for name in ("feed-00000.jsonl", "feed-00000.warc.gz"):
        (folder / name).rename(folder / f"{name}.partial")
    os.truncate(folder / "feed-00000.warc.gz.partial", first[server.url("/2")]["warc_offset"] + 10)
    rows = fetch(feed)
    assert server.asked("/1") == 1
    assert server.asked("/2") == 2
    row = rows[server.url("/2")]
    assert read_body(settings.home, row["warc_file"], row["warc_offset"]) == ARTICLE + b"2"


def test_damage_to_the_archive_is_found_when_it_is_read(feed, fetch, settings, server):
    row = fetch(feed)[server.url("/1")]
    path = settings.home / row["warc_file"]
    data = bytearray(path.read_bytes())
    data[row["warc_offset"] + 200] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"feed-00000\.warc\.gz at byte"):
        read_body(settings.home, row["warc_file"], row["warc_offset"])
    with pytest.raises(ArchiveError):
        read_body(settings.home, row["warc_file"], len(data) + 1)
    with pytest.raises(ArchiveError):
        read_body(settings.home, row["warc_file"], row["warc_offset"] + 1)
    path.unlink()
    with pytest.raises(ArchiveError):
        read_body(settings.home, row["warc_file"], row["warc_offset"])


def test_damage_to_the_journal_is_named_and_mended_by_fetching_again(feed, fetch, settings):
    first = fetch(feed)
    journal = settings.raw(EDITION) / "feed-00000.jsonl"
    journal.write_text(journal.read_text()[:-20])
    with pytest.raises(UsageError, match=r"feed-00000\.jsonl is damaged in line 5\. Delete it"):
        fetch(feed)
    fetch(feed, edition=NEXT)  # is not held up by it
    journal.unlink()
    again = fetch(feed)
    assert {url: row["sha256"] for url, row in again.items()} == {url: row["sha256"] for url, row in first.items()}


def test_pages_whose_archive_was_deleted_are_fetched_whole(feed, fetch, server, settings):
    server.serve("/feed", page(rss(item(server.url("/0")))))
    fetch(feed)
    for path in settings.raw(EDITION).glob("*.warc.gz"):
        path.unlink()
    rows = fetch(feed, edition=NEXT)
    assert [rows[server.url(path)]["outcome"] for path in ("/feed", "/0")] == ["listed", "fetched"]
    assert all((settings.home / row["warc_file"]).exists() for row in rows.values())


def test_a_part_that_was_deleted_frees_no_number_that_another_has(feed, fetch, settings):
    fetch(feed)
    second = fetch(feed, refetch=True)
    (settings.raw(EDITION) / "feed-00000.jsonl").unlink()
    third = fetch(feed, refetch=True)
    assert {path.name for path in settings.raw(EDITION).glob("*.jsonl")} == {"feed-00001.jsonl", "feed-00002.jsonl"}
    assert third.keys() == second.keys()


def test_text_that_no_table_can_hold_is_made_to_fit(fetch, server):
    server.serve("/a", Reply(headers={"ETag": '"\udcff"'.encode("utf-8", "surrogateescape").decode("latin-1")}))
    feed = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", "title": "half \\ud83d\\u0000"}]}'
    server.serve("/feed", Reply(feed.encode(), media_type="application/feed+json"))
    row = fetch(Source(name="f", kind="feed", place=server.url("/feed")))[server.url("/a")]
    assert (row["outcome"], row["title_hint"]) == ("fetched", "half ?")


def test_a_full_disk_is_told_and_the_next_run_goes_on(feed, fetch, server, settings):
    """A limit of the size of files stands in for the disk: the kernel refuses the write in the same place."""
    for n in range(4):
        noise = random.Random(n).randbytes(9000).hex()  # does not shrink in the archive by more than half
        server.serve(f"/{n}", page(ARTICLE + noise.encode()))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (24_000, usual[1]))
    try:
        with pytest.raises(UsageError, match=r"The disk of .* is full\. Free some space and run again"):
            fetch(feed)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    finished = [n for n in range(4) if server.asked(f"/{n}")][:2]  # what fits is kept
    rows = fetch(feed)
    assert [rows[server.url(f"/{n}")]["outcome"] for n in range(4)] == ["fetched"] * 4
    assert [server.asked(f"/{n}") for n in finished] == [1, 1]
    for row in rows.values():
        assert read_body(settings.home, row["warc_file"], row["warc_offset"])


class TestGone:
    """Pages that are gone are not asked for every night; listings are, as they come back."""

    def nights(self, feed, fetch, nights):
        return [fetch(feed, edition=EDITION + timedelta(days=night)) for night in range(nights)]

    def test_a_page_taken_down_for_good_is_asked_for_once_in_two_weeks(self, feed, fetch, server):
        server.serve("/2", Reply(status=410))
        url = server.url("/2")
        nights = self.nights(feed, fetch, 16)
        assert {night[url]["outcome"] for night in nights} == {"gone"}
        assert server.asked("/2") == 2
        assert (nights[1][url]["status"], nights[1][url]["tries"]) == (410, 0)
        assert "not asked again for two weeks" in nights[1][url]["reason"]

    def test_a_page_not_found_twice_is_buried_and_one_that_came_back_is_not(self, feed, fetch, server):
        server.serve("/1", Reply(status=404))
        replies = iter([Reply(status=404), Reply(), *[Reply(status=404)] * 3])
        server.serve("/2", lambda _: next(replies))
        self.nights(feed, fetch, 5)
        assert server.asked("/1") == 2
        assert server.asked("/2") == 4  # lost, found, lost and lost again

    def test_a_feed_is_asked_for_every_night(self, feed, fetch, server):
        server.serve("/feed", Reply(status=410))
        nights = self.nights(feed, fetch, 3)
        assert [night[feed.place]["outcome"] for night in nights] == ["gone"] * 3
        assert server.asked("/feed") == 3


def test_new_bytes_under_an_old_etag_are_a_new_copy(feed, fetch, server):
    server.serve("/0", Reply(headers={"ETag": '"1"'}))
    first = fetch(feed)
    server.serve("/0", Reply(ARTICLE + b"corrected", headers={"ETag": '"1"'}))
    second = fetch(feed, edition=NEXT)
    assert second[server.url("/0")]["outcome"] == "fetched"
    assert second[server.url("/0")]["sha256"] != first[server.url("/0")]["sha256"]


def test_two_runs_at_once_are_refused(feed, fetch, settings, server):
    with only_run(settings.home), pytest.raises(UsageError, match="Another run is fetching"):
        fetch(feed)
    assert server.requests == []


def test_a_header_without_its_variable_is_told_before_anything_is_asked(feed, fetch, monkeypatch, server):
    monkeypatch.delenv("FEED_TOKEN", raising=False)
    with pytest.raises(UsageError, match="FEED_TOKEN"):
        fetch(feed.model_copy(update={"headers": {"Authorization": "FEED_TOKEN"}}))
    assert server.requests == []


def test_the_rest_goes_on_when_one_source_fails(feed, fetch, server, tmp_path):
    server.serve("/broken", Reply(b"<html>no feed</html>"))
    gone = Source(name="gone", kind="feed", place=server.url("/not-there"))
    broken = Source(name="broken", kind="feed", place=server.url("/broken"))
    nowhere = Source(name="nowhere", kind="files", place=str(tmp_path / "nowhere"))
    rows = fetch(gone, broken, nowhere, feed)
    assert rows[gone.place]["outcome"] == "not_found"
    assert rows[broken.place]["outcome"] == "not_a_listing"
    assert rows["file://nowhere/"]["outcome"] == "not_a_listing"
    assert rows[server.url("/0")]["outcome"] == "fetched"


class TestChoosing:
    def test_what_is_not_looked_at_is_counted(self, fetch, server):
        entries = [
            item(server.url("/new"), "New", "Sat, 24 May 2025 08:00:00 GMT"),
            item(server.url("/new?utm_source=rss"), "New", "Sat, 24 May 2025 08:00:00 GMT"),
            item(server.url("/old"), "Old", "Thu, 01 May 2025 08:00:00 GMT"),
            item(server.url("/undated")),
            item(server.url("/more")),
        ]
        server.serve("/feed", Reply(rss(*entries)))
        for path in ("/new", "/old", "/undated", "/more"):
            server.serve(path, Reply())
        rows = fetch(Source(name="f", kind="feed", place=server.url("/feed"), max_age_days=7, max_documents=2))
        assert set(rows) == {server.url(path) for path in ("/feed", "/new", "/undated")}
        assert rows[server.url("/feed")]["reason"] == (
            "5 entries; not looked at: 1 listed twice, 1 older than 7 days, 1 beyond max_documents"
        )

    def test_a_page_that_two_sources_name_counts_to_the_first(self, feed, fetch, server):
        other = feed.model_copy(update={"name": "other"})
        server.serve("/9", Reply())
        server.serve("/feed9", Reply(rss(item(server.url("/9")), item(server.url("/0")), item(server.url("/3")))))
        other = other.model_copy(update={"place": server.url("/feed9")})
        rows = fetch(feed.model_copy(update={"max_documents": 3}), other)
        assert rows[server.url("/0")]["source"] == "feed"
        assert rows[server.url("/3")]["source"] == "other"  # as it is beyond the limit of the first
        assert rows[server.url("/9")]["source"] == "other"
        assert server.asked("/0") == 1
        assert "1 taken from another source" in rows[other.place]["reason"]

    def test_a_sitemap_index_is_followed_to_the_newest_pages(self, fetch, server):
        server.serve("/a", Reply())
        server.serve("/b", Reply())
        index = "<sitemapindex>" + "".join(
            f"<sitemap><loc>{server.url(path)}</loc></sitemap>" for path in ("/one.xml", "/loop.xml")
        )
        loop = f"<sitemapindex><sitemap><loc>{server.url('/index.xml')}</loc></sitemap></sitemapindex>"
        pages = "<urlset>" + "".join(
            f"<url><loc>{path}</loc><lastmod>2025-05-{day}</lastmod></url>"
            for path, day in (("/a", "01"), ("/b", "23"))
        )
        index, pages = f"{index}</sitemapindex>", f"{pages}</urlset>"
        for path, body in (("/index.xml", index), ("/loop.xml", loop), ("/one.xml", pages)):
            server.serve(path, Reply(body.encode(), media_type="application/xml"))
        rows = fetch(Source(name="s", kind="sitemap", place=server.url("/index.xml"), max_documents=1))
        assert {row["url"].removeprefix(server.address) for row in rows.values() if row["role"] == "page"} == {"/b"}
        assert {row["outcome"] for row in rows.values() if row["role"] == "listing"} == {"listed"}
        assert server.asked("/index.xml") == 1

    def test_a_list_of_addresses_may_have_comments(self, fetch, server, tmp_path):
        (tmp_path / "l.txt").write_text(f"# mine\n\n{server.serve('/a', Reply())}\nnot an address\n")
        rows = fetch(Source(name="l", kind="urls", place=str(tmp_path / "l.txt")))
        assert rows[server.url("/a")]["outcome"] == "fetched"
        assert rows["not an address"]["outcome"] == "bad_address"
        assert rows["file://l/l.txt"]["outcome"] == "listed"

    def test_a_list_that_is_not_there_is_told(self, fetch, tmp_path):
        rows = fetch(Source(name="l", kind="urls", place=str(tmp_path / "none.txt")))
        assert rows["file://l/none.txt"]["outcome"] == "not_a_listing"


def test_progress_is_told(feed, settings):
    seen: list[tuple[str, int, int | None]] = []
    fetch_edition([feed], EDITION, settings, lambda *step: seen.append(step), policy=LOOPBACK)
    assert seen == [("fetch", n, 4) for n in (1, 2, 3, 4)]


def test_the_samples_are_fetched_by_the_sources_that_ship(settings):
    from newsledger.config import load_configuration

    root = Path(__file__).parents[2]
    frame = fetch_edition(load_configuration(root / "sources.yaml").sources, EDITION, settings)
    assert frame.filter(pl.col("role") == "page")["outcome"].unique().to_list() == ["fetched"]
    document = frame.filter(pl.col("url").str.ends_with("pow-exchange.txt"))
    assert document["published_hint"].to_list() == ["2025-05-24"]


def test_the_sample_sites_are_fetched_over_http(sample_sites, fetch):
    feeds = [
        Source(name=host.partition(".")[0], kind="feed", place=sample_sites.url(host, "feed.xml"))
        for host in sample_sites.servers
    ]
    rows = fetch(*feeds)
    assert sum(row["role"] == "page" and row["outcome"] == "fetched" for row in rows.values()) == 12
    assert {row["outcome"] for row in rows.values() if row["role"] == "listing"} == {"listed"}
