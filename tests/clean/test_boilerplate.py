"""What is cut around an article, and what must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.clean.blocks import Block
from newsledger.clean.boilerplate import Trimmed, trim
from newsledger.clean.lists import read_list

STORY = [
    "The army said on Monday that it had shot down 12 drones over the harbour, and that two had struck a warehouse.",
    "Three people were wounded, the mayor said. Share prices fell at once.",
    "More than 40 houses were damaged in the night, according to the rescue service of the region.",
    "Reporters were not let into the port. Both sides blamed each other for the fire that followed.",
]


def paragraphs(*texts: str, kind: str = "p", linked: float = 0.0) -> list[Block]:
    return [Block(text, kind, linked) for text in texts]


def kept(trimmed: Trimmed) -> list[str]:
    return [block.text for block in trimmed.kept]


@pytest.mark.parametrize("row", read_list("markers"), ids=lambda row: row["example"][:40])
def test_each_marker_finds_its_example(row: dict[str, str]) -> None:
    trimmed = trim(paragraphs(*STORY, row["example"]))
    assert kept(trimmed) == STORY
    assert [cut.rule for cut in trimmed.cut] == [row["rule"]]


@pytest.mark.parametrize(
    "text",
    [
        "Support for the army has fallen, a poll in our country found.",
        "Share prices fell.",
        "Share of the wounded rises",
        "Comments by the minister drew anger.",
        "Watching from the hills, villagers counted seven explosions.",
        "Read out in parliament, the letter named 14 prisoners.",
        "Related attacks killed 11 people in two other towns.",
        "Follow-up strikes hit the depot.",
        "Production by the plant of new drones has doubled",
        "Image rights were not the issue.",
        "“Difficult night”",
        "Getting aid into the city took nine days.",
        "By Monday 300 people had fled",
        "Source of the fire was a drone, police said.",
        "Reuters reporters saw three bodies.",
        "X said it had closed 12 accounts.",
        "Click languages such as Xhosa are taught there.",
        "May 24, 2025 was the worst day of the siege.",
    ],
)
def test_sentences_that_begin_like_a_marker_stay(text: str) -> None:
    assert kept(trim(paragraphs(*STORY[:2], text, *STORY[2:]))) == [*STORY[:2], text, *STORY[2:]]


def test_a_paragraph_that_is_one_link_is_another_story() -> None:
    other = Block("Forty dead in blast at a fireworks plant", "p", 1.0)
    inline = Block("the harbour", "p", 1.0)  # two words of a sentence that the page's markup tore apart
    trimmed = trim([*paragraphs(*STORY[:2]), other, inline, *paragraphs(*STORY[2:])])
    assert kept(trimmed) == [*STORY[:2], "the harbour", *STORY[2:]]


def test_a_pointer_with_a_link_goes_and_a_torn_sentence_stays() -> None:
    pointer = Block("» Forty dead in blast at a fireworks plant: all we know", "p", 0.4)
    torn = Block("prices as low as 2,299 coins.", "p", 1.0)
    trimmed = trim([*paragraphs(*STORY[:2]), pointer, torn, *paragraphs(*STORY[2:])])
    assert kept(trimmed) == [*STORY[:2], torn.text, *STORY[2:]]


def test_after_a_label_with_linked_headlines_nothing_is_the_articles() -> None:
    others = [
        Block("Forty dead in blast", "head", 1.0),
        Block("The police found the bodies of forty workers in the ruins of the plant.", "p"),
        Block("Floods cut the road Floods cut the road", "head", 0.5),
        Block("Nine towns were cut off on Sunday, and 300 people were brought to safety.", "p"),
    ]
    label = Block("More from The Paper", "head")
    assert kept(trim([*paragraphs(*STORY), label, *others])) == STORY
    # The headings of the story itself are no links.
    own = [Block("The night in figures", "head"), *others[1:]]
    assert own[0].text in kept(trim([*paragraphs(*STORY), label, *own]))


def test_a_list_of_links_goes_and_a_list_of_facts_stays() -> None:
    links = [Block("Opinion: why the truce failed", "item", 0.7), Block("Maps: the front", "item", 0.5)]
    facts = [Block("12 drones shot down", "item"), Block("3 people wounded", "item", 0.2)]
    trimmed = trim([*paragraphs(STORY[0]), *links, *paragraphs(STORY[1]), *facts, *paragraphs(*STORY[2:])])
    assert [cut.text for cut in trimmed.cut] == [block.text for block in links]


def test_headline_byline_and_date_go_at_the_edges_only() -> None:
    head = paragraphs("Drones hit harbour city", "By Ada Stone and Ben Reed", "Published on 24 May 2025 at 14:05")
    trimmed = trim(
        [*head, *paragraphs(*STORY)], headlines=["Drones hit harbour city"], authors=["Ada Stone", "Ben Reed"]
    )
    assert [cut.rule for cut in trimmed.cut] == ["headline", "byline", "date"]
    assert kept(trimmed) == STORY


def test_after_leave_a_reply_nothing_is_the_articles() -> None:
    comments = ["Leave a Reply", "I heard that 900 people died.", "Reply"]
    assert kept(trim(paragraphs(*STORY, *comments))) == STORY
    # In the first half of a text the words are a button or a heading: the article goes on.
    assert kept(trim(paragraphs(STORY[0], "Comments", *STORY[1:]))) == STORY


@pytest.mark.parametrize(
    ("before", "after", "outlet"),
    [
        ([], ["Source: Aljazeera"], "Aljazeera"),
        ([], ["SOURCE: News agencies", "Leave a Reply", "Nonsense, all of it."], "News agencies"),
        ([], ["— AP"], "AP"),
        ([], ["(AFP)"], "AFP"),
        (["By Reuters"], [], "Reuters"),
        (["Agence France-Presse"], [], "AFP"),
    ],
)
def test_a_line_that_names_the_outlet_is_cut_and_kept_as_outlet(
    before: list[str], after: list[str], outlet: str
) -> None:
    trimmed = trim(paragraphs(*before, *STORY, *after))
    assert trimmed.outlet == outlet
    assert kept(trimmed) == STORY


@pytest.mark.parametrize(
    ("opening", "outlet"),
    [
        ("KYIV, May 24 (Reuters) - Twelve drones were shot down.", "Reuters"),
        ("SANAA, Yemen (AP) — Rebels fired on a ship.", "AP"),
        ("(CNN) — Rebels fired on a ship.", "CNN"),
        ("MOSCOW/Interfax – Twelve drones were shot down.", "Interfax"),
        ("The town of Stary (pop. 900) - a ruin - was taken.", None),
    ],
)
def test_a_dateline_gives_the_outlet_and_stays(opening: str, outlet: str | None) -> None:
    trimmed = trim(paragraphs(opening, *STORY))
    assert trimmed.outlet == outlet
    assert kept(trimmed) == [opening, *STORY]


BLOCKS = st.builds(
    Block, st.text(min_size=1, max_size=80), st.sampled_from(["p", "head", "item", "div"]), st.floats(0, 1)
)


@given(st.lists(BLOCKS, max_size=12), st.lists(st.text(min_size=1, max_size=20), max_size=2))
def test_every_paragraph_is_kept_whole_or_cut_whole(blocks: list[Block], authors: list[str]) -> None:
    trimmed = trim(blocks, headlines=authors, authors=authors)
    remaining = list(trimmed.kept)
    cut = [c.text for c in trimmed.cut]
    for block in blocks:
        if remaining and remaining[0] is block:
            remaining.pop(0)
        else:
            assert cut.pop(0) == block.text
    assert not remaining
    assert not cut
