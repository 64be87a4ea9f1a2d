import subprocess
import sys
from pathlib import Path

import pytest

from newsledger.errors import UsageError
from newsledger.quality.suites import TYPES, load_suite
from newsledger.quality.validation import CHECKED

GOOD = """\
suite: claims
expectations:
  - id: action_known
    protects_from: An action outside the vocabulary.
    type: expect_column_values_to_be_in_set
    kwargs: {column: action, value_set: actions.action}
    severity: critical
    action: quarantine
"""


@pytest.mark.parametrize("table", CHECKED)
def test_project_suites_can_be_read(table: str) -> None:
    suite = load_suite(table)

    assert suite.suite == table
    assert all(e.protects_from.endswith(".") for e in suite.expectations)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("expect_column_values_to_be_in_set", "expect_values_in_set", 5, "Known are expect_column"),
        ("column: action,", "column: acton,", 6, "claims has no column 'acton'"),
        ("column: action,", "colum: action,", 6, "has no 'colum'"),
        ("actions.action", "actions.verb", 6, "'actions.verb' is no column"),
        ("value_set: actions.action", "mostly: 1", 6, "needs 'value_set'"),
        ("value_set: actions.action", "value_set: [a], mostly: 0.9", 6, "cannot set rows aside"),
        ("value_set: actions.action", "value_set: [a], mostly: 90", 6, "90 is no share"),
        ("An action outside", "An \x01 outside", 1, "this is not YAML"),
        ("    severity: critical", "    where: {column: kind}\n    severity: critical", 7, "no column 'kind'"),
        ("    severity: critical", "    where: {column: action, is: a}\n    severity: critical", 7, "Extra inputs"),
        ("severity: critical", "severity: severe", 7, "'critical' or 'warning'"),
        ("severity: critical", "severity: warning", 7, "Make it critical"),
        ("action: quarantine", "action: delete", 8, "'abort', 'quarantine' or 'keep'"),
        ("action: quarantine", "action: abort\n    acton: keep", 9, "Extra inputs"),
        ("    severity: critical\n", "", 3, "severity: Field required"),
        ("suite: claims", "suite: articles", 1, "Call it 'claims'"),
        ("value_set: actions.action}", "value_set: }}", 6, "this is not YAML"),
        ("id: action_known", "id: Action known", 3, "id"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_remedy(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    path = tmp_path / "claims.yaml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1))

    with pytest.raises(UsageError) as caught:
        load_suite("claims", tmp_path)

    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert said in str(caught.value)


def test_a_suite_is_read_again_when_its_file_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(GOOD)
    first = load_suite("claims", tmp_path)
    assert load_suite("claims", tmp_path) is first

    path.write_text(GOOD.replace("action: quarantine", "action: abort"))

    assert load_suite("claims", tmp_path).expectations[0].action == "abort"


def test_two_expectations_of_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "claims.yaml").write_text(GOOD + GOOD.split("expectations:\n")[1])

    with pytest.raises(UsageError, match=r":9: a second expectation is called 'action_known'"):
        load_suite("claims", tmp_path)


def test_a_missing_suite_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"claims\.yaml: there is no such suite"):
        load_suite("claims", tmp_path)


def test_great_expectations_knows_every_type_we_know() -> None:
    import great_expectations.expectations.core  # noqa: F401  (registers them)
    from great_expectations.expectations.registry import list_registered_expectation_implementations

    assert TYPES.keys() <= set(list_registered_expectation_implementations())


def test_reading_suites_does_not_import_great_expectations() -> None:
    code = (
        "import sys, newsledger.quality.audit as a; a.load_suite('claims'); print('great_expectations' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
