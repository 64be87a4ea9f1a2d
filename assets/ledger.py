"""The asset `ledger`: a new version of the published ledger, made of an edition's accepted rows.

Belongs here: what an operator sees of a version. Does not: the verdicts (`newsledger.quality`), publishing
(`newsledger.release`).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from newsledger.config import Settings
from newsledger.extract.lexicon import use_overlay
from newsledger.progress import Progress
from newsledger.quality.assessment import Assessment
from newsledger.quality.audit import EditionAudit, audit_edition
from newsledger.quality.many import audit_editions
from newsledger.quality.report import night_of, write_report
from newsledger.release import publish_edition, publish_editions, quality_in_words, refusal
from newsledger.staging import staged_lacks
from newsledger.warehouse import Published, versions

from .about import asset, declaration, plain_failure
from .checks import LEDGER_SUITES, results, results_of_range, specs
from .editions import editions_of
from .resources import Installation
from .shown import counts, markdown, numbers, share

VERSIONS_SHOWN = 10

DESCRIPTION = (
    "The published DuckDB file: one new version with the edition's accepted rows, or none if nothing is new. "
    "Rows that broke a critical expectation go to its quarantine table, whole."
)

# Of a backfill. A version costs a copy and a reading of the ledger, and the rows of so many editions fit into memory.
EDITIONS_A_VERSION = 32


@asset(
    declaration(DESCRIPTION, kinds={"duckdb"}),
    deps=["documents", "articles", "claims"],
    check_specs=[spec for suite in LEDGER_SUITES for spec in specs(suite)],
    metadata={"dagster/table_name": "ledger"},
    output_required=False,  # of several editions each is told as it is published
)
def ledger(
    context: dg.AssetExecutionContext, installation: Installation, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
    """Check each edition as a whole and publish what was accepted."""
    use_overlay(installation.configuration.lexicon)
    with plain_failure():
        editions = editions_of(context)
        made = (
            _one(editions[0], installation, progress)
            if len(editions) == 1
            else _many(context, editions, installation, progress)
        )
        yield from made


def _one(
    edition: date, installation: Installation, progress: Progress
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
    settings = installation.settings
    audited = audit_edition(edition, settings)
    if (why := refusal(audited)) is not None:
        yield from _results(audited, _report(edition, audited, _refused(why), False, settings))
    published = publish_edition(edition, audited, installation.configuration, settings, progress)
    report = _report(edition, audited, _outcome(published), True, settings)
    metadata = _metadata(published, [audited], settings) | {"report": dg.MetadataValue.path(report)}
    yield dg.MaterializeResult(metadata=metadata, check_results=list(_results(audited, report)))


def _results(audited: EditionAudit, report: Path) -> Iterator[dg.AssetCheckResult]:
    yield from results(audited.sources, audited.nights, report)
    yield from results(audited.ledger, audited.totals, report)


def _report(edition: date, audited: EditionAudit, outcome: str, succeeded: bool, settings: Settings) -> Path:
    return write_report(settings, night_of(audited, edition, outcome, succeeded), datetime.now(UTC))


def _outcome(published: Published | None) -> str:
    if published is None:
        return "Nothing new: the ledger stays as it was."
    opened, closed = sum(published.opened.values()), sum(published.closed.values())
    return f"Published version {published.version}: {opened:,} rows opened, {closed:,} closed."


def _refused(why: str) -> str:
    return f"Nothing is published, the ledger stays as it was. {why}"


def _many(
    context: dg.AssetExecutionContext, editions: Sequence[date], installation: Installation, progress: Progress
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
    """Publish the editions that may be, EDITIONS_A_VERSION at a time; those that may not stay as they were.

    Each edition that was published is told at once, so what is done is not lost with a run that is killed.
    """
    settings = installation.settings
    staged = [edition for edition in editions if not staged_lacks(settings, "claims", edition)]
    refused: dict[date, str] = {}
    assessments: dict[str, list[Assessment]] = {suite: [] for suite in LEDGER_SUITES}
    for start in range(0, len(staged), EDITIONS_A_VERSION):
        progress("publish", start, len(staged))
        chunk = staged[start : start + EDITIONS_A_VERSION]
        audited = dict(zip(chunk, audit_editions(chunk, settings), strict=True))
        for audit in audited.values():
            for assessment in (audit.sources, audit.ledger):
                assessments[assessment.table].append(assessment)
        stopped = {edition: why for edition, audit in audited.items() if (why := refusal(audit)) is not None}
        for edition, why in stopped.items():
            _report(edition, audited[edition], _refused(why), False, settings)
        refused |= stopped
        accepted = {edition: audit for edition, audit in audited.items() if edition not in stopped}
        if accepted:
            published = publish_editions(accepted, installation.configuration, settings)
            metadata = _metadata(published, [*accepted.values()], settings)
            for edition, audit in accepted.items():
                _report(edition, audit, _outcome(published), True, settings)
                context.log_event(dg.AssetMaterialization("ledger", partition=edition.isoformat(), metadata=metadata))
    progress("publish", len(staged), len(staged))
    for found in assessments.values():
        yield from results_of_range(found)
    if refused:
        first = min(refused)
        raise dg.Failure(
            f"{len(refused)} of {len(staged)} editions stay as they were: {', '.join(map(str, sorted(refused)))}. "
            f"Of {first}: {refused[first]}",
            allow_retries=False,
        )


def _metadata(published: Published | None, audits: Sequence[EditionAudit], settings: Settings) -> dict[str, Any]:
    opened = published.opened if published else {}
    closed = published.closed if published else {}
    changes = pl.DataFrame(
        [(table, rows, closed[table], published.total[table]) for table, rows in opened.items()] if published else [],
        schema={"table": pl.String, "opened": pl.Int64, "closed": pl.Int64, "total": pl.Int64},
        orient="row",
    )
    quarantined = pl.concat([audited.quarantined for audited in audits])
    rows_in = sum(audit.rows_in for audited in audits for audit in audited.tables.values())
    failed = sum(not o.passed for audited in audits for a in audited.assessments for o in a.outcomes)
    return {
        "outcome": f"published version {published.version}" if published else "nothing new: the ledger is as it was",
        "quality": quality_in_words(audits),
        **({"version": published.version} if published else {}),
        **numbers(
            {
                "rows_opened_count": sum(opened.values()),
                "rows_closed_count": sum(closed.values()),
                "rows_quarantined_count": quarantined.height,
                "rows_quarantined_share": share(quarantined.height, rows_in),
                "expectations_failed_count": failed,
                "ledger_megabytes": settings.ledger.stat().st_size / 1e6,
            }
        ),
        "changes": dg.MetadataValue.md(
            markdown(changes.filter(pl.col("opened") + pl.col("closed") > 0), changes.columns)
        ),
        "versions": dg.MetadataValue.md(_chart(versions(settings.ledger).head(VERSIONS_SHOWN))),
        "quarantine": counts(quarantined, "table_name", "reason"),
        "file": dg.MetadataValue.path(settings.ledger),
    }


def _chart(newest: pl.DataFrame) -> str:
    """Return versions as a table with a bar of the rows that each opened, in proportion to the greatest."""
    length = (10 * pl.col("opened") / pl.col("opened").max()).ceil().fill_nan(0).cast(pl.Int64)
    bar = pl.lit("█").repeat_by(length).list.join("")
    days = pl.col("editions")
    span = pl.when(days.list.len() < 2).then(days.list.first()).otherwise(days.list.min() + " … " + days.list.max())
    shown = newest.select("version", span.alias("editions"), "opened", "closed", bar.alias("opened rows"))
    return markdown(shown, shown.columns)
