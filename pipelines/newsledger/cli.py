"""The command line: ``newsledger run``, ``ui``, ``fetch``, ``clean``, ``extract``, ``sql``, ``trace`` and more.

Belongs here: options, exit codes (0 done, 1 a check or a step stopped it, 2 used wrongly) and the wiring of
each command to the stage that does the work. Does not: that work, or how results look (`show`). Heavy
libraries are imported by the commands that need them, so that ``extract`` starts in well under a second.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsledger import __version__, show
from newsledger.errors import UsageError, usage_error
from newsledger.show import Format

if TYPE_CHECKING:
    from newsledger.progress import Progress

EXIT_STOPPED = 1
EXIT_MISUSED = 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Inputs = Annotated[list[str], typer.Argument(help="Files .txt, .html or .jsonl; - reads JSONL from standard input.")]
Lexicon = Annotated[
    Path | None, typer.Option("--lexicon", help="A folder with lexicon lines of your own, added to those that ship.")
]
SourcesFile = Annotated[Path, typer.Option("--sources", help="The file that lists where articles come from.")]


def main() -> None:
    """Run the command line; a user's mistake is one line on standard error and exit code 2."""
    try:
        app()
    except UsageError as error:
        _complain(str(error))
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


@app.command()
def run(
    edition: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The UTC day to run; today if not given.")
    ] = None,
    sources: SourcesFile = Path("sources.yaml"),
) -> None:
    """Run one night: fetch, clean, extract, check, and publish a new version of the ledger."""
    from newsledger.config import Settings
    from newsledger.locate import assets_module

    settings = Settings.from_environment()
    day = edition.date() if edition else datetime.now(UTC).date()
    with _progress_bars() as progress:
        summary = assets_module("nightly").run_night(day, sources, settings, progress)
    show.console().print(show.night(summary))
    if not summary.succeeded:
        raise typer.Exit(EXIT_STOPPED)


@app.command()
def ui(
    sources: SourcesFile = Path("sources.yaml"),
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 3000,
) -> None:
    """Open the Dagster UI, with the daemon that runs the nightly schedule."""
    from newsledger.config import Settings
    from newsledger.locate import assets_module

    assets_module("ui").serve_ui(Settings.from_environment(), sources, port)


@app.command()
def extract(
    inputs: Inputs,
    form: Annotated[Format, typer.Option("--format", help="How to print the claims.")] = Format.table,
    lexicon: Lexicon = None,
) -> None:
    """Print the claims of articles, without a ledger."""
    from newsledger.extract.coder import code, collecting_rarely
    from newsledger.extract.lexicon import use_overlay
    from newsledger.inputs import read_articles
    from newsledger.model import CLAIMS

    use_overlay(lexicon)
    schema = {name: dtype for name, dtype in CLAIMS.schema.items() if name not in _LEDGER_COLUMNS}
    problems = _Problems()
    claims = (_printed(claim, schema) for article in read_articles(inputs, problems) for claim in code(article))
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


@app.command()
def annotate(
    inputs: Inputs,
    form: Annotated[Format, typer.Option("--format", help="jsonl is the only one.")] = Format.jsonl,
    lexicon: Lexicon = None,
) -> None:
    """Print, for each article, everything the coder saw, with code-point offsets."""
    from newsledger.extract.coder import annotate as annotate_article
    from newsledger.extract.lexicon import use_overlay
    from newsledger.inputs import read_articles

    _only_jsonl(form)
    use_overlay(lexicon)
    problems = _Problems()
    for article in read_articles(inputs, problems):
        typer.echo(show.to_json(annotate_article(article)))
    problems.exit_if_any()


@app.command()
def clean(
    inputs: Annotated[list[Path], typer.Argument(help="Files .html, .html.gz, .warc or .warc.gz, or folders.")],
    form: Annotated[Format, typer.Option("--format", help="jsonl is the only one.")] = Format.jsonl,
    probe: Annotated[bool, typer.Option("--probe", help="Skip pages that cannot give a claim.")] = False,
) -> None:
    """Print the clean text, title, authors and date of pages, without a ledger."""
    from newsledger.clean import clean_inputs

    _only_jsonl(form)
    problems = _Problems()
    for page in clean_inputs(inputs, problems, probe=probe):
        typer.echo(show.to_json(page))
    problems.exit_if_any()


@app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(help="Addresses of pages, feeds or sitemaps.")],
    form: Annotated[Format, typer.Option("--format", help="How to print what came: table or jsonl.")] = Format.table,
) -> None:
    """Fetch addresses as a night would, beside its editions, and show how each ended and where the bytes are."""
    from newsledger.config import Settings
    from newsledger.fetch import fetch_addresses
    from newsledger.fetch.visit import GOOD

    settings = Settings.from_environment()
    with _progress_bars() as progress:
        visits = fetch_addresses(urls, settings, progress)
    if form is Format.table:
        show.console().print(show.fetched(visits, settings.home))
    else:
        _only_jsonl(form)
        for visit in visits:
            typer.echo(show.to_json(visit.values()))
    if any(visit.outcome not in GOOD for visit in visits):
        raise typer.Exit(EXIT_STOPPED)


@app.command()
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


@app.command()
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
    from newsledger.trace import trace as trace_claim
    from newsledger.trace_article import trace_article, traced_article

    if (claim_id is None) == (article is None):
        raise usage_error("`trace` shows one claim or one article", "Give a claim_id, or --article and an id.")
    settings = Settings.from_environment()
    if article is not None:
        show.console().print(traced_article(trace_article(settings.ledger, article, settings.home)))
    else:
        show.console().print(show.traced(trace_claim(settings.ledger, claim_id or "", settings.home)))


@app.command()
def versions() -> None:
    """List the versions of the ledger, the newest first, with what each changed."""
    from newsledger import warehouse
    from newsledger.config import Settings

    listed = warehouse.versions(Settings.from_environment().ledger)
    columns = ["version", "parent", "built_at", "editions", "code_version", "changes", "quality", "note"]
    show.console().print(show.grid(listed.iter_rows(named=True), columns))


@app.command()
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


@app.command()
def verify() -> None:
    """Recompute every checksum and row hash of the ledger, and say what is not as it was published."""
    from newsledger import warehouse
    from newsledger.config import Settings

    ledger = Settings.from_environment().ledger
    problems = warehouse.verify(ledger)
    for problem in problems:
        where = [problem.table, problem.version and f"version {problem.version}"]
        _complain(": ".join([*(str(part) for part in where if part), problem.what]))
    if problems:
        raise typer.Exit(EXIT_STOPPED)
    typer.echo(f"{ledger}: every version is as it was published")


# What `extract` prints of a claim; the rest of its columns come with a ledger.
_LEDGER_COLUMNS = {"claim_id", "revision_id", "edition", "extractor_version"}


def _printed(claim: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    """Return a coded claim as ``extract`` prints it: offsets are into the text, so a title's claim has none."""
    printed = {column: claim[column] for column in columns}
    if claim["evidence_field"] == "title":
        printed |= {"evidence_start": None, "evidence_end": None}
    return printed


def _only_jsonl(form: Format) -> None:
    if form is not Format.jsonl:
        raise usage_error(f"--format {form.value} is not possible here", "Use --format jsonl.")


class _Problems:
    """Says each input that was left out on standard error, and remembers that there was one."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, problem: str) -> None:
        self.count += 1
        _complain(problem)

    def exit_if_any(self) -> None:
        if self.count:
            raise typer.Exit(EXIT_STOPPED)


def _complain(message: str) -> None:
    typer.echo(f"newsledger: {message}", err=True)


@contextmanager
def _progress_bars() -> Iterator["Progress"]:
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
