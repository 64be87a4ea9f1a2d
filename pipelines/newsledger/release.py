"""Publishing editions that were checked: the one way by which rows come into the ledger.

Belongs here: the gate, what of several editions is published together, and what a version says that it was made from.
Does not: the checks (`newsledger.quality`), how stories are settled (`stories`), making the file (`warehouse`).
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import polars as pl

from newsledger import model
from newsledger.config import Configuration, Settings, sources_hash
from newsledger.edits import add_edits
from newsledger.errors import usage_error
from newsledger.extract.lexicon import lexicon_hash
from newsledger.progress import Progress, silent
from newsledger.quality.audit import EditionAudit
from newsledger.stories import settle_stories
from newsledger.warehouse import Night, Published, publish


def publish_edition(
    edition: date,
    audited: EditionAudit,
    configuration: Configuration,
    settings: Settings,
    progress: Progress = silent,
    note: str | None = None,
) -> Published | None:
    """Publish what was accepted of `edition` as a new version; None if the ledger has it all already.

    UsageError: a check says that nothing may be published, or as `publish` has it.
    """
    return publish_editions({edition: audited}, configuration, settings, progress, note)


def publish_editions(
    audited: Mapping[date, EditionAudit],
    configuration: Configuration,
    settings: Settings,
    progress: Progress = silent,
    note: str | None = None,
) -> Published | None:
    """Publish what was accepted of several editions as one version; None if the ledger has it all already.

    The ledger comes to hold what it would if they were published one by one, in any order. UsageError: a check says
    that nothing may be published of one of them, or as `publish` has it.
    """
    editions = sorted(audited)
    for edition in editions:
        if (why := refusal(audited[edition])) is not None:
            raise usage_error("Nothing is published, the ledger stays as it was", why)
    frames = _together([audited[edition].frames() for edition in editions])
    night = Night(
        editions=editions,
        config_hash=sources_hash(configuration.sources),
        lexicon_hash=lexicon_hash(),
        input_hash=_input_hash(frames["documents"]),
        quality=quality_in_words([audited[edition] for edition in editions]),
        note=note,
    )
    return publish(
        settings.ledger,
        frames,
        night,
        now=datetime.now(UTC),
        settle=lambda ledger, rows: add_edits(ledger, settle_stories(ledger, rows, editions), editions),
        progress=progress,
    )


def refusal(audited: EditionAudit) -> str | None:
    """Return which checks let nothing of an edition be published, in words; None if none does."""
    reasons = (
        f"{table}.{outcome.expectation.id}: {outcome.error or outcome.expectation.protects_from}"
        for table, outcome in audited.stopping
    )
    return " ".join(reasons) or None


def quality_in_words(audits: Sequence[EditionAudit]) -> str:
    """Return how many expectations held over all of `audits`, and which did not, with the rows that broke them."""
    outcomes = [(a.table, outcome) for audit in audits for a in audit.assessments for outcome in a.outcomes]
    failed: Counter[str] = Counter()
    for table, outcome in outcomes:
        if not outcome.passed:
            failed[f"{table}.{outcome.expectation.id}"] += outcome.unexpected
    held = f"{sum(o.passed for _, o in outcomes)} of {len(outcomes)} expectations held"
    if len(audits) > 1:
        held += f" in {len(audits)} editions"
    return f"{held}; failed: {', '.join(f'{name} ({n} rows)' for name, n in failed.items())}" if failed else held


def _together(nights: Sequence[Mapping[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """Return the rows of several editions, the earliest first; a row that two of them bring belongs to the earlier."""
    return {
        name: pl.concat([night[name] for night in nights]).unique(
            model.table(name).key, keep="first", maintain_order=True
        )
        for name in nights[0]
    }


def _input_hash(documents: pl.DataFrame) -> str:
    """Return the hash of what was read: the bodies of all documents, whatever their order or place."""
    bodies = documents.select("canonical_url", "sha256").drop_nulls().unique().sort("canonical_url", "sha256")
    return hashlib.sha256(repr(bodies.rows()).encode()).hexdigest()[:32]
