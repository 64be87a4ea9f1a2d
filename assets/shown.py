"""What the Dagster UI shows of a table: its columns, a few rows, and numbers that it plots over the nights.

Belongs here: how contracts and frames become Dagster metadata. Does not: which numbers an asset reports; each
asset's module says that. The UI draws every number by its name for ever: names are stable and end in their unit.
"""

import re
from collections.abc import Mapping, Sequence

import dagster as dg
import polars as pl

from newsledger.model import Table

PREVIEW_ROWS = 5
# Longer markdown is hidden behind a link in the UI.
MARKDOWN_CHARACTERS = 999


def column_schema(table: Table) -> dg.TableSchema:
    """Return the contract of `table` as the UI shows it."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=column.sql_type,
                description=f"{column.meaning} [{column.unit}]" if column.unit else column.meaning,
                constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=column.key),
            )
            for column in table.columns
        ]
    )


def share(part: int, whole: int) -> float:
    """Return `part` of `whole`, from 0 to 1; 0 of nothing."""
    return part / whole if whole else 0.0


def median(values: pl.Series) -> float:
    """Return the median of a numeric column; 0 of nothing."""
    middle = values.cast(pl.Float64).median()
    return middle if isinstance(middle, float) else 0.0


def counts(frame: pl.DataFrame, *by: str) -> dg.MarkdownMetadataValue:
    """Return a table of how many rows there are of each value of `by`, the most frequent first."""
    grouped = frame.group_by(by).len("rows").sort("rows", *by, descending=[True, *(False for _ in by)])
    return dg.MetadataValue.md(markdown(grouped, (*by, "rows")))


def preview(frame: pl.DataFrame, columns: Sequence[str]) -> dg.MarkdownMetadataValue:
    """Return the first rows of `frame`, of these columns, with long values cut."""
    return dg.MetadataValue.md(markdown(frame.head(PREVIEW_ROWS), columns))


def markdown(frame: pl.DataFrame, columns: Sequence[str]) -> str:
    """Return `frame` as a markdown table of under 1,000 characters; rows that do not fit are counted below it.

    Without rows it is the word none.
    """
    if frame.is_empty():
        return "none"
    lines = [_line(columns), _line(["---"] * len(columns))]
    room = MARKDOWN_CHARACTERS - len("\n".join(lines)) - len("\n\nand 999999 more")
    shown = 0
    for row in frame.select(columns).iter_rows():
        line = _line([_cell(value, width=max(12, 120 // len(columns))) for value in row])
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
        shown += 1
    more = f"\n\nand {frame.height - shown} more" if shown < frame.height else ""
    return "\n".join(lines) + more


def escaped(text: str) -> str:
    """Return `text` so that markdown shows it as it is: what an article says must not become a picture or a link."""
    return re.sub(r"[\\\[<]", r"\\\g<0>", text)


def unescaped(text: str) -> str:
    """Return what was given to `escaped`."""
    return re.sub(r"\\([\\\[<])", r"\1", text)


def numbers(values: Mapping[str, int | float]) -> dict[str, dg.MetadataValue]:
    """Return `values` as metadata; whole numbers stay whole."""
    return {
        name: dg.MetadataValue.int(value) if isinstance(value, int) else dg.MetadataValue.float(round(value, 4))
        for name, value in values.items()
    }


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object, width: int) -> str:
    text = "" if value is None else str(value).replace("\n", " ")
    return escaped(text if len(text) <= width else text[: width - 1] + "…").replace("|", "\\|")
