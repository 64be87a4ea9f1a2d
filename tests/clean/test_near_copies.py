"""Near-identical texts are found whatever their order, and only they."""

from hypothesis import given
from hypothesis import strategies as st

from newsledger.clean.duplicates import copies

WORDS = [f"word{n}" for n in range(32)]


def story(seed: int, words: int = 300) -> str:
    state, out = seed, []
    for _ in range(words):
        state = (state * 1103515245 + 12345) % 2**31
        out.append(WORDS[(state >> 16) % len(WORDS)])
    return " ".join(out)


def test_copies_point_to_the_first_and_others_to_nothing() -> None:
    one, two = story(1), story(2)
    texts = [one, two, f"By a staff writer. {one}", one.upper(), " ".join(two.split()[:280]), story(3)]
    assert copies(texts, [str(n) for n in range(len(texts))]) == [None, None, 0, 0, 1, None]


def test_revisions_of_one_article_are_no_copies_but_a_third_is_a_copy_of_the_first() -> None:
    one = story(1)
    assert copies([one, f"{one} Corrected.", one], ["a", "a", "b"]) == [None, None, 0]


def test_half_a_story_and_short_texts() -> None:
    one = story(1)
    assert copies([one, " ".join(one.split()[:150])], ["a", "b"]) == [None, None]
    assert copies(["", "", "two words", "two words"], list("abcd")) == [None, 0, None, 2]


@given(st.lists(st.integers(0, 4), max_size=12))
def test_no_copy_of_a_copy(seeds: list[int]) -> None:
    found = copies([story(seed, 40) for seed in seeds], [str(n) for n in range(len(seeds))])
    for number, original in enumerate(found):
        assert original is None or (found[original] is None and seeds[original] == seeds[number])
        assert (original is None) == (seeds.index(seeds[number]) == number)
