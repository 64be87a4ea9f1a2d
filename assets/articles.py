"""The asset `articles`: the clean text of an edition's documents.

Belongs here: what an operator sees of cleaning. Does not: cleaning; that is `newsledger.clean`.
"""

from datetime import date
from typing import Any

import dagster as dg
import polars as pl

from newsledger import model
from newsledger.clean import clean_documents
from newsledger.fetch.edition import archive_lacks
from newsledger.progress import Progress
from newsledger.recompute import articles_from
from newsledger.staging import read_staged, staged_lacks

from .about import asset, plain_failure, staged
from .resources import Installation
from .shown import counts, median, numbers, preview, share
from .stages import Made, stage_editions

# Flags of pages that may come whole the next time: read on a busy machine, or while the archive was not all there.
_PASSING = ["extract_timeout", "archive_damaged"]


@asset(staged(model.ARTICLES), deps=["documents"])
def articles(
    context: dg.AssetExecutionContext, installation: Installation, progress: dg.ResourceParam[Progress]
) -> dg.MaterializeResult[None]:
    """Clean the documents of each edition."""
    settings = installation.settings
    probed = {source.name for source in installation.configuration.sources if source.is_probed}

    def clean(edition: date, progress: Progress) -> Made:
        documents = read_staged(settings, "documents", edition)
        frame = clean_documents(documents, settings.home, progress, probed=probed)
        return Made(frame, {}, is_final=not frame["flags"].explode().is_in(_PASSING).any())

    with plain_failure():
        return stage_editions(
            context,
            model.ARTICLES,
            settings,
            progress,
            clean,
            _shown,
            lacks=lambda edition: archive_lacks(settings, edition) or staged_lacks(settings, "documents", edition),
            made_from=lambda edition: articles_from(settings, edition, probed),
        )


def _shown(frame: pl.DataFrame) -> dict[str, Any]:
    readable = frame.filter(pl.col("kind") == "article")
    return {
        **numbers(
            {
                "articles_count": readable.height,
                "articles_share": share(readable.height, frame.height),
                "skipped_count": frame.filter(pl.col("kind") == "skipped").height,
                "duplicates_count": readable["duplicate_of"].count(),
                "undated_share": share(readable["published_date"].null_count(), readable.height),
                "words_median": median(readable["words"]),
                "flagged_share": share(readable.filter(pl.col("flags").list.len() > 0).height, readable.height),
            }
        ),
        "kinds": counts(frame, "source", "kind"),
        "preview": preview(readable, ("source", "published_date", "title", "words")),
    }
