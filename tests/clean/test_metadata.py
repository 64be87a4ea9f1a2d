"""What pages say about themselves in JSON-LD, meta tags and markup."""

import json

import pytest
from trafilatura import load_html

from newsledger.clean.metadata import Metadata, read_metadata, time_tags


def read(head: str = "", body: str = "<p>Some text of the page.</p>", lang: str = "en") -> Metadata:
    tree = load_html(f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return read_metadata(tree)


def json_ld(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


ARTICLE = {
    "@context": "https://schema.org",
    "@type": ["NewsArticle", "LiveBlogPosting"],
    "headline": "Floods cut the road to the coast",
    "datePublished": "2025-05-24T14:05:00+02:00",
    "author": [{"@type": "Person", "name": "Ada Stone"}, {"@type": "Person", "name": "By Ben Reed and Cleo Marsh"}],
    "publisher": {"@type": "Organization", "name": "The Paper"},
    "isAccessibleForFree": "False",
    "articleBody": "Water rose again.",
}


def test_an_article_in_json_ld() -> None:
    page = read(json_ld({"@type": "WebSite", "name": "x"}, {"@graph": [{"@type": "WebPage"}, ARTICLE]}))
    assert page.title == "Floods cut the road to the coast"
    assert page.authors == ["Ada Stone", "Ben Reed", "Cleo Marsh"]
    assert page.site == "The Paper"
    assert page.published[0] == ("2025-05-24T14:05:00+02:00", "json_ld")
    assert page.paywall
    assert page.body_words == 3
    assert {"newsarticle", "liveblogposting", "website", "webpage"} <= page.types


def test_meta_tags_where_there_is_no_json_ld() -> None:
    page = read(
        '<meta property="og:title" content="Floods cut the road"><meta property="og:site_name" content="The Paper">'
        '<meta name="author" content="Ada Stone"><meta property="article:published_time" content="2025-05-24">'
        '<link rel="canonical" href="https://paper.example/floods"><title>Floods cut the road | The Paper</title>'
    )
    assert (page.title, page.site, page.authors) == ("Floods cut the road", "The Paper", ["Ada Stone"])
    assert page.published == [("2025-05-24", "meta")]
    assert page.canonical == "https://paper.example/floods"
    assert page.language == "en"


@pytest.mark.parametrize(
    ("headings", "stated", "title"),
    [
        # The heading on the page, where what the page states confirms it.
        (
            ["Floods cut the only road to the coast"],
            "Floods cut road to coast",
            "Floods cut the only road to the coast",
        ),
        # A heading that has swallowed its section does not say more than what is stated.
        (["Weather | Floods cut the road"], "Floods cut the road", "Floods cut the road"),
        # A site's name or a log-in box is no title.
        (["The Paper", "Log in"], "Floods cut the road", "Floods cut the road"),
        (["Log in", "Floods cut the road again"], "Floods cut the road", "Floods cut the road again"),
        ([], "Floods cut the road", "Floods cut the road"),
        (["Floods cut the road"], None, "Floods cut the road"),
    ],
)
def test_the_title(headings: list[str], stated: str | None, title: str) -> None:
    head = f'<meta property="og:title" content="{stated}">' if stated else ""
    page = read(head, "".join(f"<h1>{heading}</h1>" for heading in headings))
    assert page.title == title


@pytest.mark.parametrize(
    "author",
    [
        "https://paper.example/authors/7",
        "desk@paper.example",
        "The Paper",
        "",
        {"name": None},
        {"name": ["x", "y"]},
        7,
        [[]],
    ],
)
def test_what_is_no_name_is_no_author(author: object) -> None:
    node = {**ARTICLE, "author": author}
    assert read(json_ld(node)).authors in ([], ["x"])


@pytest.mark.parametrize(
    "script", ["", "{", "null", "7", '"text"', "[[[[]]]]", '{"@type": 7, "headline": {}, "publisher": []}', "[" * 9000]
)
def test_broken_json_ld_says_nothing(script: str) -> None:
    page = read(f'<script type="application/ld+json">{script}</script><title>Floods</title>')
    assert (page.title, page.published, page.paywall) == ("Floods", [], False)


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (json_ld({**ARTICLE, "articleSection": "World"}), "World"),
        (json_ld({**ARTICLE, "articleSection": ["World", "Asia"]}), "World"),
        ('<meta property="article:section" content="Weather">', "Weather"),
        (json_ld({**ARTICLE, "articleSection": [None]}) + '<meta name="section" content="Weather">', "Weather"),
        ("", None),
    ],
)
def test_the_section(head: str, section: str | None) -> None:
    assert read(head).section == section


@pytest.mark.parametrize(
    "head",
    [
        json_ld({**ARTICLE, "isAccessibleForFree": False}),
        json_ld(ARTICLE),
        json_ld({"@type": "NewsArticle", "hasPart": [7, {"isAccessibleForFree": "false"}]}),
        json_ld({"@type": "NewsArticle"}, {"@type": "WebPage", "isAccessibleForFree": False}),
        json_ld({"@type": "NewsArticle", "hasPart": {"isAccessibleForFree": False, "cssSelector": ".paid"}}),
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_a_page_that_must_be_paid_for(head: str) -> None:
    assert read(head).paywall
    assert not read(head.replace("alse", "rue").replace("locked", "free")).paywall


def test_a_page_that_is_free_though_a_part_of_it_is_not() -> None:
    assert not read(
        json_ld({**ARTICLE, "isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": False}})
    ).paywall


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ({"articleBody": "Water rose again."}, 3),
        ({"wordCount": 312}, 312),
        ({"wordCount": "312"}, 312),
        ({"wordCount": "about 300"}, 0),
        ({"wordCount": None, "articleBody": ["x"]}, 0),
    ],
)
def test_the_length_that_a_page_gives_its_article(node: dict[str, object], words: int) -> None:
    assert read(json_ld({"@type": "NewsArticle", **node})).body_words == words


def test_an_address_that_is_whole_goes_before_one_that_is_not() -> None:
    relative = '<link rel="canonical" href="/story">'
    assert read(relative).canonical == "/story"
    whole = '<meta property="og:url" content="https://paper.example/story">'
    assert read(relative + whole).canonical == "https://paper.example/story"
    by_ld = json_ld({"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://paper.example/story"}})
    assert read(relative + by_ld).canonical == "https://paper.example/story"


def test_time_elements_in_order() -> None:
    tree = load_html(
        "<html><body><time datetime='2025-05-24'>x</time><time>y</time><time datetime=' '></time></body></html>"
    )
    assert tree is not None
    assert time_tags(tree) == ["2025-05-24"]
