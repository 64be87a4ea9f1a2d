"""What `trace` prints: a claim or an article as a person checks it.

Belongs here: how it looks. Does not: gathering it (`newsledger.trace`, `newsledger.trace_article`).
"""

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from newsledger.show import Row, cell, claims_table, heading, pairs

if TYPE_CHECKING:
    from newsledger.trace import Slot, Trace
    from newsledger.trace_article import ArticleTrace


def traced(trace: "Trace") -> Group:
    """Return a claim with its sentence in its paragraph, each slot's words, its article, page, versions and doubts."""
    claim, article, document = trace.claim, trace.article, trace.document or {}
    passage = Text(trace.passage)
    passage.stylize("underline", *trace.sentence)
    passage.stylize("bold reverse", *trace.evidence)
    codes = " · ".join(f"{system} {claim[column]}" for system, column in _CODES.items() if claim[column] is not None)
    return Group(
        heading(f"claim {claim['claim_id']}"),
        Padding(passage, (1, 2), expand=False),
        pairs(
            [
                ("evidence", f"“{claim['evidence']}”"),
                ("action", f"{claim['action']}  {codes}"),
                *((slot.name, _read_as(slot, trace)) for slot in trace.slots),
                ("weapon", claim["weapon"]),
                ("polarity", claim["polarity"]),
                ("modality", claim["modality"]),
                *(("doubt", _doubt(code)) for code in claim["doubts"] or ()),
                ("rule", f"{claim['rule']}: {_rule_reads(claim['rule'])}"),
                ("coder", claim["extractor_version"]),
            ]
        ),
        heading("article"),
        pairs(
            [
                ("title", article["title"]),
                ("published", published(article)),
                ("outlet", article["outlet"] or article["site"]),
                ("address", article["url"]),
                ("revision", f"{article['revision_id']} of story {article['article_id']}"),
            ]
        ),
        heading("fetch"),
        pairs(
            [
                ("source", document.get("source")),
                ("fetched", document.get("fetched_at")),
                ("outcome", document.get("outcome")),
                ("sha256", document.get("sha256")),
                ("archive", _archived(trace)),
            ]
        ),
        heading("ledger"),
        pairs(
            [
                ("versions", ", ".join(_life(life.first, life.last) for life in trace.lives)),
                *(("check", f"{c['table_name']}.{c['expectation']}: {c['protects_from']}") for c in trace.checks),
                *(("redacted", _redaction(row)) for row in trace.redactions),
            ]
        ),
    )


def traced_article(trace: "ArticleTrace") -> Group:
    """Return an article as a person checks it: where it came from, the text that was kept, each line that was not."""
    article, document = trace.article, trace.document or {}
    charset = (
        f"{document.get('charset')}, found by {document.get('charset_source')}" if document.get("charset") else None
    )
    earlier = [revision for revision in trace.revisions if revision != article["revision_id"]]
    place = f"{trace.archive} at byte {document.get('warc_offset')}" if trace.archive else None
    return Group(
        heading(f"article {article['revision_id']}"),
        pairs(
            [
                ("title", article["title"]),
                ("authors", ", ".join(article["authors"] or [])),
                ("published", published(article)),
                ("precision", article["published_precision"]),
                ("outlet", article["outlet"]),
                ("site", article["site"]),
                ("kind", f"{article['kind']}: {article['kind_reason']}"),
                ("language", article["language"]),
                ("flags", ", ".join(article["flags"] or [])),
                ("address", article["url"]),
                ("story", article["article_id"]),
                ("copy of", article["duplicate_of"]),
                ("revisions", ", ".join(earlier)),
                *(("redacted", _redaction(row)) for row in trace.redactions),
            ]
        ),
        heading(f"text: {len(article['text'] or ''):,} characters"),
        Padding(Text(article["text"] or ""), (1, 2), expand=False),
        heading(f"cut: {len(trace.cut)} lines, {sum(len(text) for _, text in trace.cut):,} characters"),
        pairs(trace.cut),
        heading("fetch"),
        pairs(
            [
                ("source", document.get("source")),
                ("fetched", document.get("fetched_at")),
                ("outcome", document.get("outcome")),
                ("charset", charset),
                ("replaced", f"{document['replaced']} characters" if document.get("replaced") else None),
                ("sha256", document.get("sha256")),
                ("archive", place or document.get("warc_file")),
            ]
        ),
        heading(f"claims: {len(trace.claims)}"),
        claims_table(trace.claims, expand=False) if trace.claims else Text(""),
    )


_CODES = {"PLOVER": "plover_type", "CAMEO": "cameo_code", "ACLED": "acled_sub_event_type"}


def _read_as(slot: "Slot", trace: "Trace") -> Text:
    reading = ", ".join(f"{name.removeprefix(slot.name + '_')} {cell(v)}" for name, v in slot.reading.items())
    shown = Text(f"“{slot.words}”")
    if slot.start is None:
        shown.append(" (from the article as a whole)", style="dim")
    else:
        if slot.seen != slot.words:
            shown.append(f" (read from “{slot.seen}”)", style="dim")
        if not trace.offset <= slot.start < trace.offset + len(trace.passage):
            shown.append(" (in another paragraph)", style="dim")
    return shown.append(f"  {reading}", style="dim")


def _doubt(code: str) -> str:
    from newsledger.quality.doubts import DOUBTS

    return f"{code}: {DOUBTS.get(code, 'a doubt of another version')}"


def _rule_reads(rule: str) -> str:
    """Return what a rule reads, in words: which word led to it, and in what form of sentence."""
    from newsledger.extract.rules import rule_of, word_of

    try:
        reads = rule_of(rule).reads
    except KeyError:
        return "a rule of another version of the coder"
    word = word_of(rule)
    return reads if word is None else f"“{word}”. {reads}"


def published(article: Row) -> str | None:
    """Return when an article was published and where that was read; None if it is not known."""
    if article["published_date"] is None:
        return None
    return f"{article['published'] or article['published_date']}  (from {article['published_source']})"


def _archived(trace: "Trace") -> str | None:
    if trace.document is None or trace.document["warc_file"] is None:
        return None
    name, offset = trace.document["warc_file"], trace.document["warc_offset"]
    return f"{trace.archive} at byte {offset}" if trace.archive else f"{name} is not there any more"


def _life(first: int, last: int | None) -> str:
    return f"{first} to now" if last is None else f"{first} to {last}"


def _redaction(row: Row) -> str:
    what = "all its words" if row["kind"] == "url" else "the sentence of a claim"
    return f"{what}, on {row['redacted_at']:%Y-%m-%d}: {row['reason']}"
