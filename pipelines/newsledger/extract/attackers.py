"""Who used force, where a claim leaves it unsaid: each function is one way in which an article makes it plain.

Belongs here: the actor of attacks, harm, interceptions and captures. Does not: whom they hit (`targets`), who deals
with whom (`dealings`), or which ways each action may be told by (`policies`). Who is not sure returns None.
"""

from newsledger.extract import stance
from newsledger.extract.chunks import prepositional
from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft, is_origin
from newsledger.extract.events import DEEDS, HARM
from newsledger.extract.story import Story
from newsledger.extract.targets import are_marchers, owner, suffering, victim
from newsledger.extract.wants import noun_group

_OF_POLICE = ("rubber bullet", "tear gas", "teargas", "water cannon", "pepper spray", "stun grenade", "baton round")
_HEAVY = frozenset({"aircraft", "artillery", "drone", "missile"})


def mentioned_actor(draft: Draft, story: Story) -> Party | None:
    """Return the actor of the deed that "the strikes" points back to."""
    deed = story.deed_behind(draft) if draft.mention else None
    return deed.actor if deed is not None else None


def actor_beside(draft: Draft, story: Story) -> Party | None:
    """Return who uses force in the same sentence: "36 died in the strike, which the rebels carried out"."""
    hit = draft.recipient or owner(draft, story)
    own = {i for i in draft.event.actors if _is_told(draft, i, story)}
    for other in story.beside(draft):
        if _are_apart(draft, other) or _is_elsewhere(draft, other) or (own and other.event.trigger.chunk not in own):
            continue
        told = other.event.action in DEEDS and other.event.modality == stance.ACTUAL
        if not told or other.actor is None or other.actor.sector == "CVL":
            continue
        if hit is None or hit.key != other.actor.key or _is_cause(draft, other):
            return other.actor
    return None


def _is_cause(draft: Draft, other: Draft) -> bool:
    """Whether the deed `other` is what a claim says did the harm: "civilians were killed in an army airstrike"."""
    at, event = other.event.trigger.chunk, draft.event
    if not other.event.trigger.nominal or event.action not in HARM:
        return False
    return at in event.actors or (event.trigger.chunk < at and draft.reading.chunks[at - 1].lower in ("in", "by"))


def _is_told(draft: Draft, at: int, story: Story) -> bool:
    """Whether the phrase at `at` is an act with a claim of its own: "a bomb attack killed four, while jets struck"."""
    return any(d.event.trigger.nominal and d.event.trigger.chunk == at for d in story.beside(draft))


def _are_apart(draft: Draft, other: Draft) -> bool:
    """Whether a semicolon parts two claims of a sentence, and the verb after it is not of the same subject."""
    chunks, at = draft.reading.chunks, draft.event.trigger.chunk
    if at and chunks[at].kind == "VG" and chunks[at - 1].kind in (";", "CC"):
        return False
    lo, hi = sorted((at, other.event.trigger.chunk))
    return any(chunk.kind == ";" for chunk in chunks[lo:hi])


def _is_elsewhere(draft: Draft, other: Draft) -> bool:
    """Whether a deed is aimed at another land than that of the noun of the claim: "fired, after the killings at X"."""
    if draft.event.action == other.event.action == "attack" and draft.recipient is not None:
        return other.recipient is not None and other.recipient.key != draft.recipient.key
    aimed, ground = other.recipient, draft.ground
    if is_origin(draft) and aimed is not None and ground is not None and aimed.country == ground.country:
        return True  # "a missile fired from Yemen, after jets struck the Houthis"
    if not draft.event.trigger.nominal or aimed is None or ground is None:
        return False
    return aimed.country not in (None, ground.country)


def riot_police(draft: Draft, story: Story) -> Party | None:
    """Return the police of the article, where a crowd is broken up or arms are used that only police have."""
    crowd = any(map(are_marchers, draft.objects))
    said = " ".join(thing.text.lower() for thing in draft.objects)
    if not (crowd or any(arms in said for arms in _OF_POLICE)):
        return None
    named = (m for m in draft.reading.discourse.latest(draft.event.trigger.start) if m.sector == "POL" and m.country)
    found = next(named, None)
    return None if found is None else Party(found.text, found.country, "POL", span=(found.start, found.end))


def crackdown(draft: Draft, story: Story) -> Party | None:
    """Return the force of their own country that uses force on the protesters who were hit, unless its state tells."""
    if not draft.objects or not all(map(are_marchers, draft.objects)):
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
    if draft.event.modality == stance.CONDITIONAL and draft.event.action in HARM:
        return None  # "people could die"
    if any(chunk.head_word.last in noun_group("mishap") for chunk in draft.reading.chunks if chunk.kind == "NP"):
        return None
    chunks, last = draft.reading.chunks, draft.event.trigger.last
    fray = noun_group("fray")
    if any(p in ("in", "during") and chunks[i].head_word.last in fray for p, i in prepositional(chunks, last)):
        return None
    return story.sides.attacker_of(suffering(draft, story), heavy=_is_heavy(draft))


def _is_heavy(draft: Draft) -> bool:
    """Whether it was done with arms that armies have and rebels seldom: aircraft, drones, artillery."""
    return draft.weapon in _HEAVY


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


def army_that_tells(draft: Draft, story: Story) -> Party | None:
    """Return the army or government that tells of rebels killed, which is its own doing."""
    said, hit = draft.speaker, victim(draft, story)
    if said is None or said.country is None or said.sector not in ("GOV", "MIL"):
        return None
    return story.sides.cast.state(said.country) if hit is not None and hit.sector == "REB" else None
