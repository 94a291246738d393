"""Opening a workbook: its sheets, with the rows and columns where Excel shows them.

The kind of file is told from its content, never from its name. python-calamine reads .xlsx, .xlsm,
.xls, .xlsb and .ods; it gives error cells as blanks, so those of .xlsx are looked up in the XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from posixpath import join, normpath
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sampling.errors import FileError

Raw = str | int | float | bool | date | datetime | time | timedelta
"""A cell as the reader gives it; an empty one is an empty text."""

ErrorCells = Mapping[int, Mapping[int, str]]
"""Row number as Excel shows it, then column counted from 0, to the error, such as ``#N/A``."""

_CHUNK = 1 << 20
_CELL = re.compile(rb'<c\b[^>]*?\bt="e"[^>]*(?<!/)>(.*?)</c>', re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_SHOWN = re.compile(rb"<v>([^<]{1,20})</v>")


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
    parts = _xlsx_parts(content)
    return tuple(
        Sheet(
            name=sheet.name,
            hidden=sheet.visible is not SheetVisibleEnum.Visible,
            rows=partial(_rows, book, index, path.name),
            errors=partial(_error_cells, content, parts.get(sheet.name)),
        )
        for index, sheet in enumerate(book.sheets_metadata)
        if sheet.typ is SheetTypeEnum.WorkSheet
    )


def _why_not(content: bytes) -> str:
    """Why a file could not be opened, as far as its first bytes tell."""
    if not content:
        return "is empty"
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return "could not be opened: damaged or password-protected; save it again without a password"
    return "not a workbook (.xlsx, .xlsm, .xls, .xlsb or .ods)"


def _rows(book: CalamineWorkbook, index: int, name: str) -> Iterator[list[Raw]]:
    """The rows of a sheet from row 1 and column A on, whatever the reader trims."""
    try:
        sheet = book.get_sheet_by_index(index)
        before: list[Raw] = [""] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            yield before + row if before else row
    except CalamineError as error:
        raise FileError(f"{name}: sheet {index + 1} is damaged; save the workbook again") from error


def _attributes(data: bytes, wanted: str) -> Iterator[dict[str, str]]:
    """The attributes of every element of a name (without its prefix) in a small XML part."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(data, True)
    yield from found


def _xlsx_parts(content: bytes) -> dict[str, str]:
    """Sheet name to its part of an .xlsx; empty for any other kind of file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = list(_attributes(archive.read("xl/workbook.xml"), "sheet"))
            links = list(_attributes(archive.read("xl/_rels/workbook.xml.rels"), "Relationship"))
    except (zipfile.BadZipFile, KeyError, expat.ExpatError):
        return {}
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    return {
        sheet.get("name", ""): normpath(join("/xl", targets.get(sheet.get("id", ""), ""))).lstrip("/")
        for sheet in sheets
    }


def _error_cells(content: bytes, part: str | None) -> ErrorCells:
    """The error cells of one sheet of an .xlsx, found without parsing the sheet."""
    found: dict[int, dict[int, str]] = {}
    if part is None:
        return found
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as stream:
            rest = b""
            while chunk := stream.read(_CHUNK):
                text = rest + chunk
                if b't="e"' in text:
                    _note_errors(text, found)
                # A cell may lie across two chunks: keep what follows the last whole one.
                cut = text.rfind(b"</c>")
                rest = text[cut + 4 :] if cut >= 0 else text[-_CHUNK:]
    except (zipfile.BadZipFile, KeyError):
        return {}
    return found


def _note_errors(text: bytes, found: dict[int, dict[int, str]]) -> None:
    """Add the error cells that stand whole in a piece of a sheet's XML."""
    for match in _CELL.finditer(text):
        place = _REFERENCE.search(match.group(0))
        shown = _SHOWN.search(match.group(1))
        if place is None:
            continue
        column = 0
        for letter in place.group(1):
            column = column * 26 + letter - 64
        word = shown.group(1).decode("ascii", "replace") if shown else "#N/A"
        found.setdefault(int(place.group(2)), {})[column - 1] = word
