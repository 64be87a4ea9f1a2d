"""Whom a speaker's words point back to: "it", "the ministry", "the report".

Belongs here: what kind of speaker words name, and which earlier name a pronoun or description means. Does not: where
a speaker's words begin and end (`sources`), or pronouns of parties that act (`pronouns`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.spans import ActorSpan, Span
from newsledger.extract.values import value
from newsledger.extract.word_tags import closed_words

_SUBJECTS = {"he": "person", "she": "person", "it": "organisation", "they": "people", "we": "any", "i": "person"}
_PERSONAL = {**_SUBJECTS, "him": "person", "her": "person", "them": "people"}
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_ACTOR_KINDS = {
    "person": "person",
    "organisation": "organisation",
    "group": "organisation",
    "state": "organisation",
    "force": "organisation",
}
# "The agency" is whichever agency was named last; "the army" is not whichever force was.
_GENERIC = {
    **dict.fromkeys(("group", "movement", "militia", "faction"), "group"),
    **dict.fromkeys(("agency", "organisation", "organization", "body", "network", "observatory"), "organisation"),
    **dict.fromkeys(("official", "spokesman", "spokeswoman", "spokesperson", "leader"), "person"),
}
_NEAR = 3  # mentions among which "the official" is looked for


@value(frozen=True, slots=True)
class Mention:
    """A name or description that can speak, and what a pronoun for it would be."""

    span: Span
    kind: str  # person, people, organisation, document, any
    words: frozenset[str]  # lower-cased
    points_back: bool


@cache
def source_nouns() -> dict[str, str]:
    """Return the nouns that speak with their kind, singular and plural."""
    return {row["noun"]: row["kind"] for row in read_lexicon("source_nouns")}


def is_pronoun(span: Span) -> bool:
    """Whether the source is nothing but a pronoun."""
    return span.text.lower() in _PERSONAL


def points_back(span: Span) -> bool:
    """Whether the source is a pronoun, or a bare description with "the", "this" or "its" of a known party."""
    first, *others = span.text.split()
    described = first.lower() in {"the", "this", "that", "these", "those"} | _POSSESSIVES
    return is_pronoun(span) or (described and len(others) <= 3 and not any(w[0].isupper() for w in others))


def kind_of(span: Span, actors: Sequence[ActorSpan] = ()) -> str:
    """Return what kind of speaker the words name: person, people, organisation, document, any."""
    lowered = span.text.lower()
    if lowered in _PERSONAL:
        return _PERSONAL[lowered]
    nouns = [source_nouns().get(word) for word in reversed(_head_words(span.text))]
    if nouns and nouns[0] in {"people", "document"}:
        return nouns[0]
    for i in range(bisect_right(actors, span.start, key=lambda a: a.end), len(actors)):
        if actors[i].start >= span.end:
            break
        if actors[i].kind in _ACTOR_KINDS:
            return _ACTOR_KINDS[actors[i].kind]
    words = [source_nouns().get(word) for word in reversed(lowered.replace("'s", " ").replace("-", " ").split())]
    noun = next((kind for kind in (*nouns, *words) if kind is not None), None)
    if noun is not None:
        return noun
    names = [w for w in span.text.split() if w[0].isupper()]
    if lowered.startswith("the ") and len(names) > (span.text[0] == "T"):
        return "organisation"
    return "person" if len(names) in {2, 3} and len(names) == len(span.text.split()) else "any"


def antecedent_of(source: Span, mentions: Iterable[Mention], actors: Sequence[ActorSpan]) -> Span | None:
    """Return the latest of `mentions` that a pronoun or description in `source` can mean; None if none fits.

    `mentions` are those before it, the latest first. A description that it means leads on to the name behind that.
    """
    if not points_back(source):
        return None
    meant: Span | None = None
    latest: list[Mention] = []
    pronoun, words = _sought(source)
    for mention in mentions:
        if mention.span.end > source.start:
            continue
        if meant is None and len(latest) < _NEAR:
            latest.append(mention)
        if _agree(pronoun, mention.kind) if pronoun else not words.isdisjoint(mention.words):
            meant = source = mention.span
            if not mention.points_back:
                return meant
            latest = []
            pronoun, words = _sought(source)
    described = source.text.lower().split()
    if len(described) == 2 and described[1] in _GENERIC:
        return _nearest_of_kind(source, _GENERIC[described[1]], latest, actors) or meant
    return meant


def mention_of(span: Span, kind: str) -> Mention:
    """Return a name or description as something that others may point back to."""
    words = frozenset(span.text.lower().replace("'s", " ").split())
    return Mention(span, kind, words, points_back(span))


def _sought(source: Span) -> tuple[str, set[str]]:
    """Return the pronoun that a source is, else the words one of which what it means must have."""
    lowered = source.text.lower()
    return (lowered, set()) if lowered in _PERSONAL else ("", set(lowered.split()) - closed_words())


def _nearest_of_kind(source: Span, kind: str, latest: Sequence[Mention], actors: Sequence[ActorSpan]) -> Span | None:
    """Return the last party named before "the group" or "the official" that is one."""
    if kind == "person":
        return next((m.span for m in latest if m.kind == "person" and not points_back(m.span)), None)
    for i in range(bisect_right(actors, source.start, key=lambda a: a.end) - 1, -1, -1):
        actor = actors[i]
        if actor.kind == kind and actor.text[0].isupper():
            named = Span(actor.start, actor.end, actor.text)
            if kind_of(named) != "people":  # "Air Force fighters"
                return named
    return None


def _agree(pronoun: str, kind: str) -> bool:
    if pronoun in {"he", "she", "i", "him", "her"}:
        return kind in {"person", "any"}
    if pronoun == "it":
        return kind in {"organisation", "document", "any", "people"}
    return kind in {"people", "organisation", "any"}


def _head_words(phrase: str) -> list[str]:
    """Return the words of the phrase before its first "of", "in", "for" or "at", lower-cased."""
    words: list[str] = []
    for word in phrase.lower().replace("'s", " ").split():
        if words and word in {"of", "in", "for", "at", "from", "with", "on"}:
            break
        words.append(word.strip("\"',."))
    return words
