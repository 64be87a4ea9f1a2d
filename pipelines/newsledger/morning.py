"""How things stand: what an operator wants to know in the morning, and what a person has to do.

Belongs here: reading the ledger and the data folder for that, and the rules by which something needs a person. Does
not: what Dagster knows of runs (`assets.morning` gives it), or how it looks (`show.status`).
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from newsledger import model, warehouse
from newsledger.alerts import read_alerts
from newsledger.config import Settings
from newsledger.errors import UsageError
from newsledger.late import is_left_out, is_unfinished, published_editions

# A night begins at 02:30 UTC and takes less than two hours.
DUE = time(4, 30)
VERSIONS_SHOWN = 3
NIGHTS_BEFORE = 7  # that are looked at for what was left undone
# Free space below both of these needs a person: a night of 10,000 articles takes some 2 GB at most.
FEWEST_GIGABYTES, LEAST_SHARE = 5.0, 0.05
_FOLDERS = ("raw", "staged", "dagster")


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest run that Dagster knows of."""

    run: str
    job: str
    editions: str  # one, or the first and the last of a range
    status: str  # success, failure, canceled, or started and the like while it is not over
    started: datetime | None
    ended: datetime | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class Runs:
    """What Dagster knows."""

    last: LastRun | None
    last_good: datetime | None  # when the newest run that succeeded ended
    daemon_is_there: bool  # it has given a sign of life in the last minutes
    schedule_is_on: bool


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs a person, and what to do about it."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Morning:
    """How things stand at one moment."""

    now: datetime
    runs: Runs
    due: date  # the edition that has to be there by now, unless it is of before the first one
    newest: date | None  # the newest edition in the ledger
    judged: date | None  # the newest whose day is over: one of today says little of its sources yet
    failed_checks: tuple[dict[str, Any], ...]  # of the judged edition
    silent_sources: tuple[str, ...]  # in words, of the judged edition
    quarantine: Mapping[str, int]  # rows of the judged edition that were set aside, by table
    alerts: tuple[dict[str, Any], ...]  # since the last good run
    versions: tuple[dict[str, Any], ...]  # the newest, newest first
    megabytes: Mapping[str, float]  # on disk, by what it is for
    free_gigabytes: float
    concerns: tuple[Concern, ...]


def look(settings: Settings, runs: Runs, now: datetime) -> Morning:
    """Return how things stand at `now`, a time in UTC."""
    due = now.date() - timedelta(days=1 if now.time() >= DUE else 2)
    facts = _facts(settings, now.date())
    since = runs.last_good.isoformat(timespec="seconds") if runs.last_good else ""
    alerts = tuple(line for line in read_alerts(settings) if str(line.get("time", "")) > since)
    disk = shutil.disk_usage(next(place for place in (settings.home, *settings.home.parents) if place.is_dir()))
    morning = Morning(
        now=now,
        runs=runs,
        due=due,
        newest=max(facts.published, default=None),
        judged=facts.judged,
        failed_checks=facts.failed_checks,
        silent_sources=facts.silent_sources,
        quarantine=facts.quarantine,
        alerts=alerts,
        versions=facts.versions,
        megabytes=_megabytes(settings),
        free_gigabytes=disk.free / 1e9,
        concerns=(),
    )
    concerns = (*_of_runs(morning, settings, facts), *_of_rows(morning), *_of_means(morning, disk.free / disk.total))
    return replace(morning, concerns=concerns)


def _of_runs(morning: Morning, settings: Settings, facts: "_Facts") -> Iterator[Concern]:
    """Yield what was not run, or did not come to its end."""
    last = morning.runs.last
    if last is not None and last.is_over and last.status != "success":
        why = next((a["error"] for a in reversed(morning.alerts) if a.get("run") == last.run and "error" in a), "")
        remedy = f"Mend the cause, then: {_command(last.editions)}"
        yield Concern(f"The last run, of {last.editions}, ended as {last.status}. {why}".rstrip(), remedy)
    if facts.problem is not None:
        yield Concern(facts.problem, "newsledger restore")
        return
    # On the day on which all began, no night was due.
    if morning.due not in facts.published and (morning.newest is None or morning.due > min(facts.published)):
        yield Concern(f"The edition of last night, {morning.due}, is not in the ledger.", _command(f"{morning.due}"))
        if not morning.runs.daemon_is_there:
            yield Concern("Nothing runs the schedule: there is no daemon.", "newsledger ui, or a timer: deploy/")
        elif not morning.runs.schedule_is_on:
            yield Concern(
                "The nightly schedule is switched off.", "Switch nightly_schedule on under Automation in the UI."
            )
    for number in range(NIGHTS_BEFORE, 0, -1):
        edition = morning.now.date() - timedelta(days=number)
        if last is not None and not last.is_over and f"{edition}" in last.editions:
            continue  # it is being run
        if is_unfinished(settings, edition):
            yield Concern(f"The sources of {edition} were not read to their end.", _command(f"{edition}"))
        elif edition < morning.due and is_left_out(settings, edition, facts.published):
            yield Concern(f"The edition of {edition} was fetched and is not in the ledger.", _command(f"{edition}"))


def _of_rows(morning: Morning) -> Iterator[Concern]:
    """Yield what is wrong with what the judged edition brought."""
    for check in morning.failed_checks:
        # What is wrong with a source is said of each by its name.
        if check["severity"] == "critical" and (check["table"] != model.SOURCE_NIGHTS.name or check["error"]):
            found = check["error"] or f"{check['unexpected']:,} of {check['evaluated']:,} rows"
            aside = f"newsledger quarantine --reason {check['expectation']}"
            yield Concern(
                f"{check['table']}.{check['expectation']}: {check['protects_from']} {found}",
                aside
                if check["action"] == "quarantine"
                else f"See reports/{morning.judged}/report.html in the data folder.",
            )
    for source in morning.silent_sources:
        yield Concern(source, "newsledger fetch, with its place, says what it answers; then mend sources.yaml.")


def _of_means(morning: Morning, free_share: float) -> Iterator[Concern]:
    """Yield what is wrong with the notifiers and the disk."""
    for line in morning.alerts:
        if "not_told" in line:
            yield Concern(
                f"The {line['not_told']} did not take an alert: {line['problem']}",
                "docs/operations.md, What is set where",
            )
    if morning.free_gigabytes < FEWEST_GIGABYTES and free_share < LEAST_SHARE:
        yield Concern(f"{morning.free_gigabytes:.1f} GB are free on the disk.", "docs/operations.md, Disk")


def _command(editions: str) -> str:
    first, _, last = editions.partition(" to ")
    return f"newsledger backfill {first} {last}" if last else f"newsledger run --edition {first}"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the ledger says of its editions, of the judged one, and of its newest versions."""

    published: frozenset[date] = frozenset()
    judged: date | None = None
    problem: str | None = None  # why the ledger cannot be opened
    failed_checks: tuple[dict[str, Any], ...] = ()
    silent_sources: tuple[str, ...] = ()
    quarantine: Mapping[str, int] = field(default_factory=dict)
    versions: tuple[dict[str, Any], ...] = ()


_FAILED = """
SELECT table_name AS "table", expectation, severity, action, unexpected, evaluated, protects_from, error
FROM quality_results WHERE edition = $edition AND NOT passed ORDER BY severity, table_name, expectation
"""
_SILENT = """
SELECT in_words FROM source_nights
WHERE edition = $edition AND measure = 'documents' AND verdict IN ('silent', 'never_worked') ORDER BY source
"""
_SET_ASIDE = "SELECT table_name, count(*) AS n FROM quarantine WHERE edition = $edition GROUP BY 1 ORDER BY 1"
_HAS_NIGHTS = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'source_nights'"


def _facts(settings: Settings, today: date) -> _Facts:
    if not settings.ledger.is_file():
        return _Facts()
    try:
        published = published_editions(settings)
    except UsageError as problem:
        return _Facts(problem=str(problem))
    judged = max((e for e in published if e < today), default=max(published, default=None))
    with closing(warehouse.connect(settings.ledger)) as connection:

        def rows(sql: str) -> list[dict[str, Any]]:
            return warehouse.query(connection, sql, {"edition": judged}).to_dicts()

        # Ledgers of before that table was added are read too.
        knows_sources = bool(warehouse.query(connection, _HAS_NIGHTS).item())
        return _Facts(
            published,
            judged,
            None,
            tuple(rows(_FAILED)),
            tuple(row["in_words"] for row in rows(_SILENT)) if knows_sources else (),
            {row["table_name"]: row["n"] for row in rows(_SET_ASIDE)},
            tuple(warehouse.versions(settings.ledger).head(VERSIONS_SHOWN).to_dicts()),
        )


def _megabytes(settings: Settings) -> dict[str, float]:
    """Return what lies on the disk in the data folder, in megabytes; a file of several names counts once."""
    sizes: Counter[str] = Counter()
    seen: set[tuple[int, int]] = set()
    for folder, _, names in os.walk(settings.home):
        below = Path(folder).relative_to(settings.home).parts
        part = below[0] if below and below[0] in _FOLDERS else "else"
        for name in names:
            try:
                status = (Path(folder) / name).lstat()
            except OSError:  # a run has just renamed it
                continue
            if (file := (status.st_dev, status.st_ino)) not in seen:
                seen.add(file)
                sizes["ledger" if not below and name.startswith(settings.ledger.name) else part] += status.st_size
    return {part: size / 1e6 for part, size in sizes.most_common()}
