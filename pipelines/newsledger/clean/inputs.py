"""What ``newsledger clean`` reads: pages, WARC files and folders of them, without a ledger.

Belongs here: finding and opening them, and the shape of what is printed. Does not: the cleaning (`page`), sources of
a nightly run (`fetch`).
"""

import gzip
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsledger.clean.page import Page
from newsledger.clean.workers import Task, clean_all
from newsledger.fetch.identity import WEB
from newsledger.fetch.warcs import PackedTogetherError, Tally, read_records

PAGES = (".html", ".htm", ".html.gz", ".htm.gz")
WARCS = (".warc", ".warc.gz")
# The largest page that is read; a larger one is a mistake or a bomb.
MOST_BYTES = 64 << 20

# Told of each input that had to be left out; the rest goes on.
OnProblem = Callable[[str], None]


def clean_inputs(inputs: Iterable[Path], on_problem: OnProblem, *, probe: bool = False) -> Iterator[dict[str, Any]]:
    """Yield what the cleaner makes of each page of `inputs`, in order: .html, .warc, either gzipped, folders of them.

    `id` is the file's name without its endings, or the id of the WARC record. `date` is ISO 8601. With `probe`, pages
    that cannot give a claim are not cleaned; their kind is skipped.
    """
    named: deque[tuple[str, str | None]] = deque()

    def tasks() -> Iterator[Task]:
        for identifier, task in _read(inputs, on_problem):
            named.append((identifier, task.url if task.url.startswith(WEB) else None))
            yield replace(task, probe=probe)

    for page in clean_all(tasks()):
        yield _shown(*named.popleft(), page)


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
                yield from _open(path, on_problem)
            except (OSError, EOFError, ValueError, PackedTogetherError) as error:
                on_problem(f"{path} cannot be read: {error}")


def _open(path: Path, on_problem: OnProblem) -> Iterator[tuple[str, Task]]:
    name = path.name.lower()
    if name.endswith(WARCS):
        tally = Tally()
        for identifier, found in read_records(path, tally):
            yield identifier, Task(found.body, found.url, found.content_type)
        for place, why in sorted(tally.damaged.items()):
            on_problem(f"{path} is damaged at byte {place}: {why}")
    elif name.endswith(PAGES):
        with gzip.open(path) if name.endswith(".gz") else path.open("rb") as page:
            body = page.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise ValueError(f"it has more than {MOST_BYTES >> 20} MiB")
        yield path.name.split(".htm")[0], Task(body, path.name)
    else:
        raise ValueError(f"it is none of {', '.join(PAGES + WARCS)}")


def _shown(identifier: str, url: str | None, page: Page) -> dict[str, Any]:
    return {
        "id": identifier,
        "url": page.canonical or url,
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
