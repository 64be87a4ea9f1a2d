"""How fast the coder reads: CPU seconds for a megabyte of text, and for one short article with the process around it.

    python -m bench.speed

Quote the medians, and ratios rather than seconds: machines differ.
"""

import json
import statistics
import subprocess
import sys
import time

from bench.quality import GOLD, read_gold
from newsledger.extract.coder import Article, code

RUNS = 5


def main() -> None:
    """Print the figures."""
    articles = [Article(id=a["id"], text=a["text"], title=a["title"]) for a in read_gold([GOLD])]
    megabytes = sum(len(a.text.encode()) for a in articles) / 1e6
    for article in articles:
        code(article)  # the first pass loads the lexicons
    coding = []
    for _ in range(RUNS):
        begun = time.process_time()
        for article in articles:
            code(article)
        coding.append((time.process_time() - begun) / megabytes)
    print(f"coding: {statistics.median(coding):.1f} CPU s/MB (median of {RUNS}, {megabytes * 1000:.0f} kB of articles)")

    line = json.dumps({"text": articles[0].text})
    starting = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        command = [sys.executable, "-m", "newsledger", "extract", "-", "--format", "jsonl"]
        subprocess.run(command, input=line, text=True, check=True, capture_output=True)
        starting.append(time.perf_counter() - begun)
    print(f"newsledger extract, one article: {statistics.median(starting):.2f} s (median of {RUNS})")


if __name__ == "__main__":
    main()
