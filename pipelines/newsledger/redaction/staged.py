"""Redactions in the staged files: what making an edition again would leave out is left out at once.

Belongs here: rewriting the parquet files of `documents`, `articles` and `claims`. Does not: the ledger, where the rows
stay without their words (`warehouse.redaction`).
"""

from collections.abc import Collection, Mapping

import polars as pl

from newsledger import model
from newsledger.config import Settings
from newsledger.fetch.blanking import blank_visit, is_closed
from newsledger.fetch.visit import Outcome, Visit
from newsledger.model import Table
from newsledger.staging import write_parquet

_OF_VISIT = tuple(Visit.__dataclass_fields__)


def leave_out(settings: Settings, closed: Mapping[str, str], articles: Collection[str]) -> int:
    """Take the `articles` and their claims out of every edition, and say in its documents why; return how many rows.

    `closed` are the canonical addresses with the reasons. What killed runs left unfinished is removed.
    """
    for unfinished in settings.staged.rglob("*.unfinished"):
        unfinished.unlink()
    count = 0
    for table in (model.ARTICLES, model.CLAIMS):
        for path in sorted((settings.staged / table.name).glob("*.parquet")):
            frame = pl.read_parquet(path, hive_partitioning=False)
            left = frame.filter(~pl.col("article_id").is_in(list(articles)))
            if left.height < frame.height:
                write_parquet(path, left)
                count += frame.height - left.height
    for path in sorted((settings.staged / "documents").glob("*.parquet")):
        frame = pl.read_parquet(path, hive_partitioning=False)
        rows = frame.to_dicts()
        left_rows = [_document(row, closed) for row in rows]
        if left_rows != rows:
            write_parquet(path, _as(model.DOCUMENTS, frame, left_rows))
            count += sum(left != row for left, row in zip(left_rows, rows, strict=True))
    return count


def _document(row: dict[str, object], closed: Mapping[str, str]) -> dict[str, object]:
    url, canonical, final = (str(row[name]) if row[name] else None for name in ("url", "canonical_url", "final_url"))
    reason = is_closed(closed, url, canonical, final)
    if reason is None or row["outcome"] == Outcome.REDACTED:
        return row
    visit = Visit(**{name: row[name] for name in _OF_VISIT if name in row})  # type: ignore[arg-type]
    return row | blank_visit(visit, reason).values() | {"outcome": Outcome.REDACTED.value}


def _as(table: Table, frame: pl.DataFrame, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Return `rows` with the columns of `frame`, which an older contract of `table` may have made."""
    names = [name for name in frame.columns if name in table.schema]
    return pl.DataFrame(rows, schema={name: frame.schema[name] for name in names}, orient="row")
