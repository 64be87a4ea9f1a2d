import gzip

import pytest

from newsledger.fetch.sitemaps import read_sitemap

URL = "https://news.example/sitemap.xml"
LIMIT = 1 << 20

NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><image:image><image:loc>https://news.example/p.jpg</image:loc><image:title>Smoke</image:title></image:image>
    <loc> https://news.example/a </loc><lastmod>2025-05-26</lastmod>
    <n:news><n:publication><n:name>News</n:name></n:publication>
      <n:publication_date>2025-05-24T10:00:00+02:00</n:publication_date><n:title>Talks &amp; truce</n:title>
    </n:news></url>
  <url><loc>/b</loc></url>
  <url><lastmod>2025-05-26</lastmod></url>
</urlset>"""


@pytest.mark.parametrize("body", [NEWS, gzip.compress(NEWS), b"\n" + NEWS], ids=["plain", "gz", "leading newline"])
def test_a_news_sitemap_gives_titles_and_times(body):
    listing = read_sitemap(body, URL, LIMIT)
    first, second = listing.links
    assert (first.url, first.title) == ("https://news.example/a", "Talks & truce")
    assert (first.published, first.modified) == ("2025-05-24T10:00:00+02:00", "2025-05-26")
    assert (second.url, second.published) == ("https://news.example/b", None)
    assert (listing.outcome, listing.reason) == ("listed", "2 pages, 1 without an address")


def test_a_wrong_namespace_does_not_matter():
    assert len(read_sitemap(NEWS.replace(b"www.sitemaps.org", b"sitemaps.example"), URL, LIMIT).links) == 2


def test_an_index_names_other_sitemaps():
    body = b"<sitemapindex><sitemap><loc>/news.xml.gz</loc><lastmod>2025-05-24</lastmod></sitemap></sitemapindex>"
    listing = read_sitemap(body, URL, LIMIT)
    assert listing.links == ()
    assert [link.url for link in listing.listings] == ["https://news.example/news.xml.gz"]


@pytest.mark.parametrize("body", [NEWS[: NEWS.index(b"<url><lastmod>")], NEWS.replace(b"<n:name>", b"<n:nam>")])
def test_a_damaged_sitemap_gives_every_entry_that_can_be_read(body):
    listing = read_sitemap(body, URL, LIMIT)
    assert listing.outcome == "listing_damaged"
    assert "https://news.example/a" in [link.url for link in listing.links]


@pytest.mark.parametrize(
    "body",
    [b"", b"words", b"<html><body>Sorry</body></html>", b"<rss/>", b"\x1f\x8bbroken", gzip.compress(bytes(LIMIT + 1))],
)
def test_what_is_no_sitemap_says_so(body):
    listing = read_sitemap(body, URL, LIMIT)
    assert (listing.outcome, listing.links) == ("not_a_listing", ())
    assert listing.reason


def test_no_file_is_opened_and_no_entity_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret")
    bomb = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    body = (
        f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}">{bomb}]>'
        "<urlset><url><loc>https://news.example/&x;</loc></url><url><loc>https://news.example/&i;</loc></url></urlset>"
    )
    listing = read_sitemap(body.encode(), URL, LIMIT)
    assert "the-secret" not in str(listing)
    assert all(len(link.url) < 100 for link in listing.links)
