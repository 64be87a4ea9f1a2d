"""From what answered to the rows of `documents`.

Belongs here: what is kept of an answer, what a row is, and what only all rows of an edition together can tell. Does
not: the contract of the rows (`model.DOCUMENTS`), storing them (`journal`).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from newsledger.config import Source
from newsledger.fetch.decode import decode
from newsledger.fetch.identity import WEB, canonical_url
from newsledger.fetch.visit import PAGE, READABLE, Answer, Link, Outcome, Visit, storable
from newsledger.model import DOCUMENTS

_HOST = re.compile(r"[/?#]")
# So many articles of one host are never the same bytes; a consent page, a challenge and an error page are.
_SAME_BODY = 3


def look(role: str, link: Link, answer: Answer) -> Visit:
    """Return what is kept of `answer`, which came for `link`, but for its place in the archive."""
    readable = answer.outcome in READABLE
    final_url = storable(answer.final_url)
    etag, last_modified = answer.header("etag"), answer.header("last-modified")
    has_text = answer.outcome is Outcome.FETCHED and answer.body is not None
    text = decode(answer.body or b"", answer.header("content-type")) if has_text else None
    return Visit(
        role=role,
        url=link.url,
        canonical_url=canonical_url(link.canonical or (final_url if readable else link.url)),
        outcome=answer.outcome,
        fetched_at=answer.fetched_at,
        final_url=link.canonical or final_url,
        status=answer.status,
        reason=answer.reason and storable(answer.reason),
        tries=answer.tries,
        hops=answer.hops,
        bytes=None if answer.body is None else len(answer.body),
        bytes_sent=None if answer.sent is None else len(answer.sent),
        seconds=answer.seconds,
        retry_at=answer.retry_at,
        etag=etag and storable(etag),
        last_modified=last_modified and storable(last_modified),
        content_type=answer.content_type and storable(answer.content_type),
        charset=text.charset if text else None,
        charset_source=text.method if text else None,
        replaced=text.replaced if text else None,
        sha256=None if answer.body is None else hashlib.sha256(answer.body).hexdigest(),
        title_hint=link.title,
        published_hint=link.published,
    )


def of_copy(visit: Visit, prior: Visit) -> Visit:
    """Return `visit`, which found nothing changed, with what is known of the body from the `prior` one."""
    return replace(
        visit,
        bytes=prior.bytes,
        etag=visit.etag or prior.etag,
        last_modified=visit.last_modified or prior.last_modified,
        content_type=prior.content_type,
        charset=prior.charset,
        charset_source=prior.charset_source,
        replaced=prior.replaced,
        sha256=prior.sha256,
        warc_file=prior.warc_file,
        warc_offset=prior.warc_offset,
    )


def documents(edition: date, found: Iterable[tuple[Source, Mapping[str, Visit]]]) -> pl.DataFrame:
    """Return the documents of `edition`: the visits of each source by URL, in the order of source and URL."""
    seen = [(source, visit) for source, visits in found for visit in visits.values()]
    repeated = _repeated(visit for _, visit in seen)
    rows = [_row(repeated.get(id(visit), visit), source, edition) for source, visit in seen]
    return DOCUMENTS.frame(rows).sort("source", "url")


def _repeated(visits: Iterable[Visit]) -> dict[int, Visit]:
    """Return, by their ids, the visits that found one body under several addresses of a host, as what they are.

    One article in several sections of a site has addresses that end alike.
    """
    alike: defaultdict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.role == PAGE and visit.outcome in READABLE and visit.sha256 and visit.url.startswith(WEB):
            host = _HOST.split(visit.canonical_url)[2]
            alike[host, visit.sha256].append(visit)
    repeated: dict[int, Visit] = {}
    for (host, _), group in alike.items():
        ends = {visit.canonical_url.rpartition("/")[2] for visit in group}
        if len(ends) >= _SAME_BODY:
            reason = f"the same page came for {len(group)} addresses of {host}"
            repeated |= {id(visit): replace(visit, outcome=Outcome.SOFT_404, reason=reason) for visit in group}
    return repeated


def _row(visit: Visit, source: Source, edition: date) -> dict[str, Any]:
    identity = "\n".join((edition.isoformat(), source.name, visit.url))
    return {
        "document_id": hashlib.sha256(identity.encode()).hexdigest()[:32],
        "edition": edition,
        "source": source.name,
        "language_hint": source.language,
        "country_hint": source.country,
        **visit.values(),
        "outcome": visit.outcome.value,
    }
