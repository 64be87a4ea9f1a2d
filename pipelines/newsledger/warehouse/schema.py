"""The SQL of the ledger: its tables from the contracts, its marts and macros from ``sql/``.

Belongs here: the text of ``sql/tables/<table>.sql``, the headers of ``sql/views`` and ``sql/macros`` files, putting
all of them into a ledger, and growing an older ledger to the contracts of today. Does not: rows.
"""

# ruff: noqa: S608  (the names in the SQL come from the contracts)

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import duckdb

from newsledger import model
from newsledger.errors import usage_error
from newsledger.locate import data_folder
from newsledger.model import Column, Table

OPEN = 2_147_483_647
"""`version_to` of a row that no version has ended."""

HISTORY_COLUMNS = {
    "row_hash": ("VARCHAR", "32 hex characters from the values that make this row another one."),
    "version_from": ("INTEGER", "First version that holds this row."),
    "version_to": ("INTEGER", f"First version that does not hold it any more; {OPEN} while it is live."),
}


def history(table: Table) -> str:
    """Return the name of the ledger's table with every row that `table` ever had."""
    return f"{table.name}_h"


def stored_name(table: Table) -> str:
    """Return the name under which the ledger stores `table`: its history, or itself for the manifest."""
    return table.name if table in model.MANIFEST else history(table)


def quoted(text: object) -> str:
    """Return `text` as a literal of SQL, where no parameter can stand."""
    return "'" + str(text).replace("'", "''") + "'"


def column_comment(column: Column) -> str:
    """Return the meaning of `column` with its unit, key and reference, as analysts read it."""
    notes = [
        "Key." if column.key else "",
        f"Unit: {column.unit}." if column.unit else "",
        f"References {column.references}." if column.references else "",
    ]
    return " ".join(filter(None, [column.meaning, *notes]))


def table_sql(table: Table) -> str:
    """Return the text of ``sql/tables/<table>.sql``: the stored table, its live view, its macros, all comments."""
    head = f"-- {table.meaning}\n-- Made from newsledger/model.py by `make docs`; change it there.\n\n"
    if table in model.MANIFEST:
        columns = {c.name: _definition(c) for c in table.columns}
        keys = ", ".join(c.name for c in table.columns if c.key)
        return (
            head
            + _create(table.name, [*columns.values(), f"PRIMARY KEY ({keys})"])
            + _comments("TABLE", table.name, table.meaning, _meanings(table))
        )
    name, columns_list = table.name, ", ".join(c.name for c in table.columns)
    past = {n: meaning for n, (_, meaning) in HISTORY_COLUMNS.items()}
    return head + "\n".join(
        [
            _create(
                history(table),
                [
                    *(_definition(c) for c in table.columns),
                    *(f"{n} {sql_type} NOT NULL" for n, (sql_type, _) in HISTORY_COLUMNS.items()),
                    "CHECK (version_from < version_to)",
                ],
            )
            + _comments(
                "TABLE", history(table), f"Every row that {name} ever had. {table.meaning}", _meanings(table) | past
            ),
            f"CREATE OR REPLACE VIEW {name} AS\n"
            f"SELECT {columns_list}\nFROM {history(table)}\nWHERE version_to = {OPEN};\n"
            + _comments("VIEW", name, table.meaning, _meanings(table)),
            f"CREATE OR REPLACE MACRO {name}_as_of(v) AS TABLE\n"
            f"SELECT {columns_list}\nFROM {history(table)}\nWHERE version_from <= v AND v < version_to;\n"
            + _comment(f"MACRO TABLE {name}_as_of", f"{name} as version v had it. {table.meaning}"),
            _diff_sql(table)
            + _comment(
                f"MACRO TABLE {name}_diff",
                f"What version v2 has otherwise than version v1 in {name}: the key, and added, removed or changed.",
            ),
        ]
    )


def _diff_sql(table: Table) -> str:
    return f"""CREATE OR REPLACE MACRO {table.name}_diff(v1, v2) AS TABLE
WITH moved AS (
    SELECT {table.key},
        max(row_hash) FILTER (version_from <= v1 AND v1 < version_to) AS before,
        max(row_hash) FILTER (version_from <= v2 AND v2 < version_to) AS after
    FROM {history(table)}
    WHERE (version_from <= v1 AND v1 < version_to) <> (version_from <= v2 AND v2 < version_to)
    GROUP BY {table.key}
)
SELECT {table.key},
    CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM moved
WHERE before IS DISTINCT FROM after;
"""


def _definition(column: Column) -> str:
    return f"{column.name} {column.sql_type}{'' if column.nullable else ' NOT NULL'}"


def _create(name: str, parts: list[str]) -> str:
    return f"CREATE TABLE IF NOT EXISTS {name} (\n    " + ",\n    ".join(parts) + "\n);\n"


def _meanings(table: Table) -> dict[str, str]:
    return {c.name: column_comment(c) for c in table.columns}


def _comments(kind: str, name: str, meaning: str, columns: dict[str, str]) -> str:
    return _comment(f"{kind} {name}", meaning) + "".join(
        _comment(f"COLUMN {name}.{column}", text) for column, text in columns.items()
    )


def _comment(what: str, text: str) -> str:
    return f"COMMENT ON {what} IS {quoted(text)};\n"


@dataclass(frozen=True, slots=True)
class Definition:
    """A mart view, macro or example of ``sql/``: what it answers, what its columns mean, and its SQL."""

    name: str
    kind: str  # "VIEW", "MACRO", "MACRO TABLE", or "QUERY" of an example
    question: str
    notes: str
    columns: dict[str, str]
    sql: str


def marts() -> list[Definition]:
    """Return the views and macros of ``sql/views`` and ``sql/macros``, each after those that it is made of."""
    return list(_in_order([*definitions("views"), *definitions("macros")]))


def definitions(folder: str) -> list[Definition]:
    """Return what the files of ``sql/<folder>`` define, by name.

    A file opens with a comment: the question it answers in its first paragraph, notes in those that follow, and
    after a line ``Columns`` one ``column: meaning`` a line, or ``table.column`` where the contract says it.
    """
    return [_read(path) for path in sorted((data_folder("sql") / folder).glob("*.sql"))]


def _in_order(definitions: list[Definition]) -> Iterator[Definition]:
    """Yield `definitions` so that each comes after those that its SQL names."""
    while definitions:
        names = {d.name for d in definitions}
        ready = [d for d in definitions if not (names - {d.name}) & set(re.findall(r"\w+", d.sql))]
        if not ready:
            raise usage_error(f"{', '.join(sorted(names))} in sql/ name each other", "Let one of them stand alone.")
        yield from ready
        definitions = [d for d in definitions if d not in ready]


def _read(path: Path) -> Definition:
    lines = path.read_text("utf-8").splitlines()
    header = [line.removeprefix("--").strip() for line in takewhile(lambda line: line.startswith("--"), lines)]
    if not header or not header[0]:
        raise usage_error(f"{path} does not open with a comment", "Begin it with the question it answers.")
    split = header.index("Columns") if "Columns" in header else len(header)
    paragraphs = [" ".join(p.split()) for p in "\n".join(header[:split]).split("\n\n") if p.strip()]
    columns: dict[str, str] = {}
    for line in header[split + 1 :]:
        columns |= _column_line(line)
    sql = "\n".join(lines[len(header) :]).strip() + "\n"
    return Definition(path.stem, _kind(sql), paragraphs[0], " ".join(paragraphs[1:]), columns, sql)


def _column_line(line: str) -> dict[str, str]:
    """Read ``column: meaning``, or ``table.column`` and ``table.*`` for columns that are those of a contract."""
    name, colon, meaning = line.partition(": ")
    if colon:
        return {name: meaning}
    table, _, column = line.partition(".")
    meanings = _meanings(model.table(table))
    return meanings if column == "*" else {column: meanings[column]}


def _kind(sql: str) -> str:
    opening = sql.upper().split()
    if "VIEW" in opening[:4]:
        return "VIEW"
    if "MACRO" in opening[:4]:
        return "MACRO TABLE" if "AS TABLE" in " ".join(opening) else "MACRO"
    return "QUERY"


def install(ledger: duckdb.DuckDBPyConnection) -> bool:
    """Put today's tables, views, macros and comments into `ledger`, the connection's current database.

    Return whether it had others. Stored rows stay; tables of an older contract get the columns that are new. A
    contract that would break older versions is a UsageError naming the column and the reason.
    """
    statements = [table_sql(table) for table in model.tables()]
    for definition in marts():
        meaning = f"{definition.question} {definition.notes}".strip()
        statements += [definition.sql, _comments(definition.kind, definition.name, meaning, definition.columns)]
    digest = hashlib.sha256("".join(statements).encode()).hexdigest()[:32]
    if _schema_hash(ledger) == digest:
        return False
    ledger.execute("BEGIN")  # one transaction: a thousand statements that each reach the disk take seconds
    for table in model.tables():
        _grow(ledger, table)
    _drop_derived(ledger)
    for statement in statements:
        ledger.execute(statement)
    ledger.execute(f"CREATE MACRO schema_hash() AS '{digest}'")
    ledger.execute(_comment("MACRO schema_hash", "Hash of the SQL that made the tables, views and macros."))
    ledger.execute("COMMIT")
    return True


def _schema_hash(ledger: duckdb.DuckDBPyConnection) -> str | None:
    row = ledger.execute(
        "SELECT macro_definition FROM duckdb_functions() "
        "WHERE database_name = current_database() AND function_name = 'schema_hash'"
    ).fetchone()
    return row[0].strip("'") if row else None


def _drop_derived(ledger: duckdb.DuckDBPyConnection) -> None:
    # A view whose file is gone must not live on in the ledger.
    here = "database_name = current_database() AND NOT internal"
    views = ledger.execute(f"SELECT view_name FROM duckdb_views() WHERE {here}").fetchall()
    macros = ledger.execute(f"SELECT function_name, function_type FROM duckdb_functions() WHERE {here}").fetchall()
    for (name,) in views:
        ledger.execute(f"DROP VIEW {name}")
    for name, kind in macros:
        ledger.execute(f"DROP MACRO {'TABLE ' if kind == 'table_macro' else ''}{name}")


def stored_columns(ledger: duckdb.DuckDBPyConnection, table: Table) -> dict[str, tuple[str, bool]]:
    """Return type and nullability of each column that `ledger` has of `table`; none if it is older than the table."""
    return {
        name: (sql_type, nullable)
        for name, sql_type, nullable in ledger.execute(
            "SELECT column_name, data_type, is_nullable FROM duckdb_columns() "
            "WHERE database_name = current_database() AND table_name = ?",
            [stored_name(table)],
        ).fetchall()
        if table in model.MANIFEST or name not in HISTORY_COLUMNS
    }


def _grow(ledger: duckdb.DuckDBPyConnection, table: Table) -> None:
    stored = stored_columns(ledger, table)
    if not stored:
        return
    for reason in _breaks(table, stored):
        raise usage_error(
            f"The ledger cannot take today's contract of {table.name}: {reason}",
            "Mend newsledger/model.py, or begin a new ledger beside this one.",
        )
    for column in table.columns:
        if column.name not in stored:
            ledger.execute(f"ALTER TABLE {stored_name(table)} ADD COLUMN {column.name} {column.sql_type}")
        elif column.nullable and not stored[column.name][1]:
            ledger.execute(f"ALTER TABLE {stored_name(table)} ALTER COLUMN {column.name} DROP NOT NULL")


def _breaks(table: Table, stored: dict[str, tuple[str, bool]]) -> Iterator[str]:
    contract = {c.name: c for c in table.columns}
    for name, (sql_type, nullable) in stored.items():
        if name not in contract:
            yield f"its column {name} is gone from the contract, but versions in the ledger have it"
        elif sql_type != _full(contract[name].sql_type):
            yield f"its column {name} is {sql_type} in the ledger and {contract[name].sql_type} in the contract"
        elif nullable and not contract[name].nullable:
            yield f"its column {name} may not be null any more, but was allowed to be in the ledger"
    for name, column in contract.items():
        if name not in stored and not column.nullable:
            yield f"its new column {name} may not be null, but rows in the ledger have nothing in it"


def _full(sql_type: str) -> str:
    return {"TIMESTAMPTZ": "TIMESTAMP WITH TIME ZONE"}.get(sql_type, sql_type)
