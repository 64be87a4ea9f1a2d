"""What is derived from the contracts is what the repository holds."""

from newsledger.locate import data_folder
from newsledger.warehouse.documents import documents


def test_derived_files_are_fresh():
    stale = [path.name for path, text in documents().items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run `make docs`"


def test_every_table_file_is_a_table_of_the_contracts():
    assert set((data_folder("sql") / "tables").iterdir()) <= set(documents())
