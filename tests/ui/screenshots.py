"""Takes the pictures of the UI that docs/operations.md shows: `make screenshots`.

Belongs here: which pages, after which nights. Does not: finding a browser, serving the UI (`browser`).
"""

import shutil
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from browser import find_browser, opened, serving
from playwright.sync_api import Page

from assets.nightly import run_night
from newsledger.config import Settings

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
NIGHTS = 5
# Page by picture, what must be on it before it is taken, and its height in pixels.
PAGES = {
    "graph": ("/locations/__repository__@newsledger/asset-groups/nightly/lineage", "Asset checks", 700),
    "ledger": ("/assets/ledger", "expectations_failed_count", 1370),
    "checks": ("/assets/claims?view=checks&checkDetail=number_given_twice", "unexpected_share", 1000),
}


def main() -> None:
    """Run some nights on the samples, each with a few more of them, and photograph the pages."""
    browser = find_browser()
    if browser is None:
        sys.exit("There is no browser on this machine. Install chromium, then run again.")
    with tempfile.TemporaryDirectory(prefix="newsledger-") as folder:
        home, sources = Path(folder) / "data", Path(folder) / "sources.yaml"
        _run_nights(Settings(home), sources)
        with serving(home, sources) as address, opened(browser) as page:
            for picture, (path, landmark, height) in PAGES.items():
                page.set_viewport_size({"width": 1400, "height": height})
                page.goto(address + path)
                page.get_by_text(landmark).first.wait_for()
                _settle(page)
                page.screenshot(path=PICTURES / f"{picture}.png")


def _run_nights(settings: Settings, sources: Path) -> None:
    samples = sorted(path for path in (ROOT / "samples").rglob("*") if path.suffix in {".txt", ".html"})
    desk = sources.parent / "desk"
    sources.write_text("sources: [{name: desk, kind: files, place: desk}]")
    for night in range(NIGHTS):
        for path in samples[night::NIGHTS]:
            target = desk / path.relative_to(ROOT / "samples")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            sidecar = path.with_suffix(".meta.yaml")
            if sidecar.exists():
                shutil.copyfile(sidecar, target.with_suffix(".meta.yaml"))
        run_night(datetime.now(UTC).date() - timedelta(days=NIGHTS - 1 - night), sources, settings)


def _settle(page: Page) -> None:
    """Wait until the page has asked for everything and drawn it."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main()
