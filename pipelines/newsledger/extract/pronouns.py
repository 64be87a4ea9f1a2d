"""Whom a pronoun means: the speaker, the subject of the sentence before, or the party named last that agrees with it.

Belongs here: agreement of pronouns in number and kind, and the choice among those that agree. Does not: the phrase
that a possessive begins ("its army"), which is `roles`', or pronouns that speak (`sources`).
"""

from collections.abc import Callable
from typing import TypeGuard

from newsledger.extract.discourse import Discourse, Party
from newsledger.extract.spans import ActorSpan

FIRST_PERSON = frozenset({"we", "our", "us", "i", "my", "me", "ours", "mine", "ourselves", "myself"})
_PERSONAL = frozenset({"he", "his", "him", "she", "her", "himself", "herself"})
_IMPERSONAL = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "their", "them", "themselves"})
THIRD_PERSON = _PERSONAL | _IMPERSONAL | _PLURAL
_POSSESSIVES = frozenset({"its", "their", "his", "her"})
# Names that are plural without an s, and bodies that are singular with one.
_PEOPLE = frozenset({"police", "taliban", "people", "gunmen", "policemen", "militiamen", "servicemen"})


def antecedent(
    pronoun: str,
    at: int,
    sentence: int,
    discourse: Discourse,
    speaker: Party | None,
    other_than: Party | None = None,
) -> Party | None:
    """Return the party that a third-person `pronoun` at offset `at` means; `sentence` is where its sentence begins.

    A pronoun in what somebody says is the speaker where it agrees ("The army said it had struck"); else a subject
    named earlier in the sentence, the subject of the sentence before, or whoever agrees and was named last. It is
    never `other_than`, the subject of its own clause, unless it is reflexive.
    """
    agrees = _agreement(pronoun)
    barred = other_than.key if other_than is not None and not pronoun.endswith(("self", "selves")) else None
    if _can_be(speaker, barred) and _party_agrees(pronoun, speaker):
        return speaker
    here = [m for m in discourse.latest(at, sentence) if agrees(m) and _party(m).key != barred]
    if here:
        # "Ukraine said Russia had lost 100 of its soldiers", but "Israel hit Iran before it struck Yemen".
        return _party(here[-1] if pronoun in _POSSESSIVES else here[0])
    topic = discourse.topic
    if _can_be(topic, barred) and _party_agrees(pronoun, topic):
        return topic
    mention = next((m for m in discourse.latest(at) if agrees(m) and _party(m).key != barred), None)
    return None if mention is None else _party(mention)


def _can_be(party: Party | None, barred: tuple[str | None, str | None] | None) -> TypeGuard[Party]:
    return party is not None and bool(party.country or party.sector) and party.key != barred


def _party(mention: ActorSpan) -> Party:
    return Party(mention.text, mention.country, mention.sector, mention.kind == "person" and not _is_plural(mention))


def _agreement(pronoun: str) -> Callable[[ActorSpan], bool]:
    if pronoun in _PERSONAL:
        return lambda m: m.kind == "person" and not _is_plural(m)
    if pronoun in _IMPERSONAL:
        return lambda m: m.kind not in ("person", "demonym") and not _is_plural(m)
    return lambda m: _is_plural(m) or m.kind in ("group", "force", "organisation")


def _party_agrees(pronoun: str, party: Party) -> bool:
    if pronoun in _PERSONAL:
        return party.person
    if pronoun in _IMPERSONAL:
        return not party.person and not _ends_plural(party.text)
    return not party.person


def _is_plural(mention: ActorSpan) -> bool:
    """Whether it is many: "the Houthis", "officials", "police"; no state, whatever its name ends with."""
    return mention.kind != "state" and _ends_plural(mention.text)


def _ends_plural(text: str | None) -> bool:
    last = (text or "").rsplit(" ", 1)[-1]
    return last.lower() in _PEOPLE or (last.endswith("s") and not last.isupper() and not last.endswith(("us", "ss")))
