"""What is in quarantine, by reason, and letting out what passes its checks by now.

Belongs here: reading the ledger's quarantine, and checking its editions again. Does not: the checks
(`newsledger.quality`), publishing (`release`), how it looks (`newsledger.show.quarantine`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsledger.config import Configuration, Settings
from newsledger.errors import UsageError, usage_error
from newsledger.progress import Progress, silent
from newsledger.quality.audit import audit_edition
from newsledger.quality.words import row_in_words
from newsledger.release import publish_edition
from newsledger.warehouse import connect, query

_REASONS = """
WITH failed AS (
    SELECT edition, table_name, row_key, row_json, unnest(expectations) AS expectation FROM quarantine
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY table_name, expectation ORDER BY edition DESC, row_key) AS number
    FROM failed
),
known AS (
    SELECT table_name, expectation, arg_max(protects_from, edition) AS protects_from FROM quality_results GROUP BY ALL
)
SELECT
    n.table_name, n.expectation, any_value(k.protects_from) AS protects_from, count(*) AS rows,
    min(n.edition) AS first, max(n.edition) AS last,
    list({'key': n.row_key, 'row': n.row_json} ORDER BY n.number) FILTER (n.number <= $examples) AS examples
FROM numbered n LEFT JOIN known k USING (table_name, expectation)
WHERE $reason IS NULL OR n.expectation = $reason
GROUP BY ALL
ORDER BY rows DESC, n.table_name, n.expectation
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """Rows of one table that failed one expectation; `examples` are keys with their rows in words, the newest first."""

    table: str
    expectation: str
    protects_from: str | None
    rows: int
    first: date
    last: date
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What came of checking an edition again: rows released, rows still held, and the version that has them."""

    edition: date
    released: int
    held: int
    version: int | None = None
    problem: str | None = None  # why it could not be checked or published


def reasons(ledger: Path, reason: str | None = None, examples: int = 3) -> list[Reason]:
    """Return why rows of `ledger` are in quarantine, the most frequent first; a row may have several reasons.

    With `reason`, the id of an expectation, only that. UsageError if nothing is there for it.
    """
    with connect(ledger) as connection:
        found = query(connection, _REASONS, {"reason": reason, "examples": examples}).to_dicts()
        if reason is not None and not found:
            raise _unknown(
                reason, query(connection, _REASONS, {"reason": None, "examples": 0})["expectation"].to_list()
            )
    return [
        Reason(
            row["table_name"],
            row["expectation"],
            row["protects_from"],
            row["rows"],
            row["first"],
            row["last"],
            tuple((e["key"], row_in_words(row["table_name"], json.loads(e["row"]))) for e in row["examples"] or ()),
        )
        for row in found
    ]


def release(
    configuration: Configuration,
    settings: Settings,
    reason: str | None = None,
    progress: Progress = silent,
) -> Iterator[Rechecked]:
    """Check the editions again that have rows in quarantine (for `reason`), and publish what passes now.

    Each edition of which something passes is a version of its own, with a note. An edition that cannot be checked or
    published is told with its problem and the others go on. UsageError if nothing is in quarantine for `reason`.
    """
    held = _held(settings.ledger, reason)
    for done, (edition, keys) in enumerate(held.items(), 1):
        try:
            yield _recheck(edition, keys, configuration, settings)
        except UsageError as error:
            yield Rechecked(edition, 0, len(keys), problem=str(error))
        progress("recheck", done, len(held))


def _held(ledger: Path, reason: str | None) -> dict[date, set[tuple[str, str]]]:
    """Return, for each edition with rows that `reason` holds, the tables and keys of all its rows in quarantine."""
    with connect(ledger) as connection:
        rows = query(connection, "SELECT edition, table_name, row_key, expectations FROM quarantine ORDER BY edition")
    held: dict[date, set[tuple[str, str]]] = {}
    asked = set()
    for edition, table, key, expectations in rows.iter_rows():
        held.setdefault(edition, set()).add((table, key))
        if reason is None or reason in expectations:
            asked.add(edition)
    if reason is not None and not asked:
        raise _unknown(reason, rows["expectations"].explode().drop_nulls().to_list())
    return {edition: keys for edition, keys in held.items() if edition in asked}


def _unknown(reason: str, known: list[str]) -> UsageError:
    listed = ", ".join(sorted(set(known)))
    return usage_error(f"Nothing is in quarantine for {reason!r}", f"The reasons are {listed or 'none'}.")


def _recheck(edition: date, held: set[tuple[str, str]], configuration: Configuration, settings: Settings) -> Rechecked:
    audited = audit_edition(edition, settings)
    still = set(audited.quarantined.select("table_name", "row_key").iter_rows())
    released = len(held - still)
    if not released:
        return Rechecked(edition, 0, len(still))
    note = f"released {released:,} {'row' if released == 1 else 'rows'} of {edition} from quarantine"
    published = publish_edition(edition, audited, configuration, settings, note=note)
    return Rechecked(edition, released, len(still), published.version if published else None)
