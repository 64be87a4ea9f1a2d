"""Who "we" are in a text that is itself a statement: the body that issues it, not whoever was named last."""

from newsledger.extract.coder import Article, code

STATEMENT = (
    "Estonia condemns the missile attack on a clinic in Sumy. "
    "Moscow refuses to let the Red Cross in. We welcome the decision of Canada. "
    "Last year we gave Ukraine 110 million euros."
)


def test_we_outside_of_quotations_are_those_who_issue_the_statement():
    claims = {claim["action"]: claim for claim in code(Article("a", STATEMENT))}
    assert (claims["restrict"]["actor_country"], claims["restrict"]["speaker_country"]) == ("RUS", "RUS")
    assert (claims["support"]["actor_country"], claims["support"]["speaker_country"]) == ("EST", "EST")
    assert claims["aid"]["actor_country"] == "EST"


def test_we_inside_a_quotation_are_those_who_are_quoted():
    text = 'Estonia condemns the attack. "We welcome the decision of Canada," the Latvian government said.'
    (support,) = [claim for claim in code(Article("a", text)) if claim["action"] == "support"]
    assert support["actor_country"] == "LVA"


def test_we_are_the_issuer_where_no_word_of_speech_says_so():
    text = "Estonia stands with Ukraine. Moscow bombed a clinic on Monday. We gave Kyiv 10 million euros in May."
    (aid,) = [claim for claim in code(Article("a", text)) if claim["action"] == "aid"]
    assert aid["actor_country"] == "EST"


def test_all_of_a_text_that_its_title_calls_a_statement_is_its_authors():
    title = "Statement by the foreign ministry on the attack in Sumy"
    text = (
        "Estonia condemns the attack. Two men were killed in Sumy. We stand with Ukraine. The UN said nine were hurt."
    )
    said = {c["action"]: c["speaker_country"] for c in code(Article("a", text, title)) if c["evidence_field"] == "text"}
    assert (said["kill"], said["injure"]) == ("EST", "UN")
    told = {c["action"]: c["speaker_country"] for c in code(Article("a", text, "An attack in Sumy"))}
    assert told["kill"] is None
