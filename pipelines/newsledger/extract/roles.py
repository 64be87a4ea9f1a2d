"""The parties of an article, and which of them a phrase names.

Belongs here: turning a noun phrase or a speaker's words into a `Party`. Does not: which phrase is actor or recipient
(`verb_subjects`, `drafts`), whom pronouns mean (`pronouns`), or whose "the army" is (`belonging`).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from newsledger.extract.chunks import Chunk
from newsledger.extract.discourse import Discourse, Party
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import find_noun, phrase_text
from newsledger.extract.parties import office_words
from newsledger.extract.pronouns import FIRST_PERSON, THIRD_PERSON, antecedent
from newsledger.extract.spans import ActorSpan, Span
from newsledger.extract.tagger import Word

# A speaker of one of these speaks for the army, the police and the civilians of the same country.
_OFFICIAL = frozenset({"GOV", "MIL", "POL"})
_SPOKEN_FOR = _OFFICIAL | {"CVL", "HLH"}
# Of whom nothing more is said, these are of the country that the article is about.
_AT_HOME = _OFFICIAL | {"HLH", "LEG", "JUD"}
_GROUPS = frozenset({"group", "movement", "organisation", "organization", "faction", "alliance"})
# Those whom a country or a man has are others.
_OTHERS = frozenset(
    {
        *("ally", "allies", "partner", "partners", "backer", "backers", "critic", "critics", "opponent", "opponents"),
        *("rival", "rivals", "enemy", "enemies", "foe", "foes", "neighbour", "neighbours", "neighbor", "neighbors"),
    }
)
# What stands for its place where it is hit: "the port of Odesa", "the Kharkiv region".
_GROUNDS = frozenset({"territory", "building", "infrastructure"})


@cache
def _pairs() -> dict[str, tuple[str, ...]]:
    """Return the phrases for two sides by their last word."""
    pairs: dict[str, tuple[str, ...]] = {}
    for row in read_lexicon("both_sides"):
        last = row["phrase"].rsplit(" ", 1)[-1]
        pairs[last] = (*pairs.get(last, ()), row["phrase"])
    return pairs


@cache
def _sector_words() -> dict[str, str]:
    return {row["word"]: row["sector"] for row in read_lexicon("sector_words")}


def is_pair(text: str) -> bool:
    """Whether a phrase means two sides at once."""
    lower = text.lower()
    words = lower.split()
    return not _pairs().keys().isdisjoint(words) and any(
        lower == pair or (" " in pair and (lower.endswith(f" {pair}") or lower.startswith(f"{pair} ")))
        for word in words
        for pair in _pairs().get(word, ())
    )


def party_of(
    chunk: Chunk, discourse: Discourse, speaker: Party | None, other_than: Party | None = None
) -> Party | None:
    """Return the party a noun phrase names; None where nobody can tell.

    `other_than` is the subject of its clause, whom no bare pronoun of that clause means: "the police drove them back".
    """
    words = chunk.words[chunk.first : chunk.last]
    party = _party_of(chunk, words, discourse, speaker, other_than)
    return None if party is None else party.read_from(words[0].start, words[-1].end)


def _party_of(
    chunk: Chunk, words: Sequence[Word], discourse: Discourse, speaker: Party | None, other_than: Party | None
) -> Party | None:
    text, first = phrase_text(words), words[0].lower
    if first in FIRST_PERSON and words[0].actor is None:  # "us", not "US"
        return _of_owner(speaker or discourse.author or discourse.topic, words, text)
    named = _named(words, text, speaker or discourse.author)
    if first in THIRD_PERSON and (named is None or named.country is None):
        sentence = chunk.words[0].start
        apart = other_than if len(words) == 1 else None
        return _of_owner(antecedent(first, chunk.start, sentence, discourse, speaker, apart), words, text)
    if named is not None:
        return named
    if words[-1].last in _GROUPS:
        group = discourse.group_before(chunk.start)
        return Party(text) if group is None else Party(text, group.country, group.sector)
    sector = _sector(words)
    return Party(text, _ground(chunk, words), sector)


def _of_owner(owner: Party | None, words: Sequence[Word], text: str) -> Party | None:
    """Return what a pronoun for `owner` names, or a phrase that begins with its possessive: "we", "our forces"."""
    if owner is None:
        return None if len(words) == 1 else Party(text, None, _sector(words))
    if len(words) == 1:
        return owner
    return Party(text, owner.country, _sector(words) or (None if owner.person else owner.sector))


def _named(words: Sequence[Word], text: str, speaker: Party | None) -> Party | None:
    """Return the party that a name in the phrase gives: its head, or a demonym or owner before the head."""
    last = words[-1]
    named = next((w for w in reversed(words) if w.actor is not None), None)
    if named is None or named.actor is None:
        place = next((w.place for w in reversed(words) if w.place is not None), None)
        if place is not None and (last.place is place or _sector(words) is not None):
            return Party(text, place.country, _sector(words))
        return None
    span = named.actor
    sector = span.sector if last is named else _sector(words) or span.sector
    if last.last in _OTHERS and last is not named:
        return Party(text)  # "Kyiv's allies"
    is_name = span.office is None and span.kind != "demonym"
    name = span.text if last is named and is_name else text
    if span.kind == "demonym" and last is not named and _sector(words) is None:
        name = span.text  # "Iranian missiles"
    country = span.country
    if (country is None or span.assumed) and last is named and len(words) > 1:
        # "a Munich court"
        country = next((w.place.country for w in words[:-1] if w.place is not None), country)
    if span.assumed and sector in _SPOKEN_FOR and speaker is not None and _is_official(speaker):
        country = speaker.country
    return Party(name, country, sector, person=last is named and is_person(span))


def _is_official(speaker: Party) -> bool:
    """Whether it speaks for its country: a state, or its government, army or police."""
    return speaker.country is not None and (speaker.sector is None or speaker.sector in _OFFICIAL)


def _ground(chunk: Chunk, words: Sequence[Word]) -> str | None:
    """Return the country of the place that a phrase is or stands at: "the Kharkiv region", "the port of Odesa"."""
    noun = find_noun([w.lower for w in words[-2:]])
    if noun is None or noun.object_class not in _GROUNDS:
        return None
    after = chunk.words[chunk.last : chunk.last + 4]
    if after and after[0].lower in ("of", "at", "in"):
        words = [*words, *after[1:]]
    return next((w.place.country for w in words if w.place is not None), None)


def _sector(words: Sequence[Word]) -> str | None:
    """Return the sector that the last word with one gives."""
    for word in reversed(words):
        if word.actor is not None and word.actor.sector is not None:
            return word.actor.sector
        if word.last in _sector_words():
            return _sector_words()[word.last]
    return None


def is_person(actor: ActorSpan) -> bool:
    """Whether it is one human being, whom "he" and "she" mean: a name or a title, no "officials"."""
    return actor.kind == "person" and not actor.text.endswith("s")


def _described_sector(text: str) -> str | None:
    """Return the sector of words that are a party only where they speak: "a hospital nurse", "one officer"."""
    offices = [office.sector for _, _, office in office_words().find(text) if office.sector]
    words = (_sector_words().get(word.strip(",.")) for word in reversed(text.lower().split()))
    return offices[-1] if offices else next((sector for sector in words if sector), None)


def party_of_span(span: Span, discourse: Discourse) -> Party:
    """Return the party that a speaker's words name."""
    place = (span.start, span.end)
    inside = discourse.within(*place)
    if not inside:
        if span.text.lower().endswith(" them"):
            meant = antecedent("them", span.start, span.start, discourse, None)
            if meant is not None:
                return replace(meant, text=span.text, span=place)
        sector = _described_sector(span.text)
        return Party(span.text, discourse.home if sector in _AT_HOME else None, sector, span=place)
    people = [a for a in inside if a.kind == "person"]
    chosen = (people or [a for a in inside if a.kind != "demonym"] or inside)[0]
    country = chosen.country or next((a.country for a in inside if a.country), None)
    sector = chosen.sector or next((a.sector for a in inside if a.sector), None)
    return Party(span.text, country, sector, person=is_person(chosen), span=place)
