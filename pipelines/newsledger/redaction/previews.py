"""Redactions in Dagster's records: the previews and examples that its UI shows of each run quote titles and claims.

Belongs here: emptying those, in the SQLite files of the data folder. Does not: what else Dagster keeps, which
is numbers, keys and paths. The files are edited as such, as Dagster has no way to change an event that was logged.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

_PREVIEW, _EXAMPLES = "preview", "examples"
# How a record that holds one says so: of an asset, and of a check.
_SAYS = (f'"label": "{_PREVIEW}"', f'"{_EXAMPLES}": {{')
_EMPTIED = "emptied: words were taken down"


def empty_previews(dagster_home: Path) -> int:
    """Empty the previews and examples of all runs below `dagster_home`; return how many records held one."""
    return sum(_empty(path) for path in sorted((dagster_home / "history").rglob("*.db")))


def _empty(path: Path) -> int:
    count = 0
    with closing(sqlite3.connect(path, timeout=60)) as records:
        # What is replaced is overwritten with zeros, in the file and in its log.
        records.execute("PRAGMA secure_delete = ON")
        tables = [name for (name,) in records.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row[1] for row in records.execute(f'PRAGMA table_info("{table}")')]
            for column in columns:
                found = records.execute(
                    f'SELECT rowid, "{column}" FROM "{table}" WHERE instr("{column}", ?) OR instr("{column}", ?)',  # noqa: S608
                    _SAYS,
                ).fetchall()
                for rowid, text in found:
                    event = json.loads(text)
                    if _empty_within(event):
                        count += 1
                        records.execute(
                            f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?',  # noqa: S608
                            [json.dumps(event), rowid],
                        )
        records.commit()
        if count:
            records.execute("VACUUM")
        records.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


def _empty_within(value: Any) -> bool:
    """Empty every preview and example within an event; return whether there was one that held something."""
    if isinstance(value, list):
        return sum(map(_empty_within, value)) > 0
    if not isinstance(value, dict):
        return False
    data = value.get("entry_data") if value.get("label") == _PREVIEW else value.get(_EXAMPLES)
    emptied = isinstance(data, dict) and data.get("md_str") not in (None, "none", _EMPTIED)
    if isinstance(data, dict) and emptied:
        data["md_str"] = _EMPTIED
    return sum(map(_empty_within, value.values())) > 0 or emptied
