"""The commands of an operator: a night, and the Dagster UI.

Belongs here: their options and exit codes. Does not: what a night does (`assets`).
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from newsledger import show
from newsledger.cli.common import EXIT_STOPPED, SourcesFile, progress_bars


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


def ui(
    sources: SourcesFile = Path("sources.yaml"),
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 3000,
) -> None:
    """Open the Dagster UI, with the daemon that runs the nightly schedule."""
    from newsledger.config import Settings
    from newsledger.locate import assets_module

    assets_module("ui").serve_ui(Settings.from_environment(), sources, port)
