"""What the assets are given: the installation they work in, the staged files, and whom to tell how far they are.

Belongs here: resources and the IO manager. The environment is read when a run begins, never at import. Does not:
paths below the data folder (`newsledger.config`), the format of staged files (`newsledger.staging`).
"""

import os
from datetime import date
from pathlib import Path

import dagster as dg
import polars as pl

from newsledger.config import Configuration, Settings, load_configuration
from newsledger.staging import read_staged, write_staged

SOURCES_VARIABLE = "NEWSLEDGER_SOURCES"


class Installation(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The data folder and the sources file. Left empty, they are read from the environment."""

    home: str = ""  # default: NEWSLEDGER_HOME, or ./data
    sources_file: str = ""  # default: NEWSLEDGER_SOURCES, or ./sources.yaml

    @property
    def settings(self) -> Settings:
        """The settings of this installation."""
        settings = Settings.from_environment()
        return Settings(Path(self.home), settings.contact) if self.home else settings

    @property
    def configuration(self) -> Configuration:
        """What the sources file says; UsageError if it cannot be used."""
        path = self.sources_file or os.environ.get(SOURCES_VARIABLE) or "sources.yaml"
        return load_configuration(Path(path).absolute())


class StagedTables(dg.ConfigurableIOManager):
    """Keeps each table of each edition as one parquet file, replaced whole."""

    installation: dg.ResourceDependency[Installation]

    def handle_output(self, context: dg.OutputContext, obj: pl.DataFrame) -> None:
        """Write `obj` as the asset's table of the run's edition."""
        table, edition = context.asset_key.path[-1], date.fromisoformat(context.partition_key)
        path = write_staged(self.installation.settings, table, edition, obj)
        context.add_output_metadata({"file": dg.MetadataValue.path(path), "file_kilobytes": path.stat().st_size / 1e3})

    def load_input(self, context: dg.InputContext) -> pl.DataFrame:
        """Read the upstream asset's table of the run's edition."""
        table, edition = context.asset_key.path[-1], date.fromisoformat(context.partition_key)
        return read_staged(self.installation.settings, table, edition)


def log_progress(stage: str, done: int, total: int | None) -> None:
    """Write to the run's log at the start, at each tenth and at the end of a stage of known length."""
    if total and done * 10 // total > (done - 1) * 10 // total:
        dg.get_dagster_logger().info(f"{stage}: {done} of {total}")
