"""What ``newsledger clean`` reads: pages, WARC files and folders of them, without a ledger.

Belongs here: finding and opening them, and the shape of what is printed. Does not: the cleaning (`page`), sources of
a nightly run (`fetch`).
"""

import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from newsledger.clean.page import Page
from newsledger.clean.workers import Task, clean_all
from newsledger.fetch import archive
from newsledger.fetch.body import BodyError

PAGES = (".html", ".htm", ".html.gz", ".htm.gz")
WARCS = (".warc", ".warc.gz")
# The largest page that is read; a larger one is a mistake or a bomb.
MOST_BYTES = 64 << 20

# Told of each input that had to be left out; the rest goes on.
OnProblem = Callable[[str], None]


def clean_inputs(inputs: Iterable[Path], on_problem: OnProblem) -> Iterator[dict[str, Any]]:
    """Yield what the cleaner makes of each page of `inputs`, in order: .html, .warc, either gzipped, folders of them.

    `id` is the file's name without its endings, or the id of the WARC record. `date` is ISO 8601.
    """
    ids: list[str] = []

    def tasks() -> Iterator[Task]:
        for identifier, task in _read(inputs, on_problem):
            ids.append(identifier)
            yield task

    for number, page in enumerate(clean_all(tasks())):
        yield _shown(ids[number], page)


def _read(inputs: Iterable[Path], on_problem: OnProblem) -> Iterator[tuple[str, Task]]:
    for given in inputs:
        if given.is_dir():
            paths = [path for path in sorted(given.rglob("*")) if path.name.lower().endswith(PAGES + WARCS)]
            if not paths:
                on_problem(f"{given} holds no page. Name a folder with {', '.join(PAGES + WARCS)} files.")
        else:
            paths = [given]
        for path in paths:
            try:
                yield from _open(path)
            except (OSError, EOFError, ValueError, BodyError) as error:
                on_problem(f"{path} cannot be read: {error}")


def _open(path: Path) -> Iterator[tuple[str, Task]]:
    name = path.name.lower()
    if name.endswith(WARCS):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response | WarcRecordType.resource):
                found = archive.read_record(record)
                yield str(record.record_id), Task(found.body, found.url, found.content_type)
    elif name.endswith(PAGES):
        with gzip.open(path) if name.endswith(".gz") else path.open("rb") as page:
            body = page.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise ValueError(f"it has more than {MOST_BYTES >> 20} MiB")
        yield path.name.split(".htm")[0], Task(body, path.name)
    else:
        raise ValueError(f"it is none of {', '.join(PAGES + WARCS)}")


def _shown(identifier: str, page: Page) -> dict[str, Any]:
    return {
        "id": identifier,
        "url": page.canonical,
        "kind": page.kind,
        "kind_reason": page.kind_reason,
        "text": page.text,
        "title": page.title,
        "authors": list(page.authors),
        "date": page.published.iso if page.published else None,
        "date_source": page.published.source if page.published else None,
        "language": page.language,
        "outlet": page.outlet,
        "flags": list(page.flags),
        "cut": [{"rule": cut.rule, "text": cut.text} for cut in page.cut],
    }
