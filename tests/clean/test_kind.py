"""Pages that are no articles are told apart, and say why."""

import pytest

from newsledger.clean import Page, clean_page
from newsledger.clean.kind import Kind
from newsledger.clean.lists import read_list

STORY = (
    "<p>The army said on Monday that it had shot down twelve drones over the harbour, and that two had struck a "
    "warehouse in the old port.</p><p>Three people were wounded, the mayor said, and a fire burned until noon.</p>"
)

GERMAN = (
    "Die Armee teilte am Montag mit, sie habe zwölf Drohnen über dem Hafen abgeschossen, und zwei hätten ein Lagerhaus "
    "getroffen. Drei Menschen wurden nach Angaben der Stadt dabei verletzt."
)


def clean(body: str, head: str = "", url: str = "https://paper.example/story") -> Page:
    page = f"<html><head><title>Drones</title>{head}</head><body>{body}</body></html>"
    return clean_page(page.encode(), url, content_type="text/html; charset=utf-8")


def test_a_short_story_is_an_article() -> None:
    page = clean(f"<article><h1>Drones</h1>{STORY}</article>")
    assert page.kind == "article"
    assert page.text.count("\n\n") == 1


@pytest.mark.parametrize("row", read_list("signs"), ids=lambda row: row["example"])
def test_each_sign_finds_its_example(row: dict[str, str]) -> None:
    page = clean(f"<div><h1>{row['example']}</h1><p>Please wait.</p></div>")
    assert page.kind == row["kind"]
    assert page.kind_reason.startswith(row["reason"])


@pytest.mark.parametrize("row", read_list("signs"), ids=lambda row: row["example"])
def test_a_story_with_a_banner_is_still_a_story(row: dict[str, str]) -> None:
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Drones"}</script>'
    assert clean(f"<div class='banner'>{row['example']}</div><article>{STORY}</article>", ld).kind == "article"


def test_an_index_page() -> None:
    links = "".join(f"<li><a href='/{n}'>The army shot down {n} drones over the harbour</a></li>" for n in range(30))
    page = clean(f"<main><ul>{links}</ul></main>")
    assert page.kind == "index"
    assert "links" in page.kind_reason


def test_a_video_page() -> None:
    ld = '<script type="application/ld+json">{"@type": "VideoObject", "name": "Drones"}</script>'
    assert clean("<h1>Drones over the harbour</h1><p>Watch how it happened.</p>", ld).kind == "video"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<article><p>The army said it had shot down twelve drones.</p></article>", Kind.TOO_SHORT),
        ("", Kind.NOT_ARTICLE),
        (f"<article><p>{GERMAN}</p></article>", Kind.NOT_ENGLISH),
    ],
)
def test_what_gives_no_claims(body: str, kind: Kind) -> None:
    assert clean(body).kind == kind


@pytest.mark.parametrize("body", [b"", b"\x00\x00", b"%PDF-1.7", b"just words", b"<", b"<!--", b"\xff\xfe\x00"])
def test_what_is_no_page_is_no_article(body: bytes) -> None:
    assert clean_page(body, "https://paper.example/x").kind != "article"


def test_empty_and_blank_text_files() -> None:
    for body in (b"", b" \n\n \n", "\ufeff".encode()):
        page = clean_page(body, "file://source/x.txt", content_type="text/plain")
        assert (page.kind, page.text) == ("too_short", "")
