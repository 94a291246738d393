"""Taking an inspection file for writing, or finding out why it can only be read."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from filelock import FileLock

from sampling.clock import Clock
from sampling.errors import FileError, PassphraseWantedError
from sampling.store import condition, schema
from sampling.store import lock as locks
from sampling.store.connection import (
    UNREADABLE,
    advice,
    begin_writing,
    connect,
    finish_writing,
    transaction,
)
from sampling.store.handed_out import handout_if_told
from sampling.store.settings import Settings


def take(
    file: Path, connection: sqlite3.Connection, clock: Clock, undo: ExitStack
) -> tuple[FileLock | None, str]:
    """Take a file for writing: its lock, or why it can only be read.

    Args:
        file: the file.
        connection: the connection over which it was opened.
        clock: the time.
        undo: gives the lock back if the opening fails later.
    """
    try:
        lock = locks.acquire(file)
    except OSError as error:
        return None, f"this place cannot be written ({error.strerror or error})"
    if lock is None:
        held = locks.holder(connection)
        return None, f"{held or 'another program'} has it open; close it there first"
    with ExitStack() as giving_up:
        giving_up.callback(locks.release, lock)
        if not os.access(file, os.W_OK):
            return None, "the file is write-protected"
        damaged = condition.damage(file, connection)
        if damaged:
            return None, f"it is damaged ({damaged}); {condition.RECOVER}"
        try:
            begin_writing(connection, file)
            if schema.migrate(connection):
                damaged = condition.damage(file, connection)
                if damaged:
                    raise FileError(f"it is damaged ({damaged}); {condition.RECOVER}")
            with transaction(connection):
                locks.sign(connection, clock)
        except (FileError, sqlite3.DatabaseError) as error:
            finish_writing(connection)
            return None, str(error) if isinstance(error, FileError) else advice(error)
        giving_up.pop_all()
        undo.callback(locks.release, lock)
        return lock, ""


def spoiled(file: Path) -> str:
    """Why a file may not be opened for writing because of the log that stands beside it; empty for nothing.

    Closing a file folds its log in. A log that is damaged, or of another file, must not get so far, since
    without it the file may be sound.

    Raises:
        FileError: if what is read through the log is no inspection file.
    """
    with closing(connect(file, read_only=True)) as looking:
        schema.check(looking, str(file))
        damaged = condition.damage(file, looking)
    return f"it is damaged ({damaged}); {condition.RECOVER}" if damaged else ""


def read_settings(connection: sqlite3.Connection, path: Path) -> Settings:
    """The settings of an opened file.

    Raises:
        FileError: if they cannot be read, or are not there.
    """
    try:
        row = connection.execute("SELECT value FROM setting WHERE key = 'settings'").fetchone()
        if row is not None:
            return Settings.from_json(json.loads(row[0]))
    except UNREADABLE as error:
        raise FileError(f"{path}: damaged beyond reading ({error}); {condition.RECOVER}") from error
    raise FileError(f"{path}: an inspection file without its settings; {condition.RECOVER}")


def wants_passphrase(file: Path) -> bool:
    """Whether a file is locked, and nothing offered so far opens it; False for one that cannot be read."""
    try:
        connect(file, read_only=True).close()
    except PassphraseWantedError:
        return True
    except FileError:
        return False  # opening it says what is wrong
    return False


def signing_in(file: Path) -> Mapping[str, str]:
    """Readers who sign in to a shared file with a PIN, each with the PIN as it is kept.

    Empty for any other file, and for one that cannot be read: opening it says what is wrong.
    """
    with suppress(FileError, sqlite3.DatabaseError), closing(connect(file, read_only=True)) as connection:
        cut = handout_if_told(connection)
        return dict(cut.pins) if cut else {}
    return {}
