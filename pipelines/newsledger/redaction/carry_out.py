"""Carrying out a redaction: the order of things over list, archive, staged files, Dagster's records and ledger.

Belongs here: that order, and what is said of the outcome. Does not: the single steps.

Each step does nothing where it was done before, and none needs what a later one takes away; so a redaction that was
killed is finished by asking for it again. The list comes first: from then on no night brings the words back. The ledger
comes last, as it is where the sentence of a claim and the addresses of a page are found.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from newsledger.config import Settings
from newsledger.errors import usage_error
from newsledger.fetch.archive import writing_to
from newsledger.fetch.blanking import blank_archive
from newsledger.fetch.hosts import only_run
from newsledger.fetch.identity import canonical_url
from newsledger.progress import Progress, silent
from newsledger.redaction.orders import Order, closed_addresses, known_addresses, remember
from newsledger.redaction.places import addresses_and_articles
from newsledger.redaction.previews import empty_previews
from newsledger.redaction.reports import remove_reports
from newsledger.redaction.staged import leave_out
from newsledger.redaction.words import Hidden, has_words, sentence_of
from newsledger.warehouse import kept_files, redaction


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction did; `rows` by table over all versions, empty where it had been carried out before.

    `versions` are those that have new checksums. `copies` are addresses of articles that tell the same text and
    stay as they are. `in_folders` says that a page came from a folder of the user's, which is not touched.
    """

    order: Order
    rows: dict[str, int]
    versions: tuple[int, ...]
    records: int
    staged: int
    previews: int
    reports: int
    files: int
    copies: list[str]
    in_folders: bool


def redact_url(settings: Settings, url: str, reason: str, *, now: datetime, progress: Progress = silent) -> Redacted:
    """Blank all words of the page at `url`, wherever the data folder holds them, and never fetch it again.

    UsageError: nothing is known of the page, there is no ledger, a night is fetching, or the disk is full; as
    `redaction.blank` has it.
    """
    target = canonical_url(url)
    addresses, articles = addresses_and_articles(settings, {url, *known_addresses(settings.home, "url", target)})
    addresses = addresses or tuple(known_addresses(settings.home, "url", target))
    if not addresses:
        raise usage_error(
            f"Nothing is known of {url}", "`newsledger sql` finds addresses: SELECT url, canonical_url FROM documents."
        )
    about = redaction.About(addresses, articles, Hidden())
    return _carry_out(settings, Order("url", target, reason, addresses), about, now, progress)


def redact_claim(
    settings: Settings, claim_id: str, reason: str, *, now: datetime, progress: Progress = silent
) -> Redacted:
    """Blank the sentence of a claim in every revision of its article; the rest of the article stays in the ledger.

    The archive cannot give back a page without a sentence: there the page goes whole, and it is never fetched again.
    `claim_id` may be the beginning of one. UsageError: no claim or several have it; as `redact_url` has it.
    """
    claim, article = redaction.find_claim(settings.ledger, claim_id)
    if not has_words(claim["evidence"]) or not article["text"]:
        # Nothing of the ledger is left to blank; what was left undone beside it is done.
        about = redaction.About((), (), Hidden())
        addresses = tuple(known_addresses(settings.home, "claim", claim["claim_id"]))
        if not addresses:
            raise usage_error(f"The words of claim {claim['claim_id']} are redacted already", "`newsledger trace`.")
    else:
        addresses, articles = addresses_and_articles(settings, (), [claim["article_id"]])
        about = redaction.About(addresses, articles, Hidden(sentence_of(claim, article)))
    return _carry_out(settings, Order("claim", claim["claim_id"], reason, addresses), about, now, progress)


def _carry_out(settings: Settings, order: Order, about: redaction.About, now: datetime, progress: Progress) -> Redacted:
    with only_run(settings.home), writing_to(settings.home):
        files = len(kept_files(settings.ledger))
        copies = redaction.copies_of(settings.ledger, about.articles)
        remember(settings.home, order)
        closed = closed_addresses(settings.home)
        records = blank_archive(settings.home, closed, lambda done, total: progress("archive", done, total))
        staged = leave_out(settings, closed, about.articles)
        previews = empty_previews(settings.dagster_home)
        reports = remove_reports(settings)
        progress("ledger", 0, 1)
        blanked = redaction.blank(settings.ledger, order, about, records, now=now)
        progress("ledger", 1, 1)
    return Redacted(
        order,
        {table: count for table, count in blanked.rows.items() if count} if blanked else {},
        blanked.versions if blanked else (),
        records,
        staged,
        previews,
        reports,
        files if blanked else 0,
        copies,
        any(urlsplit(address).scheme == "file" for address in order.addresses),
    )
