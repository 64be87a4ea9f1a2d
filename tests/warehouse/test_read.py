"""Opening the ledger, asking it, its versions and their difference."""

from decimal import Decimal

import duckdb
import polars as pl
import pytest
from ledger_rows import D1, D2, article, ask, claim, edit, row

from newsledger import model
from newsledger.errors import UsageError
from newsledger.warehouse import connect, diff, query, versions

A = article("a")


def test_a_missing_ledger_says_what_to_run(tmp_path):
    with pytest.raises(UsageError, match=r"There is no ledger at .*none.duckdb. Run `newsledger run` first."):
        connect(tmp_path / "none.duckdb")


def test_a_file_that_is_no_ledger_is_named(tmp_path):
    other = tmp_path / "other.duckdb"
    other.write_text("not a database, but long enough to look into: " + "x" * 5000)
    with pytest.raises(UsageError, match=r"other\.duckdb cannot be opened"):
        connect(other)


def test_a_database_that_is_no_ledger_is_named(tmp_path):
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).close()
    with pytest.raises(UsageError, match=r"other\.duckdb is a DuckDB database, but no ledger"):
        connect(other)


def test_a_reader_cannot_write(ledger, publish_rows):
    publish_rows(D1, articles=[A])
    with connect(ledger) as connection:
        with pytest.raises(UsageError, match="read-only"):
            query(connection, "DELETE FROM articles_h")
        assert query(connection, "SELECT count(*) FROM articles").item() == 1


@pytest.mark.parametrize("sql", ["SELECT nothing FROM claims", "SELEKT 1", "FROM nowhere", "SELECT 'a'::INTEGER"])
def test_a_query_that_fails_gives_duckdbs_words(ledger, publish_rows, sql):
    publish_rows(D1)
    with connect(ledger) as connection, pytest.raises(UsageError, match=r"The query fails: \w+ Error"):
        query(connection, sql)


def test_answers_have_plain_types(ledger, publish_rows):
    publish_rows(D1)
    answer = ask(ledger, 'SELECT built_at, version AS a, version AS a, INTERVAL 3 DAY AS "a gap" FROM versions')
    assert answer.columns == ["built_at", "a", "a_1", "a gap"]
    assert answer.schema["built_at"] == pl.Datetime("us", "UTC")
    assert answer["a gap"].item() == "3 days"
    sums = ask(ledger, "SELECT sum(version) AS small, sum(9e18::BIGINT) AS large FROM versions, range(2)")
    assert sums.row(0) == (2, Decimal(18_000_000_000_000_000_000))
    assert sums.schema["small"] == pl.Int64
    assert ask(ledger, "SET threads = 1").is_empty()
    assert ask(ledger, "SHOW TABLES").height > len(model.HISTORY)


def test_parameters_reach_the_macros(ledger, publish_rows):
    publish_rows(D1, articles=[A])
    publish_rows(D1, articles=[article("b")])
    with connect(ledger) as connection:
        assert query(connection, "SELECT url FROM articles_as_of(?)", [1]).item() == A["url"]
        assert query(connection, "SELECT url FROM articles_as_of($v)", {"v": 2}).item() == article("b")["url"]


def test_the_ledger_can_be_attached_under_another_name(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A)])
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{ledger}' AS nl (READ_ONLY)")
        assert connection.execute("SELECT count(*) FROM nl.casualties").fetchall() == [(0,)]
        connection.execute("USE nl")
        assert connection.execute("SELECT count(*) FROM claims_as_of(1)").fetchall() == [(1,)]


def test_versions_are_listed_newest_first_with_what_they_changed(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A)])
    publish_rows(D2, articles=[article("b", D2)])
    publish_rows(D2, articles=[article("b", D2)], claims=[claim(article("b", D2))])
    listed = versions(ledger)
    assert listed["version"].to_list() == [3, 2, 1]
    assert listed["changes"].to_list()[:2] == ["claims +1 -0", "articles +1 -0, documents +1 -0"]
    assert listed.select("opened", "closed").row(1) == (2, 0)


def test_a_difference_names_the_columns_that_changed(ledger, publish_rows):
    changing, going, coming = claim(A), claim(A, "release"), claim(A, "exchange")
    publish_rows(D1, articles=[A], claims=[changing, going])
    publish_rows(D1, articles=[A], claims=[changing | {"weapon": "drone", "quantity_low": 3.0}, coming])
    words = "reporter · {} · Drones fell on the town."
    assert set(diff(ledger, 1, 2, "claims").rows()) == {
        (changing["claim_id"], "changed", words.format("launch"), "quantity_low", None, "3.0"),
        (changing["claim_id"], "changed", words.format("launch"), "weapon", None, "drone"),
        (going["claim_id"], "removed", words.format("release"), None, None, None),
        (coming["claim_id"], "added", words.format("exchange"), None, None, None),
    }
    assert diff(ledger, 2, 2, "claims").is_empty()
    assert diff(ledger, 1, 2, "articles").is_empty()


def test_every_row_of_a_difference_is_said_in_words(ledger, publish_rows):
    old, new = (
        article("a", text="Drones fell. It rained.", title="Drones"),
        article("a", text="Drones fell. It snowed."),
    )
    publish_rows(D1, articles=[old], sectors=[])
    aside = row(model.QUARANTINE, quarantine_id="q", table_name="claims", row_key="k", reason="Low is above high.")
    result = row(model.QUALITY_RESULTS, result_id="r", table_name="claims", expectation="order", evaluated=9)
    publish_rows(D1, articles=[new], edits=[edit(old, new)], quarantine=[aside], quality_results=[result])
    said = {t.name: sorted(diff(ledger, 1, 2, t.name).select("change", "row").rows()) for t in model.HISTORY}
    assert said["articles"] == [
        ("added", "2025-05-24 · some · https://news.example/a"),
        ("removed", "2025-05-24 · some · Drones"),
    ]
    assert said["edits"] == [("added", "- It rained. + It snowed.")]
    assert said["quarantine"] == [("added", "2025-05-24 · claims · k · Low is above high.")]
    assert said["quality_results"] == [("added", "2025-05-24 · claims.order · 1 of 9 rows")]
    assert said["sectors"] == [("added", "Armed forces."), ("added", "Government.")]
    publish_rows(D1)
    assert diff(ledger, 2, 3, "documents")["row"].to_list() == ["some · some · https://news.example/a"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1, 9, "claims"), "There is no version 9. The ledger has 1 to 1."),
        ((1, 1, "claim"), "There is no table 'claim'"),
        ((1, 1, "versions"), "versions has no history"),
    ],
)
def test_a_difference_of_what_is_not_there_is_refused(ledger, publish_rows, arguments, message):
    publish_rows(D1)
    with pytest.raises(UsageError, match=message):
        diff(ledger, *arguments)
