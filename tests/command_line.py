"""The command line as tests call it: in this process, with what it printed and how it ended."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from newsledger import cli


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict]:
        """What it printed as JSONL."""
        return [json.loads(line) for line in self.out.splitlines()]


Newsledger = Callable[..., Ended]


def command_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Newsledger:
    """Return what runs `newsledger` with arguments, and with `stdin` on standard input."""

    def run(*arguments: str, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["newsledger", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        code: object = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        assert isinstance(code, int)
        return Ended(code, *capfd.readouterr())

    return run
