"""What a page says about itself: headline, bylines, site, section, time of publication, address, kind of page.

Belongs here: reading JSON-LD, meta tags and the headline's markup. Does not: reading dates (`dates`), the body text
(`blocks`), the verdict what kind of page it is (`kind`).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from lxml.html import HtmlElement

from newsledger.clean.bylines import find_byline
from newsledger.fetch.identity import WEB

# JSON-LD can be a megabyte of products and nested parts; what describes the page is near its surface.
MAX_DEPTH = 6

_PUBLISHED_TAGS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "rnews:datepublished",
    "cxenseparse:recs:publishtime",
    "published_time",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "date",
)
_AUTHOR_TAGS = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
)
_SECTION_TAGS = ("article:section", "og:article:section", "parsely-section", "sailthru.section", "section")
_ORGANISATIONS = ("sourceOrganization", "provider", "copyrightHolder", "publisher")
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_BY = re.compile(r"^(by|from|von|par|por|di|written by|words by|story by|reported by)\s*:?\s+", re.IGNORECASE)
_NAMES = re.compile(r"\s*(?:;|,|\||/|&|\band\b|\bund\b|\bwith\b)\s*")
_NO_NAME = re.compile(r"https?:|www\.|@|\d{2}|^\W*$", re.IGNORECASE)


@dataclass(slots=True)
class Metadata:
    """What a page says about itself. `published` holds (words of the page, json_ld or meta), best first."""

    title: str | None = None
    headlines: list[str] = field(default_factory=list)  # every wording of the title on the page
    authors: list[str] = field(default_factory=list)
    site: str | None = None
    section: str | None = None
    site_name: str | None = None  # og:site_name, which is the site's own where the publisher is an agency
    organisations: list[str] = field(default_factory=list)  # that JSON-LD names as publisher, source or provider
    based_on: str | None = None  # address or name of the work that JSON-LD says it is based on
    published: list[tuple[str, str]] = field(default_factory=list)
    canonical: str | None = None
    language: str | None = None
    types: frozenset[str] = frozenset()  # JSON-LD types of the page, and og:type after "og:", lower case
    paywall: bool = False
    body_words: int = 0  # length of the article in words, as JSON-LD gives it or its articleBody has them


def read_metadata(tree: HtmlElement) -> Metadata:
    """Return what the page says of itself in JSON-LD, meta tags and its headline."""
    tags = _meta_tags(tree)
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if any(is_article_type(kind) for kind in _types(node))]
    article = articles[0] if articles else {}
    found = Metadata(
        site=_name(article.get("publisher")) or tags.get("og:site_name") or tags.get("application-name"),
        section=_name(article.get("articleSection")) or next((tags[t] for t in _SECTION_TAGS if t in tags), None),
        canonical=_canonical(tree, article, tags),
        site_name=tags.get("og:site_name"),
        organisations=[name for key in _ORGANISATIONS if (name := _name(article.get(key)))],
        based_on=_address(article.get("isBasedOn") or article.get("isBasedOnUrl")),
        language=_first(tree.xpath("/html/@lang")),
        types=frozenset([*(kind for node in nodes for kind in _types(node)), f"og:{tags.get('og:type', '').lower()}"]),
        paywall=_is_paid([*articles, *nodes], tags),
        body_words=_body_words(article),
    )
    stated = [title for title in (_text(article.get("headline")), tags.get("og:title")) if title]
    headings = [heading for element in tree.iter("h1") if (heading := _text(element.text_content()))]
    tab = _text(tree.findtext(".//title"))
    found.title = _title(headings, stated, tab)
    found.headlines = [*headings, *stated, *([tab] if tab else [])]
    found.authors = _authors(tree, article, tags, found.site)
    found.published = [
        (date, source)
        for date, source in (
            *((_text(node.get("datePublished")), "json_ld") for node in [*articles, *nodes]),
            *((tags.get(tag), "meta") for tag in _PUBLISHED_TAGS),
            *((_text(node.get("dateCreated")), "json_ld") for node in articles),
        )
        if date
    ]
    return found


def is_article_type(kind: str) -> bool:
    """Tell whether a schema.org type, in lower case, is that of a news article."""
    return kind.endswith("article") or kind in {"blogposting", "liveblogposting", "reportage"}


def time_tags(tree: HtmlElement) -> list[str]:
    """Return what the page's ``<time datetime>`` elements say, in order."""
    return [value for value in tree.xpath("//time/@datetime") if value.strip()]


def _canonical(tree: HtmlElement, article: Mapping[str, object], tags: Mapping[str, str]) -> str | None:
    """Return the address that the page gives itself; of several, the first that is whole."""
    main = article.get("mainEntityOfPage")
    stated = [*tree.xpath("//link[@rel='canonical']/@href"), tags.get("og:url"), _text(article.get("url"))]
    stated.append(_text(main.get("@id") if isinstance(main, dict) else main))
    given = [address.strip() for address in stated if address and address.strip()]
    return next((address for address in given if address.startswith(WEB)), _first(given))


def _is_paid(nodes: Sequence[Mapping[str, object]], tags: Mapping[str, str]) -> bool:
    """Tell whether the page says that not all may read it: itself first, then a part of it, then its meta tag."""
    parts = [part for node in nodes for part in _listed(node.get("hasPart")) if isinstance(part, dict)]
    stated = [str(node["isAccessibleForFree"]).lower() for node in [*nodes, *parts] if "isAccessibleForFree" in node]
    return stated[0] == "false" if stated else tags.get("article:content_tier", "").lower() in {"locked", "metered"}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _body_words(article: Mapping[str, object]) -> int:
    body, count = article.get("articleBody"), article.get("wordCount")
    if isinstance(body, str):
        return len(body.split())
    return int(count) if isinstance(count, int | str) and str(count).isascii() and str(count).isdigit() else 0


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = _text(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            if value and (name := element.get(attribute)):
                tags.setdefault(name.lower(), value)
    for element in tree.xpath("//*[@itemprop='datePublished'][@datetime]"):
        tags.setdefault("datepublished", element.get("datetime"))
    return tags


def _nodes(tree: HtmlElement) -> Iterator[dict[str, object]]:
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):  # about one page in a hundred: the meta tags have to do
            continue
        yield from _flatten(data, MAX_DEPTH)


def _flatten(data: object, depth: int) -> Iterator[dict[str, object]]:
    if isinstance(data, list):
        for item in data:
            yield from _flatten(item, depth)
    elif isinstance(data, dict) and depth:
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flatten(data.get(key), depth - 1)


def _types(node: dict[str, object]) -> list[str]:
    kinds = node.get("@type")
    return [kind.lower() for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _title(headings: list[str], stated: list[str], tab: str | None) -> str | None:
    """Return the headline on the page if what the page states confirms it, else what it states."""
    claims = [*stated, *([tab] if tab else [])]
    if not claims:
        return headings[0] if headings else None
    best, agreement = None, 0.5
    for heading in headings:
        ours = set(_WORD.findall(heading.lower()))
        for claim in claims:
            theirs = set(_WORD.findall(claim.lower()))
            if ours and theirs and (share := len(ours & theirs) / min(len(ours), len(theirs))) > agreement:
                best, agreement = heading, share
    if best is None:
        return claims[0]
    # "Politics | Council elects a mayor": the heading has swallowed the section above it.
    behind_kicker = next((c for c in stated if len(c) < len(best) and best.endswith(c)), None)
    return behind_kicker or best


def _authors(tree: HtmlElement, article: dict[str, object], tags: dict[str, str], site: str | None) -> list[str]:
    stated = article.get("author") or article.get("creator")
    people = stated if isinstance(stated, list) else [stated]
    sources = (
        [name for person in people if (name := _name(person))],
        [tags[tag] for tag in _AUTHOR_TAGS if tag in tags][:1],
    )
    for names in sources:
        if authors := _clean_names(names, site):
            return authors
    return _clean_names(find_byline(tree), site)


def _clean_names(names: list[str], site: str | None) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        if _NO_NAME.search(name):
            continue
        for part in (words.strip(" .-–—") for words in _NAMES.split(_BY.sub("", name))):
            if part and part.casefold() != (site or "").casefold():
                found.setdefault(part)
    return list(found)


def _name(node: object) -> str | None:
    if isinstance(node, list):
        return _name(node[0]) if node else None
    return _text(node.get("name") if isinstance(node, dict) else node)


def _address(node: object) -> str | None:
    """Return the address of a work, or its name if it has none."""
    if isinstance(node, list):
        return _address(node[0]) if node else None
    if isinstance(node, dict):
        return (
            _text(node.get("url")) or _text(node.get("@id")) or _name(node.get("publisher")) or _text(node.get("name"))
        )
    return _text(node)


def _text(value: object) -> str | None:
    """Return `value` as one line of text; None if it is not text or blank."""
    if not isinstance(value, str):
        return None
    return _SPACE.sub(" ", unescape(value)).strip() or None


def _first(values: list[str]) -> str | None:
    return next((value.strip() for value in values if value.strip()), None)
