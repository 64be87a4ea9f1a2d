"""The live tables as parquet: the way out for those who do not use DuckDB, and a copy for the archive.

Belongs here: writing the files. Does not: history; that is in the ledger file, which is itself a plain copy away.
"""

from pathlib import Path

from newsledger import model
from newsledger.errors import usage_error
from newsledger.progress import Progress, silent
from newsledger.warehouse.read import connect
from newsledger.warehouse.schema import stored_columns


def export(ledger: Path, folder: Path, progress: Progress = silent) -> dict[str, int]:
    """Write each table of `ledger` under `folder` and return the rows of each.

    Tables with editions become ``<table>/edition=<day>/*.parquet``, the others ``<table>.parquet``; `versions` and
    `version_tables` are the manifest. Tables that are younger than the ledger are left out. UsageError if `folder` is
    a file or has anything in it, or there is no ledger.
    """
    if folder.exists() and not folder.is_dir():
        raise usage_error(f"{folder} is a file", "Name a new folder.")
    if folder.exists() and any(folder.iterdir()):
        raise usage_error(f"{folder} is not empty", "Name a new folder: files of an older export would stay.")
    rows = {}
    with connect(ledger) as connection:
        folder.mkdir(parents=True, exist_ok=True)
        tables = [table for table in model.tables() if stored_columns(connection, table)]
        for done, table in enumerate(tables):
            progress("export", done, len(tables))
            parted = "edition" in table.schema
            target = str(folder / (table.name if parted else f"{table.name}.parquet")).replace("'", "''")
            options = "FORMAT parquet, COMPRESSION zstd"
            if parted:
                options += ", PARTITION_BY (edition), WRITE_PARTITION_COLUMNS true"
            written = connection.execute(f"COPY (FROM {table.name}) TO '{target}' ({options})").fetchone()
            assert written is not None
            rows[table.name] = written[0]
        progress("export", len(tables), len(tables))
    return rows
