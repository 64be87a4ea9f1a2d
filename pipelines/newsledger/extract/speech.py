"""The words by which a text says that somebody speaks: verbs, nouns, prepositions, hearsay.

Belongs here: looking them up in ``speech.tsv``. Does not: who speaks and what is said (`statements`), or the nouns of
those who speak (`antecedents`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from newsledger.extract.lexicon import WordFinder, read_lexicon
from newsledger.extract.tagger import Word
from newsledger.extract.values import value
from newsledger.extract.word_tags import forms_of


@value(frozen=True, slots=True)
class Speech:
    """A word by which a text says who speaks; the columns of ``speech.tsv``."""

    lemma: str
    kind: str
    strength: str
    content: str


@cache
def speech_verbs() -> dict[str, Speech]:
    """Return each inflected form of each speech verb; of "make clear", those of "make"."""
    found: dict[str, Speech] = {}
    for row in read_lexicon("speech"):
        if row["class"] == "verb":
            speech = Speech(row["lemma"], row["kind"], row["strength"], row["content"])
            found.update(dict.fromkeys(forms_of(row["lemma"].split()[0]), speech))
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
def cues() -> WordFinder[None]:
    """Return what finds the words without one of which nobody is said to speak, but for a colon or dash."""
    phrases = speech_words("preposition") | speech_words("hearsay")
    telling = {max(phrase.split(), key=len) for phrase in phrases}
    return WordFinder(dict.fromkeys(sorted(telling.union(speech_verbs()))))


def speech_phrases(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """Yield where each phrase that tells of a speaker begins and ends among `words`, and its class.

    That is preposition ("according to") or hearsay ("reportedly").
    """
    for i, word in enumerate(words):
        for phrase, name in _phrases().get(word.lower, ()):
            if [w.lower for w in words[i : i + len(phrase)]] == phrase:
                yield i, i + len(phrase), name
                break


@cache
def _phrases() -> dict[str, list[tuple[list[str], str]]]:
    """Return the phrases by their first word with their class, the longest first."""
    found: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for name in ("preposition", "hearsay"):
        for phrase in sorted(speech_words(name), key=len, reverse=True):
            found[phrase.split()[0]].append((phrase.split(), name))
    return dict(found)
