import pytest

from newsledger.extract.coder import Article, code
from newsledger.extract.recognition import Recognised


def countries(text: str) -> dict[str, str | None]:
    return {actor.text: actor.country for actor in Recognised(text, None).actors}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        # The last of the same kind, a longer name included.
        ("Iran fired at Israel. The Israeli army replied. Iran denied it. The army said so.", "army", "ISR"),
        ("Chad's defence ministry and the Libyan interior ministry met. The ministry agreed.", "ministry", "LBY"),
        ("Troops met Malian soldiers. Niger and Chad watched.", "Troops", "MLI"),
        ("Iran's president and Vladimir Putin met in Baku. The president left.", "president", "IRN"),
        # Else the country that the article is about.
        ("Two people died in Nairobi and Mombasa. Parliament will sit.", "Parliament", "KEN"),
        # Or that its sentence begins with.
        ("France met Russia. Moscow and Paris talked. Berlin may send tanks, an official said.", "official", "DEU"),
        # Those who come to the spot are of the place of the sentence.
        ("Russia struck Kharkiv. Rescuers were at work in Tver.", "Rescuers", "RUS"),
        ("Russia sent drones. A house burned in Odesa, local officials said.", "local officials", "UKR"),
        ("Police in Lagos met their Kenyan colleagues.", "Police", "NGA"),
        ("A school collapsed in Lima. Residents dug for hours.", "Residents", "PER"),
        # What is somebody's own.
        ("Uganda spoke to Congo. Burundi has sent its soldiers home.", "soldiers", "BDI"),
        ("Burundi withdrew from Congo. Its army denied that.", "army", "BDI"),
        # Armed groups.
        ("M23 took Goma, Congo. Uganda and Kenya protested. The rebels denied it.", "rebels", "COD"),
        ("Rebels took a town in Chad.", "Rebels", "TCD"),
        ("Militants attacked a base in Chad.", "Militants", None),
        ("Al-Shabaab is strong in Somalia. Gunmen attacked a base in Kenya.", "Gunmen", "SOM"),
        ("The Islamic State fought in Iraq. Militants fled.", "Militants", None),
        # Peoples of several countries.
        ("Turkey and Turkish forces hit Raqqa, Syria. Kurds fled.", "Kurds", "SYR"),
        ("Hundreds were held in Mosul. Sunni leaders protested.", "Sunni leaders", "IRQ"),
        # Nobody's.
        ("Ten were hurt in Paris. Bystanders fled.", "Bystanders", None),
        ("Islamic State fighters fled Mosul.", "Islamic State fighters", None),
        ("The Red Cross was in Homs. Red Cross officials left Syria.", "Red Cross officials", None),
        ("Ten journalists were hurt in Paris.", "journalists", None),
        ("Foreign forces left Kabul.", "Foreign forces", None),
        ("International coalition aircraft bombed Mosul.", "International coalition", None),
    ],
)
def test_a_description_without_a_country_finds_it_in_the_article(text, words, country):
    assert countries(text)[words] == country


def test_a_spokesman_speaks_for_the_body_named_before():
    (police, spokesman) = Recognised("Peru's police came late. A spokesman regretted it.", None).actors
    assert (spokesman.country, spokesman.sector) == (police.country, police.sector) == ("PER", "POL")


def test_a_headline_takes_from_the_text_under_it_what_it_leaves_short():
    body = Recognised("Iran fired at Haifa. The Israeli army said that it had shot down ten missiles.", None)
    assert [a.country for a in Recognised("Army shoots down missiles", None, under=body).actors] == ["ISR"]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        # A body speaks through its spokesman, a country through no ally of its.
        ("U.S. personnel were hurt. The Iraqi army said so. A spokesman for it regretted that.", "spokesman", "IRQ"),
        ("Arab citizens left Raqqa, Syria.", "Arab citizens", "SYR"),
        # Offices that only some countries have.
        ("Secretary Kerry met the Syrian opposition in Geneva.", "Secretary Kerry", "USA"),
        (
            "Foreign Secretary Philip Hammond condemned the bombing in Homs, Syria.",
            "Foreign Secretary Philip Hammond",
            "GBR",
        ),
        ("India protested. The foreign secretary flew to Dhaka.", "foreign secretary", "IND"),
    ],
)
def test_offices_peoples_and_spokesmen(text, words, country):
    assert countries(text)[words] == country


@pytest.mark.parametrize(
    ("text", "speaker", "country"),
    [
        ("Five people were killed in Kidal, Mali, a hospital nurse said.", "a hospital nurse", "MLI"),
        ("Two policemen were shot dead in Quetta, Pakistan, according to a senior officer.", "a senior officer", "PAK"),
        ("Ten people were hurt in Lyon, France, a passer-by said.", "a passer-by", None),
    ],
)
def test_whoever_is_a_party_only_by_speaking_is_of_the_country_of_the_article(text, speaker, country):
    assert {(row["speaker_text"], row["speaker_country"]) for row in code(Article("a", text))} == {(speaker, country)}
