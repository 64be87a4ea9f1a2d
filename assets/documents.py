"""The asset `documents`: what the sources gave in one edition.

Belongs here: what an operator sees of fetching. Does not: fetching; that is `newsledger.fetch`.
"""

import dagster as dg
import polars as pl

from newsledger import model
from newsledger.fetch.edition import fetch_edition
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import LISTING, PAGE, READABLE
from newsledger.progress import Progress

from .about import plain_failure, staged
from .editions import edition_of
from .resources import Installation
from .shown import counts, numbers, preview, share


class Fetching(dg.Config):
    """How to fetch. `refetch`: look at the sources again; by default, only if the edition is today's or unfinished."""

    refetch: bool | None = None


@dg.asset(
    **staged(model.DOCUMENTS),
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
) -> dg.MaterializeResult[pl.DataFrame]:
    """Fetch the edition."""
    with plain_failure():
        frame = fetch_edition(
            installation.configuration.sources,
            edition_of(context),
            installation.settings,
            progress,
            refetch=config.refetch,
            policy=policy,
        )
    pages = frame.filter(pl.col("role") == PAGE)
    readable = pages.filter(pl.col("outcome").is_in(READABLE))
    new = readable.filter(pl.col("outcome") == "fetched")
    return dg.MaterializeResult(
        value=frame,
        metadata={
            "dagster/partition_row_count": frame.height,
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
            "sources": counts(frame, "source", "role", "outcome"),
            "preview": preview(pages, ("source", "outcome", "url")),
        },
    )
