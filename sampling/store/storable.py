"""Turning rows of the lists into what SQLite takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sampling.caseload.lists import Cell, ListRow, ListTable, Value
from sampling.findings.events import canonical_json

if TYPE_CHECKING:
    from sampling.caseload.annex_a.specification import ColumnSpec


def storable(columns: Sequence[ColumnSpec], rows: Iterable[ListRow]) -> Iterator[list[Cell]]:
    """Rows as SQLite takes them; a caseload has millions of cells, so each is looked at once at most."""
    keys = [column.key for column in columns]
    dates = [at for at, column in enumerate(columns, 1) if column.type == "date"]
    numbers = [at for at, column in enumerate(columns, 1) if column.type == "integer"]
    written = _Written()
    for row in rows:
        cells: list[Any] = [row.row, *map(row.values.get, keys)]
        for at in dates:
            if cells[at] is not None:
                cells[at] = written[cells[at]]
        for at in numbers:
            if not isinstance(cells[at], int):
                cells[at] = None
        cells.append(canonical_json(dict(row.originals)) if row.originals else "")
        yield cells


def storable_table(columns: Sequence[ColumnSpec], table: ListTable) -> Iterator[tuple[Cell, ...]]:
    """As ``storable``, of a list held by column, which costs a third of row by row."""
    written = _Written({None: None})
    cells: list[Iterable[Any]] = [table.numbers]
    for column in columns:
        given: Iterable[Any] = table.column(column.key)
        if column.type == "date":
            given = map(written.__getitem__, given)
        elif column.type == "integer" and not set(map(type, given)) <= {int, type(None)}:
            given = (value if isinstance(value, int) else None for value in given)
        cells.append(given)
    originals = table.originals
    texts = [""] * len(table)
    for at, changed in originals.items():
        texts[at] = canonical_json(dict(changed))
    return zip(*cells, texts, strict=True)


class _Written(dict[Value, str | None]):
    """Days as text; each different one is written out once."""

    def __missing__(self, day: Value) -> str:
        text = self[day] = day.isoformat() if isinstance(day, date) else str(day)
        return text
