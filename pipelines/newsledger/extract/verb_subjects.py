"""Frames of verbs and predicates that tell of their subject: who died, fled, clashed with whom, what fell to whom.

Belongs here: intransitive verbs, verbs between parties and predicates. Does not: verbs with an object that is
affected (`verb_patients`) or struck (`verb_targets`).
"""

from newsledger.extract.chunks import Chunk
from newsledger.extract.events import (
    Event,
    Sentence,
    accepted,
    agents,
    are_those_who,
    bound,
    is_party,
    is_passive,
    is_plural,
    joined,
    nearest_subjects,
    objects_of,
    pp,
    start_event,
    subjects,
)
from newsledger.extract.objects import PEOPLE, Counted
from newsledger.extract.triggers import Entry, Trigger
from newsledger.extract.wants import fits, noun_group
from newsledger.extract.wholes import beside, with_parts


def read_subject(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs and predicates whose subject is what the claim counts: died, fled, collapsed, is missing."""
    group = sentence.chunks[trigger.chunk]
    if entry.name == "on_strike" and trigger.chunk and sentence.chunks[trigger.chunk - 1].head_word.lemma == "go":
        return None  # read as "go on strike"
    if entry.name == "leave" and not _is_place_left(sentence, trigger):
        return None
    passive = entry.pos == "v" and group.has_be and is_passive(sentence, trigger)
    shunned = passive and entry.action == "protest"  # "the vote was boycotted by the opposition"
    if passive and not shunned and entry.action not in ("kill", "withdraw"):
        return None
    if shunned:
        found = agents(sentence, trigger.last)
    elif entry.pos == "v":
        found = nearest_subjects(sentence, trigger.chunk, entry)
    else:
        found = _described(sentence, trigger)
    if entry.action == "detain" and found and sentence.chunks[found[0]].head_word.last in noun_group("term"):
        return None  # "faces life in prison"
    kept = accepted(sentence, entry, [*found, *beside(sentence, trigger.last)])
    if entry.action in ("kill", "injure"):
        kept = [i for i in kept if sentence.counted(i).object_class in (None, "body", *PEOPLE)]
    if not kept or (entry.action == "deploy" and sentence.counted(kept[0]).noun is None):
        return None
    moved = entry.action == "displace" and entry.name in ("leave", "go_to", "move_to")
    if moved and not any(is_plural(sentence.counted(i).number) for i in kept):
        return None
    event = start_event(trigger, entry, "subject")
    event.objects = with_parts(sentence, kept)
    if len(kept) > 1 and are_those_who(sentence, trigger.chunk) and not any(o.number for o in event.objects):
        event.objects = [joined(sentence, kept)]
    if entry.action in ("withdraw", "protest", "deploy", "meet"):
        event.actors = kept
        event.mutual = entry.action == "meet"
    if entry.action == "withdraw" and sentence.chunks[kept[0]].head_word.place is not None:
        event.objects = []  # "Argentina withdrew from the treaty"
    bound(sentence, event, [*kept, trigger.chunk, trigger.last])
    if entry.action == "protest":
        event.objects = [o for o in event.objects if o.number is not None]
        against = pp(sentence, trigger.last, frozenset({"against"}))
        event.recipients = [] if against is None else [against]
    return event


def read_intransitive(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs that mean this only without object or clause: demonstrated, but not "demonstrated his skill"."""
    after = trigger.last + 1
    told = after < len(sentence.chunks) and sentence.chunks[after].lower in ("that", "how", "what", "why")
    return None if told or objects_of(sentence, trigger) else read_subject(sentence, trigger, entry)


def _is_place_left(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether what is left, if anything, is a place: not "left 15 people dead", "left office"."""
    found = objects_of(sentence, trigger)
    if not found:
        return True
    head = sentence.chunks[found[0]].head_word
    placed = head.place is not None or sentence.counted(found[0]).object_class in ("territory", "building")
    return placed or head.last in noun_group("home") or (head.tag == "P" and sentence.counted(found[0]).noun is None)


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


def read_parties(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
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
    bound(sentence, event, [*event.actors, *event.recipients, trigger.chunk, trigger.last])
    if entry.action == "clash" and event.recipients and found and event.recipients == found:
        event.mutual = False
    return event


def _is_plural(sentence: Sentence, at: int) -> bool:
    lower = sentence.chunks[at].head_word.last
    return lower.endswith("s") or lower in ("they", "we", "people", "police", "side")


def read_called(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """People called on the telephone: "called Erdogan on Friday", but not "called Erdogan a friend"."""
    found, after = objects_of(sentence, trigger), trigger.chunk + 2
    follows = sentence.chunks[after].kind if after < len(sentence.chunks) else "."
    if is_passive(sentence, trigger) or not found or not fits(entry, *_phrase(sentence, found[0])):
        return None
    event = start_event(trigger, entry, "parties")
    event.actors = subjects(sentence, trigger.chunk)
    to_talk = follows == "VG" and sentence.chunks[after].infinitive  # "called Erdogan to discuss the truce"
    if (follows in ("NP", "VG", '"') and not to_talk) or not event.actors or not is_party(sentence, event.actors[0]):
        return None
    event.recipients = found[:1]
    bound(sentence, event, [*event.actors, found[0], trigger.chunk])
    return event


def _phrase(sentence: Sentence, at: int) -> tuple[Chunk, Counted]:
    return sentence.chunks[at], sentence.counted(at)


def read_fall(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """A city that fell to somebody."""
    event = _passed(sentence, trigger, entry)
    if event is not None:
        taker = pp(sentence, trigger.last, frozenset({"to", "under", "into"}))
        event.actors = [] if taker is None else [taker]
    return event


def read_transfer(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Bodies that went to a side."""
    event = _passed(sentence, trigger, entry)
    side = pp(sentence, trigger.last, frozenset({"to"}))
    if event is None or (side is None and entry.name == "go"):
        return None
    event.recipients = [] if side is None else [side]
    return event


def _passed(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Return the event of subjects of the kind that the entry takes, which pass into other hands."""
    found = [i for i in subjects(sentence, trigger.chunk) if fits(entry, *_phrase(sentence, i))]
    if not found:
        return None
    event = start_event(trigger, entry, "subject")
    event.objects = [sentence.counted(i) for i in found]
    event.lo, event.hi = sentence.clause(min(found), trigger.last + 1)
    return event


def read_under_fire(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Under fire from critics."""
    critics = pp(sentence, trigger.last, frozenset({"from"}))
    if critics is None:
        return None
    found = _described(sentence, trigger)
    event = start_event(trigger, entry, "predicate")
    event.actors, event.recipients = [critics], found[:1]
    event.lo, event.hi = sentence.clause(min([trigger.chunk, *found]), critics + 1)
    return event


def read_held(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Places said to be in somebody's hands: "the town is under the control of the rebels"."""
    found = [i for i in _described(sentence, trigger) if fits(entry, *_phrase(sentence, i))]
    holders = objects_of(sentence, trigger)
    if not found:
        return None
    event = start_event(trigger, entry, "predicate")
    event.objects, event.actors = [sentence.counted(i) for i in found], holders
    bound(sentence, event, [*found, *holders, trigger.chunk, trigger.last])
    return event


def read_attitude(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Predicates like "supportive of the rebels"."""
    found = objects_of(sentence, trigger)
    event = start_event(trigger, entry, "predicate")
    event.actors, event.recipients = _described(sentence, trigger)[:1], found[:1]
    if event.actors and sentence.chunks[trigger.chunk].kind == "IN":
        # "rallied in Ankara in support of": who did it is who supports
        verb = next((i for i in range(trigger.chunk, -1, -1) if sentence.chunks[i].kind == "VG"), None)
        event.actors = event.actors if verb is None else subjects(sentence, verb)[:1]
    if not event.recipients or not is_party(sentence, found[0]):
        return None
    event.lo, event.hi = sentence.clause(min([trigger.chunk, *event.actors]), max(found) + 1)
    return event
