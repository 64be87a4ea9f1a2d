"""Who acts and who is acted on in the words of a claim's own sentence.

Belongs here: choosing among the phrases that a frame found: a party itself, the owner of a strike or a missile, a
party after the preposition that the action takes. Does not: whom a phrase names (`roles`), or sides that the sentence
leaves unsaid (`policies`).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from newsledger.extract.chunks import Chunk, prepositional
from newsledger.extract.discourse import Party
from newsledger.extract.events import HARM, Event, agents, subjects
from newsledger.extract.objects import PEOPLE, Counted
from newsledger.extract.pronouns import FIRST_PERSON, THIRD_PERSON
from newsledger.extract.reading import Reading
from newsledger.extract.roles import party_of, party_of_span
from newsledger.extract.spans import BY_START, ActorSpan
from newsledger.extract.tagger import Word
from newsledger.extract.values import value
from newsledger.extract.wants import noun_group

# The prepositions before whoever is acted on, where no frame has found one.
_BEFORE_RECIPIENT = {
    "aid": ("to", "for"),
    "agree": ("with",),
    "capture": ("from",),
    "concede": ("on", "against", "to"),
    "cooperate": ("with", "to"),
    "meet": ("with",),
    "protest": ("against", "with"),
    "reject": ("with", "from", "by", "to"),
    "request": ("on", "to", "from", "against"),
    "restrict": ("on", "to", "into", "from", "against"),
    "sanction": ("on", "against", "with", "to"),
    "support": ("for", "to", "with"),
    "threaten": ("on", "against", "to", "at"),
}
_OF_PEOPLE = frozenset({"detain", "displace", "release", "sanction"})
# What is done to lives, which places do not have.
_OF_LIVES = frozenset({"kill", "injure", "missing", "detain"})
_NOMINATIVE = frozenset({"he", "i", "she", "they", "we"})
_FINDING = frozenset({"count", "discover", "find", "recover", "retrieve", "witness"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_FRONTED = frozenset({"in", "at", "near", "on", "over", "inside", "outside", "around"})
# Participles after the word for a deed, and the preposition before who did it: "the attack, ascribed to the rebels".
_DONE_BY = {
    **dict.fromkeys(("ascribe", "attribute"), "to"),
    **dict.fromkeys(
        ("carry", "claim", "commit", "conduct", "execute", "mount", "order", "perpetrate", "plan", "stage"), "by"
    ),
}
_MANNED = frozenset({"aircraft", "artillery", "ship", "vehicle"})
_UNARMED = frozenset({"CVL", "GOV", "HLH", "IGO", "MED", "NGO", "POL"})
_JOINT = frozenset({"cooperate", "meet"})
_HOLDING = frozenset({"carry", "house", "hold", "transport", "shelter", "host"})
_OF_OBJECT = frozenset(
    {"accuse", "capture", "meet", "reject", "request", "restrict", "sanction", "support", "threaten"}
)
# Things of everyday life: whoever runs a hospital or lives in a house is not the side that is attacked.
_OF_EVERYDAY = frozenset({"CVL", "HLH", "BUS", None})


@value(frozen=True, slots=True)
class Mention:
    """An act or weapon that somebody has been named for before, by its noun."""

    noun: str
    definite: bool  # "the strikes"; else one of a list, "near Mosul, five strikes"


def actor_of(reading: Reading, event: Event, speaker: Party | None) -> Party | None:
    """Return who acts by the words of the event's own clause."""
    found = _who_said_before(reading, event)
    found = found or next(_parties(reading, subjects_proper(reading, event), speaker), None)
    if found is None and reading.chunks[event.trigger.chunk].infinitive:
        found = _plans(reading, event.trigger.chunk, speaker)
    if found is None and event.trigger.nominal and event.action in _JOINT and event.recipients:
        # "a UN delegation arrived for talks with the government"
        found = _subject_before(reading, event.trigger.chunk, speaker)
    return None if found is not None and event.action in HARM and _only_tells(event, found) else found


def _who_said_before(reading: Reading, event: Event) -> Party | None:
    """Return the speaker whose saying a speech act is joined with: "said 49 had been killed, and accused Baku"."""
    chunks, at = reading.chunks, event.trigger.chunk
    if not event.spoken or chunks[at].kind != "VG" or chunks[at].aux or not at or chunks[at - 1].kind != "CC":
        return None
    inner = next((i for i in range(at - 1, -1, -1) if chunks[i].kind == "VG"), None)
    if inner is None or not (chunks[inner].has_have or chunks[inner].has_be):
        return None
    told = [a for a in reading.attributions if not a.carried and a.cue.end <= chunks[inner].start]
    source = told[-1].antecedent or told[-1].source if told else None
    return None if source is None else party_of_span(source, reading.discourse)


def _only_tells(event: Event, found: Party) -> bool:
    """Whether the subject of harm counts it rather than does it: "rescuers recovered 12 bodies"."""
    unarmed = found.sector in _UNARMED
    found_dead = event.rule.split(".")[1] in _FINDING or all(o.object_class == "body" for o in event.objects)
    return unarmed and (event.rule.endswith(".toll") or found_dead)


def _plans(reading: Reading, at: int, speaker: Party | None) -> Party | None:
    """Return who is to do the infinitive at `at` after a noun: "SDF operations to isolate", "its vow to support"."""
    chunks = reading.chunks
    if not at or chunks[at - 1].kind != "NP":
        return None
    return _owner(reading, at - 1) or _subject_before(reading, at, speaker)


def _subject_before(reading: Reading, at: int, speaker: Party | None) -> Party | None:
    """Return the party that is the subject of the last finite verb before the chunk at `at`."""
    verb = next((i for i in range(at - 1, -1, -1) if reading.chunks[i].kind == "VG" and reading.chunks[i].finite), None)
    return None if verb is None else next(_parties(reading, subjects(reading.parsed, verb), speaker), None)


def doer_named(reading: Reading) -> Party | None:
    """Return who is said to have done the deed of the sentence: "the attack, reportedly conducted by the rebels"."""
    chunks = reading.chunks
    deed = False
    for i, chunk in enumerate(chunks):
        deed = deed or (chunk.kind == "NP" and chunk.head_word.last in noun_group("attack") | noun_group("blast"))
        before = _DONE_BY.get(chunk.head_word.lemma) if deed and chunk.kind == "VG" else None
        if before is not None and "N" in chunk.head_word.forms and (chunk.has_be or not chunk.aux):
            by = [at for preposition, at in prepositional(chunks, i) if preposition == before]
            return next(_parties(reading, by[:1], None), None)
    return None


def subjects_proper(reading: Reading, event: Event) -> list[int]:
    """Return the actors without the place that a list of them seems to begin with: "In Kyiv, Poles and Balts met"."""
    chunks = reading.chunks
    proper = [i for i in event.actors if not _is_setting(chunks, i)]
    if len(proper) > 1 and _begins_anew(chunks, proper[-1]):
        proper = proper[-1:]
    if event.actors and not proper and event.trigger.chunk > event.actors[0] and chunks[event.trigger.chunk].gerund:
        # "blew himself up in Mogadishu, killing 20": who did it is the subject of the verb before.
        verbs = [i for i in range(event.actors[0]) if chunks[i].kind == "VG" and chunks[i].finite]
        proper = subjects(reading.parsed, verbs[-1]) if verbs else []
    return proper


def _begins_anew(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a pronoun in the nominative begins a clause of its own: "the Kurds, and I applaud"."""
    return chunks[at].lower in _NOMINATIVE and at > 1 and chunks[at - 1].kind == "CC" and chunks[at - 2].kind == ","


def _is_setting(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a phrase only says where: a place after a preposition, or in apposition to one."""
    head = chunks[at].head_word
    if not at or head.place is None or chunks[at].kind != "NP":
        return False
    before, beside = chunks[at - 1], chunks[at - 2].head_word.place if at > 1 else None
    # "in Baghdad, Iraq", but "if Iran attacks Israel, France would"
    within = beside is not None and beside.country == head.place.country
    return before.lower in _FRONTED or (before.kind == "," and within)


def recipient_of(reading: Reading, event: Event, speaker: Party | None, actor: Party | None) -> Party | None:
    """Return who is acted on by the words of the event's own clause; `actor` is who acts."""
    acted_on = [i for i in event.recipients if not (event.action in _OF_LIVES and _is_site(reading, i))]
    found = next(_parties(reading, acted_on, speaker, actor), None)
    asks_of_self = event.action == "request" and found is not None and found == speaker  # "we need to press Moscow"
    if found is not None and (found.country or found.sector) and not asks_of_self:
        return found
    addressed = [
        i
        for preposition, i in prepositional(reading.chunks, event.trigger.last)
        if preposition in _BEFORE_RECIPIENT.get(event.action, ())
    ]
    for party in _parties(reading, addressed, speaker, actor):
        if (party.country or party.sector) and (actor is None or party.key != actor.key):
            return party
    if event.trigger.nominal and not acted_on and _trigger_word(reading, event) in noun_group("inflicted"):
        suffers = _parties(reading, _of(reading, event.trigger.chunk), speaker, actor)
        return next((party for party in suffers if party.country or party.sector), None)
    if event.action == "request":
        asked = _asked(reading, event, speaker)
        if asked is not None:
            return asked
    if event.target is not None and found is None:
        inside = _parties(reading, _held_by(reading, event.target), speaker)
        return next((party for party in inside if party.country or party.sector), None)
    if found is None and event.action in _OF_OBJECT and ".deny." not in event.rule:
        # "rejected Washington's proposal", "threatened American bases"
        for thing in event.objects[:1]:
            at = _chunk_at(reading, thing.start)
            # "imports of Polish apples", "the decision of Canada", but "the invasion of Ukraine" is not Ukraine's
            of = _of(reading, at) if event.action == "restrict" or not _is_deed(reading, at) else []
            return next((owner for i in (at, *of) if (owner := _owner(reading, i)) is not None), None)
    return found or _one_affected(reading, event, speaker)


def _trigger_word(reading: Reading, event: Event) -> str:
    return reading.chunks[event.trigger.chunk].head_word.last


def _is_site(reading: Reading, at: int) -> bool:
    """Whether a phrase is a place, where people come to harm or are held: "the killing of 26 people at Pahalgam"."""
    place = reading.chunks[at].head_word.place
    return place is not None and place.precision != "country"


def _one_affected(reading: Reading, event: Event, speaker: Party | None) -> Party | None:
    """Return the pronoun or the person by name to whom it is done: "I was caught", "Petrova was arrested"."""
    if event.action not in _OF_PEOPLE or len(event.objects) != 1:
        return None
    at = _chunk_at(reading, event.objects[0].start)
    chunk = reading.chunks[at]
    word = chunk.head_word
    named = word.actor is not None and word.actor.kind == "person" and word.actor.office is None
    if not named and chunk.lower not in FIRST_PERSON | THIRD_PERSON:
        return None
    party = antecedent_of(reading, at) or party_of(chunk, reading.discourse, speaker)
    if party is None or (speaker is not None and party.key == speaker.key and chunk.lower in THIRD_PERSON):
        return None
    return party if party.person or party.country or party.sector else None


def _asked(reading: Reading, event: Event, speaker: Party | None) -> Party | None:
    """Return who is to do what is asked for in a clause: "demanded that Israel halt building"."""
    chunks, after = reading.chunks, event.trigger.last + 1
    clause = after + 1 < len(chunks) and chunks[after].lower == "that" and chunks[after + 1].kind == "NP"
    party = _party(reading, after + 1, speaker) if clause else None
    return party if party is not None and (party.country or party.sector) else None


def _of(reading: Reading, at: int) -> list[int]:
    """Return the phrase that the one at `at` is of: "imports of Polish apples"."""
    chunks = reading.chunks
    follows = at + 2 < len(chunks) and chunks[at + 1].lower == "of" and chunks[at + 2].kind == "NP"
    return [at + 2] if follows else []


def _named_after(reading: Reading, at: int) -> list[int]:
    """Return the phrase that names what the one at `at` describes: what it is of, or what stands beside it."""
    chunks = reading.chunks
    i = at + 3 if _of(reading, at) else at + 1
    beside = i + 2 < len(chunks) and chunks[i].kind == "," and chunks[i + 1].kind == "NP" and chunks[i + 2].kind == ","
    named = [i + 1] if beside and chunks[i + 1].head_word.actor is not None else []
    return [*_of(reading, at), *named]


def _held_by(reading: Reading, at: int) -> list[int]:
    """Return who has or is in the thing at `at`: "a room of the army", "a bus carrying Pakistani soldiers"."""
    chunks = reading.chunks
    carries = at + 2 < len(chunks) and chunks[at + 1].kind == "VG" and chunks[at + 1].gerund
    if carries and chunks[at + 1].head_word.lemma in _HOLDING and chunks[at + 2].kind == "NP":
        return [at + 2]
    return _of(reading, at)


def side_of(reading: Reading, thing: Counted) -> Party | None:
    """Return the side that the words for a thing name: "two Russian soldiers", "20 members of the Free Syrian Army"."""
    end = max([thing.end, *(body.end for body in _bodies_of(reading, thing))])
    named = [a for a in reading.actors if thing.start <= a.start < end and (a.country or a.sector)]
    if not named:
        return None
    actor = next((a for a in named if a.country), named[0])
    if thing.object_class == "building" and actor.office is not None and actor.sector in _OF_EVERYDAY:
        return None  # "a hospital" is nobody's
    return _called(actor)


def _called(actor: ActorSpan) -> Party:
    return Party(actor.text, actor.country, actor.sector, span=(actor.start, actor.end))


def _bodies_of(reading: Reading, thing: Counted) -> Iterator[Chunk]:
    """Yield the phrase of the body that counted people or arms are of or from."""
    chunks = reading.chunks
    if thing.object_class in ("territory", "building", "infrastructure"):
        return
    at = _chunk_at(reading, thing.start)
    if at + 2 < len(chunks) and chunks[at + 1].lower in ("of", "from"):
        yield chunks[at + 2]


def _chunk_at(reading: Reading, offset: int) -> int:
    """Return the index of the chunk that holds `offset`."""
    return max(0, bisect_right(reading.chunks, offset, key=BY_START) - 1)


def joined_sides(reading: Reading, event: Event) -> tuple[Party, Party] | None:
    """Return the first two sides that the subject joins: "Russian and Ukrainian officials have swapped prisoners"."""
    sides: list[Party] = []
    for i in subjects_proper(reading, event):
        chunk = reading.chunks[i]
        for word in chunk.words[chunk.first : chunk.last]:
            actor = word.actor
            if actor is not None and (actor.country or actor.sector):
                party = _called(actor)
                if all(party.key != side.key for side in sides):
                    sides.append(party)
    return (sides[0], sides[1]) if len(sides) > 1 else None


def mention_of(reading: Reading, event: Event) -> Mention | None:
    """Return what points to whoever acted before, if anything: "the strikes destroyed", "these missiles hit"."""
    found = subjects_proper(reading, event)
    for i in found or [event.trigger.chunk] * event.trigger.nominal:
        chunk = reading.chunks[i]
        definite = chunk.words[chunk.first].lower in _DEFINITE
        if _is_deed(reading, i) and (definite or chunk.number is not None):
            return Mention(chunk.head_word.lemma, definite)
    return None


def _parties(
    reading: Reading, found: list[int], speaker: Party | None, other_than: Party | None = None
) -> Iterator[Party]:
    """Yield the parties that phrases name; `other_than` is whom no pronoun among them can mean."""
    for i in found:
        if i >= len(reading.chunks) or reading.chunks[i].kind != "NP":
            continue
        party = _party(reading, i, speaker, other_than)
        if party is not None:
            yield party


def _party(reading: Reading, at: int, speaker: Party | None, other_than: Party | None = None) -> Party | None:
    """Return the party a phrase names; of a deed or a weapon ("Russian strikes", "the rebels' rockets") its owner."""
    chunk = reading.chunks[at]
    thing = reading.parsed.counted(at)
    possessive = chunk.words[chunk.first].tag == "PP"
    if chunk.head_word.actor is None and not possessive and _is_deed(reading, at):
        whence = [i for p, i in prepositional(reading.chunks, at) if p == "from" and i == at + 2]  # "fire from Syria"
        by = (p for i in (*agents(reading.parsed, at), *whence) if (p := _party(reading, i, speaker)) is not None)
        owner = _owner(reading, at) or next(by, None)
        if owner is None and thing.object_class in _MANNED:
            crew = party_of(chunk, reading.discourse, speaker)  # "government warplanes"
            return crew if crew is not None and crew.country and crew.sector else None
        return owner
    party = antecedent_of(reading, at) or party_of(chunk, reading.discourse, speaker, other_than)
    if party is None or not (party.country or party.sector):
        # "units of the Syrian army", "one of their allies, the Polish Armed Forces,"
        named = (p for i in _named_after(reading, at) if (p := _party(reading, i, speaker)) is not None)
        party = next((p for p in named if p.country or p.sector), party)
    if party is None or not _is_party(reading, at, party):
        return None
    if thing.object_class == "building" and party.sector in _OF_EVERYDAY and chunk.head_word.place is None:
        return _owner(reading, at)
    return party


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
