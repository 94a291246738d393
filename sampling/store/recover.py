"""Getting back what can be got back from a damaged inspection file.

The journal is the truth, so recovery takes every event that is whole, from the damaged file and from its
newest sound backup, and folds them afresh. What could not be saved is named; nothing is guessed.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sampling.clock import system_clock
from sampling.errors import FileError
from sampling.findings.events import Event, digest, event_hash
from sampling.store import schema, state
from sampling.store.backups import Backup, backups
from sampling.store.connection import connect, create_private, transaction
from sampling.store.copying import copy
from sampling.store.inspection import Inspection
from sampling.store.journal import Journal, insert
from sampling.store.lists import Lists

WHOLE_TABLES = ("content", "material", "supplied_document", "draft", "place", "setting")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a recovery brought back.

    Attributes:
        events: events in the recovered journal.
        from_backup: the backup that was built on, or None where the damaged file alone was read.
        from_damaged: events that only the damaged file had.
        lost: what could not be saved, a line each; empty where everything was.
    """

    events: int
    from_backup: Path | None
    from_damaged: int
    lost: tuple[str, ...]


def recover(source: Path, out: Path) -> Recovery:
    """Build a sound file from a damaged one and its newest sound backup.

    Args:
        source: the damaged file; it is only read.
        out: the recovered file; never overwritten.

    Raises:
        FileError: if neither the file nor a backup gives anything to build on.
    """
    if out.exists():
        raise FileError(f"{out}: exists already, and is never overwritten")
    backup = next(iter(backups(source)), None)
    partial = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}.part")
    lost: list[str] = []
    try:
        salvaged = list(_events(source, lost))
        if backup is not None:
            copy(backup.path, partial)
        else:
            _rebuild_base(source, partial, lost)
        added = _add(partial, source, salvaged, lost)
        with Inspection.open(partial, reader="recover", rolling=False) as inspection:
            with transaction(inspection.connection):
                inspection.roster.refresh()
            events = inspection.journal.count()
        partial.rename(out)
    finally:
        for ending in ("", "-wal", "-shm", "-journal", ".lock"):
            partial.with_name(partial.name + ending).unlink(missing_ok=True)
    return Recovery(events, _path(backup), added if backup else len(salvaged), tuple(dict.fromkeys(lost)))


def _path(backup: Backup | None) -> Path | None:
    return backup.path if backup else None


def _events(source: Path, lost: list[str]) -> Iterator[Event]:
    """Every event of a damaged file that is whole, in the order of its rows."""
    for row in _rows(source, "journal", lost):
        try:
            event = Event(*row)
            sound = event.hash == event_hash(
                event.event_id,
                event.stream,
                event.seq,
                event.counter,
                event.at,
                event.reader,
                event.kind,
                event.payload_hash,
                event.previous_hash,
            ) and (not event.payload or digest(event.payload) == event.payload_hash)
        except (TypeError, ValueError):
            sound = False
        if sound:
            yield event
        else:
            lost.append("an event of the journal was damaged")


def _rows(source: Path, table: str, lost: list[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, read from both ends so that damage in the middle costs least."""
    try:
        connection = connect(source, read_only=True)
    except FileError:
        lost.append(f"{source.name} cannot be opened at all")
        return
    seen: set[tuple[Any, ...]] = set()
    try:
        for direction in ("ASC", "DESC"):
            try:
                key = _row_key(connection, table)
                query = f"SELECT * FROM {table} ORDER BY {key} {direction}"  # noqa: S608 - constant names
                for row in connection.execute(query):
                    if row in seen:
                        continue
                    seen.add(row)
                    yield row
                return
            except sqlite3.DatabaseError as error:
                lost.append(f"part of '{table}' cannot be read ({error})")
    finally:
        connection.close()


def _row_key(connection: sqlite3.Connection, table: str) -> str:
    columns = connection.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk ORDER BY pk")  # noqa: S608
    names = [name for (name,) in columns]
    return "rowid" if table in ("journal", "content") else ", ".join(names) or "rowid"


def _rebuild_base(source: Path, partial: Path, lost: list[str]) -> None:
    """A new file with the texts and lists of the damaged one, and no events yet."""
    create_private(partial)
    connection = connect(partial, read_only=False)
    try:
        schema.create(connection)
        lists = Lists(connection)
        with transaction(connection):
            lists.create()
            for table in (*WHOLE_TABLES, *(f"list_{number}" for number in range(1, 12))):
                for row in _rows(source, table, lost):
                    marks = ", ".join("?" * len(row))
                    connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608
        if connection.execute("SELECT 1 FROM setting WHERE key = 'settings'").fetchone() is None:
            raise FileError(
                f"{source}: nothing can be recovered from it, and there is no sound backup beside it"
            )
    finally:
        connection.close()


def _add(partial: Path, source: Path, salvaged: list[Event], lost: list[str]) -> int:
    """Put the salvaged events to those there are, as far as their chains hold; gives how many were new."""
    connection = connect(partial, read_only=False)
    try:
        with transaction(connection):
            for table in ("content", "material", "draft"):
                for row in _rows(source, table, lost):
                    marks = ", ".join("?" * len(row))
                    connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608
            heads = {
                stream: (seq, hash_)
                for stream, seq, hash_ in connection.execute(
                    "SELECT stream, seq, hash FROM journal ORDER BY stream, seq"
                )
            }
            added = 0
            for event in sorted(salvaged, key=lambda item: (item.stream, item.seq)):
                seq, previous = heads.get(event.stream, (0, ""))
                if event.seq <= seq:
                    continue
                if event.seq != seq + 1 or event.previous_hash != previous:
                    lost.append(
                        f"events of a session before {event.at} are missing; those after them were left out"
                    )
                    continue
                insert(connection, event)
                heads[event.stream] = (event.seq, event.hash)
                added += 1
            state.replace_all(connection, state.rebuild(Journal(connection, system_clock).events()))
        return added
    finally:
        connection.close()
