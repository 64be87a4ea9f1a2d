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
from newsledger.extract.chunks import Chunk, chunk
from newsledger.extract.constructions import read_constructions
from newsledger.extract.events import SPEECH_ACTS, Event, is_plural, subjects
from newsledger.extract.events import Sentence as Parsed
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE, Counted
from newsledger.extract.roles import Discourse, Party, is_pair, party_of, party_of_span
from newsledger.extract.settings import Where, date_of, place_of, weapon_of
from newsledger.extract.sides import Sides
from newsledger.extract.spans import ActorSpan, Attribution, DateSpan, NumberSpan, PlaceSpan, Sentence
from newsledger.extract.tagger import Word, read_words
from newsledger.extract.tallies import read_tallies
from newsledger.extract.triggers import Trigger, find_triggers
from newsledger.extract.wordclasses import warnings

Claim = dict[str, Any]

_FORCE = frozenset({"attack", "launch", "kill", "injure", "damage", "intercept", "clash", "capture"})
_HARM = frozenset({"kill", "injure", "damage"})
_COUNTED = frozenset({"kill", "injure", "missing", "displace", "detain", "protest"})


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
    discourse: Discourse = field(default_factory=Discourse)  # of the text or title it stands in
    origin: str = "text"

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
    parsed = Parsed(chunk(words), headline)
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


def _read(parsed: Parsed, trigger: Trigger) -> Event | None:
    event = nominal.read_noun(parsed, trigger) if trigger.nominal else frames.read_verb(parsed, trigger)
    if event is None:
        return None
    if stance.is_condition(parsed.chunks, trigger.chunk):
        return None
    return event


def _kept(parsed: Parsed, events: list[Event]) -> list[Event]:
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


def _is_object_of_act(parsed: Parsed, event: Event, events: list[Event]) -> bool:
    """Whether the noun is what a verb with a claim of its own acts on: "lifted restrictions", "agreed an exchange"."""
    here = parsed.chunks[event.trigger.chunk]
    return any(
        not other.trigger.nominal
        and other.action in ("agree", "reject", "concede", "sanction", "request", "support")
        and any(here.start <= o.start < here.end for o in other.objects)
        for other in events
    )


def _is_counted(event: Event) -> bool:
    return bool(event.objects) and is_plural(event.objects[0].number)


# Linking -----------------------------------------------------------------------------------------------------


def link(readings: list[Reading], discourse: Discourse) -> list[Claim]:
    """Return the claims of `readings`, in order, with what the article makes plain filled in."""
    last: Event | None = None
    for reading in readings:
        if reading.triggers or last is not None:
            tallies = [] if reading.sentence.text.endswith("?") else read_tallies(reading.parsed, reading.events, last)
            reading.events = sorted([*reading.events, *tallies], key=lambda e: e.trigger.start)
        counted = [e for e in reading.events if any(is_plural(o.number) for o in e.objects)]
        last = counted[-1] if counted else last
    drafts: list[_Draft] = []
    named: list[PlaceSpan] = []
    for reading in readings:
        here = list(_drafts(reading, reading.discourse, named + reading.places))
        reading.discourse.topic = _topic(reading) or reading.discourse.topic
        _share(here)
        drafts.extend(here)
        named += reading.places
    sides = Sides(discourse.mentions)
    for draft in drafts:
        _vote(draft, sides, discourse.home)
    for draft in drafts:
        if draft.event.action == "intercept":
            _fill(draft, sides, discourse.home)
            sides.oppose(draft.recipient, draft.actor)
    units: dict[str, Counted] = {}
    claims: list[Claim] = []
    for draft in drafts:
        _fill(draft, sides, discourse.home)
        claims.extend(_claims(draft, units, discourse.home))
    return claims


@dataclass(slots=True)
class _Draft:
    reading: Reading
    event: Event
    actor: Party | None
    recipient: Party | None
    speaker: Party | None
    cue: str | None
    place: Where | None
    date: DateSpan | None
    paired: int | None = None  # chunk that means both sides at once
    mirrored: bool = False
    weapon: str | None = None
    objects: list[Counted] = field(default_factory=list)


def _drafts(reading: Reading, discourse: Discourse, before: list[PlaceSpan]) -> Iterator[_Draft]:
    for event in reading.events:
        speaker, cue = _speaker(reading, event, discourse)
        actor = _first_party(reading, event.actors, discourse, speaker)
        recipient = _first_party(reading, event.recipients, discourse, speaker)
        paired = _paired(reading, event)
        if (event.mutual or _is_each(reading, event)) and len(event.actors) > 1:
            recipient = party_of(reading.chunks[event.actors[1]], discourse, speaker)
        if event.said_only:
            if speaker is None:
                continue
            actor = speaker
        if event.spoken and actor is not None and (speaker is None):
            speaker = actor
        if speaker is not None and _is_threatened(reading, event):
            event = replace(event, action="threaten", modality=stance.ACTUAL, rule=f"threaten.told_{event.rule}")
            actor = speaker
        draft = _Draft(
            reading, event, actor, recipient, speaker, cue,
            place_of(reading.chunks, event, reading.events, before), date_of(reading.chunks, event, reading.dates),
            weapon=weapon_of(reading.parsed, event),
            objects=list(event.objects),
            paired=paired,
        )  # fmt: skip
        yield draft
        if _is_each(reading, event) and actor is not None and draft.recipient is not None and paired is None:
            yield replace(draft, actor=draft.recipient, recipient=actor, mirrored=True)


# What somebody who announces it with a threat or warning threatens to do.
_HOSTILE = frozenset({"attack", "launch", "sanction", "restrict", "deploy", "detain", "capture"})


def _is_threatened(reading: Reading, event: Event) -> bool:
    """Whether the event is what a threat says will be done: "will face sanctions, according to X's threats"."""
    if event.action not in _HOSTILE or event.modality != stance.PLANNED:
        return False
    told = speaker_at(reading.attributions, event.trigger.start)
    if told is None or told.source is None:
        return False
    said = told.cue.text
    if told.sentence == reading.sentence.index:
        # The noun of the threat follows its owner: the source is "X" of "X's threats".
        after = reading.sentence.text[told.source.end - reading.sentence.start :]
        said += " " + " ".join(after.removeprefix("'s").removeprefix("'").split()[:1])
    return not warnings().isdisjoint(said.lower().split())


def _topic(reading: Reading) -> Party | None:
    """Return the party that is the subject of the sentence's first finite verb."""
    chunks = reading.chunks
    verb = next((i for i, c in enumerate(chunks) if c.kind == "VG" and c.finite), None)
    if verb is None:
        return None
    for i in subjects(reading.parsed, verb):
        party = _antecedent(reading, i, reading.discourse) or party_of(chunks[i], reading.discourse, None)
        if party is not None and (party.country or party.sector):
            return party
    return None


def _is_each(reading: Reading, event: Event) -> bool:
    """Whether the number is each side's own, or the sides act on each other."""
    if len(event.actors) < 2:
        return False
    words = [w.lower for c in reading.chunks[event.lo : event.hi + 1] for w in c.words[c.first : c.last]]
    return "apiece" in words or ("each" in words and (event.action in ("release", "exchange") or "other" in words))


def _share(drafts: list[_Draft]) -> None:
    """Let events that are told of the same subject or object share their place, date and weapon."""
    for draft in drafts:
        for other in drafts:
            if other is draft or not _together(draft, other):
                continue
            draft.place = draft.place or other.place
            draft.date = draft.date or other.date
            if draft.event.gapped or draft.event.trigger.chunk in other.event.actors:
                draft.weapon = draft.weapon or other.weapon


def _together(one: _Draft, other: _Draft) -> bool:
    a, b = one.event, other.event
    if a.action in SPEECH_ACTS or b.action in SPEECH_ACTS:
        return False
    if a.gapped and not b.gapped and a.rule.endswith(".gapped"):
        return a.action == b.action and b.trigger.start < a.trigger.start
    if set(a.actors) & set(b.actors) or a.trigger.chunk in b.actors or b.trigger.chunk in a.actors:
        return True
    return bool({o.start for o in a.objects} & {o.start for o in b.objects})


def _first_party(reading: Reading, found: list[int], discourse: Discourse, speaker: Party | None) -> Party | None:
    for i in found:
        if i >= len(reading.chunks) or reading.chunks[i].kind != "NP":
            continue
        party = _antecedent(reading, i, discourse) or party_of(reading.chunks[i], discourse, speaker)
        if party is not None and _is_party(reading, i, party):
            return party
    return None


def _antecedent(reading: Reading, at: int, discourse: Discourse) -> Party | None:
    """Return the speaker that a pronoun subject of a cue was found to stand for."""
    chunk = reading.chunks[at]
    told = next((a for a in reading.attributions if a.source and a.antecedent and a.source.start == chunk.start), None)
    return None if told is None else party_of_span(told.antecedent, discourse.mentions, discourse)  # type: ignore[arg-type]


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


def _paired(reading: Reading, event: Event) -> int | None:
    """Return the phrase of the clause that means both sides at once: "each side", "the two delegations"."""
    named = [*event.actors, *event.recipients]
    if event.action in ("release", "exchange", "agree", "meet", "clash"):
        named += [i for i in range(event.lo, min(event.hi, len(reading.chunks))) if reading.chunks[i].kind == "NP"]
    return next((i for i in named if i < len(reading.chunks) and is_pair(reading.chunks[i].lower)), None)


def _vote(draft: _Draft, sides: Sides, home: str | None) -> None:
    """Let a claim that says who acts against whom count for the sides of the article."""
    event = draft.event
    if event.action == "accuse" and event.rule.split(".")[1] in ("blame", "attribute") and home is not None:
        sides.oppose(draft.recipient, Party(None, home))  # who is blamed is the one the article takes for the attacker
    if event.action not in _FORCE or event.modality in (stance.CONDITIONAL, stance.DEMANDED):
        return
    ground = Party(None, draft.place.country) if draft.place and draft.place.country else None
    if event.action == "intercept":
        defender = draft.actor or ground
        sides.oppose(_owner(draft), defender, weight=2)
        if draft.recipient is not None:
            sides.oppose(draft.recipient, defender)
        return
    victim = (
        draft.recipient if draft.recipient is not None and (draft.recipient.country or draft.recipient.sector) else None
    )
    if victim is None and event.action in _HARM:
        victim = next((side for thing in draft.objects if (side := _side_of(draft.reading, thing)) is not None), None)
    sides.oppose(draft.actor, victim or ground, weight=2 if victim is not None else 1)


def _fill(draft: _Draft, sides: Sides, home: str | None) -> None:
    """Fill in the side that a claim leaves unsaid where the article makes it plain."""
    event = draft.event
    action = event.action
    if draft.paired is not None and (pair := sides.pair()) is not None:
        name = draft.reading.chunks[draft.paired].lower
        one, other = replace(pair[0], text=name), replace(pair[1], text=name)
        if action in ("request", "support"):
            draft.recipient = one
        else:
            draft.actor, draft.recipient = one, other
        return
    ground = Party(None, draft.place.country) if draft.place and draft.place.country else None
    if action == "intercept":
        _fill_interception(draft, sides, ground)
    elif action in _FORCE and action not in ("clash", "capture"):
        _fill_force(draft, sides, ground)
    elif action == "capture":
        if draft.recipient is None and draft.actor is not None and ground is not None and ground.key != draft.actor.key:
            draft.recipient = sides.victim_of(draft.actor) or ground
    elif action in ("release", "exchange"):
        _fill_release(draft, sides)
    elif (action in ("agree", "meet", "clash") and event.trigger.nominal) or action == "clash":
        pair = sides.pair()
        if draft.actor is None and draft.recipient is None and pair is not None:
            turned = draft.speaker is not None and draft.speaker.country == pair[1].country
            draft.actor, draft.recipient = (pair[1], pair[0]) if turned else pair
        elif draft.recipient is None and draft.actor is not None:
            draft.recipient = sides.other_side(draft.actor)
        elif draft.actor is None:
            draft.actor = sides.other_side(draft.recipient)
    elif action == "accuse" and draft.recipient is None and draft.actor is not None:
        draft.recipient = sides.attacker_of(draft.actor) or sides.main_attacker()
    elif action in ("deploy", "withdraw") and draft.actor is None:
        draft.actor = next(
            (side for thing in draft.objects if (side := _side_of(draft.reading, thing)) is not None), None
        )


def _fill_interception(draft: _Draft, sides: Sides, ground: Party | None) -> None:
    speaker = draft.speaker if draft.speaker and draft.speaker.country and draft.speaker.sector != "MED" else None
    if draft.actor is None:
        owner = ground or speaker
        draft.actor = Party(None, owner.country) if owner else None
    if draft.recipient is None:
        draft.recipient = _owner(draft) or sides.attacker_of(
            (draft.actor and Party(None, draft.actor.country, draft.actor.sector)) or None
        )


def _fill_force(draft: _Draft, sides: Sides, ground: Party | None) -> None:
    event = draft.event
    if event.polarity == stance.NEGATED and event.action in _HARM:
        return
    victim = draft.recipient
    if victim is None or not (victim.country or victim.sector == "REB"):
        victim = (
            next((side for thing in draft.objects if (side := _side_of(draft.reading, thing)) is not None), None)
            or ground
        )
    if draft.actor is None:
        speaker = draft.speaker if draft.speaker and draft.speaker.sector in ("GOV", "MIL", "HLH", "POL") else None
        if victim is not None:
            draft.actor = sides.attacker_of(victim)
        elif speaker is not None and (found := sides.attacker_of(Party(None, speaker.country))) is not None:
            draft.actor = found
        else:
            draft.actor = sides.main_attacker()
    if draft.recipient is None and event.action in ("attack", "launch"):
        draft.recipient = sides.named_victim_of(draft.actor)
        if draft.recipient is None and event.action == "launch" and ground is not None:
            draft.recipient = ground if draft.actor is None or ground.key != draft.actor.key else None
    elif draft.recipient is not None and draft.recipient.country is None and event.action in ("attack", "launch"):
        fallback = ground if ground is not None and (draft.actor is None or ground.key != draft.actor.key) else None
        fallback = fallback or (sides.victim_of(draft.actor) if draft.actor else None)
        named = event.target is not None and draft.reading.chunks[event.target].head_word.actor is not None
        if fallback is not None and draft.recipient.sector != "REB" and (named or sides.named_victim_of(draft.actor)):
            draft.recipient = replace(draft.recipient, country=fallback.country)
    if draft.actor is not None and draft.recipient is not None and draft.recipient.sector in ("CVL", "MIL"):
        other = sides.victim_of(draft.actor)
        if other is not None and draft.recipient.country == draft.actor.country:
            draft.recipient = replace(draft.recipient, country=other.country)


def _fill_release(draft: _Draft, sides: Sides) -> None:
    own = next((side for thing in draft.objects if (side := _side_of(draft.reading, thing)) is not None), None)
    if draft.recipient is None:
        draft.recipient = own or sides.other_side(draft.actor)
    if draft.actor is None and draft.recipient is not None:
        draft.actor = sides.other_side(Party(None, draft.recipient.country))
    if draft.actor is None and draft.recipient is None and (pair := sides.pair()) is not None:
        speaker = draft.speaker
        if speaker is not None and speaker.country == pair[0].country:
            draft.actor, draft.recipient = pair[1], pair[0]
        else:
            draft.actor, draft.recipient = pair


def _owner(draft: _Draft) -> Party | None:
    """Return the country of the arms shot down, from a demonym before them."""
    for thing in draft.objects:
        for actor in draft.reading.actors:
            if thing.start <= actor.start < thing.end and actor.country:
                return Party(actor.text, actor.country)
    return None


# Claims ------------------------------------------------------------------------------------------------------


def _claims(draft: _Draft, units: dict[str, Counted], home: str | None) -> Iterator[Claim]:
    event = draft.event
    if event.rule == "kill.casualty.toll" and event.polarity == stance.NEGATED:
        other = replace(event, action="injure", rule="injure.casualty.toll")
        yield from _claims(replace(draft, event=other), units, home)
    things: list[Counted | None] = list(draft.objects) or [None]
    for thing in things:
        if thing is not None and thing.headless:
            thing = _with_unit(thing, event, units)
        if thing is not None and thing.object_class is None and event.action in _COUNTED:
            thing = thing.of_class("person")
        if thing is not None and thing.object_class and not thing.headless:
            units[event.action] = thing
        yield _claim(draft, thing, home)


def _with_unit(thing: Counted, event: Event, units: dict[str, Counted]) -> Counted:
    """Return a headless number ("five more") as the things counted before it for the same kind of action."""
    for action in (event.action, *_SAME_UNITS.get(event.action, ())):
        if action in units:
            unit = units[action]
            return replace(thing, object_class=unit.object_class or "other", noun=unit.noun)
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


def _claim(draft: _Draft, thing: Counted | None, home: str | None) -> Claim:
    event, reading = draft.event, draft.reading
    start, end = _evidence(reading, event, thing)
    quantity = thing.number if thing is not None else None
    where = _own_place(reading, thing) if event.action == "capture" and thing is not None else None
    where = where or draft.place
    span = where.span if where else None
    recipient = draft.recipient
    if event.action in (*_HARM, "detain", "release", "displace", "exchange", "missing") and thing is not None:
        recipient = recipient or _side_of(reading, thing)
        people = _people_of(draft, thing, home)
        if people is not None and (recipient is None or (recipient.country is None and recipient.sector != "REB")):
            recipient = people
    claim: Claim = {
        "sentence_index": reading.sentence.index if reading.origin == "text" else -1,
        "evidence_field": reading.origin,
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
        "weapon": _weapon(draft, thing),
        "place_text": where.text if where else None,
        "place_name": (where.name or where.text) if where else None,
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


_OF_A_SIDE = {
    **dict.fromkeys(("civilian", "villager", "refugee"), "CVL"),
    **dict.fromkeys(("soldier", "security forces", "troop", "troops", "serviceman", "service member", "sailor"), "MIL"),
    **dict.fromkeys(("police officer", "policeman", "police"), "POL"),
}


def _people_of(draft: _Draft, thing: Counted, home: str | None) -> Party | None:
    """Return the side that civilians, soldiers and police belong to where they are not said to be another's."""
    sector = _OF_A_SIDE.get(thing.noun.word) if thing.noun is not None else None
    if sector is None:
        return None
    speaker = draft.speaker.country if draft.speaker and draft.speaker.sector in ("GOV", "MIL", "POL") else None
    country = (draft.place.country if draft.place else None) or speaker or home
    return Party(thing.text, country, sector)


def _own_place(reading: Reading, thing: Counted) -> Where | None:
    """Return the place that a captured place is itself."""
    found = next((p for p in reading.places if thing.start <= p.start < thing.end), None)
    return Where(thing.text, found.name, found) if found is not None else None


def _weapon(draft: _Draft, thing: Counted | None) -> str | None:
    """Return the weapon of a claim: of munitions that are counted, their own kind."""
    armed = thing.weapon if thing is not None else None
    if draft.event.action == "launch" or (
        draft.event.action == "attack" and armed and thing in draft.event.objects and _strikes(draft, thing)
    ):
        return armed or draft.weapon
    return draft.weapon


def _strikes(draft: _Draft, thing: Counted) -> bool:
    return any(draft.reading.parsed.counted(i).start == thing.start for i in draft.event.actors)


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
