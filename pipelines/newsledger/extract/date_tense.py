"""Whether a bare "Friday" or "in June" lies ahead: what the verbs of its clause say.

Belongs here: the tense cues around a time expression. Does not: tense of claims; that is decided with their clauses.
"""

import re

_FUTURE = (
    r"will|'ll|shall|would|due|scheduled|planned|plans?|planning|expected|expects?|set to|going to|is to|are to|to be"
    r"|(?<!appeared )(?<!seemed )(?<!managed )(?<!failed )(?<!tried )(?<!began )(?<!forced )"
    r"to (?:meet|hold|start|begin|resume|take|travel|visit|vote|speak|arrive|return|discuss|expire|end)|may|might"
    r"|could|must|should|has to|have to|upcoming|intends?|deadline"
)
_PAST = (
    r"said|says|told|announced|reported|was|were|had|did|claimed|added|wrote|warned|accused|confirmed|has|have|began"
    r"|took|held|met|launched|struck|attacked|hit|killed|wounded|injured|happened|came|went|left|fell|broke|shot|fired"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b", re.IGNORECASE)
_PAST_FORM_BEFORE = re.compile(r"\b\w+ed (?:(?:early|late|earlier|later) )?(?:on )?\Z")  # "admitted on Friday"
_CLAUSE_END = re.compile(r"[.;:!?](?=\s|\Z)|[,\n–]|\bthat\b")
_REACH = 90  # characters looked at on either side
_WORDS_AFTER = 40


def tense_around(plain: str, start: int, end: int) -> str | None:
    """Return "future" or "past" as the clause's nearest cue has it: the last before, else the first after."""
    before = plain[max(0, start - _REACH) : start]
    begin = max((m.end() for m in _CLAUSE_END.finditer(before)), default=0)
    cues = list(_CUE.finditer(before, begin))
    if not cues and _PAST_FORM_BEFORE.search(before, begin):
        return "past"
    if not cues:
        after = plain[end : end + _WORDS_AFTER].removeprefix(",")
        stop = _CLAUSE_END.search(after)
        cues = list(_CUE.finditer(after, 0, stop.start() if stop else len(after)))[:1]
    return cues[-1].lastgroup if cues else None
