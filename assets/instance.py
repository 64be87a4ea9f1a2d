"""Dagster's own records of this installation: runs, events, schedules.

Belongs here: making and opening them, and the name under which they know our code. Does not: the settings; those are
``dagster.yaml`` beside this module.
"""

import fcntl
import functools
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import dagster as dg
from dagster._core.definitions.repository_definition import SINGLETON_REPOSITORY_NAME
from dagster._core.instance.ref import InstanceRef
from dagster._core.remote_origin import (
    ManagedGrpcPythonEnvCodeLocationOrigin,
    RemoteJobOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin

from newsledger.alerts import raise_alert
from newsledger.config import Settings

from .editions import editions_in

_DAGSTER_YAML = "dagster.yaml"

# The code location of the UI: the package's name in a wheel is another than in a checkout.
LOCATION = "newsledger"
DEFINITIONS_MODULE = f"{__package__}.definitions"

# The tag of a run of the command line, which no daemon looks after.
IN_THIS_PROCESS = {"newsledger/command_line": "yes"}
KILLED = "Its process was killed; run again and it goes on where it ended."


def prepare_home(settings: Settings) -> Path:
    """Make the folder of Dagster's records, give it settings unless it has some, and return it."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    if not (home / _DAGSTER_YAML).exists():
        shutil.copyfile(Path(__file__).with_name(_DAGSTER_YAML), home / _DAGSTER_YAML)
    return home


@contextmanager
def quiet_instance(settings: Settings, job: str) -> Iterator[dg.DagsterInstance]:
    """Open the records that the UI shows, for a run of `job` in this process.

    Dagster would redirect this process's standard output into a file during each step, and with it whatever the
    command line shows of its progress.
    """
    capture = {
        "module": "dagster._core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
    }
    ref = InstanceRef.from_dir(str(prepare_home(settings)), overrides={"compute_logs": capture})
    with dg.DagsterInstance.from_ref(ref) as instance:
        # A run without an origin is missing on the UI's first page and cannot be executed again from its own.
        create = functools.partial(instance.create_run_for_job, remote_job_origin=_origin(job))
        instance.create_run_for_job = create  # type: ignore[method-assign]
        with (settings.dagster_home / "running.lock").open("a") as lock:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _close_dead_runs(instance, settings)  # no process but this one has a run
            fcntl.flock(lock, fcntl.LOCK_SH)
            yield instance


def _close_dead_runs(instance: dg.DagsterInstance, settings: Settings) -> None:
    """Record that runs of the command line failed whose process was killed; the queue would wait for them for hours."""
    for run in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED], tags=IN_THIS_PROCESS)):
        instance.report_run_failed(run, KILLED)
        raise_alert(settings, run.run_id, run.job_name, editions_in(run.tags), KILLED)


def _origin(job: str) -> RemoteJobOrigin:
    """Return what says that a run is one of our code location, as the runs have that the UI starts."""
    target = LoadableTargetOrigin(executable_path=sys.executable, module_name=DEFINITIONS_MODULE)
    location = ManagedGrpcPythonEnvCodeLocationOrigin(target, LOCATION)
    return RemoteJobOrigin(RemoteRepositoryOrigin(location, SINGLETON_REPOSITORY_NAME), job)
