"""How fast pages are cleaned, what the topic probe saves and loses, and what a WARC file costs from file to claims.

    python -m bench.cleaning [--records 600] [--pages FOLDER]

Belongs here: time and memory. Does not: whether the text is right (`bench.pages`). The pages are 274 real ones that lie
beside the checkout and are not ours to ship; without them this says so and ends. All ratios are of one run, with whole
passes of each side in turn and the caches of the libraries emptied between them: whoever meets a page second finds its
dates in a cache. Quote ratios rather than seconds: machines differ. `--records 5000` is the size to quote.
"""

import argparse
import gzip
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import trafilatura.meta
from trafilatura import bare_extraction
from warcio.warcwriter import WARCWriter

from bench.pages import PAGES
from newsledger.clean.page import Hints, Page
from newsledger.clean.workers import Task, clean_all, clean_task
from newsledger.extract.coder import Article, code

EDITION = "2025-05-24"
A_DAY_OF_CC_NEWS = 400_000
MEMORY = 1.5e9
PROCESSES = 2
# No page is from later; without this, htmldate believes in the year 9999.
HINTS = Hints(latest=date(2026, 12, 31))


@dataclass(frozen=True)
class Sample:
    """One page as it was fetched."""

    name: str
    body: bytes

    def task(self, *, probe: bool = False) -> Task:
        return Task(self.body, f"{self.name}.html", hints=HINTS, probe=probe)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.cleaning")
    parser.add_argument("--records", type=int, default=600, help="pages in the WARC file")
    parser.add_argument("--pages", type=Path, default=PAGES / "html")
    options = parser.parse_args(arguments)
    paths = sorted(options.pages.glob("*.html.gz")) if options.pages.is_dir() else []
    if not paths:
        print(f"cleaning: not measured, as there are no pages in {options.pages}")
        return
    samples = [Sample(path.name.removesuffix(".html.gz"), gzip.decompress(path.read_bytes())) for path in paths]
    ratios(samples)
    workers(samples)
    crawl(samples, options.records)


def ratios(samples: Sequence[Sample]) -> None:
    """Print what cleaning takes beside trafilatura, with the probe and without, and what the probe loses."""
    sides: dict[str, Callable[[Sample], object]] = {
        "trafilatura": lambda sample: bare_extraction(sample.body, with_metadata=True),
        "cleaning": lambda sample: clean_task(sample.task()),
        "probed": lambda sample: clean_task(sample.task(probe=True)),
    }
    for sample in samples:  # what is loaded once (date formats of languages: 2 s) is nobody's price
        for side in sides.values():
            side(sample)
    spent = dict.fromkeys(sides, 0.0)
    made: dict[str, list[object]] = {}
    for name in [*sides, *reversed(sides)]:
        trafilatura.meta.reset_caches()
        begun = time.process_time()
        made[name] = [sides[name](sample) for sample in samples]
        spent[name] += time.process_time() - begun
    each = {name: seconds / 2 / len(samples) * 1000 for name, seconds in spent.items()}
    print(
        f"cleaning with metadata: {each['cleaning']:.1f} ms a page, {each['cleaning'] / each['trafilatura']:.2f} of "
        f"trafilatura's {each['trafilatura']:.1f} ms ({len(samples)} pages; target 1.00)"
    )
    whole, probed = ({page.name for page in giving(samples, made[side])} for side in ("cleaning", "probed"))
    skipped = sum(isinstance(page, Page) and page.kind == "skipped" for page in made["probed"])
    print(
        f"with the topic probe: {each['probed']:.1f} ms a page, {each['trafilatura'] / each['probed']:.1f} times "
        f"trafilatura's speed (target 3.0), {skipped / len(samples):.0%} of the pages skipped, recall "
        f"{len(whole & probed) / len(whole):.3f} of the {len(whole)} pages that give a claim (target 0.97)"
    )
    # Of a mix with fewer pages that give claims less is cleaned: the cost of a skipped and of a passing page tell it.
    pages = [page for page in made["probed"] if isinstance(page, Page)]
    costs = {True: 0.0, False: 0.0}
    for sample, page in zip(samples, pages, strict=True):
        begun = time.process_time()
        clean_task(sample.task(probe=True))
        costs[page.kind == "skipped"] += time.process_time() - begun
    skip, passing = (
        costs[is_skipped] / max(1, n) * 1000 for is_skipped, n in ((True, skipped), (False, len(pages) - skipped))
    )
    at = ", ".join(
        f"{each['trafilatura'] / (skip * (1 - share) + passing * share):.1f} at {share:.0%}"
        for share in (0.1, 0.2, 0.4, 0.6)
    )
    print(f"  {skip:.1f} ms a skipped page, {passing:.1f} ms one that passes; by the share of pages that pass: {at}")


def giving(samples: Sequence[Sample], pages: Sequence[object]) -> Iterator[Sample]:
    """Yield the samples whose page gives a claim."""
    for sample, page in zip(samples, pages, strict=True):
        assert isinstance(page, Page)
        if page.kind == "article" and code(Article(sample.name, page.text, page.title, page.published_date)):
            yield sample


def workers(samples: Sequence[Sample]) -> None:
    """Print how much faster two workers are than one."""
    took = dict.fromkeys((1, PROCESSES), 0.0)
    for processes in (1, PROCESSES, PROCESSES, 1):
        tasks = [sample.task() for sample in samples]
        cleaned = clean_all(tasks, processes=processes)
        next(cleaned)  # the workers have started
        begun = time.perf_counter()
        for _ in cleaned:
            pass
        took[processes] += time.perf_counter() - begun
    print(f"{PROCESSES} workers: {took[1] / took[PROCESSES]:.2f} times the speed of one (target 1.8)")


def crawl(samples: Sequence[Sample], records: int) -> None:
    """Print what one night costs that reads a WARC file of so many records, from the file to the published claims."""
    with tempfile.TemporaryDirectory(prefix="newsledger-bench-") as name:
        folder = Path(name)
        write_warc(folder / "crawl.warc.gz", samples, records)
        (folder / "sources.yaml").write_text("sources:\n  - {name: crawl, kind: warc, place: crawl.warc.gz}\n", "utf-8")
        command = [sys.executable, "-m", "newsledger", "run", "--edition", EDITION, "--sources", "sources.yaml"]
        environment = {**os.environ, "NEWSLEDGER_HOME": str(folder / "data")}
        begun = time.perf_counter()
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as night:
            used: list[tuple[float, int]] = []
            while night.poll() is None:
                used.append((time.perf_counter() - begun, resident(night.pid)))
                time.sleep(0.2)
            said = night.stdout.read() if night.stdout else ""
        seconds = time.perf_counter() - begun
    peak = max(size for _, size in used)
    quarters = [max((s for t, s in used if t < seconds * (n + 1) / 4), default=0) / 1e6 for n in range(4)]
    print(said.rstrip())
    print(
        f"a WARC file of {records:,} records, from file to claims: {seconds:.0f} s, {records / seconds:.0f} pages/s, "
        f"{peak / 1e6:.0f} MB at most over all processes (target {MEMORY / 1e6:.0f}); by quarters of the time "
        + ", ".join(f"{size:.0f}" for size in quarters)
    )
    hours = A_DAY_OF_CC_NEWS * seconds / records / 3600
    print(
        f"a day of CC-NEWS, {A_DAY_OF_CC_NEWS:,} pages, would take {hours:.1f} h at this rate on {os.cpu_count()} cores"
    )


def write_warc(path: Path, samples: Sequence[Sample], records: int) -> None:
    """Write so many pages, each copy at an address of its own and with a byte of its own, one gzip member a record."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, sample in enumerate(islice(cycle(samples), records)):
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            block = head + sample.body + b"<!-- %d -->" % number
            site = f"{sample.name.lower().replace('_', '-')}-{number // len(samples)}.example"
            url = f"https://{site}/story-{number}.html"
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(block), length=len(block))
            )


def resident(pid: int) -> int:
    """Return the bytes of memory that a process and its descendants hold, pages that they share counted for each."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            fields = status.read_text("utf-8", "replace").rpartition(")")[2].split()
            parents[int(status.parent.name)] = int(fields[1])
            sizes[int(status.parent.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    family, grown = {pid}, True
    while grown:
        children = {child for child, parent in parents.items() if parent in family} - family
        family, grown = family | children, bool(children)
    return sum(sizes.get(member, 0) for member in family)


if __name__ == "__main__":
    main()
