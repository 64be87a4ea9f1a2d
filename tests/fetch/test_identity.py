import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.fetch import article_url, canonical_url

IDENTITY = "https://news.example/world/truce-holds"


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/world/truce-holds",
        "http://news.example/world/truce-holds",
        "https://www.news.example/world/truce-holds/",
        "https://NEWS.example:443/world/truce-holds#comments",
        "https://news.example/world/truce-holds?utm_source=rss&utm_medium=feed&at_medium=RSS&fbclid=x",
        "https://news.example/world/truce-holds/amp",
        "https://news.example/world/truce-holds/amp/",
        "https://amp.news.example/world/truce-holds",
        "https://m.news.example/world/truce-holds?outputType=amp",
    ],
)
def test_one_article_has_one_identity(url):
    assert canonical_url(url) == IDENTITY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/?p=123", "https://news.example/?p=124"),
        ("https://news.example/story.php?id=7", "https://news.example/story.php?id=8"),
        ("https://news.example/a", "https://news.example/b"),
        ("https://news.example/a", "https://other.example/a"),
        ("https://de.news.example/a", "https://en.news.example/a"),
        ("https://news.example:8080/a", "https://news.example:9090/a"),
        ("file://box/a.html", "file://box/A.html"),
    ],
)
def test_two_articles_have_two(one, other):
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("url", ["file://box/a%20b.html", "nothing at all", "http://[::1", "mailto:a@b.c", ""])
def test_what_is_no_web_address_stays(url):
    assert canonical_url(url) == url


@given(
    st.builds(
        lambda scheme, host, path, query: f"{scheme}://{host}/{path}{query}",
        st.sampled_from(["http", "https", "HTTP"]),
        st.sampled_from(["news.example", "www.m.news.example", "amp.news.example", "www.www.a.example:8080", "x"]),
        st.text(max_size=30),
        st.sampled_from(["", "?", "?utm_source=a&id=7", "?a=1&a=2&b=", "?amp", "/amp/amp", "#f", "?q=%41%C3%A9+x"]),
    )
)
def test_the_identity_of_an_identity_is_itself(url):
    once = canonical_url(url)
    assert canonical_url(once) == once


def test_a_page_may_name_its_canonical_address_on_its_own_site_only():
    page = "https://www.news.example/a?x=1"
    assert article_url(page, "https://news.example/a") == "https://news.example/a"
    assert article_url(page, "https://agency.example/a") == canonical_url(page)
    assert article_url(page, "https://news.example/") == canonical_url(page)
    assert article_url(page, None) == canonical_url(page)
    assert article_url("file://box/a.html", "https://www.agency.example/a") == "https://agency.example/a"
