"""How well the cleaner reads pages: its text, titles and dates held against what people say these pages hold.

    python -m bench.pages            figures against the targets, beside those of trafilatura alone
    python -m bench.pages --gate     1 if a figure is worse than its floor in page_floors.json

Belongs here: the measures. Does not: the pages; they are their publishers' and lie beside the checkout, if at all:
``../shared/eval/pages_dev`` with ``gold.jsonl`` and ``html/``.

Text: shingles of four words; precision and recall are means over the pages, and F1 is taken of the two means. A leaked
line is one of our text that the annotated text lacks; one of another story is such a line whose words are a link of
the page. A cut sentence is a paragraph that was taken out, ends like a sentence and stands in the annotated text.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

import trafilatura
from trafilatura import load_html

from bench.quality import ROOT
from newsledger.clean import clean_inputs
from newsledger.clean.blocks import letters

PAGES = ROOT.parent / "shared" / "eval" / "pages_dev"
FLOORS = Path(__file__).with_name("page_floors.json")
# What the cleaner is to reach: at least, and for what is bad, at most.
AT_LEAST = {"text_f1": 0.955, "worst_page_f1": 0.3, "dates_right": 196, "titles_exact": 112}
AT_MOST = {"leaked_share": 0.2, "cut_sentences": 8}
# An annotated text of which less stands in the page was made from another copy of it.
COVERED = 0.9
# Shorter links ("Sport", "Kyiv") stand in any text.
FEWEST_LETTERS = 12

Gold = Mapping[str, Any]
Shingles = Counter[tuple[str, ...]]

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass
class Figures:
    """What was found on a set of pages; `problems` says it page by page, in words."""

    text: list[tuple[float, float, float]] = field(default_factory=list)  # precision, recall, F1 of a page
    dates: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    lines_not_gold: int = 0
    leaked: int = 0
    leaked_alone: int = 0  # by trafilatura alone
    cut_sentences: int = 0
    problems: list[str] = field(default_factory=list)

    def values(self) -> dict[str, float]:
        """Return the figures that have a target."""
        precision, recall = (mean(page[i] for page in self.text) if self.text else 0.0 for i in (0, 1))
        return {
            "text_f1": round(_f1(precision, recall), 4),
            "worst_page_f1": round(min((page[2] for page in self.text), default=0.0), 4),
            "dates_right": self.dates["right"],
            "titles_exact": self.titles["exact"],
            "leaked_share": round(self.leaked / max(1, self.leaked_alone), 4),
            "cut_sentences": self.cut_sentences,
        }


def measure(folder: Path) -> Figures:
    """Clean the pages of `folder` and hold what comes against its gold.jsonl. ValueError: a page of it is missing."""
    gold = {row["id"]: row for row in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines())}
    missing: list[str] = []
    cleaned = {page["id"]: page for page in clean_inputs([folder / "html"], missing.append)}
    if missing or gold.keys() - cleaned.keys():
        raise ValueError(f"{folder}: {', '.join([*missing, *sorted(gold.keys() - cleaned.keys())])} cannot be read")
    figures = Figures()
    for identifier, row in gold.items():
        compare(row, cleaned[identifier], lambda name=identifier: _source(folder, name), figures)
    return figures


def compare(gold: Gold, page: Mapping[str, Any], source: Any, figures: Figures) -> None:
    """Add to `figures` how the cleaned `page` fares against `gold`; `source()` returns the page's bytes."""
    figures.kinds[page["kind"]] += 1
    if day := (gold.get("date") or "")[:10]:
        found = (page["date"] or "")[:10]
        verdict = "right" if found == day else "wrong" if found else "none"
        figures.dates[verdict] += 1
        if verdict != "right":
            figures.problems.append(f"[{gold['id']}] date {found or None} for {day} ({page['date_source']})")
    if gold.get("title"):
        exact = _words(page["title"]) == _words(gold["title"])
        figures.titles["exact" if exact else "other"] += 1
        if not exact:
            figures.problems.append(f"[{gold['id']}] title {page['title']!r} for {gold['title']!r}")
    if gold.get("gold_text") and gold.get("gold_coverage", 1) >= COVERED:
        _compare_text(gold, page, source(), figures)


def _compare_text(gold: Gold, page: Mapping[str, Any], source: bytes, figures: Figures) -> None:
    ours, theirs = _shingles(page["text"]), _shingles(gold["gold_text"])
    shared = (ours & theirs).total()
    precision, recall = shared / max(1, ours.total()), shared / max(1, theirs.total())
    figures.text.append((precision, recall, _f1(precision, recall)))
    tree = load_html(source)
    links = [] if tree is None else [letters(link.text_content()) for link in tree.iter("a")]
    links = [link for link in links if len(link) >= FEWEST_LETTERS]
    extra = list(_not_gold(page["text"], gold["gold_text"]))
    leaked = [line for line in extra if _is_link(line, links)]
    alone = trafilatura.extract(source, include_comments=False) or ""
    figures.lines_not_gold += len(extra)
    figures.leaked += len(leaked)
    figures.leaked_alone += sum(_is_link(line, links) for line in _not_gold(alone, gold["gold_text"]))
    kept, told, title = letters(page["text"]), letters(gold["gold_text"]), letters(gold.get("title") or "")
    for cut in page["cut"]:
        key = letters(cut["text"])
        if len(key) >= FEWEST_LETTERS and key in told and key not in kept and key != title:
            is_sentence = bool(_SENTENCE_END.search(cut["text"]))
            figures.cut_sentences += is_sentence
            figures.problems.append(f"[{gold['id']}] cut as {cut['rule']}{' (sentence)' * is_sentence}: {cut['text']}")
    figures.problems += [f"[{gold['id']}] leaked: {line}" for line in leaked]


def _not_gold(text: str, gold: str) -> Iterator[str]:
    """Yield the lines of `text` that `gold` does not hold, not even half of their shingles."""
    whole, known = letters(gold), _shingles(gold)
    for line in text.split("\n"):
        shingles = _shingles(line)
        if shingles and letters(line) not in whole and (shingles & known).total() < shingles.total() / 2:
            yield line


def _is_link(line: str, links: Sequence[str]) -> bool:
    """Tell whether most of `line` is the words of one link, or all of it stands in one."""
    key = letters(line)
    if len(key) < FEWEST_LETTERS:
        return False
    return any(key in link or (link in key and len(link) >= 0.6 * len(key)) for link in links)


def _source(folder: Path, identifier: str) -> bytes:
    (path,) = (folder / "html").glob(f"{identifier}.htm*")
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _shingles(text: str) -> Shingles:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def _words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").lower())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def worse(values: Mapping[str, float], bounds: Mapping[str, float]) -> list[str]:
    """Return the figures that are worse than `bounds` allows, in words."""
    found = []
    for name, bound in bounds.items():
        if name in AT_MOST and values[name] > bound:
            found.append(f"{name} {values[name]:g} is above {bound:g}")
        elif name in AT_LEAST and values[name] < bound:
            found.append(f"{name} {values[name]:g} is below {bound:g}")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, or hold them against their floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES, help="a folder with gold.jsonl and html/")
    parser.add_argument("--errors", type=int, default=0, help="print the first N findings, page by page")
    parser.add_argument("--gate", action="store_true", help="hold the figures against their floors")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the file of floors (default: page_floors.json)")
    given = parser.parse_args(arguments)
    if not (given.folder / "gold.jsonl").is_file():
        print(f"pages     not measured: there is no gold.jsonl in {given.folder.name}")
        return 0
    figures = measure(given.folder)
    values = figures.values()
    missed = worse(values, AT_LEAST | AT_MOST)
    print(f"pages     {figures.kinds.total()}: " + ", ".join(f"{n} {kind}" for kind, n in figures.kinds.most_common()))
    for name, value in values.items():
        target = f"target {'at most' if name in AT_MOST else 'at least'} {(AT_LEAST | AT_MOST)[name]:g}"
        print(f"  {name:<14} {value:<7g} {target}{'  MISSED' if any(m.startswith(name) for m in missed) else ''}")
    print(
        f"  of {figures.dates.total()} dates, {figures.titles.total()} titles, {len(figures.text)} texts; lines of "
        f"other stories {figures.leaked} (trafilatura alone {figures.leaked_alone}), lines not annotated "
        f"{figures.lines_not_gold}"
    )
    print("".join(f"{problem}\n" for problem in figures.problems[: given.errors]), end="")
    if not given.gate:
        return 0
    fallen = worse(values, json.loads(given.floors.read_text("utf-8")))
    print("\n".join(fallen or ["No figure of the pages is worse than its floor."]))
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
