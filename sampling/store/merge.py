"""Merging the files of several laptops: the union of their journals, and nothing else.

The union does not depend on the order of the files, and merging again changes nothing; so nothing is
written into the journal about the merge itself.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sampling.clock import system_clock
from sampling.errors import FileError, UsageError
from sampling.findings.events import Event, digest
from sampling.store import state
from sampling.store.connection import connect, transaction
from sampling.store.copying import copy
from sampling.store.inspection import Inspection
from sampling.store.journal import Journal, faults, insert

SHARED = ("content", "material", "supplied_document")
"""Tables whose rows are known by digest, and so are simply put together."""


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge brought together.

    Attributes:
        events: events in the merged journal.
        added: by file, the events that no file before it had.
        overtaken: findings on which one reader id wrote in two files at once; both stand in the
            journal, and the later in the fold's order counts.
    """

    events: int
    added: tuple[tuple[str, int], ...]
    overtaken: tuple[str, ...]


def merge(out: Path, sources: Sequence[Path]) -> MergeReport:
    """Merge inspection files of one inspection into a new one.

    Args:
        out: the merged file; never overwritten.
        sources: two files or more.

    Raises:
        UsageError: for fewer than two files.
        FileError: if a file is not sound, of another inspection, or has another draw of the same name;
            nothing is left behind.
    """
    if len(sources) < 2:
        raise UsageError("a merge needs two files or more")
    if out.exists():
        raise FileError(f"{out}: exists already, and is never overwritten")
    partial = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        copy(sources[0], partial)
        report = _merge_into(partial, sources)
        partial.rename(out)
    finally:
        for leftover in (
            partial,
            partial.with_name(partial.name + "-wal"),
            partial.with_name(partial.name + "-shm"),
        ):
            leftover.unlink(missing_ok=True)
    return report


def _merge_into(partial: Path, sources: Sequence[Path]) -> MergeReport:
    connection = connect(partial, read_only=False)
    try:
        base = _opened(sources[0])
        try:
            inspection = base.settings.inspection
            _sound(base)
        finally:
            base.close()
        first = int(connection.execute("SELECT count(*) FROM journal").fetchone()[0])
        added = [(sources[0].name, first)]
        with transaction(connection):
            for source in sources[1:]:
                other = _opened(source)
                try:
                    if other.settings.inspection != inspection:
                        raise FileError(f"{source.name} is of another inspection than {sources[0].name}")
                    _sound(other)
                    added.append((source.name, _take(connection, other)))
                finally:
                    other.close()
            overtaken = _settle(connection)
            events = int(connection.execute("SELECT count(*) FROM journal").fetchone()[0])
    finally:
        connection.close()
    _refresh(partial)
    return MergeReport(events, tuple(added), overtaken)


def _opened(source: Path) -> Inspection:
    return Inspection.open(source, read_only=True, reader="merge")


def _sound(inspection: Inspection) -> None:
    events = sorted(inspection.journal.events(), key=lambda event: (event.stream, event.seq))
    fault = next(faults(events), "")
    if fault:
        raise FileError(f"{inspection.path.name} is not sound, so nothing was merged: {fault}")


def _take(connection: sqlite3.Connection, other: Inspection) -> int:
    """Put another file's events, texts and drafts to those there are; gives the new events."""
    known = {
        (stream, seq): (event_id, hash_)
        for stream, seq, event_id, hash_ in connection.execute(
            "SELECT stream, seq, event_id, hash FROM journal"
        )
    }
    for table in SHARED:
        for row in other.connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - constant names
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608
    added = 0
    for event in other.journal.events():
        there = known.get((event.stream, event.seq))
        if there is None:
            insert(connection, event)
            added += 1
        elif there != (event.event_id, event.hash):
            raise FileError(
                f"{other.path.name}: event {event.event_id} stands where another file has {there[0]}; "
                "one of the two was rewritten"
            )
    for row in other.connection.execute("SELECT reader, case_id, field, text, at FROM draft"):
        connection.execute(
            "INSERT INTO draft VALUES (?, ?, ?, ?, ?) ON CONFLICT (reader, case_id, field) DO UPDATE"
            " SET text = excluded.text, at = excluded.at WHERE excluded.at > draft.at",
            row,
        )
    return added


def _settle(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Blank what any file redacted, check the draws, and fold everything afresh."""
    journal = Journal(connection, system_clock)
    for event in list(journal.events("redact")):
        connection.execute(
            "UPDATE journal SET payload = '' WHERE event_id = ? AND payload <> ''", (event.data["event"],)
        )
    _one_draw_a_name(journal)
    rows = state.rebuild(journal.events())
    state.replace_all(connection, rows)
    return _overtaken(journal)


def _one_draw_a_name(journal: Journal) -> None:
    drawn: dict[str, tuple[str, str]] = {}
    for event in journal.events("draw"):
        data = event.data
        same = (data["frame_sha256"], data["selection_sha256"])
        if drawn.setdefault(data["draw"], same) != same:
            raise FileError(
                f"the files have different draws called '{data['draw']}' (another seed, size or frame): "
                "they cannot be one sample, so nothing was merged"
            )


def _overtaken(journal: Journal) -> tuple[str, ...]:
    """Where one reader wrote about one thing in two streams that did not know each other's writing."""
    known = _known_heads(journal)
    last: dict[tuple[str, str, str], Event] = {}
    found: list[str] = []
    for event in journal.events("finding", "case_rating"):
        if not event.payload:
            continue
        data = event.data
        key = (event.reader, data["case"], data.get("criterion", "case rating"))
        before = last.get(key)
        if before is not None and before.stream != event.stream:
            aware = known.get(event.stream, {}).get(before.stream, 0) >= before.seq
            if not aware:
                found.append(f"{key[2]} in {key[1]} by {key[0]}")
        last[key] = event
    return tuple(dict.fromkeys(found))


def _known_heads(journal: Journal) -> dict[str, dict[str, int]]:
    """By stream: how far each other stream was when it began."""
    seq_of: dict[str, tuple[str, int]] = {}
    opened: dict[str, dict[str, str]] = {}
    for event in journal.events():
        seq_of[event.hash] = (event.stream, event.seq)
        if event.kind == "open":
            opened[event.stream] = event.data.get("heads", {})
    return {
        stream: dict(seq_of[hash_] for hash_ in heads.values() if hash_ in seq_of)
        for stream, heads in opened.items()
    }


def _refresh(path: Path) -> None:
    """Work the list of cases out from the merged draws, and check every text against its digest."""
    with Inspection.open(path, reader="merge", rolling=False) as inspection:
        with transaction(inspection.connection):
            inspection.roster.refresh()
        for sha256, kind, body in inspection.connection.execute("SELECT sha256, kind, body FROM content"):
            if digest(body) != sha256:
                raise FileError(f"a {kind} in one of the files was changed; nothing was merged")
