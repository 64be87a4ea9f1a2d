"""The asset `ledger`: a new version of the published ledger, made of an edition's accepted rows.

Belongs here: what an operator sees of a version. Does not: the verdicts (`newsledger.quality`), publishing
(`newsledger.release`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import polars as pl

from newsledger.config import Settings
from newsledger.extract.lexicon import use_overlay
from newsledger.progress import Progress
from newsledger.quality.audit import EditionAudit, audit_edition
from newsledger.release import publish_edition
from newsledger.warehouse import Published, versions

from .about import declaration, plain_failure
from .checks import LEDGER_SUITES, results, specs
from .editions import edition_of
from .resources import Installation
from .shown import counts, markdown, numbers, share

VERSIONS_SHOWN = 10

DESCRIPTION = (
    "The published DuckDB file: one new version with the edition's accepted rows, or none if nothing is new. "
    "Rows that broke a critical expectation go to its quarantine table, whole."
)


@dg.asset(
    **declaration(DESCRIPTION, kinds={"duckdb"}),
    deps=["documents", "articles", "claims"],
    check_specs=[spec for suite in LEDGER_SUITES for spec in specs(suite)],
    metadata={"dagster/table_name": "ledger"},
)
def ledger(
    context: dg.AssetExecutionContext, installation: Installation, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
    """Check the edition as a whole and publish what was accepted."""
    edition, settings = edition_of(context), installation.settings
    configuration = installation.configuration
    use_overlay(configuration.lexicon)
    with plain_failure():
        audited = audit_edition(edition, settings)
        if audited.stopping:
            yield from _results(audited)
        published = publish_edition(edition, audited, configuration, settings, progress)
    yield dg.MaterializeResult(metadata=_metadata(published, audited, settings), check_results=list(_results(audited)))


def _results(audited: EditionAudit) -> Iterator[dg.AssetCheckResult]:
    yield from results(audited.sources)
    yield from results(audited.ledger)


def _metadata(published: Published | None, audited: EditionAudit, settings: Settings) -> dict[str, Any]:
    opened = published.opened if published else {}
    closed = published.closed if published else {}
    changes = pl.DataFrame(
        [(table, rows, closed[table], published.total[table]) for table, rows in opened.items()] if published else [],
        schema={"table": pl.String, "opened": pl.Int64, "closed": pl.Int64, "total": pl.Int64},
        orient="row",
    )
    quarantined, rows_in = audited.quarantined, sum(audit.rows_in for audit in audited.tables.values())
    return {
        "outcome": f"published version {published.version}" if published else "nothing new: the ledger is as it was",
        "quality": audited.in_words,
        **({"version": published.version} if published else {}),
        **numbers(
            {
                "rows_opened_count": sum(opened.values()),
                "rows_closed_count": sum(closed.values()),
                "rows_quarantined_count": quarantined.height,
                "rows_quarantined_share": share(quarantined.height, rows_in),
                "expectations_failed_count": sum(not o.passed for a in audited.assessments for o in a.outcomes),
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
