"""Frames of nouns of dealings and speech acts: talks with X, a call for a truce, an agreement on prisoners.

Belongs here: talks and joint work, and nouns of speech acts with their content. Does not: verbs of saying
(`speech_acts`) or nouns of deeds (`noun_events`).
"""

from newsledger.extract import stance
from newsledger.extract.chunks import prepositional
from newsledger.extract.events import Event, Sentence
from newsledger.extract.noun_settings import Setting, phrase_object, start_noun_event
from newsledger.extract.triggers import Entry, Trigger


def read_dealings(sentence: Sentence, trigger: Trigger, entry: Entry, setting: Setting) -> Event | None:
    """Talks and joint work: meeting with X, talks between X and Y in Doha."""
    if (
        entry.words in (("call",), ("calls",), ("visit",), ("trip",), ("conference",), ("conversation",))
        and not setting.between
    ):
        if any(p == "for" for p, _ in prepositional(sentence.chunks, trigger.chunk)):
            return None  # "a call for sanctions"
        if setting.carrier is None and not (setting.owner is not None and setting.place is not None):
            return None
    if not (setting.between or setting.place is not None or setting.carrier is not None or setting.owner is not None):
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
    topic = next(
        (i for p, i in prepositional(chunks, at) if p in ("for", "on", "to", "of", "about", "against", "over")), None
    )
    if entry.action == "agree" and stance.negates(chunks[at]):
        pass  # "there is still no ceasefire"
    elif setting.carrier is None:
        if entry.action in ("agree", "sanction", "aid"):
            if not (topic is not None and not setting.bare and entry.action == "agree" and setting.owner is not None):
                return None
        elif setting.owner is None or topic is None:
            return None
    event = start_noun_event(sentence, trigger, entry, setting, "noun")
    event.objects = [phrase_object(sentence, trigger)]
    event.target = None
    if topic is not None and entry.action in ("agree", "request", "reject"):
        inner = sentence.counted(topic)
        event.objects = [inner] if inner.number is not None else event.objects
    if len(setting.between) > 1:
        event.actors, event.recipients = setting.between[:1], setting.between[1:]
    elif setting.between and entry.action == "agree":
        event.recipients = setting.between[:1]
    if entry.action in ("request", "threaten", "reject") and topic is not None:
        event.content = (trigger.end, chunks[event.hi - 1].end)
    elif entry.action == "agree" and topic is not None:
        event.content = (trigger.end, chunks[topic].end)
        if topic + 2 < len(chunks) and chunks[topic + 1].lower == "of":
            event.content = (trigger.end, chunks[topic + 2].end)
    return event
