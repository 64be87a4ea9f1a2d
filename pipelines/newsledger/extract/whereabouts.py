"""Where it happened: the place of an event, from its own sentence.

Belongs here: choosing among the grounds that a sentence offers. Does not: reading them (`grounds`), how words tie one
to a clause (`place_links`), or recognising names (`places`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsledger.extract.chunks import Chunk
from newsledger.extract.events import FORCE, HARM, Event
from newsledger.extract.grounds import Ground, Where, ground_at
from newsledger.extract.objects import Counted, find_noun
from newsledger.extract.place_links import (
    goes_on,
    is_apart,
    is_caused_by,
    is_near,
    is_part,
    leads_to,
    opens,
    relational,
    tells,
)
from newsledger.extract.place_phrases import place_in, says_there
from newsledger.extract.reading import Reading
from newsledger.extract.speech import speech_verbs
from newsledger.extract.triggers import find_triggers

_STANDING = frozenset(
    ("in", "at", "near", "over", "inside", "outside", "around", "across", "throughout", "within", "there")
)
_WHERE = _STANDING | frozenset(
    ("on", "into", "through", "towards", "toward", "along", "under", "beneath", "above", "behind", "off", "amid")
)
_GOALS = frozenset({"to", "onto"})
_AIMED = frozenset({"against", "upon"})
_BESIDE = frozenset({"near", "outside", "around", "behind", "beside"})  # of what is missed: "fell near the market"
# Prepositions that tell the place of some actions only.
_ALSO = {
    "attack": _AIMED,
    "launch": _AIMED | {"to", "from"},
    "displace": _GOALS | {"from"},
    "withdraw": _GOALS | {"from"},
    "deploy": _GOALS,
    "meet": _GOALS,
    "restrict": _GOALS,
    "protest": _GOALS,
    "capture": frozenset({"from"}),
    "release": frozenset({"from"}),
    "detain": frozenset({"from"}),
}
# Acts of speech and of diplomacy happen nowhere in particular, unless they meet or sign there.
_PLACELESS = frozenset({"request", "accuse", "reject", "threaten", "support", "sanction", "aid", "cooperate"})
# What is done to a place that is its object: "seized the base", "left Iraq", "besieged the city".
_TAKES_PLACE = frozenset({"withdraw", "displace", "capture", "meet", "restrict", "deploy"})
# What a place suffers: "Kharkiv was shelled", "Yemen has seen civil war".
_STRUCK = frozenset({"attack", "launch", "clash", "protest"})
# Events whose place may be told in another clause of their sentence: "was killed when a bomb went off in Kabul".
_HARMS = HARM | {"missing"}
_REACHING = _HARMS | FORCE | {"protest", "detain", "displace", "deploy", "meet"}
_AT_ONCE = frozenset({"when", "as", "while"})
# What a disaster does to the place where people die of it: "an earthquake hit Nepal".
_DISASTERS = frozenset({"hit", "strike", "rock", "shake", "devastate", "ravage", "batter", "sweep", "engulf", "flood"})
# How plainly the sentence tells a place for an event, the plainest first.
_AIM, _LED, _OWN, _OPENING, _UNNAMED, _LATER, _EARLIER, _THING = range(8)


def place_of(reading: Reading, event: Event) -> Where | None:
    """Return the most specific place that the sentence names for its event; None where it names none."""
    event = _as_done(event)
    if event.action in _PLACELESS:
        return _ground_of_act(reading, event)
    ranked = [
        ((plainness, ground.grain, abs(ground.first - event.trigger.chunk), ground.first), ground.where)
        for ground in reading.grounds
        if (plainness := _plainness(reading, event, ground)) is not None
    ]
    modifier = _modifier(reading.chunks, event)
    if modifier is not None:
        ranked.append(((_OWN, 0, 0, event.trigger.chunk), modifier))
    return min(ranked, key=lambda r: r[0], default=(None, None))[1]


def _ground_of_act(reading: Reading, event: Event) -> Where | None:
    """Return where somebody asks or helps: "in Goma, where the mayor asked for aid", "treated the hurt in Tartu"."""
    where = event.lo > 0 and reading.chunks[event.lo - 1].lower == "where"
    for ground in reading.grounds:
        if ground.named and where and leads_to(reading.chunks, event, ground, reading.grounds):
            return ground.where
        if ground.named and event.action == "aid" and ground.preposition in _STANDING:
            return ground.where if event.lo <= ground.first < event.hi else None
    return None


def _as_done(event: Event) -> Event:
    """Return a threat of a deed as the deed: "we will burn Goma" is about Goma."""
    if ".told_" not in event.rule:
        return event
    return replace(event, action=event.rule.split(".")[1].removeprefix("told_"))


def own_place(reading: Reading, event: Event, thing: Counted) -> Where | None:
    """Return the place that one of an event's objects has for itself: it is the place captured, or lies there."""
    captured = _captured(reading, thing) if event.action == "capture" else None
    if captured is not None:
        return captured
    if len(event.objects) < 2:
        return None
    itself = next((g for g in reading.grounds if g.where.start < thing.end and thing.start < g.where.end), None)
    if itself is not None and itself.named:
        return itself.where
    at = next((i for i, c in enumerate(reading.chunks) if c.start <= thing.start < c.end), None)
    after = None if at is None else ground_at(reading.grounds, at + 2)
    return after.where if after is not None and after.preposition in _WHERE and after.named else None


def _captured(reading: Reading, thing: Counted) -> Where | None:
    """Return the place that was captured: one of the gazetteer, the one that "it" stands for, or a mere name."""
    found = next((p for p in reading.places if thing.start <= p.start < thing.end), None)
    if found is None and thing.text.lower() == "it":
        found = next(reversed(reading.discourse.places_before(thing.start)), None)
    if found is not None:
        return Where(thing.start, thing.end, thing.text, found.name, found.country, found)
    if thing.noun is not None or thing.number is not None or not thing.text[:1].isupper():
        return None
    country = next((g.where.country for g in reading.grounds if g.where.start >= thing.end), None)
    return Where(thing.start, thing.end, thing.text, thing.text, country, None, supposed=country is None)


def _modifier(chunks: Sequence[Chunk], event: Event) -> Where | None:
    """Return the place that the event noun is modified by: "the Manbij strikes", "a Kabul bomb killed"."""
    for at in (event.trigger.chunk, *event.actors):
        chunk = chunks[at]
        if chunk.kind != "NP" or not (at == event.trigger.chunk or _is_event_or_arm(chunk)):
            continue
        word = place_in(chunk)
        if word is None or word is chunk.head_word or word.place is None:
            continue
        if word.actor is not None and word.place.precision == "country":
            town = chunks[at - 2].head_word.place if at >= 2 and chunks[at - 1].kind == "," else None
            if town is None or town.country != word.place.country:
                continue  # "the US strikes", but "Mokha, Yemen bomb kills five"
            return Where(town.start, town.end, town.text, town.name, town.country, town)
        return Where(word.start, word.end, word.text, word.place.name, word.place.country, word.place)
    return None


def _is_event_or_arm(chunk: Chunk) -> bool:
    noun = find_noun([chunk.head_word.last])
    return (noun is not None and noun.weapon is not None) or any(True for _ in find_triggers([chunk]))


def _plainness(reading: Reading, event: Event, ground: Ground) -> int | None:
    """Return how plainly the sentence tells `ground` as the place of `event`; None where it does not at all."""
    chunks, at, trigger = reading.chunks, ground.first, event.trigger.chunk
    if at in event.actors:
        # "hit a hall in Sanaa, killing 140": the clause before has lent its last phrase as the subject.
        head = chunks[at].head_word
        lent = ground.preposition in _STANDING or (head.actor is None and head.place is None)
        lent = lent or _is_aimed_at(reading.events, ground, chunks)
        told = ground.named or bool(ground.preposition)  # "shells fell on a market, killing ten"
        return _EARLIER if told and lent and event.action in HARM else None
    if at == trigger and not says_there(chunks[at]):
        return None
    if _is_aim(event, ground, chunks):
        if ground.named:
            return _AIM
        beside = ground.preposition in _BESIDE or _harms_within(chunks, event, ground)
        if not beside and (not ground.preposition or event.action in FORCE):
            # A thing struck is an object rather than a place, unless munitions are: "63 drones hit eight sites".
            if event.action == "attack" and not ground.preposition and event.objects and event.objects[0].weapon:
                return _THING
            return _THING if event.action in ("capture", "meet") or is_near(chunks[at]) else None
    if event.action == "restrict" and ground.named and _is_barred(chunks, event, ground):
        return _OWN
    leads = ground.named and leads_to(chunks, event, ground, reading.grounds)
    if not leads and not _locates(chunks, event, ground):
        verb = chunks[at - 1].head_word if at > 0 and chunks[at - 1].kind == "VG" else None
        # "an earthquake hit Nepal", "a landslide buried a village in Badakhshan"
        hit = verb is not None and (verb.lemma in _DISASTERS or ground.inner in _STANDING)
        struck = (
            event.action in (*_HARMS, "intercept")
            and ground.named
            and (hit or _is_aimed_at(reading.events, ground, chunks))
        )
        return (_LATER if at > trigger else _EARLIER) if struck else None
    own = (event.gapped and not event.rule.endswith(".counted")) or not _holds(reading.events, event, ground)
    if not own or (at > trigger and is_caused_by(chunks[trigger + 1 : at])):
        return None
    if event.lo <= at < event.hi:
        others = list(_between(reading.events, event, ground))
        wanted = event.action in _HARMS or ground.preposition in _ALSO.get(event.action, ())
        if others and not wanted and is_apart(chunks[min(at, trigger) : max(at, trigger)]):
            return None
        if any(_told_apart(chunks, event, other, at) for other in others):
            return _LATER if at > trigger and event.action in _HARMS else None
        if not ground.named:
            return _UNNAMED
        return _EARLIER if _is_of_another(chunks, event, ground) else _OWN
    if leads or leads_to(chunks, event, ground, reading.grounds):
        return _LED
    if at < event.lo and opens(chunks, at):
        return _OPENING
    return _across(reading, event, ground)


def _is_of_another(chunks: Sequence[Chunk], event: Event, ground: Ground) -> bool:
    """Whether the ground belongs to one of several objects: "a shop in Obolon and ten houses were damaged"."""
    holder = chunks[ground.first - 2] if ground.first > 1 else None
    if holder is not None and holder.number is not None and holder.head < 0 and event.objects:
        # "89 people across Syria, including 40 in Damascus"
        return not holder.start <= event.objects[0].start < holder.end
    first = ground.first if not ground.preposition or ground.first < 2 else ground.first - 2
    return any(chunks[first].start <= o.start < chunks[ground.last - 1].end for o in event.objects[:-1])


def _is_aim(event: Event, ground: Ground, chunks: Sequence[Chunk]) -> bool:
    """Whether the ground is what the event is done to."""
    at = ground.first
    if event.action == "protest" and ground.preposition == "against":
        return False  # "protests against US beef"
    if event.target == at or (at in event.recipients and event.action in _STRUCK):
        return True
    chunk = chunks[at]
    if event.action in (*_TAKES_PLACE, "attack", "damage") and any(
        chunk.start <= o.start < chunk.end for o in event.objects
    ):
        return True
    return at == event.trigger.last + 1 and event.action in _TAKES_PLACE


def _is_barred(chunks: Sequence[Chunk], event: Event, ground: Ground) -> bool:
    """Whether the ground is what somebody is kept from using: "banned from flying over Europe"."""
    verbs = [i for i in range(event.trigger.last + 1, ground.first) if chunks[i].kind == "VG"]
    return len(verbs) == 1 and chunks[verbs[0]].gerund and chunks[verbs[0] - 1].lower == "from"


def _harms_within(chunks: Sequence[Chunk], event: Event, ground: Ground) -> bool:
    """Whether what is harmed is another thing than the ground: "damage to cars at a base"."""
    first, last = chunks[ground.first].start, chunks[ground.last - 1].end
    return event.action in HARM and all(o.object_class and not first <= o.start < last for o in event.objects)


def _locates(chunks: Sequence[Chunk], event: Event, ground: Ground) -> bool:
    """Whether the words before the ground can tell the place of such an event."""
    at, preposition = ground.first, _preposition(chunks, ground)
    if says_there(chunks[at]):
        return True
    if preposition == "of" and ground.preposition:
        if at >= 2 and chunks[at - 2].lower == "out":
            return "from" in _ALSO.get(event.action, ())
        return ground.named and is_part(chunks, at - 2)
    if preposition not in _WHERE and preposition not in _ALSO.get(event.action, ()):
        return False
    return not relational(chunks, at - 1)


def _preposition(chunks: Sequence[Chunk], ground: Ground) -> str:
    """Return the preposition of a ground; the second of two may have one within: "at a base and a school in Homs"."""
    second = ground.first > 0 and chunks[ground.first - 1].kind == "CC"
    return ground.preposition or (ground.inner if second else "")


def _between(events: list[Event], event: Event, ground: Ground) -> Iterator[Event]:
    """Yield the other events whose triggers stand between an event and a ground."""
    lo, hi = sorted((event.trigger.chunk, ground.first))
    return (other for other in events if other is not event and lo < other.trigger.chunk < hi)


def _told_apart(chunks: Sequence[Chunk], event: Event, other: Event, at: int) -> bool:
    """Whether a comma or conjunction parts another event, which stands nearer to the ground at `at`, from `event`."""
    lo = min(event.trigger.chunk, at)
    return any(c.kind in (",", "CC", ";") for c in chunks[lo : other.trigger.chunk + 1])


def _holds(events: list[Event], event: Event, ground: Ground) -> bool:
    """Whether a number without its verb has the ground for itself: "94 drones, 64 of them over Belgorod"."""
    return any(other is not event and other.gapped and other.lo <= ground.first < other.hi for other in events)


def _across(reading: Reading, event: Event, ground: Ground) -> int | None:
    """Return how plainly another clause of the sentence tells where the event happened."""
    chunks = reading.chunks
    later = ground.first >= event.hi
    if not ground.named:
        if later:
            return _UNNAMED if _is_shared(reading, event, ground) else None
        # "shells fell on the local market killing 14"
        gerund = event.action in HARM and chunks[event.trigger.chunk].gerund
        return (
            _EARLIER if gerund and not any(c.kind == "VG" for c in chunks[ground.last : event.trigger.chunk]) else None
        )
    if event.action not in _REACHING or _is_told(reading, ground):
        return None
    between = chunks[event.hi - 1 : ground.first] if later else chunks[ground.last : event.lo]
    if _preposition(chunks, ground) not in _STANDING and not _is_struck(reading.events, ground, chunks):
        return None
    if later and any(tells(between, i) for i in range(len(between))):
        return None
    if later and any(t.action == event.action for t in find_triggers([chunks[ground.first]])):
        return None  # "wanted a meeting with Putin, so he was disappointed at the Istanbul talks"
    if not later and event.trigger.nominal and _is_court(reading.events, ground):
        return None
    at_once = later and any(c.lower in _AT_ONCE for c in chunks[event.hi - 1 : event.hi + 1] if c.kind == "SUB")
    apart = is_apart(between) or _is_of_other(reading.events, event, ground)
    if apart and not at_once and (event.action not in _HARMS or is_caused_by(between)):
        return None
    if event.action in HARM and goes_on(chunks, ground, event):
        return _OPENING
    return _LATER if later else _EARLIER


def _is_shared(reading: Reading, event: Event, ground: Ground) -> bool:
    """Whether what is told next has the ground for both: "four were killed and ten injured in the area"."""
    joined = any(c.kind == "CC" for c in reading.chunks[event.hi - 1 : event.hi + 1])
    alike = HARM if event.action in HARM else {event.action}
    nearer = _between(reading.events, event, ground) if joined else ()
    return any(other.action in alike and other.lo <= ground.first < other.hi for other in nearer)


# Acts of one occasion: "was agreed in Istanbul, at the first talks in years".
_SAME_OCCASION = {"meet": frozenset({"agree", "exchange"}), "agree": frozenset({"meet"})}


def _is_of_other(events: list[Event], event: Event, ground: Ground) -> bool:
    """Whether another kind of event stands nearer to the ground, or has it in its own clause."""
    nearer = [e for e in _between(events, event, ground) if e.action not in HARM]
    nearer += [e for e in events if e.lo <= ground.first < e.hi and e.trigger.start < event.trigger.start]
    return any(e.action not in (event.action, *_PLACELESS, *_SAME_OCCASION.get(event.action, ())) for e in nearer)


def _is_struck(events: list[Event], ground: Ground, chunks: Sequence[Chunk]) -> bool:
    """Whether an event of force in the sentence is aimed at the ground: "dropped bombs on Aleppo"."""
    return any(e.action in FORCE and e.lo <= ground.first < e.hi for e in events) or _is_aimed_at(
        events, ground, chunks
    )


def _is_aimed_at(events: list[Event], ground: Ground, chunks: Sequence[Chunk]) -> bool:
    return any(e.action in FORCE and _is_aim(e, ground, chunks) for e in events)


def _is_court(events: list[Event], ground: Ground) -> bool:
    """Whether somebody is tried or held at the ground: "jailed in London for the murder"."""
    return any(e.action in ("detain", "sanction") and e.lo <= ground.first < e.hi for e in events)


def _is_told(reading: Reading, ground: Ground) -> bool:
    """Whether somebody speaks there: "told reporters in Beirut that …"."""
    for i in range(ground.first - 1, -1, -1):
        chunk = reading.chunks[i]
        if chunk.kind == "VG":
            held = any(i <= e.trigger.chunk < ground.first for e in reading.events)
            return not held and chunk.head_word.lower in speech_verbs()
        if chunk.kind in (";", "SUB", "WH"):
            return False
    return False
