"""What a noun phrase counts: its head noun, object class, number and, for arms, the kind of weapon.

Belongs here: looking heads up in ``lexicon/objects.tsv`` and reading the quantity of a phrase. Does not: finding
phrases (`chunks`) or deciding which phrase an action affects (`frames`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from newsledger.extract.chunks import Chunk
from newsledger.extract.inflection import plural
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.spans import NumberSpan
from newsledger.extract.tagger import Word
from newsledger.extract.values import value

_MONEY = re.compile(r"[$€£¥₴₽₹₪₺₩₦]|\d ?bn\b|\bUSD\b")
PEOPLE = frozenset({"person", "civilian", "soldier", "prisoner", "hostage"})
_PERSONAL = frozenset({"he", "him", "she", "her", "i", "me", "himself", "herself", "someone", "somebody"})
# Determiners that count one.
_ONE = frozenset({"a", "an", "one", "another"})
_VAGUE = frozenset({"numerous", "multiple", "many", "various", "most"})
_DROPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "more",
        "additional",
        "another",
        "further",
        "some",
        "any",
        "no",
        "all",
        "of",
        "out",
        "those",
        "these",
        "this",
        "that",
        "several",
        "many",
        "numerous",
        "multiple",
        "most",
        "both",
        "least",
    ]
)


@value(frozen=True, slots=True)
class Noun:
    """A noun of the lexicon."""

    word: str
    object_class: str
    weapon: str | None


@value(frozen=True, slots=True)
class Counted:
    """What a noun phrase names and how many of it; `noun` is None where its head is not in the lexicon."""

    start: int
    end: int
    text: str
    noun: Noun | None
    object_class: str | None
    number: NumberSpan | None
    headless: bool  # "five more", "117": the unit is named elsewhere
    part: bool = False  # counted of a whole: "including 20 children"

    @property
    def weapon(self) -> str | None:
        """The kind of weapon it is, if it is one."""
        return self.noun.weapon if self.noun else None

    def of_class(self, object_class: str) -> "Counted":
        """Return the same phrase as another class of object."""
        return replace(self, object_class=object_class)


@cache
def _nouns() -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for row in read_lexicon("objects"):
        noun = Noun(row["noun"], row["object_class"], row["weapon"] or None)
        nouns[row["noun"]] = noun
        nouns[row["plural"] or plural(row["noun"])] = noun
    return nouns


@cache
def _lengths() -> dict[str, int]:
    """Map the last word of each noun to how many words the longest noun has that ends with it."""
    longest: dict[str, int] = {}
    for words in map(str.split, _nouns()):
        longest[words[-1]] = max(len(words), longest.get(words[-1], 0))
    return longest


def nouns_of(object_class: str) -> frozenset[str]:
    """Return the last words of the nouns of a class, singular and plural."""
    return frozenset(form.split()[-1] for form, noun in _nouns().items() if noun.object_class == object_class)


def find_noun(words: list[str]) -> Noun | None:
    """Return the longest noun of the lexicon that ends `words` (lower-cased), hyphens read as spaces if need be."""
    last = words[-1] if words else ""
    longest = _lengths().get(last.rsplit(" ", 1)[-1], 0)
    for length in range(min(longest, len(words)), 0, -1):
        found = _nouns().get(" ".join(words[-length:]) if length > 1 else last)
        if found is not None:
            return found
    if "-" in last:
        # "F-16s", "Shahed-136s", "mini-bus": the part before or after the last hyphen may be known.
        return _nouns().get(last.rsplit("-", 1)[-1]) or _nouns().get(last.split("-", 1)[0])
    return None


def counted(phrase: Chunk) -> Counted:
    """Return what the noun phrase `phrase` counts."""
    words = phrase.words[phrase.first : phrase.last]
    number = phrase.number.number if phrase.number is not None else _implied(words)
    names = [w for w in words if w.tag != "NUM"]
    head = _head_words(names)
    noun = find_noun(head) or _titled(names) or _measured(number)
    headless = noun is None and not [
        w for w in names if w.tag in ("N", "P", "V") and w.lower not in ("more", "others", "other")
    ]
    own = _object_words(phrase, words)
    object_class = noun.object_class if noun else _class_of_name(phrase.head_word)
    if noun is not None and object_class == "soldier" and _is_captive(head):
        object_class = "prisoner"
    if noun is not None and noun.word in ("other", "half", "third", "rest"):
        headless = noun.word in ("half", "third", "rest")
    return Counted(own[0].start, own[-1].end, phrase_text(own), noun, object_class, number, headless)


def containing(whole: Counted, held: Counted, words: list[Word]) -> Counted:
    """Return "a convoy of 16 lorries" or "the remains of 40 soldiers" as what it holds, in all its words.

    Remains stay bodies; of two numbers the one of what is held counts, so that two groups of ten are ten.
    """
    noun = held.noun or whole.noun
    object_class = "body" if whole.object_class == "body" else held.object_class or whole.object_class
    text = phrase_text([w for w in words if w.start >= whole.start and w.end <= held.end])
    number = held.number or whole.number
    return Counted(whole.start, held.end, text, noun, object_class, number, headless=held.headless)


def _class_of_name(head: Word) -> str | None:
    """Return the class of what a name or pronoun means: a place, a person, the members of an armed group."""
    if head.tag == "PRP" and head.lower in _PERSONAL:
        return "person"
    if head.tag not in ("P", "N"):
        return None
    if head.actor is not None and head.actor.kind in ("person", "office", "demonym", "group", "force"):
        if head.actor.sector in ("MIL", "REB"):
            return "soldier"
        return "person" if head.actor.kind in ("person", "office") else None
    if head.place is not None or (head.actor is not None and head.actor.kind == "state"):
        return "territory"
    return None


def _titled(words: list[Word]) -> Noun | None:
    """Return the noun before a name: "the photojournalist Ziad al-Sharabi", "army soldier Mustafa al-Nuaimi"."""
    kept = list(words)
    while kept and kept[-1].tag == "P" and kept[-1].place is None:
        if kept[-1].actor is not None and kept[-1].actor.kind == "person" and " " in kept[-1].lower:
            tokens = kept[-1].lower.split()
            titles = (find_noun(tokens[:end]) for end in range(len(tokens) - 1, 0, -1))
            return next((noun for noun in titles if noun is not None), None)
        kept.pop()
    return find_noun(_head_words(kept)) if kept and len(kept) < len(words) else None


def _measured(number: NumberSpan | None) -> Noun | None:
    """Return the unit that a number carries itself: "about 300 square miles"."""
    if number is None:
        return None
    if _MONEY.search(number.text):
        return find_noun(["money"])
    return find_noun(number.text.lower().split()) if " " in number.text else None


def _is_captive(words: list[str]) -> bool:
    return bool({"captured", "captive", "detained", "imprisoned"} & set(words))


def _head_words(words: list[Word]) -> list[str]:
    """Return the tokens of a phrase up to its head, lower-cased; "X's" before the head is not part of it."""
    tokens: list[str] = []
    for word in words:
        if word.tag == "POS" or (word.lower in ("of",) and tokens):
            tokens = []
        elif " " in word.lower or "'s" in word.lower:
            tokens.extend(word.lower.replace("'s", " ").split())
        else:
            tokens.append(word.lower)
    return tokens


def _implied(words: list[Word]) -> NumberSpan | None:
    first = words[0]
    if first.lower == "another" or (first.lower in _ONE and len(words) > 1 and words[1].tag != "POS"):
        return NumberSpan(first.start, first.end, first.text, 1, 1, "exact")
    if first.lower == "several" and len(words) > 0:
        return NumberSpan(first.start, first.end, first.text, 3, None, "vague")
    if first.lower in _VAGUE:
        return NumberSpan(first.start, first.end, first.text, None, None, "vague")
    return None


def _object_words(phrase: Chunk, words: list[Word]) -> list[Word]:
    """Return the words of a phrase after its number and what else stands before its noun, all where none follow."""
    first = 0
    if phrase.number is not None:
        first = next(i for i, w in enumerate(words, 1) if w is phrase.number)
        first = first if first < len(words) else 0
    while first < len(words) - 1 and words[first].lower in _DROPPED:
        first += 1
    return words[first:]


def phrase_text(words: Sequence[Word]) -> str:
    """Return the text of consecutive words, with one space where there was any."""
    out, end = "", -1
    for word in words:
        out += (" " if out and word.start > end else "") + word.text
        end = word.end
    return out
