"""Rolling backups beside the inspection file, each checked before it is trusted, and the way back.

They are numbered, not only dated, so that a clock that jumps does not change which one is the newest.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sampling.clock import Clock, system_clock
from sampling.errors import FileError
from sampling.store import chains, schema, shape
from sampling.store import lock as locks
from sampling.store.connection import UNREADABLE, clear_away, connect, replace, sync_folder
from sampling.store.copying import copy
from sampling.store.journal import Journal
from sampling.store.places import real

NEWEST = 6
"""Backups kept whatever their age."""

DAYS = 6
"""Earlier days of which the last backup is kept besides."""

EVERY = timedelta(minutes=5)
"""How old the newest backup grows before the next is due, if anything was recorded since."""

_ABANDONED = timedelta(hours=1)
"""Age at which a backup that was never finished is cleared away."""

_one_at_a_time = threading.Lock()
"""The app's own backup and one that was asked for do not cross."""

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{6})-(\d{8}T\d{6}Z)\.ilacs")


@dataclass(frozen=True, slots=True)
class Backup:
    """One sound backup.

    Attributes:
        path: where it is.
        number: 1, 2, 3 ... in the order made.
        made: when, by the computer's clock.
        events: how many events its journal holds.
        head: its journal's head digest.
    """

    path: Path
    number: int
    made: datetime
    events: int
    head: str


def folder_of(path: Path) -> Path:
    """Where the backups of an inspection file are kept: a private folder beside it."""
    file = real(path)
    return file.with_name(f"{file.name}.backups")


def back_up(path: Path, clock: Clock = system_clock) -> Path | None:
    """Make a backup, unless the newest holds the same journal; works while the file is open.

    Returns:
        The backup, or None where none was needed.

    Raises:
        FileError: if it could not be made; what there was is kept.
    """
    with _one_at_a_time:
        files = _files(path)
        if files and _head(files[0][1]) == _head(path):
            return None
        target = _new_name(path, clock)
        copy(path, target)
        if _sound(target) is None:
            target.unlink()
            raise FileError(f"{path}: damaged, so the backup was thrown away; run 'verify', then 'recover'")
        for old in _superseded(path):
            old.unlink(missing_ok=True)
        return target


def renew(path: Path, clock: Clock = system_clock) -> int:
    """Make a backup and remove everything else in the folder, because of something that must not stay.

    Returns:
        How many files were removed.

    Raises:
        FileError: if the new backup could not be made; the old ones are kept then.
    """
    folder = folder_of(path)
    if not folder.is_dir():
        return 0
    with _one_at_a_time:
        target = _new_name(path, clock)
        copy(path, target)
        others = [item for item in folder.iterdir() if item != target]
        for item in others:
            item.unlink()
        sync_folder(folder)
    return len(others)


def due(path: Path, now: datetime) -> bool:
    """Whether the newest backup (or else the file's making) lies back more than ``EVERY``.

    A newest backup from the future, after a clock was set back, does not count.
    """
    files = _files(path)
    made = _made(files[0][1]) if files else _begun(path)
    return not timedelta(0) <= now - made < EVERY


def backups(path: Path) -> Iterator[Backup]:
    """The sound backups of an inspection file, newest first, each checked as it is reached."""
    for _number, file in _files(path):
        found = _sound(file)
        if found is not None:
            yield found


def go_back(path: Path, backup: Path, clock: Clock = system_clock) -> Path:
    """Put a backup in the place of the file; what stood there, and later backups, are set aside.

    Args:
        path: the inspection file; nobody may have it open. It may be damaged or gone.
        backup: one of its backups.
        clock: the time.

    Returns:
        Where the file that was replaced now is (in the folder of backups).

    Raises:
        FileError: if the backup is not sound, or somebody has the file open.
    """
    path = real(path)
    chosen = _sound(backup)
    if chosen is None:
        raise FileError(f"{backup}: not a sound backup; choose another")
    lock = locks.acquire(path)
    if lock is None:
        raise FileError(f"{path}: somebody has it open; close it there first")
    aside = f".before-{clock().astimezone(UTC).strftime(_STAMP)}"
    partial = path.with_name(f".{path.name}.back.part")
    try:
        clear_away(partial)
        copy(chosen.path, partial)
        set_aside = folder_of(path) / f"{path.name}{aside}"
        for ending in ("-wal", ""):
            file = path.with_name(path.name + ending)
            if file.exists():
                file.replace(set_aside.with_name(set_aside.name + ending))
        path.with_name(path.name + "-shm").unlink(missing_ok=True)
        replace(partial, path)
        for number, later in _files(path):
            if number > chosen.number:
                later.rename(later.with_name(later.name + aside))
        sync_folder(folder_of(path))
    finally:
        locks.release(lock)
        clear_away(partial)
    return set_aside


def ahead(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the newest backup holds something that the opened file does not: its tail was lost."""
    files = _files(path)
    if not files:
        return False
    with contextlib.suppress(FileError, *UNREADABLE):
        other = connect(files[0][1], read_only=True)
        try:
            schema.check(other, files[0][1].name)
            last = Journal(other, system_clock).newest(1)
        finally:
            other.close()
        known = Journal(connection, system_clock)
        return bool(last) and known.event(last[0].event_id) is None
    return False


def _files(path: Path) -> list[tuple[int, Path]]:
    """The files that are named as backups, newest first."""
    folder = folder_of(path)
    if not folder.is_dir():
        return []
    named = ((_NAME.fullmatch(item.name), item) for item in folder.iterdir())
    return sorted(((int(match[1]), item) for match, item in named if match), reverse=True)


def _new_name(path: Path, clock: Clock) -> Path:
    folder = folder_of(path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not folder.is_symlink():  # who keeps backups elsewhere has set that place up
            folder.chmod(0o700)
        for unfinished in folder.glob(".*.part*"):
            if time.time() - unfinished.stat().st_mtime > _ABANDONED.total_seconds():
                unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(f"{folder}: no backup could be made ({error.strerror})") from error
    number = max((number for number, _file in _files(path)), default=0) + 1
    return folder / f"{number:06}-{clock().astimezone(UTC).strftime(_STAMP)}.ilacs"


def _superseded(path: Path) -> Iterator[Path]:
    """Backups that are no longer kept: not among the newest, nor the last of one of the days before."""
    days: set[str] = set()
    for place, (_number, file) in enumerate(_files(path)):
        day = file.name[7:15]
        if place >= NEWEST and (day in days or len(days) > DAYS):
            yield file
        days.add(day)


def _made(file: Path) -> datetime:
    match = _NAME.fullmatch(file.name)
    return datetime.fromisoformat(match[2] if match else "19700101T000000Z")


def _begun(path: Path) -> datetime:
    connection = connect(path, read_only=True)
    try:
        row = connection.execute("SELECT at FROM journal ORDER BY counter LIMIT 1").fetchone()
    finally:
        connection.close()
    return datetime.fromisoformat(row[0]) if row else datetime.now(UTC)


def _head(path: Path) -> str:
    connection = connect(path, read_only=True)
    try:
        return Journal(connection, system_clock).head()
    except sqlite3.DatabaseError:
        return ""
    finally:
        connection.close()


def _sound(path: Path) -> Backup | None:
    """A backup with its pages and its journal checked; None where it is not sound."""
    with contextlib.suppress(FileError, *UNREADABLE):
        connection = connect(path, read_only=True)
        try:
            schema.check(connection, path.name)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return None
            journal = Journal(connection, system_clock)
            if schema.is_current(connection) and any(shape.faults(connection)):
                return None
            if any(chains.faults(journal)):
                return None
            match = _NAME.fullmatch(path.name)
            return Backup(path, int(match[1]) if match else 0, _made(path), journal.count(), journal.head())
        finally:
            connection.close()
    return None
