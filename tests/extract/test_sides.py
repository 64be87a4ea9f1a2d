"""Who did it to whom: the sides that a claim's own words name, and those that the article makes plain."""

from datetime import date

import pytest

from newsledger.extract.coder import Article, code

DAY = date(2025, 6, 1)


def sides(text, action, title=None):
    """Return (actor, recipient) of each claim of `action`: country, or sector of those without one."""
    rows = code(Article("x", text, title, DAY))
    return [
        (r["actor_country"] or r["actor_sector"], r["recipient_country"] or r["recipient_sector"])
        for r in rows
        if r["action"] == action
    ]


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Turkish artillery destroyed two tanks in Syria on Monday.", "damage", ("TUR", None)),
        ("French warplanes bombed a base of the group near Mosul.", "attack", ("FRA", "IRQ")),
        ("A Kabul car bombing killed five people.", "kill", (None, None)),
        ("Gunmen burst into a hotel in the capital, Bamako, on Friday, killing 20 people.", "kill", ("REB", None)),
        ("Syrian and Turkish troops clashed near the border.", "clash", ("SYR", "TUR")),
        ("In Cairo, Israeli and Egyptian envoys met on Monday.", "meet", ("ISR", "EGY")),
        ("Jordan pressed ahead with its effort to isolate Syria.", "restrict", ("JOR", "SYR")),
        ("Dozens died in the attack, which was reportedly conducted by the Taliban.", "kill", ("AFG", None)),
        ("A blast ascribed to Al-Shabaab killed five people in Mogadishu.", "kill", ("SOM", None)),
        ("Washington imposed sanctions on Iran in May.", "sanction", ("USA", "IRN")),
        ("Kigali refuses to talk to Belgium.", "reject", ("RWA", "BEL")),
        ("Pyongyang rejected Seoul's offer of talks.", "reject", ("PRK", "KOR")),
        ("The army killed 20 members of the Free Syrian Army.", "kill", ("SYR", "SYR")),
        ("Rebels shelled an operations room of the Syrian army.", "attack", ("SYR", "SYR")),
    ],
)
def test_own_words(text, action, expected):
    assert sides(text, action)[0] == expected


def test_a_mention_points_back_to_whoever_acted():
    text = (
        "French jets carried out two air strikes on a camp in northern Mali on Monday. "
        "Residents fled. The strikes destroyed four vehicles and killed two people."
    )
    assert sides(text, "damage") == [("FRA", None)]
    assert sides(text, "kill") == [("FRA", None)]


def test_a_list_of_strikes_has_the_actor_it_opens_with():
    text = (
        "On Monday U.S. military forces conducted nine strikes in Iraq. "
        "Near Mosul, five strikes destroyed two tunnels. Near Baiji, four strikes damaged a bridge."
    )
    assert sides(text, "damage") == [("USA", None)] * 2


def test_in_a_war_of_states_the_other_side_fills_in():
    text = (
        "Ukraine's air force said Russia had launched 90 drones overnight. It shot down 70 of the drones. "
        "Four people were killed in Kharkiv."
    )
    assert sides(text, "launch") == [("RUS", "UKR")]
    assert sides(text, "intercept") == [("UKR", "RUS")]
    assert sides(text, "kill") == [("RUS", None)]


def test_who_attacked_stays_open_where_it_is_in_dispute():
    text = (
        "Houthi rebels fired two missiles at Saudi Arabia on Monday and three on Tuesday. "
        "Two people were killed in Jeddah. Washington blamed Iran for the attack."
    )
    assert sides(text, "kill") == [(None, None)]


def test_a_civil_war_leaves_the_killer_open():
    text = (
        "Sudan's army said it had repelled an assault by the Rapid Support Forces. "
        "More than 60 people were killed in El Fasher this week."
    )
    assert sides(text, "kill") == [(None, None)]


def test_civilians_are_a_side_only_where_a_state_harms_them():
    assert sides("Boko Haram killed 12 civilians in Nigeria.", "kill") == [("NGA", None)]
    assert sides("Ethiopian jets killed 12 civilians in Eritrea.", "kill") == [("ETH", "ERI")]


def test_condemning_a_deed_is_against_who_did_it():
    text = "Israeli jets bombed a bridge in Lebanon on Monday. Jordan condemned the bombing."
    assert sides(text, "accuse") == [("JOR", "ISR")]


def test_denying_ones_own_deed_answers_nobody():
    text = "Kyiv said a school was hit. Moscow denied having targeted the school."
    assert sides(text, "reject") == [("RUS", None)]


def test_a_line_broken_by_a_link_is_one_sentence():
    text = "The U.S.-led \ncoalition\n conducted five airstrikes in Iraq on Monday."
    assert sides(text, "attack") == [("USA", None)]


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Rescuers recovered 12 bodies in Izmir.", "kill", (None, None)),
        ("Norway's army suffered 20 casualties in the clash.", "kill", (None, "NOR")),
        ("Chadian troops beat back an assault by Boko Haram, destroying three vehicles.", "damage", ("TCD", "NGA")),
        ("An attack on the Iraqi air base at Balad wounded two people.", "attack", (None, "IRQ")),
        ("Islamic State gunmen fired on a school in Hama.", "attack", ("REB", None)),
    ],
)
def test_things_and_people_of_a_side(text, action, expected):
    assert sides(text, action)[0] == expected


def test_what_is_condemned_may_be_told_in_the_same_sentence():
    text = "Denmark condemned an attack by Al-Shabaab on the Kenyan embassy in Mogadishu."
    assert sides(text, "accuse") == [("DNK", "SOM")]


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Oslo said 49 soldiers had been killed, and accused Copenhagen of murder.", "accuse", ("NOR", "DNK")),
        ("China told the Thai army to leave the island and detained two Thai officers.", "detain", ("CHN", "THA")),
        ("Jordan's army killed Abu Omar, who ran the camp, and destroyed 12 launchers.", "damage", ("JOR", None)),
        ("Italy summoned the Israeli ambassador, and Kenya accused Israel of theft.", "accuse", ("KEN", "ISR")),
    ],
)
def test_the_subject_of_a_joined_verb(text, action, expected):
    assert sides(text, action)[0] == expected


def test_somebody_who_acts_on_both_sides_keeps_the_part_of_the_actor():
    text = "Armenia and Azerbaijan traded fire. Antony Blinken telephoned both leaders on Monday."
    assert [actor for actor, _ in sides(text, "meet")] == ["USA"]


def test_a_toll_from_officials_is_of_their_own_side():
    text = (
        "Azerbaijan shelled Goris and Jermuk in Armenia overnight. Armenia hit back. "
        "Azerbaijani drones struck Sotk, too. Armenia's health ministry counted 22 dead."
    )
    assert sides(text, "kill") == [("AZE", None)]


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Gunmen attacked a bus carrying Pakistani soldiers near Karachi.", "attack", ("REB", "PAK")),
        ("Russia banned imports of Polish apples.", "restrict", ("RUS", "POL")),
        ("The Security Council demanded that Israel halt the work.", "request", ("UN", "ISR")),
        ("A UN delegation arrived in Damascus for talks with the Syrian government.", "meet", ("UN", "SYR")),
        ("Talks between Serbia and Kosovo resumed in Brussels.", "meet", ("SRB", "XKX")),
        ("Artillery fire from Syria killed a woman in the Turkish town of Kilis.", "kill", ("SYR", None)),
        ("Thousands of people marched through Athens on Sunday.", "protest", ("GRC", None)),
        ("The Turkish army said an air raid had killed six Kurdish militants.", "kill", ("TUR", "REB")),
        ("A car bomb wounded dozens of Iraqi civilians.", "injure", (None, "IRQ")),
    ],
)
def test_parties_inside_other_phrases(text, action, expected):
    assert sides(text, action)[0] == expected


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Norway condemned the attack in Manchester, United Kingdom, which killed 22 people.", "kill", (None, None)),
        ("Units of the Syrian army destroyed three vehicles near Homs.", "damage", ("SYR", None)),
        ("One of these groups, Hezbollah, rejected the plan.", "reject", ("LBN", None)),
    ],
)
def test_phrases_that_only_describe_a_party(text, action, expected):
    assert sides(text, action)[0] == expected


def test_others_are_of_the_side_of_those_counted_before():
    text = "Four Georgians were killed and several others injured on the border."
    assert sides(text, "injure") == [(None, "GEO")]


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        ("Protests went on in Lima, Peru, on Friday. Looters burned a bank.", "damage", ("PER", None)),
        ("Protests went on in Lima, Peru, on Friday. The crowd threw stones at police.", "attack", ("PER", "PER")),
        ("Foreign tourists threw stones at police in Lima, Peru.", "attack", (None, "PER")),
        ("Peru is at a standstill. Congress rejected the president's proposal in Lima.", "reject", ("PER", "PER")),
        ("Congress rejected President Joe Biden's proposal in Washington.", "reject", ("USA", "USA")),
    ],
)
def test_people_and_bodies_called_by_what_they_are_belong_to_the_scene(text, action, expected):
    assert expected in sides(text, action)


@pytest.mark.parametrize(
    "text",
    [
        "Three Turkish soldiers were killed in a helicopter crash in Syria on Sunday.",
        "Three Turkish soldiers have died of cholera in Syria.",
        "Three Turkish soldiers were killed in the fighting in Syria on Sunday.",
    ],
)
def test_nobody_is_taken_for_the_killer_in_a_mishap_or_a_fray(text):
    war = "Syrian forces shelled Turkish troops on Friday. Syrian forces attacked a Turkish base on Saturday."
    assert ("SYR", "TUR") in sides(f"{war} Three Turkish soldiers were killed on Sunday.", "kill")
    assert sides(f"{war} {text}", "kill") == [(None, "TUR")]


def test_police_who_beat_a_crowd_at_home_are_at_war_with_nobody_abroad():
    text = "Police entered the US embassy in Manila, the Philippines. Police beat demonstrators with batons in Manila."
    assert sides(text, "attack") == [("PHL", "PHL")]


@pytest.mark.parametrize(
    ("text", "action", "expected"),
    [
        (
            "Kenya carried out nine strikes on al-Shabab. Near Kismayo, one strike damaged a bridge.",
            "damage",
            ("KEN", "SOM"),
        ),
        (
            "Nigerian troops killed six Boko Haram fighters in Borno. The troops seized 40 rifles.",
            "capture",
            ("NGA", "NGA"),
        ),
        ("Nigerian troops attacked Boko Haram in Borno. Boko Haram fired two rockets.", "launch", ("NGA", "NGA")),
        ("Ghanaian police deported 90 Malians, including one woman, on Monday.", "displace", ("GHA", "MLI")),
        ('"I was arrested by police in Accra," said Kofi Mensah, a teacher from Ghana.', "detain", ("GHA", "GHA")),
        ("Police broke up a rally in Lagos, Nigeria, on Friday.", "attack", ("NGA", "NGA")),
        (
            "Police in Lagos, Nigeria, beat protesters. Police shot at protesters. Nine protesters were killed.",
            "kill",
            ("NGA", "NGA"),
        ),
        ("Chad said it would go. Niger firmly opposes any intimidation.", "reject", ("NER", None)),
        ("Norway, Chad and Peru are far apart. Talks broke down on Monday.", "meet", (None, None)),
    ],
)
def test_the_other_side_is_found_where_the_story_has_named_it(text, action, expected):
    assert set(sides(text, action)) == {expected}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("In Lima, the Peruvian security minister, Aldo Quispe, accused the opposition of lying.", "PER"),
        ("The UN humanitarian coordinator for Chad, Aline Besson, condemned the attack.", "UN"),
        ("Protests went on in Peru on Friday. The force carried out five raids.", "PER"),
    ],
)
def test_who_is_named_after_a_title_holds_it_and_the_force_is_that_of_the_story(text, country):
    assert {r["actor_country"] for r in code(Article("x", text, None, DAY)) if r["action"] != "protest"} == {country}
