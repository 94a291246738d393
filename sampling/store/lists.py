"""The authority's lists inside the inspection file: one table a list, known by its digest."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sampling.caseload.annex_a.specification import ColumnSpec, ListSpec
from sampling.caseload.annex_a.specification import load as load_specification
from sampling.caseload.lists import ListRow, Value
from sampling.findings.events import canonical_json
from sampling.store.connection import transaction

BATCH = 5_000
"""Rows written at a time: enough to be quick, few enough to need little memory."""

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class StoredList:
    """What the file holds of one list.

    Attributes:
        list: the list's number.
        rows: how many rows.
        sha256: digest over the rows, in order.
        columns: keys of the columns that were supplied, in the list's order.
    """

    list: int
    rows: int
    sha256: str
    columns: tuple[str, ...]


class Lists:
    """The lists of one opened inspection file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read and write lists over this connection."""
        self._connection = connection
        self._specs: dict[int, ListSpec] = {spec.number: spec for spec in load_specification().lists}

    def create(self) -> None:
        """Lay out the eleven tables, empty."""
        for spec in self._specs.values():
            columns = ", ".join(f'"{c.key}" {_sql_type(c)}' for c in spec.columns)
            self._connection.execute(
                f"CREATE TABLE {_table(spec.number)} (row INTEGER PRIMARY KEY, {columns},"
                " originals TEXT NOT NULL) STRICT"
            )
            if any(c.key == "child_id" for c in spec.columns):
                name = _table(spec.number)
                self._connection.execute(f"CREATE INDEX {name}_child ON {name} (child_id)")

    def write(self, rows: Iterable[ListRow], supplied: Mapping[int, Sequence[str]]) -> None:
        """Add rows, in batches, in the order given; memory does not grow with their number.

        Args:
            rows: rows of any lists.
            supplied: by list, the columns that the authority gave.
        """
        with transaction(self._connection):
            remaining = iter(rows)
            while batch := list(islice(remaining, BATCH)):
                by_list: dict[int, list[ListRow]] = {}
                for row in batch:
                    by_list.setdefault(row.list, []).append(row)
                for number, some in by_list.items():
                    self._insert(number, some)
            for number, keys in supplied.items():
                self._connection.execute(
                    "INSERT OR REPLACE INTO setting VALUES (?, ?)",
                    (f"columns_{number}", canonical_json(list(keys))),
                )

    def stored(self) -> tuple[StoredList, ...]:
        """Every list that was supplied, with its digest worked out afresh from the rows."""
        found = []
        for number in self.supplied():
            hasher = hashlib.sha256()
            count = 0
            for values in self._tuples(number):
                hasher.update(canonical_json(values).encode() + b"\n")
                count += 1
            found.append(StoredList(number, count, hasher.hexdigest(), self.columns(number)))
        return tuple(found)

    def supplied(self) -> tuple[int, ...]:
        """Numbers of the lists that were supplied."""
        rows = self._connection.execute("SELECT key FROM setting WHERE key LIKE 'columns\\_%' ESCAPE '\\'")
        return tuple(sorted(int(key.removeprefix("columns_")) for (key,) in rows))

    def columns(self, number: int) -> tuple[str, ...]:
        """Keys of the columns that were supplied for a list."""
        row = self._connection.execute(
            "SELECT value FROM setting WHERE key = ?", (f"columns_{number}",)
        ).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def count(self, number: int) -> int:
        """How many rows a list has."""
        if number not in self.supplied():
            return 0
        return int(self._connection.execute(f"SELECT count(*) FROM {_table(number)}").fetchone()[0])  # noqa: S608

    def children(self) -> int:
        """How many children there are in the lists, each counted once."""
        parts = [
            f"SELECT child_id FROM {_table(n)} WHERE child_id <> ''"  # noqa: S608 - constant names
            for n in self.supplied()
            if n != 11
        ]
        if not parts:
            return 0
        query = f"SELECT count(*) FROM ({' UNION '.join(parts)})"  # noqa: S608
        return int(self._connection.execute(query).fetchone()[0])

    def rows(self, number: int) -> Iterator[ListRow]:
        """All rows of one list, in their order."""
        keys = set(self.columns(number))
        spec = self._specs[number]
        for values in self._tuples(number):
            yield _row(spec, keys, values)

    def all_rows(self) -> dict[int, Iterable[ListRow]]:
        """Every supplied list, each read only when it is iterated."""
        return {number: self.rows(number) for number in self.supplied()}

    def of_child(self, child: str) -> dict[int, list[ListRow]]:
        """One child's rows, by list."""
        found: dict[int, list[ListRow]] = {}
        for number in self.supplied():
            spec = self._specs[number]
            if all(c.key != "child_id" for c in spec.columns):
                continue
            keys = set(self.columns(number))
            cursor = self._connection.execute(
                f"SELECT {_names(spec)} FROM {_table(number)} WHERE child_id = ? ORDER BY row",  # noqa: S608
                (child,),
            )
            rows = [_row(spec, keys, values) for values in cursor]
            if rows:
                found[number] = rows
        return found

    def _insert(self, number: int, rows: list[ListRow]) -> None:
        spec = self._specs[number]
        marks = ", ".join("?" * (len(spec.columns) + 2))
        self._connection.executemany(
            f"INSERT INTO {_table(number)} VALUES ({marks})",  # noqa: S608 - a constant name
            [
                (
                    row.row,
                    *(_cell(column, row.values.get(column.key)) for column in spec.columns),
                    canonical_json(dict(row.originals)) if row.originals else "",
                )
                for row in rows
            ],
        )

    def _tuples(self, number: int) -> Iterator[tuple[Cell, ...]]:
        spec = self._specs[number]
        return iter(
            self._connection.execute(f"SELECT {_names(spec)} FROM {_table(number)} ORDER BY row")  # noqa: S608
        )


def _table(number: int) -> str:
    return f"list_{int(number)}"


def _names(spec: ListSpec) -> str:
    return ", ".join(["row", *(f'"{column.key}"' for column in spec.columns), "originals"])


def _sql_type(column: ColumnSpec) -> str:
    return "INTEGER" if column.type == "integer" else "TEXT"


def _cell(column: ColumnSpec, value: Value) -> Cell:
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if column.type == "integer":
        return value if isinstance(value, int) else None
    return str(value)


def _row(spec: ListSpec, keys: set[str], values: tuple[Cell, ...]) -> ListRow:
    cells: dict[str, Value] = {
        column.key: _value(column, cell)
        for column, cell in zip(spec.columns, values[1:-1], strict=True)
        if column.key in keys
    }
    originals = values[-1]
    return ListRow(
        spec.number,
        int(values[0] or 0),
        cells,
        json.loads(originals) if isinstance(originals, str) and originals else {},
    )


def _value(column: ColumnSpec, cell: Cell) -> Value:
    if cell is not None and column.type == "date":
        return date.fromisoformat(str(cell))
    return cell
