"""The live tables as parquet."""

import polars as pl
import pytest
from ledger_rows import D1, D2, article, ask, claim
from polars.testing import assert_frame_equal

from newsledger import model
from newsledger.errors import UsageError
from newsledger.warehouse import export


def test_an_export_holds_every_live_row_and_the_manifest(ledger, publish_rows, tmp_path):
    a, b = article("a"), article("b", D2)
    publish_rows(D1, articles=[a], claims=[claim(a, quantity_low=3.0)])
    publish_rows(D2, articles=[b], claims=[claim(b)])
    rows = export(ledger, tmp_path / "out")
    assert (rows["claims"], rows["versions"]) == (2, 2)
    assert (tmp_path / "out" / "claims" / "edition=2025-05-25").is_dir()
    for table in model.tables():
        parted = "edition" in table.schema
        found = pl.read_parquet(
            tmp_path / "out" / (f"{table.name}/**/*.parquet" if parted else f"{table.name}.parquet")
        )
        assert_frame_equal(found.select(table.schema.names()), ask(ledger, f"FROM {table.name}"), check_row_order=False)


def test_a_folder_that_cannot_be_made_is_named(ledger, publish_rows, tmp_path):
    publish_rows(D1)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UsageError, match=r"file/out cannot be written: Not a directory"):
        export(ledger, tmp_path / "file" / "out")


def test_an_export_does_not_mix_with_an_older_one(ledger, publish_rows, tmp_path):
    publish_rows(D1)
    export(ledger, tmp_path / "out")
    with pytest.raises(UsageError, match="out is not empty"):
        export(ledger, tmp_path / "out")
