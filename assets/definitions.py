"""The code location: everything that Dagster knows of Newsledger, put together in one place.

Belongs here: composition. Does not: anything that is composed.
"""

from collections.abc import Sequence

import dagster as dg

from newsledger.fetch.policy import FetchPolicy
from newsledger.progress import Progress

from .about import STAGED
from .articles import articles
from .checks import checks
from .claims import claims
from .documents import documents
from .jobs import nightly
from .ledger import ledger
from .resources import Installation, StagedTables, log_progress
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
        assets=assets,
        asset_checks=checks(),
        jobs=[nightly],
        schedules=[nightly_schedule],
        sensors=[dropped_files, failed_runs],
        resources={
            "installation": installation,
            "progress": progress,
            "policy": policy or FetchPolicy(),
            STAGED: StagedTables(installation=installation),
        },
        executor=dg.in_process_executor,
    )


defs = build_definitions()
