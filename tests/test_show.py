"""How rows look: numbers with their qualifiers, cells whole in a pipe, JSON that other programs can read."""

import datetime as dt
import io
import json

import pytest

from newsledger import show


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "shown"),
    [
        (307, 307, "exact", "307"),
        (15, None, "at_least", "15 or more"),
        (None, 40, "up_to", "up to 40"),
        (10, 15, "range", "10 to 15"),
        (12, None, "more_than", "more than 12"),
        (300, 300, "about", "about 300"),
        (None, None, "vague", "many"),
        (None, None, None, ""),
    ],
)
def test_a_number_never_hides_its_qualifier(low: float, high: float, qualifier: str, shown: str) -> None:
    row = {"quantity_low": low, "quantity_high": high, "quantity_qualifier": qualifier, "quantity_text": "many"}
    assert show.quantity(row) == shown


def test_a_pipe_gets_cells_whole() -> None:
    stream = io.StringIO()
    show.console(stream).print(show.grid([{"words": "x" * 500, "n": 3}], ["words", "n"]))
    assert "x" * 500 in stream.getvalue()


def test_json_has_iso_days_and_whole_numbers() -> None:
    row = {"day": dt.date(2025, 5, 24), "low": 15.0, "share": 0.5, "ids": ["a"], "none": None, "words": "“é”"}
    assert json.loads(show.to_json(row)) == {
        "day": "2025-05-24",
        "low": 15,
        "share": 0.5,
        "ids": ["a"],
        "none": None,
        "words": "“é”",
    }


def test_what_is_no_number_is_null_in_json_and_told_in_a_table() -> None:
    assert show.to_json({"share": float("nan"), "most": float("inf")}) == '{"share": null, "most": null}'
    assert [show.cell(value) for value in (float("inf"), float("nan"), None)] == ["inf", "nan", ""]
