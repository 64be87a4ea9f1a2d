"""The event coder: an article in, attributed event claims out.

Belongs here: running the recognisers over a text, reading each sentence's events and making their rows. Does not:
any decision of its own about words, phrases or parties; those are in the modules it calls.
"""

import gc
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from operator import itemgetter
from typing import Any

from newsledger.extract.authors import is_statement
from newsledger.extract.discourse import Discourse
from newsledger.extract.lexicon import lexicon_hash
from newsledger.extract.linking import link
from newsledger.extract.reading import Reading
from newsledger.extract.recognition import Recognised
from newsledger.extract.roles import party_of_span
from newsledger.extract.rows import Claim, moved
from newsledger.extract.scene import spoken_above, spoken_of
from newsledger.extract.spans import Span
from newsledger.extract.triggers import Trigger
from newsledger.extract.vocabulary import action_codes

Row = dict[str, Any]
# What a claim carries beside its columns: for its id, and where each slot was read.
_IDENTITY = ("evidence_field", "evidence_start", "evidence_end", "action", "object_start", "object_text", "mirror")
_WORKING = ("object_start", "mirror", "spans")
_BETWEEN_COLLECTIONS = 200_000  # objects, some 20 MB
_encode = json.JSONEncoder(sort_keys=True).encode
_identity = itemgetter(*_IDENTITY)
_said = itemgetter("evidence_field", "sentence_index", *_IDENTITY[3:])


@dataclass(frozen=True, slots=True)
class Article:
    """What the coder reads of an article; `published` anchors relative dates."""

    id: str
    text: str
    title: str | None = None
    published: date | None = None


def code(article: Article) -> list[Row]:
    """Return the claims of `article`, the title's first, else in the order of the text.

    A row has `claim_id`, `article_id` and the columns of `model.CLAIMS` that a text gives; `revision_id` and
    `edition` are the batch's. Evidence offsets of a title's claims are into the title.
    """
    body = Recognised(article.text, article.published, stated=is_statement(article.title or ""))
    first, *others = body.stories if body.candidates else [body]
    claims = _claims(first, article.title or "")
    for story in others:
        claims += [moved(claim, story.start, body.sentence_at(story.start)) for claim in _claims(story)]
    given = {"title": article.title or "", "text": article.text}
    return [_row(article, claim, given[claim["evidence_field"]]) for claim in claims]


def _claims(story: Recognised, title: str = "") -> list[Claim]:
    """Return the claims of one story, and of the title above it."""
    readings: list[Reading] = []
    discourse = Discourse(published=story.published)
    if story.candidates:
        discourse = _discourse(story)
        if (author := story.speakers.author) is not None:
            discourse.author = party_of_span(author, discourse)
    if title and not _repeated(title, story.text):
        above = Recognised(title, story.published, headline=True, under=story if story.candidates else None)
        discourse.places = spoken_above(above.places, above.actors, len(title)) + discourse.places
        if above.candidates:
            readings = _told_in(above.readings(), "title", _discourse(above))
    readings += _told_in(story.readings(readings), "text", discourse)
    return _distinct(link(readings, discourse))


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Keep the garbage collector from looking at the lexicons again and again while many articles are coded.

    Nearly all that coding makes is freed without it. It took 6 % of the time on short articles and 15 % on long ones.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def annotate(article: Article) -> dict[str, Any]:
    """Return everything the coder saw in the text of `article`, with code-point offsets."""
    stated = is_statement(article.title or "")
    found = Recognised(article.text, article.published, stated=stated, whole=True)
    seen: dict[str, list[Any]] = {
        "sentences": [[s.start, s.end] for s in found.sentences],
        **{kind: [] for kind in ("numbers", "dates", "places", "actors", "attributions", "triggers")},
    }
    for story in found.stories:
        show = partial(_shown, article.text, story.start)
        seen["numbers"] += [show(n, "low", "high", "qualifier") for n in story.numbers]
        seen["dates"] += [show(d, "date_start", "date_end", "precision") for d in story.dates]
        seen["places"] += [show(p, "name", "country", "admin1", "lat", "lon", "geonameid") for p in story.places]
        seen["actors"] += [show(a, "country", "sector") for a in story.actors]
        for told in story.speakers.all():
            source, cue, content = (
                [span.start + story.start, span.end + story.start] if span else None
                for span in (told.source, told.cue, told.content)
            )
            seen["attributions"].append({"source": source, "cue": cue, "content": content})
        triggers = (trigger for reading in story.readings() for trigger in reading.triggers)
        seen["triggers"] += [show(trigger, "action") for trigger in triggers]
    return {
        "id": article.id,
        **seen,
        "claims": [
            {name: claim[name] for name in ("evidence_field", "evidence_start", "evidence_end", "action", "rule")}
            | {"slots": json.loads(claim["slot_spans"])}
            for claim in code(article)
        ],
    }


def _shown(text: str, offset: int, span: Span | Trigger, *fields: str) -> dict[str, Any]:
    start, end = span.start + offset, span.end + offset
    shown: dict[str, Any] = {"start": start, "end": end, "text": text[start:end]}
    for name in fields:
        value = getattr(span, name)
        shown[name] = value.isoformat() if isinstance(value, date) else value
    return shown


def _told_in(readings: list[Reading], origin: str, discourse: Discourse) -> list[Reading]:
    for reading in readings:
        reading.origin, reading.discourse = origin, discourse
    return readings


def _discourse(found: Recognised) -> Discourse:
    places = spoken_of(found.places, found.actors)
    return Discourse(list(found.actors), places, found.home, found.scene, found.published)


def _repeated(title: str, text: str) -> bool:
    """Whether the text holds its own title, as scraped pages do; its claims are then the text's."""
    return " ".join(title.split()).lower() in " ".join(text[: 4 * len(title) + 400].split()).lower()


def _row(article: Article, claim: Row, text: str) -> Row:
    row: Row = {"claim_id": claim_id(article.id, claim), "article_id": article.id, **claim}
    row["evidence"] = text[claim["evidence_start"] : claim["evidence_end"]]
    row["slot_spans"] = _encode(claim["spans"])
    row.update(action_codes()[row["action"]], extractor_version=extractor_version())
    for name in _WORKING:
        del row[name]
    return row


@cache
def extractor_version() -> str:
    """Return the version of the coder: of the package, and of its lexicons."""
    from newsledger import __version__

    return f"{__version__}+{lexicon_hash()[:8]}"


def claim_id(scope: str, claim: Row) -> str:
    """Return the id of a claim within `scope` (a revision or article): of its evidence, action and object."""
    parts = [scope, *_identity(claim)]
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]


def _distinct(claims: list[Claim]) -> list[Claim]:
    """Leave out a claim that repeats the action and object of another one of its sentence."""
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for claim in claims:
        if (key := _said(claim)) not in seen:
            seen.add(key)
            kept.append(claim)
    return kept
