"""A takedown of rows that were made by hand: sentences that share evidence, and rows in quarantine."""

import errno
import json

import pytest
from ledger_rows import D1, NOW, article, ask, claim, document, edit, frames, hex_id, night, row

from newsledger import model
from newsledger.config import Settings
from newsledger.errors import UsageError
from newsledger.redaction import carry_out
from newsledger.redaction.carry_out import redact_claim
from newsledger.redaction.orders import Order, closed_addresses, orders, remember
from newsledger.warehouse import publish, verify

OLD = article("a", text="It was calm.")
NEW = article("a", text="Ten men died. It rained there. Nobody came.")
FIRST = claim(NEW, "kill", evidence="Ten men died")
BOTH = claim(NEW, "damage", evidence="men died. It rained")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path)


def publish_night(settings, **rows):
    publish(settings.ledger, frames(**rows), night(D1), now=NOW)


def held(settings, *tables):
    return str([ask(settings.ledger, f"FROM {table}_h").to_dicts() for table in tables])


def test_evidence_over_two_sentences_takes_both_down_even_after_one_of_them(settings):
    publish_night(settings, articles=[OLD])
    documents = [document("a", title_hint="Ten dead")]
    publish_night(settings, articles=[NEW], claims=[FIRST, BOTH], edits=[edit(OLD, NEW)], documents=documents)
    redact_claim(settings, FIRST["claim_id"], "court order", now=NOW)
    assert "It rained there." in held(settings, "articles", "edits")
    redact_claim(settings, BOTH["claim_id"], "court order", now=NOW)
    words = held(settings, "articles", "claims", "edits")
    assert "rained" not in words
    assert "Nobody came." in words
    assert verify(settings.ledger) == []
    # Asked for again, it does nothing more: the headline of the page was not to go.
    assert redact_claim(settings, BOTH["claim_id"], "court order", now=NOW).rows == {}
    assert "Ten dead" in held(settings, "documents")
    assert len(ask(settings.ledger, "FROM redactions")) == 2


def test_a_claim_of_a_revision_in_quarantine_loses_the_sentence_too(settings):
    other = article("a", text="Ten men died. It snowed there.")
    its_claim = claim(other, "kill", evidence="Ten men")

    def aside(table, inner, key):
        kept = {name: value for name, value in inner.items() if not hasattr(value, "isoformat")}
        return row(
            model.QUARANTINE,
            quarantine_id=hex_id(key),
            table_name=table,
            row_key=key,
            row_json=json.dumps(kept),
        )

    quarantine = [
        aside("articles", {**dict.fromkeys(model.ARTICLES.schema), **other}, other["revision_id"]),
        aside("claims", {**dict.fromkeys(model.CLAIMS.schema), **its_claim}, its_claim["claim_id"]),
    ]
    publish_night(settings, articles=[NEW], claims=[FIRST], quarantine=quarantine)
    redact_claim(settings, FIRST["claim_id"], "court order", now=NOW)
    words = held(settings, "quarantine")
    assert "Ten men" not in words
    assert "It snowed there." in words


def test_a_full_disk_is_named_and_the_redaction_finished_by_asking_again(settings, monkeypatch):
    publish_night(settings, articles=[NEW], claims=[FIRST])

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as cramped:
        cramped.setattr(carry_out, "blank_archive", full)
        with pytest.raises(UsageError, match=r"is full\. Free some space and run again"):
            redact_claim(settings, FIRST["claim_id"], "court order", now=NOW)
    assert redact_claim(settings, FIRST["claim_id"], "court order", now=NOW).rows == {"articles": 1, "claims": 1}


def test_an_address_that_was_closed_stays_so(tmp_path):
    (tmp_path / "redactions.jsonl").write_text("\r\n")  # as an editor may leave it
    remember(tmp_path, Order("claim", "c", "first", ("https://news.example/a",)))
    remember(tmp_path, Order("claim", "c", "second", ("https://news.example/b",)))
    assert [order.reason for order in orders(tmp_path)] == ["second"]
    assert set(closed_addresses(tmp_path)) == {"https://news.example/a", "https://news.example/b"}
    assert [path.name for path in tmp_path.iterdir()] == ["redactions.jsonl"]
