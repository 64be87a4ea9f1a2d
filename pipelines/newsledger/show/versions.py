"""What the commands for versions print: the manifest, the difference of two versions, what a redaction did.

Belongs here: how they look on a terminal. Does not: the rows (`newsledger.warehouse`); other formats print those as
they are.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from newsledger.show import Row, heading, pairs

if TYPE_CHECKING:
    from newsledger.redaction.carry_out import Redacted

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
# So much of an id tells the rows of any ledger apart, and is what `trace` needs.
_ID = 12


def manifest(versions: Sequence[Row], limit: int) -> Group:
    """Return the newest `limit` of `versions` (0: all), which are in that order: what made each, what it changed."""
    shown = versions[:limit] if limit else versions
    parts: list[RenderableType] = []
    for row in shown:
        facts = [
            ("editions", ", ".join(row["editions"])),
            ("changed", row["changes"]),
            ("quality", row["quality"]),
            ("note", row["note"]),
            ("redacted", row["redacted"]),
        ]
        title = f"version {row['version']}  {row['built_at']:%Y-%m-%d %H:%M} UTC  by Newsledger {row['code_version']}"
        parts += [heading(title), Padding(pairs(facts), (0, 0, 0, 2), expand=False)]
    if len(shown) < len(versions):
        parts.append(Text(f"{len(shown):,} of {len(versions):,} versions; --limit 0 shows all", style="dim"))
    return Group(*parts)


def difference(rows: Sequence[Row], table: str, v1: int, v2: int, limit: int) -> Group:
    """Return what `warehouse.diff` found in `table`: a line a row (at most `limit`; 0: all), one a changed column."""
    by_row = [list(lines) for _, lines in groupby(rows, lambda row: next(iter(row.values())))]
    counts = {change: sum(lines[0]["change"] == change for lines in by_row) for change in _SIGNS}
    counted = ", ".join(f"{count:,} {change}" for change, count in counts.items())
    parts: list[RenderableType] = [heading(f"{table} from version {v1} to {v2}: {counted}")]
    shown = by_row[:limit] if limit else by_row
    for lines in shown:
        first = lines[0]
        key = str(next(iter(first.values())))
        sign, style = _SIGNS[first["change"]]
        parts.append(Text.assemble((f"{sign} {key[:_ID]}", style), f"  {first['row']}"))
        parts += [_change(line) for line in lines if line["column"] is not None]
    if len(shown) < len(by_row):
        parts.append(Text(f"{len(shown):,} of {len(by_row):,} rows; --limit 0 shows all", style="dim"))
    return Group(*parts)


def redacted(done: "Redacted") -> Group:
    """Return what a redaction did, where it did it, and what it leaves to be done."""
    rows = ", ".join(f"{count:,} of {table}" for table, count in done.rows.items()) or "none: it was done before"
    versions = f"{min(done.versions)} to {max(done.versions)}" if done.versions else None
    left = []
    if done.copies:
        left.append(f"Copies stay, at {', '.join(done.copies)}: redact them too if they must go.")
    if done.in_folders:
        left.append("A page came from a folder of yours: its file is not touched, and not read any more.")
    left.append("Exports, backups and copies of the data folder that were made before still hold the words.")
    return Group(
        heading(f"redacted {done.order.target}: {done.order.reason}"),
        pairs(
            [
                ("addresses", ", ".join(done.order.addresses)),
                ("rows", rows),
                ("new checksums", versions and f"of versions {versions}"),
                ("archive", f"{done.records:,} records"),
                ("staged", f"{done.staged:,} rows"),
                ("previews", f"{done.previews:,} of the Dagster UI"),
                ("reports", f"those of {done.reports:,} nights removed" if done.reports else None),
                ("kept files", f"{done.files:,} removed"),
            ]
        ),
        *(Text(line) for line in left),
    )


def _change(line: Row) -> Text:
    return Text.assemble((f"    {line['column']}: ", "dim"), f"{_value(line, 'before')} → {_value(line, 'after')}")


def _value(line: Row, side: str) -> str:
    return "null" if line[side] is None else str(line[side])
