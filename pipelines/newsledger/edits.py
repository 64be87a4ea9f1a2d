"""What the revisions of a night's articles changed: the sentences that were added and taken out.

Belongs here: which revision came before, and the difference of the two texts. Does not: the claims that came or went
with it, which the view ``article_edits`` joins; stories and copies (`stories`).

A revision is held against the one before it in the ledger: of an earlier edition, or of the same one if that was
fetched again and the page had changed; the older revision is then in ``articles_h`` alone. Where both were read from
the same bytes the cleaner has changed and not the page: that is no edit.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from typing import Any

import duckdb
import polars as pl

from newsledger import model
from newsledger.extract.sentences import split_sentences
from newsledger.extract.text import normalise

Row = dict[str, Any]
Frames = Mapping[str, pl.DataFrame]

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_KNOWN = """
SELECT a.revision_id, a.article_id, a.edition, a.text, d.fetched_at, d.sha256
FROM articles a LEFT JOIN documents d USING (document_id)
WHERE a.kind = 'article' AND a.article_id IN (FROM touched)
    AND a.article_id NOT IN (SELECT unnest(article_ids) FROM redactions)
"""
_STORED = """
SELECT e.*, max(h.edition) AS previous_edition
FROM edits e LEFT JOIN articles_h h ON h.revision_id = e.previous_revision_id
WHERE e.article_id IN (FROM touched)
GROUP BY ALL
"""


def add_edits(ledger: duckdb.DuckDBPyConnection, frames: Frames, editions: Collection[date]) -> dict[str, pl.DataFrame]:
    """Return `frames`, the accepted rows of `editions`, with the table `edits` of their articles.

    Revisions of other, later editions are among them where the one before them is now another.
    """
    read = frames["articles"].filter(pl.col("kind") == "article")
    times = frames["documents"].select("document_id", "fetched_at", "sha256")
    tonight = {row["revision_id"]: row for row in read.join(times, on="document_id", how="left").to_dicts()}
    closing = ledger.execute(
        "SELECT DISTINCT article_id FROM articles WHERE edition IN (SELECT unnest($1::DATE[]))", [sorted(editions)]
    ).pl()
    ledger.register("touched", pl.concat([read.select("article_id"), closing]).unique())
    known = {row["revision_id"]: row for row in ledger.execute(_KNOWN).pl().to_dicts()}
    stored = {row["revision_id"]: row for row in ledger.execute(_STORED).pl().to_dicts()}
    ledger.unregister("touched")
    gone = [row for key, row in known.items() if row["edition"] in editions and key not in tonight]
    live = tonight | {
        key: row for key, row in known.items() if key not in tonight or _stays(row, tonight[key], editions)
    }
    for row in gone:
        del live[row["revision_id"]]
    rows: dict[str, Row] = {}
    for before, after in _successions([*live.values()], gone, known):
        edit = stored.get(after["revision_id"])
        if edit is None or not _still_holds(edit, before, live):
            edit = _edit(before, after) if before and _is_other_page(before, after) else None
        while edit and edit["revision_id"] not in rows:
            rows[edit["revision_id"]] = {name: edit[name] for name in model.EDITS.schema}
            # What a revision had changed before it was replaced stays known.
            previous = edit["previous_revision_id"]
            edit = None if previous in live else stored.get(previous)
    return {**frames, "edits": model.EDITS.frame([*rows.values()])}


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the sentences of `after` that `before` has not, and those of `before` that `after` has not, in order.

    A sentence that only moved is neither; spaces and line ends do not count.
    """
    old, new = _sentences(before), _sentences(after)
    return _without(new, old), _without(old, new)


def _successions(live: list[Row], gone: list[Row], known: Mapping[str, Row]) -> Iterator[tuple[Row | None, Row]]:
    """Yield each live revision after the one before it; before a new one, that may be one that it replaces."""
    replaced = {(row["article_id"], row["edition"]): row for row in sorted(gone, key=_position)}
    by_article = groupby(
        sorted(live, key=lambda row: (row["article_id"], _position(row))), lambda row: row["article_id"]
    )
    for article, revisions in by_article:
        for before, after in pairwise([None, *revisions]):
            assert after is not None
            old = replaced.get((article, after["edition"]))
            is_new = after["revision_id"] not in known
            if old and is_new and (not before or before["edition"] < old["edition"]):
                yield old, after
            else:
                yield before, after


def _stays(known: Row, tonight: Row, editions: Collection[date]) -> bool:
    """Whether a revision that came again stays one of the edition that the ledger has it in."""
    earlier = known["edition"] < tonight["edition"] and known["edition"] not in editions
    return earlier or known["edition"] == tonight["edition"]


def _position(row: Row) -> tuple[date, datetime, str]:
    return row["edition"], row["fetched_at"] or _LONG_AGO, row["revision_id"]


def _still_holds(edit: Row, before: Row | None, live: Mapping[str, Row]) -> bool:
    """Whether `edit` is from the revision `before`, or from one that was replaced within the edition."""
    previous = edit["previous_revision_id"]
    if previous in live or edit["previous_edition"] != edit["edition"]:
        return before is not None and previous == before["revision_id"]
    return True


def _is_other_page(before: Row, after: Row) -> bool:
    return before["sha256"] is None or before["sha256"] != after["sha256"]


def _edit(before: Row, after: Row) -> Row:
    added, removed = difference(before["text"], after["text"])
    return {
        "revision_id": after["revision_id"],
        "previous_revision_id": before["revision_id"],
        "article_id": after["article_id"],
        "edition": after["edition"],
        "sentences_added": added,
        "sentences_removed": removed,
    }


def _sentences(text: str) -> list[str]:
    plain = normalise(text)
    return [" ".join(text[s.start : s.end].split()) for s in split_sentences(plain)]


def _without(sentences: Sequence[str], others: Sequence[str]) -> list[str]:
    there = Counter(others)
    left = []
    for sentence in sentences:
        if there[sentence]:
            there[sentence] -= 1
        else:
            left.append(sentence)
    return left
