"""Every slot of a claim leads back to the words it was read from."""

import json
from pathlib import Path

import pytest

from newsledger.extract.coder import Article, annotate, code

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_the_words_of_a_slot_stand_where_it_says(path):
    article = json.loads(path.read_text("utf-8"))
    fields = {"text": article["text"], "title": article["title"]}
    for claim in code(Article("a", article["text"], article["title"])):
        field = fields[claim["evidence_field"]]
        spans = json.loads(claim["slot_spans"])
        assert claim["evidence_start"] <= spans["trigger"][0] < spans["trigger"][1] <= claim["evidence_end"]
        for slot, (start, end) in spans.items():
            assert 0 <= start < end <= len(field), slot
        for slot, column in (("quantity", "quantity_text"), ("date", "date_text"), ("cue", "speaker_cue")):
            if slot in spans:
                assert field[slice(*spans[slot])] == claim[column]


def test_annotate_shows_the_slots_of_every_claim():
    text = "The army said on Monday it had shot down 40 drones. It added that five people were killed in Kursk."
    shown = annotate(Article("a", text))["claims"]
    assert [(claim["action"], claim["rule"].split(".")[0]) for claim in shown] == [("intercept",) * 2, ("kill",) * 2]
    words = {slot: text[slice(*span)] for slot, span in shown[0]["slots"].items()}
    assert words["trigger"] == "shot down"
    assert words["quantity"] == "40"
    assert words["speaker"] == "The army"
    assert text[slice(*shown[1]["slots"]["place"])] == "Kursk"
