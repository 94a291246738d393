"""Rolling backups beside the inspection file, each checked before it is trusted."""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sampling.clock import Clock, system_clock
from sampling.errors import FileError
from sampling.store import schema
from sampling.store.connection import connect
from sampling.store.copying import copy
from sampling.store.journal import Journal, faults

KEPT = 12
"""Backups kept; the oldest goes when there are more, but never the last sound one."""

_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it is, when it was made, and the journal it holds."""

    path: Path
    made: datetime
    events: int
    head: str


def folder_of(path: Path) -> Path:
    """Where the backups of an inspection file are kept: a private folder beside it."""
    return path.with_name(f"{path.name}.backups")


def back_up(path: Path, clock: Clock = system_clock) -> Path | None:
    """Make a backup, unless the newest holds the same journal; gives it, or None where none was needed.

    Raises:
        FileError: if it could not be made; what there was is kept.
    """
    folder = folder_of(path)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise FileError(f"{folder}: no backup could be made ({error.strerror})") from error
    newest = next(iter(backups(path)), None)
    if newest is not None and newest.head == _journal_head(path):
        return None
    target = folder / f"{clock().astimezone(UTC).strftime(_STAMP)}-{uuid.uuid4().hex[:4]}.ilacs"
    copy(path, target)
    if _read(target) is None:
        target.unlink()
        raise FileError(f"{path}: the backup was not sound and was thrown away; run verify")
    for old in backups(path)[KEPT:]:
        old.path.unlink(missing_ok=True)
    return target


def backups(path: Path) -> list[Backup]:
    """The sound backups of an inspection file, newest first."""
    found = [_read(item) for item in sorted(folder_of(path).glob("*.ilacs"), reverse=True)]
    return [backup for backup in found if backup is not None]


def _journal_head(path: Path) -> str:
    connection = connect(path, read_only=True)
    try:
        return Journal(connection, system_clock).head()
    finally:
        connection.close()


def _read(path: Path) -> Backup | None:
    """A backup with its journal checked; None where it is not sound."""
    with contextlib.suppress(sqlite3.DatabaseError, FileError, ValueError):
        connection = connect(path, read_only=True)
        try:
            schema.check(connection, path.name)
            journal = Journal(connection, system_clock)
            events = sorted(journal.events(), key=lambda event: (event.stream, event.seq))
            if next(faults(events), ""):
                return None
            made = datetime.strptime(path.name.split("-")[0], _STAMP).replace(tzinfo=UTC)
            return Backup(path, made, len(events), journal.head())
        finally:
            connection.close()
    return None
