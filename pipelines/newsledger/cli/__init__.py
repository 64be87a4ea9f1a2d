"""The command line: ``newsledger run``, ``ui``, ``fetch``, ``clean``, ``extract``, ``sql``, ``trace`` and more.

Belongs here: which commands there are, and what a user's mistake becomes. Exit codes: 0 done, 1 a check or a step
stopped it, 2 used wrongly. A module holds the commands of one kind and wires each to the stage that does the work.
Does not: that work, or how results look (`newsledger.show`).
"""

import sys
from typing import Annotated

import typer

from newsledger import __version__
from newsledger.cli import ledger, nights, quarantine, stages, versions
from newsledger.cli.common import EXIT_MISUSED, complain
from newsledger.errors import UsageError

# In the order of the help.
_COMMANDS = (
    nights.run,
    nights.backfill,
    nights.status,
    nights.ui,
    ledger.sql,
    ledger.trace,
    ledger.notebook,
    versions.versions,
    versions.diff,
    versions.verify,
    versions.rollback,
    versions.restore,
    versions.export,
    versions.redact,
    stages.extract,
    stages.annotate,
    stages.clean,
    stages.fetch,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in _COMMANDS:
    app.command()(command)
app.add_typer(quarantine.app, name="quarantine")


def main() -> None:
    """Run the command line; a user's mistake is one line on standard error and exit code 2."""
    try:
        app()
    except UsageError as error:
        complain(str(error))
        sys.exit(EXIT_MISUSED)
    except BrokenPipeError:
        # The reader of a pipe, such as head, has seen enough.
        sys.stderr.close()
        sys.exit(0)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"newsledger {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """News articles in, a versioned ledger of attributed event claims out."""
