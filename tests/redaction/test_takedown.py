"""A takedown over a real data folder: the words are nowhere, the ledger is whole, no night brings them back."""

import gzip
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from ledger_rows import D1, D2, NOW, Row, ask, night
from sample_sites import SAMPLES, SampleSites, serve

from newsledger import model
from newsledger.clean import clean_documents
from newsledger.config import Settings, Source
from newsledger.edits import add_edits
from newsledger.errors import UsageError
from newsledger.extract.batch import code_articles
from newsledger.extract.sentences import split_sentences
from newsledger.extract.text import normalise
from newsledger.extract.vocabulary import vocabulary_tables
from newsledger.fetch import FetchPolicy, fetch_addresses, fetch_edition, read
from newsledger.quality.doubts import add_doubts, doubts_table
from newsledger.redaction.carry_out import redact_claim, redact_url
from newsledger.redaction.orders import orders
from newsledger.redaction.words import BLANK
from newsledger.show import console
from newsledger.show.traces import traced, traced_article
from newsledger.staging import write_staged
from newsledger.stories import settle_stories
from newsledger.trace import trace
from newsledger.trace_article import trace_article
from newsledger.warehouse import Problem, Published, kept_files, publish, verify

LOOPBACK = FetchPolicy(allow_loopback=True, delay=0.0)
REASON = "court order 12"
LATER = NOW + timedelta(days=1)


@dataclass
class Newsroom:
    """A data folder that is fed by the sample sites."""

    sites: SampleSites
    settings: Settings

    def run(self, edition: date, *, refetch: bool = True) -> Published | None:
        """Run one night: what its assets do, without them."""
        feed = self.sites.url("sample-regional.example", "feed.xml")
        sources = [Source(name="regional", kind="feed", place=feed, language="en")]
        staged = {"documents": fetch_edition(sources, edition, self.settings, policy=LOOPBACK, refetch=refetch)}
        staged["articles"] = clean_documents(staged["documents"], self.settings.home)
        staged["claims"] = add_doubts(code_articles(staged["articles"]), staged["articles"])
        for table, frame in staged.items():
            write_staged(self.settings, table, edition, frame)
        empty = {t.name: t.empty() for t in model.HISTORY}
        return publish(
            self.settings.ledger,
            {**empty, **staged, **vocabulary_tables(), "doubts": doubts_table()},
            night(edition),
            now=NOW,
            settle=lambda known, rows: add_edits(known, settle_stories(known, rows, [edition]), [edition]),
        )

    def ask(self, sql: str) -> list[Row]:
        return ask(self.settings.ledger, sql).to_dicts()

    def url(self) -> str:
        return self.sites.url("sample-regional.example", "news/congo-deaths-in-east")


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Two nights, between which a page was edited; and what somebody fetched by hand. Tests get a copy."""
    folder = tmp_path_factory.mktemp("newsroom")
    sites_folder = shutil.copytree(SAMPLES / "sites", folder / "sites")
    for page in sites_folder.rglob("*.html"):
        if "congo-deaths" not in page.as_posix():
            # What another page quotes of it is that page's: it stays, and would be found here.
            page.write_text(page.read_text("utf-8").replace("Congo puts deaths in east", "Congo"), "utf-8")
    with serve(sites_folder) as sites:
        room = Newsroom(sites, Settings(folder / "home"))
        room.run(D1)
        page = sites.page("sample-regional.example", "news/congo-deaths-in-east")
        page.write_text(page.read_text("utf-8").replace("is planned for 28 February", "is planned for 2 March"))
        room.run(D2)
        fetch_addresses([room.url()], room.settings, policy=LOOPBACK)
        yield room


@pytest.fixture
def room(fed: Newsroom, tmp_path: Path) -> Newsroom:
    home = shutil.copytree(fed.settings.home, tmp_path / "home")
    return Newsroom(fed.sites, Settings(home))


def sentences(text: str) -> list[str]:
    plain = normalise(text)
    return [text[s.start : s.end] for s in split_sentences(plain) if s.end - s.start > 25]


def everything(home: Path) -> str:
    """Return all that the files below `home` hold, unpacked, in one text."""
    held = []
    for path in sorted(p for p in home.rglob("*") if p.is_file()):
        data = path.read_bytes()
        held.append(data.decode("utf-8", "replace"))
        if data.startswith(b"\x1f\x8b"):
            held.append(gzip.decompress(data).decode("utf-8", "replace"))
        elif data.startswith(b"PAR1"):
            held.append(str(pl.read_parquet(path, hive_partitioning=False).to_dicts()))
        elif path.name.startswith("ledger.duckdb") and data:
            stored = (f"{t.name}_h" if t in model.HISTORY else t.name for t in model.tables())
            held += [str(ask(path, f"FROM {name}").to_dicts()) for name in stored if not path.name.endswith("lock")]
    return " ".join("\n".join(held).split())


def plain(text: str) -> str:
    return " ".join(text.split())


def words_of(room: Newsroom) -> list[str]:
    """Return the headline and sentences of the page, in all its revisions."""
    rows = room.ask(f"SELECT DISTINCT title, text FROM articles_h WHERE url = '{room.url()}/' OR url = '{room.url()}'")
    assert len(rows) == 2
    return sorted({plain(s) for row in rows for s in [row["title"], *sentences(row["text"])]})


def shape(room: Newsroom) -> dict[str, list[Row]]:
    """Return what a redaction must leave: keys, versions, and what was read from the words."""
    kept = {"claims": ", action, quantity_low, place_country, date_start, evidence_start, evidence_end"}
    return {
        t.name: room.ask(f"SELECT {t.key}, version_from, version_to{kept.get(t.name, '')} FROM {t.name}_h ORDER BY ALL")
        for t in model.HISTORY
    }


def test_the_words_of_a_page_are_nowhere_any_more_and_all_else_stays(room):
    words, before = words_of(room), shape(room)
    held = everything(room.settings.home)
    assert len(words) > 15
    # The text that is looked through has the words in the first place, but for what the cleaner put together itself.
    assert [w for w in words if w not in held] == []
    others = room.ask(
        f"SELECT revision_id, text FROM articles_h WHERE NOT starts_with(url, '{room.url()}') ORDER BY ALL"
    )

    done = redact_url(room.settings, room.url(), REASON, now=LATER)

    held = everything(room.settings.home)
    assert [w for w in words if w in held] == []
    assert shape(room) == before
    assert (
        room.ask(f"SELECT revision_id, text FROM articles_h WHERE NOT starts_with(url, '{room.url()}') ORDER BY ALL")
        == others
    )
    assert verify(room.settings.ledger) == []
    assert done.versions == (1, 2)
    assert done.rows["articles"] == 2
    assert done.rows["claims"] > 20
    assert done.rows["edits"] == 1
    # Two revisions and the trial, and the feed that names them: as it was, and as it came again.
    assert done.records == 4
    assert list(kept_files(room.settings.ledger)) == [2]
    assert room.settings.ledger.samefile(kept_files(room.settings.ledger)[2])
    assert room.settings.ledger.stat().st_mode & 0o777 == 0o444


def test_the_manifest_says_why_and_what_the_checksums_were(room):
    sums = {(r["version"], r["table_name"]): r["checksum"] for r in room.ask("FROM version_tables")}
    redact_url(room.settings, room.url(), REASON, now=LATER)
    (entry,) = room.ask("FROM redactions")
    assert (entry["kind"], entry["reason"], entry["redacted_at"], entry["version"]) == ("url", REASON, LATER, 2)
    assert (
        entry["rows_blanked"]
        == 2 + 1 + 2 + room.ask("SELECT count(*) AS n FROM claims_h WHERE contains(evidence, '█')")[0]["n"]
    )
    now = {(r["version"], r["table_name"]): r["checksum"] for r in room.ask("FROM version_tables")}
    moved = {(r["version"], r["table_name"]): (r["before"], r["after"]) for r in room.ask("FROM redaction_checksums")}
    assert moved == {key: (sums[key], now[key]) for key in sums if sums[key] != now[key]}
    assert {table for _, table in moved} == {"documents", "articles", "claims", "edits"}


def test_other_records_of_the_archive_are_where_the_tables_say(room):
    redact_url(room.settings, room.url(), REASON, now=LATER)
    rows = room.ask("SELECT DISTINCT url, warc_file, warc_offset FROM documents_h WHERE role = 'page'")
    ours = [row for row in rows if row["url"].rstrip("/") == room.url()]
    others = [row for row in rows if row not in ours]
    assert len(others) >= 2
    for row in others:
        assert read(room.settings.home, row["warc_file"], row["warc_offset"]).url == row["url"]


def test_no_later_night_brings_the_words_back(room):
    words = words_of(room)
    redact_url(room.settings, room.url(), REASON, now=LATER)
    live = "SELECT claim_id FROM claims ORDER BY ALL"
    claims = room.ask(live)
    room.sites.requests.clear()
    for edition in (D1, D2 + timedelta(days=1)):
        room.run(edition)
    room.run(D1, refetch=False)
    assert not [url for url in room.sites.requests if "congo-deaths" in url]
    held = everything(room.settings.home)
    assert [w for w in words if w in held] == []
    assert room.ask(live) == claims
    assert verify(room.settings.ledger) == []
    outcome = f"SELECT outcome, reason FROM documents WHERE edition = '2025-05-26' AND starts_with(url, '{room.url()}')"
    assert room.ask(outcome) == [{"outcome": "redacted", "reason": f"it was taken down: {REASON}"}]
    (visit,) = fetch_addresses([room.url()], room.settings, policy=LOOPBACK)
    assert (visit.outcome, visit.archived) == ("redacted", False)


def test_a_claim_loses_its_sentence_and_the_article_keeps_the_rest(room):
    told = room.ask(
        f"SELECT * FROM claims JOIN articles USING (revision_id) WHERE starts_with(url, '{room.url()}') "
        "AND speaker_text IS NOT NULL AND evidence_field = 'text' ORDER BY evidence_start LIMIT 1"
    )[0]
    words, before = words_of(room), shape(room)
    (gone,) = [w for w in words if plain(told["evidence"]) in w]

    done = redact_claim(room.settings, told["claim_id"], REASON, now=LATER)

    held = everything(room.settings.home)
    assert gone not in held
    assert told["evidence"] not in held
    kept = " ".join(plain(row["text"] + " " + row["title"]) for row in room.ask("SELECT text, title FROM articles"))
    assert [w for w in words if w not in kept and w != gone and gone not in w] == []
    assert shape(room) == before
    assert verify(room.settings.ledger) == []
    assert done.rows["articles"] == 2
    # Each claim still points at its words in the text.
    wrong = """
    WITH c AS (SELECT *, if(evidence_field = 'title', title, text) AS field
               FROM claims JOIN articles USING (revision_id))
    SELECT claim_id FROM c WHERE evidence <> substring(field, evidence_start + 1, evidence_end - evidence_start)
    """
    assert room.ask(wrong) == []
    hidden = room.ask(f"SELECT claim_id, speaker_text FROM claims_h WHERE contains(evidence, '{BLANK}')")
    assert {row["speaker_text"] for row in hidden} == {None}
    assert {row["claim_id"] for row in hidden} == set(room.ask("SELECT claim_ids FROM redactions")[0]["claim_ids"])
    assert told["claim_id"] in {row["claim_id"] for row in hidden}
    room.run(D2 + timedelta(days=1))
    assert gone not in everything(room.settings.home)
    with pytest.raises(UsageError, match="No claim has an id"):
        redact_claim(room.settings, "zz", REASON, now=LATER)


def test_trace_says_that_words_were_taken_down_and_why(room):
    of_page = f"article_id IN (SELECT article_id FROM articles WHERE starts_with(url, '{room.url()}'))"
    (claim,) = room.ask(f"FROM claims WHERE {of_page} LIMIT 1")
    redact_url(room.settings, room.url(), REASON, now=LATER)
    shown = console()
    for text in (
        traced(trace(room.settings.ledger, claim["claim_id"], room.settings.home)),
        traced_article(trace_article(room.settings.ledger, claim["article_id"], room.settings.home)),
    ):
        with shown.capture() as printed:
            shown.print(text)
        assert "all its words, on 2025-05-26: court order 12" in printed.get()


def test_what_is_not_known_is_not_redacted(room):
    with pytest.raises(UsageError, match=r"Nothing is known of https://news.example/none"):
        redact_url(room.settings, "https://news.example/none", REASON, now=LATER)
    assert orders(room.settings.home) == []


KILLED = """
import os, signal, sys
sys.path[:0] = {path!r}
from datetime import datetime
from pathlib import Path
from newsledger.config import Settings
from newsledger.redaction import carry_out

step = {step!r}
def kill(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "rename":
    from newsledger.warehouse import build
    build._release = kill
else:
    setattr(carry_out, step, kill)
carry_out.redact_url(Settings(Path({home!r})), {url!r}, {reason!r}, now=datetime.fromisoformat({now!r}))
"""


@pytest.mark.parametrize("step", ["blank_archive", "empty_previews", "rename"])
def test_a_redaction_that_was_killed_is_finished_by_asking_again(room, step):
    words = words_of(room)
    facts = {"home": str(room.settings.home), "url": room.url(), "reason": REASON, "now": LATER.isoformat()}
    script = KILLED.format(path=sys.path, step=step, **facts)
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    (order,) = orders(room.settings.home)
    what = f"the words of {order.target} are to be taken down and are not; run `newsledger redact` again"
    assert verify(room.settings.ledger) == [Problem(what)]
    redact_url(room.settings, room.url(), REASON, now=LATER)
    held = everything(room.settings.home)
    assert [w for w in words if w in held] == []
    assert verify(room.settings.ledger) == []
    assert len(room.ask("FROM redactions")) == 1
    assert redact_url(room.settings, room.url(), REASON, now=LATER).rows == {}
