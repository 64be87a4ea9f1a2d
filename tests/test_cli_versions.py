"""The commands for versions as a user meets them: what they print, and how they end."""

import csv
import io
from pathlib import Path

import duckdb
import polars as pl
import pytest
from ledger_rows import D1, NOW, article, claim, frames, night

from newsledger.warehouse import publish

A, B = article("a", title="Drones over the town"), article("b", title="Men set free", text="Nine men were freed.")
KEPT, CHANGED, FREED = claim(A), claim(A, "missing"), claim(B, "release", speaker_text="the mayor")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose ledger has two versions."""
    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path))
    first = frames(articles=[A], claims=[KEPT, CHANGED])
    second = frames(articles=[A, B], claims=[KEPT, {**CHANGED, "weapon": "drone"}, FREED])
    publish(tmp_path / "ledger.duckdb", first, night(D1, quality="41 of 41 expectations held"), now=NOW)
    publish(tmp_path / "ledger.duckdb", second, night(D1), now=NOW)
    return tmp_path


def test_versions_says_what_made_each_and_what_it_changed(newsledger):
    out = newsledger("versions").out
    first, second = out.index("version 1  2025-05-25 03:00 UTC"), out.index("version 2  2025-05-25 03:00 UTC")
    assert second < first
    assert "claims +2 -1" in out[second:first]
    assert "41 of 41 expectations held" in out[first:]
    short = newsledger("versions", "--limit", "1").out
    assert "version 1 " not in short
    assert "1 of 2 versions; --limit 0 shows all" in short
    rows = list(csv.DictReader(io.StringIO(newsledger("versions", "--format", "csv").out)))
    assert [row["version"] for row in rows] == ["2", "1"]


def test_diff_says_what_a_row_is_and_which_columns_changed(newsledger):
    lines = [line.strip() for line in newsledger("diff", "1", "2").out.splitlines()]
    assert lines[0] == "claims from version 1 to 2: 1 added, 0 removed, 1 changed"
    assert f"+ {FREED['claim_id'][:12]}  the mayor · release · Nine men were freed." in lines
    changed = lines.index(f"~ {CHANGED['claim_id'][:12]}  reporter · missing · Drones fell on the town.")
    assert lines[changed + 1] == "weapon: null → drone"
    (back,) = [line for line in newsledger("diff", "2", "1", "articles").out.splitlines() if line.startswith("-")]
    assert back.endswith("Men set free")
    rows = list(csv.DictReader(io.StringIO(newsledger("diff", "1", "2", "--format", "csv").out)))
    assert {(row["change"], row["column"], row["after"]) for row in rows} == {
        ("added", "", ""),
        ("changed", "weapon", "drone"),
    }
    assert "1 of 2 rows; --limit 0 shows all" in newsledger("diff", "1", "2", "--limit", "1").out


def test_rollback_publishes_the_old_rows_with_the_note(newsledger):
    ended = newsledger("rollback", "1", "--note", "the coder was wrong")
    assert ended.out == "published version 3, equal to version 1: 1 rows opened, 4 closed\n"
    assert "the coder was wrong" in newsledger("versions").out
    assert newsledger("rollback", "1").out == "nothing to do: the live rows are those of version 1\n"
    ended = newsledger("rollback", "9")
    assert (ended.code, "There is no version 9" in ended.err) == (2, True)


def test_restore_lists_the_kept_files_and_puts_one_back(newsledger, home):
    listed = newsledger("restore").out
    assert [line.split()[0] for line in listed.splitlines()[2:]] == ["2", "1"]
    (home / "ledger.duckdb").unlink()
    assert "version 1 again" in newsledger("restore", "1").out
    assert newsledger("verify").code == 0
    assert "version 2 " not in newsledger("versions").out
    ended = newsledger("restore", "7")
    assert (ended.code, "Those that are: 1, 2" in ended.err) == (2, True)


def test_export_writes_parquet_and_says_how_much(newsledger, tmp_path):
    ended = newsledger("export", str(tmp_path / "out"))
    assert {tuple(line.split()) for line in ended.out.splitlines()} >= {("claims", "3"), ("versions", "2")}
    assert pl.read_parquet(tmp_path / "out/claims/**/*.parquet").height == 3
    for folder in ("out", "ledger.duckdb"):
        assert newsledger("export", str(tmp_path / folder)).code == 2


def test_verify_names_what_is_wrong_and_ends_with_1(newsledger, home):
    ended = newsledger("verify")
    assert (ended.code, ended.out) == (0, f"{home / 'ledger.duckdb'}: every version is as it was published\n")
    (home / "ledger.duckdb").chmod(0o644)
    with duckdb.connect(str(home / "ledger.duckdb")) as connection:
        connection.execute("UPDATE claims_h SET evidence = 'x' WHERE action = 'release'")
    (home / "ledger.duckdb").chmod(0o444)
    ended = newsledger("verify")
    row = f"the row {FREED['claim_id']} does not have the values that were published"
    assert (ended.code, ended.err) == (1, f"newsledger: claims: version 2: {row}\n")


def test_redact_blanks_a_page_and_says_what_it_did(newsledger, home):
    ended = newsledger("redact", "--url", B["url"], "--reason", "court order 12", "--yes")
    assert ended.code == 0
    assert f"redacted {B['url']}: court order 12" in ended.out
    assert "1 of articles, 1 of claims" in ended.out
    assert "of versions 2 to 2" in ended.out
    assert f"{B['url']}: court order 12" in newsledger("versions").out
    assert newsledger("verify").code == 0
    assert [line.split()[0] for line in newsledger("restore").out.splitlines()[2:]] == ["2"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--reason", "x"], "Give --url or --claim"),
        (["--url", "https://news.example/none", "--reason", "x"], "Nothing is known of https://news.example/none"),
        (["--url", B["url"], "--reason", " "], "Say why"),
        (["--claim", "zz", "--reason", "x"], "No claim has an id that begins with 'zz'"),
        (["--url", B["url"]], "--reason"),
    ],
)
def test_redact_used_wrongly_changes_nothing(newsledger, home, arguments, named):
    ended = newsledger("redact", *arguments)
    assert (ended.code, named in ended.err) == (2, True)
    assert not (home / "redactions.jsonl").exists()
