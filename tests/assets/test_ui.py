"""The real UI and daemon, started as ``make ui`` does, asked over HTTP."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from assets.checks import asset_of
from assets.definitions import ASSETS
from assets.ui import serve_ui
from newsledger.config import Settings
from newsledger.errors import UsageError
from newsledger.quality.suites import load_suite
from newsledger.quality.validation import CHECKED

PATIENCE = 120.0  # seconds; the two processes import everything twice

QUERY = """{
  workspaceOrError { ... on Workspace { locationEntries { name locationOrLoadError { __typename } } } }
  assetNodes {
    assetKey { path } description partitionDefinition { name } kinds
    assetChecksOrError { ... on AssetChecks { checks { name } } }
  }
  schedulesOrError(repositorySelector: {repositoryName: "__repository__", repositoryLocationName: "newsledger"}) {
    ... on Schedules { results { name cronSchedule } }
  }
}"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "sources.yaml"
    path.write_text("sources: [{name: desk, kind: files, place: pages}]")
    return path


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def ui(tmp_path: Path, sources: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    code = (
        "import sys; from pathlib import Path; from assets.ui import serve_ui; from newsledger.config import Settings;"
        "serve_ui(Settings(Path(sys.argv[1])), Path(sys.argv[2]), int(sys.argv[3]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "data"), str(sources), str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    yield process
    process.terminate()
    process.wait(PATIENCE)


def ask(port: int) -> dict[str, object]:
    """Return the answer to QUERY, as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            body = json.dumps({"query": QUERY})
            connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
            return dict(json.load(connection.getresponse())["data"])
        except ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_the_ui_shows_assets_checks_and_schedule_and_stops_cleanly(
    ui: subprocess.Popen[str], port: int, tmp_path: Path
) -> None:
    answer = ask(port)

    assert answer["workspaceOrError"]["locationEntries"] == [
        {"name": "newsledger", "locationOrLoadError": {"__typename": "RepositoryLocation"}}
    ]
    nodes = {node["assetKey"]["path"][0]: node for node in answer["assetNodes"]}
    assert nodes.keys() == {asset.key.path[0] for asset in ASSETS}
    shown = {(name, check["name"]) for name, node in nodes.items() for check in node["assetChecksOrError"]["checks"]}
    assert shown == {(asset_of(suite), e.id) for suite in CHECKED for e in load_suite(suite).expectations}
    assert all(node["description"] for node in nodes.values())
    assert answer["schedulesOrError"]["results"] == [{"name": "nightly_schedule", "cronSchedule": "30 2 * * *"}]

    children = _children(ui.pid)
    assert len(children) >= 2
    ui.terminate()
    output, _ = ui.communicate(timeout=PATIENCE)
    assert ui.returncode == 0
    assert f"http://127.0.0.1:{port}" in output
    assert "Traceback" not in output
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_port_in_use_is_named(tmp_path: Path, sources: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(UsageError, match=f"Port {port} cannot be used"):
            serve_ui(Settings(tmp_path / "data"), sources, port)
    assert not os.path.lexists(tmp_path / "data")
