"""Every way in which a ledger can be wrong is found and named."""

import duckdb
import pytest
from ledger_rows import D1, article, claim

from newsledger.warehouse import Problem, verify

A = article("a")
CLAIM = claim(A)


@pytest.fixture
def tampered(ledger, publish_rows):
    """Return a function that runs SQL on a ledger of two versions behind its back, and what is wrong with it then."""
    publish_rows(D1, articles=[A], claims=[CLAIM])
    publish_rows(D1, articles=[A], claims=[CLAIM, claim(A, "release")])

    def tampered(sql: str) -> list[Problem]:
        ledger.chmod(0o644)
        with duckdb.connect(str(ledger)) as connection:
            connection.execute(sql)
        ledger.chmod(0o444)
        return verify(ledger)

    return tampered


def test_a_published_ledger_has_no_problem(tampered):
    assert tampered("CHECKPOINT") == []


def test_changed_values_are_named_by_row(tampered):
    what = f"the row {CLAIM['claim_id']} does not have the values that were published"
    where = f"WHERE claim_id = '{CLAIM['claim_id']}'"
    assert tampered(f"UPDATE claims_h SET quantity_low = 9 {where}") == [Problem(what, "claims", 1)]


def test_removed_rows_are_named_by_table_and_version(tampered):
    what = "its rows are not those that were published"
    where = f"WHERE claim_id = '{CLAIM['claim_id']}'"
    assert tampered(f"DELETE FROM claims_h {where}") == [Problem(what, "claims", v) for v in (1, 2)]


def test_a_row_moved_to_another_version_is_found(tampered):
    assert Problem("its rows are not those that were published", "claims", 1) in tampered(
        "UPDATE claims_h SET version_from = 2 WHERE version_from = 1"
    )


def test_two_rows_of_one_key_in_one_version_are_found(tampered):
    problems = tampered(
        "INSERT INTO sectors_h SELECT * REPLACE (2 AS version_from) FROM sectors_h WHERE sector = 'GOV'"
    )
    assert Problem("the row GOV overlaps with a later one of the same key", "sectors", 1) in problems


def test_a_version_missing_from_the_manifest_is_found(tampered):
    assert tampered("DELETE FROM versions WHERE version = 1") == [
        Problem("the manifest has version 2 with parent 1 as its number 1")
    ]


def test_a_writable_file_is_found(ledger, publish_rows):
    publish_rows(D1)
    ledger.chmod(0o644)
    assert verify(ledger) == [Problem("the file can be written to (mode 0644); it is published as 0444")]


def test_a_foreign_log_is_found(ledger, publish_rows):
    publish_rows(D1)
    ledger.chmod(0o644)
    with duckdb.connect(str(ledger)) as connection:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown; CREATE TABLE mine AS SELECT 1")
    ledger.chmod(0o444)
    assert verify(ledger) == [Problem("ledger.duckdb.wal lies beside the ledger: somebody opened it for writing")]
