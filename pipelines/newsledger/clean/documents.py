"""The `articles` of an edition, from its `documents`.

Belongs here: reading bodies from the archive, ids, one row a revision, copies. Does not: cleaning a page (`page`,
`workers`), the contract of the rows (`model.ARTICLES`).
"""

import json
from collections import deque
from collections.abc import Collection
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl

from newsledger.clean.duplicates import mark, precedence, sketch
from newsledger.clean.kind import Kind
from newsledger.clean.page import Hints, Page
from newsledger.clean.repeated import Found, host_of, without_repeated
from newsledger.clean.workers import Archived, Task, clean_all
from newsledger.fetch.blanking import is_closed
from newsledger.fetch.identity import WEB, article_url
from newsledger.fetch.visit import PAGE, READABLE, Outcome
from newsledger.model import ARTICLES
from newsledger.progress import Progress, silent
from newsledger.redaction.orders import closed_addresses

Row = dict[str, Any]

# Most pages of a crawl are no articles. Their rows become frames, a tenth of the size, as soon as there are so many.
ROWS_AT_ONCE = 4096


def clean_documents(
    documents: pl.DataFrame, home: Path, progress: Progress = silent, *, probed: Collection[str] = ()
) -> pl.DataFrame:
    """Return the articles read from `documents`, whose bodies are in the archive below `home`; see `model.ARTICLES`.

    Pages that are no articles, and documents that cannot be read, are rows too, with the reason. The order of the
    documents does not matter; of the same revision found twice the first by source and URL is kept. Of the sources
    `probed`, pages that cannot give a claim are not cleaned: their rows have the kind skipped.
    """
    readable = documents.filter(
        pl.col("role") == PAGE, pl.col("outcome").is_in(sorted(READABLE)), pl.col("warc_file").is_not_null()
    ).sort("source", "url")
    total = readable.height
    progress("clean", 0, total)
    # The bodies are read by the workers: a night of them does not fit into memory.
    tasks = (_task(document, home, probed) for document in readable.iter_rows(named=True))
    found: list[Found] = []
    closed = closed_addresses(home)
    for number, (document, page) in enumerate(zip(readable.iter_rows(named=True), clean_all(tasks), strict=True)):
        item = _found(document, page)
        if reason := is_closed(closed, document["url"], document["canonical_url"], item.article):
            item = item._replace(page=Page(Kind.REDACTED, f"it was taken down: {reason}"))
        found.append(item)
        progress("clean", number + 1, total)
    identities = [item.article for item in found]
    pages = deque(without_repeated(found, home))
    found.clear()
    seen: set[str] = set()
    articles: list[Row] = []
    others: list[Row] = []
    frames: list[pl.DataFrame] = []
    for document, identity in zip(readable.iter_rows(named=True), identities, strict=True):
        row = _row(document, pages.popleft(), identity)
        if row["revision_id"] in seen:
            continue
        seen.add(row["revision_id"])
        (articles if row["kind"] == Kind.ARTICLE else others).append(row)
        if len(others) == ROWS_AT_ONCE:
            frames.append(ARTICLES.frame(others))
            others.clear()
    return pl.concat([*frames, ARTICLES.frame([*others, *_marked(articles)])]).sort("revision_id")


def _task(document: Row, home: Path, probed: Collection[str]) -> Task:
    place = Archived(home, document["warc_file"], document["warc_offset"], document["bytes"] or 0)
    probe = document["source"] in probed
    return Task(place, _address(document), document["content_type"], _hints(document), probe=probe)


def _found(document: Row, page: Page) -> Found:
    address = _address(document)
    is_new = document["outcome"] == Outcome.FETCHED
    return Found(page, address, article_url(address, page.canonical), document["warc_file"], is_new)


def _hints(document: Row) -> Hints:
    return Hints(
        title=document["title_hint"],
        published=document["published_hint"],
        published_source="feed" if document["url"].startswith(WEB) else "sidecar",
        language=document["language_hint"],
        country=document["country_hint"],
        latest=document["fetched_at"].date(),
    )


def _address(document: Row) -> str:
    """Return the address that answered; of a file whose sidecar gives one, that."""
    return str(document["final_url"] or document["url"])


def _row(document: Row, page: Page, identity: str) -> Row:
    address = _address(document)
    url = address if address.startswith(WEB) else identity
    article = article_id(identity)
    published = page.published
    day = published.day.isoformat() if published else ""
    return {
        "revision_id": _digest(article, page.title or "", page.text, day),
        "article_id": article,
        "document_id": document["document_id"],
        "edition": document["edition"],
        "source": document["source"],
        "url": url,
        "kind": page.kind,
        "kind_reason": page.kind_reason,
        "title": page.title,
        "text": page.text or None,
        "authors": list(page.authors),
        "published": published.instant if published else None,
        "published_date": page.published_date,
        "published_source": published.source if published else None,
        "published_precision": published.precision if published else None,
        "language": page.language,
        "site": page.site or (host_of(url) if url.startswith(WEB) else None),
        "section": page.section,
        "outlet": page.outlet,
        "characters": len(page.text),
        "words": len(page.text.split()),
        "cut_characters": sum(len(cut.text) for cut in page.cut),
        "cut": json.dumps([asdict(cut) for cut in page.cut], ensure_ascii=False) if page.cut else None,
        "flags": list(page.flags),
    }


def _marked(articles: list[Row]) -> list[Row]:
    """Return `articles` with their stories and the copies among them."""
    articles.sort(key=precedence)
    mark(articles, [sketch(row["text"]) for row in articles], lambda wanted: {n: articles[n]["text"] for n in wanted})
    return articles


def article_id(identity: str) -> str:
    """Return the id of the article whose canonical address is `identity`."""
    return _digest(identity)


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
