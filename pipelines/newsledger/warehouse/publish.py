"""Making one version of the ledger out of a night's frames, and publishing it by rename.

Belongs here: which rows a night opens and closes, the manifest, and the steps from a private copy to the published
file. Does not: SQL of tables and views (`schema`), what the frames hold, reading (`read`).

Readers keep the file that they opened; a new one takes its name. Whatever goes wrong before the rename leaves the
published file as it was: a full disk, a kill, a duplicate key.
"""

# ruff: noqa: S608  (the names in the SQL come from the contracts)

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from importlib import metadata
from pathlib import Path

import duckdb
import polars as pl

import newsledger
from newsledger import model
from newsledger.errors import usage_error
from newsledger.model import Table
from newsledger.progress import Progress, silent
from newsledger.warehouse import checksums, schema
from newsledger.warehouse.rows import row_hashes
from newsledger.warehouse.schema import OPEN, history

KEPT_FILES = 3
# Any DuckDB from 1.2 on reads this format; the default of 1.5 would shut out analysts with an older one.
STORAGE_VERSION = "v1.2.0"


@dataclass(frozen=True, slots=True)
class Night:
    """What a version is made from, for the manifest; `editions` also says whose rows the frames replace."""

    editions: list[date]
    config_hash: str
    lexicon_hash: str
    input_hash: str
    quality: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A new version and the rows that it opened, closed and holds, by table."""

    version: int
    opened: dict[str, int]
    closed: dict[str, int]
    total: dict[str, int]


def publish(
    ledger: Path, frames: Mapping[str, pl.DataFrame], night: Night, *, now: datetime, progress: Progress = silent
) -> Published | None:
    """Make `frames`, one a history table, the night's state of `ledger`; return the new version.

    Rows of the night's editions that `frames` does not have any more are closed; a row that is there with the same
    values stays untouched. Where nothing opens or closes there is no new version and the result is None (views and
    comments are brought up to date). The first call makes the ledger.

    UsageError: another process is building, a foreign write-ahead log lies at `ledger`, an earlier version is not
    as it was published, or its tables do not fit the contracts. ValueError: a key is null or there twice.
    """
    tonight = {t.name: _hashed(t, frames[t.name]) for t in model.HISTORY}
    ledger.parent.mkdir(parents=True, exist_ok=True)
    with _sole_builder(ledger, now), _private_copy(ledger) as build:
        with _opened(build) as connection:
            refreshed = schema.install(connection)
            published = _commit(connection, ledger, tonight, night, now, progress)
        if published is None and not refreshed:
            return None
        _release(build, ledger, _checked(build, ledger))
    return published


def _hashed(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    rows = table.conform(frame)
    if rows[table.key].null_count():
        raise ValueError(f"{table.name}: {table.key} is null in {rows[table.key].null_count()} rows")
    if not rows[table.key].is_unique().all():
        twice = rows[table.key].filter(rows[table.key].is_duplicated()).unique().sort()
        raise ValueError(f"{table.name}: the keys {', '.join(map(str, twice[:5]))} are there more than once")
    return rows.with_columns(row_hashes(table, rows))


@contextmanager
def _sole_builder(ledger: Path, now: datetime) -> Iterator[None]:
    with _beside(ledger, "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise usage_error(
                f"{ledger} is being built by {lock.read().strip()}", "Wait until that process ends, then run again."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()} since {now:%Y-%m-%d %H:%M:%S} UTC")
        lock.flush()
        yield


@contextmanager
def _private_copy(ledger: Path) -> Iterator[Path]:
    foreign = _beside(ledger, "wal")
    if foreign.exists():
        raise usage_error(
            f"{foreign} is there: somebody opened the ledger for writing, and DuckDB would replay it into the next one",
            "Close whatever has the ledger open, look whether that file holds anything you need, and remove it.",
        )
    build = _beside(ledger, "build")
    _remove_build(build)
    try:
        if ledger.exists():
            shutil.copyfile(ledger, build)
        yield build
    finally:
        _remove_build(build)


def _remove_build(build: Path) -> None:
    build.unlink(missing_ok=True)
    _beside(build, "wal").unlink(missing_ok=True)
    shutil.rmtree(_beside(build, "spill"), ignore_errors=True)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}.{ending}")


@contextmanager
def _opened(build: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(config={"temp_directory": str(_beside(build, "spill"))})
    try:
        mode = "READ_ONLY" if read_only else f"STORAGE_VERSION '{STORAGE_VERSION}'"
        connection.execute(f"ATTACH '{str(build).replace(chr(39), chr(39) * 2)}' AS ledger ({mode}); USE ledger")
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
        if not read_only:
            connection.execute("CHECKPOINT ledger")
    finally:
        connection.close()


def _commit(
    connection: duckdb.DuckDBPyConnection,
    ledger: Path,
    tonight: Mapping[str, pl.DataFrame],
    night: Night,
    now: datetime,
    progress: Progress,
) -> Published | None:
    (parent,) = _row(connection, "SELECT max(version) FROM versions")
    version = 1 if parent is None else parent + 1
    opened, closed = {}, {}
    # No error in here is ever caught: DuckDB's COMMIT after a caught one "succeeds" without the work before it.
    connection.execute("BEGIN")
    for done, table in enumerate(model.HISTORY):
        progress("ledger", done, len(model.HISTORY))
        opened[table.name], closed[table.name] = _replace(
            connection, table, tonight[table.name], version, night.editions
        )
    if parent is not None and not any(opened.values()) and not any(closed.values()):
        connection.execute("ROLLBACK")
        return None
    held = checksums.derived(connection, version)
    _refuse_if_tampered(ledger, held, connection, before=version)
    total = {t.name: int(held[t.name, version].partition(":")[0]) for t in model.HISTORY}
    _insert(
        connection,
        model.VERSIONS,
        [
            {
                "version": version,
                "parent": parent,
                "built_at": now,
                "editions": [day.isoformat() for day in night.editions],
                "code_version": newsledger.__version__,
                "config_hash": night.config_hash,
                "lexicon_hash": night.lexicon_hash,
                "input_hash": night.input_hash,
                "dependency_hash": dependency_hash(),
                "quality": night.quality,
                "note": night.note,
            }
        ],
    )
    _insert(
        connection,
        model.VERSION_TABLES,
        [
            {
                "version": version,
                "table_name": t.name,
                "opened": opened[t.name],
                "closed": closed[t.name],
                "total": total[t.name],
                "checksum": held[t.name, version],
            }
            for t in model.HISTORY
        ],
    )
    connection.execute("COMMIT")
    progress("ledger", len(model.HISTORY), len(model.HISTORY))
    return Published(version, opened, closed, total)


def _replace(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: pl.DataFrame, version: int, editions: list[date]
) -> tuple[int, int]:
    """Bring the live rows of `table` to `rows` within the night's scope; return how many opened and closed."""
    key = table.key
    connection.register("tonight", rows)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE closing_{table.name} AS
        SELECT h.{key}
        FROM {history(table)} h LEFT JOIN tonight s ON s.{key} = h.{key}
        WHERE h.version_to = {OPEN}
            AND (s.row_hash <> h.row_hash OR s.{key} IS NULL AND {_in_scope(table)})
        """,
        {"editions": editions} if table.scope == "edition" else {},
    )
    # The edition that first brought a row stays, so that the row keeps belonging to that edition's reruns.
    first = " REPLACE (coalesce(h.edition, s.edition) AS edition)" if _keeps_edition(table) else ""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE opening AS
        SELECT s.*{first}
        FROM tonight s LEFT JOIN {history(table)} h ON h.{key} = s.{key} AND h.version_to = {OPEN}
        WHERE h.{key} IS NULL OR h.row_hash <> s.row_hash
    """)
    connection.execute(f"""
        UPDATE {history(table)} SET version_to = {version}
        WHERE version_to = {OPEN} AND {key} IN (SELECT {key} FROM closing_{table.name})
    """)
    connection.execute(f"""
        INSERT INTO {history(table)} BY NAME
        SELECT *, {version} AS version_from, {OPEN} AS version_to FROM opening ORDER BY {table.scope or key}, {key}
    """)
    # Claims close with the revision that they stand in: remember which rows tonight touched.
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE touched_{table.name} AS
        SELECT {key} FROM tonight UNION SELECT {key} FROM closing_{table.name}
    """)
    counts = _row(connection, f"SELECT (SELECT count(*) FROM opening), (SELECT count(*) FROM closing_{table.name})")
    connection.unregister("tonight")
    return counts[0], counts[1]


def _keeps_edition(table: Table) -> bool:
    return any(c.name == "edition" and c.volatile for c in table.columns)


def _in_scope(table: Table) -> str:
    """Return the condition under which a live row `h` that tonight does not have was tonight's to bring."""
    if table.scope is None:
        return "true"
    parent = table.column(table.scope).references
    if parent is None:
        return f"h.{table.scope} IN (SELECT unnest($editions))"
    name, _, key = parent.partition(".")
    return f"h.{table.scope} IN (SELECT {key} FROM touched_{name})"


def _refuse_if_tampered(
    ledger: Path, held: checksums.Checksums, connection: duckdb.DuckDBPyConnection, *, before: int
) -> None:
    earlier = {key: text for key, text in held.items() if key[1] < before}
    different = checksums.differences(earlier, checksums.remembered(connection))
    if different:
        names = ", ".join(f"{table} in version {version}" for table, version in different[:5])
        raise usage_error(
            f"{ledger} is not as it was published: the rows differ of {names}"
            + (f" and {len(different) - 5} more" if len(different) > 5 else ""),
            f"Nothing was changed. Put back one of {ledger.name}.v*, the last files that were published.",
        )


def _checked(build: Path, ledger: Path) -> int:
    """Read back what is about to be published, and return its version.

    A build that lost rows on its way to disk must not get out.
    """
    if _beside(build, "wal").exists():
        raise RuntimeError(f"{build} still has a write-ahead log after its checkpoint")
    with _opened(build, read_only=True) as connection:
        (version,) = _row(connection, "SELECT max(version) FROM versions")
        _refuse_if_tampered(ledger, checksums.derived(connection, version), connection, before=version + 1)
    return version


def _release(build: Path, ledger: Path, version: int) -> None:
    build.chmod(0o444)
    _sync(build)
    kept = _beside(ledger, f"v{version}")
    kept.unlink(missing_ok=True)
    kept.hardlink_to(build)  # costs nothing: the file never changes again
    build.replace(ledger)
    _sync(ledger.parent)
    for old in ledger.parent.glob(f"{ledger.name}.v*"):
        number = re.fullmatch(r"\.v(\d+)", old.name.removeprefix(ledger.name))
        if number and int(number[1]) <= version - KEPT_FILES:
            old.unlink()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, rows: list[dict[str, object]]) -> None:
    connection.register("rows", table.frame(rows))
    connection.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM rows")
    connection.unregister("rows")


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row


def dependency_hash() -> str:
    """Return 32 hex characters from the installed versions of the libraries that Newsledger names."""
    names = [re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in metadata.requires("newsledger") or []]
    installed = {}
    for name in names:
        with suppress(metadata.PackageNotFoundError):
            installed[name.lower()] = metadata.version(name)
    text = "\n".join(f"{name}=={version}" for name, version in sorted(installed.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
