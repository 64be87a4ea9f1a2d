"""How fast the coder reads, how much memory it takes, where the time goes, and how long one short article takes.

    python -m bench.speed [FILE_OR_FOLDER ...] [--megabytes 5]

Reads the articles of the annotated files given (the project's own without any), repeated up to so many megabytes,
each copy an article of its own. Quote ratios of two runs on one machine rather than seconds: machines differ.
"""

import argparse
import cProfile
import json
import pstats
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path

from bench.quality import GOLD, read_gold
from newsledger.extract.coder import Article, code, collecting_rarely
from newsledger.extract.recognition import Recognised

STARTS = 5
TARGET = 3.0  # CPU seconds for a megabyte
MEMORY = 300  # megabytes


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.speed")
    parser.add_argument("gold", nargs="*", type=Path, default=[GOLD])
    parser.add_argument("--megabytes", type=float, default=5.0)
    options = parser.parse_args(arguments)
    given = list(articles_of(options.gold))
    for article in given:
        code(article)  # the first pass loads the lexicons
    read = list(repeated(given, options.megabytes))
    size = sum(len(a.text.encode()) for a in read) / 1e6
    begun = time.process_time()
    with collecting_rarely():
        claims = sum(len(code(article)) for article in read)
    rate = (time.process_time() - begun) / size
    print(f"coding: {rate:.1f} CPU s/MB ({size:.1f} MB, {len(read)} articles, {claims} claims; target {TARGET})")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: {peak:.0f} MB at most (target {MEMORY})")
    texts = [Recognised(a.text, a.published) for a in given]
    kept, total = sum(len(t.candidates) for t in texts), sum(len(t.sentences) for t in texts)
    print(f"prefilter: {1 - kept / total:.0%} of {total} sentences end there")
    for module, share in profile(given):
        print(f"  {share:4.0%} {module}")
    print(f"newsledger extract, one article: {starting(given[0].text):.2f} s (median of {STARTS})")


def articles_of(paths: Sequence[Path]) -> Iterator[Article]:
    """Yield the articles of annotated files."""
    for a in read_gold(paths):
        yield Article(a["id"], a["text"], a["title"], a["published"] and date.fromisoformat(a["published"]))


def repeated(articles: Sequence[Article], megabytes: float) -> Iterator[Article]:
    """Yield the articles over and over, up to so many megabytes, each copy with an id of its own."""
    size = 0
    for number, article in enumerate(cycle(articles)):
        size += len(article.text.encode())
        if size > megabytes * 1e6:
            return
        yield Article(f"{article.id}-{number}", article.text, article.title, article.published)


def profile(articles: Sequence[Article], most: int = 15) -> list[tuple[str, float]]:
    """Return the modules in which most time goes, with their shares; what is built in counts for its caller."""
    profiler = cProfile.Profile(builtins=False)
    profiler.enable()
    for article in articles:
        code(article)
    profiler.disable()
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        spent[Path(file).stem] += own
    return [(module, own / spent.total()) for module, own in spent.most_common(most)]


def starting(text: str) -> float:
    """Return the seconds that a process takes for one article."""
    line = json.dumps({"text": text})
    took = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        command = [sys.executable, "-m", "newsledger", "extract", "-", "--format", "jsonl"]
        subprocess.run(command, input=line, text=True, check=True, capture_output=True)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


if __name__ == "__main__":
    main()
