"""The frames that suites are checked on: a staged table with the facts of other tables joined to it.

Belongs here: the helper columns. Great Expectations looks at one frame at a time, so whatever crosses tables, or
compares dates, is turned into a column first. Does not: the expectations on them; those are in ``expectations/``.
"""

from collections.abc import Callable, Mapping

import polars as pl

from newsledger import model
from newsledger.fetch.visit import READABLE, Outcome
from newsledger.quality.doubts import DOUBTS
from newsledger.quality.geography import country_boxes

Related = Mapping[str, pl.DataFrame]  # accepted rows of the tables before, and the vocabularies

SOURCE_NIGHTS = model.SOURCE_NIGHTS.name

# One row per staged table: what the ledger would take in tonight. It is checked like a table of its own.
LEDGER = "ledger"
LEDGER_SCHEMA = pl.Schema(
    {
        "table_name": pl.String(),
        "rows_in": pl.Int64(),
        "rows_published": pl.Int64(),
        "rows_quarantined": pl.Int64(),
        "rows_accounted": pl.Int64(),  # published and quarantined together
        "quarantined_share": pl.Float64(),  # of rows_in; 0 of none
        "without_claims_share": pl.Float64(),  # of the articles that can give claims; null for other tables
    }
)

# Helper columns by table: name and what it says.
HELPERS: dict[str, dict[str, str]] = {
    "documents": {
        "is_readable": "true where a page came back whole, now or the last time, else null",
        "is_failed": "true where neither a readable page nor a listing came back, else null",
        "outcome_known": "true where the outcome is in the vocabulary, else null",
    },
    "articles": {
        "document_found": "true where the document is among the accepted ones, else null",
        "days_after_fetch": "days from the fetch to the publication date; positive: published later than fetched",
        "published_year": "year of publication",
        "is_archive_damaged": "true where its bytes could not be read in the archive, else null",
        "garbled_share": "share of characters that are signs of a wrongly decoded text",
        "opening": "first 300 characters of an article of under 150 words, where a wall or an error page shows",
    },
    "claims": {
        "article_found": "true where its revision is among the accepted articles, else null",
        "text_at_span": "what stands in the article at the claim's offsets; empty if nothing does",
        "evidence_length": "length of the evidence by its offsets",
        "days_after_publication": "days from publication to the first possible day of what is said to have happened",
        "date_year": "year of the first possible day",
        "is_outside_country": "true where the coordinates lie far outside the place's country, else null",
        "has_half_coordinates": "true where only one of latitude and longitude is there, else null",
        "has_unknown_doubt": "true where one of its doubts is not in the vocabulary, else null",
        **{f"has_{code}": f"true where it has the doubt {code}, else null" for code in DOUBTS},
    },
    SOURCE_NIGHTS: {
        "is_silent": "true where a source that used to bring pages brought none, else null",
        "is_tripled": "true where it is three times the usual, else null",
        "is_never_worked": "true where no listing was read and no page came in three nights or more, else null",
        "is_unusual": "true where it is otherwise far below or above the usual, else null",
    },
    LEDGER: {},
}

# What UTF-8 read as Windows-1252 or Latin-1 looks like ("â€™", "Ã©"), and bytes that could not be decoded at all.
_GARBLED = r"�|Ã[\x{80}-\x{BF}©¨ª«¤¶¼±³]|â€|Â[\x{A0}-\x{BF}]|Ð[\x{80}-\x{BF}°±²³´µ¶·¸¹º»¼½¾]"


def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns that an expectation on `table` may name: its own and the helpers."""
    own = LEDGER_SCHEMA if table == LEDGER else model.table(table).schema
    return (*own.names(), *HELPERS[table])


def key_of(table: str) -> str:
    """Return the name of the column whose values stand for the rows of `table`."""
    return "table_name" if table == LEDGER else model.table(table).key


def validation_frame(table: str, frame: pl.DataFrame, related: Related) -> pl.DataFrame:
    """Return `frame` with the helper columns of `table`, in its order; long texts are left out of claims."""
    checked = _BUILDERS[table](frame, related)
    return checked.select(columns_of(table))


def ledger_frame(counts: Mapping[str, tuple[int, int, int]], without_claims_share: float) -> pl.DataFrame:
    """Return the frame of the ledger's suite from (rows in, published, quarantined) of each staged table."""
    rows = [
        {
            "table_name": table,
            "rows_in": rows_in,
            "rows_published": published,
            "rows_quarantined": quarantined,
            "rows_accounted": published + quarantined,
            "quarantined_share": quarantined / rows_in if rows_in else 0.0,
            "without_claims_share": without_claims_share if table == "articles" else None,
        }
        for table, (rows_in, published, quarantined) in counts.items()
    ]
    return pl.DataFrame(rows, schema=LEDGER_SCHEMA, orient="row")


def _documents(frame: pl.DataFrame, related: Related) -> pl.DataFrame:
    return frame.with_columns(
        is_readable=_true_or_null(pl.col("outcome").is_in(list(READABLE))),
        is_failed=_true_or_null(~pl.col("outcome").is_in([*READABLE, Outcome.LISTED, Outcome.LISTING_DAMAGED])),
        outcome_known=_true_or_null(pl.col("outcome").is_in(list(Outcome))),
    )


def _articles(frame: pl.DataFrame, related: Related) -> pl.DataFrame:
    documents = related["documents"].select(
        "document_id", fetched_day=pl.col("fetched_at").dt.date(), document_found=pl.lit(True)
    )
    text = pl.col("text").fill_null("")
    garbled = text.str.count_matches(_GARBLED) / pl.max_horizontal(text.str.len_chars(), pl.lit(1))
    return frame.join(documents, on="document_id", how="left", maintain_order="left").with_columns(
        days_after_fetch=(pl.col("published_date") - pl.col("fetched_day")).dt.total_days(),
        published_year=pl.col("published_date").dt.year().cast(pl.Int64),
        is_archive_damaged=_true_or_null(pl.col("flags").list.contains("archive_damaged")),
        garbled_share=garbled.cast(pl.Float64),
        opening=pl.when(pl.col("words") < 150).then(text.str.slice(0, 300)),
    )


def _claims(frame: pl.DataFrame, related: Related) -> pl.DataFrame:
    articles = related["articles"].select(
        "revision_id", "published_date", article_title="title", article_text="text", article_found=pl.lit(True)
    )
    length = pl.col("evidence_end") - pl.col("evidence_start")
    source = pl.when(pl.col("evidence_field") == "title").then("article_title").otherwise("article_text")
    happened = pl.when(pl.col("modality") == "actual").then("date_start")
    is_inside = pl.col("place_lat").is_between("south", "north") & pl.col("place_lon").is_between("west", "east")
    joined = frame.join(articles, on="revision_id", how="left", maintain_order="left").join(
        country_boxes(), left_on="place_country", right_on="country", how="left", maintain_order="left"
    )
    return joined.with_columns(
        # A negative length or start would count from the end of the text and could match by chance.
        text_at_span=pl.when(length > 0, pl.col("evidence_start") >= 0)
        .then(source.str.slice(pl.col("evidence_start"), length))
        .fill_null(""),
        evidence_length=length,
        days_after_publication=(happened - pl.col("published_date")).dt.total_days(),
        date_year=pl.col("date_start").dt.year().cast(pl.Int64),
        is_outside_country=_true_or_null(~is_inside),
        has_half_coordinates=_true_or_null(pl.col("place_lat").is_null() != pl.col("place_lon").is_null()),
        has_unknown_doubt=_true_or_null(pl.col("doubts").list.eval(~pl.element().is_in(list(DOUBTS))).list.any()),
        **{f"has_{code}": _true_or_null(pl.col("doubts").list.contains(code)) for code in DOUBTS},
    )


def _source_nights(frame: pl.DataFrame, related: Related) -> pl.DataFrame:
    verdict = pl.col("verdict")
    return frame.with_columns(
        is_silent=_true_or_null(verdict == "silent"),
        is_tripled=_true_or_null(verdict == "tripled"),
        is_never_worked=_true_or_null(verdict == "never_worked"),
        is_unusual=_true_or_null(verdict.is_in(["low", "high"])),
    )


def _ledger(frame: pl.DataFrame, related: Related) -> pl.DataFrame:
    return frame


def _true_or_null(condition: pl.Expr) -> pl.Expr:
    return pl.when(condition).then(pl.lit(True))


_BUILDERS: dict[str, Callable[[pl.DataFrame, Related], pl.DataFrame]] = {
    "documents": _documents,
    "articles": _articles,
    "claims": _claims,
    SOURCE_NIGHTS: _source_nights,
    LEDGER: _ledger,
}
CHECKED = tuple(_BUILDERS)  # every table that has a suite, in the order in which they are checked
