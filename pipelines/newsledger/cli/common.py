"""What several commands share: options, exit codes, progress, and how an input that was left out is said.

Belongs here: that. Does not: a command, or how results look (`newsledger.show`).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsledger import show
from newsledger.errors import usage_error
from newsledger.show import Format

if TYPE_CHECKING:
    from newsledger.progress import Progress

EXIT_STOPPED = 1
EXIT_MISUSED = 2

Inputs = Annotated[list[str], typer.Argument(help="Files .txt, .html or .jsonl; - reads JSONL from standard input.")]
Lexicon = Annotated[
    Path | None, typer.Option("--lexicon", help="A folder with lexicon lines of your own, added to those that ship.")
]
SourcesFile = Annotated[
    Path,
    typer.Option("--sources", envvar="NEWSLEDGER_SOURCES", help="The file that lists where articles come from."),
]


def only_jsonl(form: Format) -> None:
    """Raise UsageError for another format than JSONL."""
    if form is not Format.jsonl:
        raise usage_error(f"--format {form.value} is not possible here", "Use --format jsonl.")


class Problems:
    """Says each input that was left out on standard error, and remembers that there was one."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, problem: str) -> None:
        """Say `problem`."""
        self.count += 1
        complain(problem)

    def exit_if_any(self) -> None:
        """End the command with exit code 1 if an input was left out."""
        if self.count:
            raise typer.Exit(EXIT_STOPPED)


def complain(message: str) -> None:
    """Say `message` on standard error."""
    typer.echo(f"newsledger: {message}", err=True)


@contextmanager
def progress_bars() -> Iterator["Progress"]:
    """Show a bar a stage while standard error is a terminal, and nothing otherwise."""
    from newsledger.progress import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    # The time that has passed, and what remains at the pace of the last half minute.
    times = (TimeElapsedColumn(), TimeRemainingColumn())
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), *times)
    with Bars(*columns, console=show.console(sys.stderr), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield advance
