"""What `quarantine` prints: rows that were set aside, by reason, and what came of checking them again.

Belongs here: how it looks. Does not: getting it (`newsledger.quarantine`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from newsledger.show import heading, pairs

if TYPE_CHECKING:
    from newsledger.quarantine import Reason, Rechecked


def set_aside(reasons: "Sequence[Reason]") -> Group:
    """Return each reason with how many rows it holds, of which editions, and examples with their keys."""
    if not reasons:
        return Group(Text("nothing is in quarantine"))
    parts: list[RenderableType] = []
    for reason in reasons:
        editions = str(reason.first) if reason.first == reason.last else f"{reason.first} to {reason.last}"
        parts += [
            heading(f"{reason.table}.{reason.expectation}"),
            pairs(
                [
                    ("rows", f"{reason.rows:,}  (editions {editions})"),
                    ("protects from", reason.protects_from),
                    *((f"{key[:12]}…" if len(key) > 12 else key, words) for key, words in reason.examples),
                ]
            ),
        ]
    return Group(*parts)


def rechecked(edition: "Rechecked") -> Text:
    """Return in a line what came of checking an edition again."""
    if edition.problem is not None:
        return Text(f"{edition.edition}: {edition.problem}", style="red")
    if not edition.released:
        return Text(f"{edition.edition}: nothing passes its checks yet, {edition.held:,} held", style="yellow")
    version = f"published version {edition.version}" if edition.version else "nothing new in the ledger"
    rows = "row" if edition.released == 1 else "rows"
    told = f"{edition.edition}: {edition.released:,} {rows} released, {edition.held:,} held; {version}"
    return Text(told, style="green")
