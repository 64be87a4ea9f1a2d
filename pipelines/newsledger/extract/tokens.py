"""Words, numbers and punctuation with their offsets.

Belongs here: where a token begins and ends. Does not: what it means.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}(?:-\w+)*(?!\w)               # U.S., a.m., U.S.-led
  | (?<=\w)'(?:s|ll|ve|re|d|m)\b                    # possessives and clitics stand alone
  | \w+
    (?:
        (?: (?<=\d)[.,:](?=\d)                      # 1,026.5 and 21:30
          | [-&]                                    # F-16, air-raid
          | '(?!(?:s|ll|ve|re|d|m)\b)               # Sana'a, didn't
        ) \w+
    )*
  | \.{2,} | -{2,}
  | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark; ``text[start:end] == self.text``."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def is_capitalised(self) -> bool:
        """Whether its first letter is a capital."""
        return self.text[0].isupper()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of normalised ``text[start:end]``, offsets into `text`.

    "Moscow's" is two tokens, "F-16", "2,000-strong", "U.S." and "didn't" are one. Every character that is not
    a space belongs to exactly one token.
    """
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(m.start(), m.end(), m.group(), m.group().lower()) for m in found]
