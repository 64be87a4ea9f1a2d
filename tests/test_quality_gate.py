"""The gate on the coder's quality: it lets today's figures pass, stops lower ones, and only lifts floors."""

import json

import pytest

from bench.quality import FLOORS, SLOTS, main


@pytest.fixture
def floors(tmp_path):
    """Write the floors as they are with some of them changed, and return the file."""

    def write(**changes: float):
        content = json.loads(FLOORS.read_text("utf-8"))
        content["customer"]["f1"] |= changes
        path = tmp_path / "floors.json"
        path.write_text(json.dumps(content), "utf-8")
        return path

    return write


def test_a_figure_below_its_floor_stops_it_and_is_named(floors, capsys):
    assert main(["--gate", "--floors", str(floors(row=1.0))]) == 1
    assert "customer: row" in capsys.readouterr().out


def test_floors_are_lifted_and_never_lowered(floors, capsys):
    path = floors(detection=0.1, row=1.0)
    assert main(["--raise", "--floors", str(path)]) == 1
    lifted = json.loads(path.read_text("utf-8"))["customer"]["f1"]
    assert lifted["detection"] > 0.5
    assert lifted["row"] == 1.0
    assert main(["--gate", "--floors", str(floors(**(lifted | {"row": 0})))]) == 0
    assert "No figure is below its floor." in capsys.readouterr().out


def test_floors_are_of_figures_that_exist():
    for kinds in json.loads(FLOORS.read_text("utf-8")).values():
        assert kinds["f1"].keys() == {"detection", "quantified", "row"}
        assert kinds["accuracy"].keys() <= set(SLOTS)
