"""From bytes to characters.

Belongs here: choosing the charset of one body and counting what it could not read. Does not: fetching, markup.
A wrong charset moves every evidence span behind the first wrong character, and one bad byte makes most libraries
guess the whole page anew ("exchange ‚Äî the largest"). So declared and measured facts go first, a guess last, and
what was replaced is counted.
"""

import codecs
import re
from dataclasses import dataclass

import cchardet

REPLACEMENT = "\ufffd"
# A page in another charset that happens to hold valid UTF-8 sequences has far fewer of them than of broken ones.
VALID_PER_BROKEN = 4
# A declared charset that fails on more than one character in this many is not believed.
READ_PER_REPLACED = 100
DECLARATION_BYTES = 4096
# One byte in so many is 0 in UTF-16 at the least, on one side of its pairs.
ZEROS_PER = 16
SHORTEST_UTF16 = 64  # bytes; the zeros of fewer may be a text's own

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_DECLARED = re.compile(rb"""(?:charset|<\?xml[^>]{0,80}encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

# What browsers read where a page names the charset on the left, by its Python name.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
# Python also decodes names that are no charset of the web (utf-7, unicode_escape, punycode): never on a page's word.
_WEB = re.compile(
    r"cp125\d|cp874|cp866|cp932|cp949|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gb18030|big5hkscs|euc_jp|iso2022_jp|utf-16-[lb]e|utf-8"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body as text: the charset, how it was found, and how many characters stand for bytes it could not read."""

    text: str
    charset: str
    method: str  # bom, utf8, utf8_damaged, header, declared, detected or fallback
    replaced: int


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Return `body` as text; never raises.

    `content_type` is the header as the server sent it. Order: byte order mark, the zeros of UTF-16, strict UTF-8, UTF-8
    with a few broken bytes, the header, the declaration in the page, detection, windows-1252.
    """
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return _read(body[len(bom) :], charset, "bom")
    if found := _utf16(body):
        return _read(body, found, "detected")
    try:
        return Decoded(body.decode(), "utf-8", "utf8", 0)
    except UnicodeDecodeError as error:
        cut_at_end = error.end == len(body) and error.reason == "unexpected end of data"
    damaged = _read(body, "utf-8", "utf8_damaged")
    if cut_at_end or len(_NOT_ASCII.findall(damaged.text)) - damaged.replaced >= VALID_PER_BROKEN * damaged.replaced:
        return damaged
    header = _CHARSET.search((content_type or "").encode("ascii", "ignore"))
    declared = _DECLARED.search(body[:DECLARATION_BYTES])
    for label, method in ((header, "header"), (declared, "declared")):
        stated = _codec(label[1].decode("ascii", "ignore")) if label else None
        # A page found not to be UTF-8 is not, nor is it UTF-16.
        if stated is None or stated.startswith("utf-"):
            continue
        read = _read(body, stated, method)
        if read.replaced * READ_PER_REPLACED <= len(read.text):
            return read
    detected = _codec(cchardet.detect(body)["encoding"] or "")
    return _read(body, detected, "detected") if detected else _read(body, "cp1252", "fallback")


def _utf16(body: bytes) -> str | None:
    """Return which UTF-16 the markup of a page without a byte order mark is in: every second byte of it is 0."""
    head = body[:DECLARATION_BYTES]
    low, high = head[::2].count(0), head[1::2].count(0)
    if len(head) < SHORTEST_UTF16:
        return None
    # The page's own letters have few zeros, and some, such as U+4E00, have one on the other side.
    if max(low, high) * ZEROS_PER < len(head) or min(low, high) * 4 > max(low, high):
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def _read(body: bytes, charset: str, method: str) -> Decoded:
    text = body.decode(charset, "replace")
    meant = REPLACEMENT.encode(charset, "ignore")
    return Decoded(text, charset, method, text.count(REPLACEMENT) - (body.count(meant) if meant else 0))


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if _WEB.fullmatch(name) else None
