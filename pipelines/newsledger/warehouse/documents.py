"""What is derived from the contracts and kept in the repository: ``sql/tables`` and ``docs/dictionary.md``.

Belongs here: their text, and the command that writes them (`make docs`). Does not: the contracts.
"""

from pathlib import Path

from newsledger import model
from newsledger.locate import data_folder
from newsledger.warehouse import schema


def documents() -> dict[Path, str]:
    """Return the text of every derived file of the checkout."""
    sql = data_folder("sql")
    return {sql / "tables" / f"{t.name}.sql": schema.table_sql(t) for t in model.tables()}


def main() -> None:
    """Write every derived file."""
    for path, text in documents().items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
