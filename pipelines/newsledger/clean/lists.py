"""The cleaner's word lists, which are data: ``markers.tsv``, ``signs.tsv``, ``agencies.tsv``.

Belongs here: reading them. Does not: what their rows do; that is in the files and in the module that asks for them.
"""

import csv
from importlib.resources import files


def read_list(name: str) -> list[dict[str, str]]:
    """Return the rows of ``<name>.tsv``. ``#`` begins a comment line; the first other line names the columns."""
    lines = (files("newsledger.clean") / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = (line for line in lines if not line.startswith("#"))
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
