import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.numbers import find_numbers
from newsledger.extract.numerals import find_numerals


def found(text):
    return [(span.text, span.low, span.high, span.qualifier) for span in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # comparators
        ("At least 15 people were hurt", ("At least 15", 15, None, "at_least")),
        ("no fewer than 224 dead", ("no fewer than 224", 224, None, "at_least")),
        ("as few as 30 defenders", ("as few as 30", 30, None, "at_least")),
        ("five or more boats", ("five or more", 5, None, "at_least")),
        ("more than 60 were killed", ("more than 60", 60, None, "more_than")),
        ("over 120 houses burned", ("over 120", 120, None, "more_than")),
        ("upwards of 9,000 marched", ("upwards of 9,000", 9000, None, "more_than")),
        ("the toll exceeded 100", ("exceeded 100", 100, None, "more_than")),
        ('the guards spoke of "more than 70"', ("more than 70", 70, None, "more_than")),
        ("about 300 were held", ("about 300", 300, 300, "about")),
        ("Some 40 shells fell", ("Some 40", 40, 40, "about")),
        ("an estimated two million left", ("an estimated two million", 2e6, 2e6, "about")),
        ("50 or so fighters", ("50 or so", 50, 50, "about")),
        ("40-odd lorries", ("40-odd", 40, 40, "about")),
        ("nearly 1,200 bodies", ("nearly 1,200", 1200, 1200, "less_than")),
        ("fewer than 10 men", ("fewer than 10", None, 10, "less_than")),
        ("up to ten boats", ("up to ten", None, 10, "up_to")),
        ("as many as 300 graves", ("as many as 300", None, 300, "up_to")),
        ("no more than 12 guards", ("no more than 12", None, 12, "up_to")),
        ("at least about 40 trucks", ("at least about 40", 40, None, "at_least")),
        ("about 50 or more graves", ("about 50 or more", 50, None, "at_least")),
        ("some more than 20 graves", ("some more than 20", 20, None, "more_than")),
        # ranges
        ("1,000 – 1,500 men", ("1,000 – 1,500", 1000, 1500, "range")),
        ("between 10 and 15 departures", ("between 10 and 15", 10, 15, "range")),
        ("40 to 60 tents", ("40 to 60", 40, 60, "range")),
        ("10–15 rockets", ("10–15", 10, 15, "range")),
        ("10 - 15 rockets", ("10 - 15", 10, 15, "range")),
        ("Sumy - 12 wounded", ("12", 12, 12, "exact")),
        ("- 12 drones over Tula", ("12", 12, 12, "exact")),
        ("two or three men", ("two or three", 2, 3, "range")),
        ("2 to 3 million people", ("2 to 3 million", 2e6, 3e6, "range")),
        # words
        ("a hundred and twenty tents", ("a hundred and twenty", 120, 120, "exact")),
        ("over three-and-a-half million", ("over three-and-a-half million", 3.5e6, None, "more_than")),
        ("half a million pilgrims", ("half a million", 5e5, 5e5, "exact")),
        ("1.5 million pilgrims", ("1.5 million", 1.5e6, 1.5e6, "exact")),
        ("Seventy-six people", ("Seventy-six", 76, 76, "exact")),
        ("1.4m people left", ("1.4m", 1.4e6, 1.4e6, "exact")),
        ("40 000 soldiers", ("40 000", 40000, 40000, "exact")),
        ("1,20,000 voters", ("1,20,000", 120000, 120000, "exact")),
        ("10.000 voters", ("10.000", 10000, 10000, "exact")),
        ("a dozen boats", ("a dozen", 12, 12, "exact")),
        ("half a dozen boats", ("half a dozen", 6, 6, "exact")),
        ("More than a dozen boats", ("More than a dozen", 12, None, "more_than")),
        # more of them
        ("five more over the harbour", ("five more", 5, 5, "exact")),
        ("another 117 over the strait", ("another 117", 117, 117, "exact")),
        ("A further 1,200 followed", ("A further 1,200", 1200, 1200, "exact")),
        ("10 additional launches", ("10 additional", 10, 10, "exact")),
        ("at least another 20 boats", ("at least another 20", 20, None, "at_least")),
        # vague
        ("several others", ("several", 3, None, "vague")),
        ("Dozens of houses", ("Dozens", 24, None, "vague")),
        ("dozens more are missing", ("dozens more", 24, None, "vague")),
        ("scores of houses", ("scores", 40, None, "vague")),
        ("hundreds fled", ("hundreds", 200, None, "vague")),
        ("thousands marched", ("thousands", 2000, None, "vague")),
        ("tens of thousands of people", ("tens of thousands", 20000, None, "vague")),
        ("hundreds of thousands fled", ("hundreds of thousands", 200000, None, "vague")),
        ("several thousand people", ("several thousand", 3000, None, "vague")),
        ("numerous boats", ("numerous", None, None, "vague")),
        ("a number of boats", ("a number of", None, None, "vague")),
        # shares
        ("about a third of the fleet", ("about a third", None, None, "about")),
        ("two thirds of the fleet", ("two thirds", None, None, "vague")),
        ("more than half of the dead", ("more than half", None, None, "more_than")),
        ("most of the boats", ("most", None, None, "vague")),
        # units that stay
        ("over 90 per cent of homes", ("over 90 per cent", 90, None, "more_than")),
        ("15 to 20 percent", ("15 to 20 percent", 15, 20, "range")),
        ("200 kg of explosives", ("200 kg", 200, 200, "exact")),
        ("about 300 square miles", ("about 300 square miles", 300, 300, "about")),
        ("nearly $3bn in arms", ("nearly $3bn", 3e9, 3e9, "less_than")),
        # numbers that look like years or dates
        ("2000 people gathered", ("2000", 2000, 2000, "exact")),
        ("In May 12 people drowned", ("12", 12, 12, "exact")),
        ("ONE man was hurt", ("ONE", 1, 1, "exact")),
    ],
)
def test_one_quantity_is_read(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "an F-16, an F/A-18, an S-300, a Shahed-136, a Kh-101 and an AK-47",
        "a Boeing 737 and the Shahed 136",
        "the M23 rebels, the G7 and COVID-19",
        "under Article 5 and Resolution 2118, on Route 1, aboard Flight 302, at No. 10",
        "the 3rd brigade, the 21st and the twenty-first floor",
        "on 24 May, on May 24, on May 24, 2025, from 23 to 25 May and on 24/05/2025",
        "the 2014 war, since 1991, in 2003-2011 and by around 2030",
        "at 3 a.m., at 10:30, at 1700 GMT and at three o'clock",
        "a 72-year-old man, a girl aged 11, a boy aged seven, and Olha Kovalchuk, 58, a nurse",
        "20 km away, a 155mm gun, 155 mm shells, 500 kg, 5 metres, 30 knots, 40 degrees",
        "for three years, within 24 hours, after 14 months, two more days, hundreds of years",
        "a two-day visit, a 12-member panel, a 10-15-member team, a 30-day truce",
        "after the October 7 attacks, a 1.4m wall",
        "they won 3-1, lost 2-3, and beat them 7-5, 6-2",
        "call +44 20 7946 0958 or 555-123-4567",
        "the second blast, three times",
        "1. Water\n2. Bread",
        "No one was hurt; the one who fled; one another",
        "see https://example.org/2024/12/a-31 now",
        "on day 1,187 of the war",
        "how many came, too many guards, twice as many",
    ],
)
def test_what_counts_nothing_is_no_quantity(text):
    assert found(text) == []


def test_as_many_takes_the_number_it_points_at():
    assert found("In return for as many sailors, it freed 41 fishermen.")[0] == ("as many", 41, 41, "exact")
    assert found("Some 90 came, and about as many left.")[1] == ("about as many", 90, 90, "about")
    assert found("It freed 12. Later it freed as many.")[1] == ("as many", None, None, "vague")
    assert found("It freed 12 women and the same number of men.")[1] == ("the same number", 12, 12, "exact")


def test_a_part_and_its_whole_are_two_quantities():
    assert [(low, high) for _, low, high, _ in found("six of the 14 missiles")] == [(6, 6), (14, 14)]


def test_a_change_is_no_range():
    assert found("the toll rose from 10 to 15") == [("10", 10, 10, "exact"), ("15", 15, 15, "exact")]


def test_over_that_belongs_to_its_verb_compares_nothing():
    assert found("they handed over 30 captives") == [("30", 30, 30, "exact")]
    assert found("they shot down over 30 drones") == [("over 30", 30, None, "more_than")]


@pytest.mark.parametrize(
    "text",
    [
        "$3bn",
        "more than US$1.5 million",
        "500 million euros",
        "millions of dollars",
        "€2.5m",
        "10 to 15 million pounds sterling",
    ],
)
def test_money_keeps_its_unit(text):
    (span,) = find_numbers(f"It gave {text} last month")
    assert span.text == text


def test_percentages_keep_their_unit():
    assert [s.text for s in find_numbers("30% or 12 per cent of 40 boats")] == ["30%", "12 per cent", "40"]


def test_numerals_have_values_where_quantities_have_none():
    assert [n.value for n in find_numerals("two thirds, a quarter, 3/4, 2½ and minus 5")] == [
        2 / 3,
        0.25,
        0.75,
        2.5,
        -5,
    ]


WORDS = (
    "12 1,200 3.5 two hundred and a half dozen dozens million thirds third of as many more than at least up to between"
    " - – ’ “ ” $ € % km May 24 2014 , . ; ( ) aged one the same number F-16 people \u00a0 \u202f 👍 \n é İ"
)
NEWS = st.lists(st.sampled_from(WORDS.split(" ")), max_size=25).map(" ".join)


@given(st.text() | NEWS)
def test_spans_are_exact_ordered_and_apart(text):
    for spans in (find_numbers(text), find_numerals(text)):
        assert all(text[s.start : s.end] == s.text and s.start < s.end for s in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
    assert find_numbers(text) == find_numbers(text)


def test_letters_that_fold_to_others_are_no_words():
    assert found("12 kılos at 5 °F and 3 or morſ") == [("12", 12, 12, "exact"), ("3", 3, 3, "exact")]


@given(st.integers(0, 10**9), st.sampled_from([",", " ", "\u00a0", "\u202f", ""]))
def test_digits_are_read_back(value, separator):
    written = f"{value:,}".replace(",", separator)
    assert [n.value for n in find_numerals(written)] == [value]


@given(st.integers(0, 10**9), st.booleans())
def test_words_are_read_back(value, with_and):
    written = in_words(value, " and " if with_and else " ")
    (numeral,) = find_numerals(f"There were {written} of them.")
    assert (numeral.value, numeral.text) == (value, written)


NAMES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
SMALL, TENS = NAMES.split()[:20], NAMES.split()[18:]


def in_words(value, joint):
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            gap = joint if rest < 100 else " "
            return f"{in_words(value // size, joint)} {name}" + (gap + in_words(rest, joint) if rest else "")
    if value < 20:
        return SMALL[value]
    return TENS[value // 10] + (f"-{SMALL[value % 10]}" if value % 10 else "")


@pytest.mark.parametrize(
    "hostile", ["1,", "1 ", "as many ", "one hundred and ", "12-", "1/", "(", "https://", "a.b@", "May 1, ", "about "]
)
def test_hostile_text_takes_linear_time(hostile):
    def seconds(times):
        start = time.process_time()
        find_numbers(hostile * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(8_000) < 12 * seconds(2_000) + 0.1
