"""The readme table: what a handover is, and what every table, view and column in it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sampling.handover.declaration import Column, Declaration, Row, Table


def readme(declared: Declaration, about: Iterable[str]) -> list[Row]:
    """The rows of ``readme``, in reading order.

    Args:
        declared: the tables and views.
        about: sentences on the handover as a whole.
    """
    rows = [_row("handover", meaning=sentence) for sentence in about]
    for table in declared.tables:
        rows += _of_table("table", table)
    for view in declared.views:
        rows += _of_table("view", view)
    return [{"id": number, **row} for number, row in enumerate(rows, start=1)]


def _of_table(about: str, table: Table) -> Iterator[Row]:
    yield _row(about, table.name, meaning=f"{table.title}. {table.meaning}")
    for column in table.columns:
        yield _row("column", table.name, column, f"{column.meaning}{_only_with_names(column)}")


def _only_with_names(column: Column) -> str:
    return " Empty unless made with names." if column.names_only else ""


def _row(about: str, table: str = "", column: Column | None = None, meaning: str = "") -> Row:
    return {
        "about": about,
        "table_name": table or None,
        "column_name": column.name if column else None,
        "type": column.type if column else None,
        "key": column.key if column else None,
        "refers_to": column.references or None if column else None,
        "meaning": meaning,
    }
