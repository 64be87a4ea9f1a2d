"""The asset checks: every expectation of the suites is one.

Belongs here: how an expectation becomes a check and an outcome its result. A check blocks what comes after it
exactly where its action is abort; rows that a quarantine expectation found are taken out later, by `ledger`. Checks
read the staged files, so their step can be executed again, from the page of a run, without fetching, cleaning or
coding again. Does not: what is checked; that is in ``expectations/``.
"""

import warnings
from collections.abc import Iterator

import dagster as dg

from newsledger import model
from newsledger.progress import Progress
from newsledger.quality.assessment import SAMPLE_KEYS, Assessment
from newsledger.quality.audit import audit
from newsledger.quality.suites import Expectation, load_suite

from .about import plain_failure
from .editions import edition_of, editions
from .resources import Installation
from .shown import numbers, share


def specs(table: str) -> list[dg.AssetCheckSpec]:
    """Return a check for each expectation on `table`."""
    return [_spec(table, expectation) for expectation in load_suite(table).expectations]


def _spec(table: str, expectation: Expectation) -> dg.AssetCheckSpec:
    with warnings.catch_warnings():
        # Without partitions the page of a check would not say of which edition its result is.
        warnings.filterwarnings("ignore", "Specifying a partitions_def on an AssetCheckSpec", dg.PreviewWarning)
        return dg.AssetCheckSpec(
            name=expectation.id,
            asset=table,
            description=f"Protects from: {expectation.protects_from} If it fails: {expectation.action}.",
            blocking=expectation.action == "abort",
            partitions_def=editions,
            metadata={"type": expectation.type, "action": expectation.action, "severity": expectation.severity},
        )


def results(assessment: Assessment) -> Iterator[dg.AssetCheckResult]:
    """Yield the check result of each outcome of `assessment`."""
    for outcome in assessment.outcomes:
        severity = dg.AssetCheckSeverity
        yield dg.AssetCheckResult(
            asset_key=assessment.table,
            check_name=outcome.expectation.id,
            passed=outcome.passed,
            severity=severity.ERROR if outcome.expectation.severity == "critical" else severity.WARN,
            description=outcome.error,
            metadata={
                **numbers(
                    {
                        "evaluated_rows": outcome.evaluated,
                        "unexpected_rows": outcome.unexpected,
                        "unexpected_share": share(outcome.unexpected, outcome.evaluated),
                    }
                ),
                "failing_keys": dg.MetadataValue.json(list(outcome.failing_keys[:SAMPLE_KEYS])),
                "action": outcome.expectation.action,
            },
        )


def checks() -> list[dg.AssetChecksDefinition]:
    """Return the checks of each staged table, one step a table."""
    return [_checks_of(table.name) for table in model.STAGED]


def _checks_of(table: str) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(
        name=f"{table}_checks",
        specs=specs(table),
        description=f"The suite expectations/{table}.yaml.",
        can_subset=True,  # a run can ask for one check alone
    )
    def run(
        context: dg.AssetCheckExecutionContext, installation: Installation, progress: dg.ResourceParam[Progress]
    ) -> Iterator[dg.AssetCheckResult]:
        position, number = [t.name for t in model.STAGED].index(table), len(model.STAGED)
        progress("check", position, number)
        with plain_failure():
            assessment = audit(table, edition_of(context), installation.settings).assessment
        progress("check", position + 1, number)
        wanted = {key.name for key in context.selected_asset_check_keys}
        yield from (result for result in results(assessment) if result.check_name in wanted)

    return run
