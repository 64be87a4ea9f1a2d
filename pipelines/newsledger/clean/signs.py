"""Words that a page says to its reader where there is no story, or beside one: ``signs.tsv``.

Belongs here: finding them, and telling them from a reporter's sentence with the same words. Does not: what kind of page
that makes (`kind`), what is cut (`boilerplate`).
"""

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from newsledger.clean.lists import read_list

# What stands in a story's place speaks to the reader, now; a story tells who said or did it, and on what day.
_TOLD = re.compile(
    r"\b(?:said|says|told|added|ruled|announced|noted|heard|found|passed|fined|opened|answered|according to"
    r"|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
_TO_READER = re.compile(r"\b(?:you|your|yours|we|our|us|my|i)\b", re.I)
# A button, or a line above one, has no more words.
SHORT = 8


class Sign(NamedTuple):
    """What a text says: the kind of page that says so, and why, with the words."""

    kind: str
    reason: str


def find_sign(
    texts: Iterable[str], *, where: str = "text", without: Collection[str] = (), only_to_reader: bool = False
) -> Sign | None:
    """Return the first sign of the list that one of `texts` has; None if there is none.

    `where` says what they are: text, or markup. Kinds in `without` do not count; with `only_to_reader`, texts in which
    a reporter speaks of such a page do not either.
    """
    texts = [text for text in texts if not only_to_reader or may_be_sign(text)]
    for kind, place, reason, pattern in _signs():
        if place == where and kind not in without:
            for text in texts:
                if found := pattern.search(text):
                    return Sign(kind, f"{reason}: “{found[0]}”")
    return None


def may_be_sign(text: str) -> bool:
    """Tell whether a sentence or paragraph may be the page's own word to its reader, such as the name of a button."""
    return not _TOLD.search(text) and (len(text.split()) <= SHORT or addresses_reader(text))


def addresses_reader(text: str) -> bool:
    """Tell whether a sentence that no reporter tells speaks of you or us."""
    return bool(_TO_READER.search(text)) and not _TOLD.search(text)


@cache
def _signs() -> list[tuple[str, str, str, re.Pattern[str]]]:
    rows = read_list("signs")
    return [(row["kind"], row["where"], row["reason"], re.compile(row["pattern"], re.I)) for row in rows]
