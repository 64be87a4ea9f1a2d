"""What a night does to the ledger: rows opened and closed, versions kept, the file published or left alone."""

import os
from datetime import UTC, datetime

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_rows import D1, D2, NOW, article, ask, claim, document, frames, hex_id, night
from polars.testing import assert_frame_equal

import newsledger
from newsledger import model
from newsledger.errors import UsageError
from newsledger.warehouse import publish, verify
from newsledger.warehouse.schema import OPEN

A, B = article("a"), article("b")


def live(ledger, table="claims"):
    key = model.table(table).key
    return sorted(ask(ledger, f"SELECT {key} FROM {table}")[key])


def test_the_first_night_makes_version_1_with_every_row_as_it_was_given(ledger):
    given = frames(
        articles=[
            article("a", authors=["Ada", "Ben"], published=datetime(2025, 5, 24, 7, 30, 0, 5, UTC), words=5, flags=[]),
            B,
        ],
        claims=[claim(A, quantity_low=250.0, quantity_high=250.5, place_lat=50.45, place_geonameid=703448)],
        quarantine=[
            {
                "quarantine_id": hex_id("q"),
                "edition": D1,
                "table_name": "claims",
                "row_key": "k",
                "expectations": ["claims_order"],
                "reason": "low above high",
                "row_json": '{"a": "“quoted” ☃"}',
            }
        ],
    )
    published = publish(ledger, given, night(), now=NOW)
    assert published is not None
    assert (published.version, published.opened["claims"], published.total["articles"]) == (1, 1, 2)
    for table in model.HISTORY:
        assert_frame_equal(ask(ledger, f"FROM {table.name}"), given[table.name], check_row_order=False)
    assert verify(ledger) == []


def test_an_empty_first_night_still_makes_a_ledger(ledger):
    assert publish(ledger, frames(), night(), now=NOW).version == 1
    assert ask(ledger, "SELECT count(*) AS n FROM claims")["n"].item() == 0
    assert publish(ledger, frames(), night(D2), now=NOW) is None


def test_the_same_night_again_leaves_the_file_untouched(ledger, publish_rows):
    publish_rows(D1, articles=[A, B], claims=[claim(A), claim(B, "release")])
    before = ledger.stat()
    assert publish_rows(D1, articles=[B, A], claims=[claim(B, "release"), claim(A)]) is None
    assert (ledger.stat().st_ino, ledger.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(p.name for p in ledger.parent.iterdir()) == [
        "ledger.duckdb",
        "ledger.duckdb.lock",
        "ledger.duckdb.v1",
    ]


def test_a_later_edition_that_brings_the_same_rows_changes_nothing(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A)], documents=[document("a")])
    again = {**A, "edition": D2, "document_id": hex_id("other"), "source": "other"}
    new_coder = {**claim(A), "edition": D2, "extractor_version": "2"}
    assert publish_rows(D2, articles=[again], claims=[new_coder], documents=[]) is None


def test_a_changed_row_is_closed_and_opened_and_keeps_its_first_edition(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A)])
    changed = {**claim(A), "edition": D2, "weapon": "drone", "extractor_version": "2"}
    published = publish_rows(D2, articles=[{**A, "edition": D2}], claims=[changed], documents=[])
    assert (published.version, published.opened["claims"], published.closed["claims"]) == (2, 1, 1)
    columns = "weapon, edition, extractor_version, version_from, version_to"
    assert ask(ledger, f"SELECT {columns} FROM claims_h ORDER BY version_from").rows() == [
        (None, D1, "some", 1, 2),
        ("drone", D1, "2", 2, OPEN),
    ]


def test_a_claim_that_is_not_read_any_more_is_closed(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A), claim(A, "release")])
    publish_rows(D1, articles=[A], claims=[claim(A, "release")])
    assert live(ledger) == [claim(A, "release")["claim_id"]]


def test_an_article_gone_from_its_edition_is_closed_with_its_claims(ledger, publish_rows):
    publish_rows(D1, articles=[A, B], claims=[claim(A), claim(B)])
    published = publish_rows(D1, articles=[B], claims=[claim(B)])
    assert (live(ledger, "articles"), live(ledger)) == ([B["revision_id"]], [claim(B)["claim_id"]])
    assert published.closed["documents"] == 1


def test_a_night_leaves_the_rows_of_other_editions_alone(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A)])
    later = article("b", D2)
    publish_rows(D2, articles=[{**A, "edition": D2}, later], claims=[{**claim(A), "edition": D2}, claim(later)])
    publish_rows(D2, articles=[later], claims=[claim(later)])
    assert live(ledger, "articles") == sorted([A["revision_id"], later["revision_id"]])
    assert live(ledger) == sorted([claim(A)["claim_id"], claim(later)["claim_id"]])


def test_a_closed_row_can_come_back(ledger, publish_rows):
    for claims in ([claim(A)], [], [claim(A)]):
        publish_rows(D1, articles=[A], claims=claims)
    assert ask(ledger, "SELECT version_from, version_to FROM claims_h ORDER BY 1").rows() == [(1, 2), (3, OPEN)]
    assert verify(ledger) == []


def test_a_word_gone_from_a_vocabulary_is_closed(ledger, publish_rows):
    publish_rows(D1)
    publish_rows(D2, sectors=[{"sector": "GOV", "meaning": "Government."}])
    assert live(ledger, "sectors") == ["GOV"]


def test_the_manifest_says_what_a_version_was_made_from(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A)])
    publish(ledger, frames(articles=[B]), night(D1, D2, quality="41 of 41 held", note="recomputed"), now=NOW)
    row = ask(ledger, "FROM versions WHERE version = 2").row(0, named=True)
    assert row.pop("dependency_hash")
    assert row == {
        "version": 2,
        "parent": 1,
        "built_at": NOW,
        "editions": ["2025-05-24", "2025-05-25"],
        "code_version": newsledger.__version__,
        "config_hash": "c",
        "lexicon_hash": "l",
        "input_hash": "i",
        "quality": "41 of 41 held",
        "note": "recomputed",
    }
    counts = "SELECT opened, closed, total FROM version_tables WHERE version = 2 AND table_name = 'articles'"
    assert ask(ledger, counts).row(0) == (1, 1, 1)


KEYS = st.sampled_from("abcd")
STATES = st.lists(st.dictionaries(KEYS, st.tuples(st.integers(0, 1), st.booleans()), max_size=4), max_size=4)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES)
def test_every_version_stays_as_it_was_published(tmp_path_factory, states):
    ledger = tmp_path_factory.mktemp("ledger") / "ledger.duckdb"
    past: dict[int, dict[str, pl.DataFrame]] = {}
    for state in [{}, *states]:
        articles = [article(key, title=f"title {text}") for key, (text, _) in state.items()]
        claims = [claim(a) for a, (_, has_claim) in zip(articles, state.values(), strict=True) if has_claim]
        given = frames(articles=articles, claims=claims)
        published = publish(ledger, given, night(), now=NOW)
        if published:
            past[published.version] = given
        for name in ("documents", "articles", "claims"):
            assert_frame_equal(ask(ledger, f"FROM {name}"), given[name], check_row_order=False)
    for version, given in past.items():
        for name in ("documents", "articles", "claims"):
            seen = ask(ledger, f"FROM {name}_as_of({version})")
            assert_frame_equal(seen, given[name], check_row_order=False)
    assert verify(ledger) == []


def test_the_diff_macro_names_added_removed_and_changed_rows(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A), claim(A, "release")])
    publish_rows(D1, articles=[A], claims=[{**claim(A), "weapon": "drone"}, claim(A, "exchange")])
    publish_rows(D1, articles=[A], claims=[claim(A), claim(A, "exchange")])
    forth = {claim(A)["claim_id"]: "changed", claim(A, "release")["claim_id"]: "removed"}
    assert dict(ask(ledger, "FROM claims_diff(1, 2)").rows()) == forth | {claim(A, "exchange")["claim_id"]: "added"}
    assert dict(ask(ledger, "FROM claims_diff(1, 3)").rows()) == {
        claim(A, "release")["claim_id"]: "removed",
        claim(A, "exchange")["claim_id"]: "added",
    }
    assert ask(ledger, "FROM claims_diff(2, 2)").is_empty()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"articles": [A, A], "documents": []}, "articles: the keys"),
        ({"articles": [{**A, "revision_id": None}]}, "articles: revision_id is null in 1 rows"),
    ],
)
def test_rows_without_a_key_of_their_own_are_refused(ledger, publish_rows, rows, message):
    publish_rows(D1, articles=[B])
    before = ledger.read_bytes()
    with pytest.raises(ValueError, match=message):
        publish_rows(D1, **rows)
    assert ledger.read_bytes() == before


def test_a_night_that_fails_in_the_database_leaves_the_published_file(ledger, publish_rows):
    publish_rows(D1, articles=[B])
    before = ledger.read_bytes()
    with pytest.raises(duckdb.ConstraintException, match="NOT NULL"):
        publish_rows(D1, articles=[A], claims=[{**claim(A), "evidence": None}])
    assert ledger.read_bytes() == before
    assert not ledger.with_name("ledger.duckdb.build").exists()
    assert publish_rows(D1, articles=[A]).version == 2


def test_a_second_builder_is_told_who_is_building(ledger, publish_rows):
    publish_rows(D1)
    refused = []

    def meanwhile(stage, done, total):
        if done == 1:
            with pytest.raises(UsageError) as error:
                publish(ledger, frames(), night(), now=NOW)
            refused.append(str(error.value))

    assert publish(ledger, frames(articles=[A]), night(), now=NOW, progress=meanwhile).version == 2
    holder = f"process {os.getpid()} since 2025-05-25 03:00:00 UTC"
    assert refused == [f"{ledger} is being built by {holder}. Wait until that process ends, then run again."]


def test_a_foreign_write_ahead_log_stops_the_night(ledger, publish_rows):
    publish_rows(D1)
    ledger.with_name("ledger.duckdb.wal").write_bytes(b"somebody's")
    with pytest.raises(UsageError, match=r"ledger.duckdb.wal is there: somebody opened the ledger for writing"):
        publish_rows(D1, articles=[A])


def test_a_tampered_version_stops_the_night_and_is_named(ledger, publish_rows):
    publish_rows(D1, articles=[A], claims=[claim(A)])
    publish_rows(D1, articles=[A], claims=[])
    ledger.chmod(0o644)
    with duckdb.connect(str(ledger)) as connection:
        connection.execute("UPDATE claims_h SET row_hash = 'other'")
    with pytest.raises(UsageError, match="the rows differ of claims in version 1"):
        publish_rows(D1, articles=[A, B])


def test_the_published_file_is_read_only_and_the_last_three_stay(ledger, publish_rows):
    for name in "abcde":
        publish_rows(D1, articles=[article(name)])
    kept = sorted(ledger.parent.glob("ledger.duckdb.v*"))
    assert [path.name for path in kept] == ["ledger.duckdb.v3", "ledger.duckdb.v4", "ledger.duckdb.v5"]
    assert {path.stat().st_mode & 0o777 for path in [ledger, *kept]} == {0o444}
    assert live(kept[0], "articles") == [article("c")["revision_id"]]
