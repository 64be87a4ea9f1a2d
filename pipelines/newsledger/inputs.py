"""Reading what a user hands to ``newsledger extract`` and ``annotate`` into articles.

Belongs here: .txt, .html and .jsonl files and JSONL on standard input, and the error for what cannot be read.
Does not: sources of a nightly run (`fetch`); their pages are archived first.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import IO

from newsledger.errors import UsageError, usage_error
from newsledger.extract.coder import Article

STANDARD_INPUT = "-"
# Told of each input that had to be left out; the rest goes on.
OnProblem = Callable[[str], None]


def read_articles(inputs: list[str], on_problem: OnProblem) -> Iterator[Article]:
    """Yield the articles of `inputs` in order: .txt and .html give one, .jsonl and ``-`` one a line.

    `on_problem` is called with a sentence for each file or line that cannot be used. UsageError if none of the
    inputs is of a kind that can be read.
    """
    for name in inputs:
        try:
            yield from _read(name, on_problem)
        except UsageError as problem:
            on_problem(str(problem))
        except UnicodeDecodeError as error:
            on_problem(f"{name} is not UTF-8 (byte {error.start}). Convert it, for example with iconv.")
        except OSError as error:
            on_problem(f"{name} cannot be read: {error.strerror}. Check the name and its permissions.")


def _read(name: str, on_problem: OnProblem) -> Iterator[Article]:
    if name == STANDARD_INPUT:
        yield from _read_lines(sys.stdin, "standard input", on_problem)
        return
    path = Path(name)
    match path.suffix.lower():
        case ".txt":
            # Offsets count from the first character of the file as it is, so no newline is translated.
            yield Article(id=path.name, text=path.read_bytes().decode("utf-8"), title=None, published=None)
        case ".html" | ".htm":
            yield _read_page(path)
        case ".jsonl":
            with path.open(encoding="utf-8", newline="\n") as lines:
                yield from _read_lines(lines, name, on_problem)
        case _ if path.is_dir():
            raise usage_error(f"{name} is a folder", "Name the files in it, or make it a source for newsledger run.")
        case _:
            raise usage_error(f"{name} is neither .txt, .html nor .jsonl", "Rename it, or pipe JSONL to -.")


def _read_lines(lines: IO[str], origin: str, on_problem: OnProblem) -> Iterator[Article]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _article(line, number, f"{origin}, line {number}", on_problem)
            except UsageError as problem:
                on_problem(str(problem))


def _article(line: str, number: int, origin: str, on_problem: OnProblem) -> Article:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        what = f"{origin}: not JSON: {error.msg} at column {error.colno}"
        raise usage_error(what, "Give one object a line.") from None
    if not isinstance(record, dict):
        raise usage_error(f"{origin}: not a JSON object", 'Give one object a line, such as {"text": "…"}.')
    text, title = record.get("text"), record.get("title")
    if not isinstance(text, str):
        raise usage_error(f"{origin}: no text", "Every object needs a string field text.")
    if title is not None and not isinstance(title, str):
        raise usage_error(f"{origin}: title is not a string", "Leave it out or make it one.")
    published = None
    if record.get("published"):
        try:
            # A time may follow the day; the day as written is the one that the article's words count from.
            published = date.fromisoformat(str(record["published"])[:10])
        except ValueError:
            on_problem(
                f"{origin}: published {record['published']!r} is not an ISO date, so its claims have no dates. "
                "Write it as 2025-05-24."
            )
    name = record.get("id") or record.get("url") or number
    return Article(id=str(name), text=_storable(text), title=title and _storable(title), published=published)


def _storable(text: str) -> str:
    """Return `text` with lone surrogates, which no file or table can hold, replaced one for one."""
    return re.sub(r"[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


def _read_page(path: Path) -> Article:
    from newsledger.clean import clean_page  # trafilatura takes 0.4 s to import: only pages pay for it

    page = clean_page(path.read_bytes(), path.name)
    return Article(id=path.name, text=page.text or "", title=page.title, published=page.published_date)
