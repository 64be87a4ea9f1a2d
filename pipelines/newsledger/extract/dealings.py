"""Who deals with whom, where a claim leaves it unsaid: each function is one way in which an article makes it plain.

Belongs here: both sides of talks, deals, custody, protests and words. Does not: those of the use of force
(`attackers`, `targets`), or which ways each action may be told by (`policies`). Who is not sure returns None.
"""

from newsledger.extract.chunks import prepositional
from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.events import FORCE
from newsledger.extract.objects import PEOPLE
from newsledger.extract.story import Story
from newsledger.extract.targets import owner
from newsledger.extract.wants import noun_group

# Verbs by which a party says no to what nobody in particular has said.
_NO_ANSWER = frozenset({"oppose", "rule_out", "vote_down"})
_DECIDING = frozenset({"LEG", "JUD", "IGO"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_RECENT = 2  # sentences within which "the move" points back to one
_STEPS = frozenset({"restrict", "sanction", "detain", "release", "concede", "withdraw", "deploy", "reject", "displace"})
_OF_CROWDS = frozenset({"attack", "clash", "launch", "protest"})
_GOVERNING = frozenset({"government", "regime", "junta", "coup", "establishment", "monarchy"})


def locals_there(draft: Draft, story: Story) -> Party | None:
    """Return people who march as those of the country in which they do."""
    where = story.ground(draft)
    if where is None or not draft.event.actors:
        return None
    chunk = draft.reading.chunks[draft.event.actors[0]]
    return Party(chunk.lower, where.country, "CVL", span=(chunk.start, chunk.end))


def captor(draft: Draft, story: Story) -> Party | None:
    """Return who took the people that are held or let go, by the last claim that tells of it."""
    for other in story.before(draft):
        if other.event.action == "detain" and other.actor is not None:
            return other.actor
    return None


def asked_to_free(draft: Draft, story: Story) -> Party | None:
    """Return who holds the people whose release is demanded and nobody is asked for: "called for their release"."""
    freed = any(thing.text.lower().rsplit(" ", 1)[-1] in ("release", "freedom") for thing in draft.objects)
    held = captor(draft, story) if freed else None
    return None if held is None or (draft.actor is not None and held.key == draft.actor.key) else held


def authority(draft: Draft, story: Story) -> Party | None:
    """Return the state or police that tell of an arrest or a seizure on their own ground."""
    said, where = draft.speaker, story.ground(draft)
    if said is None or said.country is None or said.sector not in ("GOV", "MIL", "POL", "JUD", None):
        return None
    return said if where is None or where.country == said.country else None


def other_side(draft: Draft, story: Story) -> Party | None:
    """Return the other one of the two sides of the article."""
    return story.sides.other_side(draft.actor or draft.recipient)


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


def offered(draft: Draft, story: Story) -> Party | None:
    """Return the other side of whoever proposes or offers something to it."""
    return other_side(draft, story) if draft.event.rule.split(".")[1] in ("propose", "offer", "proposal") else None


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
    other = story.sides.enemy_of(draft.actor)
    return other if classes <= {"soldier", "prisoner", "body", None} else None


def accused(draft: Draft, story: Story) -> Party | None:
    """Return whose deed is condemned: of the deed spoken of, else of whoever attacks the one who speaks."""
    if draft.actor is None:
        return None
    inside = [d for d in story.beside(draft) if d.index > draft.index and d.event.action in FORCE]
    for deed in (*inside[:1], *story.attacks_before(draft)):
        if deed is not None and deed.actor is not None and deed.actor.key != draft.actor.key:
            return deed.actor
    return None if inside else story.sides.attacker_of(draft.actor)


def whose_measure(draft: Draft, story: Story) -> Party | None:
    """Return who took the step told of just before that "the decree" or "the arrests" points back to."""
    for thing in draft.objects[:1]:
        chunk = next(c for c in draft.reading.chunks if c.end >= thing.end)
        if chunk.words[chunk.first].lower not in _POINTING or chunk.head_word.last not in noun_group("deed"):
            return None
        for other in story.before(draft):
            if draft.reading.sentence.index - other.reading.sentence.index > _RECENT:
                return None
            if other.event.action in _STEPS and other.said is not None:
                return None if draft.actor is not None and other.said.key == draft.actor.key else other.said
    return None


def culprit(draft: Draft, story: Story) -> Party | None:
    """Return whom a measure or a warning is meant for that names nobody: the attacker of the article, if another's."""
    if draft.actor is None or any(thing.object_class in PEOPLE for thing in draft.objects):
        return None
    found = story.sides.named_victim_of(draft.actor) or story.sides.aggressor()
    return found if found is not None and found.is_side and found.country != draft.actor.country else None


def helped(draft: Draft, story: Story) -> Party | None:
    """Return who is given what only the giver is said of: whoever was given before, else the land at war."""
    after = prepositional(draft.reading.chunks, draft.event.trigger.last)
    if draft.event.recipients or any(preposition in ("to", "for") for preposition, _ in after):
        return None  # "to those in need"
    for other in story.before(draft):
        given = other.recipient if other.event.action == "aid" else None
        same = draft.actor is None or other.actor is None or draft.actor.key == other.actor.key
        if given is not None and given.country and same:
            return given
    country = draft.ground.country if draft.ground is not None else draft.reading.discourse.scene
    giver = draft.actor.country if draft.actor is not None else None
    told = country is not None and country != giver and story.sides.is_attacked(country)
    return Party(None, country) if told else None


def deciding_body(draft: Draft, story: Story) -> Party | None:
    """Return the state or body in which something is decided by nobody named: "banned in Turkey", "voted down in X"."""
    chunks, at = draft.reading.chunks, draft.event.trigger.chunk
    if not chunks[at].has_be and "N" not in chunks[at].head_word.forms:
        return None
    for preposition, i in prepositional(chunks, draft.event.trigger.last):
        actor = chunks[i].head_word.actor
        if preposition == "in" and actor is not None and (actor.kind == "state" or actor.sector in _DECIDING):
            return Party(actor.text, actor.country, actor.sector, span=(actor.start, actor.end))
    return None


def owner_of_measure(draft: Draft, story: Story) -> Party | None:
    """Return whose the measure is that is lifted, dropped or taken up again: "the Swedish inquiry was reopened"."""
    at = draft.event.trigger.chunk
    for thing in draft.objects[:1]:
        named = [a for a in draft.reading.actors if thing.start <= a.start < thing.end]
        passive = draft.reading.chunks[at].has_be or draft.event.trigger.nominal
        if passive and named and named[0].country and named[0].kind in ("demonym", "state", "office", "organisation"):
            return Party(named[0].text, named[0].country, named[0].sector, span=(named[0].start, named[0].end))
    return None


def crowd_before(draft: Draft, story: Story) -> Party | None:
    """Return the people who have marched or fought police, where police threaten or use force on nobody named."""
    if draft.actor is None or draft.actor.sector != "POL":
        return None
    for other in story.before(draft):
        one = other.actor
        if other.event.action in _OF_CROWDS and one is not None and one.sector == "CVL" and one.country:
            return one if one.country == draft.actor.country else None
    return None


def government_there(draft: Draft, story: Story) -> Party | None:
    """Return the government that "anti-government protests" are against: that of the country in which they are."""
    words = draft.reading.chunks[draft.event.trigger.chunk].lower.split()
    against = next((w.removeprefix("anti-") for w in words if w.startswith("anti-")), None)
    where = story.ground(draft)
    country = where.country if where is not None else draft.reading.discourse.scene
    return Party(against, country, "GOV") if against in _GOVERNING and country is not None else None


def undertaker(draft: Draft, story: Story) -> Party | None:
    """Return who has undertaken what a noun points back to: "the siege began in May", "since the liberation"."""
    if not draft.event.trigger.nominal:
        return None
    for other in story.before(draft):
        if draft.reading.sentence.index - other.reading.sentence.index > 1:
            return None
        if other.event.action in ("capture", "restrict", "clash") and other.said is not None:
            return other.said
    return None
