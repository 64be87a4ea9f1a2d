import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from assets.about import OWNER, reason
from assets.checks import asset_of, expectation_of
from assets.definitions import ASSETS, defs
from assets.editions import FIRST_EDITION, editions
from assets.resources import Installation
from assets.schedules import nightly_schedule
from assets.shown import MARKDOWN_CHARACTERS, column_schema, escaped, markdown, unescaped
from newsledger import model
from newsledger.quality.suites import load_suite
from newsledger.quality.validation import CHECKED
from newsledger.staging import write_staged

SPECS = [spec for asset in ASSETS for spec in asset.specs]


def test_definitions_load_without_an_environment(tmp_path: Path) -> None:
    code = "import dagster as dg, assets.definitions as d; dg.Definitions.validate_loadable(d.defs)"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PATH": ""},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_loading_definitions_does_not_import_great_expectations() -> None:
    code = "import sys, assets.definitions; print('great_expectations' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key.to_user_string())
def test_an_asset_says_what_it_is(spec: dg.AssetSpec) -> None:
    assert spec.description
    assert spec.owners == [OWNER]
    assert spec.kinds
    assert spec.group_name == "nightly"
    assert spec.code_version
    assert spec.freshness_policy is not None
    assert spec.partitions_def == editions


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset.key.to_user_string())
def test_a_range_of_editions_is_one_run(asset: dg.AssetsDefinition) -> None:
    assert asset.backfill_policy == dg.BackfillPolicy.single_run()


@pytest.mark.parametrize("table", model.STAGED, ids=lambda table: table.name)
def test_columns_are_shown_as_the_contract_has_them(table: model.Table) -> None:
    spec = next(spec for spec in SPECS if spec.key.path == [table.name])
    schema = spec.metadata["dagster/column_schema"]

    assert schema == column_schema(table)
    assert [(c.name, c.type) for c in schema.columns] == [(c.name, c.sql_type) for c in table.columns]
    assert all(c.description for c in schema.columns)


def test_every_expectation_is_a_check_that_blocks_exactly_where_it_aborts() -> None:
    checks = {
        (spec.asset_key.path[-1], spec.name): spec.blocking
        for definition in (*defs.asset_checks, *ASSETS)
        for spec in definition.check_specs
    }

    expectations = [(asset_of(suite), e) for suite in CHECKED for e in load_suite(suite).expectations]
    assert checks == {(asset, e.id): e.action == "abort" for asset, e in expectations}
    assert len(checks) == len(expectations)  # two suites of one asset may not share an id
    assert all(expectation_of(asset, e.id)[1] == e for asset, e in expectations)


def test_only_fetching_is_tried_again() -> None:
    retried = [asset.op.name for asset in ASSETS if asset.op.retry_policy is not None]

    assert retried == ["documents"]


def test_today_is_an_edition_and_tomorrow_is_not() -> None:
    now = datetime(2026, 3, 1, 0, 30, tzinfo=UTC)

    with dg.partition_loading_context(effective_dt=now):
        assert editions.get_first_partition_key() == FIRST_EDITION.isoformat()
        assert editions.get_last_partition_key() == "2026-03-01"


def test_the_schedule_asks_for_the_edition_that_has_just_ended_and_the_late_ones(tmp_path: Path) -> None:
    context = dg.build_schedule_context(scheduled_execution_time=datetime(2026, 3, 1, 2, 30, tzinfo=UTC))
    installation = Installation(home=str(tmp_path))
    for edition in ("2026-02-20", "2026-02-27"):  # both were broken off while they were fetched
        (tmp_path / "raw" / edition).mkdir(parents=True)
        (tmp_path / "raw" / edition / "desk-00000.jsonl.partial").touch()

    request, *late = nightly_schedule(context, installation=installation)

    assert [request.partition_key for request in late] == ["2026-02-27"]
    assert request.partition_key == "2026-02-28"
    job = defs.resolve_job_def("nightly")
    assert dg.validate_run_config(job, request.run_config)["ops"]["documents"]["config"]["refetch"] is True


def test_tables_in_the_ui_stay_inline() -> None:
    frame = model.CLAIMS.frame([{"claim_id": str(n), "evidence": "a | b\n" * 100, "action": "kill"} for n in range(50)])

    shown = markdown(frame, ("claim_id", "evidence", "action"))

    assert len(shown) <= MARKDOWN_CHARACTERS
    assert shown.endswith(" more")
    assert "a \\| b a" in shown
    rows = shown.splitlines()[2:-2]
    assert len(rows) + int(shown.split("and ")[1].split()[0]) == frame.height


def test_what_an_article_says_becomes_no_picture_and_no_link() -> None:
    words = "![seen](https://spy.example/p.png) <img src=x> [a](b) \\[c](d)"
    frame = model.CLAIMS.frame([{"claim_id": "1", "evidence": words}])

    assert "\\[seen](https" in markdown(frame, ("evidence",))
    assert "\\<img" in markdown(frame, ("evidence",))
    assert unescaped(escaped(words)) == words


def test_a_table_without_rows_is_the_word_none() -> None:
    assert markdown(model.CLAIMS.empty(), ("claim_id", "action")) == "none"


def test_a_missed_night_is_shown_the_same_morning() -> None:
    (policy,) = {spec.freshness_policy for spec in SPECS}

    warn, fail = policy.warn_window.to_timedelta(), policy.fail_window.to_timedelta()
    assert timedelta(hours=24) < warn < fail < timedelta(hours=48)


def test_checks_of_no_edition_look_at_the_newest_one(tmp_path: Path) -> None:
    """As the buttons Execute and Execute all on the page of an asset's checks start them."""
    installation = Installation(home=str(tmp_path))
    for edition in (date(2025, 5, 23), date(2025, 5, 24)):
        write_staged(installation.settings, "documents", edition, model.DOCUMENTS.empty())
    (installation.settings.staged / "documents" / "what-somebody-kept.parquet").touch()  # is no edition
    checks = dg.Definitions(asset_checks=defs.asset_checks, resources={**defs.resources, "installation": installation})
    job = checks.resolve_implicit_global_asset_job_def()

    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, raise_on_error=False)

    evaluated = result.get_asset_check_evaluations()
    assert {e.check_name for e in evaluated} == {e.id for e in load_suite("documents").expectations}
    assert {e.metadata["edition"].value for e in evaluated} == {"2025-05-24"}
    reasons = [reason(failed_step) for failed_step in result.get_step_failure_events()]
    assert {sentence.split(": ", 1)[1] for sentence in reasons} == {
        f"There are no {table} of any edition. Make them: newsledger run" for table in ("articles", "claims")
    }
