"""The journal: append-only, chained, in streams; the truth of an inspection file."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from sampling import __version__
from sampling.clock import Clock, stamp
from sampling.findings.events import (
    Event,
    Payload,
    canonical_json,
    head_digest,
    make_event,
)

EVENT_COLUMNS = tuple(field.name for field in fields(Event))
"""The columns of the journal's table, which are an event's fields in their order."""

_COLUMNS = ", ".join(EVENT_COLUMNS)


def first_recorded(subject: str) -> str:
    """SQL for an order that no clock can change: when, by the journal, a subject was first written of.

    Args:
        subject: an SQL expression, made of constants and columns, that gives the subject.
    """
    return (
        "(SELECT min(j.counter) FROM event_subject AS s JOIN journal AS j USING (event_id)"  # noqa: S608
        f" WHERE s.subject = {subject})"
    )


class Journal:
    """The journal of one opened file.

    A stream is one writing session of the program; it starts with its first event, which names the
    heads that were there, so that every stream is tied to all that came before it.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock, stream: str | None = None) -> None:
        """Read and write events over this connection; a stream may be shared within a process."""
        self._connection = connection
        self._clock = clock
        self.stream = stream or uuid.uuid4().hex

    def append(self, kind: str, payload: Payload, reader: str) -> Event:
        """Write one event; the caller holds the transaction.

        Returns:
            The event as written, with its place in the order and its hashes.
        """
        last = self._connection.execute(
            "SELECT seq, hash FROM journal WHERE stream = ? ORDER BY seq DESC LIMIT 1",
            (self.stream,),
        ).fetchone()
        if last is None and kind != "open":
            opened = self.append("open", {"heads": self.heads(), "version": __version__}, reader)
            last = (opened.seq, opened.hash)
        seq, previous = (last[0] + 1, last[1]) if last else (1, "")
        top = self._connection.execute("SELECT max(counter) FROM journal").fetchone()[0] or 0
        event = make_event(
            uuid.uuid4().hex,
            self.stream,
            seq,
            top + 1,
            stamp(self._clock()),
            reader,
            kind,
            payload,
            previous,
        )
        insert(self._connection, event)
        return event

    def heads(self) -> dict[str, str]:
        """The last hash of every stream."""
        # From stream to stream by the index: a journal has few streams, and as many events as one likes.
        rows = self._connection.execute(
            "WITH RECURSIVE streams (stream) AS (SELECT min(stream) FROM journal UNION ALL"
            " SELECT (SELECT min(j.stream) FROM journal AS j WHERE j.stream > streams.stream) FROM streams"
            " WHERE streams.stream IS NOT NULL)"
            " SELECT stream, (SELECT hash FROM journal AS j WHERE j.stream = streams.stream"
            " ORDER BY seq DESC LIMIT 1) FROM streams WHERE stream IS NOT NULL"
        )
        return dict(rows.fetchall())

    def head(self) -> str:
        """One digest of the whole journal, to be noted elsewhere."""
        return head_digest(self.heads())

    def events(self, *kinds: str) -> Iterator[Event]:
        """All events, or those of some kinds, in the fold's order."""
        where = f"WHERE kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        return self._read(f"{where} ORDER BY counter, stream, seq", kinds)

    def by_stream(self) -> Iterator[Event]:
        """All events, stream by stream, each in its own order."""
        return self._read("ORDER BY stream, seq", ())

    def newest(self, limit: int) -> list[Event]:
        """The last events in the fold's order, the last of all first."""
        return list(self._read(f"ORDER BY counter DESC, stream DESC, seq DESC LIMIT {int(limit)}", ()))

    def events_by(self, reader: str, kinds: Iterable[str]) -> Iterator[Event]:
        """One reader's events of some kinds, in the fold's order."""
        wanted = sorted(kinds)
        marks = ", ".join("?" * len(wanted))
        return self._read(
            f"WHERE reader = ? AND kind IN ({marks}) ORDER BY counter, stream, seq",
            (reader, *wanted),
        )

    def events_about(self, subject: str) -> list[Event]:
        """The events of one subject, in the fold's order; redacted ones with their texts masked."""
        about = list(
            self._read(
                "WHERE event_id IN (SELECT event_id FROM event_subject WHERE subject = ?)"
                " ORDER BY counter, stream, seq",
                (subject,),
            )
        )
        if all(event.payload for event in about):
            return about
        return list(with_texts_left(about, texts_left(self.events("redact"))))

    def event(self, event_id: str) -> Event | None:
        """One event by its id."""
        return next(self._read("WHERE event_id = ?", (event_id,)), None)

    def count(self) -> int:
        """How many events there are."""
        return int(self._connection.execute("SELECT count(*) FROM journal").fetchone()[0])

    def _read(self, tail: str, parameters: Iterable[str]) -> Iterator[Event]:
        cursor = self._connection.execute(
            f"SELECT {_COLUMNS} FROM journal {tail}",  # noqa: S608 - built from constants
            tuple(parameters),
        )
        return (Event(*row) for row in cursor)


def insert(connection: sqlite3.Connection, event: Event) -> None:
    """Put an event into the journal and note what it is about."""
    from sampling.findings.fold import subject_of  # long to import, and not needed for looking at a file

    connection.execute(
        f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            event.event_id,
            event.stream,
            event.seq,
            event.counter,
            event.at,
            event.reader,
            event.kind,
            event.payload,
            event.payload_hash,
            event.previous_hash,
            event.hash,
        ),
    )
    subject = subject_of(event.kind, event.reader, event.event_id, event.data) if event.payload else ""
    if subject:
        connection.execute("INSERT INTO event_subject VALUES (?, ?)", (subject, event.event_id))


def texts_left(redactions: Iterable[Event]) -> dict[str, str]:
    """What redactions left of the payloads that they blanked, by event.

    Args:
        redactions: the journal's redactions, in the fold's order; of several for one event the first holds.
    """
    left: dict[str, str] = {}
    for redaction in redactions:
        data = redaction.data
        if data.get("stands"):
            left.setdefault(str(data["event"]), canonical_json(data["stands"]))
    return left


def with_texts_left(events: Iterable[Event], left: Mapping[str, str]) -> Iterator[Event]:
    """Events for the fold: a blanked one stands with what its redaction left, its texts masked."""
    for event in events:
        yield event if event.payload else replace(event, payload=left.get(event.event_id, ""))
