import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from newsledger.config import Settings
from newsledger.quality.assessment import assess, split
from newsledger.quality.drift import COUNTED, source_nights
from newsledger.quality.report import Night, page, report_path, write_report
from newsledger.quality.validation import SOURCE_NIGHTS

EDITION, NOW = date(2025, 5, 24), datetime(2025, 5, 25, 3, 10, tzinfo=UTC)
Rows = Callable[..., pl.DataFrame]
VOID = {"meta", "rect", "link", "br"}


class Checked(HTMLParser):
    """Reads a page, holds that every element is closed, and collects its words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += f" {data.strip()}"


def read(text: str) -> Checked:
    checked = Checked()
    checked.feed(text)
    assert checked.open == []
    return checked


def counted(days: int, documents: int) -> dict[str, object]:
    numbers = {"articles": documents, "claims": 4 * documents, "quoted": documents, "rows": 6 * documents}
    return {
        "edition": EDITION - timedelta(days=days),
        "source": "wire",
        "worked": True,
        "documents": documents,
        "undated": 0,
        "quarantined": 0,
        **numbers,
    }


@pytest.fixture(scope="module")
def silent_night() -> tuple[pl.DataFrame, pl.DataFrame]:
    before = pl.DataFrame([counted(days, 20) for days in range(28, 0, -1)], COUNTED, orient="row")
    tonight = pl.DataFrame([counted(0, 0)], COUNTED, orient="row")
    return pl.concat([before, tonight]), source_nights(tonight, before, EDITION)


def test_the_page_tells_what_a_person_must_know(
    articles: Rows,
    documents: Rows,
    claims: Rows,
    vocabularies: dict[str, pl.DataFrame],
    silent_night: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    doubtful = {"doubts": ["part_exceeds_whole"], "evidence": "12 drones were shot down over Kursk"}
    frame = claims({}, *({"action": "shoot"} for _ in range(7)), doubtful)
    related = {**vocabularies, "documents": documents(), "articles": articles({"title": "<b>Drones</b> & more"})}
    assessment = assess("claims", frame, related, EDITION)
    history, nights = silent_night
    night = Night(
        EDITION,
        "Published version 3: 9 rows opened, 0 closed.",
        True,
        [assessment, assess(SOURCE_NIGHTS, nights, {}, EDITION)],
        {"claims": frame, SOURCE_NIGHTS: nights},
        split(frame, assessment)[1],
        history,
    )

    told = read(page(night, NOW))

    for words in (
        "Newsledger, edition 2025-05-24",
        "written 2025-05-25 03:10 UTC",
        "Published version 3",
        "claims.action_known",
        "7 of 9 rows, 78 %; rows are set aside",
        "An action outside the vocabulary",
        "shoot: “12 drones were shot down over Kursk” (said by The ministry)",
        "and 2 more",
        "wire: 0 new pages; usual are 20 (4 to 36)",
        "silent",
        "1 of 9",
        "It is told as a part of something whose number is smaller.",
    ):
        assert words in told.words, words
    assert "claims.part_exceeds_whole" in told.words  # among all expectations, not among what failed
    bars = [attributes for tag, attributes in told.elements if tag == "rect" and attributes.get("class") == "tonight"]
    assert len(bars) >= 6


def test_a_night_that_was_stopped_before_it_was_counted_passes_no_other_off_as_itself(
    silent_night: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    before = silent_night[0].filter(pl.col("edition") < EDITION)

    told = read(page(Night(EDITION, "Stopped.", False, [], {}, counted=before), NOW))

    kinds = [attributes.get("class") for tag, attributes in told.elements if tag == "rect"]
    assert kinds.count("tonight") == 0
    assert kinds.count("night") == 6 * 28


def test_the_page_needs_nothing_from_elsewhere(silent_night: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    history, nights = silent_night
    text = page(Night(EDITION, "…", True, [], {SOURCE_NIGHTS: nights}, counted=history), NOW)

    told = read(text)
    assert not {tag for tag, _ in told.elements} & {"script", "link", "img", "iframe"}
    assert not [attributes for _, attributes in told.elements if {"src", "href"} & attributes.keys()]
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text


def test_what_articles_say_cannot_break_the_page(
    documents: Rows, articles: Rows, vocabularies: dict[str, pl.DataFrame]
) -> None:
    title = "<script>alert('$outcome')</script> & “quotes”"
    frame = articles({"title": title, "language": "de", "url": 'https://news.example/"><u>'})
    assessment = assess("articles", frame, {**vocabularies, "documents": documents()}, EDITION)

    told = read(page(Night(EDITION, "<i>stopped</i>", False, [assessment], {"articles": frame}), NOW))

    assert title in told.words
    assert "<i>stopped</i>" in told.words
    assert not {tag for tag, _ in told.elements} & {"script", "u", "i"}


def test_a_night_that_came_to_nothing_has_a_page_too(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    night = Night(EDITION, "Stopped.", False, [], {})

    path = write_report(settings, night, NOW)

    assert path == report_path(settings, EDITION) == tmp_path / "reports/2025-05-24/report.html"
    told = read(path.read_text("utf-8"))
    assert "Nothing failed." in told.words
    assert re.search(r"Quarantine\s+0 rows\s+Nothing was set aside", told.words)
    assert [p.name for p in path.parent.iterdir()] == ["report.html"]
