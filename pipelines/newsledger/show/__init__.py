"""What the command line prints, for a person or a program: rows in each format, claims, named facts.

Belongs here: turning plain data into text; in the modules, what single commands print of a night, a claim, an article.
Does not: getting the data, or deciding exit codes; that is `cli`.
"""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from math import isfinite
from typing import IO, TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsledger.errors import usage_error

if TYPE_CHECKING:
    import polars as pl  # 0.4 s to import: the commands that start fast do without


Row = Mapping[str, Any]

# Rich cuts cells to the terminal; a pipe gets them whole.
PIPE_WIDTH = 10_000


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    parquet = "parquet"


def console(stream: IO[str] | None = None) -> Console:
    """Return a console on `stream` (standard output) that wraps only on a terminal."""
    stream = stream or sys.stdout
    return Console(file=stream, width=None if stream.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=False)


def write_rows(rows: Iterable[Row], columns: Sequence[str], form: Format) -> None:
    """Write `rows` to standard output as `form`; every row has the keys `columns`."""
    match form:
        case Format.table:
            console().print(grid(rows, columns))
        case Format.jsonl:
            for row in rows:
                sys.stdout.write(to_json(row) + "\n")
        case Format.json:
            sys.stdout.write("[\n" + ",\n".join(to_json(row) for row in rows) + "\n]\n")
        case Format.csv:
            writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows({c: cell(row[c]) for c in columns} for row in rows)
        case Format.parquet:
            raise ValueError("a parquet file is written from a frame")


def write_parquet(frame: "pl.DataFrame") -> None:
    """Write `frame` as a parquet file to standard output; UsageError if that is a terminal."""
    if sys.stdout.isatty():
        raise usage_error("Parquet is not for a terminal", "Send it to a file, for example with > claims.parquet.")
    frame.write_parquet(sys.stdout.buffer)


def frame(rows: "pl.DataFrame", form: Format, limit: int) -> None:
    """Write a query's answer to standard output; a table shows at most `limit` rows (0: all) and says so."""
    match form:
        case Format.parquet:
            write_parquet(rows)
        case Format.table:
            shown = rows.head(limit) if limit else rows
            write_rows(shown.iter_rows(named=True), rows.columns, form)
            if shown.height < rows.height:
                console().print(f"{shown.height:,} of {rows.height:,} rows; --limit 0 shows all", style="dim")
        case _:
            write_rows(rows.iter_rows(named=True), rows.columns, form)


def to_json(row: Row) -> str:
    """Return `row` as one line of JSON; days and times are ISO 8601, whole numbers have no point."""
    return json.dumps({k: _plain(v) for k, v in row.items()}, ensure_ascii=False)


def grid(rows: Iterable[Row], columns: Sequence[str]) -> Table:
    """Return `rows` as a table; numbers stand to the right."""
    rows = list(rows)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        numeric = any(isinstance(row[column], int | float) for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row[c])) for c in columns))
    return table


def quantity(row: Row) -> str:
    """Return the number of a claim with its qualifier: ``307``, ``15 or more``, ``10 to 15``, ``about 300``."""
    low, high = cell(row["quantity_low"]), cell(row["quantity_high"])
    match row["quantity_qualifier"]:
        case None:
            return ""
        case "exact":
            return low
        case "range":
            return f"{low} to {high}"
        case "at_least":
            return f"{low} or more"
        case "up_to":
            return f"up to {high}"
        case "vague":
            return str(row["quantity_text"] or "")
        case qualifier:
            return f"{qualifier.replace('_', ' ')} {low or high}"


def claims_table(claims: Sequence[Row], *, expand: bool) -> Table:
    """Return claims as a person reads them: who says, what happened, to how many of what, where, when, the words.

    With `expand`, the columns share the whole width, most of it for the words.
    """
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=expand)
    for name, ratio in (("says", 3), ("action", None), ("who", 3), ("whom or what", 5), ("where", 3), ("when", None)):
        # A day, the longest action and "(conditional)" each fit on a line.
        table.add_column(name, ratio=ratio, width=None if ratio else 13, overflow="fold")
    table.add_column("evidence", ratio=9, overflow="fold")
    for claim in claims:
        stance = [s for s in (claim["polarity"], claim["modality"]) if s not in ("affirmed", "actual")]
        what = " ".join(filter(None, (quantity(claim), claim["object_text"]))) or claim["recipient_text"]
        table.add_row(
            Text(claim["speaker_text"] or ""),
            Text(f"{claim['action']} {' '.join(f'({s})' for s in stance)}".strip()),
            Text(claim["actor_text"] or claim["actor_country"] or ""),
            Text(what or ""),
            Text(claim["place_name"] or claim["place_text"] or ""),
            Text(_days(claim)),
            Text(" ".join([claim["evidence"], *(f"[doubt: {code}]" for code in claim["doubts"] or ())])),
        )
    return table


def _days(claim: Row) -> str:
    start, end = claim["date_start"], claim["date_end"]
    if start is None and end is None:
        return claim["date_text"] or ""
    return str(start) if start == end else f"{start or '…'} – {end or '…'}"


def _plain(value: Any) -> Any:
    match value:
        case float() if not isfinite(value):
            return None  # JSON has no word for it
        case float() if value.is_integer():
            return int(value)
        case date() | datetime():
            return value.isoformat()
        case str() | int() | float() | None:
            return value
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items()}
        case Iterable():
            return [_plain(v) for v in value]
        case _:
            return str(value)


def cell(value: Any) -> str:
    """Return `value` as it stands in a table; null is empty."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    plain = _plain(value)
    if plain is None:
        return ""
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def pairs(facts: Iterable[tuple[str, Any]]) -> Table:
    """Return named facts, one a line; facts that are null are left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        if value is not None and value != "":
            table.add_row(name, value if isinstance(value, Text) else Text(cell(value)))
    return table


def heading(title: str) -> Text:
    """Return the line above a part of what is shown."""
    return Text(title, style="bold cyan")
