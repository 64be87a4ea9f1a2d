"""How long a backfill takes: editions of synthetic articles, from the archive to a published version.

    python -m bench.backfill [--editions 30] [--articles 200]

Each page tells a dozen sentences that were drawn from the project's annotated articles, in the markup of a plain news
site: no two of them are copies. They are fetched from a folder, which is not timed, then `newsledger backfill` cleans,
codes, checks and publishes them in a process of its own, and codes them once more. On a machine that does other work
too, quote the processor's seconds.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from assets.editions import days
from bench.quality import GOLD, read_gold
from newsledger.config import Settings, Source
from newsledger.fetch.edition import fetch_edition
from newsledger.staging import read_staged, write_staged

FIRST = date(2025, 3, 1)
YEAR, TARGET = 365, 30  # editions, minutes

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="{day}T08:00:00Z"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>
<main><article><h1>{title}</h1><time datetime="{day}">{day}</time>{paragraphs}</article></main>
<aside><h2>Most read</h2><ul>{links}</ul></aside><footer><p>All rights reserved.</p></footer></body></html>
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.backfill")
    parser.add_argument("--editions", type=int, default=30)
    parser.add_argument("--articles", type=int, default=200, help="of each edition")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="newsledger-bench-") as name:
        folder = Path(name)
        settings = Settings(folder / "data")
        editions = days(FIRST, FIRST + timedelta(days=options.editions - 1))
        archive(folder, settings, editions, options.articles)
        report("the first time", options, *backfill(folder, settings, editions))
        for edition in editions:  # as a new coder would: nothing of the claims may be taken as it is
            write_staged(settings, "claims", edition, read_staged(settings, "claims", edition).head(0))
        report("claims alone", options, *backfill(folder, settings, editions, "--only", "claims"))
        report("nothing new", options, *backfill(folder, settings, editions))
        megabytes = settings.ledger.stat().st_size / 1e6
        print(f"ledger: {megabytes:.0f} MB, {megabytes * 1000 / options.editions / options.articles:.1f} MB per 1,000")


def archive(folder: Path, settings: Settings, editions: Sequence[date], articles: int) -> None:
    """Write the pages of each edition into the archive, by way of a folder."""
    sentences = [
        sentence for article in read_gold([GOLD]) for sentence in _SENTENCE_END.split(article["text"]) if sentence
    ]
    pages = folder / "pages"
    pages.mkdir()
    (folder / "sources.yaml").write_text("sources: [{name: desk, kind: files, place: pages, language: en}]\n", "utf-8")
    source = Source(name="desk", kind="files", place="pages", language="en", folder=folder)
    for edition in editions:
        random = Random(edition.toordinal())
        for number in range(articles):
            (pages / f"story-{number}.html").write_text(_page(random, sentences, edition), "utf-8")
        write_staged(settings, "documents", edition, fetch_edition([source], edition, settings, refetch=True))


def _page(random: Random, sentences: Sequence[str], edition: date) -> str:
    told = random.sample(sentences, 12)
    paragraphs = "".join(f"<p>{' '.join(told[n : n + 3])}</p>" for n in range(0, len(told), 3))
    links = "".join(
        f'<li><a href="/story-{n}.html">{s[:60]}</a></li>' for n, s in enumerate(random.sample(sentences, 9))
    )
    return _PAGE.format(title=told[0].rstrip(".")[:90], day=edition, paragraphs=paragraphs, links=links)


def backfill(folder: Path, settings: Settings, editions: Sequence[date], *options: str) -> tuple[float, float]:
    """Run one backfill; return the seconds that passed, and those of the processors."""
    command = [sys.executable, "-m", "newsledger", "backfill", f"{editions[0]}", f"{editions[-1]}", *options]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "NEWSLEDGER_HOME": str(settings.home)})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begun, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def report(what: str, options: argparse.Namespace, seconds: float, cpu: float) -> None:
    """Print what one backfill took, and what a year of such editions would."""
    year = YEAR / options.editions / 60
    print(
        f"backfill, {what}: {options.editions} editions of {options.articles} articles in {seconds:.0f} s "
        f"({cpu:.0f} processor seconds); {YEAR} would take {seconds * year:.0f} min on this machine, "
        f"{cpu / 2 * year:.0f} on 2 free cores (target {TARGET})",
        flush=True,
    )


if __name__ == "__main__":
    main()
