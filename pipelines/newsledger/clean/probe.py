"""The topic probe: does a page have what a claim needs, an English text with a word of events? Asked before cleaning.

Belongs here: telling it from the raw page, at a tenth of the price of cleaning. Does not: which sources are probed
(`config.Source.probe`), which words tell of an event (`extract.prefilter`, from the coder's own lexicons), what
becomes of a page that was skipped: it is kept, with the reason, and gives no claims.

Cheapest first: what the page says of its language, confirmed by how rarely " the " stands in its bytes; the language
of its main text as resiliparse reads it; a word of events in that text or the title. `python -m bench.cleaning`
measures what this saves, and how many pages with claims it loses.
"""

import re

import py3langid
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from newsledger.clean.page import LANGUAGE_CHARACTERS, is_plain
from newsledger.extract.prefilter import tells_of_events
from newsledger.fetch.decode import decode

# An English story has it once in 20 words; another language only in the small print of its scripts.
_FEW_THES = 10
# Of a shorter text the language is a guess.
_TELLING_CHARACTERS = 200
_HEAD_BYTES = 20_000

_LANGUAGE = re.compile(rb"""<html\b[^>]*?\slang\s*=\s*["']?\s*([a-z]+)""", re.IGNORECASE)


def why_skipped(body: bytes, content_type: str | None = None) -> str | None:
    """Return why the page in `body` cannot give a claim, None if it may. `content_type` is the header as sent."""
    stated = _LANGUAGE.search(body, 0, _HEAD_BYTES)
    if stated and stated[1].lower() != b"en" and body.count(b" the ") < _FEW_THES:
        return f"probe: the page says that it is in “{stated[1].decode().lower()}”"
    text = decode(body, content_type).text
    title = ""
    if not is_plain(content_type):
        tree = HTMLTree.parse(text)
        title = tree.title or ""
        text = extract_plain_text(tree, main_content=True, alt_texts=False, links=False, preserve_formatting=False)
    if len(text) >= _TELLING_CHARACTERS:
        language = py3langid.classify(text[:LANGUAGE_CHARACTERS])[0]
        if language != "en":
            return f"probe: the main text is in “{language}”"
    if not tells_of_events(f"{title}\n{text}"):
        return "probe: neither title nor main text has a word of events"
    return None
