"""A row in words: what a person who looks at a failed check needs to recognise it.

Belongs here: one line for a row of each table that is checked. Does not: which rows are shown, or where.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl

from newsledger.quality.validation import LEDGER, SOURCE_NIGHTS, key_of

Row = Mapping[str, Any]

_LONGEST = 160


def row_in_words(table: str, row: Row) -> str:
    """Return a line of at most some 250 characters that tells a reader which row of `table` it is."""
    return _TELLERS[table](row)


def rows_in_words(table: str, frame: pl.DataFrame, keys: Iterable[str]) -> list[str]:
    """Return the rows of `frame` that have one of `keys`, in words, in the order of the keys."""
    wanted = list(dict.fromkeys(keys))
    key = key_of(table)
    rows = {str(row[key]): row for row in frame.filter(pl.col(key).is_in(wanted)).iter_rows(named=True)}
    return [row_in_words(table, rows[key]) for key in wanted if key in rows]


def _document(row: Row) -> str:
    return f"{row['source']}: {row['url']} ({row['reason'] or row['outcome']})"


def _article(row: Row) -> str:
    title = row["title"] or _cut(row["text"] or "no title")
    return f"{row['source']}: “{_cut(title)}” ({row['kind']}), {row['url']}"


def _claim(row: Row) -> str:
    speaker = f" (said by {row['speaker_text']})" if row["speaker_text"] else ""
    return f"{row['action']}: “{_cut(row['evidence'])}”{speaker}"


def _source_night(row: Row) -> str:
    return str(row["in_words"])


def _table(row: Row) -> str:
    without = row["without_claims_share"]
    told = "" if without is None else f"; {100 * without:.0f} % of the articles give no claim"
    return (
        f"{row['table_name']}: {row['rows_in']:,} rows came in, {row['rows_published']:,} published, "
        f"{row['rows_quarantined']:,} quarantined{told}"
    )


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


_TELLERS: dict[str, Callable[[Row], str]] = {
    "documents": _document,
    "articles": _article,
    "claims": _claim,
    SOURCE_NIGHTS: _source_night,
    LEDGER: _table,
}
