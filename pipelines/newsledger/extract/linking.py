"""From the sentences of an article to its claims, in order.

Belongs here: the order in which sentences, drafts and sides are settled. Does not: any of the settling itself
(`reading`, `drafts`, `filling`, `rows`).
"""

from newsledger.extract.affected import Units
from newsledger.extract.cast import Cast
from newsledger.extract.discourse import Discourse
from newsledger.extract.drafts import Draft, drafts_of, is_end_of_flight, settle_countries, share, topic_of
from newsledger.extract.events import Event, is_plural
from newsledger.extract.filling import fill, vote
from newsledger.extract.reading import Reading
from newsledger.extract.rows import Claim, claims_of
from newsledger.extract.sides import Sides
from newsledger.extract.story import Story
from newsledger.extract.tallies import read_tallies


def link(readings: list[Reading], discourse: Discourse) -> list[Claim]:
    """Return the claims of `readings`, in order, with what the article makes plain filled in."""
    last: Event | None = None
    for reading in readings:
        if reading.triggers or last is not None:
            tallies = [] if reading.sentence.text.endswith("?") else read_tallies(reading.parsed, reading.events, last)
            reading.events = sorted([*reading.events, *tallies], key=lambda e: e.trigger.start)
        counted = [e for e in reading.events if any(is_plural(o.number) for o in e.objects)]
        last = counted[-1] if counted else last
    drafts: list[Draft] = []
    read = -1
    for reading in readings:
        if reading.sentence.index != read + 1:
            reading.discourse.topic = None  # the sentence before was not read: its subject may be another
        read = reading.sentence.index
        here = list(drafts_of(reading, reading.discourse))
        reading.discourse.topic = topic_of(reading) or reading.discourse.topic
        share(here)
        drafts.extend(d for d in here if not is_end_of_flight(d, here))
    settle_countries(drafts)
    for index, draft in enumerate(drafts):
        draft.index = index
    story = Story(Sides(Cast(discourse.mentions)), discourse.home, drafts)
    for draft in drafts:
        vote(draft, story)
    for draft in drafts:
        if draft.event.action == "intercept":
            fill(draft, story)
            story.sides.oppose(draft.recipient, draft.actor)
    units = Units()
    claims: list[Claim] = []
    for draft in drafts:
        fill(draft, story)
        claims.extend(claims_of(draft, units, discourse.home))
    return claims
