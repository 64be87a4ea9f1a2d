"""Dagster's own records, written by Dagster, lose what their previews quoted and nothing else."""

from datetime import date
from pathlib import Path

import dagster as dg

from assets.instance import prepare_home
from newsledger.config import Settings
from newsledger.redaction.previews import empty_previews
from newsledger.redaction.reports import remove_reports

WORDS = "Ninety drones fell on the “town”"


def held(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*.db*"))


def test_previews_are_emptied_and_numbers_stay(tmp_path):
    settings = Settings(tmp_path)
    metadata = {"preview": dg.MetadataValue.md(f"| title |\n| --- |\n| {WORDS} |"), "articles_count": 17}
    with dg.DagsterInstance.from_config(str(prepare_home(settings))) as instance:
        instance.report_runless_asset_event(dg.AssetMaterialization("articles", metadata=metadata))
    assert b"Ninety drones" in held(settings.dagster_home)

    assert empty_previews(settings.dagster_home) >= 1

    assert b"Ninety drones" not in held(settings.dagster_home)
    with dg.DagsterInstance.from_config(str(prepare_home(settings))) as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey("articles"))
        assert event is not None
        assert event.asset_materialization is not None
        shown = {name: value.value for name, value in event.asset_materialization.metadata.items()}
    assert shown == {"preview": "emptied: words were taken down", "articles_count": 17}
    assert empty_previews(settings.dagster_home) == 0


def test_examples_of_failing_rows_are_emptied_in_the_results_of_checks(tmp_path):
    settings = Settings(tmp_path)
    words, none = dg.MetadataValue.md(f"- {WORDS}"), dg.MetadataValue.md("none")

    @dg.multi_asset_check(specs=[dg.AssetCheckSpec(name, asset="articles") for name in ("failed", "held")])
    def checks():
        yield dg.AssetCheckResult(check_name="failed", passed=False, metadata={"examples": words, "unexpected_rows": 1})
        yield dg.AssetCheckResult(check_name="held", passed=True, metadata={"examples": none})

    definitions = dg.Definitions(asset_checks=[checks], executor=dg.in_process_executor)
    with dg.DagsterInstance.from_config(str(prepare_home(settings))) as instance:
        job = definitions.resolve_implicit_global_asset_job_def()
        assert job.execute_in_process(instance=instance).success
    assert b"Ninety drones" in held(settings.dagster_home)

    assert empty_previews(settings.dagster_home) >= 1

    assert b"Ninety drones" not in held(settings.dagster_home)
    assert empty_previews(settings.dagster_home) == 0


def test_the_pages_about_each_night_go(tmp_path):
    settings = Settings(tmp_path)
    assert remove_reports(settings) == 0
    (settings.reports(date(2025, 5, 24)) / "data_docs").mkdir(parents=True)
    (settings.reports(date(2025, 5, 24)) / "report.html").write_text(WORDS)

    assert remove_reports(settings) == 1
    assert list(tmp_path.iterdir()) == []


def test_without_dagster_there_is_nothing_to_empty(tmp_path):
    assert empty_previews(tmp_path / "dagster") == 0
