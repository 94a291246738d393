"""A handover as a SQLite database: keys, indexes, full-text search, views, and metadata for Datasette."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sampling.handover.declaration import Column, Table, Value
from sampling.handover.gather import Handover
from sampling.handover.streamed import Rows

if TYPE_CHECKING:
    from sqlite_utils import Database

TYPES: dict[str, type] = {"integer": int, "flag": int, "real": float}
"""The Python type by which sqlite-utils knows a column's type; all others are texts."""


def write_database(path: Path, handover: Handover) -> None:
    """Fill an empty file with the handover, in one transaction.

    Raises:
        sqlite3.Error: if the disk fails.
    """
    from sqlite_utils import Database

    connection = sqlite3.connect(path)
    database = Database(connection)
    try:
        with database.atomic():
            for table in handover.declared.tables:
                _fill(database, table, handover.rows[table.name])
            for view in handover.declared.views:
                database.create_view(view.name, view.sql.strip())
            database.index_foreign_keys()
    finally:
        connection.close()


def metadata(handover: Handover, database: str) -> dict[str, Any]:
    """What Datasette shows beside the tables: titles, meanings, facets and labels.

    Args:
        handover: what is handed over.
        database: the database's name in Datasette: its file's name without the ending.
    """
    (about,) = handover.rows["inspection"]
    title = f"{about['authority']}: {about['edition_title']}, {about['inspection_date']}"
    said = " ".join((*handover.notes, f"Head digest: {handover.head}"))
    tables = (*handover.declared.tables, *handover.declared.views)
    return {
        "title": title,
        "description": said,
        "databases": {
            database: {
                "title": title,
                "description": said,
                "tables": {table.name: _metadata_of(table) for table in tables},
            }
        },
    }


def _fill(database: Database, table: Table, rows: Rows) -> None:
    made = database.table(table.name)
    made.create(
        {column.name: TYPES.get(column.type, str) for column in table.columns},
        pk=table.key[0] if len(table.key) == 1 else table.key,
        foreign_keys=[(column.name, *_reference(column)) for column in table.columns if column.references],
        not_null=table.key if len(table.key) > 1 else None,
    )
    # Not by ``insert_all``, which writes some dozens of rows at a time and takes four times as long.
    names = [column.name for column in table.columns]
    columns = ", ".join(f'"{name}"' for name in names)
    database.conn.executemany(
        f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(names))})',  # noqa: S608
        ([_stored(row[name]) for name in names] for row in rows),
    )
    if table.unique:
        made.create_index(table.unique, unique=True)
    for facet in table.facets:
        made.create_index([facet], if_not_exists=True)
    if table.searched:
        made.enable_fts(table.searched, tokenize="porter")


def _reference(column: Column) -> tuple[str, str]:
    table, _, key = column.references.partition(".")
    return table, key


def _stored(value: Value) -> str | int | float | None:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def _metadata_of(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": table.title,
        "description": table.meaning,
        "columns": {column.name: column.meaning for column in table.columns},
    }
    if table.facets:
        found["facets"] = list(table.facets)
    if table.label:
        found["label_column"] = table.label
    if table.searched:
        found["fts_table"] = f"{table.name}_fts"
        found["fts_pk"] = table.key[0]
    return found
