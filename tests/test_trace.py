"""A claim is followed back to its words, its article, its page and the versions that hold it."""

import json
from pathlib import Path

import pytest
from ledger_rows import D1, D2, NOW, article, claim, document, frames, hex_id, night, row

from newsledger import model, show
from newsledger.errors import UsageError
from newsledger.show.traces import traced
from newsledger.trace import Life, Slot, trace
from newsledger.warehouse import publish

TEXT = (
    "The night was loud.\n\n"
    "“Drones 🚀 came,” the mayor said. He said at least 15 people were hurt in Kyiv overnight. Kyiv slept.\n\n"
    "Kyiv woke."
)
STORY = article("story", text=TEXT, title="At least 15 hurt in Kyiv")
SPANS = {
    slot: [TEXT.index(words), TEXT.index(words) + len(words)]
    for slot, words in {
        "trigger": "were hurt",
        "quantity": "at least 15",
        "place": "Kyiv",
        "speaker": "He",
    }.items()
}
SPANS["cue"] = [SPANS["speaker"][1] + 1, SPANS["speaker"][1] + 5]
HURT = claim(
    STORY,
    "injure",
    evidence="at least 15 people were hurt in Kyiv overnight",
    sentence_index=2,
    quantity_text="at least 15",
    quantity_low=15.0,
    quantity_qualifier="at_least",
    place_text="Kyiv",
    place_country="UKR",
    speaker_text="mayor",
    speaker_cue="said",
    actor_text="Moscow",
    slot_spans=json.dumps(SPANS),
)


@pytest.fixture
def home(tmp_path):
    return tmp_path


def publish_night(home: Path, edition=D1, **rows) -> Path:
    ledger = home / "ledger.duckdb"
    publish(ledger, frames(**rows), night(edition), now=NOW)
    return ledger


def test_the_words_stand_in_their_sentence_and_paragraph(home):
    ledger = publish_night(home, articles=[STORY], claims=[HURT])
    found = trace(ledger, HURT["claim_id"], home)
    assert found.passage == TEXT.split("\n\n")[1]
    assert found.passage[slice(*found.evidence)] == HURT["evidence"]
    assert found.passage[slice(*found.sentence)] == "He said at least 15 people were hurt in Kyiv overnight."
    assert (found.claim["quantity_low"], found.article["title"]) == (15, STORY["title"])


def test_each_slot_has_its_words_its_reading_and_where_it_was_read(home):
    ledger = publish_night(home, articles=[STORY], claims=[HURT])
    quantity = {"quantity_low": 15.0, "quantity_qualifier": "at_least"}
    assert trace(ledger, HURT["claim_id"], home).slots == [
        Slot("trigger", "were hurt", {}, *SPANS["trigger"], "were hurt"),
        Slot("actor", "Moscow", {}),
        Slot("quantity", "at least 15", quantity, *SPANS["quantity"], "at least 15"),
        Slot("place", "Kyiv", {"place_country": "UKR"}, *SPANS["place"], "Kyiv"),
        Slot("speaker", "mayor", {}, *SPANS["speaker"], "He"),
        Slot("cue", "said", {}, *SPANS["cue"], "said"),
    ]


def test_a_claim_of_the_title_stands_in_the_title(home):
    titled = HURT | {"evidence_field": "title", "evidence": "At least 15 hurt", "evidence_start": 0, "evidence_end": 16}
    found = trace(publish_night(home, articles=[STORY], claims=[titled]), HURT["claim_id"], home)
    assert (found.passage, found.evidence, found.sentence) == (STORY["title"], (0, 16), (0, len(STORY["title"])))


def test_the_beginning_of_an_id_is_enough_if_only_one_claim_has_it(home):
    other = HURT | {"claim_id": HURT["claim_id"][:8] + "0" * 24, "evidence_end": HURT["evidence_end"]}
    ledger = publish_night(home, articles=[STORY], claims=[HURT, other])
    assert trace(ledger, HURT["claim_id"][:9], home).claim["claim_id"] == HURT["claim_id"]
    with pytest.raises(UsageError, match=f"2 claims have an id that begins with '{HURT['claim_id'][:8]}'"):
        trace(ledger, HURT["claim_id"][:8], home)
    with pytest.raises(UsageError, match="No claim has the id 'nothing'"):
        trace(ledger, "nothing", home)


def test_a_claim_in_quarantine_is_named_with_the_reason(home):
    aside = row(
        model.QUARANTINE, quarantine_id=hex_id("q"), table_name="claims", row_key="abc", reason="low above high"
    )
    with pytest.raises(UsageError, match="The claim abc is in quarantine, not in the ledger: low above high"):
        trace(publish_night(home, quarantine=[aside]), "ab", home)


def test_the_versions_that_hold_it_are_named(home):
    for claims in ([HURT], [HURT | {"rule": "other"}], [], [HURT]):
        ledger = publish_night(home, articles=[STORY], claims=claims)
    assert trace(ledger, HURT["claim_id"], home).lives == [Life(1, 2), Life(4, None)]
    publish_night(home, articles=[])
    gone = trace(ledger, HURT["claim_id"], home)
    assert gone.lives == [Life(1, 2), Life(4, 4)]
    assert gone.article["revision_id"] == STORY["revision_id"]


def test_the_page_is_found_in_its_archive(home):
    page = document("story", warc_file="raw/a.warc.gz", warc_offset=7)
    ledger = publish_night(home, articles=[STORY], claims=[HURT], documents=[page])
    found = trace(ledger, HURT["claim_id"], home)
    assert (found.document["warc_offset"], found.archive) == (7, None)
    (home / "raw").mkdir()
    (home / "raw" / "a.warc.gz").touch()
    assert trace(ledger, HURT["claim_id"], home).archive == home / "raw" / "a.warc.gz"


def test_failed_expectations_that_name_the_claim_or_its_article_are_told(home):
    def result(expectation, *keys):
        return row(
            model.QUALITY_RESULTS,
            result_id=hex_id(expectation),
            edition=D2,
            expectation=expectation,
            passed=False,
            unexpected=len(keys),
            sample_keys=list(keys),
        )

    results = [
        result("same_number_twice", "x", HURT["claim_id"]),
        result("title_short", STORY["revision_id"]),
        result("other", "x"),
    ]
    ledger = publish_night(home, articles=[STORY], claims=[HURT], quality_results=results)
    assert [d["expectation"] for d in trace(ledger, HURT["claim_id"], home).checks] == [
        "same_number_twice",
        "title_short",
    ]


def test_a_doubt_is_told_in_words_and_its_check_not_again(home, capsys):
    result = row(
        model.QUALITY_RESULTS,
        result_id=hex_id("check"),
        edition=D2,
        expectation="part_exceeds_whole",
        passed=False,
        sample_keys=[HURT["claim_id"]],
    )
    doubtful = HURT | {"rule": "injure.hurt.passive", "doubts": ["part_exceeds_whole", "one_of_a_later_version"]}
    ledger = publish_night(home, articles=[STORY], claims=[doubtful], quality_results=[result])

    found = trace(ledger, HURT["claim_id"], home)

    assert found.checks == []
    show.console().print(traced(found))
    shown = capsys.readouterr().out
    assert "part_exceeds_whole: It is told as a part of something whose number is smaller." in shown
    assert "one_of_a_later_version" in shown
