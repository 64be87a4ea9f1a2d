"""The commands that open the published ledger: asking it, tracing a claim, its versions.

Belongs here: their options and exit codes. Does not: SQL (`newsledger.warehouse`), or how answers look
(`newsledger.show`).
"""

import sys
from contextlib import closing
from typing import Annotated

import typer

from newsledger import show
from newsledger.cli.common import EXIT_STOPPED, complain
from newsledger.errors import usage_error
from newsledger.show import Format


def sql(
    query: Annotated[str | None, typer.Argument(help="One SELECT; without it, a prompt opens.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.table,
    limit: Annotated[int, typer.Option(min=0, help="Rows that a table shows; 0 for all.")] = 100,
) -> None:
    """Query the published ledger in SQL; it is opened read-only."""
    from newsledger import prompt, warehouse
    from newsledger.config import Settings

    with closing(warehouse.connect(Settings.from_environment().ledger)) as connection:
        if query is not None:
            show.frame(warehouse.query(connection, query), form, limit)
        elif sys.stdin.isatty():
            prompt.converse(lambda text: show.frame(warehouse.query(connection, text), form, limit))
        else:
            show.frame(warehouse.query(connection, sys.stdin.read()), form, limit)


def trace(
    claim_id: Annotated[str | None, typer.Argument(help="The claim_id, or enough of its beginning.")] = None,
    article: Annotated[
        str | None, typer.Option(help="Show an article instead: its revision_id or article_id, or enough of it.")
    ] = None,
) -> None:
    """Show a claim as a person would check it: its sentence, each slot's words, its article, fetch and versions.

    With --article, show an article: its text, each line that was cut and why, its page and its claims.
    """
    from newsledger.config import Settings
    from newsledger.show import traces
    from newsledger.trace import trace as trace_claim
    from newsledger.trace_article import trace_article

    if (claim_id is None) == (article is None):
        raise usage_error("`trace` shows one claim or one article", "Give a claim_id, or --article and an id.")
    settings = Settings.from_environment()
    if article is not None:
        show.console().print(traces.traced_article(trace_article(settings.ledger, article, settings.home)))
    else:
        show.console().print(traces.traced(trace_claim(settings.ledger, claim_id or "", settings.home)))


def versions() -> None:
    """List the versions of the ledger, the newest first, with what each changed."""
    from newsledger import warehouse
    from newsledger.config import Settings

    listed = warehouse.versions(Settings.from_environment().ledger)
    columns = ["version", "parent", "built_at", "editions", "code_version", "changes", "quality", "note"]
    show.console().print(show.grid(listed.iter_rows(named=True), columns))


def diff(
    v1: Annotated[int, typer.Argument(help="The earlier version.")],
    v2: Annotated[int, typer.Argument(help="The later version.")],
    table: Annotated[str, typer.Argument(help="The table to compare.")] = "claims",
    form: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.table,
) -> None:
    """Show the rows of a table that two versions have otherwise, with the columns that changed."""
    from newsledger import warehouse
    from newsledger.config import Settings

    show.frame(warehouse.diff(Settings.from_environment().ledger, v1, v2, table), form, limit=0)


def verify() -> None:
    """Recompute every checksum and row hash of the ledger, and say what is not as it was published."""
    from newsledger import warehouse
    from newsledger.config import Settings

    ledger = Settings.from_environment().ledger
    problems = warehouse.verify(ledger)
    for problem in problems:
        where = [problem.table, problem.version and f"version {problem.version}"]
        complain(": ".join([*(str(part) for part in where if part), problem.what]))
    if problems:
        raise typer.Exit(EXIT_STOPPED)
    typer.echo(f"{ledger}: every version is as it was published")
