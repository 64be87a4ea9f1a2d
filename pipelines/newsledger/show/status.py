"""What ``newsledger status`` prints: the morning, what needs a person first.

Belongs here: how it looks, for a person and for a program. Does not: what is looked at (`newsledger.morning`).
"""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from newsledger.show import grid, heading, pairs

if TYPE_CHECKING:
    from newsledger.morning import LastRun, Morning

_VERSION_COLUMNS = ["version", "built at", "editions", "opened", "closed"]


def morning(seen: "Morning") -> Group:
    """Return how things stand: what needs a person, and then the facts."""
    parts: list[RenderableType] = []
    if seen.concerns:
        parts.append(heading("what needs you"))
        for concern in seen.concerns:
            parts += [Text(concern.what, style="bold red"), Text(f"  {concern.remedy}")]
    else:
        parts.append(Text("nothing needs you", style="bold green"))
    by_table = ", ".join(f"{rows:,} {table}" for table, rows in seen.quarantine.items())
    megabytes = ", ".join(f"{part} {size:,.0f} MB" for part, size in seen.megabytes.items())
    of_judged = f" of {seen.judged}" if seen.judged else ""
    facts = [
        ("last run", _run(seen.runs.last)),
        ("due", f"{seen.due}"),
        ("newest edition", f"{seen.newest or 'none'}"),
        ("schedule", _schedule(seen)),
        ("failed checks", f"{len(seen.failed_checks)}{of_judged}"),
        ("silent sources", f"{len(seen.silent_sources)}{of_judged}"),
        ("quarantine", f"{by_table or 'none'}{of_judged}"),
        ("alerts", f"{sum('error' in line for line in seen.alerts)} since the last good run"),
        ("disk", f"{megabytes or 'nothing yet'}; {seen.free_gigabytes:,.0f} GB free"),
    ]
    parts.append(pairs(facts))
    parts += [
        Text(f"  {c['severity']} {c['table']}.{c['expectation']}: {c['protects_from']} {_found(c)}", style="yellow")
        for c in seen.failed_checks
    ]
    if seen.versions:
        parts += [heading("versions"), grid([_version(v) for v in seen.versions], _VERSION_COLUMNS)]
    return Group(*parts)


def as_json(seen: "Morning") -> dict[str, Any]:
    """Return the same for a program: the fields of `newsledger.morning.Morning`, and `ok`."""
    return {"ok": not seen.concerns, **asdict(seen)}


def _run(last: "LastRun | None") -> str:
    if last is None:
        return "none yet"
    when = f"{last.started:%Y-%m-%d %H:%M} UTC" if last.started else "not started yet"
    took = f", {_minutes(last.started, last.ended)}" if last.started and last.ended else ""
    return f"{last.status}: {last.job} of {last.editions} ({when}{took})"


def _minutes(started: datetime, ended: datetime) -> str:
    seconds = (ended - started).total_seconds()
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def _schedule(seen: "Morning") -> str:
    daemon = "the daemon is there" if seen.runs.daemon_is_there else "no daemon"
    return f"{'on' if seen.runs.schedule_is_on else 'off'}; {daemon}"


def _version(version: dict[str, Any]) -> dict[str, Any]:
    built = f"{version['built_at']:%Y-%m-%d %H:%M}"
    return {**version, "built at": built, "editions": _span(version["editions"])}


def _found(check: dict[str, Any]) -> str:
    return str(check["error"] or f"{check['unexpected']:,} of {check['evaluated']:,} rows")


def _span(editions: list[str]) -> str:
    ordered = sorted(editions)
    return " to ".join(dict.fromkeys([*ordered[:1], *ordered[-1:]]))
