import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.clauses import clause_at, split_clauses
from newsledger.extract.sentences import split_sentences
from newsledger.extract.spans import Clause
from newsledger.extract.text import normalise
from newsledger.extract.tokens import tokenize

WORDS = st.lists(
    st.sampled_from(
        [
            *("the army", "said", "that", "killed", "were", "who", "and", ",", "if", "after", "drones", "(", ")", "–"),
            *(
                "according to",
                "which",
                "hit",
                "Kyiv",
                "12",
                "to",
                "being",
                "has",
                "not",
                ";",
                ":",
                '"',
                "police",
                "wounding",
            ),
        ]
    ),
    min_size=1,
).map(" ".join)


def clauses_of(text: str) -> list[Clause]:
    sentence = split_sentences(normalise(text))[0]
    return split_clauses(sentence.text, sentence, tokenize(sentence.text))


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(c.kind, c.depth, c.text) for c in clauses_of(text)]


@given(WORDS)
def test_every_character_lies_in_a_clause_and_clauses_nest(raw: str) -> None:
    text = normalise(raw)
    for sentence in split_sentences(text):
        clauses = split_clauses(text, sentence, tokenize(text, sentence.start, sentence.end))
        assert all(text[c.start : c.end] == c.text and c.sentence == sentence.index for c in clauses)
        assert all(sentence.start <= c.start < c.end <= sentence.end for c in clauses)
        for offset in range(sentence.start, sentence.end):
            innermost = clause_at(clauses, offset)
            assert text[offset].isspace() or innermost.start <= offset < innermost.end


def test_a_relative_clause_ends_where_the_verb_of_the_outer_clause_comes() -> None:
    assert kinds("The drones, which were fired from the sea, hit a fuel depot.") == [
        ("main", 0, "The drones, which were fired from the sea, hit a fuel depot."),
        ("relative", 1, "which were fired from the sea"),
    ]
    assert ("relative", 1, "who attacked the base") in kinds("The men who attacked the base were arrested.")
    assert ("relative", 1, "many of which were old") in kinds("The drones, many of which were old, fell into a lake.")


def test_participles_without_a_verb_of_their_own_are_clauses() -> None:
    found = kinds("A shell fired from the hills hit a market, killing two traders and wounding six.")
    assert ("participle", 1, "fired from the hills") in found
    assert ("participle", 1, "killing two traders and wounding six.") in found
    assert ("participle", 1, "killed in the raid") in kinds("People killed in the raid were buried on Monday.")


def test_coordinate_clauses_part_and_shared_objects_do_not() -> None:
    assert kinds("Rebels shelled the port and troops fired back.") == [
        ("main", 0, "Rebels shelled the port"),
        ("coordinate", 0, "and troops fired back."),
    ]
    assert [k for k, _, _ in kinds("The blast killed three people and injured 15.")] == ["main", "coordinate"]
    assert [k for k, _, _ in kinds("Rebels and soldiers were killed and wounded in the port and the town.")] == ["main"]
    assert [k for k, _, _ in kinds("Three men were killed and nine injured.")] == ["main", "coordinate"]


def test_what_is_said_is_a_complement_with_or_without_that() -> None:
    said = "The army said it had hit a depot and that two men were hurt."
    assert kinds(said) == [
        ("main", 0, said),
        ("complement", 1, "it had hit a depot"),
        ("coordinate", 1, "and that two men were hurt."),
    ]
    assert ("complement", 1, "that the bridge was gone.") in kinds("She wrote in a letter that the bridge was gone.")
    assert ("coordinate", 0, "and thanked the crews.") in kinds(
        "The mayor said the fire was out, and thanked the crews."
    )


@pytest.mark.parametrize(
    ("text", "kind", "clause"),
    [
        ("If the talks fail, sanctions will follow.", "conditional", "If the talks fail"),
        ("The road remains shut unless the army leaves.", "conditional", "unless the army leaves."),
        ("Although the fighting went on, nobody was hurt.", "adverbial", "Although the fighting went on"),
        ("Two died after a roof fell in.", "adverbial", "after a roof fell in."),
        ("The crew was freed after being held for a year.", "adverbial", "after being held for a year."),
        ("Six men (all of them miners) are missing.", "parenthetical", "(all of them miners)"),
        ("The camp – it holds 900 people – was flooded.", "parenthetical", "– it holds 900 people –"),
        ("Four drones, the governor said, fell on a farm.", "attribution", "the governor said"),
        ("Four drones fell on a farm, said Ana Weiss, the mayor.", "attribution", "said Ana Weiss, the mayor"),
        ("Four drones fell, according to police, on a farm.", "attribution", "according to police"),
    ],
)
def test_islands_and_subordinate_clauses(text: str, kind: str, clause: str) -> None:
    assert (kind, 1, clause) in kinds(text)


@pytest.mark.parametrize(
    "text",
    ["After the attack the road was closed.", "Since Friday 40 people have fled.", "As a result three men died."],
)
def test_a_preposition_opens_no_clause(text: str) -> None:
    assert kinds(text) == [("main", 0, text)]


def test_an_apposition_does_not_part_a_subject_from_its_verb() -> None:
    text = "The port was shut, but the manager of the yard, Omar Haddad, blamed the weather."
    assert ("coordinate", 0, "but the manager of the yard, Omar Haddad, blamed the weather.") in kinds(text)
    assert ("adverbial", 1, "since the capital, Aden, fell.") in kinds(
        "Traders have fled since the capital, Aden, fell."
    )


def test_another_speaker_begins_a_clause_of_his_own() -> None:
    text = "The army said it had hit a depot, but residents said a school was gone."
    assert [(k, d) for k, d, _ in kinds(text)] == [
        ("main", 0),
        ("complement", 1),
        ("coordinate", 0),
        ("complement", 1),
    ]


def test_the_innermost_clause_of_an_offset() -> None:
    text = "The crew, who were ill, left."
    clauses = clauses_of(text)
    assert clause_at(clauses, text.index("ill")).kind == "relative"
    assert clause_at(clauses, text.index("left")).kind == "main"
