"""Frames of nouns of dealings and speech acts: talks with X, a call for a truce, an agreement on prisoners.

Belongs here: talks and joint work, and nouns of speech acts with their content. Does not: verbs of saying
(`speech_acts`) or nouns of deeds (`noun_events`).
"""

from newsledger.extract import stance
from newsledger.extract.chunks import coordinated, prepositional
from newsledger.extract.clause_subjects import subject
from newsledger.extract.events import Event, Sentence, is_party, is_plural, objects_after, subjects
from newsledger.extract.noun_settings import Setting, phrase_object, start_noun_event
from newsledger.extract.objects import Counted
from newsledger.extract.speech_content import content_end
from newsledger.extract.triggers import Entry, Trigger

# Words for what everybody holds: dealings only with a named side.
_PRIVATE_TOO = tuple(
    (w,) for noun in ("call", "visit", "trip", "conference", "conversation") for w in (noun, noun + "s")
)


def read_dealings(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Talks and joint work: meeting with X, talks between X and Y in Doha."""
    paid = any(sentence.chunks[i].head_word.actor is not None for i in setting.agent)  # "a visit by the envoy"
    if entry.words in _PRIVATE_TOO and not setting.between:
        if any(p == "for" for p, _ in prepositional(sentence.chunks, trigger.chunk)):
            return None  # "a call for sanctions"
        if setting.carrier is None and not paid and not (setting.owner is not None and setting.place is not None):
            return None
    named = setting.place is not None or setting.owner is not None
    if not (setting.between or named or setting.carrier is not None or (paid and entry.words in _PRIVATE_TOO)):
        return None
    if setting.bare and not setting.between and setting.place is None and setting.carrier is None:
        return None
    event = start_noun_event(sentence, trigger, entry, setting, "parties")
    event.objects = [phrase_object(sentence, trigger)]
    event.target = None
    if len(setting.between) > 1:
        event.actors, event.recipients = setting.between[:1], setting.between[1:]
    elif setting.between:
        event.recipients = setting.between
        event.mutual = not event.actors
    elif event.actors and len(event.actors) > 1:
        event.mutual = True
    return event


def read_noun_content(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns of speech acts: a call for a truce, an agreement on prisoners, threats against."""
    chunks, at = sentence.chunks, trigger.chunk
    topic = next((i for p, i in prepositional(chunks, at) if p in _TOPIC), None)
    hit = _hit_by(sentence, at) if entry.action == "sanction" else []
    asked = _asked_for(sentence, trigger) if entry.action == "request" else []
    if not (hit or asked or _is_made(sentence, at, entry, setting, topic)):
        return None
    event = start_noun_event(sentence, trigger, entry, setting, "noun")
    event.objects = [phrase_object(sentence, trigger)]
    event.target = None
    if hit or asked:
        event.recipients = hit or asked
        event.actors = event.actors or setting.of[:1]
        event.lo, event.hi = sentence.clause(min(at, *event.recipients), max([at, *event.recipients, *setting.of]) + 1)
        return event
    if topic is not None and entry.action in ("agree", "request", "reject"):
        inner = sentence.counted(topic)
        event.objects = [inner] if inner.number is not None else event.objects
    _name_parties(sentence, at, event, setting)
    if entry.action == "sanction":
        event.objects = _counted_among(sentence, setting) or event.objects
    if entry.action in ("request", "threaten", "reject") and topic is not None:
        event.content = (trigger.end, chunks[event.hi - 1].end)
    elif entry.action == "agree" and topic is not None:
        event.content = (trigger.end, chunks[topic].end)
        if topic + 2 < len(chunks) and chunks[topic + 1].lower == "of":
            event.content = (trigger.end, chunks[topic + 2].end)
    elif topic is None and at + 1 < len(chunks) and chunks[at + 1].kind == "VG" and chunks[at + 1].infinitive:
        event.content = (trigger.end, chunks[content_end(chunks, at + 1) - 1].end)  # "its commitment to support"
    if setting.verb is not None and not setting.is_subject:
        event.carried_by = setting.verb
        # "announced a deal": the deal is there.
        event.performed = entry.action == "agree" and chunks[setting.verb].head_word.lemma in _DECLARING
    return event


def read_felt(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Nouns that are speech acts only where somebody voices them: expressed concern over, vowed revenge."""
    if (
        setting.carrier is None
        or setting.carrier.subject not in ("actor", "recipient")
        or _is_old(sentence, trigger, setting)
    ):
        return None
    return read_noun_content(sentence, trigger, entry, setting)


_TOPIC = frozenset({"for", "on", "to", "of", "about", "against", "over", "at", "into", "with"})
_TALKING = frozenset(
    {"discuss", "debate", "consider", "review", "examine", "explore", "assess", "outline", "underscore"}
)
_DECLARING = frozenset({"announce", "declare", "hail"})
# What sanctions do to those they are placed on.
_BITING = frozenset({"hit", "target", "strike", "punish", "affect"})
_BEING = frozenset({"present", "pose", "represent", "constitute"})  # a threat that nobody utters
_ON_REQUEST = frozenset({"at", "on", "upon", "by"})


def _is_old(sentence: Sentence, trigger: Trigger, setting: Setting) -> bool:
    """Whether the noun points back: "raised these concerns"."""
    chunk = sentence.chunks[trigger.chunk]
    return setting.bare and chunk.first < trigger.head and chunk.words[chunk.first].tag != "PP"


def _is_made(sentence: Sentence, at: int, entry: Entry, setting: Setting, topic: int | None) -> bool:
    """Whether the noun is an act that somebody does, and no mention of one."""
    if entry.action != "agree" and _is_talked_of(sentence, at):
        return False
    if setting.carrier is not None:
        verb = sentence.chunks[setting.verb].head_word.lemma if setting.verb is not None else None
        return entry.action != "threaten" or (setting.carrier.subject != "event" and verb not in _BEING)
    if entry.action == "agree":
        both = len(setting.between) > 1
        of_one = topic is not None and not setting.bare and setting.owner is not None
        return both or of_one or stance.negates(sentence.chunks[at])  # "there is still no ceasefire"
    return (
        entry.action not in ("sanction", "aid")
        and (setting.owner is not None or bool(setting.agent))
        and topic is not None
    )


def _is_talked_of(sentence: Sentence, at: int) -> bool:
    """Whether the noun is only what somebody talks about: "discussed continued support for Ukraine"."""
    before = sentence.chunks[at - 1] if at else None
    return before is not None and before.kind == "VG" and before.head_word.lemma in _TALKING


def _name_parties(sentence: Sentence, at: int, event: Event, setting: Setting) -> None:
    """Give the event the parties of its prepositions: "between X and Y", "condemnation from X", "a call by X"."""
    if len(setting.between) > 1:
        event.actors, event.recipients = setting.between[:1], setting.between[1:]
    elif setting.between and event.action == "agree":
        event.recipients = setting.between[:1]
    drawn = setting.carrier is not None and setting.carrier.subject in ("recipient", "cause")
    source = next((i for p, i in prepositional(sentence.chunks, at) if p == "from"), None)
    if drawn and source is not None and is_party(sentence, source):
        event.actors = coordinated(sentence.chunks, source)


def _counted_among(sentence: Sentence, setting: Setting) -> list[Counted]:
    """Return those whom a measure is placed on, where they are counted: "sanctions on 12 companies"."""
    listed = [] if setting.target is None else coordinated(sentence.chunks, setting.target)
    things = [sentence.counted(i) for i in listed]
    return [t for t in things if is_plural(t.number) and t.object_class != "money"]


def _hit_by(sentence: Sentence, at: int) -> list[int]:
    """Return whom the sanctions named at `at` are said to hit."""
    chunks = sentence.chunks
    verb = next((i for i in range(at + 1, min(at + 4, len(chunks))) if chunks[i].kind == "VG"), None)
    if verb is None or chunks[verb].head_word.lemma not in _BITING or subject(chunks, verb) != at:
        return []
    return [i for i in objects_after(sentence, verb)[:1] if is_party(sentence, i)]


def _asked_for(sentence: Sentence, trigger: Trigger) -> list[int]:
    """Return who acts "at the request of" or "at the invitation of" somebody."""
    chunks, at = sentence.chunks, trigger.chunk
    if trigger.entries[0].name not in ("request", "invitation") or not at or chunks[at - 1].lower not in _ON_REQUEST:
        return []
    verb = next((i for i in range(at - 1, -1, -1) if chunks[i].kind == "VG"), None)
    if verb is None:
        verb = next((i for i in range(at + 1, len(chunks)) if chunks[i].kind == "VG" and chunks[i].finite), None)
    found = [] if verb is None else subjects(sentence, verb)
    return [i for i in found[:1] if is_party(sentence, i)]
