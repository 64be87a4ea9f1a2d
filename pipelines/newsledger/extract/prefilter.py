"""Which sentences can hold an event at all: the cheap look that most sentences of the news end at.

Belongs here: the words that every event needs, and the sentences of a text that have them. Does not: whether the
words are the verb or noun of an event (`triggers`, `constructions`, `opinions`).
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache
from itertools import chain

from newsledger.extract.constructions import construction_words
from newsledger.extract.lexicon import WordFinder, lower_keeping_length, read_lexicon
from newsledger.extract.opinions import opinion_words
from newsledger.extract.spans import Sentence
from newsledger.extract.triggers import trigger_forms
from newsledger.extract.word_tags import is_function_word

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")

# The kinds of words, one of each of which has to stand beside a word for it to tell of an event.
_Company = tuple[frozenset[str], ...]


def telling(text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the indexes of those of a normalised text's `sentences` that have the words which an event takes."""
    starts = [sentence.start for sentence in sentences]
    found: set[int] = set()
    words: dict[int, set[str]] = {}
    for offset, companies in _signals().find(text):
        at = bisect_right(starts, offset) - 1
        if at in found:
            continue
        if companies and at not in words:
            words[at] = set(_WORD.findall(lower_keeping_length(sentences[at].text)))
        if not companies or any(all(not kind.isdisjoint(words[at]) for kind in company) for company in companies):
            found.add(at)
    return found


def counting(text: str, sentences: Sequence[Sentence]) -> set[int]:
    """Return the indexes of those of a normalised text's `sentences` that have a number.

    It can stand for an event of a sentence before it: "Five more over Tver".
    """
    starts = [sentence.start for sentence in sentences]
    found = {bisect_right(starts, offset) - 1 for offset, _ in _number_words().find(text)}
    return found | {i for i, sentence in enumerate(sentences) if _DIGIT.search(sentence.text)}


def tells_of_events(text: str) -> bool:
    """Whether `text` has a word which an event can hang on; without one it has no claim."""
    return bool(_signals().find(text))


@cache
def _signals() -> WordFinder[list[_Company]]:
    """The words that can tell of an event, each with the companies in which it does; with none, it does alone."""
    signals: dict[str, list[_Company]] = {}
    for kinds in chain(trigger_forms(), construction_words(), opinion_words()):
        pieces = [frozenset(map(_piece, kind)) for kind in kinds]
        telling = _telling(kinds)
        company = tuple(kind for i, kind in enumerate(pieces) if i != telling)
        for word in pieces[telling]:
            signals.setdefault(word, []).append(company)
    return WordFinder({word: [] if () in companies else companies for word, companies in signals.items()})


@cache
def _number_words() -> WordFinder[None]:
    return WordFinder(dict.fromkeys(row["word"] for row in read_lexicon("number_words")))


def _piece(word: str) -> str:
    """Return what of a word with a hyphen or apostrophe in it ("cease-fire") tells enough: its longest piece."""
    return max(re.split(r"\W+", word.lower()), key=len)


def _telling(kinds: Sequence[Collection[str]]) -> int:
    """Return which of the kinds of words that an event takes is looked for first.

    Of several it is the one with the longest word after the first, as the first is often a light verb: "prisoner" of
    "take prisoner". Where those are only particles and prepositions, it is the first.
    """
    content = [i for i, kind in enumerate(kinds) if i and not any(map(is_function_word, kind))]
    return max(content, key=lambda i: max(map(len, kinds[i])), default=0)
