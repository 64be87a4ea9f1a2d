"""The byline of a page that names its authors nowhere else: the words of an element whose attributes say so.

Belongs here: which elements those are. Does not: what a page states in JSON-LD and meta tags (`metadata`).
The places are those of trafilatura's `extract_author`, which copies the tree and asks a regular expression of each of
its elements: 10 ms a page, three times in eleven pages.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement
from trafilatura.json_metadata import normalize_authors

SHORTEST, LONGEST = 3, 119  # characters


# One of them stands in the attributes of every byline. Most elements have none, and end there.
_HINT = re.compile(
    r"uthor|yline|byl\b|BBL|username|channel-name|screenname|writer|zuozhe|bianji|xiaobian"
    r"|submitted-by|posted-by|journalist-name"
)
_NAMED = frozenset({"a", "address", "div", "link", "p", "span", "strong"})
_NAMED_CLASS = re.compile(r"^author$|author-?name|AuthorName|authorName")
_TITLED = frozenset({"a", "div", "h3", "h4", "p", "span"})
_TITLED_ID = re.compile(r"author|zuozhe|bianji|xiaobian")
_TITLED_CLASS = re.compile(
    r"^(?:byline|username|byl|BBL)$"
    r"|author|channel-name|zuozhe|bianji|xiaobian|submitted-by|posted-by|journalist-name"
)
_ANY_CLASS = re.compile(r"[Aa]uthor|screenname|writer|[Bb]yline")
# Comments and side columns have authors too.
_OTHERS = frozenset({"a", "div", "section", "span"})
_OTHERS_ID = re.compile(r"^comments|comment-?list|ProductReviews")
_OTHERS_CLASS = re.compile(
    r"^[Cc]omments|^(?:title|date)$|commentlist|comments-list|sidebar|is-hidden|quote|embedly-instagram"
    r"|article-(?:share|support)|print|category|meta-date|meta-reviewer"
)


def find_byline(tree: HtmlElement) -> list[str]:
    """Return the names in the surest byline of `tree`, the first of several; none if it has none."""
    told = [element for element in tree.iter() if element.tag == "author" or _HINT.search(" ".join(element.values()))]
    for is_byline in (_names_one, _is_titled, _mentions):
        for element in filter(is_byline, told):
            if any(map(_is_of_others, (element, *element.iterancestors()))):
                continue
            words = " ".join(" ".join(_texts(element)).split())
            if SHORTEST <= len(words) <= LONGEST:
                return [name for name in (normalize_authors(None, words) or "").split(";") if name.strip()]
    return []


def _names_one(element: HtmlElement) -> bool:
    if element.tag not in _NAMED:
        return bool(element.tag == "author")
    return (
        "author" in (element.get("rel"), element.get("id"))
        or element.get("itemprop") == "author name"
        or element.get("data-testid") in {"AuthorCard", "AuthorURL"}
        or bool(_NAMED_CLASS.search(element.get("class", "")))
    )


def _is_titled(element: HtmlElement) -> bool:
    return element.tag in _TITLED and bool(
        "author" in element.get("itemprop", "")
        or _TITLED_ID.search(element.get("id", ""))
        or _TITLED_CLASS.search(element.get("class", ""))
    )


def _mentions(element: HtmlElement) -> bool:
    return bool(
        "Byline" in element.get("data-component", "")
        or "author" in element.get("itemprop", "")
        or "uthor" in element.get("id", "")
        or _ANY_CLASS.search(element.get("class", ""))
    )


def _texts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not _is_of_others(child):
            yield from _texts(child)
        yield child.tail or ""


def _is_of_others(element: HtmlElement) -> bool:
    if element.tag in {"time", "figure"}:
        return True
    return element.tag in _OTHERS and bool(
        _OTHERS_ID.search(element.get("id", ""))
        or _OTHERS_CLASS.search(element.get("class", ""))
        or "Figure" in element.get("data-component", "")
    )
