"""One inspection, one file: opening and closing it, and the desks that work on it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock

from sampling.clock import Clock, system_clock
from sampling.errors import FileError, ReadOnlyError, UsageError
from sampling.findings.events import CHANGES_ROSTER, Event
from sampling.findings.readers import Reader
from sampling.framework import load
from sampling.store import condition, handed_out, keyed, pins, schema
from sampling.store import lock as locks
from sampling.store.connection import connect, finish_writing, keep_what_is_written, transaction
from sampling.store.desks import Desks
from sampling.store.handed_out import HandOut
from sampling.store.journal import Journal
from sampling.store.keeper import Keeper
from sampling.store.opening import read_settings, spoiled, take
from sampling.store.places import real
from sampling.store.rows import select
from sampling.text import clean_line, is_clean_line


class Inspection(Desks):
    """An opened inspection file, with its desks.

    Attributes:
        path: the file.
        read_only: whether it may only be looked at.
        why_read_only: why, where it may.
        notices: lines to show on opening: first why it is read-only, if it is; then that a log was left
            behind, that the day to keep it until has passed, or that it lies in a risky place.
        keeper: makes the rolling backups; None for a file that is only looked at.
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
    ) -> None:
        """Over this connection; use ``open``."""
        settings = read_settings(connection, path)
        super().__init__(
            connection, Journal(connection, clock, stream), load(settings.edition), settings, reader, clock
        )
        self.path = path
        self.read_only = lock is None and stream is None
        self.notices: tuple[str, ...] = ()
        self.why_read_only = "it was opened to look only"
        self.keeper: Keeper | None = None
        self._lock = lock

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        reader: str | None = None,
        read_only: bool = False,
        clock: Clock = system_clock,
        passphrase: str | None = None,
        rolling: bool = True,
    ) -> Inspection:
        """Open an inspection file where it was left.

        A file that somebody else has open, that cannot be written, or that is damaged but can be read,
        is opened for reading only, and ``notices`` says why and what to do.

        Args:
            path: the file.
            reader: who signs in; by default whom the file was handed out to, else its only reader, else
                the computer's sign-in name.
            read_only: whether to look only; nothing is locked or written then.
            clock: the time.
            passphrase: what opens a locked file; it is remembered for this process.
            rolling: whether backups are made in the background while the file is open for writing.

        Raises:
            FileError: if it is missing, no inspection file, damaged beyond reading, locked, or made by a
                newer program.
            PinWantedError: if it is shared by readers who have PINs, and this reader's was not offered.
        """
        file = real(Path(path))
        if passphrase is not None:
            keyed.offer(passphrase)
        left_log = file.with_name(file.name + "-wal").exists()
        with ExitStack() as undo:
            why = spoiled(file) if left_log and not read_only else ""
            connection = connect(file, read_only=read_only or bool(why))
            undo.callback(lambda: connection.close())
            version = schema.check(connection, str(file))
            cut = handed_out.handout_if_told(connection)
            name = sign_in(reader) if reader else _usual_reader(connection, cut) or sign_in(None)
            stranger = pins.check(file, cut, name)
            if why or stranger or read_only:
                lock, why = None, why or stranger
            else:
                lock, why = take(file, connection, clock, undo)
            if lock is None:
                schema.check_readable(version, str(file), why)
            if why:
                connection.close()
                connection = connect(file, read_only=True)
            opened = cls(file, connection, reader=name, clock=clock, lock=lock)
            opened.why_read_only = why or opened.why_read_only
            opened.notices = _notices(opened, why, left_log)
            if lock is not None and rolling:
                opened.keeper = Keeper(file)
                opened.keeper.start()
            undo.pop_all()
            return opened

    def sibling(self) -> Inspection:
        """A second connection for a thread of this process; it writes to the same stream.

        The caller closes it; the lock stays with the first.
        """
        connection = connect(self.path, read_only=self.read_only)
        if not self.read_only:
            keep_what_is_written(connection)
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
            raise ReadOnlyError(f"{self.path.name} is read-only: {self.why_read_only}")
        with transaction(self.connection):
            known = select(self.connection, Reader, "reader = ?", self.reader)
            if not known and kind != "sign_in":
                self._append("sign_in", {"name": self.reader})
            return self._append(kind, payload)

    def readers(self) -> list[Reader]:
        """Everybody who has recorded something."""
        return select(self.connection, Reader, "1 ORDER BY reader")

    @property
    def has_readers_to_compare(self) -> bool:
        """Whether the file is a training session's, or two readers or more have recorded something in it."""
        found = "SELECT count(*) > 0 FROM session UNION ALL SELECT count(*) > 1 FROM reader"
        return any(row[0] for row in self.connection.execute(found))

    def close(self) -> None:
        """Fold everything into the one file and give it free; on a full disk the log stays beside it."""
        if self.keeper is not None:
            self.keeper.stop()
        if self._lock is not None:
            if not self.connection.in_transaction:
                with contextlib.suppress(FileError), transaction(self.connection):
                    locks.unsign(self.connection)
            finish_writing(self.connection)
        self.connection.close()
        if self._lock is not None:
            locks.release(self._lock)
            self._lock = None

    def rest(self) -> None:
        """Fold the log into the file while it stays open: on suspending and long idle."""
        if self._lock is not None and not self.connection.in_transaction:
            # A disk that is full now keeps the log; nothing is lost by it.
            with contextlib.suppress(sqlite3.DatabaseError):
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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
        from sampling.store import state  # all that folds, which somebody who only looks does not need

        event = self.journal.append(kind, payload, self.reader)
        subject = state.write(self.connection, self.journal, event)
        if subject.partition("|")[0] in CHANGES_ROSTER:
            self.roster.refresh()
        return event


def sign_in(reader: str | None) -> str:
    """A reader's id: the name given, or the computer's sign-in name.

    Raises:
        UsageError: if the name is empty or would not fit a line of the journal.
    """
    name = clean_line(reader if reader is not None else locks.user_name()).text
    if not name or "|" in name or "," in name or len(name) > 60 or not is_clean_line(name):
        raise UsageError("a reader's name is 1 to 60 characters without '|' or ','")
    return name


def _notices(opened: Inspection, why: str, left_log: bool) -> tuple[str, ...]:
    """The lines to show on opening."""
    lines = [why] if why else []
    if left_log and not opened.read_only:
        lines.append("the program was not closed properly last time; everything saved is there")
    elif opened.read_only and not why:
        damaged = condition.damage(opened.path, opened.connection)
        lines += [f"it is damaged ({damaged}); {condition.RECOVER}"] if damaged else []
    today = opened.clock().date()
    return (*lines, *condition.remarks(opened.path, opened.connection, opened.settings, today))


def _usual_reader(connection: sqlite3.Connection, cut: HandOut | None) -> str:
    """Whom the file was handed out to, else its only reader; empty where that is nobody or several."""
    if cut is not None:
        one = connection.execute("SELECT count(*) FROM journal WHERE kind = 'handout'").fetchone()[0] == 1
        return cut.reader if one else ""
    rows = connection.execute("SELECT reader FROM reader LIMIT 2").fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""
