"""What the user sets: where the data lives, and which sources feed the ledger.

Belongs here: reading the environment (`Settings.from_environment`) and ``sources.yaml`` (`load_configuration`),
and saying what is wrong with them. Does not: asking a source for anything (`fetch`), Dagster's own configuration.

A file of a folder source may have a sidecar beside it, ``<stem>.meta.yaml``, with any of ``published`` (ISO 8601
day or time), ``title`` and ``url``; `fetch.folders` reads it.
"""

import difflib
import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from newsledger.errors import UsageError, usage_error

HOME_VARIABLE = "NEWSLEDGER_HOME"
CONTACT_VARIABLE = "NEWSLEDGER_CONTACT"
INBOX = "inbox"
DATA_DOCS_VARIABLE = "NEWSLEDGER_DATA_DOCS"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where this installation keeps its data, and whom a webmaster can write to."""

    home: Path
    contact: str | None = None  # an e-mail address or web page, shown in the User-Agent
    data_docs: bool = False  # whether Great Expectations writes its own pages about each suite, 4 MB a night

    @classmethod
    def from_environment(cls) -> "Settings":
        """Return the settings of NEWSLEDGER_HOME (default ``./data``), NEWSLEDGER_CONTACT and NEWSLEDGER_DATA_DOCS."""
        home = Path(os.environ.get(HOME_VARIABLE) or "data").expanduser().absolute()
        return cls(home, os.environ.get(CONTACT_VARIABLE) or None, bool(os.environ.get(DATA_DOCS_VARIABLE)))

    @property
    def ledger(self) -> Path:
        """The published DuckDB file."""
        return self.home / "ledger.duckdb"

    @property
    def staged(self) -> Path:
        """The folder of the staged tables, a parquet file per table and edition."""
        return self.home / "staged"

    @property
    def inbox(self) -> Path:
        """The drop folder: what is in it is a source of kind files, which no sources file needs to name."""
        return self.home / INBOX

    @property
    def dagster_home(self) -> Path:
        """The folder of Dagster's own records."""
        return self.home / "dagster"

    def reports(self, edition: date) -> Path:
        """Return the folder of the pages about `edition`."""
        return self.home / "reports" / edition.isoformat()

    def raw(self, edition: date) -> Path:
        """Return the folder of the WARC files that `edition` fetched."""
        return self.home / "raw" / edition.isoformat()


SourceKind = Literal["files", "feed", "sitemap", "urls", "warc"]
LOCAL_KINDS = frozenset({"files", "urls", "warc"})
# Where WARC files may be besides this machine's disks; of fsspec's many others none is meant for such.
WARC_SCHEMES = ("file", "s3", "gs", "az", "abfs", "memory", "http", "https")

# Each field's description is the remedy that an error about it prints.
_Header = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$")]
_Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class Source(BaseModel):
    """One place that articles come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$",
        description="Give a name of lower-case letters, digits, - and _, such as bbc-world; files are called by it.",
    )
    kind: SourceKind = Field(description="Give one of files, feed, sitemap, urls, warc.")
    place: str = Field(
        min_length=1,
        description="Give the http(s) address of a feed or sitemap, or the path of a folder (files), "
        "a list of addresses (urls) or a WARC file or folder of them (warc), relative to the sources file; "
        f"a WARC file may also be at an address of {', '.join(WARC_SCHEMES)}.",
    )
    language: str | None = Field(
        default=None,
        pattern=r"^[a-z]{2}$",
        description="Give the ISO 639-1 code of the language, such as en, or leave it out.",
    )
    country: str | None = Field(
        default=None,
        pattern=r"^[A-Z]{3}$",
        description="Give the ISO 3166-1 alpha-3 code of the country, such as GBR, or leave it out.",
    )
    max_documents: int | None = Field(
        default=None,
        ge=1,
        description="Give a whole number from 1, or leave it out (500 for feed, sitemap and urls; no limit else).",
    )
    max_age_days: int | None = Field(
        default=None,
        ge=1,
        description="Give a whole number of days from 1; entries that say they are older are not fetched.",
    )
    delay_seconds: float = Field(
        default=5.0,
        ge=0.5,
        le=120,
        description="Give the seconds between two requests to one host, from 0.5 to 120.",
    )
    probe: bool | None = Field(
        default=None,
        description="Give true or false: whether pages that cannot give a claim are skipped before cleaning; "
        "without it, those of kind warc are.",
    )
    headers: dict[_Header, _Variable] = Field(
        default_factory=dict,
        description="Give request headers as `Header-Name: NAME_OF_AN_ENVIRONMENT_VARIABLE`; "
        "the value is read from there and never written down.",
    )
    # The folder that a relative place starts from. Not part of the source's identity: it differs by machine.
    folder: Path = Field(default=Path(), exclude=True, repr=False)

    @field_validator("place", mode="after")
    @classmethod
    def _strip(cls, place: str) -> str:
        return place.strip()

    @model_validator(mode="after")
    def _place_fits_kind(self) -> "Source":
        is_address = self.place.startswith(("http://", "https://"))
        if "@" in self.place.partition("://")[2].partition("/")[0]:
            raise ValueError("place: it holds a user name or password, which every row would show; use `headers`")
        if self.kind == "warc" and "://" in self.place:
            scheme = self.place.partition("://")[0]
            if scheme not in WARC_SCHEMES:
                raise ValueError(f"place: WARC files are not read from {scheme}://")
        elif self.kind in LOCAL_KINDS and "://" in self.place:
            raise ValueError(f"place: a source of kind {self.kind} is read from disk, {self.place!r} is an address")
        if self.kind not in LOCAL_KINDS and not is_address:
            raise ValueError(f"place: a source of kind {self.kind} needs an http(s) address, got {self.place!r}")
        return self

    @property
    def is_probed(self) -> bool:
        """Whether the topic probe skips pages of it that cannot give a claim."""
        return self.kind == "warc" if self.probe is None else self.probe

    @property
    def is_on_disk(self) -> bool:
        """Whether its place is on this machine's disks."""
        return self.kind in LOCAL_KINDS and ("://" not in self.place or self.place.startswith("file://"))

    @property
    def path(self) -> Path:
        """The place of a source on this machine's disks."""
        return self.folder / Path(self.place.removeprefix("file://")).expanduser()

    @property
    def limit(self) -> int | None:
        """How many documents one edition takes from it; None for all."""
        if self.max_documents is not None or self.kind in {"files", "warc"}:
            return self.max_documents
        return 500


@dataclass(frozen=True, slots=True)
class Configuration:
    """What ``sources.yaml`` says: the sources, in its order, and the folder of the user's own lexicon lines."""

    sources: list[Source]
    lexicon: Path | None = None


def load_configuration(path: Path) -> Configuration:
    """Return what the YAML file at `path` says.

    UsageError names every problem at once: the file, the source, the field, and what to write instead.
    """
    content = _read(path)
    problems: list[str] = []
    sources = _sources(content["sources"], path.absolute().parent, problems)
    lexicon = _lexicon(content.get("extract"), path.absolute().parent, problems)
    if problems:
        raise UsageError("\n  ".join([f"{path} cannot be used:", *problems]))
    return Configuration(sources, lexicon)


def with_inbox(configuration: Configuration, settings: Settings) -> Configuration:
    """Return `configuration` with the drop folder among its sources while there is something in it."""
    taken = any(source.name == INBOX for source in configuration.sources)
    if taken or not settings.inbox.is_dir() or not any(settings.inbox.iterdir()):
        return configuration
    inbox = Source(name=INBOX, kind="files", place=INBOX, folder=settings.home)
    return Configuration([*configuration.sources, inbox], configuration.lexicon)


def _sources(entries: list[Any], folder: Path, problems: list[str]) -> list[Source]:
    sources: list[Source] = []
    for number, entry in enumerate(entries, 1):
        label = _label(number, entry)
        if not isinstance(entry, dict):
            problems.append(f"{label}: it is not a mapping. Write `name: …`, `kind: …`, `place: …` under one dash.")
            continue
        if "folder" in entry:
            problems.append(f"{label}, folder: there is no such field. Leave it out.")
            continue
        try:
            sources.append(Source.model_validate({**entry, "folder": folder}))
        except ValidationError as error:
            problems += [f"{label}, {problem}" for problem in _describe(error)]
    names = Counter(entry.get("name") for entry in entries if isinstance(entry, dict) and entry.get("name"))
    problems += [
        f"source {name!r}, name: {count} sources are called so. Give each its own name."
        for name, count in names.items()
        if count > 1
    ]
    return sources


def _lexicon(section: object, folder: Path, problems: list[str]) -> Path | None:
    if section is None:
        return None
    if not isinstance(section, dict) or section.keys() != {"lexicon"} or not isinstance(section["lexicon"], str):
        problems.append("extract: it holds one field, lexicon. Write `extract: {lexicon: folder-of-my-tsv-files}`.")
        return None
    path = folder / Path(section["lexicon"]).expanduser()
    if not path.is_dir():
        problems.append(f"extract, lexicon: {path} is no folder. Give one, relative to the sources file.")
    return path


def sources_hash(sources: Sequence[Source]) -> str:
    """Return 32 hex characters that change when what is fetched may change; the same on every machine."""
    rows = []
    for source in sorted(sources, key=lambda s: s.name):
        row = source.model_dump(mode="json")
        if source.is_on_disk and Path(source.place).expanduser().is_absolute():
            row["place"] = Path(source.place).name
        rows.append(row)
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:32]


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise usage_error(f"{path} cannot be read: {error.strerror}", "Give the sources file with --sources.") from None
    except UnicodeDecodeError:
        raise usage_error(f"{path} is not UTF-8 text", "Save it as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise usage_error(f"{path}{where} is not YAML: {problem}", "Mend the indentation or quoting there.") from None
    if not isinstance(content, dict) or not isinstance(content.get("sources"), list):
        raise usage_error(f"{path} does not hold a list of sources", "Begin it with `sources:` and a list under it.")
    if unknown := content.keys() - {"sources", "extract"}:
        raise usage_error(
            f"{path}: there is no section {', '.join(sorted(map(repr, unknown)))}", "They are sources and extract."
        )
    if not content["sources"]:
        raise usage_error(f"{path} lists no source", "Add one: `- {name: my-folder, kind: files, place: folder}`.")
    return content


def _label(number: int, entry: object) -> str:
    name = entry.get("name") if isinstance(entry, Mapping) else None
    return f"source {name!r}" if name else f"source number {number}"


def _describe(error: ValidationError) -> list[str]:
    problems = []
    for item in error.errors(include_url=False):
        field = str(item["loc"][0]) if item["loc"] else ""
        message = item["msg"].removeprefix("Value error, ")
        if item["type"] == "extra_forbidden":
            known = [name for name in Source.model_fields if name != "folder"]
            close = difflib.get_close_matches(field, known, n=1)
            remedy = f"Did you mean {close[0]}?" if close else f"The fields are {', '.join(known)}."
            problems.append(f"{field}: there is no such field. {remedy}")
        elif not field:  # a whole-source check names its field in the message
            field = message.partition(":")[0]
            problems.append(f"{message}. {Source.model_fields[field].description}")
        else:
            given = "it is missing" if item["type"] == "missing" else f"{message}, got {item['input']!r}"
            problems.append(f"{field}: {given}. {Source.model_fields[field].description}")
    return problems
