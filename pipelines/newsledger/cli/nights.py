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


class Only(StrEnum):
    """What alone a backfill makes again."""

    claims = "claims"


def run(
    edition: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The UTC day to run; today if not given.")
    ] = None,
    sources: SourcesFile = Path("sources.yaml"),
) -> None:
    """Run one night: fetch, clean, extract, check, and publish a new version of the ledger."""
    from newsledger.config import Settings
    from newsledger.locate import assets_module
    from newsledger.show import nights

    settings = Settings.from_environment()
    day = edition.date() if edition else datetime.now(UTC).date()
    with progress_bars() as progress:
        summary = assets_module("nightly").run_night(day, sources, settings, progress)
    show.console().print(nights.night(summary))
    if not summary.succeeded:
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


def ui(
    sources: SourcesFile = Path("sources.yaml"),
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 3000,
) -> None:
    """Open the Dagster UI, with the daemon that runs the nightly schedule."""
    from newsledger.config import Settings
    from newsledger.locate import assets_module

    assets_module("ui").serve_ui(Settings.from_environment(), sources, port)
