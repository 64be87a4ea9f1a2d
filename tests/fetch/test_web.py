"""Whatever a server does, its URL ends in one row that says so."""

import gzip
import socket
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest
from fault_server import ARTICLE, LOOPBACK, Reply, gzipped, item, rss, running

from newsledger.config import Source
from newsledger.errors import UsageError
from newsledger.fetch import FetchPolicy, Outcome, read
from newsledger.fetch.visit import MEANINGS


def test_every_outcome_has_a_meaning():
    assert set(MEANINGS) == set(Outcome)


def test_a_page_comes_byte_for_byte(server, look_at, settings):
    url = server.serve("/a", Reply(headers={"ETag": '"1"', "Last-Modified": "Sat, 24 May 2025 10:00:00 GMT"}))
    row = look_at(url)
    assert (row["outcome"], row["status"], row["tries"], row["hops"]) == ("fetched", 200, 1, 0)
    assert (row["etag"], row["last_modified"]) == ('"1"', "Sat, 24 May 2025 10:00:00 GMT")
    record = read(settings.home, row["warc_file"], row["warc_offset"])
    assert record.body == ARTICLE
    assert record.content_type == "text/html; charset=utf-8"
    assert record.url == url


def test_we_say_who_we_are_and_whom_to_write_to(server, look_at):
    look_at(server.serve("/a", Reply()))
    for _, headers in server.requests:
        assert headers["User-Agent"].startswith("newsledger/")
        assert "desk@example.org" in headers["User-Agent"]
        assert headers["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, "forbidden"),
        (402, "paywalled"),
        (403, "forbidden"),
        (404, "not_found"),
        (406, "refused"),
        (410, "gone"),
        (451, "forbidden"),
        (500, "server_error"),
        (503, "server_error"),
        (202, "bad_response"),
        (304, "bad_response"),
        (204, "bad_response"),
    ],
)
def test_a_status_ends_in_its_outcome(server, look_at, status, outcome):
    row = look_at(server.serve("/a", Reply(status=status, body=b"" if status in (204, 304) else b"sorry")))
    assert (row["outcome"], row["status"]) == (outcome, status)
    assert str(status) in row["reason"]
    assert row["tries"] == (3 if status >= 500 else 2 if status == 304 else 1)


CHECK = b"<html><head><title>Just a moment...</title><script>%s</script></head><body><p>Wait.</p></body></html>"


@pytest.mark.parametrize(
    ("status", "reply", "sign"),
    [
        (403, Reply(headers={"cf-mitigated": "challenge"}), "cf-mitigated: challenge"),
        (202, Reply(headers={"x-amzn-waf-action": "challenge"}), "x-amzn-waf-action: challenge"),
        (200, Reply(CHECK % b"window._cf_chl_opt={cType:'managed'}" ), "a Cloudflare check"),
        (503, Reply(CHECK % b"window._cf_chl_opt={}"), "a Cloudflare check"),
        (202, Reply(CHECK % b"window.gokuProps = {}"), "an AWS WAF check"),
        (200, gzipped(CHECK % b"dd={'host':'geo.captcha-delivery.com/captcha'}"), "a DataDome check"),
        (200, Reply(b"<html><iframe></iframe>Request unsuccessful. Incapsula incident ID: 1-2"), "an Imperva check"),
    ],
)  # fmt: skip
def test_a_check_for_persons_is_no_page(server, look_at, status, reply, sign):
    row = look_at(server.serve("/a", replace(reply, status=status)))
    assert (row["outcome"], row["status"], row["tries"]) == ("challenge", status, 1)
    assert sign in row["reason"]


def test_an_article_with_the_script_of_a_firewall_or_about_one_is_a_page(server, look_at):
    script = b"<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'>window.__CF$cv$params={}</script>"
    assert look_at(server.serve("/a", Reply(ARTICLE + script)))["outcome"] == "fetched"
    about = b"<html><body><p>" + b"Such a page sets _cf_chl_opt before anything else. " * 40 + b"</p></body></html>"
    assert look_at(server.serve("/b", Reply(about)))["outcome"] == "fetched"


def test_an_unasked_304_is_asked_again_past_every_cache(server, look_at):
    def reply(headers):
        return Reply() if headers["Cache-Control"] == "no-cache" else Reply(b"", 304)

    row = look_at(server.serve("/a", reply))
    assert (row["outcome"], row["status"], row["tries"]) == ("fetched", 200, 2)


def test_a_server_that_recovers_is_asked_again(server, look_at):
    replies = iter([Reply(status=500), Reply(status=502), Reply()])
    row = look_at(server.serve("/a", lambda _: next(replies)))
    assert (row["outcome"], row["tries"]) == ("fetched", 3)


class TestRedirects:
    def test_they_are_followed_and_counted(self, server, look_at):
        server.serve("/a", Reply(status=301, headers={"Location": "/b"}))
        server.serve("/b", Reply(status=302, headers={"Location": server.url("/c?x=1")}))
        server.serve("/c?x=1", Reply())
        row = look_at(server.url("/a"))
        assert (row["outcome"], row["hops"], row["final_url"]) == ("fetched", 2, server.url("/c?x=1"))

    @pytest.mark.parametrize(
        ("location", "outcome", "word"),
        [
            ("/a", "bad_redirect", "loop"),
            ("file:///etc/passwd", "bad_address", "file:///etc/passwd"),
            ("gopher://example.org/", "bad_address", "gopher"),
            ("http://[::1", "bad_address", "[::1"),
            (None, "bad_redirect", "without a Location"),
        ],
    )
    def test_those_that_lead_nowhere_say_so(self, server, look_at, location, outcome, word):
        headers = {"Location": location} if location else {}
        row = look_at(server.serve("/a", Reply(status=302, headers=headers)))
        assert row["outcome"] == outcome
        assert word in row["reason"]

    def test_more_than_five_are_too_many(self, server, look_at):
        for n in range(9):
            server.serve(f"/{n}", Reply(status=302, headers={"Location": f"/{n + 1}"}))
        row = look_at(server.url("/0"))
        assert (row["outcome"], row["hops"]) == ("bad_redirect", 5)
        assert server.asked("/6") == 0

    def test_a_page_that_wants_a_cookie_back_is_told(self, server, look_at):
        headers = {"Location": "/a", "Set-Cookie": "seen=1"}
        row = look_at(server.serve("/a", lambda sent: Reply() if sent["Cookie"] else Reply(b"", 302, headers)))
        assert (row["outcome"], server.asked("/a")) == ("bad_redirect", 1)

    def test_an_article_that_leads_to_the_home_page_is_gone(self, server, look_at):
        server.serve("/", Reply())
        assert look_at(server.serve("/a", Reply(status=302, headers={"Location": "/"})))["outcome"] == "soft_404"

    def test_another_host_is_asked_for_its_robots_too(self, server, other_server, look_at):
        other_server.serve("/robots.txt", Reply(b"User-agent: *\nDisallow: /", media_type="text/plain"))
        other_server.serve("/b", Reply())
        row = look_at(server.serve("/a", Reply(status=302, headers={"Location": other_server.url("/b")})))
        assert row["outcome"] == "blocked_by_robots"
        assert other_server.asked("/b") == 0


class TestBodies:
    def test_gzip_and_deflate_are_undone(self, server, look_at):
        assert look_at(server.serve("/gzip", gzipped(ARTICLE)))["bytes"] == len(ARTICLE)

    @pytest.mark.parametrize("packed", [zlib.compress(ARTICLE), zlib.compress(ARTICLE, wbits=-15)])
    def test_deflate_is_undone_with_and_without_its_header(self, server, look_at, packed):
        row = look_at(server.serve("/a", Reply(packed, headers={"Content-Encoding": "deflate"})))
        assert (row["outcome"], row["bytes"]) == ("fetched", len(ARTICLE))

    def test_gzip_cut_short_with_an_honest_length_is_not_a_page(self, server, look_at):
        row = look_at(server.serve("/a", Reply(gzip.compress(ARTICLE)[:-12], headers={"Content-Encoding": "gzip"})))
        assert row["outcome"] == "incomplete_body"
        assert row["sha256"] is None

    @pytest.mark.parametrize(
        "raw",
        [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<html>half",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<html>half",
        ],
        ids=["length", "chunks"],
    )
    def test_a_body_that_breaks_off_is_not_a_page(self, server, look_at, raw):
        assert look_at(server.serve("/a", Reply(raw=(raw,))))["outcome"] == "incomplete_body"

    def test_broken_compression_is_told(self, server, look_at):
        broken = bytearray(gzip.compress(ARTICLE))
        broken[15] ^= 0xFF
        row = look_at(server.serve("/a", Reply(bytes(broken), headers={"Content-Encoding": "gzip"})))
        assert row["outcome"] in ("bad_encoding", "incomplete_body")
        assert row["sha256"] is None

    @pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip, gzip, gzip"])
    def test_packing_that_was_not_asked_for_is_refused(self, server, look_at, encoding):
        assert look_at(server.serve("/a", Reply(headers={"Content-Encoding": encoding})))["outcome"] == "bad_encoding"

    def test_text_that_is_labelled_gzip_and_bytes_after_the_end_are_only_warned_about(self, server, look_at):
        row = look_at(server.serve("/a", Reply(headers={"Content-Encoding": "gzip"})))
        assert (row["outcome"], row["bytes"]) == ("fetched", len(ARTICLE))
        assert "not packed" in row["reason"]

        row = look_at(server.serve("/b", Reply(gzip.compress(ARTICLE) + b"xx", headers={"Content-Encoding": "gzip"})))
        assert (row["outcome"], row["bytes"]) == ("fetched", len(ARTICLE))
        assert "2 bytes after the end" in row["reason"]

    @pytest.mark.parametrize(
        ("body", "media_type", "outcome"),
        [
            (b"%PDF-1.7 ...", "text/html", "not_html"),
            (b"\x89PNG\r\n", "image/png", "not_html"),
            (b'{"a": 1}', "application/json", "not_html"),
            (ARTICLE, None, "fetched"),
            (ARTICLE, "application/octet-stream", "fetched"),
            (b"plain words", "text/plain", "fetched"),
        ],
    )
    def test_what_is_no_page_is_told_by_its_first_bytes(self, server, look_at, body, media_type, outcome):
        assert look_at(server.serve("/a", Reply(body, media_type=media_type)))["outcome"] == outcome


class TestCharacters:
    def test_how_its_bytes_are_read_is_kept_with_the_row(self, server, look_at):
        body = "<html><body><p>Взято дванадцять «Шахедів»</p>".encode("cp1251")
        row = look_at(server.serve("/a", replace(gzipped(body), media_type="text/html; charset=windows-1251")))
        assert (row["charset"], row["charset_source"], row["replaced"]) == ("cp1251", "header", 0)
        assert (row["bytes"], row["bytes_sent"]) == (len(body), len(gzip.compress(body)))

        body = ("<html><body><p>" + "“Türkiye” " * 9).encode() + b"\xff</p>"
        row = look_at(server.serve("/b", Reply(body, media_type="text/html; charset=latin-1")))
        assert (row["charset"], row["charset_source"], row["replaced"]) == ("utf-8", "utf8_damaged", 1)

    def test_a_page_beyond_the_limit_is_not_shortened(self, server, look_at):
        """A body that we cut would be an article without its end; one that a crawler cut says so (`crawls`)."""
        row = look_at(server.serve("/a", Reply("ы".encode() * 99)), replace(LOOPBACK, max_sent=99, max_body=99))
        assert (row["outcome"], row["sha256"], row["warc_file"]) == ("too_big", None, None)

    def test_what_is_no_text_has_no_charset(self, server, look_at):
        row = look_at(server.serve("/a", Reply(b"%PDF-1.7 ...")))
        assert (row["charset"], row["charset_source"], row["replaced"]) == (None, None, None)

    def test_an_unchanged_page_keeps_what_is_known_of_its_bytes(self, server, fetch, tmp_path):
        def reply(headers):
            return Reply(b"", 304) if headers["If-None-Match"] else Reply(headers={"ETag": '"1"'})

        (tmp_path / "list.txt").write_text(server.serve("/a", reply))
        source = Source(name="l", kind="urls", place=str(tmp_path / "list.txt"))
        fetch(source)
        row = fetch(source, edition=date(2025, 5, 25))[server.url("/a")]
        assert (row["outcome"], row["charset"], row["bytes_sent"]) == ("not_modified", "utf-8", 0)


class TestSamePage:
    @pytest.mark.parametrize(
        ("paths", "outcome"),
        [
            (["/one", "/two", "/three"], "soft_404"),
            (["/one", "/two"], "fetched"),
            (["/world/one", "/war/one", "/one"], "fetched"),  # one article in three sections
            (["/?id=1", "/?id=2", "/?id=3"], "soft_404"),
        ],
    )
    def test_a_page_that_many_addresses_of_a_host_lead_to_is_no_article(self, server, fetch, tmp_path, paths, outcome):
        (tmp_path / "list.txt").write_text("\n".join(server.serve(path, Reply()) for path in paths))
        rows = fetch(Source(name="l", kind="urls", place=str(tmp_path / "list.txt")))
        assert {rows[server.url(path)]["outcome"] for path in paths} == {outcome}
        if outcome == "soft_404":
            assert "the same page came for 3 addresses of 127.0.0.1" in rows[server.url(paths[0])]["reason"]


class TestTime:
    drip = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n", *[b"x"] * 60)

    @pytest.mark.parametrize("pieces", [drip, tuple(b"HTTP/1.1 200 OK\r\nX-Slow: 1234"[i : i + 1] for i in range(60))])
    def test_a_server_that_drips_is_left_at_the_deadline(self, server, look_at, pieces):
        url = server.serve("/a", Reply(raw=pieces, pause=0.05))
        row = look_at(url, replace(LOOPBACK, deadline=1.0))
        assert row["outcome"] == "deadline"
        assert row["seconds"] < 2.5
        assert row["tries"] == 1

    @pytest.mark.parametrize("soon", [True, False])
    def test_a_host_that_asks_for_a_pause_gets_it(self, server, look_at, soon):
        pause = "0.05" if soon else "3600"
        replies = iter([Reply(status=429, headers={"Retry-After": pause}), Reply()])
        row = look_at(server.serve("/a", lambda _: next(replies)))
        assert (row["outcome"], row["tries"]) == (("fetched", 2) if soon else ("deferred", 1))

    @pytest.mark.parametrize("pause", ["soon", "nan", "-5", "inf", ""])
    def test_a_pause_that_makes_no_sense_is_no_reason_to_stop(self, server, look_at, pause):
        replies = iter([Reply(status=503, headers={"Retry-After": pause}), Reply()])
        row = look_at(server.serve("/a", lambda _: next(replies)))
        assert (row["outcome"], row["tries"]) == ("fetched", 2)

    def test_a_pause_may_be_given_as_a_date_and_is_a_day_at_most(self, server, look_at):
        when = format_datetime(datetime.now(UTC) + timedelta(days=400), usegmt=True)
        row = look_at(server.serve("/a", Reply(status=503, headers={"Retry-After": when})))
        assert row["outcome"] == "deferred"
        assert timedelta(hours=23) < row["retry_at"] - row["fetched_at"] < timedelta(hours=25)

    def test_a_host_that_asked_for_a_long_pause_is_not_asked_again_in_this_run(self, server, fetch):
        server.serve("/feed", Reply(rss(*(item(server.url(f"/{n}")) for n in range(4)))))
        for n in range(4):
            server.serve(f"/{n}", Reply(status=429, headers={"Retry-After": "900"}))
        rows = fetch(Source(name="f", kind="feed", place=server.url("/feed")))
        assert [rows[server.url(f"/{n}")]["outcome"] for n in range(4)] == ["deferred"] * 4
        assert sum(server.asked(f"/{n}") for n in range(4)) == 1

    def test_one_host_is_asked_once_a_delay_and_two_hosts_at_once(self, server, other_server, tmp_path, fetch):
        urls = [told.serve(f"/{n}", Reply()) for n in range(3) for told in (server, other_server)]
        (tmp_path / "list.txt").write_text("\n".join(urls))
        fetch(Source(name="l", kind="urls", place=str(tmp_path / "list.txt")), policy=replace(LOOPBACK, delay=0.05))
        for told, other in ((server, other_server), (other_server, server)):
            assert told.times[-1] - told.times[0] > 3 * 0.05 * 0.9  # robots.txt and three pages of each host
            assert told.times[0] < other.times[-1]


class TestConnections:
    def test_a_closed_port_is_told(self, look_at):
        row = look_at("http://127.0.0.1:9/a")
        assert (row["outcome"], row["status"]) == ("connect", None)

    def test_a_server_that_hangs_up_is_told(self, server, look_at):
        row = look_at(server.serve("/a", Reply(raw=())))
        assert (row["outcome"], row["tries"]) == ("connect", 3)

    def test_garbage_is_no_answer(self, server, look_at):
        assert look_at(server.serve("/a", Reply(raw=(b"SSH-2.0-OpenSSH_9\r\n\r\n",))))["outcome"] == "bad_response"

    @pytest.mark.parametrize(
        ("code", "reason"),
        [(socket.EAI_NONAME, "there is no host of this name"), (socket.EAI_AGAIN, "for now", )],
    )  # fmt: skip
    def test_a_name_that_cannot_be_resolved_says_for_how_long(self, look_at, monkeypatch, code, reason):
        def resolve(*_, **__):
            raise socket.gaierror(code, "said the resolver")

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        row = look_at("http://news.example/a")
        assert (row["outcome"], row["tries"]) == ("dns", 0)
        assert reason in row["reason"]

    def test_a_night_with_a_dead_resolver_ends_with_a_row_for_every_page(self, server, fetch, tmp_path, monkeypatch):
        looked_up = []

        def resolve(host, *_, **__):
            looked_up.append(host)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        urls = [f"http://host-{n % 9}.example/{n}" for n in range(45)]
        (tmp_path / "list.txt").write_text("\n".join(urls))
        dead = Source(name="dead", kind="feed", place="http://feed.example/")
        rows = fetch(Source(name="list", kind="urls", place=str(tmp_path / "list.txt")), dead)
        assert {rows[url]["outcome"] for url in [*urls, dead.place]} == {"dns"}
        assert len(looked_up) == 10  # once a host

        monkeypatch.undo()
        (tmp_path / "list.txt").write_text(server.serve("/a", Reply()))
        again = fetch(Source(name="list", kind="urls", place=str(tmp_path / "list.txt")), refetch=True)
        assert again[server.url("/a")]["outcome"] == "fetched"

    def test_a_certificate_that_nobody_vouches_for_is_never_accepted(self, look_at, own_certificate):
        with running(own_certificate) as server:
            row = look_at(server.serve("/a", Reply()))
        assert (row["outcome"], row["tries"]) == ("tls", 0)
        assert "self-signed certificate" in row["reason"]
        assert server.requests == []

    def test_a_server_without_tls_is_told_and_never_asked_without(self, server, look_at):
        row = look_at(server.serve("/a", Reply()).replace("http:", "https:"))
        assert row["outcome"] in ("tls", "connect")
        assert server.requests == []

    @pytest.mark.parametrize(
        "url",
        [
            *("ftp://example.org/a", "nothing at all", "http://", "http:///a", "http://[::1", "mailto:a@b.c"),
            *("http://a:99999/", "http://a:b/", "http://[v1.x]/", "http://a b/", "http://" + "a" * 300 + ".example/"),
            *("https://..", "http://\u2100.example/", "javascript:alert(1)", "file:///etc/passwd", "//a.example/b"),
        ],
    )
    def test_what_is_no_address_is_told(self, look_at, url):
        row = look_at(url)
        assert row["outcome"] in ("bad_address", "dns")
        assert row["tries"] == 0
        assert row["reason"]

    def test_a_host_that_keeps_failing_is_left_alone(self, server, fetch):
        server.serve("/feed", Reply(rss(*(item(server.url(f"/{n}")) for n in range(9)))))
        for n in range(9):
            server.serve(f"/{n}", Reply(status=500))
        rows = fetch(Source(name="f", kind="feed", place=server.url("/feed")), policy=replace(LOOPBACK, tries=1))
        outcomes = [rows[server.url(f"/{n}")]["outcome"] for n in range(9)]
        assert outcomes == ["server_error"] * 5 + ["deferred"] * 4


class TestSafety:
    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f000001",
            "0.0.0.0",
            "0",
            "0177.0.0.1",
            "127.1",
            "10.1.2.3",
            "169.254.169.254",
            "[::1]",
            "[::ffff:127.0.0.1]",
        ],
    )
    def test_an_address_that_is_not_public_is_never_connected_to(self, server, look_at, host):
        port = server.address.rpartition(":")[2]
        server.serve("/a", Reply())
        row = look_at(f"http://{host}:{port}/a", FetchPolicy(delay=0.0, deadline=2.0))
        # aiohttp takes most short forms of an address for no host at all
        assert row["outcome"] == (
            "bad_address" if host in ("2130706433", "0", "0177.0.0.1", "127.1") else "blocked_address"
        )
        assert server.requests == []

    @pytest.mark.parametrize("addresses", [["127.0.0.1"], ["::1", "127.0.0.1"], ["10.0.0.1", "169.254.169.254"]])
    def test_a_name_that_resolves_to_addresses_that_are_not_public_is_blocked(
        self, server, look_at, monkeypatch, addresses
    ):
        port = int(server.address.rpartition(":")[2])

        def resolve(*_, **__):
            families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses]
            ends = [(a, port, 0, 0) if ":" in a else (a, port) for a in addresses]
            return [(f, socket.SOCK_STREAM, 6, "", end) for f, end in zip(families, ends, strict=True)]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        server.serve("/a", Reply())
        row = look_at(f"http://inside.example:{port}/a", FetchPolicy(delay=0.0, deadline=2.0))
        assert (row["outcome"], row["tries"]) == ("blocked_address", 0)
        assert server.requests == []

    def test_a_name_that_resolves_otherwise_the_second_time_is_blocked(self, server, look_at, monkeypatch):
        port = int(server.address.rpartition(":")[2])
        found = iter(["127.0.0.1", "10.0.0.1"])  # the tests may ask the one, never the other

        def resolve(_, port, *__):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(found), port))]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        server.serve("/a", Reply(status=302, headers={"Location": f"http://inside.example:{port + 1}/b"}))
        row = look_at(f"http://inside.example:{port}/a")
        assert (row["outcome"], row["hops"]) == ("blocked_address", 1)
        assert server.asked("/a") == 1

    @pytest.mark.parametrize("path", ["/robots.txt", "/feed", "/index.xml", "/map.xml"])
    def test_nothing_that_leads_to_pages_may_redirect_to_a_private_address(self, server, fetch, path):
        """The test's own robots.txt, feed, sitemap index and sitemap, each in turn."""
        server.serve("/a", Reply())
        server.serve("/feed", Reply(rss(item(server.url("/a")))))
        index = f"<sitemapindex><sitemap><loc>{server.url('/map.xml')}</loc></sitemap></sitemapindex>"
        server.serve("/index.xml", Reply(index.encode()))
        server.serve("/map.xml", Reply(f"<urlset><url><loc>{server.url('/a')}</loc></url></urlset>".encode()))
        server.serve(path, Reply(status=302, headers={"Location": "http://169.254.169.254/latest"}))
        feed = Source(name="f", kind="feed", place=server.url("/feed"))
        sitemap = Source(name="s", kind="sitemap", place=server.url("/index.xml"))
        listings = [row for row in fetch(feed, sitemap).values() if row["role"] == "listing"]
        blocked = {row["url"] for row in listings if row["outcome"] == "blocked_address"}
        assert blocked == ({feed.place, sitemap.place} if path == "/robots.txt" else {server.url(path)})

    @pytest.mark.parametrize(
        "target", ["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://[fd12::1]/"]
    )
    def test_a_redirect_to_an_address_that_is_not_public_is_blocked(self, server, look_at, target):
        row = look_at(server.serve("/a", Reply(status=302, headers={"Location": target})))
        assert (row["outcome"], row["hops"]) == ("blocked_address", 1)

    def test_a_secret_header_goes_to_its_own_host_and_nowhere_else(
        self, server, other_server, fetch, settings, monkeypatch, caplog
    ):
        caplog.set_level(0)
        monkeypatch.setenv("FEED_TOKEN", "s3cret-value")
        other_server.serve("/b", Reply())
        server.serve(
            "/a", Reply(status=302, headers={"Location": other_server.url("/b"), "Set-Cookie": "s3cret-value"})
        )
        server.serve("/feed", Reply(rss(item(server.url("/a"))), headers={"Set-Cookie": "s=s3cret-value"}))
        rows = fetch(Source(name="f", kind="feed", place=server.url("/feed"), headers={"Authorization": "FEED_TOKEN"}))
        assert rows[server.url("/a")]["outcome"] == "fetched"
        assert [h.get("Authorization") for path, h in server.requests if path == "/feed"] == ["s3cret-value"]
        assert all("Authorization" not in headers for _, headers in other_server.requests)
        for file in settings.home.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                content = gzip.decompress(content) if file.suffix == ".gz" else content
                assert b"s3cret-value" not in content
        assert "s3cret-value" not in str(rows) + caplog.text

    def test_a_secret_that_no_header_can_hold_is_told_without_it(self, server, fetch, monkeypatch):
        monkeypatch.setenv("FEED_TOKEN", "s3cret\nvalue")
        source = Source(name="f", kind="feed", place=server.url("/feed"), headers={"Authorization": "FEED_TOKEN"})
        with pytest.raises(UsageError, match="FEED_TOKEN") as told:
            fetch(source)
        assert "s3cret" not in str(told.value)
        assert server.requests == []
