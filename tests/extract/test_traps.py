"""What is no claim: sentences of other pages, figures of speech and mentions, and their true twins.

The sentences are data: ``traps.tsv`` says which action a sentence must not give, ``twins.tsv`` which one it must.
"""

from datetime import date
from pathlib import Path

import pytest

from newsledger.extract.coder import Article, code

HERE = Path(__file__).parent
MOST_FALSE = 0.05
MOST_SILENT = 0.05


def rows_of(name: str) -> list[list[str]]:
    lines = (HERE / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def actions(text: str) -> set[str]:
    return {claim["action"] for claim in code(Article("a", text, published=date(2025, 6, 11)))}


def test_traps_give_no_claim():
    traps = rows_of("traps")
    assert len(traps) >= 150
    assert len({domain for _, _, domain in traps}) >= 8
    false = [
        (domain, sentence, found)
        for sentence, never, domain in traps
        if (found := actions(sentence)) and (never == "any" or never in found)
    ]
    print(*false, sep="\n")
    assert len(false) < MOST_FALSE * len(traps)


def test_twins_of_traps_give_their_claim():
    twins = rows_of("twins")
    assert len(twins) >= 40
    silent = [(sentence, gives) for sentence, gives in twins if gives not in actions(sentence)]
    print(*silent, sep="\n")
    assert len(silent) < MOST_SILENT * len(twins)


@pytest.mark.parametrize(
    "text",
    [
        "The storm struck the coast.",
        "She had a heart attack.",
        "In the novel, soldiers burn a village.",
        "Drop the bomb of butter into the pan.",
        "Doctors urge patients to walk more.",
        "Suppose that rebels attack the dam.",
        "The bridge is closed on Sundays.",
        "Critics slammed the film.",
    ],
)
def test_a_class_of_figurative_words_gives_no_claim(text):
    assert actions(text) == set()


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The storm killed four people in Texas.", "kill"),
        ("Doctors at the hospital urged Israel to let in fuel.", "request"),
        ("Gunmen shot dead a man at a football match in Lima.", "kill"),
        ("Critics slammed the government over the raid.", "accuse"),
    ],
)
def test_a_figurative_word_does_not_hide_a_true_claim(text, action):
    assert action in actions(text)
