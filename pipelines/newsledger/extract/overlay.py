"""A user's own lines of the lexicons, checked whole before any of them is used.

Belongs here: what each column of a lexicon may hold, and saying what is wrong in a folder of overlay files, every
problem at once with its file, line, column and remedy. Does not: reading the lexicons (`lexicon`).
"""

import difflib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from newsledger.errors import UsageError
from newsledger.extract.belonging import WHERE
from newsledger.extract.gazetteer import BODIES
from newsledger.extract.lexicon import Row, lexicon_names, rows_of, shipped_rows

_LONGEST_LIST = 30
# Columns with a closed vocabulary: the values that the shipped lexicon gives them. All others are open.
_CLOSED = {
    "abbreviations": ("ends",),
    "actors": ("country", "sector", "kind"),
    "ambiguous_names": ("kind",),
    "date_words": ("kind",),
    "designations": ("when",),
    "figurative": ("kind",),
    "judgements": ("action",),
    "light_verbs": ("subject", "modality", "polarity"),
    "noun_groups": ("group",),
    "number_comparators": ("side", "qualifier", "bound"),
    "number_units": ("kind",),
    "number_words": ("kind",),
    "objects": ("object_class", "weapon"),
    "offices": ("sector", "yields", "kind", "role", "alone"),
    "persons": ("country", "sector"),
    "place_neighbours": ("side",),
    "places": ("country", "precision"),
    "sector_words": ("sector",),
    "source_nouns": ("kind",),
    "speech": ("class", "kind", "strength", "content"),
    "stance": ("kind", "modality", "polarity"),
    "triggers": ("pos", "action", "frame", "weapon"),
    "vague_quantities": ("qualifier",),
    "word_tags": ("tag",),
}
# Closed columns whose words are the rows of another lexicon.
_WORDS_OF = {
    "action": ("actions", "action"),
    "object_class": ("object_classes", "object_class"),
    "sector": ("sectors", "sector"),
    "modality": ("modalities", "modality"),
}
_NUMBERS = frozenset({"lat", "lon", "low", "high", "times"})
_MOST_DEGREES = {"lat": 90, "lon": 180}
_DAYS = frozenset({"from", "to"})


def check_overlay(folder: Path) -> None:
    """Raise UsageError with every problem of the overlay files in `folder`; return if there is none."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder. Give the folder that holds your lexicon files.")
    paths = sorted(folder.glob("*.tsv"))
    problems = [problem for path in paths for problem in _problems(path)]
    if not paths:
        problems = [f"{folder}: it holds no .tsv file. Name each after a lexicon, such as triggers.tsv."]
    if problems:
        raise UsageError("\n  ".join([f"The lexicon lines in {folder} cannot be used:", *problems]))


def _problems(path: Path) -> Iterator[str]:
    name = path.stem
    if name not in lexicon_names():
        yield f"{path.name}: there is no lexicon of that name. {_nearest(name, lexicon_names())}"
        return
    shipped = [row for _, row in shipped_rows(name)]
    columns = list(shipped[0])
    try:
        rows = rows_of(path.read_text("utf-8"), path.name)
    except UnicodeDecodeError:
        yield f"{path.name}: it is not UTF-8 text. Save it as UTF-8."
        return
    except UsageError as error:
        yield str(error)
        return
    if rows and list(rows[0][1]) != columns:
        yield f"{path.name}: its columns are {', '.join(rows[0][1])}. They must be {', '.join(columns)}."
        return
    allowed = {column: _allowed(shipped, column) for column in _CLOSED.get(name, ())}
    for number, row in rows:
        for column in columns:
            problem = _problem(row, column, allowed.get(column), required=column == columns[0])
            if problem:
                yield f"{path.name}, line {number}, {column}: {problem}"
        if name == "persons" and _is_day(row["from"]) and _is_day(row["to"]) and row["to"] < row["from"]:
            yield f"{path.name}, line {number}, to: it comes before from. Put the earlier day under from."


def _problem(row: Row, column: str, allowed: list[str] | None, *, required: bool) -> str | None:
    value = row[column]
    if required and not value:
        return "it is empty. Give the word or name that the line is about."
    if allowed is not None and value not in allowed:
        return f"{value!r} is none of its values. {_nearest(value, allowed)}"
    if value and column in _NUMBERS and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return f"{value!r} is no number. Write it in digits, with a point before decimals."
    if column in _MOST_DEGREES and (not value or abs(float(value)) > _MOST_DEGREES[column]):
        return f"{value!r} is no position. Write latitude and longitude in degrees, such as 50.45 and 30.52."
    if column == "where" and value not in WHERE and not set(value.split("|")) <= set(_allowed([], "country")) - {""}:
        return f"{value!r} is no place to look. It is one of {', '.join(WHERE)}, or codes of countries."
    if value and column in _DAYS and not _is_day(value):
        return f"{value!r} is no day. Write it as YYYY-MM-DD, or leave it empty."
    return None


def _allowed(shipped: list[Row], column: str) -> list[str]:
    if column == "country":
        codes = [row["iso3"] for _, row in shipped_rows("countries")]
        return ["", *codes, *sorted(BODIES)]
    values = {row[column] for row in shipped}
    if column in _WORDS_OF:
        lexicon, key = _WORDS_OF[column]
        values = {value for value in values if not value} | {row[key] for _, row in shipped_rows(lexicon)}
    return sorted(values)


def _nearest(value: str, allowed: list[str]) -> str:
    close = difflib.get_close_matches(value, allowed, n=1)
    if close:
        return f"Did you mean {close[0]}?"
    shown = [word or "nothing" for word in allowed]
    return f"It may be {', '.join(shown[:_LONGEST_LIST])}{' …' if len(shown) > _LONGEST_LIST else ''}."


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value))
