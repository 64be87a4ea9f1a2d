"""A user's own lexicon lines: one line adds a word, and a wrong one is named with its line and the remedy."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsledger.errors import UsageError
from newsledger.extract.lexicon import lexicon_names, shipped_rows
from newsledger.extract.overlay import check_overlay

HEADERS = {name: list(shipped_rows(name)[0][1]) for name in lexicon_names()}


def write(folder: Path, name: str, values: dict[str, str]) -> Path:
    """Write an overlay file of one line; columns not given are empty."""
    folder.mkdir(exist_ok=True)
    header = HEADERS[name]
    (folder / f"{name}.tsv").write_text(
        "\t".join(header) + "\n" + "\t".join(values.get(c, "") for c in header), "utf-8"
    )
    return folder


def extract(text: str, *options: str) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "newsledger", "extract", "-", "--format", "jsonl", *options]
    done = subprocess.run(command, input=json.dumps({"text": text}), text=True, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("name", "line", "text", "column", "value"),
    [
        (
            "triggers",
            {"trigger": "zorch", "pos": "v", "action": "attack", "frame": "target"},
            "Rebels zorched a village on Monday.",
            "action",
            "attack",
        ),
        (
            "actors",
            {"name": "Velmo Front", "country": "MLI", "sector": "REB", "kind": "group"},
            "The Velmo Front attacked the army on Monday.",
            "actor_country",
            "MLI",
        ),
        (
            "places",
            {"name": "Velmozhka", "country": "UKR", "precision": "city", "lat": "49.5", "lon": "36.4"},
            "Four people were killed in Velmozhka on Monday.",
            "place_country",
            "UKR",
        ),
    ],
)
def test_one_line_adds_a_verb_a_group_and_a_village(tmp_path, name, line, text, column, value):
    folder = write(tmp_path / "words", name, line)
    assert value not in [claim[column] for claim in extract(text)]
    assert value in [claim[column] for claim in extract(text, "--lexicon", str(folder))]


@pytest.mark.parametrize(
    ("name", "line", "complaint"),
    [
        ("triggers", {"trigger": "zorch", "pos": "v", "action": "atack", "frame": "target"}, "action: 'atack' is none"),
        ("triggers", {"trigger": "", "pos": "v", "action": "attack", "frame": "target"}, "trigger: it is empty"),
        ("actors", {"name": "X Front", "country": "MLX", "kind": "group"}, "Did you mean"),
        ("places", {"name": "X", "country": "UKR", "precision": "city", "lat": "49,5", "lon": "3"}, "'49,5' is no num"),
        (
            "places",
            {"name": "X", "country": "UKR", "precision": "city", "lat": "91", "lon": "3"},
            "'91' is no position",
        ),
        ("places", {"name": "X", "country": "UKR", "precision": "city", "lat": "", "lon": "3"}, "'' is no position"),
        ("persons", {"name": "X", "country": "UKR", "from": "1 May 2024"}, "'1 May 2024' is no day"),
        ("persons", {"name": "X", "from": "2024-05-01", "to": "2023-05-01"}, "to: it comes before from"),
        ("belonging", {"word": "dragoons", "where": "nowhere"}, "'nowhere' is no place to look"),
    ],
)
def test_a_wrong_value_is_named_with_file_line_column_and_remedy(tmp_path, name, line, complaint):
    with pytest.raises(UsageError) as error:
        check_overlay(write(tmp_path, name, line))
    assert f"{name}.tsv, line 2, " in str(error.value)
    assert complaint in str(error.value)


def test_every_problem_of_a_folder_is_told_at_once(tmp_path):
    (tmp_path / "trigers.tsv").write_text("trigger\n", "utf-8")
    (tmp_path / "figurative.tsv").write_text("word\tkind\nquip\tinstrument\textra\n", "utf-8")
    (tmp_path / "noun_groups.tsv").write_text("group\tword\nx\ty\n", "utf-8")
    (tmp_path / "stance.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError) as error:
        check_overlay(tmp_path)
    for complaint in (
        "trigers.tsv: there is no lexicon of that name. Did you mean triggers?",
        "figurative.tsv, line 2: it has 3 values and the header 2 columns",
        "noun_groups.tsv: its columns are group, word. They must be word, group.",
        "stance.tsv: it is not UTF-8 text",
    ):
        assert complaint in str(error.value)


def test_a_folder_without_lexicons_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"holds no \.tsv file"):
        check_overlay(tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        check_overlay(tmp_path / "nowhere")


@pytest.mark.parametrize("name", lexicon_names())
def test_every_shipped_lexicon_stands_the_same_test(tmp_path, name):
    header, rows = HEADERS[name], shipped_rows(name)
    lines = ["\t".join(header), *("\t".join(row[column] for column in header) for _, row in rows)]
    (tmp_path / f"{name}.tsv").write_text("\n".join(lines), "utf-8")
    check_overlay(tmp_path)


def test_a_wrong_line_stops_the_command_with_code_2_and_one_message(tmp_path):
    folder = write(tmp_path / "words", "figurative", {"word": "quip", "kind": "joke"})
    command = [sys.executable, "-m", "newsledger", "extract", "-", "--lexicon", str(folder)]
    done = subprocess.run(command, input="", text=True, capture_output=True)
    assert done.returncode == 2
    assert "figurative.tsv, line 2, kind: 'joke' is none of its values" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_night_codes_with_the_lines_that_its_configuration_names(tmp_path):
    write(tmp_path / "words", "triggers", {"trigger": "zorch", "pos": "v", "action": "attack", "frame": "target"})
    (tmp_path / "in").mkdir()
    story = "Rebels zorched the village of Dervo on Monday, and smoke rose over its roofs for hours. " * 6
    (tmp_path / "in" / "story.txt").write_text(f"Rebels zorch a village\n\n{story}", "utf-8")
    (tmp_path / "sources.yaml").write_text(
        "sources: [{name: desk, kind: files, place: in, language: en}]\nextract: {lexicon: words}\n", "utf-8"
    )
    environment = os.environ | {"NEWSLEDGER_HOME": str(tmp_path / "data")}
    for arguments in (["run", "--sources", "sources.yaml"], ["sql", "SELECT rule FROM claims", "--format", "csv"]):
        done = subprocess.run(
            [sys.executable, "-m", "newsledger", *arguments],
            cwd=tmp_path,
            env=environment,
            text=True,
            capture_output=True,
        )
    assert "attack.zorch." in done.stdout, done.stderr
