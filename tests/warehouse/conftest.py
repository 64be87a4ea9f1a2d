"""A ledger to publish to."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from ledger_rows import D1, D2, D3, NOW, TOWN, Row, ask, frames, night

from newsledger.warehouse import Published, publish


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.duckdb"


@pytest.fixture
def publish_rows(ledger: Path) -> Callable[..., Published | None]:
    """Publish rows given by table as the night of the given editions."""

    def publish_rows(*editions: date, **rows: Iterable[Row]) -> Published | None:
        return publish(ledger, frames(**rows), night(*editions), now=NOW)

    return publish_rows


@pytest.fixture
def rows(ledger):
    """Publish a night of claims, of the article TOWN if no other is given, and return columns of a mart."""

    def rows(mart, *columns, claims=(), articles=(), **more):
        articles = articles or ([TOWN] if claims else [])
        publish(ledger, frames(articles=articles, claims=claims, **more), night(D1, D2, D3), now=NOW)
        return ask(ledger, f"SELECT {', '.join(columns)} FROM {mart} ORDER BY ALL").rows()

    return rows
