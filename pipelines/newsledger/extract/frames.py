"""Verb frames: what a trigger, its voice and the phrases around it say happened.

Belongs here: choosing among a verb's readings the first that its phrases allow, and its stance. Does not: the readings
themselves (`verb_patients`, `verb_targets`, `verb_subjects`, `speech_acts`) or event nouns (`nominal`).
"""

from collections.abc import Callable, Sequence

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk
from newsledger.extract.clause_subjects import subject
from newsledger.extract.events import Event, Sentence, has_needed, is_passive, subjects
from newsledger.extract.penalties import read_punished
from newsledger.extract.reasons import is_reason
from newsledger.extract.speech_acts import (
    read_addressee,
    read_backing,
    read_breach,
    read_charge,
    read_content,
    read_deadline,
    read_directive,
    read_menace,
    read_mutual,
    read_settled,
)
from newsledger.extract.triggers import Entry, Trigger
from newsledger.extract.verb_decisions import read_allowed, read_forbidden, read_linked, read_vote
from newsledger.extract.verb_patients import (
    read_dislodged,
    read_entered,
    read_found,
    read_given,
    read_hospitalised,
    read_kept_from,
    read_lost,
    read_munition,
    read_patient,
    read_recalled,
    read_returned,
    read_sent,
    read_trained,
)
from newsledger.extract.verb_subjects import (
    read_attitude,
    read_called,
    read_fall,
    read_held,
    read_intransitive,
    read_parties,
    read_subject,
    read_transfer,
    read_under_fire,
)
from newsledger.extract.verb_targets import (
    read_actor,
    read_claimed,
    read_going_off,
    read_self_blown,
    read_target,
    read_thrown,
)
from newsledger.extract.wants import fits, is_wanted

# Acts that an infinitive of purpose ("to defeat the rebels") does not say to have happened.
_MERE_PURPOSE = frozenset({"attack", "kill", "clash", "damage", "injure", "capture", "displace", "concede", "restrict"})

# How each frame of the trigger lexicon is read.
_FRAMES: dict[str, Callable[[Sentence, Trigger, Entry], Event | None]] = {
    "patient": read_patient,
    "munition": read_munition,
    "target": read_target,
    "subject": read_subject,
    "intransitive": read_intransitive,
    "actor": read_actor,
    "with": read_parties,
    "content": read_content,
    "settled": read_settled,
    "addressee": read_addressee,
    "directive": read_directive,
    "backing": read_backing,
    "charge": read_charge,
    "mutual": read_mutual,
    "menace": read_menace,
    "breach": read_breach,
    "claimed": read_claimed,
    "goingoff": read_going_off,
    "selfblown": read_self_blown,
    "dislodged": read_dislodged,
    "given": read_given,
    "hospitalised": read_hospitalised,
    "trained": read_trained,
    "lost": read_lost,
    "fallto": read_fall,
    "held": read_held,
    "transfer": read_transfer,
    "to": read_sent,
    "underfire": read_under_fire,
    "passive": read_attitude,
    "called": read_called,
    "keptfrom": read_kept_from,
    "deadline": read_deadline,
    "vote": read_vote,
    "forbidden": read_forbidden,
    "allowed": read_allowed,
    "linked": read_linked,
    "thrown": read_thrown,
    "entered": read_entered,
    "returned": read_returned,
    "recalled": read_recalled,
    "found": read_found,
    "punished": read_punished,
}


def read_verb(sentence: Sentence, trigger: Trigger) -> Event | None:
    """Return the event of a verb trigger by the first of its readings that its object allows."""
    first = subject(sentence.chunks, trigger.chunk)
    if first and sentence.chunks[first - 1].lower == "how":
        return None  # "neither side said how many were freed"
    group = sentence.chunks[trigger.chunk]
    announced = _is_announced(sentence, trigger.chunk)
    governed = announced or stance.is_governed(sentence.chunks, trigger.chunk)
    purpose = group.infinitive and "have" not in group.aux and not governed
    if trigger.action in _MERE_PURPOSE and purpose:
        return None
    before = sentence.chunks[trigger.chunk - 1] if trigger.chunk else None
    kept_from = before is not None and before.lower == "from"
    if group.gerund and kept_from:
        return None  # "prevent the group from gaining ground"
    if group.gerund and trigger.action in _MERE_PURPOSE and not subjects(sentence, trigger.chunk):
        return None  # "defeating them will take time"
    if is_reason(sentence, trigger.chunk):
        return None
    for entry in _ordered(sentence, trigger):
        if entry.name == "use" and (_follows_infinitive(sentence, trigger) or group.gerund):
            continue
        event = _FRAMES[entry.frame](sentence, trigger, entry) if has_needed(sentence, trigger, entry) else None
        if event is not None and _has_doer(sentence, event, entry):
            _take_stance(sentence, event)
            if announced and event.modality == stance.ACTUAL:
                event.modality = stance.PLANNED
            return event
    return None


def _is_announced(sentence: Sentence, at: int) -> bool:
    """Whether an infinitive is the verb of a headline: "UK to pull troops out of Iraq"."""
    chunks = sentence.chunks
    return sentence.headline and chunks[at].infinitive and not any(c.kind == "VG" for c in chunks[:at])


def _ordered(sentence: Sentence, trigger: Trigger) -> Sequence[Entry]:
    """Return the readings of a trigger; of a passive those first that take its own subject."""
    if len(trigger.entries) == 1 or not is_passive(sentence, trigger):
        return trigger.entries
    own = subjects(sentence, trigger.chunk)
    return sorted(
        trigger.entries,
        key=lambda e: (-len(e.words), not any(fits(e, sentence.chunks[i], sentence.counted(i)) for i in own)),
    )


def _has_doer(sentence: Sentence, event: Event, entry: Entry) -> bool:
    """Whether those who act are of the kind that the entry takes; a pronoun where arms are spoken of."""
    if not entry.doers or event.rule.endswith(".passive"):
        return True
    if not event.actors or all(sentence.chunks[i].head_word.tag == "PRP" for i in event.actors):
        return sentence.is_violent
    return any(is_wanted(want, sentence.chunks[i], sentence.counted(i)) for i in event.actors for want in entry.doers)


def _follows_infinitive(sentence: Sentence, trigger: Trigger) -> bool:
    after = trigger.last + 1
    return after < len(sentence.chunks) and sentence.chunks[after].kind == "VG" and sentence.chunks[after].infinitive


def _take_stance(sentence: Sentence, event: Event) -> None:
    at = event.trigger.chunk
    chunks = sentence.chunks
    if chunks[at].kind == "VG" and not event.performed:
        polarity, modality = stance.of_group(chunks, at)
        if event.refused:
            polarity, modality = stance.AFFIRMED, stance.ACTUAL
        event.polarity = stance.NEGATED if stance.NEGATED in (polarity, event.polarity) else polarity
        event.modality = modality if event.modality == stance.ACTUAL else event.modality
        if modality == stance.PLANNED and _conditioned(chunks, at):
            event.modality = stance.CONDITIONAL
    own = {o.start for o in event.objects}
    for i in range(event.lo, min(event.hi, len(chunks))):
        negates = chunks[i].kind == "NP" and stance.negates(chunks[i])
        if negates and (sentence.counted(i).start in own or i in event.actors):
            event.polarity = stance.NEGATED


def _conditioned(chunks: Sequence[Chunk], at: int) -> bool:
    return stance.under_condition(chunks, 0, len(chunks)) and not stance.is_condition(chunks, at)
