"""Immutable values: they compare and hash by what they hold, and take nothing that they do not declare."""

from dataclasses import replace

import pytest

from newsledger.extract.spans import NumberSpan, Span


def test_values_compare_and_hash_by_what_they_hold() -> None:
    one, same = Span(3, 6, "ten"), Span(3, 6, "ten")
    assert one == same
    assert len({one, same, replace(one, end=7)}) == 2


def test_values_of_two_kinds_are_not_equal() -> None:
    assert Span(3, 6, "ten") != NumberSpan(3, 6, "ten", 10, 10, "exact")


def test_values_take_nothing_undeclared() -> None:
    with pytest.raises(AttributeError):
        Span(3, 6, "ten").length = 3  # type: ignore[attr-defined]
