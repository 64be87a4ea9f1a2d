"""From the events of a sentence to drafts of claims: whom its phrases name, who says it, where, when, with what.

Belongs here: everything a draft takes from its own sentence and from what pronouns point back to. Does not: sides
that the sentence leaves unsaid (`filling`), or a claim's columns (`rows`).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from newsledger.extract import stance
from newsledger.extract.attribution import speaker_at, speaker_text
from newsledger.extract.discourse import Discourse, Party
from newsledger.extract.events import FORCE, HOSTILE, SPEECH_ACTS, Event, subjects
from newsledger.extract.grounds import Where, find_grounds
from newsledger.extract.objects import Counted
from newsledger.extract.own_words import Mention, actor_of, antecedent_of, joined_sides, mention_of, recipient_of
from newsledger.extract.pronouns import FIRST_PERSON
from newsledger.extract.reading import Reading
from newsledger.extract.roles import is_pair, party_of, party_of_span
from newsledger.extract.spans import DateSpan, Span
from newsledger.extract.speech import warnings
from newsledger.extract.timing import Timeline
from newsledger.extract.weapons import Arms
from newsledger.extract.whereabouts import place_of


@dataclass(slots=True)
class Draft:
    """A claim to be, before the sides it leaves unsaid are filled in and its objects become rows of their own."""

    reading: Reading
    event: Event
    actor: Party | None
    recipient: Party | None
    speaker: Party | None
    cue: Span | None
    place: Where | None
    date: DateSpan | None
    paired: int | None = None  # chunk that means both sides at once
    mirrored: bool = False
    weapon: str | None = None
    objects: list[Counted] = field(default_factory=list)
    mention: Mention | None = None  # its subject is an act or weapon told of before: "the strikes destroyed"
    said: Party | None = None  # the actor by the claim's own words
    index: int = 0  # of the draft in its article

    @property
    def claimed(self) -> bool:
        """Whether it is no more than somebody's word that the deed was theirs."""
        return ".claim_responsibility." in self.event.rule

    @property
    def ground(self) -> Party | None:
        """The country in which it happened, by its place or the first one named from its target on."""
        if self.place is not None and self.place.country:
            return Party(None, self.place.country)
        aimed = [i for i in (self.event.target, *self.event.recipients) if i is not None]
        if not aimed:
            return None
        target = self.reading.chunks[min(aimed)]
        named = next((w.place for w in target.words[target.first :] if w.place is not None and w.place.country), None)
        return Party(None, named.country) if named is not None else None


def drafts_of(reading: Reading, discourse: Discourse) -> Iterator[Draft]:
    """Yield the drafts of a sentence."""
    if not reading.events:
        return
    reading.grounds = find_grounds(reading.chunks, discourse)
    timeline = Timeline(
        reading.parsed, reading.events, reading.dates, reading.attributions, reading.discourse.published
    )
    arms = Arms(reading.parsed, reading.events)
    for event in reading.events:
        speaker, cue = _speaker(reading, event, discourse)
        actor = actor_of(reading, event, speaker)
        recipient = recipient_of(reading, event, speaker, actor)
        paired = _paired(reading, event)
        each = _is_each(reading, event)
        both = event.mutual or each
        joined = joined_sides(reading, event) if both or (event.action in _MUTUAL and recipient is None) else None
        if joined is not None:
            actor, recipient = joined
        elif both and len(event.actors) > 1:
            recipient = party_of(reading.chunks[event.actors[1]], discourse, speaker)
        if event.said_only:
            if speaker is None:
                continue
            actor = speaker
        if event.spoken and actor is not None:
            speaker = speaker or actor
            actor = speaker if actor.country is None and actor.text == speaker.text else actor
        if speaker is not None and _is_threatened(reading, event):
            event = replace(event, action="threaten", modality=stance.ACTUAL, rule=f"threaten.told_{event.rule}")
            actor = speaker
        draft = Draft(
            reading, event, actor, recipient, speaker, cue,
            place_of(reading, event), timeline.date_of(event),
            weapon=arms.weapon_of(event),
            objects=list(event.objects),
            paired=paired,
            mention=mention_of(reading, event),
            said=actor,
        )  # fmt: skip
        yield draft
        if each and actor is not None and draft.recipient is not None and paired is None:
            yield replace(draft, actor=draft.recipient, recipient=actor, mirrored=True)


# What two sides do together.
_MUTUAL = frozenset({"agree", "clash", "cooperate", "exchange", "meet"})


def _is_threatened(reading: Reading, event: Event) -> bool:
    """Whether the event is what a threat says will be done: "will face sanctions, according to X's threats"."""
    if event.action not in HOSTILE or event.modality != stance.PLANNED:
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


def topic_of(reading: Reading) -> Party | None:
    """Return the party that is the subject of the sentence's first finite verb."""
    chunks = reading.chunks
    verb = next((i for i, c in enumerate(chunks) if c.kind == "VG" and c.finite), None)
    if verb is None:
        return None
    for i in subjects(reading.parsed, verb):
        party = antecedent_of(reading, i) or party_of(chunks[i], reading.discourse, None)
        if party is not None and (party.country or party.sector):
            return party
    return None


def _is_each(reading: Reading, event: Event) -> bool:
    """Whether the number is each side's own, or the sides act on each other."""
    if len(event.actors) < 2:
        return False
    words = [w.lower for c in reading.chunks[event.lo : event.hi + 1] for w in c.words[c.first : c.last]]
    return "apiece" in words or ("each" in words and (event.action in ("release", "exchange") or "other" in words))


def settle_countries(drafts: list[Draft]) -> None:
    """Put the places without a name in the country where most of the events happened that have one."""
    told = Counter(d.place.country for d in drafts if d.place and d.place.country and not d.place.supposed)
    if told:
        main = max(told, key=lambda country: (told[country], country))
        for draft in drafts:
            if draft.place is not None and draft.place.supposed:
                draft.place = replace(draft.place, country=main)


def share(drafts: list[Draft]) -> None:
    """Let events that are told of the same subject or object share their place; of one event its date and weapon."""
    for draft in drafts:
        for other in drafts:
            if other is draft or not _together(draft, other):
                continue
            if _reaches_back(draft.event, other.event) and not is_origin(other):
                draft.place = draft.place or other.place
            done_by = draft.event.trigger.chunk in other.event.actors
            if draft.event.gapped or done_by or other.event.trigger.chunk in draft.event.actors:
                draft.date = draft.date or other.date
            if draft.event.gapped or done_by:
                draft.weapon = draft.weapon or other.weapon


def is_origin(draft: Draft) -> bool:
    """Whether the place of a draft is where arms came from: "intercepted a missile fired from Yemen"."""
    if draft.event.action != "launch" or draft.place is None:
        return False
    return any(g.preposition == "from" and g.where == draft.place for g in draft.reading.grounds)


def _reaches_back(event: Event, other: Event) -> bool:
    """Whether the place of `other` holds for `event`; no later one does in peace: "closed a border and met in Rome"."""
    return other.trigger.start < event.trigger.start or event.action in FORCE or other.action in FORCE


def is_end_of_flight(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether munitions told to be launched only reach a place: "involved 14 missiles hitting Kyiv"."""
    event = draft.event
    if event.action != "attack" or event.target is None:
        return False
    launched = {o.start for d in drafts if d.event.action == "launch" for o in d.objects}
    reached = draft.reading.chunks[event.target].head_word.place is not None
    return reached and bool(draft.objects) and all(o.start in launched for o in draft.objects)


def _together(one: Draft, other: Draft) -> bool:
    a, b = one.event, other.event
    if a.action in SPEECH_ACTS or b.action in SPEECH_ACTS:
        return False
    if a.gapped and not b.gapped and a.rule.endswith(".gapped"):
        return a.action == b.action and b.trigger.start < a.trigger.start
    if set(a.actors) & set(b.actors) or a.trigger.chunk in b.actors or b.trigger.chunk in a.actors:
        return True
    return bool({o.start for o in a.objects} & {o.start for o in b.objects})


def _speaker(reading: Reading, event: Event, discourse: Discourse) -> tuple[Party | None, Span | None]:
    told = speaker_at(reading.attributions, event.trigger.start)
    if told is None:
        return None, None
    source = told.antecedent or told.source
    if source is None:
        return None, told.cue
    if discourse.author is not None and source.text.lower() in FIRST_PERSON:
        return replace(discourse.author, span=(source.start, source.end)), told.cue
    party = party_of_span(source, discourse)
    return replace(party, text=speaker_text(told)), told.cue


def _paired(reading: Reading, event: Event) -> int | None:
    """Return the phrase of the clause that means both sides at once: "each side", "the two delegations"."""
    named = [*event.actors, *event.recipients]
    if event.action in ("release", "exchange", "meet", "clash") or (event.action == "agree" and not event.actors):
        named += [i for i in range(event.lo, min(event.hi, len(reading.chunks))) if reading.chunks[i].kind == "NP"]
    return next((i for i in named if i < len(reading.chunks) and is_pair(reading.chunks[i].lower)), None)
