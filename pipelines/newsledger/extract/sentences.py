"""Where sentences begin and end.

Belongs here: deciding which full stops, question and exclamation marks end a sentence. Does not: clauses
within it (`clauses`) or the abbreviations themselves (``lexicon/abbreviations.tsv``).
"""

import re
from collections.abc import Iterator
from functools import cache

from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.spans import Sentence
from newsledger.extract.text import paragraphs
from newsledger.extract.word_tags import closed_words

_STOP = re.compile(
    r"""(?P<mark>[.!?…](?:[ ]?[.!?…])*)  (?P<closing>(?:['"\])]|\[\d+\])*)  (?=\s+(?P<next>\S+)|(?P<edge>\s*$))""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[\w.°&]+$")
_INITIALISM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LETTERS = re.compile(r"[A-Za-z]+")
_BULLETS = "•⁃▪●"
_LIST_MARKER = re.compile(rf"(?:[{_BULLETS}]\s?)?(?P<number>\d{{1,3}}|[a-z])(?P<style>[.)]{{1,2}})\s?")
_SPEAKER_FOLLOWS = re.compile(r"(?:[A-Z][\w'-]+\s){1,3}(?:said|says|asked|wrote|added|shouted)[.,]")

# Where and by whom a report was filed, before its first sentence: "KYIV, May 24 (Reuters) - ", "BEIRUT — ".
_CAPITALS = r"[A-Z][A-Z'.-]{2,}(?: [A-Z][A-Z'.-]+){0,3}"
_CAPITALISED = r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,3}"
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}(?:, [^()\n–-]{{2,40}})?(?: ?\([^()\n]{{2,40}}\))?"
    rf"|{_CAPITALISED}(?:, [^()\n–-]{{2,40}})? ?\([^()\n]{{2,40}}\)),? ?[-–]{{1,2}}\s+(?=[A-Z0-9\"'])"
)
_DATED_PARAGRAPHS = 3  # a dateline stands at the head of a text, under a kicker or byline at most

# No writer goes on for so long without a stop. What reads a sentence may take time that grows with the square of its
# length; a text of any kind is read in time that grows with its own.
LONGEST = 1_000
_LONGEST_WORD = 60


@cache
def _abbreviations() -> dict[str, str]:
    return {row["word"]: row["ends"] for row in read_lexicon("abbreviations")}


@cache
def _beginners() -> frozenset[str]:
    """Words that begin a sentence after "in the U.S."; any capital would cut "U.S. Government"."""
    return closed_words() | {"last", "mr", "mrs", "ms"}


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of normalised `text` in order; together they hold every character but spaces.

    A sentence never runs over the end of a paragraph; a line without a full stop (a subhead) is one, and so is the
    dateline before a report's first words.
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        begin = start
        for cut in _cuts(text, start, end, dated=number < _DATED_PARAGRAPHS):
            stop = begin + len(text[begin:cut].rstrip())
            found.append(Sentence(begin, stop, text[begin:stop], len(found), number))
            begin = cut
        found.append(Sentence(begin, end, text[begin:end], len(found), number))
    return found


def _cuts(text: str, start: int, end: int, *, dated: bool) -> Iterator[int]:
    """Yield the offsets within a paragraph at which a new sentence begins; if `dated`, it may open with a dateline."""
    paragraph = text[start:end]
    items = _list_items(paragraph)
    begin = item = 0
    bracket = paragraph.rfind(")")
    dateline = _DATELINE.match(paragraph) if dated else None
    if dateline is not None:
        begin = dateline.end()
        yield start + begin
    for match in _STOP.finditer(paragraph):
        while item < len(items) and items[item] <= match.start():
            yield from (start + cut for cut in _forced(paragraph, begin, items[item]))
            begin = items[item]
            yield start + begin
            item += 1
        for cut in _forced(paragraph, begin, match.start()):
            begin = cut
            yield start + begin
        if match["edge"] is None and _ends(paragraph, begin, match, bracket):
            begin = match.start("next")
            yield start + begin
            while item < len(items) and items[item] <= begin:
                item += 1
    for cut in (*items[item:], len(paragraph)):
        yield from (start + forced for forced in _forced(paragraph, begin, cut))
        begin = cut
        if cut < len(paragraph):
            yield start + cut


def _forced(paragraph: str, begin: int, end: int) -> Iterator[int]:
    """Yield where a sentence of ``paragraph[begin:end]`` is cut because it is too long for one."""
    while end - begin > LONGEST:
        space = paragraph.rfind(" ", begin + 1, begin + LONGEST)
        begin = space + 1 if space >= 0 else begin + LONGEST
        yield begin


def _list_items(paragraph: str) -> list[int]:
    """Return where the second and later items of a list written in one paragraph begin."""
    first = _LIST_MARKER.match(paragraph)
    if paragraph[0] in _BULLETS:
        return [m.start() for m in re.finditer(rf"(?<=\s)[{_BULLETS}]", paragraph)]
    items: list[int] = []
    if first is not None:
        number, style, at = first["number"], first["style"], first.end()
        while True:
            number = str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)
            following = re.compile(rf"(?<=\s){re.escape(number + style)}\s").search(paragraph, at)
            if following is None:
                break
            items.append(following.start())
            at = following.end()
    return items


def _ends(paragraph: str, begin: int, match: re.Match[str], bracket: int) -> bool:
    """Whether a sentence that began at `begin` ends with the mark of `match`; `bracket` is the last that closes."""
    mark, follows = match["mark"], match["next"].lstrip("'\"([")
    sentence = paragraph[begin : match.end()]
    if match.start() == begin or _LIST_MARKER.fullmatch(sentence):
        return False
    if not follows or not (follows[0].isupper() or follows[0].isdigit() or follows[0] in "$€£•"):
        return False
    if bracket >= match.end() and _inside_brackets(paragraph, begin, match.end()):
        return False
    if mark == "." and not match["closing"].startswith((")", "]")):
        return _full_stop_ends(paragraph, begin, match)
    quote_goes_on = mark[-1] in "!?" and match["closing"]
    return not (quote_goes_on and _SPEAKER_FOLLOWS.match(paragraph, match.start("next")))


def _full_stop_ends(paragraph: str, begin: int, match: re.Match[str]) -> bool:
    follows = match["next"].lstrip("'\"([")
    before = _WORD_BEFORE.search(paragraph, max(begin, match.start() - _LONGEST_WORD), match.start())
    word = before.group().lstrip(".") if before is not None else ""
    if match["closing"] and not _INITIALISM.fullmatch(word):
        return True
    first = _LETTERS.match(follows)
    begins = first is not None and first.group().lower() in _beginners() and not _is_initial(follows)
    ends = _abbreviations().get(word.capitalize() if word.isupper() else word)
    if ends == "never":
        return False
    if ends == "number":
        return not follows[0].isdigit()
    if len(word) == 1 and word.isalpha() and word.isupper():
        # "Albert I. Jones" is a name, "you and I. Did you" is not.
        previous = paragraph[max(begin, match.start() - _LONGEST_WORD) : match.start() - 1].split()
        return word == "I" and bool(previous) and previous[-1].islower()
    if ends == "maybe" or _INITIALISM.fullmatch(word):
        return begins
    return True


def _is_initial(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1] == "."


def _inside_brackets(paragraph: str, begin: int, at: int) -> bool:
    """Whether a bracket that opened since `begin` is still open at `at`."""
    return paragraph.count("(", begin, at) > paragraph.count(")", begin, at)
