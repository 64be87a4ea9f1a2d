"""Reading sitemaps and sitemap indexes, with the titles and times of news sitemaps.

Belongs here: bytes of a sitemap in, links out. Does not: asking for sitemaps, how deep an index is followed
(`edition`).
"""

from lxml import etree

from newsledger.fetch.body import BodyError, unpack
from newsledger.fetch.feeds import absolute, iso_time
from newsledger.fetch.visit import Link, Listing, Outcome


def read_sitemap(body: bytes, url: str, limit: int) -> Listing:
    """Return what the sitemap `body`, fetched from `url`, names; it may be gzipped, up to `limit` bytes unpacked.

    Elements are known by their local names: wrong namespaces are common. ``lastmod`` is no publication time, as
    many sites set it to now; only news tags are.
    """
    if body.startswith(b"\x1f\x8b"):
        try:
            body, _ = unpack(body, "gzip", limit)
        except BodyError as error:
            return Listing(Outcome.NOT_A_LISTING, error.reason)
    # No entity is expanded, no DTD loaded, nothing fetched: a sitemap is a stranger's file.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    kind = _name(root) if root is not None else None
    if root is None or kind not in ("urlset", "sitemapindex"):
        return Listing(
            Outcome.NOT_A_LISTING, f"it is no sitemap but {kind or 'no XML'}" if body.strip() else "it is empty"
        )
    links = tuple(link for element in root if (link := _link(element, url)) is not None)
    entries = sum(bool(_name(element)) for element in root)
    what = "sitemaps" if kind == "sitemapindex" else "pages"
    reason = f"{len(links)} {what}"
    if entries > len(links):
        reason += f", {entries - len(links)} without an address"
    outcome = Outcome.LISTED
    errors = [entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.ERROR]
    if errors:
        outcome, reason = Outcome.LISTING_DAMAGED, f"{reason}; damaged: {errors[0].message.strip()}"
    if kind == "sitemapindex":
        return Listing(outcome, reason, listings=links)
    return Listing(outcome, reason, links)


def _link(element: "etree._Element", base: str) -> Link | None:
    values = _texts(element)
    news = next((child for child in element if _name(child) == "news"), None)
    about = _texts(news) if news is not None else {}
    if "loc" not in values:
        return None
    address = absolute(base, values["loc"])
    return Link(address, about.get("title"), iso_time(about.get("publication_date")), iso_time(values.get("lastmod")))


def _texts(element: "etree._Element") -> dict[str, str]:
    return {_name(child): child.text.strip() for child in element if child.text and child.text.strip()}


def _name(element: "etree._Element") -> str:
    """Return the local name of an element, empty for comments; a prefix that was not declared stays in its tag."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
