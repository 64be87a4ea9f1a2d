"""What was taken down, in ``redactions.jsonl`` of the data folder, and the addresses that it closed.

Belongs here: that list alone. It is what fetching and cleaning ask, which open no ledger; and it is written before
anything is blanked, so that a redaction that was killed can be finished. Does not: blanking (`carry_out`), the record
in the ledger's manifest (`warehouse.redaction`).
"""

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from newsledger.errors import usage_error
from newsledger.whole_files import written_whole


@dataclass(frozen=True, slots=True)
class Order:
    """One redaction that was asked for: all words of the page at a `url`, or the sentence of a `claim`, and why.

    `addresses` are the canonical addresses that it closes: none of them is fetched or kept any more.
    """

    kind: str  # "url" or "claim"
    target: str
    reason: str
    addresses: tuple[str, ...] = ()


def orders(home: Path) -> list[Order]:
    """Return what was taken down in the data folder `home`, in that order. UsageError: the list is damaged."""
    path = _path(home)
    if not path.exists():
        return []
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return [Order(**{**row, "addresses": tuple(row["addresses"])}) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        # Going on without it would bring back what the law has taken down.
        raise usage_error(
            f"{path} is damaged ({error})", "Put it right: each line is an object with kind, target, reason, addresses."
        ) from None


def closed_addresses(home: Path) -> Mapping[str, str]:
    """Return the canonical addresses whose pages are neither fetched nor kept, each with the reason."""
    return {address: order.reason for order in orders(home) for address in order.addresses}


def remember(home: Path, order: Order) -> None:
    """Put `order` on the list in place of an earlier one for the same target, whose addresses stay closed."""
    others = [known for known in orders(home) if (known.kind, known.target) != (order.kind, order.target)]
    order = replace(
        order, addresses=tuple(sorted({*order.addresses, *known_addresses(home, order.kind, order.target)}))
    )
    with written_whole(_path(home)) as unfinished, unfinished.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in [*others, order])
        file.flush()
        os.fsync(file.fileno())


def known_addresses(home: Path, kind: str, target: str) -> Collection[str]:
    """Return the addresses that an earlier order for the same target closed."""
    return next((order.addresses for order in orders(home) if (order.kind, order.target) == (kind, target)), ())


def _path(home: Path) -> Path:
    return home / "redactions.jsonl"
