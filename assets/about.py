"""What all assets have in common.

Belongs here: the arguments every asset is declared with, how an error of a user becomes a failed step, and what is
said of one. Does not: what an asset makes or shows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypedDict

import dagster as dg

import newsledger
from newsledger.errors import UsageError
from newsledger.model import Table

from .editions import editions
from .shown import column_schema

OWNER = "team:newsledger"
GROUP = "nightly"
STAGED = "staged"  # the IO manager of staged tables

# A night begins at 02:30 UTC and takes less than two hours: later than this, one was missed.
FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=30), warn_window=timedelta(hours=26))


class Declaration(TypedDict):
    """The arguments that every asset is declared with."""

    description: str
    kinds: set[str]
    owners: list[str]
    group_name: str
    code_version: str
    partitions_def: dg.PartitionsDefinition[str]
    freshness_policy: dg.FreshnessPolicy


class StagedDeclaration(Declaration):
    """Those of an asset that is a staged table."""

    metadata: dict[str, dg.TableSchema | str]
    io_manager_key: str


def declaration(description: str, kinds: set[str]) -> Declaration:
    """Return the declaration of an asset."""
    return {
        "description": description,
        "kinds": kinds,
        "owners": [OWNER],
        "group_name": GROUP,
        "code_version": newsledger.__version__,
        "partitions_def": editions,
        "freshness_policy": FRESH,
    }


def staged(table: Table) -> StagedDeclaration:
    """Return the declaration of the asset of a staged `table`: its meaning and columns are those of the contract."""
    return {
        **declaration(table.meaning, {"python", "parquet"}),
        "metadata": {"dagster/column_schema": column_schema(table), "dagster/table_name": table.name},
        "io_manager_key": STAGED,
    }


@contextmanager
def plain_failure() -> Iterator[None]:
    """Turn a UsageError into a failure that shows its sentence; trying again would not mend it."""
    try:
        yield
    except UsageError as error:
        raise dg.Failure(str(error), allow_retries=False) from None


def reason(failed_step: dg.DagsterEvent) -> str:
    """Return in a sentence why a step failed."""
    data = failed_step.step_failure_data
    failure, error = data.user_failure_data, data.error
    if failure is not None:
        return f"{failed_step.step_key}: {failure.description}"
    while error is not None and error.cause is not None:
        error = error.cause
    if error is not None and error.cls_name == dg.DagsterExecutionInterruptedError.__name__:
        return f"It was interrupted in {failed_step.step_key}; run again and it goes on where it ended."
    return f"{failed_step.step_key}: {error.message.strip() if error else failed_step.message}"
