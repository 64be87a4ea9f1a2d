"""Reading articles from a folder on disk.

Belongs here: which files of a folder are articles, their sidecars, their machine-independent addresses. Does not:
what is in them (`clean`).

A file is an article if its name ends in .html, .htm, .txt or .md. What a saved web site brings along (feeds,
styles, scripts, pictures), README and LICENSE, and names that begin with a dot are counted and left out; any other
file ends in a row that says why it was not read. ``<stem>.meta.yaml`` beside a file is its sidecar: any of
``published`` (ISO 8601 day or time), ``title`` and ``url`` (where it was published).
"""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import yaml
from pydantic import BaseModel, ConfigDict, HttpUrl, ValidationError

from newsledger.fetch.body import media_type
from newsledger.fetch.policy import FetchPolicy
from newsledger.fetch.visit import Answer, Link, Listing, Outcome

_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain", ".md": "text/markdown"}
_SITE_FILES = frozenset(
    {".xml", ".css", ".js", ".json", ".ico", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".woff", ".woff2"}
)
_SITE_NAMES = frozenset({"robots.txt", "readme", "license", "licence"})
SIDECAR = ".meta.yaml"


class Sidecar(BaseModel):
    """What a ``.meta.yaml`` says about the file beside it."""

    model_config = ConfigDict(extra="forbid")

    published: datetime | date | None = None
    title: str | None = None
    url: HttpUrl | None = None


def list_folder(root: Path, source: str) -> Listing:
    """Return the files below `root`, in the order of their paths; links of files that are no articles included."""
    if not root.is_dir():
        problem = "is not a folder" if root.exists() else "does not exist"
        return Listing(Outcome.NOT_A_LISTING, f"the folder {problem}; mend `place` of the source {source}")
    left_out: Counter[str] = Counter()
    unread: list[str] = []
    links = []
    for path in _walk(root, unread):
        if _comes_along(path):
            left_out[path.suffix or path.name] += 1
        else:
            links.append(_link(root, path, source))
    counts = ", ".join(f"{count} {suffix}" for suffix, count in sorted(left_out.items()))
    reason = f"{len(links)} files" + (f"; left out as no articles: {counts}" if counts else "")
    if unread:
        return Listing(
            Outcome.LISTING_DAMAGED, f"{reason}; folders that cannot be read: {', '.join(unread)}", tuple(links)
        )
    return Listing(Outcome.LISTED, reason, tuple(links))


def read_file(root: Path, url: str, policy: FetchPolicy) -> Answer:
    """Return the file that `url`, of a link of `list_folder`, stands for."""
    path = root / os.fsdecode(unquote_to_bytes(url.removeprefix("file://").partition("/")[2]))
    now = datetime.now(UTC)
    _, problem = _sidecar(path)
    declared = _TYPES.get(path.suffix.lower())
    if declared is None:
        wanted = ", ".join(_TYPES)
        return Answer(Outcome.NOT_HTML, url, now, f"it is a {path.suffix or 'suffixless'} file; {wanted} are read")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a named pipe would block for ever
            return Answer(Outcome.UNREADABLE, url, now, "it is not a regular file")
        if status.st_size > policy.max_body:
            return Answer(Outcome.TOO_BIG, url, now, f"more than {policy.max_body} bytes")
        body = path.read_bytes()
    except OSError as error:
        return Answer(Outcome.UNREADABLE, url, now, error.strerror)
    content_type, is_page = media_type(declared, body)
    outcome = Outcome.FETCHED if is_page else Outcome.NOT_HTML
    reason = problem if is_page else f"it is {content_type}, whatever its name says"
    return Answer(outcome, url, now, reason, sent=body, body=body, content_type=content_type)


def _walk(root: Path, unread: list[str]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        unread.append(Path(error.filename).relative_to(root).as_posix())

    for folder, folders, names in os.walk(root, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _comes_along(path: Path) -> bool:
    name = path.name.lower()
    is_site_name = name in _SITE_NAMES or path.stem.lower() in _SITE_NAMES
    return is_site_name or path.suffix.lower() in _SITE_FILES or name.endswith(SIDECAR)


def _link(root: Path, path: Path, source: str) -> Link:
    url = f"file://{source}/{quote(os.fsencode(path.relative_to(root).as_posix()))}"
    sidecar, _ = _sidecar(path)
    return Link(
        url,
        title=sidecar.title,
        published=sidecar.published.isoformat() if sidecar.published else None,
        canonical=str(sidecar.url) if sidecar.url else None,
    )


def _sidecar(path: Path) -> tuple[Sidecar, str | None]:
    """Return the sidecar of the file at `path`, and what is wrong with it; one that is wrong says nothing."""
    beside = path.with_name(path.stem + SIDECAR)
    try:
        return Sidecar.model_validate(yaml.safe_load(beside.read_text("utf-8")) or {}), None
    except FileNotFoundError:
        return Sidecar(), None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        problem = f"{field}: {first['msg']}"
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problem = str(error).replace("\n", " ")
    return Sidecar(), f"its sidecar {beside.name} is not used: {problem}"
