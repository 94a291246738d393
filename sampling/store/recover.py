"""Getting back what can be got back of a damaged inspection file.

The journal is the truth, so recovery takes every event that is whole, from the damaged file and from its
sound backups, and folds them afresh. Nothing is guessed. What could not be saved is named, and written
into the journal, so that the gap stays visible and the rest of the chain can still be checked.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sampling.clock import Clock, system_clock
from sampling.errors import FileError
from sampling.findings.events import Event, canonical_json
from sampling.store import backups, handed_out, keyed, salvage, schema, shape, union
from sampling.store.connection import clear_away, connect, create_private, publish, transaction
from sampling.store.copying import copy
from sampling.store.inspection import Inspection, sign_in
from sampling.store.journal import Journal, insert
from sampling.store.lists import Lists
from sampling.store.places import refuse_other_things
from sampling.store.salvage import Wreck
from sampling.store.verify import verify

_KEPT = {"material": "case_id", "supplied_document": "child, place", "setting": "key", "place": "reader"}
"""Tables that no event rebuilds, and the order in which they are kept."""

_STRANGE = "key <> 'settings' AND key NOT GLOB 'columns_[0-9]' AND key NOT GLOB 'columns_[0-9][0-9]'"
"""Settings that are not taken over: that a file is a hand-out is read from the journal."""

_USELESS = "it is damaged or of another file, and was left out"


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a recovery brought back.

    Attributes:
        events: events in the recovered journal.
        from_backup: the backup that was built on, or None where the damaged file alone was read.
        rescued: events that the backup did not have.
        lost: what could not be saved, a line each; empty where everything was.
    """

    events: int
    from_backup: Path | None
    rescued: int
    lost: tuple[str, ...]


def recover(source: Path, out: Path, clock: Clock = system_clock) -> Recovery:
    """Build a sound file from a damaged one and its sound backups.

    Args:
        source: the damaged file, which is only read; it may even be gone, if it has backups.
        out: the recovered file; never overwritten.
        clock: the time.

    Raises:
        FileError: if neither the file nor a backup gives anything to build on, or ``out`` exists or
            cannot be written; nothing is left behind then.
    """
    if out.exists():
        raise FileError(f"{out}: exists already, and is never overwritten")
    sound = [backup.path for backup in backups.backups(source)]
    if not source.exists() and not sound:
        raise FileError(f"{source}: no such file, and there is no sound backup of it")
    if source.exists():
        refuse_other_things(source)
    built: list[tuple[Recovery, Path]] = []
    refused: list[FileError] = []
    with ExitStack() as clearing:
        # A log that is damaged, or of another file, spoils what is read through it.
        for with_log in (True, False) if salvage.has_log(source) else (True,):
            partial = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}.part")
            clearing.callback(clear_away, partial)
            try:
                built.append((_attempt(source, with_log, sound, partial, clock), partial))
            except FileError as error:
                refused.append(error)
            if built and not built[-1][0].lost:
                break
        if not built:
            raise refused[0]
        found, best = max(built, key=lambda one: (not one[0].lost, one[0].events, -len(one[0].lost)))
        publish(best, out)
    if salvage.has_log(source) and not with_log and best == partial:
        found = replace(found, lost=(*found.lost, f"what the log beside {source.name} held: {_USELESS}"))
    return found


def _attempt(source: Path, with_log: bool, sound: list[Path], partial: Path, clock: Clock) -> Recovery:
    if not source.exists():
        return _build(Wreck(None, {f"{source.name} is gone"}), sound, partial, clock)
    with salvage.opened(source, partial.parent, with_log=with_log) as wreck:
        return _build(wreck, sound, partial, clock)


def _build(wreck: Wreck, sound: list[Path], partial: Path, clock: Clock) -> Recovery:
    events = {event.event_id: event for event in wreck.events()}
    for backup in reversed(sound):
        events.update((event.event_id, event) for event in _journal_of(backup))
    if sound:
        copy(sound[0], partial)
        if wreck.locked_like is not None and not keyed.is_locked(partial):
            from sampling.store import passphrase

            passphrase.turn(partial, keyed.key_of(wreck.locked_like))
    else:
        _lay_out(partial, wreck, events.values())
    connection = connect(partial, read_only=False)
    # A draw whose frame is lost still stands in the journal; verify then names what is missing.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with transaction(connection):
            rescued = _add(connection, events.values())
            connection.executemany("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", wreck.content())
            _pour(connection, wreck, "material", "case_id")
            drafts = wreck.rows("draft", union.DRAFT_COLUMNS.split(", "), "reader, case_id, field")
            union.add_drafts(connection, (row for row in drafts if None not in row))
            union.fold_afresh(connection)
            _own_up(connection, wreck, clock)
    finally:
        connection.close()
    return _finish(partial, sound[0] if sound else None, rescued, wreck)


def _journal_of(path: Path) -> Iterator[Event]:
    connection = connect(path, read_only=True)
    try:
        yield from Journal(connection, system_clock).events()
    finally:
        connection.close()


def _lay_out(partial: Path, wreck: Wreck, events: Iterable[Event]) -> None:
    """A new file with the texts and lists of the damaged one, and no events yet."""
    create_private(partial)
    connection = connect(partial, read_only=False, like=wreck.locked_like)
    try:
        schema.create(connection)
        with transaction(connection):
            Lists(connection).create()
            connection.executemany("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", wreck.content())
            for table, key in _KEPT.items():
                _pour(connection, wreck, table, key)
            connection.execute(f"DELETE FROM setting WHERE {_STRANGE}")  # noqa: S608 - a constant
            for number in range(1, shape.LISTS + 1):
                _pour(connection, wreck, f"list_{number}", "row")
            Lists(connection).index()
            _settings_from(connection, events)
    finally:
        connection.close()


def _pour(connection: sqlite3.Connection, wreck: Wreck, table: str, key: str) -> None:
    columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" * len(columns))
    for row in wreck.rows(table, columns, key):
        try:
            connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608
        except sqlite3.IntegrityError:
            wreck.lost.add(f"a row of the table '{table}' was damaged")


def _settings_from(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Put the settings right from the journal, which has them too.

    Raises:
        FileError: if neither the table nor the journal has them.
    """
    values: dict[str, str] = {}
    # What a hand-out says of itself comes first: the trainer's own settings stand where they are told.
    for event in sorted(events, key=lambda item: (item.kind != "handout", item.order)):
        if event.kind == "handout" and event.payload:
            values |= handed_out.columns_of(tuple(event.data["lists"]))
            values["settings"] = canonical_json(event.data["settings"])
            values[handed_out.SETTING] = event.event_id
        elif event.kind == "set_up" and event.payload:
            values.pop(handed_out.SETTING, None)
            values["settings"] = canonical_json(event.data)
        elif event.kind in ("import", "update") and event.payload:
            values |= handed_out.columns_of(tuple(event.data["lists"]))
    connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", values.items())
    if not connection.execute("SELECT 1 FROM setting WHERE key = 'settings'").fetchone():
        raise FileError(
            "nothing can be recovered: the file cannot be read, and there is no sound backup beside it"
        )


def _add(connection: sqlite3.Connection, events: Iterable[Event]) -> int:
    """Put the events to those there are; gives how many were new."""
    known = {event_id for (event_id,) in connection.execute("SELECT event_id FROM journal")}
    new = [event for event in events if event.event_id not in known]
    for event in sorted(new, key=lambda item: (item.stream, item.seq)):
        insert(connection, event)
    return len(new)


def _own_up(connection: sqlite3.Connection, wreck: Wreck, clock: Clock) -> None:
    """Write into the journal what is missing from it, if anything is."""
    journal = Journal(connection, clock)
    listed = sorted(journal.events(), key=lambda event: (event.stream, event.seq))
    known = {event.hash for event in listed}
    after = [event.event_id for event in listed if event.seq > 1 and event.previous_hash not in known]
    heads = sorted(
        {
            head
            for event in listed
            if event.kind == "open"
            for head in event.data.get("heads", {}).values()
            if head not in known
        }
    )
    missing = sum(_gaps(listed).values())
    if missing:
        wreck.lost.add(f"{missing} event(s) of the journal could not be read")
    if heads:
        wreck.lost.add(f"the end of {len(heads)} session(s) is missing")
    if after or heads:
        journal.append("recover", {"after": after, "heads": heads, "lost": sorted(wreck.lost)}, sign_in(None))


def _gaps(listed: list[Event]) -> dict[str, int]:
    """By stream, how many events are missing before others."""
    found: dict[str, int] = {}
    last: dict[str, int] = {}
    for event in listed:
        missing = event.seq - last.get(event.stream, 0) - 1
        if missing:
            found[event.stream] = found.get(event.stream, 0) + missing
        last[event.stream] = event.seq
    return found


def _finish(partial: Path, backup: Path | None, rescued: int, wreck: Wreck) -> Recovery:
    """Work the list of cases out, and check the whole; what does not hold is named as lost."""
    with Inspection.open(partial, rolling=False) as inspection:
        try:
            with transaction(inspection.connection):
                inspection.roster.refresh()
        except (FileError, ValueError, KeyError) as error:
            wreck.lost.add(f"the list of cases could not be worked out ({error})")
        checked = verify(inspection)
        wreck.lost |= {f"{check.check}: {check.detail}" for check in checked.checks if not check.ok}
        events = inspection.journal.count()
    return Recovery(events, backup, rescued, tuple(sorted(wreck.lost)))
