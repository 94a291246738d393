"""One writer at a time: a lock beside the file, and a row inside it that says who holds it."""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from sampling.clock import Clock, stamp


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has an inspection file open for writing."""

    name: str
    host: str
    pid: int
    since: str

    def __str__(self) -> str:
        """One line for a message, by this computer's clock."""
        return f"{self.name} on {self.host} (process {self.pid}, since {_told(self.since)})"


def _told(instant: str) -> str:
    """An instant by this computer's clock; as it stands where the file holds something else."""
    try:
        return f"{datetime.fromisoformat(instant).astimezone():%d/%m/%Y %H:%M}"
    except (ValueError, OverflowError):
        return instant


def user_name() -> str:
    """The computer's sign-in name; ``reader`` where the system has none for this user."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ModuleNotFoundError):
        return "reader"


def acquire(path: Path) -> FileLock | None:
    """The lock of an inspection file, or None where another process holds it.

    The lock is the operating system's, so a killed process leaves none behind.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return lock


def release(lock: FileLock) -> None:
    """Give the lock back and take its empty file away.

    The file goes first: a lock won on a file that is gone is given up and tried again by filelock,
    so two processes never hold it at once. Windows keeps open files; there it stays, empty.
    """
    with contextlib.suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def sign(connection: sqlite3.Connection, clock: Clock) -> None:
    """Write into the file who holds it."""
    connection.execute(
        "INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?, ?)",
        (user_name(), socket.gethostname(), os.getpid(), stamp(clock())),
    )


def unsign(connection: sqlite3.Connection) -> None:
    """Take the signature away on closing."""
    connection.execute("DELETE FROM holder")


def holder(connection: sqlite3.Connection) -> Holder | None:
    """Who signed last without taking the signature away."""
    row = connection.execute("SELECT name, host, pid, since FROM holder").fetchone()
    return Holder(*row) if row else None
