"""Which date of its sentence an event has: its own, one that passes from another clause, or none."""

import datetime as dt

import pytest

from newsledger.extract.coder import Article, code

DAY = dt.date(2025, 3, 15)  # a Saturday
FRIDAY, THURSDAY, MONDAY = "2025-03-14", "2025-03-13", "2025-03-10"


def dated(text, published=DAY):
    return [
        (c["action"], c["date_start"] and c["date_start"].isoformat())
        for c in code(Article("a", text, None, published))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday rebels captured Goma.", [("capture", MONDAY)]),
        ("Late on Monday, the army, which has lost ground, shelled the market.", [("attack", MONDAY)]),
        ("Monday's strike on the school killed 12 people.", [("attack", MONDAY), ("kill", MONDAY)]),
        ("Rebels took Goma on Monday and walked into Bukavu on Friday.", [("capture", MONDAY), ("capture", FRIDAY)]),
        ("A strike on a school where families were asleep killed 36 people on Monday.",
         [("attack", MONDAY), ("kill", MONDAY)]),
    ],
)  # fmt: skip
def test_a_date_is_of_its_clause(text, expected):
    assert dated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 12 people and wounded seven on Monday.", [("kill", MONDAY), ("injure", MONDAY)]),
        ("Three people were killed and ten were wounded on Monday.", [("kill", MONDAY), ("injure", MONDAY)]),
        ("Russia handed over 40 bodies on Monday and received 51.", [("release", MONDAY), ("release", MONDAY)]),
        ("A convoy was hit on Monday; three lorries were destroyed.", [("attack", MONDAY), ("damage", MONDAY)]),
        ("Rebels shelled the camp on Monday, killing six people.", [("attack", MONDAY), ("kill", MONDAY)]),
        ("A shell hit the market on Monday, which left 12 people dead.", [("attack", MONDAY), ("kill", MONDAY)]),
        ("Iran fired 40 drones on Monday, most of which were shot down.", [("launch", MONDAY), ("intercept", MONDAY)]),
        ("Six people died on Monday when shells hit a market.", [("kill", MONDAY), ("attack", MONDAY)]),
        ("Six people died in March 2024 after rebels stormed the town.",
         [("kill", "2024-03-01"), ("capture", "2024-03-01")]),
        ("Villagers have been missing since Monday, when their convoy was ambushed.",
         [("missing", MONDAY), ("attack", MONDAY)]),
        ("The bombing, which happened on Monday, killed 11 people.", [("attack", MONDAY), ("kill", MONDAY)]),
        ("Nine people died in the fire, which began on Monday.", [("kill", MONDAY)]),
        ("In a statement on Monday, Kenya condemned the raid.", [("accuse", MONDAY)]),
        ("Speaking on Monday, the president of Kenya condemned the raid.", [("accuse", MONDAY)]),
        ("The talks between Iran and Oman, which took place on Monday, failed.", [("meet", MONDAY)]),
    ],
)  # fmt: skip
def test_a_date_passes_to_what_happened_then(text, expected):
    found = dated(text)
    assert all(pair in found for pair in expected)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The ministry said on Monday that three soldiers had been killed.", "kill"),
        ("On Monday the ministry said three soldiers had been killed.", "kill"),
        ("Three soldiers were killed, the ministry said on Monday.", "kill"),
        ("Officials told reporters on Monday that three soldiers had been killed.", "kill"),
        ("The army was hit on Monday and may attack the city.", "attack"),
        ("The group, which attacked Goma, threatened on Monday to fight on.", "attack"),
        ("The city was shelled on Monday and Kenya condemned the plan.", "accuse"),
        ("Kenya extended the curfew until 4 May and banned marches.", "ban"),
        ("Posted on July 20 2024 by the agency A strike on Goma killed 12 people.", "kill"),
    ],
)
def test_a_date_is_not_of_what_it_does_not_date(text, action):
    claims = code(Article("a", text, None, DAY))
    found = [c["date_start"] or c["date_end"] for c in claims if action in (c["action"], c["rule"].split(".")[1])]
    assert found[-1] is None


def test_what_is_announced_happens_by_saying_so():
    assert dated("The army announced on Monday that it had released 30 prisoners.") == [("release", MONDAY)]
    assert dated("The army announced on Monday that 30 people had been killed.") == [("kill", None)]


def test_since_a_clause_runs_to_the_publication():
    claim, *_ = code(Article("a", "More than 40,000 people have fled Goma since the war began in May 2024.", None, DAY))
    assert (claim["date_start"], claim["date_end"]) == (dt.date(2024, 5, 1), DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The sentencing of the general is scheduled for May 2.", [("sanction", "2025-05-02")]),
        ("Oct. 4: Strikes continue against the militants in Somalia.", [("attack", "2024-10-04")]),
        ("Prosecutors have dropped an inquiry into a claim made in 2010.", [("concede", None)]),
        ("Troops left Goma, but General Juma, head of the staff, told reporters this month that it was calm.",
         [("withdraw", None)]),
        ("The man pleaded guilty on Monday to charges he threatened to kill Senator Jane Roe.", [("threaten", None)]),
        ("The court blamed the army for raids in the north, including two this year.", [("accuse", None)]),
        ("Some senators now want the president to resign.", [("request", None)]),
        ("The army captured the base hours after rebels had stormed it.", [("capture", None), ("capture", None)]),
    ],
)  # fmt: skip
def test_a_day_ahead_a_heading_and_the_dates_of_others(text, expected):
    assert dated(text) == expected
