"""The asset `articles`: the clean text of an edition's documents.

Belongs here: what an operator sees of cleaning. Does not: cleaning; that is `newsledger.clean`.
"""

import dagster as dg
import polars as pl

from newsledger import model
from newsledger.clean import clean_documents
from newsledger.progress import Progress

from .about import staged
from .resources import Installation
from .shown import counts, median, numbers, preview, share


@dg.asset(**staged(model.ARTICLES))
def articles(
    documents: pl.DataFrame, installation: Installation, progress: dg.ResourceParam[Progress]
) -> dg.MaterializeResult[pl.DataFrame]:
    """Clean the edition's documents."""
    probed = {source.name for source in installation.configuration.sources if source.is_probed}
    frame = clean_documents(documents, installation.settings.home, progress, probed=probed)
    readable = frame.filter(pl.col("kind") == "article")
    return dg.MaterializeResult(
        value=frame,
        metadata={
            "dagster/partition_row_count": frame.height,
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
        },
    )
