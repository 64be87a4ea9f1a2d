"""Lines that a site prints around every story are cut; what a story tells is not, though others tell it too."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.clean import Page
from newsledger.clean.kind import Kind
from newsledger.clean.repeated import host_of, repeated_lines, without

LABEL = "Explained: the war in maps"
PLEA = "Our newsroom lives on what you give."
BACKGROUND = "The war began when troops crossed the border in February of the year before last."
ITEM = "• 12 drones shot down over the harbour"


def stories(number: int, *lines: str, host: str = "paper.example") -> list[tuple[str, str, str]]:
    return [(host, f"{host}/{n}", "\n\n".join([f"Story {n} tells of town {n}.", *lines])) for n in range(number)]


def keys(*lines: str) -> list[str]:
    return sorted("".join(c for c in line.casefold() if c.isalnum()) for line in lines)


@pytest.mark.parametrize(
    ("with_lines", "others", "cut"),
    [
        (2, 0, []),
        (3, 0, [LABEL, PLEA]),
        (3, 40, [LABEL, PLEA]),
        # What may tell something must stand on most of a host's stories, and on a host of which enough is known.
        (7, 0, [LABEL, PLEA]),
        (8, 0, [LABEL, PLEA, BACKGROUND, ITEM]),
        (8, 8, [LABEL, PLEA]),
    ],
)
def test_what_repeats_on_a_host(with_lines: int, others: int, cut: list[str]) -> None:
    pages = stories(with_lines, LABEL, PLEA, BACKGROUND, ITEM)
    pages += [("paper.example", f"other/{n}", f"Another story, number {n}.") for n in range(others)]
    assert repeated_lines(pages).get("paper.example", []) == keys(*cut)


def test_other_hosts_and_other_texts_of_one_article_do_not_count() -> None:
    spread = [page for n in range(4) for page in stories(1, LABEL, host=f"{n}.example")]
    revisions = [("paper.example", "one", f"{LABEL}\n\nRevision {n}.") for n in range(5)]
    assert repeated_lines([*spread, *revisions]) == {}


def test_a_page_loses_lines_and_shows_them() -> None:
    text = "\n\n".join(["The army said on Monday that it had shot down twelve drones over the harbour. " * 3, LABEL])
    page = Page(Kind.ARTICLE, "", text=text)
    cut = without(page, keys(LABEL))
    assert cut.text == text.removesuffix(f"\n\n{LABEL}")
    assert [(c.rule, c.text) for c in cut.cut] == [("repeated", LABEL)]
    assert cut.kind == "article"
    assert without(page, keys("something else")) is page


def test_a_copy_of_another_page_loses_nothing() -> None:
    page = Page(Kind.ARTICLE, "", text=f"{BACKGROUND}\n\n{LABEL}\n\nNew.")
    assert without(page, keys(BACKGROUND, LABEL)) is page


def test_a_text_that_becomes_too_short_is_no_article() -> None:
    words = " ".join(f"word{n}" for n in range(20))
    cut = without(
        Page(Kind.ARTICLE, "", text=f"{words}\n\nMaps of the war in pictures"), keys("Maps of the war in pictures")
    )
    assert (cut.text, cut.kind) == (words, "too_short")


@given(st.lists(st.sampled_from(stories(4, LABEL, PLEA)), max_size=4, unique=True))
def test_order_is_no_matter(pages: list[tuple[str, str, str]]) -> None:
    found = [repeated_lines(order) for order in permutations(pages)]
    assert all(lines == found[0] for lines in found)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.paper.example/a", "paper.example"),
        ("http://paper.example/b?c=d", "paper.example"),
        ("file://source/folder/a.html", "file://source/folder"),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host
