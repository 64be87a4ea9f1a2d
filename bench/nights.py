"""The nights of a large installation, made up: documents, articles, claims and edits in the amounts and lengths of one.

Belongs here: rows that are to a database as real ones are, the same on every run. Does not: publishing and measuring
them (`bench.ledger`). Words fall as those of English do, by rank, and mean nothing; articles are copied and revised.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from bench.told import TOLD, things_told
from newsledger import model
from newsledger.extract.vocabulary import vocabulary_tables
from newsledger.quality.doubts import doubts_table

Row = dict[str, Any]

SENTENCES = (12, 34)  # of an article; 440 words on average
CLAIMS = (4, 21)  # of an article; 12 on average
COPIED = 0.08  # of the articles are copies of one of the days before
REVISED = 0.05  # are a new revision of one
REMEMBERED = 5  # editions whose articles are copied and revised
NOT_ARTICLES = 0.25  # so many pages are indexes, for each that is an article
FAILED = 0.1  # so many do not come
SITES = 60

_WORDS = 5_000
_KEYWORDS = [
    "drones", "missile", "strike", "killed", "wounded", "troops", "ceasefire", "prisoners", "exchange", "region",
    "overnight", "air", "defence", "minister", "said", "officials", "president", "sanctions", "talks", "energy", "grid",
    "children", "hospital", "border", "village", "attack", "shelling",
]  # fmt: skip


class Claim(NamedTuple):
    """What one article says, but for what it tells: that is row `told` of `Nights._told`, corrected so many times."""

    claim_id: str
    sentence_index: int
    evidence_field: str
    evidence: str
    evidence_start: int
    evidence_end: int
    told: int
    corrections: int = 0


@dataclass(frozen=True, slots=True)
class _Story:
    article: Row
    claims: list[Claim]
    edit: Row | None = None


class Nights:
    """The accepted rows of one edition after another, as `publish` takes them."""

    def __init__(self, seed: int = 5) -> None:
        self._random = np.random.default_rng(seed)
        self._names = 0
        letters = list("aeiouklmnprst")
        words = ["".join(self._random.choice(letters, n)) for n in self._random.integers(3, 11, _WORDS)]
        words[20 : 20 + 10 * len(_KEYWORDS) : 10] = _KEYWORDS
        weights = 1 / (np.arange(_WORDS) + 10)
        self._words = np.repeat(
            np.array(words, dtype=object), np.maximum(1, weights / weights.sum() * 60_000).astype(int)
        )
        self._told = things_told(self._random)
        self._recent: list[list[_Story]] = []

    def edition(self, day: date, claims: int, changed: int = 0, removed: int = 0) -> dict[str, pl.DataFrame]:
        """Return a frame a history table: so many new claims, in the articles that `day` brought.

        Articles of the edition before come again unchanged: of their claims, so many have other values or are gone.
        """
        new: list[_Story] = []
        missing = claims
        while missing > 0:
            story = self._story(day)
            new.append(_Story(story.article, story.claims[:missing], story.edit))
            missing -= len(new[-1].claims)
        stories = [*new, *self._again(changed, removed)]
        self._recent = [*self._recent[1 - REMEMBERED :], new]
        pages = [story.article for story in stories] + [
            self._no_article(day) for _ in range(self._some(NOT_ARTICLES, new))
        ]
        came = [self._document(day, page) for page in pages]
        failed = [self._failed(day) for _ in range(self._some(FAILED, new))]
        tonight = [
            page | {"edition": day, "document_id": document["document_id"]}
            for page, document in zip(pages, came, strict=True)
        ]
        return {
            **vocabulary_tables(),
            "doubts": doubts_table(),
            "documents": model.DOCUMENTS.frame([*came, *failed]),
            "articles": model.ARTICLES.frame(tonight),
            "claims": self._claims(day, stories),
            "edits": model.EDITS.frame([story.edit for story in new if story.edit]),
            "quarantine": model.QUARANTINE.frame([self._quarantined(day) for _ in range(8)]),
            "source_nights": model.SOURCE_NIGHTS.frame([self._measured(day, n) for n in range(SITES * 6)]),
            "quality_results": model.QUALITY_RESULTS.frame([self._result(day, number) for number in range(67)]),
        }

    def _story(self, day: date) -> _Story:
        kind = self._random.random()
        if self._recent and kind < COPIED + REVISED:
            recent = self._recent[self._random.integers(len(self._recent))]
            known = recent[self._random.integers(len(recent))]
            return self._copy(day, known) if kind < COPIED else self._revision(day, known)
        sentences = self._sentences(int(self._random.integers(*SENTENCES)))
        published = day - timedelta(days=int(self._random.choice(4, p=[0.7, 0.22, 0.05, 0.03])))
        hour, minute = map(int, self._random.integers((24, 60)))
        title = self._sentences(1)[0]
        article = {
            **self._address(day, title),
            "kind": "article",
            "kind_reason": "the text is long enough and in English",
            "title": title,
            "authors": [f"Author {self._random.integers(900)}"],
            "published": datetime.combine(published, time(hour, minute), UTC),
            "published_date": published,
            "published_source": "json_ld",
            "published_precision": "second",
            "language": "en",
            "section": "world",
            "cut_characters": 300,
            "cut": '[{"text": "' + self._sentences(1)[0] + '", "rule": "related"}]',
            "flags": [],
        }
        article = self._written(article | {"story_id": article["article_id"]}, sentences)
        starts = np.cumsum([0, *(len(sentence) + 2 for sentence in sentences)]).tolist()
        claims = []
        for number in sorted(self._random.integers(0, len(sentences), int(self._random.integers(*CLAIMS))).tolist()):
            evidence = " ".join(sentences[number].split()[: int(self._random.integers(6, 15))])
            claims.append(self._claim(number, "text", evidence, starts[number]))
        if self._random.random() < 0.4:
            claims.insert(0, self._claim(-1, "title", title, 0))
        return _Story(article, claims)

    def _copy(self, day: date, known: _Story) -> _Story:
        """Return an article of another site that adds a sentence to a known one, or to what that is a copy of."""
        original = known.article
        article = original | {
            **self._address(day, original["title"]),
            "duplicate_of": original.get("duplicate_of") or original["revision_id"],
            "duplicate_share": 0.95,
        }
        article = self._written(article, [*original["text"].split("\n\n"), *self._sentences(1)])
        return _Story(article, [self._anew(claim) for claim in known.claims])

    def _revision(self, day: date, known: _Story) -> _Story:
        """Return a known article with a sentence added and a claim left out."""
        added = self._sentences(1)
        article = self._written(dict(known.article), [*known.article["text"].split("\n\n"), *added])
        edit = {
            "revision_id": article["revision_id"],
            "previous_revision_id": known.article["revision_id"],
            "article_id": article["article_id"],
            "edition": day,
            "sentences_added": added,
            "sentences_removed": [],
        }
        return _Story(article, [self._anew(claim) for claim in known.claims[1:]], edit)

    def _again(self, changed: int, removed: int) -> Iterator[_Story]:
        for story in self._recent[-1] if self._recent else []:
            if changed <= 0:
                return
            gone = min(removed, 2)
            others = min(changed, len(story.claims) - gone)
            removed, changed = removed - gone, changed - others
            corrected = [claim._replace(corrections=1) for claim in story.claims[gone : gone + others]]
            yield _Story(story.article, [*corrected, *story.claims[gone + others :]])

    def _claim(self, sentence: int, field: str, evidence: str, start: int) -> Claim:
        told = int(self._random.integers(TOLD))
        return Claim(self._id(), sentence, field, evidence, start, start + len(evidence), told)

    def _anew(self, claim: Claim) -> Claim:
        return claim._replace(claim_id=self._id(), corrections=0)

    def _claims(self, day: date, stories: Sequence[_Story]) -> pl.DataFrame:
        claims = [claim for story in stories for claim in story.claims]
        of = [story.article for story in stories for _ in story.claims]
        said = pl.DataFrame(claims, schema=Claim._fields, orient="row").with_columns(
            revision_id=pl.Series([article["revision_id"] for article in of]),
            article_id=pl.Series([article["article_id"] for article in of]),
            published=pl.Series([article["published_date"] for article in of]),
            edition=pl.lit(day),
            extractor_version=pl.lit("made"),
        )
        more = pl.col("corrections")
        frame = pl.concat([said, self._told[said["told"]]], how="horizontal").with_columns(
            date_start=pl.col("published") - pl.duration(days="begins"),
            date_end=pl.col("published") - pl.duration(days="ends"),
            quantity_low=pl.col("quantity_low") + more,
            quantity_high=pl.col("quantity_high") + more,
            weapon=pl.when(more > 0).then(pl.lit("glide bomb")).otherwise("weapon"),
        )
        return model.CLAIMS.conform(frame)

    def _sentences(self, count: int) -> list[str]:
        lengths = self._random.integers(10, 31, count).tolist()
        words = iter(self._words[self._random.integers(0, len(self._words), sum(lengths))].tolist())
        return [" ".join(next(words) for _ in range(length)).capitalize() + "." for length in lengths]

    def _address(self, day: date, title: str) -> Row:
        site = int(self._random.integers(SITES))
        words = "-".join(title.lower().rstrip(".").split()[:6])
        return {
            "article_id": self._id(),
            "source": f"source-{site:02}",
            "site": f"Site {site}",
            "url": f"https://site-{site:02}.example/{day:%Y/%m/%d}/{words}-{self._names}.html",
        }

    def _written(self, article: Row, sentences: Sequence[str]) -> Row:
        text = "\n\n".join(sentences)
        return article | {
            "revision_id": self._id(),
            "text": text,
            "characters": len(text),
            "words": len(text.split()),
        }

    def _no_article(self, day: date) -> Row:
        address = self._address(day, self._sentences(1)[0])
        return address | {
            "revision_id": self._id(),
            "kind": "index",
            "kind_reason": "a page of headlines",
            "text": "",
            "flags": [],
        }

    def _document(self, day: date, page: Row) -> Row:
        return self._failed(day) | {
            "url": page["url"], "canonical_url": page["url"], "final_url": page["url"], "source": page["source"],
            "outcome": "fetched", "status": 200, "reason": None, "bytes": 48_000, "sha256": self._id() * 2,
            "content_type": "text/html", "charset": "utf-8", "charset_source": "header",
            "warc_file": f"raw/{day}/{page['source']}-00000.warc.gz", "warc_offset": 1000 * self._names,
        }  # fmt: skip

    def _failed(self, day: date) -> Row:
        address = self._address(day, "gone")
        clock = datetime.combine(day, time(2), UTC) + timedelta(seconds=int(self._random.integers(3600)))
        return {
            "document_id": self._id(), "edition": day, "source": address["source"], "role": "page",
            "url": address["url"], "canonical_url": address["url"], "outcome": "not_found", "status": 404,
            "reason": "there is no such page", "tries": 1, "hops": 0, "fetched_at": clock, "seconds": 0.4,
        }  # fmt: skip

    def _quarantined(self, day: date) -> Row:
        return {
            "quarantine_id": self._id(), "edition": day, "table_name": "claims", "row_key": self._id(),
            "expectations": ["evidence_span"], "reason": "Evidence that is not in the text.", "row_json": "{}" * 500,
        }  # fmt: skip

    def _result(self, day: date, number: int) -> Row:
        return {
            "result_id": self._id(), "edition": day, "table_name": "claims", "expectation": f"expectation_{number}",
            "protects_from": "What would mislead.", "severity": "warning", "action": "keep",
            "passed": bool(number % 9), "evaluated": 6000, "unexpected": 0 if number % 9 else 5, "sample_keys": [],
        }  # fmt: skip

    def _measured(self, day: date, number: int) -> Row:
        return {
            "source_night_id": self._id(), "edition": day, "source": f"source-{number // 6:02}",
            "measure": f"measure_{number % 6}", "value": 12.0, "usual": 11.0, "low": 4.0, "high": 20.0, "z": 0.3,
            "nights": 28, "verdict": "usual", "in_words": "12 where 11 are usual",
        }  # fmt: skip

    def _id(self) -> str:
        self._names += 1
        return blake2b(self._names.to_bytes(8), digest_size=16).hexdigest()

    @staticmethod
    def _some(share: float, stories: Sequence[_Story]) -> int:
        return round(share * len(stories))
