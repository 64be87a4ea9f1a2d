"""Redactions in the ledger: which rows one is about, blanking them in every version, and keeping them so.

Belongs here: all that a redaction reads and writes in the ledger file. Does not: what a row is without its words
(`redaction.words`), the archive and the staged files, and what is done in which order (`redaction.carry_out`).

The ids, keys, row counts and versions stay as they were. What changes is the words, and with them the checksums of
the versions that held them: the manifest says so in `redactions`, and each checksum before and after in
`redaction_checksums`.
"""

# ruff: noqa: S608  (the names in the SQL come from the contracts)

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

import newsledger
from newsledger import model
from newsledger.errors import usage_error
from newsledger.model import Table
from newsledger.redaction.orders import Order
from newsledger.redaction.words import Hidden, Row, blanked, is_hidden
from newsledger.warehouse import checksums
from newsledger.warehouse.build import refuse_if_tampered, rewrite
from newsledger.warehouse.read import connect, query
from newsledger.warehouse.rows import row_hashes
from newsledger.warehouse.schema import history, stored_columns

Frames = Mapping[str, pl.DataFrame]

# The rows of an article, by table: the condition on its id, its revisions and its addresses.
_ROWS = {
    model.DOCUMENTS: "list_contains($addresses::VARCHAR[], canonical_url)",
    model.ARTICLES: "list_contains($articles::VARCHAR[], article_id)",
    model.CLAIMS: "list_contains($articles::VARCHAR[], article_id)",
    model.EDITS: "list_contains($articles::VARCHAR[], article_id)",
    model.QUARANTINE: "table_name = 'documents' AND list_contains($addresses::VARCHAR[], row_json->>'$.canonical_url') "
    "OR list_contains($articles::VARCHAR[], row_json->>'$.article_id')",
}
# What belongs to an article that is kept as it is by its id; documents by their address.
_KEPT = (model.ARTICLES, model.CLAIMS, model.EDITS)


@dataclass(frozen=True, slots=True)
class About:
    """What a redaction is about: the canonical addresses and the articles, and what is hidden of their words."""

    addresses: tuple[str, ...]
    articles: tuple[str, ...]
    hidden: Hidden


@dataclass(frozen=True, slots=True)
class Blanked:
    """What a redaction blanked: rows by table, over all versions, and the versions that have new checksums."""

    rows: dict[str, int]
    versions: tuple[int, ...]


def find_claim(ledger: Path, claim_id: str) -> tuple[Row, Row]:
    """Return the claim whose id is, or begins with, `claim_id`, and its article, as the last version has them.

    UsageError if no claim or more than one has such an id.
    """
    with connect(ledger) as connection:
        found = query(
            connection,
            "FROM claims_h WHERE starts_with(claim_id, $id) "
            "QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY version_from DESC) = 1 ORDER BY claim_id",
            {"id": claim_id},
        ).to_dicts()
        if len(found) != 1:
            what = f"{len(found)} claims have an id that begins" if found else "No claim has an id that begins"
            raise usage_error(f"{what} with {claim_id!r}", "Give the whole claim_id.")
        articles = query(
            connection,
            "FROM articles_h WHERE revision_id = $id ORDER BY version_from DESC LIMIT 1",
            {"id": found[0]["revision_id"]},
        ).to_dicts()
    if not articles:
        raise usage_error(f"The article of claim {found[0]['claim_id']} is not in the ledger", "`newsledger verify`.")
    return found[0], articles[0]


def documents_like(ledger: Path, addresses: Collection[str], documents: Collection[str]) -> list[Row]:
    """Return the pages of ``documents_h`` with one of `addresses` as their url or identity, or with such an id."""
    sql = """
    SELECT DISTINCT document_id, url, canonical_url, final_url
    FROM documents_h
    WHERE list_contains($addresses::VARCHAR[], url) OR list_contains($addresses::VARCHAR[], canonical_url)
        OR list_contains($documents::VARCHAR[], document_id)
    """
    with connect(ledger) as connection:
        return query(connection, sql, {"addresses": list(addresses), "documents": list(documents)}).to_dicts()


def articles_of(ledger: Path, documents: Collection[str], articles: Collection[str]) -> list[Row]:
    """Return the rows of ``articles_h`` that were read from one of `documents`, or have one of these article ids."""
    sql = """
    SELECT DISTINCT article_id, document_id, kind, url
    FROM articles_h
    WHERE list_contains($documents::VARCHAR[], document_id) OR list_contains($articles::VARCHAR[], article_id)
    """
    with connect(ledger) as connection:
        return query(connection, sql, {"documents": list(documents), "articles": list(articles)}).to_dicts()


def copies_of(ledger: Path, articles: Collection[str]) -> list[str]:
    """Return the addresses of live articles that are copies of the `articles`, or that these are copies of."""
    sql = """
    SELECT DISTINCT other.url
    FROM articles own JOIN articles other
        ON other.duplicate_of = own.revision_id OR own.duplicate_of = other.revision_id
    WHERE list_contains($articles::VARCHAR[], own.article_id)
        AND NOT list_contains($articles::VARCHAR[], other.article_id)
    ORDER BY ALL
    """
    with connect(ledger) as connection:
        if "duplicate_of" not in stored_columns(connection, model.ARTICLES):
            return []  # a ledger of before there were stories
        return query(connection, sql, {"articles": list(articles)})["url"].to_list()


def blank(ledger: Path, order: Order, about: About, records: int, *, now: datetime) -> Blanked | None:
    """Blank what `about` says in every version, and write into the manifest that `order` was carried out.

    `records` is how many records of the archive were. Files that were kept for restoring go: they hold the words.
    None if the manifest has the order already and nothing is left to blank. UsageError as `build.rebuild` has it.
    """

    def change(connection: duckdb.DuckDBPyConnection) -> Blanked | None:
        (last,) = connection.execute("SELECT coalesce(max(version), 0) FROM versions").fetchall()[0]
        before = checksums.derived(connection, last)
        # New checksums must not whitewash a version that somebody changed.
        refuse_if_tampered(connection, ledger, before, before=last + 1)
        about.hidden.learn(_revisions(connection, about))
        connection.execute("BEGIN")
        counts: dict[str, int] = {}
        claims: set[str] = set()
        for table in _ROWS:
            rows = _rows(connection, table, about.addresses, about.articles)
            if table is model.CLAIMS:
                claims = {row["claim_id"] for row in rows.to_dicts() if is_hidden(row, about.hidden)}
            counts[table.name] = _blank_rows(connection, table, rows, about.hidden)
        if not any(counts.values()) and _is_recorded(connection, order):
            connection.execute("ROLLBACK")
            return None
        moved = _new_checksums(connection, before, checksums.derived(connection, last))
        _record(connection, order, about, sorted(claims), sum(counts.values()), records, last, moved, now)
        connection.execute("COMMIT")
        return Blanked(counts, tuple(sorted({version for _, version in moved})))

    return rewrite(ledger, now, change)


def keep_redacted(connection: duckdb.DuckDBPyConnection, frames: Frames) -> Frames:
    """Return `frames`, a night's rows, with the rows of redacted articles as the ledger has them.

    So no night brings the words back, and none closes the rows because it cannot read the page any more.
    """
    rows = connection.execute("SELECT addresses, article_ids FROM redactions").fetchall()
    if not rows:
        return frames
    addresses = sorted({address for row in rows for address in row[0]})
    articles = sorted({article for row in rows for article in row[1]})
    kept = dict(frames)
    for table in _KEPT:
        others = frames[table.name].filter(~pl.col("article_id").is_in(articles))
        kept[table.name] = pl.concat([others, _live(connection, table, "article_id", articles)])
    # Of documents, only those that were read before; that a later night did not look is a row of that night.
    live = _live(connection, model.DOCUMENTS, "canonical_url", addresses)
    others = frames["documents"].filter(~pl.col("document_id").is_in(live["document_id"].implode()))
    kept["documents"] = pl.concat([others, live])
    return kept


def redactions_of(connection: duckdb.DuckDBPyConnection, article_id: str, claim_id: str | None = None) -> list[Row]:
    """Return the entries of the manifest that blanked words of the article, or of the claim if it is given."""
    if not stored_columns(connection, model.REDACTIONS):
        return []
    condition = "list_contains(article_ids, $article)"
    parameters = {"article": article_id}
    if claim_id is not None:
        condition += " AND list_contains(claim_ids, $claim)"
        parameters["claim"] = claim_id
    return query(connection, f"FROM redactions WHERE {condition} ORDER BY redacted_at", parameters).to_dicts()


def _rows(
    connection: duckdb.DuckDBPyConnection, table: Table, addresses: Collection[str], articles: Collection[str]
) -> pl.DataFrame:
    given = {"addresses": list(addresses), "articles": list(articles)}
    condition = _ROWS[table]
    return connection.sql(
        f"SELECT rowid AS place, * FROM {history(table)} WHERE {condition}",
        params={name: value for name, value in given.items() if f"${name}" in condition},
    ).pl()


def _revisions(connection: duckdb.DuckDBPyConnection, about: About) -> Iterator[Row]:
    """Yield every revision of the articles, those in quarantine too."""
    yield from _rows(connection, model.ARTICLES, about.addresses, about.articles).iter_rows(named=True)
    for row in _rows(connection, model.QUARANTINE, about.addresses, about.articles).iter_rows(named=True):
        if row["table_name"] == "articles":
            yield json.loads(row["row_json"])


def _live(connection: duckdb.DuckDBPyConnection, table: Table, column: str, values: Iterable[str]) -> pl.DataFrame:
    rows = connection.execute(f"FROM {table.name} WHERE list_contains(?::VARCHAR[], {column})", [list(values)]).pl()
    return table.conform(rows)


def _blank_rows(connection: duckdb.DuckDBPyConnection, table: Table, rows: pl.DataFrame, hidden: Hidden) -> int:
    """Replace those of `rows` that hold hidden words; return how many."""
    names = [c.name for c in table.columns]
    changed = []
    for row in rows.to_dicts():
        own = {name: row[name] for name in names}
        left = blanked(table, own, hidden)
        if left != own:
            changed.append({**row, **left})
    if changed:
        frame = pl.DataFrame(changed, schema=rows.schema, orient="row")
        frame = frame.with_columns(row_hashes(table, frame))
        connection.register("blanked", frame)
        connection.execute(f"DELETE FROM {history(table)} WHERE rowid IN (SELECT place FROM blanked)")
        connection.execute(f"INSERT INTO {history(table)} BY NAME SELECT * EXCLUDE (place) FROM blanked")
        connection.unregister("blanked")
    return len(changed)


def _new_checksums(
    connection: duckdb.DuckDBPyConnection, before: checksums.Checksums, after: checksums.Checksums
) -> dict[tuple[str, int], tuple[str, str]]:
    """Put the checksums that are others now into the manifest; return those before and after."""
    moved = {key: (before[key], text) for key, text in after.items() if before[key] != text}
    for (table, version), (_, text) in moved.items():
        connection.execute(
            "UPDATE version_tables SET checksum = ? WHERE table_name = ? AND version = ?", [text, table, version]
        )
    return moved


def _is_recorded(connection: duckdb.DuckDBPyConnection, order: Order) -> bool:
    sql = "SELECT count(*) FROM redactions WHERE kind = ? AND target = ?"
    return bool(connection.execute(sql, [order.kind, order.target]).fetchall()[0][0])


def _record(
    connection: duckdb.DuckDBPyConnection,
    order: Order,
    about: About,
    claims: list[str],
    rows: int,
    records: int,
    version: int,
    moved: Mapping[tuple[str, int], tuple[str, str]],
    now: datetime,
) -> None:
    identity = "\x1f".join((order.kind, order.target, now.isoformat()))
    entry: dict[str, Any] = {
        "redaction_id": hashlib.sha256(identity.encode()).hexdigest()[:32],
        "redacted_at": now,
        "kind": order.kind,
        "target": order.target,
        "reason": order.reason,
        "version": version,
        "addresses": list(about.addresses),
        "article_ids": list(about.articles),
        "claim_ids": claims,
        "rows_blanked": rows,
        "records_blanked": records,
        "code_version": newsledger.__version__,
    }
    sums = [
        {"redaction_id": entry["redaction_id"], "version": v, "table_name": table, "before": old, "after": new}
        for (table, v), (old, new) in sorted(moved.items())
    ]
    for table, given in ((model.REDACTIONS, [entry]), (model.REDACTION_CHECKSUMS, sums)):
        connection.register("given", table.frame(given))
        connection.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM given")
        connection.unregister("given")
