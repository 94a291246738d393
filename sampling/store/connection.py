"""Opening and closing the SQLite file itself: safe while open, one whole file when closed."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sampling.errors import FileError
from sampling.store import held, keyed
from sampling.store.places import address, refuse_other_things

UNREADABLE = (sqlite3.DatabaseError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a damaged file may raise: a cell of it need not even be of the kind that its table says."""


def connect(path: Path, *, read_only: bool, like: Path | None = None) -> sqlite3.Connection:
    """A connection with the settings that keep what is written.

    A writing connection uses a write-ahead log synced at every commit (WAL, FULL), so that what has
    been committed survives a kill and a power cut. A locked file is opened with the passphrases that
    were offered to this process.

    Args:
        path: the file.
        read_only: whether to look only.
        like: for a file that is still empty, the file whose lock it is to share.

    Raises:
        FileError: if the file is missing, cannot be opened, or is locked and nothing offered opens it.
    """
    refuse_other_things(path)
    uri = f"{address(path.absolute())}?mode={'ro' if read_only else 'rw'}"
    try:
        connection = _opened(path, uri, like or path)
        if read_only and not _readable(connection):
            connection.close()
            _refuse_without_log(path)
            connection = _opened(path, f"{uri}&immutable=1", like or path)
        connection.execute("PRAGMA foreign_keys = ON")
    except PermissionError as error:
        raise FileError(f"{path}: you may not read it ({error.strerror})") from error
    except sqlite3.OperationalError as error:
        raise FileError(f"{path}: cannot be opened ({error})") from error
    return connection


def _refuse_without_log(path: Path) -> None:
    """Refuse a file that is whole only with a log that cannot be read in this place."""
    for ending in ("-wal", "-journal"):
        log = path.with_name(path.name + ending)
        if log.exists() and log.stat().st_size:
            raise FileError(
                f"{path}: it was not closed properly, and its log cannot be read in this place: open it "
                f"once for writing, or copy it and {log.name} together to a disk that can be written"
            )


def _opened(path: Path, uri: str, like: Path) -> sqlite3.Connection:
    with held.guard:
        if keyed.is_locked(like):
            connection = keyed.connect(uri, like)
        else:
            connection = sqlite3.connect(
                uri, uri=True, isolation_level=None, timeout=5.0, factory=held.Connection
            )
        held.remember(connection, path, held.beginning(like))
    return connection


def _readable(connection: sqlite3.Connection) -> bool:
    """Whether a connection that only reads can do so; a write-ahead log asks for memory beside the file."""
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in _NO_ROOM_BESIDE
    except sqlite3.DatabaseError:
        return True  # damaged, or no database: for whoever asked to meet
    return True


_NO_ROOM_BESIDE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""How SQLite says that it cannot lay out a log's index on a full or a write-protected disk."""


def begin_writing(connection: sqlite3.Connection, path: Path) -> None:
    """Switch an opened inspection file to the write-ahead log, synced at every commit.

    Raises:
        FileError: if the file or its folder cannot be written.
    """
    try:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        keep_what_is_written(connection)
    except sqlite3.OperationalError as error:
        raise FileError(f"{path}: cannot be written: {advice(error)}") from error
    if mode != "wal":
        raise FileError(f"{path}: cannot be written (this disk refuses a write-ahead log)")


def wait_at_most(connection: sqlite3.Connection, seconds: float) -> None:
    """How long a write waits for another program's, before it is refused; five seconds unless said."""
    connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def keep_what_is_written(connection: sqlite3.Connection) -> None:
    """Have a connection sync at every commit, and overwrite what it deletes."""
    connection.execute("PRAGMA synchronous = FULL")
    # On macOS a plain sync leaves the data in the disk's own memory; other systems take no notice.
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA checkpoint_fullfsync = ON")
    # What is deleted, such as a draft or a redacted name, is overwritten in the file at once.
    connection.execute("PRAGMA secure_delete = ON")


def finish_writing(connection: sqlite3.Connection) -> None:
    """Fold the write-ahead log back, so that the one file is whole.

    Where another connection still reads, SQLite refuses to leave WAL; the file stays correct with
    its log beside it, and the last one to close folds it back.
    """
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError:
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
        FileError: if the disk is full, fails, or the file is damaged; nothing of it is kept, the message
            says what to do, and the next transaction may succeed.
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
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise FileError(
            f"not saved, and nothing was half-written in {_name(connection)}: {advice(error)}"
        ) from error
    finally:
        if not kept and connection.in_transaction:
            # Where even that fails, whatever was begun is rolled back when the file is next opened.
            with contextlib.suppress(sqlite3.DatabaseError):
                connection.execute("ROLLBACK")


def _name(connection: sqlite3.Connection) -> str:
    """The name of a connection's file, without its folder."""
    try:
        row = connection.execute("PRAGMA database_list").fetchone()
    except sqlite3.DatabaseError:
        return "the file"
    return Path(row[2]).name if row and row[2] else "the file"


def publish(partial: Path, target: Path) -> None:
    """Give a finished file its name, so that the name too survives a power cut.

    Raises:
        FileError: if the name was taken meanwhile.
    """
    if target.exists():
        raise FileError(f"{target}: exists already, and is never overwritten")
    partial.rename(target)
    sync_folder(target.parent)


def replace(partial: Path, target: Path) -> None:
    """Put a finished file in the place of another, at one stroke."""
    partial.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Put a folder's names on disk; Windows does so by itself and offers no way to ask."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clear_away(path: Path) -> None:
    """Remove a file that was not finished, with whatever SQLite put beside it."""
    for ending in ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


ENDINGS = ("", "-wal", "-shm", "-journal", ".lock")
"""What may stand beside an inspection file under its name while it is open."""

_ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space on it and do it again",
    sqlite3.SQLITE_IOERR: "the disk refuses to read or write; is there space and quota left? Do it again, "
    "and if it fails again copy the file to another disk",
    sqlite3.SQLITE_READONLY: "it is write-protected; copy it to a place that can be written",
    sqlite3.SQLITE_PERM: "you may not write there; copy the file to a place of your own",
    sqlite3.SQLITE_CANTOPEN: "its folder cannot be written, or is gone; copy the file to a place of your own",
    sqlite3.SQLITE_BUSY: "another program is writing to it; close that one and do it again",
    sqlite3.SQLITE_LOCKED: "another program is writing to it; close that one and do it again",
    sqlite3.SQLITE_PROTOCOL: "another program is writing to it; close that one and do it again",
    sqlite3.SQLITE_NOMEM: "the computer is out of memory; close other programs and do it again",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; 'recover' builds a sound one from what can be read",
    sqlite3.SQLITE_NOTADB: "the file is damaged; 'recover' builds a sound one from what can be read",
}


def advice(error: sqlite3.Error) -> str:
    """What a database error means for a person, and what to do about it."""
    return f"{_ADVICE.get(_code(error), 'the database refused')} ({error})"


def is_outside(error: sqlite3.Error) -> bool:
    """Whether a database error is the trouble of a disk or a file, and no defect of the program."""
    return _code(error) in _ADVICE


def _code(error: sqlite3.Error) -> int:
    """The primary result code; an extended one holds it in its lowest byte."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
