"""Newsledger: news articles in, a versioned ledger of attributed event claims out.

A row's journey is ``fetch`` -> ``clean`` -> ``extract`` -> ``quality`` -> ``warehouse``; ``model`` holds every
table's contract. Nothing in this package imports dagster: what Dagster sees lives in ``assets/``.
"""

__version__ = "0.1.0"
