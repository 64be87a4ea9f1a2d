"""How well the coder reads: its claims held against claims that people annotated by hand.

    python -m bench.quality [--errors N] [GOLD.json | GOLD.jsonl ...]      figures; default: tests/gold
    python -m bench.quality --gate                                         1 if a figure is below its floor
    python -m bench.quality --raise                                        the same, and lifts floors to the figures

A coded claim may stand for an annotated one of the same article and action whose evidence it overlaps; pairs
are one to one, those that agree on most slots first. Detection counts pairs; quantified counts the pairs with
a number (other than a lone "a" or "one") whose object class and bounds agree too; row counts the pairs that
agree on every slot. Each is an F1. ``floors.json`` beside this file holds the floors of each set; no command
lowers one.
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from newsledger.extract.coder import Article, code

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
FLOORS = Path(__file__).with_name("floors.json")
# What the gate measures. The real articles of `dev` belong to their publishers and lie beside the checkout, if at all.
SETS = {
    "customer": (GOLD, "pow-exchange.json"),
    "own": (GOLD, "own-*.json"),
    "styles": (GOLD, "styles-*.json"),
    "dev": (ROOT.parent / "shared" / "gold", "dev.jsonl"),
}

Claim = Mapping[str, Any]

_PARTIES = ("actor_country", "recipient_country", "speaker_country")
_BOUNDS = ("quantity_low", "quantity_high")
_NUMBER = (*_BOUNDS, "quantity_qualifier")
_WORDS = ("speaker_text", "place_name")
SLOTS = (
    *_PARTIES,
    *_NUMBER,
    *_WORDS,
    *("object_class", "weapon", "place_country", "date_start", "date_end", "polarity", "modality"),
)
_HEAVY = {*_NUMBER, "object_class"}
_STOPWORDS = {"the", "a", "an", "of", "and", "in"}


@dataclass
class Figures:
    """Counts over a set of articles, and the shares that come of them."""

    gold: int = 0
    coded: int = 0
    paired: int = 0
    gold_numbers: int = 0
    coded_numbers: int = 0
    paired_numbers: int = 0
    paired_rows: int = 0
    slots: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    def f1(self) -> dict[str, float]:
        """Return the F1 of detection, quantified and row."""
        return {
            "detection": _f1(self.paired, self.gold, self.coded),
            "quantified": _f1(self.paired_numbers, self.gold_numbers, self.coded_numbers),
            "row": _f1(self.paired_rows, self.gold, self.coded),
        }

    def accuracy(self, slot: str) -> float | None:
        """Return the share of pairs that say something in `slot` and agree on it; None if none say anything."""
        counts = self.slots[slot]
        return counts[True] / counts.total() if counts.total() else None


def read_gold(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Yield the annotated articles of .json files (one each), .jsonl files (one a line) and folders of them."""
    for path in paths:
        if path.is_dir():
            yield from read_gold(sorted(path.glob("*.json")))
        elif path.suffix == ".jsonl":
            yield from map(json.loads, path.read_text("utf-8").splitlines())
        else:
            yield json.loads(path.read_text("utf-8"))


def measure(articles: Iterator[dict[str, Any]]) -> Figures:
    """Code `articles` and hold the claims against those annotated in them."""
    figures = Figures()
    for article in articles:
        published = article["published"] and date.fromisoformat(article["published"])
        coded = code(Article(id=article["id"], text=article["text"], title=article["title"], published=published))
        _compare(article["id"], [_flat(claim, article["text"]) for claim in article["claims"]], coded, figures)
    return figures


def _compare(article: str, gold: Sequence[Claim], coded: Sequence[Claim], figures: Figures) -> None:
    pairs = _pair(gold, coded)
    figures.gold += len(gold)
    figures.coded += len(coded)
    figures.paired += len(pairs)
    figures.gold_numbers += sum(map(_has_number, gold))
    figures.coded_numbers += sum(map(_has_number, coded))
    for i, j in pairs:
        verdicts = {slot: _agree(slot, gold[i], coded[j]) for slot in SLOTS}
        for slot, verdict in verdicts.items():
            if verdict is not None:
                figures.slots[slot][verdict] += 1
        wrong = [slot for slot, verdict in verdicts.items() if verdict is False]
        figures.paired_rows += not wrong
        figures.paired_numbers += _has_number(gold[i]) and not {"object_class", *_BOUNDS} & set(wrong)
        if wrong:
            details = ", ".join(f"{s} {coded[j][s]!r} for {gold[i][s]!r}" for s in wrong)
            figures.errors.append(f"[{article}] {gold[i]['action']}: {details}\n    {gold[i]['evidence']}")
    missed, extra = set(range(len(gold))) - {i for i, _ in pairs}, set(range(len(coded))) - {j for _, j in pairs}
    figures.errors += [f"[{article}] missed {gold[i]['action']}\n    {gold[i]['evidence']}" for i in sorted(missed)]
    figures.errors += [f"[{article}] invented {coded[j]['action']}\n    {coded[j]['evidence']}" for j in sorted(extra)]


def _pair(gold: Sequence[Claim], coded: Sequence[Claim]) -> list[tuple[int, int]]:
    candidates = [
        (-_likeness(g, c), i, j)
        for i, g in enumerate(gold)
        for j, c in enumerate(coded)
        if g["action"] == c["action"] and _overlap(g, c)
    ]
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _likeness(gold: Claim, coded: Claim) -> int:
    slots = sum(3 if slot in _HEAVY else 1 for slot in SLOTS if _agree(slot, gold, coded))
    return slots + len(_content_words(gold["object_text"]) & _content_words(coded["object_text"]))


def _overlap(gold: Claim, coded: Claim) -> bool:
    if gold["evidence_field"] != coded["evidence_field"]:
        return False
    if gold["evidence_field"] == "title":
        return True
    return gold["evidence_start"] < coded["evidence_end"] and coded["evidence_start"] < gold["evidence_end"]


def _agree(slot: str, gold: Claim, coded: Claim) -> bool | None:
    """Return whether both say the same in `slot`; None if neither says anything that has to agree."""
    ours, theirs = coded[slot], gold[slot]
    if theirs is None and ours is None:
        return None
    if slot in _NUMBER and not _has_number(gold) and not _has_number(coded) and (_is_one(gold) or _is_one(coded)):
        return None  # "a building" read as 1, or not at all, are both right
    if theirs is None or ours is None:
        return False
    if slot in _WORDS:
        return bool(_content_words(theirs) & _content_words(ours))
    return str(theirs) == str(ours) if slot not in _BOUNDS else float(theirs) == float(ours)


def _is_one(claim: Claim) -> bool:
    return claim["quantity_low"] == claim["quantity_high"] == 1


def _has_number(claim: Claim) -> bool:
    return any(claim[bound] is not None for bound in _BOUNDS) and not _is_one(claim)


def _content_words(text: str | None) -> set[str]:
    return set("".join(c if c.isalnum() else " " for c in (text or "").lower()).split()) - _STOPWORDS


def _flat(claim: dict[str, Any], text: str) -> Claim:
    """Return an annotated claim with the columns of a coded one."""
    start = text.find(claim["evidence"])
    flat = {
        "action": claim["action"],
        "evidence": claim["evidence"],
        "evidence_field": "title" if start < 0 else "text",
        "evidence_start": start,
        "evidence_end": start + len(claim["evidence"]),
        "object_text": claim["object"],
        **{key: claim[key] for key in ("object_class", "weapon", "polarity", "modality")},
    }
    for group, columns in {
        "actor": ("country",),
        "recipient": ("country",),
        "speaker": ("text", "country"),
        "quantity": ("low", "high", "qualifier"),
        "date": ("start", "end"),
    }.items():
        flat |= {f"{group}_{column}": (claim[group] or {}).get(column) for column in columns}
    place = claim["place"] or {}
    return flat | {"place_name": place.get("name") or place.get("text"), "place_country": place.get("country")}


def _f1(paired: int, gold: int, coded: int) -> float:
    return round(2 * paired / (gold + coded), 4) if gold + coded else 0.0


def gate(floors_file: Path, *, lift: bool = False) -> list[str]:
    """Return what is below its floor, in words; with `lift`, write the figures above theirs into `floors_file`.

    Floors have two decimals: a figure of 0.447 holds a floor of 0.44 and lifts one to it.
    """
    floors = json.loads(floors_file.read_text("utf-8"))
    fallen = []
    for name, (folder, pattern) in SETS.items():
        paths = sorted(folder.glob(pattern))
        if not paths:
            print(f"{name:<9} not measured: there is no {pattern} in {folder.name}")
            continue
        figures = measure(read_gold(paths))
        kinds: dict[str, Mapping[str, float | None]] = {
            "f1": figures.f1(),
            "accuracy": {slot: figures.accuracy(slot) for slot in SLOTS},
        }
        print(f"{name:<9} " + "  ".join(f"{figure} {value:.3f}" for figure, value in figures.f1().items()))
        for kind, values in kinds.items():
            floor = floors.setdefault(name, {}).setdefault(kind, {})
            for figure, value in values.items():
                if value is None:
                    continue
                if value < floor.get(figure, 0):
                    fallen.append(f"{name}: {figure} {value:.4f} is below its floor of {floor[figure]}")
                elif lift:
                    floor[figure] = max(floor.get(figure, 0), math.floor(value * 100) / 100)
    if lift:
        floors_file.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    return fallen


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of the gold named on the command line, or hold every set against its floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[GOLD])
    parser.add_argument("--errors", type=int, default=0, help="print the first N disagreements")
    parser.add_argument("--gate", action="store_true", help="hold every set against its floors")
    parser.add_argument("--raise", action="store_true", dest="lift", help="the same, and lift the floors")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the file of floors (default: bench/floors.json)")
    given = parser.parse_args(arguments)
    if given.gate or given.lift:
        fallen = gate(given.floors, lift=given.lift)
        print("\n".join(fallen or ["No figure is below its floor."]))
        return 1 if fallen else 0
    figures = measure(read_gold(given.gold))
    print(f"{figures.gold} annotated claims, {figures.coded} coded, {figures.paired} paired")
    print("  ".join(f"{name} {value:.3f}" for name, value in figures.f1().items()))
    shares = {slot: figures.accuracy(slot) for slot in SLOTS}
    print("  ".join(f"{slot} {share:.2f}" for slot, share in shares.items() if share is not None))
    for error in figures.errors[: given.errors]:
        print(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
