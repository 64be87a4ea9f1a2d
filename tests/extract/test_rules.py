"""Every rule id leads to a documented rule, and every documented rule reads its example."""

import json
from datetime import date
from pathlib import Path

import pytest

from newsledger.extract.coder import Article, code
from newsledger.extract.rules import rule_of, rules, word_of

GOLD = Path(__file__).parents[1] / "gold"


def coded_rules(text: str, published: date | None = None) -> list[str]:
    return [claim["rule"] for claim in code(Article("a", text, published=published))]


@pytest.mark.parametrize("form", rules())
def test_a_rule_reads_its_example(form):
    assert form in {rule_of(rule).form for rule in coded_rules(rules()[form].example, date(2025, 5, 28))}


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_every_rule_that_reads_an_article_is_documented(path):
    article = json.loads(path.read_text("utf-8"))
    for rule in coded_rules(article["text"]):
        assert rule_of(rule).reads
        assert rule == rule.lower()
        assert " " not in rule


def test_a_rule_id_holds_the_word_that_led_to_it():
    assert word_of("intercept.shoot_down.passive") == "shoot down"
    assert word_of("launch.of_attack.strike.active") == "strike"
    assert word_of("deploy.presence") is None
    assert rule_of("launch.of_attack.strike.active").form == "of"
    assert rule_of("damage.debris.passive").form == "debris"
    with pytest.raises(KeyError):
        rule_of("attack.strike.unheard")
