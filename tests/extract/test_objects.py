"""What is affected: the class of things, of names, of parts and of what "others" and bare numbers stand for."""

import datetime as dt

import pytest

from newsledger.extract.coder import Article, code

DAY = dt.date(2025, 3, 15)  # a Saturday


def classes(text, title=None):
    return [(c["action"], c["object_class"]) for c in code(Article("a", text, title, DAY))]


def told(text):
    return [
        (c["action"], c["object_class"], c["quantity_low"], c["quantity_high"])
        for c in code(Article("a", text, None, DAY))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels captured Goma on Friday.", ("capture", "territory")),
        ("Warplanes bombed Yemen.", ("attack", "territory")),
        ("A man with a knife stabbed Boris Johnson.", ("attack", "person")),
        ("A drone killed Valery Gerasimov.", ("kill", "soldier")),
        ("Hundreds of Taliban were killed.", ("kill", "soldier")),
    ],
)
def test_names_have_the_class_of_what_they_name(text, expected):
    assert expected in classes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia released 30 Ukrainian soldiers.", ("release", "prisoner", 30, 30)),
        ("The two sides exchanged 40 servicemen.", ("exchange", "prisoner", 40, 40)),
        ("The militia released 12 civilians.", ("release", "civilian", 12, 12)),
        ("The militia released 12 hostages.", ("release", "hostage", 12, 12)),
    ],
)
def test_whoever_is_let_go_was_held(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The raid killed 30 civilians, including 11 children.",
            [("kill", "civilian", 30, 30), ("kill", "civilian", 11, 11)],
        ),
        (
            "The raid killed 30 people, most of them tourists.",
            [("kill", "person", 30, 30), ("kill", "civilian", None, None)],
        ),
        (
            "The blast killed 12 soldiers, two of them women, and wounded 20 others.",
            [("kill", "soldier", 12, 12), ("kill", "soldier", 2, 2), ("injure", "soldier", 20, 20)],
        ),
        (
            "The blast killed a journalist and wounded five others.",
            [("kill", "civilian", 1, 1), ("injure", "person", 5, 5)],
        ),
        (
            "The army lost 40 soldiers. On Friday a car bomb killed five.",
            [("kill", "soldier", 40, 40), ("kill", "person", 5, 5)],
        ),
    ],
)
def test_parts_and_others_are_of_the_kind_of_their_whole(text, expected):
    assert told(text) == expected
