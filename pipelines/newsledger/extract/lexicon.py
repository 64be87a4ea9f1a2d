"""Reading the lexicons and matching their words in a text.

Belongs here: the files under ``lexicon/`` as rows, a user's overlay of them, their common hash, and the one
automaton that finds many words at once. Does not: what a word means; that is in the files and in the
recogniser that reads them.
"""

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Generic, TypeVar

import ahocorasick_rs

from newsledger.errors import usage_error

OVERLAY_VARIABLE = "NEWSLEDGER_LEXICON"


def read_lexicon(name: str) -> list[dict[str, str]]:
    """Return the rows of ``lexicon/<name>.tsv``, then those of the user's overlay of that name.

    Lines that begin with ``#`` are comments; the first other line names the columns. An overlay is a folder,
    named by the environment variable NEWSLEDGER_LEXICON, with files of the same names and columns.
    """
    rows = _parse((files("newsledger.extract") / "lexicon" / f"{name}.tsv").read_text("utf-8"), f"{name}.tsv")
    overlay = _overlay(name)
    if overlay is not None:
        extra = _parse(overlay.read_text("utf-8"), str(overlay))
        if extra and extra[0].keys() != rows[0].keys():
            raise usage_error(f"{overlay}: columns are {', '.join(extra[0])}", f"They must be {', '.join(rows[0])}.")
        rows += extra
    return rows


@cache
def lexicon_hash() -> str:
    """Return 32 hex characters that change when any lexicon file or overlay file does."""
    digest = hashlib.sha256()
    folder = files("newsledger.extract") / "lexicon"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".tsv"):
            digest.update(entry.name.encode())
            digest.update(entry.read_bytes())
            overlay = _overlay(entry.name.removesuffix(".tsv"))
            if overlay is not None:
                digest.update(overlay.read_bytes())
    return digest.hexdigest()[:32]


def _overlay(name: str) -> Path | None:
    folder = os.environ.get(OVERLAY_VARIABLE)
    path = Path(folder) / f"{name}.tsv" if folder else None
    return path if path is not None and path.is_file() else None


def _parse(text: str, origin: str) -> list[dict[str, str]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE)
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise usage_error(
                f"{origin}: the row {'	'.join(str(v) for v in row.values())!r} has not the header's columns",
                f"Give it {len(reader.fieldnames or [])} tab-separated values.",
            )
        rows.append({k: v.strip() for k, v in row.items()})
    return rows


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
        bounded = [(s, e, i) for i, s, e in hits if _is_boundary(text, s) and _is_boundary(text, e)]
        found: list[tuple[int, int, T]] = []
        reached = 0
        for start, end, index in sorted(bounded, key=lambda hit: (hit[0], -hit[1])):
            if start >= reached:
                found.append((start, end, self._meanings[index]))
                reached = end
        return found


def lower_keeping_length(text: str) -> str:
    """Return `text` lower-cased without moving any offset ("İ" stays, as its lower case has two characters)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_boundary(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return True
    return not (_is_word(text[at - 1]) and _is_word(text[at]))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
