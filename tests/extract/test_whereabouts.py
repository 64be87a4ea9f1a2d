import pytest

from newsledger.extract.coder import Article, code


def places(text: str, title: str | None = None) -> set[tuple[str, str | None, str | None]]:
    """Return (action, place name, place country) of the claims of a text, or of its title if one is given."""
    rows = code(Article("a", text, title))
    field = "title" if title else "text"
    return {(r["action"], r["place_name"], r["place_country"]) for r in rows if r["evidence_field"] == field}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Kyiv, the mayor said 15 people had been hurt.", ("injure", "Kyiv", "UKR")),
        ("Near Ramadi, three strikes destroyed two bunkers; damaged a bridge.", ("damage", "Ramadi", "IRQ")),
        ("Nine people died when helicopters dropped bombs on the city of Aleppo.", ("kill", "Aleppo", "SYR")),
        ("Police arrested two men in Goma, where 30 bodies were buried.", ("kill", "Goma", "COD")),
        ("Air raids hit a hall in Sanaa, killing 140 people.", ("kill", "Sanaa", "YEM")),
        ("A shell hit al-Zablatani area in Damascus, killing one.", ("kill", "al-Zablatani", "SYR")),
        ("Rocket attack on Nubl and al-Zahraa injures 15.", ("injure", "Nubl", "SYR")),
        ("In Aleppo a car bomb exploded at a checkpoint in Nubl leaving 10 dead.", ("kill", "Nubl", "SYR")),
        ("Some 89 people were killed across Syria, including 40 in Damascus.", ("kill", "Syria", "SYR")),
        ("Some 89 people were killed across Syria, including 40 in Damascus.", ("kill", "Damascus", "SYR")),
        ("Troops left the Mosul Dam. Militants had seized it in August.", ("capture", "Mosul Dam", "IRQ")),
        ("In Tikrit, the army attacked militants from the west.", ("attack", "Tikrit", "IRQ")),
        (
            "A landslide buried a village in Badakhshan, and 100 people are missing.",
            ("missing", "Badakhshan Province", "AFG"),
        ),
        ("Protests spread to Atlanta, Boston and Chicago.", ("protest", "Atlanta", "USA")),
        ("An earthquake hit Nepal, killing thousands.", ("kill", "Nepal", "NPL")),
        ("The minister condemned the bombing in Beirut that killed 43.", ("kill", "Beirut", "LBN")),
        (
            "Drones were jammed or shot down near Kursk and a driver was killed at Glushkovo.",
            ("kill", "Glushkovo", "RUS"),
        ),
        ("Gunmen abducted 110 girls from a school in Dapchi.", ("detain", "Dapchi", "NGA")),
        ("The prisoner swap took place at a checkpoint outside Horlivka.", ("exchange", "Horlivka", "UKR")),
        ("A raid on a school killed 36 people in Gaza City.", ("attack", "Gaza City", "PSE")),
        ("A bomb hit the outskirts of the village of Tokhar, killing 11 children in Syria.", ("kill", "Syria", "SYR")),
        ("Seven people were killed in an attack on a base near Mosul.", ("kill", "Mosul", "IRQ")),
        ("The Manbij strikes killed nine people.", ("kill", "Manbij", "SYR")),
        ("Shelling killed nine in northern and western Syria.", ("kill", "northern and western Syria", "SYR")),
        ("Mortar shells fell near the old market.", ("attack", "the old market", None)),
        ("He sought refuge at the Ecuadorean embassy in London.", ("displace", "Ecuadorean embassy", "GBR")),
        ("Police detained nine people in front of Seoul City Hall.", ("detain", "Seoul City Hall", "KOR")),
        ("Nine people were hurt in Goma, where the mayor asked the army for help.", ("request", "Goma", "COD")),
    ],
)
def test_an_event_takes_its_place_from_any_clause_that_tells_it(text, expected):
    assert expected in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "Speaking to reporters in Beirut, the minister said nine people had been killed.",
        "Both sides freed 300 prisoners hours after a raid on Kyiv.",
        "The army shot down nine drones in reply to raids on Kharkiv.",
        "Two men were jailed in London for the murder of a soldier.",
        "Soldiers left Louisville. Nine people were killed in the Twin Cities.",
        "About 390 people from each country were freed.",
    ],
)
def test_a_place_of_something_else_is_not_the_place_of_the_event(text):
    names = {name for action, name, _ in places(text) if action in ("kill", "release", "intercept")}
    assert names <= {None, "the Twin Cities"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Six people died in Forbury Gardens in Reading, England.", "Forbury Gardens", "GBR"),
        ("Six people died in the Black Sea port town of Balchik, Bulgaria.", "Balchik", "BGR"),
        ("Six people died at a market in the capital, Sanaa.", "Sanaa", "YEM"),
        ("Six people died in an Iraqi air base.", "an Iraqi air base", "IRQ"),
        ("Six people died at Tehran airport.", "Tehran", "IRN"),
        ("Six people died at Bagram Airfield in Afghanistan.", "Bagram Airfield", "AFG"),
        ("Six people died in Syria's northeast.", "northeast Syria", "SYR"),
        ("Six people died in the northern Red Sea.", "northern Red Sea", None),
        ("Six people died in Aleppo's southern Hamdaniya.", "Hamdaniya", "SYR"),
        ("Six people died in Washington, DC.", "Washington", "USA"),
        ("Six people died on the road between Hama and Salamiyah.", "Hama", "SYR"),
        ("Six people died in Mali's capital.", "Bamako", "MLI"),
        ("Six people died in eastern Ukraine.", "eastern Ukraine", "UKR"),
        ("Six people died in an office in the Paris suburb of Saint-Denis.", "Saint-Denis", "FRA"),
        ("Six people died outside the US Embassy in Cairo.", "US Embassy", "EGY"),
        ("Six people died in several cities, including Lyon and Paris.", "Lyon", "FRA"),
        ("Six people died near the Kurdish town of Kobani.", "Kobani", "SYR"),
        ("Six people died in prison.", None, None),
        ("Six people died in the Karrada district of Baghdad.", "Karrada", "IRQ"),
        ("Six people died in the suburb of Douma east of Damascus.", "Douma", "SYR"),
        ("Six people died in the Jenin refugee camp in the West Bank.", "Jenin", "PSE"),
        ("Six people died in a Shia mosque in the city of Mazar-i-Sharif.", "Mazar-i-Sharif", "AFG"),
        ("Six people died near the finish line of the Boston Marathon.", "Boston", "USA"),
        ("Six people died off the coast of Libya.", "Libya", "LBY"),
    ],
)
def test_a_ground_is_called_after_its_finest_place_and_lies_where_its_coarser_one_does(text, name, country):
    assert ("kill", name, country) in places(text)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Troops entered Homs in western Syria. Six people were killed in the city.", "Homs", "SYR"),
        ("Drones flew to Kyiv from Russia. Six people were killed in the capital.", "Kyiv", "UKR"),
        ("Police met in Mali. Six people were killed in the Nigerian capital.", "Abuja", "NGA"),
        ("Floods hit Lagos in Nigeria. Six people were killed in the country.", "Nigeria", "NGA"),
        ("Shells hit the port of Odesa. The death toll there has risen to three.", "Odesa", "UKR"),
        ("Troops entered the Sumy region. Six people were killed there.", "Sumy Oblast", "UKR"),
        (
            "Planes left Bagram Airfield in Kabul. Six people were killed at the airfield.",
            "Bagram Airfield",
            "AFG",
        ),
        (
            "Floods hit Goma in Congo. Six people were killed in the east.",
            "eastern Democratic Republic of the Congo",
            "COD",
        ),
        ("Floods hit Goma in Congo. Six people were killed at a hospital.", "a hospital", "COD"),
    ],
)
def test_descriptions_point_back_and_places_without_a_name_lie_where_the_article_is_set(text, name, country):
    assert ("kill", name, country) in places(text)


def test_each_object_has_its_own_place():
    rows = code(Article("a", "In Kyiv, a shop in the Obolon district and ten houses were damaged."))
    assert [row["place_name"] for row in rows if row["action"] == "damage"] == ["Obolon", "Kyiv"]
    rows = code(Article("a", "Troops captured Stupochky and Otradne in the Donetsk region."))
    assert [row["place_country"] for row in rows] == ["UKR", "UKR"]


def test_a_headline_puts_the_place_before_its_noun():
    assert ("kill", "Mokha", "YEM") in places("Nothing more is known of it.", "Mokha, Yemen bomb kills photojournalist")
    assert ("capture", "Bamako", "MLI") in places("Nothing more is known.", "Gunmen storm hotel in Mali capital")
    assert ("kill", "Kabul", "AFG") in places("Nothing more is known of it.", "Kabul bomb kills nine people")


def test_a_text_points_back_to_its_title():
    rows = code(Article("a", "Six people died in the city.", "Blast at a mosque in Kano, Nigeria"))
    assert [row["place_name"] for row in rows if row["evidence_field"] == "text"] == ["Kano"]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Niger closed its banks and imposed a curfew in Niamey.", "restrict"),
        ('"I was deported last year," said Vikram Anand, 24, from Punjab.', "displace"),
        ("Protests against US beef went on.", "protest"),
    ],
)
def test_what_is_done_later_or_said_elsewhere_lends_no_place(text, action):
    assert (action, None, None) in places(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A helicopter was shot down while trying to raid a base in Logar.", ("intercept", "Logar Province", "AFG")),
        (
            "Rebels downed the helicopter, which the army said crashed in Homs.",
            ("intercept", "Homs", "SYR"),
        ),
        ("Police blocked marchers from entering gardens in front of Seoul City Hall.",
         ("restrict", "Seoul City Hall", "KOR")),
        ("Airlines were banned from flying over Europe.", ("restrict", "Europe", None)),
        ("Lorry drivers blocked the CA-5 highway.", ("restrict", "CA-5 highway", None)),
        ("The attack occurred in a remote section of road.", ("attack", "a remote section", None)),
        ("Mortar rounds fell on a market killing 14.", ("kill", "a market", None)),
        ("Rebels stormed Mirebalais, 50 km north of the capital, in which gunmen overran the police station.",
         ("capture", "Mirebalais", "HTI")),
        ("Nine rockets and 63 drones struck eight locations.", ("attack", "eight locations", None)),
        ("On the ground, the army cleared the villages of Bama and Gwoza, freed nine hostages and left.",
         ("release", "Bama", "NGA")),
        ("The army reported damage to equipment at four bases.", ("damage", "four bases", None)),
        ("If they stay, we will burn Goma.", ("threaten", "Goma", "COD")),
        ("Shells hit Kherson. Drones fell on Odesa. In that same city a woman was killed.", ("kill", "Odesa", "UKR")),
        ("Rebels hit a ship in the Red Sea, in reply to air raids which have killed 53 people.", ("kill", None, None)),
        ("Kyiv wanted a meeting with Putin, so it was disappointed at the Istanbul talks.", ("meet", None, None)),
        ("It was the deadliest attack since an assault in Ghazni in August.", ("attack", None, None)),
        ("The count was 27 drones downed: eleven over Kursk, nine over Tula.", ("intercept", None, None)),
    ],
)  # fmt: skip
def test_the_place_of_another_clause_is_taken_only_where_words_tie_it(text, expected):
    assert expected in places(text)


def test_the_region_is_the_one_the_article_is_about_once_others_are_far():
    gap = "The schools stayed open and the buses ran on time all day. " * 6
    text = f"Shells hit the Kursk region. Drones hit the Kursk region. Two fell on the Tula region. {gap}"
    assert ("kill", "Kursk Oblast", "RUS") in places(f"{text}Nine people were killed in the region.")


def test_a_small_town_is_not_the_one_of_its_name_abroad_that_the_text_puts_elsewhere():
    rows = code(Article("a", "Two men were killed in Sarkh, Logar.", None))
    assert {r["place_country"] for r in rows} == {"AFG"}
