"""Saying what is wrong with a row that was read: at the cell where its column stands."""

from __future__ import annotations

from collections.abc import Mapping

from sampling.caseload.annex_a.headers import Layout
from sampling.caseload.annex_a.problems import ProblemLog, Severity, column_letter
from sampling.caseload.lists import ListRow, ListTable

Rows = Mapping[int, ListTable]
Layouts = Mapping[int, tuple[str, Layout]]
"""By list number: the sheet's name and its layout."""


class Say:
    """Says a fault at a row and column of a list, by the column's key."""

    def __init__(self, layouts: Layouts, log: ProblemLog) -> None:
        """Say faults of these lists to a log."""
        self._layouts = layouts
        self._log = log

    def __call__(self, severity: Severity, code: str, message: str, row: ListRow, key: str) -> None:
        """Say one fault; those of a column that read alike become one line with a count."""
        sheet, layout = self._layouts[row.list]
        place = layout.place(key)
        self._log.add(
            severity,
            code,
            message,
            sheet=sheet,
            row=row.row,
            column=column_letter(place.index) if place else "",
            header=place.header if place else "",
        )

    def where(self, row: ListRow) -> str:
        """A row's sheet and number, for a message about another."""
        return f"'{self._layouts[row.list][0]}' row {row.row}"

    def has(self, number: int, *keys: str) -> bool:
        """Whether a list was given, with all these columns."""
        return number in self._layouts and all(self._layouts[number][1].place(key) for key in keys)
