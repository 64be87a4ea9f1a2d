"""What must hold before rows are published, and what happens to the rows that break it.

Belongs here: reading the suites (`suites`), the frames they are checked on (`validation`), running Great
Expectations (`runner`, the only module that imports it), the verdict over a table and the split into accepted
and quarantined rows (`assessment`), and the audit of a whole edition from its staged files (`audit`); what makes the
content of a claim doubtful (`doubts`), what is usual for a source (`drift`, with its past in `history`), and the page
about a night (`report`, with rows told in `words`). Does not: making rows or mending them.
"""
