"""The states, armed groups and forces that an article names, summed up once: their names and how often they come.

Belongs here: plain names for a country's or a group's side, and which known wars an article is about. Does not: who
acts against whom in it (`sides`).
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from newsledger.extract.discourse import Party
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.spans import ActorSpan

_OFTEN = 4  # times that a country is named, at least, to be one of two where an article names more
_CODE = 3  # letters of a country, which EU, NATO and UN have not


@cache
def _conflicts() -> dict[str, list[str]]:
    enemies: dict[str, list[str]] = {}
    for row in read_lexicon("conflicts"):
        enemies.setdefault(row["one"], []).append(row["other"])
        enemies.setdefault(row["other"], []).append(row["one"])
    return enemies


class Cast:
    """The parties of an article by country."""

    def __init__(self, mentions: Sequence[ActorSpan]) -> None:
        self._states: dict[str, ActorSpan] = {}
        self._groups: dict[str, ActorSpan] = {}
        self._forces: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._order: dict[str, int] = {}  # of their first mentions
        for mention in mentions:
            country = mention.country
            if country is not None:
                self._counts[country] += len(country) == _CODE
                self._order.setdefault(country, len(self._order))
                if mention.kind in ("state", "demonym") and mention.sector is None:
                    best = self._states.get(country)
                    self._states[country] = mention if best is None else min(best, mention, key=_plainness)
                if mention.sector == "REB" and mention.office is None:
                    self._groups.setdefault(country, mention)
            elif mention.office is None and mention.kind in ("force", "organisation"):
                self._forces.add(mention.text)

    def state(self, country: str) -> Party:
        """Return the side that a country is, by the plainest name that the article gives it."""
        named = self._states.get(country)
        if named is None:
            return Party(None, country)
        return Party(named.name if named.kind == "state" else named.text, country)

    def plain(self, party: Party) -> Party:
        """Return a party by the name of its side: Russia for "Moscow's forces", Hamas for "key terrorists"."""
        if party.country is None:
            return party
        if party.sector != "REB":
            return self.state(party.country)
        group = self._groups.get(party.country)
        return Party(group.text if group is not None else party.text, party.country, party.sector)

    def can_fight(self, party: Party) -> bool:
        """Whether a party can be one side of a war: a state, rebels, or a named force such as a coalition."""
        if party.country or party.sector == "REB":
            return True
        return party.text is not None and any(force in party.text for force in self._forces)

    def is_armed(self, country: str | None) -> bool:
        """Whether an armed group of a country is named, which is then the enemy rather than the country."""
        return country in self._groups

    def known_enemy(self, side: Party) -> Party | None:
        """Return the one country named here that is known to be at war with the country of `side`."""
        if side.country is None or side.sector == "REB":
            return None
        found = [c for c in _conflicts().get(side.country, ()) if c in self._counts]
        return self.state(found[0]) if len(found) == 1 else None

    def order(self, country: str | None) -> int:
        """Return a number that is smaller for the country named first."""
        return self._order.get(country or "", len(self._order))

    def main_pair(self) -> tuple[Party, Party] | None:
        """Return the two countries named most, the one named first in front."""
        countries = [c for c in self._counts if self._counts[c]]
        top = sorted(countries, key=lambda c: (-self._counts[c], self.order(c)))[:2]
        if len(top) < 2 or (len(countries) > 2 and self._counts[top[1]] < _OFTEN):
            return None
        one, other = sorted(top, key=self.order)
        return self.state(one), self.state(other)


def _plainness(mention: ActorSpan) -> tuple[bool, bool, int]:
    """Order mentions of a state: "Ukraine" before "Kyiv" before "Ukrainian", the first one of a kind before others."""
    return mention.text != mention.name, mention.kind != "state", mention.start
