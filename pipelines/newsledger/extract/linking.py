"""From the events of an article's sentences to its claims: parties, places, dates, speakers and units filled in.

Belongs here: what of a claim comes from beyond its own clause. Does not: reading a clause (`frames`, `nominal`) or
who a phrase names (`roles`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from newsledger.extract import frames, nominal, stance
from newsledger.extract.attribution import speaker_at, speaker_text
from newsledger.extract.constructions import read_constructions
from newsledger.extract.chunks import Chunk, chunk
from newsledger.extract.frames import SPEECH_ACTS, Event
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE, Counted
from newsledger.extract.roles import Discourse, Party, is_pair, party_of, party_of_span
from newsledger.extract.settings import date_of, place_of, weapon_of
from newsledger.extract.spans import ActorSpan, Attribution, DateSpan, NumberSpan, PlaceSpan, Sentence
from newsledger.extract.tagger import Word, read_words
from newsledger.extract.tallies import read_tallies
from newsledger.extract.triggers import Trigger, find_triggers

Claim = dict[str, Any]

_FORCE = frozenset({"attack", "launch", "kill", "injure", "damage", "intercept", "clash", "capture"})
_HARM = frozenset({"kill", "injure", "damage"})
_COUNTED = frozenset({"kill", "injure", "missing", "displace", "detain", "protest"})


@dataclass(slots=True)
class Reading:
    """One sentence as the coder read it."""

    sentence: Sentence
    parsed: frames.Sentence
    triggers: list[Trigger]
    events: list[Event]
    actors: list[ActorSpan]
    places: list[PlaceSpan]
    dates: list[DateSpan]
    attributions: list[Attribution]
    field: str = "text"

    @property
    def chunks(self) -> Sequence[Chunk]:
        """Its chunks."""
        return self.parsed.chunks


def read_sentence(
    text: str,
    sentence: Sentence,
    numbers: list[NumberSpan],
    dates: list[DateSpan],
    places: list[PlaceSpan],
    actors: list[ActorSpan],
    attributions: list[Attribution],
    *,
    headline: bool = False,
) -> Reading:
    """Return the events of one sentence of normalised `text`."""
    spans = sorted([*dates, *actors, *places, *numbers], key=lambda s: s.start - s.end)
    words = read_words(text, sentence.start, sentence.end, spans, headline=headline)
    islands = _islands(attributions)
    words = _without(words, islands) or words
    parsed = frames.Sentence(chunk(words), headline)
    triggers = find_triggers(parsed.chunks)
    reading = Reading(sentence, parsed, triggers, [], actors, places, dates, attributions)
    if sentence.text.rstrip('"\u201d ').endswith("?"):
        return reading
    if _of_another_page(words) and any(t.action in _FORCE for t in triggers):
        return reading
    events = read_constructions(parsed)
    events += [e for e in (_read(parsed, t) for t in triggers if not _in_cue(t, attributions)) if e is not None]
    kept = _kept(parsed, events)
    reading.events = [e for event in kept for e in (event, *frames.companions(parsed, event))]
    return reading


def _islands(attributions: list[Attribution]) -> list[tuple[int, int]]:
    """Return the spans of words that only say who speaks: ", the ministry said,", "according to X"."""
    found = []
    for told in attributions:
        if told.source is None or told.carried:
            continue
        start, end = min(told.source.start, told.cue.start), max(told.source.end, told.cue.end)
        leads = told.content.start >= end
        prepositional = told.cue.start < told.source.start and " " in told.cue.text
        if prepositional or not leads:
            found.append((start, end))
    return found


def _without(words: list[Word], islands: list[tuple[int, int]]) -> list[Word]:
    """Return `words` without those of the islands and the commas that set them off."""
    kept: list[Word] = []
    closing = False
    for word in words:
        if any(start <= word.start < end for start, end in islands):
            while kept and kept[-1].tag in (",", "–"):
                kept.pop()
            closing = True
            continue
        if closing and word.tag in (",", "–"):
            continue
        closing = False
        kept.append(word)
    return kept


def _of_another_page(words: list[Word]) -> bool:
    """Whether a sentence is about sport or markets, where nobody is shot or struck."""
    return any(word.lower in _other_pages() for word in words)


@cache
def _other_pages() -> frozenset[str]:
    return frozenset(row["word"] for row in read_lexicon("figurative") if row["kind"] in ("sport", "market"))


def _in_cue(trigger: Trigger, attributions: list[Attribution]) -> bool:
    """Whether a trigger is the word that gives speech to a speaker, and no speech act of the vocabulary."""
    if trigger.entries[0].frame == "claimed":
        return False
    return any(a.cue.start <= trigger.start < a.cue.end and trigger.action not in SPEECH_ACTS for a in attributions)


def _read(parsed: frames.Sentence, trigger: Trigger) -> Event | None:
    event = nominal.read_noun(parsed, trigger) if trigger.nominal else frames.read_verb(parsed, trigger)
    if event is None:
        return None
    if stance.is_condition(parsed.chunks, trigger.chunk):
        return None
    return event


def _kept(parsed: frames.Sentence, events: list[Event]) -> list[Event]:
    """Drop what a speech act holds as its content, and nouns whose verb says the same."""
    kept: list[Event] = []
    for event in events:
        holder = next(
            (o for o in events if o is not event and o.content and o.content[0] <= event.trigger.start < o.content[1]),
            None,
        )
        if holder is not None and not _presupposed(holder, event):
            if (
                holder.action in ("agree", "request", "reject", "threaten", "concede")
                and event.objects
                and event.action != "agree"
            ):
                _lend(holder, event)
            continue
        if event.trigger.nominal and (_said_by_verb(event, events) or _is_object_of_act(parsed, event, events)):
            continue
        kept.append(event)
    return kept


def _presupposed(holder: Event, event: Event) -> bool:
    """Whether an event inside a speech act is stated as a fact: "condemned the attack on X"."""
    if holder.action == "request":
        # "called for an end to the regime's attacks on Aleppo"
        return event.trigger.nominal and event.target is not None and bool(event.actors) and event.action == "attack"
    if holder.action not in ("accuse", "support"):
        return False
    return event.trigger.nominal and (event.target is not None or bool(event.objects and event.objects[0].number))


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


def _is_object_of_act(parsed: frames.Sentence, event: Event, events: list[Event]) -> bool:
    """Whether the noun is what a verb with a claim of its own acts on: "lifted restrictions", "agreed an exchange"."""
    here = parsed.chunks[event.trigger.chunk]
    return any(
        not other.trigger.nominal
        and other.action in ("agree", "reject", "concede", "sanction", "request", "support")
        and any(here.start <= o.start < here.end for o in other.objects)
        for other in events
    )


def _is_counted(event: Event) -> bool:
    return bool(event.objects) and frames.is_plural(event.objects[0].number)


# Linking -----------------------------------------------------------------------------------------------------


def link(readings: list[Reading], discourse: Discourse) -> list[Claim]:
    """Return the claims of `readings`, in order, with what the article makes plain filled in."""
    last: Event | None = None
    for reading in readings:
        if reading.triggers or last is not None:
            tallies = [] if reading.sentence.text.endswith("?") else read_tallies(reading.parsed, reading.events, last)
            reading.events = sorted([*reading.events, *tallies], key=lambda e: e.trigger.start)
        counted = [e for e in reading.events if any(frames.is_plural(o.number) for o in e.objects)]
        last = counted[-1] if counted else last
    drafts = [draft for reading in readings for draft in _drafts(reading, discourse)]
    for draft in drafts:
        if draft.event.action in _FORCE and draft.actor and draft.recipient and draft.event.action != "kill":
            discourse.oppose(draft.actor, draft.recipient)
    units: dict[str, Counted] = {}
    claims: list[Claim] = []
    for draft in drafts:
        _fill_sides(draft, discourse)
        claims.extend(_claims(draft, units))
    return claims


@dataclass(slots=True)
class _Draft:
    reading: Reading
    event: Event
    actor: Party | None
    recipient: Party | None
    speaker: Party | None
    cue: str | None
    place: tuple[str, PlaceSpan | None] | None
    date: DateSpan | None
    mirrored: bool = False
    weapon: str | None = None
    objects: list[Counted] = field(default_factory=list)


def _drafts(reading: Reading, discourse: Discourse) -> Iterator[_Draft]:
    for event in reading.events:
        speaker, cue = _speaker(reading, event, discourse)
        actor = _first_party(reading, event.actors, discourse, speaker)
        recipient = _first_party(reading, event.recipients, discourse, speaker)
        paired = next((i for i in [*event.actors, *event.recipients] if is_pair(reading.chunks[i].lower)), None)
        if paired is not None and discourse.pair() is not None:
            first, second = discourse.pair() or (None, None)
            name = reading.chunks[paired].lower
            if paired in event.actors or actor is None:
                actor, recipient = replace(first, text=name), replace(second, text=name)
            else:
                recipient = replace(first, text=name)
        elif (event.mutual or _is_each(reading, event)) and len(event.actors) > 1:
            recipient = party_of(reading.chunks[event.actors[1]], discourse, speaker)
        if event.said_only:
            if speaker is None:
                continue
            actor = speaker
        if event.spoken and actor is not None and (speaker is None):
            speaker = actor
        draft = _Draft(
            reading, event, actor, recipient, speaker, cue,
            place_of(reading.chunks, event, reading.places), date_of(reading.chunks, event, reading.dates),
            weapon=weapon_of(reading.parsed, event), objects=list(event.objects),
        )  # fmt: skip
        yield draft
        if _is_each(reading, event) and actor is not None and draft.recipient is not None and paired is None:
            yield replace(draft, actor=draft.recipient, recipient=actor, mirrored=True)


def _is_each(reading: Reading, event: Event) -> bool:
    """Whether the number is each side's own, or the sides act on each other."""
    if len(event.actors) < 2:
        return False
    words = [w.lower for c in reading.chunks[event.lo : event.hi + 1] for w in c.words[c.first : c.last]]
    return "apiece" in words or ("each" in words and (event.action in ("release", "exchange") or "other" in words))


def _first_party(reading: Reading, found: list[int], discourse: Discourse, speaker: Party | None) -> Party | None:
    for i in found:
        if i >= len(reading.chunks) or reading.chunks[i].kind != "NP":
            continue
        party = party_of(reading.chunks[i], discourse, speaker)
        if party is not None and _is_party(reading, i, party):
            return party
    return None


def _is_party(reading: Reading, at: int, party: Party) -> bool:
    thing = reading.parsed.counted(at)
    head = reading.chunks[at].head_word
    return bool(
        party.country or party.sector or thing.object_class in PEOPLE or (head.tag == "P" and thing.noun is None)
    )


def _speaker(reading: Reading, event: Event, discourse: Discourse) -> tuple[Party | None, str | None]:
    told = speaker_at(reading.attributions, event.trigger.start)
    if told is None:
        return None, None
    source = told.antecedent or told.source
    if source is None:
        return None, told.cue.text
    party = party_of_span(source, discourse.mentions, discourse)
    return replace(party, text=speaker_text(told)), told.cue.text


def _fill_sides(draft: _Draft, discourse: Discourse) -> None:
    """Fill in the other side of an act of force where the article makes it plain."""
    event = draft.event
    if event.action not in _FORCE or event.polarity == stance.NEGATED and event.action in _HARM:
        return
    if event.action == "intercept":
        where = draft.place[1].country if draft.place and draft.place[1] else None
        if draft.actor is None:
            owner = where or (draft.speaker.country if draft.speaker else None)
            draft.actor = Party(None, owner) if owner else None
        if draft.recipient is None:
            draft.recipient = _owner(draft) or (discourse.foe(draft.actor) if draft.actor else None)
        return
    victim = _victim(draft)
    if draft.actor is None and victim is not None:
        draft.actor = discourse.foe(victim)
    if draft.recipient is None and draft.actor is not None and event.action in ("attack", "launch"):
        draft.recipient = next(
            (
                Party(None, key[0])
                for key, actors in discourse.foes.items()
                if key[0] and any(a.key == draft.actor.key for a in actors)
            ),
            None,
        )
    if event.action in _HARM and draft.recipient is None:
        draft.recipient = None


def _owner(draft: _Draft) -> Party | None:
    """Return the country of the arms shot down, from a demonym before them."""
    for thing in draft.objects:
        for actor in draft.reading.actors:
            if thing.start <= actor.start < thing.end and actor.country:
                return Party(actor.text, actor.country)
    return None


def _victim(draft: _Draft) -> Party | None:
    if draft.recipient is not None and (draft.recipient.country or draft.recipient.sector == "REB"):
        return draft.recipient
    if draft.place is not None and draft.place[1] is not None and draft.place[1].country:
        return Party(None, draft.place[1].country)
    if draft.speaker is not None and draft.speaker.country and draft.speaker.sector != "MED":
        return draft.speaker
    return None


# Claims ------------------------------------------------------------------------------------------------------


def _claims(draft: _Draft, units: dict[str, Counted]) -> Iterator[Claim]:
    event = draft.event
    if event.rule == "kill.casualty.toll" and event.polarity == stance.NEGATED:
        other = replace(event, action="injure", rule="injure.casualty.toll")
        yield from _claims(replace(draft, event=other), units)
    things: list[Counted | None] = list(draft.objects) or [None]
    for thing in things:
        if thing is not None and thing.headless:
            thing = _with_unit(thing, event, units)
        if thing is not None and thing.object_class is None and event.action in _COUNTED:
            thing = thing.of_class("person")
        if thing is not None and thing.object_class and not thing.headless:
            units[event.action] = thing
        yield _claim(draft, thing)


def _with_unit(thing: Counted, event: Event, units: dict[str, Counted]) -> Counted:
    """Return a headless number ("five more") as the things counted before it for the same kind of action."""
    for action in (event.action, *_SAME_UNITS.get(event.action, ())):
        if action in units:
            return thing.of_class(units[action].object_class or "other")
    return thing.of_class("person") if event.action in _COUNTED else thing


_SAME_UNITS = {
    "intercept": ("launch",),
    "injure": ("kill",),
    "kill": ("injure",),
    "launch": ("intercept",),
    "attack": ("launch",),
    "release": ("exchange", "agree"),
    "exchange": ("release",),
    "damage": ("attack",),
    "capture": ("damage", "attack"),
    "detain": ("release",),
}


def _claim(draft: _Draft, thing: Counted | None) -> Claim:
    event, reading = draft.event, draft.reading
    start, end = _evidence(reading, event, thing)
    quantity = thing.number if thing is not None else None
    span = draft.place[1] if draft.place else None
    recipient = draft.recipient
    if event.action in (*_HARM, "detain", "release", "displace", "exchange", "missing") and thing is not None:
        recipient = recipient or _side_of(reading, thing)
    claim: Claim = {
        "sentence_index": reading.sentence.index if reading.field == "text" else -1,
        "evidence_field": reading.field,
        "evidence_start": start,
        "evidence_end": end,
        "action": event.action,
        "object_text": thing.text if thing is not None else None,
        "object_start": thing.start if thing is not None else event.trigger.start,
        "mirror": draft.mirrored,
        "object_class": thing.object_class if thing is not None else None,
        "quantity_text": quantity.text if quantity else None,
        "quantity_low": quantity.low if quantity else None,
        "quantity_high": quantity.high if quantity else None,
        "quantity_qualifier": quantity.qualifier if quantity else None,
        "weapon": draft.weapon or (thing.weapon if thing is not None and event.action == "launch" else None),
        "place_text": draft.place[0] if draft.place else None,
        "place_name": span.name if span else None,
        "place_admin1": span.admin1 if span else None,
        "place_country": span.country if span else None,
        "place_lat": span.lat if span else None,
        "place_lon": span.lon if span else None,
        "place_geonameid": span.geonameid if span else None,
        "place_precision": span.precision if span else None,
        "date_text": draft.date.text if draft.date else None,
        "date_start": draft.date.date_start if draft.date else None,
        "date_end": draft.date.date_end if draft.date else None,
        "date_precision": draft.date.precision if draft.date else None,
        "speaker_cue": draft.cue,
        "polarity": event.polarity,
        "modality": event.modality,
        "rule": event.rule,
    }
    for role, party in (("actor", draft.actor), ("recipient", recipient), ("speaker", draft.speaker)):
        claim[f"{role}_text"] = party.text if party else None
        claim[f"{role}_country"] = party.country if party else None
        claim[f"{role}_sector"] = party.sector if party else None
    return claim


def _side_of(reading: Reading, thing: Counted) -> Party | None:
    for actor in reading.actors:
        if thing.start <= actor.start < thing.end and (actor.country or actor.sector):
            return Party(actor.text, actor.country, actor.sector)
    return None


def _evidence(reading: Reading, event: Event, thing: Counted | None) -> tuple[int, int]:
    chunks = reading.chunks
    hi = min(max(event.hi, event.trigger.last + 1), len(chunks))
    start = min(chunks[event.lo].start, event.trigger.start, thing.start if thing else event.trigger.start)
    end = max(chunks[hi - 1].end, event.trigger.end, thing.end if thing else event.trigger.end)
    text = reading.sentence.text[start - reading.sentence.start : end - reading.sentence.start]
    stripped = text.rstrip(" ,;:.–\n")
    return start, start + len(stripped or text)
