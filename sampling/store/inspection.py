"""One inspection, one file: opening and closing it, and the desks that work on it."""

from __future__ import annotations

import getpass
import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock

from sampling.clock import Clock, system_clock
from sampling.errors import FileError, ReadOnlyError, UsageError
from sampling.findings.events import CHANGES_ROSTER, Event
from sampling.findings.findings import Reader
from sampling.framework import Edition, load
from sampling.store import lock as locks
from sampling.store import schema, state
from sampling.store.cases import Cases
from sampling.store.connection import (
    begin_writing,
    connect,
    finish_writing,
    transaction,
)
from sampling.store.draws import Draws
from sampling.store.history import History
from sampling.store.journal import Journal
from sampling.store.judging import Judging
from sampling.store.lists import Lists
from sampling.store.place import Place
from sampling.store.reading import ReadingDesk
from sampling.store.roster import Roster
from sampling.store.settings import Settings
from sampling.text import clean_line, is_clean_line


class Inspection:
    """An opened inspection file.

    Attributes:
        path: the file.
        settings: what the inspection is.
        edition: the framework's edition it is judged by.
        reader: who is signed in.
        read_only: whether it may only be looked at.
        notices: lines to show on opening, such as who holds it, or that a log was left behind.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        reader: str,
        clock: Clock,
        lock: FileLock | None,
        stream: str | None = None,
        notices: Sequence[str] = (),
    ) -> None:
        """Put the desks together; use ``open``."""
        self.path = path
        self.clock = clock
        self.read_only = lock is None and stream is None
        self.notices = tuple(notices)
        self._connection = connection
        self._lock = lock
        self.settings = _read_settings(connection, path)
        self.edition: Edition = load(self.settings.edition)
        self.reader = reader
        self.journal = Journal(connection, clock, stream)
        self.lists = Lists(connection)
        self.cases = Cases(connection, self.edition, self.settings, self.lists, reader)
        self.draws = Draws(connection, self.record, self.edition, self.settings, self.lists)
        self.roster = Roster(connection, self.record, self.edition, self.draws)
        self.reading = ReadingDesk(connection, self.record, self.edition, self.cases, reader, clock)
        self.judging = Judging(
            connection, self.record, self.edition, self.settings, self.cases, self.draws, self.journal
        )
        self.history = History(self.journal, self.record, reader)
        self.place = Place(connection, reader)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        reader: str | None = None,
        read_only: bool = False,
        clock: Clock = system_clock,
    ) -> Inspection:
        """Open an inspection file where it was left.

        A file that somebody else has open is opened for reading only, and ``notices`` says who.

        Raises:
            FileError: if it is missing, no inspection file, damaged, or made by a newer program.
        """
        file = Path(path)
        notices: list[str] = []
        if file.with_name(file.name + "-wal").exists():
            notices.append("the program was not closed properly last time; everything saved is there")
        with ExitStack() as undo:
            connection = connect(file, read_only=read_only)
            undo.callback(lambda: connection.close())
            schema.check(connection, str(file))
            lock: FileLock | None = None
            if not read_only:
                lock, notice = _acquire(file, connection)
                if lock is None:
                    notices = [notice]
                    connection.close()
                    connection = connect(file, read_only=True)
            if lock is not None:
                undo.callback(locks.release, lock)
                begin_writing(connection, file)
                schema.migrate(connection)
                with transaction(connection):
                    locks.sign(connection, clock)
            name = sign_in(reader) if reader else _only_reader(connection) or sign_in(None)
            opened = cls(file, connection, reader=name, clock=clock, lock=lock, notices=notices)
            undo.pop_all()
            return opened

    def sibling(self) -> Inspection:
        """A second connection for a thread of this process; it writes to the same stream.

        The caller closes it; the lock stays with the first.
        """
        connection = connect(self.path, read_only=self.read_only)
        if not self.read_only:
            connection.execute("PRAGMA synchronous = FULL")
        return Inspection(
            self.path,
            connection,
            reader=self.reader,
            clock=self.clock,
            lock=None,
            stream=None if self.read_only else self.journal.stream,
        )

    def record(self, kind: str, payload: Mapping[str, Any]) -> Event:
        """Append an event and bring what stands up to date, in one transaction, synced.

        Raises:
            ReadOnlyError: if the file is open for reading only.
            FileError: if it could not be saved; nothing was half-written.
        """
        if self.read_only:
            why = self.notices[0] if self.notices else "it was opened to look only"
            raise ReadOnlyError(f"{self.path.name} is read-only: {why}")
        with transaction(self._connection):
            known = state.select(self._connection, Reader, "reader = ?", self.reader)
            if not known and kind != "sign_in":
                self._append("sign_in", {"name": self.reader})
            return self._append(kind, payload)

    def readers(self) -> list[Reader]:
        """Everybody who has recorded something."""
        return state.select(self._connection, Reader, "1 ORDER BY reader")

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for ``verify``, ``copy`` and the handover; screens never need it."""
        return self._connection

    def close(self) -> None:
        """Fold everything into the one file and give it free."""
        if self._lock is not None:
            if not self._connection.in_transaction:
                with transaction(self._connection):
                    locks.unsign(self._connection)
            finish_writing(self._connection)
        self._connection.close()
        if self._lock is not None:
            locks.release(self._lock)
            self._lock = None

    def rest(self) -> None:
        """Fold the log into the file while it stays open: on suspending and long idle."""
        if self._lock is not None and not self._connection.in_transaction:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def __enter__(self) -> Inspection:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _append(self, kind: str, payload: Mapping[str, Any]) -> Event:
        event = self.journal.append(kind, payload, self.reader)
        subject = state.write(self._connection, self.journal, event)
        if subject.partition("|")[0] in CHANGES_ROSTER:
            self.roster.refresh()
        return event


def sign_in(reader: str | None) -> str:
    """A reader's id: the name given, or the computer's sign-in name.

    Raises:
        UsageError: if the name is empty or would not fit a line of the journal.
    """
    name = clean_line(reader if reader is not None else getpass.getuser()).text
    if not name or "|" in name or "," in name or len(name) > 60 or not is_clean_line(name):
        raise UsageError("a reader's name is 1 to 60 characters without '|' or ','")
    return name


def _acquire(file: Path, connection: sqlite3.Connection) -> tuple[FileLock | None, str]:
    """The lock, or why there is none."""
    try:
        lock = locks.acquire(file)
    except OSError as error:
        return None, f"this place cannot be written ({error.strerror or error})"
    if lock is None:
        held = locks.holder(connection)
        return None, f"{held or 'another program'} has it open; close it there first"
    if not _writable(file):
        locks.release(lock)
        return None, "the file is write-protected"
    return lock, ""


def _writable(file: Path) -> bool:
    return os.access(file, os.W_OK)


def _only_reader(connection: sqlite3.Connection) -> str:
    """The file's only reader, if there is just one."""
    rows = connection.execute("SELECT reader FROM reader LIMIT 2").fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""


def _read_settings(connection: sqlite3.Connection, path: Path) -> Settings:
    row = connection.execute("SELECT value FROM setting WHERE key = 'settings'").fetchone()
    if row is None:
        raise FileError(f"{path}: an inspection file without its settings; it was never finished")
    return Settings.from_json(json.loads(row[0]))
