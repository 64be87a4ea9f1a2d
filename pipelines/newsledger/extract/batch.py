"""The `claims` of an edition, from its `articles`.

Belongs here: coding many articles, in several processes where they are many, and the frame. Does not: coding one
(`coder`), the processes (`newsledger.workers`), the contract of the rows (`model.CLAIMS`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from newsledger import model
from newsledger.extract.coder import Article, code, collecting_rarely
from newsledger.extract.lexicon import overlay, use_overlay
from newsledger.progress import Progress, silent
from newsledger.workers import Work, attempt, do_all, workers_are_kept

Row = dict[str, Any]

# The slowest of 136 real articles took 0.3 s.
SECONDS = 60.0
# So few characters are coded in this process: it takes 1 s, as long as a worker takes to read the lexicons.
INLINE_CHARACTERS = 300_000
# Rows kept as Python objects before they go into a frame, where they take a tenth of the memory.
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class _Failure:
    article: Article
    why: str


def _claims(article: Article) -> list[Row] | _Failure:
    with collecting_rarely():
        return code(article)


def _never_again(article: Article) -> None:
    """Nothing would make it faster."""


# Told the revision_id of an article that could not be coded, and why.
OnFailure = Callable[[str, str], None]


def code_articles(
    articles: pl.DataFrame,
    progress: Progress = silent,
    *,
    on_failure: OnFailure | None = None,
    processes: int | None = None,
    inline_characters: int = INLINE_CHARACTERS,
) -> pl.DataFrame:
    """Return the claims of the rows of `articles` that are articles, as a frame of `model.CLAIMS`.

    The claims of an article depend on nothing but its own row, and their order on nothing but that of the articles.
    `progress` is told of each article coded. An article that raises, kills its process or takes longer than SECONDS
    has no claims and is told to `on_failure`; RuntimeError if that is not given.
    """
    kept = articles.filter(pl.col("kind") == "article", pl.col("text").str.len_chars() > 0)
    work = Work(_claims, _Failure, _never_again, SECONDS, use_overlay, (overlay(),))
    tasks = (
        # Ids are of the revision: the same words in another revision are another claim.
        Article(row["revision_id"], row["text"], row["title"], row["published_date"])
        for row in kept.select("revision_id", "text", "title", "published_date").iter_rows(named=True)
    )
    few = (kept["characters"].sum() or 0) <= inline_characters and not workers_are_kept()
    coded = (attempt(work, task) for task in tasks) if few else do_all(work, tasks, processes)
    about = kept.select("revision_id", "article_id", "edition")
    frames, rows = [model.CLAIMS.empty()], list[Row]()
    progress("code", 0, kept.height)
    for number, (batch, claims) in enumerate(zip(about.iter_rows(named=True), coded, strict=True), 1):
        if isinstance(claims, _Failure):
            if on_failure is None:
                raise RuntimeError(f"The article {claims.article.id} cannot be coded: {claims.why}")
            on_failure(claims.article.id, claims.why)
        else:
            rows += (claim | batch for claim in claims)
        if len(rows) >= _ROWS_AT_ONCE:
            frames.append(model.CLAIMS.frame(rows))
            rows = []
        progress("code", number, kept.height)
    return pl.concat([*frames, model.CLAIMS.frame(rows)])
