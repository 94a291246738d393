"""Reading what can still be read from a damaged inspection file, through a private copy of it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sampling.errors import FileError, PassphraseWantedError
from sampling.findings.events import Event, digest
from sampling.store import keyed
from sampling.store.chains import sound
from sampling.store.connection import clear_away, connect, create_private
from sampling.store.journal import EVENT_COLUMNS

_LOGS = ("-wal", "-journal")
_PAGE_SIZE = slice(16, 18)
_PAGE_COUNT = slice(28, 32)


class Wreck:
    """A damaged file, opened as far as it can be.

    Attributes:
        lost: what could not be read, a line each, in no order.
        locked_like: a file whose lock a recovered one is to share; None for a plain one.
    """

    def __init__(self, readable: Path | None, lost: set[str], locked_like: Path | None = None) -> None:
        """Read this copy; None where nothing could be opened. Use ``opened``."""
        self._readable = readable
        self.lost = lost
        self.locked_like = locked_like

    def events(self) -> Iterator[Event]:
        """Every event that is whole; an event may come twice."""
        for row in self.rows("journal", EVENT_COLUMNS, "rowid"):
            event = Event(*row)
            if sound(event):
                yield event
            else:
                self.lost.add("an event of the journal was damaged")

    def content(self) -> Iterator[tuple[str, str, str]]:
        """Every frame, draw and document that has its digest."""
        for sha256, kind, body in self.rows("content", ("sha256", "kind", "body"), "rowid"):
            if isinstance(body, str) and isinstance(kind, str) and digest(body) == sha256:
                yield sha256, kind, body
            else:
                self.lost.add("a frame, draw or document was damaged")

    def rows(self, table: str, columns: Sequence[str], key: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, from both ends where damage lies between; a row may come twice.

        Args:
            table: its name, a constant.
            columns: which columns; one that the table does not have comes as None.
            key: the column, or columns, in whose order it is kept.
        """
        if self._readable is None:
            return
        for direction in ("ASC", "DESC"):
            order = ", ".join(f"{column} {direction}" for column in key.split(", "))
            # A connection for each attempt, since SQLCipher's refuse everything after a damaged page.
            connection = connect(self._readable, read_only=False)
            # A damaged text must not stop the reading of the others, nor a damaged table that of others.
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            try:
                connection.execute("PRAGMA writable_schema = ON")
                names = _columns(connection, table, columns)
                yield from connection.execute(f"SELECT {names} FROM {table} ORDER BY {order}")  # noqa: S608
                return
            except sqlite3.DatabaseError:
                self.lost.add(f"part of the table '{table}' cannot be read")
            finally:
                connection.close()


def _columns(connection: sqlite3.Connection, table: str, wanted: Sequence[str]) -> str:
    """What to select from a table, which another program may have laid out otherwise.

    Raises:
        sqlite3.DatabaseError: if it is no table: a view may pretend anything, and never end.
    """
    real = connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? AND sql NOT LIKE 'CREATE VIRTUAL%'",
        (table,),
    ).fetchone()
    if not real:
        raise sqlite3.DatabaseError(f"no such table: {table}")
    there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    return ", ".join(f'"{column}"' if column in there else "NULL" for column in wanted)


@contextlib.contextmanager
def opened(source: Path, folder: Path, *, with_log: bool) -> Iterator[Wreck]:
    """A damaged file, read through a copy, so that nothing is done to the file itself.

    Args:
        source: the damaged file.
        folder: where the copy may stand meanwhile.
        with_log: whether to read what a log beside it adds, which may be of another file, or damaged.

    Raises:
        FileError: if the copy cannot be made, or the file is locked and nothing offered opens it.
    """
    copied = folder / f".{source.name}.{uuid.uuid4().hex[:8]}.part"
    lost: set[str] = set()
    try:
        _copy(source, copied, with_log)
        locked = keyed.is_locked(copied)
        with copied.open("rb") as image:
            plain = image.read(len(keyed.PLAIN)) == keyed.PLAIN
        if locked:
            _unlocked(copied, source)
        elif not plain:
            lost.add(f"{source.name} does not even begin like an inspection file")
        yield Wreck(copied if locked or plain else None, lost, copied if locked else None)
    except OSError as error:
        raise FileError(f"{source}: could not be read ({error.strerror})") from error
    finally:
        clear_away(copied)


def _unlocked(copied: Path, source: Path) -> None:
    """Say that the passphrase is missing, of the file that was named and not of its copy."""
    try:
        connect(copied, read_only=True).close()
    except PassphraseWantedError as error:
        raise PassphraseWantedError(str(error).replace(str(copied), str(source)), source) from error


def has_log(path: Path) -> bool:
    """Whether a log stands beside a file."""
    return any(path.with_name(path.name + ending).is_file() for ending in _LOGS)


def _copy(source: Path, copied: Path, with_log: bool) -> None:
    """Copy the file and its log; a file that was cut is filled with zeros to the length it says it had.

    SQLite refuses to read anything at all from a file that is too short.
    """
    for ending in ("", *(_LOGS if with_log else ())):
        file = source.with_name(source.name + ending)
        if file.is_file() or not ending:
            target = copied.with_name(copied.name + ending)
            create_private(target)
            shutil.copyfile(file, target)
    with copied.open("r+b") as image:
        header = image.read(100)
        length = image.seek(0, 2)
        if header.startswith(keyed.PLAIN):
            page = int.from_bytes(header[_PAGE_SIZE], "big")
            whole = (65536 if page == 1 else page) * int.from_bytes(header[_PAGE_COUNT], "big")
        else:
            whole = -(-length // keyed.PAGE) * keyed.PAGE
        if length < whole:
            image.truncate(whole)
