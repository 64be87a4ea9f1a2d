"""The sides that a claim leaves unsaid and the article makes plain.

Belongs here: what each claim shows of who acts against whom, and which side fills an empty actor or recipient. Does
not: the counting of those votes (`sides`), or who a phrase names (`roles`).
"""

from dataclasses import replace

from newsledger.extract import stance
from newsledger.extract.drafts import Draft, side_of
from newsledger.extract.events import FORCE, HARM
from newsledger.extract.roles import Party
from newsledger.extract.sides import Sides


def vote(draft: Draft, sides: Sides, home: str | None) -> None:
    """Let a claim that says who acts against whom count for the sides of the article."""
    event = draft.event
    if event.action == "accuse" and event.rule.split(".")[1] in ("blame", "attribute") and home is not None:
        sides.oppose(draft.recipient, Party(None, home))  # who is blamed is the one the article takes for the attacker
    if event.action not in FORCE or event.modality in (stance.CONDITIONAL, stance.DEMANDED):
        return
    ground = Party(None, draft.place.country) if draft.place and draft.place.country else None
    if event.action == "intercept":
        defender = draft.actor or ground
        sides.oppose(_owner(draft), defender, weight=2)
        if draft.recipient is not None:
            sides.oppose(draft.recipient, defender)
        return
    victim = (
        draft.recipient if draft.recipient is not None and (draft.recipient.country or draft.recipient.sector) else None
    )
    if victim is None and event.action in HARM:
        victim = next((side for thing in draft.objects if (side := side_of(draft.reading, thing)) is not None), None)
    sides.oppose(draft.actor, victim or ground, weight=2 if victim is not None else 1)


def fill(draft: Draft, sides: Sides, home: str | None) -> None:
    """Fill in the side that a claim leaves unsaid where the article makes it plain."""
    event = draft.event
    action = event.action
    if draft.paired is not None and (pair := sides.pair()) is not None:
        name = draft.reading.chunks[draft.paired].lower
        one, other = replace(pair[0], text=name), replace(pair[1], text=name)
        if action in ("request", "support"):
            draft.recipient = one
        else:
            draft.actor, draft.recipient = one, other
        return
    ground = Party(None, draft.place.country) if draft.place and draft.place.country else None
    if action == "intercept":
        _fill_interception(draft, sides, ground)
    elif action in FORCE and action not in ("clash", "capture"):
        _fill_force(draft, sides, ground)
    elif action == "capture":
        if draft.recipient is None and draft.actor is not None and ground is not None and ground.key != draft.actor.key:
            draft.recipient = sides.victim_of(draft.actor) or ground
    elif action in ("release", "exchange"):
        _fill_release(draft, sides)
    elif (action in ("agree", "meet", "clash") and event.trigger.nominal) or action == "clash":
        pair = sides.pair()
        if draft.actor is None and draft.recipient is None and pair is not None:
            turned = draft.speaker is not None and draft.speaker.country == pair[1].country
            draft.actor, draft.recipient = (pair[1], pair[0]) if turned else pair
        elif draft.recipient is None and draft.actor is not None:
            draft.recipient = sides.other_side(draft.actor)
        elif draft.actor is None:
            draft.actor = sides.other_side(draft.recipient)
    elif action == "accuse" and draft.recipient is None and draft.actor is not None:
        draft.recipient = sides.attacker_of(draft.actor) or sides.main_attacker()
    elif action in ("deploy", "withdraw") and draft.actor is None:
        draft.actor = next(
            (side for thing in draft.objects if (side := side_of(draft.reading, thing)) is not None), None
        )


def _fill_interception(draft: Draft, sides: Sides, ground: Party | None) -> None:
    speaker = draft.speaker if draft.speaker and draft.speaker.country and draft.speaker.sector != "MED" else None
    if draft.actor is None:
        owner = ground or speaker
        draft.actor = Party(None, owner.country) if owner else None
    if draft.recipient is None:
        draft.recipient = _owner(draft) or sides.attacker_of(
            (draft.actor and Party(None, draft.actor.country, draft.actor.sector)) or None
        )


def _fill_force(draft: Draft, sides: Sides, ground: Party | None) -> None:
    event = draft.event
    if event.polarity == stance.NEGATED and event.action in HARM:
        return
    victim = draft.recipient
    if victim is None or not (victim.country or victim.sector == "REB"):
        victim = (
            next((side for thing in draft.objects if (side := side_of(draft.reading, thing)) is not None), None)
            or ground
        )
    if draft.actor is None:
        speaker = draft.speaker if draft.speaker and draft.speaker.sector in ("GOV", "MIL", "HLH", "POL") else None
        if victim is not None:
            draft.actor = sides.attacker_of(victim)
        elif speaker is not None and (found := sides.attacker_of(Party(None, speaker.country))) is not None:
            draft.actor = found
        else:
            draft.actor = sides.main_attacker()
    if draft.recipient is None and event.action in ("attack", "launch"):
        draft.recipient = sides.named_victim_of(draft.actor)
        if draft.recipient is None and event.action == "launch" and ground is not None:
            draft.recipient = ground if draft.actor is None or ground.key != draft.actor.key else None
    elif draft.recipient is not None and draft.recipient.country is None and event.action in ("attack", "launch"):
        fallback = ground if ground is not None and (draft.actor is None or ground.key != draft.actor.key) else None
        fallback = fallback or (sides.victim_of(draft.actor) if draft.actor else None)
        named = event.target is not None and draft.reading.chunks[event.target].head_word.actor is not None
        if fallback is not None and draft.recipient.sector != "REB" and (named or sides.named_victim_of(draft.actor)):
            draft.recipient = replace(draft.recipient, country=fallback.country)
    if draft.actor is not None and draft.recipient is not None and draft.recipient.sector in ("CVL", "MIL"):
        other = sides.victim_of(draft.actor)
        if other is not None and draft.recipient.country == draft.actor.country:
            draft.recipient = replace(draft.recipient, country=other.country)


def _fill_release(draft: Draft, sides: Sides) -> None:
    own = next((side for thing in draft.objects if (side := side_of(draft.reading, thing)) is not None), None)
    if draft.recipient is None:
        draft.recipient = own or sides.other_side(draft.actor)
    if draft.actor is None and draft.recipient is not None:
        draft.actor = sides.other_side(Party(None, draft.recipient.country))
    if draft.actor is None and draft.recipient is None and (pair := sides.pair()) is not None:
        speaker = draft.speaker
        if speaker is not None and speaker.country == pair[0].country:
            draft.actor, draft.recipient = pair[1], pair[0]
        else:
            draft.actor, draft.recipient = pair


def _owner(draft: Draft) -> Party | None:
    """Return the country of the arms shot down, from a demonym before them."""
    for thing in draft.objects:
        for actor in draft.reading.actors:
            if thing.start <= actor.start < thing.end and actor.country:
                return Party(actor.text, actor.country, span=(actor.start, actor.end))
    return None
