"""Which class a word belongs to: determiner, auxiliary, subordinator, verb form, speech verb.

Belongs here: looking words up in ``closed_classes.tsv``, ``verb_forms.tsv`` and ``speech.tsv``, with the
regular endings for verbs that are not listed. Does not: what a word is doing in its sentence (`verbs`,
`clauses`, `attribution`).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.tokens import Token

# Words in -ed and -ing that are no verbs, or so seldom that reading them as verbs does harm.
_NOT_ED = frozenset({"hundred", "indeed", "seed", "speed", "weed", "breed", "deed", "creed", "shed", "sacred", "red"})
_NOT_ING = frozenset(
    {
        *("during", "morning", "evening", "king", "string", "spring", "ring", "wing", "thing", "nothing", "something"),
        *("anything", "everything", "building", "meeting", "including", "according", "following", "ceiling", "wedding"),
        *("notwithstanding", "sibling", "beijing", "outgoing", "ongoing", "incoming", "neighbouring", "neighboring"),
        "acting",
    }
)
_WHEN = frozenset(
    {
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"),
        *("tomorrow", "tonight", "overnight", "earlier", "later", "last", "early", "late"),
    }
)


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What a word is if it is a verb. `transitive`: a bare past form of it is rather a participle."""

    forms: frozenset[str]  # base, third, past, participle, ing
    transitive: bool
    noun: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """A word by which a text says who speaks; the columns of ``speech.tsv``."""

    lemma: str
    kind: str
    strength: str
    content: str


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words of a class of ``closed_classes.tsv``: determiner, pronoun, be, modal …"""
    return frozenset(row["word"] for row in read_lexicon("closed_classes") if row["class"] == name)


@cache
def closed_words() -> frozenset[str]:
    """Return every word of a closed class."""
    return frozenset(row["word"] for row in read_lexicon("closed_classes"))


@cache
def subordinators() -> dict[str, str]:
    """Return each subordinator with the kind of clause it opens."""
    return {row["word"]: row["kind"] for row in read_lexicon("closed_classes") if row["class"] == "subordinator"}


@cache
def _verb_forms() -> dict[str, VerbForm]:
    forms: dict[str, set[str]] = defaultdict(set)
    transitive: dict[str, bool] = {}
    noun: dict[str, bool] = {}
    for row in read_lexicon("verb_forms"):
        for form in ("base", "third", "past", "participle", "ing"):
            word = row[form]
            forms[word].add(form)
            transitive[word] = row["object"] == "yes"
            noun[word] = row["noun"] == "yes"
    return {word: VerbForm(frozenset(kinds), transitive[word], noun[word]) for word, kinds in forms.items()}


@cache
def verb_form(word: str) -> VerbForm | None:
    """Return how the lower-cased `word` can be a verb; unknown words in -ed and -ing by their ending."""
    if word in _NOT_ED or word in _NOT_ING:
        return None
    known = _verb_forms().get(word)
    if known is not None:
        return known
    if len(word) > 4 and word.isalpha():
        if word.endswith("ed"):
            return VerbForm(frozenset({"past", "participle"}), transitive=True, noun=False)
        if word.endswith("ing"):
            return VerbForm(frozenset({"ing"}), transitive=False, noun=False)
    prefix, hyphen, stem = word.partition("-")
    return _verb_forms().get(stem) if hyphen and prefix in {"re", "co", "counter"} else None


def is_listed_verb(word: str) -> bool:
    """Whether the word is a form of a verb of ``verb_forms.tsv``, and not only ends like one."""
    return word in _verb_forms()


@cache
def speech_verbs() -> dict[str, Speech]:
    """Return each inflected form of each speech verb; of "make clear", those of "make"."""
    found: dict[str, Speech] = {}
    for row in read_lexicon("speech"):
        if row["class"] == "verb":
            speech = Speech(row["lemma"], row["kind"], row["strength"], row["content"])
            found.update(dict.fromkeys(row["forms"].split(", "), speech))
    return found


@cache
def speech_words(name: str) -> frozenset[str]:
    """Return the speech words of another class: noun, preposition or hearsay."""
    return frozenset(row["lemma"] for row in read_lexicon("speech") if row["class"] == name)


@cache
def warnings() -> frozenset[str]:
    """Return the verb forms and nouns by which somebody warns or threatens."""
    nouns = {row["lemma"] for row in read_lexicon("speech") if row["class"] == "noun" and row["kind"] == "warn"}
    return frozenset(nouns | {form for form, speech in speech_verbs().items() if speech.kind == "warn"})


@cache
def _phrases(name: str) -> dict[str, list[list[str]]]:
    """Return the phrases of a class of ``speech.tsv`` by their first word, longest first."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for phrase in sorted(speech_words(name), key=len, reverse=True):
        found[phrase.split()[0]].append(phrase.split())
    return dict(found)


def speech_phrase(name: str, tokens: Sequence[Token], i: int) -> int:
    """Return how many tokens from `i` are a phrase of a class of speech words ("according to"); 0 for none."""
    for words in _phrases(name).get(tokens[i].lower, ()):
        if [t.lower for t in tokens[i : i + len(words)]] == words:
            return len(words)
    return 0


@cache
def auxiliaries() -> dict[str, str]:
    """Return each auxiliary with its class: be, have, do, modal."""
    found = {word: name for name in ("modal", "do", "have", "be") for word in word_class(name)}
    return {**found, "been": "be", "being": "be", "having": "have", "to": "to"}


def is_adverb(token: Token) -> bool:
    """Whether the word may stand between an auxiliary and its verb."""
    return token.lower in word_class("adverb") or (token.lower.endswith("ly") and len(token.lower) > 4)


def is_number_word(token: Token) -> bool:
    """Whether it is a number in letters: "three", "dozens"."""
    return token.lower.split("-")[0] in word_class("number")


def is_time_word(token: Token) -> bool:
    """Whether it says when, so that it is no object: "killed Monday"."""
    return token.lower in _WHEN


def begins_noun_phrase(token: Token) -> bool:
    """Whether an object or a subject may begin with this word."""
    word = token.lower
    if is_time_word(token):
        return False
    if any(word in word_class(name) for name in ("determiner", "number", "pronoun", "object_pronoun")):
        return True
    if word in closed_words() or is_adverb(token):
        return False
    return token.text[0].isalnum() or token.text in "$€£"


def surely_begins_noun_phrase(token: Token) -> bool:
    """Whether a noun phrase begins with this word, and not only may: a determiner, figure, pronoun or name."""
    return begins_noun_phrase(token) and (
        token.lower in closed_words() or not token.text[0].isalpha() or token.is_capitalised
    )
