"""One article has one identity over the addresses it is found under, and two articles never share one."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.fetch import article_url, canonical_url
from newsledger.fetch.identity import same_site

IDENTITY = "https://news.example/world/truce-holds"


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/world/truce-holds",
        "http://news.example/world/truce-holds",
        "https://www.news.example/world/truce-holds/",
        "https://NEWS.example:443/world/truce-holds#comments",
        "https://news.example./world/%74ruce%2Dholds",
        "https://reader:secret@news.example/world/truce-holds",
        "https://news.example/world/truce-holds?utm_source=rss&utm_medium=feed&at_medium=RSS&fbclid=x",
        "https://news.example/world/truce-holds?ref=rss&source=twitter&feed=rss2&share",
        "https://news.example/world/truce-holds/amp",
        "https://news.example/world/truce-holds/amp/",
        "https://news.example/amp/world/truce-holds",
        "https://amp.news.example/world/truce-holds.amp",
        "https://m.news.example/world/truce-holds?outputType=amp",
        "https://news-example.cdn.ampproject.org/c/s/news.example/world/truce-holds?amp=1",
        "https://www.google.com/amp/s/www.news.example/world/truce-holds",
    ],
)
def test_one_article_has_one_identity(url):
    assert canonical_url(url) == IDENTITY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/?p=123", "https://news.example/?p=124"),
        ("https://news.example/story.php?id=7", "https://news.example/story.php?id=8"),
        # Names that begin like those of trackers, or are such on another site.
        ("https://news.example/a?gallery=3", "https://news.example/a?gallery=4"),
        ("https://news.example/a?cid=3", "https://news.example/a?cid=4"),
        ("https://news.example/a?reference=3", "https://news.example/a"),
        ("https://news.example/a?ref=2231", "https://news.example/a?ref=2232"),
        ("https://news.example/a?mod=3", "https://news.example/a?mod=4"),
        # The same names in another order are the same page; the values of one name in another order may not be.
        ("https://news.example/a?x=1&x=2", "https://news.example/a?x=2&x=1"),
        # Bytes of an encoding that is not UTF-8.
        ("https://news.example/a?q=%E8", "https://news.example/a?q=%E9"),
        ("https://news.example/a", "https://news.example/b"),
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a/b", "https://news.example/a%2Fb"),
        ("https://news.example/a", "https://news.example/a?u=https://other.example/b"),
        ("https://news.example/amp", "https://news.example/"),
        ("https://news.example/#!/a", "https://news.example/#!/b"),
        ("https://news.example/a", "https://other.example/a"),
        ("https://de.news.example/a", "https://en.news.example/a"),
        ("https://news.example:8080/a", "https://news.example:9090/a"),
        ("file://box/a.html", "file://box/A.html"),
    ],
)
def test_two_articles_have_two(one, other):
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a?y=2&x=1", "https://news.example/a?x=1&y=2"),
        ("https://news.example/né", "https://news.example/n%c3%a9"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://www.wsj.com/a?mod=rss", "https://wsj.com/a"),
    ],
)
def test_what_is_written_in_two_ways_is_one(one, other):
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize("url", ["file://box/a%20b.html", "nothing at all", "http://[::1", "mailto:a@b.c", ""])
def test_what_is_no_web_address_stays(url):
    assert canonical_url(url) == url


ADDRESSES = st.builds(
    lambda scheme, host, path, query: f"{scheme}://{host}/{path}{query}",
    st.sampled_from(["http", "https", "HTTP"]),
    st.one_of(
        st.sampled_from(["news.example", "www.m.news.example", "www.www.a.example:8080", "x", "[::1]:80", "bücher.x."]),
        st.text(max_size=12),
    ),
    st.one_of(st.text(max_size=30), st.lists(st.sampled_from(["amp", "a", "", "a.amp", "..", "s"])).map("/".join)),
    st.sampled_from(["", "?", "?utm_source=a&id=7", "?a=1&a=2&b=", "?amp", "#f", "#!/b?c", "?q=%41%C3%A9+x%zz&&=&%"]),
)
ANYTHING = st.one_of(st.text(), ADDRESSES)


@given(ANYTHING)
def test_any_text_has_an_identity_and_it_is_its_own(url):
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(ANYTHING, ANYTHING)
def test_any_two_texts_can_be_held_against_each_other(url, declared):
    assert same_site(url, declared) == same_site(declared, url)
    named = article_url(url, declared)
    assert named == canonical_url(named)


SEGMENTS = st.lists(st.text("abcXYZ019-_.~é,", min_size=1, max_size=5), max_size=4)
PARAMETERS = st.dictionaries(
    st.sampled_from(
        ["p", "id", "cid", "gallery", "article", "page", "q", "lang", "utm", "ampersand", "session", "uid"]
    ),
    st.text("abcXYZ029é +&=", min_size=1, max_size=5),
    max_size=3,
)


def written(segments, parameters):
    """Return the path without trailing slashes, and the address."""
    path = "/".join(["", *segments]).rstrip("/")
    query = urlencode(sorted(parameters.items()))
    return path, f"https://news.example{quote(path)}{'?' if query else ''}{query}"


@given(SEGMENTS, PARAMETERS, SEGMENTS, PARAMETERS)
def test_a_difference_in_the_path_or_in_a_parameter_is_another_article(one, with_one, other, with_other):
    (path, url), (other_path, other_url) = written(one, with_one), written(other, with_other)
    is_same = (path, with_one) == (other_path, with_other)
    assert (canonical_url(url) == canonical_url(other_url)) == is_same


@given(
    SEGMENTS,
    PARAMETERS,
    st.dictionaries(
        st.sampled_from(["utm_source", "utm_x", "fbclid", "gclid", "_ga", "mc_eid", "AT_MEDIUM"]), st.text()
    ),
)
def test_tracking_parameters_change_nothing(segments, parameters, tracking):
    assert written(segments, parameters | tracking)[1] == written(segments, parameters)[1] or (
        canonical_url(written(segments, parameters | tracking)[1]) == canonical_url(written(segments, parameters)[1])
    )


def test_a_page_may_name_its_canonical_address_on_its_own_site_only():
    page = "https://www.news.example/a?x=1"
    assert article_url(page, "https://news.example/a") == "https://news.example/a"
    assert article_url(page, "https://world.news.example/b") == "https://world.news.example/b"
    assert article_url(page, "https://agency.example/a") == canonical_url(page)
    assert article_url(page, "https://news.example/") == canonical_url(page)
    assert article_url(page, "https://news.example/?p=9") == "https://news.example/?p=9"
    assert article_url(page, None) == canonical_url(page)
    assert article_url("file://box/a.html", "https://www.agency.example/a") == "https://agency.example/a"


def test_a_canonical_address_may_be_relative():
    page = "https://news.example/world/a?x=1"
    assert article_url(page, "/world/b") == "https://news.example/world/b"
    assert article_url(page, "//news.example/world/b") == "https://news.example/world/b"
    assert article_url(page, " b ") == "https://news.example/world/b"


def test_sites_below_one_public_suffix_are_two():
    assert not same_site("https://one.blogspot.com/a", "https://two.blogspot.com/a")
    assert not same_site("https://one.co.uk/a", "https://two.co.uk/a")
    assert same_site("https://m.one.co.uk/a", "https://www.one.co.uk/b")


@pytest.mark.parametrize("part", ["/page/2", "/3", "/print", "/comments", "/index.html"])
def test_a_part_of_an_article_is_the_article(part):
    assert article_url(f"{IDENTITY}{part}", IDENTITY) == IDENTITY


def test_a_site_that_names_a_section_for_all_its_pages_keeps_its_articles_apart():
    assert article_url(IDENTITY, "https://news.example/world/") == IDENTITY
