"""Words, numbers and punctuation with their offsets.

Belongs here: where a token begins and ends. Does not: what a word may be (`word_tags`) or what it means.
"""

import re

_TOKEN = re.compile(
    r"""
    \w++(?![-&']|[.,:]\w|/[VTSY]\b)                           # most words: nothing goes on after them
  | (?:[^\W\d_]\.){2,}(?:-\w+)*(?!\w)               # U.S., a.m., U.S.-led
  | (?<=\w)'(?i:s|ll|ve|re|d|m)\b                   # possessives and clitics stand alone
  | M/[VTSY]\b                                      # M/V Galaxy
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


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the (start, end) of the tokens of normalised ``text[start:end]``, offsets into `text`.

    "Moscow's" is two tokens, "F-16", "2,000-strong", "U.S." and "didn't" are one. Every character that is not
    a space belongs to exactly one token.
    """
    return [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)]
