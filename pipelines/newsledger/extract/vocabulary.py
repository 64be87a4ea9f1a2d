"""The closed vocabularies of claims, as rows and as the frames that the ledger keeps.

Belongs here: reading ``actions``, ``object_classes``, ``qualifiers``, ``modalities`` and ``sectors`` from the
lexicon. Does not: the triggers that lead to an action (`triggers`).
"""

from functools import cache
from typing import TYPE_CHECKING

from newsledger.extract.lexicon import read_lexicon

if TYPE_CHECKING:
    import polars as pl

VOCABULARIES = ("actions", "object_classes", "qualifiers", "modalities", "sectors")
CODES = ("plover_type", "plover_mode", "cameo_code", "acled_sub_event_type")


@cache
def action_codes() -> dict[str, dict[str, str | None]]:
    """Return, for each action, its PLOVER, CAMEO and ACLED codes; None where the other system has no counterpart."""
    return {row["action"]: {code: row[code] or None for code in CODES} for row in read_lexicon("actions")}


def vocabulary_tables() -> "dict[str, pl.DataFrame]":
    """Return each vocabulary table's frame by its name, conforming to its contract in `model`."""
    from newsledger import model

    return {
        name: model.table(name).frame([{k: v or None for k, v in row.items()} for row in read_lexicon(name)])
        for name in VOCABULARIES
    }
