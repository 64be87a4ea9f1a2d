"""What keeps the house in order: one table, one word; dependencies in one direction; a wheel that holds it all."""

import ast
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from newsledger import model
from newsledger.quality.validation import CHECKED

ROOT = Path(__file__).parents[1]
DATA = ("assets", "sql", "expectations")  # folders that a wheel holds beside the package's modules
STAGED = [table.name for table in model.STAGED]
MODULES = sorted([*ROOT.glob("pipelines/**/*.py"), *ROOT.glob("assets/*.py")])


@pytest.mark.parametrize("table", STAGED)
def test_a_staged_table_is_called_the_same_everywhere(table: str) -> None:
    assert (ROOT / "assets" / f"{table}.py").is_file()
    assert (ROOT / "sql/tables" / f"{table}.sql").is_file()
    assert (ROOT / "expectations" / f"{table}.yaml").is_file()


def test_there_is_a_file_for_each_table_and_no_other() -> None:
    assert {path.stem for path in ROOT.glob("sql/tables/*.sql")} == {table.name for table in model.tables()}
    assert (
        {path.stem for path in ROOT.glob("expectations/*.yaml")} == set(CHECKED) == {*STAGED, "source_nights", "ledger"}
    )


def test_every_column_says_what_it_means() -> None:
    for table in model.tables():
        for meaning in (table.meaning, *(column.meaning for column in table.columns)):
            assert re.search(r"\w.*[.…]$", meaning), f"{table.name}: {meaning!r}"


def test_every_reference_is_a_column() -> None:
    for table in model.tables():
        for column in table.columns:
            if column.references:
                name, _, referred = column.references.partition(".")
                assert model.table(name).column(referred).key


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_opens_with_what_belongs_in_it(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))

    assert docstring
    if path.name != "__init__.py":
        assert "Belongs here:" in docstring


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    library = "pipelines" in path.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for name in _imported(node):
            assert not (library and name.split(".")[0] in {"dagster", "assets"}), f"{path}: {name}"
            assert not (library and name.startswith("newsledger.assets")), f"{path}: {name}"
            # The assets package has another name in a wheel.
            assert not (not library and name.split(".")[0] == "assets"), f"{path}: {name}"


def test_great_expectations_is_imported_in_one_place_and_late() -> None:
    importing = []
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        if any(n.split(".")[0] == "great_expectations" for node in ast.walk(tree) for n in _imported(node)):
            importing.append(path.relative_to(ROOT).as_posix())
            at_top = [n for node in tree.body for n in _imported(node)]
            assert not any(n.startswith("great_expectations") for n in at_top)
    assert importing == ["pipelines/newsledger/quality/runner.py"]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or ""]
    return []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_a_wheel_holds_everything_under_one_name(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    folders = {"pipelines/newsledger": "newsledger", **{folder: f"newsledger/{folder}" for folder in DATA}}
    wanted = {
        f"{into}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, into in folders.items()
        for path in (ROOT / folder).rglob("*.*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert wanted <= names
    (dist_info,) = {name.split("/")[0] for name in names} - {"newsledger"}
    assert dist_info.endswith(".dist-info")
    assert not [name for name in names if "__pycache__" in name]


def test_the_assets_load_from_a_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "from newsledger.locate import assets_module, data_folder; d = assets_module('definitions');"
        "print(d.__name__, data_folder('expectations'), len(d.ASSETS))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
    )

    expected = f"newsledger.assets.definitions {tmp_path / 'site/newsledger/expectations'} 4\n"
    assert (done.stdout, done.stderr) == (expected, "")
