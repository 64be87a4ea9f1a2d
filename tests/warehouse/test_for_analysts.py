"""What an analyst reads and runs first: the cookbook is fresh, every recipe works, and so does the notebook."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from ledger_rows import NOW, ask, frames, night
from nbclient import NotebookClient
from typer.testing import CliRunner

from newsledger.cli import app
from newsledger.errors import UsageError
from newsledger.locate import data_folder
from newsledger.notebook import write_notebook
from newsledger.warehouse import publish, schema
from newsledger.warehouse.cookbook import cookbook, sample_ledger

DOCS = data_folder("sql").parent / "docs"
RECIPES = re.findall(r"^```(\w+)\n(.*?)^```$", (DOCS / "analysts.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)


def recipes(language):
    return [code for found, code in RECIPES if found == language]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with the ledger of the cookbook at data/ledger.duckdb."""
    folder = tmp_path_factory.mktemp("analyst")
    sample_ledger(folder)
    return folder


@pytest.fixture
def at_home(home, monkeypatch):
    monkeypatch.chdir(home)
    return home / "data" / "ledger.duckdb"


def test_the_cookbook_is_fresh(at_home):
    assert (DOCS / "cookbook.md").read_text("utf-8") == cookbook(at_home), "run `make docs`"


def test_the_cookbook_has_an_answer_to_most_of_at_least_fifteen_questions(at_home):
    page = cookbook(at_home)
    examples = schema.definitions("examples")
    assert len(examples) >= 15
    assert all(f"**{example.question}**" in page and example.sql.strip() in page for example in examples)
    assert page.count("No rows:") <= 2
    assert str(at_home.parent.parent) not in page


def test_two_accounts_of_one_event_are_set_against_each_other(at_home):
    columns = "place, action, object_class, difference, a_claimant, a_low, a_qualifier, b_claimant, b_low, b_qualifier"
    assert ask(at_home, f"SELECT {columns} FROM claims_vs_counterclaims ORDER BY ALL").rows() == [
        ("Engels", "damage", "infrastructure", "denial", "RUS GOV", None, None, "UKR MIL", 1, "exact"),
        ("Engels", "injure", "person", "number", "RUS GOV", 10, "exact", "UKR MIL", 20, "at_least"),
        ("Engels", "intercept", "drone", "number", "RUS GOV", 54, "exact", "UKR MIL", 14, "exact"),
        ("Sumy", "kill", "civilian", "denial", "RUS GOV", None, None, "UKR GOV", 33, "exact"),
        ("Sumy", "kill", "soldier", "number", "RUS GOV", 60, "more_than", "UKR MIL", 2, "exact"),
    ]


def test_every_language_that_the_page_speaks_of_has_a_recipe():
    assert {language for language, _ in RECIPES} == {"sh", "sql", "python", "r"}


@pytest.mark.parametrize("code", recipes("python"))
def test_a_python_recipe_runs(at_home, code):
    exec(compile(code, "analysts.md", "exec"), {})


@pytest.mark.parametrize("code", recipes("sql"))
def test_a_sql_recipe_runs(at_home, code, tmp_path):
    """As in a session that begins in the ledger, or, for the recipe that attaches it, elsewhere."""
    opening = "duckdb.connect()" if "ATTACH" in code else "duckdb.connect('data/ledger.duckdb', read_only=True)"
    code = code.replace("TO 'casualties", f"TO '{tmp_path}/casualties")
    run = f"import sys, duckdb; {opening}.execute(sys.argv[1]).fetchall()"
    ended = subprocess.run([sys.executable, "-c", run, code], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("code", [code for language in ("sh", "r") for code in recipes(language) if "SELECT" in code])
def test_the_query_of_a_shell_or_r_recipe_runs(at_home, code):
    (query,) = re.findall(r'"(SELECT.*?)"', code)
    assert not ask(at_home, query).is_empty()


def run_notebook(ledger: Path, file: Path) -> nbformat.NotebookNode:
    write_notebook(file, ledger)
    cells = nbformat.read(file, as_version=4)
    nbformat.validate(cells)
    return NotebookClient(cells, timeout=120).execute()


def outputs(ran):
    return [output for cell in ran.cells if cell.cell_type == "code" for output in cell.outputs]


def test_the_notebook_runs_and_draws_two_plots(at_home, tmp_path):
    shown = outputs(run_notebook(at_home, tmp_path / "ours.ipynb"))
    assert [output.output_type for output in shown].count("error") == 0
    assert ["image/png" in output.data for output in shown] == [False, True, True, False]
    assert "Ten people were injured in Engels" in shown[-1].data["text/plain"]


def test_the_notebook_runs_on_a_ledger_without_claims(tmp_path):
    ledger = tmp_path / "it's empty.duckdb"
    publish(ledger, frames(), night(), now=NOW)
    assert sum("image/png" in output.data for output in outputs(run_notebook(ledger, tmp_path / "ours.ipynb"))) == 2


def test_the_command_writes_the_notebook_once_and_not_over_what_is_there(at_home, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSLEDGER_HOME", str(at_home.parent))
    monkeypatch.chdir(tmp_path)
    assert "newsledger.ipynb" in CliRunner().invoke(app, ["notebook"]).stdout
    written = Path("newsledger.ipynb").read_text("utf-8")
    assert repr(str(at_home)) in written
    again = CliRunner().invoke(app, ["notebook"])
    assert isinstance(again.exception, UsageError)
    assert "is there already" in str(again.exception)
    assert Path("newsledger.ipynb").read_text("utf-8") == written


def test_the_command_wants_a_ledger_and_a_folder(at_home, tmp_path, monkeypatch):
    with pytest.raises(UsageError, match="cannot be written: No such file or directory"):
        write_notebook(tmp_path / "nowhere" / "ours.ipynb", at_home)
    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path))
    asked = CliRunner().invoke(app, ["notebook", str(tmp_path / "ours.ipynb")])
    assert "There is no ledger" in str(asked.exception)
    assert not (tmp_path / "ours.ipynb").exists()
