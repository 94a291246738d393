"""The tables of a handover as data: one declaration that every format is written from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeAlias, get_args

from sampling.errors import DataFileError

FILE = "tables.toml"
"""The data file of this room."""

ColumnType = Literal["text", "integer", "real", "flag", "day", "instant", "list"]

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None
"""What a row holds: a list is a tuple of texts, a flag a bool, a day or instant an ISO text."""

Row: TypeAlias = dict[str, Value]
"""One row of a table, by column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: its name.
        type: what it holds.
        meaning: what it means, in a sentence.
        key: whether it is part of the primary key.
        references: the ``TABLE.COLUMN`` that its values are found in, or empty.
        search: whether full-text search finds its words.
        masked: whether it is free text, in which known ids and names are masked.
        names_only: whether it stays empty unless the handover is made with names.
    """

    name: str
    type: ColumnType
    meaning: str
    key: bool = False
    references: str = ""
    search: bool = False
    masked: bool = False
    names_only: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table, or one view of the tables.

    Attributes:
        name: its name.
        title: its title for people.
        meaning: what it holds, in a sentence.
        columns: in order.
        facets: columns worth counting by.
        unique: columns that make a row the only one, beside the key.
        label: the column that stands for a row when another table refers to it, or empty.
        sql: the query that a view is made of; empty for a table.
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    facets: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    label: str = ""
    sql: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns of the primary key."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def searched(self) -> tuple[str, ...]:
        """Names of the columns that full-text search looks in."""
        return tuple(column.name for column in self.columns if column.search)


@dataclass(frozen=True, slots=True)
class Declaration:
    """Everything that a handover carries: tables in the order in which they can be made, and views."""

    tables: tuple[Table, ...]
    views: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """The table of that name.

        Raises:
            KeyError: if there is none, which is a fault of the program.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)


@cache
def declaration() -> Declaration:
    """The tables that this program hands over.

    Raises:
        DataFileError: if the data file does not hold together.
    """
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> Declaration:
    """A declaration from the text of a data file.

    Raises:
        DataFileError: naming the table and column that do not hold together.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(FILE, "the file", str(error)) from error
    tables = tuple(_table(item) for item in data.get("tables", ()))
    views = tuple(_table(item) for item in data.get("views", ()))
    _check_references(tables)
    return Declaration(tables, views)


def _table(item: dict[str, Any]) -> Table:
    place = str(item.get("name", "a table without a name"))
    try:
        table = Table(
            **{
                **item,
                "columns": tuple(_column(place, column) for column in item["columns"]),
                "facets": tuple(item.get("facets", ())),
                "unique": tuple(item.get("unique", ())),
            }
        )
    except (KeyError, TypeError) as error:
        raise DataFileError(FILE, place, f"not well formed ({error})") from error
    names = {column.name for column in table.columns}
    for name in (*table.facets, *table.unique, *filter(None, [table.label])):
        if name not in names:
            raise DataFileError(FILE, place, f"names the column '{name}', which it does not have")
    if not table.key and not table.sql:
        raise DataFileError(FILE, place, "a table needs a key")
    return table


def _column(place: str, item: dict[str, Any]) -> Column:
    if item.get("type") not in get_args(ColumnType):
        known = ", ".join(get_args(ColumnType))
        raise DataFileError(FILE, f"{place}.{item.get('name')}", f"type must be one of {known}")
    try:
        return Column(**item)
    except TypeError as error:
        raise DataFileError(FILE, f"{place}.{item.get('name')}", f"not well formed ({error})") from error


def _check_references(tables: tuple[Table, ...]) -> None:
    """What a column refers to must stand in its own table or in one before."""
    made: dict[str, tuple[str, ...]] = {}
    for table in tables:
        made[table.name] = table.key
        for column in table.columns:
            if column.references:
                other, _, key = column.references.partition(".")
                if made.get(other) != (key,):
                    raise DataFileError(
                        FILE, f"{table.name}.{column.name}", f"'{column.references}' is no key made before"
                    )
