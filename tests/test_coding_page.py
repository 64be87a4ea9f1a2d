"""docs/coding.md says what the lexicons and floors say today."""

import pytest

from bench.coding import PAGE, coding


def test_its_tables_are_fresh():
    page = PAGE.read_text("utf-8")
    assert coding(page) == page, "Run `make docs`."


def test_a_table_that_is_not_marked_is_named():
    with pytest.raises(ValueError, match="marks the table actions 0 times"):
        coding("nothing")
