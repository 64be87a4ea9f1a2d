"""Whose army, police or rebels: the country of a description that names none.

Belongs here: giving "the army", "rescuers" and "the rebels" the country of the party or place that the article has
named for them. Does not: reading the words of a description (`actors`), or what pronouns point back to (`pronouns`).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from newsledger.extract.inflection import plural
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.parties import bodies, office_words
from newsledger.extract.spans import ActorSpan, PlaceSpan, Sentence

_OWNER = re.compile(r"\b(its|their|his|her) (?:(?!(?:on|in|at|of|to|by|for|with|and|as) )[a-z-]+ )?$", re.IGNORECASE)
_LOOK_BACK = 40  # characters before a phrase in which its determiner or preposition stands
_STATES = frozenset({"state", "office", "force", "organisation", "group"})
_OWNERS = {"its": _STATES, "their": _STATES, "his": frozenset({"person"}), "her": frozenset({"person"})}
_SAME = {"military": "army", "armed forces": "army", "troops": "forces", "soldiers": "forces"}
_BODIES = frozenset({"office", "force", "organisation", "group"})
WHERE = ("state", "place", "rebels", "militants", "monitor", "body", "none")
_SPOKEN_FOR = 2  # sentences: how far back the body that "a spokesman" speaks for is named


@cache
def _belonging() -> dict[str, str]:
    """Return where to look for the country of each word, the regular plurals included."""
    rows = {row["word"]: row["where"] for row in read_lexicon("belonging")}
    return {plural(word): where for word, where in rows.items()} | rows


@lru_cache(maxsize=1 << 12)
def is_of_nowhere(text: str) -> bool:
    """Whether a description says that no country's are meant: "foreign tourists", "the mediators"; no office does."""
    lower = text.lower()
    offices = office_words().find(lower)
    outside = lower
    for start, end, _ in reversed(offices):
        outside = outside[:start] + outside[end:]
    words = [*outside.split(), *(office.term for _, _, office in offices)]
    return any(_belonging().get(word) == "none" for word in words)


def home_of(places: Iterable[PlaceSpan], actors: Iterable[ActorSpan]) -> str | None:
    """Return the country that a text is about: the one most of its places and parties belong to."""
    counts = Counter(p.country for p in places if p.country)
    counts.update(a.country for a in actors if a.country and len(a.country) == 3)
    return max(counts, key=lambda c: (counts[c], c)) if counts else None


def settle(
    text: str,
    sentences: Sequence[Sentence],
    places: Sequence[PlaceSpan],
    actors: Sequence[ActorSpan],
    home: str | None,
    scene: str | None,
    body: Sequence[ActorSpan] = (),
) -> list[ActorSpan]:
    """Return the `actors` of normalised `text` with a country for those that the article makes plain.

    Of last resort are `home`, the country that it is about, and for those on the spot `scene`, the one it is set in.
    `body` are the parties of the text under a headline, which say what the headline leaves short.
    """
    known = _Known([*actors, *body])
    for actor in reversed(body):
        known.add(actor)
    return list(_Settling(text, sentences, places, home, scene, known).all(actors))


@dataclass(slots=True)
class _Known:
    """The parties with a country, by what later words may call them."""

    later: list[ActorSpan]
    same: dict[str, ActorSpan] = field(default_factory=dict)  # "ministry" -> the last ministry
    held: dict[str, ActorSpan] = field(default_factory=dict)  # "president" -> the last one named without the word
    first_same: dict[str, ActorSpan] = field(default_factory=dict)  # the first one of the whole text
    by_sector: dict[str, ActorSpan] = field(default_factory=dict)
    first_by_sector: dict[str, ActorSpan] = field(default_factory=dict)
    people: dict[str, ActorSpan] = field(default_factory=dict)
    body: ActorSpan | None = None

    def __post_init__(self) -> None:
        for actor in self.later:
            if actor.country is None and not _is_stateless(actor):
                continue
            for word in _called(actor):
                self.first_same.setdefault(word, actor)
            if _names_its_kind(actor):
                self.first_by_sector.setdefault(actor.sector or "", actor)

    def add(self, actor: ActorSpan) -> None:
        """Note a party that has been read, so that what follows may point back to it."""
        if actor.kind in _BODIES and (actor.office is None or actor.office in bodies()):
            self.body = actor
        if actor.country is None and not _is_stateless(actor):
            return
        if actor.kind == "person":
            self.people.setdefault(actor.name, actor)
        unsaid = actor.kind == "person" and (actor.office or "") not in actor.text.lower()
        (self.held if unsaid else self.same).update(dict.fromkeys(_called(actor), actor))
        if _names_its_kind(actor):
            self.by_sector[actor.sector or ""] = actor


def _names_its_kind(actor: ActorSpan) -> bool:
    """Whether "the rebels" or "the police" may mean a party; hired fighters are nobody's rebels."""
    return actor.sector is not None and _belonging().get(actor.office or "") != "none"


def _is_stateless(actor: ActorSpan) -> bool:
    """Whether it is a known party that belongs to no country: the Islamic State, the Red Cross."""
    return actor.office is None and actor.kind in ("group", "organisation") and actor.sector in ("REB", "NGO")


def _called(actor: ActorSpan) -> tuple[str, ...]:
    """Return what the party may be called later, "health ministry" and "ministry"."""
    return _endings((actor.office or actor.name).lower())


# The same few offices and names are asked for again and again.
@lru_cache(maxsize=1 << 12)
def _endings(name: str) -> tuple[str, ...]:
    words = _SAME.get(name, name).split()
    endings = [" ".join(words[at:]) for at in range(len(words))]
    return tuple(_SAME.get(ending, ending) for ending in endings)


class _Settling:
    """The settling of one text, party by party."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        places: Sequence[PlaceSpan],
        home: str | None,
        scene: str | None,
        known: _Known,
    ) -> None:
        self._text = text
        self._starts = [s.start for s in sentences]
        self._home = home
        self._scene = scene
        self._counts = Counter(p.country for p in places) + Counter(a.country for a in known.later)
        self._known = known
        grounds: dict[int, str] = {}  # the country of the first place of each sentence
        for place in places:
            if place.country and (place.precision != "country" or place.situated):
                grounds.setdefault(self._sentence(place.start), place.country)
        self._near: dict[int, str] = {}  # the same, or of a sentence before in the paragraph
        for at, sentence in enumerate(sentences):
            same = at > 0 and sentences[at - 1].paragraph == sentence.paragraph
            ground = grounds.get(at) or (self._near.get(at - 1) if same else None)
            if ground is not None:
                self._near[at] = ground
        self._last: dict[int, list[ActorSpan]] = {}  # named parties with a country, by sentence

    def all(self, actors: Sequence[ActorSpan]) -> Iterator[ActorSpan]:
        for actor in actors:
            settled = actor if actor.country else self._settled(actor)
            self._known.add(settled)
            if settled.country and settled.kind != "demonym":
                self._last.setdefault(self._sentence(settled.start), []).append(settled)
            yield settled

    def _settled(self, actor: ActorSpan) -> ActorSpan:
        if actor.kind == "person" and actor.name in self._known.people:
            return replace(actor, country=self._known.people[actor.name].country)
        where = self._where(actor)
        if where is None or where == "none":
            return actor
        owner = self._preceded(_OWNER, actor.start)
        if owner is not None:
            possessor = self._possessor(actor, owner.group(1).lower())
            return actor if possessor is None else replace(actor, country=possessor.country)
        if where == "body":
            return self._for_body(actor)
        if where == "place":
            return self._or_else(actor, self._place(actor), self._scene)
        if where == "state":
            return self._or_else(actor, self._same(actor), self._home)
        if where not in WHERE:
            return replace(actor, country=self._of_several(actor, where.split("|")))
        sector = actor.sector or ""
        found = self._known.by_sector.get(sector) or self._known.first_by_sector.get(sector)
        if found is not None and (found.country is not None or where != "rebels"):
            return replace(actor, country=found.country)
        return self._or_else(actor, self._place(actor), self._scene) if where == "rebels" else actor

    def _where(self, actor: ActorSpan) -> str | None:
        """Return where to look for the country of `actor`; None for a name, which says all it can."""
        text = actor.text.lower()
        if actor.kind == "demonym":
            return _belonging().get(text, "place")
        if actor.office is None:
            return None
        before = text.partition(actor.office)[0].split()
        within = actor.office.split()[:-1]
        if actor.kind in ("office", "person"):  # a "foreign minister" is somebody's, "enemy forces" are nobody's
            within = [word for word in within if _belonging().get(word) != "none"]
        found = (_belonging().get(word) for word in (actor.office, *before, *within, actor.sector or ""))
        return next((where for where in found if where is not None), None)

    def _of_several(self, actor: ActorSpan, homes: list[str]) -> str | None:
        """Return the country of a people or an office of several: that of the place, else the one named most."""
        place = self._place(actor)
        if place in homes:
            return place
        named = max((c for c in homes if c in self._counts), key=lambda c: self._counts[c], default=None)
        return named or (homes[0] if actor.kind != "demonym" else None)

    def _or_else(self, actor: ActorSpan, country: str | None, assumed: str | None) -> ActorSpan:
        if country is not None:
            return replace(actor, country=country)
        return replace(actor, country=assumed, assumed=True)

    def _place(self, actor: ActorSpan) -> str | None:
        """Return the country of a place of the sentence, or of one before it in the paragraph."""
        return self._near.get(self._sentence(actor.start))

    def _same(self, actor: ActorSpan) -> str | None:
        """Return the country of the last party that the same word may be for, before or else after."""
        word = _SAME.get(actor.office or "", actor.office or "")
        found = (
            self._known.same.get(word)
            or self._known.held.get(word)
            or self._subject(actor)
            or self._known.first_same.get(word)
        )
        return found.country if found is not None else None

    def _subject(self, actor: ActorSpan) -> ActorSpan | None:
        """Return the state with which the sentence begins: "Berlin may send tanks, a government source said"."""
        at = self._sentence(actor.start)
        first = next(iter(self._last.get(at, ())), None)
        return first if first is not None and first.kind == "state" and first.start == self._starts[at] else None

    def _possessor(self, actor: ActorSpan, pronoun: str) -> ActorSpan | None:
        """Return whom "its" means: the party named last in the sentence, else the first of the one before."""
        at = self._sentence(actor.start)
        kinds = _OWNERS[pronoun]
        here = [a for a in self._last.get(at, ()) if a.kind in kinds and a.end <= actor.start]
        if here:
            return here[-1]
        return next((a for a in self._last.get(at - 1, ()) if a.kind in kinds), None)

    def _for_body(self, actor: ActorSpan) -> ActorSpan:
        """Return "a spokesman" as that of the office, force or group named shortly before."""
        body = self._known.body
        if body is None or self._sentence(actor.start) - self._sentence(body.start) > _SPOKEN_FOR:
            return actor
        return replace(actor, country=body.country, sector=actor.sector or body.sector)

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _preceded(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        return pattern.search(self._text, max(0, start - _LOOK_BACK), start)
