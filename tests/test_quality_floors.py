"""The coder reads no worse than it did: the floors of bench/floors.json, which only rise."""

import json

import pytest

from bench.quality import FLOORS, GOLD, SLOTS, Figures, measure, read_gold

FLOOR = json.loads(FLOORS.read_text("utf-8"))


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    return {
        "customer": measure(read_gold([GOLD / "pow-exchange.json"])),
        "own": measure(read_gold(sorted(GOLD.glob("own-*.json")))),
    }


@pytest.mark.parametrize(("articles", "figure"), [(a, f) for a, floors in FLOOR.items() for f in floors["f1"]])
def test_f1(figures: dict[str, Figures], articles: str, figure: str) -> None:
    assert figures[articles].f1()[figure] >= FLOOR[articles]["f1"][figure]


@pytest.mark.parametrize(("articles", "slot"), [(a, s) for a, floors in FLOOR.items() for s in floors["accuracy"]])
def test_slot(figures: dict[str, Figures], articles: str, slot: str) -> None:
    assert slot in SLOTS
    accuracy = figures[articles].accuracy(slot)
    assert accuracy is not None
    assert accuracy >= FLOOR[articles]["accuracy"][slot]
