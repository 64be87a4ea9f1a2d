"""The live tables as parquet: the way out for those who do not use DuckDB, and a copy for the archive.

Belongs here: writing the files. Does not: history; that is in the ledger file, which is itself a plain copy away.
"""

from pathlib import Path

import duckdb

from newsledger import model
from newsledger.errors import usage_error
from newsledger.model import Table
from newsledger.progress import Progress, silent
from newsledger.warehouse.read import connect
from newsledger.warehouse.schema import quoted, stored_columns


def export(ledger: Path, folder: Path, progress: Progress = silent) -> dict[str, int]:
    """Write each table of `ledger` under `folder` and return the rows of each.

    Tables with editions become ``<table>/edition=<day>/*.parquet``, the others ``<table>.parquet``; `versions` and
    `version_tables` are the manifest. Tables that are younger than the ledger are left out. UsageError if `folder` is
    a file, has anything in it or cannot be written, or there is no ledger.
    """
    if folder.exists() and not folder.is_dir():
        raise usage_error(f"{folder} is a file", "Name a new folder.")
    rows = {}
    with connect(ledger) as connection:
        _make_empty(folder)
        tables = [table for table in model.tables() if stored_columns(connection, table)]
        for done, table in enumerate(tables):
            progress("export", done, len(tables))
            rows[table.name] = _write(connection, table, folder)
        progress("export", len(tables), len(tables))
    return rows


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        used = any(folder.iterdir())
    except OSError as error:
        raise usage_error(f"{folder} cannot be written: {error.strerror}", "Name a folder of yours.") from error
    if used:
        raise usage_error(f"{folder} is not empty", "Name a new folder: files of an older export would stay.")


def _write(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> int:
    """Write one table and return its rows."""
    target, options = folder / f"{table.name}.parquet", "FORMAT parquet, COMPRESSION zstd"
    if "edition" in table.schema:
        target = folder / table.name
        if connection.execute(f"FROM {table.name} LIMIT 1").fetchone():
            options += ", PARTITION_BY (edition), WRITE_PARTITION_COLUMNS true"
        else:  # no edition, no file: one without rows says what the columns are
            target.mkdir()
            target /= "data_0.parquet"
    try:
        written = connection.execute(f"COPY (FROM {table.name}) TO {quoted(target)} ({options})").fetchone()
    except duckdb.IOException as error:
        raise usage_error(f"{target} cannot be written: {error}", "Free some space, or name another folder.") from error
    assert written is not None
    return int(written[0])
