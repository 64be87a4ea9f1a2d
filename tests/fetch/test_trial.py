"""Single addresses fetched by hand, under the rules of a night and apart from its editions."""

import gzip

import pytest
from fault_server import ARTICLE, LOOPBACK, Reply, item, rss

from newsledger.fetch import fetch_addresses, read_body

PAGE = b"<!doctype html><title>Drones over Sumy</title><p>" + b"Twelve drones were shot down over Sumy on Friday. " * 9


@pytest.fixture
def newsledger(newsledger, monkeypatch, settings):
    """The command line, where loopback may be asked."""
    monkeypatch.setenv("NEWSLEDGER_HOME", str(settings.home))
    monkeypatch.setattr("newsledger.fetch.trial.FetchPolicy", lambda: LOOPBACK)
    return newsledger


def test_what_came_is_kept_in_a_file_of_its_own(server, settings):
    urls = [server.serve("/a", Reply(PAGE)), server.url("/none"), server.serve("/b", Reply(ARTICLE))]
    first, none, second = fetch_addresses([*urls, urls[0]], settings, policy=LOOPBACK)
    assert [visit.outcome for visit in (first, none, second)] == ["fetched", "not_found", "fetched"]
    assert read_body(settings.home, first.warc_file, first.warc_offset) == PAGE
    assert read_body(settings.home, second.warc_file, second.warc_offset) == ARTICLE
    assert [path.name for path in (settings.home / "trials").iterdir()] == [first.warc_file.rpartition("/")[2]]
    assert not (settings.home / "raw").exists()
    assert server.asked("/a") == 1


def test_the_rules_of_a_night_hold(server, settings):
    server.serve("/robots.txt", Reply(b"User-agent: *\nDisallow: /private/", media_type="text/plain"))
    (visit,) = fetch_addresses([server.serve("/private/a", Reply())], settings, policy=LOOPBACK)
    assert (visit.outcome, visit.tries) == ("blocked_by_robots", 0)
    assert not (settings.home / "trials").exists()
    (visit,) = fetch_addresses([server.url("/a")], settings)
    assert visit.outcome == "blocked_address"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (rss(item("/1"), item("/2")), "2 entries"),
        (b"<urlset><url><loc>/1</loc></url></urlset>", "1 pages"),
        (gzip.compress(b"<urlset><url><loc>/1</loc></url></urlset>", mtime=0), "1 pages"),
    ],
    ids=["feed", "sitemap", "packed sitemap"],
)
def test_a_feed_or_sitemap_is_read(server, settings, body, reason):
    (visit,) = fetch_addresses([server.serve("/f", Reply(body, media_type="text/xml"))], settings, policy=LOOPBACK)
    assert (visit.role, visit.outcome, visit.reason) == ("listing", "listed", reason)


def test_a_person_reads_how_it_ended_and_where_the_bytes_are(server, settings, newsledger):
    ended = newsledger("fetch", server.serve("/a", Reply(PAGE)))
    (warc,) = (settings.home / "trials").iterdir()
    assert ended.code == 0
    for words in ("fetched  (The page came whole", "utf-8  (utf8, 0 replaced)", f"{warc} at byte 0"):
        assert words in ended.out
    hint = ended.out.splitlines()[-1].partition("newsledger ")[2].split()
    cleaned = newsledger(*hint, "--format", "jsonl")
    assert (cleaned.code, cleaned.rows[0]["title"]) == (0, "Drones over Sumy")


def test_a_program_reads_the_columns_of_documents_and_the_exit_code(server, newsledger):
    ended = newsledger("fetch", "--format", "jsonl", server.serve("/a", Reply(PAGE)), server.url("/none"))
    assert ended.code == 1
    rows = ended.rows
    assert [(row["outcome"], row["status"]) for row in rows] == [("fetched", 200), ("not_found", 404)]
    assert rows[0]["sha256"]
    assert rows[0]["fetched_at"].startswith("20")
