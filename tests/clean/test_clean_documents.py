"""An edition's documents become its articles: one row a revision, nothing lost, the same in any order."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from newsledger.clean import clean_documents
from newsledger.fetch import archive
from newsledger.fetch.visit import Answer, Outcome
from newsledger.model import ARTICLES, DOCUMENTS

EDITION = date(2025, 5, 24)
FETCHED = datetime(2025, 5, 24, 20, tzinfo=UTC)
STORY = "The army said on Monday that it had shot down {} drones over the harbour, and that two had hit a warehouse."
MORE = "Three people were wounded, the mayor said, and a fire in a warehouse by the river burned until noon on Tuesday."

Put = Callable[..., dict[str, Any]]


def page(drones: str = "twelve", head: str = "", more: str = MORE) -> str:
    text = f"<p>{STORY.format(drones)}</p><p>{more}</p>"
    return f"<html><head><title>Drones</title>{head}</head><body><article>{text}</article></body></html>"


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Archive a body below tmp_path and return its documents row."""

    def archived(url: str, body: str | bytes, **columns: object) -> dict[str, Any]:
        sent = body if isinstance(body, bytes) else body.encode()
        is_file = url.startswith("file:")
        answer = Answer(
            Outcome.FETCHED,
            url,
            FETCHED,
            status=None if is_file else 200,
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            sent=sent,
            content_type="text/plain" if url.endswith(".txt") else "text/html",
        )
        with (tmp_path / "edition.warc.gz").open("ab") as file:
            offset = file.seek(0, 2)
            archive.append(file, url, answer)
        row = {
            "document_id": f"{abs(offset):032x}",
            "edition": EDITION,
            "source": "wire",
            "role": "page",
            "url": url,
            "canonical_url": url,
            "final_url": url,
            "outcome": "fetched",
            "tries": 1,
            "hops": 0,
            "fetched_at": FETCHED,
            "content_type": answer.content_type,
            "warc_file": "edition.warc.gz",
            "warc_offset": offset,
        }
        return {**row, **columns}

    return archived


def articles(rows: list[dict[str, Any]], home: Path) -> list[dict[str, Any]]:
    found = clean_documents(DOCUMENTS.frame(rows), home)
    assert found.schema == ARTICLES.schema
    reordered = DOCUMENTS.frame(rows).sort("warc_offset", descending=True)
    assert clean_documents(reordered, home).equals(found)
    return sorted(found.rows(named=True), key=lambda row: (row["source"], row["url"], row["revision_id"]))


def test_a_page_becomes_a_row(put: Put, tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2025-05-24T00:30:00+03:00">'
    head += '<meta property="article:section" content="World">'
    [row] = articles([put("https://www.paper.example/a?utm_source=x", page(head=head))], tmp_path)
    assert row["kind"] == "article"
    assert row["text"] == f"{STORY.format('twelve')}\n\n{MORE}"
    assert (row["title"], row["site"], row["section"], row["language"]) == ("Drones", "paper.example", "World", "en")
    assert row["published"] == datetime(2025, 5, 23, 21, 30, tzinfo=UTC)
    assert (row["published_date"], row["published_source"], row["published_precision"]) == (EDITION, "meta", "second")
    assert (row["characters"], row["words"]) == (len(row["text"]), len(row["text"].split()))
    assert (row["edition"], row["source"], row["flags"], row["authors"]) == (EDITION, "wire", [], [])


def test_the_same_story_keeps_its_id_and_another_text_is_another_revision(put: Put, tmp_path: Path) -> None:
    # The copy found through another source is the same revision.
    first, changed = articles(
        [
            put("https://paper.example/a", page(), source="wire"),
            put("https://paper.example/a?utm_source=rss", page(), source="other"),
            put("https://paper.example/a?fbclid=1", page("thirteen"), source="third"),
        ],
        tmp_path,
    )
    assert (first["source"], changed["source"]) == ("other", "third")
    assert first["article_id"] == changed["article_id"]
    assert first["revision_id"] != changed["revision_id"]
    assert changed["duplicate_of"] is None


def test_a_page_names_its_address_only_on_its_own_site(put: Put, tmp_path: Path) -> None:
    def naming(drones: str) -> str:
        return page(drones, head='<link rel="canonical" href="https://paper.example/story">')

    rows = [
        put("https://paper.example/a?page=2", naming("two")),
        put("https://paper.example/story", page()),
        put("https://copy.example/b", naming("four")),
        put("file://samples/saved.html", naming("five")),
    ]
    ids = {row["document_id"]: row["article_id"] for row in articles(rows, tmp_path)}
    paged, story, copied, saved = (ids[row["document_id"]] for row in rows)
    assert paged == story == saved
    assert copied != story


def test_files_without_an_address_are_known_by_their_name(put: Put, tmp_path: Path) -> None:
    text = f"{STORY.format('nine')}\n{MORE}\nSource: Aljazeera\nLeave a Reply"
    hint = {"published_hint": "2025-05-24", "title_hint": "Nine drones"}
    [row] = articles([put("file://samples/documents/story.txt", text, **hint)], tmp_path)
    assert row["text"] == f"{STORY.format('nine')}\n\n{MORE}"
    assert (row["url"], row["site"], row["outlet"]) == ("file://samples/documents/story.txt", None, "Aljazeera")
    assert (row["title"], row["published_date"], row["published"]) == ("Nine drones", EDITION, None)
    assert (row["published_source"], row["published_precision"]) == ("sidecar", "day")


def test_copies_point_to_the_earliest(put: Put, tmp_path: Path) -> None:
    longer = " ".join(f"{MORE} That was report number {n}." for n in range(8))
    other = " ".join(f"Clerk {n} read out item {n} of what the council had to decide that evening." for n in range(8))
    early, late = (f'<meta name="date" content="2025-05-{day}">' for day in (20, 22))
    rows = [
        put("https://b.example/x", page(head=late, more=longer)),
        put("https://a.example/x", page(head=early, more=longer)),
        put("https://c.example/x", page(more=f"{longer} Agencies.")),
        put("https://d.example/x", page(head=early, more=other)),
    ]
    a, b, c, d = articles(rows, tmp_path)
    assert (b["duplicate_of"], c["duplicate_of"]) == (a["revision_id"], a["revision_id"])
    assert (a["duplicate_of"], d["duplicate_of"]) == (None, None)
    assert (a["duplicate_share"], b["duplicate_share"]) == (None, 1.0)
    assert 0.9 < c["duplicate_share"] < 1
    assert [row["story_id"] for row in (a, b, c, d)] == [a["article_id"]] * 3 + [d["article_id"]]


def test_what_is_no_article_is_kept_with_its_reason(put: Put, tmp_path: Path) -> None:
    rows = [
        put("https://a.example/1", "<html><body><h1>404 - Page not found</h1></body></html>"),
        put("https://a.example/2", b""),
        put("https://a.example/3", page()),
    ]
    found = articles(rows, tmp_path)
    assert [row["kind"] for row in found] == ["error_page", "not_article", "article"]
    assert all(row["kind_reason"] for row in found)
    assert found[1]["text"] is None


def test_a_damaged_archive_loses_only_its_own_documents(put: Put, tmp_path: Path) -> None:
    rows = [put("https://a.example/1", page()), put("https://a.example/2", page("nine"))]
    rows[0]["warc_offset"] += 7
    rows.append({**rows[1], "url": "https://a.example/3", "final_url": None, "warc_file": "gone.warc.gz"})
    broken, whole, gone = articles(rows, tmp_path)
    assert [row["kind"] for row in (broken, whole, gone)] == ["unreadable", "article", "unreadable"]
    assert "gone.warc.gz" in gone["kind_reason"]
    assert [row["flags"] for row in (broken, whole, gone)] == [["archive_damaged"], [], ["archive_damaged"]]


def test_listings_failures_and_an_empty_edition_give_no_rows(put: Put, tmp_path: Path) -> None:
    rows = [
        put("https://a.example/feed", page(), role="listing", outcome="listed"),
        put("https://a.example/1", page(), outcome="not_found"),
        put("https://a.example/2", page(), warc_file=None, warc_offset=None),
    ]
    assert articles(rows, tmp_path) == []
    assert articles([], tmp_path) == []


def test_a_document_that_did_not_change_is_read_from_where_it_was(put: Put, tmp_path: Path) -> None:
    fetched, again = put("https://a.example/1", page()), put("https://a.example/2", page("nine"), outcome="unchanged")
    again |= {"warc_offset": fetched["warc_offset"]}
    assert [row["text"] for row in articles([fetched, again], tmp_path)] == [f"{STORY.format('twelve')}\n\n{MORE}"] * 2


def test_progress_counts_every_document(put: Put, tmp_path: Path) -> None:
    rows = [put(f"https://a.example/{n}", page(str(n))) for n in range(3)]
    told: list[tuple[str, int, int | None]] = []
    clean_documents(DOCUMENTS.frame(rows), tmp_path, lambda *step: told.append(step))
    assert told == [("clean", n, 3) for n in range(4)]


def test_ids_do_not_depend_on_edition_source_or_machine(put: Put, tmp_path: Path) -> None:
    row = put("https://a.example/1", page())
    other = {**row, "edition": date(2025, 6, 1), "source": "z", "document_id": "f" * 32}
    columns = ["revision_id", "article_id"]
    one, two = (clean_documents(DOCUMENTS.frame([r]), tmp_path).select(columns) for r in (row, other))
    assert one.equals(two)
    assert one.select(pl.all().str.contains("^[0-9a-f]{32}$").all()).row(0) == (True, True)


SERIES = "Explained: the war in maps"


def in_a_series(number: int, *, series: str = SERIES) -> str:
    others = (
        f"Report {number} names {number} towns along the river, and the mayor of each of them was heard on Tuesday."
    )
    return page(str(number), more=f"{MORE}</p><p>{others}</p><p>{series}")


def test_what_repeats_on_the_pages_of_a_host_is_cut_and_can_be_counted(put: Put, tmp_path: Path) -> None:
    rows = [put(f"https://a.example/{n}", in_a_series(n)) for n in range(4)]
    rows.append(put("https://b.example/1", in_a_series(7)))
    *cut, alone = articles(rows, tmp_path)
    assert [SERIES in row["text"] for row in (*cut, alone)] == [False] * 4 + [True]
    assert [row["cut"] for row in (*cut, alone)] == [json.dumps([{"text": SERIES, "rule": "repeated"}])] * 4 + [None]
    assert [row["cut_characters"] for row in (*cut, alone)] == [len(SERIES)] * 4 + [0]


def test_a_page_found_unchanged_among_other_pages_keeps_its_revision(put: Put, tmp_path: Path) -> None:
    first = [put(f"https://a.example/{n}", in_a_series(n)) for n in range(4)]
    told = {row["url"]: row["revision_id"] for row in articles(first, tmp_path)}
    again = {**first[0], "outcome": "unchanged", "edition": date(2025, 5, 25), "document_id": "e" * 32}
    fresh = put("https://a.example/9", in_a_series(9), warc_file="later.warc.gz")
    (tmp_path / "later.warc.gz").write_bytes((tmp_path / "edition.warc.gz").read_bytes())
    for lose_what_was_known in (False, True):
        if lose_what_was_known:
            shutil.rmtree(tmp_path / "repeated")
        unchanged, new = articles([again, fresh], tmp_path)
        assert unchanged["revision_id"] == told["https://a.example/0"]
        assert SERIES in new["text"]


def test_what_the_probe_skips_is_a_row_with_the_reason_and_other_sources_are_not_probed(
    put: Put, tmp_path: Path
) -> None:
    german = "<html lang=de><body><article><p>Die Brücke über den Fluss wurde am Montag gesperrt.</p></article></html>"
    rows = [
        put("https://paper.example/de", german, source="crawl"),
        put("https://paper.example/en", page(), source="crawl"),
        put("https://paper.example/feed/de", german, source="feed"),
    ]
    found = clean_documents(DOCUMENTS.frame(rows), tmp_path, probed={"crawl"})
    kinds = {row["url"]: (row["kind"], row["text"] is not None) for row in found.iter_rows(named=True)}
    assert kinds.pop("https://paper.example/feed/de")[0] != "skipped"
    assert kinds == {"https://paper.example/de": ("skipped", False), "https://paper.example/en": ("article", True)}
    assert found.filter(pl.col("kind") == "skipped")["kind_reason"].item() == "probe: the page says that it is in “de”"
