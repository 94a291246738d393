"""Cells that stand under no header: they are not read, and it is said where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from sampling.caseload.annex_a.left_out import Reading
from sampling.caseload.annex_a.problems import column_letter
from sampling.caseload.annex_a.workbook import Raw

_MESSAGE = (
    "filled, but under no header; not read (in a CSV, a separator inside a text pushes what follows to the "
    "right)"
)


class Bare:
    """Looks for filled cells in columns that have no header, while a list is read."""

    def __init__(self, reading: Reading) -> None:
        """Look beside the headers of a list."""
        self._reading = reading
        headed = reading.layout.headed
        self._width = max(headed) + 1
        self._between = [at for at in range(self._width) if at not in headed]

    def look(self, numbers: Sequence[int], rows: Sequence[Sequence[Raw]]) -> None:
        """Look through some rows that were taken, and say what is found."""
        if self._between:
            numbered = list(zip(numbers, rows, strict=True))
            for at in self._between:
                self._say(at, numbered)
        if rows and max(map(len, rows)) > self._width:
            wider = [(at, row) for at, row in zip(numbers, rows, strict=True) if any(row[self._width :])]
            for at in range(self._width, max((len(row) for _, row in wider), default=0)):
                self._say(at, wider)

    def _say(self, at: int, numbered: Sequence[tuple[int, Sequence[Raw]]]) -> None:
        reading = self._reading
        for number, row in numbered:
            cell = row[at] if at < len(row) else ""
            if cell != "" and not (isinstance(cell, str) and cell.isspace()):
                reading.log.add(
                    "warning",
                    "no-header",
                    _MESSAGE,
                    sheet=reading.sheet,
                    row=number,
                    column=column_letter(at),
                )
