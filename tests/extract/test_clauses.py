import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.clause_tree import ClauseTree
from newsledger.extract.recognition import Recognised

WORDS = st.lists(
    st.sampled_from(
        [
            *("the army", "said", "that", "killed", "were", "who", "and", ",", "if", "after", "drones", "(", ")", "–"),
            *("according to", "which", "hit", "Kyiv", "12", "to", "being", "has", "not", ";", ":", '"', "police"),
            *("wounding", "there", "told", "whose"),
        ]
    ),
    min_size=1,
).map(" ".join)


def tree_of(text: str) -> ClauseTree:
    found = Recognised(text, None, whole=True)
    return found.parses.of(found.sentences[0]).clauses


def clauses(text: str) -> list[tuple[str, str]]:
    """What opens each clause of `text`, and its words."""
    tree = tree_of(text)
    words: dict[int, list[str]] = {}
    for i, chunk in enumerate(tree.chunks):
        words.setdefault(tree.of(i).number, []).append(text[chunk.start : chunk.end])
    return [(tree.nodes[number].opener, " ".join(found).strip(" .,")) for number, found in words.items()]


@given(WORDS)
def test_every_phrase_lies_in_a_clause_that_hangs_on_an_earlier_one(text: str) -> None:
    tree = tree_of(text)
    for i in range(len(tree.chunks)):
        node = tree.of(i)
        assert node.first <= i
        assert node.parent is None or node.parent < node.number
        assert tree.within(i, node)


@pytest.mark.parametrize(
    ("text", "opener", "clause"),
    [
        ("The drones, which were fired from the sea, hit a fuel depot.", "WH", "which were fired from the sea"),
        ("The men who attacked the base were arrested.", "WH", "who attacked the base"),
        ("A shell hit a market, killing two traders.", "ing", "killing two traders"),
        ("Rebels shelled the port and troops fired back.", "CC", "and troops fired back"),
        ("The road stays shut if the talks fail.", "if", "if the talks fail"),
        ("Two died after a roof fell in.", "after", "after a roof fell in"),
        ("She wrote in a letter that the bridge was gone.", "that", "that the bridge was gone"),
        ("The army said it had hit a depot.", "that", "it had hit a depot"),
        ("The army said on Monday there were no losses.", "that", "there were no losses"),
        ("The mayor told reporters the bridge was gone.", "that", "the bridge was gone"),
        ("The mayor said police, crews and nurses were safe.", "that", "police , crews and nurses were safe"),
        ("The paper said Omar Haddad, the coach, was hurt.", "that", "Omar Haddad , the coach , was hurt"),
        ("The mayor said 90 lorries carrying flour crossed.", "that", "90 lorries crossed"),
    ],
)
def test_where_clauses_begin_and_end(text: str, opener: str, clause: str) -> None:
    assert (opener, clause) in clauses(text)


@pytest.mark.parametrize(
    "text",
    [
        "After the attack the road was closed.",
        "Rebels and soldiers were killed in the port and the town.",
        "The coach, Omar Haddad, blamed the weather.",
        "Tanks, guns and lorries were lost.",
    ],
)
def test_what_opens_no_clause(text: str) -> None:
    assert len(clauses(text)) == 1


def test_another_speaker_begins_a_clause_of_his_own() -> None:
    text = "The army said it had hit a depot, but residents said a school was gone."
    assert [opener for opener, _ in clauses(text)][0::2] == ["", ","]
