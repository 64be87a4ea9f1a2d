"""What Dagster sees: one thin module a table, and the checks, job, schedule, sensors and resources around them.

Belongs here: when things run, on what, and what an operator is shown. Does not: what happens to a row; that is
`newsledger`, which never imports Dagster. Modules of this package import one another relatively, because a wheel
holds them as ``newsledger.assets``.
"""
