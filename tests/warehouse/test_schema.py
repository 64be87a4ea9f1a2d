"""A ledger of an older contract grows to today's, or is refused with the reason."""

from dataclasses import replace

import polars as pl
import pytest
from ledger_rows import D1, NOW, article, ask, claim, frames, night
from polars.testing import assert_frame_equal

from newsledger import model
from newsledger.errors import UsageError
from newsledger.model import Column, Table
from newsledger.warehouse import diff, publish, verify

A = article("a")
TONE = Column("tone", model.TEXT, "How it is said.")


@pytest.fixture
def contract(monkeypatch):
    """Put another contract of claims in force."""

    def contract(change):
        table = change(model.CLAIMS)
        monkeypatch.setattr(model, "HISTORY", tuple(table if t.name == "claims" else t for t in model.HISTORY))
        return table

    return contract


def adding(*columns):
    return lambda table: replace(table, columns=(*table.columns, *columns))


def changing(name, **values):
    def change(table: Table) -> Table:
        return replace(table, columns=tuple(replace(c, **values) if c.name == name else c for c in table.columns))

    return change


def given(**values):
    """Return a night's frames by the contracts now in force."""
    frames_now = frames(articles=[A], claims=[claim(A)])
    claims = next(t for t in model.HISTORY if t.name == "claims")
    added = [
        pl.lit(values.get(c.name), c.dtype).alias(c.name) for c in claims.columns if c.name not in model.CLAIMS.schema
    ]
    return frames_now | {"claims": frames_now["claims"].with_columns(added)}


def test_a_new_column_is_added_and_old_versions_read_null(ledger, contract):
    publish(ledger, given(), night(), now=NOW)
    before = ask(ledger, "FROM claims_as_of(1)")
    contract(adding(TONE))
    assert publish(ledger, given(), night(), now=NOW) is None  # a column with nothing in it is no other row,
    assert ask(ledger, "SELECT tone FROM claims")["tone"].to_list() == [None]  # but it is there
    published = publish(ledger, given(tone="angry"), night(), now=NOW)
    assert (published.version, published.opened["claims"], published.closed["claims"]) == (2, 1, 1)
    after = ask(ledger, "FROM claims_as_of(1)")
    assert_frame_equal(after.drop("tone"), before)
    assert after["tone"].to_list() == [None]
    assert ask(ledger, "SELECT tone FROM claims").item() == "angry"
    said = (
        "SELECT table_name FROM duckdb_columns() WHERE column_name = 'tone' AND comment = 'How it is said.' ORDER BY 1"
    )
    assert ask(ledger, said)["table_name"].to_list() == ["claims", "claims_h", "current_claims"]
    assert diff(ledger, 1, 2, "claims").drop("claim_id", "row").rows() == [("changed", "tone", None, "angry")]
    assert verify(ledger) == []


def test_a_column_that_may_become_null_is_let(ledger, contract):
    publish(ledger, given(), night(), now=NOW)
    contract(changing("rule", nullable=True))
    without = given()
    without["claims"] = without["claims"].with_columns(rule=pl.lit(None, pl.String))
    assert publish(ledger, without, night(), now=NOW).version == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (adding(replace(TONE, nullable=False)), "its new column tone may not be null, but rows in the ledger have"),
        (changing("weapon", nullable=False), "its column weapon may not be null any more, but was allowed to be"),
        (
            changing("weapon", dtype=model.COUNT),
            "its column weapon is VARCHAR in the ledger and BIGINT in the contract",
        ),
        (
            lambda table: replace(table, columns=tuple(c for c in table.columns if c.name != "weapon")),
            "its column weapon is gone from the contract, but versions in the ledger have it",
        ),
    ],
)
def test_a_contract_that_breaks_older_versions_is_refused_with_the_reason(ledger, contract, change, reason):
    publish(ledger, given(), night(), now=NOW)
    before, tonight = ledger.read_bytes(), given()
    table = contract(change)
    tonight["claims"] = table.frame([])
    with pytest.raises(UsageError, match=f"cannot take today's contract of claims: {reason}"):
        publish(ledger, tonight, night(D1), now=NOW)
    assert ledger.read_bytes() == before
