"""Running a suite with Great Expectations, and reading its answer without its traps.

Belongs here: everything that knows Great Expectations; it is imported inside `run_suite` because the import
takes 4 to 10 s. Does not: what a suite says (`suites`), what follows from an outcome (`assessment`).
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from newsledger.errors import usage_error
from newsledger.quality.suites import Expectation, Suite


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one expectation found. `failing_keys` are all keys that broke it, each once, in the frame's order."""

    expectation: Expectation
    passed: bool
    evaluated: int  # rows
    unexpected: int  # rows
    failing_keys: tuple[str, ...]
    error: str | None  # why it could not be run; then `passed` is False

    @property
    def stops(self) -> bool:
        """Whether nothing may be published: it says abort, or a critical expectation could not be run at all."""
        if self.error is not None and self.expectation.severity == "critical":
            return True
        return not self.passed and self.expectation.action == "abort"


def run_suite(
    suite: Suite, frame: pl.DataFrame, key: str, values: Mapping[str, Sequence[Any]], docs: Path | None = None
) -> list[Outcome]:
    """Return the outcome of each expectation of `suite` on `frame`, in the suite's order.

    `key` names the column whose values stand for rows; `values` gives the values of each ``table.column`` that a
    value set refers to. With `docs`, a folder, Great Expectations writes its own pages about the run there. What
    cannot be run is an outcome with an error, not an exception. UsageError: Great Expectations cannot be imported.
    """
    try:
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig
    except ImportError as error:
        raise usage_error(
            f"Nothing can be checked, and so nothing published: Great Expectations cannot be imported ({error})",
            "Install it with `make run` or `pip install newsledger`, then run the edition again.",
        ) from None

    expectations = [
        {
            "type": e.type,
            "kwargs": _gx_kwargs(e, values),
            "severity": e.severity,
            "meta": {"id": e.id},
        }
        for e in suite.expectations
    ]
    with _quiet():
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        gx_suite = context.suites.add(gx.ExpectationSuite(name=suite.suite, expectations=expectations))
        batches = context.data_sources.add_pandas("staged").add_dataframe_asset(suite.suite)
        definition = context.validation_definitions.add(
            gx.ValidationDefinition(
                name=suite.suite, data=batches.add_batch_definition_whole_dataframe("edition"), suite=gx_suite
            )
        )
        rows = {"dataframe": frame.to_pandas(use_pyarrow_extension_array=True)}
        form = {"result_format": "COMPLETE", "unexpected_index_column_names": [key]}
        if docs is None:
            answer = definition.run(batch_parameters=rows, result_format=form)
        else:
            context.add_data_docs_site(site_name="docs", site_config=_site(docs))
            checkpoint = gx.Checkpoint(name=suite.suite, validation_definitions=[definition], result_format=form)
            (answer,) = context.checkpoints.add(checkpoint).run(batch_parameters=rows).run_results.values()
            context.build_data_docs(site_names=["docs"])
    results = {config.meta["id"]: result for result in answer.results if (config := result.expectation_config)}
    return [_outcome(e, results.get(e.id), key, frame.height) for e in suite.expectations]


def _site(folder: Path) -> Any:
    return {
        "class_name": "SiteBuilder",
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.absolute())},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }


def _gx_kwargs(expectation: Expectation, values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    from great_expectations.expectations.row_conditions import Column

    kwargs = dict(expectation.kwargs)
    if isinstance(reference := kwargs.get("value_set"), str):
        kwargs["value_set"] = list(values[reference])
    if where := expectation.where:
        column = Column(where.column)
        kwargs["row_condition"] = column.is_not_null() if where.equals is None else column == where.equals
    return kwargs


def _outcome(expectation: Expectation, result: Any, key: str, rows: int) -> Outcome:
    if result is None:
        return Outcome(expectation, False, rows, 0, (), "Great Expectations left it out of its answer")
    # Depending on where it was raised, an exception is told flat or under an id; success is then merely False.
    if result.exception_info.get("raised_exception") is not False:
        return Outcome(expectation, False, rows, 0, (), _exception_message(result.exception_info))
    failing = dict.fromkeys(str(entry[key]) for entry in result.result.get("unexpected_index_list") or ())
    # Nulls are skipped by every expectation but the two about nulls, which do not report a missing count.
    evaluated = result.result.get("element_count", rows) - (result.result.get("missing_count") or 0)
    unexpected = result.result.get("unexpected_count", 0 if result.success else rows)
    return Outcome(expectation, bool(result.success), evaluated, unexpected, tuple(failing), None)


def _exception_message(info: Mapping[str, Any]) -> str:
    if "exception_message" in info:
        return str(info["exception_message"])
    return "; ".join(sorted({str(nested["exception_message"]) for nested in info.values()}))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep its log lines, which repeat what the outcomes say, out of the run's."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
