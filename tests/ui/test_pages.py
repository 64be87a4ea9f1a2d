"""What an operator sees and does in the Dagster UI, in a real browser. `make test-ui` installs what it needs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("playwright", reason="make test-ui installs it")

import dagster as dg
from browser import PATIENCE, find_browser, opened, serving
from playwright.sync_api import Page, expect

from assets.nightly import run_night
from newsledger.config import Settings
from newsledger.quality.suites import load_suite
from newsledger.warehouse import versions

BROWSER = find_browser()
expect.set_options(timeout=PATIENCE * 1000)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser on this machine")

TODAY = datetime.now(UTC).date()
OLD_NIGHT, GOOD_NIGHT, BAD_NIGHT = TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY
ARTICLE = "Russia attacked Kyiv with 14 missiles on Monday, killing three people, the Ukrainian air force said.\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation with two good nights, and after them one in which no page could be fetched."""
    folder = tmp_path_factory.mktemp("ui")
    desk = folder / "desk"
    desk.mkdir()
    (desk / "kyiv.txt").write_text(ARTICLE)
    (folder / "sources.yaml").write_text("sources: [{name: desk, kind: files, place: desk}]")
    (folder / "addresses.txt").write_text("http://127.0.0.1/a-story\n")
    (folder / "blocked.yaml").write_text("sources: [{name: list, kind: urls, place: addresses.txt}]")
    settings = Settings(folder / "data")
    assert run_night(OLD_NIGHT, folder / "sources.yaml", settings).version == 1
    assert run_night(GOOD_NIGHT, folder / "sources.yaml", settings).version == 2
    assert run_night(BAD_NIGHT, folder / "blocked.yaml", settings).stopped
    return settings


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with serving(settings.home, settings.home.parent / "sources.yaml") as address:
        yield address


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    """A page, opened last: while a browser is, no other asyncio loop can run in this thread, as a night's does."""
    assert BROWSER is not None
    with opened(BROWSER) as page:
        yield page


def test_the_first_page_shows_the_nights_and_how_they_ended(page: Page, address: str) -> None:
    page.goto(address)

    expect(page.get_by_text("nightly", exact=True).first).to_be_visible()
    expect(page.get_by_text("No runs or scheduled ticks")).to_have_count(0)


def test_the_graph_shows_every_asset_with_its_checks(page: Page, address: str) -> None:
    page.goto(f"{address}/locations/__repository__@newsledger/asset-groups/nightly/lineage")

    for table in ("documents", "articles", "claims", "ledger"):
        expect(page.get_by_text(table, exact=True).first).to_be_visible()
    claims = len(load_suite("claims").expectations)
    expect(page.get_by_text(f"/ {claims} Passed").or_(page.get_by_text(f"{claims} / {claims}")).first).to_be_visible()


def test_an_asset_shows_its_numbers_its_plots_and_its_code(page: Page, address: str) -> None:
    page.goto(f"{address}/assets/claims")

    expect(page.get_by_text("claims_per_article")).to_be_visible()
    expect(page.get_by_role("link", name="claims.py in editor")).to_be_visible()
    page.get_by_text("Plots", exact=True).click()
    expect(page.locator("canvas").first).to_be_visible()


def test_a_failed_blocking_check_is_red_and_the_ledger_stays(page: Page, address: str, settings: Settings) -> None:
    page.goto(f"{address}/assets/documents?view=checks&checkDetail=some_pages_fetched")

    expect(page.get_by_text("blocking", exact=True)).to_be_visible()
    expect(page.get_by_text("Failed", exact=True).first).to_be_visible()
    expect(page.get_by_role("cell", name=BAD_NIGHT.isoformat(), exact=True)).to_be_visible()
    assert versions(settings.ledger)["version"].to_list() == [2, 1]


def test_one_check_executes_again_without_the_coder(page: Page, address: str, settings: Settings) -> None:
    before = _materialized(settings, "claims")
    page.goto(f"{address}/assets/claims?view=checks&checkDetail=action_known")

    with _run(settings) as finished:
        page.get_by_text("Execute", exact=True).click()

    assert finished[0].asset_check_selection == {dg.AssetCheckKey(dg.AssetKey("claims"), "action_known")}
    assert _materialized(settings, "claims") == before


def test_an_edition_is_materialized_again(page: Page, address: str, settings: Settings) -> None:
    before = _materialized(settings, "claims")

    with _run(settings) as finished:
        _materialize(page, address, GOOD_NIGHT.isoformat())

    assert finished[0].tags["dagster/partition"] == GOOD_NIGHT.isoformat()
    assert _materialized(settings, "claims") > before


def test_a_range_of_editions_is_one_run(page: Page, address: str, settings: Settings) -> None:
    with _run(settings) as finished:
        _materialize(page, address, f"[{OLD_NIGHT}...{GOOD_NIGHT}]")

    first, last = (finished[0].tags[f"dagster/asset_partition_range_{end}"] for end in ("start", "end"))
    assert (first, last) == (OLD_NIGHT.isoformat(), GOOD_NIGHT.isoformat())


def _materialize(page: Page, address: str, editions: str) -> None:
    """Ask on the page of the claims for `editions`, as the dialog writes them."""
    page.goto(f"{address}/assets/claims")
    page.get_by_role("button", name="Materialize").first.click()
    dialog = page.get_by_role("dialog")
    selection = dialog.get_by_role("textbox").first
    selection.fill(editions)
    selection.press("Enter")
    dialog.get_by_role("button", name="Launch").last.click()


@contextmanager
def _run(settings: Settings) -> Iterator[list[dg.DagsterRun]]:
    """Wait after the block for the run that it starts, which must succeed."""
    finished: list[dg.DagsterRun] = []
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        known = {run.run_id for run in instance.get_runs()}
        yield finished
        until = time.monotonic() + PATIENCE
        while not finished:
            assert time.monotonic() < until, "no run came to its end"
            finished += [run for run in instance.get_runs() if run.run_id not in known and run.is_finished]
            time.sleep(0.2)
    assert [run.status for run in finished] == [dg.DagsterRunStatus.SUCCESS]


def _materialized(settings: Settings, table: str) -> float:
    """Return when `table` was last made, in seconds since 1970."""
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey(table))
    assert event is not None
    return event.timestamp
