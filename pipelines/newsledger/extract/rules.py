"""What a rule id says: the action, the word that led to it and the form of the sentence around that word.

Belongs here: the parts of an id, and the documented rule that it leads to. Does not: the reading itself (`frames`,
`nominal`, `constructions`, `tallies`).
"""

from functools import cache

from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.values import value


@value(frozen=True, slots=True)
class Rule:
    """One documented rule: `form` is the last part of its ids, `example` a sentence that it reads."""

    form: str
    reads: str
    example: str


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its form."""
    return {row["form"]: Rule(row["form"], row["reads"], row["example"]) for row in read_lexicon("rules")}


def rule_of(rule_id: str) -> Rule:
    """Return the rule that a claim's `rule` leads to; KeyError if it is none of this version's.

    ``launch.of_attack.strike.active`` is read as ``of``, ``damage.debris.passive`` as ``debris``: what sets a rule
    apart from the plain form goes before it.
    """
    rest = rule_id.split(".")[1:] or [rule_id]
    for prefix in ("of", "told"):
        if rest[0].startswith(f"{prefix}_"):
            return rules()[prefix]
    return rules()["debris" if rest[0] == "debris" else rest[-1]]


def word_of(rule_id: str) -> str | None:
    """Return the word of the trigger lexicon in a rule id: "shoot down" of ``intercept.shoot_down.passive``."""
    parts = rule_id.split(".")
    return parts[-2].replace("_", " ") if len(parts) > 2 and parts[-2] != "debris" else None
