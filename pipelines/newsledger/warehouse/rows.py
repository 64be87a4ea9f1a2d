"""When two rows are the same row: a hash over their canonical values.

Belongs here: the hash alone. It is computed in Python because DuckDB promises neither its `hash()` nor its JSON to
stay the same over releases, and a hash that moves would close and reopen every row of the ledger.
"""

import hashlib
import json

import polars as pl

from newsledger.model import Table

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def row_hashes(table: Table, frame: pl.DataFrame) -> pl.Series:
    """Return 32 hex characters a row of `frame`: the same for the same values of the columns that are not volatile.

    Nulls are left out, so a column that is new in the contract does not change the rows that have nothing in it.
    """
    names = sorted(c.name for c in table.columns if not c.volatile)
    hashed = frame.select(_canonical(name, frame.schema[name]) for name in names)
    return pl.Series(
        "row_hash",
        [
            _hash({name: value for name, value in zip(names, row, strict=True) if value is not None})
            for row in hashed.rows()
        ],
        dtype=pl.String,
    )


def _canonical(name: str, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.Date:
        return pl.col(name).dt.strftime("%Y-%m-%d")
    if isinstance(dtype, pl.Datetime):
        return pl.col(name).dt.strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
    return pl.col(name)


def _hash(values: dict[str, object]) -> str:
    return hashlib.blake2b(_encode(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
