"""Reading the lexicons and matching their words in a text.

Belongs here: the files under ``lexicon/`` as rows, a user's overlay of them, their common hash, and the one
automaton that finds many words at once. Does not: what a word means; that is in the files and in the
recogniser that reads them.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Generic, TypeVar

import ahocorasick_rs

from newsledger.errors import usage_error

Row = dict[str, str]
_overlay: Path | None = None


def use_overlay(folder: Path | None) -> None:
    """Add the lines of the files in `folder` to the lexicons of the same names, for the rest of the process.

    The folder is checked first (`overlay.check_overlay`). It has to come before anything is coded: what the
    recognisers have built of the lexicons stays, so a second, other folder is a RuntimeError.
    """
    global _overlay
    folder = folder.absolute() if folder is not None else None
    if folder == _overlay:
        return
    if read_lexicon.cache_info().currsize:
        raise RuntimeError("The lexicons have been read already: an overlay has to be set before anything is coded.")
    if folder is not None:
        from newsledger.extract.overlay import check_overlay

        check_overlay(folder)
    _overlay = folder


def overlay() -> Path | None:
    """Return the folder that `use_overlay` was given: worker processes have to be given the same."""
    return _overlay


@cache
def read_lexicon(name: str) -> tuple[Row, ...]:
    """Return the rows of ``lexicon/<name>.tsv``, then those of the user's overlay of that name.

    Lines that begin with ``#`` are comments; the first other line names the columns.
    """
    rows = [row for _, row in shipped_rows(name)]
    if (path := _overlaid(name)) is not None:
        rows += [row for _, row in rows_of(path.read_text("utf-8"), str(path))]
    return tuple(rows)


@cache
def lexicon_hash() -> str:
    """Return 32 hex characters that change when any lexicon file or overlay file does."""
    digest = hashlib.sha256()
    for name in lexicon_names():
        digest.update(f"{name}.tsv".encode())
        digest.update(_shipped(name))
        if (path := _overlaid(name)) is not None:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def lexicon_names() -> list[str]:
    """Return the names of the lexicons, sorted."""
    folder = files("newsledger.extract") / "lexicon"
    return sorted(entry.name.removesuffix(".tsv") for entry in folder.iterdir() if entry.name.endswith(".tsv"))


def shipped_rows(name: str) -> list[tuple[int, Row]]:
    """Return (line number, row) of each line of the lexicon `name` that comes with the package."""
    return rows_of(_shipped(name).decode(), f"{name}.tsv")


def rows_of(text: str, origin: str) -> list[tuple[int, Row]]:
    """Return (line number, row) of each line of a lexicon file; UsageError names a line with too many or few values."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        return []
    columns = lines[0][1].split("\t")
    rows = []
    for number, line in lines[1:]:
        values = line.split("\t")
        if len(values) != len(columns):
            raise usage_error(
                f"{origin}, line {number}: it has {len(values)} values and the header {len(columns)} columns",
                f"Part the values by tabs, in this order: {', '.join(columns)}.",
            )
        rows.append((number, dict(zip(columns, map(str.strip, values), strict=True))))
    return rows


def _overlaid(name: str) -> Path | None:
    path = _overlay / f"{name}.tsv" if _overlay is not None else None
    return path if path is not None and path.is_file() else None


def _shipped(name: str) -> bytes:
    return (files("newsledger.extract") / "lexicon" / f"{name}.tsv").read_bytes()


T = TypeVar("T")


class Matcher(Generic[T]):
    """Finds the longest of many phrases at each point of a text, at word boundaries only.

    `phrases` maps a phrase to what it stands for. With `ignore_case`, phrases and text are compared
    lower-cased. Matches do not overlap: the leftmost wins, and of those the longest.
    """

    def __init__(self, phrases: Mapping[str, T] | Iterable[tuple[str, T]], *, ignore_case: bool = False) -> None:
        self._fold = lower_keeping_length if ignore_case else str
        meanings = {self._fold(phrase): meaning for phrase, meaning in dict(phrases).items()}
        self._meanings = list(meanings.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(meanings)) if meanings else None

    def find(self, text: str) -> list[tuple[int, int, T]]:
        """Return (start, end, meaning) of each match, in order; offsets are code points."""
        if self._automaton is None:
            return []
        # Overlapping search, because the longest match may fail the boundary check where a shorter one holds
        # ("US" in "US-led" beside the phrase "US-le").
        hits = self._automaton.find_matches_as_indexes(self._fold(text), overlapping=True)
        bounded = [(s, e, i) for i, s, e in hits if _stands_alone(text, s, e)]
        found: list[tuple[int, int, T]] = []
        reached = 0
        for start, end, index in sorted(bounded, key=lambda hit: (hit[0], -hit[1])):
            if start >= reached:
                found.append((start, end, self._meanings[index]))
                reached = end
        return found


class WordFinder(Generic[T]):
    """Finds where any of many single words stands in a text, in any case, at word boundaries only."""

    def __init__(self, words: Mapping[str, T]) -> None:
        self._meanings = list(words.values())
        patterns = list(words)
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, T]]:
        """Return the offset and the meaning of each such word, in order."""
        hits = self._automaton.find_matches_as_indexes(lower_keeping_length(text))
        return [(s, self._meanings[i]) for i, s, e in hits if _stands_alone(text, s, e)]


def alternatives(words: Iterable[str], *, ignore_case: bool = False) -> str:
    """Return the source of a pattern for any of `words`, of two that fit the longest.

    They are grouped by initial, since `re` looks into every branch that may begin with the letter at hand: the
    searches for dates and for names of places take half the time so.
    """
    by_initial: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        by_initial.setdefault(word[0], []).append(re.escape(word[1:]))
    if ignore_case:
        return "|".join(f"[{i.lower()}{i.upper()}](?i:{'|'.join(rest)})" for i, rest in by_initial.items())
    return "|".join(f"{re.escape(i)}(?:{'|'.join(rest)})" for i, rest in by_initial.items())


def lower_keeping_length(text: str) -> str:
    """Return `text` lower-cased without moving any offset ("İ" stays, as its lower case has two characters)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word begins at `start` and one ends at `end`; most have a space before or behind them."""
    begins = text[start - 1 : start] in ("", " ") or _is_boundary(text, start)
    return begins and (text[end : end + 1] in ("", " ") or _is_boundary(text, end))


def _is_boundary(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return not ((before.isalnum() or before == "_") and (after.isalnum() or after == "_"))
