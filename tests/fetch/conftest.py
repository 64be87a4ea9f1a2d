"""Servers that misbehave as told, and the means to fetch from them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fault_server import LOOPBACK, Server, running

from newsledger.config import Settings, Source
from newsledger.fetch import FetchPolicy, fetch_edition

EDITION = date(2025, 5, 24)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as told:
        yield told


@pytest.fixture
def other_server() -> Iterator[Server]:
    with running() as told:
        yield told


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", contact="desk@example.org")


Rows = dict[str, dict[str, Any]]


@pytest.fixture
def fetch(settings: Settings) -> Callable[..., Rows]:
    """Fetch sources and return the rows by URL."""

    def run(*sources: Source, edition: date = EDITION, policy: FetchPolicy = LOOPBACK, **options: Any) -> Rows:
        frame = fetch_edition(sources, edition, settings, policy=policy, **options)
        assert frame["document_id"].is_unique().all()
        return {row["url"]: row for row in frame.iter_rows(named=True)}

    return run


@pytest.fixture
def look_at(tmp_path: Path, fetch: Callable[..., Rows]) -> Callable[..., dict[str, Any]]:
    """Fetch one address and return its row."""

    def run(url: str, policy: FetchPolicy = LOOPBACK) -> dict[str, Any]:
        addresses = tmp_path / "addresses.txt"
        addresses.write_text(url + "\n", "utf-8")
        return fetch(Source(name="list", kind="urls", place=str(addresses)), policy=policy, refetch=True)[url]

    return run
