from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from newsledger import model
from newsledger.config import Settings
from newsledger.errors import UsageError
from newsledger.quality.audit import audit, audit_edition
from newsledger.staging import write_staged

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
    assert "ledger.most_accepted (3 rows)" in audited.in_words


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


def test_articles_without_claims_are_counted_by_share(settings: Settings, articles: Rows) -> None:
    write_staged(settings, "articles", EDITION, articles(*({} for _ in range(10))))

    audited = audit_edition(EDITION, settings)

    assert [o.expectation.id for o in audited.ledger.outcomes if not o.passed] == ["articles_give_claims"]


@pytest.mark.parametrize(
    ("nights", "tonight", "quiet"),
    [
        ([8, 10, 12], 5, False),
        ([8, 10, 12], 4, True),
        ([8, 10, 12], 0, True),
        ([8, 10], 0, False),  # too few nights to know what is usual
        ([1, 2, 1], 0, False),  # a source that brings little anyway
    ],
)
def test_a_source_that_falls_silent_while_it_answers_is_told(
    tmp_path: Path, documents: Rows, nights: list[int], tonight: int, quiet: bool
) -> None:
    settings = Settings(tmp_path)

    def write(edition: date, new: int) -> None:
        listing = {"role": "listing", "outcome": "listed", "sha256": None}
        rows = [listing, *[{}] * new, *[{"outcome": "not_modified"}] * 20]
        frame = documents(*({**row, "edition": edition} for row in rows))
        write_staged(settings, "documents", edition, frame)

    for days, new in enumerate(nights, 1):
        write(EDITION - timedelta(days=days), new)
    write(EDITION, tonight)

    outcomes = {o.expectation.id: o for o in audit("documents", EDITION, settings).assessment.outcomes}
    assert outcomes["sources_bring_news"].passed != quiet
    assert outcomes["sources_bring_news"].evaluated == 1
    assert not outcomes["sources_bring_news"].stops
