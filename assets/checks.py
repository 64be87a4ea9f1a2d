"""The asset checks: every expectation of the suites is one.

Belongs here: how an expectation becomes a check and an outcome its result. A check blocks what comes after it
exactly where its action is abort; rows that a quarantine expectation found are taken out later, by `ledger`. Checks
read the staged files, so they can be executed again, all or one, without fetching, cleaning or coding again: a run for
no edition, which the buttons on the page of an asset's checks start, checks the newest one. Does not: what is checked;
that is in ``expectations/``.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import polars as pl

from newsledger import model
from newsledger.progress import Progress
from newsledger.quality.assessment import SAMPLE_KEYS, Assessment
from newsledger.quality.audit import audit
from newsledger.quality.many import audit_many
from newsledger.quality.report import report_path, stopped_night, write_report
from newsledger.quality.runner import Outcome
from newsledger.quality.suites import Expectation, load_suite
from newsledger.quality.validation import LEDGER, SOURCE_NIGHTS
from newsledger.quality.words import rows_in_words
from newsledger.staging import newest_edition, staged_lacks

from .about import plain_failure
from .editions import editions_of
from .resources import Installation
from .shown import MARKDOWN_CHARACTERS, escaped, numbers, share, unescaped

EXAMPLES = 5  # failing rows in words
_ITEM = "- "

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


def results_of_range(assessments: Sequence[Assessment]) -> Iterator[dg.AssetCheckResult]:
    """Yield one check result an expectation over several editions, as Dagster has room for one in a run.

    It blocks nothing: what must not be published is left out by `ledger`, an edition at a time. What was found in each
    edition is in ``quality_results``.
    """
    for outcomes in zip(*(assessment.outcomes for assessment in assessments), strict=True):
        expectation = outcomes[0].expectation
        failing = [(a.edition, o) for a, o in zip(assessments, outcomes, strict=True) if not o.passed]
        evaluated, unexpected = sum(o.evaluated for o in outcomes), sum(o.unexpected for o in outcomes)
        yield dg.AssetCheckResult(
            asset_key=asset_of(assessments[0].table),
            check_name=expectation.id,
            passed=not failing,
            severity=dg.AssetCheckSeverity.WARN,
            description=next((o.error for _, o in failing if o.error), None),
            metadata={
                **numbers(
                    {
                        "evaluated_rows": evaluated,
                        "unexpected_rows": unexpected,
                        "unexpected_share": share(unexpected, evaluated),
                        "editions_count": len(outcomes),
                        "failing_editions_count": len(failing),
                    }
                ),
                "failing_editions": dg.MetadataValue.json([f"{edition}" for edition, _ in failing]),
                "failing_keys": dg.MetadataValue.json([k for _, o in failing for k in o.failing_keys][:SAMPLE_KEYS]),
                "action": expectation.action,
            },
        )


def results(assessment: Assessment, frame: pl.DataFrame, report: Path) -> Iterator[dg.AssetCheckResult]:
    """Yield the check result of each outcome of `assessment`, which is of `frame`; `report` is the night's page."""
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
                "examples": dg.MetadataValue.md(_examples(assessment.table, frame, outcome)),
                "report": dg.MetadataValue.path(report),
                "action": outcome.expectation.action,
                "edition": assessment.edition.isoformat(),
            },
        )


def examples_told(evaluation: dg.AssetCheckEvaluation) -> tuple[str, ...]:
    """Return the examples of failing rows, in words, that a check's result shows; none of several editions."""
    told = evaluation.metadata.get("examples")
    lines = told.value.splitlines() if isinstance(told, dg.MarkdownMetadataValue) and told.value else []
    return tuple(unescaped(line.removeprefix(_ITEM)) for line in lines if line.startswith(_ITEM))


def _examples(table: str, frame: pl.DataFrame, outcome: Outcome) -> str:
    lines = [_ITEM + escaped(words) for words in rows_in_words(table, frame, outcome.failing_keys[:EXAMPLES])]
    while lines and len("\n".join(lines)) > MARKDOWN_CHARACTERS:
        lines.pop()
    return "\n".join(lines) or "none"


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
        with plain_failure():
            settings = installation.settings
            editions = editions_of(context) or [newest_edition(settings, table)]
            if len(editions) == 1:
                progress("check", position, number)
                audited = audit(table, editions[0], settings)
                if audited.assessment.stopping:
                    write_report(settings, stopped_night(table, editions[0], settings), datetime.now(UTC))
                found = results(audited.assessment, audited.frame, report_path(settings, editions[0]))
                progress("check", position + 1, number)
            else:
                staged = [edition for edition in editions if not staged_lacks(settings, table, edition)]
                found = results_of_range(list(audit_many(table, staged, settings, progress)))
        wanted = {key.name for key in context.selected_asset_check_keys}
        yield from (result for result in found if result.check_name in wanted)

    return run
