"""Making one version of the ledger: which rows it opens and closes, and what the manifest says of it.

Belongs here: a night's version (`publish`) and one equal to an earlier one (`rollback`). Does not: how the file comes
to be the published one (`build`), SQL of tables and views (`schema`), what the frames hold.
"""

# ruff: noqa: S608  (the names in the SQL come from the contracts)

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
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
from newsledger.warehouse import checksums
from newsledger.warehouse.build import rebuild, refuse_if_tampered
from newsledger.warehouse.redaction import keep_redacted
from newsledger.warehouse.rows import row_hashes
from newsledger.warehouse.schema import OPEN, history


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


# Puts the rows that a table shall have into ``wanted``, and returns the SQL condition on a live row `h` that is not
# among them under which it is closed.
_Stage = Callable[[Table], str]

Settle = Callable[[duckdb.DuckDBPyConnection, Mapping[str, pl.DataFrame]], Mapping[str, pl.DataFrame]]


def publish(
    ledger: Path,
    frames: Mapping[str, pl.DataFrame],
    night: Night,
    *,
    now: datetime,
    settle: Settle | None = None,
    progress: Progress = silent,
) -> Published | None:
    """Make `frames`, one a history table, the night's state of `ledger`; return the new version.

    `settle` is given the ledger as it is and the frames, and returns those that are published: what a row is may
    depend on the rows of other nights.

    Rows of the night's editions that `frames` does not have any more are closed; a row that is there with the same
    values stays untouched. Where nothing opens or closes there is no new version and the result is None (views and
    comments are brought up to date). The first call makes the ledger.

    UsageError as `rebuild` has it. ValueError: a key is null or there twice.
    """
    origin: dict[str, object] = {
        "editions": [day.isoformat() for day in night.editions],
        "config_hash": night.config_hash,
        "lexicon_hash": night.lexicon_hash,
        "input_hash": night.input_hash,
        "quality": night.quality,
        "note": night.note,
    }

    def change(connection: duckdb.DuckDBPyConnection) -> Published | None:
        settled = keep_redacted(connection, settle(connection, frames) if settle else frames)
        tonight = {t.name: _hashed(t, settled[t.name]) for t in model.HISTORY}
        _register_editions(connection, night.editions)

        def stage(table: Table) -> str:
            connection.register("wanted", tonight[table.name])
            return _in_scope(table)

        return _commit(connection, ledger, stage, origin, now, progress)

    return rebuild(ledger, now, change)


def rollback(
    ledger: Path, version: int, *, now: datetime, note: str | None = None, progress: Progress = silent
) -> Published | None:
    """Make a new version whose rows are those of `version`; nothing is deleted. None if the live rows are those.

    UsageError as `rebuild` has it, or if there is no such version.
    """
    if not ledger.is_file():
        raise usage_error(f"There is no ledger at {ledger}", "Run `newsledger run` first.")

    def change(connection: duckdb.DuckDBPyConnection) -> Published | None:
        origins = connection.sql("FROM versions WHERE version = ?", params=[version]).pl().to_dicts()
        if not origins:
            raise usage_error(f"There is no version {version} in {ledger}", "`newsledger versions` lists them.")
        origin: dict[str, object] = {
            name: origins[0][name] for name in ("config_hash", "lexicon_hash", "input_hash", "quality")
        }
        origin |= {"editions": [], "note": note or f"rolled back to version {version}"}

        _register_editions(connection, [])

        def stage(table: Table) -> str:
            connection.execute(f"""
                CREATE OR REPLACE TEMP TABLE wanted AS
                SELECT * EXCLUDE (version_from, version_to) FROM {history(table)}
                WHERE version_from <= {version} AND {version} < version_to
            """)
            return "true"

        return _commit(connection, ledger, stage, origin, now, progress)

    return rebuild(ledger, now, change)


def _register_editions(connection: duckdb.DuckDBPyConnection, editions: list[date]) -> None:
    connection.register("editions", pl.DataFrame({"edition": editions}, schema={"edition": pl.Date}))


def _hashed(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    rows = table.conform(frame)
    if rows[table.key].null_count():
        raise ValueError(f"{table.name}: {table.key} is null in {rows[table.key].null_count()} rows")
    if not rows[table.key].is_unique().all():
        twice = rows[table.key].filter(rows[table.key].is_duplicated()).unique().sort()
        raise ValueError(f"{table.name}: the keys {', '.join(map(str, twice[:5]))} are there more than once")
    return rows.with_columns(row_hashes(table, rows))


def _in_scope(table: Table) -> str:
    """Return the condition under which a live row `h` that tonight does not have was tonight's to bring."""
    if table.scope is None:
        return "true"
    parent = table.column(table.scope).references
    if parent is None:
        return f"h.{table.scope} IN (FROM editions)"
    name, _, key = parent.partition(".")
    return f"h.{table.scope} IN (SELECT {key} FROM touched_{name})"


def _commit(
    connection: duckdb.DuckDBPyConnection,
    ledger: Path,
    stage: _Stage,
    origin: dict[str, object],
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
        opened[table.name], closed[table.name] = _replace(connection, table, stage(table), version)
    if parent is not None and not any(opened.values()) and not any(closed.values()):
        connection.execute("ROLLBACK")
        return None
    held = checksums.derived(connection, version)
    refuse_if_tampered(connection, ledger, held, before=version)
    total = {t.name: int(held[t.name, version].partition(":")[0]) for t in model.HISTORY}
    facts = {
        "version": version,
        "parent": parent,
        "built_at": now,
        "code_version": newsledger.__version__,
        "dependency_hash": dependency_hash(),
    }
    _insert(connection, model.VERSIONS, [facts | origin])
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


def _replace(connection: duckdb.DuckDBPyConnection, table: Table, in_scope: str, version: int) -> tuple[int, int]:
    """Bring the live rows of `table` to those in ``wanted``; return how many opened and closed."""
    key, rows, closing, touched = table.key, history(table), f"closing_{table.name}", f"touched_{table.name}"
    # A row belongs to the earliest edition that brought it, in whatever order editions are run, and so to the reruns
    # of that edition, which alone can take it back.
    differs, first = "w.row_hash <> h.row_hash", ""
    if _keeps_edition(table):
        ours = "h.edition IN (FROM editions)"
        differs = f"({differs} OR w.edition < h.edition OR w.edition > h.edition AND {ours})"
        first = f" REPLACE (if({ours}, w.edition, least(h.edition, w.edition)) AS edition)"
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE {closing} AS
        SELECT h.{key}
        FROM {rows} h LEFT JOIN wanted w ON w.{key} = h.{key}
        WHERE h.version_to = {OPEN} AND ({differs} OR w.{key} IS NULL AND {in_scope})
    """)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE opening AS
        SELECT w.*{first}
        FROM wanted w LEFT JOIN {rows} h ON h.{key} = w.{key} AND h.version_to = {OPEN}
        WHERE h.{key} IS NULL OR {differs}
    """)
    connection.execute(f"""
        UPDATE {rows} SET version_to = {version}
        WHERE version_to = {OPEN} AND {key} IN (FROM {closing})
    """)
    connection.execute(f"""
        INSERT INTO {rows} BY NAME
        SELECT *, {version} AS version_from, {OPEN} AS version_to FROM opening ORDER BY {table.scope or key}, {key}
    """)
    # Claims close with the revision that they stand in: remember which rows were touched.
    connection.execute(f"CREATE TEMP TABLE {touched} AS SELECT {key} FROM wanted UNION FROM {closing}")
    opened, closed = _row(connection, f"SELECT (SELECT count(*) FROM opening), (SELECT count(*) FROM {closing})")
    return opened, closed


def _keeps_edition(table: Table) -> bool:
    return any(c.name == "edition" and c.volatile for c in table.columns)


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
