"""What the rows of a staged table depend on: whether an edition that is computed again would come to others.

Belongs here: the fingerprints of cleaning and coding. Does not: doing either, or the checks, which keep their own
(`quality.audit`). A range of editions that was broken off goes on by them, and so does one whose coder is the same.
"""

import hashlib
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path

from newsledger.config import Settings
from newsledger.extract.lexicon import lexicon_hash
from newsledger.staging import staged_path
from newsledger.warehouse.publish import dependency_hash

# The code and the lists that rows come from; the cleaner asks the coder's for its topic probe.
_PACKAGES = ("clean", "extract", "fetch")


def articles_from(settings: Settings, edition: date, probed: Collection[str]) -> str:
    """Return 32 hex characters that change when the articles of `edition` may: documents, cleaner, probed sources."""
    return _hash(_staged(settings, "documents", edition), *sorted(probed))


def claims_from(settings: Settings, edition: date) -> str:
    """Return 32 hex characters that change when the claims of `edition` may: articles, coder, lexicon."""
    return _hash(_staged(settings, "articles", edition))


def _staged(settings: Settings, table: str, edition: date) -> str:
    return hashlib.sha256(staged_path(settings, table, edition).read_bytes()).hexdigest()


def _hash(*parts: str) -> str:
    text = "\x1f".join((_code_hash(), lexicon_hash(), dependency_hash(), *parts))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def _code_hash() -> str:
    home = Path(__file__).parent
    digest = hashlib.sha256()
    own = [home / "model.py", home / "quality" / "doubts.py"]
    for path in sorted([*own, *(p for name in _PACKAGES for p in (home / name).rglob("*"))]):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(home).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
