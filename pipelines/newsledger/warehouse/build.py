"""From a private copy to the published file: alone, whole, verified, by rename.

Belongs here: the lock, the copy, reading it back, putting it in the ledger's place, the files kept for restoring. Does
not: what changes in the copy (`publish`).

Readers keep the file that they opened; a new one takes its name. Whatever goes wrong before the rename leaves the
published file as it was: a full disk, a kill, a duplicate key.
"""

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import duckdb

from newsledger import model
from newsledger.errors import usage_error
from newsledger.warehouse import checksums, schema

KEPT_FILES = 3
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# Any DuckDB from 1.2 on reads this format; the default of 1.5 would shut out analysts with an older one.
STORAGE_VERSION = "v1.2.0"

T = TypeVar("T")


def rebuild(ledger: Path, now: datetime, change: Callable[[duckdb.DuckDBPyConnection], T | None]) -> T | None:
    """Let `change` work on a private copy of `ledger`, new if there is none, and publish the copy.

    Where `change` returns None and the views and comments are those of today, the published file is not touched.
    UsageError: another process is building, a foreign write-ahead log lies at `ledger`, an earlier version is not as
    it was published, its tables do not fit the contracts, the disk is full or the folder cannot be written.
    """
    with _writing_to(ledger.parent), _sole_builder(ledger, now), _private_copy(ledger, ledger) as build:
        with _opened(build) as connection:
            refreshed = schema.install(connection)
            changed = change(connection)
        if changed is not None or refreshed:
            version = _checked(build, ledger)
            _release(build, ledger, version)
            if changed is not None:
                _forget_after(ledger, version)
    return changed


def rewrite(ledger: Path, now: datetime, change: Callable[[duckdb.DuckDBPyConnection], T | None]) -> T | None:
    """Let `change` work on a private copy of `ledger`, and publish the rows that it then holds as a file of its own.

    A file keeps what was changed in it, in blocks that are free and can still be read; in the new one there is only
    what was copied. The files kept for restoring are removed. Where `change` returns None nothing happens at all.
    UsageError as `rebuild` has it.
    """
    fresh = _beside(ledger, "fresh")
    with _writing_to(ledger.parent), _sole_builder(ledger, now), _private_copy(ledger, ledger) as build:
        with _opened(build) as connection:
            schema.install(connection)
            changed = change(connection)
        if changed is not None:
            try:
                _copy_rows(build, fresh)
                version = _checked(fresh, ledger)
                for path in kept_files(ledger).values():
                    path.unlink()
                _release(fresh, ledger, version)
            finally:
                _remove(fresh)
    return changed


def restore(ledger: Path, version: int, *, now: datetime) -> None:
    """Put back the file that was published as `version`: a repair, after which later versions are gone.

    UsageError if that file is not kept any more, or is not whole.
    """
    kept = kept_files(ledger)
    if version not in kept:
        raise usage_error(
            f"The file of version {version} is not kept", f"Those that are: {', '.join(map(str, kept)) or 'none'}."
        )
    with _writing_to(ledger.parent), _sole_builder(ledger, now), _private_copy(ledger, kept[version]) as build:
        _release(build, ledger, _checked(build, ledger))


def kept_files(ledger: Path) -> dict[int, Path]:
    """Return the published files that are kept beside `ledger`, by version."""
    if not ledger.parent.is_dir():
        return {}
    found = ((re.fullmatch(r"\.v(\d+)", p.name.removeprefix(ledger.name)), p) for p in ledger.parent.iterdir())
    return dict(sorted((int(match[1]), path) for match, path in found if match))


def refuse_if_tampered(
    connection: duckdb.DuckDBPyConnection, ledger: Path, held: checksums.Checksums, *, before: int
) -> None:
    """Raise UsageError naming the tables and versions under `before` whose rows are not those of the manifest."""
    earlier = {key: text for key, text in held.items() if key[1] < before}
    different = checksums.differences(earlier, checksums.remembered(connection))
    if different:
        names = ", ".join(f"{table} in version {version}" for table, version in different[:5])
        more = f" and {len(different) - 5} more" if len(different) > 5 else ""
        raise usage_error(
            f"{ledger} is not as it was published: the rows differ of {names}{more}",
            f"Nothing was changed. Put back one of {ledger.name}.v*, the last files that were published.",
        )


@contextmanager
def _writing_to(folder: Path) -> Iterator[None]:
    """Say of a disk that it is full, and of a folder that it cannot be written: UsageError, with what to do."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise usage_error(
            f"{folder} cannot be written: {error.strerror}",
            "Give the account that runs Newsledger the right to, or name another data folder in NEWSLEDGER_HOME.",
        ) from error
    except (OSError, duckdb.Error) as error:
        # DuckDB says it in words alone.
        if not any(os.strerror(code) in str(error) for code in _FULL):
            raise
        raise usage_error(
            f"The disk of {folder} is full", "Free some space and run again; the published ledger is as it was."
        ) from error


@contextmanager
def _sole_builder(ledger: Path, now: datetime) -> Iterator[None]:
    with _beside(ledger, "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise usage_error(
                f"{ledger} is being built by {lock.read().strip()}", "Wait until that process ends, then run again."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()} since {now:%Y-%m-%d %H:%M:%S} UTC")
        lock.flush()
        yield


@contextmanager
def _private_copy(ledger: Path, original: Path) -> Iterator[Path]:
    foreign = _beside(ledger, "wal")
    if foreign.exists():
        raise usage_error(
            f"{foreign} is there: somebody opened the ledger for writing, and DuckDB would replay it into the next one",
            "Close whatever has the ledger open, look whether that file holds anything you need, and remove it.",
        )
    build = _beside(ledger, "build")
    _remove(build)
    try:
        if original.exists():
            shutil.copyfile(original, build)
            _refuse_unless_readable(build, original)
        yield build
    finally:
        _remove(build)


def _refuse_unless_readable(build: Path, original: Path) -> None:
    try:
        duckdb.connect(str(build), read_only=True).close()
    except duckdb.Error as error:
        raise usage_error(
            f"{original} cannot be read: {str(error).replace(str(build), str(original))}",
            "`newsledger restore` puts back a file that was published.",
        ) from error


def _remove(build: Path) -> None:
    build.unlink(missing_ok=True)
    _beside(build, "wal").unlink(missing_ok=True)
    shutil.rmtree(_beside(build, "spill"), ignore_errors=True)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}.{ending}")


@contextmanager
def _opened(build: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(config={"temp_directory": str(_beside(build, "spill"))})
    try:
        mode = "READ_ONLY" if read_only else f"STORAGE_VERSION '{STORAGE_VERSION}'"
        connection.execute(f"ATTACH {schema.quoted(build)} AS ledger ({mode}); USE ledger")
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
        if not read_only:
            connection.execute("CHECKPOINT ledger")
    finally:
        connection.close()


def _copy_rows(build: Path, fresh: Path) -> None:
    _remove(fresh)
    with _opened(fresh) as connection:
        schema.install(connection)
        connection.execute(f"ATTACH {schema.quoted(build)} AS old (READ_ONLY)")
        for table in model.tables():
            name = schema.stored_name(table)
            connection.execute(f"INSERT INTO {name} BY NAME FROM old.{name}")
        connection.execute("DETACH old")


def _checked(build: Path, ledger: Path) -> int:
    """Read back what is about to be published, and return its version.

    A build that lost rows on its way to disk must not get out.
    """
    if _beside(build, "wal").exists():
        raise RuntimeError(f"{build} still has a write-ahead log after its checkpoint")
    with _opened(build, read_only=True) as connection:
        row = connection.execute("SELECT max(version) FROM versions").fetchone()
        assert row is not None
        version: int = row[0]
        refuse_if_tampered(connection, ledger, checksums.derived(connection, version), before=version + 1)
    return version


def _release(build: Path, ledger: Path, version: int) -> None:
    build.chmod(0o444)
    _sync(build)
    kept = _beside(ledger, f"v{version}")
    kept.unlink(missing_ok=True)
    kept.hardlink_to(build)  # costs nothing: the file never changes again
    build.replace(ledger)
    _sync(ledger.parent)
    for number, path in kept_files(ledger).items():
        if number <= version - KEPT_FILES:
            path.unlink()


def _forget_after(ledger: Path, version: int) -> None:
    """Remove the files of versions that a restore took back, now that others follow in their place."""
    for number, path in kept_files(ledger).items():
        if number > version:
            path.unlink()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
