"""Opening the published ledger: read-only, in UTC, and asking it.

Belongs here: connections, queries, the list of versions and the difference of two. Does not: anything that writes
(`publish`), or how answers are shown (`newsledger.show`).
"""

# ruff: noqa: S608  (the names in the SQL come from the contracts)

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from newsledger import model
from newsledger.errors import usage_error
from newsledger.warehouse.schema import history, stored_columns

# What a row of each table is, for a reader who has its key before him: SQL over its columns.
_IN_WORDS = {
    "documents": "concat_ws(' · ', source, outcome, url)",
    "articles": "concat_ws(' · ', published_date, coalesce(site, source), coalesce(title, url))",
    "claims": "concat_ws(' · ', coalesce(speaker_text, 'reporter'), action, evidence)",
    "edits": "concat_ws(' ', '-', array_to_string(sentences_removed, ' '), '+', array_to_string(sentences_added, ' '))",
    "quarantine": "concat_ws(' · ', edition, table_name, row_key, reason)",
    "quality_results": "concat_ws(' · ', edition, table_name || '.' || expectation, "
    "coalesce(error, concat(unexpected, ' of ', evaluated, ' rows')))",
    "source_nights": "concat_ws(' · ', edition, measure, verdict, in_words)",
}
_VOCABULARY = "meaning"

_VERSIONS = """
SELECT v.*, t.opened, t.closed, t.changes, {redacted}
FROM versions v LEFT JOIN (
    SELECT version, sum(opened)::BIGINT AS opened, sum(closed)::BIGINT AS closed,
        string_agg(concat(table_name, ' +', opened, ' -', closed), ', ' ORDER BY table_name)
            FILTER (opened + closed > 0) AS changes
    FROM version_tables GROUP BY version
) t USING (version)
ORDER BY version DESC
"""


_REDACTED = """(
    SELECT string_agg(concat(target, ': ', reason), ', ' ORDER BY redacted_at) FROM redactions r
    WHERE r.version = v.version
) AS redacted"""


def connect(ledger: Path) -> duckdb.DuckDBPyConnection:
    """Open `ledger` read-only, with times in UTC. A connection keeps the version it opened while others publish.

    UsageError if there is no ledger, or if the file is none.
    """
    if not ledger.is_file():
        raise usage_error(f"There is no ledger at {ledger}", "Run `newsledger run` first.")
    try:
        connection = duckdb.connect(str(ledger), read_only=True)
        # A query must not reach for the network when it names a function that an extension would have.
        connection.execute("SET TimeZone = 'UTC'; SET autoinstall_known_extensions = false")
        known = connection.execute("FROM duckdb_tables() WHERE table_name = 'versions'").fetchone()
    except duckdb.Error as error:
        raise usage_error(
            f"{ledger} cannot be opened: {error}", "`newsledger restore` puts back a file that was published."
        ) from error
    if known is None:
        connection.close()
        raise usage_error(f"{ledger} is a DuckDB database, but no ledger", "Run `newsledger run` in another folder.")
    return connection


def query(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None
) -> pl.DataFrame:
    """Return the answer to `sql`, empty where a statement gives none; UsageError with DuckDB's words if it fails."""
    try:
        relation = connection.sql(sql, params=parameters)
        return pl.DataFrame() if relation is None else _with_plain_sums(_without_intervals(relation).pl())
    except duckdb.Error as error:
        raise usage_error(
            f"The query fails: {error}", "`SHOW TABLES` and `DESCRIBE <table>` say what there is."
        ) from error


def _without_intervals(relation: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return `relation` with its intervals as text: polars has no type that holds months beside days."""
    types = [str(sql_type) for sql_type in relation.types]
    if not any("INTERVAL" in sql_type for sql_type in types):
        return relation
    return relation.project(
        ", ".join(
            f'#{at}{"::VARCHAR" if "INTERVAL" in sql_type else ""} AS "{name.replace(chr(34), chr(34) * 2)}"'
            for at, (name, sql_type) in enumerate(zip(relation.columns, types, strict=True), start=1)
        )
    )


def _with_plain_sums(rows: pl.DataFrame) -> pl.DataFrame:
    """Return `rows` with its HUGEINTs, which every sum of counts is, as Int64 where they fit; polars has Decimals."""
    plain = rows.with_columns(pl.col(pl.Decimal(38, 0)).cast(pl.Int64, strict=False))
    return rows.with_columns(c for c in plain if c.null_count() == rows[c.name].null_count())


def versions(ledger: Path) -> pl.DataFrame:
    """Return the manifest, newest version first.

    In words, `changes` is what it opened and closed, `redacted` what was taken down while it was the newest.
    """
    with connect(ledger) as connection:
        redacted = _REDACTED if stored_columns(connection, model.REDACTIONS) else "NULL::VARCHAR AS redacted"
        return query(connection, _VERSIONS.format(redacted=redacted))


def diff(ledger: Path, v1: int, v2: int, table: str) -> pl.DataFrame:
    """Return what version `v2` has otherwise than `v1` in `table`, by key.

    Columns: the key; `change` (added, removed or changed); `row`, what the row is in words, as `v2` has it, or `v1`
    where it is removed; and for each column of a changed row that differs, one row with `column`, `before` and
    `after` as text. UsageError if there is no such version or table.
    """
    contract = model.table(table)
    if contract not in model.HISTORY:
        raise usage_error(f"{table} has no history", f"Those that have are {', '.join(t.name for t in model.HISTORY)}.")
    key, words = contract.key, _IN_WORDS.get(table, _VOCABULARY)
    with connect(ledger) as connection:
        stored = stored_columns(connection, contract)
        if not stored:
            raise usage_error(f"{ledger} is older than the table {table}", "The next night adds it.")
        values = ", ".join(
            f"struct_pack(name := '{c.name}', before := a.{c.name}::VARCHAR, after := b.{c.name}::VARCHAR)"
            for c in contract.columns
            if not c.key and c.name in stored
        )
        known = {version for (version,) in connection.execute("SELECT version FROM versions").fetchall()}
        for version in (v1, v2):
            if version not in known:
                raise usage_error(f"There is no version {version}", f"The ledger has 1 to {max(known, default=0)}.")
        return query(
            connection,
            f"""
            WITH d AS (FROM {table}_diff($v1, $v2)),
            a AS (FROM {history(contract)} WHERE version_from <= $v1 AND $v1 < version_to),
            b AS (FROM {history(contract)} WHERE version_from <= $v2 AND $v2 < version_to),
            c AS (
                SELECT {key}, unnest([{values}]) AS v
                FROM d JOIN a USING ({key}) JOIN b USING ({key})
                WHERE change = 'changed'
            ),
            described AS (
                SELECT {key}, change, {words} AS row FROM d JOIN b USING ({key}) WHERE change <> 'removed'
                UNION ALL
                SELECT {key}, change, {words} AS row FROM d JOIN a USING ({key}) WHERE change = 'removed'
            )
            SELECT {key}, d.change, d.row, c.v.name AS "column", c.v.before AS before, c.v.after AS after
            FROM described d LEFT JOIN c USING ({key})
            WHERE c.v IS NULL OR c.v.before IS DISTINCT FROM c.v.after
            ORDER BY ALL
            """,
            {"v1": v1, "v2": v2},
        )
