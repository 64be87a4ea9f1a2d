"""The asset `claims`: the event claims of an edition's articles.

Belongs here: what an operator sees of coding. Does not: coding; that is `newsledger.extract`.
"""

from datetime import date
from typing import Any

import dagster as dg
import polars as pl

from newsledger import model
from newsledger.extract.batch import code_articles
from newsledger.extract.lexicon import use_overlay
from newsledger.progress import Progress
from newsledger.quality.doubts import add_doubts
from newsledger.recompute import claims_from
from newsledger.staging import read_staged, staged_lacks

from .about import asset, plain_failure, staged
from .resources import Installation
from .shown import counts, numbers, preview, share
from .stages import Made, stage_editions


@asset(staged(model.CLAIMS), deps=["articles"])
def claims(
    context: dg.AssetExecutionContext, installation: Installation, progress: dg.ResourceParam[Progress]
) -> dg.MaterializeResult[None]:
    """Code the articles of each edition, and mark the claims whose content is doubtful."""
    settings = installation.settings
    use_overlay(installation.configuration.lexicon)

    def code(edition: date, progress: Progress) -> Made:
        articles = read_staged(settings, "articles", edition)
        failures: dict[str, str] = {}
        frame = add_doubts(code_articles(articles, progress, on_failure=failures.__setitem__), articles)
        coded = articles.filter(pl.col("kind") == "article", pl.col("duplicate_of").is_null())
        notes = {
            **numbers({"uncoded_count": len(failures), "claims_per_article": share(frame.height, coded.height)}),
            "uncoded": dict(sorted(failures.items())[:20]),
        }
        return Made(frame, notes, is_final=not failures)

    with plain_failure():
        return stage_editions(
            context,
            model.CLAIMS,
            settings,
            progress,
            code,
            _shown,
            lacks=lambda edition: staged_lacks(settings, "articles", edition),
            made_from=lambda edition: claims_from(settings, edition),
        )


def _shown(frame: pl.DataFrame) -> dict[str, Any]:
    def filled_share(column: str) -> float:
        return share(frame[column].count(), frame.height)

    return {
        **numbers(
            {
                "claims_count": frame.height,
                "quoted_share": filled_share("speaker_text"),
                "quantified_share": filled_share("quantity_text"),
                "placed_share": filled_share("place_country"),
                "dated_share": filled_share("date_start"),
                "doubted_count": frame["doubts"].count(),
                "negated_share": share(frame.filter(pl.col("polarity") == "negated").height, frame.height),
            }
        ),
        "actions": counts(frame, "action"),
        "preview": preview(frame, ("speaker_text", "action", "object_text", "quantity_low", "place_name")),
    }
