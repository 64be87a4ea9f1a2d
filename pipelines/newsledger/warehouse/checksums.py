"""What each version holds, as one short text a table: the count and the xor of its row hashes.

Belongs here: deriving the checksums of all versions from the rows, and those that the manifest remembers. Does not:
what follows from a difference (`publish`, `verify`). An xor finds accidents and bugs; it is no signature.
"""

# ruff: noqa: S608  (the names in the SQL come from the contracts)

from collections import defaultdict

import duckdb

from newsledger import model
from newsledger.model import Table
from newsledger.warehouse.schema import OPEN, history, stored_columns

Checksums = dict[tuple[str, int], str]  # of a table in a version, as "rows:xor"


def derived(ledger: duckdb.DuckDBPyConnection, last: int) -> Checksums:
    """Return the checksum of every table in versions 1 to `last`, from its rows: one scan a table.

    Tables that are younger than `ledger` are left out.
    """
    return {
        (table.name, version): text
        for table in model.HISTORY
        if stored_columns(ledger, table)
        for version, text in enumerate(_running(ledger, table, last), start=1)
    }


def _running(ledger: duckdb.DuckDBPyConnection, table: Table, last: int) -> list[str]:
    # A row enters the xor in the version that opens it and leaves it, by the same xor, in the one that closes it.
    edges = ledger.execute(f"""
        WITH r AS (SELECT version_from, version_to, md5_number(row_hash) AS h FROM {history(table)})
        SELECT version_from AS version, 1 AS sign, bit_xor(h), count(*) FROM r GROUP BY ALL
        UNION ALL
        SELECT version_to, -1, bit_xor(h), count(*) FROM r WHERE version_to < {OPEN} GROUP BY ALL
    """).fetchall()
    xors: dict[int, int] = defaultdict(int)
    counts: dict[int, int] = defaultdict(int)
    for version, sign, xor, count in edges:
        xors[version] ^= xor
        counts[version] += sign * count
    texts, xor, count = [], 0, 0
    for version in range(1, last + 1):
        xor ^= xors[version]
        count += counts[version]
        texts.append(f"{count}:{xor:032x}")
    return texts


def remembered(ledger: duckdb.DuckDBPyConnection) -> Checksums:
    """Return the checksum of every table in every version, from the manifest."""
    rows = ledger.execute("SELECT table_name, version, checksum FROM version_tables").fetchall()
    return {(name, version): text for name, version, text in rows}


def differences(derived: Checksums, remembered: Checksums) -> list[tuple[str, int]]:
    """Return the (table, version) whose rows are not those that were published.

    A table younger than the version has no remembered checksum there, and must have no rows.
    """
    none = f"0:{0:032x}"
    return sorted(
        key for key in derived.keys() | remembered.keys() if derived.get(key, none) != remembered.get(key, none)
    )
