"""An article is shown with what was kept of its page, what was cut and why, and the claims that it gave."""

import json
from pathlib import Path
from typing import Any

import pytest
from ledger_rows import D1, NOW, article, claim, document, frames, hex_id, night, row

from newsledger import model, show
from newsledger.errors import UsageError
from newsledger.show.traces import traced_article
from newsledger.trace_article import trace_article
from newsledger.warehouse import connect, publish, query

CUT = [{"text": "READ NEXT: Forty dead in blast", "rule": "related"}, {"text": "Explained in maps", "rule": "repeated"}]
STORY = article(
    "story",
    title="Drones over the town",
    kind_reason="the text is long enough and in English",
    flags=["paywall", "teaser"],
    cut=json.dumps(CUT),
    cut_characters=47,
    published_date=D1,
    published_source="json_ld",
    published_precision="day",
)
PAGE = document(
    "story", charset="cp1252", charset_source="header", replaced=2, warc_file="raw/a.warc.gz", warc_offset=7
)


def publish_night(home: Path, **rows: Any) -> Path:
    ledger = home / "ledger.duckdb"
    publish(ledger, frames(**rows), night(D1), now=NOW)
    return ledger


def test_an_article_with_its_page_what_was_cut_and_its_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = publish_night(tmp_path, articles=[STORY], documents=[PAGE], claims=[claim(STORY, "launch")])
    found = trace_article(ledger, STORY["revision_id"][:12], tmp_path)
    assert found.cut == [("related", CUT[0]["text"]), ("repeated", CUT[1]["text"])]
    assert [c["action"] for c in found.claims] == ["launch"]
    assert found.revisions == [STORY["revision_id"]]
    show.console().print(traced_article(found))
    out = capsys.readouterr().out
    for words in (
        *("Drones over the town", "json_ld", "paywall, teaser", "cp1252, found by header", "2 characters"),
        *("article: the text is long enough", STORY["text"], "cut: 2 lines, 47 characters"),
        *("related", CUT[0]["text"], "repeated", CUT[1]["text"], "raw/a.warc.gz", "claims: 1", "launch"),
    ):
        assert words in out


def test_a_story_is_shown_in_its_newest_revision(tmp_path: Path) -> None:
    later = STORY | {"revision_id": hex_id("later"), "text": "Drones fell on two towns.", "cut": None}
    publish_night(tmp_path, articles=[STORY])
    ledger = publish_night(tmp_path, articles=[STORY, later], documents=[PAGE])
    found = trace_article(ledger, STORY["article_id"], tmp_path)
    assert (found.article["text"], found.cut) == (later["text"], [])
    assert found.revisions == [later["revision_id"], STORY["revision_id"]]
    assert trace_article(ledger, STORY["revision_id"], tmp_path).article["text"] == STORY["text"]


def test_an_id_that_leads_nowhere_or_to_several_is_refused(tmp_path: Path) -> None:
    aside = row(model.QUARANTINE, quarantine_id=hex_id("q"), table_name="articles", row_key="xyz", reason="garbled")
    ledger = publish_night(tmp_path, articles=[STORY, article("other")], quarantine=[aside])
    with pytest.raises(UsageError, match="No article has the id 'nothing'"):
        trace_article(ledger, "nothing", tmp_path)
    with pytest.raises(UsageError, match="2 articles have an id that begins with ''"):
        trace_article(ledger, "", tmp_path)
    with pytest.raises(UsageError, match="The article xyz is in quarantine, not in the ledger: garbled"):
        trace_article(ledger, "xy", tmp_path)


def test_what_was_cut_can_be_counted_by_rule(tmp_path: Path) -> None:
    ledger = publish_night(tmp_path, articles=[STORY, article("other")])
    with connect(ledger) as connection:
        cut = query(connection, "SELECT number, rule, characters, text FROM article_cuts ORDER BY number").rows()
    assert cut == [(1, "related", 30, CUT[0]["text"]), (2, "repeated", 17, CUT[1]["text"])]
