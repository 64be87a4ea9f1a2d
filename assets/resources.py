"""What the assets are given: the installation they work in, and whom to tell how far they are.

Belongs here: resources. The environment is read when a run begins, never at import. Does not:
paths below the data folder (`newsledger.config`), the format of staged files (`newsledger.staging`).
"""

import os
from dataclasses import replace
from pathlib import Path

import dagster as dg

from newsledger.config import Configuration, Settings, load_configuration, with_inbox

SOURCES_VARIABLE = "NEWSLEDGER_SOURCES"


class Installation(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The data folder and the sources file. Left empty, they are read from the environment."""

    home: str = ""  # default: NEWSLEDGER_HOME, or ./data
    sources_file: str = ""  # default: NEWSLEDGER_SOURCES, or ./sources.yaml

    @property
    def settings(self) -> Settings:
        """The settings of this installation."""
        settings = Settings.from_environment()
        return replace(settings, home=Path(self.home)) if self.home else settings

    @property
    def configuration(self) -> Configuration:
        """What the sources file says, and the drop folder; UsageError if the file cannot be used."""
        path = self.sources_file or os.environ.get(SOURCES_VARIABLE) or "sources.yaml"
        return with_inbox(load_configuration(Path(path).absolute()), self.settings)


def log_progress(stage: str, done: int, total: int | None) -> None:
    """Write to the run's log at the start, at each tenth and at the end of a stage of known length."""
    if total and done * 10 // total > (done - 1) * 10 // total:
        dg.get_dagster_logger().info(f"{stage}: {done} of {total}")
