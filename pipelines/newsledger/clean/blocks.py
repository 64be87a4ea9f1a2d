"""The body of a page as paragraphs.

Belongs here: running trafilatura on a parsed page, reading paragraphs off the tree it returns, and finding those that
it lost. Does not: which paragraphs are the article's (`boilerplate`). Its own plain text is not used: it parts
paragraphs and line breaks alike by one newline and writes "- " before list items, which reads as a minus.
"""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from unicodedata import normalize

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction

# A page with more elements than this is read paragraph by paragraph: the extractor takes 4 s for a table of 20,000 rows
# and 12 s for 50,000 links. The largest of 274 real pages has 6,000.
MOST_ELEMENTS = 30_000
# A story whose text stands in several boxes of one build, with advertisements between, comes back from the first box
# only. What lacks is added if it is more than this share of what came; less is mostly captions.
LOST = 0.1
# A box of that build holds at least this share of what came.
TYPICAL = 0.5
# Shorter paragraphs are buttons, captions and names.
FEWEST_CHARACTERS = 60
# So many letters at its beginning tell a paragraph from the others.
TELLING = 40

# Shorter links ("Floods in the south") are topics, which a story's own headings name too.
HEADLINE_WORDS = 5

_BLOCKS = frozenset({"ab", "code", "div", "head", "header", "item", "list", "p", "quote", "row", "table"})
_AROUND = ("nav", "header", "footer", "aside", "form", "table", "ul", "ol", "figure", "noscript", "template")
_PROSE = frozenset({"p", "div", "ab"})
_OPEN = re.compile(r"\b(?:an?|the|of|to|for|in|on|at|by|with|from|and|or|that|has|have|had|is|are|was|were|be)$")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_OTHERS = re.compile(r"[\W_]+")
_SPACE = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row, and the share of its characters that are a link's."""

    text: str
    kind: str  # the name of the innermost block element: p, head, item, quote, row …
    linked: float = 0.0


def page_blocks(tree: HtmlElement, *, fast: bool = False) -> list[Block]:
    """Return the blocks of the main text of `tree`, in order; none if there is no main text.

    `fast` skips the comparison with other extractors, which is quadratic in the rows of a table.
    """
    # What holds no text costs a twelfth of the time: every copy and search of the tree goes through it. And without an
    # address no link is made absolute; here a link only counts.
    bare = deepcopy(tree)
    for element in list(bare.iter("script", "style", "svg", "template")):
        if "ld+json" not in element.get("type", ""):
            element.drop_tree()
    document = bare_extraction(bare, fast=fast, include_comments=False, include_links=True)
    if document is None:
        return []
    return _completed(_mended(list(_blocks(document.body))), tree)  # type: ignore[union-attr] # a dict only if asked for


def is_oversized(tree: HtmlElement) -> bool:
    """Tell whether a page has so many elements that it is read plainly."""
    return bool(tree.xpath("count(//*) > $most", most=MOST_ELEMENTS))


def plain_blocks(tree: HtmlElement) -> list[Block]:
    """Return the paragraphs and headings of `tree` that do not stand in menus, lists, tables and the like.

    The time that this takes grows with the size of the page, no faster.
    """
    blocks = []
    around = " or ".join(f"ancestor::{name}" for name in _AROUND)
    for element in tree.xpath(f"//*[self::p or self::h2 or self::h3][not({around})]"):
        if text := normalize("NFC", " ".join(element.text_content().split())):
            linked = sum(len(letters(link.text_content())) for link in element.iter("a"))
            kind = "p" if element.tag == "p" else "head"
            blocks.append(Block(text, kind, linked / max(1, len(letters(text)))))
    return blocks


def other_headlines(tree: HtmlElement) -> set[str]:
    """Return the `letters` of the links to other pages that are long enough to be headlines."""
    texts = (link.text_content() for link in tree.xpath("//a[@href and not(contains(@href, '#'))]"))
    return {letters(text) for text in texts if len(text.split()) >= HEADLINE_WORDS}


def letters(text: str) -> str:
    """Return the letters and digits of `text` in lower case, by which two renderings of a paragraph are the same."""
    return _OTHERS.sub("", text.casefold())


def _mended(blocks: list[Block]) -> list[Block]:
    """Return `blocks` with sentences in one that links, or boxes inside a sentence, had torn into several."""
    mended: list[Block] = []
    for block in blocks:
        if mended and _goes_on(mended[-1], block):
            before = mended.pop()
            linked = before.linked * len(before.text) + block.linked * len(block.text)
            space = "" if block.text[0] in ".,;:)" else " "
            text = f"{before.text}{space}{block.text}"
            block = Block(text, before.kind, linked / len(text))
        mended.append(block)
    return mended


def _goes_on(before: Block, block: Block) -> bool:
    """Tell whether `block` is more of the sentence of `before`: it has a small letter, or the other ends in "for"."""
    if before.kind not in _PROSE or block.kind not in _PROSE or _ENDED.search(before.text):
        return False
    return block.text[0].islower() or block.text[0] in ".,;:)" or bool(_OPEN.search(before.text))


def _completed(blocks: list[Block], tree: HtmlElement) -> list[Block]:
    """Return `blocks` with the paragraphs that stand in boxes of the same build in `tree` and did not come."""
    keys = [letters(block.text) for block in blocks]
    came = {key[:TELLING]: number for number, key in enumerate(keys)}
    whole = "".join(keys)
    characters = sum(len(block.text) for block in blocks)
    typical: Counter[_Box] = Counter()
    lost: list[tuple[int, _Box, Block]] = []
    after = 0  # the place of the block that a lost paragraph follows
    for element, box in _paragraphs(tree):
        text = normalize("NFC", " ".join(element.text_content().split()))
        key = letters(text)
        if key[:TELLING] in came:
            typical[box] += len(text)
            after = came[key[:TELLING]] + 1
        # Something inside it may have been dropped, so only its ends are compared.
        elif len(text) >= FEWEST_CHARACTERS and key[:TELLING] not in whole and key[-TELLING:] not in whole:
            linked = sum(len(letters(link.text_content())) for link in element.iter("a"))
            lost.append((after, box, Block(text, "p", linked / max(1, len(key)))))
            whole += key
    lost = [(after, box, block) for after, box, block in lost if box[1] and typical[box] >= TYPICAL * characters]
    if sum(len(block.text) for _, _, block in lost) < LOST * characters:
        return blocks
    completed = list(blocks)
    for after, _, block in reversed(lost):
        completed.insert(after, block)
    return completed


# How the parent of a paragraph is built: its tag and class, the article it lies in, the number of headlines before it.
# A page that goes on with the next story has another article or headline there.
_Box = tuple[str, str, HtmlElement | None, int]


def _paragraphs(tree: HtmlElement) -> Iterator[tuple[HtmlElement, _Box]]:
    headlines = 0
    for element in tree.iter("h1", "p"):
        parent = element.getparent()
        if element.tag == "h1":
            headlines += 1
        elif parent is not None and parent.tag != "figcaption":
            article = next(element.iterancestors("article", "main"), None)
            yield element, (parent.tag, parent.get("class", ""), article, headlines)


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
