"""Which articles are copies of another, how much of each is, and which tell one story.

Belongs here: texts that share their words, known by five-word runs; the story that an article belongs to. Does not:
stories told in other words; how articles of earlier editions are read (`newsledger.stories`).

An article is a copy if 36 % of its runs of five words or more stand in an earlier one: a byline was added, two
fifths were cut, the lead was rewritten, a third of the sentences is new. The share is of the later article: a long
report that holds a brief of this morning whole is no copy of it. The earlier one is found by sketches, the 64 least
hashes of each text's runs, and then held against it run by run. The result depends on the texts and their precedence
alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Row = dict[str, Any]
# Gives the texts of these numbers.
Load = Callable[[Iterable[int]], Mapping[int, str]]

RUN_WORDS = 5
# A copy has this part of its runs from the original.
COPIED = 0.36
# A daily report in the words of yesterday's has other numbers. Of five and more, copies have this part in common.
SAME_NUMBERS = 0.25
FEWEST_NUMBERS = 5
# A text with 36 % of its runs from one as long shares 14 of the 64 on average.
SKETCH = 64
FEWEST_SHARED = 2
# Of a run that more articles have ("subscribe to our newsletter"), the earliest are looked at. Copies of one story
# have all runs of its original in common, which is the earliest.
MOST_HOLDERS = 64
MOST_TRIED = 8

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
_HALF = np.uint64(31)


@dataclass(frozen=True, slots=True)
class Copy:
    """The number of the original, and the part of the copy's runs that stand in it, from 0.36 to 1."""

    original: int
    share: float


def sketch(text: str) -> Hashes:
    """Return the least hashes of the runs of `text`, in order: 0.5 ms for 1,000 words."""
    return _runs(text)[:SKETCH]


def precedence(row: Row) -> tuple[str, str, str, str, str]:
    """Return the key by which the articles among rows of `model.ARTICLES` are ordered, the earliest first.

    First the edition that brought it, so that what is an original stays one; then the time of publication.
    """
    day: date | None = row["published_date"]
    # Of one day, those with a clock first, in their order.
    instant = f"{row['published'].timestamp():020.3f}" if row["published"] else "~"
    # Of one time, by article: an original that is edited stays one.
    return (
        row["edition"].isoformat(),
        day.isoformat() if day else "9999",
        instant,
        row["article_id"],
        row["revision_id"],
    )


def mark(rows: Sequence[Row], sketches: Sequence[Hashes], load: Load, settled: int = 0) -> None:
    """Set `duplicate_of`, `duplicate_share` and `story_id` of `rows`, which are articles in order of precedence.

    Those of the first `settled` stay as they are. A copy is of an original, never of another copy, nor of a revision
    of its own article. It belongs to the story of its original; an article that is no copy belongs to that of its
    revision before, and else to its own, which is called by its `article_id`.
    """
    numbers = {row["revision_id"]: number for number, row in enumerate(rows)}
    known = [_settled(row, numbers) for row in rows[:settled]]
    stories = {row["article_id"]: row["story_id"] for row in rows[:settled]}
    groups = [row["article_id"] for row in rows]
    found = copies(sketches, groups, load, known)
    for row, copy in list(zip(rows, found, strict=True))[settled:]:
        original = None if copy is None else rows[copy.original]
        row["duplicate_of"] = original and original["revision_id"]
        row["duplicate_share"] = copy and round(copy.share, 3)
        row["story_id"] = original["story_id"] if original else stories.get(row["article_id"], row["article_id"])
        stories[row["article_id"]] = row["story_id"]


def copies(
    sketches: Sequence[Hashes], groups: Sequence[str], load: Load, settled: Sequence[Copy | None] = ()
) -> list[Copy | None]:
    """Return for each text the original that it is a copy of, None if it is an original.

    Texts come in order of precedence; of the first ones it is `settled`. Those of one group are no copies of each
    other. `load` is asked once for the texts that have to be compared. Linear in the texts.
    """
    found = list(settled)
    likely = dict(enumerate(_likely(sketches, len(found)), len(found)))
    texts = load(sorted({n for number, others in likely.items() for n in (number, *others) if others}))
    runs = lru_cache(maxsize=4096)(lambda number: _runs(texts[number]))
    figures = cache(lambda number: frozenset(_NUMBER.findall(texts[number])))
    for number, others in likely.items():
        originals = dict.fromkeys(copy.original if (copy := found[other]) else other for other in others)
        tried = [n for n in originals if groups[n] != groups[number] and n in texts][:MOST_TRIED]
        shares = [Copy(n, _part(runs(number), runs(n))) for n in tried if _same_numbers(figures(number), figures(n))]
        best = max(shares, key=lambda copy: (copy.share, -copy.original), default=None)
        found.append(best if best and best.share >= COPIED else None)
    return found


def _settled(row: Row, numbers: Mapping[str, int]) -> Copy | None:
    original = numbers.get(row["duplicate_of"] or "")
    return None if original is None else Copy(original, row["duplicate_share"] or 0.0)


def _likely(sketches: Sequence[Hashes], start: int) -> Iterator[list[int]]:
    """Yield for each text from `start` on the earlier ones with which it shares most of its sketch."""
    if not sketches:
        return
    hashes = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches), dtype=np.int64), [len(part) for part in sketches])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    for number in range(start, len(sketches)):
        own = sketches[number]
        begins = np.searchsorted(hashes, own, "left")
        ends = np.minimum(np.searchsorted(hashes, own, "right"), begins + MOST_HOLDERS)
        holders = np.concatenate([owners[begin:end] for begin, end in zip(begins, ends, strict=True)])
        others, shared = np.unique(holders[holders < number], return_counts=True)
        enough = shared >= min(FEWEST_SHARED, len(own))
        others, shared = others[enough], shared[enough]
        yield others[np.lexsort((others, -shared))].tolist()


def _runs(text: str) -> Hashes:
    """Return the hashes of the runs of `text`, sorted, each once; of a text of fewer words, the one of all of it."""
    words = _WORD.findall(text.casefold())
    hashed = np.fromiter(map(_word_hash, words), np.uint64, len(words))
    short = RUN_WORDS - len(hashed)
    if short > 0:
        hashed = np.concatenate([hashed, np.zeros(short, np.uint64)])
    count = len(hashed) - RUN_WORDS + 1
    runs = hashed[:count]
    for step, odd in enumerate(_ODD, 1):
        runs = ((runs ^ (runs >> _HALF)) + hashed[step : step + count]) * odd
    return np.unique(runs ^ (runs >> _HALF))


@lru_cache(maxsize=1 << 18)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _part(runs: Hashes, others: Hashes) -> float:
    return len(np.intersect1d(runs, others, assume_unique=True)) / len(runs)


def _same_numbers(figures: frozenset[str], others: frozenset[str]) -> bool:
    fewer = min(len(figures), len(others))
    return fewer < FEWEST_NUMBERS or len(figures & others) >= SAME_NUMBERS * fewer
