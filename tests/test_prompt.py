"""The interactive prompt, typed into through a pipe that stands in for the terminal."""

from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from newsledger.errors import UsageError
from newsledger.prompt import converse

CTRL_C, CTRL_D, ENTER = "\x03", "\x04", "\r"


def typed(keys: str, fails: str = "") -> list[str]:
    ran: list[str] = []

    def run(statement: str) -> None:
        ran.append(statement)
        if fails and fails in statement:
            raise UsageError("There is no such table.")

    with create_pipe_input() as keyboard:
        keyboard.send_text(keys)
        converse(run, terminal=(keyboard, DummyOutput()))
    return ran


def test_a_statement_ends_with_its_semicolon() -> None:
    assert typed(f"select 1{ENTER}from t;{ENTER}select 2;{ENTER}{CTRL_D}") == ["select 1\nfrom t;", "select 2;"]


def test_a_wrong_statement_is_named_and_the_prompt_goes_on(capsys) -> None:
    assert typed(f"select wrong;{ENTER}select 2;{ENTER}{CTRL_D}", fails="wrong") == ["select wrong;", "select 2;"]
    assert "There is no such table." in capsys.readouterr().out


def test_an_abandoned_statement_is_forgotten() -> None:
    assert typed(f"select 1{ENTER}{CTRL_C}select 2;{ENTER}{CTRL_D}") == ["select 2;"]
