import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.tokens import tokenize
from newsledger.extract.verbs import VerbGroup, verb_group, verb_groups

WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "they",
                "have",
                "been",
                "killed",
                "not",
                "will",
                "to",
                "be",
                "hit",
                "and",
                "drones",
                ",",
                "who",
                "'s",
                "May",
            )
        ]
    )
).map(" ".join)


def groups(text: str) -> list[tuple[str, bool]]:
    """The verb groups of `text` with whether each is finite."""
    tokens = tokenize(text)
    return [(text[tokens[g.first].start : tokens[g.head].end], g.finite) for g in verb_groups(tokens)]


def group_of(text: str, verb: str) -> VerbGroup:
    tokens = tokenize(text)
    return verb_group(tokens, next(i for i, t in enumerate(tokens) if t.text == verb))


@given(WORDS)
def test_groups_are_in_order_and_inside_the_sentence(text: str) -> None:
    tokens = tokenize(text)
    found = verb_groups(tokens)
    assert all(0 <= g.first <= g.head < len(tokens) for g in found)
    assert [g.head for g in found] == sorted({g.head for g in found})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two drones were shot down.", [("were shot", True)]),
        ("Shells fired from the hills hit a market.", [("fired", False), ("hit", True)]),
        ("Troops fired at least 40 shells.", [("fired", True)]),
        ("The army has since left the port.", [("has since left", True)]),
        ("They had not, as of May, announced a date.", [("had not, as of May, announced", True)]),
        ("The injured soldiers were freed.", [("were freed", True)]),
        ("Its armoured vehicles crossed the river.", [("crossed", True)]),
        ("By freeing captured soldiers it kept its word.", [("freeing", False), ("kept", True)]),
        ("A man approached and attacked the guards.", [("approached", True), ("attacked", True)]),
        ("The talks were held on 16 May in Oslo.", [("were held", True)]),
        ("Dozens killed in strike", [("killed", True)]),
        ("Residents say strikes continue.", [("say", True), ("continue", True)]),
    ],
)
def test_verbs_are_told_from_participles_and_names(text: str, expected: list[tuple[str, bool]]) -> None:
    assert groups(text) == expected


def test_voice_negation_and_auxiliary() -> None:
    killed = group_of("Nobody has ever been killed there.", "killed")
    assert (killed.passive, killed.negated, killed.auxiliary, killed.modal) == (True, False, "has", None)
    hit = group_of("The army could not hit it.", "hit")
    assert (hit.passive, hit.negated, hit.modal, hit.finite) == (False, True, "could", True)
    leave = group_of("They want to leave.", "leave")
    assert (leave.auxiliary, leave.finite) == ("to", False)
    assert group_of("It didn't hit anyone.", "hit").negated


def test_a_second_verb_shares_the_auxiliaries_of_the_first() -> None:
    downed = group_of("Six drones were jammed or downed near the port.", "downed")
    assert (downed.passive, downed.finite, downed.auxiliary) == (True, True, "were")
    wounded = group_of("Six men killed guards and wounded a cook.", "wounded")
    assert (wounded.passive, wounded.finite) == (False, True)
