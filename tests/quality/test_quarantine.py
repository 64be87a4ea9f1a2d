import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from newsledger import show
from newsledger.config import Configuration, Settings, load_configuration
from newsledger.errors import UsageError
from newsledger.quality.audit import audit_edition
from newsledger.quarantine import reasons, release
from newsledger.release import publish_edition
from newsledger.show.quarantine import rechecked, set_aside
from newsledger.staging import write_staged
from newsledger.warehouse import connect, query, versions

EDITION, NEXT = date(2025, 5, 24), date(2025, 5, 25)
Rows = Callable[..., pl.DataFrame]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home")


@pytest.fixture
def configuration(tmp_path: Path) -> Configuration:
    (tmp_path / "pages").mkdir()
    path = tmp_path / "sources.yaml"
    path.write_text("sources: [{name: wire, kind: files, place: pages}]")
    return load_configuration(path)


@pytest.fixture
def stage(settings: Settings, documents: Rows, articles: Rows, claims: Rows) -> Callable[..., None]:
    def write(edition: date, *changes: dict[str, object]) -> None:
        own = {"edition": edition}
        names = {"document_id": f"{edition:%Y%m%d}{0:024x}", "revision_id": f"{edition:%Y%m%d}{1:024x}"}
        rows = [
            {**own, "claim_id": f"{edition:%Y%m%d}{n:024x}", "revision_id": names["revision_id"], **change}
            for n, change in enumerate(changes)
        ]
        write_staged(settings, "documents", edition, documents({**own, "document_id": names["document_id"]}))
        write_staged(settings, "articles", edition, articles({**own, **names}))
        write_staged(settings, "claims", edition, claims(*rows))

    return write


def test_what_is_held_is_told_by_reason_and_released_after_a_fix(
    settings: Settings,
    configuration: Configuration,
    stage: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    stage(EDITION, {}, {}, {"polarity": "denied"}, {"polarity": "no", "action": "shoot"})
    stage(NEXT, {}, {}, {"action": "shoot"})
    for edition in (EDITION, NEXT):
        publish_edition(edition, audit_edition(edition, settings), configuration, settings)

    first, second = reasons(settings.ledger)
    assert (first.table, first.expectation, first.rows, first.first, first.last) == (
        "claims",
        "action_known",
        2,
        EDITION,
        NEXT,
    )
    assert second.protects_from == "A polarity outside the vocabulary, so that a denial is counted as a deed."
    assert second.examples[0][1] == "intercept: “12 drones were shot down over Kursk” (said by The ministry)"
    show.console().print(set_aside([first, second]))
    assert "claims.action_known" in capsys.readouterr().out

    # Nothing was mended: nothing passes, and there is no new version.
    before = versions(settings.ledger).height
    assert [(r.edition, r.released, r.held, r.version) for r in release(configuration, settings)] == [
        (EDITION, 0, 2, None),
        (NEXT, 0, 1, None),
    ]
    assert versions(settings.ledger).height == before

    # One of the two reasons is mended.
    stage(EDITION, {}, {}, {}, {"action": "shoot"})
    (outcome,) = release(configuration, settings, "polarity_known")
    assert (outcome.edition, outcome.released, outcome.held, outcome.version) == (EDITION, 1, 1, before + 1)
    assert rechecked(outcome).plain == "2025-05-24: 1 row released, 1 held; published version 3"
    assert versions(settings.ledger)["note"][0] == "released 1 row of 2025-05-24 from quarantine"
    with connect(settings.ledger) as connection:
        assert query(connection, "SELECT count(*) FROM claims WHERE edition = '2025-05-24'").item() == 3
    with pytest.raises(
        UsageError, match=r"Nothing is in quarantine for 'polarity_known'. The reasons are action_known"
    ):
        list(release(configuration, settings, "polarity_known"))
    with pytest.raises(UsageError, match=r"The reasons are action_known"):
        reasons(settings.ledger, "polarity_known")


def test_an_edition_that_cannot_be_checked_is_told_and_the_others_go_on(
    settings: Settings, configuration: Configuration, stage: Callable[..., None]
) -> None:
    for edition in (EDITION, NEXT):
        stage(edition, {}, {}, {"action": "shoot"})
        publish_edition(edition, audit_edition(edition, settings), configuration, settings)
    (settings.staged / "claims" / f"{EDITION}.parquet").unlink()
    stage(NEXT, {}, {}, {})

    lost, mended = release(configuration, settings)

    assert "there are no claims of 2025-05-24. Make them: newsledger run --edition 2025-05-24" in str(lost.problem)
    assert (mended.released, mended.problem) == (1, None)


def test_ten_thousand_rows_are_set_aside_whole_and_told_by_examples(
    settings: Settings, configuration: Configuration, stage: Callable[..., None]
) -> None:
    stage(EDITION, *({"polarity": "denied" if n % 3 == 0 else "affirmed"} for n in range(30_000)))

    audited = audit_edition(EDITION, settings)
    publish_edition(EDITION, audited, configuration, settings)

    assert audited.tables["claims"].accepted.height == 20_000
    assert audited.quarantined.height == 10_000
    (reason,) = reasons(settings.ledger)
    assert (reason.rows, len(reason.examples)) == (10_000, 3)
    with connect(settings.ledger) as connection:
        kept = query(connection, "SELECT count(*) AS rows, count(DISTINCT row_key) AS keys FROM quarantine")
        assert kept.rows() == [(10_000, 10_000)]
        held = query(connection, "SELECT len(sample_keys) FROM quality_results WHERE expectation = 'polarity_known'")
        assert held.item() == 20


def test_without_great_expectations_nothing_is_published(
    settings: Settings, stage: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(EDITION, {}, {})
    monkeypatch.setitem(sys.modules, "great_expectations", None)

    with pytest.raises(UsageError, match=r"nothing published: Great Expectations cannot be imported .* Install it"):
        audit_edition(EDITION, settings)
    assert not settings.ledger.exists()
    assert not list(settings.staged.glob("assessments/*/*"))
    monkeypatch.undo()
    assert not audit_edition(EDITION, settings).stopping


def test_a_ledger_without_quarantine_says_so(
    settings: Settings, configuration: Configuration, stage: Callable[..., None]
) -> None:
    stage(EDITION, {}, {})
    publish_edition(EDITION, audit_edition(EDITION, settings), configuration, settings)

    assert reasons(settings.ledger) == []
    assert list(release(configuration, settings)) == []
