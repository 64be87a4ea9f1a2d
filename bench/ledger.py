"""How fast the ledger takes a night, answers analysts and verifies itself, with a million claims of history.

    python -m bench.ledger [--claims 1000000] [--nights 30] [--keep FOLDER]

The history is `bench.nights` published in ten versions, then come the nights: each brings 6,000 new claims, changes
1,000 and removes 100. Seconds are of the clock, and so too many on a machine that does other things; of a mart, the
least of five answers as a polars frame, over the last 30 days and in one connection.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from bench.nights import Nights
from newsledger import model
from newsledger.edits import add_edits
from newsledger.stories import settle_stories
from newsledger.warehouse import Night, connect, publish, query, verify
from newsledger.warehouse.checksums import derived, differences, remembered

FIRST = date(2024, 1, 1)
EDITIONS, VERSIONS = 400, 10  # of the history
NEW, CHANGED, REMOVED = 6_000, 1_000, 100
OF_A_NIGHT = [table.name for table in model.HISTORY if table not in model.VOCABULARIES]
ANSWERS = 5

PUBLISHING, GROWTH = 6.0, 1.5  # seconds; the last nights' CPU to the first ones'
MART, PAST = 0.3, 2.0  # seconds; as_of to live
CHECKSUMS = 1.0  # seconds for a million rows
MEMORY = 2_000  # megabytes

# What an analyst asks about the last 30 days; {day} is the first of them.
MARTS = {
    "daily_strikes": "FROM daily_strikes WHERE day >= DATE '{day}'",
    "casualties": "FROM casualties WHERE day >= DATE '{day}'",
    "prisoner_exchanges": "FROM prisoner_exchanges WHERE day >= DATE '{day}'",
    "claims_vs_counterclaims": "FROM claims_vs_counterclaims WHERE day >= DATE '{day}'",
    "speakers_between": "FROM speakers_between(DATE '{day}', NULL)",
    "diplomacy": "FROM diplomacy WHERE day >= DATE '{day}'",
    "daily_actions": "FROM daily_actions WHERE day >= DATE '{day}'",
    "coverage": "FROM coverage WHERE edition >= DATE '{day}'",
    "article_edits": "FROM article_edits WHERE edition >= DATE '{day}'",
    "as_plover": "FROM as_plover WHERE event_date >= DATE '{day}'",
    "as_cameo": "FROM as_cameo WHERE day >= DATE '{day}'",
    "as_acled": "FROM as_acled WHERE event_date >= DATE '{day}'",
    "claims_near": "FROM claims_near(48, 37, 300) WHERE day >= DATE '{day}'",
    "claims_between": "FROM claims_between('UKR', 'RUS') WHERE day >= DATE '{day}'",
    "evidence_search": "FROM evidence_search('drones overnight') WHERE day >= DATE '{day}'",
}
PASTS = {
    "claims by action": "SELECT action, count(*), sum(quantity_low) FROM {claims} GROUP BY ALL",
    "claims of one country": "FROM {claims} WHERE place_country = 'SDN' AND action = 'kill'",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.ledger")
    parser.add_argument("--claims", type=int, default=1_000_000, help="claims of history")
    parser.add_argument("--nights", type=int, default=30)
    parser.add_argument("--keep", type=Path, help="a folder to leave the ledger in; one that is there is measured")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        ledger = (options.keep or Path(folder)) / "ledger.duckdb"
        days = [FIRST + timedelta(days=number) for number in range(EDITIONS + options.nights)]
        if not ledger.exists():
            nights = Nights()
            begun = time.perf_counter()
            build_history(ledger, nights, days[:EDITIONS], options.claims)
            print(f"ledger: a history of {options.claims:,} claims took {time.perf_counter() - begun:.0f} s")
            print_nights(ledger, nights, days[EDITIONS:])
        with connect(ledger) as connection:
            print_sizes(connection, ledger)
            print_marts(connection, days[-1] - timedelta(days=29))
            print_pasts(connection)
            print_checksums(connection)
        begun = time.perf_counter()
        problems = verify(ledger)
        print(
            f"ledger: verify with every row's hash took {time.perf_counter() - begun:.1f} s, {len(problems)} problems"
        )


def build_history(ledger: Path, nights: Nights, days: Sequence[date], claims: int) -> None:
    """Publish so many claims in editions of equal size, several in a version."""
    size = -(-len(days) // VERSIONS)
    for start in range(0, len(days), size):
        parts = [nights.edition(day, claims // len(days)) for day in days[start : start + size]]
        frames = {**parts[0], **{name: pl.concat([part[name] for part in parts]) for name in OF_A_NIGHT}}
        publish(ledger, frames, _night(days[start : start + size]), now=_now(days[start]))


def print_nights(ledger: Path, nights: Nights, days: Sequence[date]) -> None:
    """Publish a night a day and print how long the first and the last three took, and what memory."""
    took, worked, settling = [], [], []
    for day in days:
        settled = _Settled(day)
        frames = nights.edition(day, NEW, CHANGED, REMOVED)
        begun, at_work = time.perf_counter(), time.process_time()
        published = publish(ledger, frames, _night([day]), now=_now(day), settle=settled)
        took.append(time.perf_counter() - begun - settled.seconds)
        worked.append(time.process_time() - at_work - settled.cpu)
        settling.append(settled.seconds)
        assert published
    first, last = _ends(took)
    first_cpu, last_cpu = _ends(worked)
    print(
        f"ledger: a night publishes in {first:.1f} s at first, {last:.1f} s after {len(days)} (target {PUBLISHING}); "
        f"CPU {first_cpu:.1f} s and {last_cpu:.1f} s, {last_cpu / first_cpu:.2f} times (target {GROWTH})"
    )
    print("ledger: stories and edits of a night take {:.1f} s at first, {:.1f} s at last".format(*_ends(settling)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"ledger: {peak:.0f} MB of memory at most, with what this measurement needs (target {MEMORY})")


class _Settled:
    """Settles stories and edits as the asset `ledger` does, and says how long it took."""

    def __init__(self, day: date) -> None:
        self._day = day
        self.seconds = self.cpu = 0.0

    def __call__(
        self, connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]
    ) -> Mapping[str, pl.DataFrame]:
        begun, at_work = time.perf_counter(), time.process_time()
        settled = add_edits(connection, settle_stories(connection, frames, [self._day]), [self._day])
        self.seconds, self.cpu = time.perf_counter() - begun, time.process_time() - at_work
        return settled


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return statistics.median(values[:3]), statistics.median(values[-3:])


def print_sizes(connection: duckdb.DuckDBPyConnection, ledger: Path) -> None:
    """Print how large the ledger is."""
    sizes = connection.execute(
        "SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM claims_h), (SELECT count(*) FROM articles), "
        "(SELECT count(*) FROM documents), (SELECT max(version) FROM versions)"
    ).fetchone()
    assert sizes is not None
    print(
        "ledger: {:,} claims ({:,} in all versions), {:,} articles, {:,} documents, {} versions".format(*sizes)
        + f", {ledger.stat().st_size / 1e6:.0f} MB"
    )


def print_marts(connection: duckdb.DuckDBPyConnection, day: date) -> None:
    """Print how long each mart takes over the days from `day` on."""
    for name, sql in MARTS.items():
        asked = sql.format(day=day)
        rows = query(connection, asked).height
        seconds, cpu = _least(lambda: query(connection, asked))  # noqa: B023
        print(f"ledger: {name:<24} {seconds:.2f} s (target {MART}), CPU {cpu:.2f} s, {rows:,} rows")
    seconds, cpu = _least(lambda: query(connection, "FROM speakers"))
    print(f"ledger: speakers, of all days    {seconds:.2f} s, CPU {cpu:.2f} s")


def print_pasts(connection: duckdb.DuckDBPyConnection) -> None:
    """Print how long versions of the past take against the live view."""
    row = connection.execute("SELECT max(version) FROM versions").fetchone()
    assert row is not None
    for name, sql in PASTS.items():
        live, _ = _least(lambda: query(connection, sql.format(claims="claims")))  # noqa: B023
        for version in (row[0], row[0] // 2):
            past, _ = _least(lambda: query(connection, sql.format(claims=f"claims_as_of({version})")))  # noqa: B023
            print(
                f"ledger: {name}, as of version {version}: {past * 1e3:.0f} ms, live {live * 1e3:.0f} ms, "
                f"{past / live:.2f} times (target {PAST})"
            )


def print_checksums(connection: duckdb.DuckDBPyConnection) -> None:
    """Print how long it takes to derive the checksums of all versions from the rows."""
    row = connection.execute("SELECT max(version), (SELECT sum(opened) FROM version_tables) FROM versions").fetchone()
    assert row is not None
    last, rows = row
    held = derived(connection, last)
    assert not differences(held, remembered(connection))
    seconds, _ = _least(lambda: derived(connection, last))
    print(
        f"ledger: checksums of {last} versions take {seconds:.2f} s for {rows:,} rows, "
        f"{seconds / rows * 1e6:.2f} s a million (target {CHECKSUMS})"
    )


def _least(answer: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds of the clock and of the CPU that an answer takes."""
    seconds, cpu = [], []
    for _ in range(ANSWERS):
        begun, at_work = time.perf_counter(), time.process_time()
        answer()
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - at_work)
    return min(seconds), min(cpu)


def _night(editions: Sequence[date]) -> Night:
    return Night(list(editions), config_hash="c", lexicon_hash="l", input_hash="i")


def _now(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


if __name__ == "__main__":
    main()
