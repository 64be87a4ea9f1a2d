"""What is known of a word by its spelling alone: determiner, auxiliary, subordinator, verb form, speech verb.

Belongs here: looking words up in ``closed_classes.tsv``, ``verb_forms.tsv`` and ``speech.tsv``, with the regular
endings for verbs that are not listed, once for each spelling. Does not: where words begin (`tokens`) or what a word
is doing in its sentence (`verbs`, `clauses`, `attribution`).
"""

from collections import defaultdict
from functools import cache, lru_cache

from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.values import value

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


@value(frozen=True, slots=True)
class VerbForm:
    """What a word is if it is a verb. `transitive`: a bare past form of it is rather a participle."""

    forms: frozenset[str]  # base, third, past, participle, ing
    transitive: bool
    noun: bool


@value(frozen=True, slots=True)
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


@lru_cache(maxsize=1 << 15)
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
def speech_phrases(name: str) -> dict[str, list[list[str]]]:
    """Return the phrases of a class of ``speech.tsv`` by their first word, longest first."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for phrase in sorted(speech_words(name), key=len, reverse=True):
        found[phrase.split()[0]].append(phrase.split())
    return dict(found)


@cache
def _cues() -> frozenset[str]:
    return frozenset(speech_verbs()).union(speech_phrases("preposition"), speech_phrases("hearsay"))


@cache
def auxiliaries() -> dict[str, str]:
    """Return each auxiliary with its class: be, have, do, modal."""
    found = {word: name for name in ("modal", "do", "have", "be") for word in word_class(name)}
    return {**found, "been": "be", "being": "be", "having": "have", "to": "to"}


@value(frozen=True, slots=True)
class WordForm:
    """A spelling and every class it may belong to, looked up once however often the word occurs."""

    text: str
    lower: str
    is_word: bool  # begins with a letter
    is_capitalised: bool
    is_closed: bool  # of a closed class
    verb: VerbForm | None
    speech: Speech | None
    auxiliary: str | None  # be, have, do, modal, to
    is_cue: bool  # may say that somebody speaks: "said", "according", "reportedly", ":"
    subordinator: str | None  # the kind of clause it opens
    is_determiner: bool
    is_pronoun: bool
    is_object_pronoun: bool
    is_preposition: bool
    is_coordinator: bool
    is_relative: bool
    is_adverb: bool  # may stand between an auxiliary and its verb
    is_when: bool  # says when, so that it is no object: "killed Monday"
    is_figure: bool  # a number in figures or letters
    is_nominal: bool  # a noun phrase may end with it
    is_plain: bool  # a noun or adjective, if it is no verb
    opens_phrase: bool  # an object or a subject may begin with it
    surely_opens_phrase: bool  # and not only may: a determiner, figure, pronoun or name
    bounds_clause: bool  # a clause may begin or end with it, whatever stands beside it


# More spellings than a night's news has in common use; the memory they take stays small on any text.
@lru_cache(maxsize=1 << 15)
def word_form(text: str) -> WordForm:
    """Return what is known of a word, number or punctuation mark by its spelling."""
    lower = text.lower()
    first = text[0]
    is_word, is_capitalised = first.isalpha(), first.isupper()
    is_closed = lower in closed_words()
    classes = {name for name in _CLASSES if lower in word_class(name)}
    is_adverb = "adverb" in classes or (lower.endswith("ly") and len(lower) > 4)
    is_when = lower in _WHEN
    is_number = lower.split("-")[0] in word_class("number")
    subordinator = subordinators().get(lower)
    opens = not is_when and (
        not classes.isdisjoint(_OPENERS)
        or (not is_closed and not is_adverb and (first.isalnum() or text in _CURRENCIES))
    )
    return WordForm(
        text,
        lower,
        is_word,
        is_capitalised,
        is_closed,
        verb_form(lower),
        speech_verbs().get(lower),
        auxiliaries().get(lower),
        text in _CUE_MARKS or lower in _cues(),
        subordinator,
        is_determiner="determiner" in classes,
        is_pronoun="pronoun" in classes,
        is_object_pronoun="object_pronoun" in classes,
        is_preposition="preposition" in classes,
        is_coordinator="coordinator" in classes,
        is_relative="relative" in classes,
        is_adverb=is_adverb,
        is_when=is_when,
        is_figure=first.isdigit() or is_number,
        is_nominal=text in _CLOSING_MARKS
        or first.isdigit()
        or (is_word and (not is_closed or not classes.isdisjoint(_NOMINAL))),
        is_plain=is_word and not is_closed and not is_adverb,
        opens_phrase=opens,
        surely_opens_phrase=opens and (is_closed or not is_word or is_capitalised),
        bounds_clause=subordinator is not None
        or not classes.isdisjoint(("coordinator", "relative"))
        or lower in _CLAUSE_MARKS,
    )


_CLAUSE_MARKS = frozenset({";", ":", '"', "that"})
_OPENERS = frozenset({"determiner", "number", "pronoun", "object_pronoun"})
_NOMINAL = frozenset({"pronoun", "determiner", "number"})
_CLASSES = _OPENERS | {"preposition", "coordinator", "relative", "adverb"}
_CLOSING_MARKS = frozenset({'"', ")", "'", "%"})
_CUE_MARKS = frozenset({":", "-", "–"})
_CURRENCIES = frozenset("$€£")
