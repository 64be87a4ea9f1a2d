"""The errors a user can cause and mend. Anything else that goes wrong is a bug and keeps its traceback.

Belongs here: the exception the command line turns into one line and exit code 2. Does not: outcomes of
single documents or rows; those are data (``documents.outcome``, ``articles.kind``, ``quarantine``).
"""


class UsageError(Exception):
    """Something the user gave cannot be used. The message names the thing and the remedy."""


def usage_error(what: str, remedy: str) -> UsageError:
    """Return the error saying that `what` is wrong and that `remedy` mends it."""
    return UsageError(f"{what if what.endswith(('!', '?')) else what.rstrip('.') + '.'} {remedy}")
