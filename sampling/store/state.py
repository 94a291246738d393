"""What the journal folds to, kept as tables so that screens need not fold it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from sampling.findings import fold
from sampling.findings.drawn import CountedDraw, DrawEntry, FrozenFrame, RemovedCase, TargetedCase
from sampling.findings.enquiries import EnquiryEvidence, Improvement, LineOfEnquiry, MergedStrata
from sampling.findings.events import Event
from sampling.findings.findings import CaseRating, Finding, HandEntry, Reading
from sampling.findings.judgements import JudgementEntry
from sampling.findings.raised import Concern, Query
from sampling.findings.readers import Assignment, Reader, TimeSpent
from sampling.findings.rows import Row
from sampling.findings.second_readings import AgreedFinding, AuditGrade
from sampling.findings.sessions import Session
from sampling.findings.whole import UNDOING, fold_all
from sampling.store.journal import Journal, texts_left, with_texts_left
from sampling.store.rows import TABLE_OF, each, select

__all__ = ["TABLES", "rebuild", "refold", "replace_all", "select", "stored", "write"]

_KINDS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "finding": (Finding, ("reader", "case_id", "criterion")),
    "case_rating": (CaseRating, ("reader", "case_id")),
    "reading": (Reading, ("reader", "case_id")),
    "assignment": (Assignment, ("case_id",)),
    "entry": (HandEntry, ("entry_id",)),
    "query": (Query, ("query_id",)),
    "concern": (Concern, ("concern_id",)),
    "judgement": (JudgementEntry, ("judgement",)),
    "frame": (FrozenFrame, ("area",)),
    "draw": (DrawEntry, ("draw",)),
    "removal": (RemovedCase, ("draw", "child")),
    "target": (TargetedCase, ("area", "child")),
    "counted": (CountedDraw, ("area",)),
    "reader": (Reader, ("reader",)),
    "time": (TimeSpent, ("reader", "case_id")),
    "enquiry": (LineOfEnquiry, ("enquiry_id",)),
    "enquiry_evidence": (EnquiryEvidence, ("evidence_id",)),
    "improvement": (Improvement, ("improvement_id",)),
    "agreed": (AgreedFinding, ("case_id", "criterion")),
    "session": (Session, ("session",)),
    "audit_grade": (AuditGrade, ("case_id",)),
    "strata": (MergedStrata, ("draw",)),
}

TABLES: dict[str, tuple[type[Any], str, tuple[str, ...]]] = {
    prefix: (kind, TABLE_OF[kind.__name__], key) for prefix, (kind, key) in _KINDS.items()
}
"""By the first part of a subject: the row's type, its table, and the key columns in subject order."""


def write(connection: sqlite3.Connection, journal: Journal, event: Event) -> str:
    """Bring what stands up to date with an event just appended, in its transaction.

    Returns:
        The event's subject; empty for an event about nothing that stands.
    """
    subject = fold.subject_of(event.kind, event.reader, event.event_id, event.data)
    if not subject:
        return ""
    if event.kind in ("undo", "redo"):
        row = fold.fold(journal.events_about(subject))
    else:
        row = fold.apply(_current(connection, subject), event)
    _put(connection, subject, row)
    return subject


def refold(connection: sqlite3.Connection, journal: Journal, subject: str) -> None:
    """Work one subject out afresh from all its events, in the caller's transaction."""
    _put(connection, subject, fold.fold(journal.events_about(subject)))


def rebuild(journal: Journal) -> dict[str, Row]:
    """All that stands, by subject, folded afresh from the whole journal as it streams through."""
    left = texts_left(journal.events("redact"))
    return fold_all(with_texts_left(journal.events(), left), with_texts_left(journal.events(*UNDOING), left))


def subjects(journal: Journal) -> Iterator[tuple[Event, str]]:
    """Every event that is about something, as the journal has it, with what it is about."""
    left = texts_left(journal.events("redact"))
    for event in journal.events():
        data = next(with_texts_left((event,), left)).data
        subject = fold.subject_of(event.kind, event.reader, event.event_id, data) if data else ""
        if subject:
            yield event, subject


def stored(connection: sqlite3.Connection) -> dict[str, Row]:
    """All that stands, by subject, as the tables have it."""
    return dict(standing(connection))


def standing(connection: sqlite3.Connection) -> Iterator[tuple[str, Row]]:
    """The same, one by one as it is read."""
    for prefix, (kind, _table, key) in TABLES.items():
        for row in each(connection, kind):
            yield "|".join((prefix, *(str(getattr(row, name)) for name in key))), row


def replace_all(connection: sqlite3.Connection, rows: dict[str, Row]) -> None:
    """Make the tables hold just these rows, in the caller's transaction."""
    for _kind, table, _key in TABLES.values():
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a constant name
    of_kind: dict[str, list[Row]] = {}
    for subject, row in rows.items():
        of_kind.setdefault(subject.split("|", 1)[0], []).append(row)
    for prefix, some in of_kind.items():
        connection.executemany(_insertion(prefix), map(_values(prefix), some))


def _current(connection: sqlite3.Connection, subject: str) -> Row | None:
    kind, where, values = _address(subject)
    return next(iter(select(connection, kind, where, *values)), None)


def _put(connection: sqlite3.Connection, subject: str, row: Row | None) -> None:
    prefix = subject.split("|", 1)[0]
    if row is None:
        _kind, where, values = _address(subject)
        connection.execute(f"DELETE FROM {TABLES[prefix][1]} WHERE {where}", values)  # noqa: S608
        return
    connection.execute(_insertion(prefix), _values(prefix)(row))


@cache
def _insertion(prefix: str) -> str:
    kind, table, _key = TABLES[prefix]
    names = [field.name for field in fields(kind)]
    marks = ", ".join("?" * len(names))
    return f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608


@cache
def _values(prefix: str) -> Callable[[Row], tuple[Any, ...]]:
    """What gives a row's values, in the order of its columns."""
    return attrgetter(*(field.name for field in fields(TABLES[prefix][0])))


def _address(subject: str) -> tuple[type[Any], str, tuple[str, ...]]:
    prefix, *values = subject.split("|")
    kind, _table, key = TABLES[prefix]
    return kind, " AND ".join(f"{name} = ?" for name in key), tuple(values)
