"""The authority's lists inside the inspection file: one table a list, known by its digest."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sampling.caseload.lists import Cell, ListBlock, ListRow, ListTable, Value
from sampling.findings.events import canonical_json
from sampling.store.connection import transaction
from sampling.store.storable import storable, storable_table
from sampling.store.uncollected import uncollected

if TYPE_CHECKING:
    from sampling.caseload.annex_a.specification import ColumnSpec, ListSpec

ADOPTERS = 11
"""The one list that holds no children."""

BATCH = 2_000
"""Rows of a list written at a time: enough to be quick, few enough to need little memory."""


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
    """The lists of one opened inspection file.

    Attributes:
        replaced: how many lists were put in the place of others over this connection.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read and write lists over this connection."""
        self._connection = connection
        self.replaced = 0

    @cached_property
    def _specs(self) -> dict[int, ListSpec]:
        # The specification is long, and the list of cases is shown without it.
        from sampling.caseload.annex_a import specification

        return {spec.number: spec for spec in specification.load().lists}

    def create(self) -> None:
        """Lay out the eleven tables, empty; ``index`` them once they are filled."""
        for spec in self._specs.values():
            columns = ", ".join(f'"{c.key}" {_sql_type(c)}' for c in spec.stored)
            self._connection.execute(
                f"CREATE TABLE {_table(spec.number)} (row INTEGER PRIMARY KEY, {columns},"
                " originals TEXT NOT NULL) STRICT"
            )

    def index(self) -> None:
        """Make children quick to find; sorting all ids at once costs less than placing each in its turn."""
        for spec in self._specs.values():
            if any(c.key == "child_id" for c in spec.columns):
                name = _table(spec.number)
                self._connection.execute(f"CREATE INDEX IF NOT EXISTS {name}_child ON {name} (child_id)")

    def write(
        self, rows: Iterable[ListRow | ListBlock | ListTable], supplied: Mapping[int, Sequence[str]]
    ) -> None:
        """Add rows, in batches, in the order given; memory does not grow with their number.

        Args:
            rows: rows of any lists, one by one, many at a time, or a list as a whole.
            supplied: by list, the columns that the authority gave.
        """
        with uncollected(), transaction(self._connection):
            waiting: dict[int, list[ListRow]] = {}
            for row in rows:
                if isinstance(row, ListTable):
                    columns = self._specs[row.list].stored
                    self._insert(row.list, [column.key for column in columns], storable_table(columns, row))
                    continue
                if isinstance(row, ListBlock):
                    self._insert(row.list, row.columns, row.lines)
                    continue
                some = waiting.setdefault(row.list, [])
                some.append(row)
                if len(some) == BATCH:
                    self._insert_rows(row.list, waiting.pop(row.list))
            for number, some in waiting.items():
                self._insert_rows(number, some)
            self.index()
            for number, keys in supplied.items():
                self._connection.execute(
                    "INSERT OR REPLACE INTO setting VALUES (?, ?)",
                    (f"columns_{number}", canonical_json(list(keys))),
                )

    def replace(self, number: int, rows: Iterable[ListRow], columns: Sequence[str]) -> None:
        """Put other rows in the place of a list's, in one transaction.

        Args:
            number: the list's number.
            rows: its rows.
            columns: the columns that the authority gave.
        """
        with transaction(self._connection):
            self.replaced += 1
            self._connection.execute(f"DELETE FROM {_table(number)}")  # noqa: S608 - a constant name
            self.write([rows] if isinstance(rows, ListTable) else rows, {number: columns})

    def stored(self) -> tuple[StoredList, ...]:
        """Every list that was supplied, with its digest worked out afresh from the rows."""
        return tuple(self.state_of(number) for number in self.supplied())

    def state_of(self, number: int) -> StoredList:
        """What the file holds of one list, with its digest worked out afresh from the rows."""
        hasher = hashlib.sha256()
        count = 0
        # SQLite writes each row as one JSON text, a quarter of the cost of doing it here.
        names = _names(self._stored(number))
        for (text,) in self._connection.execute(
            f"SELECT json_array({names}) FROM {_table(number)} ORDER BY row"  # noqa: S608
        ):
            hasher.update(text.encode() + b"\n")
            count += 1
        return StoredList(number, count, hasher.hexdigest(), self.columns(number))

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
            if n != ADOPTERS
        ]
        if not parts:
            return 0
        query = f"SELECT count(*) FROM ({' UNION '.join(parts)})"  # noqa: S608
        return int(self._connection.execute(query).fetchone()[0])

    def ids(self, numbers: Iterable[int] | None = None) -> set[str]:
        """The ids of the children on some lists, or on all that were supplied."""
        found: set[str] = set()
        for number in self.supplied() if numbers is None else numbers:
            if number != ADOPTERS:
                query = f"SELECT DISTINCT child_id FROM {_table(number)} WHERE child_id <> ''"  # noqa: S608
                found.update(child for (child,) in self._connection.execute(query))
        return found

    def rows(self, number: int) -> Iterator[ListRow]:
        """All rows of one list, in their order."""
        columns = self._given(number)
        query = f"SELECT {_names(columns)} FROM {_table(number)} ORDER BY row"  # noqa: S608
        return _rows(number, columns, self._connection.execute(query))

    def of_child(self, child: str) -> dict[int, list[ListRow]]:
        """One child's rows, by list."""
        return self.of_children([child])

    def of_children(self, children: Iterable[str]) -> dict[int, list[ListRow]]:
        """The rows of some children, by list, in the lists' order; lists without such a row are left out."""
        wanted = json.dumps(list(children))
        found: dict[int, list[ListRow]] = {}
        for number in self.supplied():
            if all(column.key != "child_id" for column in self._specs[number].columns):
                continue
            columns = self._given(number)
            cursor = self._connection.execute(
                f"SELECT {_names(columns)} FROM {_table(number)}"  # noqa: S608
                " WHERE child_id IN (SELECT value FROM json_each(?)) ORDER BY row",
                (wanted,),
            )
            rows = list(_rows(number, columns, cursor))
            if rows:
                found[number] = rows
        return found

    def _insert_rows(self, number: int, rows: list[ListRow]) -> None:
        columns = self._specs[number].stored
        self._insert(number, [column.key for column in columns], storable(columns, rows))

    def _insert(self, number: int, keys: Sequence[str], lines: Iterable[Sequence[Cell]]) -> None:
        names = ", ".join(["row", *(f'"{key}"' for key in keys), "originals"])
        marks = ", ".join("?" * (len(keys) + 2))
        self._connection.executemany(
            f"INSERT INTO {_table(number)} ({names}) VALUES ({marks})",  # noqa: S608 - constant names
            lines,
        )

    def _stored(self, number: int) -> tuple[ColumnSpec, ...]:
        """The columns that are read back: the template's, and the family's where it was supplied."""
        spec = self._specs[number]
        family = spec.family
        return spec.stored if family and family.key in self.columns(number) else spec.columns

    def _given(self, number: int) -> list[ColumnSpec]:
        """The columns that the authority supplied, in the template's order."""
        keys = set(self.columns(number))
        return [column for column in self._stored(number) if column.key in keys]


def _table(number: int) -> str:
    return f"list_{int(number)}"


def _names(columns: Sequence[ColumnSpec]) -> str:
    return ", ".join(["row", *(f'"{column.key}"' for column in columns), "originals"])


def _sql_type(column: ColumnSpec) -> str:
    return "INTEGER" if column.type == "integer" else "TEXT"


def _rows(number: int, columns: Sequence[ColumnSpec], lines: Iterable[tuple[Cell, ...]]) -> Iterator[ListRow]:
    """Rows as they were before they were stored; an authority has millions, so each step here counts."""
    keys = [column.key for column in columns]
    dates = [column.key for column in columns if column.type == "date"]
    days = _Days()
    for row, *cells, originals in lines:
        values: dict[str, Value] = dict(zip(keys, cells, strict=True))
        for key in dates:
            day = values[key]
            if day is not None:
                values[key] = days[day]
        yield ListRow(number, int(row or 0), values, json.loads(str(originals)) if originals else {})


class _Days(dict[Value, date]):
    """Days from text; each different one is read once."""

    def __missing__(self, text: Value) -> date:
        day = self[text] = date.fromisoformat(str(text))
        return day
