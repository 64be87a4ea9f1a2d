"""The outlet that a story was taken from is named where the page says so, and never where it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.clean import clean_page
from newsledger.clean.lists import read_list
from newsledger.clean.outlet import outlet_named, outlet_of


def named(text: str) -> str | None:
    found = outlet_named(text, at_head=True, at_edge=True)
    return found and found.outlet


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Source: Aljazeera", "Aljazeera"),
        ("Source: Reuters", "Reuters"),
        ("Sources: AFP, Reuters", "AFP"),
        ("(Source: The Associated Press)", "AP"),
        ("Source: aljazeera.com", "aljazeera.com"),
        ("Source: Radio Free Europe/Radio Liberty", "RFE/RL"),
        ("Originally published by: Sample Daily", "Sample Daily"),
        ("This article was originally published on Sample Daily.", "Sample Daily"),
        ("This story first appeared in the Valley Courier", "the Valley Courier"),
        ("By Reuters", "Reuters"),
        ("— AP", "AP"),
        ("By Ada Writer, Associated Press", "AP"),
        ("By ADA WRITER and BEN AUTHOR Associated Press", "AP"),
        ("Ada Writer | Reuters", "Reuters"),
        ("© 2025 AFP", "AFP"),
        ("Copyright 2025 The Associated Press. All rights reserved.", "AP"),
        ("KYIV (AFP) - Twelve drones were shot down.", "AFP"),
        ("KYIV, May 24 (Reuters) - Twelve drones were shot down.", "Reuters"),
        ("GENEVA (AP/Reuters) — Talks went on.", "AP"),
        ("AP — Talks went on.", "AP"),
        ("New Delhi, May 24 (PTI) The minister left.", "PTI"),
        ("MOSCOW, May 24. /TASS/. The minister left.", "TASS"),
        ("BEIJING, May 24 (Xinhua) -- The minister left.", "Xinhua"),
    ],
)
def test_an_outlet_is_named(line: str, outlet: str) -> None:
    assert named(line) == outlet


@pytest.mark.parametrize(
    "line",
    [
        "Source: General Staff of the Armed Forces",
        "Source: the ministry said so on Monday",
        "Source: own calculations, May 2025",
        "This article was first published in May.",
        "This article was originally published on 24 May 2025.",
        "The aa batteries (AA) were sold out.",
        "Source: CDC, a health department",
        "CLICK HERE TO GET THE NEWS APP",
        "He told Reuters that the drones were shot down.",
        "Reuters could not verify the report.",
        "The Associated Press reported that two died.",
        "The mayor, Ada Writer, told AP so",
        "The town of Stary (pop. 900) - a ruin - was taken.",
        "Drones (AP photo) - a dozen - were seen.",
        "pa - he said",
        "Spa — a town in Belgium — was flooded.",
    ],
)
def test_what_only_looks_like_an_outlet_is_none(line: str) -> None:
    assert named(line) is None


@given(st.text(), st.booleans(), st.booleans())
def test_any_text_is_read(text: str, at_head: bool, at_edge: bool) -> None:
    outlet_named(text, at_head=at_head, at_edge=at_edge)


PAGE = "https://paper.example/story"


def of(named: str | None = None, **given: object) -> str | None:
    return outlet_of(named, **{"url": PAGE, "site": "The Paper"} | given)  # type: ignore[arg-type]


def test_what_the_text_says_counts_before_what_the_markup_says() -> None:
    assert of("AFP", canonical="https://apnews.com/a", authors=["Reuters"]) == "AFP"


def test_a_canonical_address_on_another_site_names_its_outlet() -> None:
    assert of(canonical="https://apnews.com/article/1") == "AP"
    assert of(canonical="https://www.courier.example/1") == "courier.example"
    assert of(canonical="https://news.paper.example/1") is None
    assert of(canonical="/story") is None
    assert of(canonical="http://localhost/1") is None
    assert of(canonical="http://[::1") is None
    assert of(url="file://pages/story.html", canonical="https://apnews.com/article/1") is None


def test_what_json_ld_says_counts_if_it_names_an_agency_or_another_site() -> None:
    assert of(based_on="https://www.reuters.com/world/1") == "Reuters"
    assert of(based_on="Agence France-Presse") == "AFP"
    assert of(based_on="A report") is None
    assert of(organisations=["The Paper", "Associated Press"]) == "AP"
    assert of(organisations=["Paper Media Group"]) is None
    assert of(authors=["Ada Writer", "Reuters Staff"]) == "Reuters"
    assert of(authors=["Ap", "Pa"]) is None


def test_an_agencys_own_page_was_taken_from_nobody() -> None:
    assert of("AP", url="https://apnews.com/article/1", site="AP News") is None
    assert of("Reuters", site="Reuters") is None
    assert of("The Paper") is None
    assert of("pa-per.example") is None
    assert of("Paper News Desk") is None


def test_a_page_gives_its_outlet() -> None:
    body = "".join(
        f"<p>Sentence {n} of a report about a bridge over the river, which the council closed in the spring.</p>"
        for n in range(8)
    )
    markup = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The bridge", "publisher": '
        '{"name": "The Paper"}, "sourceOrganization": {"name": "Agence France-Presse"}}</script>'
    )
    page = f"<html><head><title>The bridge</title>{markup}</head><body><article>{body}</article></body></html>"
    assert clean_page(page.encode(), PAGE, content_type="text/html").outlet == "AFP"


def test_no_signature_or_domain_stands_for_two_outlets() -> None:
    for column in ("signatures", "domains"):
        words = [word for row in read_list("agencies") for word in row[column].split("|")]
        assert len(words) == len(set(words))
