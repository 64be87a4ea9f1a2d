from datetime import date
from pathlib import Path

import polars as pl
import pytest

from newsledger import model
from newsledger.extract.batch import code_articles
from newsledger.quality.doubts import DOUBTS, add_doubts, doubts_table
from newsledger.quality.suites import load_suite

DOCUMENT = Path(__file__).parents[2] / "samples/documents/pow-exchange.txt"


def articles(*texts: str) -> pl.DataFrame:
    return model.ARTICLES.frame(
        [
            {
                "revision_id": f"{number:032x}",
                "article_id": f"{number:032x}",
                "kind": "article",
                "text": text,
                "published_date": date(2025, 5, 24),
                "characters": len(text),
            }
            for number, text in enumerate(texts)
        ]
    )


def doubted(text: str) -> dict[str, list[str]]:
    """Return, by code, the numbers (or else the actions) of the claims of `text` that have a doubt."""
    read = articles(text)
    found: dict[str, list[str]] = {}
    for claim in add_doubts(code_articles(read), read).iter_rows(named=True):
        for code in claim["doubts"] or []:
            found.setdefault(code, []).append(claim["quantity_text"] or claim["action"])
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ukrainian forces claimed that 245 drones were used to shoot down six missiles and 245 other targets.",
            {"number_given_twice": ["245"]},
        ),
        (
            (
                "Russia launched 40 drones at Ukraine overnight, the Ukrainian air force said. "
                "The air force said it shot down 52 drones."
            ),
            {"more_intercepted_than_launched": ["52"]},
        ),
        (
            (
                "Russia fired 40 drones and 6 missiles on Friday, Ukraine's air force said. "
                "Air defences shot down 38 of the drones and nine missiles, the air force said."
            ),
            {"more_intercepted_than_launched": ["nine"]},
        ),
        ("The blast killed 12 people, including 15 children, officials said.", {"part_exceeds_whole": ["15"]}),
        ("At least 12 people were killed in the strike, among them 15 children.", {"part_exceeds_whole": ["15"]}),
        ("The army said it had shot down 20 of the 15 drones.", {"part_exceeds_whole": ["20"]}),
        (
            "The Ukrainian army said it had killed 20 Ukrainian soldiers in Donetsk.",
            {"speaker_is_target": ["20"]},
        ),
        (
            "Russia's defence ministry said that its forces had shot down 64 Russian drones over Belgorod.",
            {"speaker_is_target": ["64"]},
        ),
        (
            (
                "A strike killed 12 people in Kharkiv. The strike killed 120 people in Kharkiv, rescuers said. "
                "In Kharkiv 12 people were killed."
            ),
            {"casualties_out_of_line": ["120"]},
        ),
        (
            (
                "The army said it had attacked the hospital in Kharkiv. "
                "The army said that it had not attacked the hospital in Kharkiv."
            ),
            {"affirmed_and_negated": ["attack", "attack"]},
        ),
    ],
)
def test_what_can_hardly_be_true_is_doubted(text: str, expected: dict[str, list[str]]) -> None:
    assert doubted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Numbers that rightly meet: of an exchange, of each, of one thing told twice, small ones, shares, years.
        "Russia and Ukraine exchanged 307 prisoners for 307 soldiers on Saturday.",
        "The two strikes killed 25 soldiers and 25 civilians respectively.",
        "The army shot down 64 drones; the 64 drones were aimed at Kyiv.",
        "The attack killed six people and wounded six others.",
        "The blast injured 45 people, and 45% of the town lost power.",
        "Police seized 36 rifles, 13 shotguns, two launchers, 13 grenades and 180 magazines.",
        # No more intercepted than launched, or of another kind, speaker, day or wider place.
        "Russia launched 40 drones at Ukraine overnight, the Ukrainian air force said. It said it shot down 38 drones.",
        "Russia launched at least 40 drones at Ukraine, the Ukrainian air force said. It said it shot down 52 drones.",
        "Russia launched 40 drones at Kyiv on Friday, Ukraine said. Ukraine said it shot down 52 drones on Thursday.",
        "Russia launched 40 drones, the Kremlin said. The Ukrainian air force said it shot down 52 drones.",
        # Parts that fit; a part of something else.
        "The blast killed 12 people, including 5 children, officials said.",
        "The army said it had shot down 15 of the 20 drones.",
        "The blast killed 12 people and injured 40, including 15 children.",
        # Whoever was struck says so.
        "Ukraine's air force said that Russia had attacked Ukrainian troops in Donetsk.",
        "The Syrian government said it had killed 20 rebels in Aleppo.",
        # Tolls of other events, other places, a whole war; disputed tolls.
        "A strike killed two people in Kharkiv. A strike killed 40 people in Odesa.",
        "A strike killed two people in Kharkiv. The war has killed 12,000 people in Kharkiv.",
        "The mayor said two people were killed in Kharkiv. Rebels said 40 people were killed in Kharkiv.",
        # Who contradicts whom is no doubt about one of them; nor is a plan that was not carried out.
        "Russia said it had attacked the hospital in Kharkiv. Ukraine said Russia had not attacked the hospital.",
        "The army said it would attack the bridge. The army said that it had not attacked the hospital.",
    ],
)
def test_what_can_be_true_is_not_doubted(text: str) -> None:
    assert doubted(text) == {}


def test_the_customers_document_is_doubted_where_it_is_garbled() -> None:
    assert doubted(DOCUMENT.read_text("utf-8")) == {"number_given_twice": ["245"]}


def test_doubts_depend_on_the_article_alone_and_rows_stay_in_order() -> None:
    texts = ["The army shot down 20 of the 15 drones.", "Nothing happened.", DOCUMENT.read_text("utf-8")]
    together = articles(*texts)
    claims = code_articles(together)

    forward = add_doubts(claims, together)
    backward = add_doubts(claims.reverse(), together.reverse())

    assert forward.drop("doubts").equals(claims.drop("doubts"))
    assert backward.reverse().equals(forward)
    assert forward.schema == model.CLAIMS.schema
    assert forward["doubts"].drop_nulls().to_list() == [["part_exceeds_whole"], ["number_given_twice"]]


def test_an_edition_without_claims_has_no_doubts() -> None:
    assert add_doubts(model.CLAIMS.empty(), model.ARTICLES.empty()).schema == model.CLAIMS.schema


def test_each_code_is_in_the_vocabulary_and_a_warning_of_its_name() -> None:
    expectations = {e.id: e for e in load_suite("claims").expectations}

    assert doubts_table()["doubt"].to_list() == list(DOUBTS)
    for code in DOUBTS:
        assert (expectations[code].severity, expectations[code].action) == ("warning", "keep")
        assert expectations[code].kwargs == {"column": f"has_{code}"}
