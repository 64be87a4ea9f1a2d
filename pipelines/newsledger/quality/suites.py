"""Reading the suites under ``expectations/``, strictly.

Belongs here: what a suite may say, and an error with file, line and remedy for everything else. Great
Expectations drops an expectation whose type or severity it does not know, with no more than a log line: a typing
error would silently switch a check off. Does not: running a suite; that is `runner`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NoReturn

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsledger import model
from newsledger.errors import usage_error
from newsledger.locate import data_folder
from newsledger.quality.validation import columns_of

Severity = Literal["critical", "warning"]
Action = Literal["abort", "quarantine", "keep"]


class Where(BaseModel):
    """The rows an expectation looks at: those with this value in the column, or with any value if none is given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str
    equals: str | None = None


class Expectation(BaseModel):
    """One thing that must hold. `kwargs` are those of the Great Expectations class named by `type`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    protects_from: str = Field(min_length=10)
    type: str
    kwargs: dict[str, Any]
    where: Where | None = None
    severity: Severity
    action: Action


class Suite(BaseModel):
    """All expectations of one table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    suite: str
    expectations: tuple[Expectation, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Type:
    """What an expectation type takes: kwargs that name columns, kwargs that must and that may be given."""

    columns: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    has_rows: bool = True  # reports which rows failed, so that they can be quarantined

    @property
    def known(self) -> frozenset[str]:
        tolerance = {"mostly"} if self.has_rows else set()
        return frozenset({*self.columns, *self.required, *self.optional, *tolerance})


_ONE, _PAIR = ("column",), ("column_A", "column_B")
_BOUNDS = frozenset({"min_value", "max_value", "strict_min", "strict_max"})
# A pair with a null on one side raises on arrow-backed frames and reports no keys: it must be said which to ignore.
_NULLS = frozenset({"ignore_row_if"})
_IGNORABLE = ("either_value_is_missing", "both_values_are_missing")

TYPES: dict[str, _Type] = {
    "expect_column_values_to_not_be_null": _Type(_ONE),
    "expect_column_values_to_be_null": _Type(_ONE),
    "expect_column_values_to_be_unique": _Type(_ONE),
    "expect_column_values_to_match_regex": _Type(_ONE, required=frozenset({"regex"})),
    "expect_column_values_to_not_match_regex": _Type(_ONE, required=frozenset({"regex"})),
    "expect_column_values_to_be_in_set": _Type(_ONE, required=frozenset({"value_set"})),
    "expect_column_values_to_not_be_in_set": _Type(_ONE, required=frozenset({"value_set"})),
    "expect_column_values_to_be_between": _Type(_ONE, optional=_BOUNDS),
    "expect_column_value_lengths_to_be_between": _Type(_ONE, optional=_BOUNDS),
    "expect_column_pair_values_to_be_equal": _Type(_PAIR, required=_NULLS),
    "expect_column_pair_values_a_to_be_greater_than_b": _Type(_PAIR, required=_NULLS, optional=frozenset({"or_equal"})),
    "expect_table_row_count_to_be_between": _Type(optional=_BOUNDS, has_rows=False),
}


def load_suite(table: str, folder: Path | None = None) -> Suite:
    """Return the suite of `table`, read from ``<folder>/<table>.yaml`` (default: the project's expectations).

    UsageError names file, line and remedy of the first thing in it that would not be checked as written.
    """
    path = (folder or data_folder("expectations")) / f"{table}.yaml"
    if not path.is_file():
        raise usage_error(f"{path}: there is no such suite", "Every table that is checked has one; restore the file.")
    return _parsed(path, table, path.read_bytes())


@lru_cache(maxsize=32)
def _parsed(path: Path, table: str, content: bytes) -> Suite:
    """Return the suite in `content`; a night asks for each thirty times, which would take it 3 s."""
    return _Reader(path, table, content).read()


@dataclass
class _Reader:
    path: Path
    table: str
    content: bytes
    root: yaml.Node | None = field(default=None, init=False)

    def read(self) -> Suite:
        try:
            self.root = yaml.compose(self.content, yaml.SafeLoader)
            suite = Suite.model_validate(yaml.safe_load(self.content))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or getattr(error, "reason", None)
            line = mark.line + 1 if mark else 1
            raise usage_error(f"{self.path}:{line}: this is not YAML: {problem}", "Mend that line.") from None
        except ValidationError as error:
            first = error.errors()[0]
            self._fail(first["loc"], f"{_dotted(first['loc'])}: {first['msg']}", _remedy(first["type"]))
        if suite.suite != self.table:
            self._fail(("suite",), f"the suite is called {suite.suite!r}", f"Call it {self.table!r}, as the file.")
        seen: set[str] = set()
        for index, expectation in enumerate(suite.expectations):
            where = ("expectations", index)
            if expectation.id in seen:
                self._fail((*where, "id"), f"a second expectation is called {expectation.id!r}", "Rename one of them.")
            seen.add(expectation.id)
            self._check_kwargs(expectation, where)
            self._check_action(expectation, where)
        return suite

    def _check_kwargs(self, expectation: Expectation, where: tuple[str | int, ...]) -> None:
        kind = TYPES.get(expectation.type)
        if kind is None:
            self._fail((*where, "type"), f"unknown type {expectation.type!r}", f"Known are {_listed(TYPES)}.")
        kwargs = expectation.kwargs
        for name in kwargs:
            if name not in kind.known:
                self._fail((*where, "kwargs", name), f"{expectation.type} has no {name!r}", _takes(kind))
        for name in sorted({*kind.columns, *kind.required} - kwargs.keys()):
            self._fail((*where, "kwargs"), f"{expectation.type} needs {name!r}", _takes(kind))
        named = {("kwargs", name): kwargs[name] for name in kind.columns}
        if expectation.where:
            if not kind.has_rows:
                self._fail((*where, "where"), f"{expectation.type} looks at the table, not at rows", "Leave where out.")
            named["where", "column"] = expectation.where.column
        known = columns_of(self.table)
        for path, column in named.items():
            if column not in known:
                self._fail((*where, *path), f"{self.table} has no column {column!r}", f"It has {_listed(known)}.")
        self._check_values(kwargs, (*where, "kwargs"))

    def _check_values(self, kwargs: dict[str, Any], where: tuple[str | int, ...]) -> None:
        ignored = kwargs.get("ignore_row_if")
        if ignored is not None and ignored not in _IGNORABLE:
            self._fail((*where, "ignore_row_if"), f"{ignored!r} is not known", f"Use {' or '.join(_IGNORABLE)}.")
        try:
            re.compile(kwargs.get("regex", ""))
        except (re.error, TypeError) as error:
            self._fail((*where, "regex"), f"this is no regular expression: {error}", "Correct it.")
        mostly = kwargs.get("mostly", 1)
        if not isinstance(mostly, int | float) or not 0 < mostly <= 1:
            self._fail((*where, "mostly"), f"{mostly!r} is no share", "Give one above 0 and up to 1, such as 0.9.")
        values = kwargs.get("value_set")
        if values is not None and not isinstance(values, list):
            self._check_reference(values, (*where, "value_set"))

    def _check_reference(self, reference: object, where: tuple[str | int, ...]) -> None:
        table, _, column = str(reference).partition(".")
        tables = {t.name: t for t in model.tables()}
        if table not in tables or column not in tables[table].schema:
            self._fail(where, f"{reference!r} is no column", "Give a list of values, or table.column.")

    def _check_action(self, expectation: Expectation, where: tuple[str | int, ...]) -> None:
        if expectation.action == "keep":
            return
        if expectation.severity != "critical":
            self._fail(
                (*where, "severity"),
                f"{expectation.action} is too hard for a {expectation.severity}",
                "Make it critical, or let the action be keep.",
            )
        if expectation.action == "quarantine" and not TYPES[expectation.type].has_rows:
            self._fail((*where, "action"), f"{expectation.type} tells no rows to set aside", "Use abort or keep.")
        if expectation.action == "quarantine" and "mostly" in expectation.kwargs:
            self._fail(
                (*where, "kwargs", "mostly"),
                "an expectation that tolerates some rows cannot set rows aside",
                "Leave mostly out, or let the action be abort or keep.",
            )

    def _fail(self, where: Sequence[str | int], what: str, remedy: str) -> NoReturn:
        raise usage_error(f"{self.path}:{self._line(where)}: {what}", remedy) from None

    def _line(self, where: Sequence[str | int]) -> int:
        """Return the line of the deepest part of `where` that is in the file."""
        node, line = self.root, 1
        for step in where:
            if isinstance(node, yaml.MappingNode):
                found = next((entry for entry in node.value if entry[0].value == step), None)
            elif isinstance(node, yaml.SequenceNode):
                found = next(((item, item) for index, item in enumerate(node.value) if index == step), None)
            else:
                found = None
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        return line


def _dotted(where: Sequence[str | int]) -> str:
    return ".".join(str(step) for step in where) or "file"


def _remedy(kind: str) -> str:
    if kind == "extra_forbidden":
        return f"An expectation has {_listed(Expectation.model_fields)}."
    if kind == "missing":
        return "Give it."
    return "Correct it."


def _takes(kind: _Type) -> str:
    return f"It takes {_listed(sorted(kind.known))}."


def _listed(words: Sequence[str] | dict[str, Any] | frozenset[str]) -> str:
    return ", ".join(words)
