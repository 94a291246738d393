"""Copying an inspection file with SQLite's own backup, while it is open or not."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

from sampling.errors import FileError
from sampling.store import schema
from sampling.store.connection import advice, clear_away, connect, create_private, publish


def copy(source: Path, target: Path) -> None:
    """Copy an inspection file, checked, under a name that is free; a locked one's copy is locked too.

    Raises:
        FileError: if the source is no inspection file, the target exists, or it cannot be written;
            nothing half-written is left.
    """
    if target.exists():
        raise FileError(f"{target}: exists already, and is never overwritten")
    if not target.parent.is_dir():
        raise FileError(f"{target}: there is no folder {target.parent}")
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
    reading = connect(source, read_only=True)
    try:
        schema.check(reading, str(source))
        create_private(partial)
        _fill(reading, source, partial)
        publish(partial, target)
    except sqlite3.DatabaseError as error:
        raise FileError(
            f"{target}: could not be made, and nothing was left behind: {advice(error)}"
        ) from error
    except OSError as error:
        raise FileError(
            f"{target}: could not be written ({error.strerror}); nothing was left behind"
        ) from error
    finally:
        reading.close()
        clear_away(partial)


def _fill(reading: sqlite3.Connection, source: Path, partial: Path) -> None:
    writing = connect(partial, read_only=False, like=source)
    try:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")
        writing.execute("DELETE FROM holder")
        sound = writing.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        writing.close()
    if sound != "ok":
        raise FileError(f"{source}: damaged, so no copy was made ({sound}); 'recover' saves what can be read")
