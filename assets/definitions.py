"""The code location: everything that Dagster knows of Newsledger, put together in one place.

Belongs here: composition. Does not: anything that is composed.
"""

import warnings
from collections.abc import Sequence

import dagster as dg

from newsledger.fetch.policy import FetchPolicy
from newsledger.progress import Progress

from .articles import articles
from .checks import checks
from .claims import claims
from .documents import documents
from .jobs import nightly
from .ledger import ledger
from .resources import Installation, log_progress
from .schedules import nightly_schedule
from .sensors import dropped_files, failed_runs

ASSETS = (documents, articles, claims, ledger)


def build_definitions(
    assets: Sequence[dg.AssetsDefinition] = ASSETS,
    installation: Installation | None = None,
    progress: Progress = log_progress,
    policy: FetchPolicy | None = None,
) -> dg.Definitions:
    """Return the definitions; without an `installation`, its place is read from the environment when a run begins.

    Each step runs in the process of its run: a process of its own would cost a step 6 to 8 s of imports, and the
    steps follow one another anyway.
    """
    installation = installation or Installation()
    return dg.Definitions(
        assets=_with_source_links(assets),
        asset_checks=checks(),
        jobs=[nightly],
        schedules=[nightly_schedule],
        sensors=[dropped_files, failed_runs],
        resources={
            "installation": installation,
            "progress": progress,
            "policy": policy or FetchPolicy(),
        },
        executor=dg.in_process_executor,
    )


def _with_source_links(assets: Sequence[dg.AssetsDefinition]) -> Sequence[dg.AssetsDefinition]:
    """Return `assets` with the file and line of their code, to which the page of each has a link."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=dg.BetaWarning)
        return [a for a in dg.with_source_code_references(assets) if isinstance(a, dg.AssetsDefinition)]


defs = build_definitions()
