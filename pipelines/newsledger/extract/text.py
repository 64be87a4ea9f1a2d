"""The text as the recognisers read it: one spelling of quotes, dashes and spaces, offsets unmoved.

Belongs here: replacing characters one for one, and where paragraphs begin and end. Does not: cleaning an
article of boilerplate (`newsledger.clean`), sentences (`sentences`) or words (`tokens`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_SPELLINGS = {
    **dict.fromkeys("“”„‟«»″❝❞＂", '"'),
    **dict.fromkeys("‘’‚‛′ʼ`´＇", "'"),
    **dict.fromkeys("‐‑‒−﹣－", "-"),
    **dict.fromkeys("—―⸺", "–"),
    **dict.fromkeys("\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006", " "),
    **dict.fromkeys("\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff", " "),
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
}
# Few characters of a text are any of these: to look for them takes a tenth of the time of `str.translate`.
_SPELLED = re.compile(f"[{re.escape(''.join(_SPELLINGS))}]")
_RETURN = re.compile(r"\r(?=\n)")
# "10–15" and "Russia–Ukraine" are ranges and pairs, not a break in the sentence.
_JOINING_DASH = re.compile(r"–(?:(?<=\d–)(?=\d)|(?<=[^\W\d_]–)(?=[A-Z]))")
_BEGINS_SMALL = re.compile(r" *[a-z]")
_ENDS = tuple(".!?:;")
_PARAGRAPH = re.compile(r"\S[^\n]*")


# Every recogniser asks for the spelling of one and the same text.
@lru_cache(maxsize=8)
def normalise(text: str) -> str:
    """Return `text` in one spelling and of the same length, so that every offset holds in both.

    Quotes and apostrophes become straight, hyphens ``-``, dashes ``–``, spaces and line ends ``" "`` and
    ``"\\n"``; a line that only goes on with the one before is joined to it.
    """
    text = _RETURN.sub(" ", text).replace("\r", "\n")
    text = _SPELLED.sub(lambda match: _SPELLINGS[match[0]], text)
    return _JOINING_DASH.sub("-", _with_broken_lines_joined(text))


def _with_broken_lines_joined(text: str) -> str:
    """Join a line that begins small to one before it that no mark ends: a link in the page broke it."""
    first, *lines = text.split("\n")
    pieces, before = [first], first.rstrip(" ")
    for line in lines:
        joins = before and not before.endswith(_ENDS) and _BEGINS_SMALL.match(line)
        pieces += [" " if joins else "\n", line]
        before = line.rstrip(" ")
    return "".join(pieces)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each paragraph of normalised `text`, without the spaces around it.

    A line is a paragraph: cleaned articles are never wrapped.
    """
    for match in _PARAGRAPH.finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip())
