"""Blanking what looks like a quantity but is none: dates, clock times, ages, designations, phone numbers, scores.

Belongs here: numbers whose surroundings make them names, times or ages. Does not: units after a number ("20 km",
"three years"); those belong to the number's own reading in `numbers`.
"""

import re
from collections.abc import Iterator
from functools import cache

from newsledger.extract.lexicon import Matcher, read_lexicon

_DIGITS = re.compile(r"[0-9]+")
_REACH = 40  # longer than what any pattern reads before or after a digit
_LONGEST_ADDRESS = 400
BLANK = "\ufffc"  # no word character, no space: nothing is read across it

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:(?:\s?-\s?|\s(?:to|and|or)\s|,\s){_DAY}){{0,3}}"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"

# What blanks all that it matches, by the characters it may begin with: a look at the first rules most places out.
# Every form holds a digit.
_THINGS = {
    "[0-9+]": rf"""
        \b10\.[0-9]{{4,}}/\S+                                                              # 10.1000/182
      | \+?\b[0-9]+(?:[-.][0-9]+){{3,}}\b | \+[0-9][0-9 ()/-]{{6,}}[0-9] | \b[0-9]{{3}}-[0-9]{{3,4}}-[0-9]{{3,4}}\b
      | \b[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?\b | \b[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.][0-9]{{2,4}}\b
      | \b{_YEAR}\s?[-/]\s?(?:[0-9]{{2}}|{_YEAR})\b(?![,.]?[0-9])                          # 2014-16
      | \b(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?:\s?[ap]\.?m\b\.?)?            # 21:30
      | \b[0-9]{{1,2}}(?:\.[0-5][0-9])?\s?(?:[ap]m\b|[ap]\.m\.|o'clock\b)
      | \b[0-9]{{2}}\.?[0-9]{{2}}\s?(?:GMT|UTC|CET|EST|EDT|BST|hrs|hours|local\ time|Z)\b
      | \b{_DAYS}(?:\s(?:of\s)?|-){_MONTH}(?:,?\s{_YEAR}\b)?                               # 3 and 5 October
      | \b[1-9][0-9]{{0,2}}[- ](?:and[- ]a[- ]half[- ])?(?:year|month|week|day)s?[- ]olds?\b""",
    "[A-Z]": rf"""
        \b{_MONTH}\s{_DAYS}\b(?!\s?%|[,.]?[0-9])(?:,?\s{_YEAR}\b|(?!,?\s{_YEAR}\b|\s(?:COUNTED)\b))
      | \b{_MONTH},?\s{_YEAR}\b
      | \b[A-Z][\w'-]+,\ [1-9][0-9]?(?=,\s|,?\.\s|,?\ and\b|;|\))                          # Olha Kovalchuk, 58,
      | \b[A-Z][\w'-]+\ \([1-9][0-9]?(?=[,)])
      | \bI(?:\ am|'m)\ [1-9][0-9]\b
      | \bN(?:o|r|os|rs)\.?\ ?[0-9]+(?:[,/][0-9]+)*\b""",
    "[abBcgGmMpstTuUoOwy]": r"""
        \b(?:aged?|age\ of|ages)\ (?:between\ )?[1-9][0-9]{0,2}
        (?:(?:,\ [1-9][0-9]{0,2})*(?:-|,?\ (?:to|and)\ )[1-9][0-9]{0,2})?\b
      | \b(?i:boy|girl|man|woman|child|student|pupil|youth|teenager|baby)\ of\ [1-9][0-9]?\b
      | \b(?i:turned|turning)\ [1-9][0-9]\b | \b(?i:under|over)-?[0-9]{2}s\b""",
    "[bdlrsvw]": r"""
        \b(?:beat|beaten|won|wins?|lost|lose|defeat|defeated|draw|drew|score|voted?|ruling|verdict)\b
        (?:\s\w+){0,3}?\s[0-9]{1,2}-[0-9]{1,2}\b""",
    "[bfiot]": r"\b(?:on|of|by|from|to|is)\ (?:day|week|year)\ [0-9]{1,3}(?:,[0-9]{3})?\b",
    "[hw@#№§[(]": r"""
        (?:https?://|www\.)\S+ | @\w+ | [№§\#]\ ?[0-9]+(?:[,/][0-9]+)*\b | \#\w+ | \[[0-9]+\] | \([0-9]\)""",
    r"[\w.+-]": r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.\w+",
    r"[\s(0-9*-]": r"^\s*(?:\(?[0-9]{1,2}[.)]|[*-])(?=\s)",  # 1. or - at a line's head
}


@cache
def _pattern() -> re.Pattern[str]:
    counted = "|".join(row["noun"] for row in read_lexicon("counted_nouns"))
    alternatives = "|".join(f"(?={first})(?:{form})" for first, form in _THINGS.items())
    return re.compile(alternatives.replace("COUNTED", counted), re.VERBOSE | re.MULTILINE)


@cache
def counted_noun() -> re.Pattern[str]:
    """Return the pattern of a noun, after an adjective at most, that tells that the number before it counts."""
    nouns = "|".join(re.escape(row["noun"]) for row in read_lexicon("counted_nouns"))
    return re.compile(rf" (?:[a-z][\w-]* )?(?:{nouns})\b", re.IGNORECASE)


@cache
def _names() -> Matcher[str]:
    return Matcher(((row["phrase"], row["phrase"]) for row in read_lexicon("number_names")), ignore_case=True)


def blank_non_quantities(plain: str) -> str:
    """Return normalised `plain` with such stretches replaced, character for character, by `BLANK`."""
    stretches = [(start, end) for start, end, _ in _names().find(plain)]
    for begin, stop in _windows(plain):
        stretches += [match.span() for match in _pattern().finditer(plain, begin, stop)]
    pieces, reached = [], 0
    for start, end in sorted(stretches):
        if end > reached:
            start = max(start, reached)
            pieces += [plain[reached:start], BLANK * (end - start)]
            reached = end
    return "".join([*pieces, plain[reached:]])


def _windows(plain: str) -> Iterator[tuple[int, int]]:
    """The surroundings of digits; the patterns look nowhere else, which makes them four times as fast."""
    begin, stop = 0, -1
    for digits in _DIGITS.finditer(plain):
        start = max(0, digits.start() - _REACH)
        start = max(plain.rfind(" ", max(0, start - _LONGEST_ADDRESS), start) + 1, start - _LONGEST_ADDRESS)
        if start > stop:
            if stop > 0:
                yield begin, stop
            begin = start
        stop = min(len(plain), digits.end() + _REACH)
    if stop > 0:
        yield begin, stop
