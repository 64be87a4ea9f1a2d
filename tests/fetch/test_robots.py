"""What robots.txt allows, and what its absence, failure or strangeness means."""

import json
from dataclasses import replace

import pytest
from fault_server import LOOPBACK, Reply

from newsledger.fetch import fetch_addresses

PRIVATE = b"User-agent: *\nDisallow: /private/\n"
ALLOWED = {"/a": "fetched", "/private/b": "fetched"}
PRIVATELY = {"/a": "fetched", "/private/b": "blocked_by_robots"}


@pytest.fixture
def look(server, settings):
    """Serve a robots.txt and return how an open and a private page end, and the reason of the second."""
    server.serve("/a", Reply())
    server.serve("/private/b", Reply())

    def run(robots, policy=LOOPBACK):
        server.serve("/robots.txt", robots if callable(robots) or isinstance(robots, Reply) else text(robots))
        visits = fetch_addresses([server.url("/a"), server.url("/private/b")], settings, policy=policy)
        return dict(zip(ALLOWED, (visit.outcome for visit in visits), strict=True)), visits[1].reason

    return run


def text(body):
    return Reply(body, media_type="text/plain")


@pytest.mark.parametrize(
    ("robots", "outcomes"),
    [
        (PRIVATE, PRIVATELY),
        (b"\xef\xbb\xbf" + PRIVATE, PRIVATELY),
        (PRIVATE.replace(b"\n", b"\r\n"), PRIVATELY),
        (b"User-agent: *\nDisallow: /*/b$\n", PRIVATELY),
        (b"User-agent: *\nDisallow: /\nAllow: /a\n", PRIVATELY),  # the longest rule counts
        (b"User-agent: *\nDisallow: /\n\nUser-agent: newsledger\nDisallow: /private/\n", PRIVATELY),
        (b"User-agent: NewsLedger\nDisallow: /private/\n", PRIVATELY),
        (b"User-agent: otherbot\nDisallow: /\n", ALLOWED),
        (b"", ALLOWED),
        (b"<!doctype html><html><body>Disallow: nothing here</body></html>", ALLOWED),
        (b"\x00\xff\xfe garbage \n" * 9, ALLOWED),
        (Reply(status=404), ALLOWED),
        (Reply(status=403), ALLOWED),
        (Reply(status=410), ALLOWED),
        (Reply(b"", status=204), ALLOWED),
    ],
)
def test_it_is_read_as_rfc_9309_says(look, server, robots, outcomes):
    assert look(robots)[0] == outcomes
    assert server.asked("/robots.txt") == 1
    assert server.asked("/private/b") == (outcomes is ALLOWED)


@pytest.mark.parametrize(
    ("robots", "outcome", "reason"),
    [
        (Reply(status=503), "blocked_by_robots", "robots.txt cannot be read: status 503"),
        (Reply(status=500), "blocked_by_robots", "robots.txt cannot be read: status 500"),
        (Reply(status=429, headers={"Retry-After": "900"}), "deferred", "asks to wait 900 s"),
        (Reply(status=202, headers={"x-amzn-waf-action": "challenge"}), "blocked_by_robots", "status 202"),
        (Reply(raw=()), "connect", "robots.txt cannot be read"),
        (Reply(raw=[b"HTTP/1.1 200 OK\r\nX: "] + [b"x"] * 9, pause=0.05), "deadline", "robots.txt cannot be read"),
        (Reply(b"User-agent: *\nCrawl-delay: 3600\n"), "crawl_delay_too_long", "asks for 3600 s between requests"),
    ],
)
def test_where_it_cannot_be_read_or_asks_for_too_much_nothing_is_asked(look, server, robots, outcome, reason):
    outcomes, said = look(robots, replace(LOOPBACK, deadline=0.3))
    assert set(outcomes.values()) == {outcome}
    assert reason in said
    assert server.asked("/a") + server.asked("/private/b") == 0


def test_only_its_first_500_kilobytes_are_read_and_no_line_of_them_in_part(look):
    line = b"Disallow: /a-page-that-is-not-asked-for\n"
    robots = PRIVATE + line * (500 * 1024 // len(line) - 1)
    robots += b"#" * (500 * 1024 - len(robots) - len("\nDisallow: /a"))
    assert look(robots + b"\nDisallow: /a-and-the-rest-of-the-line\nDisallow: /a\n")[0] == PRIVATELY


@pytest.mark.parametrize(("redirects", "outcomes"), [(5, PRIVATELY), (6, ALLOWED)])
def test_it_is_followed_over_five_redirects(look, server, redirects, outcomes):
    for n in range(1, redirects):
        server.serve(f"/r{n}", Reply(status=301, headers={"Location": f"/r{n + 1}"}))
    server.serve(f"/r{redirects}", text(PRIVATE))
    assert look(Reply(status=301, headers={"Location": "/r1"}))[0] == outcomes


def test_a_copy_is_good_for_a_day(look, server, settings):
    assert look(PRIVATE)[0] == PRIVATELY
    (kept,) = (settings.home / "robots").iterdir()
    aged = json.loads(kept.read_text())
    kept.write_text(json.dumps(aged | {"at": aged["at"] - 86_000}))
    assert look(b"")[0] == PRIVATELY
    assert server.asked("/robots.txt") == 1
    kept.write_text(json.dumps(aged | {"at": aged["at"] - 87_000}))
    assert look(b"")[0] == ALLOWED
    assert server.asked("/robots.txt") == 2


@pytest.mark.parametrize("failure", [Reply(status=503), Reply(raw=())])
def test_an_old_copy_is_better_than_a_server_that_fails(look, settings, failure):
    look(PRIVATE)
    (kept,) = (settings.home / "robots").iterdir()
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"at": 0}))
    assert look(failure)[0] == PRIVATELY


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"at": null, "text": ""}', '{"at": 9e9, "text": 5}'])
def test_a_copy_that_is_damaged_is_no_copy(look, settings, damage):
    look(PRIVATE)
    (kept,) = (settings.home / "robots").iterdir()
    kept.write_text(damage)
    assert look(PRIVATE)[0] == PRIVATELY
