"""Event frames: what a trigger, its voice and the phrases around it say happened.

Belongs here: from a trigger among chunks to one `Event` with its actor, recipient, objects and stance, for verbs;
`nominal` does the same for event nouns. Does not: countries of parties (`roles`), places and dates (`coder`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from newsledger.extract import stance
from newsledger.extract.chunks import (
    Chunk,
    after_modifiers,
    coordinated,
    ends_clause,
    prepositional,
    subject,
)
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE, Counted, counted, phrase_text
from newsledger.extract.spans import NumberSpan
from newsledger.extract.triggers import Entry, Trigger

SPEECH_ACTS = frozenset({"request", "accuse", "reject", "threaten", "support", "agree", "concede"})
# Acts that an infinitive of purpose ("to defeat the rebels") does not say to have happened.
_MERE_PURPOSE = frozenset({"attack", "kill", "clash", "damage", "injure", "capture", "displace", "concede", "restrict"})
_BY = frozenset({"by"})
_TARGET = frozenset({"at", "on", "against", "towards", "toward", "into", "onto"})
_ABOUT = frozenset({"for", "of", "over", "about", "on", "to", "with", "as", "in"})


@dataclass(slots=True)
class Event:
    """What one trigger says, before parties are resolved. Indexes are of chunks of its sentence."""

    action: str
    rule: str
    trigger: Trigger
    objects: list[Counted] = field(default_factory=list)
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    weapon: str | None = None
    polarity: str = stance.AFFIRMED
    modality: str = stance.ACTUAL
    lo: int = 0  # chunks of the clause that makes the claim: [lo, hi)
    hi: int = 0
    content: tuple[int, int] | None = None  # offsets of what a speech act is about; no second claim inside
    mutual: bool = False  # the actors act on one another
    target: int | None = None  # chunk of the thing or place aimed at
    spoken: bool = False  # the actor is the speaker
    gapped: bool = False  # a number without its verb
    said_only: bool = False  # a claim only where somebody says so


class Sentence:
    """The chunks of one sentence with their readings, each read once."""

    def __init__(self, chunks: Sequence[Chunk], headline: bool = False) -> None:
        self.chunks = chunks
        self.headline = headline
        self._counted: dict[int, Counted] = {}

    def counted(self, at: int) -> Counted:
        """Return what the noun phrase at `at` counts."""
        if at not in self._counted:
            self._counted[at] = counted(self.chunks[at])
        return self._counted[at]

    def clause(self, lo: int, hi: int) -> tuple[int, int]:
        """Return ``[lo, hi)`` grown to the right up to where the next clause begins."""
        # What is set before the subject belongs to the clause: "In Kyiv", "Overnight".
        while lo >= 2 and self.chunks[lo - 1].kind == "NP" and self.chunks[lo - 2].kind == "IN":
            if lo >= 3 and self.chunks[lo - 3].kind not in (",", ":", "SUB", "CC", ";", '"'):
                break
            lo -= 2
        end = hi
        while end < len(self.chunks) and not ends_clause(self.chunks, end) and self.chunks[end].kind not in (".", ";"):
            end += 1
        return lo, end


@cache
def noun_group(name: str) -> frozenset[str]:
    """Return the nouns that "@name" in the trigger lexicon asks for."""
    return frozenset(row["word"] for row in read_lexicon("noun_groups") if row["group"] == name)


# Selection ---------------------------------------------------------------------------------------------------


def fits(entry: Entry, phrase: Chunk | None, thing: Counted | None) -> bool:
    """Whether an object (None: no object) is one that the entry takes."""
    if not entry.wants:
        return True
    if phrase is None or thing is None:
        return "" in entry.wants
    head = phrase.head_word
    for want in entry.wants:
        if want.startswith("@"):
            if head.last in noun_group(want[1:]):
                return True
        elif want == "%place":
            if head.place is not None or (head.actor is not None and head.actor.kind == "state"):
                return True
            if head.tag == "P" and head.actor is None and thing.noun is None and phrase.number is None:
                return True
        elif want == "%party":
            if head.actor is not None or head.place is not None or thing.object_class in PEOPLE:
                return True
        elif want == "%force":
            if thing.object_class == "soldier" or (head.actor is not None and head.actor.sector in ("REB", "MIL")):
                return True
        elif want == "-":
            if thing.noun is None and head.actor is None and head.place is None:
                return True
        elif want and want == thing.object_class:
            return True
    if head.tag == "PRP" and head.lower in ("it", "itself") and len(phrase.lower.split()) == 1:
        return bool(entry.wants & {"territory", "building", "infrastructure", "vehicle", "ship"})
    if head.tag == "PRP" and head.lower in (
        "him",
        "her",
        "them",
        "they",
        "he",
        "she",
        "we",
        "i",
        "who",
        "us",
        "me",
        "nobody",
        "everyone",
        "everybody",
        "someone",
        "anyone",
        "one",
    ):
        return bool(entry.wants & PEOPLE)
    if thing.headless and thing.number is not None:
        return bool(entry.wants & (PEOPLE | {"drone", "missile", "vehicle", "ship"}))
    return thing.noun is None and head.tag == "P" and head.place is None and "person" in entry.wants


def accepted(sentence: Sentence, entry: Entry, found: list[int]) -> list[int]:
    """Return those of listed phrases that the entry takes, and their companions that are no people or places."""
    chunks = sentence.chunks
    kept: list[int] = []
    for i in found:
        thing = sentence.counted(i)
        if _is_age(chunks, i) or _is_measure(chunks[i]) or (kept and _adds_nothing(thing, sentence.counted(kept[-1]))):
            continue
        head = chunks[i].head_word
        other = thing.object_class in (None, "other") and head.actor is None and head.place is None
        if fits(entry, chunks[i], thing) or (kept and other and head.tag != "PRP"):
            kept.append(i)
    return kept


def _is_age(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a bare number between commas is the age of the person before: "the driver, 46, and two loaders"."""
    bare = chunks[i].head < 0 and chunks[i].number is not None
    return bare and 0 < i < len(chunks) - 1 and chunks[i - 1].kind == "," and chunks[i + 1].kind == ","


def _is_measure(chunk: Chunk) -> bool:
    """Whether a phrase is a distance: "200 km south of Moscow"."""
    return bool({"km", "kilometres", "kilometers", "miles", "metres", "meters"} & set(chunk.lower.split()))


def _adds_nothing(thing: Counted, previous: Counted) -> bool:
    """Whether a bare second noun shares the number of the first: "250 drones and decoys"."""
    return (
        thing.number is None and is_plural(previous.number) and thing.object_class == previous.object_class is not None
    )


def objects_after(sentence: Sentence, at: int) -> list[int]:
    """Return the noun phrases that are the direct objects of what ends at the chunk `at`."""
    chunks = sentence.chunks
    i = at + 1
    while i < len(chunks) and chunks[i].kind in ("RB", "RP", "TIME", '"'):
        i += 1
    if i < len(chunks) and chunks[i].kind == "NP":
        return coordinated(chunks, i)
    return []


def objects_of(sentence: Sentence, trigger: Trigger) -> list[int]:
    """Return the direct objects of a verb trigger, before its particle ("shot it down") or after it."""
    return objects_after(sentence, trigger.chunk) or objects_after(sentence, trigger.last)


def is_passive(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the verb group is passive: be and a participle, or a participle without an object."""
    group = sentence.chunks[trigger.chunk]
    forms = group.head_word.forms
    if group.has_be:
        return "N" in forms and "G" not in forms
    if group.has_have or group.infinitive or "N" not in forms or set(group.aux):
        return False
    return not objects_of(sentence, trigger)


def subjects(sentence: Sentence, at: int) -> list[int]:
    """Return the noun phrases that are the subject of the verb group at `at`."""
    first = subject(sentence.chunks, at)
    if first is None:
        return []
    return coordinated(sentence.chunks, first, before=at)


def nearest_subjects(sentence: Sentence, at: int, entry: Entry) -> list[int]:
    """Return the passive or intransitive subject: the nearest phrase before the verb that the entry can take."""
    found = subjects(sentence, at)
    if found and not sentence.chunks[at].has_be and found[0] == at - 1:
        found = _list_before(sentence, found[0])
    if found and any(fits(entry, sentence.chunks[i], sentence.counted(i)) for i in found):
        return found
    for i in range(at - 1, -1, -1):
        one = sentence.chunks[i]
        if one.kind in (";", "SUB", ":") or (one.kind == "VG" and one.finite):
            break
        if one.kind == "NP" and fits(entry, one, sentence.counted(i)):
            return [i]
    return found


def _list_before(sentence: Sentence, last: int) -> list[int]:
    """Return the listed phrases that end at `last`: "14 tanks and other equipment captured near …"."""
    first = last
    while first >= 2 and sentence.chunks[first - 1].kind in ("CC", ",") and sentence.chunks[first - 2].kind == "NP":
        first -= 2
    return coordinated(sentence.chunks, first, before=last + 1)


def agents(sentence: Sentence, at: int) -> list[int]:
    """Return the by-phrase after the chunk at `at`."""
    for preposition, i in prepositional(sentence.chunks, at):
        if preposition in _BY:
            return coordinated(sentence.chunks, i)
    return []


def speakers(sentence: Sentence, at: int) -> list[int]:
    """Return the subject of a verb of speech; of a participle after another noun, that of the verb before it."""
    found = subjects(sentence, at)
    chunks = sentence.chunks
    if any(is_party(sentence, i) for i in found) or not (
        chunks[at].gerund or (at and chunks[at - 1].kind in ("CC", "RB"))
    ):
        return found
    for earlier in range(at - 1, -1, -1):
        if chunks[earlier].kind == "VG" and chunks[earlier].finite:
            outer = subjects(sentence, earlier)
            if any(is_party(sentence, i) for i in outer):
                return outer
    return found


def pp(sentence: Sentence, at: int, prepositions: frozenset[str]) -> int | None:
    """Return the noun phrase of the first phrase after `at` with one of `prepositions`."""
    return next((i for p, i in prepositional(sentence.chunks, at) if p in prepositions), None)


# Frames ------------------------------------------------------------------------------------------------------


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


def _event(trigger: Trigger, entry: Entry, form: str) -> Event:
    return Event(entry.action, f"{entry.action}.{entry.name}.{form}", trigger, weapon=entry.weapon)


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
        event = _event(trigger, entry, "passive")
        event.actors = agents(sentence, trigger.last)
    else:
        found = objects_of(sentence, trigger)
        event = _event(trigger, entry, "active")
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


def is_plural(number: NumberSpan | None) -> bool:
    """Whether a number is one other than 1."""
    return number is not None and not (number.low == 1 and number.high == 1)


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


def parts(sentence: Sentence, at: int) -> Iterator[Counted]:
    """Yield what is counted of a whole after the chunk at `at`: "including 20 children", "two of them women"."""
    chunks = sentence.chunks
    i = after_modifiers(chunks, at)
    while i < len(chunks) and chunks[i].kind in (",", "–", "("):
        i += 1
    if i + 1 >= len(chunks):
        return
    if chunks[i].kind == "IN" and chunks[i].lower == "including" and chunks[i + 1].kind == "NP":
        for j in coordinated(chunks, i + 1):
            if sentence.counted(j).number is not None:
                yield sentence.counted(j)
    elif chunks[i].lower == "among" and chunks[i + 1].lower == "them":
        if i + 2 < len(chunks) and chunks[i + 2].kind == "NP":
            for j in coordinated(chunks, i + 2):
                if sentence.counted(j).number is not None:
                    yield sentence.counted(j)
    elif chunks[i].kind == "NP" and chunks[i].number is not None and chunks[i].last - chunks[i].first > 1:
        # "two of them children", "most of them tourists"
        words = chunks[i].words[chunks[i].first : chunks[i].last]
        if (
            any(w.lower in ("them", "whom", "which") for w in words)
            and i + 1 < len(chunks)
            and chunks[i + 1].kind == "NP"
        ):
            inner = sentence.counted(i + 1)
            number = sentence.counted(i).number
            yield Counted(inner.start, inner.end, inner.text, inner.noun, inner.object_class, number, headless=False)


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
        event = _event(trigger, entry, "passive")
        found = subjects(sentence, trigger.chunk) or nearest_subjects(sentence, trigger.chunk, entry)
        event.actors = agents(sentence, trigger.last)
    else:
        event = _event(trigger, entry, "active")
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
    event = _event(trigger, entry, "subject")
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
    event = _event(trigger, entry, "active")
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
    event = _event(trigger, entry, "parties")
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


def is_party(sentence: Sentence, at: int) -> bool:
    """Whether a noun phrase can act or be addressed: a party, people, or a document that speaks for one."""
    chunk = sentence.chunks[at]
    thing = sentence.counted(at)
    head = chunk.head_word
    if head.date is not None or (head.number is not None and len(chunk.lower.split()) == 1):
        return False
    return (
        head.actor is not None
        or head.place is not None
        or head.tag in ("P", "PRP")
        or thing.object_class in PEOPLE
        or bool(noun_group("party") & set(chunk.lower.split()))
    )


def _is_plural(sentence: Sentence, at: int) -> bool:
    lower = sentence.chunks[at].head_word.last
    return lower.endswith("s") or lower in ("they", "we", "people", "police", "side")


def _content(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Speech acts with content: rejected the plan, agreed to free prisoners, denied that."""
    passive = is_passive(sentence, trigger) and sentence.chunks[trigger.chunk].has_be
    event = _event(trigger, entry, "content")
    if passive:
        event.actors = agents(sentence, trigger.last)
        found = subjects(sentence, trigger.chunk)
    else:
        event.actors = speakers(sentence, trigger.chunk)
        found = objects_of(sentence, trigger)
    if not fits(entry, sentence.chunks[found[0]] if found else None, sentence.counted(found[0]) if found else None):
        return None
    if not event.actors and not passive:
        return None
    if (
        entry.action not in ("agree", "concede")
        and not passive
        and not any(is_party(sentence, i) for i in event.actors)
    ):
        return None
    return _speech(sentence, trigger, event, found)


def _addressee(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Speech acts at somebody: accused Kyiv of, urged Israel to, warned that."""
    group = sentence.chunks[trigger.chunk]
    passive = is_passive(sentence, trigger) and (group.has_be or group.head_word.tag == "V")
    event = _event(trigger, entry, "addressee")
    found: list[int] = []
    if passive and group.has_be:
        event.actors = agents(sentence, trigger.last)
        event.recipients = subjects(sentence, trigger.chunk)[:1]
    elif passive and group.finite is False:
        event.actors = agents(sentence, trigger.last)
        if not event.actors:
            return None
        event.recipients = subjects(sentence, trigger.chunk)[:1]
    else:
        event.actors = speakers(sentence, trigger.chunk)
        found = objects_of(sentence, trigger)
        if found and is_party(sentence, found[0]):
            event.recipients = found[:1]
            found = []
    if not passive and not any(is_party(sentence, i) for i in event.actors):
        return None
    if entry.name in ("want", "ask", "tell", "advise", "press", "order", "need_to", "require") and not event.recipients:
        return None
    if entry.name in ("want", "tell", "ask", "press", "order", "require", "charge"):
        after = after_modifiers(sentence.chunks, event.recipients[0]) if event.recipients else trigger.last + 2
        follows = sentence.chunks[after] if after < len(sentence.chunks) else None
        if not passive and not (follows is not None and (follows.kind == "VG" and follows.infinitive)):
            return None
    if entry.action == "request" and not found and not _has_content(sentence, trigger, event):
        return None
    return _speech(sentence, trigger, event, found)


def _has_content(sentence: Sentence, trigger: Trigger, event: Event) -> bool:
    """Whether a clause, an infinitive or a phrase says what is asked for."""
    chunks = sentence.chunks
    i = max([trigger.last, *[r for r in event.recipients if r > trigger.chunk]]) + 1
    if len(trigger.entries[0].words) > 1 and event.recipients:
        return True
    while i < len(chunks) and (chunks[i].kind in ("RB", "TIME", "NP") or chunks[i].lower == "in"):
        i += 1
    return i < len(chunks) and (
        (chunks[i].kind == "VG" and not chunks[i].aux and "B" in chunks[i].head_word.forms)
        or chunks[i].kind == "SUB"
        or chunks[i].lower in ("for", "to")
        or (chunks[i].kind == "VG" and chunks[i].infinitive)
    )


def _speech(sentence: Sentence, trigger: Trigger, event: Event, found: list[int]) -> Event:
    chunks = sentence.chunks
    last = max([trigger.last, *found, *[i for i in event.recipients if i > trigger.chunk]])
    lo = min([trigger.chunk, *event.actors, *[i for i in event.recipients if i < trigger.chunk],
              *[i for i in found if i < trigger.chunk]])  # fmt: skip
    hi = _content_end(chunks, last + 1)
    event.lo, event.hi = lo, hi
    passive = any(i < trigger.chunk for i in found)
    event.content = None if passive else (trigger.end, chunks[hi - 1].end)
    if found:
        thing = sentence.counted(found[0])
        event.objects = [Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)]
    event.spoken = True
    return event


def _content_end(chunks: Sequence[Chunk], i: int) -> int:
    """Return where the content of a speech act ends: after its that-clause, infinitive or phrases."""
    opened = i < len(chunks) and (chunks[i].kind == "SUB" or (chunks[i].kind == "VG" and not chunks[i].finite))
    first = i
    while i < len(chunks):
        kind = chunks[i].kind
        if kind in (";", "."):
            break
        if kind == "SUB" and i > first and chunks[i].lower != "that":
            break
        if kind == "," and i + 1 < len(chunks) and chunks[i + 1].kind in ("CC", "WH", "SUB"):
            break
        if kind == "VG" and chunks[i].finite and not opened and i > first and "B" not in chunks[i].head_word.forms:
            break
        if kind == "VG" and chunks[i].finite:
            opened = False if kind != "VG" else opened
        if kind == "CC" and i + 1 < len(chunks) and chunks[i + 1].kind == "VG" and chunks[i + 1].finite:
            break
        i += 1
    return max(i, first)


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
    event = _event(trigger, entry, "subject")
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
    event = _event(trigger, entry, "subject")
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
    event = _event(trigger, entry, "subject")
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
    event = _event(trigger, entry, "predicate")
    event.actors, event.recipients = [critics], found[:1]
    event.lo, event.hi = sentence.clause(min([trigger.chunk, *found]), critics + 1)
    return event


def _passive(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Predicates like "supportive of the rebels"."""
    found = objects_of(sentence, trigger)
    event = _event(trigger, entry, "predicate")
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
    "content": _content,
    "addressee": _addressee,
    "claimed": _claimed,
    "goingoff": _goingoff,
    "lost": _lost,
    "fallto": _fallto,
    "transfer": _transfer,
    "to": _to,
    "underfire": _underfire,
    "passive": _passive,
}
