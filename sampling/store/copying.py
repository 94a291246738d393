"""Copying an inspection file with SQLite's own backup, while it is open or not."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

from sampling.errors import FileError
from sampling.store import schema
from sampling.store.connection import connect, create_private


def copy(source: Path, target: Path) -> None:
    """Copy an inspection file, checked, under a name that is free.

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
        writing = connect(partial, read_only=False)
        try:
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE")
            writing.execute("DELETE FROM holder")
            sound = writing.execute("PRAGMA quick_check").fetchone()[0]
        finally:
            writing.close()
        if sound != "ok":
            raise FileError(f"{source}: the copy is not sound ({sound}); nothing was written")
        partial.rename(target)
    except sqlite3.Error as error:
        raise FileError(f"{target}: could not be written ({error}); nothing was left behind") from error
    finally:
        reading.close()
        partial.unlink(missing_ok=True)
