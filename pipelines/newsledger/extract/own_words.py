"""Who acts and who is acted on in the words of a claim's own sentence.

Belongs here: choosing among the phrases that a frame found: a party itself, the owner of a strike or a missile, a
party after the preposition that the action takes. Does not: whom a phrase names (`roles`), or sides that the sentence
leaves unsaid (`policies`).
"""

from collections.abc import Iterator

from newsledger.extract.chunks import prepositional
from newsledger.extract.discourse import Party
from newsledger.extract.events import HARM, Event, agents, noun_group
from newsledger.extract.objects import PEOPLE
from newsledger.extract.reading import Reading
from newsledger.extract.roles import party_of, party_of_span
from newsledger.extract.tagger import Word

# The prepositions before whoever is acted on, where no frame has found one.
_BEFORE_RECIPIENT = {
    "accuse": ("against", "on"),
    "aid": ("to", "for"),
    "agree": ("with",),
    "capture": ("from",),
    "concede": ("on", "against", "to"),
    "cooperate": ("with",),
    "meet": ("with",),
    "protest": ("against",),
    "reject": ("with", "from", "by"),
    "request": ("on", "to", "from", "against"),
    "restrict": ("on", "to", "from", "against"),
    "sanction": ("on", "against", "with"),
    "support": ("for", "to", "with"),
    "threaten": ("on", "against", "to", "at"),
}
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_FRONTED = frozenset({"in", "at", "near", "on", "from", "over", "to", "after", "following", "amid"})
_SPEECH = frozenset({"accuse", "reject", "support", "request"})


def actor_of(reading: Reading, event: Event, speaker: Party | None) -> Party | None:
    """Return who acts by the words of the event's own clause; civilians harm nobody ("100 civilians killed")."""
    found = next(_parties(reading, subjects_proper(reading, event), speaker), None)
    return None if found is not None and found.sector == "CVL" and event.action in HARM else found


def subjects_proper(reading: Reading, event: Event) -> list[int]:
    """Return the actors without the place that a list of them seems to begin with: "In Kyiv, Poles and Balts met"."""
    chunks = reading.chunks
    proper = [i for i in event.actors if not (i and i < len(chunks) and chunks[i - 1].lower in _FRONTED)]
    return proper or event.actors


def recipient_of(reading: Reading, event: Event, speaker: Party | None) -> Party | None:
    """Return who is acted on by the words of the event's own clause."""
    found = next(_parties(reading, event.recipients, speaker), None)
    asks_of_self = event.action == "request" and found is not None and found == speaker  # "we need to press Moscow"
    if found is not None and (found.country or found.sector) and not asks_of_self:
        return found
    addressed = [
        i
        for preposition, i in prepositional(reading.chunks, event.trigger.last)
        if preposition in _BEFORE_RECIPIENT.get(event.action, ())
    ]
    for party in _parties(reading, addressed, speaker):
        if party.country or party.sector:
            return party
    if found is None and event.action in _SPEECH:
        # "rejected Washington's proposal"
        for thing in event.objects:
            for i, chunk in enumerate(reading.chunks):
                if chunk.kind == "NP" and chunk.start <= thing.start < chunk.end:
                    return _owner(reading, i)
    return found


def joined_sides(reading: Reading, event: Event) -> tuple[Party, Party] | None:
    """Return the first two sides that the subject joins: "Russian and Ukrainian officials have swapped prisoners"."""
    sides: list[Party] = []
    for i in subjects_proper(reading, event):
        chunk = reading.chunks[i]
        for word in chunk.words[chunk.first : chunk.last]:
            actor = word.actor
            if actor is not None and (actor.country or actor.sector):
                party = Party(actor.text, actor.country, actor.sector, span=(actor.start, actor.end))
                if all(party.key != side.key for side in sides):
                    sides.append(party)
    return (sides[0], sides[1]) if len(sides) > 1 else None


def is_mention(reading: Reading, event: Event) -> bool:
    """Whether the event only points to whoever acted before: "the strikes destroyed", "these missiles hit"."""
    found = [event.trigger.chunk] if event.trigger.nominal and not event.actors else event.actors
    return any(_is_deed(reading, i) and _is_definite(reading, i) for i in found)


def _is_definite(reading: Reading, at: int) -> bool:
    chunk = reading.chunks[at]
    return chunk.words[chunk.first].lower in _DEFINITE


def _parties(reading: Reading, found: list[int], speaker: Party | None) -> Iterator[Party]:
    for i in found:
        if i >= len(reading.chunks) or reading.chunks[i].kind != "NP":
            continue
        party = _party(reading, i, speaker)
        if party is not None:
            yield party


def _party(reading: Reading, at: int, speaker: Party | None) -> Party | None:
    """Return the party a phrase names; of a deed or a weapon ("Russian strikes", "the rebels' rockets") its owner."""
    chunk = reading.chunks[at]
    if chunk.head_word.actor is None and _is_deed(reading, at):
        return _owner(reading, at) or next(
            (p for i in agents(reading.parsed, at) if (p := _party(reading, i, speaker)) is not None), None
        )
    party = antecedent_of(reading, at) or party_of(chunk, reading.discourse, speaker)
    return party if party is not None and _is_party(reading, at, party) else None


def _is_deed(reading: Reading, at: int) -> bool:
    """Whether a phrase is headed by the word for an act or a weapon, which somebody else commits or owns."""
    chunk = reading.chunks[at]
    if any(t.nominal and t.chunk == at and t.head == chunk.head for t in reading.triggers):
        return True
    return reading.parsed.counted(at).weapon is not None and reading.parsed.counted(at).object_class not in PEOPLE


def _owner(reading: Reading, at: int) -> Party | None:
    """Return the party before the head of a phrase: its demonym or possessor, no mere place ("the Kabul bombing")."""
    chunk = reading.chunks[at]
    words = chunk.words[chunk.first : chunk.last]
    for i in range(len(words) - 1, -1, -1):
        actor = words[i].actor
        if actor is None or (i == len(words) - 1 and len(words) > 1 and words[i].tag == "P" and i == chunk.head):
            continue
        possessive = i + 1 < len(words) and words[i + 1].tag == "POS"
        if actor.kind == "state" and not possessive and _is_scene(words, i):
            continue
        return Party(actor.text, actor.country, actor.sector, actor.kind == "person", (actor.start, actor.end))
    return None


def _is_scene(words: list[Word], i: int) -> bool:
    """Whether the name of a state before a noun says where, not who: "the Kabul attack", "Yemen bomb"."""
    place = words[i].place
    return (place is not None and place.precision == "city") or words[-1].last in noun_group("blast")


def antecedent_of(reading: Reading, at: int) -> Party | None:
    """Return the speaker that a pronoun subject of a cue was found to stand for."""
    chunk = reading.chunks[at]
    told = next((a for a in reading.attributions if a.source and a.antecedent and a.source.start == chunk.start), None)
    if told is None or told.antecedent is None:
        return None
    return party_of_span(told.antecedent, reading.discourse)


def _is_party(reading: Reading, at: int, party: Party) -> bool:
    thing = reading.parsed.counted(at)
    head = reading.chunks[at].head_word
    return bool(
        party.country or party.sector or thing.object_class in PEOPLE or (head.tag == "P" and thing.noun is None)
    )
