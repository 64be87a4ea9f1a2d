"""Reading feeds: RSS, Atom, RDF and JSON Feed.

Belongs here: bytes of a feed in, links out. A damaged feed gives every entry that can be read: of 21 kinds of
broken feeds, dropping the whole feed at the first flaw would lose 15. Does not: asking for feeds (`edition`).
"""

import io
import json
import time
from calendar import timegm
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from newsledger.fetch.identity import WEB
from newsledger.fetch.visit import Link, Listing, Outcome

# What feedparser complains of though nothing is lost: a wrong or missing type or charset in the HTTP headers.
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


def read_feed(body: bytes, url: str, content_type: str | None = None) -> Listing:
    """Return what the feed `body`, fetched from `url`, names; NOT_A_LISTING if it is no feed."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _read_json_feed(body, url)
    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    # A stream, never the bytes themselves: those, feedparser tries to open as a file name first.
    try:
        parsed = feedparser.parse(io.BytesIO(body.lstrip()), response_headers=headers, sanitize_html=False)
    except Exception as error:  # 1 in 500 of randomly damaged feeds trips it, with whatever exception
        return Listing(Outcome.NOT_A_LISTING, f"it is too damaged to be read: {_words(error)}")
    links = tuple(link for entry in parsed.entries if (link := _link(entry, url)) is not None)
    if not parsed.get("version") and not links:
        return Listing(Outcome.NOT_A_LISTING, "it is no feed" if body.strip() else "it is empty")
    reason = f"{len(links)} entries"
    if without := len(parsed.entries) - len(links):
        reason += f", {without} without an address"
    if parsed.bozo and not isinstance(parsed.bozo_exception, _HARMLESS):
        return Listing(Outcome.LISTING_DAMAGED, f"{reason}; damaged: {_words(parsed.bozo_exception)}", links)
    return Listing(Outcome.LISTED, reason, links)


def absolute(base: str, address: str) -> str:
    """Return `address` as seen from `base`; as it is if it is no address, so that a row says what is wrong with it."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address.strip()


def iso_time(text: str | None) -> str | None:
    """Return a day or time of ISO 8601 or RFC 822 as ISO 8601, in the zone it was given in; None if it is neither."""
    given = (text or "").strip()
    try:
        return (date if len(given) == 10 else datetime).fromisoformat(given).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(given).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _link(entry: Any, base: str) -> Link | None:
    links = [link for link in entry.get("links", []) if isinstance(link, dict)]  # of a damaged feed also text
    alternates = [link.get("href") for link in links if link.get("rel", "alternate") == "alternate"]
    address = next((href for href in alternates if href), None) or entry.get("link")
    guid = entry.get("id", "")
    if not address and guid.startswith(WEB):
        address = guid
    if not address:
        return None
    return Link(
        absolute(base, address),
        title=(entry.get("title") or "").strip() or None,
        published=_entry_time(entry, "published"),
        modified=_entry_time(entry, "updated"),
    )


def _entry_time(entry: Any, field: str) -> str | None:
    if field not in entry:  # feedparser would hand out `published` for a missing `updated`
        return None
    given = iso_time(entry[field])
    parsed: time.struct_time | None = entry.get(f"{field}_parsed")
    if given is None and parsed is not None:
        with suppress(ValueError, OverflowError):  # a year of -99 or 99999
            return datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    return given


def _read_json_feed(body: bytes, url: str) -> Listing:
    try:
        feed = json.loads(body.decode("utf-8-sig"))
        if not str(feed["version"]).startswith("https://jsonfeed.org/version/"):
            return Listing(Outcome.NOT_A_LISTING, "it is JSON but no JSON Feed")
        items = [item for item in feed["items"] if isinstance(item, dict)]
    except (ValueError, KeyError, TypeError) as error:
        return Listing(Outcome.NOT_A_LISTING, f"it is no JSON Feed: {_words(error)}")
    links = []
    for item in items:
        address = item.get("url") or item.get("external_url")
        if isinstance(address, str):
            title, published, modified = (
                value if isinstance(value := item.get(name), str) else None
                for name in ("title", "date_published", "date_modified")
            )
            links.append(Link(absolute(url, address), title, iso_time(published), iso_time(modified)))
    without = len(items) - len(links)
    reason = f"{len(links)} entries" + (f", {without} without an address" if without else "")
    return Listing(Outcome.LISTED, reason, tuple(links))


def _words(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:200]
