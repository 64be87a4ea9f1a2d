"""The markup of a page as a tree.

Belongs here: parsing it, and dropping what no reader of the text asks for. Does not: finding the text (`blocks`), what
the page says of itself (`metadata`), decoding (`fetch.decode`).
"""

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring
from trafilatura.utils import INVALID_XML_CHARS, is_dubious_html, repair_faulty_html

# So many characters at its beginning tell whether a document means to be HTML.
_BEGINNING = 50
# They hold no text of a story, and make up a third of a page's elements. With them every copy and search of the tree,
# of which extraction makes dozens, takes a fifth longer; what it finds is the same on 274 real pages. Not among
# them are `form`, which may hold the whole page, and `noscript`, which may say what stands in a story's place.
_NO_TEXT = (
    *("style", "svg", "template", "iframe", "object", "embed", "canvas", "audio", "video", "picture"),
    *("nav", "button", "select", "option", "textarea", "label", "input", "link", "meta", "source"),
)
_PLAIN_SCRIPTS = etree.XPath("//script[not(contains(@type, 'ld+json'))]")

# As trafilatura's own, but for the classes of the elements: chosen in C, which halves the time that parsing takes.
_PARSER = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False)
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))


def parse(text: str) -> HtmlElement | None:
    """Return the tree of the document `text`; None if it is not HTML."""
    beginning = text[:_BEGINNING].lower()
    text = repair_faulty_html(INVALID_XML_CHARS.sub("", text), beginning)
    try:
        tree = fromstring(text.encode("utf-8", "surrogatepass"), parser=_PARSER)
    except (etree.LxmlError, ValueError):
        return None
    return None if is_dubious_html(beginning) and len(tree) < 2 else tree


def drop_what_has_no_text(tree: HtmlElement) -> None:
    """Take out of `tree` all elements that cannot be of a story's text, but for JSON-LD, which may hold one."""
    for script in _PLAIN_SCRIPTS(tree):
        script.drop_tree()
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
