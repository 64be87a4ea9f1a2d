from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from newsledger import model
from newsledger.config import Settings
from newsledger.errors import UsageError
from newsledger.quality.audit import audit, audit_edition
from newsledger.quality.history import kept_path, nights_before
from newsledger.release import quality_in_words
from newsledger.staging import read_staged, staged_from, staged_path, write_staged

EDITION = date(2025, 5, 24)
Rows = Callable[..., pl.DataFrame]


@pytest.fixture
def settings(tmp_path: Path, documents: Rows, articles: Rows, claims: Rows) -> Settings:
    settings = Settings(tmp_path)
    for table, frame in (("documents", documents()), ("articles", articles()), ("claims", claims({}, {}))):
        write_staged(settings, table, EDITION, frame)
    return settings


def kept(settings: Settings) -> dict[str, int]:
    return {p.parent.name: p.stat().st_mtime_ns for p in settings.staged.glob("assessments/*/*.parquet")}


def test_a_sound_edition_is_accepted_whole(settings: Settings) -> None:
    audited = audit_edition(EDITION, settings)

    assert not audited.stopping
    assert {table: a.accepted.height for table, a in audited.tables.items()} == {
        "documents": 1,
        "articles": 1,
        "claims": 2,
    }
    assert audited.frames().keys() == {table.name for table in model.HISTORY} - {"edits"}
    assert all(frame.schema == model.table(name).schema for name, frame in audited.frames().items())


def test_what_is_set_aside_takes_along_what_refers_to_it(settings: Settings, documents: Rows) -> None:
    write_staged(settings, "documents", EDITION, documents({"sha256": "not a hash"}))

    audited = audit_edition(EDITION, settings)

    assert audited.quarantined.select("table_name", "expectations").rows() == [
        ("documents", ["hash_well_formed"]),
        ("articles", ["document_found"]),
        ("claims", ["article_found", "evidence_matches"]),
        ("claims", ["article_found", "evidence_matches"]),
    ]
    assert {(table, o.expectation.id) for table, o in audited.stopping} == {("ledger", "most_accepted")}
    assert "ledger.most_accepted (3 rows)" in quality_in_words([audited])


def test_a_check_is_not_made_twice_of_the_same_files(settings: Settings) -> None:
    first = audit("claims", EDITION, settings)
    made = kept(settings)

    second = audit("claims", EDITION, settings)

    assert made.keys() == {"documents", "articles", "claims"}
    assert kept(settings) == made
    assert second.assessment == first.assessment


def test_a_changed_file_is_checked_again_and_all_that_refers_to_it(settings: Settings, articles: Rows) -> None:
    audit("claims", EDITION, settings)
    made = kept(settings)
    write_staged(settings, "articles", EDITION, articles({"text": "Something else altogether."}))

    again = audit("claims", EDITION, settings)

    now = kept(settings)
    assert now["documents"] == made["documents"]
    assert now["articles"] > made["articles"]
    assert again.quarantined["expectations"].to_list() == [["evidence_matches"]] * 2


def test_a_table_that_was_not_made_is_named_with_the_remedy(settings: Settings) -> None:
    with pytest.raises(UsageError, match=r"there are no claims of 2025-05-23\. Make them: newsledger run --edition"):
        audit("claims", date(2025, 5, 23), settings)


def test_a_file_that_was_cut_off_is_named_with_the_remedy(settings: Settings) -> None:
    cut(staged_path(settings, "claims", EDITION))

    with pytest.raises(UsageError, match=r"claims/2025-05-24\.parquet is damaged: .*newsledger backfill 2025-05-24 "):
        audit("claims", EDITION, settings)

    assert staged_from(settings, "claims", EDITION) is None  # so that a backfill makes it again


def test_an_assessment_that_was_cut_off_is_made_again(settings: Settings) -> None:
    first = audit("claims", EDITION, settings)
    cut(kept_path(settings, "claims", EDITION))

    assert audit("claims", EDITION, settings).assessment == first.assessment


def test_a_damaged_file_of_an_earlier_night_does_not_stop_this_one(settings: Settings) -> None:
    for days in (1, 2):
        for table in model.STAGED:
            frame = read_staged(settings, table.name, EDITION)
            write_staged(settings, table.name, EDITION - timedelta(days=days), frame)
    cut(staged_path(settings, "articles", EDITION - timedelta(days=1)))

    assert nights_before(EDITION, settings)["edition"].to_list() == [EDITION - timedelta(days=2)]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_articles_without_claims_are_counted_by_share(settings: Settings, articles: Rows) -> None:
    write_staged(settings, "articles", EDITION, articles(*({} for _ in range(10))))

    audited = audit_edition(EDITION, settings)

    assert [o.expectation.id for o in audited.ledger.outcomes if not o.passed] == ["articles_give_claims"]


def test_a_source_that_falls_silent_is_named_with_its_numbers(
    settings: Settings, documents: Rows, articles: Rows
) -> None:
    def write(edition: date, new: int) -> None:
        listing = {"role": "listing", "outcome": "listed", "sha256": None}
        rows = [listing, *[{}] * new, *[{"outcome": "not_modified"}] * 3]
        frame = documents(*({**row, "edition": edition} for row in rows))
        fresh = frame.filter(pl.col("outcome") == "fetched")["document_id"]
        told = articles(*({"document_id": key, "edition": edition} for key in fresh)) if new else model.ARTICLES.empty()
        for table, rows_of in (("documents", frame), ("articles", told), ("claims", model.CLAIMS.empty())):
            write_staged(settings, table, edition, rows_of)

    for days in range(1, 6):
        write(EDITION - timedelta(days=days), 20)
    write(EDITION + timedelta(days=1), 20)  # what comes later says nothing of tonight
    write(EDITION, 0)

    audited = audit_edition(EDITION, settings)

    failed = {o.expectation.id: o.failing_keys for o in audited.sources.outcomes if not o.passed}
    assert failed["sources_speak"] == ("2025-05-24 wire documents",)
    told = {row["measure"]: row for row in audited.nights.iter_rows(named=True)}
    assert told["documents"]["in_words"] == "wire: 0 new pages; usual are 20 (4 to 36)"
    assert told["articles"]["usual"] == 20
    assert told["quarantined_share"]["nights"] == 0  # no assessment of those nights was kept
    assert not audited.stopping
    assert audited.frames()["source_nights"].equals(audited.nights)


def test_what_was_quarantined_before_is_taken_from_the_assessments_kept(
    settings: Settings, claims: Rows, documents: Rows, articles: Rows
) -> None:
    editions = [EDITION - timedelta(days=days) for days in range(1, 4)]
    for edition in editions:
        write_staged(settings, "documents", edition, documents({"edition": edition}))
        write_staged(settings, "articles", edition, articles({"edition": edition}))
        write_staged(settings, "claims", edition, claims({"edition": edition}, {"edition": edition, "polarity": "no"}))
        audit("claims", edition, settings)

    nights = nights_before(EDITION, settings)

    assert nights.select("edition", "rows", "quarantined").rows() == [(day, 4, 1) for day in sorted(editions)]


def test_a_first_night_has_nothing_to_be_held_against(settings: Settings) -> None:
    assert nights_before(EDITION, settings).is_empty()
    assert set(audit_edition(EDITION, settings).nights["verdict"]) == {"unknown"}


def test_data_docs_are_written_when_they_are_asked_for(settings: Settings) -> None:
    plain = audit("claims", EDITION, settings)
    assert not settings.reports(EDITION).exists()

    with_docs = audit("claims", EDITION, replace(settings, data_docs=True))

    assert with_docs.assessment == plain.assessment
    written = settings.reports(EDITION) / "data_docs" / "claims"
    assert "claims" in (written / "index.html").read_text("utf-8")
    assert list(written.glob("validations/**/*.html"))
