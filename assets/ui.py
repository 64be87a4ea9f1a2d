"""The Dagster UI with its daemon: what ``make ui`` runs.

Belongs here: starting both, and stopping both. Does not: what they show (`definitions`).
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path

import yaml

from newsledger.config import HOME_VARIABLE, Settings, load_configuration
from newsledger.errors import usage_error
from newsledger.extract.lexicon import use_overlay

from .instance import DEFINITIONS_MODULE, LOCATION, prepare_home
from .resources import SOURCES_VARIABLE

# The daemon ends its own code server before itself.
SECONDS_TO_STOP = 30


def serve_ui(
    settings: Settings,
    sources_file: Path,
    port: int,
    host: str = "127.0.0.1",
    parts: Collection[str] = ("web", "daemon"),
) -> None:
    """Serve the UI on `host`:`port`, and run the schedule and the sensors, until Ctrl-C or SIGTERM; or one of `parts`.

    Whoever reaches the port can start runs: for others than this machine, put a proxy with a login before it.
    UsageError: the sources file cannot be used, the port is taken, or one of the two processes ended by itself.
    """
    use_overlay(load_configuration(sources_file).lexicon)
    if "web" in parts:
        _require_free(host, port)
    home = prepare_home(settings)
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        HOME_VARIABLE: str(settings.home),
        SOURCES_VARIABLE: str(sources_file.absolute()),
    }
    location = ["-w", str(_write_workspace(home)), "--log-level", "warning", "--code-server-log-level", "warning"]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        web_server = ["dagster_webserver", "--host", host, "--port", str(port), "--dagster-log-level", "warning"]
        if "web" in parts:
            processes.append(_start([*web_server, *location], environment))
            print(f"The Newsledger UI will be at http://{host}:{port} in some seconds. Ctrl-C ends it.", flush=True)
        if "daemon" in parts:
            processes.append(_start(["dagster._daemon", "run", *location], environment))
            print("The daemon runs the schedule and the sensors that are switched on. Ctrl-C ends it.", flush=True)
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return
    finally:
        _stop(processes)
    raise usage_error("The web server or the daemon ended by itself", "Mend what it says above.")


def _start(module_and_arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", *module_and_arguments], env=environment)  # noqa: S603


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        # As the web server does, or a port that a connection was just closed on would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise usage_error(f"Port {port} cannot be used: {error.strerror}", "Give another with --port.") from None


def _write_workspace(home: Path) -> Path:
    """Write the workspace of this installation and return its path."""
    module = {"module_name": DEFINITIONS_MODULE, "location_name": LOCATION}
    workspace = home / "workspace.yaml"
    workspace.write_text(yaml.safe_dump({"load_from": [{"python_module": module}]}), "utf-8")
    return workspace


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.send_signal(signal.SIGINT)
    for process in processes:
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
