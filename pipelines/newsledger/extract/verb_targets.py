"""Frames of verbs of force: what was struck, what went off, who opened fire, and the munitions that did it.

Belongs here: verbs whose object is a target, and the second claim of a munition and what it hits. Does not: verbs that
count what they affect (`verb_patients`).
"""

from collections.abc import Iterator
from dataclasses import replace

from newsledger.extract import stance
from newsledger.extract.chunks import coordinated, prepositional
from newsledger.extract.events import (
    AIMED,
    FORCE,
    HARM,
    Event,
    Sentence,
    accepted,
    agents,
    bound,
    has_needed,
    is_party,
    is_passive,
    is_plural,
    nearest_subjects,
    objects_after,
    objects_of,
    pp,
    start_event,
    subjects,
)
from newsledger.extract.figurative import instruments
from newsledger.extract.objects import PEOPLE
from newsledger.extract.triggers import Entry, Trigger, find_triggers
from newsledger.extract.wants import fits, noun_group
from newsledger.extract.wholes import parts, with_parts

# "Drove a lorry into the crowd": the object is what the target is rammed with.
_RUN_INTO = frozenset({"hit", "strike"})  # what is laid or buried is itself what strikes
_LAID = frozenset({"bomb", "mine", "explosive"})
_RAMMED = frozenset({"into"})
_FALLING = frozenset({"fall", "land", "drop", "come"})


def read_target(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs of force whose object is the target: struck, shelled, hit."""
    passive, rammed, own = is_passive(sentence, trigger), False, subjects(sentence, trigger.chunk)
    fired: list[int] = []
    if passive and entry.words[-1] in AIMED:
        event = start_event(trigger, entry, "passive")  # "a truck was rammed into a checkpoint"
        found = objects_after(sentence, trigger.last)
        fired = [i for i in subjects(sentence, trigger.chunk) if _is_munition(sentence, i)]
    elif passive:
        event = start_event(trigger, entry, "passive")
        found = subjects(sentence, trigger.chunk) or nearest_subjects(sentence, trigger.chunk, entry)
        event.actors = agents(sentence, trigger.last)
    else:
        event = start_event(trigger, entry, "active")
        found = objects_of(sentence, trigger)
        event.actors = subjects(sentence, trigger.chunk)
        driven = bool(found) and sentence.counted(found[0]).object_class in ("vehicle", "aircraft", "ship")
        aimed = pp(sentence, trigger.last, _RAMMED if driven else AIMED)
        rammed = driven and aimed is not None
        if aimed is not None and (driven or not found):
            found = coordinated(sentence.chunks, aimed)
        arms = [sentence.counted(i).weapon for i in event.actors]
        laid = sentence.counted(found[0]).weapon if found else None
        if entry.words[0] in _RUN_INTO and laid in _LAID and arms and not any(arms):
            event.weapon, found, event.actors = laid, event.actors, []  # "their patrol hit a roadside bomb"
    if passive and entry.weapon == "vehicle" and any(sentence.counted(i).object_class in PEOPLE for i in own):
        return None  # "the rebels were driven into a strip of land"
    kept = found if rammed else accepted(sentence, entry, found)
    if any(sentence.chunks[i].head_word.last in instruments() for i in event.actors):
        return None  # "sanctions hit the economy"
    if not kept or _is_figurative(sentence, trigger):
        return None
    if any(sentence.chunks[i].head_word.last in noun_group("debris") for i in event.actors):
        people = sentence.counted(kept[0]).object_class in PEOPLE
        event.action = "injure" if people else "damage"
        event.rule, event.actors = f"{event.action}.debris.{event.rule.rsplit('.', 1)[1]}", []
    event.recipients = kept[:1]
    if entry.action == "meet" and event.actors and not any(_may_visit(sentence, i) for i in event.actors):
        return None
    if entry.action in ("support", "meet"):
        kept = kept[:1]
        event.spoken = entry.action == "support"
    if sentence.chunks[kept[0]].head_word.place is not None:
        kept = kept[:1]  # "hit Sanaa, Saada and Hodeidah" is one attack
    event.objects = with_parts(sentence, kept)
    event.target = kept[0]
    if fired:
        event.actors = [*agents(sentence, trigger.last), *fired]
    if fired and sentence.counted(kept[0]).object_class in (None, "territory"):
        # "Three missiles were fired at the city": a mere place is no target.
        event.action, event.rule = "launch", event.rule.replace(event.action, "launch", 1)
        event.objects = [sentence.counted(i) for i in fired]
    if entry.action in ("support", "meet") and is_party(sentence, kept[0]):
        event.objects = []
    munitions = [] if passive else [i for i in event.actors if sentence.counted(i).weapon or _falls(sentence, entry, i)]
    if munitions and any(is_plural(sentence.counted(i).number) for i in munitions):
        event.objects = [sentence.counted(i) for i in munitions]
    bound(sentence, event, [*kept, *event.actors, trigger.chunk, trigger.last])
    return event


def _may_visit(sentence: Sentence, at: int) -> bool:
    """Whether a party stands in a phrase: "Macron plans to visit Beirut", but not "the orchestra will visit Tokyo"."""
    chunk = sentence.chunks[at]
    return is_party(sentence, at) or any(w.tag == "P" for w in chunk.words[chunk.first : chunk.last])


def _falls(sentence: Sentence, entry: Entry, at: int) -> bool:
    """Whether a bare number of munitions told of before comes down: "three rockets were fired; two fell in a field"."""
    return entry.words[0] in _FALLING and sentence.counted(at).headless


def read_thrown(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Things thrown that are no arms: stones at the police are an attack on them, not a launch."""
    passive = is_passive(sentence, trigger)
    thrown = nearest_subjects(sentence, trigger.chunk, entry) if passive else objects_of(sentence, trigger)
    aimed = pp(sentence, trigger.last, AIMED)
    if not thrown or not fits(entry, sentence.chunks[thrown[0]], sentence.counted(thrown[0])) or aimed is None:
        return None
    event = start_event(trigger, entry, "passive" if passive else "active")
    event.actors = agents(sentence, trigger.last) if passive else subjects(sentence, trigger.chunk)
    event.recipients, event.target, event.weapon = [aimed], aimed, "other"
    event.objects = [sentence.counted(i) for i in coordinated(sentence.chunks, aimed)]
    bound(sentence, event, [*thrown, *event.actors, aimed, trigger.chunk, trigger.last])
    return event


def _is_figurative(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether what the target is struck with is words or numbers: "bombarded with questions"."""
    for preposition, i in prepositional(sentence.chunks, trigger.last):
        if preposition in ("with", "by") and sentence.chunks[i].head_word.last in instruments():
            return True
    return False


def read_actor(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs with an actor and no object: opened fire, advanced."""
    event = start_event(trigger, entry, "active")
    event.actors = subjects(sentence, trigger.chunk)
    if not event.actors or (is_passive(sentence, trigger) and sentence.chunks[trigger.chunk].has_be):
        return None
    if entry.wants:
        found = objects_of(sentence, trigger)
        if not found or not fits(entry, sentence.chunks[found[0]], sentence.counted(found[0])):
            return None
        event.weapon = sentence.counted(found[0]).weapon
    event.lo, event.hi = sentence.clause(min(event.actors), trigger.last + 1)
    return event


def read_claimed(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Claimed responsibility: an attack by the one who says so."""
    event = read_actor(sentence, trigger, entry)
    if event is None or stance.negates(sentence.chunks[event.actors[0]]) or _is_otherwise(sentence, trigger.last + 1):
        return None
    event.spoken = True
    return event


def _is_otherwise(sentence: Sentence, at: int) -> bool:
    """Whether responsibility is for a deed with a verb of its own ("for shooting it down") or for no deed of force."""
    chunks = sentence.chunks
    if at + 1 >= len(chunks) or chunks[at].lower != "for":
        return False
    answered = chunks[at + 1]
    if answered.kind != "NP":
        return True
    return answered.head_word.tag != "PRP" and not any(t.action in FORCE for t in find_triggers([answered]))


def read_going_off(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Bombs that go off or are set off: the munition is the object."""
    found = subjects(sentence, trigger.chunk)
    event = start_event(trigger, entry, "subject")
    if not any(sentence.counted(i).weapon for i in found):
        event.actors, found = found, objects_of(sentence, trigger)
    things = [sentence.counted(i) for i in found]
    event.weapon = next((t.weapon for t in things if t.weapon), entry.weapon)
    if not any(t.weapon or t.object_class == "weapon" for t in things):
        return None
    event.objects = things
    bound(sentence, event, [*found, *event.actors, trigger.chunk, trigger.last])
    return event


def read_self_blown(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Attackers who blow themselves up."""
    found = objects_of(sentence, trigger)
    event = start_event(trigger, entry, "active")
    event.actors = subjects(sentence, trigger.chunk)
    if not found or sentence.chunks[found[0]].head_word.lower not in _SELVES or not event.actors:
        return None
    bound(sentence, event, [*event.actors, trigger.chunk, trigger.last])
    return event


_SELVES = frozenset({"himself", "herself", "itself", "themselves"})


def companions(sentence: Sentence, event: Event) -> Iterator[Event]:
    """Yield the second claim of munitions and what they hit: a drone that hit a van is launched and attacks.

    Counted munitions that an attack is made with are launched; counted targets that munitions are fired at are
    attacked; one munition that hits a thing is both.
    """
    yield from _besides(sentence, event)
    if event.action == "attack":
        munitions = [i for i in _instruments(sentence, event) if _is_munition(sentence, i)]
        kept = [
            i
            for i in munitions
            if is_plural(sentence.counted(i).number) or _is_single_hit(sentence, event, i) or _is_fired(event, i)
        ]
        kept = [i for i in kept if sentence.counted(i) not in event.objects]
        if kept:
            launch = replace(event, action="launch", rule=f"launch.of_{event.rule}", weapon=None)
            launch.objects = [sentence.counted(i) for i in kept]
            launch.actors = [i for i in event.actors if i not in kept]
            yield launch
    elif event.action == "launch" and event.target is not None:
        thing = sentence.counted(event.target)
        one_thing = thing.number is not None and thing.object_class not in PEOPLE  # "at a training camp"
        if (is_plural(thing.number) or one_thing) and thing.object_class not in (None, "territory"):
            attack = replace(event, action="attack", rule=f"attack.of_{event.rule}")
            attack.weapon = next((o.weapon for o in event.objects if o.weapon), None)
            attack.objects = [thing, *parts(sentence, event.target)]
            yield attack


def _besides(sentence: Sentence, event: Event) -> Iterator[Event]:
    """Yield the claim of listed objects that another reading of the verb takes: "lost 20 men and two tanks"."""
    trigger = event.trigger
    if trigger.nominal or len(trigger.entries) < 2 or event.rule.split(".")[-1] != "active" or not event.objects:
        return
    first = event.objects[0].start
    listed = objects_of(sentence, trigger)
    left = [i for i in listed if sentence.counted(i) not in event.objects] if len(listed) > 1 else []
    if not left or first != sentence.counted(listed[0]).start:
        return
    for entry in trigger.entries:
        taken = [i for i in left if entry.wants and fits(entry, sentence.chunks[i], sentence.counted(i))]
        if taken and entry.action in HARM and entry.action != event.action and has_needed(sentence, trigger, entry):
            rule = f"{entry.action}.{entry.name}.active"
            yield replace(event, action=entry.action, rule=rule, objects=with_parts(sentence, taken))
            return


def _instruments(sentence: Sentence, event: Event) -> list[int]:
    found = list(event.actors)
    for preposition, i in prepositional(sentence.chunks, event.trigger.last):
        if preposition in ("with", "by"):
            found.extend(j for j in coordinated(sentence.chunks, i) if j not in found)
    using = next(
        (i for i in range(event.trigger.chunk, len(sentence.chunks)) if sentence.chunks[i].lower == "using"), None
    )
    if using is not None:
        found.extend(objects_after(sentence, using))
    return found


def _is_munition(sentence: Sentence, at: int) -> bool:
    thing = sentence.counted(at)
    return thing.object_class in ("drone", "missile", "artillery", "weapon") and thing.weapon is not None


def _is_fired(event: Event, at: int) -> bool:
    """Whether the munition at `at` is the subject of a passive: "rockets were fired at an air base"."""
    return event.rule.endswith(".passive") and at < event.trigger.chunk


def _is_single_hit(sentence: Sentence, event: Event, at: int) -> bool:
    thing = sentence.counted(at)
    hit = event.objects[0].object_class if event.objects else None
    single = thing.number is not None and not is_plural(thing.number)
    return single and event.trigger.nominal is False and hit not in (None, "territory") and hit not in PEOPLE
