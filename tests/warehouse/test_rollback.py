"""Going back: a version equal to an earlier one, or the file of an earlier one."""

import duckdb
import pytest
from ledger_rows import D1, NOW, article, ask, claim
from polars.testing import assert_frame_equal

from newsledger import model
from newsledger.errors import UsageError
from newsledger.warehouse import kept_files, restore, rollback, verify

A, B = article("a"), article("b")


def test_a_rollback_is_a_new_version_equal_to_the_old_one(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A)])
    publish_rows(D1, articles=[A, B], claims=[claim(A) | {"weapon": "drone"}, claim(B)])
    published = rollback(ledger, 1, now=NOW)
    assert (published.version, published.opened["claims"], published.closed["claims"]) == (3, 1, 2)
    for table in model.HISTORY:
        live, then = ask(ledger, f"FROM {table.name}"), ask(ledger, f"FROM {table.name}_as_of(1)")
        assert_frame_equal(live, then, check_row_order=False)
    assert ask(ledger, "SELECT weapon FROM claims_as_of(2) WHERE weapon IS NOT NULL").height == 1
    manifest = "SELECT parent, editions, note FROM versions WHERE version = 3"
    assert ask(ledger, manifest).row(0) == (2, [], "rolled back to version 1")
    assert verify(ledger) == []


def test_a_rollback_to_what_is_live_makes_no_version(ledger, publish_rows):
    publish_rows(D1, articles=[A])
    assert rollback(ledger, 1, now=NOW) is None


def test_a_rollback_to_nothing_is_refused(ledger, publish_rows):
    with pytest.raises(UsageError, match="There is no ledger"):
        rollback(ledger, 1, now=NOW)
    publish_rows(D1)
    with pytest.raises(UsageError, match="There is no version 2"):
        rollback(ledger, 2, now=NOW)


def test_a_kept_file_can_be_put_back_after_the_ledger_was_harmed(ledger, publish_rows):
    for name in "abcd":
        publish_rows(D1, articles=[article(name)])
    assert list(kept_files(ledger)) == [2, 3, 4]
    ledger.unlink()
    ledger.write_bytes(b"harmed")
    restore(ledger, 4, now=NOW)
    assert ask(ledger, "SELECT url FROM articles").item() == article("d")["url"]
    restore(ledger, 3, now=NOW)
    assert ask(ledger, "SELECT max(version) FROM versions").item() == 3
    assert verify(ledger) == []
    with pytest.raises(UsageError, match=r"The file of version 1 is not kept\. Those that are: 2, 3, 4"):
        restore(ledger, 1, now=NOW)


def test_versions_that_a_restore_took_back_are_not_kept_beside_those_that_follow(ledger, publish_rows):
    for name in "abc":
        publish_rows(D1, articles=[article(name)])
    restore(ledger, 1, now=NOW)
    assert list(kept_files(ledger)) == [1, 2, 3]
    assert publish_rows(D1, articles=[article("a")]) is None
    restore(ledger, 3, now=NOW)  # nothing new was published: it can still be taken back itself
    restore(ledger, 1, now=NOW)
    publish_rows(D1, articles=[article("d")])
    assert list(kept_files(ledger)) == [1, 2]
    restore(ledger, 2, now=NOW)
    assert ask(ledger, "SELECT url FROM articles").item() == article("d")["url"]


def test_a_harmed_ledger_is_named_and_left_alone_by_whatever_would_build_on_it(ledger, publish_rows):
    ledger.write_text("not a database, but long enough to look into: " + "x" * 5000)
    before = ledger.read_bytes()
    for build in (lambda: rollback(ledger, 1, now=NOW), lambda: publish_rows(D1)):
        with pytest.raises(UsageError, match=r"ledger\.duckdb cannot be read: .*`newsledger restore`") as refused:
            build()
        assert ".build" not in str(refused.value)
    assert ledger.read_bytes() == before


def test_where_there_is_no_data_folder_no_files_are_kept(ledger):
    assert kept_files(ledger.parent / "none" / "ledger.duckdb") == {}
    with pytest.raises(UsageError, match=r"The file of version 1 is not kept\. Those that are: none"):
        restore(ledger.parent / "none" / "ledger.duckdb", 1, now=NOW)


def test_a_kept_file_that_is_not_whole_is_not_put_back(ledger, publish_rows):
    publish_rows(D1, articles=[A])
    kept = kept_files(ledger)[1]
    copy = kept.read_bytes()
    kept.unlink()
    kept.write_bytes(copy)
    with duckdb.connect(str(kept)) as connection:
        connection.execute("DELETE FROM articles_h")
    with pytest.raises(UsageError, match="the rows differ of articles in version 1"):
        restore(ledger, 1, now=NOW)
    assert verify(ledger) == []
