"""With what: the weapon of an event, from its own sentence.

Belongs here: choosing among the arms that a sentence names. Does not: recognising them (`objects`).
"""

from newsledger.extract.events import Event, Sentence
from newsledger.extract.objects import find_noun
from newsledger.extract.triggers import find_triggers

_ARMED_WITH = frozenset({"with", "using", "by", "in", "from", "of"})
# What was done to arms or people does not tell the weapon by the word for them.
_UNARMED = frozenset({"release", "exchange", "meet", "agree", "request", "accuse", "reject", "threaten", "sanction",
                      "support", "aid", "cooperate", "concede", "protest", "displace", "deploy", "restrict", "withdraw",
                      "capture", "missing", "detain", "clash"})  # fmt: skip


def weapon_of(sentence: Sentence, event: Event) -> str | None:
    """Return the kind of weapon used, from the trigger, the instrument or the subject of the clause."""
    if event.action in _UNARMED:
        return None
    if event.weapon is not None:
        return event.weapon
    chunks = sentence.chunks
    own = {o.start for o in event.objects}
    candidates = [event.trigger.chunk] if event.trigger.nominal else []
    candidates += [i for i in event.actors if i < len(chunks)]
    for at in range(event.trigger.chunk + 1, min(event.hi, len(chunks))):
        if chunks[at].kind == "NP" and chunks[at - 1].lower in _ARMED_WITH:
            candidates.append(at)
    for at in candidates:
        if chunks[at].kind != "NP" or (sentence.counted(at).start in own and at not in event.actors):
            continue
        found = _weapon_in(sentence, at)
        if found and (event.action != "intercept" or found == "aircraft"):
            return found
    return None


def _weapon_in(sentence: Sentence, at: int) -> str | None:
    weapon = sentence.counted(at).weapon
    if weapon:
        return weapon
    chunk = sentence.chunks[at]
    for trigger in find_triggers([chunk]):
        if trigger.entries[0].weapon:
            return trigger.entries[0].weapon
        words = [w.lower for w in chunk.words[chunk.first : trigger.head]]
        if words and (noun := find_noun(words)) is not None and noun.weapon:
            return noun.weapon
    return None
