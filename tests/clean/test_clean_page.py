"""A page as a whole: its paragraphs, its flags, and the same result every time."""

import pytest

from newsledger.clean import Hints, Page, clean_page

LEAD = "The army said on Monday that it had shot down twelve drones over the harbour of the old town."
MORE = "Three people were wounded, the mayor said, and a fire in a warehouse burned until noon on Tuesday."


def clean(body: str, head: str = "", **options: object) -> Page:
    page = f"<html><head><title>Drones</title>{head}</head><body><article>{body}</article></body></html>"
    return clean_page(page.encode(), "https://paper.example/story", **options)  # type: ignore[arg-type]


def test_paragraphs_headings_items_rows_and_breaks() -> None:
    page = clean(
        f"<h1>Drones</h1><p>{LEAD}</p><h2>The night</h2><ul><li>12 drones <b>shot</b> down</li><li>3 wounded</li></ul>"
        f"<p>{MORE}<br>It was the third night.<br><br>A fourth is feared.</p>"
        f"<table><tr><td>Town</td><td>Dead</td></tr><tr><td>Port</td><td>3</td></tr></table><p>{LEAD}</p>"
    )
    assert page.text.split("\n\n") == [
        LEAD,
        "The night",
        "• 12 drones shot down",  # never "- 12": that reads as a negative number
        "• 3 wounded",
        f"{MORE}\nIt was the third night.\nA fourth is feared.",
        "Town | Dead",
        "Port | 3",
        LEAD,
    ]


def test_a_sentence_that_links_have_torn_apart_is_one_again() -> None:
    torn = "A man who had tested positive for <a href='/c'>Covid-19</a> died in <a href='/p'>Port Hospital</a>."
    page = clean(f"<p>{LEAD}</p>{torn}<p>{MORE}</p><h2>The night</h2><p>Water rose</p><p>Then it fell.</p>")
    paragraphs = page.text.split("\n\n")
    assert paragraphs[1].startswith("A man who had tested positive for Covid-19")
    assert [paragraphs[0], *paragraphs[-4:]] == [LEAD, MORE, "The night", "Water rose", "Then it fell."]


def test_a_headline_that_is_a_link_elsewhere_on_the_page_is_another_storys() -> None:
    other, topic = "Forty dead in blast at a fireworks plant", "The night"
    links = f"<aside><a href='/blast'>{other}</a> <a href='/night'>{topic}</a> <a href='#night'>{MORE}</a></aside>"
    page = clean(f"<p>{LEAD}</p><ul><li>{other}</li></ul><h2>{topic}</h2><p>{MORE}</p>{links}")
    assert page.text.split("\n\n") == [LEAD, topic, MORE]
    assert [(cut.rule, cut.text) for cut in page.cut] == [("related", other)]


def test_spaces_are_one_and_characters_composed() -> None:
    page = clean(
        f"<p>{LEAD}</p>\n<p>Zelenskyy&nbsp;met  Erdog\u0306an <a href='/x'>in Ankara</a>, he said.\n{MORE}</p>"
    )
    assert page.text.split("\n\n")[1] == f"Zelenskyy met Erdo\u011fan in Ankara, he said. {MORE}"


def test_a_wrong_byte_is_flagged_and_moves_nothing() -> None:
    body = f"<html><body><article><p>“{LEAD}”</p><p>{MORE} – again – “so”</p></article></body></html>".encode()
    page = clean_page(body.replace(b"harbour", b"harb\xffour"), "https://paper.example/x")
    assert page.flags == ("replaced_bytes",)
    assert page.text == f"“{LEAD}”\n\n{MORE} – again – “so”".replace("harbour", "harb\ufffdour")


def test_paywall_teaser_and_live_blog_are_flagged() -> None:
    ld = (
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Drones", '
        f'"isAccessibleForFree": false, "articleBody": "{"The army said more. " * 60}"}}</script>'
    )
    assert clean(f"<p>{LEAD}</p><p>{MORE}</p><p>{LEAD}</p>", ld).flags == ("paywall", "teaser", "live_blog")


@pytest.mark.parametrize(
    ("url", "title", "flags"),
    [
        ("https://paper.example/world/live/2025/may/24/war", "War", ("live_blog",)),
        ("https://paper.example/war-live-updates-1", "War", ("live_blog",)),
        ("https://paper.example/war", "War: live updates from the harbour", ("live_blog",)),
        ("https://paper.example/olive/lives", "Live music returns to the harbour", ()),
    ],
)
def test_a_live_blog_is_known_by_its_address_or_title(url: str, title: str, flags: tuple[str, ...]) -> None:
    page = f"<html><head><title>{title}</title></head><body><article><p>{LEAD}</p><p>{MORE}</p></article></body></html>"
    assert clean_page(page.encode(), url).flags == flags


def test_a_text_far_shorter_than_the_page_says_is_a_teaser_though_it_is_free() -> None:
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "wordCount": %d}</script>'
    body = f"<p>{LEAD}</p><p>{MORE}</p>"
    assert clean(body, ld % 400).flags == ("teaser",)
    assert clean(body, ld % 40).flags == ()


def test_hints_fill_in_what_the_page_does_not_say() -> None:
    hints = Hints(title="From the feed", published="2025-05-24T14:05:00Z", language="en")
    page = clean_page(f"{LEAD}\n\n{MORE}".encode(), "file://s/x.txt", content_type="text/plain", hints=hints)
    assert page.title == "From the feed"
    assert page.published
    assert (page.published.iso, page.published.source) == ("2025-05-24T14:05:00+00:00", "feed")
    stated = clean(f"<p>{LEAD} {MORE}</p>", '<meta name="date" content="2025-05-23">', hints=hints)
    assert stated.published
    assert (stated.published.iso, stated.published.source) == ("2025-05-24T14:05:00+00:00", "feed")
    assert stated.title == "Drones"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_files_keep_their_paragraphs(newline: str) -> None:
    lines = newline.join([LEAD, MORE])
    wrapped = newline.join([*LEAD.split(" on ", 1), "", MORE])
    as_lines = clean_page(lines.encode(), "file://s/x.txt", content_type="text/plain")
    as_wrapped = clean_page(wrapped.encode(), "file://s/x.txt", content_type="text/plain; charset=utf-8")
    assert as_lines.text == f"{LEAD}\n\n{MORE}"
    assert as_wrapped.text == "\n".join(LEAD.split(" on ", 1)) + f"\n\n{MORE}"


def test_a_markdown_heading_is_the_title() -> None:
    page = clean_page(f"# Drones\n\n{LEAD} {MORE}\n".encode(), "file://s/x.md", content_type="text/markdown")
    assert (page.title, page.text) == ("Drones", f"{LEAD} {MORE}")


def test_other_sites_and_home_pages_do_not_change_the_result() -> None:
    page = f"<html><body><article><p>{LEAD}</p><p>{MORE}</p></article></body></html>".encode()
    assert clean_page(page, "https://a.example/x") == clean_page(page, "https://a.example/x")


def in_boxes(*paragraphs: list[str], between: str = "<aside>Advertisement</aside>", box: str = "article-body") -> str:
    boxes = ("".join(f"<p>{text}</p>" for text in texts) for texts in paragraphs)
    return between.join(f"<div class='{box}'>{texts}</div>" for texts in boxes)


def test_a_story_in_several_boxes_is_kept_whole_and_the_next_story_on_the_page_is_not() -> None:
    story = [f"Report {n}: {LEAD} The mayor of the town gave no other before number {n}." for n in range(12)]
    other = [f"Bulletin {n}: {MORE} This was another day in another town, number {n}." for n in range(3)]
    boxes = f"<main><h1>Drones</h1><div>{in_boxes(story[:6])}</div><div>{in_boxes(story[6:8], story[8:])}</div></main>"
    page = f"<html><body>{boxes}<main><h1>Fire</h1>{in_boxes(other)}</main></body></html>"
    assert clean_page(page.encode(), "https://paper.example/x").text.split("\n\n") == story


def test_where_the_page_holds_much_more_than_was_read_other_readings_are_compared() -> None:
    """The extractor stops at the teaser, which calls itself the article; the story stands beside it."""
    told = [
        f"On day {n} the river rose by another {n} metres, and the mayor of town {n} asked for help." for n in range(40)
    ]
    teaser = "<article><p>The river has risen for days, as many mayors tell, and it is not over yet.</p></article>"
    story = "".join(f"<p>{line}</p>" for line in told)
    page = clean_page(
        f"<html><body>{teaser}<div class='box'>{story}</div></body></html>".encode(), "https://paper.example/river"
    )
    assert told[0] in page.text
    assert told[-1] in page.text
