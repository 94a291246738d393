"""The lists of an authority's children, as typed rows.

Eleven lists are known (Annex A of the inspection framework). Each row is one line of one list;
what columns a list has stands in ``annex_a/lists.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, runtime_checkable

Value = str | int | date | None
"""A cell: text or a code, a whole number, a date, or blank.

A coded cell holds the code where the code set has codes (``WBRI``, ``N1``, ``C2``), else the label
(``Male``, ``Yes``); a code that is not known is kept as the text that was given.
"""

Cell = str | int | None
"""A cell as it is stored: a date is text, such as ``2026-03-31``."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of one list.

    Attributes:
        list: the list's number, 1 to 11.
        row: the row number that the authority's workbook shows, or a running number.
        values: cells by column key; a column that was not given is absent, a blank one is None.
        originals: by column key, the text given where it was changed or could not be used.
    """

    list: int
    row: int
    values: Mapping[str, Value]
    originals: Mapping[str, str] = field(default_factory=dict)

    @property
    def child(self) -> str:
        """The child's id in canonical form; empty where the row has none (list 11, or a fault)."""
        value = self.values.get("child_id")
        return value if isinstance(value, str) else ""

    def day(self, key: str) -> date | None:
        """The cell as a date, or None where it is blank or no date."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def text(self, key: str) -> str:
        """The cell as text, empty where it is blank."""
        value = self.values.get(key)
        return "" if value is None else str(value)

    def number(self, key: str) -> int | None:
        """The cell as a whole number, or None where it is blank or no number."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Neighbouring lines of one list as they are stored: for lists too long to be handled line by line.

    Attributes:
        list: the list's number.
        columns: every column of the list, in the order of its specification.
        dates: of the columns, those that hold dates.
        lines: each line's row number, its cells by column, and an empty text, since nothing was changed.
    """

    list: int
    columns: Sequence[str]
    dates: frozenset[str]
    lines: Sequence[tuple[Cell, ...]]

    def rows(self) -> Iterator[ListRow]:
        """The same lines one by one, dates as dates."""
        days = [place for place, key in enumerate(self.columns, start=1) if key in self.dates]
        for line in self.lines:
            cells: list[Value] = list(line)
            for place in days:
                day = line[place]
                cells[place] = None if day is None else date.fromisoformat(str(day))
            yield ListRow(self.list, int(line[0] or 0), dict(zip(self.columns, cells[1:-1], strict=True)))


@runtime_checkable
class TellsChildren(Protocol):
    """Rows that can tell whose they are without being read in full."""

    def children(self) -> Iterator[str]:
        """The child of each row, in the rows' order; rows without one are left out."""
        ...


def children_of(rows: Iterable[ListRow]) -> Iterator[str]:
    """The child of each row, in the shortest way that the rows offer."""
    if isinstance(rows, TellsChildren):
        return rows.children()
    return (row.child for row in rows if row.child)
