"""What is derived from the contracts and kept in the repository: ``sql/tables`` and ``docs/dictionary.md``.

Belongs here: their text, and the command that writes them (`make docs`). Does not: the contracts and views
themselves.
"""
# ruff: noqa: S608  (the names in the SQL come from the contracts)

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from newsledger import model
from newsledger.locate import data_folder
from newsledger.model import Table
from newsledger.warehouse import schema
from newsledger.warehouse.schema import Definition


def documents() -> dict[Path, str]:
    """Return the text of every derived file of the checkout, by where it is kept."""
    sql = data_folder("sql")
    tables = {sql / "tables" / f"{t.name}.sql": schema.table_sql(t) for t in model.tables()}
    return tables | {sql.parent / "docs" / "dictionary.md": dictionary()}


def dictionary() -> str:
    """Return the data dictionary of the ledger in Markdown: tables, their diagram, views, macros and examples."""
    with duckdb.connect() as ledger:
        schema.install(ledger)
        return "\n".join(_dictionary(ledger)) + "\n"


def _dictionary(ledger: duckdb.DuckDBPyConnection) -> Iterator[str]:
    marts = sorted(schema.marts(), key=lambda d: d.name)
    yield from (
        "# Data dictionary",
        "",
        "What the ledger holds. Made from `newsledger/model.py` and `sql/` by `make docs`; change it there.",
        "",
        "- Each **table** is a view of what is true now.",
        "- `<table>_h` holds every row that it ever had, with `version_from` and `version_to`.",
        "- `<table>_as_of(v)` is the table as version `v` had it.",
        "- `<table>_diff(v1, v2)` names the keys that were added, removed or changed between two versions.",
        "- `versions` and `version_tables` say what each version was made from and what it changed, `redactions` and",
        "  `redaction_checksums` what was taken down since.",
        "- Times are UTC. Offsets are code points from 0, the end exclusive. Countries are ISO 3166-1 alpha-3.",
        "",
        "## Tables",
        "",
        *(f"- [{t.name}](#{t.name}): {t.meaning}" for t in model.tables()),
        "",
        *_diagram(),
    )
    for table in model.tables():
        yield from ("", f"### {table.name}", "", table.meaning, "", *_table_columns(table))
    yield from ("", "## Views", "", "Each answers a question; its SQL is in `sql/views/`.", "")
    yield from (f"- [{mart.name}](#{mart.name}): {mart.question}" for mart in marts if mart.kind == "VIEW")
    for mart in marts:
        if mart.kind == "VIEW":
            yield from ("", f"### {mart.name}", "", f"**{mart.question}** {mart.notes}".strip(), "")
            types = dict(ledger.execute(f"SELECT column_name, column_type FROM (DESCRIBE {mart.name})").fetchall())
            rows = ((f"`{name}`", types[name], _cell(meaning)) for name, meaning in mart.columns.items())
            yield from _grid(("column", "type", "meaning"), rows)
    yield from ("", "## Macros", "", "Called like tables: `FROM claims_near(50.45, 30.52, 20)`.", "")
    for mart in marts:
        if mart.kind != "VIEW":
            yield f"- `{mart.name}({', '.join(_parameters(ledger, mart))})`: {mart.question} {mart.notes}".rstrip()
    yield from (
        "",
        "## Examples",
        "",
        "Queries to begin with, in `sql/examples/`; the [cookbook](cookbook.md) has their answers.",
        "",
    )
    for example in schema.definitions("examples"):
        yield f"- [{example.name}](../sql/examples/{example.name}.sql): {example.question}"


def _diagram() -> Iterator[str]:
    """Yield the diagram of the tables with their keys and references only: with all columns it is a wall."""
    yield from ("```mermaid", "erDiagram")
    for table in model.tables():
        yield f"    {table.name} {{"
        for column in table.columns:
            roles = [role for role, held in (("PK", column.key), ("FK", column.references)) if held]
            if roles:
                yield f"        {column.sql_type} {column.name} {', '.join(roles)}"
        yield "    }"
    for (parent, child), columns in _references().items():
        yield f'    {parent} ||--o{{ {child} : "{", ".join(columns)}"'
    yield "```"


def _references() -> dict[tuple[str, str], list[str]]:
    """Return the columns by which one table refers to another, by parent and child."""
    found: dict[tuple[str, str], list[str]] = {}
    for table in model.tables():
        for column in table.columns:
            if column.references:
                found.setdefault((column.references.partition(".")[0], table.name), []).append(column.name)
    return found


def _table_columns(table: Table) -> Iterator[str]:
    rows = (
        (f"`{c.name}`", c.sql_type, "" if c.nullable else "never", _cell(schema.column_comment(c)))
        for c in table.columns
    )
    yield from _grid(("column", "type", "null", "meaning"), rows)


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _parameters(ledger: duckdb.DuckDBPyConnection, macro: Definition) -> list[str]:
    row = ledger.execute("SELECT parameters FROM duckdb_functions() WHERE function_name = ?", [macro.name]).fetchone()
    assert row is not None
    return list(row[0])


def main() -> None:
    """Write every derived file."""
    for path, text in documents().items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
