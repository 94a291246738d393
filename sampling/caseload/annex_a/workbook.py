"""Opening a workbook: its sheets, with the rows and columns where Excel shows them.

The kind of file is told from its content, never from its name. python-calamine reads .xlsx, .xlsm,
.xls, .xlsb and .ods; what it does not tell of .xlsx is looked up in the XML (``xlsx``).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sampling.caseload.annex_a import xlsx
from sampling.caseload.annex_a.xlsx import ErrorCells
from sampling.errors import FileError

Raw = str | int | float | bool | date | datetime | time | timedelta
"""A cell as the reader gives it; an empty one is an empty text."""

MOST_CELLS = 40_000_000
"""The largest area read from one sheet: a million rows of the widest list. The reader lays a sheet out
in full, so that one stray cell far away would otherwise ask for more memory than there is."""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: as on its tab.
        hidden: whether it is hidden from a person who opens the workbook.
        rows: starts reading: rows from row 1 on, each from column A on.
        errors: finds its error cells.
    """

    name: str
    hidden: bool
    rows: Callable[[], Iterator[list[Raw]]]
    errors: Callable[[], ErrorCells]


def open_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in order; nothing but the workbook's table of contents is read yet.

    Raises:
        FileError: if the file cannot be read or is no workbook.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path.name}: cannot be read ({error.strerror or error})") from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise FileError(f"{path.name}: is password-protected; save it without a password") from error
    except CalamineError as error:
        raise FileError(f"{path.name}: {_why_not(content)}") from error
    parts = xlsx.sheet_parts(content)
    return tuple(
        _sheet(book, index, path.name, sheet, xlsx.Part(content, parts.get(sheet.name)))
        for index, sheet in enumerate(book.sheets_metadata)
        if sheet.typ is SheetTypeEnum.WorkSheet
    )


def _sheet(book: CalamineWorkbook, index: int, file: str, about: SheetMetadata, part: xlsx.Part) -> Sheet:
    """One sheet, not read yet."""
    return Sheet(
        name=about.name,
        hidden=about.visible is not SheetVisibleEnum.Visible,
        rows=partial(_rows, book, index, f"{file}: sheet '{about.name}'", part),
        errors=lambda: part.scan.errors,
    )


def _why_not(content: bytes) -> str:
    """Why a file could not be opened, as far as its first bytes tell."""
    if not content:
        return "is empty"
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return "could not be opened: damaged or password-protected; save it again without a password"
    return "not a workbook (.xlsx, .xlsm, .xls, .xlsb or .ods)"


def _rows(book: CalamineWorkbook, index: int, where: str, part: xlsx.Part) -> Iterator[list[Raw]]:
    """The rows of a sheet from row 1 and column A on, whatever the reader trims."""
    if part.scan.area > MOST_CELLS:
        raise FileError(f"{where} holds a cell so far down or right that it cannot be read; delete it")
    try:
        sheet = book.get_sheet_by_index(index)
        before: list[Raw] = [""] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            yield before + row if before else row
    except CalamineError as error:
        raise FileError(f"{where} is damaged; save the workbook again") from error
