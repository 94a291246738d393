"""A passphrase on an inspection file and its backups, by SQLCipher (AES-256, an extra)."""

from __future__ import annotations

import os
import secrets
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sampling.errors import FileError, UsageError
from sampling.store import keyed, schema
from sampling.store import lock as locks
from sampling.store.backups import folder_of
from sampling.store.connection import advice, clear_away, connect, create_private, finish_writing, replace
from sampling.store.places import address, real
from sampling.store.purge import literal, overwrite, zero

SHORTEST = 12
"""Characters of the shortest passphrase: fewer can be guessed with the file in hand."""

CANNOT = (
    "without the passphrase nobody can open it any more, and nobody can reset it: keep it safe elsewhere",
    "what was on the disk before may be found there until it is overwritten; an encrypted disk helps",
    "copies, exports and reports made before are not locked",
)
"""What a passphrase does not do, to be shown whenever one is set."""


def lock(path: Path, passphrase: str) -> list[Path]:
    """Lock a file and its backups; what is locked already with this passphrase stays as it is.

    Each file is replaced at one stroke when its locked copy is whole, so that a power cut leaves either.
    The passphrase is remembered for this process.

    Returns:
        The files that were locked now.

    Raises:
        UsageError: if the passphrase is too short.
        FileError: if SQLCipher is not installed, somebody has the file open, or it is not sound.
    """
    key = _new_key(passphrase)
    path = real(path)
    keyed.offer(passphrase)
    with _alone(path):
        plain = [item for item in _files(path) if not keyed.is_locked(item)]
        for item in plain:
            turn(item, key)
        if not plain:
            connect(path, read_only=True).close()  # says so if it is locked with another one
    return plain


def change(path: Path, passphrase: str) -> list[Path]:
    """Lock a locked file and its backups with another passphrase; nothing of them lies open meanwhile.

    The old one is asked of what was offered to this process; the new one is remembered too, so that what
    was interrupted is finished by doing it again.

    Returns:
        The files that are locked otherwise now.

    Raises:
        UsageError: if the new passphrase is too short, or the file is not locked.
        FileError: if SQLCipher is not installed, the old passphrase was not offered, somebody has the file
            open, or it is not sound.
    """
    key = _new_key(passphrase)
    path = real(path)
    with _alone(path):
        if not keyed.is_locked(path):
            raise UsageError(f"{path}: not locked, so there is no passphrase to change; lock it")
        keyed.offer(passphrase)
        files = _files(path)
        for item in files:
            turn(item, key)
    return files


def unlock(path: Path, passphrase: str) -> list[Path]:
    """Take the passphrase off a file and its backups.

    Returns:
        The files that were unlocked now; none where none was locked.

    Raises:
        FileError: if SQLCipher is not installed, the passphrase is not the one, or somebody has the file
            open.
    """
    keyed.sqlcipher()
    path = real(path)
    keyed.offer(passphrase)
    with _alone(path):
        locked = [item for item in _files(path) if keyed.is_locked(item)]
        for item in locked:
            turn(item, "")
    return locked


def _new_key(passphrase: str) -> str:
    if len(passphrase.strip()) < SHORTEST:
        raise UsageError(f"a passphrase has {SHORTEST} characters or more: a few words together will do")
    keyed.sqlcipher()
    return keyed.raw_key(keyed.spellings(passphrase)[0], secrets.token_bytes(16))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a file's lock, with its log folded in."""
    connection = connect(path, read_only=False)
    held = locks.acquire(path)
    try:
        if held is None:
            raise FileError(f"{path}: somebody has it open; close it there first")
        schema.check(connection, str(path))
        finish_writing(connection)
        connection.close()
        _sweep(path)
        yield
    finally:
        connection.close()
        if held is not None:
            locks.release(held)


def _sweep(path: Path) -> None:
    """Overwrite what an earlier change left when it was ended before it could overwrite the old file."""
    for folder, name in ((path.parent, literal(path.name)), (folder_of(path), "*")):
        for left in folder.glob(f".{name}.*.old.part"):
            overwrite(left)
            left.unlink()


def _files(path: Path) -> list[Path]:
    """The inspection file and every file in the folder of its backups."""
    folder = folder_of(path)
    backups = sorted(item for item in folder.iterdir() if item.is_file()) if folder.is_dir() else []
    return [path, *(item for item in backups if not item.name.endswith("-wal"))]


def turn(path: Path, key: str) -> None:
    """Put a copy with another key, or with none, in the place of a file, and overwrite the file.

    Args:
        path: the file, which nobody has open.
        key: SQLCipher's raw key; empty for a plain copy.

    Raises:
        FileError: if it is not sound, or cannot be replaced; it is left as it was then.
    """
    module = keyed.sqlcipher()
    uri = f"{address(path.absolute())}?mode=ro"
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    reading = keyed.connect(uri, path) if keyed.is_locked(path) else keyed.open_with(module, uri, "")
    try:
        create_private(partial)
        reading.execute("ATTACH ? AS turned KEY ?", (str(partial), key))
        reading.execute("SELECT sqlcipher_export('turned')")
        for pragma in ("application_id", "user_version"):
            value = int(reading.execute(f"PRAGMA main.{pragma}").fetchone()[0])
            reading.execute(f"PRAGMA turned.{pragma} = {value}")
        same = _contents(reading, "main") == _contents(reading, "turned")
        sound = reading.execute("PRAGMA turned.quick_check(1)").fetchone()[0]
        reading.execute("DETACH turned")
        if not same or sound != "ok":
            raise FileError(f"{path}: not sound, so it was left as it is; run 'verify', then 'recover'")
        reading.close()  # Windows replaces no file that is open
        _put_in_place(partial, path)
    except sqlite3.DatabaseError as error:
        raise FileError(f"{path}: left as it was: {advice(error)}") from error
    except OSError as error:
        raise FileError(f"{path}: could not be replaced ({error.strerror})") from error
    finally:
        reading.close()
        clear_away(partial)


def _put_in_place(partial: Path, path: Path) -> None:
    """Put a file in the place of another at one stroke, and overwrite that one."""
    old = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.old.part")
    try:
        with suppress(OSError):  # a memory stick's file system may know no second names
            os.link(path, old)
        if old.exists():
            replace(partial, path)
            overwrite(old)
        elif os.name == "nt":
            replace(partial, path)  # and the old one is left to be overwritten by whatever comes next
        else:
            with path.open("r+b") as before:
                replace(partial, path)
                zero(before)
    finally:
        clear_away(old)


def _contents(connection: sqlite3.Connection, name: str) -> list[tuple[str, str, int]]:
    """What a database is made of, and how many rows each of its tables has."""
    parts = connection.execute(
        f"SELECT type, name, sql FROM {name}.sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"  # noqa: S608
    ).fetchall()
    return [(item, sql, _rows(connection, name, item) if kind == "table" else 0) for kind, item, sql in parts]


def _rows(connection: sqlite3.Connection, name: str, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM {name}."{table}"').fetchone()[0])  # noqa: S608
