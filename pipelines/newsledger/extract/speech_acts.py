"""Frames of speech acts: who rejects, promises, demands or accuses, whom, and what about.

Belongs here: verbs whose object is content or an addressee. Does not: how far their content reaches
(`speech_content`), other verbs (`frames`), or who the reporter quotes (`attribution`).
"""

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk
from newsledger.extract.events import (
    Event,
    Sentence,
    agents,
    is_party,
    is_passive,
    objects_of,
    pp,
    start_event,
    subjects,
)
from newsledger.extract.objects import Counted
from newsledger.extract.speech_content import (
    WHERE,
    asks_for_something,
    clause_subject,
    content_end,
    is_hostile,
    owner_in,
    past_relative,
)
from newsledger.extract.tagger import Word
from newsledger.extract.triggers import Entry, Trigger
from newsledger.extract.wants import fits

# Acts about what somebody did, whose doer is their recipient: "condemned Russia's raid".
_OF_A_DEED = frozenset({"accuse", "reject", "support", "request"})
_SIDES = frozenset({"each", "both", "all", "neither"})
_EACH_OTHER = frozenset({"each other", "one another"})


def speakers(sentence: Sentence, at: int) -> list[int]:
    """Return the subject of a verb of speech; of one joined to another verb, the subject of that where it is a party.

    A name after the office of its holder stands for both: "the head of the station, Ali Tamim, blamed".
    """
    found = subjects(sentence, at)
    if any(is_party(sentence, i) for i in found):
        return found
    chunks = sentence.chunks
    named = at - 2
    if found and named > found[0] and chunks[at - 1].kind == "," and chunks[named].kind == "NP":
        return [named] if is_party(sentence, named) else found
    joined = chunks[at].gerund or (at > 0 and chunks[at - 1].kind in ("CC", "RB"))
    if chunks[at].infinitive:
        # "marched on Wednesday to demand", "its commitment to support"; not "evidence to support"
        joined = at > 0 and (chunks[at - 1].kind != "NP" or stance.is_governed(chunks, at))
    for earlier in range(at - 1, -1, -1) if joined else ():
        if chunks[earlier].kind == "VG" and chunks[earlier].finite:
            outer = subjects(sentence, earlier)
            if any(is_party(sentence, i) for i in outer):
                return outer
    return found


def read_content(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Acts done by saying what they are about: rejected the plan, denied that, promised to leave."""
    return _about(sentence, trigger, entry, said=True)


def read_settled(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Acts with content that are more than words: signed the deal, lifted the ban, voted for the bill."""
    return _about(sentence, trigger, entry, said=False)


def _about(sentence: Sentence, trigger: Trigger, entry: Entry, *, said: bool) -> Event | None:
    passive = _is_passive(sentence, trigger, entry)
    event = start_event(trigger, entry, "content")
    if passive:
        event.actors = agents(sentence, trigger.last)
        found = subjects(sentence, trigger.chunk)
    else:
        event.actors = speakers(sentence, trigger.chunk)
        found = objects_of(sentence, trigger)
    if not fits(entry, *_first(sentence, found)) or (passive and not found):
        return None
    if not passive and not any(is_party(sentence, i) or sentence.chunks[i].lower in _SIDES for i in event.actors):
        return None
    if not found and entry.action == "accuse":
        event.recipients = clause_subject(sentence, trigger.last)
    act = speech_act(sentence, trigger, event, found, said=said and not passive)
    if not passive:
        act.content = (trigger.end, sentence.chunks[act.hi - 1].end)
    return act


def _is_passive(sentence: Sentence, trigger: Trigger, entry: Entry) -> bool:
    """Whether the content is the subject: "was rejected", and of verbs that want a kind of thing "curfew lifted"."""
    if not is_passive(sentence, trigger):
        return False
    clipped = sentence.headline and not any(is_party(sentence, i) for i in subjects(sentence, trigger.chunk))
    return sentence.chunks[trigger.chunk].has_be or bool(entry.wants) or clipped  # "Truce agreed in Sudan"


def read_addressee(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Acts done by saying so to or about somebody: accused Kyiv of, urged Israel to, praised the army."""
    return _towards(sentence, trigger, entry, said=True)


def read_backing(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Acts towards somebody that are more than words: backs the rebels, sides with."""
    return _towards(sentence, trigger, entry, said=False)


def _towards(sentence: Sentence, trigger: Trigger, entry: Entry, *, said: bool) -> Event | None:
    group = sentence.chunks[trigger.chunk]
    event = start_event(trigger, entry, "addressee")
    after = trigger.last + 1
    # "a man accused of spying", "was arrested and charged with treason"
    of_what = sentence.chunks[after].lower if after < len(sentence.chunks) else ""
    charged = entry.action == "accuse" and (of_what == "of" or (entry.frame == "charge" and of_what == "with"))
    passive = is_passive(sentence, trigger) and (group.has_be or charged or bool(agents(sentence, trigger.last)))
    if passive:
        event.actors = agents(sentence, trigger.last)
        found = subjects(sentence, trigger.chunk)[:1]
        if entry.action == "support" and event.actors and not any(is_party(sentence, i) for i in event.actors):
            return None  # "a loan backed by frozen assets"
    else:
        event.actors = speakers(sentence, trigger.chunk)
        found = objects_of(sentence, trigger)
        if not any(is_party(sentence, i) for i in event.actors):
            return None
    if found and sentence.chunks[found[0]].lower in _EACH_OTHER:
        event.mutual, found = True, []
    elif found and (is_party(sentence, found[0]) or sentence.chunks[found[0]].lower == "those"):
        event.recipients, found = found[:1], []
    if not fits(entry, *_first(sentence, event.recipients or found)):
        return None
    if passive and not event.actors and not event.recipients and entry.action in ("request", "support"):
        return None  # "hibernation has been proposed"
    if entry.name == "thank" and found == [] and sentence.chunks[trigger.last + 1 : trigger.last + 2][0].lower == "to":
        return None
    if entry.action == "request" and not found and not asks_for_something(sentence, trigger.last, event.recipients):
        return None
    event = speech_act(sentence, trigger, event, found, said=said and not passive)
    if entry.name == "blame" and not passive and not event.recipients:
        return None  # "blamed rising rents"
    if entry.action == "threaten" and not event.recipients and not _menaces(sentence, trigger, entry, event):
        return None
    return event


def _menaces(sentence: Sentence, trigger: Trigger, entry: Entry, event: Event) -> bool:
    """Whether harm is spoken of, or something that a verb of threat alone makes one: "threatened to leave the bloc"."""
    after = trigger.last + 1
    vowed = entry.name == "threaten" and after < len(sentence.chunks) and sentence.chunks[after].infinitive
    return vowed or is_hostile(sentence, after, event.hi)


def _first(sentence: Sentence, found: list[int]) -> tuple[Chunk | None, Counted | None]:
    return (sentence.chunks[found[0]], sentence.counted(found[0])) if found else (None, None)


def read_directive(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Verbs that ask only where somebody is to do something: told residents to leave, wants NATO to act."""
    event = _towards(sentence, trigger, entry, said=True)
    if event is None or not event.recipients:
        return None
    chunks = sentence.chunks
    after = max(trigger.last, event.recipients[0]) + 1
    while after + 1 < len(chunks) and (chunks[after].kind in ("RB", "TIME") or chunks[after].lower in WHERE):
        after += 2 if chunks[after].lower in WHERE else 1  # "those in the camps around Goma to leave"
    follows = chunks[after] if after < len(chunks) else None
    if follows is None:
        return None
    asks = (follows.kind == "VG" and follows.infinitive) or (follows.lower == "for" and entry.name != "want")
    return event if asks else None


def read_deadline(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Time given to somebody to act, which orders them to: "gave the diplomats 48 hours to leave"."""
    chunks = sentence.chunks
    passive, time = is_passive(sentence, trigger), trigger.last + 1
    if time + 1 >= len(chunks) or not chunks[time + 1].infinitive or not _PERIODS & set(chunks[time].lower.split()):
        return None
    # A number joins the phrase before it: "the diplomats 48 hours" is one chunk.
    asked = subjects(sentence, trigger.chunk) if passive else [time]
    parties = [i for i in asked[:1] if is_party(sentence, i) or any(w.actor for w in _words_of(chunks[i]))]
    if not parties:
        return None
    event = start_event(trigger, entry, "addressee")
    event.actors = agents(sentence, trigger.last) if passive else speakers(sentence, trigger.chunk)
    event.recipients = parties if passive else []
    event.lo, event.hi = min([trigger.chunk, *event.actors, *asked]), content_end(chunks, time + 1)
    event.content = (chunks[time].start, chunks[event.hi - 1].end)
    return event


_PERIODS = frozenset({"hours", "days", "weeks", "month", "months", "week", "minutes"})


def _words_of(chunk: Chunk) -> list[Word]:
    return chunk.words[chunk.first : chunk.last]


_CHARGES = frozenset({"with", "over", "for", "on"})


def read_charge(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Charges before a court: charged five officers with murder, was indicted over the raid."""
    charge = pp(sentence, trigger.last, _CHARGES)
    event = _towards(sentence, trigger, entry, said=False)
    if event is None or charge is None or not event.recipients:
        return None
    return event


def read_mutual(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Acts of parties on each other: traded accusations."""
    event = start_event(trigger, entry, "mutual")
    event.actors = speakers(sentence, trigger.chunk)
    if len(event.actors) < 2:
        return None
    event.mutual = True
    return speech_act(sentence, trigger, event, [], said=False)


def read_menace(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """What somebody says that they will do in return: will retaliate, would hit back, vowed to avenge."""
    _, modality = stance.of_group(sentence.chunks, trigger.chunk)
    if modality not in (stance.PLANNED, stance.CONDITIONAL):
        return None
    event = start_event(trigger, entry, "menace")
    event.actors = speakers(sentence, trigger.chunk)
    if not any(is_party(sentence, i) for i in event.actors):
        return None
    found = objects_of(sentence, trigger)
    against = pp(sentence, trigger.last, frozenset({"against", "at", "on"}))
    event.recipients = [] if against is None else [against]
    event = speech_act(sentence, trigger, event, found, said=True)
    event.performed = True
    return event


def read_breach(sentence: Sentence, trigger: Trigger, entry: Entry) -> Event | None:
    """Law or truce that somebody is said to have broken: said the raid violated the ceasefire."""
    found = subjects(sentence, trigger.chunk)
    broken = objects_of(sentence, trigger)
    if is_passive(sentence, trigger):
        found, broken = agents(sentence, trigger.last), found
    if not broken or not fits(entry, *_first(sentence, broken)):
        return None
    event = start_event(trigger, entry, "breach")
    event.recipients = [i for i in found[:1] if is_party(sentence, i)] or owner_in(sentence, found)
    event = speech_act(sentence, trigger, event, broken, said=False)
    event.content, event.said_only = None, True
    return event


def speech_act(sentence: Sentence, trigger: Trigger, event: Event, found: list[int], *, said: bool) -> Event:
    """Return `event` with its clause, its content and the party that its content is about."""
    chunks = sentence.chunks
    after = max([trigger.last, *found, *[i for i in event.recipients if i > trigger.chunk]]) + 1
    before = [i for i in (*event.actors, *event.recipients, *found) if i < trigger.chunk]
    if event.action == "request":
        after = past_relative(chunks, after)
    event.lo, event.hi = min([trigger.chunk, *before]), content_end(chunks, after)
    passive = any(i < trigger.chunk for i in found)
    event.content = (trigger.end, chunks[event.hi - 1].end) if said and not passive else None
    if found:
        thing = sentence.counted(found[0])
        event.objects = [Counted(thing.start, thing.end, thing.text, None, None, None, headless=False)]
    if not event.recipients and event.action == "request":
        event.recipients = clause_subject(sentence, trigger.last)
    if not event.recipients and event.action in _OF_A_DEED:
        event.recipients = owner_in(sentence, range(found[0], trigger.chunk) if passive else range(after - 1, event.hi))
    event.spoken = said
    return event
