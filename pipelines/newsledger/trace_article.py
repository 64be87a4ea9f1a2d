"""From an article back to the page it was read from: what was kept, what was cut and why, what claims it gave.

Belongs here: gathering that out of the published ledger. Does not: a claim's way back (`trace`), or how it looks
(`newsledger.show`).
"""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from newsledger import model
from newsledger.errors import UsageError, usage_error
from newsledger.trace import Row, archive_of, by_contract, document_of, rows
from newsledger.warehouse import connect
from newsledger.warehouse.redaction import redactions_of


@dataclass(frozen=True, slots=True)
class ArticleTrace:
    """An article as the last version that holds it has it, its document, and what was cut: (rule, text) each.

    `revisions` are the ids of all revisions of its story that the ledger ever held, the newest first; `redactions`
    what was taken down of it.
    """

    article: Row
    document: Row | None
    cut: list[tuple[str, str]]
    claims: list[Row]
    revisions: list[str]
    redactions: list[Row]
    archive: Path | None


def trace_article(ledger: Path, article_id: str, home: Path) -> ArticleTrace:
    """Return everything about the article whose revision_id or article_id is, or begins with, `article_id`.

    Of a story with several revisions the newest is shown. UsageError if there is none, or if several stories fit.
    """
    with connect(ledger) as connection:
        found = rows(
            connection,
            "SELECT revision_id, article_id, max(version_to) AS until, max(version_from) AS since FROM articles_h "
            "WHERE starts_with(revision_id, $id) OR starts_with(article_id, $id) GROUP BY ALL ORDER BY ALL",
            id=article_id,
        )
        if len({row["article_id"] for row in found}) != 1:
            raise _not_one(connection, article_id, found)
        shown = max(found, key=lambda row: (row["until"], row["since"], row["revision_id"]))
        revision = shown["revision_id"]
        (held,) = rows(
            connection, "FROM articles_h WHERE revision_id = $id ORDER BY version_from DESC LIMIT 1", id=revision
        )
        article = by_contract(model.ARTICLES, held)
        document = document_of(connection, article)
        claims = rows(
            connection,
            "FROM claims_h WHERE revision_id = $id AND version_to = $until "
            "ORDER BY evidence_field DESC, evidence_start, claim_id",
            id=revision,
            until=article["version_to"],
        )
        revisions = rows(
            connection,
            "SELECT revision_id, max(version_from) AS since FROM articles_h WHERE article_id = $id GROUP BY ALL "
            "ORDER BY since DESC, revision_id",
            id=article["article_id"],
        )
        redactions = redactions_of(connection, article["article_id"])
    return ArticleTrace(
        article=article,
        document=document,
        cut=[(cut["rule"], cut["text"]) for cut in json.loads(article["cut"] or "[]")],
        claims=[by_contract(model.CLAIMS, claim) for claim in claims],
        revisions=[row["revision_id"] for row in revisions],
        redactions=redactions,
        archive=archive_of(document, home),
    )


def _not_one(connection: duckdb.DuckDBPyConnection, article_id: str, found: list[Row]) -> UsageError:
    if found:
        ids = sorted({row["article_id"] for row in found})
        return usage_error(f"{len(ids)} articles have an id that begins with {article_id!r}", "Give more of it.")
    aside = rows(
        connection, "FROM quarantine WHERE table_name = 'articles' AND starts_with(row_key, $id)", id=article_id
    )
    if aside:
        return usage_error(
            f"The article {aside[0]['row_key']} is in quarantine, not in the ledger: {aside[0]['reason']}",
            "The table quarantine holds the whole row.",
        )
    return usage_error(
        f"No article has the id {article_id!r}",
        "`newsledger sql` finds ids: SELECT revision_id, title FROM articles.",
    )
