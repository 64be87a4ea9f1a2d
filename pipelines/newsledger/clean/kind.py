"""Is it an article? And if not, what is it?

Belongs here: the verdict on one cleaned page, in a closed vocabulary, with the reason in words; what such pages say
is in ``signs.tsv``. Does not: what
becomes of a page that is none; it is kept and gives no claims.
"""

import re
from enum import StrEnum
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsledger.clean.markup import parse
from newsledger.clean.metadata import Metadata, is_article_type
from newsledger.clean.signs import Sign, find_sign

# A bulletin of two sentences is an article; a headline with a lead cut short is not.
FEWEST_WORDS = 25
# A page that asks for consent, a password or a captcha says so in few words. A longer text speaks about it.
FEW_WORDS = 150
# "Page not found | The Paper". A longer headline tells of it: "Page not found: how an archive vanished in one night".
LONGEST_SIGN = 8
# A page that shows more words than this without its script did not need it.
SHELL_WORDS = 200
# The text of an index page is made of its links. Shorter links ("Sport") also stand in stories.
INDEX_LINKED = 0.5
INDEX_LINKS, LINK_WORDS = 3, 4
MOST_LINKS = 5_000  # each is looked for in the whole text
# Paragraphs that sum up the page that a headline leads to.
MOST_SUMMARIES = 2


class Kind(StrEnum):
    """What a document turned out to be. Only an article gives claims."""

    ARTICLE = "article"
    TOO_SHORT = "too_short"
    NOT_ENGLISH = "not_english"
    INDEX = "index"
    VIDEO = "video"
    CONSENT = "consent"
    CHALLENGE = "challenge"
    LOGIN = "login"
    ERROR_PAGE = "error_page"
    SHELL = "shell"  # the text would be loaded by a script
    NOT_ARTICLE = "not_article"
    SKIPPED = "skipped"  # by the topic probe, before cleaning
    UNREADABLE = "unreadable"  # the extractor failed on it, or took too long
    REDACTED = "redacted"  # a page under another address says that it is one that was taken down


_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_PARTS = re.compile(r"\s+[|–—·»-]\s+")
_ROOT = re.compile(r"https?://[^/]+/?(?:[?#].*)?$")
_LIST_PATH = re.compile(
    r"/(?:category|categories|tags?|topics?|authors?|sections?|archives?|search)/[^/]+/?$|/page/\d+/?$"
)
# The footer of every page says "Manage cookies".
_NOT_SEEN = "self::script or self::style or self::template or self::header or self::nav or self::footer"


def classify(
    text: str,
    language: str | None,
    *,
    page: Metadata | None = None,
    tree: HtmlElement | None = None,
    raw: str = "",
    source: str = "",
) -> tuple[Kind, str]:
    """Return what the document with the clean `text` is, and why.

    Of a page, `page` is what it says about itself, `source` its markup, `tree` that without what holds no text, and
    `raw` its main text before anything was cut.
    """
    words = len(text.split())
    if page is not None and tree is not None:
        is_article = any(map(is_article_type, page.types))
        if found := _wall(text, raw, page, source, is_story=is_article or bool(page.published)):
            return Kind(found.kind), found.reason
        if why := _is_index(page, tree, raw, is_article=is_article):
            return Kind.INDEX, why
        if _shows_video(page) and words < (FEWEST_WORDS if is_article else FEW_WORDS):
            return Kind.VIDEO, "the page shows a video and tells no story"
        if words < FEWEST_WORDS and (found := _seen_anywhere(source)):
            return Kind(found.kind), found.reason
        if not words:
            return Kind.NOT_ARTICLE, "the page has no main text"
    if language not in {"en", None}:
        return Kind.NOT_ENGLISH, f"the text is in “{language}”"
    return of_length(text)


def of_length(text: str) -> tuple[Kind, str]:
    """Return whether a text in English that is nothing else is an article, and why."""
    words = len(text.split())
    if words < FEWEST_WORDS:
        return Kind.TOO_SHORT, f"the text has {words} words, an article at least {FEWEST_WORDS}"
    return Kind.ARTICLE, "the text is long enough and in English"


def _wall(text: str, raw: str, page: Metadata, source: str, *, is_story: bool) -> Sign | None:
    """Return what stands in a story's place, judged by its headline and its main text.

    A page that says when it was published, or that it is an article, is one as long as enough is left of its text
    without the sentences that speak to the reader; of others, whole paragraphs do not count.
    """
    words = len(text.split())
    if not is_story or words < FEWEST_WORDS:
        parts = [part for headline in page.headlines for part in (headline, *_PARTS.split(headline))]
        if found := find_sign(part for part in parts if len(part.split()) <= LONGEST_SIGN):
            return found
    if words >= FEW_WORDS or not find_sign(spoken := _SENTENCES.split(raw), only_to_reader=True):
        return None
    pieces = _SENTENCES.split(text) if is_story else text.split("\n\n")
    left = sum(len(piece.split()) for piece in pieces if not find_sign([piece], only_to_reader=True))
    return None if left >= FEWEST_WORDS else find_sign(spoken, without=_without(source), only_to_reader=True)


def _seen_anywhere(source: str) -> Sign | None:
    """Return what a page without a main text says it is, in its source or anywhere in what can be seen."""
    if found := find_sign([source], where="markup"):
        return found
    return find_sign([_seen(source)], without=_without(source))


def _seen(source: str) -> str:
    tree = parse(source)
    return "" if tree is None else " ".join(" ".join(tree.xpath(f"//text()[not(ancestor::*[{_NOT_SEEN}])]")).split())


def _without(source: str) -> list[Kind]:
    """Return the kinds that the page cannot be: it did not need its script if it shows much without it."""
    return [Kind.SHELL] if len(_seen(source).split()) >= SHELL_WORDS else []


def _is_index(page: Metadata, tree: HtmlElement, raw: str, *, is_article: bool) -> str | None:
    # A blog system calls its lists "og:article" too.
    if "collectionpage" in page.types and not any(map(is_article_type, page.types - {"og:article"})):
        return "the page says that it lists others"
    if is_article:
        return None
    address = page.canonical or ""
    if "og:website" in page.types and _ROOT.match(address):
        return "the page says that it lists others"
    if not page.published and _LIST_PATH.search(urlsplit(address).path):
        return "its address is that of a list"
    links = {" ".join(link.text_content().split()) for link in islice(tree.iter("a"), MOST_LINKS)}
    in_text = [link for link in links if len(link.split()) >= LINK_WORDS and link in raw]
    linked = sum(map(len, in_text))
    if len(in_text) >= INDEX_LINKS and linked > INDEX_LINKED * len(raw):
        return f"{linked / len(raw):.0%} of the text are links to other pages"
    summaries = [text for text in _summaries(tree) if text in raw]
    if len(summaries) >= INDEX_LINKS and sum(map(len, summaries)) > INDEX_LINKED * len(raw):
        return f"its text are the summaries of {len(summaries)} other pages"
    return None


def _summaries(tree: HtmlElement) -> set[str]:
    """Return the paragraphs that stand, alone or by two, in one box with a headline that leads to another page."""
    found: set[str] = set()
    for heading in tree.xpath("//*[self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a[@href]]"):
        if len(heading.text_content().split()) < LINK_WORDS:
            continue
        for box in (heading.getparent(), heading.getparent().getparent()):
            paragraphs = [] if box is None else box.findall(".//p")
            if paragraphs:
                texts = [" ".join(paragraph.text_content().split()) for paragraph in paragraphs]
                found |= {text for text in texts if text} if len(texts) <= MOST_SUMMARIES else set()
                break
    return found


def _shows_video(page: Metadata) -> bool:
    return any(kind.startswith(("video", "og:video")) for kind in page.types)
