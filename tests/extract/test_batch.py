"""Coding many articles: the same rows in the same order, however many processes share the work."""

import os
from datetime import date

import polars as pl
import pytest

from newsledger import model
from newsledger.extract import batch
from newsledger.extract.batch import code_articles

TEXT = "The army shot down {n} drones over Kharkiv on Monday, the governor said. Two people were killed."


def articles(*texts: str) -> pl.DataFrame:
    rows = [
        {
            "revision_id": f"{n:032x}",
            "article_id": f"{n:032x}",
            "edition": date(2025, 5, 26),
            "kind": "article",
            "text": text,
            "characters": len(text),
            "published_date": date(2025, 5, 26),
        }
        for n, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=model.ARTICLES.schema)


@pytest.mark.parametrize("rows_at_once", [3, 5_000])
def test_processes_and_batches_change_no_row(rows_at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    given = articles(*(TEXT.format(n=n) for n in range(12)))
    here = code_articles(given)
    monkeypatch.setattr(batch, "_ROWS_AT_ONCE", rows_at_once)
    told: list[tuple[str, int, int | None]] = []
    shared = code_articles(given, lambda *step: told.append(step), processes=2, inline_characters=0)
    assert here.height >= 24
    assert shared.equals(here)
    assert told == [("code", n, 12) for n in range(13)]


class Deadly(str):
    """A text that ends the process which reads it, as a fault in a C library would."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_an_article_that_breaks_the_coder_is_told_and_the_others_are_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    given = articles(*(TEXT.format(n=n) for n in range(3)))
    real = batch.Article
    monkeypatch.setattr(
        batch, "Article", lambda id_, text, *rest: real(id_, Deadly(text) if " 1 " in text else text, *rest)
    )
    failures: dict[str, str] = {}
    frame = code_articles(given, on_failure=failures.__setitem__, processes=1, inline_characters=0)
    assert failures == {f"{1:032x}": "its process died"}
    assert set(frame["revision_id"]) == {f"{0:032x}", f"{2:032x}"}
    with pytest.raises(RuntimeError, match=f"{1:032x} cannot be coded"):
        code_articles(given, processes=1, inline_characters=0)


def test_no_articles_give_no_claims() -> None:
    assert code_articles(articles()).equals(model.CLAIMS.empty())
