"""People and bodies called only by what they are, as those of the country where it happens: "looters", "the crowd".

Belongs here: the country of a party that its own words and those before it leave without one. Does not: offices and
forces that point back to a party named before (`belonging`), or who acts on whom (`filling`).
"""

from dataclasses import replace

from newsledger.extract.belonging import is_of_nowhere
from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.events import FORCE
from newsledger.extract.objects import find_noun
from newsledger.extract.story import Story
from newsledger.extract.wants import noun_group

# Of these, nobody says whose they are unless they are another country's.
_LOCAL = frozenset({"BUS", "CVL", "GOV", "HLH", "JUD", "LEG", "POL", "PTY"})
# Bodies of one state among these are the state's that the article is about; the others are of the place.
_OF_STATE = frozenset({"GOV", "JUD", "LEG", "MIL"})


# Words for the army of a story, which alone would be anything: "the force carried out 212 strikes".
_ARMY = frozenset({"the force", "the command", "the army command", "the high command"})


# Whom force is used on is not said to be of the place by being there: they are victims, of no side.
_OF_VICTIMS = FORCE - {"clash"} | {"missing", "displace", "detain", "release"}


def settle_natives(draft: Draft, story: Story) -> None:
    """Give the sides and the speaker of a claim the country in which the story is set, where they are nobody else's."""
    draft.actor = _settled(_as_people(draft.actor), draft, story, described=True)
    spoken_to = draft.event.action not in _OF_VICTIMS
    hit = _as_people(draft.recipient) if spoken_to else draft.recipient
    draft.recipient = _settled(_same_as_before(hit, draft, story), draft, story, described=spoken_to)
    draft.speaker = _settled(draft.speaker, draft, story)


def _as_people(actor: Party | None) -> Party | None:
    """Return whoever acts, as civilians where no more is said of them than that they are people: "a man attacked"."""
    if actor is None or actor.person or actor.country or actor.sector or not actor.text or is_of_nowhere(actor.text):
        return actor
    last = actor.text.lower().split()[-1].rpartition("-")[2]  # "counter-protesters"
    return replace(actor, sector="CVL") if last in noun_group("folk") else actor


def _same_as_before(party: Party | None, draft: Draft, story: Story) -> Party | None:
    """Return people who are acted on, as those who have acted where a pronoun means them: "police drove them back"."""
    if party is None or party.country is not None or not party.text:
        return party
    acted = (other.actor for other in story.before(draft) if other.actor is not None and other.actor.country)
    same = next((one for one in acted if one.text and one.text.lower() == (party.text or "").lower()), None)
    return party if same is None else replace(party, country=same.country, sector=same.sector)


def _settled(party: Party | None, draft: Draft, story: Story, *, described: bool = False) -> Party | None:
    if party is None or party.country is not None or not party.text or _is_anybody(party.text, described):
        return party
    sector = party.sector or _kind_of_people(party, draft)
    if sector not in _LOCAL and party.text.lower() not in _ARMY:
        return party
    author, scene = draft.reading.discourse.author, story.ground(draft)
    if author is not None and sector in _OF_STATE:
        return replace(party, country=author.country, sector=sector)  # "the minister", in the words of a ministry
    here = None if scene is None or sector in _OF_STATE or party.person else scene.country
    return replace(party, country=here or draft.reading.discourse.scene or story.home, sector=sector)


def _kind_of_people(party: Party, draft: Draft) -> str | None:
    """Return the sector of plain people: "hooded youths", a name of which no more is said than what was done to it."""
    if party.person:
        return None if draft.event.spoken or party is draft.speaker else "CVL"
    if (party.text or "").lower() in _ARMY:
        return "MIL"
    noun = find_noun((party.text or "").lower().split()[-2:])
    return "CVL" if noun is not None and noun.object_class == "civilian" else None


def _is_anybody(text: str, described: bool) -> bool:
    """Whether a description says that they are of no country, or merely victims: "foreign tourists", "20 people"."""
    return (not described and text.rsplit(" ", 1)[-1].lower() in ("people", "person")) or is_of_nowhere(text)
