"""Quantities without a numeral: "several", "dozens", "tens of thousands", "many", "as many".

Belongs here: the phrases of ``lexicon/vague_quantities.tsv`` in a text, and how they multiply. Does not: comparators
and units around them, and what "as many" points at; those are `numbers`.
"""

import re
from functools import cache
from typing import NamedTuple

from newsledger.extract.lexicon import Matcher, read_lexicon
from newsledger.extract.numerals import Numeral
from newsledger.extract.spans import NumberSpan

VAGUE = "vague"
SAME = "same"  # of spans from here only: `numbers` puts in the number that the phrase points at
_NONE = "none"
_MULTIPLIER_FIRST = re.compile(r"(?:dozen|hundred|thousand|million|billion|trillion|lakh|crore)\b", re.IGNORECASE)
_SMALLEST_SCALE = 200  # "hundreds"
_LOOK_BACK = 30  # longer than any phrase before


class _Phrase(NamedTuple):
    low: float | None
    high: float | None
    qualifier: str
    times: float | None
    followed_by: re.Pattern[str] | None
    preceded_by: re.Pattern[str] | None

    def may_stand(self, plain: str, start: int, end: int) -> bool:
        """Whether what stands around it in `plain` speaks for a quantity."""
        if self.followed_by is None or self.followed_by.match(plain, end):
            return True
        return (
            self.preceded_by is not None
            and self.preceded_by.search(plain, max(0, start - _LOOK_BACK), start) is not None
        )

    @property
    def scale(self) -> float | None:
        """1000 for "thousands", whose floor is two of them; None for a word that names no scale."""
        return self.low / 2 if self.low is not None and self.low == self.times and self.low >= _SMALLEST_SCALE else None


def find_vague(plain: str, numerals: list[Numeral]) -> tuple[list[NumberSpan], set[int]]:
    """Return the vague quantities of normalised `plain`, and the starts of the `numerals` that are part of one.

    In "several hundred" the numeral only multiplies: 300. The spans' `text` is left empty.
    """
    bare = {n.start: n for n in numerals if _MULTIPLIER_FIRST.match(n.text)}
    hits = _phrases().find(plain)
    found: list[NumberSpan] = []
    composed: set[int] = set()
    reached = 0
    for (start, end, phrase), following in zip(hits, [*hits[1:], None], strict=False):
        if start < reached:
            continue
        low, reached = phrase.low, end
        multiplied = bare.get(end + 1)
        if phrase.times is not None and multiplied is not None and plain[end] == " ":
            composed.add(multiplied.start)
            low, reached = phrase.times * multiplied.value, multiplied.end
        elif (
            phrase.times is not None and following and following[2].scale and plain[end : following[0]] in (" ", " of ")
        ):
            low, reached = phrase.times * following[2].scale, following[1]
        elif not phrase.may_stand(plain, start, end):
            continue
        if phrase.qualifier != _NONE:
            found.append(NumberSpan(start, reached, "", low, phrase.high, phrase.qualifier))
    return found, composed


@cache
def _phrases() -> Matcher[_Phrase]:
    return Matcher(((row["phrase"], _phrase(row)) for row in read_lexicon("vague_quantities")), ignore_case=True)


def _phrase(row: dict[str, str]) -> _Phrase:
    low, high, times = (float(row[column]) if row[column] else None for column in ("low", "high", "times"))
    followed_by = re.compile(f" (?:{row['followed_by']})") if row["followed_by"] else None
    preceded_by = re.compile(rf"\b(?:{row['preceded_by']}) \Z", re.IGNORECASE) if row["preceded_by"] else None
    return _Phrase(low, high, row["qualifier"], times, followed_by, preceded_by)
