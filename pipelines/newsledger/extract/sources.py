"""The noun phrase that names a speaker: where it begins and ends, and whom a pronoun in it means.

Belongs here: cutting "In Kyiv, mayor Vitali Klitschko" down to the mayor, jumping an apposition to the name,
and pointing "it" or "the ministry" back to an earlier name. Does not: finding that somebody speaks
(`attribution`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.spans import ActorSpan, Span
from newsledger.extract.tokens import Token
from newsledger.extract.values import value
from newsledger.extract.wordclasses import closed_words, speech_words, word_class

_SUBJECTS = {"he": "person", "she": "person", "it": "organisation", "they": "people", "we": "any", "i": "person"}
_PERSONAL = {**_SUBJECTS, "him": "person", "her": "person", "them": "people"}
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_MONTHS = frozenset(
    {
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"),
    }
)
_TIMES = frozenset(
    {
        *("past", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "morning"),
        *("afternoon", "evening", "night", "noon", "midnight", "dawn", "time", "same", "next", "previous", "weekend"),
    }
)
_NAME_JOINERS = frozenset(
    {"of", "the", "and", "for", "al", "bin", "ibn", "de", "la", "van", "von", "der", "den", "'s", "&"}
)
_BEFORE_SUBJECT = frozenset({"and", "but", "or", "nor", "meanwhile", "however", "instead", "elsewhere", "separately"})
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
_ISSUED = frozenset({"released", "issued", "published", "posted", "shared", "given", "made", "carried", "compiled"})
_BY = frozenset({"by", "from", "citing", "quoting"})


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


def subject_before(text: str, tokens: Sequence[Token]) -> Span | None:
    """Return the source that ends with the last of `tokens`, which run up to a verb of saying."""
    tokens = list(tokens)
    pronouns = [t for t in tokens[-3:] if t.lower in _SUBJECTS]
    if pronouns:
        return _span(text, pronouns[-1:])
    while tokens and (tokens[-1].form.is_adverb or tokens[-1].form.is_when or tokens[-1].lower in {"on", '"'}):
        tokens.pop()
    if not tokens:
        return None
    if tokens[-1].text == ")":
        tokens = tokens[: next((n for n, t in enumerate(tokens) if t.text == "("), 0)]
    if not tokens:
        return None
    apposed = tokens[-1].text == ","
    while tokens and tokens[-1].text in {"-", "–"}:
        tokens.pop()
    segments = _segments(tokens)
    if not segments:
        return None
    if apposed and len(segments) > 1:
        return _named(text, segments)
    last = _without_opening(segments[-1])
    if not last and len(segments) > 1:
        last = _without_opening(segments[-2])
    last = _issuer_of_statement(last) or last
    listed = _listed(segments)
    if listed is not None:
        last = listed
    elif _starts_plain(last) and len(segments) > 1 and _is_name(segments[-2]) and _is_name(last) is False:
        last = segments[-2]
    return _span(text, last)


def phrase_after(text: str, tokens: Sequence[Token]) -> Span | None:
    """Return the source that begins with the first of `tokens`: after "according to" or an inverted "said"."""
    segments = _segments(list(tokens))
    if not segments:
        return None
    head = segments[0]
    if not _is_name(head) and len(segments) > 1 and _is_name(segments[1]) and head[0].lower in {"the", "a", "an"}:
        head = segments[1]
    for i, token in enumerate(head):
        if i and token.lower in _BY and _issued(head[:i]):
            head = head[i + 1 :]
            break
        if i and (token.form.is_when or token.lower in {"who", "which", "that"}):
            head = head[: i - 1] if head[i - 1].lower in {"on", "in", "late", "early"} else head[:i]
            break
    owner = _owner_of_statement(head)
    return _span(text, owner or head)


def name_before(text: str, tokens: Sequence[Token]) -> Span | None:
    """Return the shortest noun phrase that ends with the last of `tokens`, where no comma says where it begins."""
    first = len(tokens)
    named = bool(tokens) and tokens[-1].form.is_capitalised
    for i in range(len(tokens) - 1, max(-1, len(tokens) - 11), -1):
        token = tokens[i]
        if token.lower in {"the", "a", "an", *_POSSESSIVES}:
            first = i
            break
        inside = token.lower in {"of", "for", "and"} and named and i > 0 and tokens[i - 1].form.is_capitalised
        if not token.form.is_word or (token.form.is_closed and not inside) or token.form.is_when:
            break
        if token.form.is_capitalised and not named:
            break
        first = i
    return _span(text, list(tokens[first:]))


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


def _segments(tokens: list[Token]) -> list[list[Token]]:
    """Cut at commas and brackets; what stands in brackets is left out."""
    segments: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.text in {"(", "["}:
            depth += 1
        elif token.text in {")", "]"}:
            depth = max(0, depth - 1)
        elif depth == 0:
            if token.text in {":", "–", "-", ";"}:
                segments = [[]]  # a dateline, a label or another clause
            elif token.text in {",", "•"}:
                segments.append([])
            elif token.text not in {'"', "."}:
                segments[-1].append(token)
    return [segment for segment in segments if segment]


def _is_name(tokens: list[Token]) -> bool:
    """Whether the words are a proper name and nothing else, "Yahya Saree", "the Syrian Democratic Forces"."""
    if tokens and tokens[0].lower == "the":
        tokens = tokens[1:]
    capitals = sum(1 for t in tokens if t.form.is_capitalised and t.form.is_word)
    return (
        bool(tokens)
        and capitals > 0
        and not tokens[0].form.is_closed
        and all(t.form.is_capitalised or t.lower in _NAME_JOINERS or "-" in t.text for t in tokens)
    )


def _starts_plain(tokens: list[Token]) -> bool:
    return bool(tokens) and tokens[0].lower in {"a", "an", "the"}


def _named(text: str, segments: list[list[Token]]) -> Span | None:
    """Return the name of a phrase with appositions: the first segment that is a name, else the first of them."""
    pieces = [_without_opening(segment) for segment in segments[-3:]]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return None
    opening = segments[-len(pieces)][0].lower if len(segments) >= len(pieces) else ""
    if len(pieces) > 1 and opening in word_class("preposition") and segments[-len(pieces)] is not pieces[0]:
        pieces = pieces[1:]
    people = [p for p in pieces if _is_name(p) and not any(t.lower in source_nouns() for t in p)]
    named = people or [p for p in pieces if _is_name(p)]
    return _span(text, named[0] if named else pieces[0])


def _listed(segments: list[list[Token]]) -> list[Token] | None:
    """Return "Cairo, Washington, Riyadh and Abu Dhabi" whole."""
    if len(segments) < 2 or not any(t.lower == "and" for t in segments[-1]):
        return None
    first = len(segments) - 1
    while first > 0 and _is_name(segments[first - 1]) and len(segments[first - 1]) <= 3:
        first -= 1
    if first == len(segments) - 1 or not _is_name(segments[-1]):
        return None
    return [token for segment in segments[first:] for token in segment]


@cache
def _no_subjects() -> frozenset[str]:
    """Words with which the name of a speaker does not begin."""
    classes = ("be", "have", "do", "modal", "relative", "coordinator", "subordinator")
    return frozenset({"there", "to"}.union(*(word_class(name) for name in classes))) - {"that"}


def _without_opening(tokens: list[Token]) -> list[Token]:
    """Drop an adverb, a time or a prepositional phrase that stands before the noun phrase."""
    i = 0
    while i < len(tokens) and (
        tokens[i].lower in _BEFORE_SUBJECT
        or tokens[i].form.is_relative
        or (tokens[i].form.subordinator is not None and tokens[i].text != "That")
        or tokens[i].form.is_adverb
        or tokens[i].form.is_when
    ):
        i += 1
    if i >= len(tokens) or not tokens[i].form.is_preposition:
        return tokens[i:]
    j = i + 1
    while j < len(tokens) and _is_time(tokens[j]):
        j += 1
    if i + 1 < j < len(tokens) and not tokens[j].form.is_preposition:
        return _without_opening(tokens[j - 1 if tokens[j - 1].lower in {"the", "a"} else j :])
    determiners = [k for k in range(i + 2, len(tokens)) if tokens[k].lower in {"the", "a", "an", *_POSSESSIVES}]
    after = [
        k for k in determiners if not tokens[k - 1].form.is_preposition and tokens[k - 1].lower not in {"and", "or"}
    ]
    if after:
        return tokens[after[-1] :]
    speaking = [k for k in range(i + 2, len(tokens)) if tokens[k].lower in source_nouns()]
    if speaking and tokens[i + 1].form.is_capitalised and not tokens[speaking[0]].form.is_capitalised:
        return tokens[speaking[0] :]
    return [] if len(tokens) - i <= 2 else tokens[-1:]


def _is_time(token: Token) -> bool:
    word = token.lower.rstrip(".")
    return token.text[0].isdigit() or token.form.is_when or word in _MONTHS or word in _TIMES or word in {"the", "a"}


def _issuer_of_statement(tokens: list[Token]) -> list[Token] | None:
    """Return "the ministry" of "a statement from the ministry" and of "the ministry's statement"."""
    for i, token in enumerate(tokens[1:-1], 1):
        if token.lower in _BY and _issued(tokens[:i]):
            return tokens[i + 1 :]
    return _owner_of_statement(tokens)


def _issued(tokens: list[Token]) -> bool:
    """Whether the words before "by" or "citing" are a statement that somebody made: "a report", "a post shared"."""
    made = tokens[:-1] if tokens[-1].lower in _ISSUED else tokens
    return bool(made) and made[-1].lower in speech_words("noun")


def _owner_of_statement(tokens: list[Token]) -> list[Token] | None:
    """Return "the Group of Seven countries" of "the Group of Seven countries' threats"."""
    for i in range(len(tokens) - 1, 0, -1):
        statement = tokens[i].lower in speech_words("noun")
        if statement and tokens[i - 1].lower in {"'s", "'"}:
            return tokens[: i - 1]
        if statement and i > 1 and tokens[i - 2].lower in {"'s", "'"}:
            return tokens[: i - 2]
    return None


def _head_words(phrase: str) -> list[str]:
    """Return the words of the phrase before its first "of", "in", "for" or "at", lower-cased."""
    words: list[str] = []
    for word in phrase.lower().replace("'s", " ").split():
        if words and word in {"of", "in", "for", "at", "from", "with", "on"}:
            break
        words.append(word.strip("\"',."))
    return words


def _span(text: str, tokens: list[Token]) -> Span | None:
    while tokens and (tokens[-1].text in {",", "'", '"', "•"} or tokens[-1].lower in {"and", "'s"}):
        tokens = tokens[:-1]
    while tokens and tokens[0].text in {",", '"', "•", "'"}:
        tokens = tokens[1:]
    if not tokens or tokens[0].lower in _no_subjects():
        return None
    return Span(tokens[0].start, tokens[-1].end, text[tokens[0].start : tokens[-1].end])
