"""Publishing an edition that was checked: the one way by which rows come into the ledger.

Belongs here: the gate, and what a version says that it was made from. Does not: the checks (`newsledger.quality`), how
stories are settled (`stories`), making the file (`warehouse`).
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

import polars as pl

from newsledger.config import Configuration, Settings, sources_hash
from newsledger.edits import add_edits
from newsledger.errors import UsageError, usage_error
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
    if audited.stopping:
        raise refusal(audited)
    night = Night(
        editions=[edition],
        config_hash=sources_hash(configuration.sources),
        lexicon_hash=lexicon_hash(),
        input_hash=_input_hash(audited.tables["documents"].accepted),
        quality=audited.in_words,
        note=note,
    )
    return publish(
        settings.ledger,
        audited.frames(),
        night,
        now=datetime.now(UTC),
        settle=lambda ledger, frames: add_edits(ledger, settle_stories(ledger, frames, edition), edition),
        progress=progress,
    )


def refusal(audited: EditionAudit) -> UsageError:
    """Return the error that says which checks let nothing be published."""
    return usage_error("Nothing is published, the ledger stays as it was", " ".join(_reasons(audited)))


def _reasons(audited: EditionAudit) -> Iterator[str]:
    for table, outcome in audited.stopping:
        yield f"{table}.{outcome.expectation.id}: {outcome.error or outcome.expectation.protects_from}"


def _input_hash(documents: pl.DataFrame) -> str:
    """Return the hash of what was read: the bodies of all documents, whatever their order or place."""
    bodies = documents.select("canonical_url", "sha256").drop_nulls().unique().sort("canonical_url", "sha256")
    return hashlib.sha256(repr(bodies.rows()).encode()).hexdigest()[:32]
