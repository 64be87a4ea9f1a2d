"""``docs/cookbook.md``: every example of ``sql/examples`` with its answer from the samples.

Belongs here: the ledger of the samples, its page, and the command that writes it (`make docs`). Does not: the examples,
or anything that the ledger of an installation needs.
"""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from newsledger.config import Settings
from newsledger.locate import assets_module, data_folder
from newsledger.warehouse import schema
from newsledger.warehouse.read import connect, query
from newsledger.warehouse.schema import Definition

# The days after the newest sample. Nothing of the page depends on the day on which it is made.
EDITIONS = (date(2025, 10, 14), date(2025, 10, 15))
EDITED = ("documents/sumy-two-accounts.txt", "At least 35 people were killed", "At least 34 people were killed")

_ROWS, _ITEMS = 8, 3
# A text is cut so that a row fits a page: to the first of many characters in a narrow table, the second in a wide one.
_CHARACTERS, _WIDE = (70, 40), 8

_HEAD = f"""# Cookbook

Questions that people ask, and what the samples answer. Made from `sql/examples/` by `make docs`; change them there.

The answers are those of a ledger of two editions: the samples as they ship, and a day later, when one article said
“{EDITED[2]}” where it had said “{EDITED[1]}”.
`make run` makes the first of the two, so most answers are the same there. At most {_ROWS} rows are shown, long texts
are cut, and an empty cell is a null. To run one on your ledger:

```sh
newsledger sql < sql/examples/who_contradicts_whom.sql
```
"""


def sample_ledger(folder: Path) -> Path:
    """Run the nights of the cookbook in `folder` and return the ledger; a quarter of a minute.

    RuntimeError if a night publishes nothing.
    """
    samples = shutil.copytree(data_folder("samples"), folder / "samples")
    sources = shutil.copy(data_folder("sql").parent / "sources.yaml", folder)
    settings = Settings(folder / "data")
    for night, edition in enumerate(EDITIONS, start=1):
        summary = assets_module("nightly").run_night(edition, Path(sources), settings)
        if summary.version != night:
            raise RuntimeError(f"edition {edition} of the samples did not make version {night}: {summary.stopped}")
        _edit(samples)
    return settings.ledger


def _edit(samples: Path) -> None:
    file, before, after = EDITED
    text = (samples / file).read_text("utf-8")
    (samples / file).write_text(text.replace(before, after), "utf-8")


def cookbook(ledger: Path) -> str:
    """Return the page, in Markdown, with the answers that `ledger` gives."""
    examples = schema.definitions("examples")
    with connect(ledger) as connection:
        answers = [query(connection, example.sql) for example in examples]
    contents = [f"- [{example.question}](#{_title(example).lower().replace(' ', '-')})" for example in examples]
    entries = ["\n".join(_entry(example, answer)) for example, answer in zip(examples, answers, strict=True)]
    return "\n".join([_HEAD, *contents, "", *entries])


def _entry(example: Definition, answer: pl.DataFrame) -> Iterator[str]:
    yield from (f"## {_title(example)}", "", f"**{example.question}** {example.notes}".strip(), "")
    yield from ("```sql", example.sql.strip(), "```", "")
    if answer.is_empty():
        yield from ("No rows: there is no such thing in the samples.", "")
        return
    yield f"| {' | '.join(answer.columns)} |"
    yield f"|{' --- |' * answer.width}"
    for row in islice(answer.iter_rows(), _ROWS):
        yield f"| {' | '.join(_cell(value, _CHARACTERS[answer.width > _WIDE]) for value in row)} |"
    yield ""
    if answer.height > _ROWS:
        yield from (f"… and {answer.height - _ROWS} more rows.", "")


def _title(example: Definition) -> str:
    return example.name.replace("_", " ").capitalize()


def _cell(value: Any, characters: int) -> str:
    match value:
        case None:
            return ""
        case list():
            items = [_cell(item, characters) for item in value[:_ITEMS]]
            return "; ".join([*items, f"{len(value) - _ITEMS} more"] if len(value) > _ITEMS else items)
        case float():
            return f"{value:g}" if abs(value) < 1e5 else f"{value:.0f}"
        case _:
            text = " ".join(str(value).split())
            short = text if len(text) <= characters else text[: characters - 1].rstrip() + "…"
            return short.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        page = cookbook(sample_ledger(Path(folder)))
    (data_folder("sql").parent / "docs" / "cookbook.md").write_text(page, "utf-8")


if __name__ == "__main__":
    main()
