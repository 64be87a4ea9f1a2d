"""Frames of a small edition in which everything holds; a test breaks one value of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import polars as pl
import pytest

from newsledger import model

EDITION = date(2025, 5, 24)
TEXT = "The ministry said that 12 drones were shot down over Kursk on Friday. Nobody was hurt."
EVIDENCE = "12 drones were shot down over Kursk"

Rows = Callable[..., pl.DataFrame]


def key(number: int) -> str:
    return f"{number:032x}"


@pytest.fixture
def documents() -> Rows:
    def make(*changes: dict[str, object]) -> pl.DataFrame:
        rows = [
            {
                "document_id": key(number),
                "edition": EDITION,
                "source": "wire",
                "role": "page",
                "url": f"https://news.example/{number}",
                "canonical_url": f"https://news.example/{number}",
                "outcome": "fetched",
                "status": 200,
                "tries": 1,
                "hops": 0,
                "fetched_at": datetime(2025, 5, 24, 6, tzinfo=UTC),
                "sha256": f"{number:064x}",
                "warc_file": "raw/2025-05-24/wire.warc.gz",
                "warc_offset": 0,
                **change,
            }
            for number, change in enumerate(changes or ({},))
        ]
        return model.DOCUMENTS.frame(rows)

    return make


@pytest.fixture
def articles() -> Rows:
    def make(*changes: dict[str, object]) -> pl.DataFrame:
        rows = [
            {
                "revision_id": key(100 + number),
                "article_id": key(200 + number),
                "document_id": key(0),
                "edition": EDITION,
                "source": "wire",
                "url": f"https://news.example/{number}",
                "kind": "article",
                "title": "Drones over Kursk",
                "text": TEXT,
                "published_date": date(2025, 5, 24),
                "language": "en",
                "characters": 400,  # as of a whole article, of which this is the beginning
                "words": 15,
                **change,
            }
            for number, change in enumerate(changes or ({},))
        ]
        return model.ARTICLES.frame(rows)

    return make


@pytest.fixture
def claims() -> Rows:
    def make(*changes: dict[str, object]) -> pl.DataFrame:
        start = TEXT.index(EVIDENCE)
        rows = [
            {
                "claim_id": key(300 + number),
                "revision_id": key(100),
                "article_id": key(200),
                "edition": EDITION,
                "sentence_index": 0,
                "evidence_field": "text",
                "evidence": EVIDENCE,
                "evidence_start": start,
                "evidence_end": start + len(EVIDENCE),
                "action": "intercept",
                "object_text": "drones",
                "object_class": "drone",
                "quantity_text": "12",
                "quantity_low": 12.0,
                "quantity_high": 12.0,
                "quantity_qualifier": "exact",
                "place_text": "Kursk",
                "place_country": "RUS",
                "place_lat": 51.73,
                "place_lon": 36.19,
                "date_start": date(2025, 5, 23),
                "date_end": date(2025, 5, 23),
                "speaker_text": "The ministry",
                "speaker_country": "RUS",
                "speaker_sector": "GOV",
                "speaker_cue": "said",
                "polarity": "affirmed",
                "modality": "actual",
                "rule": "intercept.passive",
                "extractor_version": "1",
                **change,
            }
            for number, change in enumerate(changes or ({},))
        ]
        return model.CLAIMS.frame(rows)

    return make


@pytest.fixture
def vocabularies() -> dict[str, pl.DataFrame]:
    words = {
        model.ACTIONS: "intercept",
        model.OBJECT_CLASSES: "drone",
        model.QUALIFIERS: "exact range about",
        model.MODALITIES: "actual planned",
        model.SECTORS: "GOV MIL",
    }
    return {
        table.name: table.frame([{table.key: word, "meaning": "…"} for word in listed.split()])
        for table, listed in words.items()
    }
