"""Pages made to break an extractor: each gives its story or a reason, and the pages around it go on."""

import json

import pytest

from newsledger.clean import Page
from newsledger.clean.workers import Task, clean_all

LEAD = "The army said on Monday that it had shot down twelve drones over the harbour, and that two had hit a warehouse."
MORE = "Three people were wounded, the mayor said, and a fire in a warehouse by the river burned until noon on Tuesday."
STORY = f"<article><h1>Drones</h1><p>{LEAD}</p><p>{MORE}</p></article>"
MEGABYTE = 1_000_000


def ld_of_a_megabyte() -> str:
    node = {"@type": "NewsArticle", "datePublished": "2025-05-24T10:00:00Z", "keywords": ["word"] * (MEGABYTE // 8)}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>{STORY}'


ROWS = "".join(f"<tr><td>{n}</td><td>{7 * n}</td></tr>" for n in range(20_000))
LINKS = "".join(f"<li><a href='/{n}'>Report number {n} from the town</a></li>" for n in range(50_000))
BODIES = {
    "20,000 rows": f"{STORY}<table>{ROWS}</table>",
    "50,000 links": f"{STORY}<ul>{LINKS}</ul>",
    "deep boxes": f"{STORY}{'<div>' * 20_000}deep{'</div>' * 20_000}",
    "deep words": f"{STORY}<p>{'<b>' * 5_000}deep{'</b>' * 5_000}</p>",
    "boxes never closed": f"{STORY}{'<p><a href=x>' * 12_000}",
    "1 MB of JSON-LD": ld_of_a_megabyte(),
    "JSON-LD of brackets": f'<script type="application/ld+json">{"[" * 200_000}</script>{STORY}',
    "NULs": STORY.replace("<p>", "<p>\0\0").replace("harbour", "har\0bour"),
    "a line of 1 MB": f"{STORY}<p>{'word ' * (MEGABYTE // 5)}</p>",
    "a word of 1 MB": f"{STORY}<p>{'x' * MEGABYTE}</p>",
    "a comment of 1 MB": f"<!--{'-' * MEGABYTE}-->{STORY}",
    "entities": f"{STORY}<p>{'&amp;' * (MEGABYTE // 5)}</p>",
}


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    tasks = [
        Task(f"<html><head><title>Drones</title></head><body>{body}</body></html>".encode(), f"https://a.example/{n}")
        for n, body in enumerate(BODIES.values())
    ]
    return dict(zip(BODIES, clean_all(tasks, processes=2), strict=True))


@pytest.mark.parametrize("name", BODIES)
def test_the_story_comes_out_of_it(name: str, pages: dict[str, Page]) -> None:
    page = pages[name]
    assert (page.kind, page.text.startswith(f"{LEAD}\n\n{MORE}")) == ("article", True)
    assert page.title == "Drones"


def test_a_page_of_too_many_elements_is_read_plainly_and_says_so(pages: dict[str, Page]) -> None:
    plain = {name for name, page in pages.items() if "oversized" in page.flags}
    assert plain == {"20,000 rows", "50,000 links"}
    for name in plain:
        assert pages[name].text == f"{LEAD}\n\n{MORE}"


def test_a_date_is_found_in_a_megabyte(pages: dict[str, Page]) -> None:
    published = pages["1 MB of JSON-LD"].published
    assert published
    assert (published.iso, published.source) == ("2025-05-24T10:00:00+00:00", "json_ld")
