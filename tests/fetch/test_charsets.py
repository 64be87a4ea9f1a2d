"""Every way in which pages and servers are right or wrong about their charset, on pages of many alphabets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.fetch.decode import REPLACEMENT, decode

WORDS = {
    "windows-1252": (
        "Der Bürgermeister sagte, zwölf Häuser an der Brücke seien zerstört worden. “Es "
        "war eine schwere Nacht”, fügte er hinzu – über Maßnahmen wird noch beraten."
    ),
    "iso-8859-1": (
        "El ministro dijo que doce aviones fueron derribados mañana; la población evacuó "
        "la región según el último informe de la guarnición."
    ),
    "iso-8859-15": (
        "Le ministère a déclaré que douze maisons ont été détruites près de l'école : le "
        "coût s'élève à 300 millions d'euros, selon l'évêque."
    ),
    "windows-1251": (
        "Министерство сообщило, что над городом сбито двенадцать беспилотников, трое "
        "жителей ранены; пожар тушили до утра."
    ),
    "koi8-r": (
        "Министерство сообщило, что над городом сбито двенадцать беспилотников, трое "
        "жителей ранены; пожар тушили до утра."
    ),
    "iso-8859-2": (
        "Minister oświadczył, że w nocy zestrzelono dwanaście dronów, a trzy osoby "
        "zostały ranne; pożar gaszono do świtu. Łódź, Gdańsk."
    ),
    "windows-1250": (
        "Ministr řekl, že v noci bylo sestřeleno dvanáct dronů a tři lidé byli zraněni; "
        "požár hasiči uhasili až k ránu. „Těžká noc“."
    ),
    "windows-1254": (
        "Bakan, gece on iki insansız hava aracının düşürüldüğünü, üç kişinin "
        "yaralandığını söyledi; yangın sabaha kadar sürdü. İğneada."
    ),
    "windows-1253": (
        "Ο υπουργός είπε ότι δώδεκα μη επανδρωμένα αεροσκάφη καταρρίφθηκαν τη νύχτα και τρεις άνθρωποι τραυματίστηκαν."
    ),
    "windows-1256": (
        "قال الوزير إن اثنتي عشرة طائرة مسيرة أسقطت خلال الليل وأصيب ثلاثة أشخاص بجروح، واستمر الحريق حتى الصباح."
    ),
    "windows-1255": (
        "השר אמר כי שנים עשר כלי טיס בלתי מאוישים הופלו בלילה ושלושה בני אדם נפצעו; השריפה נמשכה עד הבוקר."
    ),
    "gb2312": "国防部星期一表示，夜间击落了十二架无人机，三人受伤，仓库大火一直燃烧到中午。",
    "big5": "國防部星期一表示，夜間擊落了十二架無人機，三人受傷，倉庫大火一直燃燒到中午。",
    "shift_jis": "国防省は月曜日、夜間に無人機十二機を撃墜し、三人が負傷したと発表した。倉庫の火災は正午まで続いた。",
    "euc-jp": "国防省は月曜日、夜間に無人機十二機を撃墜し、三人が負傷したと発表した。倉庫の火災は正午まで続いた。",
    "euc-kr": "국방부는 월요일 밤사이 무인기 열두 대를 격추했으며 세 명이 다쳤다고 밝혔다.",
}

ALPHABETS = sorted(WORDS)
DAMAGED = st.sampled_from([b"\xff", b"\xfe", b"\x93", b"\xe2", b"\xe2\x80", b"\xc0"])


def page(encoding: str, meta: str | None) -> str:
    text = "".join(f"<p>{number}. {WORDS[encoding]}</p>" for number in range(12))
    declared = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{declared}</head><body>{text}</body></html>"


def other(encoding: str) -> str:
    return "koi8-r" if encoding != "koi8-r" else "windows-1251"


@pytest.mark.parametrize("encoding", ALPHABETS)
@pytest.mark.parametrize(
    ("case", "header", "meta"),
    [
        ("meta right", None, "right"),
        ("meta wrong: it says UTF-8", None, "utf-8"),
        ("neither", None, None),
        ("header right, meta right", "right", "right"),
        ("header right, meta wrong", "right", "other"),
        ("header says UTF-8, meta right", "utf-8", "right"),
        ("header says UTF-16, meta right", "utf-16", "right"),
        ("header says nothing known, meta right", "x-unknown", "right"),
        ("both say UTF-8", "utf-8", "utf-8"),
    ],
)
def test_a_page_in_an_old_charset(encoding: str, case: str, header: str | None, meta: str | None) -> None:
    names = {"right": encoding, "other": other(encoding)}
    written = page(encoding, names.get(meta or "", meta))
    decoded = decode(written.encode(encoding), f"text/html; charset={names.get(header, header)}" if header else None)
    assert (decoded.text, decoded.replaced) == (written, 0)


@pytest.mark.parametrize("encoding", ALPHABETS)
@pytest.mark.parametrize("header", [None, "utf-8", "iso-8859-1", "gb2312", "utf-16"])
@pytest.mark.parametrize("meta", [None, "utf-8", "iso-8859-1", "gb2312", "koi8-r"])
def test_a_page_in_utf8_whatever_is_said_of_it(encoding: str, header: str | None, meta: str | None) -> None:
    written = page(encoding, meta)
    for bom in (b"", b"\xef\xbb\xbf"):
        decoded = decode(bom + written.encode(), f"text/html; charset={header}" if header else None)
        assert (decoded.text, decoded.charset, decoded.replaced) == (written, "utf-8", 0)


@pytest.mark.parametrize("encoding", ALPHABETS)
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("header", [None, "utf-16", "utf-8"])
def test_a_page_in_utf16(encoding: str, order: str, bom: str, header: str | None) -> None:
    written = page(encoding, None)
    decoded = decode((bom + written).encode(order), f"text/html; charset={header}" if header else None)
    assert (decoded.text, decoded.charset, decoded.replaced) == (written, order, 0)


@given(st.sampled_from(ALPHABETS), st.data(), DAMAGED, st.sampled_from([None, "iso-8859-1", "koi8-r", "gb2312"]))
def test_bad_bytes_in_utf8_move_nothing_behind_them(
    encoding: str, data: st.DataObject, bad: bytes, header: str | None
) -> None:
    written = page(encoding, header)
    at = data.draw(st.integers(0, len(written)))
    body = written[:at].encode() + bad + written[at:].encode()
    decoded = decode(body, f"text/html; charset={header}" if header else None)
    assert (decoded.charset, decoded.method) == ("utf-8", "utf8_damaged")
    assert 1 <= decoded.replaced <= len(bad)
    assert decoded.text == written[:at] + REPLACEMENT * decoded.replaced + written[at:]


@given(st.sampled_from(ALPHABETS), st.data())
def test_a_page_in_utf8_cut_at_any_byte_is_the_beginning_of_it(encoding: str, data: st.DataObject) -> None:
    written = page(encoding, None)
    body = written.encode()
    decoded = decode(body[: data.draw(st.integers(0, len(body)))])
    assert decoded.replaced <= 1
    assert written.startswith(decoded.text.removesuffix(REPLACEMENT))


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "utf-7", "x", "shift_jis", "\x00"]))
def test_no_bytes_make_it_fail_and_offsets_are_those_of_the_text(body: bytes, header: str | None) -> None:
    decoded = decode(body, f"text/html; charset={header}" if header else None)
    assert 0 <= decoded.replaced <= decoded.text.count(REPLACEMENT)
    assert decode(body, f"text/html; charset={header}" if header else None) == decoded
