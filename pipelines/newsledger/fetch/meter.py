"""Counting the pages of a run for whoever watches.

Belongs here: adding up what the sources expect and have looked at. Does not: showing it (`progress`).
"""

from collections import Counter

from newsledger.progress import Progress

STAGE = "fetch"


class Meter:
    """The pages of one run, over all its sources."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self._expected = 0
        self._crawled: Counter[str] = Counter()
        self._estimated: dict[str, int] = {}

    def expect(self, pages: int) -> None:
        """Note that a source will look at so many pages."""
        self._expected += pages

    def count(self) -> None:
        """Note that one page was looked at."""
        self._done += 1
        self._progress(STAGE, self._done, self._expected + sum(self._estimated.values()))

    def count_of(self, source: str, share: float) -> None:
        """Note that one page of `source` was looked at, and that such a share of the whole source is now read.

        A WARC file does not say how many pages it has, but how long it is: that gives the pages to come.
        """
        self._crawled[source] += 1
        self._estimated[source] = round(self._crawled[source] / share) if share else self._crawled[source]
        self.count()
