"""Past editions computed again from the archive: one run, what changed is published, nobody is asked."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets.about import asset, staged
from assets.backfill import run_backfill
from assets.claims import claims as real_claims
from assets.definitions import ASSETS
from assets.editions import days, editions_of
from assets.resources import Installation
from newsledger import model
from newsledger.config import Settings, load_configuration
from newsledger.errors import UsageError
from newsledger.fetch.edition import fetch_edition
from newsledger.staging import read_staged, staged_path, write_staged
from newsledger.summary import BackfillSummary
from newsledger.warehouse import connect, diff, query

TODAY = datetime.now(UTC).date()
DAYS = days(TODAY - timedelta(days=5), TODAY)  # of the second one nothing was ever fetched
FETCHED = (DAYS[0], *DAYS[2:])  # so many that worker processes do it
LAST = DAYS[-2:]  # so few that this process does
PLACES = dict(zip(FETCHED, ("Kursk", "Sumy", "Odesa", "Izium", "Lyman"), strict=True))
PATIENCE = 120.0

PAGE = """<!doctype html><html lang="en"><head><title>Night over {place}</title>
<meta property="article:published_time" content="{day}T08:00:00Z"><meta property="og:type" content="article">
</head><body><main><article><h1>Night over {place}</h1>
<p>The Ministry of Defence said that 12 drones were shot down over {place}.</p>
<p>The governor of {place} wrote that the district had been without power since midnight, and that repair crews
were on their way from two towns near {place}. Schools in {place} stayed closed, and trains to {place} were late.</p>
<p>Residents of {place} spoke of loud noise in the night. Shops along the main street of {place} opened again by
noon, and the market was held. The mayor of {place} thanked the crews for their patience.</p>
</article></main></body></html>
"""


@dataclass(frozen=True)
class Desk:
    """A folder of pages, the sources file that names it, and the data folder."""

    folder: Path

    @property
    def settings(self) -> Settings:
        return Settings(self.folder / "data")

    @property
    def sources(self) -> Path:
        return self.folder / "sources.yaml"

    def write(self, place: str, day: date) -> None:
        (self.folder / "pages" / f"{place}.html").write_text(PAGE.format(place=place, day=day))

    def backfill(self, first: date = DAYS[0], last: date = DAYS[-1], **options: object) -> BackfillSummary:
        return run_backfill(first, last, self.sources, self.settings, **options)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        with connect(self.settings.ledger) as connection:
            return query(connection, statement).rows()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Five editions in the archive, a new page in each; nothing was made of them yet."""
    desk = Desk(tmp_path_factory.mktemp("archive"))
    (desk.folder / "pages").mkdir()
    desk.sources.write_text("sources: [{name: desk, kind: files, place: pages, language: en}]")
    for edition, place in PLACES.items():
        desk.write(place, edition)
        sources = load_configuration(desk.sources).sources
        frame = fetch_edition(sources, edition, desk.settings, refetch=True)
        write_staged(desk.settings, "documents", edition, frame)
    return desk


@pytest.fixture(scope="module")
def filled(archive: Desk, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, BackfillSummary]:
    """The archive after a first backfill, for which its source changed, a feed was added and its old name was lost."""
    desk = Desk(shutil.copytree(archive.folder, tmp_path_factory.mktemp("filled") / "desk"))
    desk.write("Lviv", TODAY)
    desk.sources.write_text('sources: [{name: wire, kind: feed, place: "http://127.0.0.1:9/feed.xml"}]')
    return desk, desk.backfill()


@pytest.fixture
def again(filled: tuple[Desk, BackfillSummary], tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(filled[0].folder, tmp_path / "desk"))


def test_one_version_holds_the_whole_range(filled: tuple[Desk, BackfillSummary]) -> None:
    desk, summary = filled

    assert (summary.stopped, summary.editions, summary.absent) == (None, FETCHED, 1)
    assert (summary.before, summary.versions) == (None, (1,))
    assert desk.sql("SELECT editions FROM versions") == [([f"{edition}" for edition in FETCHED],)]
    told = desk.sql("SELECT edition, title FROM articles ORDER BY edition")
    assert told == [(edition, f"Night over {place}") for edition, place in PLACES.items()]
    counted = desk.sql("SELECT edition, quantity_low FROM claims WHERE action = 'intercept' ORDER BY ALL")
    assert counted == [(edition, 12.0) for edition in FETCHED]


def test_nobody_is_asked_and_what_a_lost_source_gave_stays(filled: tuple[Desk, BackfillSummary]) -> None:
    desk, _ = filled

    # The feed, which today's edition has not asked yet, has no row; nor has the page that was written since.
    assert desk.sql("SELECT DISTINCT source, language_hint FROM documents") == [("desk", "en")]
    assert desk.sql("SELECT count(*) FROM articles WHERE title LIKE '%Lviv%'") == [(0,)]
    assert not (desk.settings.home / "robots").exists()


def test_it_is_one_run_that_made_each_edition(filled: tuple[Desk, BackfillSummary]) -> None:
    desk, _ = filled
    with dg.DagsterInstance.from_config(str(desk.settings.dagster_home)) as instance:
        (run,) = instance.get_runs()
        assert run.status == dg.DagsterRunStatus.SUCCESS
        made = {key.path[-1]: instance.get_materialized_partitions(key) for key in instance.all_asset_keys()}
        assert made["ledger"] == {f"{edition}" for edition in FETCHED}
        assert made["claims"] >= made["ledger"]
        evaluated = [
            entry.dagster_event.asset_check_evaluation_data
            for entry in instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
            if entry.dagster_event
        ]
    assert {check.metadata["editions_count"].value for check in evaluated} == {5}


def test_the_same_again_is_nothing_new(again: Desk) -> None:
    stamps = {path: path.stat().st_mtime_ns for path in (again.settings.staged / "claims").iterdir()}

    summary = again.backfill(*LAST)

    assert (summary.stopped, summary.versions) == (None, ())
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps  # not even made again


def test_an_edition_whose_archive_is_away_stays_as_it_was_until_it_is_back(again: Desk) -> None:
    (warc,) = again.settings.raw(LAST[1]).glob("*.warc.gz")
    away = warc.rename(again.folder / warc.name)
    staged_path(again.settings, "articles", LAST[1]).unlink()
    claims = again.sql("FROM claims ORDER BY claim_id")

    stopped = again.backfill(*LAST)
    away.rename(warc)
    whole = again.backfill(*LAST)

    assert f"1 of 2 editions stay as they were: {LAST[1]}." in str(stopped.stopped)
    assert "articles.archive_there: An archive that is away" in str(stopped.stopped)
    assert (whole.stopped, whole.versions) == (None, ())
    assert again.sql("FROM claims ORDER BY claim_id") == claims
    assert set(read_staged(again.settings, "articles", LAST[1])["kind"]) == {"article"}


def coder(change: pl.Expr, *, of: date | None = None) -> list[dg.AssetsDefinition]:
    """Return the assets with another coder: `change` to its claims, of the edition `of` alone if it is given."""

    @asset(staged(model.CLAIMS), name="claims", deps=["articles"])
    def other(context: dg.AssetExecutionContext, installation: Installation) -> None:
        for edition in editions_of(context):
            if staged_path(installation.settings, "claims", edition).is_file() and of in (None, edition):
                frame = read_staged(installation.settings, "claims", edition)
                write_staged(installation.settings, "claims", edition, frame.with_columns(change))

    return [other if known.key == real_claims.key else known for known in ASSETS]


def test_a_new_coder_is_a_new_version_and_the_difference_shows_what_changed(again: Desk) -> None:
    named = pl.lit("drones of all kinds").alias("object_text")

    summary = again.backfill(*LAST, only_claims=True, assets=coder(named))

    assert (summary.before, summary.versions) == (1, (2,))
    changed = diff(again.settings.ledger, 1, 2, "claims").select("change", "column", "after").unique().rows()
    assert changed == [("changed", "object_text", "drones of all kinds")]
    with dg.DagsterInstance.from_config(str(again.settings.dagster_home)) as instance:
        steps = {step.step_key for step in instance.get_run_step_stats(instance.get_runs()[0].run_id)}
    assert steps == {"claims", "claims_checks", "ledger"}


def test_an_edition_that_must_not_be_published_stays_as_it_was_and_the_others_do_not(again: Desk) -> None:
    named = pl.lit("drones of all kinds").alias("object_text")
    counted = "SELECT count(*), count(*) FILTER (object_text LIKE '% of all kinds') FROM claims WHERE edition = '{}'"
    ((before, _),) = again.sql(counted.format(LAST[0]))

    spoilt = coder(pl.lit("0" * 32).alias("claim_id"), of=LAST[0])
    again.backfill(LAST[0], LAST[0], only_claims=True, assets=spoilt)
    summary = again.backfill(*LAST, only_claims=True, assets=coder(named, of=LAST[1]))

    assert str(summary.stopped).startswith(f"ledger: 1 of 2 editions stay as they were: {LAST[0]}. Of {LAST[0]}: ")
    assert "claims.key_unique: " in str(summary.stopped)
    ((of_first, _),) = again.sql(counted.format(LAST[0]))
    ((of_second, named_of_second),) = again.sql(counted.format(LAST[1]))
    assert of_first == before
    assert of_second == named_of_second > 0


def test_a_backfill_that_was_killed_goes_on_where_it_ended(archive: Desk, tmp_path: Path) -> None:
    desk = Desk(shutil.copytree(archive.folder, tmp_path / "desk"))
    command = [sys.executable, "-m", "newsledger", "backfill", f"{LAST[0]}", f"{LAST[1]}"]
    done = staged_path(desk.settings, "claims", LAST[0])
    process = subprocess.Popen(
        command, cwd=desk.folder, env={**os.environ, "NEWSLEDGER_HOME": str(desk.settings.home)}, start_new_session=True
    )
    until = time.monotonic() + PATIENCE
    while not done.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)
    assert not desk.settings.ledger.exists()
    stamp = done.stat().st_mtime_ns

    summary = desk.backfill(*LAST)

    assert (summary.stopped, summary.versions) == (None, (1,))
    assert done.stat().st_mtime_ns == stamp
    assert desk.sql("SELECT count(DISTINCT edition) FROM claims") == [(2,)]


def test_a_range_without_an_archive_is_refused(archive: Desk) -> None:
    with pytest.raises(UsageError, match=r"Nothing was fetched from 2025-01-01 to 2025-01-31\. Choose editions"):
        archive.backfill(date(2025, 1, 1), date(2025, 1, 31))
    with pytest.raises(UsageError, match="is before"):
        archive.backfill(DAYS[-1], DAYS[0])
