"""How things stand: the rules by which something needs a person, on a real ledger and real files."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from ledger_rows import D1, NOW, article, document, frames, night

from newsledger import model
from newsledger.alerts import raise_alert
from newsledger.config import Settings
from newsledger.late import late_editions
from newsledger.morning import LastRun, Morning, Runs, look
from newsledger.show import status, to_json
from newsledger.warehouse import publish

MORNING = datetime.combine(D1 + timedelta(days=1), datetime.min.time(), UTC).replace(hour=7)
GOOD = LastRun("r1", "nightly", f"{D1}", "success", MORNING, MORNING, is_over=True)
RUNS = Runs(GOOD, MORNING, daemon_is_there=True, schedule_is_on=True)


def result(expectation: str, severity: str, *, passed: bool, edition: date = D1) -> dict[str, object]:
    return {
        "result_id": f"{expectation} {edition}",
        "edition": edition,
        "table_name": "claims",
        "expectation": expectation,
        "protects_from": "Claims that are not so.",
        "severity": severity,
        "action": "quarantine",
        "passed": passed,
        "evaluated": 10,
        "unexpected": 0 if passed else 3,
        "sample_keys": [],
    }


def published(settings: Settings, *results: dict[str, object], edition: date = D1) -> None:
    found = article("first", edition)
    rows = list(results) or [result("key_unique", "critical", passed=True, edition=edition)]
    made = frames(articles=[found], documents=[document(found["url"], edition)], quality_results=rows)
    publish(settings.ledger, made, night(edition), now=NOW)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data")


def concerns(morning: Morning) -> list[str]:
    return [f"{concern.what} > {concern.remedy}" for concern in morning.concerns]


def test_after_a_good_night_nothing_needs_a_person(settings: Settings) -> None:
    published(settings)

    morning = look(settings, RUNS, MORNING)

    assert concerns(morning) == []
    assert (morning.due, morning.newest) == (D1, D1)
    assert [version["version"] for version in morning.versions] == [1]
    assert morning.megabytes["ledger"] > 0
    assert json.loads(to_json(status.as_json(morning)))["ok"] is True


def test_a_missing_night_says_how_to_make_it_up_and_why_nothing_did(settings: Settings) -> None:
    published(settings)
    next_day = MORNING + timedelta(days=1)
    missing = D1 + timedelta(days=1)

    off = look(settings, Runs(GOOD, MORNING, daemon_is_there=True, schedule_is_on=False), next_day)
    gone = look(settings, Runs(GOOD, MORNING, daemon_is_there=False, schedule_is_on=True), next_day)

    late = f"The edition of last night, {missing}, is not in the ledger. > newsledger run --edition {missing}"
    assert concerns(off)[0] == concerns(gone)[0] == late
    assert "switched off" in concerns(off)[1]
    assert "no daemon" in concerns(gone)[1]


def test_before_the_night_is_over_its_edition_is_not_missed(settings: Settings) -> None:
    published(settings)

    assert concerns(look(settings, RUNS, MORNING.replace(hour=3) + timedelta(days=1))) == []


def test_a_failed_run_is_told_with_its_reason_and_the_way_on(settings: Settings) -> None:
    published(settings)
    raise_alert(settings, "r2", "nightly", f"{D1}", "documents.some_listings_read: No source could be read.")
    failed = LastRun("r2", "nightly", f"{D1}", "failure", MORNING, MORNING, is_over=True)
    of_range = LastRun("r2", "nightly", "2025-01-01 to 2025-02-01", "failure", MORNING, MORNING, is_over=True)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)

    (one,) = concerns(look(settings, Runs(failed, long_ago, True, True), MORNING))
    (many,) = concerns(look(settings, Runs(of_range, long_ago, True, True), MORNING))

    assert "ended as failure. documents.some_listings_read: No source" in one
    assert one.endswith(f"Mend the cause, then: newsledger run --edition {D1}")
    assert many.endswith("Mend the cause, then: newsledger backfill 2025-01-01 2025-02-01")


def test_a_critical_check_needs_a_person_and_a_warning_does_not(settings: Settings) -> None:
    published(
        settings,
        result("evidence_is_there", "critical", passed=False),
        result("speaker_cued", "warning", passed=False),
    )

    morning = look(settings, RUNS, MORNING)

    (told,) = concerns(morning)
    assert told.startswith("claims.evidence_is_there: Claims that are not so. 3 of 10 rows")
    assert told.endswith("> newsledger quarantine --reason evidence_is_there")
    assert [check["expectation"] for check in morning.failed_checks] == ["evidence_is_there", "speaker_cued"]


def test_a_source_that_fell_silent_is_named(settings: Settings) -> None:
    nights = [
        {
            "source_night_id": f"{number}",
            "edition": D1,
            "source": source,
            "measure": "documents",
            "nights": 9,
            "verdict": verdict,
            "in_words": f"{source}: 0 documents, usually 12",
        }
        for number, (source, verdict) in enumerate([("wire", "silent"), ("desk", "usual")])
    ]
    found = article("first", D1)
    made = frames(
        articles=[found],
        documents=[document(found["url"], D1)],
        quality_results=[result("key_unique", "critical", passed=True)],
        source_nights=nights,
    )
    publish(settings.ledger, made, night(D1), now=NOW)

    assert look(settings, RUNS, MORNING).silent_sources == ("wire: 0 documents, usually 12",)


def test_without_a_ledger_it_says_what_there_is(settings: Settings) -> None:
    morning = look(settings, Runs(None, None, False, False), MORNING)

    assert (morning.newest, morning.versions) == (None, ())
    assert any("is not in the ledger" in line for line in concerns(morning))
    assert not settings.home.exists()


def test_an_edition_whose_sources_were_not_read_to_their_end_is_late(settings: Settings) -> None:
    published(settings)
    before = D1 - timedelta(days=1)
    settings.raw(before).mkdir(parents=True)
    (settings.raw(before) / "desk-00000.jsonl.partial").touch()

    assert late_editions(settings, D1) == [before]
    assert f"The sources of {before} were not read to their end." in concerns(look(settings, RUNS, MORNING))[0]


def test_late_are_the_two_editions_before_that_were_fetched_and_not_published(settings: Settings) -> None:
    published(settings)
    ended = D1 + timedelta(days=3)
    for edition in (D1 - timedelta(days=5), D1, D1 + timedelta(days=1), D1 + timedelta(days=2)):
        settings.raw(edition).mkdir(parents=True)
        (settings.raw(edition) / "desk-00000.jsonl").touch()

    assert late_editions(settings, ended) == [D1 + timedelta(days=2), D1 + timedelta(days=1)]
    assert late_editions(settings, D1 + timedelta(days=1)) == []


def test_the_tables_that_it_reads_are_those_of_the_contract() -> None:
    assert {"edition", "passed", "severity"} <= set(model.QUALITY_RESULTS.schema)
    assert {"verdict", "in_words", "measure"} <= set(model.SOURCE_NIGHTS.schema)


def test_on_the_first_day_no_night_was_due(settings: Settings) -> None:
    published(settings, edition=D1 + timedelta(days=1))

    assert concerns(look(settings, RUNS, MORNING)) == []


def test_a_data_folder_whose_parents_are_not_there_has_nothing(tmp_path: Path) -> None:
    morning = look(Settings(tmp_path / "not" / "yet" / "there"), RUNS, MORNING)

    assert (morning.newest, morning.megabytes) == (None, {})


def test_a_ledger_that_cannot_be_opened_needs_a_person(settings: Settings) -> None:
    settings.home.mkdir()
    settings.ledger.write_bytes(b"no ledger")

    (told,) = concerns(look(settings, RUNS, MORNING))

    assert f"{settings.ledger} cannot be opened" in told
    assert told.endswith("> newsledger restore")


def test_a_ledger_that_cannot_be_opened_keeps_no_night_from_being_fetched(settings: Settings) -> None:
    before = D1 - timedelta(days=1)
    for edition in (before, D1 - timedelta(days=2)):
        settings.raw(edition).mkdir(parents=True)
        (settings.raw(edition) / "desk-00000.jsonl").touch()
    (settings.raw(before) / "wire-00000.jsonl.partial").touch()
    settings.ledger.write_bytes(b"no ledger")

    assert late_editions(settings, D1) == [before]


def test_an_edition_of_the_week_that_was_fetched_and_not_published_is_told(settings: Settings) -> None:
    published(settings)
    published(settings, edition=D1 + timedelta(days=4))
    stopped = D1 + timedelta(days=1)
    settings.raw(stopped).mkdir(parents=True)
    (settings.raw(stopped) / "desk-00000.jsonl").touch()

    morning = look(settings, RUNS, MORNING + timedelta(days=4))

    told = f"The edition of {stopped} was fetched and is not in the ledger. > newsledger run --edition {stopped}"
    assert concerns(morning) == [told]


def test_an_edition_of_a_day_that_is_not_over_is_not_judged(settings: Settings) -> None:
    published(settings)
    today = D1 + timedelta(days=1)
    published(settings, result("evidence_is_there", "critical", passed=False, edition=today), edition=today)

    morning = look(settings, RUNS, MORNING)

    assert (morning.newest, morning.judged, morning.failed_checks) == (today, D1, ())
    assert concerns(morning) == []


def test_an_edition_that_is_being_run_needs_nobody(settings: Settings) -> None:
    published(settings)
    settings.raw(D1).mkdir(parents=True)
    (settings.raw(D1) / "desk-00000.jsonl.partial").touch()
    running = LastRun("r2", "nightly", f"{D1}", "started", MORNING, None, is_over=False)

    assert concerns(look(settings, Runs(running, MORNING, True, True), MORNING)) == []


def test_a_source_that_never_worked_is_told_once(settings: Settings) -> None:
    never = {
        "source_night_id": "1",
        "edition": D1,
        "source": "wire",
        "measure": "documents",
        "nights": 3,
        "verdict": "never_worked",
        "in_words": "wire: no listing was read and no page came in 3 nights",
    }
    found = article("first", D1)
    check = result("sources_work", "critical", passed=False) | {"table_name": "source_nights", "action": "keep"}
    made = frames(
        articles=[found], documents=[document(found["url"], D1)], quality_results=[check], source_nights=[never]
    )
    publish(settings.ledger, made, night(D1), now=NOW)

    (told,) = concerns(look(settings, RUNS, MORNING))

    assert told.startswith("wire: no listing was read")
