"""Counting the pages of a run for whoever watches.

Belongs here: adding up what the sources expect and have looked at. Does not: showing it (`progress`).
"""

from newsledger.progress import Progress

STAGE = "fetch"


class Meter:
    """The pages of one run, over all its sources."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self._expected: int | None = 0

    def expect(self, pages: int | None) -> None:
        """Note that a source will look at so many pages; None if it cannot know before it is through."""
        self._expected = None if pages is None or self._expected is None else self._expected + pages

    def count(self) -> None:
        """Note that one page was looked at."""
        self._done += 1
        self._progress(STAGE, self._done, self._expected)
