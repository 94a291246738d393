"""What is wrong with a workbook, said once for each fault, with the cell that Excel shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""``error``: a row would be lost. ``warning``: a cell or a link is in doubt. ``note``: worth knowing."""

_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
_ROWS_NAMED = 5
_KINDS_NAMED = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault.

    Attributes:
        severity: how bad it is.
        sheet: the sheet's name, empty where it concerns the whole workbook.
        row: the row number that Excel shows, the first one where there are more; None for none.
        column: the column's letter, empty where it concerns no one column.
        header: the header as the workbook has it, empty where there is none.
        code: a stable word for the kind of fault, such as ``bad-date``.
        message: what is wrong and what was done about it, in one line.
        count: how many cells or rows it stands for.
        rows: the first few of the rows it concerns.
    """

    severity: Severity
    sheet: str
    row: int | None
    column: str
    header: str
    code: str
    message: str
    count: int = 1
    rows: tuple[int, ...] = ()

    @property
    def line(self) -> str:
        """The fault and its place in one line."""
        parts = [self.sheet] if self.sheet else []
        parts += [f"row {self.row}"] if self.row is not None else []
        parts += [f"column {self.column}"] if self.column else []
        parts += [f"'{self.header}'"] if self.header else []
        place = " ".join(parts)
        return f"{place}: {self.message}" if place else self.message


def column_letter(index: int) -> str:
    """The letter of a column counted from 0: ``A`` for 0, ``AA`` for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(slots=True)
class _Group:
    """Faults that read alike: the first one's place, a few rows, and how many."""

    first: Problem
    rows: list[int]
    count: int


class ProblemLog:
    """Collects faults while a workbook is read; those that read alike become one with a count.

    A column that is wrong in thousands of ways names the first fifty and counts the rest, so that a
    useless file does not print ten thousand lines.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str, str, str, str], _Group] = {}
        self._kinds: dict[tuple[str, str, str], int] = {}

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        *,
        sheet: str = "",
        row: int | None = None,
        column: str = "",
        header: str = "",
        count: int = 1,
        apart: bool = False,
    ) -> None:
        """Take in one fault; ``apart`` keeps it from those that read alike, so that its row shows."""
        kind = (sheet, column, code)
        # Missing columns have no letter, so it is their headers that tell them apart.
        key = (*kind, header, f"{row} {message}" if apart else message)
        group = self._groups.get(key)
        if group is None and self._kinds.get(kind, 0) >= _KINDS_NAMED:
            message = f"more of the kind '{code}', after the {_KINDS_NAMED} named"
            key = (*kind, "", message)
            group = self._groups.get(key)
        if group is None:
            self._kinds[kind] = self._kinds.get(kind, 0) + 1
            first = Problem(severity, sheet, row, column, header, code, message)
            group = self._groups[key] = _Group(first, [], 0)
        group.count += count
        if row is not None and len(group.rows) < _ROWS_NAMED:
            group.rows.append(row)

    def problems(self) -> tuple[Problem, ...]:
        """All faults, the worst first, otherwise in the order met."""
        found = [_told(group) for group in self._groups.values()]
        return tuple(sorted(found, key=lambda problem: _ORDER[problem.severity]))


def _told(group: _Group) -> Problem:
    """A group as one problem, its rows named where there is more than one."""
    first = group.first
    message = first.message
    if len(group.rows) > 1:
        more = group.count - len(group.rows)
        named = ", ".join(str(row) for row in group.rows)
        message += f" (rows {named}{f' and {more} more' if more > 0 else ''})"
    return replace(first, message=message, count=group.count, rows=tuple(group.rows))
