"""What a redaction is about: every address that led to the page, and every article that was read there.

Belongs here: finding these in the ledger and the staged files. Does not: what is done to them (`carry_out`).

Addresses are followed only through an article. A consent page answers for thousands of addresses, and none of them is
the page that somebody wants taken down.
"""

from collections.abc import Collection, Iterable, Sequence

import polars as pl

from newsledger.clean.documents import article_id
from newsledger.clean.kind import Kind
from newsledger.config import Settings
from newsledger.fetch.identity import canonical_url
from newsledger.redaction.words import Row
from newsledger.warehouse import redaction

_ADDRESSES = ("url", "canonical_url", "final_url")


def addresses_and_articles(
    settings: Settings, given: Iterable[str], articles: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the canonical addresses and the article ids of what was read at the addresses `given`, or is `articles`.

    Both are empty if nothing is known of it.
    """
    given = list(given)
    asked = {canonical_url(address) for address in given}
    ids = {article_id(address) for address in asked} | set(articles)
    looked = _documents(settings, asked | set(given), ())
    read = [
        row
        for row in _articles(settings, [row["document_id"] for row in looked], ids)
        if row["kind"] == Kind.ARTICLE or row["article_id"] in ids
    ]
    known = {canonical_url(row["url"]) for row in looked} | (asked if looked or read else set())
    of_articles = {row["document_id"] for row in read if row["kind"] == Kind.ARTICLE}
    for row in _documents(settings, (), of_articles):
        known |= {canonical_url(row[name]) for name in _ADDRESSES if row[name]}
    # What a page in a folder says it is may yet be found on the web.
    known |= {own for own, row in ((canonical_url(r["url"]), r) for r in read) if article_id(own) == row["article_id"]}
    known |= {canonical_url(row["url"]) for row in _documents(settings, known, ())}
    return tuple(sorted(known)), tuple(sorted({row["article_id"] for row in read}))


def _documents(settings: Settings, addresses: Collection[str], ids: Collection[str]) -> Sequence[Row]:
    """Return the pages that were asked for at one of `addresses`, or have it as their identity, or have such an id."""
    like = pl.col("url").is_in(list(addresses)) | pl.col("canonical_url").is_in(list(addresses))
    staged = _staged(settings, "documents", like | pl.col("document_id").is_in(list(ids)))
    return [*redaction.documents_like(settings.ledger, addresses, ids), *staged]


def _articles(settings: Settings, documents: Collection[str], ids: Collection[str]) -> Sequence[Row]:
    like = pl.col("document_id").is_in(list(documents)) | pl.col("article_id").is_in(list(ids))
    return [*redaction.articles_of(settings.ledger, documents, ids), *_staged(settings, "articles", like)]


def _staged(settings: Settings, table: str, like: pl.Expr) -> Iterable[Row]:
    for path in sorted((settings.staged / table).glob("*.parquet")):
        yield from pl.scan_parquet(path, hive_partitioning=False).filter(like).collect().iter_rows(named=True)
