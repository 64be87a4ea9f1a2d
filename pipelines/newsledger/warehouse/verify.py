"""Is the published ledger whole, and is every version as it was published?

Belongs here: every check of a finished file, each problem named. Does not: mending; that is putting back one of the
files kept beside the ledger.
"""

# ruff: noqa: S608  (the names in the SQL come from the contracts)

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from newsledger import model
from newsledger.model import Table
from newsledger.progress import Progress, silent
from newsledger.redaction.orders import orders
from newsledger.warehouse import checksums
from newsledger.warehouse.read import connect
from newsledger.warehouse.rows import row_hashes
from newsledger.warehouse.schema import history, stored_columns

# Rows whose hashes are recomputed at a time: about 200 MB of Python values for the widest table.
CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a ledger; `table` and `version` where it is theirs."""

    what: str
    table: str | None = None
    version: int | None = None


def verify(ledger: Path, progress: Progress = silent) -> list[Problem]:
    """Return every problem of `ledger`, none if it is whole; UsageError if it cannot be opened.

    A ledger of an older release, which does not have all tables and columns of today, is whole without them.
    """
    with connect(ledger) as connection:
        problems = [*_file(ledger), *_manifest(connection), *_redactions(connection, ledger), *_checksums(connection)]
        for done, table in enumerate(model.HISTORY):
            progress("verify", done, len(model.HISTORY))
            if not stored_columns(connection, table):
                continue
            problems += [*_intervals(connection, table), *_payload(connection, table)]
        progress("verify", len(model.HISTORY), len(model.HISTORY))
    return problems


def _file(ledger: Path) -> Iterator[Problem]:
    if ledger.with_name(f"{ledger.name}.wal").exists():
        yield Problem(f"{ledger.name}.wal lies beside the ledger: somebody opened it for writing")
    mode = stat.S_IMODE(ledger.stat().st_mode)
    if mode & 0o222:
        yield Problem(f"the file can be written to (mode {mode:04o}); it is published as 0444")


def _manifest(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    rows = connection.execute("SELECT version, parent FROM versions ORDER BY version").fetchall()
    for number, (version, parent) in enumerate(rows, start=1):
        if version != number or parent != (number - 1 or None):
            yield Problem(f"the manifest has version {version} with parent {parent} as its number {number}")


def _redactions(connection: duckdb.DuckDBPyConnection, ledger: Path) -> Iterator[Problem]:
    """What was to be taken down is, unless that was killed or the ledger is an older copy."""
    known = stored_columns(connection, model.REDACTIONS)
    done = connection.execute("SELECT kind, target FROM redactions").fetchall() if known else []
    for order in orders(ledger.parent):
        if (order.kind, order.target) not in done:
            yield Problem(
                f"the words of {order.target} are to be taken down and are not; run `newsledger redact` again"
            )


def _checksums(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    row = connection.execute("SELECT max(version) FROM versions").fetchone()
    last = row[0] if row and row[0] else 0
    derived, remembered = checksums.derived(connection, last), checksums.remembered(connection)
    for table, version in checksums.differences(derived, remembered):
        yield Problem("its rows are not those that were published", table, version)


def _intervals(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Problem]:
    """A key has at most one row in any version."""
    rows = connection.execute(f"""
        SELECT {table.key}, version_from
        FROM {history(table)}
        WINDOW w AS (PARTITION BY {table.key} ORDER BY version_from)
        QUALIFY lead(version_from) OVER w < version_to
        ORDER BY ALL LIMIT 20
    """).fetchall()
    for key, version in rows:
        yield Problem(f"the row {key} overlaps with a later one of the same key", table.name, version)


def _payload(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Problem]:
    row = connection.execute(f"SELECT coalesce(max(rowid), -1) FROM {history(table)}").fetchone()
    assert row is not None
    for start in range(0, row[0] + 1, CHUNK):
        rows = connection.sql(
            f"SELECT * FROM {history(table)} WHERE rowid BETWEEN {start} AND {start + CHUNK - 1}"
        ).pl()
        absent = [pl.lit(None, c.dtype).alias(c.name) for c in table.columns if c.name not in rows.columns]
        rows = rows.with_columns(absent)
        for key, version in (
            rows.filter(rows["row_hash"] != row_hashes(table, rows)).select(table.key, "version_from").rows()
        ):
            yield Problem(f"the row {key} does not have the values that were published", table.name, version)
