"""Redactions in the pages about each night: their examples of failing rows quote titles and claims.

Belongs here: taking those pages away. Does not: writing them (`newsledger.quality.report`). They do not say from which
page of the web an example is, so all of them go; an edition that is run again writes its own anew.
"""

import shutil

from newsledger.config import Settings


def remove_reports(settings: Settings) -> int:
    """Remove the page about each night, with the Data Docs beside it; return of how many nights there was one."""
    folder = settings.home / "reports"
    nights = len(list(folder.iterdir())) if folder.is_dir() else 0
    if nights:
        shutil.rmtree(folder)
    return nights
