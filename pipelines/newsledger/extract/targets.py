"""Whom force was used on, where a claim leaves it unsaid: each function is one way in which an article makes it plain.

Belongs here: the recipient of attacks, harm, interceptions and captures. Does not: who used the force (`attackers`),
who deals with whom (`dealings`), or which ways each action may be told by (`policies`). Who is not sure returns None.
"""

from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.events import DEEDS, HARM
from newsledger.extract.objects import Counted
from newsledger.extract.own_words import side_of
from newsledger.extract.story import Story
from newsledger.extract.wants import noun_group

_CIVIL = frozenset({"GOV", "POL", "HLH"})
_FIGHTING = frozenset({"soldier", "prisoner", "vehicle", "artillery", "aircraft", "weapon", None})
_ARMS = frozenset({"weapon", "artillery", "aircraft", "missile", "drone"})
_OF_USE_IN_WAR = _ARMS | {"infrastructure", "soldier", None}
_OF_REBELS = _OF_USE_IN_WAR - {None} | {"vehicle"}
_FACILITIES = frozenset({"infrastructure", "territory", "weapon", "other"})


def owner(draft: Draft, story: Story) -> Party | None:
    """Return whose the things or people are by their own words: "Russian drones", "two rebel fighters"."""
    return next((side for thing in draft.objects if (side := side_of(draft.reading, thing)) is not None), None)


def victim(draft: Draft, story: Story) -> Party | None:
    """Return the side that was hit: as said, by whose the things are, by where it happened."""
    said = draft.recipient
    if said is not None and (said.country or said.sector == "REB"):
        return said
    return owner(draft, story) or story.ground(draft)


def suffering(draft: Draft, story: Story) -> Party | None:
    """Return the side that was hit; where no place is said, that of the official who tells of it."""
    if draft.recipient is None and owner(draft, story) is None and draft.ground is None:
        said = draft.speaker
        if said is not None and said.country is not None and said.sector in _CIVIL:
            return Party(None, said.country)
    found = victim(draft, story)
    if found is None and draft.speaker is not None and draft.speaker.sector == "MIL" and draft.speaker.country:
        return Party(None, draft.speaker.country)
    return found


def ground(draft: Draft, story: Story) -> Party | None:
    """Return the country in which it happened, unless it is the actor's own."""
    found = story.ground(draft)
    return None if found is None or (draft.actor is not None and found.country == draft.actor.country) else found


def mentioned_recipient(draft: Draft, story: Story) -> Party | None:
    """Return the recipient of the deed that "the strikes" points back to."""
    deed = story.deed_behind(draft) if draft.mention else None
    return None if deed is None else deed.recipient or owner(deed, story)


def mentioned_fighters(draft: Draft, story: Story) -> Party | None:
    """Return the armed side that the deed was aimed at to which "the strikes" points back: whatever they hit is its."""
    found = mentioned_recipient(draft, story)
    return found if found is not None and found.sector in ("REB", "MIL") else None


def fighters_beside(draft: Draft, story: Story) -> Party | None:
    """Return the armed side that the same actor hits in the same sentence, where what was hit is of use in war.

    "Strikes destroyed a rebel command post and cratered a road."
    """
    if draft.actor is None or not all(thing.object_class in _OF_USE_IN_WAR for thing in draft.objects):
        return None
    for other in story.beside(draft):
        hit = other.recipient
        told = other.event.action in DEEDS and hit is not None and hit.sector in ("REB", "MIL")
        if told and other.actor is not None and other.actor.key == draft.actor.key:
            return hit
    return None


def dislodged(draft: Draft, story: Story) -> Party | None:
    """Return the rebels from whom land is taken back: "the army retook the town", "troops cleared two villages"."""
    if draft.event.rule.split(".")[1].split("_")[0] not in noun_group("retake"):
        return None
    found = enemy(draft, story)
    return found if found is not None and found.sector == "REB" else None


def repelled(draft: Draft, story: Story) -> Party | None:
    """Return whose arms or fighters were hit by those whom they had attacked: "beat back an assault, killing 15"."""
    if draft.said is None or not all(thing.object_class in _FIGHTING for thing in draft.objects):
        return None
    for other in story.beside(draft):
        assault = other.event.action in DEEDS and other.event.trigger.nominal
        if assault and other.said is not None and other.said.key != draft.said.key:
            return other.said
    return None


def enemy(draft: Draft, story: Story) -> Party | None:
    """Return whom the actor fights, where both are states or it is said in so many words."""
    named = story.sides.named_victim_of(draft.actor)
    if named is not None or draft.actor is None or draft.actor.country is None:
        return named
    if draft.actor.sector == "REB":
        return story.sides.named_attacker_of(draft.actor)
    found = story.sides.enemy_of(draft.actor)
    return found if found is not None and found.sector != "REB" and story.sides.at_war(draft.actor, found) else None


def enemy_hit(draft: Draft, story: Story) -> Party | None:
    """Return whom the actor fights, if what was hit lies in that country, or is of use in war and lies nowhere said."""
    event = draft.event
    if event.target is None or draft.actor is None:
        return None
    found, where = enemy(draft, story), draft.ground
    if found is None or (where is not None and where.country != found.country):
        return None
    of_use = draft.reading.parsed.counted(event.target).object_class in _OF_USE_IN_WAR
    of_states = "REB" not in (found.sector, draft.actor.sector) and not story.sides.cast.is_armed(found.country)
    return found if of_use or (where is not None and of_states) else None


def enemy_land(draft: Draft, story: Story) -> Party | None:
    """Return the state that the actor fights, if it is its land that was taken."""
    found, where = enemy(draft, story), draft.ground
    if found is None or where is None or draft.actor is None or found.country == draft.actor.country:
        return None
    return found if where.key == found.key else None


def enemy_armed(draft: Draft, story: Story) -> Party | None:
    """Return whom the actor fights, if it is their arms that were hit, or of rebels anything of use in war."""
    found = enemy(draft, story)
    theirs = _ARMS if found is None or found.sector != "REB" else _OF_REBELS
    return found if any(thing.object_class in theirs for thing in draft.objects) else None


def rebels_disarmed(draft: Draft, story: Story) -> Party | None:
    """Return the rebels whom the actor fights, if arms or vehicles were taken: "the army seized 46 rifles"."""
    found = enemy(draft, story)
    taken = all(thing.object_class in _ARMS or thing.object_class == "vehicle" for thing in draft.objects)
    return found if found is not None and found.sector == "REB" and taken and draft.objects else None


def are_marchers(thing: Counted) -> bool:
    """Whether a thing that is hit is a protest or the people in it."""
    return not noun_group("march").isdisjoint(thing.text.lower().split())


def marchers(draft: Draft, story: Story) -> Party | None:
    """Return the people of the country whose protest is broken up: "tear gas to disperse the rally"."""
    where = story.ground(draft)
    country = where.country if where is not None else draft.reading.discourse.scene
    for other in (draft, *story.beside(draft)):
        if other.event.action == "attack":
            for thing in other.objects:
                if country is not None and are_marchers(thing):
                    return Party(thing.text, country, "CVL")
    return None


def same_people(draft: Draft, story: Story) -> Party | None:
    """Return the side of those counted before, of whom these are more: "four Poles were killed and others hurt"."""
    if not all(thing.headless or (thing.noun is not None and thing.noun.word == "other") for thing in draft.objects):
        return None
    before = (d for d in story.before(draft) if d.reading is draft.reading and d.event.action in HARM)
    first = (other.objects[0] for other in before if other.objects)
    return next((side for thing in first if (side := side_of(draft.reading, thing)) is not None), None)


def target_country(draft: Draft, story: Story) -> Party | None:
    """Return the country of a target that is no mere home or school: of an air base, a plant, a town."""
    if draft.event.target is None:
        return None
    head = draft.reading.chunks[draft.event.target].head_word
    if head.place is not None:
        return ground(draft, story)
    thing = draft.reading.parsed.counted(draft.event.target)
    by_rebels = draft.actor is not None and (draft.actor.country is None or draft.actor.sector == "REB")
    return ground(draft, story) if thing.object_class in _FACILITIES and not by_rebels else None
