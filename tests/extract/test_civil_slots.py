"""The slots of civil news: whom a measure is placed on, whose decision is praised, what is only announced."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, code


def rows(text):
    return code(Article("a", text, None, date(2025, 5, 24)))


@pytest.mark.parametrize(
    ("text", "action", "slots"),
    [
        # whom a measure is placed on
        ("Canada imposed sanctions on 12 companies and three judges.", "sanction", {"quantity_low": 12}),
        ("Chile recalled its ambassador from Peru.", "sanction", {"recipient_country": "PER"}),
        ("Chile recalled its ambassador to Peru.", "sanction", {"recipient_country": "PER"}),
        # whose deed is praised or blamed
        ("Spain welcomed the decision of Peru to free two Chadians.", "support", {"recipient_country": "PER"}),
        ("The release of six men by Peru was welcomed by Spain.", "support", {"recipient_country": "PER"}),
        ("The release of six prisoners by Peru was welcomed by Spain.", "release", {"recipient_country": None}),
        ("Mali's junta banned the party. France criticised the decree.", "accuse", {"recipient_country": "MLI"}),
        ("Peru freed 30 prisoners on Monday. Spain welcomed the move.", "support", {"recipient_country": "PER"}),
        ("A court in Tunis jailed him. Spain called for his release.", "request", {"recipient_country": "TUN"}),
        ("Peru freed six prisoners under a deal with Chile.", "release", {"recipient_country": None}),
        # what a measure comes to
        ("The bank approved a loan of $1.5 billion for Kenya.", "aid", {"quantity_low": 1.5e9}),
        # what somebody says will be done
        ("The army said it would send 500 troops to Chad.", "deploy", {"modality": "planned"}),
        ("The army said it would send 500 troops to Chad if asked.", "deploy", {"modality": "conditional"}),
        (
            "Canada suspended $95 million in aid to Chad.",
            "sanction",
            {"quantity_low": 95e6, "recipient_country": "TCD"},
        ),
        ("Hundreds marched. They want elections and the release of two men.", "release", {"modality": "demanded"}),
        ("Thousands protested in Quito against the ruling.", "protest", {"speaker_text": None}),
        (
            "Peru withdrew from the World Health Organization.",
            "withdraw",
            {"actor_country": "PER", "object_text": None},
        ),
        ("Prosecutors raided the home of Chad's president.", "attack", {"object_text": "home"}),
        # who acts
        ("Minister for Africa Lord Collins met Chad's president.", "meet", {"actor_country": "GBR"}),
        ("A jury convicted the senator. He faces ten years in prison.", "sanction", {"actor_text": "A jury"}),
        ("Soldiers seized power in Gabon.", "capture", {"actor_country": "GAB", "object_text": None}),
        ("A Munich court convicted an Afghan man of murder.", "sanction", {"actor_country": "DEU"}),
        ("Lawmakers voted by 289 votes to 201 to reject the bill.", "reject", {"actor_text": "Lawmakers"}),
        ("Peru freed a man after a visit by the US envoy.", "meet", {"actor_country": "USA"}),
    ],
)
def test_a_slot_of_a_civil_claim(text, action, slots):
    claim = next(row for row in rows(text) if row["action"] == action)
    assert {name: claim[name] for name in slots} == slots


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mali sanctioned 15 firms and two men based in Niger.", ["sanction", "sanction"]),
        ("The commission approved the suspension of tariffs on Peru.", ["support", "concede"]),
        ("Iran threatened to leave the treaty.", ["threaten"]),
        ("The miners threatened to go on until ministers withdraw the bill.", ["threaten"]),
        ("The union called a general strike.", ["protest"]),
        ("The government appealed the ruling.", ["reject"]),
        ("The president declared martial law.", ["restrict"]),
        ("The envoys met Peru's president to discuss continued U.S. support for Chad.", ["meet"]),
        ("Police accused the marchers of trying to stage a coup.", ["accuse"]),
        ("The Canadian president vowed to retaliate.", ["threaten"]),
        ("The premier offered his resignation to the king.", ["withdraw"]),
        ("Mali's junta dissolved all parties.", ["restrict"]),
        ("Canada offered help in starting constructive talks.", ["aid"]),
        ("The UK calls on Israel to leave.", ["request"]),
        ("The arrest was an attack on democracy.", []),
        ("A man was arrested after a rally and charged with treason.", ["detain", "accuse"]),
        ("Ousted president Mohamed Bazoum remains in detention.", ["detain"]),
        ("The strike by nurses entered a third day.", ["protest"]),
        ("A court ordered the seizure of Chadian assets.", ["sanction"]),
        ("The orchestra will visit Tokyo.", []),
        ("Up to 80 mm of rain could fall in places.", []),
        ("The champion held off a late charge from his rival.", []),
    ],
)
def test_the_actions_of_a_civil_sentence(text, expected):
    assert [row["action"] for row in rows(text)] == expected
