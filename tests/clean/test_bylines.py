"""The byline of a page that names its authors in its markup alone."""

import pytest

from newsledger.clean.bylines import find_byline
from newsledger.clean.markup import parse

STORY = "<p>The river rose by two metres on Saturday, and the road to the coast is under water.</p>"


def names(markup: str) -> list[str]:
    tree = parse(f"<html><body><h1>Floods cut the road</h1>{markup}{STORY}</body></html>")
    assert tree is not None
    return [name.strip() for name in find_byline(tree)]


@pytest.mark.parametrize(
    "markup",
    [
        "<a rel='author' href='/ada'>Ada Stone</a>",
        "<span class='article__author-name'>Ada Stone</span>",
        "<div class='byline'>By <b>Ada Stone</b></div>",
        "<h4 class='posted-by'>Ada Stone</h4>",
        "<section data-component='BylineBox'>By Ada Stone</section>",
        "<em id='mainAuthor'>Ada Stone</em>",
        "<author>Ada Stone</author>",
    ],
)
def test_an_element_that_says_so_has_the_byline(markup: str) -> None:
    assert names(markup) == ["Ada Stone"]


def test_the_surest_place_wins_wherever_it_stands() -> None:
    assert names("<div class='writer-box'>The Paper</div><a rel='author'>Ada Stone</a>") == ["Ada Stone"]


def test_several_names() -> None:
    assert names("<p class='byline'>By Ada Stone and Ben Reed</p>") == ["Ada Stone", "Ben Reed"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='comments-list'><span class='author'>Cleo Marsh</span></div>",
        "<figure><span class='author'>Cleo Marsh</span></figure>",
        "<div class='byline'><time>24 May 2025</time></div>",
        "<p class='intro'>Ada Stone</p>",
        f"<div class='author-page'>{STORY * 2}</div>",
    ],
)
def test_comments_pictures_dates_and_long_texts_are_none(markup: str) -> None:
    assert names(markup) == []
