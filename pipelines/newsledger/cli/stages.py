"""The commands that put one stage to work on input of the user's, without a ledger: fetch, clean, extract, annotate.

Belongs here: their options and exit codes. Does not: the stages; heavy libraries are imported by the commands that
need them, so that ``extract`` starts in well under a second.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsledger import show
from newsledger.cli.common import EXIT_STOPPED, Inputs, Lexicon, Problems, only_jsonl, progress_bars
from newsledger.show import Format

if TYPE_CHECKING:
    from newsledger.extract.coder import Article


def fetch(
    urls: Annotated[list[str], typer.Argument(help="Addresses of pages, feeds or sitemaps.")],
    form: Annotated[Format, typer.Option("--format", help="How to print what came: table or jsonl.")] = Format.table,
) -> None:
    """Fetch addresses as a night would, beside its editions, and show how each ended and where the bytes are."""
    from newsledger.config import Settings
    from newsledger.fetch import fetch_addresses
    from newsledger.fetch.visit import GOOD
    from newsledger.show import nights

    settings = Settings.from_environment()
    with progress_bars() as progress:
        visits = fetch_addresses(urls, settings, progress)
    if form is Format.table:
        show.console().print(nights.fetched(visits, settings.home))
    else:
        only_jsonl(form)
        for visit in visits:
            typer.echo(show.to_json(visit.values()))
    if any(visit.outcome not in GOOD for visit in visits):
        raise typer.Exit(EXIT_STOPPED)


def clean(
    inputs: Annotated[list[Path], typer.Argument(help="Files .html, .html.gz, .warc or .warc.gz, or folders.")],
    form: Annotated[Format, typer.Option("--format", help="jsonl is the only one.")] = Format.jsonl,
    probe: Annotated[bool, typer.Option("--probe", help="Skip pages that cannot give a claim.")] = False,
) -> None:
    """Print the clean text, title, authors and date of pages, without a ledger."""
    from newsledger.clean import clean_inputs

    only_jsonl(form)
    problems = Problems()
    for page in clean_inputs(inputs, problems, probe=probe):
        typer.echo(show.to_json(page))
    problems.exit_if_any()


def extract(
    inputs: Inputs,
    form: Annotated[Format, typer.Option("--format", help="How to print the claims.")] = Format.table,
    lexicon: Lexicon = None,
) -> None:
    """Print the claims of articles, without a ledger."""
    from newsledger.extract.coder import collecting_rarely
    from newsledger.extract.lexicon import use_overlay
    from newsledger.inputs import read_articles
    from newsledger.model import CLAIMS

    use_overlay(lexicon)
    schema = {name: dtype for name, dtype in CLAIMS.schema.items() if name not in _LEDGER_COLUMNS}
    problems = Problems()
    claims = (_printed(claim, schema) for article in read_articles(inputs, problems) for claim in _doubted(article))
    with collecting_rarely():
        if form is Format.table:
            out = show.console()
            out.print(show.claims_table(list(claims), expand=out.is_terminal))
        elif form is Format.parquet:
            import polars as pl

            show.write_parquet(pl.DataFrame(list(claims), schema=schema, orient="row"))
        else:
            show.write_rows(claims, list(schema), form)
    problems.exit_if_any()


def annotate(
    inputs: Inputs,
    form: Annotated[Format, typer.Option("--format", help="jsonl is the only one.")] = Format.jsonl,
    lexicon: Lexicon = None,
) -> None:
    """Print, for each article, everything the coder saw, with code-point offsets."""
    from newsledger.extract.coder import annotate as annotate_article
    from newsledger.extract.lexicon import use_overlay
    from newsledger.inputs import read_articles

    only_jsonl(form)
    use_overlay(lexicon)
    problems = Problems()
    for article in read_articles(inputs, problems):
        typer.echo(show.to_json(annotate_article(article)))
    problems.exit_if_any()


# What `extract` prints of a claim; the rest of its columns come with a ledger.
_LEDGER_COLUMNS = {"claim_id", "revision_id", "edition", "extractor_version"}


def _doubted(article: "Article") -> Iterator[dict[str, Any]]:
    from newsledger.extract.coder import code
    from newsledger.quality.doubts import doubts_of

    claims = code(article)
    for claim, doubts in zip(claims, doubts_of(claims, article.text, article.title), strict=True):
        yield claim | {"doubts": doubts or None}


def _printed(claim: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    """Return a coded claim as ``extract`` prints it: offsets are into the text, so a title's claim has none."""
    printed = {column: claim[column] for column in columns}
    if claim["evidence_field"] == "title":
        printed |= {"evidence_start": None, "evidence_end": None}
    return printed
