"""Conditions told by word order alone: "Should Iran attack, …", "Were it to leave, …", "Had it not rained, …".

Belongs here: reading the auxiliary before its subject as the "if" it stands for. Does not: conditions with a word of
their own (`stance`) or any other choice of tags (`tagger`).
"""

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsledger.extract.tagger import Word

_INVERTED = frozenset({"should", "were", "had"})
_OPENS_SUBJECT = frozenset({"DT", "PP", "P", "N", "NUM", "PRP"})
_SHORTEST = 4  # words of a condition with its comma
_ENDS_SUBJECT = frozenset({"N", "P", "PRP", "RB"})


def read_inversion(words: "list[Word]") -> None:
    """Tag the auxiliary that opens a condition as its subordinator, and after "should" the base form as its verb."""
    if not words or words[0].lower not in _INVERTED or words[-1].lower == "?" or len(words) < _SHORTEST:
        return
    comma = next((i for i, word in enumerate(words) if word.tag == ","), 0)
    if words[1].tag not in _OPENS_SUBJECT or not comma:
        return
    words[0].tag = "SUB"
    for before, word in pairwise(words[1:comma]) if words[0].lower == "should" else ():
        if word.tag == "N" and "B" in word.forms and before.tag in _ENDS_SUBJECT:
            word.tag = "V"
            return
