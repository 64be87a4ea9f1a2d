"""Reading numerals: the value that digits and number words name.

Belongs here: digits in their groupings, number words, dozens, fractions and mixtures of them. Does not: whether a
numeral counts anything (it may be a year or an aircraft), nor "about", "more than" and ranges; those are `numbers`.
"""

import itertools
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsledger.extract.lexicon import alternatives, lower_keeping_length, read_lexicon
from newsledger.extract.not_quantities import counted_noun
from newsledger.extract.spans import Span
from newsledger.extract.text import normalise
from newsledger.extract.values import value


@value(frozen=True, slots=True)
class Numeral(Span):
    """A written number. `scale` is the value of a last scale word ("million" in "1.5 million"), else 1."""

    value: float
    is_fraction: bool
    scale: float = 1


@value(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str
    value: float


@dataclass(slots=True)
class _Reading:
    """What the tokens up to `next` add up to."""

    next: int
    value: float
    scale: float = 1
    is_fraction: bool = False


# Groups of three after a comma, a space or (from two groups on) a full stop; Indian groups of two. "1,3" is a decimal,
# as continental sources write it. "10.000" is ten thousand, since nobody writes a decimal of three zeros; "4.800"
# stays a decimal.
_DIGITS = r"""
    (?: [0-9]{1,3} (?:,[0-9]{3})+ (?![0-9])
      | [0-9]{1,2} (?:,[0-9]{2})+ ,[0-9]{3} (?![0-9])
      | [0-9]{1,3} (?:[ ][0-9]{3})+ (?![0-9])
      | [0-9]{1,3} (?:\.[0-9]{3}){2,} (?![0-9])
      | [0-9]{1,2} ,[0-9] (?![0-9,])
      | [0-9]+
    ) (?:\.[0-9]+)? (?:e[+-]?[0-9]{1,2})?
"""
_GAP = re.compile(r"(?P<dash> {0,2}-)? {0,3}(?P<and>and[ -]+)?(?:of[ -]+)?(?P<article>an?[ -]+)?", re.IGNORECASE)
_POINT = re.compile(r" +point +", re.IGNORECASE)
_ARTICLE = re.compile(r"\ban? {1,2}\Z", re.IGNORECASE)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:the|this|that|which|no|any|every|each|another|same|first|last|next|latest|new|other)[ -]\Z", re.IGNORECASE
)
_SIGN = re.compile(r"(?:\b(?:minus|negative) +|(?<![\w)\]%.-])-|(?<![\w)\]%.-])(?<![\w,;:'\")] )- )\Z", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"[$€£¥₴₽₹₪₺] ?\Z")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,2},[0-9]")
_GROUPED_BY_STOP = re.compile(r"[1-9][0-9]{0,2}\.000")
_LOOK_BACK = 12  # longer than any of the patterns above
_LONGEST_DIGITS = 24  # "123,456,789,012,345.25"; longer ones are identifiers
_MULTIPLIERS = ("hundred", "scale", "dozen")
_TAKE_ARTICLE = (*_MULTIPLIERS, "part", "ordinal")
_THIRD, _TEN, _HUNDRED = 3, 10, 100


def find_numerals(text: str) -> list[Numeral]:
    """Return the numerals of `text` in order, without overlap.

    A number glued to letters ("F-16", "155mm", "3rd", "M23") is none, and "one" after "the", "no" or "this" is a
    pronoun. Ordinals are read as denominators only: "a third" is a fraction here wherever it stands.
    """
    plain = normalise(text)
    found: list[Numeral] = []
    run: list[_Token] = []
    for token in _tokens(plain):
        if run and _gap(plain, run[-1], token) is None:
            found += _read(plain, text, run)
            run = []
        run.append(token)
    found += _read(plain, text, run)
    return found


@cache
def _vocabulary() -> dict[str, tuple[str, float]]:
    return {row["word"]: (row["kind"], float(row["value"])) for row in read_lexicon("number_words")}


@cache
def _token_pattern() -> re.Pattern[str]:
    longest_first = sorted(_vocabulary(), key=len, reverse=True)
    suffixes = "|".join(w for w in longest_first if _vocabulary()[w][0] == "suffix")
    words = alternatives(w for w in longest_first if _vocabulary()[w][0] != "suffix")
    initials = "".join(sorted({word[0] for word in longest_first}))
    return re.compile(
        rf"""
        (?=[0-9.½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]) (?<![^\W\d_]-)
        (?: (?<![\w./]) (?:(?P<whole>[0-9]{{1,3}})[ -]{{1,2}})?
            (?P<over>[0-9]{{1,3}})/(?P<under>[1-9][0-9]{{0,2}}) (?![\w/-])
          | (?<![\w.]) (?P<digits>{_DIGITS}|\.[0-9]+)
            (?:[ ]{{0,2}}(?P<suffix>{suffixes}))? (?!\w|\.[0-9]|,[0-9]{{3}})
          | (?:(?<![\w.])(?P<units>[0-9]{{1,3}}))?(?P<glyph>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])
        )
      | (?=[{initials}]) \b(?P<word>{words})\b
        """,
        re.VERBOSE,
    )


def _tokens(plain: str) -> Iterator[_Token]:
    for match in _token_pattern().finditer(lower_keeping_length(plain)):
        start, end = match.span()
        if word := match["word"]:
            yield _Token(start, end, *_vocabulary()[word])
        elif glyph := match["glyph"]:
            yield _Token(start, end, "fraction", float(match["units"] or 0) + unicodedata.numeric(glyph))
        elif match["under"]:
            whole = float(match["whole"] or 0)
            yield _Token(start, end, "fraction", whole + int(match["over"]) / int(match["under"]))
        else:
            yield from _digits(plain, match)


def _digits(plain: str, match: re.Match[str]) -> Iterator[_Token]:
    """Digits, and the suffix that multiplies them: "10k", "$3m", "2.5 bn"; a bare "3m" is three metres."""
    start, end = match.span("digits")
    digits, suffix = match["digits"], match["suffix"]
    if len(digits) > _LONGEST_DIGITS:
        return
    if suffix in ("m", "mm") and not _means_million(plain, start, match.end()):
        if match.start("suffix") == end:
            return
        suffix = None
    yield _Token(start, end, "digits", _value_of_digits(digits))
    if suffix:
        yield _Token(match.start("suffix"), match.end(), "scale", _vocabulary()[suffix][1])


def _means_million(plain: str, start: int, end: int) -> bool:
    """ "$3m", "3M" and "1.4m people", where "3m" alone is a length."""
    if plain[end - 1] == "M" or _CURRENCY_BEFORE.search(plain, max(0, start - 2), start):
        return True
    return plain[end - 2].isdigit() and counted_noun().match(plain, end) is not None


def _value_of_digits(digits: str) -> float:
    if _DECIMAL_COMMA.fullmatch(digits):
        return float(digits.replace(",", "."))
    digits = digits.replace(",", "").replace(" ", "")
    if digits.count(".") > 1 or _GROUPED_BY_STOP.fullmatch(digits):
        digits = digits.replace(".", "")
    return float(digits)


def _gap(plain: str, left: _Token, right: _Token) -> frozenset[str] | None:
    """The joining words between two tokens of one numeral ("and", "dash", ...); None where they stand apart."""
    if right.start - left.end > _LOOK_BACK:
        return None
    match = _GAP.fullmatch(plain, left.end, right.start)
    if match:
        return frozenset(name for name, joined in match.groupdict().items() if joined)
    return frozenset({"point"}) if _POINT.fullmatch(plain, left.end, right.start) else None


def _read(plain: str, text: str, run: list[_Token]) -> Iterator[Numeral]:
    """Read a run of neighbouring tokens as one numeral or several ("two three")."""
    reader = _Reader(plain, run)
    at = 0
    while at < len(run):
        reading = reader.numeral(at)
        if reading is None:
            at += 1
            continue
        start, end, value = run[at].start, run[reading.next - 1].end, reading.value
        before = plain[max(0, start - _LOOK_BACK) : start]
        if (run[at].kind in _TAKE_ARTICLE or reading.value < 1) and (article := _ARTICLE.search(before)):
            start -= len(before) - article.start()
        elif sign := _SIGN.search(before):
            start -= len(before) - sign.start()
            value = -value
        pronoun = reading.next == at + 1 and run[at].value == 1 and _PRONOUN_BEFORE.search(before)
        if not (pronoun and run[at].kind == "unit"):
            yield Numeral(start, end, text[start:end], value, reading.is_fraction, reading.scale)
        at = reading.next


class _Reader:
    """The grammar of numerals over one run of tokens; each method reads from a token on."""

    def __init__(self, plain: str, run: list[_Token]) -> None:
        self._run = run
        self._gaps = [_gap(plain, left, right) or frozenset() for left, right in itertools.pairwise(run)]
        self._opened_by_article = [_ARTICLE.search(plain, max(0, t.start - _LOOK_BACK), t.start) for t in run]

    def numeral(self, at: int) -> _Reading | None:
        """A fraction, or a cardinal with what may follow it; None at a token that opens no numeral."""
        if self._kind(at) in ("part", "ordinal", "fraction"):
            return self._bare_fraction(at)
        reading = self._cardinal(at)
        if reading is None:
            return None
        if self._is_ordinal(reading):
            return self._one_part(at, reading)
        return self._numerator(at, reading) or self._with_fraction(reading) or self._with_point(reading) or reading

    def _kind(self, at: int) -> str:
        return self._run[at].kind if 0 <= at < len(self._run) else ""

    def _joined(self, at: int) -> frozenset[str]:
        """How token `at` is joined to the one before it."""
        return self._gaps[at - 1] if 0 < at < len(self._run) else frozenset()

    def _cardinal(self, at: int) -> _Reading | None:
        """Sum tokens from `at` while each is smaller than the last allows: "two hundred and five thousand six"."""
        done, group, limit, scale = 0.0, 0.0, math.inf, 1.0
        here = at
        while here < len(self._run):
            token, joined = self._run[here], self._joined(here) if here > at else frozenset[str]()
            is_simple = token.kind in ("unit", "ten", "digits")
            after_multiplier = here > at and self._kind(here - 1) in ("hundred", "scale")
            if joined - {"dash", "and"} or ("and" in joined and not (after_multiplier and is_simple)):
                break
            if "and" in joined and token.kind == "unit" and self._denominator(here + 1, token.value):
                break  # "two million and three quarters"
            if is_simple:
                if here > at and (token.value >= limit or (token.kind == "digits" and not after_multiplier)):
                    break
                if "and" in joined and token.kind == "digits" and self._kind(here + 1) in _MULTIPLIERS:
                    break
                group, limit, scale = group + token.value, 10.0 if token.kind == "ten" else 0.0, 1.0
            elif token.kind == "hundred":
                if here > at and not group:
                    break
                if group >= _HUNDRED and self._kind(here - 1) != "digits":
                    # "three hundred and two hundred": the two belongs to the next numeral.
                    here, group = here - 1, group - self._run[here - 1].value
                    break
                group, limit = (group or 1.0) * token.value, token.value
            elif token.kind == "scale":
                if group or here == at:
                    done += (group or 1.0) * token.value
                else:
                    done *= token.value
                group, limit, scale = 0.0, token.value, token.value
            elif token.kind == "dozen" or (token.kind == "dozens" and here > at):
                counted = (
                    self._run[here - 1].value if "and" in self._joined(here - 1) and here - 1 > at else done + group
                )
                return _Reading(here + 1, done + group - counted + (counted or 1.0) * token.value, token.value)
            else:
                break
            here += 1
        return _Reading(here, done + group, scale) if here > at else None

    def _is_ordinal(self, reading: _Reading) -> bool:
        """ "twenty-first", "one hundred and first"."""
        last, after = self._kind(reading.next - 1), reading.next
        if self._kind(after) != "ordinal":
            return False
        if last == "ten":
            return reading.next == 1 and self._run[after].value < _TEN
        return last in ("hundred", "scale") and self._run[after].value < _HUNDRED

    def _one_part(self, at: int, reading: _Reading) -> _Reading | None:
        """ "a twenty-first"; without the article it is an ordinal."""
        if not self._opened_by_article[at]:
            return None
        return _Reading(reading.next + 1, 1 / (reading.value + self._run[reading.next].value), is_fraction=True)

    def _denominator(self, at: int, numerator: float, tens: float = 0) -> float | None:
        """The denominator at token `at`: plural after all numerators but one; with `tens`, "(twenty-)firsts"."""
        wanted = ("part", "ordinal") if numerator == 1 else ("parts", "ordinals")
        if self._kind(at) not in wanted or (tens and not self._kind(at).startswith("ordinal")):
            return None
        denominator = tens + self._run[at].value
        return denominator if self._kind(at).startswith("part") or denominator >= _THIRD else None

    def _bare_fraction(self, at: int) -> _Reading | None:
        """ "a third", "half", "½", "half a million"; an ordinal is a fraction after an article only."""
        kind, value = self._kind(at), self._run[at].value
        if kind == "ordinal" and (value < _THIRD or not self._opened_by_article[at]):
            return None
        part = value if kind == "fraction" else 1 / value
        return self._multiplied(_Reading(at + 1, part, is_fraction=True), bare_scale=kind != "ordinal")

    def _multiplied(self, part: _Reading, *, bare_scale: bool) -> _Reading:
        """ "half a million", "quarter million", "two thirds of a million", "2½ million"."""
        at = part.next
        joined = self._joined(at)
        if self._kind(at) in _MULTIPLIERS and "and" not in joined and (bare_scale or "article" in joined):
            scale = self._run[at].value
            return _Reading(at + 1, part.value * scale, scale)
        return part

    def _numerator(self, at: int, reading: _Reading) -> _Reading | None:
        """ "two thirds", "five eighths", "three twenty-firsts"."""
        after, last = reading.next, reading.next - 1
        if self._joined(after) - {"dash"}:
            return None
        numerator, tens = reading.value, 0.0
        if self._kind(after) == "ten":
            tens, after = self._run[after].value, after + 1
        elif last > at and self._kind(last) == "ten" and "and" not in self._joined(last):
            tens, numerator = self._run[last].value, numerator - self._run[last].value
        denominator = self._denominator(after, numerator, tens)
        if denominator is None:
            return None
        return self._multiplied(_Reading(after + 1, numerator / denominator, is_fraction=True), bare_scale=True)

    def _with_fraction(self, reading: _Reading) -> _Reading | None:
        """ "one and a half", "three-and-a-half million", "2 million and a quarter", "five and three quarters"."""
        at = reading.next
        if "and" not in self._joined(at):
            return None
        if self._kind(at) == "unit" and not self._joined(at + 1):
            numerator, at = self._run[at].value, at + 1
        else:
            numerator = 1.0
        denominator = self._denominator(at, numerator)
        if denominator is None:
            return None
        part = _Reading(at + 1, numerator / denominator, is_fraction=True)
        if reading.scale == 1:
            return self._multiplied(_Reading(part.next, reading.value + part.value, is_fraction=True), bare_scale=True)
        scaled = self._multiplied(part, bare_scale=True)
        added = scaled.value if scaled.next > part.next else part.value * reading.scale
        return _Reading(scaled.next, reading.value + added, reading.scale)

    def _with_point(self, reading: _Reading) -> _Reading | None:
        """ "five point five", "two hundred point zero three"."""
        at, decimals = reading.next, ""
        if "point" not in self._joined(at):
            return None
        while self._kind(at) in ("unit", "ten") and (not decimals or not self._joined(at) - {"dash"}):
            follows_ten = decimals and self._kind(at - 1) == "ten"
            decimals = (decimals[:-1] if follows_ten else decimals) + str(int(self._run[at].value))
            at += 1
        return _Reading(at, reading.value + float(f"0.{decimals}")) if decimals else None
