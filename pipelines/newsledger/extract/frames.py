"""Event frames: what a trigger, its voice and the phrases around it say happened.

Belongs here: from a trigger among chunks to one `Event` with its actor, recipient, objects and stance, for verbs;
`nominal` does the same for event nouns. Does not: countries of parties (`roles`), places and dates (`coder`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from newsledger.extract import stance
from newsledger.extract.chunks import (
    Chunk,
    after_modifiers,
    coordinated,
    prepositional,
    subject,
)
from newsledger.extract.events import (
    Event,
    Sentence,
    accepted,
    agents,
    fits,
    is_party,
    is_passive,
    is_plural,
    nearest_subjects,
    noun_group,
    objects_after,
    objects_of,
    parts,
    pp,
    start_event,
    subjects,
)
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE, Counted, phrase_text
from newsledger.extract.speech_acts import read_addressee, read_content
from newsledger.extract.triggers import Entry, Trigger

# Acts that an infinitive of purpose ("to defeat the rebels") does not say to have happened.
_MERE_PURPOSE = frozenset({"attack", "kill", "clash", "damage", "injure", "capture", "displace", "concede", "restrict"})


_TARGET = frozenset({"at", "on", "against", "towards", "toward", "into", "onto"})


def read_verb(sentence: Sentence, trigger: Trigger) -> Event | None:
    """Return the event of a verb trigger by the first of its readings that its object allows."""
    first = subject(sentence.chunks, trigger.chunk)
    if first and sentence.chunks[first - 1].lower == "how":
        return None  # "neither side said how many were freed"
    group = sentence.chunks[trigger.chunk]
    purpose = group.infinitive and "have" not in group.aux and not stance.is_governed(sentence.chunks, trigger.chunk)
    if trigger.action in _MERE_PURPOSE and purpose:
        return None
    before = sentence.chunks[trigger.chunk - 1] if trigger.chunk else None
    kept_from = before is not None and before.lower == "from"
    if group.gerund and trigger.action in _MERE_PURPOSE and (kept_from or not subjects(sentence, trigger.chunk)):
        return None  # "prevent the group from gaining ground", "defeating them will take time"
    for entry in trigger.entries:
        if entry.name == "use" and (_follows_infinitive(sentence, trigger) or group.gerund):
            continue
        event = _FRAMES[entry.frame](sentence, trigger, entry)
        if event is not None:
            _take_stance(sentence, event)
            return event
    return None


def companions(sentence: Sentence, event: Event) -> Iterator[Event]:
    """Yield the second claim of munitions and what they hit: a drone that hit a van is launched and attacks.

    Counted munitions that an attack is made with are launched; counted targets that munitions are fired at are
    attacked; one munition that hits a thing is both.
    """
    if event.action == "attack":
        munitions = [i for i in _instruments(sentence, event) if _is_munition(sentence, i)]
        kept = [i for i in munitions if is_plural(sentence.counted(i).number) or _is_single_hit(sentence, event, i)]
        kept = [i for i in kept if sentence.counted(i) not in event.objects]
        if kept:
            launch = replace(event, action="launch", rule=f"launch.of_{event.rule}", weapon=None)
            launch.objects = [sentence.counted(i) for i in kept]
            launch.actors = [i for i in event.actors if i not in kept]
            yield launch
    elif event.action == "launch" and event.target is not None:
        thing = sentence.counted(event.target)
        if is_plural(thing.number) and thing.object_class not in (None, "territory"):
            attack = replace(event, action="attack", rule=f"attack.of_{event.rule}")
            attack.weapon = next((o.weapon for o in event.objects if o.weapon), None)
            attack.objects = [thing, *parts(sentence, event.target)]
            yield attack


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


def _is_single_hit(sentence: Sentence, event: Event, at: int) -> bool:
    thing = sentence.counted(at)
    hit = event.objects[0].object_class if event.objects else None
    single = thing.number is not None and not is_plural(thing.number)
    return single and event.trigger.nominal is False and hit not in (None, "territory") and hit not in PEOPLE


def _follows_infinitive(sentence: Sentence, trigger: Trigger) -> bool:
    after = trigger.last + 1
    return after < len(sentence.chunks) and sentence.chunks[after].kind == "VG" and sentence.chunks[after].infinitive


def _take_stance(sentence: Sentence, event: Event) -> None:
    at = event.trigger.chunk
    chunks = sentence.chunks
    if chunks[at].kind == "VG":
        polarity, modality = stance.of_group(chunks, at)
        event.polarity = stance.NEGATED if stance.NEGATED in (polarity, event.polarity) else polarity
        event.modality = modality if event.modality == stance.ACTUAL else event.modality
        if modality == stance.PLANNED and _conditioned(chunks, at):
            event.modality = stance.CONDITIONAL
    phrases = [i for i in range(event.lo, min(event.hi, len(chunks))) if chunks[i].kind == "NP"]
    own = {o.start for o in event.objects}
    for i in phrases:
        if (sentence.counted(i).start in own or i in event.actors) and stance.negates(chunks[i]):
            event.polarity = stance.NEGATED


def _conditioned(chunks: Sequence[Chunk], at: int) -> bool:
    return stance.under_condition(chunks, 0, len(chunks)) and not stance.is_condition(chunks, at)


def _patient(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs whose object is what the claim counts: killed, destroyed, released."""
    passive = is_passive(sentence, trigger)
    if passive:
        found = nearest_subjects(sentence, trigger.chunk, entry)
        event = start_event(trigger, entry, "passive")
        event.actors = agents(sentence, trigger.last)
    else:
        found = objects_of(sentence, trigger)
        event = start_event(trigger, entry, "active")
        event.actors = subjects(sentence, trigger.chunk)
    kept = accepted(sentence, entry, found)
    if not kept and (found or not fits(entry, None, None)):
        return None
    if (
        not kept
        and not passive
        and entry.action in ("kill", "injure", "damage", "release", "launch", "intercept", "detain")
    ):
        return None
    event.objects = _with_parts(sentence, kept)
    if entry.action == "release":
        side = pp(sentence, trigger.last, frozenset({"to"}))
        if side is not None and is_party(sentence, side):
            event.recipients = [side]
        if entry.name == "receive" and not passive:
            event.recipients, event.actors = event.actors, []
    if len(kept) > 1 and _are_those_who(sentence, trigger.chunk) and not any(o.number for o in event.objects):
        event.objects = [_joined(sentence, kept)]
    if passive and kept:
        event.objects.extend(parts(sentence, trigger.last))
    span = [*kept, *event.actors, trigger.chunk, trigger.last]
    event.lo, event.hi = sentence.clause(min(span), max(span) + 1)
    return event


def _is_figurative(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether what the target is struck with is words or numbers: "bombarded with questions"."""
    for preposition, i in prepositional(sentence.chunks, trigger.last):
        if preposition in ("with", "by") and sentence.chunks[i].head_word.last in figurative_instruments():
            return True
    return False


@cache
def figurative_instruments() -> frozenset[str]:
    """Return the nouns that make a verb of force figurative: questions, complaints, sanctions."""
    return frozenset(row["word"] for row in read_lexicon("figurative") if row["kind"] == "instrument")


def _are_those_who(sentence: Sentence, at: int) -> bool:
    """Whether the verb group at `at` tells of a group named in words: "X and Y were among those who came back"."""
    return at >= 2 and sentence.chunks[at - 1].kind == "WH" and sentence.chunks[at - 2].lower == "those"


def _joined(sentence: Sentence, found: list[int]) -> Counted:
    first, last = sentence.counted(found[0]), sentence.counted(found[-1])
    end = sentence.chunks[after_modifiers(sentence.chunks, found[-1]) - 1].end
    words = [w for w in sentence.chunks[0].words if first.start <= w.start < end]
    return replace(first, end=max(end, last.end), text=phrase_text(words))


def _with_parts(sentence: Sentence, found: list[int]) -> list[Counted]:
    """Return the objects and the parts of them that are counted on their own: "including 20 children"."""
    objects = []
    for i in found:
        objects.append(sentence.counted(i))
        objects.extend(parts(sentence, i))
    return objects


_PARTS = frozenset({"including", "among", "of"})


def _munition(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs of sending munitions: fired, launched, dropped; what they are aimed at is the recipient."""
    event = _patient(sentence, trigger, entry)
    if event is None or not event.objects:
        return None
    event.target = pp(sentence, trigger.last, _TARGET)
    if event.target is not None:
        event.recipients = [event.target]
    return event


def _target(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs of force whose object is the target: struck, shelled, hit."""
    passive = is_passive(sentence, trigger)
    if passive:
        event = start_event(trigger, entry, "passive")
        found = subjects(sentence, trigger.chunk) or nearest_subjects(sentence, trigger.chunk, entry)
        event.actors = agents(sentence, trigger.last)
    else:
        event = start_event(trigger, entry, "active")
        found = objects_of(sentence, trigger)
        event.actors = subjects(sentence, trigger.chunk)
        if not found:
            aimed = pp(sentence, trigger.last, _TARGET)
            found = [] if aimed is None else coordinated(sentence.chunks, aimed)
    kept = accepted(sentence, entry, found)
    if any(sentence.chunks[i].head_word.last in figurative_instruments() for i in event.actors):
        return None  # "sanctions hit the economy"
    if not kept or _is_figurative(sentence, trigger):
        return None
    if any(sentence.chunks[i].head_word.last in noun_group("debris") for i in event.actors):
        people = sentence.counted(kept[0]).object_class in PEOPLE
        event.action = "injure" if people else "damage"
        event.rule, event.actors = f"{event.action}.debris.{event.rule.rsplit('.', 1)[1]}", []
    event.recipients = kept[:1]
    if entry.action in ("support", "meet"):
        kept = kept[:1]
        event.spoken = entry.action == "support"
    if sentence.chunks[kept[0]].head_word.place is not None:
        kept = kept[:1]  # "hit Sanaa, Saada and Hodeidah" is one attack
    event.objects = _with_parts(sentence, kept)
    event.target = kept[0]
    if entry.action in ("support", "meet") and is_party(sentence, kept[0]):
        event.objects = []
    munitions = [] if passive else [i for i in event.actors if sentence.counted(i).weapon]
    if munitions and any(is_plural(sentence.counted(i).number) for i in munitions):
        event.objects = [sentence.counted(i) for i in munitions]
    span = [*kept, *event.actors, trigger.chunk, trigger.last]
    event.lo, event.hi = sentence.clause(min(span), max(span) + 1)
    return event


def _subject(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs and predicates whose subject is what the claim counts: died, fled, collapsed, is missing."""
    group = sentence.chunks[trigger.chunk]
    if entry.pos == "v" and group.has_be and is_passive(sentence, trigger) and entry.action not in ("kill", "withdraw"):
        return None
    found = nearest_subjects(sentence, trigger.chunk, entry) if entry.pos == "v" else _described(sentence, trigger)
    kept = accepted(sentence, entry, found)
    if not kept or (entry.action == "deploy" and sentence.counted(kept[0]).noun is None):
        return None
    moved = entry.action == "displace" and entry.name in ("leave", "go_to", "move_to")
    if moved and not any(is_plural(sentence.counted(i).number) for i in kept):
        return None
    event = start_event(trigger, entry, "subject")
    event.objects = _with_parts(sentence, kept)
    if len(kept) > 1 and _are_those_who(sentence, trigger.chunk) and not any(o.number for o in event.objects):
        event.objects = [_joined(sentence, kept)]
    if entry.action in ("withdraw", "protest", "deploy"):
        event.actors = kept
    span = [*kept, trigger.chunk, trigger.last]
    event.lo, event.hi = sentence.clause(min(span), max(span) + 1)
    if entry.action == "protest":
        event.objects = [o for o in event.objects if o.number is not None]
        against = pp(sentence, trigger.last, frozenset({"against"}))
        event.recipients = [] if against is None else [against]
    return event


def _described(sentence: Sentence, trigger: Trigger) -> list[int]:
    """Return the phrase a predicate describes: the subject of its copula, or the noun it follows."""
    chunks = sentence.chunks
    i = trigger.chunk
    if chunks[i].kind == "VG":
        return subjects(sentence, i)
    if chunks[i].kind == "NP" and chunks[i].first < trigger.head:
        return [i]
    i -= 1
    while i >= 0 and chunks[i].kind in ("RB", "IN", ","):
        i -= 1
    if i >= 0 and chunks[i].kind == "VG":
        return subjects(sentence, i)
    return [i] if i >= 0 and chunks[i].kind == "NP" else []


def _actor(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
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


def _with(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs between parties: met, clashed with, exchanged fire."""
    event = start_event(trigger, entry, "parties")
    event.actors = subjects(sentence, trigger.chunk)
    found = objects_of(sentence, trigger)
    other = pp(sentence, trigger.last, frozenset({"with", "against", "alongside", "to"}))
    if found:
        needs_party = entry.action == "meet" or (entry.action == "clash" and other is None)
        if needs_party and not is_party(sentence, found[0]):
            return None
        event.recipients = found if is_party(sentence, found[0]) else []
    if not event.recipients and other is not None and is_party(sentence, other):
        event.recipients = [other]
    if not event.actors or not any(is_party(sentence, i) for i in event.actors):
        return None
    if not event.recipients:
        event.mutual = len(event.actors) > 1 or _is_plural(sentence, event.actors[0])
        if not event.mutual and entry.action in ("meet", "clash", "cooperate") and len(entry.words) == 1:
            return None
    span = [*event.actors, *event.recipients, trigger.chunk, trigger.last]
    event.lo, event.hi = sentence.clause(min(span), max(span) + 1)
    if entry.action == "clash" and event.recipients and found and event.recipients == found:
        event.mutual = False
    return event


def _is_plural(sentence: Sentence, at: int) -> bool:
    lower = sentence.chunks[at].head_word.last
    return lower.endswith("s") or lower in ("they", "we", "people", "police", "side")


def _claimed(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Claimed responsibility: an attack by the one who says so."""
    event = _actor(sentence, trigger, entry)
    if event is None or stance.negates(sentence.chunks[event.actors[0]]):
        return None
    event.spoken = True
    return event


def _goingoff(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Bombs that go off: the munition is the object."""
    found = subjects(sentence, trigger.chunk) or objects_after(sentence, trigger.last)
    things = [sentence.counted(i) for i in found]
    if not things or not any(t.weapon for t in things):
        return None
    event = start_event(trigger, entry, "subject")
    event.objects = things
    event.weapon = next(t.weapon for t in things if t.weapon)
    event.lo, event.hi = sentence.clause(min(*found, trigger.chunk), trigger.last + 1)
    return event


def _lost(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Lost 40 soldiers: the losing side is the recipient, not the actor."""
    event = _patient(sentence, trigger, entry)
    if event is not None and not is_passive(sentence, trigger):
        event.recipients, event.actors = event.actors, []
    return event


def _fallto(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """A city that fell to somebody."""
    found = [i for i in subjects(sentence, trigger.chunk) if fits(entry, sentence.chunks[i], sentence.counted(i))]
    taker = pp(sentence, trigger.last, frozenset({"to", "under", "into"}))
    if not found:
        return None
    event = start_event(trigger, entry, "subject")
    event.objects = [sentence.counted(i) for i in found]
    event.actors = [] if taker is None else [taker]
    event.lo, event.hi = sentence.clause(min(found), trigger.last + 1)
    return event


def _transfer(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Bodies that went to a side."""
    found = [i for i in subjects(sentence, trigger.chunk) if fits(entry, sentence.chunks[i], sentence.counted(i))]
    side = pp(sentence, trigger.last, frozenset({"to"}))
    if not found or (side is None and entry.name == "go"):
        return None
    event = start_event(trigger, entry, "subject")
    event.objects = [sentence.counted(i) for i in found]
    event.recipients = [] if side is None else [side]
    event.lo, event.hi = sentence.clause(min(found), trigger.last + 1)
    return event


def _to(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Envoys sent to somebody."""
    event = _patient(sentence, trigger, entry)
    side = pp(sentence, trigger.last, frozenset({"to"}))
    if event is None or side is None:
        return None
    event.recipients, event.objects = [side], []
    return event


def _underfire(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Under fire from critics."""
    critics = pp(sentence, trigger.last, frozenset({"from"}))
    if critics is None:
        return None
    found = _described(sentence, trigger)
    event = start_event(trigger, entry, "predicate")
    event.actors, event.recipients = [critics], found[:1]
    event.lo, event.hi = sentence.clause(min([trigger.chunk, *found]), critics + 1)
    return event


def _passive(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Predicates like "supportive of the rebels"."""
    found = objects_of(sentence, trigger)
    event = start_event(trigger, entry, "predicate")
    event.actors, event.recipients = _described(sentence, trigger)[:1], found[:1]
    if not event.recipients or not is_party(sentence, found[0]):
        return None
    event.lo, event.hi = sentence.clause(min([trigger.chunk, *event.actors]), max(found) + 1)
    return event


_FRAMES: dict[str, Callable[[Sentence, Trigger, Entry], Event | None]] = {
    "patient": _patient,
    "munition": _munition,
    "target": _target,
    "subject": _subject,
    "actor": _actor,
    "with": _with,
    "content": read_content,
    "addressee": read_addressee,
    "claimed": _claimed,
    "goingoff": _goingoff,
    "lost": _lost,
    "fallto": _fallto,
    "transfer": _transfer,
    "to": _to,
    "underfire": _underfire,
    "passive": _passive,
}
