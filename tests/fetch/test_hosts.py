"""A host is asked once a delay, by however many runs and processes, and left alone when it asks for it."""

import asyncio
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from threading import Thread

import pytest
from fault_server import ARTICLE, LOOPBACK, Reply

from newsledger.config import Source
from newsledger.fetch import fetch_addresses
from newsledger.fetch.hosts import HostClosedError, Hosts
from newsledger.fetch.pace import held

DELAY = 0.15
PACED = replace(LOOPBACK, delay=DELAY)
NEXT = date(2025, 5, 25)


@pytest.fixture
def asked():
    """When the host was asked, as the file says that all runs share: on a busy machine a server hears of it late."""
    return []


@pytest.fixture
def noting(asked, settings):
    """Return what gives a reply and notes when its host was asked."""

    def answering(reply):
        def answer(_):
            (path,) = (settings.home / "hosts").glob("*.json")
            asked.append(json.loads(path.read_text())["asked_at"])
            return reply

        return answer

    return answering


@pytest.fixture
def pages(server, tmp_path, noting):
    """A list of three pages of one host."""
    urls = [server.serve(f"/{n}", noting(Reply(ARTICLE + str(n).encode()))) for n in range(3)]
    (tmp_path / "pages.txt").write_text("\n".join(urls))
    return Source(name="pages", kind="urls", place=str(tmp_path / "pages.txt"))


def shortest(asked):
    """Return the shortest time between two requests."""
    return min(later - earlier for earlier, later in pairwise(asked)) + 1e-6  # a float of seconds since 1970


RUNNER = """
import sys
from pathlib import Path
from newsledger.config import Settings
from newsledger.fetch import FetchPolicy, fetch_addresses
policy = FetchPolicy(allow_loopback=True, delay=float(sys.argv[2]))
fetch_addresses(sys.argv[3:], Settings(Path(sys.argv[1])), policy=policy)
"""


def test_two_processes_share_the_pace_of_a_host(server, pages, fetch, settings, asked, noting):
    hand = [server.serve(f"/hand/{n}", noting(Reply())) for n in range(3)]
    command = [sys.executable, "-c", RUNNER, str(settings.home), str(DELAY), *hand]
    begun = []

    def first(_):  # the other process is up and running: now the night begins beside it
        if not begun:
            begun.append(True)
            night.start()
        return Reply(status=404)

    night = Thread(target=fetch, args=(pages,), kwargs={"policy": PACED})
    server.serve("/robots.txt", first)
    assert subprocess.run(command, timeout=60, check=False).returncode == 0
    night.join(timeout=60)
    assert sum(server.asked(f"/{n}") + server.asked(f"/hand/{n}") for n in range(3)) == 6
    assert shortest(asked) >= DELAY
    assert server.most_at_once == 1


def test_a_run_waits_for_the_delay_that_the_run_before_it_left(server, pages, fetch, asked):
    fetch(pages, policy=PACED)
    fetch(pages, policy=PACED, edition=NEXT)
    assert len(asked) == 3 + 3
    assert shortest(asked) >= DELAY


@pytest.mark.parametrize(
    ("robots", "at_least"),
    [
        (b"Crawl-delay: 0.01", DELAY),
        (b"Crawl-delay: 0.3", 0.3),
        (b"Crawl-delay: -5", DELAY),
        (b"Crawl-delay: x", DELAY),
    ],
)
def test_the_delay_is_ours_or_that_of_robots_whichever_is_longer(server, settings, asked, noting, robots, at_least):
    server.serve("/robots.txt", Reply(b"User-agent: *\n" + robots, media_type="text/plain"))
    fetch_addresses([server.serve(f"/{n}", noting(Reply())) for n in range(3)], settings, policy=PACED)
    assert len(asked) == 3
    assert shortest(asked) >= at_least


def test_a_host_that_keeps_failing_is_left_alone_by_other_runs_too(server, pages, fetch, settings):
    for n in range(3):
        server.serve(f"/{n}", Reply(status=500))
    begun = datetime.now(UTC)
    rows = fetch(pages)
    assert {rows[server.url(f"/{n}")]["outcome"] for n in range(3)} == {"server_error"}
    assert sum(server.asked(f"/{n}") for n in range(3)) == LOOPBACK.breaker
    later = fetch_addresses([server.url("/0")], settings, policy=LOOPBACK)[0]
    assert (later.outcome, later.tries) == ("deferred", 0)
    assert "failed 5 times in a row, the last time: status 500" in later.reason
    assert begun + timedelta(minutes=10) <= later.retry_at <= datetime.now(UTC) + timedelta(minutes=11)


def test_a_pause_that_a_host_asked_for_binds_the_next_run(server, pages, fetch):
    server.serve("/0", Reply(status=429, headers={"Retry-After": "900"}))
    begun = datetime.now(UTC)
    rows = fetch(pages)
    assert rows[server.url("/0")]["status"] == 429
    assert {rows[server.url(f"/{n}")]["outcome"] for n in range(3)} == {"deferred"}
    for row in rows.values():
        if row["role"] == "page":
            assert begun + timedelta(seconds=900) <= row["retry_at"] <= datetime.now(UTC) + timedelta(seconds=990)
    asked = len(server.requests)
    again = fetch(pages, edition=NEXT)
    assert {again[server.url(f"/{n}")]["outcome"] for n in range(3)} == {"deferred"}
    assert len(server.requests) == asked


def test_a_host_that_is_too_busy_and_does_not_say_for_how_long_is_given_ever_longer_rests(server, settings):
    url = server.serve("/a", Reply(status=429))
    begun = datetime.now(UTC)
    rest, another = (fetch_addresses([url], settings, policy=LOOPBACK)[0] for _ in range(2))
    assert (rest.outcome, rest.tries) == ("deferred", 1)
    assert begun + timedelta(seconds=30) <= rest.retry_at <= datetime.now(UTC) + timedelta(seconds=33)
    assert (another.outcome, another.tries, another.retry_at) == ("deferred", 0, rest.retry_at)


def test_a_host_that_asks_for_a_pause_again_and_again_is_left_to_another_run(server, tmp_path, fetch):
    urls = [server.serve(f"/{n}", Reply(status=503, headers={"Retry-After": "0.01"})) for n in range(4)]
    (tmp_path / "l.txt").write_text("\n".join(urls))
    rows = fetch(Source(name="l", kind="urls", place=str(tmp_path / "l.txt")))
    assert {rows[url]["outcome"] for url in urls} == {"deferred"}
    assert sum(server.asked(f"/{n}") for n in range(4)) == LOOPBACK.breaker


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"{",
        b"[]",
        b'{"asked_at": "x"}',
        # before the clock was set back
        b'{"asked_at": 9000000000, "next_at": 9000000000, "rests_until": 0, "why": null}',
    ],
)
def test_what_is_known_of_a_host_may_be_damaged_or_of_the_future(server, settings, kept):
    folder = settings.home / "hosts"
    folder.mkdir(parents=True)
    (folder / f"127.0.0.1%3A{server.address.rpartition(':')[2]}.json").write_bytes(kept)
    assert fetch_addresses([server.serve("/a", Reply())], settings, policy=LOOPBACK)[0].outcome == "fetched"


def test_the_longest_name_of_a_host_has_a_file(tmp_path):
    with held(tmp_path, "a" * 63 + ".example:8443") as pace:
        assert pace is not None
        with held(tmp_path, "a" * 63 + ".example:8443") as other:
            assert other is None


async def _closed(hosts):
    async with hosts.turn("news.example", 0.0) as turn:
        turn.rest(7.5)
    async with hosts.turn("news.example", 0.0):
        pass


def test_why_a_host_is_closed_is_told(tmp_path):
    with pytest.raises(HostClosedError, match=r"news\.example asked to be left alone for 8 s"):
        asyncio.run(_closed(Hosts(LOOPBACK, tmp_path)))
