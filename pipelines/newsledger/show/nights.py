"""What a night, a backfill and a fetch by hand print.

Belongs here: what came in, what was set aside and why, what was published and where. Does not: getting any of it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from newsledger.show import heading, pairs

if TYPE_CHECKING:
    from newsledger.fetch.visit import Visit
    from newsledger.summary import BackfillSummary, FailedCheck, Summary


def fetched(visits: "Sequence[Visit]", home: Path) -> Group:
    """Return what came of each address that was fetched by hand, and where its bytes are in the data folder `home`."""
    from newsledger.fetch.visit import MEANINGS, READABLE

    parts: list[RenderableType] = []
    for visit in visits:
        charset = f"{visit.charset}  ({visit.charset_source}, {visit.replaced} replaced)" if visit.charset else None
        size = f"{visit.bytes:,} bytes  ({visit.bytes_sent:,} as sent)" if visit.bytes is not None else None
        requests = f"{visit.tries} requests, {visit.hops} redirects, {visit.seconds or 0.0:.3f} s"
        parts += [
            heading(visit.url),
            pairs(
                [
                    ("outcome", f"{visit.outcome}  ({MEANINGS[visit.outcome]})"),
                    ("reason", visit.reason),
                    ("status", visit.status),
                    ("asked", requests),
                    ("ask again", visit.retry_at),
                    ("answered by", visit.final_url if visit.final_url != visit.url else None),
                    ("type", visit.content_type),
                    ("charset", charset),
                    ("size", size),
                    ("etag", visit.etag),
                    ("last modified", visit.last_modified),
                    ("sha256", visit.sha256),
                    ("archive", f"{home / visit.warc_file} at byte {visit.warc_offset}" if visit.warc_file else None),
                ]
            ),
        ]
    pages = {visit.warc_file for visit in visits if visit.warc_file and visit.outcome in READABLE}
    parts += [Text(f"What the cleaner makes of it: newsledger clean {home / file}") for file in sorted(pages)]
    return Group(*parts)


def night(summary: "Summary") -> Group:
    """Return what a night did: what came in, what was set aside and why, what was published and where."""
    came = pairs(
        [
            ("edition", summary.edition.isoformat()),
            ("documents", _counts(summary.documents)),
            ("articles", _counts(summary.articles)),
            ("claims", f"{summary.claims:,}"),
            ("quarantined", f"{sum(summary.quarantined.values()):,}"),
        ]
    )
    notes = [
        Text(f"  {count:,} {table}: {reason}", style="yellow") for (table, reason), count in summary.quarantined.items()
    ]
    for check in summary.failed_checks:
        style = "red" if check.action == "abort" else "yellow"
        notes.append(Text(f"  {check.severity} {check.table}.{check.expectation}: {_finding(check)}", style=style))
        if check.table == "source_nights":  # a source is known by its name and numbers; rows are told in the report
            notes += [Text(f"    {example}", style=style) for example in check.examples]
    if summary.stopped is not None:
        end = Text(f"stopped: {summary.stopped} The published ledger is as it was.", style="bold red")
    elif summary.version is None:
        end = Text("nothing new: the ledger stays as it is", style="bold")
    else:
        end = Text(
            f"published version {summary.version}: {summary.opened:,} rows opened, {summary.closed:,} closed",
            style="bold green",
        )
    return Group(came, *notes, end, Text(f"ledger: {summary.ledger}"))


def backfilled(summary: "BackfillSummary") -> Group:
    """Return what a backfill did: which editions, which versions, how to see what changed."""
    count, first, last = len(summary.editions), summary.editions[0], summary.editions[-1]
    absent = f"  ({summary.absent} days without an archive)" if summary.absent else ""
    came = pairs([("editions", f"{count:,} from {first} to {last}{absent}")])
    changes = f"{summary.opened:,} rows opened, {summary.closed:,} closed"
    parts: list[RenderableType] = [came]
    if not summary.versions:
        parts.append(Text("nothing new: the ledger stays as it is", style="bold"))
    else:
        newest = summary.versions[-1]
        name = f"version {newest}" if len(summary.versions) == 1 else f"versions {summary.versions[0]} to {newest}"
        parts.append(Text(f"published {name}: {changes}", style="bold green"))
        if summary.before is not None:
            parts.append(Text(f"what changed: newsledger diff {summary.before} {newest}"))
    if summary.stopped is not None:
        parts.append(Text(f"stopped: {summary.stopped}", style="bold red"))
    return Group(*parts, Text(f"ledger: {summary.ledger}"))


def _counts(by_kind: Mapping[str, int]) -> str:
    total = f"{sum(by_kind.values()):,}"
    if not by_kind:
        return total
    parts = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in by_kind.items())
    return f"{total}  ({parts})"


def _finding(check: "FailedCheck") -> str:
    found = check.error or f"{check.unexpected:,} of {check.evaluated:,} rows"
    return f"{check.protects_from} {found}"
