"""Who the parties of an event are: country and sector from names, demonyms, pronouns and what the article makes plain.

Belongs here: turning a phrase into a `Party`, what pronouns and "the two sides" point back to, and which sides of
an article fight each other. Does not: which phrase is actor or recipient (`frames`, `nominal`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from newsledger.extract.chunks import Chunk
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.spans import ActorSpan, Span
from newsledger.extract.tagger import Word

_FIRST_PERSON = frozenset({"we", "our", "us", "i", "my", "me"})
_THIRD_PERSON = frozenset({"it", "its", "they", "their", "them", "he", "his", "him", "she", "her"})


_BODIES = frozenset({"state", "group", "organisation", "force", "demonym", "office"})
_PERSONAL = frozenset({"he", "his", "him", "she", "her"})
_KINDS = {
    **dict.fromkeys(("he", "his", "him", "she", "her"), frozenset({"person"})),
    **dict.fromkeys(("it", "its"), _BODIES - {"demonym"}),
}


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a claim, in the words of the article, with country and sector where they are plain."""

    text: str | None
    country: str | None = None
    sector: str | None = None
    person: bool = False  # one human being, whom "he" and "she" mean
    span: tuple[int, int] | None = field(default=None, compare=False)  # the words it was read from

    @property
    def key(self) -> tuple[str | None, str | None]:
        """What makes two parties the same side: the country, or for those without one the name."""
        armed = "REB" if self.sector == "REB" else None  # rebels are another side than their country
        return (self.country, armed) if self.country else (armed, (self.text or "").lower().removeprefix("the "))


@dataclass(slots=True)
class Discourse:
    """The parties an article names, in order, to whom its pronouns and descriptions point back."""

    mentions: list[ActorSpan] = field(default_factory=list)
    home: str | None = None  # the country that most of it is about
    topic: Party | None = None  # the subject of the sentence before, or of this one

    def before(self, offset: int, kinds: frozenset[str] | None = None) -> ActorSpan | None:
        """Return the last party named before `offset`."""
        found = [m for m in self.mentions if m.end <= offset and (kinds is None or m.kind in kinds)]
        return found[-1] if found else None


@cache
def _pairs() -> frozenset[str]:
    return frozenset(row["phrase"] for row in read_lexicon("both_sides"))


@cache
def _sector_words() -> dict[str, str]:
    return {row["word"]: row["sector"] for row in read_lexicon("sector_words")}


def is_pair(text: str) -> bool:
    """Whether a phrase means two sides at once."""
    lower = text.lower()
    return any(
        lower == pair or lower.endswith(" " + pair) or lower.startswith(pair + " ") for pair in _pairs()
    ) or lower in (
        "neither",
        "each",
        "both",
    )


def party_of(chunk: Chunk, discourse: Discourse, speaker: Party | None) -> Party | None:
    """Return the party a noun phrase names; None where nobody can tell."""
    words = chunk.words[chunk.first : chunk.last]
    party = _party_of(chunk, words, discourse, speaker)
    return None if party is None else replace(party, span=(words[0].start, words[-1].end))


def _party_of(chunk: Chunk, words: Sequence[Word], discourse: Discourse, speaker: Party | None) -> Party | None:
    text = _text(words)
    first = words[0].lower
    if (len(words) == 1 and first in _FIRST_PERSON) or (first in ("our", "my") and speaker is not None):
        return None if speaker is None else replace(speaker, text=speaker.text if len(words) == 1 else text)
    if first in _THIRD_PERSON:
        return _pointed(words, text, chunk.start, discourse, speaker)
    named = _named(words, text, discourse)
    if named is not None and named.country is not None:
        return named
    sector = (named.sector if named else None) or _sector(words)
    if words[-1].last in _GROUPS:
        group = discourse.before(chunk.start, frozenset({"group"}))
        if group is not None:
            return Party(text, group.country, group.sector or sector)
    if named is not None and named.sector == "REB":
        return named
    if _sector(words[-1:]) is not None and "coalition" not in text.lower():
        # "The army", "police", "residents": of whoever speaks for them, else of the country it is all about.
        official = speaker is not None and speaker.sector in ("GOV", "MIL", "POL") and sector in ("GOV", "MIL", "POL")
        country = speaker.country if official and speaker is not None else discourse.home
        return Party(text, country, sector)
    return named or Party(text)


_GROUPS = frozenset(
    {"group", "movement", "militia", "rebels", "militants", "insurgents", "organisation", "organization"}
)


def _pointed(words: Sequence[Word], text: str, at: int, discourse: Discourse, speaker: Party | None) -> Party | None:
    """Return the party a third-person pronoun or possessive points back to."""
    own = words[0].lower
    if own in ("it", "its", "they", "their") and speaker is not None and speaker.country:
        # "The army said it had struck"
        return replace(speaker, text=speaker.text if len(words) == 1 else text)
    topic = discourse.topic
    if topic is not None and topic.person == (own in _PERSONAL) and (topic.country or topic.sector):
        return replace(topic, text=topic.text if len(words) == 1 else text)
    mention = discourse.before(at, _KINDS.get(own))
    if mention is None:
        return None
    if len(words) == 1:
        return Party(mention.text, mention.country, mention.sector, mention.kind == "person")
    return Party(text, mention.country, _sector(words))


def _named(words: Sequence[Word], text: str, discourse: Discourse) -> Party | None:
    """Return the party that a name in the phrase gives: its head, or a demonym or owner before the head."""
    last = words[-1]
    named = next((w for w in reversed(words) if w.actor is not None), None)
    if named is not None and named.actor is not None:
        span = named.actor
        sector = span.sector if last is named else _sector(words) or span.sector
        name = (
            span.text if last is named and span.kind in ("person", "group", "organisation", "force", "state") else text
        )
        if span.kind == "demonym" and last is not named and _sector(words) is None:
            name = span.text  # "Iranian missiles"
        return Party(name, span.country, sector, person=span.kind == "person" and last is named)
    place = next((w for w in reversed(words) if w.place is not None), None)
    if place is not None and place.place is not None and (last is place or _sector(words) is not None):
        return Party(text, place.place.country, _sector(words))
    return None


def _sector(words: Sequence[Word]) -> str | None:
    sectors = _sector_words()
    return next((sectors[w.last] for w in reversed(words) if w.last in sectors), None)


def _text(words: Sequence[Word]) -> str:
    out, end = "", None
    for word in words:
        out += (" " if end is not None and word.start > end else "") + word.text
        end = word.end
    return out


def party_of_span(span: Span, actors: Iterable[ActorSpan], discourse: Discourse) -> Party:
    """Return the party that a speaker's words name."""
    inside = [a for a in actors if a.start >= span.start and a.end <= span.end]
    named = [a for a in inside if a.kind == "person"] or [a for a in inside if a.kind != "demonym"] or inside
    if not named:
        words = span.text.lower().split()
        sector = next(
            (_sector_words()[w.strip(",.")] for w in reversed(words) if w.strip(",.") in _sector_words()), None
        )
        country = discourse.home if sector in ("GOV", "MIL", "POL", "HLH", "CVL") else None
        return Party(span.text, country, sector, span=(span.start, span.end))
    chosen = named[0]
    country = chosen.country or next((a.country for a in inside if a.country), None)
    sector = chosen.sector or next((a.sector for a in inside if a.sector), None)
    if (
        country is None
        and sector in ("GOV", "MIL", "POL", "HLH", "CVL", "LEG", "JUD", "PTY")
        and chosen.kind != "group"
    ):
        country = discourse.home
    if sector is None:
        words = span.text.lower().split()
        sector = next(
            (_sector_words()[w.strip(",.")] for w in reversed(words) if w.strip(",.") in _sector_words()), None
        )
    return Party(span.text, country, sector, span=(span.start, span.end))
