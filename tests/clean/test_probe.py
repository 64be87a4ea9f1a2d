"""The topic probe: what it skips gives no claims, and what may give one passes."""

import pytest

from newsledger.clean.probe import why_skipped
from newsledger.clean.workers import Task, clean_all
from newsledger.extract.coder import Article, code

STORY = (
    "Russian forces shelled the village of Orikhiv on Monday, killing three people and wounding seven, the governor "
    "said. Rescuers were still searching the ruins of a school in the evening, and two houses had burned down. "
    "He said that the attack had been carried out with rockets."
)
GERMAN = (
    "Russische Truppen haben am Montag das Dorf Orichiw beschossen und drei Menschen getötet, sagte der Gouverneur. "
    "Am Abend suchten die Retter noch in den Trümmern einer Schule, zwei Häuser waren niedergebrannt. Der Angriff sei "
    "mit Raketen ausgeführt worden."
)
RECIPE = (
    "Whisk the eggs with the sugar until the mixture is pale and thick, with the flour and the melted butter in it. "
    "Spoon it into a tin with a sheet of paper and bake it for half an hour, until the middle is firm. "
    "The cake is best with a cup of tea, and very soft with a little butter and honey."
)


def page(text: str, lang: str | None = None, title: str = "A title", menu: str = "") -> bytes:
    attribute = f' lang="{lang}"' if lang else ""
    links = "".join(f"<li><a href='/{n}'>{word}</a></li>" for n, word in enumerate(menu.split(", ")) if word)
    paragraphs = "".join(f"<p>{part}.</p>" for part in text.rstrip(".").split(". "))
    return (
        f"<!doctype html><html{attribute}><head><meta charset=utf-8><title>{title}</title></head>"
        f"<body><nav><ul>{links}</ul></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


@pytest.mark.parametrize("lang", ["en", "en-GB", None])
def test_a_story_of_events_passes(lang: str | None) -> None:
    assert code(Article("1", STORY))
    assert why_skipped(page(STORY, lang)) is None
    assert why_skipped(STORY.encode(), "text/plain") is None


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (page(GERMAN, "de"), "the page says that it is in “de”"),
        (page(GERMAN, "en"), "the main text is in “de”"),
        (page(GERMAN), "the main text is in “de”"),
        (page(RECIPE, "en"), "no"),
        (page(RECIPE, "en", menu="War, Attacks, Killings, Elections"), "no"),
        (b"<html><body></body></html>", "no"),
    ],
)
def test_what_cannot_give_a_claim_is_skipped_with_the_reason(body: bytes, why: str) -> None:
    reason = why_skipped(body)
    assert reason is not None
    assert (why if why != "no" else "neither title nor main text has a word of events") in reason


def test_a_wrong_word_of_the_page_about_its_language_is_not_believed() -> None:
    assert why_skipped(page(" ".join([STORY] * 3), "de")) is None


def test_a_title_of_events_over_a_text_without_them_passes() -> None:
    assert why_skipped(page(RECIPE, "en", title="Army shoots down 12 drones over Kursk")) is None


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"<html lang=", bytes(range(256)) * 50, b"<p" * 10_000])
def test_it_never_fails(body: bytes) -> None:
    assert why_skipped(body) is None or why_skipped(body)


def test_only_who_asks_for_it_is_probed_and_what_it_skips_says_so() -> None:
    body = page(GERMAN, "de")
    probed, cleaned = clean_all([Task(body, "https://a.example/1", probe=on) for on in (True, False)])
    assert (probed.kind, cleaned.kind) == ("skipped", "not_english")
    assert probed.kind_reason.startswith("probe: ")
    assert (probed.text, probed.title) == ("", None)
