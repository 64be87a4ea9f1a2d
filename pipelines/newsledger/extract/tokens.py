"""Words, numbers and punctuation with their offsets.

Belongs here: where a token begins and ends, and phrases of several tokens. Does not: what a word may be
(`wordclasses`) or what it means.
"""

import re
from collections.abc import Sequence

from newsledger.extract.spans import Sentence
from newsledger.extract.wordclasses import WordForm, speech_phrases, word_form

_TOKEN = re.compile(
    r"""
    \w++(?![-&']|[.,:]\w)                           # most words: nothing goes on after them
  | (?:[^\W\d_]\.){2,}(?:-\w+)*(?!\w)               # U.S., a.m., U.S.-led
  | (?<=\w)'(?i:s|ll|ve|re|d|m)\b                   # possessives and clitics stand alone
  | \w+
    (?:
        (?: (?<=\d)[.,:](?=\d)                      # 1,026.5 and 21:30
          | [-&]                                    # F-16, air-raid
          | '(?!(?i:s|ll|ve|re|d|m)\b)              # Sana'a, didn't
        ) \w+
    )*
  | \.{2,} | -{2,}
  | \S
    """,
    re.VERBOSE,
)


_SPAN = re.Match.span


class Token:
    """A word, number or punctuation mark; ``text[start:end] == self.text``. `form` is what its spelling tells."""

    __slots__ = ("end", "form", "lower", "start", "text")

    def __init__(self, start: int, end: int, form: WordForm) -> None:
        self.start = start
        self.end = end
        self.form = form
        self.text = form.text
        self.lower = form.lower

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.text!r})"


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of normalised ``text[start:end]``, offsets into `text`.

    "Moscow's" is two tokens, "F-16", "2,000-strong", "U.S." and "didn't" are one. Every character that is not
    a space belongs to exactly one token.
    """
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(first, last, word_form(text[first:last])) for first, last in map(_SPAN, found)]


class Tokens:
    """The tokens of the sentences of one text, each found when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[int, list[Token]] = {}

    def of(self, sentence: Sentence) -> list[Token]:
        """Return the tokens of a sentence of the text."""
        if sentence.start not in self._found:
            self._found[sentence.start] = tokenize(self._text, sentence.start, sentence.end)
        return self._found[sentence.start]


def speech_phrase(name: str, tokens: Sequence[Token], i: int) -> int:
    """Return how many tokens from `i` are a phrase of a class of speech words ("according to"); 0 for none."""
    for words in speech_phrases(name).get(tokens[i].lower, ()):
        if [t.lower for t in tokens[i : i + len(words)]] == words:
            return len(words)
    return 0
