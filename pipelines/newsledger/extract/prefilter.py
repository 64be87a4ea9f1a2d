"""Which sentences can hold an event at all: the cheap look that most sentences of the news end at.

Belongs here: the words one of which every event needs, and the sentences of a text that have one. Does not: whether
the word is the verb or noun of an event (`triggers`, `constructions`, `opinions`).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from newsledger.extract.constructions import construction_words
from newsledger.extract.lexicon import WordFinder, read_lexicon
from newsledger.extract.opinions import opinion_words
from newsledger.extract.spans import Sentence
from newsledger.extract.triggers import trigger_forms
from newsledger.extract.word_tags import is_function_word

_DIGIT = re.compile(r"\d")


def candidates(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return those of a normalised text's `sentences` that have a word which an event can hang on.

    A number can stand for an event of the sentence before ("Five more over Tver"), so any number lets a sentence
    through, though only in a text that has an event.
    """
    starts = [sentence.start for sentence in sentences]
    telling = {bisect_right(starts, offset) - 1 for offset in _signals().find(text)}
    if not telling:
        return []
    counting = {bisect_right(starts, offset) - 1 for offset in _number_words().find(text)}
    return [s for i, s in enumerate(sentences) if i in telling or i in counting or _DIGIT.search(s.text)]


@cache
def _signals() -> WordFinder:
    words = {form for forms in trigger_forms() for form in _telling(forms)}
    return WordFinder(words | construction_words() | opinion_words())


@cache
def _number_words() -> WordFinder:
    return WordFinder(row["word"] for row in read_lexicon("number_words"))


def _telling(forms: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the forms of the word that a sentence with a trigger must have, given the forms of each of its words.

    Of several it is the longest after the first, as the first is often a light verb: "prisoner" of "take prisoner".
    Where those are only particles and prepositions, it is the first.
    """
    content = [word for word in forms[1:] if not is_function_word(word[0])]
    return max(content, key=lambda word: len(word[0]), default=forms[0])
