"""What a ledger survives: builders killed at any moment, readers all the while, a full disk, odd paths.

The processes are real. They are forked from one that has the libraries loaded, as loading them takes longer than
publishing does.
"""

import multiprocessing
import os
import random
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

import duckdb
import pytest
from ledger_rows import D1, NOW, Row, article, ask, claim, frames, night

from newsledger.errors import UsageError
from newsledger.warehouse import checksums, connect, export, kept_files, publish, restore, verify

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["duckdb", "polars", "pytest", "newsledger.warehouse"])

KILLS = 20
READERS = 8
DEADLINE = 60.0


def state(number: int, size: int = 12) -> dict[str, list[Row]]:
    """Return the rows of version `number`: each says so, and none is in another one."""
    articles = [article(f"{number}-{n}", title=f"version {number}") for n in range(size)]
    return {"articles": articles, "claims": [claim(a, rule=f"version {number}") for a in articles]}


def publish_state(ledger: Path, number: int) -> None:
    publish(ledger, frames(**state(number)), night(D1), now=NOW)


def newest(ledger: Path) -> int:
    return int(ask(ledger, "SELECT max(version) FROM versions").item())


def build(ledger: Path, number: int, ready: Connection) -> None:
    rows = frames(**state(number))
    ready.send("go")
    publish(ledger, rows, night(D1), now=NOW)


def start_building(ledger: Path, number: int) -> multiprocessing.process.BaseProcess:
    """Start a process that publishes, and return it when it begins to."""
    here, there = FORKS.Pipe()
    process = FORKS.Process(target=build, args=(ledger, number, there))
    process.start()
    assert here.poll(DEADLINE)
    here.recv()
    return process


def test_a_builder_killed_at_any_moment_harms_nothing_and_the_next_night_succeeds(tmp_path):
    ledger = tmp_path / "ledger.duckdb"
    publish_state(ledger, 1)
    process, begun = start_building(ledger, 2), monotonic()
    process.join(DEADLINE)
    assert process.exitcode == 0
    lasts = monotonic() - begun
    moments = random.Random(20)
    killed, published = 0, newest(ledger)
    for number in range(3, 3 + KILLS):
        process, begun = start_building(ledger, number), monotonic()
        process.join(moments.uniform(0, lasts))
        if process.exitcode == 0:  # it was faster than the one that was measured
            lasts = min(lasts, monotonic() - begun)
        process.kill()
        process.join(DEADLINE)
        killed += process.exitcode == -signal.SIGKILL
        assert verify(ledger) == []
        now = newest(ledger)
        titles = set(ask(ledger, "SELECT DISTINCT title FROM articles")["title"])
        assert (now, titles) in [(published, {f"version {number - 1}"}), (published + 1, {f"version {number}"})]
        publish_state(ledger, number)
        published += 1
        assert newest(ledger) == published
    assert verify(ledger) == []
    assert killed >= KILLS / 4
    assert len(list(tmp_path.iterdir())) == len(["ledger", "lock", "v", "v", "v"])


def read_on(
    ledger: Path, looks: "multiprocessing.sharedctypes.SynchronizedArray[int]", number: int, out: Connection
) -> None:
    """Open, look and close until told to stop; tell what was wrong, and which versions were seen."""
    wrong, seen = [], set()
    while looks[READERS] == 0:
        try:
            with connect(ledger) as reader:
                reader.execute("SET threads = 1")
                (version,) = reader.execute("SELECT max(version) FROM versions").fetchall()[0]
                said = reader.execute("SELECT DISTINCT title FROM articles UNION SELECT rule FROM claims").fetchall()
                if said != [(f"version {version}",)]:
                    wrong.append(f"version {version} says {said}")
                if checksums.differences(checksums.derived(reader, version), checksums.remembered(reader)):
                    wrong.append(f"version {version} does not hold what was published")
                seen.add(version)
        except Exception as error:
            wrong.append(repr(error))
        looks[number] += 1
    out.send((wrong, seen))


def test_readers_never_see_an_error_or_a_mixed_state_while_versions_are_published(tmp_path):
    ledger = tmp_path / "ledger.duckdb"
    publish_state(ledger, 1)
    looks = FORKS.Array("i", READERS + 1)
    pipes = [FORKS.Pipe() for _ in range(READERS)]
    readers = [
        FORKS.Process(target=read_on, args=(ledger, looks, number, there)) for number, (_, there) in enumerate(pipes)
    ]
    for reader in readers:
        reader.start()
    try:
        for number in range(2, 7):
            before = list(looks)
            deadline = monotonic() + DEADLINE
            while any(looks[n] == before[n] for n in range(READERS)):
                assert monotonic() < deadline
                readers[0].join(0.01)
            publish_state(ledger, number)
    finally:
        looks[READERS] = 1
    reports = [here.recv() for here, _ in pipes if here.poll(DEADLINE)]
    for reader in readers:
        reader.join(DEADLINE)
    assert [wrong for wrong, _ in reports] == [[]] * READERS
    assert set.union(*(seen for _, seen in reports)) >= {1, 5}


CRAMPED = """
import resource, signal, sys
sys.path[:0] = {path!r}
from pathlib import Path
from ledger_rows import D1, NOW, article, frames, night
from newsledger.errors import UsageError
from newsledger.warehouse import publish

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write over the limit then fails, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
many = [article(str(n), text=str(n) * 500) for n in range(20_000)]
try:
    publish(Path({ledger!r}), frames(articles=many, documents=[]), night(D1), now=NOW)
except UsageError as error:
    print(error)
"""


@pytest.mark.parametrize("more", [-1000, 100_000])  # while the ledger is copied, and while rows are written
def test_a_full_disk_leaves_the_published_file_and_the_next_night_succeeds(tmp_path, more):
    ledger = tmp_path / "ledger.duckdb"
    publish_state(ledger, 1)
    before = ledger.read_bytes()
    script = CRAMPED.format(path=sys.path, ledger=str(ledger), limit=len(before) + more)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"The disk of {ledger.parent} is full"), done.stderr
    assert (ledger.read_bytes(), verify(ledger)) == (before, [])
    assert not list(tmp_path.glob("*.build*"))
    publish_state(ledger, 2)
    assert newest(ledger) == 2


@pytest.mark.parametrize("name", ["it's a ledger.duckdb", 'a "b"; drop.duckdb', "größe %s {x}.duckdb"])
def test_a_ledger_may_be_called_and_lie_as_it_likes(tmp_path, name):
    ledger = tmp_path / "a folder's name" / name
    publish_state(ledger, 1)
    publish_state(ledger, 2)
    assert verify(ledger) == []
    assert list(kept_files(ledger)) == [1, 2]
    restore(ledger, 1, now=NOW)
    assert newest(ledger) == 1
    assert export(ledger, tmp_path / "o'ut")["claims"] == 12


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UsageError, match=r"file cannot be written: .*[Dd]irectory|file cannot be written: File exists"):
        publish_state(tmp_path / "file" / "ledger.duckdb", 1)


@pytest.fixture
def shut(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing can be made."""
    folder = tmp_path / "shut"
    folder.mkdir()
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_is_named(shut):
    with pytest.raises(UsageError, match="shut cannot be written: Permission denied"):
        publish_state(shut / "ledger.duckdb", 1)


def test_the_file_can_be_read_by_duckdb_from_1_2_on(tmp_path):
    # An older release cannot be installed beside this one. What it looks at is the storage version in the head of the
    # file: 64 is what 1.1 reads, 65 what 1.2 reads; and the release that DuckDB says it wrote the file for.
    ledger = tmp_path / "ledger.duckdb"
    for number in (1, 2):
        publish_state(ledger, number)
        head = ledger.read_bytes()[:20]
        assert (head[8:12], *struct.unpack("<Q", head[12:20])) == (b"DUCK", 65)
        with duckdb.connect(str(ledger), read_only=True) as connection:
            sql = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = current_database()"
            assert connection.execute(sql).fetchall() == [("v1.2.0+",)]
