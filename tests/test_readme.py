"""The README holds what it says: every command in it runs, and the output it shows is what a user sees."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from newsledger.config import load_configuration

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line for language, block in BLOCKS if language == "sh" for line in block.splitlines()]
# These run the tests within the tests, or do not end by themselves: make is only asked whether it could.
DRY = {"make test", "make ui"}
NEEDS_INTERNET = "# needs internet"
FIRST_QUERY = next(line for line in COMMANDS if line.startswith("newsledger sql"))


def run(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "NEWSLEDGER_HOME": str(home),
        "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after the README's first command."""
    folder = tmp_path_factory.mktemp("home")
    first = run("make run", folder)
    assert first.returncode == 0, first.stderr
    assert "published version 1" in first.stdout
    return folder


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in DRY and NEEDS_INTERNET not in c])
def test_every_command_works(home: Path, command: str) -> None:
    ended = run(command, home)
    assert ended.returncode == 0, ended.stderr
    if command.startswith("newsledger"):
        assert ended.stdout.strip()


@pytest.mark.parametrize("command", sorted(DRY & set(COMMANDS)))
def test_make_knows_the_commands_that_do_not_end(tmp_path: Path, command: str) -> None:
    ended = run(command.replace("make", "make --dry-run", 1), tmp_path)
    assert ended.returncode == 0
    assert ".venv/bin/" in ended.stdout


@pytest.mark.parametrize("command", [c for c in COMMANDS if NEEDS_INTERNET in c])
def test_the_real_feeds_can_be_loaded(command: str) -> None:
    words = shlex.split(command, comments=True)
    sources = load_configuration(ROOT / words[words.index("--sources") + 1]).sources
    assert f"{len(sources)} public feeds from {len({s.country for s in sources if s.country})} countries" in README


def test_the_output_shown_is_what_the_query_prints(home: Path) -> None:
    (shown,) = (block for language, block in BLOCKS if language == "text")
    printed = run(FIRST_QUERY, home).stdout
    assert [line.rstrip() for line in shown.strip().splitlines()] == [
        line.rstrip() for line in printed.strip().splitlines()
    ]


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).is_file()
