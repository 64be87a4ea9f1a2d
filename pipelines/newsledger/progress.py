"""How a stage tells whoever watches how far it is.

Belongs here: the one callable type that stage functions take. Does not: bars and logs; those are the command
line's (`cli`) and Dagster's.
"""

from collections.abc import Callable

# Called with the stage, the units done and the units in all (None while unknown).
Progress = Callable[[str, int, int | None], None]


def silent(stage: str, done: int, total: int | None) -> None:
    """Report to nobody."""
