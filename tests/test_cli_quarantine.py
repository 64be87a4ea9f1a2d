"""The command for quarantine as a user meets it: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from ledger_rows import D1, D2, NOW, article, claim, frames, hex_id, night, row

from newsledger import model
from newsledger.warehouse import publish

STORY = article("story", text=" ".join(f"Drone {n} came." for n in range(5)))
ASIDE = [claim(STORY, "launch", evidence=f"Drone {n} came.", speaker_text="the mayor") for n in range(5)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose ledger holds five claims in quarantine, of which no staged file is left."""
    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path / "data"))
    (tmp_path / "sources.yaml").write_text("sources: [{name: desk, kind: files, place: .}]")
    held = [
        row(
            model.QUARANTINE,
            quarantine_id=hex_id(str(number)),
            edition=D1 if number else D2,
            table_name="claims",
            row_key=each["claim_id"],
            expectations=["action_known", "rule_named"] if number == 4 else ["action_known"],
            row_json=json.dumps({**dict.fromkeys(model.CLAIMS.schema), **each}, default=str),
        )
        for number, each in enumerate(ASIDE)
    ]
    result = row(model.QUALITY_RESULTS, table_name="claims", expectation="action_known", protects_from="Unknown deeds.")
    publish(
        tmp_path / "data" / "ledger.duckdb",
        frames(articles=[STORY], quarantine=held, quality_results=[result]),
        night(D1, D2),
        now=NOW,
    )
    return tmp_path


def test_reasons_come_with_counts_editions_and_examples(newsledger):
    out = newsledger("quarantine").out
    action, rule = out.index("claims.action_known"), out.index("claims.rule_named")
    assert action < rule
    assert f"5  (editions {D1} to {D2})" in out
    assert "Unknown deeds." in out
    assert out[action:rule].count("launch: “Drone ") == 3
    assert f"{ASIDE[0]['claim_id'][:12]}…" in out  # the newest edition first
    assert "launch: “Drone 4 came.” (said by the mayor)" in out[rule:]


def test_one_reason_comes_with_more_examples(newsledger):
    assert newsledger("quarantine", "--reason", "action_known").out.count("launch: “Drone ") == 5
    wrong = newsledger("quarantine", "--reason", "acton_known")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Nothing is in quarantine for 'acton_known'. The reasons are action_known, rule_named." in wrong.err


def test_what_cannot_be_checked_again_is_told_with_the_remedy(newsledger, home):
    ended = newsledger("quarantine", "release", "--sources", str(home / "sources.yaml"))
    assert ended.code == 1
    assert [line[:10] for line in ended.out.splitlines()] == [str(D1), str(D2)]
    assert f"Make them: newsledger run --edition {D1}" in ended.out


def test_a_reason_in_front_of_release_is_not_passed_over(newsledger):
    ended = newsledger("quarantine", "--reason", "action_known", "release")
    assert (ended.code, ended.out) == (2, "")
    assert "Write: release --reason" in ended.err
