"""A whole night from feeds and sitemaps over HTTP on loopback to an analyst's SQL."""

from datetime import UTC, datetime
from pathlib import Path

from sample_sites import SampleSites

from assets.nightly import run_night
from newsledger.config import Settings
from newsledger.fetch.policy import FetchPolicy
from newsledger.warehouse import connect, query

LOOPBACK = FetchPolicy(allow_loopback=True, delay=0.0)


def test_a_night_from_feeds_to_sql(sample_sites: SampleSites, tmp_path: Path) -> None:
    sources = tmp_path / "sources.yaml"
    sources.write_text(
        f"""
sources:
  - {{name: daily, kind: sitemap, place: "{sample_sites.url("sample-daily.example", "sitemap.xml")}", language: en}}
  - {{name: world, kind: feed, place: "{sample_sites.url("sample-world.example", "feed.xml")}", language: en}}
  - {{name: regional, kind: feed, place: "{sample_sites.url("sample-regional.example", "feed.xml")}", language: en}}
  - {{name: digest, kind: feed, place: "{sample_sites.url("sample-digest.example", "feed.xml")}", language: en}}
  - {{name: gone, kind: feed, place: "{sample_sites.url("sample-daily.example", "no-such-feed.xml")}"}}
"""
    )
    settings = Settings(tmp_path / "data")
    edition = datetime.now(UTC).date()

    first = run_night(edition, sources, settings, policy=LOOPBACK)
    again = run_night(edition, sources, settings, policy=LOOPBACK)

    assert (first.succeeded, first.version) == (True, 1)
    assert (again.succeeded, again.version) == (True, None)
    with connect(settings.ledger) as ledger:
        found = query(ledger, "SELECT count(DISTINCT article_id) AS articles, count(*) AS claims FROM claims")
        assert found.row(0)[0] == 12
        assert found.row(0)[1] == first.claims > 300
        lost = query(ledger, "SELECT outcome, reason FROM documents WHERE source = 'gone'").rows()
        assert [outcome for outcome, _ in lost] == ["not_found"]
    assert "https://sample-daily.example/robots.txt" in sample_sites.requests
