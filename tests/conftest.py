"""Fixtures that several suites share.

Belongs here: the sample sites served over HTTP. Does not: what only one area needs; that is in its own folder.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_sites import SAMPLES, SampleSites, serve


@pytest.fixture
def sample_sites(tmp_path: Path) -> Iterator[SampleSites]:
    """The sample sites on loopback, served from a copy that the test may edit."""
    with serve(shutil.copytree(SAMPLES / "sites", tmp_path / "sites")) as sites:
        yield sites
