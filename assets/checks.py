"""The asset checks: every expectation of the suites is one.

Belongs here: how an expectation becomes a check and an outcome its result. A check blocks what comes after it
exactly where its action is abort; rows that a quarantine expectation found are taken out later, by `ledger`. Checks
read the staged files, so they can be executed again, all or one, without fetching, cleaning or coding again: a run for
no edition, which the buttons on the page of an asset's checks start, checks the newest one. Does not: what is checked;
that is in ``expectations/``.
"""

from collections.abc import Iterator
from datetime import date

import dagster as dg

from newsledger import model
from newsledger.config import Settings
from newsledger.progress import Progress
from newsledger.quality.assessment import SAMPLE_KEYS, Assessment
from newsledger.quality.audit import audit
from newsledger.quality.suites import Expectation, load_suite
from newsledger.quality.validation import LEDGER, SOURCE_NIGHTS
from newsledger.staging import newest_edition

from .about import plain_failure
from .editions import edition_of
from .resources import Installation
from .shown import numbers, share

# Which asset shows the checks of a suite that is no asset of its own.
_SHOWN_BY = {SOURCE_NIGHTS: LEDGER}
LEDGER_SUITES = (SOURCE_NIGHTS, LEDGER)


def asset_of(suite: str) -> str:
    """Return the asset that shows the checks of `suite`."""
    return _SHOWN_BY.get(suite, suite)


def expectation_of(asset: str, check: str) -> tuple[str, Expectation]:
    """Return the suite and the expectation behind the check of an asset."""
    return next(
        (suite, expectation)
        for suite in (LEDGER_SUITES if asset == LEDGER else (asset,))
        for expectation in load_suite(suite).expectations
        if expectation.id == check
    )


def specs(table: str) -> list[dg.AssetCheckSpec]:
    """Return a check for each expectation on `table`."""
    return [_spec(table, expectation) for expectation in load_suite(table).expectations]


def _spec(table: str, expectation: Expectation) -> dg.AssetCheckSpec:
    # Not partitioned, though the assets are: Dagster offers no button to execute one partitioned check again.
    return dg.AssetCheckSpec(
        name=expectation.id,
        asset=asset_of(table),
        description=f"Protects from: {expectation.protects_from} If it fails: {expectation.action}.",
        blocking=expectation.action == "abort",
        metadata={"type": expectation.type, "action": expectation.action, "severity": expectation.severity},
    )


def results(assessment: Assessment) -> Iterator[dg.AssetCheckResult]:
    """Yield the check result of each outcome of `assessment`."""
    for outcome in assessment.outcomes:
        severity = dg.AssetCheckSeverity
        yield dg.AssetCheckResult(
            asset_key=asset_of(assessment.table),
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
                "edition": assessment.edition.isoformat(),
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
            assessment = audit(table, _edition(context, table, installation.settings), installation.settings).assessment
        progress("check", position + 1, number)
        wanted = {key.name for key in context.selected_asset_check_keys}
        yield from (result for result in results(assessment) if result.check_name in wanted)

    return run


def _edition(context: dg.AssetCheckExecutionContext, table: str, settings: Settings) -> date:
    return edition_of(context) if context.has_partition_key else newest_edition(settings, table)
