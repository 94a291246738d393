"""The files that this process has open, so that nothing reads one of them beside SQLite.

On Linux and macOS a process that closes any handle of a file gives up all its locks on that file, SQLite's
among them. Another program that opens the file then, and closes it, takes itself for the last: it folds the
log in and removes it, and whatever is recorded afterwards is written to a file that has no name. So the
beginning of a file, which tells whether it is locked, is read only while no connection is open to it.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from pathlib import Path
from typing import Any

LENGTH = 4096
"""Bytes of a beginning: SQLCipher's page."""

Place = tuple[int, int]
"""A file, whatever it is called: its device and its number there."""

guard = threading.RLock()
"""Held from reading a beginning until the connection that was opened by it is remembered."""

_beginnings: dict[Place, bytes] = {}
_connections: dict[Place, weakref.WeakSet[Any]] = {}


class Connection(sqlite3.Connection):
    """A connection that is forgotten when it is closed."""

    def close(self) -> None:
        """Close it, and forget it."""
        super().close()
        forget(self)


def beginning(path: Path) -> bytes:
    """The first bytes of a file, as they were when this process opened it, if it has it open.

    Raises:
        OSError: if it cannot be read.
    """
    with guard:
        place = _place(path)
        if _connections.get(place):
            return _beginnings[place]
        with path.open("rb") as file:
            return file.read(LENGTH)


def remember(connection: sqlite3.Connection, path: Path, first: bytes) -> None:
    """Note that a connection is open to a file, which begins so."""
    with guard:
        place = _place(path)
        if not _connections.get(place):
            _beginnings[place] = first
            _connections[place] = weakref.WeakSet()
        _connections[place].add(connection)


def forget(connection: sqlite3.Connection) -> None:
    """Note that a connection was closed."""
    with guard:
        for place, some in list(_connections.items()):
            some.discard(connection)
            if not some:
                del _connections[place], _beginnings[place]


def _place(path: Path) -> Place:
    status = path.stat()
    return status.st_dev, status.st_ino
