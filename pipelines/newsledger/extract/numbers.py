"""The quantities of a text: (low, high, qualifier) for each number that counts something.

Belongs here: which numerals count, and what comparators, ranges, units and vague words make of them. Does not: the
value of a numeral (`numerals`), nor what is counted. The articles "a" and "an" are no numbers here: whoever links a
quantity to a singular noun decides that "a man was killed" is 1.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from newsledger.extract.lexicon import alternatives, read_lexicon
from newsledger.extract.not_quantities import blank_non_quantities, counted_noun
from newsledger.extract.numerals import Numeral, find_numerals
from newsledger.extract.sentences import split_sentences
from newsledger.extract.spans import NumberSpan
from newsledger.extract.text import normalise
from newsledger.extract.vague import SAME, VAGUE, find_vague

_CURRENCY = r"(?:\b(?:US|C|A|AU|HK|NZ|R|S|NT))?[$€£¥₴₽₹₪₺₩₦]|\b(?:USD|EUR|GBP) ?"
_CURRENCY_BEFORE = re.compile(rf"(?:{_CURRENCY}) ?\Z")
_ADDITION_BEFORE = re.compile(r"\b(?:another|(?:an? )?(?:further|additional|extra)) \Z", re.I)
_ADDITION_AFTER = re.compile(r" (?:more|additional|further|extra)\b(?! than\b)", re.I)
_COMPOUND_AFTER = re.compile(r"-(?!odd\b|plus\b)\w|'s\b")  # "two-day", a score of "7-5"
_COMPOUND_BEFORE = re.compile(r"\w-\Z")
_RANGE = re.compile(rf" ?[-–] ?(?:{_CURRENCY})?| (?:to|or) (?:{_CURRENCY})?", re.I)
_PAIR = re.compile(rf" and (?:{_CURRENCY})?", re.I)
_BETWEEN = re.compile(r"\bbetween \Z", re.I)
_FROM = re.compile(r"\bfrom \Z", re.I)
_CHANGE = re.compile(
    r"\b(?:rose|ris(?:e|es|en|ing)|increas\w+|climb\w*|gr[eo]w\w*|jump\w*|up|f[ae]ll\w*|drop\w*|down|declin\w+|reduc\w+"
    r"|rais\w+|cut|lower\w*|went|go(?:es|ne)?)\b[^.;]{0,40}\Z",
    re.I,
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|during|the|late|early|mid|this|that|its|before|after|throughout|for|summer"
    r"|autumn|fall|winter|spring|year|and|to)|'s|\()[ -]\Z",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DESIGNATION_BEFORE = re.compile(r"\b([^\W\d_][\w'-]*)\.?[ -]\Z")
_OF = re.compile(r" of\b")
_PART_OF = re.compile(r" (?:of|the|its|their|his|her|our)\b", re.I)
_WORD = re.compile(r"[^\s\"(\[]+")
_LAST_WORD = re.compile(r"([^\s\"(\[]+)[\s\"(\[]* \Z")
# "handed over 307 prisoners" is no comparison, though "shot down over 307 drones" is.
_OVER_OF_VERB = re.compile(
    r"\b(?:hand|t[ao]k|took|turn|sign|cross|hover|fly|flies|flew|flown|spread|clash|argu|mull|control|authority)\w*"
    r" over\Z",
    re.I,
)
_FOLD = re.IGNORECASE | re.ASCII  # what is looked up lower-cased must not match "ſ" as an "s"
_LOOK_BACK = 60  # longer than any phrase before a number
_LONGEST_COMPARATOR = 4  # words
_UNCOUNTED = frozenset({"duration", "frequency", "length", "speed", "temperature", "energy", "clock"})
_COUNTED_WITH_OF = frozenset({"weight", "volume"})
_LOOSE = frozenset({"over", "beyond", "around", "above", "below", "under"})  # prepositions of time and place, too


class _Comparator(NamedTuple):
    phrase: str
    qualifier: str
    bound: str  # low, high or both

    def apply(self, value: float | None) -> tuple[float | None, float | None, str]:
        return (None if self.bound == "high" else value, None if self.bound == "low" else value, self.qualifier)


def find_numbers(text: str) -> list[NumberSpan]:
    """Return the quantities of `text` in order, without overlap.

    A span holds the number with its comparator, "more" or "another", and the unit of money, percentages and amounts
    ("nearly $3bn", "90 per cent", "200 kg"). "N of M" gives two spans. Shares ("a third of", "most of") and words
    without a usual floor ("many") have neither `low` nor `high`. "As many" and "the same number" repeat the nearest
    number of the sentence, the one before them if there is any.
    """
    plain = blank_non_quantities(normalise(text))
    numerals = find_numerals(plain)
    vague, composed = find_vague(plain, numerals)
    spans = list(_counted(plain, [n for n in numerals if n.start not in composed]))
    spans += filter(None, (_with_surroundings(plain, phrase) for phrase in vague if phrase.qualifier != SAME))
    spans += _with_same(plain, spans, [phrase for phrase in vague if phrase.qualifier == SAME])
    kept = _without_overlap(spans)
    return [NumberSpan(s.start, s.end, text[s.start : s.end], s.low, s.high, s.qualifier) for s in kept]


# --- lexicons


@cache
def _comparators(side: str) -> dict[str, _Comparator]:
    rows = read_lexicon("number_comparators")
    return {r["phrase"]: _Comparator(r["phrase"], r["qualifier"], r["bound"]) for r in rows if r["side"] == side}


@cache
def _comparator_ends() -> frozenset[str]:
    """Return the last words of the comparators before a number, which few words before numbers are."""
    return frozenset(phrase.split()[-1] for phrase in _comparators("before"))


@cache
def _comparator_after() -> re.Pattern[str]:
    phrases = sorted(_comparators("after"), key=len, reverse=True)
    return re.compile(rf"[ -](?P<phrase>{'|'.join(map(re.escape, phrases))})\b(?! than\b)|(?P<plus>\+)(?!\d)", _FOLD)


@cache
def _units() -> dict[str, str]:
    return {row["unit"].lower(): row["kind"] for row in read_lexicon("number_units")}


@cache
def _unit_pattern() -> re.Pattern[str]:
    units = alternatives(_units())
    between = r"(?: of(?: an?)?)?(?: (?:more|other|full|long|straight|consecutive|whole|further|calendar|nautical))?"
    return re.compile(rf"(?:{between}[ ])?(?P<unit>{units})(?!\w)", _FOLD)


@cache
def _designations() -> dict[str, str]:
    return {row["word"]: row["when"] for row in read_lexicon("designations")}


# --- numerals that count


def _counted(plain: str, numerals: list[Numeral]) -> Iterator[NumberSpan]:
    in_range = False
    for numeral, following in zip(numerals, [*numerals[1:], None], strict=False):
        if in_range:
            in_range = False
            continue
        span = _range(plain, numeral, following) if following else None
        in_range = span is not None
        if span is None and _may_count(plain, numeral):
            is_share = numeral.is_fraction and numeral.value < 1
            value = None if is_share else numeral.value
            span = NumberSpan(numeral.start, numeral.end, "", value, value, VAGUE if is_share else "exact")
        whole = _with_surroundings(plain, span) if span else None
        if whole and (whole.qualifier != VAGUE or _PART_OF.match(plain, numeral.end)):
            yield whole


def _may_count(plain: str, numeral: Numeral) -> bool:
    return _may_open(plain, numeral) and not _COMPOUND_AFTER.match(plain, numeral.end)


def _may_open(plain: str, numeral: Numeral) -> bool:
    """Whether nothing before the numeral speaks against a quantity."""
    before = plain[max(0, numeral.start - _LOOK_BACK) : numeral.start]
    return numeral.value >= 0 and not (
        _COMPOUND_BEFORE.search(before) or _is_designation(before) or _is_year(plain, before, numeral)
    )


def _is_designation(before: str) -> bool:
    match = _DESIGNATION_BEFORE.search(before)
    when = _designations().get(match[1].lower()) if match else None
    return when == "always" or (when == "capital" and match is not None and match[1][0].isupper())


def _is_year(plain: str, before: str, numeral: Numeral) -> bool:
    if not _YEAR.fullmatch(plain, numeral.start, numeral.end) or _CURRENCY_BEFORE.search(before):
        return False
    counts = counted_noun().match(plain, numeral.end) is not None
    _, comparator = _comparator_before(before)
    if comparator is not None:
        return comparator.phrase in _LOOSE and not counts
    return not counts or _YEAR_BEFORE.search(before) is not None


def _range(plain: str, left: Numeral, right: Numeral) -> NumberSpan | None:
    """ "10 to 15", "10-15 million", "between 10 and 15", "two or three"; not "rose from 10 to 15"."""
    start = left.start - _length(_CURRENCY_BEFORE.search(plain, max(0, left.start - _LOOK_BACK), left.start))
    before = plain[max(0, start - _LOOK_BACK) : start]
    if _BETWEEN.search(before):
        joined, opening = _PAIR, _BETWEEN
    else:
        joined, opening = _RANGE, _FROM
    if not joined.fullmatch(plain, left.end, right.start) or not _may_open(plain, left):
        return None
    if _COMPOUND_AFTER.match(plain, right.end):  # "a 10-15-member team"
        return None
    low = left.value * right.scale if left.scale == 1 and left.value < right.value / right.scale else left.value
    opened = opening.search(before)
    if not 0 <= low < right.value or (opened and opening is _FROM and _CHANGE.search(before[: opened.start()])):
        return None
    return NumberSpan(start - _length(opened), right.end, "", low, right.value, "range")


def _with_surroundings(plain: str, span: NumberSpan) -> NumberSpan | None:
    """Extend `span` by its unit, "more", comparators and currency; None where the unit says that nothing is counted."""
    start, end, low, high, qualifier = span.start, span.end, span.low, span.high, span.qualifier
    if unit := _unit_pattern().match(plain, end):
        kind = _units()[unit["unit"].lower()]
        if kind in _UNCOUNTED or (kind in _COUNTED_WITH_OF and not _OF.match(plain, unit.end())):
            return None
        end = unit.end()
    end += _length(_ADDITION_AFTER.match(plain, end))
    comparators = []
    if after := _comparator_after().match(plain, end):
        comparators.append(_comparators("after")["plus" if after["plus"] else after["phrase"].lower()])
        end = after.end()
        end += _length(_ADDITION_AFTER.match(plain, end))
    start -= _length(_CURRENCY_BEFORE.search(plain, max(0, start - _LOOK_BACK), start))
    while True:  # "at least another 20"
        before = plain[max(0, start - _LOOK_BACK) : start]
        at, comparator = _comparator_before(before)
        if comparator is not None:
            comparators.append(comparator)
        elif addition := _ADDITION_BEFORE.search(before):
            at = addition.start()
        else:
            break
        start -= len(before) - at
    if comparators:
        bounding = [comparator for comparator in comparators if comparator.qualifier != "about"]  # "about 50 or more"
        comparator = (bounding or comparators)[-1]
        if qualifier == "exact":
            low, high, qualifier = comparator.apply(low)
        elif low is None:
            qualifier = comparator.qualifier
    return NumberSpan(start, end, "", low, high, qualifier)


def _comparator_before(before: str) -> tuple[int, _Comparator | None]:
    """The longest comparator that ends `before`, and where it starts there."""
    nearest = _LAST_WORD.search(before)
    if nearest is not None and nearest[1].lower() in _comparator_ends():
        words = [(m.start(), m.group().lower()) for m in _WORD.finditer(before)][-_LONGEST_COMPARATOR:]
        for first in range(len(words)):
            phrase = " ".join(word for _, word in words[first:])
            comparator = _comparators("before").get(phrase)
            if comparator is not None and not (phrase == "over" and _OVER_OF_VERB.search(before.rstrip())):
                return words[first][0], comparator
    return len(before), None


def _length(match: re.Match[str] | None) -> int:
    return match.end() - match.start() if match else 0


# --- quantities together


def _with_same(plain: str, numbers: list[NumberSpan], phrases: list[NumberSpan]) -> list[NumberSpan]:
    """Give each "as many" the number it points at: the last before it in its sentence, else the first after it."""
    numbers = sorted((n for n in numbers if n.low is not None), key=lambda n: n.start)
    starts = [n.start for n in numbers]
    sentences = [sentence.start for sentence in split_sentences(plain)] if phrases else []
    found = []
    for phrase in phrases:
        sentence, following = bisect_right(sentences, phrase.start), bisect_right(starts, phrase.start)
        around = numbers[max(0, following - 1) : following + 1]
        nearest = [n for n in around if bisect_right(sentences, n.start) == sentence]
        if not nearest:
            found.append(replace(phrase, qualifier=VAGUE))
            continue
        same = replace(phrase, low=nearest[0].low, high=nearest[0].high, qualifier=nearest[0].qualifier)
        found.append(_with_surroundings(plain, same) or same)
    return found


def _without_overlap(spans: list[NumberSpan]) -> Iterator[NumberSpan]:
    reached = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= reached:
            yield span
            reached = span.end
