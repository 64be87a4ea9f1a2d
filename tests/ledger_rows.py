"""Rows for ledgers that tests make: sensible values in every column that must have one, and nights of them."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from newsledger import model
from newsledger.edits import difference
from newsledger.warehouse import Night, connect, query

D1, D2, D3 = date(2025, 5, 24), date(2025, 5, 25), date(2025, 5, 26)
NOW = datetime(2025, 5, 25, 3, 0, tzinfo=UTC)

Row = dict[str, Any]

_VOCABULARY: dict[str, tuple[tuple[Any, ...], ...]] = {
    "actions": (
        ("launch", "Munitions fired.", "ASSAULT", "aerial", "195", "Air/drone strike"),
        ("release", "People freed.", "RETREAT", None, "0841", None),
        ("exchange", "Prisoners swapped.", "RETREAT", None, "0841", None),
        ("missing", "People missing.", None, None, None, None),
    ),
    "object_classes": (("person", "People."), ("drone", "Drones.")),
    "qualifiers": (("exact", "Just so many."), ("at_least", "So many or more.")),
    "modalities": (("actual", "It happened."), ("planned", "It is meant to happen.")),
    "sectors": (("GOV", "Government."), ("MIL", "Armed forces.")),
    "doubts": (("number_given_twice", "One of the two may be a slip."),),
}


def hex_id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


# What a column that may not be null holds where a test does not care.
_NEUTRAL = {
    model.TEXT: "some",
    model.TEXTS: [],
    model.DAY: D1,
    model.TIME: NOW,
    model.COUNT: 1,
    model.NUMBER: 1.0,
    model.FLAG: True,
}


def row(table: model.Table, **values: Any) -> Row:
    return {c.name: _NEUTRAL[c.dtype] for c in table.columns if not c.nullable} | values


def document(name: str, edition: date = D1, **values: Any) -> Row:
    url = f"https://news.example/{name}"
    fixed = {"document_id": hex_id(f"{edition} {name}"), "edition": edition, "url": url, "canonical_url": url}
    return row(model.DOCUMENTS, **fixed | values)


def article(name: str, edition: date = D1, text: str = "Drones fell on the town.", **values: Any) -> Row:
    fixed = {
        "revision_id": hex_id(name + text),
        "article_id": hex_id(name),
        "document_id": hex_id(f"{edition} {name}"),
        "edition": edition,
        "url": f"https://news.example/{name}",
        "kind": "article",
        "text": text,
        "published_date": edition,
    }
    return row(model.ARTICLES, **fixed | values)


def edit(before: Row, after: Row) -> Row:
    """Return the row of `edits` for the revision `after`."""
    added, removed = difference(before["text"], after["text"])
    return row(
        model.EDITS,
        revision_id=after["revision_id"],
        previous_revision_id=before["revision_id"],
        article_id=after["article_id"],
        edition=after["edition"],
        sentences_added=added,
        sentences_removed=removed,
    )


def claim(of: Row, action: str = "launch", **values: Any) -> Row:
    evidence = values.get("evidence", of["text"])
    start = of["text"].index(evidence)
    fixed = {
        "claim_id": hex_id(of["revision_id"] + action + repr(sorted(values.items()))),
        "revision_id": of["revision_id"],
        "article_id": of["article_id"],
        "edition": of["edition"],
        "sentence_index": 0,
        "evidence_field": "text",
        "evidence": evidence,
        "evidence_start": start,
        "evidence_end": start + len(evidence),
        "action": action,
        "polarity": "affirmed",
        "modality": "actual",
    }
    return row(model.CLAIMS, **fixed | values)


# What the claims of a test are about where it does not matter, and slots that many of them fill.
TOWN = article("town", published_date=D1)
UKRAINE = {"speaker_text": "Ukraine's air force", "speaker_country": "UKR", "speaker_sector": "MIL"}
RUSSIA = {"speaker_text": "the defence ministry", "speaker_country": "RUS", "speaker_sector": "MIL"}
KYIV = {
    "place_text": "Kyiv",
    "place_name": "Kyiv",
    "place_country": "UKR",
    "place_lat": 50.45,
    "place_lon": 30.52,
    "place_precision": "city",
}
OVERNIGHT = {"date_text": "overnight", "date_start": D1 - timedelta(days=1), "date_end": D1}


def number(low: float | None, high: float | None = None, qualifier: str = "exact") -> Row:
    """Return the values of a claim that gives a number; of an exact one, `high` is `low`."""
    return {
        "quantity_low": low,
        "quantity_high": low if qualifier == "exact" else high,
        "quantity_qualifier": qualifier,
    }


def frames(**rows: Iterable[Row]) -> dict[str, pl.DataFrame]:
    """Return one frame a history table; documents of the articles and the vocabularies are filled in."""
    given = {name: list(part) for name, part in rows.items()}
    given.setdefault(
        "documents",
        [document(a["url"].removeprefix("https://news.example/"), a["edition"]) for a in given.get("articles", [])],
    )
    for table in model.HISTORY:
        if table.name in _VOCABULARY:
            columns = [c.name for c in table.columns]
            values = _VOCABULARY[table.name]
            given.setdefault(table.name, [dict(zip(columns, value, strict=True)) for value in values])
    return {t.name: t.frame(given.get(t.name, [])) for t in model.HISTORY}


def night(*editions: date, **values: Any) -> Night:
    return Night(list(editions or (D1,)), **{"config_hash": "c", "lexicon_hash": "l", "input_hash": "i", **values})


def ask(ledger: Path, sql: str) -> pl.DataFrame:
    with connect(ledger) as connection:
        return query(connection, sql)
