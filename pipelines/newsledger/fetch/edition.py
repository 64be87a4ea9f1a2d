"""Fetching one edition: every source listed, every page looked at once, one row for each.

Belongs here: the order of things over all sources, and the frame. Does not: one source (`local`, `remote`), what is
kept on disk (`journal`).

When an edition is fetched again. The first run of an edition fetches; a run that was killed is resumed, and what it
had finished is not asked for again. After that, the edition of today looks again (folders are read anew, the web is
asked whether pages changed), and a page that changed replaces its row; a past edition is only recomputed from
its archive, so its rows never depend on what the web says now. `refetch` overrides this choice; `archived_edition`
asks nobody, whatever the edition. What a source gave to an edition stays, though it is not configured any more.

A page that is the same as in one of the 14 days before is not archived again: its row points to the record that it
already has. One that was put off in the two editions before is asked for, though its feed may not list it any more.
"""

import asyncio
import os
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import polars as pl

from newsledger.config import Settings, Source
from newsledger.errors import usage_error
from newsledger.fetch import journal
from newsledger.fetch.archive import writing_to
from newsledger.fetch.download import Downloads
from newsledger.fetch.hosts import Hosts, only_run
from newsledger.fetch.local import fetch_files, fetch_warcs
from newsledger.fetch.meter import Meter
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.remote import RemoteSource
from newsledger.fetch.rows import documents
from newsledger.fetch.web import open_web
from newsledger.progress import Progress, silent
from newsledger.staging import parquet_metadata, read_staged, staged_path


def fetch_edition(
    sources: Sequence[Source],
    edition: date,
    settings: Settings,
    progress: Progress = silent,
    *,
    refetch: bool | None = None,
    policy: FetchPolicy | None = None,
) -> pl.DataFrame:
    """Return the documents of `edition`, one row a URL, after fetching what is not yet fetched.

    With `refetch`, finished sources are looked at again; by default only those of today's edition are.
    UsageError: a header's environment variable is not set, another run is fetching, or the disk is full (the
    next run goes on where this one ended).
    """
    policy = policy or FetchPolicy()
    look_again = edition == datetime.now(UTC).date() if refetch is None else refetch
    pending = [s for s in sources if look_again or not journal.is_complete(settings, edition, s.name)]
    if pending:
        secrets = {source.name: _secrets(source) for source in pending}
        with only_run(settings.home), writing_to(settings.home):
            asyncio.run(_Run(pending, edition, settings, policy, progress).fetch(secrets))
    return archived_edition(sources, edition, settings)


def archived_edition(sources: Sequence[Source], edition: date, settings: Settings) -> pl.DataFrame:
    """Return the documents of `edition` as far as they were fetched to their end, without asking anybody.

    Sources that are not among `sources` any more keep the language and country that they were staged with.
    """
    names = journal.source_names(settings, edition)
    configured = {source.name: source for source in sources}
    gone = [name for name in names if name not in configured]
    known = [configured[name] for name in names if name in configured] + _gone(gone, edition, settings)
    return documents(edition, ((source, journal.visits(settings, edition, source.name)) for source in known))


def archive_lacks(settings: Settings, edition: date) -> str | None:
    """Return in words that the archive has nothing of `edition`; None if it has."""
    return None if journal.source_names(settings, edition) else f"the archive has nothing of {edition}"


def _gone(names: Sequence[str], edition: date, settings: Settings) -> list[Source]:
    """Return the sources `names` with what the staged documents of `edition` say of them."""
    if not names:
        return []
    staged = staged_path(settings, "documents", edition)
    hints = {
        row["source"]: (row["language_hint"], row["country_hint"])
        for row in (
            read_staged(settings, "documents", edition).iter_rows(named=True)
            if parquet_metadata(staged) is not None
            else ()
        )
    }
    nothing = (None, None)
    return [
        Source(name=name, kind="files", place=name, language=language, country=country)
        for name in names
        for language, country in [hints.get(name, nothing)]
    ]


class _Run:
    """One fetching run over the sources of an edition that are not finished."""

    def __init__(
        self, sources: Sequence[Source], edition: date, settings: Settings, policy: FetchPolicy, progress: Progress
    ) -> None:
        self._sources = sources
        self._edition = edition
        self._settings = settings
        self._policy = policy
        self._meter = Meter(progress)

    async def fetch(self, secrets: Mapping[str, Mapping[str, str]]) -> None:
        """Fetch every source; those on disk first, as they need no patience."""
        parts: dict[str, journal.Part] = {}
        try:
            for source in self._sources:
                parts[source.name] = journal.Part(self._settings, self._edition, source.name)
            for source in self._sources:
                if source.kind == "files":
                    fetch_files(source, parts[source.name], self._policy, self._meter)
                elif source.kind == "warc":
                    hosts = Hosts(self._policy, self._settings.home / "hosts")
                    downloads = Downloads(self._policy, hosts, source.delay_seconds, self._settings.contact)
                    await fetch_warcs(source, self._edition, parts[source.name], downloads, self._meter)
            remote = [source for source in self._sources if source.kind in ("feed", "sitemap", "urls")]
            if remote:
                await self._fetch_remote(remote, parts, secrets)
            for part in parts.values():
                part.complete()
        finally:
            for part in parts.values():
                part.close()

    async def _fetch_remote(
        self,
        sources: Sequence[Source],
        parts: Mapping[str, journal.Part],
        secrets: Mapping[str, Mapping[str, str]],
    ) -> None:
        async with open_web(self._policy, self._settings.home, self._settings.contact) as web:
            remotes = [
                RemoteSource(
                    s,
                    self._edition,
                    parts[s.name],
                    web,
                    self._policy,
                    secrets[s.name],
                    journal.put_off(self._settings, self._edition, s.name),
                )
                for s in sources
            ]
            await _all(remote.discover() for remote in remotes)
            # In the order of the sources, so that which of two feeds an article counts to is no race.
            taken: set[str] = set()
            for remote in remotes:
                remote.choose(taken)
                self._meter.expect(len(remote.links))
            await _all(remote.fetch(self._meter) for remote in remotes)


async def _all(steps: Iterable[Coroutine[None, None, None]]) -> None:
    """Do all `steps` at once. The first that fails, as on a full disk, ends the others and is the error."""
    try:
        async with asyncio.TaskGroup() as tasks:
            for step in steps:
                tasks.create_task(step)
    except ExceptionGroup as errors:
        raise _first(errors) from errors


def _first(error: Exception) -> Exception:
    return _first(error.exceptions[0]) if isinstance(error, ExceptionGroup) else error


def _secrets(source: Source) -> dict[str, str]:
    """Return the values of the source's headers. UsageError: a variable is not set, or no header can hold its value."""
    for variable in source.headers.values():
        if variable not in os.environ:
            raise usage_error(
                f"Source {source.name!r} needs the environment variable {variable}", "Set it, or leave out `headers`."
            )
        if not os.environ[variable].isprintable():
            raise usage_error(
                f"The environment variable {variable} holds a line break or another control character",
                f"Set it to the bare value that source {source.name!r} sends.",
            )
    return {header: os.environ[variable] for header, variable in source.headers.items()}
