"""Where the side that a claim leaves unsaid may be taken from, for each action.

Belongs here: the table of actions that says which sources are tried, in order. Does not: the sources themselves
(`attackers`, `targets`, `dealings`), the words of the claim itself (`own_words`), or how sides are counted (`sides`).
What no source knows stays null.
"""

from collections.abc import Callable

from newsledger.extract import attackers, dealings, targets
from newsledger.extract.discourse import Party
from newsledger.extract.drafts import Draft
from newsledger.extract.story import Story
from newsledger.extract.values import value

Source = Callable[[Draft, Story], Party | None]


@value(frozen=True, slots=True)
class Policy:
    """The sources of each side, the first that knows wins."""

    actor: tuple[Source, ...] = ()
    recipient: tuple[Source, ...] = ()


_ATTACKER = (
    attackers.doer,
    attackers.mentioned_actor,
    attackers.actor_beside,
    attackers.speaker_for_own,
    attackers.army_that_tells,
    attackers.attacker_of_victim,
)

POLICIES: dict[str, Policy] = {
    "attack": Policy(
        (
            attackers.doer,
            attackers.mentioned_actor,
            attackers.actor_beside,
            attackers.claimant,
            attackers.speaker_for_own,
            attackers.attacker_of_victim,
            attackers.riot_police,
        ),
        (targets.mentioned_recipient, targets.marchers, targets.target_country, targets.enemy_hit),
    ),
    "launch": Policy(
        (*_ATTACKER, attackers.riot_police),
        (targets.mentioned_fighters, targets.marchers, dealings.crowd_before, targets.enemy),
    ),
    **dict.fromkeys(
        ("kill", "injure"), Policy((*_ATTACKER, attackers.crackdown), (targets.repelled, targets.same_people))
    ),
    "damage": Policy(
        _ATTACKER, (targets.mentioned_fighters, targets.repelled, targets.fighters_beside, targets.enemy_armed)
    ),
    "intercept": Policy((attackers.defender,), (targets.owner, attackers.attacker_of_actor)),
    "capture": Policy(
        (attackers.claimant, dealings.authority, dealings.undertaker),
        (targets.repelled, targets.dislodged, targets.enemy_land, targets.rebels_disarmed),
    ),
    "clash": Policy((dealings.first_side, dealings.other_side), (dealings.other_side,)),
    "agree": Policy((dealings.first_side, dealings.other_side), (dealings.party_to_it,)),
    "meet": Policy((dealings.first_side, dealings.other_side), (dealings.other_side,)),
    "detain": Policy((dealings.captor, dealings.authority)),
    "release": Policy((dealings.captor, dealings.giver), (targets.owner, dealings.own_of_captives)),
    "exchange": Policy((dealings.giver,), (targets.owner, dealings.other_side)),
    "accuse": Policy((dealings.owner_of_measure,), (dealings.whose_measure, dealings.accused)),
    "support": Policy((), (dealings.whose_measure,)),
    "aid": Policy((), (dealings.helped,)),
    **dict.fromkeys(("sanction", "threaten"), Policy((), (dealings.crowd_before, dealings.culprit))),
    "deploy": Policy((targets.owner,)),
    "withdraw": Policy((targets.owner,)),
    "request": Policy((), (dealings.offered, dealings.asked_to_free)),
    "protest": Policy((dealings.locals_there,), (dealings.government_there,)),
    "reject": Policy((dealings.deciding_body,), (dealings.spoken_to,)),
    "restrict": Policy((dealings.deciding_body, dealings.undertaker), (dealings.crowd_before,)),
    "concede": Policy((dealings.owner_of_measure,)),
}
