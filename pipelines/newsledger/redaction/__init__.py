"""Legal takedown: words of a page or of a claim's sentence, blanked wherever they stand, and kept from coming back.

`orders` is the list of what was taken down, which fetching and cleaning consult; `words` blanks rows; `places` finds
what a redaction is about; `staged` and `previews` are the copies beside the ledger; `carry_out` does it all in an order
that a kill at any moment leaves to be done again. The archive is `fetch.blanking`, the ledger `warehouse.redaction`.
"""
