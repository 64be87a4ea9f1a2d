"""Which sides of an article fight each other, and the side that a claim leaves unsaid.

Belongs here: votes for who attacks whom from claims that say so, and the other side of those that do not: the
attacker of "four people were killed in Kharkiv", the owner of drones downed over Belgorod. Does not: reading a
party's own words (`roles`).
"""

from collections import Counter
from dataclasses import dataclass, field

from newsledger.extract.cast import Cast
from newsledger.extract.discourse import Party

Key = tuple[str | None, str | None]
_LEAST = 2  # votes for an attacker to be taken for that of whatever happens on the same ground
_MOST = 60  # sides that an article may have; keeps long texts linear
_FORCES = frozenset({"MIL", "POL"})
_SHARE = 0.6  # of the votes, for one attacker to stand for all


@dataclass(slots=True)
class Sides:
    """What an article has shown about its sides."""

    cast: Cast
    _attackers: dict[Key, Counter[Key]] = field(default_factory=dict)  # victim -> attackers
    _named: Counter[tuple[Key, Key]] = field(default_factory=Counter)  # (attacker, victim) where both are named
    _parties: dict[Key, Party] = field(default_factory=dict)
    _put_down: dict[str, list[Party]] = field(default_factory=dict)  # a country -> its forces that hit its own people
    _blamed: set[Key] = field(default_factory=set)

    def oppose(self, attacker: Party | None, victim: Party | None, weight: int = 1) -> None:
        """Note that `attacker` uses force against `victim`."""
        if attacker is None or victim is None:
            return
        if attacker.key == victim.key:
            if victim.sector == "CVL" and attacker.sector in _FORCES and victim.country is not None:
                self._put_down.setdefault(victim.country, []).append(attacker)
            return
        if not (self.cast.can_fight(attacker) and self.cast.can_fight(victim)):
            return
        for party in (attacker, victim):
            if party.key not in self._parties:
                if len(self._parties) >= _MOST:
                    return
                self._parties[party.key] = self.cast.plain(party)
        self._attackers.setdefault(victim.key, Counter())[attacker.key] += weight
        if weight > 1:
            self._named[attacker.key, victim.key] += 1

    def blame(self, party: Party | None) -> None:
        """Note that somebody takes `party` for an attacker: it is in dispute who is."""
        if party is not None and (party.country or party.sector == "REB"):
            self._blamed.add(party.key)

    def attacker_of(self, victim: Party | None, *, heavy: bool = False) -> Party | None:
        """Return who uses force against `victim` here; in a war of two sides, the other one.

        On the ground of a state that fights its own rebels it is the state where the arms are `heavy`.

        Of a country that is at odds with its own rebels, nobody: whom its people suffer from is not plain.
        """
        if victim is None:
            return None
        known = self._attackers.get(victim.key)
        if known:
            best = max(known, key=lambda k: (known[k], str(k)))
            if victim.sector is not None:
                return self._parties[best]
            doubtful = best[0] == victim.country or known[best] < max(_LEAST, _SHARE * known.total())
            if doubtful or self._blamed - {best, victim.key}:
                return self.cast.known_enemy(victim)
            return self._parties[best]
        found = self.victim_of(victim)
        if found is not None and victim.sector is None and found.country == victim.country:
            return self._parties[victim.key] if heavy else None  # a state and its rebels: either may be hit
        if found is not None and found.sector is None and self.cast.is_armed(found.country):
            found = None  # who fights an army on the ground of a state with rebels may be either
        return found or self.cast.known_enemy(victim)

    def crackdown_in(self, country: str) -> Party | None:
        """Return the force that is said more than once to use force against its own country's people."""
        forces = self._put_down.get(country, [])
        return forces[0] if len(forces) >= _LEAST else None

    def enemy_of(self, side: Party | None) -> Party | None:
        """Return whom `side` uses force against here, else who uses it against `side`."""
        if side is None:
            return None
        return self.named_victim_of(side) or self.victim_of(side) or self.attacker_of(side)

    def at_war(self, one: Party, other: Party) -> bool:
        """Whether more than one claim tells that one of two sides uses force on the ground of the other."""
        told = self._attackers.get(other.key, Counter())[one.key] + self._attackers.get(one.key, Counter())[other.key]
        return told >= _LEAST or self.cast.known_enemy(one) == other

    def victim_of(self, attacker: Party | None) -> Party | None:
        """Return the side that `attacker` uses force against most."""
        if attacker is None:
            return None
        votes = {victim: known[attacker.key] for victim, known in self._attackers.items() if known[attacker.key]}
        return self._parties[max(votes, key=lambda k: (votes[k], str(k)))] if votes else None

    def named_victim_of(self, attacker: Party | None) -> Party | None:
        """Return the side that `attacker` is said in so many words to act against."""
        if attacker is None:
            return None
        votes = {victim: n for (other, victim), n in self._named.items() if other == attacker.key}
        return self._parties[max(votes, key=lambda k: (votes[k], str(k)))] if votes else None

    def named_attacker_of(self, victim: Party) -> Party | None:
        """Return the side that is said in so many words to act against `victim`."""
        votes = {attacker: n for (attacker, other), n in self._named.items() if other == victim.key}
        return self._parties[max(votes, key=lambda k: (votes[k], str(k)))] if votes else None

    def is_attacked(self, country: str) -> bool:
        """Whether it is told that force is used on the ground or the side of a country."""
        return any(victim[0] == country for victim in self._attackers)

    def aggressor(self) -> Party | None:
        """Return the side that uses force in most that the article tells, if it is told more than once."""
        votes: Counter[Key] = Counter()
        for known in self._attackers.values():
            votes.update({key: n for key, n in known.items() if self._parties[key].is_side})
        best = max(votes, key=lambda k: (votes[k], str(k)), default=None)
        if best is None or votes[best] < max(_LEAST, _SHARE * votes.total()):
            return None
        return self._parties[best]

    def pair(self) -> tuple[Party, Party] | None:
        """Return the two sides that "both sides" means: those that are at odds, else the two countries named most."""
        odds: Counter[frozenset[Key]] = Counter()
        for victim, known in self._attackers.items():
            for attacker, weight in known.items():
                odds[frozenset({victim, attacker})] += weight
        if odds:
            best = max(odds, key=lambda pair: (odds[pair], sorted(map(str, pair))))
            keys = sorted(best, key=lambda k: (self.cast.order(k[0]), str(k)))
            return self._parties[keys[0]], self._parties[keys[1]]
        return self.cast.main_pair()

    def other_side(self, party: Party | None) -> Party | None:
        """Return the other of the two sides, if `party` is one of them."""
        pair = self.pair()
        if pair is None or party is None:
            return None
        if party.key == pair[0].key:
            return pair[1]
        return pair[0] if party.key == pair[1].key else None
