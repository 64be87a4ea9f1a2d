"""The measures of cleaned pages count what they say they count."""

import gzip
import json
from pathlib import Path

import pytest

from bench.pages import AT_LEAST, AT_MOST, FLOORS, main, measure

STORY = [
    "The army said on Monday that it had shot down twelve drones over the harbour of the old town.",
    "Three people were wounded, the mayor said, and a fire in a warehouse burned until noon on Tuesday.",
    "Reporters were not let into the port. Both sides blamed each other for the fire that followed.",
]
OTHER = "Forty dead in blast at a fireworks plant"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Write two pages and what people say they hold; of the first, the second paragraph looks like a plea."""
    plea = "Subscribe today to receive our maps."
    texts = {"one": [*STORY[:2], plea, STORY[2]], "two": STORY}
    (tmp_path / "html").mkdir()
    gold = []
    for name, paragraphs in texts.items():
        body = "".join(f"<p>{text}</p>" for text in paragraphs)
        head = f"<title>Drones</title><meta name='date' content='2025-05-{24 if name == 'one' else 25}'>"
        aside = f"<ul><li><a href='/x'>{OTHER}</a></li></ul>"
        page = f"<html><head>{head}</head><body><article>{body}</article>{aside}</body></html>"
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(page.encode()))
        gold.append({"id": name, "gold_text": "\n".join(paragraphs), "title": "Drones", "date": "2025-05-24 10:00:00"})
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)), "utf-8")
    return tmp_path


def test_the_figures_of_pages(pages: Path) -> None:
    figures = measure(pages)
    values = figures.values()
    assert (figures.dates["right"], figures.dates["wrong"]) == (1, 1)
    assert (values["titles_exact"], values["cut_sentences"], values["leaked_share"]) == (2, 1, 0)
    assert [problem for problem in figures.problems if "sentence" in problem] == [
        "[one] cut as plea (sentence): Subscribe today to receive our maps."
    ]
    assert figures.text[1][2] == 1.0  # the second page came letter for letter
    assert values["worst_page_f1"] == round(figures.text[0][2], 4)
    assert 0.8 < values["worst_page_f1"] < 1


def test_a_figure_worse_than_its_floor_stops_it_and_is_named(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = pages / "floors.json"
    floors.write_text(json.dumps({"dates_right": 2, "cut_sentences": 0, "titles_exact": 2}), "utf-8")
    assert main([str(pages), "--gate", "--floors", str(floors)]) == 1
    out = capsys.readouterr().out
    assert "dates_right 1 is below 2" in out
    assert "cut_sentences 1 is above 0" in out
    assert "titles_exact 2 is" not in out


def test_without_pages_it_says_so_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--gate"]) == 0
    assert "not measured" in capsys.readouterr().out


def test_floors_are_of_figures_that_exist() -> None:
    assert json.loads(FLOORS.read_text("utf-8")).keys() == {*AT_LEAST, *AT_MOST}
