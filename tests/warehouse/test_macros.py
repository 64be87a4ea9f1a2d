"""The macros as a user calls them, mistakes included."""

from datetime import timedelta

import pytest
from ledger_rows import D1, KYIV, TOWN, article, claim, number

from newsledger.errors import UsageError


def test_claims_near_measures_from_the_centre_of_a_named_town(rows):
    brovary = {**KYIV, "place_name": "Brovary", "place_lat": 50.51, "place_lon": 30.79}
    claims = [
        claim(TOWN, **KYIV),
        claim(TOWN, **brovary),
        claim(TOWN, **{**KYIV, "place_name": "Ukraine", "place_precision": "country"}),
        claim(TOWN),
    ]
    near = "claims_near(50.45, 30.52, {km})"
    assert rows(near.format(km=25), "place", "round(distance_km)", claims=claims) == [("Brovary", 20), ("Kyiv", 0)]
    assert rows(near.format(km=10), "place", claims=claims) == [("Kyiv",)]


def test_claims_between_looks_both_ways(rows):
    pairs = [("RUS", "UKR"), ("UKR", "RUS"), ("USA", "UKR"), ("RUS", None)]
    claims = [claim(TOWN, actor_country=actor, recipient_country=recipient) for actor, recipient in pairs]
    assert rows("claims_between('UKR', 'RUS')", "actor_country", claims=claims) == [("RUS",), ("UKR",)]


def test_evidence_search_wants_every_word_in_any_order(rows):
    text = "Drones fell on Kharkiv. Kharkiv’s drone works burned; “Черемшина” too."
    of = article("words", text=text)
    claims = [claim(of, evidence=part) for part in text.split(". ")]

    def found(terms):
        return [
            evidence[:6]
            for (evidence,) in rows(f"evidence_search('{terms}')", "evidence", articles=[of], claims=claims)
        ]

    assert found("kharkiv drone") == ["Drones", "Kharki"]
    assert found("DRONES") == ["Drones"]
    assert found("черемшина, burned!") == ["Kharki"]
    assert found("rones") == []
    assert found("drone missing") == []


@pytest.mark.parametrize(
    ("terms", "found"),
    [("d_ones", 0), ("dr%", 1), ("100%", 1), ("50_50", 1), ("them'' OR drones --", 0), ("them''", 1)],
)
def test_evidence_search_takes_signs_for_nothing(rows, terms, found):
    of = article("words", text="Drones hit 100% of them; a 50_50 chance.")
    assert len(rows(f"evidence_search('{terms}')", "action", articles=[of], claims=[claim(of)])) == found


@pytest.mark.parametrize("terms", ["''", "'%'", "NULL", "' - '"])
def test_evidence_search_wants_a_word(rows, terms):
    with pytest.raises(UsageError, match="evidence_search wants at least one word"):
        rows(f"evidence_search({terms})", "action", claims=[claim(TOWN)])


def test_claims_between_takes_codes_in_either_case_and_of_organisations(rows):
    claims = [claim(TOWN, actor_country="EU", recipient_country="RUS")]
    assert rows("claims_between('rus', 'eu')", "actor_country", claims=claims) == [("EU",)]
    assert rows("claims_between('RUS', 'XXX')", "actor_country", claims=claims) == []


@pytest.mark.parametrize("name", ["'Russia'", "''", "NULL", "'RU'", "'UKR%'"])
def test_claims_between_names_what_is_no_code(rows, name):
    with pytest.raises(UsageError, match="is no country code: write UKR"):
        rows(f"claims_between('UKR', {name})", "action", claims=[claim(TOWN)])


@pytest.mark.parametrize(
    "point", ["120.5, 30, 9", "30, 181, 9", "-91, 0, 9", "NULL, 30, 9", "50, NULL, 9", "50, 30, NULL", "50, 30, -1"]
)
def test_claims_near_refuses_what_is_no_point_on_earth_or_no_distance(rows, point):
    with pytest.raises(UsageError, match=r"write claims_near\(lat, lon, km\)"):
        rows(f"claims_near({point})", "action", claims=[claim(TOWN, **KYIV)])


def test_claims_near_takes_numbers_that_come_as_text(rows):
    assert rows("claims_near('50.45', '30.52', '5')", "place", claims=[claim(TOWN, **KYIV)]) == [("Kyiv",)]


def test_claims_near_reaches_over_the_date_line_and_round_the_earth(rows):
    fiji = {**KYIV, "place_name": "Suva", "place_lat": 0.0, "place_lon": 179.9}
    assert rows("claims_near(0, -179.9, 50)", "place", claims=[claim(TOWN, **fiji)]) == [("Suva",)]
    assert rows("claims_near(0, -0.1, 20100)", "round(distance_km)", claims=[claim(TOWN, **fiji)]) == [(20015,)]


def test_half_of_them_is_no_number_of_a_speaker(rows):
    said = {"speaker_text": "the mayor", "speaker_country": "UKR"}
    claims = [claim(TOWN, **said, **number(None, None, "about")), claim(TOWN, **said, **number(3))]
    assert rows("speakers_between(NULL, NULL)", "claims", "with_number", claims=claims) == [(2, 1)]


def test_speakers_between_counts_what_is_said_about_some_days(rows):
    def sunk(by, days, **values):
        day = D1 - timedelta(days=days)
        told = {"speaker_text": by, "speaker_country": by, "date_text": "then", "date_start": day, "date_end": day}
        return claim(TOWN, "damage", object_class="ship", **KYIV, **told, **values)

    claims = [
        *(sunk("UKR", days) for days in (0, 1, 2)),
        *(sunk("RUS", days, polarity="negated") for days in (0, 2)),
        claim(TOWN, "damage", speaker_text="UKR", speaker_country="UKR", date_text="in May"),
    ]
    since = f"speakers_between(DATE '{D1 - timedelta(days=1)}', {{last}})"
    columns = ("claimant", "claims", "denied", "disputed")
    assert rows(since.format(last="NULL"), *columns, claims=claims) == [("RUS", 1, 0, 1), ("UKR", 2, 1, 1)]
    assert rows(since.format(last=f"'{D1 - timedelta(days=1)}'"), *columns, claims=claims) == [("UKR", 1, 0, 0)]
    assert rows("speakers_between(NULL, NULL)", *columns, claims=claims) == [("RUS", 2, 0, 2), ("UKR", 4, 2, 2)]
