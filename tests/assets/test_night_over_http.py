"""A whole night from feeds and sitemaps over HTTP on loopback to an analyst's SQL."""

from datetime import UTC, datetime, timedelta
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


def test_an_edited_page_and_a_copy_the_night_after(sample_sites: SampleSites, tmp_path: Path) -> None:
    sources = tmp_path / "sources.yaml"
    digest, regional = (sample_sites.url(f"sample-{name}.example", "feed.xml") for name in ("digest", "regional"))
    sources.write_text(f'sources: [{{name: digest, kind: feed, place: "{digest}", language: en}}]')
    settings, today = Settings(tmp_path / "data"), datetime.now(UTC).date()
    page = sample_sites.page("sample-digest.example", "story-104.html")
    told = page.read_text("utf-8")
    correct, add = ("received 51 of its own", "received 27 of its own"), ("<p>Source:", "<p>It rained.</p><p>Source:")

    nights = [run_night(today - timedelta(days=1), sources, settings, policy=LOOPBACK)]
    page.write_text(told.replace(*correct), "utf-8")
    sample_sites.page("sample-regional.example", "news/congo-deaths-in-east").write_text(told, "utf-8")
    sources.write_text(sources.read_text()[:-1] + f', {{name: regional, kind: feed, place: "{regional}"}}]')
    nights.append(run_night(today, sources, settings, policy=LOOPBACK))
    page.write_text(told.replace(*correct).replace(*add), "utf-8")
    nights.append(run_night(today, sources, settings, policy=LOOPBACK))

    assert [night.version for night in nights] == [1, 2, 3]
    with connect(settings.ledger) as ledger:
        edited = query(
            ledger,
            """
            SELECT edition, removed, added, sentences_added[1][-42:], claims_came, claims_went, came, went
            FROM article_edits ORDER BY removed DESC
            """,
        ).rows()
        correction, addition = edited
        assert correction[:6] == (today, 1, 1, "was agreed at talks in Istanbul on 2 June.", 1, 1)
        assert ("27 of its own" in correction[6][0], "51 of its own" in correction[7][0]) == (True, True)
        # The last night replaced, within its edition, the revision before.
        assert addition == (today, 0, 1, "It rained.", 0, 0, [], [])
        copies = query(
            ledger,
            """
            SELECT c.source, c.duplicate_share, o.source AS original, c.story_id = o.article_id AS same_story, c.edition
            FROM articles c JOIN articles o ON o.revision_id = c.duplicate_of
            """,
        )
        assert copies.rows() == [("regional", 1.0, "digest", True, today)]
        copied = (
            "SELECT count(*) FROM {} WHERE revision_id IN (SELECT revision_id FROM articles WHERE duplicate_of <> '')"
        )
        assert query(ledger, copied.format("claims")).item() > 20
        assert query(ledger, copied.format("current_claims")).item() == 0
