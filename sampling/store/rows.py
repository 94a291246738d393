"""Reading back what the journal folds to, without importing all that folds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sampling.findings.rows import Row

R = TypeVar("R", bound="Row")

TABLE_OF: Mapping[str, str] = {
    "Finding": "finding",
    "CaseRating": "case_rating",
    "Reading": "reading",
    "Assignment": "assignment",
    "HandEntry": "entry",
    "Query": "query",
    "Concern": "concern",
    "JudgementEntry": "judgement",
    "FrozenFrame": "frame",
    "DrawEntry": "draw",
    "RemovedCase": "removal",
    "TargetedCase": "target",
    "CountedDraw": "counted_draw",
    "Reader": "reader",
    "TimeSpent": "time_spent",
    "LineOfEnquiry": "line_of_enquiry",
    "EnquiryEvidence": "enquiry_evidence",
    "Improvement": "improvement",
    "AgreedFinding": "agreed_finding",
    "Session": "session",
    "AuditGrade": "audit_grade",
    "MergedStrata": "merged_strata",
}
"""The table of each kind of row, by the name of its class."""


def select(connection: sqlite3.Connection, kind: type[R], where: str = "", *values: object) -> list[R]:
    """Rows of one kind; ``where`` is a constant condition with ``?`` for values."""
    return list(each(connection, kind, where, *values))


def each(connection: sqlite3.Connection, kind: type[R], where: str = "", *values: object) -> Iterator[R]:
    """The same, one by one as they are read."""
    columns = ", ".join(field.name for field in fields(kind))
    condition = f" WHERE {where}" if where else ""
    query = f"SELECT {columns} FROM {TABLE_OF[kind.__name__]}{condition}"  # noqa: S608
    return (kind(*row) for row in connection.execute(query, values))
