"""The command line as a user meets it: what it prints, what it says of bad input, how it ends."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from command_line import Newsledger

from newsledger.model import CLAIMS

ARTICLE = {
    "id": "a1",
    "title": "Rebels free 12 hostages",
    "published": "2025-05-24",
    "text": "At least 15 people were killed in Goma on Friday, the army said. 🕊️ Police arrested three men.",
}


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A data folder that is not there yet."""
    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path / "home"))


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(ARTICLE) + "\n", "utf-8")
    return path


def test_extract_gives_claims_whose_offsets_hold_in_the_text(newsledger: Newsledger, article_file: Path) -> None:
    ended = newsledger("extract", str(article_file), "--format", "jsonl")
    assert ended.code == 0
    assert {row["action"] for row in ended.rows} >= {"kill", "detain"}
    for row in ended.rows:
        assert row["article_id"] == "a1"
        if row["evidence_field"] == "text":
            assert ARTICLE["text"][row["evidence_start"] : row["evidence_end"]] == row["evidence"]
        else:
            assert row["evidence"] in ARTICLE["title"]
            assert row["evidence_start"] is None


def test_extract_reads_number_place_day_and_speaker(newsledger: Newsledger, article_file: Path) -> None:
    rows = newsledger("extract", str(article_file), "--format", "jsonl").rows
    (kill,) = (row for row in rows if row["action"] == "kill")
    assert (kill["quantity_low"], kill["quantity_high"], kill["quantity_qualifier"]) == (15, None, "at_least")
    assert (kill["place_name"], kill["place_country"]) == ("Goma", "COD")
    assert (kill["date_start"], kill["date_end"]) == ("2025-05-23", "2025-05-23")
    assert "army" in kill["speaker_text"]


def test_every_format_holds_the_same_claims(newsledger: Newsledger, article_file: Path, tmp_path: Path) -> None:
    lines = newsledger("extract", str(article_file), "--format", "jsonl").rows
    array = json.loads(newsledger("extract", str(article_file), "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(newsledger("extract", str(article_file), "--format", "csv").out)))
    assert array == lines
    assert [row["evidence"] for row in table] == [row["evidence"] for row in lines]
    parquet = tmp_path / "claims.parquet"
    with parquet.open("wb") as stream:
        command = [sys.executable, "-m", "newsledger", "extract", str(article_file), "--format", "parquet"]
        subprocess.run(command, stdout=stream, check=True)
    frame = pl.read_parquet(parquet)
    assert frame["evidence"].to_list() == [row["evidence"] for row in lines]
    assert all(frame.schema[name] == CLAIMS.schema[name] for name in frame.columns)


def test_the_table_shows_who_says_what(newsledger: Newsledger, article_file: Path) -> None:
    out = newsledger("extract", str(article_file)).out
    assert "15 or more people" in out
    assert "2025-05-23" in out


def test_extract_reads_standard_input(newsledger: Newsledger) -> None:
    ended = newsledger("extract", "-", "--format", "jsonl", stdin=json.dumps(ARTICLE))
    assert {row["article_id"] for row in ended.rows} == {"a1"}


def test_extract_reads_text_and_pages(newsledger: Newsledger, tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("Police arrested three men in Lima.", "utf-8")
    page = next((Path(__file__).parents[1] / "samples" / "sites").rglob("prisoners-freed*.html"))
    rows = newsledger("extract", str(text), str(page), "--format", "jsonl").rows
    assert {row["article_id"] for row in rows} == {"note.txt", page.name}


def test_a_text_file_is_taken_as_it_is(newsledger: Newsledger, tmp_path: Path) -> None:
    text = "\ufeffFirst line.\r\n\r\nPolice arrested three men in Lima.\r\n"
    path = tmp_path / "windows.txt"
    path.write_bytes(text.encode())
    (row,) = newsledger("extract", str(path), "--format", "jsonl").rows
    assert text[row["evidence_start"] : row["evidence_end"]] == row["evidence"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{not json", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ('{"title": "No text"}', "no text"),
        ('{"text": "x", "title": 7}', "title is not a string"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(newsledger: Newsledger, line: str, complaint: str) -> None:
    ended = newsledger("extract", "-", "--format", "jsonl", stdin=f"{line}\n{json.dumps(ARTICLE)}\n")
    assert "standard input, line 1" in ended.err
    assert complaint in ended.err
    assert {row["article_id"] for row in ended.rows} == {"a1"}
    assert ended.code == 1


def test_a_bad_day_costs_the_dates_only(newsledger: Newsledger) -> None:
    ended = newsledger("extract", "-", "--format", "jsonl", stdin=json.dumps({**ARTICLE, "published": "last week"}))
    assert "last week" in ended.err
    (kill,) = (row for row in ended.rows if row["action"] == "kill")
    assert kill["date_text"]
    assert kill["date_start"] is None


def test_lone_surrogates_do_not_move_offsets(newsledger: Newsledger) -> None:
    text = "\\ud83d Police arrested three men in Lima."
    (row,) = newsledger("extract", "-", "--format", "jsonl", stdin=f'{{"text": "{text}"}}').rows
    assert json.loads(f'"{text}"')[row["evidence_start"] : row["evidence_end"]] == row["evidence"]


@pytest.mark.parametrize("name", ["missing.txt", "picture.png", ""])
def test_an_input_that_cannot_be_read_is_named(newsledger: Newsledger, tmp_path: Path, name: str) -> None:
    ended = newsledger("extract", str(tmp_path / name))
    assert str(tmp_path / name) in ended.err
    assert ended.code == 1


def test_annotate_shows_what_the_coder_saw(newsledger: Newsledger, article_file: Path) -> None:
    (seen,) = newsledger("annotate", str(article_file)).rows
    assert seen["id"] == "a1"
    text = ARTICLE["text"]
    assert next(text[start:end] for start, end in seen["sentences"]).startswith("At least")
    for kind in ("numbers", "dates", "places", "actors", "triggers"):
        assert seen[kind], kind
        for span in seen[kind]:
            assert text[span["start"] : span["end"]] == span["text"]
    (said,) = seen["attributions"]
    assert text[slice(*said["source"])] == "the army"
    assert text[slice(*said["cue"])] == "said"


def test_annotate_has_one_format(newsledger: Newsledger, article_file: Path) -> None:
    ended = newsledger("annotate", str(article_file), "--format", "csv")
    assert ended.code == 2
    assert "--format jsonl" in ended.err


def test_clean_gives_text_and_date_of_a_page(newsledger: Newsledger) -> None:
    page = next((Path(__file__).parents[1] / "samples" / "sites").rglob("prisoners-freed*.html"))
    (cleaned,) = newsledger("clean", str(page)).rows
    assert cleaned["id"] == page.stem
    assert cleaned["kind"] == "article"
    assert cleaned["date"].startswith("2025-05-24T")
    assert "cookie" not in cleaned["text"].lower()


@pytest.mark.parametrize(
    "command",
    [
        ["sql", "select 1"],
        ["trace", "abc"],
        ["versions"],
        ["diff", "1", "2"],
        ["verify"],
        ["rollback", "1"],
        ["export", "out"],
    ],
)
def test_without_a_ledger_the_remedy_is_named(newsledger: Newsledger, command: list[str]) -> None:
    ended = newsledger(*command)
    assert ended.code == 2
    assert "newsledger run" in ended.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["run", "--edition", "yesterday"], "yesterday"),
        (["run", "--edition", "2999-01-01"], "2999-01-01"),
        (["run", "--sources", "nowhere.yaml"], "nowhere.yaml"),
        (["run", "--ended", "--edition", "2025-05-24"], "--ended and --edition name two editions"),
        (["backfill", "2025-05-24", "2025-05-01"], "2025-05-01 is before 2025-05-24"),
        (["backfill", "2025-05-01", "2025-05-24"], "Nothing was fetched from 2025-05-01 to 2025-05-24"),
        (["status", "--format", "csv"], "Use table or json."),
        (["ui", "--port", "65536"], "--port"),
        (["fly"], "fly"),
    ],
)
def test_wrong_use_ends_with_2_and_names_the_thing(newsledger: Newsledger, arguments: list[str], named: str) -> None:
    ended = newsledger(*arguments)
    assert ended.code == 2
    assert named in ended.err


def test_the_sources_file_of_the_environment_is_used(newsledger: Newsledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLEDGER_SOURCES", "of-the-environment.yaml")

    assert "of-the-environment.yaml cannot be read" in newsledger("ui").err
    assert "given.yaml cannot be read" in newsledger("ui", "--sources", "given.yaml").err


def test_status_says_what_needs_a_person_and_makes_nothing(newsledger: Newsledger, tmp_path: Path) -> None:
    told, data = newsledger("status"), newsledger("status", "--format", "json")

    assert (told.code, data.code) == (1, 1)
    assert "what needs you" in told.out
    assert "is not in the ledger.\n  newsledger run --edition " in told.out
    (morning,) = data.rows
    assert (morning["ok"], morning["newest"], morning["versions"]) == (False, None, [])
    assert morning["concerns"][0]["remedy"] == f"newsledger run --edition {morning['due']}"
    assert not (tmp_path / "home").exists()


def test_a_reader_that_has_seen_enough_is_no_error(article_file: Path) -> None:
    command = f"{sys.executable} -m newsledger extract {article_file} --format jsonl | head -c 1"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr
