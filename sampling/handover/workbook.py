"""A handover as a workbook: one sheet a table, the readme first."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from sampling.handover.cells import cell
from sampling.handover.declaration import Table
from sampling.handover.gather import Handover
from sampling.handover.placing import write_private
from sampling.handover.streamed import Rows

LONGEST = 32_767
"""Characters that a worksheet's cell can hold."""

CUT = " [cut: a cell holds no more; the other formats hold it whole]"
"""How a text ends that a cell cannot hold."""

_WIDTHS = {"text": 24, "list": 24, "instant": 25, "day": 12}
_WIDE = frozenset({"meaning", "evidence", "because", "text", "good", "question", "response", "answer"})


def write_workbook(path: Path, handover: Handover) -> int:
    """Write one private workbook; nothing of it touches the disk anywhere else.

    Returns:
        How many texts were too long for a cell and were cut, each saying so.

    Raises:
        OSError: if the disk fails.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

    content = io.BytesIO()
    # Texts stay texts: nothing in them is made a formula, a link or a number.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(content, options)
    formats = {
        "head": book.add_format({"bold": True}),
        "long": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    readme_first = sorted(handover.declared.tables, key=lambda table: table.name != "readme")
    cut = sum(_add_sheet(book, formats, table, handover.rows[table.name]) for table in readme_first)
    book.close()
    write_private(path, content.getvalue())
    return cut


def _add_sheet(book: Any, formats: dict[str, Any], table: Table, rows: Rows) -> int:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, formats["head"])
        if column.name in _WIDE:
            sheet.set_column(place, place, 70, formats["long"])
        else:
            sheet.set_column(place, place, _WIDTHS.get(column.type, 10))
    if rows:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
    cut = 0
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(table.columns):
            value = cell(row[column.name])
            if isinstance(value, str):
                cut += len(value) > LONGEST
                sheet.write_string(line, place, _fitting(value))
            elif value is not None:
                sheet.write_number(line, place, value)
    return cut


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
