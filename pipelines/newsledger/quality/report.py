"""The page about one night that a person reads: what failed, with examples, and how each measure has gone.

Belongs here: the page, plain HTML with its pictures in it, which needs no network and no script. Does not: the verdicts
(`audit`), or how a row is told (`words`). The frame of the page, with its styles, is ``report.html`` beside this file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import polars as pl

from newsledger import model
from newsledger.config import Settings
from newsledger.quality.assessment import Assessment
from newsledger.quality.audit import EditionAudit, audit
from newsledger.quality.doubts import DOUBTS
from newsledger.quality.drift import COUNTED, WINDOW
from newsledger.quality.history import nights_before
from newsledger.quality.runner import Outcome
from newsledger.quality.validation import LEDGER, SOURCE_NIGHTS
from newsledger.quality.words import row_in_words, rows_in_words
from newsledger.whole_files import written_whole

_EXAMPLES = 5
_TILES: tuple[tuple[str, str, str | None], ...] = (  # what it says, column of COUNTED, column that it is a share of
    ("new pages", "documents", None),
    ("new articles", "articles", None),
    ("claims in them", "claims", None),
    ("of claims quoted", "quoted", "claims"),
    ("of articles undated", "undated", "articles"),
    ("of rows quarantined", "quarantined", "rows"),
)
_TAGS = {"never_worked": "bad", "silent": "bad", "tripled": "warn", "low": "warn", "high": "warn"}  # worst first


@dataclass(frozen=True, slots=True)
class Night:
    """What the page tells of: `frames` are the rows that were checked, by table, and `counted` those of COUNTED.

    A night that was stopped early has only what it came to.
    """

    edition: date
    outcome: str
    succeeded: bool
    assessments: Sequence[Assessment]
    frames: Mapping[str, pl.DataFrame]
    quarantined: pl.DataFrame = field(default_factory=model.QUARANTINE.empty)
    counted: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COUNTED))


def night_of(audited: EditionAudit, edition: date, outcome: str, succeeded: bool) -> Night:
    """Return what there is to tell of an edition all of which was checked."""
    frames = {name: audit.frame for name, audit in audited.tables.items()}
    frames |= {SOURCE_NIGHTS: audited.nights, LEDGER: audited.totals}
    return Night(edition, outcome, succeeded, audited.assessments, frames, audited.quarantined, audited.counted)


def stopped_night(table: str, edition: date, settings: Settings) -> Night:
    """Return what there is to tell of an edition that the checks of `table` have stopped."""
    names = [staged.name for staged in model.STAGED]
    audits = {name: audit(name, edition, settings) for name in names[: names.index(table) + 1]}
    return Night(
        edition,
        f"Stopped after {table} were checked: nothing is published, the ledger stays as it was.",
        False,
        [audited.assessment for audited in audits.values()],
        {name: audited.frame for name, audited in audits.items()},
        pl.concat([audited.quarantined for audited in audits.values()]),
        nights_before(edition, settings),
    )


def report_path(settings: Settings, edition: date) -> Path:
    """Return where the page of `edition` is, or would be."""
    return settings.reports(edition) / "report.html"


def write_report(settings: Settings, night: Night, now: datetime) -> Path:
    """Write the page of `night`, in place of an earlier one, and return it."""
    path = report_path(settings, night.edition)
    with written_whole(path) as unfinished:
        unfinished.write_text(page(night, now), "utf-8")
    return path


def page(night: Night, now: datetime) -> str:
    """Return the page of `night` as HTML."""
    outcomes = [(a.table, outcome) for a in night.assessments for outcome in a.outcomes]
    failed = [(table, o) for table, o in outcomes if not o.passed]
    claims = night.frames.get("claims", model.CLAIMS.empty())
    nights = night.frames.get(SOURCE_NIGHTS, model.SOURCE_NIGHTS.empty())
    doubtful = claims.filter(pl.col("doubts").is_not_null())
    told_below = {*DOUBTS} if not claims.is_empty() else set()
    cards = [
        _failed(table, o, night.frames)
        for table, o in sorted(failed, key=lambda item: (item[1].expectation.severity, -item[1].unexpected))
        if o.expectation.id not in told_below and (table != SOURCE_NIGHTS or o.error)
    ]
    return Template((Path(__file__).parent / "report.html").read_text("utf-8")).substitute(
        title=escape(f"Newsledger, edition {night.edition.isoformat()}"),
        written=escape(f"written {now:%Y-%m-%d %H:%M} UTC"),
        mood="good" if night.succeeded else "bad",
        outcome=escape(night.outcome),
        tiles="\n".join(_tiles(night.counted, night.edition)),
        held=f"{len(outcomes) - len(failed)} of {len(outcomes)} expectations held",
        failed="\n".join(cards) or _none("Nothing but what is told below." if failed else "Nothing failed."),
        unusual=_unusual(nights, night.counted),
        quarantine_count=_count(night.quarantined.height, "row"),
        quarantine="\n".join(_quarantine(night)) or _none("Nothing was set aside."),
        doubts_count=f"{doubtful.height:,} of {claims.height:,}",
        doubts="\n".join(_doubts(doubtful)) or _none("No claim is in doubt."),
        sources=_sources(nights.filter(pl.col("measure") == "documents"), night.counted),
        expectations=_expectations(outcomes),
    )


def _tiles(counted: pl.DataFrame, edition: date) -> Iterator[str]:
    columns = [name for name, dtype in COUNTED.items() if dtype == pl.Int64()]
    editions = counted.group_by("edition").agg(pl.col(columns).sum()).sort("edition")
    is_there = edition in editions["edition"].to_list()
    editions = editions.tail(WINDOW + is_there)
    for words, part, whole in _TILES:
        if whole is None:
            values = [float(value) for value in editions[part]]
        else:
            values = [a / b if b else 0.0 for a, b in editions.select(part, whole).iter_rows()]
        bars = _bars(values, width=160, height=34, is_there=is_there)
        shown = "–" if not is_there else f"{values[-1]:,.0f}" if whole is None else _percent(values[-1])
        yield f'<div class="tile"><b>{shown}</b><span>{words}</span>{bars}</div>'


def _failed(table: str, outcome: Outcome, frames: Mapping[str, pl.DataFrame]) -> str:
    expectation = outcome.expectation
    critical = expectation.severity == "critical"
    does = {"abort": "nothing is published", "quarantine": "rows are set aside", "keep": "rows are kept"}
    count = f"{outcome.unexpected:,} of {outcome.evaluated:,} rows"
    share = f", {_percent(outcome.unexpected / outcome.evaluated)}" if outcome.evaluated else ""
    examples = rows_in_words(table, frames[table], outcome.failing_keys[:_EXAMPLES]) if table in frames else []
    return _card(
        f"{_tag(expectation.severity, 'bad' if critical else 'warn')} <code>{table}.{expectation.id}</code>",
        f"{count}{share}; {does[expectation.action]}",
        expectation.protects_from if outcome.error is None else f"It could not be checked: {outcome.error}",
        examples,
        len(outcome.failing_keys),
    )


def _quarantine(night: Night) -> Iterator[str]:
    rows = night.quarantined.explode("expectations")
    meanings = {(a.table, o.expectation.id): o.expectation.protects_from for a in night.assessments for o in a.outcomes}
    for (table, reason), count in Counter(rows.select("table_name", "expectations").iter_rows()).most_common():
        keys = rows.filter(pl.col("table_name") == table, pl.col("expectations") == reason)["row_key"]
        frame = night.frames.get(table)
        examples = rows_in_words(table, frame, keys.head(_EXAMPLES)) if frame is not None else []
        yield _card(
            f"<code>{table}.{escape(reason)}</code>", _count(count, "row"), meanings[table, reason], examples, count
        )


def _doubts(doubtful: pl.DataFrame) -> Iterator[str]:
    for code, meaning in DOUBTS.items():
        rows = doubtful.filter(pl.col("doubts").list.contains(code))
        if not rows.is_empty():
            examples = [row_in_words("claims", row) for row in rows.head(_EXAMPLES).iter_rows(named=True)]
            yield _card(f"<code>{code}</code>", _count(rows.height, "claim"), meaning, examples, rows.height)


def _unusual(nights: pl.DataFrame, counted: pl.DataFrame) -> str:
    odd = nights.filter(pl.col("verdict").is_in(list(_TAGS)))
    # Fewer or more pages have fewer or more articles: that is told once.
    paged = odd.filter(pl.col("measure") == "documents")["source"]
    odd = odd.filter((pl.col("measure") != "articles") | ~pl.col("source").is_in(paged.implode()))
    odd = odd.sort(pl.col("verdict").replace_strict(list(_TAGS), range(len(_TAGS))), "source", "measure")
    if odd.is_empty():
        return _none("None, as far as their earlier nights tell.")
    return f'<div class="card scroll">{_sources(odd, counted)}</div>'


def _sources(nights: pl.DataFrame, counted: pl.DataFrame) -> str:
    history = {
        source[0]: rows.sort("edition").tail(WINDOW + 1)["documents"].to_list()
        for source, rows in counted.group_by("source")
    }
    return _grid(
        ("", "in words", "new pages, the last 28 editions"),
        (
            (
                _tag(str(row["verdict"]).replace("_", " "), _TAGS.get(row["verdict"], "good")),
                escape(row["in_words"]),
                _bars(history.get(row["source"], []), width=150, height=26, band=_band(row)),
            )
            for row in nights.iter_rows(named=True)
        ),
    )


def _band(row: Mapping[str, Any]) -> tuple[float, float] | None:
    known = row["low"] is not None and row["measure"] == "documents" and row["verdict"] != "never_worked"
    return (row["low"], row["high"]) if known else None


def _expectations(outcomes: Iterable[tuple[str, Outcome]]) -> str:
    return _grid(
        ("", "expectation", "protects from", "rows that broke it"),
        (
            (
                _tag("held", "good") if o.passed else _tag("failed", _mood(o)),
                f"<code>{table}.{o.expectation.id}</code>",
                escape(o.expectation.protects_from),
                f"{o.unexpected:,} of {o.evaluated:,}",
            )
            for table, o in outcomes
        ),
    )


def _mood(outcome: Outcome) -> str:
    return "bad" if outcome.expectation.severity == "critical" else "warn"


def _card(head: str, count: str, meaning: str, examples: Sequence[str], of: int) -> str:
    listed = "".join(f"<li>{escape(example)}</li>" for example in examples)
    more = f'<li class="more">and {of - len(examples):,} more</li>' if examples and of > len(examples) else ""
    return (
        f'<article class="card"><h3>{head} <em>{escape(count)}</em></h3><p>{escape(meaning)}</p>'
        f"{f'<ul>{listed}{more}</ul>' if listed else ''}</article>"
    )


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    if not body:
        return _none("None.")
    return f"<table><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>\n{body}</table>"


def _bars(
    values: Sequence[float],
    *,
    width: int,
    height: int,
    band: tuple[float, float] | None = None,
    is_there: bool = True,
) -> str:
    """Return an inline SVG with a bar a value, before a band of what is usual; the last, if it is there, is set off."""
    if not values:
        return ""
    most = max([*values, band[1] if band else 0.0]) or 1.0
    step = width / (WINDOW + 1)
    parts = []
    if band is not None:
        top, bottom = (height * (1 - min(edge, most) / most) for edge in (band[1], band[0]))
        parts.append(f'<rect class="band" x="0" y="{top:.1f}" width="{width}" height="{max(bottom - top, 1):.1f}"/>')
    for number, value in enumerate(values, WINDOW + is_there - len(values)):
        tall = max(height * value / most, 1.0)
        kind = "tonight" if number == WINDOW else "night"
        parts.append(
            f'<rect class="{kind}" x="{number * step:.1f}" y="{height - tall:.1f}" width="{step * 0.72:.1f}" '
            f'height="{tall:.1f}" rx="1"/>'
        )
    label = ", ".join(f"{value:.3g}" for value in values[-7:])
    return (
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" role="img" '
        f'aria-label="the last nights: {label}">{"".join(parts)}</svg>'
    )


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _tag(words: str, mood: str) -> str:
    return f'<span class="tag {mood}">{escape(words)}</span>'


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.1 or share == 0 else f"{100 * share:.2g} %"


def _none(words: str) -> str:
    return f'<p class="none">{escape(words)}</p>'
