"""A ledger of an older contract grows to today's, or is refused with the reason."""

from dataclasses import replace
from importlib import import_module

import polars as pl
import pytest
from ledger_rows import D1, NOW, article, ask, claim, edit, frames, hex_id, night
from polars.testing import assert_frame_equal

from newsledger import model
from newsledger.config import Settings
from newsledger.errors import UsageError
from newsledger.model import Column, Table
from newsledger.redaction.carry_out import redact_url
from newsledger.show import console
from newsledger.show.traces import traced, traced_article
from newsledger.trace import trace
from newsledger.trace_article import trace_article
from newsledger.warehouse import diff, export, publish, rollback, verify, versions
from newsledger.warehouse import schema as ledger_schema

A = article("a")
TONE = Column("tone", model.TEXT, "How it is said.")


@pytest.fixture
def contract(monkeypatch):
    """Put another contract of claims in force."""

    def contract(change):
        table = change(model.CLAIMS)
        monkeypatch.setattr(model, "HISTORY", tuple(table if t.name == "claims" else t for t in model.HISTORY))
        return table

    return contract


def adding(*columns):
    return lambda table: replace(table, columns=(*table.columns, *columns))


def changing(name, **values):
    def change(table: Table) -> Table:
        return replace(table, columns=tuple(replace(c, **values) if c.name == name else c for c in table.columns))

    return change


def given(**values):
    """Return a night's frames by the contracts now in force."""
    frames_now = frames(articles=[A], claims=[claim(A)])
    claims = next(t for t in model.HISTORY if t.name == "claims")
    added = [
        pl.lit(values.get(c.name), c.dtype).alias(c.name) for c in claims.columns if c.name not in model.CLAIMS.schema
    ]
    return frames_now | {"claims": frames_now["claims"].with_columns(added)}


def test_a_new_column_is_added_and_old_versions_read_null(ledger, contract):
    publish(ledger, given(), night(), now=NOW)
    before = ask(ledger, "FROM claims_as_of(1)")
    contract(adding(TONE))
    assert publish(ledger, given(), night(), now=NOW) is None  # a column with nothing in it is no other row,
    assert ask(ledger, "SELECT tone FROM claims")["tone"].to_list() == [None]  # but it is there
    published = publish(ledger, given(tone="angry"), night(), now=NOW)
    assert (published.version, published.opened["claims"], published.closed["claims"]) == (2, 1, 1)
    after = ask(ledger, "FROM claims_as_of(1)")
    assert_frame_equal(after.drop("tone"), before)
    assert after["tone"].to_list() == [None]
    assert ask(ledger, "SELECT tone FROM claims").item() == "angry"
    said = (
        "SELECT table_name FROM duckdb_columns() WHERE column_name = 'tone' AND comment = 'How it is said.' ORDER BY 1"
    )
    assert ask(ledger, said)["table_name"].to_list() == ["claims", "claims_h", "current_claims"]
    assert diff(ledger, 1, 2, "claims").drop("claim_id", "row").rows() == [("changed", "tone", None, "angry")]
    assert verify(ledger) == []


def test_a_column_that_may_become_null_is_let(ledger, contract):
    publish(ledger, given(), night(), now=NOW)
    contract(changing("rule", nullable=True))
    without = given()
    without["claims"] = without["claims"].with_columns(rule=pl.lit(None, pl.String))
    assert publish(ledger, without, night(), now=NOW).version == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (adding(replace(TONE, nullable=False)), "its new column tone may not be null, but rows in the ledger have"),
        (changing("weapon", nullable=False), "its column weapon may not be null any more, but was allowed to be"),
        (
            changing("weapon", dtype=model.COUNT),
            "its column weapon is VARCHAR in the ledger and BIGINT in the contract",
        ),
        (
            lambda table: replace(table, columns=tuple(c for c in table.columns if c.name != "weapon")),
            "its column weapon is gone from the contract, but versions in the ledger have it",
        ),
    ],
)
def test_a_contract_that_breaks_older_versions_is_refused_with_the_reason(ledger, contract, change, reason):
    publish(ledger, given(), night(), now=NOW)
    before, tonight = ledger.read_bytes(), given()
    table = contract(change)
    tonight["claims"] = table.frame([])
    with pytest.raises(UsageError, match=f"cannot take today's contract of claims: {reason}"):
        publish(ledger, tonight, night(D1), now=NOW)
    assert ledger.read_bytes() == before


# What the release before did not have: tables, and columns of others.
YOUNG_TABLES = {"edits", "doubts", "source_nights", "redactions", "redaction_checksums"}
YOUNG_COLUMNS = {
    "articles": {"story_id", "duplicate_of", "duplicate_share", "cut", "section"},
    "claims": {"doubts", "slot_spans"},
    "documents": {"retry_at", "replaced"},
}


def before(table: Table) -> Table:
    """Return the contract of `table` as the release before had it."""
    young = YOUNG_COLUMNS.get(table.name, set())
    return replace(table, columns=tuple(c for c in table.columns if c.name not in young))


@pytest.fixture
def old_ledger(ledger, monkeypatch):
    """A ledger of three versions that the release before made."""
    other = article("b")
    nights = [
        {"articles": [A], "claims": [claim(A)]},
        {"articles": [A, other], "claims": [claim(A), claim(other, "release")]},
        {"articles": [other], "claims": [claim(other, "release") | {"weapon": "drone"}]},
    ]
    with monkeypatch.context() as past:
        history = tuple(before(t) for t in model.HISTORY if t.name not in YOUNG_TABLES)
        past.setattr(model, "HISTORY", history)
        past.setattr(model, "MANIFEST", (model.VERSIONS, model.VERSION_TABLES))
        past.setattr(ledger_schema, "marts", list)
        past.setattr(import_module("newsledger.warehouse.publish"), "keep_redacted", lambda _, rows: rows)
        for rows in nights:
            given = {t.name: frames(**rows)[t.name].select(t.schema.names()) for t in history}
            publish(ledger, given, night(D1), now=NOW)
    return ledger


def test_a_ledger_of_the_release_before_is_read_as_it_is(old_ledger, tmp_path):
    assert verify(old_ledger) == []
    assert versions(old_ledger)["version"].to_list() == [3, 2, 1]
    assert diff(old_ledger, 2, 3, "claims").filter(column="weapon")["after"].to_list() == ["drone"]
    with pytest.raises(UsageError, match=r"is older than the table edits\. The next night adds it"):
        diff(old_ledger, 1, 2, "edits")
    assert export(old_ledger, tmp_path / "out")["claims"] == 1


def test_a_claim_in_a_ledger_of_the_release_before_is_followed_back(old_ledger, tmp_path):
    told = claim(article("b"), "release")["claim_id"]
    found = trace(old_ledger, told, tmp_path)
    assert (found.claim["doubts"], found.claim["weapon"], found.document["url"]) == (None, "drone", article("b")["url"])
    of_article = trace_article(old_ledger, article("b")["revision_id"], tmp_path)
    assert [row["claim_id"] for row in of_article.claims] == [told]
    shown = console()
    with shown.capture() as printed:
        shown.print(traced(found), traced_article(of_article))
    assert printed.get().count(told) == 1


def test_words_are_redacted_in_a_ledger_of_the_release_before(old_ledger):
    done = redact_url(Settings(old_ledger.parent), article("b")["url"], "court order", now=NOW)
    assert (done.rows, done.copies, done.versions) == ({"articles": 1, "claims": 2}, [], (2, 3))
    assert verify(old_ledger) == []


def test_a_ledger_of_the_release_before_grows_and_its_versions_stay(old_ledger):
    then = {
        (v, t): ask(old_ledger, f"FROM {t}_as_of({v}) ORDER BY 1") for v in (1, 2, 3) for t in ("articles", "claims")
    }
    sums = ask(old_ledger, "FROM version_tables ORDER BY ALL")
    after = article("b", text="Drones fell on the town. Nobody was hurt.", story_id=hex_id("b"))
    fourth = {"articles": [after], "claims": [claim(after, doubts=["order"])], "edits": [edit(article("b"), after)]}
    assert publish(old_ledger, frames(**fourth), night(D1), now=NOW).version == 4
    assert verify(old_ledger) == []
    for (version, table), rows in then.items():
        now = ask(old_ledger, f"FROM {table}_as_of({version}) ORDER BY 1")
        assert_frame_equal(now.select(rows.columns), rows)
        young = [name for name in now.columns if name not in rows.columns]
        assert set(young) == YOUNG_COLUMNS[table]
        assert set(now.select(young).rows()) <= {(None,) * len(young)}
    assert_frame_equal(ask(old_ledger, "FROM version_tables WHERE version < 4 ORDER BY ALL"), sums)
    assert ask(old_ledger, "FROM edits_as_of(3)").is_empty()
    assert ask(old_ledger, "SELECT sentences_added FROM edits").item().to_list() == ["Nobody was hurt."]
    assert diff(old_ledger, 3, 4, "edits")["change"].to_list() == ["added"]
    assert rollback(old_ledger, 2, now=NOW).version == 5
    assert_frame_equal(ask(old_ledger, "FROM claims ORDER BY 1").select(then[2, "claims"].columns), then[2, "claims"])
    assert verify(old_ledger) == []
