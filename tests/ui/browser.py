"""The real UI in a real browser: what the tests of this folder and the script that takes the screenshots share.

Belongs here: finding a browser, serving an installation as ``make ui`` does, opening its pages. Does not: what must be
on them.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PATIENCE = 120.0  # seconds; the server and the daemon import everything twice, a run begins some seconds after a click
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the path of a browser of this machine; None if there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def serving(home: Path, sources: Path) -> Iterator[str]:
    """Serve the UI of the installation at `home` on loopback, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "newsledger", "ui", "--sources", str(sources), "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "NEWSLEDGER_HOME": str(home)}, stdout=subprocess.DEVNULL)
    try:
        _wait_for_definitions(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for_definitions(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    body, kind = '{"query": "{ assetNodes { id } }"}', {"Content-Type": "application/json"}
    while time.monotonic() < until:
        assert process.poll() is None, "the UI ended by itself"
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("POST", "/graphql", body, kind)
            if b'"id"' in connection.getresponse().read():
                return
        except ConnectionError:
            pass
        time.sleep(0.2)
    raise AssertionError("the UI does not answer")


@contextmanager
def opened(browser: str, width: int = 1400, height: int = 1000) -> Iterator[Page]:
    """Open an empty page of `browser`."""
    # Chromium's sandbox does not work for root, as which containers run.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=arguments)
        page = running.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(PATIENCE * 1000)
        yield page
        running.close()
