import json
import os
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from assets.resources import Installation
from assets.sensors import dropped_files, failed_runs


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    (tmp_path / "pages").mkdir()
    (tmp_path / "sources.yaml").write_text("sources: [{name: desk, kind: files, place: pages}]")
    return Installation(home=str(tmp_path), sources_file=str(tmp_path / "sources.yaml"))


def drop(folder: Path, name: str, *, seconds_ago: float) -> None:
    path = folder / "pages" / name
    path.write_text(name)
    moment = datetime.now(UTC).timestamp() - seconds_ago
    os.utime(path, (moment, moment))


def tick(installation: Installation, cursor: str | None) -> dg.SensorResult:
    result = dropped_files(dg.build_sensor_context(cursor=cursor), installation=installation)
    assert isinstance(result, dg.SensorResult)
    return result


def test_a_dropped_file_asks_for_todays_edition_once(tmp_path: Path, installation: Installation) -> None:
    drop(tmp_path, "a.html", seconds_ago=100)

    first = tick(installation, None)
    second = tick(installation, first.cursor)
    drop(tmp_path, "b.html", seconds_ago=100)
    third = tick(installation, first.cursor)

    assert [r.partition_key for r in first.run_requests or []] == [datetime.now(UTC).date().isoformat()]
    assert not second.run_requests
    assert len(third.run_requests or []) == 1
    assert third.cursor != first.cursor


def test_a_file_that_is_still_arriving_is_waited_for(tmp_path: Path, installation: Installation) -> None:
    drop(tmp_path, "a.html", seconds_ago=0)

    result = tick(installation, "before")

    assert not result.run_requests
    assert result.cursor == "before"


def test_a_file_from_a_clock_that_is_fast_is_not_waited_for(tmp_path: Path, installation: Installation) -> None:
    drop(tmp_path, "a.html", seconds_ago=-86_400)

    assert len(tick(installation, "before").run_requests or []) == 1


def test_a_failed_run_is_written_down(tmp_path: Path, installation: Installation) -> None:
    @dg.op
    def breaks() -> None:
        raise ValueError("the disk is full")

    @dg.job
    def nightly() -> None:
        breaks()

    with dg.DagsterInstance.ephemeral() as instance:
        tags = {"dagster/partition": "2025-05-24"}
        result = nightly.execute_in_process(instance=instance, raise_on_error=False, tags=tags)
        context = dg.build_run_status_sensor_context(
            "failed_runs", result.get_run_failure_event(), instance, result.dagster_run
        ).for_run_failure()
        failed_runs(context, installation=installation)

    (line,) = (tmp_path / "alerts.jsonl").read_text().splitlines()
    alert = json.loads(line)
    assert (alert["job"], alert["edition"], alert["run"]) == ("nightly", "2025-05-24", result.run_id)
    assert alert["error"] == "breaks: ValueError: the disk is full"
