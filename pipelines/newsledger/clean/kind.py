"""Is it an article? And if not, what is it?

Belongs here: the verdict on one cleaned page, in a closed vocabulary, with the reason in words; what such pages say
is in ``signs.tsv``. Does not: what
becomes of a page that is none; it is kept and gives no claims.
"""

import re
from enum import StrEnum
from functools import cache

from lxml.html import HtmlElement

from newsledger.clean.lists import read_list
from newsledger.clean.metadata import Metadata, is_article_type

# A bulletin of two sentences is an article; a headline with a lead cut short is not.
FEWEST_WORDS = 25
# A page that asks for consent, a password or a captcha says so in few words. A longer text speaks about it.
FEW_WORDS = 150
# The text of an index page is made of its links. Shorter links ("Sport") also stand in stories.
INDEX_LINKED = 0.5
INDEX_LINKS, LINK_WORDS = 3, 4


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
    UNREADABLE = "unreadable"  # the extractor failed on it, or took too long


_ROOT = re.compile(r"https?://[^/]+/?(?:[?#].*)?$")


def classify(
    text: str, language: str | None, *, page: Metadata | None = None, tree: HtmlElement | None = None, raw: str = ""
) -> tuple[Kind, str]:
    """Return what the document with the clean `text` is, and why.

    Of a page, `page` is what it says about itself, `tree` its markup and `raw` its main text before anything was cut.
    """
    words = len(text.split())
    if page is not None and tree is not None:
        is_article = any(map(is_article_type, page.types))
        if words < FEW_WORDS and not (is_article and words >= FEWEST_WORDS) and (found := _find_sign(tree)):
            return found
        if not is_article and (why := _is_index(page, tree, raw)):
            return Kind.INDEX, why
        if words < FEWEST_WORDS and any("video" in kind for kind in page.types):
            return Kind.VIDEO, "the page shows a video and tells no story"
        if not words:
            return Kind.NOT_ARTICLE, "the page has no main text"
    if language not in {"en", None}:
        return Kind.NOT_ENGLISH, f"the text is in “{language}”"
    if words < FEWEST_WORDS:
        return Kind.TOO_SHORT, f"the text has {words} words, an article at least {FEWEST_WORDS}"
    return Kind.ARTICLE, "the text is long enough and in English"


def _find_sign(tree: HtmlElement) -> tuple[Kind, str] | None:
    texts = tree.xpath("//text()[not(parent::script or parent::style or parent::template)]")
    visible = " ".join(" ".join(texts).split())
    for kind, reason, sign in _signs():
        if found := sign.search(visible):
            return kind, f"{reason}: “{found[0]}”"
    return None


def _is_index(page: Metadata, tree: HtmlElement, raw: str) -> str | None:
    if "collectionpage" in page.types or ("og:website" in page.types and _ROOT.match(page.canonical or "")):
        return "the page says that it lists others"
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    in_text = [link for link in links if len(link.split()) >= LINK_WORDS and link in raw]
    linked = sum(map(len, in_text))
    if len(in_text) >= INDEX_LINKS and linked > INDEX_LINKED * len(raw):
        return f"{linked / len(raw):.0%} of the text are links to other pages"
    return None


@cache
def _signs() -> list[tuple[Kind, str, re.Pattern[str]]]:
    return [(Kind(row["kind"]), row["reason"], re.compile(row["pattern"], re.I)) for row in read_list("signs")]
