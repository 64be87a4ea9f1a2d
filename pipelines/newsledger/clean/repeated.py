"""Lines that stand on several pages of a host: what a site prints around every story and no list of ours knows.

Belongs here: which lines of a host repeat, remembering that for each archive file, taking them out of a page. Does not:
what one page shows by itself (`boilerplate`).

A line is judged by the pages that came into the archive together: those of its host in the same WARC file, which never
changes once it is written. So a page that is found unchanged on a later night, among other pages, keeps its text and
its revision, and an edition gives the same rows whenever and in whatever order it is computed. Nothing is learned from
one file for another: a page fetched alone keeps its lines.

A label or a bare headline that stands on three articles of a host is cut; a sentence or a list item, which may tell
what happened, only if it speaks to the reader or stands on most of the host's articles. A page that would lose most of
its text is a copy of another, and loses nothing.
"""

import hashlib
import json
import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from newsledger.clean.blocks import letters
from newsledger.clean.boilerplate import LONGEST_MARKED, Cut
from newsledger.clean.kind import Kind, of_length
from newsledger.clean.page import Page
from newsledger.clean.signs import addresses_reader
from newsledger.clean.workers import Task, clean_all
from newsledger.fetch.identity import article_url
from newsledger.fetch.warcs import PackedTogetherError, Tally, read_records
from newsledger.whole_files import written_whole

RULE = "repeated"
FEWEST_ARTICLES = 3
# A background sentence ("The war began in …") stands on many stories of a desk, what a site prints on nearly all.
MOST_OF_HOST, FEWEST_OF_HOST = 0.6, 8
# A page that loses a larger share of its characters is another's copy.
MOST_CUT = 0.5

# The `letters` of the lines to cut, by host.
Lines = Mapping[str, Collection[str]]

_SENTENCE = re.compile(r"[.!?…:;][\"'”’)\]]*$")


def repeated_lines(pages: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return the lines to cut of each host, sorted, judged by `pages`: (host, article, text). Their order is no matter.

    Several texts of one article count once.
    """
    # Host by host, as the lines of all pages of a crawl's file would take 12 kB a page.
    by_host: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for host, article, text in pages:
        by_host[host].append((article, text))
    return {host: lines for host, texts in sorted(by_host.items()) if (lines := _repeated_on_host(texts))}


def _repeated_on_host(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Return the lines to cut, sorted, judged by the (article, text) of one host."""
    articles = len({article for article, _ in texts})
    if articles < FEWEST_ARTICLES:
        return []
    places: defaultdict[str, set[str]] = defaultdict(set)
    wordings: dict[str, str] = {}
    for article, text in texts:
        for line in text.split("\n\n"):
            if len(line) <= LONGEST_MARKED and (key := letters(line)):
                places[key].add(article)
                wordings[key] = min(line, wordings.get(key, line))
    return sorted(key for key, among in places.items() if _is_printed_around(wordings[key], len(among), articles))


def _is_printed_around(line: str, articles: int, of_host: int) -> bool:
    if articles < FEWEST_ARTICLES:
        return False
    may_tell = line.startswith("•") or bool(_SENTENCE.search(line))
    if not may_tell or addresses_reader(line):
        return True
    return of_host >= FEWEST_OF_HOST and articles >= MOST_OF_HOST * of_host


def without(page: Page, lines: Collection[str]) -> Page:
    """Return `page` without those of its paragraphs whose `letters` are in `lines`, and with what was cut."""
    paragraphs = page.text.split("\n\n")
    out = [line for line in paragraphs if letters(line) in lines]
    if not out or sum(map(len, out)) > MOST_CUT * len(page.text):
        return page
    text = "\n\n".join(line for line in paragraphs if letters(line) not in lines)
    kind, reason = of_length(text) if page.kind is Kind.ARTICLE else (page.kind, page.kind_reason)
    cut = (*page.cut, *(Cut(line, RULE) for line in out))
    return replace(page, text=text, cut=cut, kind=kind, kind_reason=reason)


def host_of(url: str) -> str:
    """Return the host of an address, or the folder of a file: what stands beside each other looks alike."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www.") if parts.scheme != "file" else url.rpartition("/")[0]


class Found(NamedTuple):
    """A cleaned page: its address, its article's, the archive file with its bytes, and if it is new in this edition."""

    page: Page
    url: str
    article: str
    warc_file: str
    is_new: bool


def without_repeated(found: Sequence[Found], home: Path) -> list[Page]:
    """Return the pages of an edition, in order, without the lines that repeat on their hosts.

    What repeats in an archive file of this edition is kept below `home` for the nights on which a page of it is found
    unchanged; where that is lost, the whole file is cleaned again to know it.
    """
    by_file: defaultdict[str, list[Found]] = defaultdict(list)
    for item in found:
        by_file[item.warc_file].append(item)
    lines: dict[str, Lines] = {}
    for warc_file, items in by_file.items():
        if any(item.is_new for item in items):
            lines[warc_file] = repeated_lines((host_of(f.url), f.article, f.page.text) for f in items)
            _keep(home, warc_file, lines[warc_file])
        else:
            lines[warc_file] = _kept(home, warc_file)
    return [without(f.page, frozenset(lines[f.warc_file].get(host_of(f.url), ()))) for f in found]


def _kept(home: Path, warc_file: str) -> Lines:
    try:
        kept: Lines = json.loads(_memory(home, warc_file).read_text("utf-8"))
    except (OSError, ValueError):
        kept = repeated_lines(_cleaned(home / warc_file))
        _keep(home, warc_file, kept)
    return kept


def _keep(home: Path, warc_file: str, lines: Lines) -> None:
    kept = json.dumps({host: list(keys) for host, keys in lines.items()}, ensure_ascii=False)
    with written_whole(_memory(home, warc_file)) as unfinished:
        unfinished.write_text(kept, "utf-8")


def _memory(home: Path, warc_file: str) -> Path:
    return home / "repeated" / f"{hashlib.sha256(warc_file.encode()).hexdigest()[:32]}.json"


def _cleaned(warc: Path) -> Iterator[tuple[str, str, str]]:
    urls: deque[str] = deque()

    def tasks() -> Iterator[Task]:
        with suppress(OSError, PackedTogetherError):  # its damage is told of where its pages are read
            for _, record in read_records(warc, Tally()):
                urls.append(record.url)
                yield Task(record.body, record.url, record.content_type)

    for page in clean_all(tasks()):
        url = urls.popleft()
        yield host_of(url), article_url(url, page.canonical), page.text
