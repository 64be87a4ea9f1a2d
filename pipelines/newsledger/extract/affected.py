"""What an action makes of the things it affects: soldiers who are released are prisoners, "five more" are drones.

Belongs here: the unit of headless numbers and of "others", and the class that depends on the action. Does not: the
class of a noun by itself (`objects`), or which phrase is affected (`frames`, `nominal`).
"""

from dataclasses import dataclass, field, replace

from newsledger.extract.events import Event, is_plural
from newsledger.extract.objects import PEOPLE, Counted

# Actions that affect people: what they count is people where the words do not say what it is.
_OF_PEOPLE = frozenset({"kill", "injure", "missing", "displace", "detain"})
# Actions that free the held: whoever is let go was a prisoner, unless said to be a civilian or a hostage.
_OF_CAPTIVES = frozenset({"release", "exchange"})
_OF_ONE_SENTENCE = PEOPLE - {"prisoner", "hostage"}
# Nouns that name only the state or the rest of those who were counted: "killed two soldiers and left seven wounded".
_OF_THOSE_BEFORE = frozenset({"other", "wounded", "injured", "dead"})
# Actions whose counts may take their unit from one another.
_SAME_UNITS = {
    "intercept": ("launch",),
    "injure": ("kill",),
    "kill": ("injure",),
    "launch": ("intercept",),
    "attack": ("launch",),
    "release": ("exchange", "agree"),
    "exchange": ("release",),
    "damage": ("attack",),
    "capture": ("damage", "attack"),
    "detain": ("release",),
}


def _is_one(thing: Counted) -> bool:
    if thing.number is not None:
        return not is_plural(thing.number)
    return thing.noun is None or thing.text.lower().endswith(thing.noun.word)


@dataclass(slots=True)
class Units:
    """The things counted so far in an article, by action; the free and living only within their sentence."""

    _things: dict[str, Counted] = field(default_factory=dict)
    _sentence: int | None = None
    _last: Counted | None = None  # the last single thing, which "it" means in its sentence and the next

    def enter(self, sentence: int) -> None:
        """Begin a sentence: "five" killed there are not five of the soldiers who died in the one before."""
        if sentence != self._sentence:
            self._things = {a: t for a, t in self._things.items() if t.object_class not in _OF_ONE_SENTENCE}
            self._last = self._last if self._sentence is not None and sentence == self._sentence + 1 else None
            self._sentence = sentence

    def settle(self, event: Event, thing: Counted) -> Counted:
        """Return `thing`, an object of `event`, with its unit and the class that the action gives it."""
        if thing.headless and thing.number is not None:
            thing = self._with_unit(event, thing)
        elif thing.noun is not None and thing.noun.word in _OF_THOSE_BEFORE:
            unit = self._unit(event.action)
            if (
                unit is not None and unit.object_class != "body" and not _is_one(unit)
            ):  # "killed a journalist and five others"
                thing = replace(thing, object_class=unit.object_class)
        if event.rule.startswith("kill.find.") and thing.object_class in PEOPLE:
            thing = thing.of_class("body")  # "the last victims were found"
        if thing.text.lower() == "it" and thing.object_class is None and self._last is not None:
            thing = thing.of_class(self._last.object_class or "other")
        if thing.object_class is None and event.action in _OF_PEOPLE:
            thing = thing.of_class("person")
        if event.action == "protest" and thing.number is not None and thing.object_class is None:
            thing = thing.of_class("person")
        if event.rule.startswith("detain.hold.") and thing.object_class in (None, "person", "soldier"):
            thing = thing.of_class("prisoner")
        if (
            event.action == "displace"
            and thing.object_class == "person"
            and thing.noun is None
            and thing.text[:1].isupper()
        ):
            thing = thing.of_class("civilian")  # "deported 300 Indians"
        whole = self._things.get(event.action)
        if thing.part and thing.object_class == "person" and whole is not None and whole.object_class in PEOPLE:
            thing = thing.of_class(whole.object_class)
        if event.action in _OF_CAPTIVES and thing.object_class in ("person", "soldier"):
            thing = thing.of_class("prisoner")
        if thing.object_class and not thing.headless and not thing.part:
            self._things[event.action] = thing
            if thing.noun is not None and thing.object_class not in PEOPLE and _is_one(thing):
                self._last = thing
        return thing

    def _unit(self, action: str) -> Counted | None:
        return next((self._things[a] for a in (action, *_SAME_UNITS.get(action, ())) if a in self._things), None)

    def _with_unit(self, event: Event, thing: Counted) -> Counted:
        unit = self._unit(event.action)
        if unit is None:
            return thing
        return replace(thing, object_class=unit.object_class, noun=unit.noun)
