"""Blanking the words in rows of the ledger: all of them, or those of one sentence.

Belongs here: what a row is without them. The contracts say which columns hold words of a page (`Column.words`). Does
not: which rows (`places`), storing them (`warehouse.redaction`).

A blank keeps the length of what it stands for, so that the offsets of other claims stay true; where a column may be
null, a whole page's words are null. What was read from the words (who, how many, where, when) stays: it is no quote.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from newsledger import model
from newsledger.extract.sentences import split_sentences
from newsledger.extract.text import normalise
from newsledger.model import Column, Table

Row = dict[str, Any]
Span = tuple[int, int]

BLANK = "█"
_QUARANTINED = {t.name: t for t in model.STAGED}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is blanked in the rows of an article: the words that `sentence` finds; all words if it is None.

    `spans` are where it stands: by revision and field (text, title), in code points.
    """

    sentence: re.Pattern[str] | None = None
    spans: dict[tuple[str, str], list[Span]] = field(default_factory=dict)

    def learn(self, articles: Iterable[Mapping[str, Any]]) -> None:
        """Find the sentence in rows of `articles`, before they are blanked."""
        if self.sentence is None:
            return
        for row in articles:
            for name in ("text", "title"):
                found = [match.span() for match in self.sentence.finditer(row[name] or "")]
                if found:
                    self.spans[row["revision_id"], name] = found


def sentence_of(claim: Row, article: Row) -> re.Pattern[str]:
    """Return what finds the sentence of `claim` in any revision of its `article`, however its lines are broken.

    Evidence may run over the end of a sentence, and one of two may be blanked already: each is found alone, as it
    stands in lists of sentences.
    """
    text = article["title" if claim["evidence_field"] == "title" else "text"] or ""
    start, end = claim["evidence_start"], claim["evidence_end"]
    if claim["evidence_field"] == "title":
        start, end, touched = 0, len(text), []
    else:
        touched = [s for s in split_sentences(normalise(text)) if s.start < end and start < s.end]
    breaks = [s.start for s in touched[1:]]
    if touched:
        start, end = min(start, touched[0].start), max(end, touched[-1].end)
    pieces = [piece for a, b in pairwise([start, *breaks, end]) for piece in text[a:b].split(BLANK) if has_words(piece)]
    return re.compile("|".join(r"\s+".join(map(re.escape, piece.split())) for piece in pieces))


def has_words(text: str) -> bool:
    """Whether there is anything to blank in `text`, beside signs and what is blank."""
    return any(map(str.isalnum, text))


def blanked(table: Table, row: Row, hidden: Hidden) -> Row:
    """Return `row` of `table` without the hidden words; as it is if it holds none."""
    if table is model.QUARANTINE:
        return _quarantined(row, hidden)
    if hidden.sentence is None:
        return row | {c.name: _nothing(c, row[c.name]) for c in table.columns if _holds_words(c, row)}
    if table is model.CLAIMS:
        return _claim(row, hidden)
    left = {c.name: _without(hidden.sentence, row[c.name]) for c in table.columns if _holds_words(c, row)}
    if "cut" in left:
        cuts = [cut | {"text": _without(hidden.sentence, cut["text"])} for cut in json.loads(row["cut"])]
        left["cut"] = json.dumps(cuts, ensure_ascii=False)
    return row | left


def is_hidden(claim: Row, hidden: Hidden) -> bool:
    """Whether the evidence of `claim` is among what is hidden."""
    if hidden.sentence is None:
        return True
    return _touches((claim["evidence_start"], claim["evidence_end"]), _spans(claim, hidden))


def _claim(row: Row, hidden: Hidden) -> Row:
    if is_hidden(row, hidden):
        spans, begin = _spans(row, hidden), row["evidence_start"]
        evidence = "".join(
            BLANK if _touches((begin + at, begin + at + 1), spans) else character
            for at, character in enumerate(row["evidence"])
        )
        return row | {c.name: None for c in model.CLAIMS.columns if _holds_words(c, row)} | {"evidence": evidence}
    # A claim of another sentence may have taken its speaker or its place from this one.
    taken = {
        "speaker_cue" if slot == "cue" else f"{slot}_text"
        for slot, span in json.loads(row["slot_spans"] or "{}").items()
        if _touches(tuple(span), _spans(row, hidden))
    }
    return row | {c.name: None for c in model.CLAIMS.columns if c.name in taken}


def _quarantined(row: Row, hidden: Hidden) -> Row:
    inner = _QUARANTINED[row["table_name"]]
    held = json.loads(row["row_json"])
    left = blanked(inner, {c.name: None for c in inner.columns} | held, hidden)
    # Compared as values: JSON that was written otherwise is no other row.
    changed = {name: left[name] for name in held if left[name] != held[name]}
    return row | {"row_json": json.dumps(held | changed, ensure_ascii=False)} if changed else row


def _holds_words(column: Column, row: Row) -> bool:
    if column.name == "place_name" and row["place_lat"] is not None:
        return False  # the gazetteer's name; only of a place that it does not list does it hold the article's
    return column.words and row[column.name] is not None


def _nothing(column: Column, value: Any) -> Any:
    if column.nullable:
        return None
    return BLANK * len(value) if isinstance(value, str) else [BLANK * len(each) for each in value]


def _without(sentence: re.Pattern[str], value: Any) -> Any:
    if isinstance(value, str):
        return sentence.sub(lambda match: BLANK * len(match[0]), value)
    return [_without(sentence, each) for each in value]


def _spans(claim: Row, hidden: Hidden) -> list[Span]:
    return hidden.spans.get((claim["revision_id"], claim["evidence_field"]), [])


def _touches(span: tuple[int, ...], spans: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)
