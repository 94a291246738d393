"""Opening and closing the SQLite file itself: safe while open, one whole file when closed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sampling.errors import FileError


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection with the settings that keep what is written.

    A writing connection uses a write-ahead log synced at every commit (WAL, FULL), so that what has
    been committed survives a kill and a power cut.

    Raises:
        FileError: if the file is missing or cannot be opened.
    """
    if not path.exists():
        raise FileError(f"{path}: no such file")
    if path.is_dir():
        raise FileError(f"{path}: a folder, not an inspection file")
    mode = "ro" if read_only else "rw"
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=5.0,
        )
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.OperationalError as error:
        raise FileError(f"{path}: cannot be opened ({error})") from error
    return connection


def begin_writing(connection: sqlite3.Connection, path: Path) -> None:
    """Switch an opened inspection file to the write-ahead log, synced at every commit.

    Raises:
        FileError: if the file or its folder cannot be written.
    """
    try:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.OperationalError as error:
        raise FileError(f"{path}: cannot be written ({error})") from error
    if mode != "wal":
        raise FileError(f"{path}: cannot be written (this disk refuses a write-ahead log)")


def finish_writing(connection: sqlite3.Connection) -> None:
    """Fold the write-ahead log back, so that the one file is whole.

    Where another connection still reads, SQLite refuses to leave WAL; the file stays correct with
    its log beside it, and the last one to close folds it back.
    """
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        return


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read, whatever the umask.

    Raises:
        FileError: if it exists already or cannot be made.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except FileExistsError as error:
        raise FileError(f"{path}: exists already, and is never overwritten") from error
    except OSError as error:
        raise FileError(f"{path}: cannot be made ({error.strerror})") from error
    os.close(handle)
    path.chmod(0o600)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; inside another transaction it is part of that one.

    Raises:
        FileError: if the disk is full or the file cannot be written; nothing of it is kept.
    """
    if connection.in_transaction:
        yield
        return
    kept = False
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
        kept = True
    except sqlite3.OperationalError as error:
        raise FileError(f"not saved: {error}; nothing was half-written") from error
    finally:
        if not kept and connection.in_transaction:
            connection.execute("ROLLBACK")
