"""Which paragraphs are the article's, and which stand between and around them.

Belongs here: cutting what ``markers.tsv`` marks, what is a link from end to end, and what repeats the headline and
byline. Does not: finding the main text (`blocks`), which lines name the outlet (`outlet`).
What leaks becomes a false event: "READ NEXT: 40 killed in blast" is a claim about another story. What is cut is
kept with its rule, so that a reader can check it. Only whole paragraphs are cut; no character inside a kept one moves.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from newsledger.clean.blocks import Block, letters
from newsledger.clean.lists import read_list
from newsledger.clean.outlet import outlet_named
from newsledger.clean.signs import find_sign

# A plea or a pointer is short. A longer paragraph that begins like one is the article's.
LONGEST_MARKED = 320
# The rule of markers.tsv after which nothing of the article follows; in the first half of the text it is a heading.
REST, REST_AFTER = "comments", 0.5
# After "More from The Paper", too, if what follows are headlines that lead away, at least so many.
RELATED, FEWEST_OTHERS = "related", 2
# A paragraph that is one link from end to end is the headline of another story.
ONE_LINK = 0.85
# "» Floods cut the road": a sign that points on, before a link.
POINTING = 0.3
# The items of a related list carry a label before the link: "Opinion: …".
LINKED_ITEMS = 0.45
FEWEST_LINKED_WORDS = 3
# The headline on the page and the one in its markup are edited apart: "… in Jabalia" is added to one of them.
SAME_HEADLINE = 0.5
EDGE = 6  # paragraphs from either end in which a byline, a date line or a source stands


@dataclass(frozen=True, slots=True)
class Cut:
    """A paragraph that was cut, and the rule that cut it."""

    text: str
    rule: str  # of markers.tsv, or headline, byline, date, source, wall, repeated


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The article's own paragraphs, what was cut, and the outlet it was taken from if the text names one."""

    kept: list[Block]
    cut: list[Cut]
    outlet: str | None


_WORD = re.compile(r"\w+")
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_DAY = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?"
_MADE = r"(?:(?:first |last )?(?:published|posted|updated|modified|date)(?: (?:on|at))?\W*)"
_DATE_LINE = re.compile(
    rf"{_MADE}?(?:\w{{3,9}},? )?(?:{_TIME},? )?{_DAY}(?:[ ,|·–—-]*(?:at )?{_TIME})?"
    rf"|{_TIME}|{_MADE}[^.!?]{{0,30}}{_TIME}"
    r"|.{0,80}\b\d+ (?:minute|hour|day|week)s? ago",
    re.I,
)
_BYLINE = re.compile(r"(?:by|from)\s+(?P<names>[^!?]{2,80})", re.I)
_POINTER = re.compile(r"(?:>{1,2}|»|→|▶|►|➤)\s*\S")


def trim(
    blocks: Sequence[Block],
    *,
    headlines: Sequence[str] = (),
    authors: Sequence[str] = (),
    links: Container[str] = (),
) -> Trimmed:
    """Return `blocks` without what is not the article's text.

    `headlines` and `authors` are what the page says: repeated at the head of the text, they are cut. `links` are the
    page's links to other pages: a paragraph of the same words is the headline of another story.
    """
    end, why = _end(blocks)
    rules = dict.fromkeys(range(end, len(blocks)), why) | _related_lists(blocks[:end])
    outlet: str | None = None
    for number, block in enumerate(blocks[:end]):
        if number in rules:
            continue
        at_edge = min(number, end - 1 - number) < EDGE
        if named := outlet_named(block.text, at_head=number < EDGE, at_edge=at_edge):
            outlet = outlet or named.outlet
            if named.alone:
                rules[number] = "source"
                continue
        if rule := _rule(block, at_edge, number < EDGE, headlines, authors):
            rules[number] = rule
        elif not block.text.endswith(".") and block.text in links:
            rules[number] = RELATED
    return Trimmed(
        [block for number, block in enumerate(blocks) if number not in rules],
        [Cut(blocks[number].text, rules[number]) for number in sorted(rules)],
        outlet,
    )


def _end(blocks: Sequence[Block]) -> tuple[int, str]:
    """Return the number of the paragraph from which on nothing is the article's, and the rule; if none, of all."""
    unread = REST_AFTER * sum(len(block.text) for block in blocks)
    for number, block in enumerate(blocks):
        if unread <= 0 and len(block.text) <= LONGEST_MARKED:
            if _markers()[REST].match(block.text):
                return number, REST
            if _markers()[RELATED].match(block.text) and _are_other_stories(blocks[number + 1 :]):
                return number, RELATED
        unread -= len(block.text)
    return len(blocks), REST


def _are_other_stories(blocks: Sequence[Block]) -> bool:
    """Tell whether all headings are links, as in a list of other stories with a summary below each."""
    headings = [block.linked for block in blocks if block.kind == "head"]
    return len(headings) >= FEWEST_OTHERS and min(headings) >= LINKED_ITEMS


def _rule(block: Block, at_edge: bool, at_head: bool, headlines: Sequence[str], authors: Sequence[str]) -> str | None:
    text = block.text
    if len(text) > LONGEST_MARKED:
        return None
    if at_head and any(_same(block, headline) for headline in headlines):
        return "headline"
    if at_edge and _is_byline(text, authors):
        return "byline"
    if _DATE_LINE.fullmatch(text):
        return "date"
    if _leads_away(block):
        return RELATED
    if rule := next((rule for rule, pattern in _markers().items() if pattern.match(text)), None):
        return rule
    return "wall" if find_sign([text], only_to_reader=True) else None


def _leads_away(block: Block) -> bool:
    """Tell whether a paragraph is a link to another story, and no piece of a sentence that the markup tore apart."""
    if block.linked >= POINTING and _POINTER.match(block.text):
        return True
    if block.linked < ONE_LINK or block.kind == "div" or len(block.text.split()) < FEWEST_LINKED_WORDS:
        return False
    return block.text[0].isupper() or not block.text.endswith(".")


def _related_lists(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the numbers of list items that, as a list, are mostly links."""
    found: dict[int, str] = {}
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and blocks[end].kind == "item":
            end += 1
        items = blocks[start:end]
        if items and sum(item.linked for item in items) / len(items) >= LINKED_ITEMS:
            found.update(dict.fromkeys(range(start, end), RELATED))
        start = max(end, start + 1)
    return found


@cache
def _markers() -> dict[str, re.Pattern[str]]:
    """Return the patterns of ``markers.tsv``, one a rule."""
    rules: dict[str, list[str]] = {}
    for row in read_list("markers"):
        rules.setdefault(row["rule"], []).append(f"(?:{row['pattern']})")
    return {rule: re.compile("|".join(patterns), re.I) for rule, patterns in rules.items()}


def _same(block: Block, headline: str) -> bool:
    if letters(block.text) == letters(headline):
        return True
    ours, theirs = set(_WORD.findall(block.text.lower())), set(_WORD.findall(headline.lower()))
    return block.kind == "head" and len(ours & theirs) > SAME_HEADLINE * len(ours | theirs)


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    match = _BYLINE.fullmatch(text)
    ours = rest = letters(match["names"] if match else text)
    for name in sorted(map(letters, authors), key=len, reverse=True):
        rest = rest.replace(name, "")
    return rest != ours and rest in {"", "and", "by"}
