"""A handover as CSV files or as one JSON document."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import IO

from sampling.handover.cells import cell
from sampling.handover.declaration import Table
from sampling.handover.gather import Handover
from sampling.handover.placing import write_private
from sampling.handover.streamed import Rows


def write_csv(folder: Path, handover: Handover) -> None:
    """Make a private folder with one CSV file a table: UTF-8, LF, RFC 4180 quotes, a header.

    Every text is quoted, so that a semicolon in a text parts no cell where a spreadsheet's own mark
    between cells is a semicolon.

    Raises:
        OSError: if the disk fails.
    """
    folder.mkdir(mode=0o700)
    for table in handover.declared.tables:
        write_private(folder / f"{table.name}.csv", partial(_write_table, table, handover.rows[table.name]))


def write_json(path: Path, handover: Handover) -> None:
    """Write one private JSON document: rows by table; lists are arrays, flags are true or false.

    Raises:
        OSError: if the disk fails.
    """
    write_private(path, partial(_write_document, handover.rows))


def _write_document(tables: Mapping[str, Rows], file: IO[str]) -> None:
    """A row a line, and each written as it is made."""
    file.write("{")
    for number, (name, rows) in enumerate(tables.items()):
        file.write(f'{"," if number else ""}\n "{name}": [')
        for place, row in enumerate(rows):
            told = json.dumps(row, ensure_ascii=False, allow_nan=False)
            file.write(f"{',' if place else ''}\n  {told}")
        file.write("\n ]")
    file.write("\n}\n")


def _write_table(table: Table, rows: Rows, file: IO[str]) -> None:
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([cell(row[column.name]) for column in table.columns] for row in rows)
