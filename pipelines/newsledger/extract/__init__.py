"""The event coder: article text in, attributed event claims out, deterministic and without a model.

`coder` runs the pipeline; each other module is one recogniser or one decision of it; ``lexicon/`` holds the
words. Nothing here reads the network, the clock or a ledger.
"""
