"""`newsledger clean`: pages, archives and folders in, one object a page out."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

from sample_sites import SAMPLES

from newsledger.clean import clean_inputs
from newsledger.fetch import archive
from newsledger.fetch.visit import Answer, Outcome

STORY = SAMPLES / "sites/sample-daily.example/2025/05/26/strike-on-gaza-city-school.html"
FIELDS = {"id", "url", "kind", "text", "title", "authors", "date", "date_source", "language", "outlet", "flags"}


def test_pages_plain_and_gzipped_in_the_order_given(tmp_path: Path) -> None:
    packed = tmp_path / "packed.v2.html.gz"
    packed.write_bytes(gzip.compress(STORY.read_bytes()))
    problems: list[str] = []
    plain, unpacked = clean_inputs([STORY, packed], problems.append)
    assert problems == []
    assert plain.keys() >= FIELDS
    assert (plain["id"], unpacked["id"]) == ("strike-on-gaza-city-school", "packed.v2")
    assert (plain["date"], plain["date_source"]) == ("2025-05-26T23:40:00-04:00", "json_ld")
    assert plain["authors"] == ["Idris Calloway"]
    assert {**plain, "id": None} == {**unpacked, "id": None}


def test_a_folder_with_everything_in_it() -> None:
    problems: list[str] = []
    pages = list(clean_inputs([SAMPLES / "sites"], problems.append))
    assert problems == []
    assert [page["kind"] for page in pages].count("article") == 12
    assert [page["kind"] for page in pages].count("index") == 4


def test_a_warc_gives_a_page_a_record(tmp_path: Path) -> None:
    warc = tmp_path / "pages.warc.gz"
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
    moment = datetime(2025, 5, 24, tzinfo=UTC)
    with warc.open("wb") as file:
        for sent in (gzip.compress(STORY.read_bytes()), gzip.compress(b"<html><body>404 Not found</body></html>")):
            answer = Answer(Outcome.FETCHED, "https://a.example/x", moment, status=200, headers=headers, sent=sent)
            archive.append(file, "https://a.example/x", answer)
    story, missing = clean_inputs([warc], lambda problem: None)
    assert (story["kind"], missing["kind"]) == ("article", "error_page")
    assert story["id"].startswith("<urn:uuid:")
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(warc.read_bytes()[:-40])
    problems: list[str] = []
    assert [page["kind"] for page in clean_inputs([cut], problems.append)] == ["article"]
    assert problems
    assert "cut.warc.gz" in problems[0]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    (tmp_path / "broken.html.gz").write_bytes(b"no gzip")
    (tmp_path / "empty").mkdir()
    names = ["missing.html", "notes.pdf", "broken.html.gz", "empty"]
    problems: list[str] = []
    pages = list(clean_inputs([*(tmp_path / name for name in names), STORY], problems.append))
    assert [page["kind"] for page in pages] == ["article"]
    assert [any(name in problem for problem in problems) for name in names] == [True] * 4


def test_behind_a_damaged_record_the_pages_go_on_and_the_probe_is_asked_if_wanted(tmp_path: Path) -> None:
    warc = tmp_path / "pages.warc.gz"
    places = []
    with warc.open("wb") as file:
        for body in (STORY.read_bytes(), STORY.read_bytes(), b"<html lang=de><p>Guten Tag</p></html>"):
            places.append(file.tell())
            answer = Answer(
                Outcome.FETCHED, "https://a.example/x", datetime(2025, 5, 24, tzinfo=UTC), status=200, sent=body
            )
            archive.append(file, "https://a.example/x", answer)
    whole = warc.read_bytes()
    at = places[1] + 60
    warc.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
    problems: list[str] = []
    pages = list(clean_inputs([warc], problems.append, probe=True))
    assert [page["kind"] for page in pages] == ["article", "skipped"]
    assert pages[1]["kind_reason"].startswith("probe: ")
    assert [problem.partition(": ")[0] for problem in problems] == [f"{warc} is damaged at byte {places[1]}"]
