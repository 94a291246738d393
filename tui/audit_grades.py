"""The authority's own audit grades, where they come as a table beside the lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from sampling.caseload.annex_a.containers import open_source
from sampling.caseload.annex_a.dates import parse_date
from sampling.caseload.annex_a.folding import fold_header
from sampling.caseload.casefile import Document
from sampling.errors import FileError, UsageError
from sampling.framework.grades import Grade
from sampling.text import canonical_id, clean_line

NAME = "audit grades"
"""What the table is called, whatever stands between the words: ``audit-grades.csv``."""

_CHILD = ("child", "child id", "child unique id", "id")
_GRADE = ("grade", "audit grade", "overall grade", "judgement", "rating")
_DAY = ("date", "day", "audit date", "date of audit")


def is_audit_grades(path: Path) -> bool:
    """Whether a file is the table of audit grades, by its name."""
    return fold_header(path.stem.replace("-", " ")) == NAME and path.suffix.casefold() in (".csv", ".xlsx")


def add_audit_grades(path: Path, known: Collection[str], found: dict[str, list[Document]]) -> tuple[str, ...]:
    """Add each child's audit grade as a short document.

    Args:
        path: the table: a row of headers with a child's id and a grade, and perhaps a day.
        known: the canonical ids of all children in the lists.
        found: each child's documents, added to.

    Returns:
        The rows that gave no grade of a known child, a line each.

    Raises:
        FileError: if the table cannot be read, or has no column of ids or of grades.
    """
    rows = open_source(path).sheets[0].rows()
    headers = [fold_header(str(cell)) for cell in next(rows, [])]
    child_at, grade_at, day_at = (_place(headers, names) for names in (_CHILD, _GRADE, _DAY))
    if child_at is None or grade_at is None:
        raise FileError(f"{path.name}: needs a row of headers with 'child id' and 'grade'")
    left: list[str] = []
    for number, row in enumerate(rows, 2):
        cells = [*row, *[""] * len(headers)]
        child, said = canonical_id(cells[child_at]), clean_line(str(cells[grade_at])).text
        if not child and not said:
            continue
        grade = _grade(said)
        if child not in known or grade is None:
            what = "no known child" if child not in known else f"'{said[:40]}' is no grade"
            left.append(f"{path.name} row {number}: {what}")
            continue
        day = None if day_at is None else parse_date(cells[day_at])
        own = found.setdefault(child, [])
        own.append(_document(len(own) + 1, grade, day))
    return tuple(left)


def _place(headers: Sequence[str], names: Sequence[str]) -> int | None:
    return next((at for at, header in enumerate(headers) if header in names), None)


def _grade(text: str) -> Grade | None:
    try:
        return Grade.parse(text)
    except UsageError:
        return None


def _document(place: int, grade: Grade, day: date | None) -> Document:
    words = grade.value.replace("_", " ")
    return Document(f"G{place:02}", "audit", day, "The authority's own audit", "", f"Overall grade: {words}")
