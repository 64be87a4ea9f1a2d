"""The body of a page as paragraphs.

Belongs here: running trafilatura on a parsed page, reading paragraphs off the tree it returns, and finding those that
it lost. Does not: which paragraphs are the article's (`boilerplate`). Its own plain text is not used: it parts
paragraphs and line breaks alike by one newline and writes "- " before list items, which reads as a minus.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
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

# The extractor's own reading is sure enough if it is no shorter than this, if the paragraphs that it left out are at
# most twice its length, and if it was not made of boxes without paragraphs, which its rules know least.
FEWEST_SURE = 700
MUCH_LOST = 2.0
FEW_PARAGRAPHS = 0.25

# Shorter links ("Floods in the south") are topics, which a story's own headings name too.
HEADLINE_WORDS = 5

_BLOCKS = frozenset({"ab", "code", "div", "head", "header", "item", "list", "p", "quote", "row", "table"})
_AROUND = ("nav", "header", "footer", "aside", "form", "table", "ul", "ol", "figure", "noscript", "template")
_PROSE = frozenset({"p", "div", "ab"})
_OPEN = re.compile(r"\b(?:an?|the|of|to|for|in|on|at|by|with|from|and|or|that|has|have|had|is|are|was|were|be)$")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LETTERS = re.compile(r"[^\W_]+")
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

    The extractor's own reading is compared with those of two other algorithms only where it looks doubtful. That takes
    as long again, and is quadratic in the rows of a table; `fast` never does it.
    """
    blocks = _extracted(tree, fast=True)
    left = _left(blocks, tree)
    if not fast and left.is_doubtful:
        blocks = _extracted(tree, fast=False)
        left = _left(blocks, tree)
    return _completed(blocks, left)


def _extracted(tree: HtmlElement, *, fast: bool) -> list[Block]:
    # Without an address no link is made absolute; here a link only counts.
    document = bare_extraction(tree, fast=fast, include_comments=False, include_links=True)
    return [] if document is None else _mended(_blocks(document.body))  # type: ignore[union-attr] # a dict only if asked


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


class OtherHeadlines:
    """The `letters` of the links of a page that lead to others and are long enough to be headlines.

    They are read when first asked for: many pages have no line that could be one.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree

    def __contains__(self, text: object) -> bool:
        """Whether `text`, of which only the letters count, is one of them."""
        return letters(str(text)) in self._texts

    @cached_property
    def _texts(self) -> frozenset[str]:
        texts = (link.text_content() for link in self._tree.xpath("//a[@href and not(contains(@href, '#'))]"))
        return frozenset(letters(text) for text in texts if len(text.split()) >= HEADLINE_WORDS)


def letters(text: str) -> str:
    """Return the letters and digits of `text` in lower case, by which two renderings of a paragraph are the same."""
    return "".join(_LETTERS.findall(text.casefold()))


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


@dataclass(slots=True)
class _Left:
    """The paragraphs of a page beside the blocks that came of it: what lacks, and where those stand that came."""

    came: int  # characters of the blocks
    in_paragraphs: int = 0  # characters of all paragraphs of the page
    typical: Counter["_Box"] = field(default_factory=Counter)  # characters that came, by the box they stood in
    # (number of the block that it follows, its box, itself)
    lost: list[tuple[int, "_Box", Block]] = field(default_factory=list)

    @property
    def is_doubtful(self) -> bool:
        """Whether another algorithm may have found more, or a better text."""
        lost = sum(len(block.text) for _, _, block in self.lost)
        return (
            self.came < FEWEST_SURE or lost > MUCH_LOST * self.came or self.in_paragraphs < FEW_PARAGRAPHS * self.came
        )


def _left(blocks: list[Block], tree: HtmlElement) -> _Left:
    keys = [letters(block.text) for block in blocks]
    came = {key[:TELLING]: number for number, key in enumerate(keys)}
    whole = "".join(keys)
    left = _Left(sum(len(block.text) for block in blocks))
    after = 0
    for element, box in _paragraphs(tree):
        text = normalize("NFC", " ".join(element.text_content().split()))
        key = letters(text)
        left.in_paragraphs += len(text)
        if key[:TELLING] in came:
            left.typical[box] += len(text)
            after = came[key[:TELLING]] + 1
        # Something inside it may have been dropped, so only its ends are compared.
        elif len(text) >= FEWEST_CHARACTERS and key[:TELLING] not in whole and key[-TELLING:] not in whole:
            linked = sum(len(letters(link.text_content())) for link in element.iter("a"))
            left.lost.append((after, box, Block(text, "p", linked / max(1, len(key)))))
            whole += key
    return left


def _completed(blocks: list[Block], left: _Left) -> list[Block]:
    """Return `blocks` with the paragraphs that stand in boxes of the same build and did not come."""
    lost = [(after, block) for after, box, block in left.lost if box[1] and left.typical[box] >= TYPICAL * left.came]
    if sum(len(block.text) for _, block in lost) < LOST * left.came:
        return blocks
    completed = list(blocks)
    for after, block in reversed(lost):
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


def _blocks(body: _Element) -> list[Block]:
    blocks: list[Block] = []
    # (characters, in a link?) of the block being read.
    pieces: list[tuple[str, bool]] = []

    def finish(kind: str) -> None:
        joined = _AROUND_BREAK.sub("\n", _SPACE.sub(" ", "".join(text for text, _ in pieces)))
        if text := normalize("NFC", joined).strip():
            linked = sum(_visible(text) for text, in_link in pieces if in_link)
            blocks.append(Block(text, kind, linked / _visible("".join(text for text, _ in pieces)) if linked else 0.0))
        pieces.clear()

    def walk(element: _Element, kind: str, in_link: bool) -> None:
        opens = element.tag in _BLOCKS
        if opens:
            finish(kind)
            kind = str(element.tag)
        in_link = in_link or element.tag == "ref"
        if element.tag == "lb":
            pieces.append(("\n", in_link))
        elif element.tag == "cell" and pieces:
            pieces.append((" | ", in_link))
        if element.text:
            pieces.append((element.text.replace("\n", " "), in_link))
        for child in element:
            walk(child, kind, in_link)
            if child.tail:
                pieces.append((child.tail.replace("\n", " "), in_link))
        if opens:
            finish(kind)

    walk(body, "p", False)
    finish("p")
    return blocks


def _visible(text: str) -> int:
    return len("".join(text.split()))
