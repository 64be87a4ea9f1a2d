"""From a document's bytes to an article's clean text, or to the reason why it is none.

A page's way, in `page`: `decode` -> `metadata` and `dates` -> `blocks` -> `boilerplate` -> `kind`. Many pages at once:
`workers`. An edition's rows: `documents`, with `duplicates`. What the command line reads: `inputs`.
"""

from newsledger.clean.documents import clean_documents
from newsledger.clean.inputs import clean_inputs
from newsledger.clean.page import Hints, Page, clean_page

__all__ = ["Hints", "Page", "clean_documents", "clean_inputs", "clean_page"]
