"""The interactive SQL prompt of ``newsledger sql``.

Belongs here: reading statements from a terminal, with history and completion. Does not: running
them or showing their rows; the command line hands in what does.
"""

from collections.abc import Callable

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from newsledger.errors import UsageError
from newsledger.model import tables

GREETING = "SQL on the published ledger, read-only. End a statement with ; and leave with Ctrl-D."


def converse(run: Callable[[str], None], *, terminal: tuple[Input, Output] | None = None) -> None:
    """Read statements that end with ``;`` and hand each to `run`, until end of input.

    What is wrong with a statement is said, and the prompt goes on. `terminal` stands in for the user's own.
    """
    words = sorted({word for t in tables() for word in (t.name, *(c.name for c in t.columns))})
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(),
        completer=WordCompleter(words),
        complete_while_typing=False,
        input=terminal and terminal[0],
        output=terminal and terminal[1],
    )
    print(GREETING)
    pending = ""
    while True:
        try:
            line = session.prompt("      ...> " if pending else "newsledger> ")
        except KeyboardInterrupt:
            pending = ""
            continue
        except EOFError:
            return
        pending = f"{pending}\n{line}".strip()
        if pending.endswith(";"):
            statement, pending = pending, ""
            try:
                run(statement)
            except UsageError as error:
                print(error)
