"""With what: the weapon of an event, from its own sentence.

Belongs here: choosing among the arms that a sentence names, and what passes from a blow to the harm it did. Does not:
recognising arms (`objects`, `triggers`).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from newsledger.extract import stance
from newsledger.extract.chunks import Chunk, coordinated
from newsledger.extract.clause_subjects import subject
from newsledger.extract.clause_tree import ClauseNode, ClauseTree
from newsledger.extract.events import FORCE, HARM, Event, Sentence, objects_after
from newsledger.extract.lexicon import read_lexicon
from newsledger.extract.objects import find_noun
from newsledger.extract.triggers import find_triggers
from newsledger.extract.wants import noun_group

_ARMED = FORCE - {"capture", "clash"}
_INSTRUMENT = frozenset({"with", "using", "by", "from", "of", "via", "through", "involving", "in", "during", "after",
                         "following", "under", "amid", "to"})  # fmt: skip
# Before these a thing is only a place or an occasion; the noun of a blow tells its weapon all the same.
_OCCASION = frozenset({"in", "during", "after", "following", "under", "amid", "to"})
_BEARING = frozenset({"use", "employ", "wield", "carry", "arm", "pack", "load", "fill", "rig", "brandish"})
_CAUSE = frozenset({"when", "after", "as", "where"})  # "died when a shell hit the market"
_EFFECT = frozenset({"ing", "WH", "CC", ","})  # ", killing six", "which left 12 dead", "and wounded ten"


class Arms:
    """The weapons of the events of one sentence."""

    def __init__(self, sentence: Sentence, events: Sequence[Event]) -> None:
        self._sentence, self._events = sentence, events
        self._chunks = sentence.chunks

    @property
    def _tree(self) -> ClauseTree:
        return self._sentence.clauses

    def weapon_of(self, event: Event) -> str | None:
        """Return the kind of weapon used: of the trigger, instrument or subject, else of the blow that did the harm."""
        if event.action == "clash":
            return event.weapon  # "a gun battle"
        if event.action not in _ARMED:
            return None
        own = next(self._own(event), None)
        if event.action == "intercept":
            return own if own == "aircraft" else None
        is_effect = event.action in HARM or (event.action == "launch" and not any(o.weapon for o in event.objects))
        if own is None and is_effect and event.polarity == stance.AFFIRMED:
            return self._of_cause(event)
        return own

    # --- the event's own words

    def _own(self, event: Event) -> Iterator[str]:
        """Yield the weapons that the words of the event name, the nearest to its trigger first."""
        if event.weapon is not None:
            first = self._joined_before(event.trigger.chunk) if event.trigger.nominal else None
            yield first or event.weapon
            return
        own = {o.start for o in event.objects}
        for at, occasion in self._candidates(event):
            if self._chunks[at].kind != "NP":
                continue
            if self._sentence.counted(at).start in own and at not in event.actors:
                continue
            weapon = self._named(at, occasion=occasion)
            if weapon is not None:
                yield weapon

    def _candidates(self, event: Event) -> Iterator[tuple[int, bool]]:
        """Yield the phrases that may name the weapon, and whether only by the noun of a blow ("in an airstrike")."""
        chunks, trigger = self._chunks, event.trigger
        if trigger.nominal:
            yield trigger.chunk, False
        for i in event.actors:
            if i < len(chunks):
                yield i, False
        stop = min(max(event.hi, trigger.last + 1), len(chunks))
        for at in range(trigger.last + 1, stop):
            before = chunks[at - 2 if chunks[at - 1].kind == "TIME" else at - 1].lower  # "in August shelling"
            if chunks[at].kind == "NP" and before in _INSTRUMENT:
                occasion = before in _OCCASION
                yield from ((i, occasion) for i in coordinated(chunks, at) if i < stop)
        yield from ((at, False) for at in self._borne(event))
        source = self._source(event)
        if source is not None:
            yield source, True

    def _borne(self, event: Event) -> Iterator[int]:
        """Yield what an attacker is said to bear or use: "using a knife", "packed with explosives"."""
        clause = self._tree.of(event.trigger.chunk)
        for i, chunk in enumerate(self._chunks[:-1]):
            if chunk.kind != "VG" or chunk.head_word.lemma not in _BEARING or i == event.trigger.chunk:
                continue
            laden = self._chunks[i + 1].lower == "with"
            near = self._tree.of(i) is clause or self._tree.of(i).parent == clause.number
            if near and (laden or not chunk.finite):
                yield from objects_after(self._sentence, i + 1 if laden else i)
        at = event.trigger.chunk
        used = self._chunks[at - 1] if at and self._chunks[at].kind == "VG" and self._chunks[at].infinitive else None
        if used is not None and used.kind == "VG" and used.has_be and used.head_word.lemma in ("use", "employ"):
            found = subject(self._chunks, at - 1)  # "drones were used to attack"
            if found is not None:
                yield from coordinated(self._chunks, found, before=at - 1)

    def _source(self, event: Event) -> int | None:
        """Return the subject of the verb that brings harm about: "the bombing resulted in the death of six people"."""
        if event.action not in HARM or not event.trigger.nominal:
            return None
        at = event.trigger.chunk - 1
        at -= at > 0 and self._chunks[at].kind == "IN"
        return subject(self._chunks, at) if at >= 0 and self._chunks[at].kind == "VG" else None

    def _named(self, at: int, *, occasion: bool) -> str | None:
        chunk = self._chunks[at]
        if chunk.head_word.last in noun_group("mishap"):
            return None
        for trigger in find_triggers([chunk]):
            weapon = trigger.entries[0].weapon or _weapon_in(chunk, trigger.head)
            if weapon is not None:
                return self._joined_before(at) or weapon
        return None if occasion else _weapon_in(chunk, chunk.last)

    def _joined_before(self, at: int) -> str | None:
        """Return the first weapon of "a car bomb and rocket attack"."""
        joined = at >= 2 and self._chunks[at - 1].kind == "CC" and self._chunks[at - 2].kind == "NP"
        return self._sentence.counted(at - 2).weapon if joined else None

    # --- the blow that did the harm

    def _of_cause(self, event: Event) -> str | None:
        at = event.trigger.chunk
        clause = self._tree.of(at)
        hangs = event.trigger.nominal and at > 0 and self._chunks[at - 1].kind == "IN"
        if hangs and self._chunks[at - 1].lower != "in":
            return None  # "fired missiles, in answer to the killing of tourists"
        return self._of_later(event, clause) or self._of_earlier(event, clause)

    def _of_later(self, event: Event, clause: ClauseNode) -> str | None:
        """Return the weapon of a clause that tells how it came, or of harm told together with it."""
        for other in self._tree.nodes:
            if other.parent != clause.number or other.first <= event.trigger.chunk:
                continue
            here = [e for e in self._events if self._tree.of(e.trigger.chunk) is other]
            if other.opener in _CAUSE:
                weapon = next((w for e in here if e.action in FORCE for w in self._arms_of(e)), None)
                weapon = weapon or self._munition_in(other)
            elif other.opener in ("CC", ","):
                weapon = next((w for e in here if e.action in HARM for w in self._own(e)), None)
            else:
                continue
            if weapon is not None:
                return weapon
        return None

    def _of_earlier(self, event: Event, clause: ClauseNode) -> str | None:
        """Return the weapon of the blows that the clause hangs on, where they are of one kind."""
        while clause.parent is not None and clause.opener in _EFFECT and not self._acts_otherwise(event, clause):
            outer = self._tree.nodes[clause.parent]
            blows = [e for e in self._events if e.action in FORCE and e.trigger.chunk < clause.first]
            arms = {w for e in blows if self._tree.of(e.trigger.chunk) is outer for w in self._arms_of(e)}
            if arms:
                return arms.pop() if len(arms) == 1 else None
            clause = outer
        return None

    def _acts_otherwise(self, event: Event, clause: ClauseNode) -> bool:
        """Whether a coordinate clause tells of another's deed: "…, and gunmen killed three"."""
        return clause.opener in ("CC", ",") and bool(event.actors) and self._tree.has_subject(clause)

    def _arms_of(self, event: Event) -> list[str]:
        """Return the weapons of a blow: of what was launched, else of what it was struck with."""
        counted = [o.weapon for o in event.objects if o.weapon] if event.action in ("launch", "attack") else []
        return [*counted, *self._own(event)]

    def _munition_in(self, clause: ClauseNode) -> str | None:
        """Return the kind of the first munition named in a clause: "when his tractor ran over a mine"."""
        for i, chunk in enumerate(self._chunks[clause.first :], start=clause.first):
            if chunk.kind == "NP" and self._tree.of(i) is clause and (weapon := self._sentence.counted(i).weapon):
                return weapon
        return None


def _weapon_in(chunk: Chunk, stop: int) -> str | None:
    """Return the weapon that the words of a phrase before `stop` name, or that its people bear: snipers, bombers."""
    words = [token for w in chunk.words[chunk.first : stop] for token in w.lower.split()]
    for end in range(len(words), 0, -1):
        noun = find_noun(words[:end])
        if noun is not None and noun.weapon:
            return noun.weapon
        if words[end - 1] in _bearers():
            return _bearers()[words[end - 1]]
    return None


@cache
def _bearers() -> dict[str, str]:
    return {row["word"]: row["weapon"] for row in read_lexicon("armed")}
