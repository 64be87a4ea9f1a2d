import datetime as dt
import gc

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger import model
from newsledger.extract.batch import code_articles
from newsledger.extract.coder import Article, annotate, code, collecting_rarely
from newsledger.extract.vocabulary import action_codes, vocabulary_tables

DAY = dt.date(2025, 3, 15)  # a Saturday


def claims(text, title=None):
    return code(Article("a", text, title, DAY))


def told(text):
    return [(c["action"], c["object_class"], c["quantity_low"], c["quantity_high"]) for c in claims(text)]


def only(text):
    (claim,) = claims(text)
    return claim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen killed three farmers and wounded 15 others.",
            [("kill", "civilian", 3, 3), ("injure", "civilian", 15, 15)],
        ),
        (
            "Four soldiers were killed and seven injured in the ambush.",
            [("kill", "soldier", 4, 4), ("injure", "soldier", 7, 7)],
        ),
        (
            "Iran fired 40 drones and nine ballistic missiles at Israel.",
            [("launch", "drone", 40, 40), ("launch", "missile", 9, 9)],
        ),
        ("Air defences brought down six of the eleven rockets.", [("intercept", "missile", 6, 6)]),
        (
            "At least 80 people, including 20 children, died.",
            [("kill", "person", 80, None), ("kill", "person", 20, 20)],
        ),
        ("Police arrested between 30 and 40 demonstrators.", [("detain", "civilian", 30, 40)]),
        ("The rebels released 12 hostages on Friday.", [("release", "hostage", 12, 12)]),
        ("The death toll has risen to 51.", [("kill", "person", 51, 51)]),
        (
            "Shelling destroyed a school and two bridges.",
            [("damage", "building", 1, 1), ("damage", "infrastructure", 2, 2)],
        ),
        ("Some 5,000 villagers fled.", [("displace", "civilian", 5000, 5000)]),
    ],
)
def test_what_is_counted(text, expected):
    assert told(text) == expected


def test_numbers_without_a_verb_count_the_same_event():
    rows = told("The army shot down nine drones over Lviv, and four more over Odesa.")
    assert rows == [("intercept", "drone", 9, 9), ("intercept", "drone", 4, 4)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Sudan's army condemned the plan.", "accuse"),
        ("Ethiopia and Eritrea signed a peace agreement in Asmara.", "agree"),
        ("The European Union imposed sanctions on Belarus.", "sanction"),
        ("Kenya will send 800 police officers to Haiti.", "deploy"),
        ("Thousands of people marched through Tbilisi.", "protest"),
        ("Armenia rejected the proposal.", "reject"),
        ("Serbian President Aleksandar Vucic met Viktor Orban in Budapest.", "meet"),
        ("The rebels captured Goma.", "capture"),
        ("Troops withdrew from the border.", "withdraw"),
        ("India urged Pakistan to open the crossing.", "request"),
    ],
)
def test_every_kind_of_action(text, action):
    assert action in [c["action"] for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("No soldiers were killed.", "negated", "actual"),
        ("Kenya will send 800 officers to Haiti.", "affirmed", "planned"),
        ("Kenya may send 800 officers to Haiti.", "affirmed", "conditional"),
        ("Rebels tried to capture the airport.", "affirmed", "attempted"),
        ("The rebels failed to capture the airport.", "negated", "actual"),
    ],
)
def test_stance(text, polarity, modality):
    claim = claims(text)[0]
    assert (claim["polarity"], claim["modality"]) == (polarity, modality)


def test_no_casualties_denies_dead_and_injured():
    rows = claims("There were no casualties.")
    assert {(c["action"], c["polarity"]) for c in rows} == {("kill", "negated"), ("injure", "negated")}


@pytest.mark.parametrize(
    "text",
    [
        "The minister was bombarded with questions.",
        "The striker fired his side into the semi-final.",
        "Shares were hit by weak earnings.",
        "If the rebels take the town, nobody will be surprised.",
        "How many people were killed?",
        "Prices have risen since the invasion.",
        "The weather was fine.",
        "",
    ],
)
def test_what_is_no_claim(text):
    assert claims(text) == []


def test_who_did_it_to_whom_where_and_when():
    claim = only("On Friday Russia launched 25 drones at Kharkiv.")
    assert (claim["actor_country"], claim["recipient_country"], claim["place_name"]) == ("RUS", "UKR", "Kharkiv")
    assert (claim["date_start"], claim["date_end"]) == (dt.date(2025, 3, 14), dt.date(2025, 3, 14))
    assert claim["rule"] == "launch.launch.active"


def test_who_says_so():
    claim = only("Eleven people were killed, the governor said.")
    assert (claim["speaker_text"], claim["speaker_cue"]) == ("the governor", "said")


def test_the_place_of_a_bearing_is_not_the_place_of_the_event():
    assert only("A drone was shot down 40 km north of Moscow.")["place_name"] != "Moscow"


def test_a_description_of_places_is_none_of_them():
    claim = only("Nine drones were shot down in the northern provinces of Homs and Hama.")
    assert claim["place_name"].startswith("Homs")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Iran will face new sanctions if it does not agree, according to the EU's threats on Monday.", "threaten"),
        ("Iran will face new sanctions next year, according to the EU.", "sanction"),
    ],
)
def test_what_a_threat_says_will_be_done_is_threatened(text, action):
    claim = only(text)
    assert claim["action"] == action
    if action == "threaten":
        assert (claim["actor_country"], claim["recipient_country"], claim["modality"]) == ("EU", "IRN", "actual")


def test_title_claims_point_into_the_title():
    title = "Two killed in Aden"
    first = claims("It was raining. A blast killed two people.", title)[0]
    assert (first["evidence_field"], first["sentence_index"]) == ("title", -1)
    assert title[first["evidence_start"] : first["evidence_end"]] == first["evidence"]


def test_a_title_repeated_in_the_text_is_read_once():
    assert len(claims("Two killed in Aden\nMore soon.", "Two killed in Aden")) == 1


VOCABULARY = (
    "Russia killed 12 people in Kyiv , and “ ” 😀 drones were shot down over the — ’s said that if . ( ) "
    "five more Hamas a of them who"
)
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80))
def test_evidence_is_the_text_at_its_offsets(text):
    for claim in claims(text):
        assert text[claim["evidence_start"] : claim["evidence_end"]] == claim["evidence"] != ""
        assert claim["action"] in action_codes()


def test_coding_a_batch_keeps_the_contract_and_skips_what_is_no_article():
    blank = dict.fromkeys(model.ARTICLES.schema)
    rows = [
        blank | {"revision_id": n * 32, "article_id": "c" * 32, "edition": DAY, "kind": kind, "published_date": DAY,
                 "title": "Two killed in Aden", "text": "A blast killed two people and a blast killed two people."}
        for n, kind in (("a", "article"), ("b", "index"))
    ]  # fmt: skip
    frame = code_articles(pl.DataFrame(rows, schema=model.ARTICLES.schema, orient="row"))
    assert frame.schema == model.CLAIMS.schema
    assert set(frame["revision_id"]) == {"a" * 32}
    assert set(frame["edition"]) == {DAY}
    assert frame["claim_id"].n_unique() == frame.height


def test_annotate_shows_the_spans():
    text = "Police arrested 12 people in Minsk on Friday, officials said."
    seen = annotate(Article("x", text, None, DAY))
    assert [t["action"] for t in seen["triggers"]] == ["detain"]
    for kind in ("numbers", "dates", "places", "actors", "triggers"):
        assert seen[kind], kind
        assert all(text[s["start"] : s["end"]] == s["text"] for s in seen[kind])


def test_vocabularies_keep_their_contracts():
    tables = vocabulary_tables()
    assert all(frame.schema == model.table(name).schema for name, frame in tables.items())
    assert tables["actions"].height == 28


def test_coding_leaves_next_to_nothing_to_collect():
    text = (
        'The army said it killed three gunmen in Goma. "They fired at us," a spokesman said.\nIt later held five more.'
    )
    claims(text, "Army kills three")
    gc.collect()
    usual = gc.get_threshold()
    with collecting_rarely():
        claims(text, "Army kills three")
        assert gc.collect() < 10
    assert gc.get_threshold() == usual
