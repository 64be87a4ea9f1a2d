"""Regular English inflection, for lexicons that list one form of each word.

Belongs here: the plural of a noun and the forms of a verb where they are regular. Does not: irregular forms;
the lexicons spell those out.
"""

import re
from typing import NamedTuple

_VOWELS = frozenset("aeiou")
# Verbs of one syllable with one vowel double their last consonant: gutted, rammed; not those in w, x, y.
_DOUBLING = re.compile(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]")
# Longer verbs that double it, for their stress is on the last syllable: submitted, occurred, controlled.
_FINAL_STRESS = frozenset({"abhor", "acquit", "admit", "airdrop", "air-drop", "commit", "compel", "concur",
                           "confer", "control", "corral", "defer", "demur", "deter", "dispel", "emit", "enrol", "equip",
                           "excel", "expel", "impel", "incur", "infer", "kidnap", "machine-gun", "occur",
                           "omit", "outwit", "patrol", "permit", "pistol-whip", "prefer", "propel", "rebel", "recur",
                           "refer", "regret", "remit", "repel", "submit", "transfer", "transmit"})  # fmt: skip
_SIBILANTS = ("s", "x", "z", "ch", "sh")


class VerbForms(NamedTuple):
    """The five forms of an English verb."""

    base: str
    present: str  # third person singular
    past: str
    participle: str
    gerund: str


def plural(noun: str) -> str:
    """Return the regular plural of `noun`: "shelters", "casualties", "clashes"."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANTS) else "s")


def verb_forms(verb: str, irregular: str = "") -> VerbForms:
    """Return the forms of `verb`; `irregular` names present, past, participle and gerund where they are not regular."""
    if irregular:
        present, past, participle, gerund = irregular.split()
        return VerbForms(verb, present, past, participle, gerund)
    if verb.endswith("e"):
        past = verb + "d"
        gerund = verb + "ing" if verb.endswith(("ee", "oe", "ye")) else verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        past, gerund = verb[:-1] + "ied", verb + "ing"
    else:
        stem = verb + verb[-1] if verb in _FINAL_STRESS or _DOUBLING.fullmatch(verb) else verb
        past, gerund = stem + "ed", stem + "ing"
    return VerbForms(verb, plural(verb), past, past, gerund)
