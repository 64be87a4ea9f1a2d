"""Deeds that are only the reason of another: jailed for attacking a guard, suspected of helping the rebels.

Belongs here: telling a gerund that says what somebody answers for from one that tells an event. Does not: the content
of speech acts (`speech_content`).
"""

from newsledger.extract.events import Sentence
from newsledger.extract.triggers import find_triggers

# Acts that a gerund after "for" or "of" gives the reason of.
_REASONED = frozenset({"accuse", "detain", "sanction", "displace", "support", "concede"})
_SUSPECTED = frozenset({"suspected", "guilty", "wanted", "capable", "convicted", "suspicion"})


def is_reason(sentence: Sentence, at: int) -> bool:
    """Whether the gerund at `at` says for what somebody is punished, blamed, suspected or praised."""
    chunks = sentence.chunks
    if not chunks[at].gerund or at == 0 or chunks[at - 1].lower not in ("for", "of"):
        return False
    for i in range(at - 2, -1, -1):
        if chunks[i].kind in (";", "SUB", "WH"):
            return False
        if _SUSPECTED & set(chunks[i].lower.split()):
            return True
        if chunks[i].kind == "VG":
            return any(t.action in _REASONED for t in find_triggers(chunks[i : i + 1]) if not t.nominal)
    return False
