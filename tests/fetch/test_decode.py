"""Bytes become the characters that were meant, and what could not be read is counted."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.fetch.decode import REPLACEMENT, decode

NEWS = "<p>“Türkiye’s naïve plan” – 12 Häuser zerstört</p>" * 30
RUSSIAN = "<p>Министерство сообщило, что сбито двенадцать беспилотников</p>" * 10


@pytest.mark.parametrize(
    ("body", "header", "charset", "method"),
    [
        (codecs.BOM_UTF8 + NEWS.encode(), None, "utf-8", "bom"),
        (codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le"), None, "utf-16-le", "bom"),
        (codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"), None, "utf-16-be", "bom"),
        (NEWS.encode(), "text/html; charset=iso-8859-1", "utf-8", "utf8"),
        (NEWS.encode("cp1252"), "text/html; charset=windows-1252", "cp1252", "header"),
        # Browsers read latin-1 as windows-1252, which has the curly quotes that latin-1 lacks.
        (NEWS.encode("cp1252"), "text/html; charset=ISO-8859-1", "cp1252", "header"),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), None, "cp1251", "declared"),
        (b'<?xml version="1.0" encoding="koi8-r"?>' + RUSSIAN.encode("koi8-r"), None, "koi8-r", "declared"),
        (b"<meta charset=gb2312>" + "镕基".encode("gb18030"), None, "gb18030", "declared"),
        # The header speaks before the page, and a header that is plainly wrong does not.
        (b"<meta charset=koi8-r>" + RUSSIAN.encode("cp1251"), "text/html; charset=cp1251", "cp1251", "header"),
        (b"<meta charset=cp1251>" + RUSSIAN.encode("cp1251"), "text/html; charset=utf-8", "cp1251", "declared"),
        (RUSSIAN.encode("cp1251"), None, "cp1251", "detected"),
        (NEWS.encode("cp1252"), "text/html; charset=unicode_escape", "cp1252", "detected"),
    ],
)
def test_the_charset_is_found(body: bytes, header: str | None, charset: str, method: str) -> None:
    decoded = decode(body, header)
    assert (decoded.charset, decoded.method, decoded.replaced) == (charset, method, 0)
    expected = RUSSIAN if "Мини" in decoded.text else "镕基" if "镕" in decoded.text else NEWS
    assert decoded.text.endswith(expected)


@pytest.mark.parametrize("bad", [b"\xff", b"\x93", b"\xe2\x80"])
def test_one_bad_byte_does_not_change_the_rest(bad: bytes) -> None:
    body = NEWS.encode()
    decoded = decode(body[:60] + bad + body[60:])
    assert (decoded.charset, decoded.method) == ("utf-8", "utf8_damaged")
    assert decoded.replaced >= 1
    assert decoded.text.replace(REPLACEMENT, "") == NEWS


def test_a_body_cut_inside_a_character_stays_utf8() -> None:
    decoded = decode("Twelve drones over Türkiye and Kyïv —".encode()[:-1])
    assert (decoded.method, decoded.replaced) == ("utf8_damaged", 1)
    assert decoded.text == f"Twelve drones over Türkiye and Kyïv {REPLACEMENT}"


def test_replacement_characters_that_the_page_holds_are_not_counted() -> None:
    decoded = decode((NEWS + REPLACEMENT).encode() + b"\xff")
    assert decoded.replaced == 1


@given(st.binary(max_size=300), st.text(max_size=40) | st.none())
def test_decoding_never_raises(body: bytes, header: str | None) -> None:
    assert decode(body, header).replaced >= 0


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_utf8_comes_back(text: str, encoding: str) -> None:
    plain = text.encode("utf-8", "replace").decode()
    if not plain.startswith("\ufeff"):
        assert decode(plain.encode(encoding)).text == plain
