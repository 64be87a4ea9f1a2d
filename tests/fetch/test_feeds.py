import json

import pytest
from fault_server import item, rss
from hypothesis import given
from hypothesis import strategies as st

from newsledger.fetch import canonical_url
from newsledger.fetch.feeds import iso_time, read_feed
from newsledger.fetch.sitemaps import read_sitemap

URL = "https://news.example/rss/all.xml"


def addresses(body: bytes, content_type: str | None = None) -> list[str]:
    return [link.url for link in read_feed(body, URL, content_type).links]


def test_rss_gives_titles_and_times_in_the_zone_of_the_outlet():
    body = rss(item("https://news.example/a", "Talks &amp; truce", "Sat, 24 May 2025 23:30:00 -0400"))
    listing = read_feed(body, URL)
    (link,) = listing.links
    assert (listing.outcome, listing.reason) == ("listed", "1 entries")
    assert (link.title, link.published) == ("Talks & truce", "2025-05-24T23:30:00-04:00")


def test_atom_takes_the_alternate_link_and_not_the_feeds_own():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>One</title>
      <id>tag:news.example,2025:1</id><link rel="self" href="/self"/><link rel="alternate" href="/one"/>
      <published>2025-05-24T08:00:00+03:00</published><updated>2025-05-25T08:00:00Z</updated></entry></feed>"""
    (link,) = read_feed(body, URL).links
    assert link.url == "https://news.example/one"
    assert (link.published, link.modified) == ("2025-05-24T08:00:00+03:00", "2025-05-25T08:00:00+00:00")


def test_rdf_is_read():
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title></channel>
      <item><title>One</title><link>https://news.example/1</link><dc:date>2025-05-24T10:00:00Z</dc:date></item>
      </rdf:RDF>"""
    (link,) = read_feed(body, URL).links
    assert link.url == "https://news.example/1"


def test_json_feed_is_read():
    items = [
        {"id": "1", "url": "/a", "title": "A", "date_published": "2025-05-24T10:00:00+02:00"},
        {"id": "2"},
        {"id": "3", "external_url": "https://other.example/c"},
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}).encode()
    listing = read_feed(b"\xef\xbb\xbf" + body, URL)
    assert [link.url for link in listing.links] == ["https://news.example/a", "https://other.example/c"]
    assert listing.links[0].published == "2025-05-24T10:00:00+02:00"
    assert listing.reason == "2 entries, 1 without an address"


TWO = ["https://news.example/1", "https://news.example/2"]
SITEMAP = b"<urlset><url><loc>https://news.example/a</loc><lastmod>2025-05-26</lastmod></url></urlset>"
WHOLE = rss(item(TWO[0], "One"), item(TWO[1], "Two"))


ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>One</title>
  <link rel="self" href="/self"/><link rel="alternate" href="/1"/></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
  <channel><title>x</title></channel><item><title>One</title><link>https://news.example/1</link></item></rdf:RDF>"""
SECOND = b"<link>https://news.example/2</link>"
LAUGHS = b"<!DOCTYPE rss [" + b"".join(
    b'<!ENTITY %c "%s">' % (name, b"ha " * 9 if name == ord("a") else b"&%c;" % (name - 1) * 99) for name in b"abcdefg"
) + b"]>"  # fmt: skip

# Of each kind of damage: the feed, the pages found in it, and whether it is reported as damaged (None: as no feed).
DAMAGED: dict[str, tuple[bytes, list[str], bool | None]] = {
    "leading newline": (b"\n\n  " + WHOLE, TWO, False),
    "bare ampersand": (WHOLE.replace(b"One", b"Fire & rescue"), TWO, True),
    "undefined entity": (WHOLE.replace(b"One", b"Fire &nbsp; rescue"), TWO, True),
    "control character": (WHOLE.replace(b"One", b"bell \x07 rings"), TWO, True),
    "cut in an entry": (WHOLE[: WHOLE.index(b"</item></channel>")], TWO, True),
    "cut between entries": (WHOLE[: WHOLE.index(b"</item>") + 7], TWO[:1], True),
    "end missing": (WHOLE.replace(b"</channel></rss>", b""), TWO, True),
    "wrong encoding label": (
        WHOLE.replace(b'"1.0"', b'"1.0" encoding="utf-8"').replace(b"One", "Köln".encode("latin-1")),
        TWO,
        False,
    ),
    "HTML in its place": (b"<!doctype html><html><body><a href='/1'>One</a></body></html>", [], None),
    "empty": (b"", [], None),
    "RDF": (RDF, TWO[:1], False),
    "JSON": (b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "/1"}]}', TWO[:1], False),
    "relative link": (WHOLE.replace(SECOND, b"<link>/2?a=1&amp;b=2</link>"), [TWO[0], TWO[1] + "?a=1&b=2"], False),
    "its own link first": (ATOM, TWO[:1], False),
    "permalink without link": (WHOLE.replace(SECOND, b"<guid>https://news.example/2</guid>"), TWO, False),
    "neither link nor permalink": (WHOLE.replace(SECOND, b"<guid isPermaLink='false'>2</guid>"), TWO[:1], False),
    "foreign dates": (rss(item(TWO[0], "One", "sam., 24 mai 2025 10:00"), item(TWO[1])), TWO, False),
    "future dates": (rss(item(TWO[0], "One", "Sat, 24 May 2098 10:00:00 GMT"), item(TWO[1])), TWO, False),
    "entity bomb": (WHOLE.replace(b"<rss", LAUGHS + b"<rss").replace(b"One", b"&g;"), TWO, True),
    "file as an entity": (
        WHOLE.replace(b"<rss", b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hosts">]><rss').replace(b"One", b"&f;"),
        TWO,
        False,
    ),
    "address as its DTD": (WHOLE.replace(b"<rss", b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x"><rss'), TWO, False),
}  # fmt: skip


def test_there_are_21_kinds_of_damage():
    assert len(DAMAGED) == 21


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_feed_gives_every_entry_that_can_be_read_and_says_so(kind):
    body, found, damaged = DAMAGED[kind]
    listing = read_feed(body, URL, "application/rss+xml")
    assert [link.url for link in listing.links] == found
    assert listing.outcome == {True: "listing_damaged", False: "listed", None: "not_a_listing"}[damaged]
    assert ("damaged: " in listing.reason) == bool(damaged)


@pytest.mark.parametrize("body", [b"plain words", b'{"a": 1}', b"{", b"{}", b"[1]"])
def test_what_is_no_feed_says_so(body):
    listing = read_feed(body, URL)
    assert (listing.outcome, listing.links) == ("not_a_listing", ())


def test_no_file_is_opened_no_address_asked_and_no_entity_expanded(tmp_path, server):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    dtd = server.url("/x.dtd")
    for document in (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "aaaaaaaaaa">]>',
        f'<!DOCTYPE rss SYSTEM "{dtd}">',
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{dtd}"><!ENTITY % p SYSTEM "{dtd}"> %p;]>',
    ):
        body = rss(item("https://news.example/1", "&x;&a;")).replace(b"<rss", document.encode() + b"<rss")
        assert "the secret" not in str(read_feed(body, URL))
        assert "the secret" not in str(read_sitemap(body, URL, 1 << 20))
    assert server.requests == []
    assert read_feed(str(secret).encode(), URL).outcome == "not_a_listing"


PIECES = [
    b"<",
    b">",
    b"&",
    b"</item>",
    b"<![CDATA[",
    b"\x00",
    b"<!DOCTYPE x [",
    b"<link>http://[::1",
    b"<x:y>",
    b"\xff\xfe",
]


@given(st.data())
def test_no_damage_makes_a_reader_raise(data):
    for read, whole in ((read_feed, WHOLE), (lambda body, url: read_sitemap(body, url, 1 << 16), SITEMAP)):
        body = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 5))):
            at = data.draw(st.integers(0, len(body)))
            body[at : at + data.draw(st.integers(0, 20))] = data.draw(st.sampled_from(PIECES) | st.binary(max_size=4))
        listing = read(bytes(body), URL)
        assert listing.reason
        assert all(canonical_url(link.url) is not None for link in listing.links)


@pytest.mark.parametrize(
    "date_text", ["Sat, 24 May 99999 10:00:00 GMT", "-99-05-24", "1 Jan 0000", "Sat, 24 May 2025 10:00:00 +9999999999"]
)
def test_an_impossible_date_costs_no_entry(date_text):
    assert addresses(rss(item(TWO[0], "One", date_text), item(TWO[1]))) == TWO


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-05-24", "2025-05-24"),
        ("2025-05-24T10:00:00Z", "2025-05-24T10:00:00+00:00"),
        ("Sat, 24 May 2025 10:00:00 GMT", "2025-05-24T10:00:00+00:00"),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("2025-13-40", None),
    ],
)
def test_times_are_iso_or_nothing(text, iso):
    assert iso_time(text) == iso
