"""The claims in the shapes of PLOVER, CAMEO and ACLED, held against what their codebooks allow."""

import pytest
from ledger_rows import D1, KYIV, OVERNIGHT, TOWN, article, ask, claim, number

from newsledger.extract.vocabulary import action_codes

PLOVER_MODES = {
    "AGREE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone", "host"},
    "SUPPORT": set(),
    "CONCEDE": set(),
    "COOPERATE": set(),
    "AID": set(),
    "RETREAT": {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign", "ease"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {"confiscate", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"},
    "ASSAULT": {
        *("abduct", "beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms", "explosives"),
        *("suicide-attack", "heavy-weapons", "crowd-control", "cleansing", "unconventional", "destroy"),
    },
}
# Codes of CAMEO 1.1b3 that an action may have: those above which stands nothing broader that fits as well.
CAMEO = {
    *("020", "040", "051", "057", "060", "070", "080", "0841", "087", "110", "120", "130", "140", "154", "163"),
    *("171", "172", "173", "190", "192", "193", "194", "195"),
}
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Grenade"),
        "Remote explosive/landmine/IED",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Other"),
        *("Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory"),
    },
}
WEAPONS = [
    *("drone", "missile", "aircraft", "artillery", "bomb", "explosive", "mine", "small_arms", "blade"),
    *("chemical", "cyber", "ship", "other", None),
]


def coded(action, of=TOWN, **values):
    return claim(of, action, **action_codes()[action], **values)


@pytest.fixture
def every(rows, ledger):
    """A ledger with a claim of each action and weapon between two countries."""
    parties = {"actor_country": "RUS", "recipient_country": "UKR"}
    claims = [coded(action, weapon=weapon, **parties) for action in action_codes() for weapon in WEAPONS]
    rows("claims", "claim_id", claims=claims)
    return ledger


@pytest.mark.parametrize("action", sorted(action_codes()))
def test_the_codes_of_an_action_are_in_the_codebooks(action):
    codes = action_codes()[action]
    assert codes["plover_type"] in {*PLOVER_MODES, None}
    assert codes["plover_mode"] in {*PLOVER_MODES.get(codes["plover_type"], ()), None}
    assert codes["cameo_code"] in {*CAMEO, None}
    assert codes["acled_sub_event_type"] in {*set().union(*ACLED.values()), None}


def test_plover_has_only_types_modes_and_quads_of_the_codebook(every):
    quads = {
        **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
        **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
        **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
        **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
    }
    found = ask(every, "SELECT DISTINCT event_type, event_mode, quad_code FROM as_plover").rows()
    assert {event_type for event_type, _, _ in found} == set(PLOVER_MODES)
    for event_type, mode, quad in found:
        assert mode is None or mode in PLOVER_MODES[event_type]
        assert quad == quads[event_type]


def test_cameo_has_only_codes_of_the_codebook_and_gdelts_class_of_four(every):
    columns = "event_code, event_base_code, event_root_code, quad_class"
    found = ask(every, f"SELECT DISTINCT {columns} FROM as_cameo").rows()
    assert {code for code, *_ in found} == CAMEO
    for code, base, root, quad in found:
        assert (code[:3], code[:2]) == (base, root)
        assert quad == 1 + sum(int(root) > last for last in (5, 9, 14))


def test_acled_has_only_types_of_the_codebook(every):
    found = ask(every, "SELECT DISTINCT event_type, sub_event_type, disorder_type FROM as_acled").rows()
    assert {event_type for event_type, _, _ in found} <= set(ACLED)
    for event_type, sub_event_type, disorder in found:
        assert sub_event_type in ACLED[event_type]
        assert disorder == {
            "Protests": "Demonstrations",
            "Riots": "Demonstrations",
            "Strategic developments": "Strategic developments",
        }.get(event_type, "Political violence")


@pytest.mark.parametrize(
    ("action", "said", "sub_event_type"),
    [
        ("attack", {}, "Attack"),
        ("attack", {"weapon": "drone"}, "Air/drone strike"),
        ("kill", {"weapon": "artillery", "object_class": "civilian"}, "Shelling/artillery/missile attack"),
        ("injure", {"weapon": "mine"}, "Remote explosive/landmine/IED"),
        ("kill", {"object_class": "civilian"}, "Attack"),
        ("kill", {"object_class": "soldier"}, "Armed clash"),
        ("kill", {"object_class": "soldier", "weapon": "small_arms"}, "Armed clash"),
        ("intercept", {"weapon": "missile"}, "Disrupted weapons use"),
        ("capture", {"actor_country": "UKR", "actor_sector": "MIL"}, "Government regains territory"),
        ("capture", {"actor_country": "RUS", "actor_sector": "MIL"}, "Non-state actor overtakes territory"),
        ("capture", {"actor_country": "UKR", "actor_sector": "REB"}, "Non-state actor overtakes territory"),
        ("capture", {"actor_country": "RUS", "object_class": "vehicle"}, "Looting/property destruction"),
        ("protest", {"rule": "protest.march.v"}, "Peaceful protest"),
        ("protest", {"rule": "protest.riot.v"}, "Violent demonstration"),
        ("exchange", {}, "Agreement"),
    ],
)
def test_acleds_sub_event_type_follows_the_weapon_and_the_parties(rows, action, said, sub_event_type):
    assert rows("as_acled", "sub_event_type", claims=[coded(action, **KYIV, **said)]) == [(sub_event_type,)]


@pytest.mark.parametrize(("precision", "code"), [("city", 1), ("admin1", 3), ("region", 3), ("country", None)])
def test_acleds_spatial_precision(rows, precision, code):
    place = {**KYIV, "place_precision": precision}
    assert rows("as_acled", "geo_precision", claims=[coded("attack", **place)]) == [(code,)]


def test_acled_takes_the_dead_of_claims_about_dead(rows):
    claims = [coded("kill", **KYIV, **number(3, None, "at_least")), coded("injure", **KYIV, **number(9))]
    columns = ("fatalities_low", "fatalities_high", "fatalities_qualifier")
    assert rows("as_acled", *columns, claims=claims) == [(3, None, "at_least"), (None, None, None)]


def test_cameo_counts_dyads_in_codes_of_its_own(rows):
    other = article("other")
    met = {"actor_country": "ROU", "recipient_country": "EU", **OVERNIGHT}
    assert rows(
        "as_cameo",
        *("day", "sql_date", "actor1_country_code", "actor1_known_group_code", "actor2_country_code"),
        *("actor2_known_group_code", "event_code", "quad_class", "num_mentions", "num_articles", "day_basis"),
        articles=[TOWN, other],
        claims=[
            coded("meet", **met),
            coded("meet", other, **met),
            coded("attack", weapon="small_arms", actor_country="RUS", recipient_country="UKR"),
            coded("meet", actor_country="ROU"),
        ],
    ) == [
        (D1, 20250524, "ROM", None, None, "EEC", "040", 1, 2, 2, "text"),
        (D1, 20250524, "RUS", None, "UKR", None, "193", 4, 1, 1, "published"),
    ]


def test_none_of_them_has_what_is_denied_planned_or_without_a_code(rows, ledger):
    parties = {"actor_country": "RUS", "recipient_country": "UKR", **KYIV, **OVERNIGHT}
    claims = [
        coded("launch", **parties),
        coded("launch", **parties, polarity="negated"),
        coded("launch", **parties, modality="planned"),
        coded("missing", **parties),
    ]
    columns = ("event_type", "event_mode", "event_date", "placename")
    assert rows("as_plover", *columns, claims=claims) == [("ASSAULT", "heavy-weapons", D1, "Kyiv")]
    assert ask(ledger, "SELECT event_code, num_mentions FROM as_cameo").rows() == [("195", 1)]
    acled = "SELECT disorder_type, location, geo_precision, time_precision FROM as_acled"
    assert ask(ledger, acled).rows() == [("Political violence", "Kyiv", 1, 1)]


def test_a_day_that_is_that_of_publication_is_said_to_be(rows, ledger):
    claims = [coded("attack"), coded("attack", **OVERNIGHT)]
    assert rows("as_plover", "event_date", "day_basis", claims=claims) == [(D1, "published"), (D1, "text")]
    acled = "SELECT event_date, day_basis, time_precision FROM as_acled ORDER BY ALL"
    assert ask(ledger, acled).rows() == [(D1, "published", 2), (D1, "text", 1)]
