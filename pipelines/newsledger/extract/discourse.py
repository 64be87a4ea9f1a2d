"""What an article has named so far: its parties and places, in order, and what it is speaking of.

Belongs here: the `Party` of a claim and the `Discourse` in which pronouns and descriptions find theirs. Does not:
finding them (`roles`, `pronouns`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from newsledger.extract.spans import BY_START, ActorSpan, PlaceSpan
from newsledger.extract.values import value

_LOOK_BACK = 60  # mentions and places: what was named longer ago is no antecedent


@value(frozen=True, slots=True)
class Party:
    """A party of a claim, in the words of the article, with country and sector where they are plain."""

    text: str | None
    country: str | None = None
    sector: str | None = None
    person: bool = False  # one human being, whom "he" and "she" mean
    span: tuple[int, int] | None = field(default=None, compare=False)  # the words it was read from

    def read_from(self, start: int, end: int) -> "Party":
        """Return the same party as read from the words between two offsets."""
        return Party(self.text, self.country, self.sector, self.person, (start, end))

    @property
    def is_side(self) -> bool:
        """Whether it is a state, or armed: no body of many states."""
        return self.sector == "REB" or (self.country is not None and len(self.country) == 3)

    @property
    def key(self) -> tuple[str | None, str | None]:
        """What makes two parties the same side: the country, or for those without one the name."""
        armed = "REB" if self.sector == "REB" else None  # rebels are another side than their country
        return (self.country, armed) if self.country else (armed, (self.text or "").lower().removeprefix("the "))


@dataclass(slots=True)
class Discourse:
    """The parties and places an article names, in order, to which its pronouns and descriptions point back."""

    mentions: list[ActorSpan] = field(default_factory=list)  # in order, not overlapping
    places: list[PlaceSpan] = field(default_factory=list)
    home: str | None = None  # the country that most of it is about
    scene: str | None = None  # the country that it is set in
    published: date | None = None
    author: Party | None = None  # who speaks as "we" outside of quotations: a ministry in its own statement
    topic: Party | None = None  # the subject of the sentence before, or of this one

    def latest(self, offset: int, since: int = 0) -> Iterator[ActorSpan]:
        """Yield the parties named before `offset`, the last one first, not those before the offset `since`."""
        last = bisect_right(self.mentions, offset, key=lambda m: m.end)
        for at in range(last - 1, max(-1, last - _LOOK_BACK), -1):
            if self.mentions[at].start < since:
                return
            yield self.mentions[at]

    def group_before(self, offset: int) -> ActorSpan | None:
        """Return the last group that was named by its name before `offset`."""
        return next((m for m in self.latest(offset) if m.kind == "group" and m.office is None), None)

    def places_before(self, offset: int) -> list[PlaceSpan]:
        """Return the last places named before `offset`, in order."""
        last = bisect_left(self.places, offset, key=BY_START)
        return self.places[max(0, last - _LOOK_BACK) : last]

    def place_at(self, offset: int) -> PlaceSpan | None:
        """Return the place whose name begins at `offset`."""
        at = bisect_left(self.places, offset, key=BY_START)
        return self.places[at] if at < len(self.places) and self.places[at].start == offset else None

    def within(self, start: int, end: int) -> list[ActorSpan]:
        """Return the parties whose names begin in a stretch of the text."""
        first = bisect_left(self.mentions, start, key=BY_START)
        last = bisect_left(self.mentions, end, lo=first, key=BY_START)
        return self.mentions[first:last]
