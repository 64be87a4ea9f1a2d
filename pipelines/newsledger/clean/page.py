"""One document, as fetched, into one cleaned page.

Belongs here: the order of the steps, and what a cleaned page is. Does not: the steps themselves, ids, files,
many pages at once (`batch`). Pure: the same bytes and hints give the same page on any machine.
"""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize
from urllib.parse import urlsplit

import py3langid

from newsledger.clean.blocks import Block, OtherHeadlines, is_oversized, page_blocks, plain_blocks
from newsledger.clean.boilerplate import Cut, trim
from newsledger.clean.dates import Published, published
from newsledger.clean.kind import Kind, classify
from newsledger.clean.markup import drop_what_has_no_text, parse
from newsledger.clean.metadata import read_metadata, time_tags
from newsledger.clean.outlet import outlet_of
from newsledger.fetch.decode import decode
from newsledger.fetch.identity import WEB

_PLAIN = ("text/plain", "text/markdown", "text/x-markdown")
# The language of a text is clear long before this; the rest costs time.
LANGUAGE_CHARACTERS = 500
FEWEST_TELLING_WORDS = 10
# Text that is that much shorter than the page's own word of its length is a teaser.
TEASER = 0.5

_LINE_PARAGRAPHS = re.compile(r"\n+")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
# "/news/live/2025/may/24/…", "Ukraine war live updates"; not "Live music in the old town".
_LIVE = re.compile(r"/live/|\blive[- ]?(?:blog|updates?|ticker|coverage)\b", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+(?P<title>.+)")


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a document beside its bytes, from the feed or sidecar that led to it."""

    title: str | None = None
    published: str | None = None
    published_source: str = "feed"  # feed, sidecar or input
    language: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3, of the source
    latest: date | None = None  # it cannot have been published later


@dataclass(frozen=True, slots=True)
class Page:
    """A cleaned document. `text` has its paragraphs parted by an empty line; `cut` is what was taken out of it."""

    kind: Kind
    kind_reason: str
    title: str | None = None
    text: str = ""
    authors: tuple[str, ...] = ()
    published: Published | None = None
    language: str | None = None
    site: str | None = None
    section: str | None = None
    outlet: str | None = None
    canonical: str | None = None
    charset: str | None = None
    flags: tuple[str, ...] = ()
    cut: tuple[Cut, ...] = ()

    @property
    def published_date(self) -> date | None:
        """The day of publication where it was published."""
        return self.published.day if self.published else None


NO_HINTS = Hints()


def clean_page(
    body: bytes, url: str, *, content_type: str | None = None, hints: Hints = NO_HINTS, fast: bool = False
) -> Page:
    """Return the page in `body`, which `url` led to: an address, or the name of a file.

    `content_type` is the header as sent: it says text or HTML, and perhaps the charset. `fast` skips the extractor's
    comparison with others, which is quadratic in the rows of a table; text F1 falls by 0.001.
    """
    decoded = decode(body, content_type)
    flags = []
    if decoded.replaced:
        flags.append("replaced_bytes")
    if decoded.method in {"detected", "fallback"}:
        flags.append("guessed_charset")
    if is_plain(content_type):
        return _clean_text(decoded.text, url, decoded.charset, hints, flags)
    tree = parse(decoded.text)
    if tree is None:
        return Page(Kind.NOT_ARTICLE, "the document is not HTML", charset=decoded.charset, flags=tuple(flags))
    page = read_metadata(tree)
    if not url.startswith(WEB) and (page.canonical or "").startswith(WEB):
        url = page.canonical or url  # a file from a site: where it was published tells its day and country
    stated = [*page.published, *_hinted(hints)]
    when = published(stated, url=url, country=hints.country, latest=hints.latest, tree=tree, time_tags=time_tags(tree))
    drop_what_has_no_text(tree)
    if is_oversized(tree):
        flags.append("oversized")
        blocks = plain_blocks(tree)
    else:
        blocks = page_blocks(tree, fast=fast)
    trimmed = trim(blocks, headlines=page.headlines, authors=page.authors, links=OtherHeadlines(tree))
    text = _join(trimmed.kept)
    language = _language(text, page.language or hints.language)
    raw = " ".join(block.text for block in blocks)
    kind, reason = classify(text, language, page=page, tree=tree, raw=raw, source=decoded.text)
    if page.paywall:
        flags.append("paywall")
    if len(text.split()) < TEASER * page.body_words:
        flags.append("teaser")
    if "liveblogposting" in page.types or any(map(_LIVE.search, [urlsplit(url).path, page.title or ""])):
        flags.append("live_blog")
    return Page(
        kind=kind,
        kind_reason=reason,
        title=page.title or hints.title,
        text=text,
        authors=tuple(page.authors),
        published=when,
        language=language,
        site=page.site,
        section=page.section,
        outlet=outlet_of(
            trimmed.outlet,
            url=url,
            site=page.site_name or page.site,
            canonical=page.canonical,
            authors=page.authors,
            organisations=page.organisations,
            based_on=page.based_on,
        ),
        canonical=page.canonical,
        charset=decoded.charset,
        flags=tuple(flags),
        cut=tuple(trimmed.cut),
    )


def is_plain(content_type: str | None) -> bool:
    """Whether the header `content_type` says that a document is text without markup."""
    return (content_type or "").split(";")[0].strip().lower() in _PLAIN


def _clean_text(text: str, url: str, charset: str, hints: Hints, flags: list[str]) -> Page:
    text = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # A text without empty lines has a paragraph on each line; one with them may wrap its lines.
    split = _PARAGRAPHS if _PARAGRAPHS.search(text.strip()) else _LINE_PARAGRAPHS
    blocks = [Block(part.strip(), "p") for part in split.split(text) if part.strip()]
    title = hints.title
    if blocks and (heading := _HEADING.fullmatch(blocks[0].text)):
        title = title or heading["title"]
        blocks = blocks[1:]
    trimmed = trim(blocks, headlines=[title] if title else [])
    clean = _join(trimmed.kept)
    language = _language(clean, hints.language)
    kind, reason = classify(clean, language)
    return Page(
        kind=kind,
        kind_reason=reason,
        title=title,
        text=clean,
        published=published(_hinted(hints), url=url, country=hints.country),
        language=language,
        outlet=trimmed.outlet,
        charset=charset,
        flags=tuple(flags),
        cut=tuple(trimmed.cut),
    )


def _hinted(hints: Hints) -> list[tuple[str, str]]:
    return [(hints.published, hints.published_source)] if hints.published else []


def _join(blocks: list[Block]) -> str:
    # A dash before an item would be read as a minus before its number.
    return "\n\n".join(
        f"• {b.text}" if b.kind == "item" and not b.text.startswith(("•", "-", "–", "*")) else b.text for b in blocks
    )


def _language(text: str, stated: str | None) -> str | None:
    """Return the ISO 639-1 code of the text's language; of a text too short to tell, the one stated."""
    if len(text.split()) < FEWEST_TELLING_WORDS:
        return (stated or "").split("-")[0].split("_")[0].lower() or None
    return str(py3langid.classify(text[:LANGUAGE_CHARACTERS])[0])
