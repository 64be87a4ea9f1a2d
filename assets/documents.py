"""The asset `documents`: what the sources gave in one edition.

Belongs here: what an operator sees of fetching, and that only a run of one edition may ask the web. Does not: fetching;
that is `newsledger.fetch`.
"""

from datetime import date
from typing import Any

import dagster as dg
import polars as pl

from newsledger import model
from newsledger.fetch.edition import archive_lacks, archived_edition, fetch_edition
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import GOOD, LISTING, PAGE, READABLE, Outcome
from newsledger.progress import Progress

from .about import asset, plain_failure, staged
from .editions import editions_of
from .resources import Installation
from .shown import counts, markdown, numbers, preview, share
from .stages import Made, stage_editions


class Fetching(dg.Config):
    """How to fetch. `refetch`: look at the sources again; by default, only if the edition is today's or unfinished.

    `archive_only`: ask nobody, whatever is missing; a run of several editions never does.
    """

    refetch: bool | None = None
    archive_only: bool = False


@asset(
    staged(model.DOCUMENTS),
    # The only step whose failure may pass by itself. Single pages are retried by the fetcher; this is for the rest,
    # such as a data folder on a disk that is away for a moment.
    retry_policy=dg.RetryPolicy(max_retries=2, delay=60, backoff=dg.Backoff.EXPONENTIAL),
)
def documents(
    context: dg.AssetExecutionContext,
    config: Fetching,
    installation: Installation,
    progress: dg.ResourceParam[Progress],
    policy: dg.ResourceParam[FetchPolicy],
) -> dg.MaterializeResult[None]:
    """Fetch the edition; of several, index what the archive has."""
    settings, sources = installation.settings, installation.configuration.sources

    def index(edition: date, progress: Progress) -> Made:
        return Made(archived_edition(sources, edition, settings), {})

    def fetch(edition: date, progress: Progress) -> Made:
        return Made(
            fetch_edition(sources, edition, settings, progress, refetch=config.refetch, policy=policy),
            {},
        )

    with plain_failure():
        from_archive = config.archive_only or len(editions_of(context)) > 1
        return stage_editions(
            context,
            model.DOCUMENTS,
            settings,
            progress,
            index if from_archive else fetch,
            _shown,
            lacks=lambda edition: archive_lacks(settings, edition),
        )


def _shown(frame: pl.DataFrame) -> dict[str, Any]:
    pages = frame.filter(pl.col("role") == PAGE)
    readable = pages.filter(pl.col("outcome").is_in(READABLE))
    new = readable.filter(pl.col("outcome") == "fetched")
    return {
        **numbers(
            {
                "listings_count": frame.filter(pl.col("role") == LISTING).height,
                "pages_count": pages.height,
                "pages_new_count": new.height,
                "pages_unchanged_count": readable.height - new.height,
                "pages_failed_count": pages.height - readable.height,
                "pages_failed_share": share(pages.height - readable.height, pages.height),
                "new_megabytes": float(new["bytes"].sum() or 0) / 1e6,
            }
        ),
        "sources": _sources(frame),
        "failures": counts(frame.filter(_is_failed()), "source", "role", "outcome"),
        "preview": preview(pages, ("source", "outcome", "url")),
    }


def _is_failed() -> pl.Expr:
    return ~pl.col("outcome").is_in(GOOD)


def _sources(frame: pl.DataFrame) -> dg.MarkdownMetadataValue:
    """Return a table of the sources, those with most failures first: pages fetched, unchanged and failed, listings."""
    is_page, is_new, is_failed = pl.col("role") == PAGE, pl.col("outcome") == Outcome.FETCHED, _is_failed()
    sources = frame.group_by("source").agg(
        fetched=(is_page & is_new).sum(),
        unchanged=(is_page & ~is_new & ~is_failed).sum(),
        failed=(is_page & is_failed).sum(),
        listings_read=(~is_page & ~is_failed).sum(),
        listings_failed=(~is_page & is_failed).sum(),
    )
    ordered = sources.sort("listings_failed", "failed", "source", descending=[True, True, False])
    return dg.MetadataValue.md(markdown(ordered, ordered.columns))
