"""The tables of ``docs/coding.md``: actions with their codes, rules with an example, and the floors of quality.

    python -m bench.coding        (part of `make docs`)

Belongs here: what of that page follows from the lexicons and from ``floors.json``. Does not: its prose; that stands
in the page itself, around the lines that mark where a table begins and ends.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.quality import FLOORS, ROOT
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.rules import rules

PAGE = ROOT / "docs" / "coding.md"
_SETS = {
    "customer": "the customer's document",
    "own": "12 dense articles of ours",
    "styles": "4 of ours in other styles",
    "dev": "21 real articles, beside the checkout",
}


def coding(page: str) -> str:
    """Return the text of the page with each of its tables made anew."""
    for name, table in (("actions", _actions()), ("rules", _rules()), ("floors", _floors())):
        marked = re.compile(f"(<!-- begin {name} .*?-->\n).*?(<!-- end {name} -->)", re.DOTALL)
        content = "\n".join(table)
        page, found = marked.subn(lambda match, content=content: f"{match[1]}{content}\n{match[2]}", page)
        if found != 1:
            raise ValueError(f"{PAGE.name} marks the table {name} {found} times, not once")
    return page


def _actions() -> Iterator[str]:
    yield from _header("action", "what it covers", "PLOVER", "CAMEO", "ACLED")
    for row in read_lexicon("actions"):
        plover = "/".join(filter(None, (row["plover_type"], row["plover_mode"])))
        yield _line(f"`{row['action']}`", row["meaning"], plover, row["cameo_code"], row["acled_sub_event_type"])


def _rules() -> Iterator[str]:
    yield from _header("form", "what it reads", "for example")
    for rule in rules().values():
        yield _line(f"`{rule.form}`", rule.reads, rule.example)


def _floors() -> Iterator[str]:
    floors = json.loads(FLOORS.read_text("utf-8"))
    sets = [name for name in _SETS if name in floors]
    yield from _header("at least", *(_SETS[name] for name in sets))
    for kind, note in (("f1", "F1"), ("accuracy", "share right")):
        for figure in dict.fromkeys(figure for name in sets for figure in floors[name][kind]):
            values = (floors[name][kind].get(figure) for name in sets)
            yield _line(f"{figure.replace('_', ' ')}, {note}", *("" if v is None else f"{v:.2f}" for v in values))


def _header(*cells: str) -> Sequence[str]:
    return _line(*cells), "| " + " | ".join("---" for _ in cells) + " |"


def _line(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def main(page: Path = PAGE) -> None:
    """Write the page anew."""
    page.write_text(coding(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
