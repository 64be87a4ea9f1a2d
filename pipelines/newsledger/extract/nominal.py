"""Noun frames: what an event noun and the phrases around it say happened.

Belongs here: choosing among a noun's readings the first that its phrases allow, and its stance. Does not: the readings
themselves (`noun_events`, `noun_tolls`, `noun_acts`), or verbs (`frames`).
"""

from collections.abc import Callable

from newsledger.extract import stance
from newsledger.extract.events import FORCE, Event, Sentence
from newsledger.extract.noun_acts import read_dealings, read_felt, read_noun_content
from newsledger.extract.noun_events import read_event, read_munitions, read_of
from newsledger.extract.noun_settings import Setting, read_setting
from newsledger.extract.noun_tolls import read_toll
from newsledger.extract.triggers import Entry, Trigger

# How each frame of the trigger lexicon is read.
_FRAMES: dict[str, Callable[[Sentence, Trigger, Entry, Setting], Event | None]] = {
    "event": read_event,
    "munitions": read_munitions,
    "of": read_of,
    "toll": read_toll,
    "party": read_dealings,
    "content": read_noun_content,
    "felt": read_felt,
}


def read_noun(sentence: Sentence, trigger: Trigger) -> Event | None:
    """Return the event of a noun trigger by the first of its readings that holds."""
    setting = read_setting(sentence, trigger)
    if setting.verb is not None and stance.is_condition(sentence.chunks, setting.verb):
        return None  # "unclear whether there were casualties"
    if trigger.action in ("meet", "agree", "cooperate") and _is_aim(sentence, setting):
        return None
    for entry in trigger.entries:
        event = _FRAMES[entry.frame](sentence, trigger, entry, setting)
        if event is not None:
            _take_stance(sentence, trigger, setting, event)
            return event
    return None


def _is_wanted(sentence: Sentence, at: int) -> bool:
    """Whether the noun, or the list that it stands in, is what somebody wants: "want elections and the release of"."""
    chunks, i = sentence.chunks, at - 1
    while i > 0 and chunks[i].kind in ("NP", "CC", ","):
        i -= 1
    return i >= 0 and chunks[i].kind == "VG" and chunks[i].head_word.lemma in ("want", "need", "await")


def _is_aim(sentence: Sentence, setting: Setting) -> bool:
    """Whether the verb that carries the noun only says what for: "offered to help in starting talks"."""
    chunks, verb = sentence.chunks, setting.verb
    if verb is None or verb == 0 or not chunks[verb].gerund:
        return False
    return chunks[verb - 1].lower in ("in", "for", "of", "towards", "toward")


def _take_stance(sentence: Sentence, trigger: Trigger, setting: Setting, event: Event) -> None:
    chunk = sentence.chunks[trigger.chunk]
    if event.modality == stance.ACTUAL and _is_wanted(sentence, trigger.chunk):
        event.modality = stance.DEMANDED
    if setting.verb is not None:
        polarity, modality = stance.of_group(sentence.chunks, setting.verb)
        event.polarity = stance.NEGATED if stance.NEGATED in (polarity, event.polarity) else polarity
        if modality != stance.ACTUAL:
            event.modality = modality
    if setting.carrier is not None:
        if setting.carrier.modality != stance.ACTUAL and not event.performed and not _is_news(sentence, setting, event):
            event.modality = setting.carrier.modality
        if setting.carrier.polarity == stance.NEGATED:
            event.polarity = stance.NEGATED
    opens = trigger.chunk if setting.verb is None else min(trigger.chunk, setting.verb)  # "without causing casualties"
    led_by = sentence.chunks[opens - 1].lower if opens else ""
    if _shares_negation(sentence, trigger.chunk) or stance.negates(chunk) or led_by in ("nor", "without"):
        event.polarity = stance.NEGATED
    if stance.hedges(chunk):
        event.modality = stance.CONDITIONAL


def _shares_negation(sentence: Sentence, at: int) -> bool:
    """Whether the phrase before an "or" denies this one too: "no injuries or damage"."""
    return at >= 2 and sentence.chunks[at - 1].lower == "or" and stance.negates(sentence.chunks[at - 2])


def _is_news(sentence: Sentence, setting: Setting, event: Event) -> bool:
    """Whether what is announced has been done: "announced the arrest of 27 officers", unlike a withdrawal."""
    announced = setting.verb is not None and sentence.chunks[setting.verb].head_word.lemma == "announce"
    return announced and event.action in FORCE | {"detain"}
