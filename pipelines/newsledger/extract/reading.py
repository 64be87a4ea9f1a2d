"""One sentence read: its words chunked, its triggers found, its events kept or dropped.

Belongs here: what a sentence says by itself, in phrases. Does not: reading one clause (`frames`, `nominal`,
`constructions`), or anything that needs another sentence (`drafts`, `filling`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsledger.extract import frames, nominal, stance
from newsledger.extract.asides import without_asides
from newsledger.extract.chunker import chunk
from newsledger.extract.chunks import Chunk, prepositional
from newsledger.extract.clause_tree import Parse
from newsledger.extract.constructions import read_constructions
from newsledger.extract.discourse import Discourse
from newsledger.extract.events import FORCE, HOSTILE, SPEECH_ACTS, Event, is_plural
from newsledger.extract.events import Sentence as Parsed
from newsledger.extract.figurative import is_figurative, is_instruction, tells_of_fiction
from newsledger.extract.grounds import Ground
from newsledger.extract.opinions import read_opinions
from newsledger.extract.spans import ActorSpan, Attribution, DateSpan, PlaceSpan, Sentence
from newsledger.extract.triggers import Trigger, find_triggers
from newsledger.extract.verb_targets import companions


@dataclass(slots=True)
class Reading:
    """One sentence as the coder read it."""

    sentence: Sentence
    parsed: Parsed
    triggers: list[Trigger]
    events: list[Event]
    actors: list[ActorSpan]
    places: list[PlaceSpan]
    dates: list[DateSpan]
    attributions: list[Attribution]
    grounds: list[Ground] = field(default_factory=list)  # its places, once its events ask for them
    discourse: Discourse = field(default_factory=Discourse)  # of the text or title it stands in
    origin: str = "text"
    chunks: Sequence[Chunk] = field(init=False)

    def __post_init__(self) -> None:
        self.chunks = self.parsed.chunks


def read_sentence(
    sentence: Sentence,
    parse: Parse,
    dates: list[DateSpan],
    places: list[PlaceSpan],
    actors: list[ActorSpan],
    attributions: list[Attribution],
    *,
    headline: bool = False,
) -> Reading:
    """Return the events of one sentence."""
    words = parse.chunks[0].words
    told = without_asides(words, attributions)
    parsed = Parsed(parse if len(told) == len(words) else Parse(chunk(told)), headline)
    triggers = find_triggers(parsed.chunks)
    reading = Reading(sentence, parsed, triggers, [], actors, places, dates, attributions)
    if sentence.text.rstrip('"\u201d ').endswith("?"):
        return reading
    if tells_of_fiction(parsed):
        return reading
    events = [*read_constructions(parsed), *read_opinions(parsed)]
    events += [e for e in (_read(parsed, t) for t in triggers if not _in_cue(t, attributions)) if e is not None]
    instructs = is_instruction(parsed)
    kept = [e for e in _kept(parsed, events) if not (is_figurative(parsed, e) or (instructs and e.action in FORCE))]
    reading.events = [e for event in kept for e in (event, *companions(parsed, event))]
    for event in reading.events:
        if _is_announced(parsed, event, attributions):
            event.modality = stance.PLANNED
    return reading


def _is_announced(parsed: Parsed, event: Event, attributions: list[Attribution]) -> bool:
    """Whether "would" only reports what somebody said will happen: "the army said it would send 500 troops"."""
    aux = parsed.chunks[event.trigger.chunk].aux
    if event.modality != stance.CONDITIONAL or "would" not in aux or "have" in aux:
        return False
    at = event.trigger.start
    said = any(a.cue.end <= a.content.start <= at < a.content.end and a.cue.end <= at for a in attributions)
    return said and not stance.under_condition(parsed.chunks, 0, len(parsed.chunks))


def _in_cue(trigger: Trigger, attributions: list[Attribution]) -> bool:
    """Whether a trigger is the word that gives speech to a speaker, and no speech act of the vocabulary."""
    if not any(a.cue.start <= trigger.start < a.cue.end and a.content.start < a.content.end for a in attributions):
        return False
    deeds = [e for e in trigger.entries if e.action not in SPEECH_ACTS and e.action != "protest"]
    if trigger.entries[0].frame == "claimed" or any(e.wants for e in deeds):
        return False  # "claimed 40 lives", "pledged $20m"
    return all(e.action not in SPEECH_ACTS for e in trigger.entries)


def _read(parsed: Parsed, trigger: Trigger) -> Event | None:
    event = nominal.read_noun(parsed, trigger) if trigger.nominal else frames.read_verb(parsed, trigger)
    if event is None:
        return None
    if stance.is_condition(parsed.chunks, trigger.chunk):
        return None
    if event.action in FORCE - {"clash"} and _is_ours(parsed, event):
        if is_figurative(parsed, event):
            return None  # "we will attack the problem"
        return replace(
            event, action="threaten", modality=stance.ACTUAL, rule=f"threaten.told_{event.rule}", spoken=True
        )
    return event


def _is_ours(parsed: Parsed, event: Event) -> bool:
    """Whether the speaker is the one who will act: "we will burn the town", "if they stay, we would"."""
    ours = any(parsed.chunks[i].lower in ("we", "i") for i in event.actors)
    conditional = event.modality == stance.CONDITIONAL and stance.under_condition(parsed.chunks, 0, len(parsed.chunks))
    return ours and (conditional or event.modality == stance.PLANNED)


def _kept(parsed: Parsed, events: list[Event]) -> list[Event]:
    """Drop what a speech act holds as its content, and nouns whose verb says the same."""
    carrying = {e.carried_by for e in events if e.carried_by is not None and e.action in _PROMISED}
    # "pledged support" is support
    acts = [e for e in events if e.trigger.nominal or e.action != "agree" or e.trigger.chunk not in carrying]
    kept: list[Event] = []
    for event in acts:
        holder = next((o for o in acts if o is not event and _holds(o, event)), None)
        if holder is not None and not (_presupposed(parsed, holder, event) or _is_relative(parsed, event)):
            if (
                holder.action in ("agree", "request", "reject", "threaten", "concede")
                and event.objects
                and event.action != "agree"
            ):
                _lend(holder, event)
            _turn(holder, event)
            continue
        if event.trigger.nominal and (
            _said_by_verb(event, acts) or _is_part_of_verb(event, acts) or _is_object_of_act(parsed, event, acts)
        ):
            continue
        kept.append(event)
    return kept


_PLEDGES = frozenset({"commitment", "pledge", "promise", "assurance"})
# Acts that a verb of promising carries rather than holds: "pledged support", "vowed retaliation".
_PROMISED = frozenset({"support", "threaten"})


def _holds(holder: Event, event: Event) -> bool:
    return holder.content is not None and holder.content[0] <= event.trigger.start < holder.content[1]


def _presupposed(parsed: Parsed, holder: Event, event: Event) -> bool:
    """Whether an event inside a speech act is stated as a fact: "condemned the attack on X"."""
    if holder.action == "request":
        # "called for an end to the regime's attacks on Aleppo"
        return event.trigger.nominal and event.target is not None and bool(event.actors) and event.action == "attack"
    if holder.action not in ("accuse", "support"):
        return False
    before = event.trigger.chunk - 1
    if event.trigger.nominal and before != holder.trigger.chunk and parsed.chunks[before].kind == "VG":
        return False  # "accused them of trying to stage a coup"
    told = event.target is not None or bool(event.objects and event.objects[0].number)
    return event.trigger.nominal and (told or _is_set(parsed, event))


def _is_set(parsed: Parsed, event: Event) -> bool:
    """Whether the noun of an act of force says where: "condemned the bombing in Maiduguri"."""
    places = prepositional(parsed.chunks, event.trigger.chunk)
    return event.action in FORCE and any(p in ("in", "at", "near") and _is_at(parsed, i) for p, i in places)


def _is_at(parsed: Parsed, at: int) -> bool:
    return parsed.chunks[at].head_word.place is not None or parsed.counted(at).object_class == "territory"


def _is_relative(parsed: Parsed, event: Event) -> bool:
    """Whether an event is told in a relative clause of its own: "demanded action against gangs which hold the port"."""
    at = event.trigger.chunk - 1
    while at >= 0 and parsed.chunks[at].kind in ("RB", "TIME"):
        at -= 1
    return not event.trigger.nominal and at >= 0 and parsed.chunks[at].kind == "WH" and event.modality == stance.ACTUAL


def _turn(holder: Event, event: Event) -> None:
    """Let what is promised say what the promise is: of harm a threat, of backing support."""
    promise = holder.action == "agree" and (holder.spoken or holder.rule.split(".")[1] in _PLEDGES)
    if not promise or (event.action not in HOSTILE and event.action != "support"):
        return
    holder.action = "support" if event.action == "support" else "threaten"
    holder.rule = f"{holder.action}.{holder.rule.partition('.')[2]}"
    holder.recipients = event.recipients or holder.recipients
    holder.objects = event.objects or holder.objects


def _lend(holder: Event, event: Event) -> None:
    """Give the speech act the number and class of what it is about."""
    thing = event.objects[0]
    if thing.object_class is not None and (not holder.objects or holder.objects[0].object_class is None):
        holder.objects = [thing]


def _said_by_verb(event: Event, events: list[Event]) -> bool:
    """Whether a verb of the same action has the noun as its subject or object."""
    return any(
        not other.trigger.nominal
        and other.action == event.action
        and event.trigger.chunk in other.actors
        and (other.rule.endswith(".passive") or (event.target is None and not _is_counted(event)))
        for other in events
    )


def _is_part_of_verb(event: Event, events: list[Event]) -> bool:
    """Whether the noun is one of the words of a verb with a claim of its own: "placed under arrest"."""
    at = event.trigger.chunk
    return any(not other.trigger.nominal and other.trigger.chunk < at <= other.trigger.last for other in events)


_UPON_ACTS = frozenset({"agree", "reject", "concede", "sanction", "request", "support", "withdraw"})


def _is_object_of_act(parsed: Parsed, event: Event, events: list[Event]) -> bool:
    """Whether the noun is what a verb with a claim of its own acts on: "lifted restrictions", "agreed an exchange"."""
    here = parsed.chunks[event.trigger.chunk]
    return any(
        not other.trigger.nominal
        and (other.action in _UPON_ACTS or (other.action == "launch" and event.action == "attack"))
        and any(here.start <= o.start < here.end for o in other.objects)
        and not (other.action == "support" and _presupposed(parsed, other, event))
        for other in events
    )


def _is_counted(event: Event) -> bool:
    number = event.objects[0].number if event.objects else None
    return is_plural(number) or (number is not None and number.text.lower() == "one")
