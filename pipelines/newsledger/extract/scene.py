"""Where an article is set: which of its places are spoken of as places, and in which country most of them lie.

Belongs here: what a text as a whole says of its places. Does not: recognising them (`places`), or whom it is about
(`belonging`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from newsledger.extract.spans import ActorSpan, PlaceSpan


def spoken_of(places: Sequence[PlaceSpan], actors: Sequence[ActorSpan]) -> list[PlaceSpan]:
    """Return the places of a text without those that stand for a government: "Moscow said"."""
    standing_for = {at for a in actors if a.kind == "state" for at in range(a.start, a.end)}
    return [place for place in places if place.situated or place.start not in standing_for]


def spoken_above(places: Sequence[PlaceSpan], actors: Sequence[ActorSpan], length: int) -> list[PlaceSpan]:
    """Return the places spoken of in a title of that `length`, at offsets before the text under it."""
    spoken = spoken_of(places, actors)
    return [replace(p, start=p.start - length - 1, end=p.end - length - 1) for p in spoken]


def scene_of(places: Sequence[PlaceSpan], actors: Sequence[ActorSpan]) -> str | None:
    """Return the country that a text is set in: where most of what it says to be somewhere is."""
    counts: Counter[str] = Counter()
    for place in spoken_of(places, actors):
        if place.country is not None:
            counts[place.country] += place.situated + (place.precision != "country")
    return max(counts, key=lambda c: (counts[c], c)) if counts.total() else None
