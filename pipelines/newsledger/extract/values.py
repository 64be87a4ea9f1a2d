"""Immutable values that are cheap to make: spans, parties, triggers, which coding makes by the thousand.

Belongs here: the decorator for them. Does not: any of the values.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(*, frozen, slots):
        """Return the decorator of a dataclass that the type checker keeps frozen.

        At run time nothing stands in the way of an assignment: to make a frozen dataclass takes three times as long,
        which was 7 % of the time of the coder.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["value"]
