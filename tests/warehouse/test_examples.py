"""Every example runs, and finds what it asks for in a ledger of two nights."""

from pathlib import Path

import pytest
from ledger_rows import D1, D2, NOW, article, ask, claim, document, edit, frames, hex_id, night, row

from newsledger import model
from newsledger.warehouse import publish, schema

MIL = {"speaker_text": "the army", "speaker_country": "UKR", "speaker_sector": "MIL"}
MOD = {"speaker_text": "the ministry", "speaker_country": "RUS", "speaker_sector": "MIL"}
KYIV = {"place_name": "Kyiv", "place_country": "UKR", "place_lat": 50.45, "place_lon": 30.52, "place_precision": "city"}


def exactly(number: float) -> dict[str, object]:
    return {"quantity_low": number, "quantity_high": number, "quantity_qualifier": "exact"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "ledger.duckdb"
    old = article("raid", text="Of 250 drones over Kyiv 245 were shot down. Two died. None of it is true.")
    new = article("raid", D2, text="Of 250 drones over Kyiv 245 were shot down. Three died. None of it is true.")
    talks = article("talks", text="307 prisoners came home. Washington threatens sanctions.", source="wire")

    def raid(of, dead, word):
        return [
            claim(of, "launch", object_class="drone", **KYIV, **MIL, **exactly(250)),
            claim(of, "intercept", object_class="drone", **KYIV, **MIL, **exactly(245)),
            claim(of, "kill", evidence=f"{word} died.", object_class="person", **KYIV, **MIL, **exactly(dead)),
            claim(of, "kill", object_class="person", **KYIV, **MOD, polarity="negated"),
        ]

    freed = claim(
        talks, "release", object_class="prisoner", actor_country="RUS", recipient_country="UKR", **exactly(307)
    )
    pact = claim(talks, "agree", actor_country="IND", recipient_country="PAK", cameo_code="057")
    freed |= {"doubts": ["number_given_twice"]}
    threat = claim(talks, "threaten", actor_country="USA", recipient_country="RUS", modality="conditional")

    def result(edition, unexpected):
        values = {"edition": edition, "table_name": "claims", "expectation": "toll", "evaluated": 4}
        found = {"passed": not unexpected, "unexpected": unexpected}
        return row(model.QUALITY_RESULTS, result_id=hex_id(str(edition)), **values | found)

    first = frames(
        articles=[old, talks], claims=[*raid(old, 2, "Two"), freed, threat, pact], quality_results=[result(D1, 0)]
    )
    publish(path, first, night(D1), now=NOW)
    silent = row(model.SOURCE_NIGHTS, source_night_id="wire", edition=D2, source="wire", verdict="silent")
    late = document("late", D2, outcome="deadline", reason="no whole answer within 30 s")
    read = [document(new["url"].removeprefix("https://news.example/"), D2), late]
    second = frames(
        articles=[new],
        documents=read,
        claims=raid(new, 3, "Three"),
        edits=[edit(old, new)],
        quality_results=[result(D2, 1)],
        source_nights=[silent],
    )
    publish(path, second, night(D2), now=NOW)
    return path


@pytest.mark.parametrize("example", schema.definitions("examples"), ids=lambda example: example.name)
def test_an_example_answers_its_question(ledger, example):
    assert example.question.endswith("?")
    assert not ask(ledger, example.sql).is_empty()


def test_there_are_enough_of_them():
    assert len(schema.definitions("examples")) >= 15
