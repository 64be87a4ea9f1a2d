"""The example notebook that ``newsledger notebook`` writes: open the ledger, two plots, and the sentences behind them.

Belongs here: its cells and its file. Does not: drawing; matplotlib does, in the notebook.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from newsledger.errors import usage_error

_CELLS = (
    (
        "markdown",
        """
# The ledger in a notebook

Each row of the ledger is a **claim**: somebody says that something happened. So no number here is *the* number: it
has a low and a high end, a qualifier, and somebody who gives it. `docs/dictionary.md` explains every column.
""",
    ),
    (
        "code",
        """
import duckdb
import matplotlib.pyplot as plt

# Read-only. This connection keeps the version that it opened: to see a newer one, restart the kernel.
ledger = duckdb.connect("LEDGER", read_only=True)
ledger.execute("SET TimeZone = 'UTC'")
ledger.sql("FROM versions SELECT version, built_at, editions, note ORDER BY version DESC LIMIT 5")
""",
    ),
    (
        "markdown",
        """
## How many drones and missiles, by whose word?

A line runs from the least to the greatest number that the claims of one claimant allow, and ends in an arrow if it is
open upwards (“more than 100”). What one claimant says of a day in several articles is not added up.
""",
    ),
    (
        "code",
        '''
counts = ledger.sql("""
    WITH told AS (
        SELECT day, munition, place, claimant, evidence, unnest([
            {'what': 'launched', 'low': launched_low, 'high': launched_high},
            {'what': 'struck', 'low': struck_low, 'high': struck_high},
            {'what': 'intercepted', 'low': intercepted_low, 'high': intercepted_high}
        ], recursive := true)
        FROM daily_strikes
        WHERE munition IN ('drone', 'missile')
    )
    SELECT
        concat_ws(', ', strftime(day, '%Y-%m-%d'), munition || 's', place, 'says ' || claimant) AS told,
        what, low, coalesce(high, low) AS high, high IS NULL AS open
    FROM told
    WHERE low IS NOT NULL AND day IN (SELECT DISTINCT day FROM told ORDER BY day DESC LIMIT 6)
    ORDER BY day DESC, told, what
""").fetchall()

rows = list(dict.fromkeys(told for told, *_ in counts))
colours = {"launched": "tab:red", "struck": "tab:orange", "intercepted": "tab:blue"}
figure, axes = plt.subplots(figsize=(8, 1 + 0.3 * len(rows)))
for told, what, low, high, is_open in counts:
    y = rows.index(told) + 0.2 * (list(colours).index(what) - 1)
    axes.plot([low, high], [y, y], color=colours[what], linewidth=2)
    axes.plot(high, y, ">" if is_open else "o", color=colours[what])
for what, colour in colours.items():
    axes.plot([], [], "o", color=colour, label=what)
axes.set_yticks(range(len(rows)), rows)
axes.invert_yaxis()
axes.set_xlabel("number")
axes.legend()
plt.show()
''',
    ),
    (
        "markdown",
        """
## Where do two sides give different numbers?

Each line is one thing that speakers of two sides count differently: the same action on the same kind of thing, at the
same place, on the same day.
""",
    ),
    (
        "code",
        '''
disputed = ledger.sql("""
    SELECT
        concat_ws(' ', strftime(day, '%Y-%m-%d'), place || ':', action, object_class) AS thing,
        coalesce(a_low, a_high) AS a, concat_ws(' ', a_claimant || ':', nullif(a_qualifier, 'exact'), a::BIGINT),
        coalesce(b_low, b_high) AS b, concat_ws(' ', b_claimant || ':', nullif(b_qualifier, 'exact'), b::BIGINT)
    FROM claims_vs_counterclaims
    WHERE difference = 'number'
    ORDER BY day DESC, thing, a_claimant, b_claimant
""").fetchall()

figure, axes = plt.subplots(figsize=(8, 1 + 0.5 * len(disputed)))
for y, (_, a, a_says, b, b_says) in enumerate(disputed):
    axes.plot([a, b], [y, y], "o-", color="tab:gray")
    for number, says, side in ((a, a_says, a > b), (b, b_says, b > a)):
        to, align = ((8, -4), "left") if side else ((-8, -4), "right")
        axes.annotate(says, (number, y), to, textcoords="offset points", ha=align)
axes.set_yticks(range(len(disputed)), [thing for thing, *_ in disputed])
axes.set_ylim(len(disputed) - 0.5, -0.7)
axes.margins(x=0.4)
axes.set_xlabel("number")
plt.show()
''',
    ),
    ("markdown", "## The words behind it\n\nNo figure without its sentence, and no sentence without its page."),
    (
        "code",
        '''
ledger.sql("""
    SELECT day, claimant, action, quantity_low, quantity_high, quantity_qualifier, evidence, url
    FROM current_claims
    WHERE claim_id IN (SELECT unnest(a_claim_ids || b_claim_ids) FROM claims_vs_counterclaims)
    ORDER BY day, place, action, claimant
""").df()
''',
    ),
)


def write_notebook(file: Path, ledger: Path) -> None:
    """Write the notebook to `file`, opening `ledger`; UsageError if `file` is there already or cannot be written."""
    text = json.dumps(notebook(ledger), indent=1, ensure_ascii=False) + "\n"
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise usage_error(f"{file} is there already", "Give another name; nothing was written.") from error
    except OSError as error:
        raise usage_error(f"{file} cannot be written: {error.strerror}", "Give a name in a folder of yours.") from error


def notebook(ledger: Path) -> dict[str, Any]:
    """Return the notebook in the format of Jupyter, version 4.5, that opens `ledger`."""
    return {
        "cells": [_cell(kind, text, ledger) for kind, text in _CELLS],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(kind: str, text: str, ledger: Path) -> dict[str, Any]:
    source = text.strip()
    cell: dict[str, Any] = {"cell_type": kind, "id": hashlib.sha256(source.encode()).hexdigest()[:8], "metadata": {}}
    if kind == "code":
        source = source.replace('"LEDGER"', repr(os.fspath(ledger)))
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": source.splitlines(keepends=True)}
