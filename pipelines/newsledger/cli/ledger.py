"""The commands that ask the published ledger: in SQL, in a notebook, and for what is behind a claim.

Belongs here: their options and exit codes. Does not: its versions (`versions`), SQL (`newsledger.warehouse`), or how
answers look (`newsledger.show`).
"""

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from newsledger import show
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


def notebook(
    file: Annotated[Path, typer.Argument(help="The file to write; it may not be there yet.")] = Path(
        "newsledger.ipynb"
    ),
) -> None:
    """Write an example Jupyter notebook that opens the ledger, with two plots and the sentences behind them."""
    from newsledger import warehouse
    from newsledger.config import Settings
    from newsledger.notebook import write_notebook

    ledger = Settings.from_environment().ledger
    warehouse.connect(ledger).close()
    write_notebook(file, ledger)
    typer.echo(f"written to {file}; open it in JupyterLab or VS Code")
