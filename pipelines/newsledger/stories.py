"""The stories of a night's articles, settled against those that the ledger holds already.

Belongs here: which articles of the ledger a night's are held against, and which rows change by that. Does not: what a
copy is (`clean.duplicates`), what a revision changed (`edits`), making the version (`warehouse`).

The rule. An article is held against those of its own edition that precede it and those of the seven editions before,
and against the earlier revisions of its article and the originals that these were copied from. So what an edition says
depends on the editions up to it alone: a night changes nothing of the nights before. One that is run late changes the
copies among the nights after it, whose rows it brings along. In whatever order editions are run, one by one or many
at once, the ledger comes to hold the same; a row belongs to the earliest edition that brought it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import duckdb
import polars as pl

from newsledger import model
from newsledger.clean.duplicates import Hashes, mark, precedence, sketch
from newsledger.model import Table

Row = dict[str, Any]
Frames = Mapping[str, pl.DataFrame]

# A story is told again for a few days. The articles of these are sketched each night: 10,000 take some 5 seconds.
WINDOW = timedelta(days=7)

_STORY = ("story_id", "duplicate_of", "duplicate_share")
_COLUMNS = ("revision_id", "article_id", "edition", "published", "published_date", *_STORY)
_KNOWN = f"""
WITH near AS (
    SELECT revision_id, duplicate_of FROM articles
    WHERE kind = 'article' AND (edition >= $since OR article_id IN (SELECT article_id FROM tonight))
)
SELECT {", ".join(_COLUMNS)} FROM articles
WHERE kind = 'article' AND article_id NOT IN (SELECT unnest(article_ids) FROM redactions)
    AND revision_id IN (SELECT revision_id FROM near UNION ALL SELECT duplicate_of FROM near)
"""  # noqa: S608  (the names are the contract's)


def settle_stories(
    ledger: duckdb.DuckDBPyConnection, frames: Frames, editions: Collection[date]
) -> dict[str, pl.DataFrame]:
    """Return `frames`, the accepted rows of `editions`, with the stories and copies of their articles settled.

    Articles of other, later editions that change by that are added, with their claims as the ledger has them.
    """
    articles = frames["articles"]
    tonight = {row["revision_id"]: row for row in articles.filter(pl.col("kind") == "article").to_dicts()}
    known = _Known(ledger, tonight, editions)
    later = _whole_rows(ledger, model.ARTICLES, known.restated).to_dicts()
    rows = [row | known.story(row["revision_id"]) for row in [*tonight.values(), *later]]
    others = articles.filter(pl.col("kind") != "article")
    return {
        **frames,
        "articles": pl.concat([model.ARTICLES.frame(rows), others]),
        "claims": pl.concat([frames["claims"], _whole_rows(ledger, model.CLAIMS, known.restated)]),
    }


class _Known:
    """The articles that matter to a night, and of which later ones it changes the story: `restated`."""

    def __init__(self, ledger: duckdb.DuckDBPyConnection, tonight: dict[str, Row], editions: Collection[date]) -> None:
        self._ledger = ledger
        self._texts: dict[str, str] = {key: row["text"] for key, row in tonight.items()}
        self._sketches: dict[str, Hashes] = {}
        self.restated: list[str] = []
        ledger.register("tonight", model.ARTICLES.frame(list(tonight.values())))
        held = ledger.execute(_KNOWN, {"since": min(editions) - WINDOW}).pl().to_dicts()
        ledger.unregister("tonight")
        self._rows = {row["revision_id"]: row for row in held}
        gone = {key for key, row in self._rows.items() if row["edition"] in editions and key not in tonight}
        new = {key for key, row in tonight.items() if self._is_new(key, row["edition"], editions)}
        changed_on = {self._rows[key]["edition"] for key in gone} | {tonight[key]["edition"] for key in new}
        self._rows = {key: row for key, row in self._rows.items() if key not in gone}
        self._rows |= {key: {name: tonight[key][name] for name in _COLUMNS} for key in new}
        for row in self._rows.values():
            row["story_id"] = row["story_id"] or row["article_id"]  # null in versions that had no stories
        changed: date | None = None
        for day in sorted({row["edition"] for row in self._rows.values()} | {*editions}):
            if day in editions:
                if self._settle(day) or day in changed_on:
                    changed = day
            elif changed and day - changed <= WINDOW and (moved := self._settle(day)):
                self.restated += moved
                changed = day

    def _is_new(self, key: str, edition: date, editions: Collection[date]) -> bool:
        """Whether the ledger does not have `key`, or as that of an edition from which it moves to `edition`."""
        held = self._rows.get(key)
        return held is None or held["edition"] > edition or (held["edition"] in editions and held["edition"] < edition)

    def story(self, revision: str) -> Row:
        """Return the columns of the article that say which story it tells, and what it is a copy of."""
        return {name: self._rows[revision][name] for name in _STORY}

    def _settle(self, day: date) -> list[str]:
        """Settle the articles of `day`; return those whose story or original is another than it was."""
        own = sorted((row for row in self._rows.values() if row["edition"] == day), key=precedence)
        earlier = sorted(self._earlier(day, {row["article_id"] for row in own}), key=precedence)
        rows = [*earlier, *own]
        keys = [row["revision_id"] for row in rows]
        self._sketches |= {key: sketch(text) for key, text in self._read(set(keys) - self._sketches.keys())}

        def load(wanted: Iterable[int]) -> dict[int, str]:
            numbers = {keys[number]: number for number in wanted}
            return {numbers[key]: text for key, text in self._read(numbers)}

        before = [self.story(row["revision_id"]) for row in own]
        mark(rows, [self._sketches[key] for key in keys], load, len(earlier))
        return [
            row["revision_id"] for row, was in zip(own, before, strict=True) if self.story(row["revision_id"]) != was
        ]

    def _earlier(self, day: date, articles: set[str]) -> list[Row]:
        """Return the rows that those of `day` and its `articles` are held against."""
        earlier = {key: row for key, row in self._rows.items() if row["edition"] < day}
        near = {k for k, row in earlier.items() if row["edition"] >= day - WINDOW or row["article_id"] in articles}
        near |= {earlier[key]["duplicate_of"] for key in near} & earlier.keys()
        return [earlier[key] for key in near]

    def _read(self, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each revision with its text, from the ledger where tonight does not bring it."""
        absent = []
        for key in keys:
            if key in self._texts:
                yield key, self._texts[key]
            else:
                absent.append(key)
        if absent:
            self._ledger.register("absent", pl.DataFrame({"revision_id": absent}))
            found = self._ledger.execute("SELECT revision_id, text FROM articles SEMI JOIN absent USING (revision_id)")
            while batch := found.fetchmany(1000):
                yield from batch
            self._ledger.unregister("absent")


def _whole_rows(ledger: duckdb.DuckDBPyConnection, table: Table, revisions: list[str]) -> pl.DataFrame:
    """Return the live rows of `table` that belong to `revisions`."""
    if not revisions:
        return table.empty()
    ledger.register("asked", pl.DataFrame({"revision_id": revisions}))
    rows = ledger.execute(f"FROM {table.name} SEMI JOIN asked USING (revision_id)").pl()
    ledger.unregister("asked")
    return table.conform(rows)
