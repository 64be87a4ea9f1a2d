"""A ledger to publish to."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from ledger_rows import NOW, Row, frames, night

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
