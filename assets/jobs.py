"""The job `nightly`: all assets and their checks, for one edition.

Belongs here: what a run holds. Does not: when it runs (`schedules`, `sensors`).
"""

import dagster as dg

nightly = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    description="Fetch, clean, code, check, and publish one edition.",
    tags={"dagster/priority": "1"},
)
