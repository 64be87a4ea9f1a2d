"""``python -m newsledger`` is the command ``newsledger``.

Belongs here: that call. Does not: any command (`cli`).
"""

from newsledger.cli import main

main()
