"""Where the side that a claim leaves unsaid may be taken from, for each action.

Belongs here: the sources, each one way in which an article makes a side plain, and the table of actions that says
which are tried, in order. Does not: the words of the claim itself (`own_words`), or how sides are counted (`sides`).
A source that is not sure returns None; what no source knows stays null.
"""

from collections.abc import Callable

from newsledger.extract import stance
from newsledger.extract.chunks import prepositional
from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.events import FORCE, HARM
from newsledger.extract.own_words import side_of
from newsledger.extract.story import Story
from newsledger.extract.values import value
from newsledger.extract.wants import noun_group

Source = Callable[[Draft, Story], Party | None]

_CIVIL = frozenset({"GOV", "POL", "HLH"})
_DEEDS = FORCE - {"intercept", "capture", "clash"}


@value(frozen=True, slots=True)
class Policy:
    """The sources of each side, the first that knows wins."""

    actor: tuple[Source, ...] = ()
    recipient: tuple[Source, ...] = ()


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


def mentioned_actor(draft: Draft, story: Story) -> Party | None:
    """Return the actor of the deed that "the strikes" points back to."""
    deed = story.deed_behind(draft) if draft.mention else None
    return deed.actor if deed is not None else None


def mentioned_recipient(draft: Draft, story: Story) -> Party | None:
    """Return the recipient of the deed that "the strikes" points back to."""
    deed = story.deed_behind(draft) if draft.mention else None
    return None if deed is None else deed.recipient or owner(deed, story)


def mentioned_fighters(draft: Draft, story: Story) -> Party | None:
    """Return the armed side that the deed was aimed at to which "the strikes" points back: whatever they hit is its."""
    found = mentioned_recipient(draft, story)
    return found if found is not None and found.sector in ("REB", "MIL") else None


def repelled(draft: Draft, story: Story) -> Party | None:
    """Return whose arms or fighters were hit by those whom they had attacked: "beat back an assault, killing 15"."""
    if draft.said is None or not all(thing.object_class in _FIGHTING for thing in draft.objects):
        return None
    for other in story.beside(draft):
        assault = other.event.action in _DEEDS and other.event.trigger.nominal
        if assault and other.said is not None and other.said.key != draft.said.key:
            return other.said
    return None


def actor_beside(draft: Draft, story: Story) -> Party | None:
    """Return who uses force in the same sentence: "36 died in the strike, which the rebels carried out"."""
    hit = draft.recipient or owner(draft, story)
    for other in story.beside(draft):
        if _are_apart(draft, other):
            continue
        told = other.event.action in _DEEDS and other.event.modality == stance.ACTUAL
        if (
            told
            and other.actor is not None
            and other.actor.sector != "CVL"
            and (hit is None or hit.key != other.actor.key)
        ):
            return other.actor
    return None


def _are_apart(draft: Draft, other: Draft) -> bool:
    """Whether a semicolon parts two claims of a sentence, and the verb after it is not of the same subject."""
    chunks, at = draft.reading.chunks, draft.event.trigger.chunk
    if at and chunks[at].kind == "VG" and chunks[at - 1].kind in (";", "CC"):
        return False
    lo, hi = sorted((at, other.event.trigger.chunk))
    return any(chunk.kind == ";" for chunk in chunks[lo:hi])


def crackdown(draft: Draft, story: Story) -> Party | None:
    """Return the force of their own country that uses force on the protesters who were hit, unless its state tells."""
    marching = noun_group("march")
    if not draft.objects or any(marching.isdisjoint(thing.text.lower().split()) for thing in draft.objects):
        return None
    hit = victim(draft, story)
    country = hit.country if hit is not None else draft.reading.discourse.scene
    if country is None or (draft.speaker is not None and draft.speaker.country == country):
        return None
    return story.sides.crackdown_in(country)


def doer(draft: Draft, story: Story) -> Party | None:
    """Return who is said in the sentence to have done its deed: "another attack ascribed to the rebels"."""
    return story.doer(draft)


def speaker_for_own(draft: Draft, story: Story) -> Party | None:
    """Return the armed group that tells of its own deed: "the Taliban said 12 soldiers were killed"."""
    said = draft.speaker
    hit = victim(draft, story)
    if said is None or said.sector != "REB" or (hit is not None and hit.key == said.key):
        return None
    return said


def attacker_of_victim(draft: Draft, story: Story) -> Party | None:
    """Return the side that the article shows to use force against whoever was hit here, unless chance or a fray did."""
    if any(chunk.head_word.last in noun_group("mishap") for chunk in draft.reading.chunks if chunk.kind == "NP"):
        return None
    chunks, last = draft.reading.chunks, draft.event.trigger.last
    fray = noun_group("fray")
    if any(p in ("in", "during") and chunks[i].head_word.last in fray for p, i in prepositional(chunks, last)):
        return None
    return story.sides.attacker_of(suffering(draft, story))


def defender(draft: Draft, story: Story) -> Party | None:
    """Return the country over which arms were shot down, else that of the official who says so."""
    speaker = draft.speaker if draft.speaker is not None and draft.speaker.sector != "MED" else None
    found = draft.ground or (speaker if speaker is not None and speaker.country else story.ground(draft))
    return Party(None, found.country) if found is not None and found.country else None


def attacker_of_actor(draft: Draft, story: Story) -> Party | None:
    """Return the side that uses force against the actor of the claim."""
    return (
        None if draft.actor is None else story.sides.attacker_of(Party(None, draft.actor.country, draft.actor.sector))
    )


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


def offered(draft: Draft, story: Story) -> Party | None:
    """Return the other side of whoever proposes or offers something to it."""
    return other_side(draft, story) if draft.event.rule.split(".")[1] in ("propose", "offer", "proposal") else None


def enemy_armed(draft: Draft, story: Story) -> Party | None:
    """Return whom the actor fights, if it is their arms that were hit."""
    return enemy(draft, story) if any(thing.object_class in _ARMS for thing in draft.objects) else None


def rebels_disarmed(draft: Draft, story: Story) -> Party | None:
    """Return the rebels whom the actor fights, if arms or vehicles were taken: "the army seized 46 rifles"."""
    found = enemy(draft, story)
    taken = all(thing.object_class in _ARMS or thing.object_class == "vehicle" for thing in draft.objects)
    return found if found is not None and found.sector == "REB" and taken and draft.objects else None


def marchers(draft: Draft, story: Story) -> Party | None:
    """Return the people of the country whose protest is broken up: "tear gas to disperse the rally"."""
    where = story.ground(draft)
    country = where.country if where is not None else draft.reading.discourse.scene
    for other in (draft, *story.beside(draft)):
        if other.event.action == "attack":
            for thing in other.objects:
                if country is not None and not noun_group("march").isdisjoint(thing.text.lower().split()):
                    return Party(thing.text, country, "CVL")
    return None


def claimant(draft: Draft, story: Story) -> Party | None:
    """Return the state whose army or government tells of a deed against the enemy as its own."""
    said = draft.speaker
    if said is None or said.country is None or said.sector not in ("GOV", "MIL", None):
        return None
    own, where = story.sides.cast.state(said.country), draft.ground
    if where is not None:
        hit = story.sides.enemy_of(own)
        return own if hit is not None and hit.country == where.country else None
    aimed = draft.event.target is not None and draft.event.trigger.nominal
    return own if aimed and story.sides.enemy_of(own) is not None else None


def locals_there(draft: Draft, story: Story) -> Party | None:
    """Return people who march as those of the country in which they do."""
    where = story.ground(draft)
    if where is None or not draft.event.actors:
        return None
    chunk = draft.reading.chunks[draft.event.actors[0]]
    return Party(chunk.lower, where.country, "CVL", span=(chunk.start, chunk.end))


def army_that_tells(draft: Draft, story: Story) -> Party | None:
    """Return the army or government that tells of rebels killed, which is its own doing."""
    said, hit = draft.speaker, victim(draft, story)
    if said is None or said.country is None or said.sector not in ("GOV", "MIL"):
        return None
    return story.sides.cast.state(said.country) if hit is not None and hit.sector == "REB" else None


def captor(draft: Draft, story: Story) -> Party | None:
    """Return who took the people that are held or let go, by the last claim that tells of it."""
    for other in story.before(draft):
        if other.event.action == "detain" and other.actor is not None:
            return other.actor
    return None


def authority(draft: Draft, story: Story) -> Party | None:
    """Return the state or police that tell of an arrest or a seizure on their own ground."""
    said, where = draft.speaker, story.ground(draft)
    if said is None or said.country is None or said.sector not in ("GOV", "MIL", "POL", "JUD", None):
        return None
    return said if where is None or where.country == said.country else None


def other_side(draft: Draft, story: Story) -> Party | None:
    """Return the other one of the two sides of the article."""
    return story.sides.other_side(draft.actor or draft.recipient)


# Verbs by which a party says no to what nobody in particular has said.
_NO_ANSWER = frozenset({"oppose", "rule_out", "vote_down"})


def spoken_to(draft: Draft, story: Story) -> Party | None:
    """Return whoever spoke or acted by speech last, if that is another side than the actor.

    Who denies a deed of their own ("denied having fired") answers nobody in particular.
    """
    if draft.actor is None or draft.event.rule.split(".")[1] in _NO_ANSWER or _is_own_deed(draft):
        return None
    for other in story.before(draft):
        for said in (other.speaker, other.actor if other.event.spoken else None):
            if said is not None and said.key != draft.actor.key and said.sector != "MED":
                return said
    return None


def _is_own_deed(draft: Draft) -> bool:
    chunks, after = draft.reading.chunks, draft.event.trigger.last + 1
    return after < len(chunks) and chunks[after].lower.startswith("having ")


def same_people(draft: Draft, story: Story) -> Party | None:
    """Return the side of those counted before, of whom these are more: "four Poles were killed and others hurt"."""
    if not all(thing.headless or (thing.noun is not None and thing.noun.word == "other") for thing in draft.objects):
        return None
    before = (d for d in story.before(draft) if d.reading is draft.reading and d.event.action in HARM)
    first = (other.objects[0] for other in before if other.objects)
    return next((side for thing in first if (side := side_of(draft.reading, thing)) is not None), None)


_FIGHTING = frozenset({"soldier", "prisoner", "vehicle", "artillery", "aircraft", "weapon", None})
_ARMS = frozenset({"weapon", "artillery", "aircraft", "missile", "drone"})
_OF_USE_IN_WAR = _ARMS | {"infrastructure", "soldier", None}
_FACILITIES = frozenset({"infrastructure", "territory", "weapon", "other"})


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


def first_side(draft: Draft, story: Story) -> Party | None:
    """Return the first of the two sides of the article, or the one that speaks, where the claim names neither."""
    pair = story.sides.pair() if draft.actor is None and draft.recipient is None else None
    if pair is None:
        return None
    return pair[1] if draft.speaker is not None and draft.speaker.country == pair[1].country else pair[0]


def party_to_it(draft: Draft, story: Story) -> Party | None:
    """Return the other side of a deal that is spoken of as such; who alone agrees to something deals with nobody."""
    return other_side(draft, story) if draft.event.trigger.nominal or draft.said is None else None


def giver(draft: Draft, story: Story) -> Party | None:
    """Return the side that lets go: the other one than that to which the freed belong or return."""
    got = draft.recipient or owner(draft, story)
    if got is not None:
        return story.sides.other_side(Party(None, got.country))
    pair = story.sides.pair()
    if pair is None:
        return None
    said = draft.speaker
    return pair[1] if said is not None and said.country == pair[0].country else pair[0]


def own_of_captives(draft: Draft, story: Story) -> Party | None:
    """Return the side that freed soldiers and bodies go back to; hostages and students go home."""
    classes = {thing.object_class for thing in draft.objects}
    return other_side(draft, story) if classes <= {"soldier", "prisoner", "body", None} else None


def accused(draft: Draft, story: Story) -> Party | None:
    """Return whose deed is condemned: of the deed spoken of, else of whoever attacks the one who speaks."""
    if draft.actor is None:
        return None
    inside = [d for d in story.beside(draft) if d.index > draft.index and d.event.action in FORCE]
    for deed in (*inside[:1], *story.attacks_before(draft)):
        if deed is not None and deed.actor is not None and deed.actor.key != draft.actor.key:
            return deed.actor
    return None if inside else story.sides.attacker_of(draft.actor)


_ATTACKER = (doer, mentioned_actor, actor_beside, speaker_for_own, army_that_tells, attacker_of_victim)

POLICIES: dict[str, Policy] = {
    "attack": Policy(
        (mentioned_actor, actor_beside, claimant, speaker_for_own, attacker_of_victim),
        (mentioned_recipient, marchers, target_country, enemy_hit),
    ),
    "launch": Policy(_ATTACKER, (mentioned_fighters, marchers, enemy)),
    **dict.fromkeys(("kill", "injure"), Policy((*_ATTACKER, crackdown), (repelled, same_people))),
    "damage": Policy(_ATTACKER, (mentioned_fighters, repelled, enemy_armed)),
    "intercept": Policy((defender,), (owner, attacker_of_actor)),
    "capture": Policy((claimant, authority), (repelled, enemy_land, rebels_disarmed)),
    "clash": Policy((first_side, other_side), (other_side,)),
    "agree": Policy((first_side, other_side), (party_to_it,)),
    "meet": Policy((first_side, other_side), (other_side,)),
    "detain": Policy((captor, authority)),
    "release": Policy((captor, giver), (owner, own_of_captives)),
    "exchange": Policy((giver,), (owner, other_side)),
    "accuse": Policy((), (accused,)),
    "deploy": Policy((owner,)),
    "withdraw": Policy((owner,)),
    "request": Policy((), (offered,)),
    "protest": Policy((locals_there,)),
    "reject": Policy((), (spoken_to,)),
}
