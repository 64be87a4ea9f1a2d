"""The commands for the ledger's versions: what changed, whether all are whole, going back, copies, takedowns.

Belongs here: their options and exit codes. Does not: making, checking and putting back versions
(`newsledger.warehouse`), redactions (`newsledger.redaction`), or how answers look (`newsledger.show.versions`).
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from newsledger import show
from newsledger.cli.common import EXIT_STOPPED, complain, progress_bars
from newsledger.errors import usage_error
from newsledger.show import Format

Form = Annotated[Format, typer.Option("--format", help="How to print the rows.")]


def versions(
    form: Form = Format.table,
    limit: Annotated[int, typer.Option(min=0, help="Versions that are listed; 0 for all.")] = 20,
) -> None:
    """List the versions of the ledger, the newest first, with what each changed."""
    from newsledger import warehouse
    from newsledger.config import Settings
    from newsledger.show import versions as shown

    listed = warehouse.versions(Settings.from_environment().ledger)
    if form is Format.table:
        show.console().print(shown.manifest(listed.to_dicts(), limit))
    else:
        show.frame(listed.head(limit) if limit else listed, form, limit=0)


def diff(
    v1: Annotated[int, typer.Argument(help="The earlier version.")],
    v2: Annotated[int, typer.Argument(help="The later version.")],
    table: Annotated[str, typer.Argument(help="The table to compare.")] = "claims",
    form: Form = Format.table,
    limit: Annotated[int, typer.Option(min=0, help="Rows that a table shows; 0 for all.")] = 100,
) -> None:
    """Show the rows of a table that two versions have otherwise, with the columns that changed."""
    from newsledger import warehouse
    from newsledger.config import Settings
    from newsledger.show import versions as shown

    rows = warehouse.diff(Settings.from_environment().ledger, v1, v2, table)
    if form is Format.table:
        show.console().print(shown.difference(rows.to_dicts(), table, v1, v2, limit))
    else:
        show.frame(rows, form, limit=0)


def verify() -> None:
    """Recompute every checksum and row hash of the ledger, and say what is not as it was published."""
    from newsledger import warehouse
    from newsledger.config import Settings

    ledger = Settings.from_environment().ledger
    with progress_bars() as progress:
        problems = warehouse.verify(ledger, progress)
    for problem in problems:
        where = [problem.table, problem.version and f"version {problem.version}"]
        complain(": ".join([*(str(part) for part in where if part), problem.what]))
    if problems:
        raise typer.Exit(EXIT_STOPPED)
    typer.echo(f"{ledger}: every version is as it was published")


def rollback(
    version: Annotated[int, typer.Argument(help="The version to go back to; `newsledger versions` lists them.")],
    note: Annotated[str | None, typer.Option(help="Why, for the manifest.")] = None,
) -> None:
    """Publish a new version whose rows are those of an earlier one; no version is lost."""
    from newsledger import warehouse
    from newsledger.config import Settings

    ledger = Settings.from_environment().ledger
    with progress_bars() as progress:
        published = warehouse.rollback(ledger, version, now=datetime.now(UTC), note=note, progress=progress)
    if published is None:
        typer.echo(f"nothing to do: the live rows are those of version {version}")
        return
    opened, closed = sum(published.opened.values()), sum(published.closed.values())
    typer.echo(
        f"published version {published.version}, equal to version {version}: {opened:,} rows opened, {closed:,} closed"
    )


def restore(
    version: Annotated[int | None, typer.Argument(help="The version whose file is put back.")] = None,
) -> None:
    """Put back the file that was published as a version, as it was; without one, list the files that are kept.

    A repair for a ledger that was harmed: versions after that one are gone from it. To take back what a night
    published, use `rollback`.
    """
    from newsledger import warehouse
    from newsledger.config import Settings

    ledger = Settings.from_environment().ledger
    if version is None:
        kept = [
            {"version": number, "published": _written(path), "megabytes": path.stat().st_size / 1e6, "file": str(path)}
            for number, path in reversed(warehouse.kept_files(ledger).items())
        ]
        columns = ["version", "published", "megabytes", "file"]
        show.console().print(show.grid(kept, columns) if kept else f"No published files are kept beside {ledger}")
        return
    warehouse.restore(ledger, version, now=datetime.now(UTC))
    typer.echo(f"{ledger} is the file of version {version} again; what was published after it is not in it")


def export(folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.")]) -> None:
    """Write the live tables and the manifest as parquet, a folder a table and a folder in it an edition."""
    from newsledger import warehouse
    from newsledger.config import Settings

    with progress_bars() as progress:
        rows = warehouse.export(Settings.from_environment().ledger, folder, progress)
    show.console().print(
        show.grid(({"table": table, "rows": count} for table, count in rows.items()), ["table", "rows"])
    )
    typer.echo(f"written to {folder}")


def redact(
    reason: Annotated[str, typer.Option(help="Why, for the manifest and whoever traces what is gone.")],
    url: Annotated[str | None, typer.Option(help="The address of a page whose words must go.")] = None,
    claim: Annotated[str | None, typer.Option(help="The claim_id of a claim whose sentence must go.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Blank the words of a page, or of one claim's sentence, in every version and in the archive, for good.

    Ids, keys and what was read from the words stay. The page is not fetched again. Run it while no night is running;
    if it was killed, run it again.
    """
    from newsledger.config import Settings
    from newsledger.redaction.carry_out import redact_claim, redact_url
    from newsledger.show import versions as shown

    if (url is None) == (claim is None):
        raise usage_error("`redact` takes down one page or one claim", "Give --url or --claim.")
    if not reason.strip():
        raise usage_error("The reason is empty", "Say why with --reason.")
    settings, now = Settings.from_environment(), datetime.now(UTC)
    if not yes and sys.stdin.isatty():
        typer.confirm(f"The words of {url or claim} cannot be brought back. Go on?", abort=True)
    with progress_bars() as progress:
        if url is not None:
            done = redact_url(settings, url, reason, now=now, progress=progress)
        else:
            done = redact_claim(settings, claim or "", reason, now=now, progress=progress)
    show.console().print(shown.redacted(done))


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
