"""A handover as CSV files or as one JSON document."""

from __future__ import annotations

import csv
import json
from functools import partial
from pathlib import Path
from typing import IO

from sampling.handover.cells import cell
from sampling.handover.declaration import Row, Table
from sampling.handover.gather import Handover
from sampling.handover.placing import write_private


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
    write_private(
        path,
        lambda file: json.dump(handover.rows, file, ensure_ascii=False, allow_nan=False, indent=1),
    )


def _write_table(table: Table, rows: tuple[Row, ...], file: IO[str]) -> None:
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([cell(row[column.name]) for column in table.columns] for row in rows)
