"""The asset `claims`: the event claims of an edition's articles.

Belongs here: what an operator sees of coding. Does not: coding; that is `newsledger.extract`.
"""

import dagster as dg
import polars as pl

from newsledger import model
from newsledger.extract.batch import code_articles
from newsledger.extract.lexicon import use_overlay
from newsledger.progress import Progress
from newsledger.quality.doubts import add_doubts

from .about import staged
from .resources import Installation
from .shown import counts, numbers, preview, share


@dg.asset(**staged(model.CLAIMS))
def claims(
    articles: pl.DataFrame, installation: Installation, progress: dg.ResourceParam[Progress]
) -> dg.MaterializeResult[pl.DataFrame]:
    """Code the edition's articles, and mark the claims whose content is doubtful."""
    use_overlay(installation.configuration.lexicon)
    failures: dict[str, str] = {}
    frame = add_doubts(code_articles(articles, progress, on_failure=failures.__setitem__), articles)
    coded = articles.filter(pl.col("kind") == "article", pl.col("duplicate_of").is_null())

    def filled_share(column: str) -> float:
        return share(frame[column].count(), frame.height)

    return dg.MaterializeResult(
        value=frame,
        metadata={
            "dagster/partition_row_count": frame.height,
            **numbers(
                {
                    "claims_count": frame.height,
                    "uncoded_count": len(failures),
                    "claims_per_article": share(frame.height, coded.height),
                    "quoted_share": filled_share("speaker_text"),
                    "quantified_share": filled_share("quantity_text"),
                    "placed_share": filled_share("place_country"),
                    "dated_share": filled_share("date_start"),
                    "doubted_count": frame["doubts"].count(),
                    "negated_share": share(frame.filter(pl.col("polarity") == "negated").height, frame.height),
                }
            ),
            "uncoded": dict(sorted(failures.items())[:20]),
            "actions": counts(frame, "action"),
            "preview": preview(frame, ("speaker_text", "action", "object_text", "quantity_low", "place_name")),
        },
    )
