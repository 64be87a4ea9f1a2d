"""The sample pages come out of the cleaner letter for letter: the annotated claims point into these texts."""

from datetime import date
from hashlib import sha256

import pytest
from sample_sites import SAMPLES

from newsledger.clean import Hints, Page, clean_page
from newsledger.clean.dates import Published

DAILY = "sample-daily.example"
WORLD = "sample-world.example"
REGIONAL = "sample-regional.example"
DIGEST = "sample-digest.example"

# page, SHA-256 of the text as it was written, its day, and where the day is read from
ARTICLES = [
    (
        f"{DAILY}/2025/05/24/prisoners-freed-after-raid-on-kyiv.html",
        "abda96b1199d7598",
        "2025-05-24",
        "json_ld",
    ),
    (
        f"{WORLD}/europe/live-summary-last-prisoners-freed.html",
        "2be577ee6bf12f4f",
        "2025-05-25",
        "meta",
    ),
    (
        f"{REGIONAL}/news/bogomaz-drones-over-bryansk-region/index.html",
        "4516cf8fb31f6291",
        "2025-05-22",
        "time_tag",
    ),
    (f"{DIGEST}/story-104.html", "49c850ceb6d3689a", "2025-06-16", "label"),
    (
        f"{DAILY}/2025/05/26/strike-on-gaza-city-school.html",
        "a7c40730ce0deefc",
        "2025-05-26",
        "json_ld",
    ),
    (f"{WORLD}/africa/strike-on-el-fasher-shelter.html", "f58d4aeef56d4d5c", "2025-10-12", "meta"),
    (
        f"{WORLD}/middle-east/houthis-target-us-carrier-again.html",
        "b9df2e16b8059a8f",
        "2025-03-17",
        "meta",
    ),
    (f"{DIGEST}/story-108.html", "f6d851d4bf031b5e", "2025-05-11", "label"),
    (f"{REGIONAL}/news/congo-deaths-in-east/index.html", "bdde85fb752c71a4", "2025-02-24", "time_tag"),
    (
        f"{DAILY}/2025/06/16/iranian-missiles-kill-eight.html",
        "51b59fb20393e474",
        "2025-06-16",
        "json_ld",
    ),
    (
        f"{REGIONAL}/news/port-au-prince-march-against-gangs/index.html",
        "30db7e7a164e590f",
        "2025-04-03",
        "time_tag",
    ),
    (f"{DIGEST}/story-112.html", "d7d96baae5ad2552", "2025-07-04", "label"),
]


def clean(path: str) -> Page:
    return clean_page((SAMPLES / "sites" / path).read_bytes(), f"https://{path}", content_type="text/html")


@pytest.mark.parametrize(("path", "digest", "day", "source"), ARTICLES)
def test_text_title_and_day_are_the_articles(path: str, digest: str, day: str, source: str) -> None:
    page = clean(path)
    assert page.kind == "article"
    assert sha256(page.text.encode()).hexdigest()[:16] == digest
    assert page.published
    assert (page.published.day.isoformat(), page.published.source) == (day, source)
    assert page.language == "en"
    assert page.title
    assert page.title not in page.text
    assert page.canonical == f"https://{path}".removesuffix("index.html")


def test_time_and_zone_are_kept_where_the_page_gives_them() -> None:
    late = clean(f"{DAILY}/2025/05/26/strike-on-gaza-city-school.html").published
    assert late
    assert late.iso == "2025-05-26T23:40:00-04:00"  # in UTC it is the 27th already
    assert late.precision == "second"
    assert clean(f"{DIGEST}/story-104.html").published == Published(date(2025, 6, 16), None, "label", "day")


def test_bylines_site_and_outlet() -> None:
    page = clean(f"{DAILY}/2025/05/24/prisoners-freed-after-raid-on-kyiv.html")
    assert (page.authors, page.site, page.outlet) == (("Mara Winter",), "Sample Daily", None)
    assert clean(f"{DIGEST}/story-112.html").outlet == "Sample Regional"


def test_what_is_cut_is_kept_with_its_rule() -> None:
    page = clean(f"{WORLD}/africa/strike-on-el-fasher-shelter.html")
    assert [(cut.rule, cut.text.split(":")[0]) for cut in page.cut] == [
        ("headline", "Dozens killed in strike on El Fasher shelter as army and RSF trade blame"),
        ("related", "READ NEXT"),
        ("related", "Houthis say they targeted US carrier again after deadly strikes on Yemen"),
        ("related", "[Related"),
        ("plea", "Sign up for our morning newsletter and never miss a story."),
        ("share", "Follow us on X and Facebook"),
    ]


@pytest.mark.parametrize("site", [DAILY, WORLD, REGIONAL, DIGEST])
def test_the_front_page_is_an_index(site: str) -> None:
    assert clean(f"{site}/index.html").kind == "index"


def test_the_customers_document() -> None:
    given = (SAMPLES / "documents/pow-exchange.txt").read_bytes()
    hints = Hints(published="2025-05-24", published_source="sidecar")
    page = clean_page(given, "file:pow-exchange.txt", content_type="text/plain", hints=hints)
    assert page.kind == "article"
    assert page.outlet == "Aljazeera"
    assert [(cut.rule, cut.text) for cut in page.cut] == [
        ("source", "Source: Aljazeera"),
        ("comments", "Leave a Reply"),
    ]
    lines = given.decode().split("\n")
    assert page.text.split("\n\n") == lines[:-2]
    assert "“Difficult night”" in page.text.split("\n\n")
    assert page.published
    assert (page.published.iso, page.published.source) == ("2025-05-24", "sidecar")
