"""The commands of an operator: a night, past editions again, how things stand, and the Dagster UI.

Belongs here: their options and exit codes. Does not: what a run does (`assets`).
"""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsledger import show
from newsledger.cli.common import EXIT_STOPPED, SourcesFile, progress_bars
from newsledger.errors import usage_error
from newsledger.show import Format


class Only(StrEnum):
    """What alone a backfill makes again."""

    claims = "claims"


def run(
    edition: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The UTC day to run; today if not given.")
    ] = None,
    sources: SourcesFile = Path("sources.yaml"),
    ended: Annotated[
        bool, typer.Option("--ended", help="What the schedule runs: the UTC day that has just ended, and late ones.")
    ] = False,
) -> None:
    """Run one night: fetch, clean, extract, check, and publish a new version of the ledger."""
    from newsledger.config import Settings
    from newsledger.locate import assets_module
    from newsledger.show import nights

    if ended and edition:
        raise usage_error("--ended and --edition name two editions", "Give one of them.")
    settings, succeeded = Settings.from_environment(), True
    with progress_bars() as progress:
        runs = assets_module("nightly")
        if ended:
            summaries = runs.run_ended(sources, settings, progress)
        else:
            day = edition.date() if edition else datetime.now(UTC).date()
            summaries = iter([runs.run_night(day, sources, settings, progress)])
        for summary in summaries:
            show.console().print(nights.night(summary))
            succeeded = succeeded and summary.succeeded
    if not succeeded:
        raise typer.Exit(EXIT_STOPPED)


def backfill(
    first: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], metavar="FROM", help="The first edition.")],
    last: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], metavar="TO", help="The last edition.")],
    only: Annotated[Only | None, typer.Option(help="Code again, and leave the articles as they are.")] = None,
    sources: SourcesFile = Path("sources.yaml"),
) -> None:
    """Clean and code past editions again from the archive, in one run; the web is not asked.

    It publishes what changed. Broken off, it goes on where it ended when it is run again.
    """
    from newsledger.config import Settings
    from newsledger.locate import assets_module
    from newsledger.show import nights

    settings = Settings.from_environment()
    with progress_bars() as progress:
        summary = assets_module("backfill").run_backfill(
            first.date(), last.date(), sources, settings, progress, only_claims=only is not None
        )
    show.console().print(nights.backfilled(summary))
    if summary.stopped is not None:
        raise typer.Exit(EXIT_STOPPED)


def status(
    form: Annotated[Format, typer.Option("--format", help="How to print it: table or json.")] = Format.table,
) -> None:
    """Say how things stand: the last run, what is late, odd or set aside; exits 1 when something needs a person."""
    from newsledger.config import Settings
    from newsledger.locate import assets_module
    from newsledger.show import status as shown

    if form not in (Format.table, Format.json):
        raise usage_error(f"--format {form.value} is not possible here", "Use table or json.")
    morning = assets_module("morning").read_morning(Settings.from_environment())
    if form is Format.json:
        typer.echo(show.to_json(shown.as_json(morning)))
    else:
        show.console().print(shown.morning(morning))
    if morning.concerns:
        raise typer.Exit(EXIT_STOPPED)


class Part(StrEnum):
    """A process of the UI."""

    web = "web"
    daemon = "daemon"


def ui(
    sources: SourcesFile = Path("sources.yaml"),
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port.")] = 3000,
    host: Annotated[str, typer.Option(help="The address; whoever reaches it can start runs.")] = "127.0.0.1",
    only: Annotated[Part | None, typer.Option(help="One of the two processes, as a service manager wants it.")] = None,
) -> None:
    """Open the Dagster UI, with the daemon that runs the nightly schedule."""
    from newsledger.config import Settings
    from newsledger.locate import assets_module

    parts = tuple(part.value for part in Part if only in (None, part))
    assets_module("ui").serve_ui(Settings.from_environment(), sources, port, host, parts)
