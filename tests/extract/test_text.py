import itertools

from hypothesis import given
from hypothesis import strategies as st

from newsledger.extract.text import normalise, paragraphs
from newsledger.extract.tokens import tokenize


def texts_of(text: str) -> list[str]:
    normal = normalise(text)
    return [normal[start:end] for start, end in tokenize(normal)]


@given(st.text())
def test_normalising_moves_no_offset_and_is_done_once(text: str) -> None:
    normal = normalise(text)
    assert len(normal) == len(text)
    assert normalise(normal) == normal


def test_quotes_dashes_and_spaces_get_one_spelling() -> None:
    assert normalise("“It’s\u00a0over” — he said\r\nNo") == '"It\'s over" – he said \nNo'
    assert normalise("10–15 dead, a Russia–Ukraine swap, the fort – lost") == (
        "10-15 dead, a Russia-Ukraine swap, the fort – lost"
    )


@given(st.text(alphabet=st.sampled_from("ab. \n\r\t")))
def test_paragraphs_are_the_lines_that_hold_anything(text: str) -> None:
    normal = normalise(text)
    found = [normal[start:end] for start, end in paragraphs(normal)]
    assert found == [line.strip() for line in normal.split("\n") if line.strip()]


@given(st.text())
def test_tokens_hold_every_character_but_spaces(text: str) -> None:
    tokens = tokenize(text)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(tokens))
    assert "".join("".join(text[start:end].split()) for start, end in tokens) == "".join(text.split())


def test_possessives_stand_alone_and_compounds_do_not() -> None:
    assert texts_of("Moscow’s F-16s didn't hit Sana'a") == ["Moscow", "'s", "F-16s", "didn't", "hit", "Sana'a"]
    assert texts_of("They've fired 2,500 Shahed-136 drones at 21:30.") == [
        *("They", "'ve", "fired", "2,500", "Shahed-136", "drones", "at", "21:30", "."),
    ]
    assert texts_of("the U.S. air-raid, 4.5% at 6 a.m.") == [
        *("the", "U.S.", "air-raid", ",", "4.5", "%", "at", "6", "a.m."),
    ]


def test_a_window_keeps_the_offsets_of_the_text() -> None:
    assert tokenize("Two men were shot.", 4, 12) == [(4, 7), (8, 12)]
