"""Whose the people and things are that a claim counts: "two Russian soldiers", "20 members of the rebel army".

Belongs here: the side that an object belongs to by its own words, or as civilians, soldiers and police of a country.
Does not: the recipient that the claim as a whole has (`own_words`, `policies`).
"""

from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.events import HARM
from newsledger.extract.objects import Counted
from newsledger.extract.own_words import side_of

# Actions done to the people or things that they count.
_OF_OBJECTS = HARM | {"detain", "release", "displace", "exchange", "missing"}
_OF_A_COUNTRY = {
    **dict.fromkeys(("civilian", "villager", "refugee"), "CVL"),
    **dict.fromkeys(("soldier", "security forces", "troop", "troops", "serviceman", "service member", "sailor"), "MIL"),
    **dict.fromkeys(("police officer", "policeman", "police"), "POL"),
}


def recipient_with(draft: Draft, thing: Counted | None, home: str | None) -> Party | None:
    """Return the recipient of the claim that counts `thing`, one of the objects of `draft`."""
    if thing is None or draft.event.action not in _OF_OBJECTS:
        return draft.recipient
    if _are_anybody(draft, thing):
        return None
    recipient = draft.recipient or side_of(draft.reading, thing)
    if recipient is None or (recipient.country is None and recipient.sector != "REB"):
        return _of_a_country(draft, thing, home) or recipient
    return recipient


def _are_anybody(draft: Draft, thing: Counted) -> bool:
    """Whether the harmed are civilians whom no state has harmed: victims in general, of no side."""
    if draft.event.action not in HARM or thing.noun is None or _OF_A_COUNTRY.get(thing.noun.word) != "CVL":
        return False
    by_state = draft.actor is not None and draft.actor.country is not None and draft.actor.sector != "REB"
    own_words = [a for a in draft.reading.actors if thing.start <= a.start < thing.end]
    named = any(a.office is None or a.text != a.text.lower() for a in own_words)  # "Iraqi civilians"
    return not by_state and not named


def _of_a_country(draft: Draft, thing: Counted, home: str | None) -> Party | None:
    sector = _OF_A_COUNTRY.get(thing.noun.word) if thing.noun is not None else None
    if sector is None:
        return None
    official = draft.speaker is not None and draft.speaker.sector in ("GOV", "MIL", "POL", None)
    speaker = draft.speaker.country if draft.speaker is not None and official else None
    country = (draft.place.country if draft.place else None) or speaker or home
    return Party(thing.text, country, sector, span=(thing.start, thing.end))
