"""Each mart on a few claims made by hand, with the rows that an analyst must see."""

from datetime import date, timedelta

import pytest
from ledger_rows import (
    D1,
    D2,
    D3,
    KYIV,
    NOW,
    OVERNIGHT,
    RUSSIA,
    TOWN,
    UKRAINE,
    article,
    ask,
    claim,
    document,
    edit,
    frames,
    hex_id,
    night,
    number,
    row,
)

from newsledger import model
from newsledger.warehouse import publish, schema


def test_what_a_copy_adds_of_its_own_counts(rows):
    first = article("story", text="Two died. A bridge fell.")
    copy = article(
        "copy", D2, text="“Two died.” The mayor left.", title="Two dead, mayor flees", duplicate_of=first["revision_id"]
    )
    title = {"evidence_field": "title", "evidence": "Two died", "evidence_start": 0, "evidence_end": 3}
    repeated = claim(copy, "kill", evidence="Two died.”")
    assert rows(
        "current_claims",
        *("article_id", "action"),
        articles=[first, copy],
        claims=[
            claim(first, "kill", evidence="Two died."),
            repeated,
            {**repeated, "claim_id": hex_id("title"), **title},
            claim(copy, "meet", evidence="The mayor left."),
        ],
    ) == [(copy["article_id"], "meet"), (first["article_id"], "kill")]


def test_a_claim_counts_in_the_newest_revision_of_its_story_and_not_in_copies(rows):
    old, new = article("story", D1, text="Two died."), article("story", D2, text="Three died.")
    copy = article("copy", D2, text="Three  died.", duplicate_of=new["revision_id"])
    edited_copy_of_itself = article("other", D2, text="Four died.", duplicate_of=article("other")["revision_id"])
    assert rows(
        "current_claims",
        "evidence",
        articles=[old, new, copy, edited_copy_of_itself, article("other")],
        claims=[claim(a, "kill") for a in (old, new, copy, edited_copy_of_itself)],
    ) == [("Four died.",), ("Three died.",)]


@pytest.mark.parametrize(
    ("said", "day", "basis"),
    [
        ({"date_text": "on Friday", "date_start": D1, "date_end": D1}, D1, "text"),
        ({"date_text": "overnight", "date_start": D1, "date_end": D2}, D2, "text"),
        ({"date_text": "this month", "date_start": date(2025, 5, 1), "date_end": date(2025, 5, 31)}, None, "period"),
        ({"date_text": "before Friday", "date_end": D1}, None, "period"),
        ({"date_text": "recently"}, None, "unknown"),
        ({}, D1, "published"),
    ],
)
def test_the_day_of_a_claim_says_where_it_is_from(rows, said, day, basis):
    assert rows("current_claims", "day", "day_basis", claims=[claim(TOWN, **said)]) == [(day, basis)]


@pytest.mark.parametrize(
    ("speaker", "claimant"),
    [
        ({}, "reporter"),
        (UKRAINE, "UKR MIL"),
        ({"speaker_text": "Kyiv", "speaker_country": "UKR"}, "UKR"),
        ({"speaker_text": "witnesses", "speaker_sector": "CVL"}, "witnesses"),
    ],
)
def test_the_claimant_is_named_in_short(rows, speaker, claimant):
    assert rows("current_claims", "claimant", claims=[claim(TOWN, **speaker)]) == [(claimant,)]


def test_daily_strikes_gives_ranges_qualifiers_and_the_share_intercepted(rows):
    def drones(action, **values):
        return claim(TOWN, action, **{"object_class": "drone", **UKRAINE, **OVERNIGHT, **values})

    assert rows(
        "daily_strikes",
        *("day", "munition", "claimant", "launched_low", "launched_high", "launched_qualifiers", "struck_low"),
        *("intercepted_low", "intercepted_high", "intercepted_qualifiers"),
        *("round(intercepted_share_low, 3)", "intercepted_share_high", "claims"),
        claims=[
            drones("launch", **number(250)),
            drones("attack", modality="attempted", **number(240, 260, "range")),
            drones("intercept", **number(200, None, "more_than")),
            drones("intercept", **number(245)),
            drones("attack", **number(5)),
            # None of these is such a strike:
            drones("launch", polarity="negated", **number(900)),
            drones("launch", modality="planned", **number(900)),
            drones("launch"),
            drones("intercept", **number(None, None, "vague")),  # “most of them”
            drones("attack", **number(900), object_class="building"),
            drones("launch", **number(900), date_text="this year", date_start=date(2025, 1, 1)),
        ],
    ) == [(D1, "drone", "UKR MIL", 240, 260, ["exact", "range"], 5, 200, None, ["exact", "more_than"], 0.769, None, 5)]


def test_daily_strikes_sets_what_no_place_is_named_for_against_the_launches_of_the_whole_country(rows):
    launched = {"actor_country": "RUS", "recipient_country": "UKR"}
    shot_down = {"actor_country": "UKR", "recipient_country": "RUS"}
    over_ukraine = {"place_name": "Ukraine", "place_country": "UKR", "place_precision": "country"}

    def drones(action, **values):
        return claim(TOWN, action, **{"object_class": "drone", **UKRAINE, **values})

    columns = ("day_basis", "attacker_country", "target_country", "place", "launched_low", "intercepted_low")
    assert rows(
        "daily_strikes",
        *columns,
        "intercepted_share_low",
        claims=[
            drones("launch", **launched, **over_ukraine, **OVERNIGHT, **number(300)),
            drones("intercept", **shot_down, **number(270)),  # without a time: the day of publication
            # What Russia shoots down of Ukraine's is no share of Russia's, whoever says so.
            drones("intercept", **launched, **OVERNIGHT, **number(60)),
        ],
    ) == [
        ("published", "RUS", "UKR", None, 300, 270, 0.9),
        ("text", "UKR", "RUS", None, None, 60, None),
    ]


def test_daily_strikes_keeps_claimants_places_and_munitions_apart(rows):
    def shot_down(**values):
        return claim(TOWN, "intercept", **{"object_class": "drone", **OVERNIGHT, **values})

    assert rows(
        "daily_strikes",
        *("place", "claimant", "munition", "intercepted_low", "intercepted_share_low"),
        claims=[
            shot_down(**RUSSIA, **number(64)),
            shot_down(**UKRAINE, **number(10)),
            shot_down(**UKRAINE, **KYIV, **number(3)),
            shot_down(**{**UKRAINE, "object_class": "missile"}, **number(6)),
            claim(TOWN, "launch", object_class="missile", **UKRAINE, **OVERNIGHT, **number(14, 14, "about")),
        ],
    ) == [
        ("Kyiv", "UKR MIL", "drone", 3, None),
        (None, "RUS MIL", "drone", 64, None),
        (None, "UKR MIL", "drone", 10, None),
        (None, "UKR MIL", "missile", 6, 6 / 14),
    ]


def test_casualties_gives_low_high_and_qualifier_by_place_day_and_claimant(rows):
    def people(action, **values):
        return claim(TOWN, action, **{"object_class": "person", **KYIV, **OVERNIGHT, **UKRAINE, **values})

    columns = ("outcome", "polarity", "low", "high", "qualifiers", "claims", "without_number")
    assert rows(
        "casualties",
        *columns,
        claims=[
            people("injure", **number(15, None, "at_least")),
            people("injure", **number(17)),
            people("injure"),
            people("kill", **number(2)),
            people("kill", **number(None, 4, "up_to")),
            people("kill", polarity="negated"),
            people("missing"),
            people("kill", modality="conditional", **number(900)),
        ],
    ) == [
        ("injured", "affirmed", 15, None, ["at_least", "exact"], 3, 1),
        ("killed", "affirmed", 0, 4, ["exact", "up_to"], 2, 0),
        ("killed", "negated", None, None, None, 1, 1),
        ("missing", "affirmed", None, None, None, 1, 1),
    ]


def test_casualties_of_one_day_are_one_row_and_those_of_two_months_are_two(rows):
    def dead(**values):
        return claim(TOWN, "kill", **{"object_class": "person", **KYIV, **UKRAINE, **values})

    may = {"date_text": "in May", "date_start": date(2025, 5, 1), "date_end": date(2025, 5, 31)}
    april = {"date_text": "in April", "date_start": date(2025, 4, 1), "date_end": date(2025, 4, 30)}
    assert rows(
        "casualties",
        *("day", "day_basis", "date_start", "date_end", "low", "high", "people"),
        claims=[
            dead(**OVERNIGHT, **number(14), object_text="children"),
            dead(**number(15), object_text="women"),
            dead(**number(None, None, "about"), object_text="half of the dead"),  # that is no number
            dead(**may, **number(90)),
            dead(**april, **number(80)),
        ],
    ) == [
        (D1, "published", D1 - timedelta(days=1), D1, 14, 15, ["children", "half of the dead", "women"]),
        (None, "period", april["date_start"], april["date_end"], 80, 80, None),
        (None, "period", may["date_start"], may["date_end"], 90, 90, None),
    ]


def test_prisoner_exchanges_keeps_planned_and_denied_ones_apart(rows):
    def swap(action, **values):
        return claim(TOWN, action, **{"actor_country": "RUS", "recipient_country": "UKR", **values})

    columns = ("action", "object_class", "polarity", "modality", "claimant", "low", "high", "qualifiers", "claims")
    assert rows(
        "prisoner_exchanges",
        *columns,
        claims=[
            swap("release", object_class="prisoner", **RUSSIA, **number(307)),
            swap("exchange", object_class="prisoner", polarity="negated", **number(1000)),
            swap("exchange", object_class="prisoner", modality="planned", **number(1000)),
            swap("exchange"),
            swap("release", object_class="ship", **number(1)),
        ],
    ) == [
        ("exchange", "prisoner", "affirmed", "planned", "reporter", 1000, 1000, ["exact"], 1),
        ("exchange", "prisoner", "negated", "actual", "reporter", 1000, 1000, ["exact"], 1),
        ("exchange", None, "affirmed", "actual", "reporter", None, None, None, 1),
        ("release", "prisoner", "affirmed", "actual", "RUS MIL", 307, 307, ["exact"], 1),
    ]


def test_claims_vs_counterclaims_sets_numbers_and_denials_against_each_other(rows):
    def dead(**values):
        return claim(TOWN, "kill", **{"object_class": "soldier", **KYIV, **OVERNIGHT, **values})

    def damage(**values):
        return claim(TOWN, "damage", **{"object_class": "ship", **KYIV, **OVERNIGHT, **values})

    columns = ("action", "difference", "a_claimant", "a_low", "a_qualifier", "a_polarity")
    others = ("b_claimant", "b_low", "b_qualifier", "b_polarity", "len(a_claim_ids)")
    assert rows(
        "claims_vs_counterclaims",
        *columns,
        *others,
        claims=[
            dead(**RUSSIA, **number(50, None, "more_than")),
            dead(**RUSSIA, **number(50, None, "more_than"), rule="told twice"),
            dead(**UKRAINE, **number(3)),
            dead(**UKRAINE, **number(60)),  # fits “more than 50”
            dead(**number(1)),  # the reporter is no side
            damage(**RUSSIA, polarity="negated"),
            damage(**UKRAINE),
            damage(**{**UKRAINE, "place_name": "Odesa"}),
            damage(**{**UKRAINE, "date_start": D3, "date_end": D3}),
        ],
    ) == [
        ("damage", "denial", "RUS MIL", None, None, "negated", "UKR MIL", None, None, "affirmed", 1),
        ("kill", "number", "RUS MIL", 50, "more_than", "affirmed", "UKR MIL", 3, "exact", "affirmed", 2),
    ]


def test_a_country_and_the_rebels_in_it_are_two_sides(rows):
    army = {"speaker_text": "the army", "speaker_country": "SDN", "speaker_sector": "MIL"}
    rebels = {"speaker_text": "the RSF", "speaker_country": "SDN", "speaker_sector": "REB"}
    minister = {"speaker_text": "the minister", "speaker_country": "SDN", "speaker_sector": "GOV"}

    def dead(**values):
        return claim(TOWN, "kill", **{"object_class": "person", **KYIV, **OVERNIGHT, **values})

    assert rows(
        "claims_vs_counterclaims",
        *("a_claimant", "a_low", "b_claimant", "b_low"),
        claims=[dead(**army, **number(2)), dead(**minister, **number(3)), dead(**rebels, **number(60))],
    ) == [("SDN GOV", 3, "SDN REB", 60), ("SDN MIL", 2, "SDN REB", 60)]


def test_speakers_counts_claims_and_how_many_another_side_disputes(rows):
    def damage(**values):
        return claim(TOWN, "damage", **{"object_class": "ship", **KYIV, **OVERNIGHT, **values})

    columns = ("claimant", "action", "claims", "articles", "with_number", "negated", "not_actual")
    assert rows(
        "speakers",
        *columns,
        *("denied", "denied_share", "disputed", "disputed_share"),
        "first_published",
        claims=[
            damage(**RUSSIA, polarity="negated"),
            damage(**UKRAINE),
            damage(**{**UKRAINE, "place_name": "Odesa"}, **number(2)),
            claim(TOWN, "threaten", **UKRAINE, modality="conditional"),
            damage(),
        ],
    ) == [
        ("RUS MIL", "damage", 1, 1, 0, 1, 0, 0, 0.0, 1, 1.0, D1),
        ("UKR MIL", "damage", 2, 1, 1, 0, 0, 1, 0.5, 1, 0.5, D1),
        ("UKR MIL", "threaten", 1, 1, 0, 0, 1, 0, 0.0, 0, 0.0, D1),
    ]


def test_diplomacy_is_between_two_countries(rows):
    def act(action, actor="USA", recipient="RUS", **values):
        return claim(TOWN, action, actor_country=actor, recipient_country=recipient, **values)

    columns = ("action", "actor_country", "recipient_country", "polarity", "modality", "claims", "claimants")
    assert rows(
        "diplomacy",
        *columns,
        claims=[
            act("sanction", modality="conditional"),
            act("meet"),
            act("meet", **RUSSIA),
            act("meet", recipient="USA"),
            act("meet", recipient=None),
            act("attack"),
        ],
    ) == [
        ("meet", "USA", "RUS", "affirmed", "actual", 2, ["RUS MIL", "reporter"]),
        ("sanction", "USA", "RUS", "affirmed", "conditional", 1, ["reporter"]),
    ]


def test_daily_actions_counts_claims_articles_and_claimants(rows):
    other = article("other")
    assert rows(
        "daily_actions",
        *("day", "day_basis", "action", "actor_country", "claims", "negated", "not_actual", "articles", "claimants"),
        articles=[TOWN, other],
        claims=[
            claim(TOWN, "protest", actor_country="FRA"),
            claim(other, "protest", actor_country="FRA", **UKRAINE),
            claim(other, "protest", actor_country="FRA", polarity="negated"),
            claim(other, "protest", actor_country="FRA", modality="planned", date_text="soon"),
        ],
    ) == [(D1, "published", "protest", "FRA", 3, 1, 0, 2, 2), (None, "unknown", "protest", "FRA", 1, 0, 1, 1, 1)]


def test_coverage_counts_by_source_and_edition(rows):
    bad_page = article("bad", D2, source="b", kind="too_short")
    assert rows(
        "coverage",
        "*",
        articles=[article("one", source="a"), article("two", source="a", duplicate_of=hex_id("x")), bad_page],
        claims=[claim(article("one"), **UKRAINE), claim(article("one"))],
        documents=[
            document("one", source="a", outcome="fetched", role="page"),
            document("two", source="a", outcome="not_found", role="page"),
            document("feed", source="a", outcome="fetched", role="listing"),
            document("late", D3, source="c", outcome="deadline", role="page"),
        ],
    ) == [
        (D1, "a", 2, 1, 2, 2, 1, 2, 1),
        (D2, "b", 0, 0, 1, 0, 0, 0, 0),
        (D3, "c", 1, 0, 0, 0, 0, 0, 0),
    ]


def test_article_edits_names_the_sentences_and_claims_that_came_and_went(rows):
    first = article("story", D1, text="Two died. A bridge fell.", title="Two dead")
    second = article("story", D2, text="Three died. A bridge had fallen.", title="Three dead")

    def bridge(of, words):
        return claim(of, "damage", evidence=words, object_text=words[:8], object_class="infrastructure")

    assert rows(
        "article_edits",
        *("revision_id", "previous_revision_id", "previous_title", "characters_change"),
        *("added", "removed", "sentences_added", "sentences_removed"),
        *("claims", "claims_came", "claims_went", "came", "went"),
        articles=[first, second, TOWN],
        edits=[edit(first, second)],
        claims=[
            claim(first, "kill", evidence="Two died.", **number(2)),
            bridge(first, "A bridge fell."),
            claim(second, "kill", evidence="Three died.", **number(3)),
            bridge(second, "A bridge had fallen."),
        ],
    ) == [
        (
            *(second["revision_id"], first["revision_id"], "Two dead", 8),
            *(2, 2, ["Three died.", "A bridge had fallen."], ["Two died.", "A bridge fell."]),
            *(2, 1, 1, ["Three died."], ["Two died."]),
        )
    ]


def test_article_edits_has_what_a_page_said_before_it_changed_within_its_edition(ledger):
    first, second = article("story", text="Two died."), article("story", text="Three died.")
    publish(ledger, frames(articles=[first], claims=[claim(first, "kill", **number(2))]), night(D1), now=NOW)
    again = frames(articles=[second], claims=[claim(second, "kill", **number(3))], edits=[edit(first, second)])
    publish(ledger, again, night(D1), now=NOW)
    found = ask(ledger, "SELECT previous_revision_id, came, went FROM article_edits").rows()
    assert found == [(first["revision_id"], ["Three died."], ["Two died."])]


def result(edition, expectation, evaluated, unexpected):
    return row(
        model.QUALITY_RESULTS,
        result_id=hex_id(f"{edition} {expectation}"),
        edition=edition,
        table_name="claims",
        expectation=expectation,
        protects_from="nonsense",
        passed=not unexpected,
        evaluated=evaluated,
        unexpected=unexpected,
    )


def test_quarantined_counts_a_row_under_each_expectation_it_failed(rows):
    def aside(key, *expectations):
        values = {"edition": D1, "table_name": "claims", "row_key": key, "expectations": list(expectations)}
        return row(model.QUARANTINE, quarantine_id=hex_id(key), **values)

    assert rows(
        "quarantined",
        "*",
        quarantine=[aside("k1", "order", "span"), aside("k2", "span")],
        quality_results=[result(D1, "span", 10, 2)],
    ) == [
        (D1, "claims", "order", None, 1, ["k1"]),
        (D1, "claims", "span", "nonsense", 2, ["k1", "k2"]),
    ]


def test_quality_trend_compares_with_the_edition_before(rows):
    assert rows(
        "quality_trend",
        *("edition", "expectation", "passed", "unexpected_share", "previous_share", "share_change"),
        quality_results=[result(D1, "span", 10, 0), result(D2, "span", 4, 1), result(D3, "span", 0, 0)],
    ) == [
        (D1, "span", True, 0.0, None, None),
        (D2, "span", False, 0.25, 0.0, 0.25),
        (D3, "span", True, None, 0.25, None),
    ]


def test_every_mart_says_what_each_of_its_columns_means(ledger):
    publish(ledger, frames(), night(), now=NOW)
    said = ask(
        ledger,
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal AND comment IS NULL",
    ).rows()
    assert said == []
    for mart in schema.marts():
        assert mart.question.endswith("?"), mart.name
        if mart.kind == "VIEW":
            assert ask(ledger, f"FROM {mart.name}").columns == list(mart.columns)
    undescribed = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
    assert ask(ledger, undescribed).is_empty()
    unexplained = "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND comment IS NULL"
    assert ask(ledger, unexplained).is_empty()
