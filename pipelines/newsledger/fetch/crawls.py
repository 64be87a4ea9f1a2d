"""Which WARC files a source names, and bringing each into the archive.

Belongs here: files, folders and listings of WARC files, on disk, on the web and on the stores that fsspec knows.
Does not: what is in a WARC file (`warcs`), moving bytes (`download`).

A listing is a text file of paths, one a line, called ``….paths`` or ``….paths.gz``: Common Crawl publishes its news as
``crawl-data/CC-NEWS/2025/05/warc.paths.gz``. Of a whole month's files only those are taken whose names say that they
are of the edition's day (``CC-NEWS-20250524011030-01234.warc.gz``). A listing is a stranger's file: its lines lead
nowhere but to the host, bucket or folder that it came from.
"""

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from glob import escape
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from newsledger.config import Source
from newsledger.fetch.body import BodyError, unpack
from newsledger.fetch.download import DownloadError, Downloads, store, store_failure
from newsledger.fetch.identity import WEB
from newsledger.fetch.journal import Part
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import Outcome

_SUFFIXES = (".warc", ".warc.gz")
_LISTINGS = (".paths", ".paths.gz")
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class WarcFile:
    """One WARC file: where it is, and the name that rows show, which holds no folder, query or secret."""

    place: Path | str
    name: str


@dataclass(frozen=True, slots=True)
class Crawl:
    """The WARC files that a source names, and what of it was left out, in words; empty if nothing was."""

    files: tuple[WarcFile, ...]
    left_out: str = ""


async def find_warcs(source: Source, edition: date, downloads: Downloads) -> Crawl:
    """Return the WARC files that `source` names for `edition`. DownloadError: they cannot be listed."""
    if source.is_on_disk:
        return _on_disk(source.path, edition)
    address = source.place
    for part, form in (("{year}", "%Y"), ("{month}", "%m"), ("{day}", "%d")):
        address = address.replace(part, edition.strftime(form))
    name = _name(address)
    if name.endswith(_LISTINGS):
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}/"
        return _listed(await downloads.read_whole(address), root, edition, downloads.policy)
    if name.endswith(_SUFFIXES) or address.startswith(WEB):
        return Crawl((WarcFile(address, name),))
    return _of_day(_in_store(address), edition)


async def hold(file: WarcFile, part: Part, source: str, downloads: Downloads) -> Path:
    """Return where the archive holds `file`, after bringing it there: linked if possible, else copied or downloaded.

    One that an earlier part of the edition holds is not kept twice. DownloadError: it cannot be had whole.
    """
    held = part.folder / f"{part.stem}.{file.name}"
    earlier = sorted(part.folder.glob(f"{source}-[0-9][0-9][0-9][0-9][0-9].{escape(file.name)}"))
    partial = held.with_name(held.name + ".partial")
    if isinstance(file.place, Path):
        for kept in earlier:
            if kept.samefile(file.place) or kept.stat().st_size == file.place.stat().st_size:
                return kept
        try:
            os.link(file.place, held)  # a day of CC-NEWS has 25 GiB
        except OSError:  # another file system, or one without links
            shutil.copyfile(file.place, partial)
            partial.rename(held)
        return held
    async with downloads.opened(file.place) as stream:
        for kept in earlier:
            if kept.stat().st_size == stream.size:
                return kept
        size = 0
        with partial.open("wb") as copy:
            async for piece in stream.pieces:
                size += len(piece)
                if size > downloads.policy.max_crawl_file:
                    raise DownloadError(Outcome.TOO_BIG, f"more than {downloads.policy.max_crawl_file} bytes")
                copy.write(piece)
        if stream.size is not None and size != stream.size:
            raise DownloadError(Outcome.INCOMPLETE_BODY, f"{size} of {stream.size} bytes came")
    partial.rename(held)
    return held


def _on_disk(place: Path, edition: date) -> Crawl:
    if place.is_dir():
        found = sorted(path for path in place.iterdir() if path.name.endswith(_SUFFIXES) and path.is_file())
        return Crawl(tuple(WarcFile(path, path.name) for path in found))
    if place.name.endswith(_LISTINGS) and place.is_file():
        return _listed(place.read_bytes(), place.parent, edition, FetchPolicy())
    return Crawl((WarcFile(place, place.name),) if place.is_file() else ())


def _in_store(address: str) -> list[WarcFile]:
    system, path = store(address)
    try:
        inside = sorted(system.ls(path, detail=False)) if system.isdir(path) else []
    except Exception as error:
        raise store_failure(error) from None
    return [WarcFile(system.unstrip_protocol(p), _name(p)) for p in inside if p.endswith(_SUFFIXES)]


def _listed(body: bytes, root: Path | str, edition: date, policy: FetchPolicy) -> Crawl:
    """Return the WARC files that the listing `body` names, below `root`."""
    try:
        body, _ = unpack(body, "gzip" if body.startswith(b"\x1f\x8b") else "", policy.max_body)
    except BodyError as error:
        raise DownloadError(Outcome.NOT_A_LISTING, error.reason) from None
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines()]
    lines = list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    good = [line for line in lines if line.endswith(_SUFFIXES) and _stays_inside(line)]
    crawl = _of_day([WarcFile(_join(root, line), _name(line)) for line in good], edition)
    bad = f"{len(lines) - len(good)} lines that are no relative path of a WARC file" if len(good) < len(lines) else ""
    return Crawl(crawl.files, ", ".join(filter(None, (crawl.left_out, bad))))


def _of_day(files: Iterable[WarcFile], edition: date) -> Crawl:
    kept, others = [], 0
    for file in files:
        day = _DAY_IN_NAME.search(file.name)
        if day and "-".join(day.groups()) != edition.isoformat():
            others += 1
        else:
            kept.append(file)
    return Crawl(tuple(kept), f"{others} files of other days" if others else "")


def _stays_inside(line: str) -> bool:
    path = PurePosixPath(line)
    return not path.is_absolute() and ".." not in path.parts and ":" not in line and "\\" not in line


def _join(root: Path | str, line: str) -> Path | str:
    return root / line if isinstance(root, Path) else root + line


def _name(address: str) -> str:
    return PurePosixPath(urlsplit(address).path if "://" in address else address).name or "crawl.warc.gz"
