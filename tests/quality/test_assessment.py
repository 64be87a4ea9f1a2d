import json
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from newsledger import model
from newsledger.quality.assessment import Assessment, assess, split
from newsledger.quality.suites import Suite
from newsledger.quality.validation import CHECKED, HELPERS, LEDGER, ledger_frame, validation_frame

EDITION = date(2025, 5, 24)
Rows = Callable[..., pl.DataFrame]
Vocabularies = dict[str, pl.DataFrame]


def failed(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    return {o.expectation.id: o.failing_keys for o in assessment.outcomes if not o.passed}


@pytest.fixture
def related(documents: Rows, articles: Rows, vocabularies: Vocabularies) -> Vocabularies:
    return {**vocabularies, "documents": documents(), "articles": articles()}


def test_a_sound_edition_passes(documents: Rows, articles: Rows, claims: Rows, related: Vocabularies) -> None:
    for table, frame in (("documents", documents()), ("articles", articles()), ("claims", claims())):
        assessment = assess(table, frame, related, EDITION)
        assert failed(assessment) == {}
        assert {o.error for o in assessment.outcomes} == {None}
        assert split(frame, assessment)[0].equals(frame)


@pytest.mark.parametrize("table", CHECKED)
def test_an_empty_table_stops_nothing(table: str, related: Vocabularies) -> None:
    empty = ledger_frame({}, 0.0) if table == LEDGER else model.table(table).empty()

    assessment = assess(table, empty, related, EDITION)

    assert failed(assessment) == {}
    assert not assessment.stopping


@pytest.mark.parametrize(
    ("expectation", "change"),
    [
        ("key_well_formed", {"claim_id": "C-1"}),
        ("article_found", {"revision_id": "f" * 32}),
        ("evidence_present", {"evidence_end": 0}),
        ("evidence_matches", {"evidence": "13 drones were shot down over Kursk"}),
        ("evidence_matches", {"evidence_start": -1}),
        ("evidence_matches", {"evidence_end": 9_999}),
        ("evidence_matches", {"evidence_field": "title"}),
        ("evidence_field_known", {"evidence_field": "caption"}),
        ("action_known", {"action": "shoot"}),
        ("object_class_known", {"object_class": "balloon"}),
        ("qualifier_known", {"quantity_qualifier": "roughly"}),
        ("modality_known", {"modality": "likely"}),
        ("polarity_known", {"polarity": "denied"}),
        ("actor_sector_known", {"actor_sector": "ARMY"}),
        ("recipient_sector_known", {"recipient_sector": "ARMY"}),
        ("speaker_sector_known", {"speaker_sector": "ARMY"}),
        ("actor_country_well_formed", {"actor_country": "RU"}),
        ("recipient_country_well_formed", {"recipient_country": "Russia"}),
        ("speaker_country_well_formed", {"speaker_country": "eu"}),
        ("place_country_well_formed", {"place_country": "UKR "}),
        ("quantity_not_negative", {"quantity_low": -16.0, "quantity_qualifier": "range"}),
        ("quantity_order", {"quantity_low": 13.0, "quantity_qualifier": "range"}),
        ("quantity_exact", {"quantity_low": 11.0}),
        ("quantity_worded", {"quantity_text": None}),
        ("latitude_possible", {"place_lat": 136.19}),
        ("longitude_possible", {"place_lon": -181.0}),
        ("coordinates_in_country", {"place_country": "USA"}),
        ("coordinates_in_country", {"place_lat": 36.19, "place_lon": 51.73}),
        ("coordinates_whole", {"place_lon": None}),
        ("date_order", {"date_end": date(2025, 5, 22)}),
        ("date_not_after_publication", {"date_start": date(2025, 5, 26), "date_end": date(2025, 5, 26)}),
        ("date_not_absurd", {"date_start": date(307, 1, 1)}),
        ("speaker_cued", {"speaker_cue": None}),
        ("rule_named", {"rule": ""}),
    ],
)
def test_a_broken_claim_is_found(
    expectation: str, change: dict[str, object], claims: Rows, related: Vocabularies
) -> None:
    frame = claims({}, change, {})
    bad_key = frame["claim_id"][1]

    assessment = assess("claims", frame, related, EDITION)

    assert failed(assessment)[expectation] == (bad_key,)
    assert {o.error for o in assessment.outcomes} == {None}
    action = next(o.expectation.action for o in assessment.outcomes if o.expectation.id == expectation)
    accepted, quarantined = split(frame, assessment)
    assert accepted["claim_id"].to_list() == [k for k in frame["claim_id"] if k != bad_key or action == "keep"]
    assert quarantined["row_key"].to_list() == ([] if action == "keep" else [bad_key])
    assert not assessment.stopping


def test_evidence_that_runs_over_paragraphs_is_told(articles: Rows, claims: Rows, related: Vocabularies) -> None:
    text = "The ministry said that 12 drones were shot down over Kursk. " * 20
    told = {"evidence": text, "evidence_start": 0, "evidence_end": len(text)}

    assessment = assess("claims", claims(told), {**related, "articles": articles({"text": text})}, EDITION)

    assert failed(assessment).keys() == {"evidence_short"}


@pytest.mark.parametrize(
    ("expectation", "change"),
    [
        ("key_well_formed", {"revision_id": "A" * 32}),
        ("story_key_well_formed", {"article_id": "1"}),
        ("document_found", {"document_id": "f" * 32}),
        ("text_present", {"text": "", "characters": 0}),
        ("title_present", {"title": None}),
        ("text_readable", {"text": "Le prÃ©sident a parlÃ© Ã\xa0 l’hÃ´tel â€“ hier."}),
        ("text_clean", {"text": "He met the mayor of Malm\ufffd on Friday. " * 3}),
        ("length_sane", {"characters": 180}),
        ("length_sane", {"characters": 150_000}),
        ("no_wall", {"text": "We use cookies. Accept all cookies to go on."}),
        ("language_read", {"language": "de"}),
        ("published_not_in_future", {"published_date": date(2025, 11, 5)}),
        ("published_not_absurd", {"published_date": date(1970, 1, 1)}),
    ],
)
def test_a_broken_article_is_found(
    expectation: str, change: dict[str, object], articles: Rows, related: Vocabularies
) -> None:
    frame = articles({}, change)

    assessment = assess("articles", frame, related, EDITION)

    assert failed(assessment)[expectation] == (frame["revision_id"][1],)
    assert not assessment.stopping


def test_an_archive_that_is_away_stops_and_one_damaged_page_is_told(articles: Rows, related: Vocabularies) -> None:
    lost = {"kind": "unreadable", "text": None, "flags": ["archive_damaged"]}

    away = assess("articles", articles(*[{}] * 7, lost), related, EDITION)
    damaged = assess("articles", articles(*[{}] * 19, lost), related, EDITION)

    assert [o.expectation.id for o in away.stopping] == ["archive_there"]
    assert failed(damaged).keys() == {"archive_whole"}
    assert not damaged.stopping


def test_good_letters_with_accents_are_not_garbled(articles: Rows, related: Vocabularies) -> None:
    frame = articles({"text": "São Paulo, Łódź, Škoda, Ðakovo, ÅLAND, À bientôt, 5 € — “déjà vu”, £3, Киев."})

    assert failed(assess("articles", frame, related, EDITION)) == {}


def test_pages_that_are_no_articles_are_not_held_to_what_articles_must_be(
    articles: Rows, related: Vocabularies
) -> None:
    change = {"kind": "too_short", "text": None, "title": None, "characters": 0, "language": "de"}

    assert failed(assess("articles", articles({}, change), related, EDITION)) == {}


@pytest.mark.parametrize(
    ("expectation", "change"),
    [
        ("key_well_formed", {"document_id": "1"}),
        ("outcome_known", {"outcome": "lost"}),
        ("role_known", {"role": "picture"}),
        ("listings_read", {"role": "listing", "outcome": "dns"}),
        ("listings_whole", {"role": "listing", "outcome": "listing_damaged"}),
        ("body_archived", {"warc_file": None}),
        ("body_archived", {"warc_file": None, "outcome": "unchanged"}),
        ("hash_well_formed", {"sha256": "abc"}),
        ("status_possible", {"status": 42}),
    ],
)
def test_a_broken_document_is_found(
    expectation: str, change: dict[str, object], documents: Rows, related: Vocabularies
) -> None:
    frame = documents({}, {}, {}, change, {}, {}, {"role": "listing", "outcome": "listed"})

    assert failed(assess("documents", frame, related, EDITION))[expectation] == (frame["document_id"][3],)


def test_a_night_in_which_nothing_was_fetched_stops(documents: Rows, related: Vocabularies) -> None:
    lost = {"outcome": "deadline", "status": None, "sha256": None, "warc_file": None, "warc_offset": None}
    listed, silent = {"role": "listing", "outcome": "listed"}, {**lost, "role": "listing"}

    def stopping(*rows: dict[str, object]) -> list[str]:
        return [o.expectation.id for o in assess("documents", documents(*rows), related, EDITION).stopping]

    assert stopping(listed, lost, lost) == ["some_pages_fetched"]
    assert stopping(silent, silent) == ["some_listings_read"]
    assert stopping(listed, silent, lost, lost, {}) == []
    assert stopping(listed) == []


@pytest.mark.parametrize("claim_id", [None, f"{300:032x}"])
def test_keys_missing_or_given_twice_stop(claim_id: str | None, claims: Rows, related: Vocabularies) -> None:
    assessment = assess("claims", claims({}, {"claim_id": claim_id}), related, EDITION)

    assert [o.expectation.id for o in assessment.stopping] == ["key_present" if claim_id is None else "key_unique"]


def test_quarantine_keeps_whole_rows_and_all_reasons(claims: Rows, related: Vocabularies) -> None:
    frame = claims({}, {"action": "shoot", "place_lat": 99.0})

    accepted, quarantined = split(frame, assess("claims", frame, related, EDITION))

    assert accepted.height + quarantined.height == frame.height
    row = quarantined.row(0, named=True)
    assert row["table_name"] == "claims"
    assert row["expectations"] == ["action_known", "latitude_possible"]
    assert row["reason"].startswith("An action outside the vocabulary")
    kept = json.loads(row["row_json"])
    assert kept.keys() == model.CLAIMS.schema.keys()
    assert (kept["place_lat"], kept["date_start"]) == (99.0, "2025-05-23")


def test_what_is_found_does_not_depend_on_the_order_of_rows(claims: Rows, related: Vocabularies) -> None:
    frame = claims({}, {"action": "shoot"}, {"polarity": "no"}, {"action": "shoot"})
    forward, backward = (assess("claims", f, related, EDITION) for f in (frame, frame.reverse()))

    by_key = [split(f, a)[1].sort("row_key") for f, a in ((frame, forward), (frame.reverse(), backward))]
    assert by_key[0].equals(by_key[1])


def test_results_are_rows_of_the_contract(claims: Rows, related: Vocabularies) -> None:
    frame = claims(*({"action": "shoot"} for _ in range(30)))

    results = assess("claims", frame, related, EDITION).results()

    assert results.schema == model.QUALITY_RESULTS.schema
    assert results["result_id"].is_unique().all()
    row = results.row(by_predicate=pl.col("expectation") == "action_known", named=True)
    assert (row["passed"], row["evaluated"], row["unexpected"], len(row["sample_keys"])) == (False, 30, 30, 20)


def test_a_critical_expectation_that_cannot_be_run_stops(claims: Rows, related: Vocabularies) -> None:
    # Values of two kinds cannot be compared: the one way to break a run that the reading of suites lets through.
    suite = Suite.model_validate(
        {
            "suite": "claims",
            "expectations": [
                {
                    "id": "rule_positive",
                    "protects_from": "An expectation that was switched off by its own error.",
                    "type": "expect_column_values_to_be_between",
                    "kwargs": {"column": "rule", "min_value": 1},
                    "severity": "critical",
                    "action": "quarantine",
                }
            ],
        }
    )

    (outcome,) = assess("claims", claims(), related, EDITION, suite).outcomes

    assert not outcome.passed
    assert outcome.error
    assert outcome.stops


@pytest.mark.parametrize(
    ("counts", "share", "expected"),
    [
        ((100, 100, 0), 0.1, set()),
        ((100, 94, 6), 0.1, {"few_quarantined"}),
        ((100, 49, 51), 0.1, {"few_quarantined", "most_accepted"}),
        ((100, 99, 0), 0.1, {"nothing_lost"}),
        ((100, 100, 0), 0.9, {"articles_give_claims"}),
        ((0, 0, 0), 0.0, {"edition_not_empty"}),
    ],
)
def test_the_night_as_a_whole(counts: tuple[int, int, int], share: float, expected: set[str]) -> None:
    frame = ledger_frame({"articles": counts, "claims": (10, 10, 0)}, share)

    assessment = assess(LEDGER, frame, {}, EDITION)

    assert failed(assessment) == dict.fromkeys(expected, ("articles",))
    assert {o.expectation.id for o in assessment.stopping} == expected & {"nothing_lost", "most_accepted"}


def test_helpers_are_there_and_described(documents: Rows, articles: Rows, claims: Rows, related: Vocabularies) -> None:
    frames = {"documents": documents(), "articles": articles(), "claims": claims(), LEDGER: ledger_frame({}, 0.0)}
    frames["source_nights"] = model.SOURCE_NIGHTS.empty()
    assert frames.keys() == HELPERS.keys() == set(CHECKED)
    for table, frame in frames.items():
        assert HELPERS[table].keys() <= set(validation_frame(table, frame, related).columns)
