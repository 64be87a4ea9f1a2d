"""Dagster's own records of this installation: runs, events, schedules.

Belongs here: making and opening them. Does not: the settings; those are ``dagster.yaml`` beside this module.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from dagster._core.instance.ref import InstanceRef

from newsledger.config import Settings

_DAGSTER_YAML = "dagster.yaml"


def prepare_home(settings: Settings) -> Path:
    """Make the folder of Dagster's records, give it settings unless it has some, and return it."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    if not (home / _DAGSTER_YAML).exists():
        shutil.copyfile(Path(__file__).with_name(_DAGSTER_YAML), home / _DAGSTER_YAML)
    return home


@contextmanager
def quiet_instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """Open the records that the UI shows, for a run in this process.

    Dagster would redirect this process's standard output into a file during each step, and with it whatever the
    command line shows of its progress.
    """
    capture = {
        "module": "dagster._core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
    }
    ref = InstanceRef.from_dir(str(prepare_home(settings)), overrides={"compute_logs": capture})
    with dg.DagsterInstance.from_ref(ref) as instance:
        yield instance
