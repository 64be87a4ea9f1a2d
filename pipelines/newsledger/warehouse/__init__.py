"""The ledger: one DuckDB file in which every table keeps its history, published by rename, one version a night.

Belongs here: everything that calls duckdb. `schema` is the SQL of tables, views and macros; `rows` hashes rows;
`checksums` says what a version holds; `publish` makes a version; `build` puts it in the ledger's place; `redaction`
blanks words in all of them; `verify` checks them; `read` is how everyone else opens the file; `export` writes it as
parquet. `documents` and `cookbook` write what `make docs` derives. Does not: what a row means (`model`), how rows are
made, how answers are shown.
"""

from newsledger.warehouse.build import kept_files, restore
from newsledger.warehouse.export import export
from newsledger.warehouse.publish import Night, Published, publish, rollback
from newsledger.warehouse.read import connect, diff, query, versions
from newsledger.warehouse.verify import Problem, verify

__all__ = [
    "Night",
    "Problem",
    "Published",
    "connect",
    "diff",
    "export",
    "kept_files",
    "publish",
    "query",
    "restore",
    "rollback",
    "verify",
    "versions",
]
