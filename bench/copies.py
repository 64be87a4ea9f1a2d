"""How well copies of articles are found: copies of five kinds made of real pages, and pages that are no copies.

    python -m bench.copies [FOLDER]

Reads the pages (.html, .html.gz) of the folder, by default those beside the checkout, which belong to their
publishers; where they are not, it says so and measures with the project's own annotated articles. A copy is held
against its original in both orders of appearance. What is found among the pages themselves is printed, to be read:
a page and its syndicated copy, or two pages of one agency report, are no errors.
"""

import argparse
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from bench.pages import PAGES
from bench.quality import GOLD, read_gold
from newsledger.clean import clean_inputs
from newsledger.clean.duplicates import Copy, copies, sketch

COPIES = 150  # of each kind
TARGET = 147

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

Rewrite = Callable[[str, Random], str]


def _exact(text: str, _: Random) -> str:
    return text


def _with_byline(text: str, _: Random) -> str:
    plea = "Subscribe to our newsletter for more stories like this. All rights reserved by the Valley Courier."
    return f"By a staff writer of the Valley Courier\n\n{text}\n\n{plea}"


def _cut(text: str, random: Random) -> str:
    """Leave out two fifths of the sentences."""
    sentences = _SENTENCE_END.split(text)
    kept = sorted(random.sample(range(len(sentences)), max(1, round(0.6 * len(sentences)))))
    return " ".join(sentences[n] for n in kept)


def _with_other_lead(text: str, random: Random) -> str:
    """Write the first quarter in other words."""
    words = text.split()
    quarter = len(words) // 4
    return " ".join([*_other_words(words, quarter, random), *words[quarter:]])


def _with_new_text(text: str, random: Random) -> str:
    """Write three sentences of ten in other words."""
    sentences = _SENTENCE_END.split(text)
    new = set(random.sample(range(len(sentences)), round(0.3 * len(sentences))))
    words = text.split()
    return " ".join(
        " ".join(_other_words(words, len(sentence.split()), random)) if n in new else sentence
        for n, sentence in enumerate(sentences)
    )


def _other_words(words: Sequence[str], count: int, random: Random) -> list[str]:
    """Return `count` of `words` in an order that no sentence has."""
    return random.sample(words, count)


KINDS: dict[str, Rewrite] = {
    "exact copy": _exact,
    "byline added": _with_byline,
    "40 % cut": _cut,
    "lead rewritten": _with_other_lead,
    "30 % new": _with_new_text,
}


def find(texts: Sequence[str]) -> list[Copy | None]:
    """Return which of `texts` are copies of an earlier one."""
    groups = [str(number) for number in range(len(texts))]
    return copies([sketch(text) for text in texts], groups, lambda wanted: {n: texts[n] for n in wanted})


def found_copies(texts: Sequence[str], rewrite: Rewrite, *, original_first: bool, seed: int = 0) -> int:
    """Return of how many of `texts` a rewritten copy and the text are known for copies of each other."""
    made = [rewrite(text, Random(seed + number)) for number, text in enumerate(texts)]
    found = find([*texts, *made] if original_first else [*made, *texts])
    roots = [copy.original if copy else number for number, copy in enumerate(found)]
    return sum(roots[number] == roots[number + len(texts)] for number in range(len(texts)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.copies")
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES / "html")
    folder: Path = parser.parse_args(arguments).folder
    if folder.is_dir():
        pages = [page for page in clean_inputs([folder], print) if page["kind"] == "article"]
        names, texts = [page["id"] for page in pages][:COPIES], [page["text"] for page in pages][:COPIES]
    else:
        print(f"copies: there is no {folder.name} beside the checkout; measured with the project's own articles")
        own = list(read_gold([GOLD]))
        names, texts = [article["id"] for article in own], [article["text"] for article in own]
    rounds = -(-COPIES // len(texts))
    for kind, rewrite in KINDS.items():
        for original_first in (True, False):
            found = sum(
                found_copies(texts, rewrite, original_first=original_first, seed=1000 * n) for n in range(rounds)
            )
            target = -(-rounds * len(texts) * TARGET // COPIES)
            order = "after" if original_first else "before"
            print(f"copies: {kind:<15} {order:<6} its original {found} of {rounds * len(texts)} (target {target})")
    begun = time.process_time()
    alone = find(texts)
    print(f"copies: {(time.process_time() - begun) / len(texts) * 1e3:.2f} ms a page (target 1.00)")
    hits = [(names[n], names[copy.original], copy.share) for n, copy in enumerate(alone) if copy]
    print(f"copies: {len(hits)} among {len(texts)} pages: {hits}")


if __name__ == "__main__":
    main()
