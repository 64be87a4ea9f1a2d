"""The sample sites as a fetcher meets them."""

import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from sample_sites import SAMPLES, SampleSites

HOSTS = ["sample-daily.example", "sample-digest.example", "sample-regional.example", "sample-world.example"]


def get(url: str, **headers: str) -> str:
    with urlopen(Request(url, headers=headers)) as answer:
        return answer.read().decode()


def links(text: str) -> set[str]:
    return set(re.findall(r"http://127\.0\.0\.1:\d+/[^\"<>? ]*\.html|http://127\.0\.0\.1:\d+/news/[^\"<>? ]+/", text))


@pytest.mark.parametrize("host", HOSTS)
def test_every_story_is_found_through_the_feed_on_loopback(sample_sites: SampleSites, host: str) -> None:
    assert get(sample_sites.url(host, "robots.txt")).startswith("User-agent: *")
    stories = links(get(sample_sites.url(host, "feed.xml")))
    assert len(stories) == 3
    for story in stories:
        page = get(story)
        assert f'<link rel="canonical" href="{story}">' in page
        assert ".example" not in page


def test_a_page_can_be_edited_and_asked_for_conditionally(sample_sites: SampleSites) -> None:
    url = sample_sites.url("sample-digest.example", "story-104.html")
    with urlopen(url) as answer:
        etag = answer.headers["ETag"]
    with pytest.raises(HTTPError, match="304"):
        get(url, **{"If-None-Match": etag})
    page = sample_sites.page("sample-digest.example", "story-104.html")
    page.write_text(page.read_text("utf-8").replace("1,248", "1,249"), "utf-8")
    assert "1,249" in get(url, **{"If-None-Match": etag})
    assert sample_sites.requests == ["https://sample-digest.example/story-104.html"] * 3


def test_every_page_says_that_it_is_no_journalism() -> None:
    pages = sorted((SAMPLES / "sites").rglob("*.html"))
    assert len(pages) == 16
    for page in pages:
        assert "It is not journalism." in page.read_text("utf-8")
