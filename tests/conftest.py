"""Fixtures that several suites share.

Belongs here: the command line, the sample sites served over HTTP, and how property tests choose their inputs. Does
not: what only one area needs; that is in its own folder.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Newsledger, command_line
from hypothesis import settings
from sample_sites import SAMPLES, SampleSites, serve

# On CI the property tests try the same inputs every time, so that a red build is about the change; elsewhere new ones.
# None is timed: what a machine is busy with is no fault of the code.
settings.register_profile("anywhere", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")


@pytest.fixture
def newsledger(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Newsledger:
    """The command line. Where its data folder is, a test says by NEWSLEDGER_HOME."""
    return command_line(monkeypatch, capfd)


@pytest.fixture
def sample_sites(tmp_path: Path) -> Iterator[SampleSites]:
    """The sample sites on loopback, served from a copy that the test may edit."""
    with serve(shutil.copytree(SAMPLES / "sites", tmp_path / "sites")) as sites:
        yield sites
