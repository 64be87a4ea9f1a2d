"""The body of a page as paragraphs.

Belongs here: running trafilatura on a parsed page and reading paragraphs off the tree it returns. Does not: which
paragraphs are the article's (`boilerplate`). Its own plain text is not used: it parts paragraphs and line breaks
alike by one newline and writes "- " before list items, which number readers take for a minus.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction

_BLOCKS = frozenset({"ab", "code", "div", "head", "header", "item", "list", "p", "quote", "row", "table"})
_SPACE = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row, and the share of its characters that are a link's."""

    text: str
    kind: str  # the name of the innermost block element: p, head, item, quote, row …
    linked: float = 0.0


def page_blocks(tree: HtmlElement, url: str, *, fast: bool = False) -> list[Block]:
    """Return the blocks of the main text of `tree`, in order; none if there is no main text.

    `fast` skips the comparison with other extractors, which is quadratic in the rows of a table.
    """
    document = bare_extraction(tree, url=url, fast=fast, include_comments=False, include_links=True)
    return [] if document is None else list(_blocks(document.body))  # type: ignore[union-attr] # a dict only if asked for


def _blocks(body: _Element) -> Iterator[Block]:
    # (characters, in a link?) of the block being read.
    pieces: list[tuple[str, bool]] = []

    def finished(kind: str) -> Iterator[Block]:
        joined = _AROUND_BREAK.sub("\n", _SPACE.sub(" ", "".join(text for text, _ in pieces)))
        characters = sum(len("".join(text.split())) for text, _ in pieces)
        linked = sum(len("".join(text.split())) for text, in_link in pieces if in_link)
        pieces.clear()
        if text := normalize("NFC", joined).strip():
            yield Block(text, kind, linked / characters)

    def walk(element: _Element, kind: str, in_link: bool) -> Iterator[Block]:
        opens = element.tag in _BLOCKS
        if opens:
            yield from finished(kind)
            kind = str(element.tag)
        in_link = in_link or element.tag == "ref"
        if element.tag == "lb":
            pieces.append(("\n", in_link))
        elif element.tag == "cell" and pieces:
            pieces.append((" | ", in_link))
        if element.text:
            pieces.append((element.text.replace("\n", " "), in_link))
        for child in element:
            yield from walk(child, kind, in_link)
            if child.tail:
                pieces.append((child.tail.replace("\n", " "), in_link))
        if opens:
            yield from finished(kind)

    yield from walk(body, "p", False)
    yield from finished("p")
