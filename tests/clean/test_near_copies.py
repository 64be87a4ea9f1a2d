"""Copies of articles are found however they were changed, and only they, whatever the order they come in."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.copies import KINDS, find, found_copies
from bench.quality import GOLD, read_gold
from newsledger.clean.duplicates import Copy, copies, mark, precedence, sketch

ARTICLES = [article["text"] for article in read_gold([GOLD])]
WORDS = [f"word{n}" for n in range(32)]


def story(seed: int, words: int = 300) -> str:
    return " ".join(Random(seed).choices(WORDS, k=words))


def originals(texts: list[str], groups: str = "") -> list[int | None]:
    found = copies([sketch(t) for t in texts], list(groups) or list(map(str, range(len(texts)))), _of(texts))
    return [copy and copy.original for copy in found]


def _of(texts):
    return lambda wanted: {number: texts[number] for number in wanted}


@pytest.mark.parametrize("original_first", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_copies_of_each_kind_are_found(kind: str, original_first: bool) -> None:
    found = sum(found_copies(ARTICLES, KINDS[kind], original_first=original_first, seed=1000 * n) for n in range(3))
    assert found >= 3 * len(ARTICLES) * 147 / 150


def test_no_article_is_taken_for_a_copy_of_another() -> None:
    assert find(ARTICLES) == [None] * len(ARTICLES)


def test_the_share_is_that_of_the_copy() -> None:
    one = story(1)
    exact, shortened, lengthened = (
        find([one, text])[1] for text in (one, " ".join(one.split()[:150]), f"{one} {story(2, 150)}")
    )
    assert (exact, shortened) == (Copy(0, 1.0), Copy(0, 1.0))
    assert lengthened is not None
    assert lengthened.share == pytest.approx(2 / 3, abs=0.01)


def test_copies_point_to_the_first_and_others_to_nothing() -> None:
    one, two = story(1), story(2)
    texts = [one, two, f"By a staff writer. {one}", one.upper(), " ".join(two.split()[:280]), story(3)]
    assert originals(texts) == [None, None, 0, 0, 1, None]


def test_revisions_of_one_article_are_no_copies_but_a_third_is_a_copy_of_the_nearest() -> None:
    one = story(1)
    assert originals([one, f"{one} Corrected.", one], "aab") == [None, None, 0]
    assert originals([one, f"{one} {story(2, 90)}", f"{one} {story(2, 80)}"], "aab") == [None, None, 1]


def test_a_report_that_holds_a_brief_is_no_copy_of_it() -> None:
    brief = story(1, 60)
    assert originals([brief, f"{brief} {story(2, 200)}"]) == [None, None]
    assert originals([f"{brief} {story(2, 200)}", brief]) == [None, 0]


def test_a_daily_report_in_the_words_of_yesterdays_is_no_copy_of_it() -> None:
    report = (
        "The air force said that overnight the enemy attacked with {} drones and {} missiles from five directions. "
        "As of {} in the morning, {} of them were shot down over the east, the north and the south of the country, and "
        "{} were lost on the way. Hits were recorded in {} places, and debris fell in {} more, the air force said."
    )
    yesterday, today = report.format(109, 5, "8:30", 68, 13, 7, 4), report.format(96, 3, "9:00", 55, 24, 11, 2)
    assert originals([yesterday, today]) == [None, None]
    assert originals([yesterday, yesterday.replace("The air force said", "It was said")]) == [None, 0]


def test_short_texts() -> None:
    assert originals(["two words", "two words", "other words"]) == [None, 0, None]
    assert originals([]) == []


@given(st.lists(st.integers(0, 4), max_size=12))
def test_no_copy_of_a_copy(seeds: list[int]) -> None:
    found = originals([story(seed, 40) for seed in seeds])
    for number, original in enumerate(found):
        assert original is None or (found[original] is None and seeds[original] == seeds[number])
        assert (original is None) == (seeds.index(seeds[number]) == number)


def test_a_passage_that_every_page_has_joins_nothing_and_costs_little() -> None:
    plea = story(9, 60)
    assert originals([f"{story(seed, 150)} {plea}" for seed in range(20, 320)]) == [None] * 300


def row(name: str, text: str, day: int = 24, article: str = "", **values: object) -> dict[str, object]:
    fixed = {"revision_id": name, "article_id": article or name, "text": text, "published": None}
    return {**fixed, "edition": date(2025, 5, day), "published_date": date(2025, 5, day), **values}


def marked(*rows: dict[str, object], settled: int = 0) -> list[tuple[object, object]]:
    texts = [str(row["text"]) for row in rows]
    mark(rows, [sketch(text) for text in texts], _of(texts), settled)
    return [(row["story_id"], row["duplicate_of"]) for row in rows]


def test_copies_and_revisions_belong_to_the_story_of_the_first() -> None:
    one = story(1)
    assert marked(
        row("a", one),
        row("b", one),
        row("a2", f"{one} Corrected.", article="a"),
        row("b2", story(2), article="b"),  # edited until it is no copy any more: still the same story
        row("c", story(2)),  # a copy of that
        row("d", story(3)),
    ) == [("a", None), ("a", "a"), ("a", None), ("a", None), ("a", "b2"), ("d", None)]


def test_what_is_settled_stays_and_what_comes_is_held_against_it() -> None:
    one = story(1)
    settled = [row("a", one, story_id="s", duplicate_of="gone", duplicate_share=0.9)]
    assert marked(*settled, row("b", one), settled=1) == [("s", "gone"), ("s", "a")]


def test_the_earliest_is_the_original() -> None:
    noon = date(2025, 5, 24)
    rows = [
        row("undated", "", published_date=None),
        row("next", "", day=25, published_date=noon),
        row("late", "", published_date=date(2025, 5, 23)),
        row("early", "", published_date=date(2025, 5, 22)),
    ]
    assert [r["revision_id"] for r in sorted(rows, key=precedence)] == ["early", "late", "undated", "next"]


def test_an_original_that_is_edited_stays_one() -> None:
    one = story(1)
    for revision in ("0", "f"):
        edited, copy = row(f"{revision}-new", f"{one} More.", article="a"), row("7", one, article="b")
        rows = sorted([copy, edited], key=precedence)
        assert marked(*rows) == [("a", None), ("a", edited["revision_id"])]
