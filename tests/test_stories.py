"""Copies and edits over the nights: found whenever they come, and the same in whatever order editions are run."""

import shutil
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from ledger_rows import D1, D2, D3, NOW, Row, article, ask, claim, document, frames, hex_id, night

from newsledger.edits import add_edits, difference
from newsledger.stories import WINDOW, settle_stories
from newsledger.warehouse import Published, publish, verify

STORIES = "SELECT revision_id, edition, story_id, duplicate_of, duplicate_share FROM articles ORDER BY ALL"
EDITS = "SELECT * FROM edits ORDER BY ALL"


def prose(seed: int, words: int = 120) -> str:
    return " ".join(f"{word}." if n % 12 == 11 else word for n, word in enumerate(_words(seed, words)))


def _words(seed: int, count: int) -> list[str]:
    return [f"w{Random(1000 * seed + n).randrange(500)}" for n in range(count)]


ONE, TWO = prose(1), prose(2)
CUT = " ".join(ONE.split()[:72])


def told(name: str, text: str, edition: date = D1, **values: object) -> Row:
    """Return an article as the cleaner gives it: its story is not known yet."""
    return article(name, edition, text=text, **values)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "ledger.duckdb"
    publish(path, frames(), night(D1), now=NOW)
    return path


@pytest.fixture
def ledger(tmp_path: Path, empty: Path) -> Path:
    return Path(shutil.copy(empty, tmp_path / "ledger.duckdb"))


def run(ledger: Path, edition: date, *articles: Row, **more: list[Row]) -> Published | None:
    """Publish `articles` as the night of `edition` that its assets would make of them."""
    rows = [{**row, "edition": edition, "document_id": hex_id(f"{edition} {row['url']}")} for row in articles]
    given = {"articles": rows, **more}
    given.setdefault("documents", [document(row["url"], edition, document_id=row["document_id"]) for row in rows])
    given.setdefault("claims", [claim(row) for row in rows])
    return publish(
        ledger,
        frames(**given),
        night(edition),
        now=NOW,
        settle=lambda known, rows: add_edits(known, settle_stories(known, rows, [edition]), [edition]),
    )


def stories(ledger: Path) -> dict[str, tuple[object, ...]]:
    """Return of each article's newest row: its edition, its story and the original it is a copy of."""
    rows = ask(ledger, STORIES).rows()
    return {revision: (edition, story, original) for revision, edition, story, original, _ in rows}


def test_the_manifest_names_the_edition_that_was_run_and_counts_the_copies_that_it_restates(ledger):
    run(ledger, D2, told("copy", ONE, D2))
    published = run(ledger, D1, told("original", ONE))
    assert ask(ledger, f"SELECT editions FROM versions WHERE version = {published.version}").item().to_list() == [
        str(D1)
    ]
    assert (published.opened["articles"], published.closed["articles"]) == (2, 1)
    restated = "SELECT edition, version_from FROM articles_h WHERE duplicate_of IS NOT NULL"
    assert ask(ledger, restated).rows() == [(D2, published.version)]


def test_a_copy_that_comes_the_night_after_is_one(ledger: Path) -> None:
    first, copy, other = told("first", ONE), told("copy", CUT, D2), told("other", TWO, D2)
    run(ledger, D1, first)
    run(ledger, D2, copy, other)
    assert stories(ledger) == {
        first["revision_id"]: (D1, first["article_id"], None),
        copy["revision_id"]: (D2, first["article_id"], first["revision_id"]),
        other["revision_id"]: (D2, other["article_id"], None),
    }
    assert ask(ledger, "SELECT duplicate_share FROM articles WHERE duplicate_of IS NOT NULL").rows() == [(1.0,)]


def test_what_a_copy_repeats_counts_once_over_the_nights(ledger: Path) -> None:
    first, copy = told("first", ONE), told("copy", f"{CUT} Three died.", D2)
    words = CUT.split(".")[0]
    run(ledger, D1, first, claims=[claim(first, evidence=words)])
    repeated = [claim(copy, evidence=words), claim(copy, "kill", evidence="Three died.")]
    run(ledger, D2, copy, claims=repeated)
    found = ask(ledger, "SELECT article_id, action FROM current_claims ORDER BY action").rows()
    assert found == [(copy["article_id"], "kill"), (first["article_id"], "launch")]
    assert ask(ledger, "SELECT count(*) AS n FROM claims")["n"].item() == 3


def test_a_copy_stays_one_when_its_page_is_found_again_without_the_original(ledger: Path) -> None:
    first, copy = told("first", ONE), told("copy", ONE)
    run(ledger, D1, first, copy)
    published = run(ledger, D2, copy)
    assert published is not None
    assert (published.opened["articles"], published.closed["articles"]) == (0, 0)
    (original,) = (
        stories(ledger)[row["revision_id"]][2] for row in (first, copy) if stories(ledger)[row["revision_id"]][2]
    )
    assert original in (first["revision_id"], copy["revision_id"])


def test_a_story_told_again_after_the_window_is_its_own_unless_copies_lead_to_it(ledger: Path) -> None:
    late, later = D1 + WINDOW + timedelta(1), D1 + 2 * WINDOW
    run(ledger, D1, first := told("first", ONE), told("other", TWO))
    run(ledger, D2, bridge := told("bridge", ONE, D2))
    run(ledger, late, through := told("through", ONE, late), again := told("again", TWO, late))
    run(ledger, later, more := told("more", ONE, later))
    found = stories(ledger)
    assert [found[row["revision_id"]][2] for row in (bridge, through, more)] == [first["revision_id"]] * 3
    assert found[again["revision_id"]] == (late, again["article_id"], None)


def test_an_article_found_late_stays_in_the_story_of_its_revisions(ledger: Path) -> None:
    late = D1 + 3 * WINDOW
    run(ledger, D1, first := told("first", ONE))
    run(ledger, D2, told("copy", ONE, D2))
    run(
        ledger,
        late,
        corrected := told("copy", f"{ONE} Corrected.", late),
        rewritten := told("copy", TWO, late, url="https://news.example/copy/2"),
    )
    found = stories(ledger)
    assert found[corrected["revision_id"]] == (late, first["article_id"], first["revision_id"])
    assert found[rewritten["revision_id"]] == (late, first["article_id"], None)


NIGHTS: dict[date, list[Row]] = {
    D1: [told("first", ONE), told("edited", TWO)],
    # Found again, a copy, and an edit.
    D2: [told("first", ONE), told("copy", CUT), told("edited", f"{TWO} One more thing.")],
    D3: [told("copy", CUT), told("third", f"By a writer. {ONE}"), told("edited", f"Corrected. {TWO} One more thing.")],
}


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Path:
    path = Path(shutil.copy(empty, tmp_path_factory.mktemp("stories") / "ledger.duckdb"))
    for edition, articles in NIGHTS.items():
        run(path, edition, *articles)
    return path


def test_nights_in_order_find_copies_and_edits_and_once_more_nothing(in_order: Path) -> None:
    first = NIGHTS[D1][0]["revision_id"]
    assert [original for _, _, original in stories(in_order).values()].count(first) == 2
    assert len(edits(in_order)) == 2
    assert [run(in_order, edition, *articles) for edition, articles in NIGHTS.items()] == [None] * 3


@pytest.mark.parametrize(
    "order", list(permutations(NIGHTS))[1::2], ids=lambda order: " ".join(f"{d:%d}" for d in order)
)
def test_in_whatever_order_nights_are_run_the_ledger_says_the_same(
    ledger: Path, in_order: Path, order: list[date]
) -> None:
    for edition in order:
        run(ledger, edition, *NIGHTS[edition])
    for sql in (STORIES, EDITS, "SELECT claim_id, edition FROM claims ORDER BY ALL"):
        assert ask(ledger, sql).rows() == ask(in_order, sql).rows()
    assert verify(ledger) == []


def test_a_night_changes_nothing_of_the_nights_before(ledger: Path) -> None:
    run(ledger, D2, told("copy", ONE, D2))
    before = ask(ledger, "FROM articles").rows()
    run(ledger, D3, told("early", ONE, D3, published_date=D1))
    assert [row for row in ask(ledger, "FROM articles").rows() if row in before] == before


def test_when_an_original_is_gone_its_copies_are_no_copies(ledger: Path) -> None:
    run(ledger, D1, told("first", ONE), told("other", TWO))
    run(ledger, D2, copy := told("copy", ONE, D2))
    run(ledger, D1, told("other", TWO))
    assert stories(ledger)[copy["revision_id"]] == (D2, copy["article_id"], None)
    assert ask(ledger, "SELECT count(*) AS n FROM claims")["n"].item() == 2


def test_a_page_that_is_no_article_has_no_story(ledger: Path) -> None:
    run(ledger, D1, page := told("page", ONE, kind="index"), told("first", ONE))
    assert stories(ledger)[page["revision_id"]] == (D1, None, None)


def test_the_difference_of_two_texts_is_in_sentences() -> None:
    before = "Mr. Ito said 3.5 tons burned. Two died.\n\nThe fire is out."
    after = "The fire is out.\n\nMr. Ito said  3.5 tons\nburned. Three died. Two died. Three died."
    assert difference(before, after) == (["Three died.", "Three died."], [])
    assert difference(after, before) == ([], ["Three died.", "Three died."])


def edits(ledger: Path) -> list[tuple[object, ...]]:
    return ask(ledger, "SELECT previous_revision_id, revision_id, sentences_added, sentences_removed FROM edits").rows()


def test_a_page_that_changes_within_its_edition_keeps_its_edit(ledger: Path) -> None:
    first, second = told("page", "Two died. It rained."), told("page", "Three died. It rained.")
    run(ledger, D1, first)
    run(ledger, D1, second)
    found = [(first["revision_id"], second["revision_id"], ["Three died."], ["Two died."])]
    assert edits(ledger) == found
    assert run(ledger, D1, second) is None
    run(ledger, D2, told("other", TWO, D2))
    assert edits(ledger) == found
    third = told("page", "Three died. It snowed.")
    run(ledger, D1, third)
    again = (second["revision_id"], third["revision_id"], ["It snowed."], ["It rained."])
    assert sorted(edits(ledger)) == sorted([*found, again])
    run(ledger, D1, third)
    assert sorted(edits(ledger)) == sorted([*found, again])


def test_a_new_reading_of_the_same_bytes_is_no_edit(ledger: Path) -> None:
    def fetched(row: Row, sha256: str) -> list[Row]:
        number = hex_id(f"{row['edition']} {row['url']}")
        return [document(row["url"], row["edition"], document_id=number, sha256=sha256)]

    read, reread, changed = (
        told("page", "Two died. More."),
        told("page", "Two died.", D2),
        told("page", "Ten died.", D3),
    )
    run(ledger, D1, read, documents=fetched(read, "a"))
    run(ledger, D2, reread, documents=fetched(reread, "a"))
    assert edits(ledger) == []
    run(ledger, D3, changed, documents=fetched(changed, "b"))
    assert edits(ledger) == [(reread["revision_id"], changed["revision_id"], ["Ten died."], ["Two died."])]
