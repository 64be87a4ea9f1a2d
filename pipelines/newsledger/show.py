"""What the command line prints: rows in each format, claims, a traced claim, a night's summary.

Belongs here: turning plain data into text for a person or a program. Does not: getting the data, or deciding
exit codes; that is `cli`.
"""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsledger.errors import usage_error

if TYPE_CHECKING:
    import polars as pl  # 0.4 s to import: the commands that start fast do without

    from newsledger.fetch.visit import Visit
    from newsledger.summary import FailedCheck, Summary
    from newsledger.trace import Slot, Trace

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
            writer.writerows({c: _cell(row[c]) for c in columns} for row in rows)
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
        table.add_row(*(Text(_cell(row[c])) for c in columns))
    return table


def quantity(row: Row) -> str:
    """Return the number of a claim with its qualifier: ``307``, ``15 or more``, ``10 to 15``, ``about 300``."""
    low, high = _cell(row["quantity_low"]), _cell(row["quantity_high"])
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
            Text(claim["evidence"]),
        )
    return table


def _days(claim: Row) -> str:
    start, end = claim["date_start"], claim["date_end"]
    if start is None and end is None:
        return claim["date_text"] or ""
    return str(start) if start == end else f"{start or '…'} – {end or '…'}"


def _plain(value: Any) -> Any:
    match value:
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


def _cell(value: Any) -> str:
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
            table.add_row(name, value if isinstance(value, Text) else Text(_cell(value)))
    return table


def fetched(visits: "Sequence[Visit]", home: Path) -> Group:
    """Return what came of each address that was fetched by hand, and where its bytes are in the data folder `home`."""
    from newsledger.fetch.visit import MEANINGS, READABLE

    parts: list[RenderableType] = []
    for visit in visits:
        charset = f"{visit.charset}  ({visit.charset_source}, {visit.replaced} replaced)" if visit.charset else None
        size = f"{visit.bytes:,} bytes  ({visit.bytes_sent:,} as sent)" if visit.bytes is not None else None
        requests = f"{visit.tries} requests, {visit.hops} redirects, {visit.seconds or 0.0:.3f} s"
        parts += [
            heading(visit.url),
            pairs(
                [
                    ("outcome", f"{visit.outcome}  ({MEANINGS[visit.outcome]})"),
                    ("reason", visit.reason),
                    ("status", visit.status),
                    ("asked", requests),
                    ("ask again", visit.retry_at),
                    ("answered by", visit.final_url if visit.final_url != visit.url else None),
                    ("type", visit.content_type),
                    ("charset", charset),
                    ("size", size),
                    ("etag", visit.etag),
                    ("last modified", visit.last_modified),
                    ("sha256", visit.sha256),
                    ("archive", f"{home / visit.warc_file} at byte {visit.warc_offset}" if visit.warc_file else None),
                ]
            ),
        ]
    pages = {visit.warc_file for visit in visits if visit.warc_file and visit.outcome in READABLE}
    parts += [Text(f"What the cleaner makes of it: newsledger clean {home / file}") for file in sorted(pages)]
    return Group(*parts)


def night(summary: "Summary") -> Group:
    """Return what a night did: what came in, what was set aside and why, what was published and where."""
    came = pairs(
        [
            ("edition", summary.edition.isoformat()),
            ("documents", _counts(summary.documents)),
            ("articles", _counts(summary.articles)),
            ("claims", f"{summary.claims:,}"),
            ("quarantined", f"{sum(summary.quarantined.values()):,}"),
        ]
    )
    notes = [
        Text(f"  {count:,} {table}: {reason}", style="yellow") for (table, reason), count in summary.quarantined.items()
    ]
    notes += [
        Text(f"  {check.severity} {check.table}.{check.expectation}: {_finding(check)}", style=style)
        for check in summary.failed_checks
        for style in ["red" if check.action == "abort" else "yellow"]
    ]
    if summary.stopped is not None:
        end = Text(f"stopped: {summary.stopped} The published ledger is as it was.", style="bold red")
    elif summary.version is None:
        end = Text("nothing new: the ledger stays as it is", style="bold")
    else:
        end = Text(
            f"published version {summary.version}: {summary.opened:,} rows opened, {summary.closed:,} closed",
            style="bold green",
        )
    return Group(came, *notes, end, Text(f"ledger: {summary.ledger}"))


def _counts(by_kind: Mapping[str, int]) -> str:
    total = f"{sum(by_kind.values()):,}"
    if not by_kind:
        return total
    parts = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in by_kind.items())
    return f"{total}  ({parts})"


def _finding(check: "FailedCheck") -> str:
    found = check.error or f"{check.unexpected:,} of {check.evaluated:,} rows"
    return f"{check.protects_from} {found}"


def traced(trace: "Trace") -> Group:
    """Return a claim with its sentence in its paragraph, each slot's words, its article, page, versions and doubts."""
    claim, article, document = trace.claim, trace.article, trace.document or {}
    passage = Text(trace.passage)
    passage.stylize("underline", *trace.sentence)
    passage.stylize("bold reverse", *trace.evidence)
    codes = " · ".join(f"{system} {claim[column]}" for system, column in _CODES.items() if claim[column] is not None)
    return Group(
        heading(f"claim {claim['claim_id']}"),
        Padding(passage, (1, 2), expand=False),
        pairs(
            [
                ("evidence", f"“{claim['evidence']}”"),
                ("action", f"{claim['action']}  {codes}"),
                *((slot.name, _read_as(slot, trace)) for slot in trace.slots),
                ("weapon", claim["weapon"]),
                ("polarity", claim["polarity"]),
                ("modality", claim["modality"]),
                ("rule", f"{claim['rule']}: {_rule_reads(claim['rule'])}"),
                ("coder", claim["extractor_version"]),
            ]
        ),
        heading("article"),
        pairs(
            [
                ("title", article["title"]),
                ("published", published(article)),
                ("outlet", article["outlet"] or article["site"]),
                ("address", article["url"]),
                ("revision", f"{article['revision_id']} of story {article['article_id']}"),
            ]
        ),
        heading("fetch"),
        pairs(
            [
                ("source", document.get("source")),
                ("fetched", document.get("fetched_at")),
                ("outcome", document.get("outcome")),
                ("sha256", document.get("sha256")),
                ("archive", _archived(trace)),
            ]
        ),
        heading("ledger"),
        pairs(
            [
                ("versions", ", ".join(_life(life.first, life.last) for life in trace.lives)),
                *(("doubt", f"{d['table_name']}.{d['expectation']}: {d['protects_from']}") for d in trace.doubts),
            ]
        ),
    )


def heading(title: str) -> Text:
    """Return the line above a part of what is shown."""
    return Text(title, style="bold cyan")


_CODES = {"PLOVER": "plover_type", "CAMEO": "cameo_code", "ACLED": "acled_sub_event_type"}


def _read_as(slot: "Slot", trace: "Trace") -> Text:
    reading = ", ".join(f"{name.removeprefix(slot.name + '_')} {_cell(v)}" for name, v in slot.reading.items())
    shown = Text(f"“{slot.words}”")
    if slot.start is None:
        shown.append(" (from the article as a whole)", style="dim")
    else:
        if slot.seen != slot.words:
            shown.append(f" (read from “{slot.seen}”)", style="dim")
        if not trace.offset <= slot.start < trace.offset + len(trace.passage):
            shown.append(" (in another paragraph)", style="dim")
    return shown.append(f"  {reading}", style="dim")


def _rule_reads(rule: str) -> str:
    """Return what a rule reads, in words: which word led to it, and in what form of sentence."""
    from newsledger.extract.rules import rule_of, word_of

    try:
        reads = rule_of(rule).reads
    except KeyError:
        return "a rule of another version of the coder"
    word = word_of(rule)
    return reads if word is None else f"“{word}”. {reads}"


def published(article: Row) -> str | None:
    """Return when an article was published and where that was read; None if it is not known."""
    if article["published_date"] is None:
        return None
    return f"{article['published'] or article['published_date']}  (from {article['published_source']})"


def _archived(trace: "Trace") -> str | None:
    if trace.document is None:
        return None
    name, offset = trace.document["warc_file"], trace.document["warc_offset"]
    return f"{trace.archive} at byte {offset}" if trace.archive else f"{name} is not there any more"


def _life(first: int, last: int | None) -> str:
    return f"{first} to now" if last is None else f"{first} to {last}"
