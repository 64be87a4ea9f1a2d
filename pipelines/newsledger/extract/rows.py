"""From drafts to claims: one row an object counted, with every column that a text gives.

Belongs here: each object's own place and weapon, the evidence span, the columns. Does not: any choice of party, place
or date for the event as a whole (`drafts`, `filling`), or whose an object is (`victims`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from newsledger.extract import stance
from newsledger.extract.affected import Units
from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.events import HARM, Event
from newsledger.extract.grounds import Where
from newsledger.extract.objects import Counted
from newsledger.extract.reading import Reading
from newsledger.extract.spans import Span
from newsledger.extract.victims import recipient_with
from newsledger.extract.whereabouts import own_place

Claim = dict[str, Any]
_RECIPIENT = ("recipient_text", "recipient_country", "recipient_sector")

# Tolls whose denial denies both deaths and injuries: "no casualties", "no civilian harm".
_EITHER_HARM = frozenset({"kill.casualty.toll", "kill.civilian_harm.toll"})


def claims_of(draft: Draft, units: Units, home: str | None) -> Iterator[Claim]:
    """Yield the claims of `draft`, one for each object; `units` holds the things counted so far."""
    event = draft.event
    if event.rule in _EITHER_HARM and event.polarity == stance.NEGATED:
        other = replace(event, action="injure", rule=event.rule.replace("kill", "injure"))
        yield from claims_of(replace(draft, event=other), units, home)
    units.enter(draft.reading.sentence.index)
    things: list[Counted | None] = list(draft.objects) or [None]
    whole: Claim | None = None
    for thing in things:
        claim = _claim(draft, None if thing is None else units.settle(event, thing), home)
        if thing is not None and thing.part and whole is not None and claim["recipient_text"] is None:
            claim |= {name: whole[name] for name in _RECIPIENT}  # "300 Indians, including one woman"
        elif thing is not None and not thing.part:
            whole = claim
        yield claim


def moved(claim: Claim, characters: int, sentences: int) -> Claim:
    """Return a claim of a story as one of the text that the story stands in, so far behind its beginning."""
    spans = {slot: [start + characters, end + characters] for slot, (start, end) in claim["spans"].items()}
    moved_by = {name: claim[name] + characters for name in ("evidence_start", "evidence_end", "object_start")}
    return claim | moved_by | {"sentence_index": claim["sentence_index"] + sentences, "spans": spans}


def _claim(draft: Draft, thing: Counted | None, home: str | None) -> Claim:
    event, reading = draft.event, draft.reading
    start, end = _evidence(reading, event, thing)
    quantity = thing.number if thing is not None else None
    where = (own_place(reading, event, thing) if thing is not None else None) or draft.place
    span = where.span if where else None
    recipient = recipient_with(draft, thing, home)
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
        "place_country": where.country if where else None,
        "place_lat": span.lat if span else None,
        "place_lon": span.lon if span else None,
        "place_geonameid": span.geonameid if span else None,
        "place_precision": span.precision if span else None,
        "date_text": draft.date.text if draft.date else None,
        "date_start": draft.date.date_start if draft.date else None,
        "date_end": draft.date.date_end if draft.date else None,
        "date_precision": draft.date.precision if draft.date else None,
        "speaker_cue": draft.cue.text if draft.cue else None,
        "polarity": event.polarity,
        "modality": event.modality,
        "rule": event.rule,
    }
    actor = draft.actor
    own = actor is not None and draft.said is None and recipient is not None and recipient.key == actor.key
    if event.action in HARM and own and recipient is not None and recipient.sector != "CVL":
        actor = None  # of a toll of both sides, the attacker's own dead
    for role, party in (("actor", actor), ("recipient", recipient), ("speaker", draft.speaker)):
        claim[f"{role}_text"] = party.text if party else None
        claim[f"{role}_country"] = party.country if party else None
        claim[f"{role}_sector"] = party.sector if party else None
    claim["spans"] = _spans(draft, thing, where, {"actor": actor, "recipient": recipient, "speaker": draft.speaker})
    return claim


def _spans(
    draft: Draft, thing: Counted | None, where: Where | None, parties: dict[str, Party | None]
) -> dict[str, list[int]]:
    """Return the offsets that each slot of a claim was read from; a side filled in from elsewhere has none."""
    read: dict[str, Span | Counted | Where | None] = {
        "object": thing,
        "quantity": thing.number if thing else None,
        "place": where,
        "date": draft.date,
        "cue": draft.cue,
    }
    trigger = draft.event.trigger
    spans = {"trigger": [trigger.start, trigger.end]}
    spans |= {slot: [span.start, span.end] for slot, span in read.items() if span is not None}
    spans |= {role: list(party.span) for role, party in parties.items() if party is not None and party.span is not None}
    return spans


def _weapon(draft: Draft, thing: Counted | None) -> str | None:
    """Return the weapon of a claim: of munitions that are counted, their own kind."""
    armed = thing.weapon if thing is not None else None
    if draft.event.action == "launch" or (
        draft.event.action == "attack" and armed and thing in draft.event.objects and _strikes(draft, thing)
    ):
        return armed or draft.weapon
    return draft.weapon


def _strikes(draft: Draft, thing: Counted) -> bool:
    return any(draft.reading.parsed.counted(i).start == thing.start for i in draft.event.actors)


def _evidence(reading: Reading, event: Event, thing: Counted | None) -> tuple[int, int]:
    chunks = reading.chunks
    hi = min(max(event.hi, event.trigger.last + 1), len(chunks))
    start = min(chunks[event.lo].start, event.trigger.start, thing.start if thing else event.trigger.start)
    end = max(chunks[hi - 1].end, event.trigger.end, thing.end if thing else event.trigger.end)
    text = reading.sentence.text[start - reading.sentence.start : end - reading.sentence.start]
    stripped = text.rstrip(" ,;:.–\n")
    return start, start + len(stripped or text)
