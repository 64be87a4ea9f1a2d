"""Which phrases a trigger takes, by what the lexicon says that it wants.

Belongs here: holding one phrase against the `wants` of an entry of ``triggers.tsv``. Does not: finding the phrases of
a sentence (`events`), or what a frame makes of them (`frames`, `nominal`).
"""

from functools import cache

from newsledger.extract.chunks import Chunk
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import PEOPLE, Counted
from newsledger.extract.tagger import Word
from newsledger.extract.triggers import Entry


@cache
def noun_group(name: str) -> frozenset[str]:
    """Return the nouns that "@name" in the trigger lexicon asks for."""
    return frozenset(row["word"] for row in read_lexicon("noun_groups") if row["group"] == name)


# Determiners that stand for people by themselves: "all were killed".
_SOME = frozenset({"no one", "not one", "all", "all those", "both", "many", "most", "some", "several", "none"})
_ONE_PERSON = frozenset({"himself", "herself", "he", "him", "she", "her", "i", "me", "someone", "one"})
_SOME_PEOPLE = frozenset({"they", "them", "we", "us", "who", "nobody", "everyone", "everybody", "anyone"})


def is_one_person(word: Word) -> bool:
    """Whether a word is a pronoun for one person."""
    return word.lower in _ONE_PERSON


# What a bare number may count; of those taken, people and vehicles: "captured six".
_TAKEN = frozenset({"drone", "missile", "vehicle", "ship"})
_COUNTED_THINGS = _TAKEN | {"building"}


def fits(entry: Entry, phrase: Chunk | None, thing: Counted | None) -> bool:
    """Whether an object (None: no object) is one that the entry takes."""
    if not entry.wants:
        return True
    if phrase is None or thing is None:
        return "" in entry.wants
    head = phrase.head_word
    if any(is_wanted(want, phrase, thing) for want in entry.wants):
        return True
    if phrase.lower in _SOME and entry.wants & PEOPLE:
        return True
    if head.tag == "PRP" and head.lower in ("it", "itself") and len(phrase.lower.split()) == 1:
        return bool(entry.wants & {"territory", "building", "infrastructure", "vehicle", "ship", "@proposal"})
    if head.tag == "PRP" and is_one_person(head):
        return "person" in entry.wants  # troops are deployed, "me" is not
    if head.tag == "PRP" and head.lower in _SOME_PEOPLE:
        return bool(entry.wants & PEOPLE)
    if thing.headless and thing.number is not None:
        return bool(entry.wants & (PEOPLE | (_TAKEN if entry.action == "capture" else _COUNTED_THINGS)))
    return thing.noun is None and head.tag == "P" and head.place is None and "person" in entry.wants


def is_wanted(want: str, phrase: Chunk, thing: Counted) -> bool:
    """Whether a phrase is of the kind that `want` names: a class, or one of the signs that `Entry` explains."""
    head = phrase.head_word
    if want.startswith("@"):
        group = noun_group(want[1:])
        return head.last in group or (thing.noun is not None and thing.noun.word in group)
    if want == "%place":
        if head.place is not None or (head.actor is not None and head.actor.kind == "state"):
            return True
        return head.tag == "P" and head.actor is None and thing.noun is None and phrase.number is None
    if want == "%party":
        return head.actor is not None or head.place is not None or thing.object_class in PEOPLE or speaks(phrase)
    if want == "%force":
        armed = head.actor is not None and head.actor.sector in ("REB", "MIL")
        return thing.object_class == "soldier" or armed
    if want == "%rebels":
        return head.actor is not None and head.actor.sector == "REB"
    if want == "%state":
        return head.actor is not None and head.actor.kind in ("state", "demonym")
    if want == "%person":
        return head.actor is not None and head.actor.kind == "person"
    if want == "%name":
        return head.tag == "P" and thing.noun is None and head.actor is None and head.place is None
    if want == "-":
        known = thing.noun is not None or head.actor is not None or head.place is not None
        return not known and head.lower not in _ONE_PERSON | _SOME_PEOPLE
    lives = thing.noun is not None and thing.noun.word == "life"  # those are lost and claimed, not uprooted
    return bool(want) and want == thing.object_class and not lives


def speaks(phrase: Chunk) -> bool:
    """Whether a noun for those who speak or are spoken to stands in a phrase: "his counterpart", "the ministry"."""
    return phrase.head_word.last in _speaking_nouns() or bool(noun_group("party") & set(phrase.lower.split()))


@cache
def _speaking_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_lexicon("source_nouns") if row["kind"] != "document")
