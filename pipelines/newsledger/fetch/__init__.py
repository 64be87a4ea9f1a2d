"""Getting documents: discovery, polite fetching, the WARC archive and the index of what came.

A URL's way: `edition` asks each source, `local` and `remote` find its links and look at them, `web` asks for one and
`verdict` says how that ended, `journal` writes it down, `archive` keeps the bytes, `rows` makes the table.
"""

from newsledger.fetch.archive import ArchiveError, Record, read, read_body
from newsledger.fetch.edition import fetch_edition
from newsledger.fetch.identity import article_url, canonical_url
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.trial import fetch_addresses
from newsledger.fetch.visit import READABLE, Outcome

__all__ = [
    "READABLE",
    "ArchiveError",
    "FetchPolicy",
    "Outcome",
    "Record",
    "article_url",
    "canonical_url",
    "fetch_addresses",
    "fetch_edition",
    "read",
    "read_body",
]
