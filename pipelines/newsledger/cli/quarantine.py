"""The command ``quarantine``: what was set aside and why, and letting out what passes its checks by now.

Belongs here: its options and exit codes. Does not: the work (`newsledger.quarantine`), or how it looks
(`newsledger.show.quarantine`).
"""

from pathlib import Path
from typing import Annotated

import typer

from newsledger import show
from newsledger.cli.common import EXIT_STOPPED, SourcesFile, progress_bars
from newsledger.errors import usage_error

_FEW, _MANY = 3, 20  # examples: of each reason, and of the one that is asked for

app = typer.Typer(invoke_without_command=True)

Reason = Annotated[str | None, typer.Option(help="Only what failed this expectation, such as evidence_matches.")]


@app.callback()
def quarantine(context: typer.Context, reason: Reason = None) -> None:
    """Show the rows that were set aside, by reason, with examples."""
    from newsledger.config import Settings
    from newsledger.quarantine import reasons
    from newsledger.show.quarantine import set_aside

    if context.invoked_subcommand is not None:
        if reason is not None:
            raise usage_error("--reason stands before the command", f"Write: {context.invoked_subcommand} --reason …")
    else:
        found = reasons(Settings.from_environment().ledger, reason, _FEW if reason is None else _MANY)
        show.console().print(set_aside(found))


@app.command()
def release(reason: Reason = None, sources: SourcesFile = Path("sources.yaml")) -> None:
    """Check the editions with rows in quarantine again, after a fix, and publish what passes now."""
    from newsledger.config import Settings, load_configuration, with_inbox
    from newsledger.extract.lexicon import use_overlay
    from newsledger.quarantine import release as release_rows
    from newsledger.show.quarantine import rechecked

    settings = Settings.from_environment()
    configuration = with_inbox(load_configuration(sources), settings)
    use_overlay(configuration.lexicon)
    out, problems = show.console(), 0
    with progress_bars() as progress:
        editions = list(release_rows(configuration, settings, reason, progress))
    for edition in editions:
        out.print(rechecked(edition))
        problems += edition.problem is not None
    if not editions:
        out.print("nothing is in quarantine")
    if problems:
        raise typer.Exit(EXIT_STOPPED)
