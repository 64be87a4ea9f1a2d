"""From a claim back to what it was read from, as a person would check it.

Belongs here: gathering all that belongs to one claim, out of the published ledger. Does not: how it looks
(`show`), or opening the archived page; `Trace.archive` and the document's offset say where that is.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from newsledger import model
from newsledger.errors import UsageError, usage_error
from newsledger.extract.sentences import split_sentences
from newsledger.extract.text import normalise, paragraphs
from newsledger.model import Table
from newsledger.warehouse import connect, query
from newsledger.warehouse.redaction import redactions_of
from newsledger.warehouse.schema import OPEN

Row = dict[str, Any]

_LONGEST_LIST = 10


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of the claim: what it says, what that was read as, and the words of the article it was read from.

    `words` is the claim's own text. `start` and `end` are code points into the text (for a claim of the title: into
    the title) and `seen` what stands there, such as the "it" that the ministry was read from; None for a side that
    the article makes plain without naming it there.
    """

    name: str
    words: str
    reading: Row
    start: int | None = None
    end: int | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """The claim is in versions `first` to `last`, both included; `last` is None while it is live."""

    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """A claim with everything that it came from, as the last version that holds it has it.

    `passage` is the paragraph with the evidence (the title for a claim made there), which begins at `offset`;
    `sentence` and `evidence` are (start, end) in it, in code points. `checks` are the failed expectations that name
    the claim, its article or its document, without those that say no more than the claim's own doubts; `redactions`
    those that blanked its words. `archive` is the WARC file with the page, None if it is not there (any more).
    """

    claim: Row
    article: Row
    document: Row | None
    passage: str
    offset: int
    sentence: tuple[int, int]
    evidence: tuple[int, int]
    slots: list[Slot]
    lives: list[Life]
    checks: list[Row]
    redactions: list[Row]
    archive: Path | None


def trace(ledger: Path, claim_id: str, home: Path) -> Trace:
    """Return everything behind the claim whose id is, or begins with, `claim_id`; archives are looked for in `home`.

    UsageError if no claim or more than one has such an id; a claim in quarantine is named with the reason.
    """
    with connect(ledger) as connection:
        held = rows(
            connection,
            "SELECT claim_id, version_from, version_to FROM claims_h WHERE starts_with(claim_id, $id) ORDER BY ALL",
            id=claim_id,
        )
        found = sorted({row["claim_id"] for row in held})
        if len(found) != 1:
            raise _not_one(connection, claim_id, found)
        (newest,) = rows(connection, "SELECT max(version) AS version FROM versions")
        version = min(held[-1]["version_to"] - 1, newest["version"])
        (held_claim,) = rows(connection, "FROM claims_as_of($v) WHERE claim_id = $id", v=version, id=found[0])
        claim = by_contract(model.CLAIMS, held_claim)
        articles = rows(
            connection, "FROM articles_as_of($v) WHERE revision_id = $id", v=version, id=claim["revision_id"]
        )
        if not articles:
            raise usage_error(f"The article of claim {found[0]} is not in the ledger", "Run `newsledger verify`.")
        article = by_contract(model.ARTICLES, articles[0])
        document = document_of(connection, article)
        keys = [claim["claim_id"], article["revision_id"], article["document_id"]]
        checks = rows(
            connection,
            "FROM quality_results WHERE list_has_any(sample_keys, $keys) ORDER BY edition, table_name, expectation",
            keys=keys,
        )
        redactions = redactions_of(connection, claim["article_id"], claim["claim_id"])
    passage, offset, sentence, evidence = _passage(claim, article)
    return Trace(
        claim=claim,
        article=article,
        document=document,
        passage=passage,
        offset=offset,
        sentence=sentence,
        evidence=evidence,
        slots=list(_slots(claim, article)),
        lives=_lives(held),
        checks=[check for check in checks if check["expectation"] not in (claim["doubts"] or ())],
        redactions=redactions,
        archive=archive_of(document, home),
    )


def rows(connection: duckdb.DuckDBPyConnection, sql: str, **parameters: object) -> list[Row]:
    """Return the rows of a query with named parameters."""
    return query(connection, sql, parameters or None).to_dicts()


def document_of(connection: duckdb.DuckDBPyConnection, article: Row) -> Row | None:
    """Return the document that `article` was read from, as the last version has it; None if it is not there."""
    sql = "FROM documents_h WHERE document_id = $id ORDER BY version_from DESC LIMIT 1"
    return next(iter(rows(connection, sql, id=article["document_id"])), None)


def by_contract(table: Table, row: Row) -> Row:
    """Return `row` of `table` with every column of today; those that the ledger does not have yet are None."""
    return dict.fromkeys(table.schema) | row


def _not_one(connection: duckdb.DuckDBPyConnection, claim_id: str, found: list[str]) -> UsageError:
    if found:
        shown = ", ".join(found[:_LONGEST_LIST]) + (" …" if len(found) > _LONGEST_LIST else "")
        return usage_error(f"{len(found)} claims have an id that begins with {claim_id!r}: {shown}", "Give more of it.")
    aside = rows(connection, "FROM quarantine WHERE table_name = 'claims' AND starts_with(row_key, $id)", id=claim_id)
    if aside:
        return usage_error(
            f"The claim {aside[0]['row_key']} is in quarantine, not in the ledger: {aside[0]['reason']}",
            "The table quarantine holds the whole row.",
        )
    return usage_error(f"No claim has the id {claim_id!r}", "`newsledger sql` finds ids: SELECT claim_id FROM claims.")


def _lives(held: list[Row]) -> list[Life]:
    """Join the stretches of versions that follow on each other: between them only the row's values changed."""
    lives: list[Life] = []
    for row in held:
        last = None if row["version_to"] == OPEN else row["version_to"] - 1
        if lives and lives[-1].last == row["version_from"] - 1:
            lives[-1] = Life(lives[-1].first, last)
        else:
            lives.append(Life(row["version_from"], last))
    return lives


def _passage(claim: Row, article: Row) -> tuple[str, int, tuple[int, int], tuple[int, int]]:
    start, end = claim["evidence_start"], claim["evidence_end"]
    text = _field(claim, article)
    plain = normalise(text)
    # Evidence may run over a line end, so the passage holds every paragraph that it touches.
    touched = [(s, e) for s, e in paragraphs(plain) if s < end and start < e] or [(0, len(text))]
    begin, stop = touched[0][0], touched[-1][1]
    sentences = [s for s in split_sentences(plain) if s.start < end and start < s.end]
    first, last = (sentences[0].start, sentences[-1].end) if sentences else (begin, stop)
    return text[begin:stop], begin, (first - begin, last - begin), (start - begin, end - begin)


_READINGS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "trigger": (None, ()),
    "actor": ("actor_text", ("actor_country", "actor_sector")),
    "recipient": ("recipient_text", ("recipient_country", "recipient_sector")),
    "object": ("object_text", ("object_class",)),
    "quantity": ("quantity_text", ("quantity_low", "quantity_high", "quantity_qualifier")),
    "place": (
        "place_text",
        ("place_name", "place_admin1", "place_country", "place_lat", "place_lon", "place_geonameid", "place_precision"),
    ),
    "date": ("date_text", ("date_start", "date_end", "date_precision")),
    "speaker": ("speaker_text", ("speaker_country", "speaker_sector")),
    "cue": ("speaker_cue", ()),
}


def _slots(claim: Row, article: Row) -> Iterator[Slot]:
    text = _field(claim, article)
    spans = json.loads(claim["slot_spans"] or "{}")
    for name, (column, readings) in _READINGS.items():
        start, end = spans.get(name, (None, None))
        seen = None if start is None else text[start:end] or None  # a redacted article has no text
        words = claim[column] if column is not None else seen
        if words is None:
            continue
        reading = {reading: claim[reading] for reading in readings if claim[reading] is not None}
        yield Slot(name, words, reading, start, end, seen)


def _field(claim: Row, article: Row) -> str:
    return article["title" if claim["evidence_field"] == "title" else "text"] or ""


def archive_of(document: Row | None, home: Path) -> Path | None:
    """Return the archive file with the document's page; None if it is not there (any more)."""
    if document is None or document["warc_file"] is None:
        return None
    path = home / document["warc_file"]
    return path if path.is_file() else None
