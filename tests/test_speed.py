from bench.speed import profile, repeated
from newsledger.extract.coder import Article

ARTICLES = [Article("a", "Two were killed in Kyiv. " * 40), Article("b", "Nobody was hurt. " * 40)]


def test_articles_are_repeated_up_to_a_size_each_with_its_own_id() -> None:
    read = list(repeated(ARTICLES, 0.01))
    assert 8_000 < sum(len(article.text) for article in read) <= 10_000
    assert len({article.id for article in read}) == len(read)
    assert [article.text for article in read[:3]] == [ARTICLES[0].text, ARTICLES[1].text, ARTICLES[0].text]


def test_the_profile_shares_the_time_out_among_modules() -> None:
    shares = profile(ARTICLES, most=1_000)
    assert "tagger" in dict(shares)
    assert abs(sum(share for _, share in shares) - 1) < 1e-9
    assert [share for _, share in shares] == sorted((share for _, share in shares), reverse=True)
