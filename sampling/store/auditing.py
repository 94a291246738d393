"""The authority's own audit grades, beside what the readers find."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sampling.errors import UsageError
from sampling.findings.events import Event
from sampling.findings.second_readings import AuditGrade
from sampling.framework import Grade
from sampling.store.cases import Cases
from sampling.store.rows import select
from sampling.text import clean_line

if TYPE_CHECKING:
    from sampling.findings.audits import ReadGrade

Record = Callable[[str, dict[str, Any]], Event]


class Auditing:
    """The audit grades of one opened inspection file."""

    def __init__(self, connection: sqlite3.Connection, record: Record, cases: Cases) -> None:
        """Record over this connection; ``record`` appends an event."""
        self._connection = connection
        self._record = record
        self._cases = cases

    def grade(self, case_id: str, grade: Grade, source: str = "") -> AuditGrade:
        """Record the authority's own audit grade of a case.

        Args:
            case_id: the case.
            grade: the grade that the authority's audit gave.
            source: the document or entry it stands in, or where it was seen, in words.
        """
        line = self._cases.case(case_id)
        self._record(
            "audit_grade",
            {"case": line.case_id, "grade": grade.value, "source": clean_line(source).text},
        )
        return self._rows("case_id = ?", line.case_id)[0]

    def of(self, case_id: str) -> AuditGrade | None:
        """The audit grade of a case; None where none was recorded."""
        return next(iter(self._rows("case_id = ?", case_id)), None)

    def all(self) -> list[AuditGrade]:
        """Every audit grade, by case."""
        return self._rows("1 ORDER BY case_id")

    def on_file(self, case_id: str) -> ReadGrade | None:
        """The grade that the newest audit among a case's documents and entries names, if one does."""
        from sampling.findings.audits import audit_grade  # only where a grade is looked for

        return audit_grade(self._cases.file(case_id))

    def _rows(self, where: str, *values: object) -> list[AuditGrade]:
        return select(self._connection, AuditGrade, where, *values)

    def take_from_file(self, case_id: str) -> AuditGrade:
        """Record the grade that the audit on file names.

        Raises:
            UsageError: if no audit on file names one grade.
        """
        found = self.on_file(case_id)
        if found is None:
            raise UsageError(f"no audit on file of {case_id} names one grade: give it by hand")
        return self.grade(case_id, found.grade, found.source)
