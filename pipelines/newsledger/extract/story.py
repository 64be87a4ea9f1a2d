"""What an article has told around a claim: the claims beside it and before it, its sides, the country it is about.

Belongs here: finding the claim that another one leans on: in the same sentence, earlier in the paragraph, or the
event that "the strikes" points back to. Does not: which of them an empty slot may be filled from (`policies`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.events import DEEDS
from newsledger.extract.own_words import doer_named
from newsledger.extract.sides import Sides

_MEMORY = 24  # claims back that a mention may lean on; keeps long texts linear
_SCENE = 2  # sentences for which a place goes on to be the scene


@dataclass(slots=True)
class Story:
    """The drafts of an article in order, the sides they show, and the country that the article is about."""

    sides: Sides
    home: str | None = None
    drafts: list[Draft] = field(default_factory=list)
    _doers: dict[tuple[str, int], Party | None] = field(default_factory=dict)

    def before(self, draft: Draft) -> Iterator[Draft]:
        """Yield the drafts before `draft` in its text, the nearest first."""
        at = draft.index
        for other in reversed(self.drafts[max(0, at - _MEMORY) : at]):
            if other.reading.origin == draft.reading.origin:
                yield other

    def beside(self, draft: Draft) -> Iterator[Draft]:
        """Yield the other drafts of the same sentence, those before it first, the nearest first."""
        for other in self.before(draft):
            if other.reading is not draft.reading:
                break
            yield other
        for at in range(draft.index + 1, min(draft.index + _MEMORY, len(self.drafts))):
            if self.drafts[at].reading is not draft.reading:
                break
            yield self.drafts[at]

    def deed_behind(self, draft: Draft) -> Draft | None:
        """Return the use of force that a mention ("the strikes") points back to: the last one whose actor is plain."""
        mention = draft.mention
        for other in self.before(draft):
            if other.event.action in DEEDS and other.said is not None and not other.claimed:
                noun = other.reading.chunks[other.event.trigger.chunk].head_word.lemma
                if mention is None or mention.definite or noun == mention.noun:
                    return other
        return None

    def doer(self, draft: Draft) -> Party | None:
        """Return who is said in the sentence to have done its deed."""
        sentence = (draft.reading.origin, draft.reading.sentence.index)
        if sentence not in self._doers:
            self._doers[sentence] = doer_named(draft.reading)
        return self._doers[sentence]

    def attacks_before(self, draft: Draft) -> Iterator[Draft]:
        """Yield what "the attack" may mean, with a plain actor: the last attack, then the deed that all began with."""
        told = [d for d in self.before(draft) if d.event.action in DEEDS and d.said is not None and not d.claimed]
        yield from [d for d in told if d.event.action == "attack"][:1]
        yield from told[-1:]

    def ground(self, draft: Draft) -> Party | None:
        """Return the country in which it happened: by its place, else by where the sentences before it are set."""
        if draft.ground is not None:
            return draft.ground
        for other in self.before(draft):
            if draft.reading.sentence.index - other.reading.sentence.index > _SCENE:
                return None
            if other.ground is not None:
                return other.ground
        return None
