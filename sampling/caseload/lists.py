"""The lists of an authority's children, as typed rows.

Eleven lists are known (Annex A of the inspection framework). Each row is one line of one list;
what columns a list has stands in ``annex_a/lists.toml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import overload

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


class ListTable(Sequence[ListRow]):
    """The lines of one list, held by column: a line is made when it is asked for.

    What is asked of every line of a long list is asked of a column, at a fraction of the cost.

    Attributes:
        list: the list's number.
        keys: the columns that were given.
        numbers: each line's row number.
        originals: by place, the texts given of what was changed or could not be used, by column key.
    """

    __slots__ = ("_columns", "keys", "list", "numbers", "originals")

    def __init__(self, number: int, keys: Sequence[str] = ()) -> None:
        """A list without a line yet."""
        self.list = number
        self.keys = tuple(keys)
        self.numbers: MutableSequence[int] = []
        self.originals: dict[int, Mapping[str, str]] = {}
        self._columns: Mapping[str, MutableSequence[Value]] = {key: [] for key in self.keys}

    def extend(self, numbers: Iterable[int], columns: Iterable[Iterable[Value]]) -> None:
        """Add lines: their row numbers, and their cells by column, in the order of ``keys``."""
        self.numbers += [*numbers]
        for held, more in zip(self._columns.values(), columns, strict=True):
            held += [*more]

    def without(self, places: Collection[int]) -> ListTable:
        """The same without the lines at these places."""
        kept = [at for at in range(len(self)) if at not in places]
        rest = ListTable(self.list, self.keys)
        rest.extend(
            (self.numbers[at] for at in kept),
            ([column[at] for at in kept] for column in self._columns.values()),
        )
        held = self.originals
        rest.originals = {place: held[at] for place, at in enumerate(kept) if at in held}
        return rest

    def column(self, key: str) -> Sequence[Value]:
        """A column's cells; blanks where it was not given."""
        return self._columns.get(key) or [None] * len(self)

    def cells(self, at: int) -> tuple[Value, ...]:
        """One line's cells, in the order of ``keys``."""
        return tuple(column[at] for column in self._columns.values())

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> ListRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[ListRow]: ...

    def __getitem__(self, at: int | slice) -> ListRow | Sequence[ListRow]:
        """A line, or some."""
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        values = dict(zip(self.keys, self.cells(place), strict=True))
        return ListRow(self.list, self.numbers[place], values, self.originals.get(place, {}))

    def __iter__(self) -> Iterator[ListRow]:
        """The lines, in order."""
        keys, number, originals = self.keys, self.list, self.originals
        lines = zip(self.numbers, zip(*self._columns.values(), strict=True), strict=True)
        for at, (row, cells) in enumerate(lines):
            yield ListRow(number, row, dict(zip(keys, cells, strict=True)), originals.get(at, {}))


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
