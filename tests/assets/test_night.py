"""Whole nights on a folder of pages, with Dagster's own records, up to the SQL an analyst would write."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets.about import asset, staged
from assets.claims import claims as real_claims
from assets.definitions import ASSETS
from assets.editions import editions_of
from assets.instance import prepare_home
from assets.morning import read_morning
from assets.nightly import run_night
from assets.resources import Installation
from newsledger import model
from newsledger.alerts import read_alerts
from newsledger.config import Settings
from newsledger.errors import UsageError
from newsledger.extract.batch import code_articles
from newsledger.fetch.hosts import only_run
from newsledger.quality.report import report_path
from newsledger.staging import read_staged, staged_path, write_staged
from newsledger.summary import Summary
from newsledger.warehouse import connect, diff, query, versions

TODAY = datetime.now(UTC).date()

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2025-05-24T08:00:00Z"><meta property="og:type" content="article">
</head><body><main><article><h1>{title}</h1>
<p>{lead}</p>
<p>The governor wrote in the morning that the district had been without power since midnight, and that repair crews
were on their way from two neighbouring towns. Schools stayed closed, and the trains along the river were late.</p>
<p>Residents spoke of loud noise in the night and of windows that shook. Shops along the main street opened again by
noon, and the market was held as on every Saturday. The mayor thanked the crews for their patience.</p>
</article></main></body></html>
"""


@dataclass(frozen=True)
class Place:
    """A folder of pages, the sources file that names it, and the data folder."""

    pages: Path
    sources: Path
    settings: Settings

    def write(self, name: str, lead: str) -> None:
        (self.pages / f"{name}.html").write_text(PAGE.format(title=f"Night over {name}", lead=lead))

    def run(self, **options: object) -> Summary:
        return run_night(TODAY, self.sources, self.settings, **options)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        with connect(self.settings.ledger) as connection:
            return query(connection, statement).rows()


def make_place(folder: Path) -> Place:
    place = Place(folder / "pages", folder / "sources.yaml", Settings(folder / "data"))
    place.pages.mkdir()
    place.sources.write_text("sources: [{name: desk, kind: files, place: pages, language: en}]")
    place.write("Kursk", "The Ministry of Defence said that 12 drones were shot down over Kursk.")
    place.write("Sumy", "Three people were killed in Sumy, the military administration said.")
    return place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_place(tmp_path)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, list[Summary]]:
    """The first night, the same again, and one after an article was edited."""
    place = make_place(tmp_path_factory.mktemp("nights"))
    summaries = [place.run(), place.run()]
    place.write("Kursk", "The Ministry of Defence said that 14 drones were shot down over Kursk.")
    return place, [*summaries, place.run()]


def test_the_first_night_publishes(nights: tuple[Place, list[Summary]]) -> None:
    place, (first, _, _) = nights

    assert first.succeeded
    assert (first.version, first.ledger) == (1, place.settings.ledger)
    assert first.documents["fetched"] == 2
    assert first.articles == {"article": 2}
    assert first.claims >= 2
    assert (first.quarantined, first.failed_checks) == ({}, ())


def test_the_same_edition_again_is_nothing_new(nights: tuple[Place, list[Summary]]) -> None:
    _, (_, again, _) = nights

    assert again.succeeded
    assert (again.version, again.opened, again.closed) == (None, 0, 0)


def test_an_edited_article_is_a_new_revision(nights: tuple[Place, list[Summary]]) -> None:
    place, (_, _, edited) = nights

    assert edited.version == 2
    assert versions(place.settings.ledger)["version"].to_list() == [2, 1]
    changes = diff(place.settings.ledger, 1, 2, "articles").rows_by_key("change", named=True)
    assert {change: len(rows) for change, rows in changes.items() if change != "changed"} == {"added": 1, "removed": 1}
    # The other page, which has all but its lead from this one, is now a copy of the new revision.
    assert {row["column"] for row in changes["changed"]} <= {"duplicate_of", "duplicate_share"}
    lows = "SELECT quantity_low FROM {} WHERE action = 'intercept' AND object_text LIKE '%drone%'"
    assert place.sql(lows.format("claims")) == [(14.0,)]
    assert place.sql(lows.format("claims_as_of(1)")) == [(12.0,)]


def test_every_expectation_is_in_the_ledger_and_in_dagsters_records(nights: tuple[Place, list[Summary]]) -> None:
    place, _ = nights
    tables = dict(place.sql("SELECT table_name, count(*) FROM quality_results GROUP BY 1"))

    assert tables.keys() == {"documents", "articles", "claims", "source_nights", "ledger"}
    assert place.sql("SELECT * FROM quality_results WHERE error IS NOT NULL") == []
    with dg.DagsterInstance.from_config(str(place.settings.dagster_home)) as instance:
        runs = instance.get_runs()
        assert [run.status for run in runs] == [dg.DagsterRunStatus.SUCCESS] * 3
        evaluated = [
            entry.dagster_event.asset_check_evaluation_data
            for entry in instance.all_logs(runs[0].run_id)
            if entry.dagster_event and entry.dagster_event.event_type_value == "ASSET_CHECK_EVALUATION"
        ]
    assert len(evaluated) == sum(tables.values())
    assert {e.metadata["edition"].value for e in evaluated} == {TODAY.isoformat()}


def test_what_the_ui_shows_of_each_asset(nights: tuple[Place, list[Summary]]) -> None:
    place, _ = nights
    with dg.DagsterInstance.from_config(str(place.settings.dagster_home)) as instance:
        for asset in ASSETS:
            event = instance.get_latest_materialization_event(asset.key)
            assert event is not None
            assert event.asset_materialization is not None
            metadata = event.asset_materialization.metadata
            plotted = [k for k, v in metadata.items() if isinstance(v, dg.IntMetadataValue | dg.FloatMetadataValue)]
            assert 6 <= len([k for k in plotted if not k.startswith("dagster/")]) <= 10
            texts = [v.value for v in metadata.values() if isinstance(v, dg.MarkdownMetadataValue)]
            assert texts
            assert max(map(len, texts)) < 1000


def test_the_page_of_the_night_is_there_and_named_by_every_check(nights: tuple[Place, list[Summary]]) -> None:
    place, _ = nights
    path = report_path(place.settings, TODAY)

    assert "Published version 2: " in path.read_text("utf-8")
    with dg.DagsterInstance.from_config(str(place.settings.dagster_home)) as instance:
        made = instance.get_latest_materialization_event(dg.AssetKey("ledger"))
        assert made is not None
        assert made.asset_materialization is not None
        assert made.asset_materialization.metadata["report"].value == str(path)
        told = [
            entry.dagster_event.asset_check_evaluation_data
            for entry in instance.all_logs(instance.get_runs()[0].run_id)
            if entry.dagster_event and entry.dagster_event.event_type_value == "ASSET_CHECK_EVALUATION"
        ]
    assert {e.metadata["report"].value for e in told} == {str(path)}


def spoilt(share: float, **values: object) -> list[dg.AssetsDefinition]:
    """Return the assets with a coder that sets columns of a share of its claims to these values."""

    @asset(staged(model.CLAIMS), name="claims", deps=["articles"])
    def broken(context: dg.AssetExecutionContext, installation: Installation) -> None:
        for edition in editions_of(context):
            frame = code_articles(read_staged(installation.settings, "articles", edition))
            is_spoilt = pl.int_range(pl.len()) < max(1, round(frame.height * share))
            spoilt = {k: pl.when(is_spoilt).then(pl.lit(v)).otherwise(pl.col(k)) for k, v in values.items()}
            write_staged(installation.settings, "claims", edition, frame.with_columns(**spoilt))

    return [broken if asset.key == real_claims.key else asset for asset in ASSETS]


def test_a_broken_claim_is_set_aside_and_the_rest_goes_on(place: Place) -> None:
    for number in range(4):
        place.write(f"Village {number}", f"The army said that {number + 5} drones were shot down over Kursk.")

    summary = place.run(assets=spoilt(0, action="teleport"))

    assert summary.succeeded
    assert summary.version == 1
    assert list(summary.quarantined.values()) == [1]
    (check,) = [c for c in summary.failed_checks if c.action == "quarantine"]
    assert (check.table, check.expectation, check.unexpected) == ("claims", "action_known", 1)
    assert place.sql("SELECT count(*) FROM claims") == [(summary.claims - 1,)]
    ((key, reasons, row),) = place.sql("SELECT row_key, expectations, row_json FROM quarantine")
    assert (key, reasons) == (check.sample_keys[0], ["action_known"])
    assert json.loads(str(row))["action"] == "teleport"


@pytest.mark.parametrize(
    ("share", "values", "stops"),
    [
        (1.0, {"claim_id": "0" * 32}, "claims.key_unique"),
        (1.0, {"action": "teleport"}, "ledger.most_accepted"),
    ],
)
def test_a_check_that_says_abort_keeps_the_ledger_as_it_was(
    place: Place, share: float, values: dict[str, object], stops: str
) -> None:
    summary = place.run(assets=spoilt(share, **values))

    assert not summary.succeeded
    assert str(summary.stopped).startswith(f"{stops}: ")
    assert summary.version is None
    assert summary.claims > 0
    assert not place.settings.ledger.exists()
    report = report_path(place.settings, TODAY).read_text("utf-8")
    assert "nothing is published, the ledger stays as it was" in report.lower()
    assert stops in report


def test_a_night_in_which_no_source_answers_is_stopped(place: Place) -> None:
    place.sources.write_text("sources: [{name: desk, kind: files, place: nowhere}]")

    summary = place.run()

    assert str(summary.stopped).startswith("documents.some_listings_read: ")
    assert summary.documents == {"not_a_listing": 1}
    assert (summary.articles, summary.claims) == ({}, 0)


def test_an_empty_edition_is_published_with_a_warning(place: Place) -> None:
    for page in place.pages.iterdir():
        page.unlink()

    summary = place.run()

    assert summary.succeeded
    assert [(c.expectation, c.severity) for c in summary.failed_checks] == [("edition_not_empty", "warning")]
    assert place.sql("SELECT count(*) FROM articles") == [(0,)]


def test_a_step_that_fails_is_named(place: Place) -> None:
    place.settings.home.mkdir()
    (place.settings.home / "ledger.duckdb.wal").touch()

    summary = place.run()

    assert re.match(r"ledger: .*ledger\.duckdb\.wal is there", str(summary.stopped))


def test_a_failed_run_raises_an_alert_without_the_daemon(place: Place) -> None:
    place.sources.write_text("sources: [{name: desk, kind: files, place: nowhere}]")

    summary = place.run()

    (alert,) = read_alerts(place.settings)
    assert (alert["job"], alert["edition"], alert["error"]) == ("nightly", TODAY.isoformat(), summary.stopped)


def test_a_second_run_is_refused_while_one_fetches(place: Place) -> None:
    with only_run(place.settings.home):
        summary = place.run()

    assert "Another run is fetching" in str(summary.stopped)
    assert not place.settings.ledger.exists()
    assert place.run().version == 1


def test_a_run_that_was_killed_goes_on_when_it_is_started_again(place: Place) -> None:
    staged_documents = staged_path(place.settings, "documents", TODAY)
    command = [sys.executable, "-m", "newsledger", "run", "--edition", f"{TODAY}", "--sources", str(place.sources)]
    environment = {**os.environ, "NEWSLEDGER_HOME": str(place.settings.home)}
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    until = time.monotonic() + 120
    while not staged_documents.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(60)
    assert not place.settings.ledger.exists()

    morning = read_morning(place.settings)
    assert morning.runs.last.status == "failure"
    assert "Its process was killed; run again" in morning.concerns[0].what
    assert morning.concerns[0].remedy == f"Mend the cause, then: newsledger run --edition {TODAY}"

    summary = place.run()

    assert (summary.stopped, summary.version) == (None, 1)
    assert summary.documents["fetched"] == 2
    assert read_morning(place.settings).runs.last.status == "success"
    assert [alert["edition"] for alert in read_alerts(place.settings)] == [f"{TODAY}"]


def test_a_run_that_midnight_overtakes_stays_with_its_edition(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + timedelta(days=1)

    monkeypatch.setattr("newsledger.fetch.edition.datetime", Tomorrow)

    summary = place.run()

    assert (summary.edition, summary.version) == (TODAY, 1)
    assert summary.documents["fetched"] == 2
    assert place.sql("SELECT DISTINCT edition FROM documents") == [(TODAY,)]


def test_an_edition_that_is_run_again_after_the_coder_changed_is_a_new_version(place: Place) -> None:
    first = place.run()
    again = place.run(assets=spoilt(1.0, object_text="drones of all kinds"))

    assert (first.version, again.version) == (1, 2)
    assert place.sql("SELECT DISTINCT object_text FROM claims") == [("drones of all kinds",)]
    assert place.sql("SELECT DISTINCT version_from FROM articles_h") == [(1,)]


def test_what_lies_in_the_inbox_is_read_and_stays_when_it_is_taken_out(place: Place) -> None:
    inbox = place.settings.home / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "Lviv.html").write_text(PAGE.format(title="Night over Lviv", lead="Two people were killed in Lviv."))

    first = place.run()
    (inbox / "Lviv.html").unlink()
    again = place.run()

    assert (first.version, again.version, again.stopped) == (1, None, None)
    assert place.sql("SELECT source FROM articles ORDER BY ALL") == [("desk",), ("desk",), ("inbox",)]


def test_an_interrupted_run_says_so_and_can_be_run_again(place: Place) -> None:
    def interrupt(stage: str, done: int, total: int | None) -> None:
        if stage == "clean":
            signal.raise_signal(signal.SIGINT)

    summary = place.run(progress=interrupt)

    assert str(summary.stopped).startswith("It was interrupted in articles; run again")
    assert summary.documents["fetched"] == 2
    assert place.run().version == 1


@pytest.mark.parametrize("edition", [date(2019, 1, 1), date(2999, 1, 1)])
def test_an_edition_that_cannot_be_is_refused_before_anything_runs(place: Place, edition: date) -> None:
    with pytest.raises(UsageError, match="There is no edition"):
        run_night(edition, place.sources, place.settings)
    assert not place.settings.home.exists()


def test_a_sources_file_that_cannot_be_used_is_refused_before_anything_runs(place: Place) -> None:
    place.sources.write_text("sources: [{name: desk, kind: folder, place: pages}]")

    with pytest.raises(UsageError, match="desk"):
        place.run()
    assert not place.settings.home.exists()


def test_the_operators_settings_of_dagster_are_kept(place: Place) -> None:
    yaml = prepare_home(place.settings) / "dagster.yaml"
    yaml.write_text("telemetry: {enabled: false}\n")

    prepare_home(place.settings)

    assert yaml.read_text() == "telemetry: {enabled: false}\n"
