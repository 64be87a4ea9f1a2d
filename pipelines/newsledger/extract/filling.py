"""The sides that a claim leaves unsaid and the article makes plain.

Belongs here: what each claim shows of who acts against whom, and the order in which an empty actor and recipient are
filled. Does not: where each action may take them from (`policies`), or the counting of votes (`sides`).
"""

from dataclasses import replace

from newsledger.extract import stance
from newsledger.extract.attackers import defender
from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.events import FORCE, HARM
from newsledger.extract.natives import settle_natives
from newsledger.extract.own_words import side_of
from newsledger.extract.policies import POLICIES, Policy
from newsledger.extract.story import Story
from newsledger.extract.targets import owner

_BLAMING = frozenset({"accuse", "blame", "point_the_finger_at", "hold_responsible"})


def vote(draft: Draft, story: Story) -> None:
    """Let a claim that says who acts against whom count for the sides of the article."""
    event, sides = draft.event, story.sides
    if event.action == "accuse" and event.rule.split(".")[1] in _BLAMING:
        sides.blame(draft.recipient)
    if event.action not in FORCE or event.modality in (stance.CONDITIONAL, stance.DEMANDED):
        return
    if any(date.precision == "year" for date in ([draft.date] if draft.date else draft.reading.dates)):
        return  # history, not the story
    ground = Party(None, draft.place.country) if draft.place and draft.place.country else None
    if event.action == "intercept":
        defender = draft.actor or ground
        sides.oppose(owner(draft, story), defender, weight=2)
        if draft.recipient is not None:
            sides.oppose(draft.recipient, defender)
        return
    victim = (
        draft.recipient if draft.recipient is not None and (draft.recipient.country or draft.recipient.sector) else None
    )
    if victim is None and event.action in HARM:
        victim = next((side for thing in draft.objects if (side := side_of(draft.reading, thing)) is not None), None)
    if victim is None and draft.actor is not None and draft.actor.sector == "POL":
        return  # police do not invade
    sides.oppose(draft.actor, victim or ground, weight=2 if victim is not None else 1)


def fill(draft: Draft, story: Story) -> None:
    """Fill in the sides that a claim leaves unsaid where the article makes them plain."""
    _fill_sides(draft, story)
    settle_natives(draft, story)


def _fill_sides(draft: Draft, story: Story) -> None:
    if draft.paired is not None and (pair := story.sides.pair()) is not None:
        _fill_pair(draft, pair)
        return
    if draft.event.polarity == stance.NEGATED and draft.event.action in HARM:
        return
    policy = POLICIES.get(draft.event.action, Policy())
    if draft.actor is None or (draft.event.action == "protest" and draft.actor.country is None):
        draft.actor = next((p for source in policy.actor if (p := source(draft, story)) is not None), draft.actor)
    if draft.event.action == "intercept" and draft.actor is not None and draft.actor.country is None:
        home = defender(draft, story)  # "mobile brigades", of whose sky it is
        draft.actor = replace(draft.actor, country=home.country if home is not None else None)
    if draft.recipient is None or not (draft.recipient.country or draft.recipient.sector):
        found = next((p for source in policy.recipient if (p := source(draft, story)) is not None), None)
        draft.recipient = found or draft.recipient
    if draft.event.action == "meet" and draft.actor is not None and draft.recipient is not None:
        at_home = draft.recipient.country == draft.actor.country and draft.recipient.sector is None
        draft.recipient = None if at_home else draft.recipient  # "the minister visited the town"
    if draft.event.action in FORCE:
        _not_their_own(draft, story)


def _not_their_own(draft: Draft, story: Story) -> None:
    """Let civilians or soldiers whom a side attacks be the other side's, where they were taken for its own."""
    actor, hit = draft.actor, draft.recipient
    if actor is None or hit is None or hit.sector not in ("CVL", "MIL") or hit.country != actor.country:
        return
    if actor.sector in ("POL", "CVL"):
        return  # a riot, not a war
    other = story.sides.victim_of(actor)
    if other is not None:
        draft.recipient = replace(hit, country=other.country)


def _fill_pair(draft: Draft, pair: tuple[Party, Party]) -> None:
    """Let "both sides" stand for each of the two, or for one of them where somebody else acts on both."""
    name = draft.reading.chunks[draft.paired or 0].lower
    one, other = replace(pair[0], text=name), replace(pair[1], text=name)
    if draft.event.action in ("request", "support") or (
        draft.said is not None and draft.paired in draft.event.recipients
    ):
        among = draft.actor is not None and draft.actor.country in (one.country, other.country)
        draft.recipient = draft.recipient if among else one
    else:
        draft.actor, draft.recipient = one, other
