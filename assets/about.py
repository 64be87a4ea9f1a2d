"""What all assets have in common.

Belongs here: the arguments every asset is declared with, how an error of a user becomes a failed step, and what is
said of one. Does not: what an asset makes or shows.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypedDict

import dagster as dg

import newsledger
from newsledger.errors import UsageError
from newsledger.model import Table

from .editions import editions
from .shown import column_schema

OWNER = "team:newsledger"
GROUP = "nightly"

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
    backfill_policy: dg.BackfillPolicy


class StagedDeclaration(Declaration):
    """Those of an asset that is a staged table."""

    metadata: dict[str, dg.TableSchema | str]


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
        # A range of editions is one run, with one pool of workers; from the archive alone (`documents`).
        "backfill_policy": dg.BackfillPolicy.single_run(),
    }


def staged(table: Table) -> StagedDeclaration:
    """Return the declaration of the asset of a staged `table`: its meaning and columns are those of the contract."""
    return {
        **declaration(table.meaning, {"python", "parquet"}),
        "metadata": {"dagster/column_schema": column_schema(table), "dagster/table_name": table.name},
    }


def asset(declared: Declaration, **more: Any) -> Callable[[Callable[..., Any]], dg.AssetsDefinition]:
    """Return the decorator of an asset that is `declared`, with whatever `more` it alone has."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Parameter `backfill_policy`", dg.BetaWarning)
        decorator: Callable[[Callable[..., Any]], dg.AssetsDefinition] = dg.asset(**declared, **more)
        return decorator


@contextmanager
def plain_failure() -> Iterator[None]:
    """Turn a UsageError into a failure that shows its sentence; trying again would not mend it."""
    try:
        yield
    except UsageError as error:
        raise dg.Failure(str(error), allow_retries=False) from None


def first_failure(result: dg.ExecuteInProcessResult) -> str:
    """Return in a sentence why a run that did not succeed failed: the error of its first failed step."""
    failed_steps = result.get_step_failure_events()
    return reason(failed_steps[0]) if failed_steps else "The run failed before its first step."


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
