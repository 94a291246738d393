"""Opening a workbook: its sheets, with the rows and columns where Excel shows them.

The kind of file is told from its content, never from its name. python-calamine reads .xlsx, .xlsm,
.xls, .xlsb and .ods; nothing in them is ever run or fetched. How far their cells reach is found out first,
since the reader lays a sheet out in full; kinds of which that cannot be told are read apart.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sampling.caseload.annex_a import ods, xlsx
from sampling.caseload.annex_a.apart import MOST_CELLS, ApartSheet, read_apart
from sampling.caseload.annex_a.archive import Archive
from sampling.caseload.annex_a.problems import Severity
from sampling.caseload.annex_a.xlsx import ErrorCells
from sampling.errors import FileError
from sampling.text import clean_line

Raw = str | int | float | bool | date | datetime | time | timedelta
"""A cell as the reader gives it; an empty one is an empty text."""

FROM_1904 = 1462
"""Days by which the serials of a workbook that counts from 1904 are less than those of any other."""

_NOT_TOLD = (
    "error cells such as #N/A, and formulas never calculated, cannot be told from blanks, nor hidden rows "
    "from others"
)
_OF_A_KIND = f" is of a kind in which {_NOT_TOLD}; save it as .xlsx to have them told"
_UNPLACED = f" has cells that do not say where they stand, so {_NOT_TOLD}; open and save it in Excel"
_TOO_MANY = f"more than the {MOST_CELLS:,} cells that can be read"
_STATED_COUNT = re.compile(rb"ount\s*=\s*[\"']\s*\+?([0-9]{5,4000})")

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the part that holds an encrypted .xlsx."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an .xls begins, and also an encrypted .xlsx."""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: as on its tab, cleaned.
        hidden: whether it is hidden from a person who opens the workbook.
        rows: starts reading: rows from row 1 on, each from column A on.
        errors: finds its error cells.
        hidden_rows: finds the rows that are hidden, as by a filter; none where that cannot be told.
        hidden_columns: likewise the columns, counted from 0.
        file: the file it stands in, where several are read together; else empty.
        day_shift: days to add to the serial of a day, where the workbook does not count from 1900.
    """

    name: str
    hidden: bool
    rows: Callable[[], Iterator[list[Raw]]]
    errors: Callable[[], ErrorCells]
    hidden_rows: Callable[[], Set[int]] = frozenset
    hidden_columns: Callable[[], Set[int]] = frozenset
    file: str = ""
    day_shift: int = 0

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"{self.file}: {self.name}" if self.file else self.name


@dataclass(frozen=True, slots=True)
class FileRemark:
    """Something to say of a whole file: how bad, a stable code, and one line that names the file."""

    severity: Severity
    code: str
    message: str


@dataclass(frozen=True)
class Source:
    """What was opened.

    Attributes:
        sheets: every sheet, in order; nothing of them is read yet.
        remarks: what to say of whole files.
    """

    sheets: tuple[Sheet, ...]
    remarks: tuple[FileRemark, ...] = ()


def is_workbook(content: bytes, names: tuple[str, ...]) -> bool:
    """Whether a file is a workbook by its content.

    Args:
        content: the file.
        names: the members of the zip that it is; empty for none.
    """
    return content.startswith(OLE) or bool({"xl/workbook.xml", "xl/workbook.bin", ods.CONTENT} & set(names))


def open_workbook(name: str, content: bytes, archive: Archive | None) -> Source:
    """The sheets of a workbook, in order.

    Args:
        name: what to call the file in messages.
        content: the file.
        archive: the zip that it is; None for an .xls.

    Raises:
        FileError: if it is damaged, encrypted, or too large to be laid out.
    """
    if archive is None and _ENCRYPTED in content:
        raise FileError(f"{name}: is password-protected; save it without a password")
    parts = xlsx.sheet_parts(archive) if archive is not None else {}
    if archive is None or not parts:
        if archive is not None and ods.CONTENT in archive.names:
            _refuse_enormous_ods(archive)
        return _all_apart(name, content, archive, _OF_A_KIND)
    _refuse_enormous_xlsx(archive, parts)
    if any(part.scan.unplaced for part in parts.values()):
        # How far such cells reach is known only once they are laid out.
        return _all_apart(name, content, archive, _UNPLACED)
    with _reading(f"{name}: could not be opened: damaged or password-protected; save it again"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    listed = [
        (index, sheet)
        for index, sheet in enumerate(book.sheets_metadata)
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]
    if any(sheet.name not in parts for _, sheet in listed):
        raise FileError(f"{name}: a sheet's part is missing: damaged; save the workbook again")
    shift = FROM_1904 if xlsx.counts_from_1904(archive) else 0
    sheets = tuple(_sheet(book, index, name, sheet, parts[sheet.name], shift) for index, sheet in listed)
    return Source(sheets, tuple(_remarks(name, content, archive)))


def _all_apart(name: str, content: bytes, archive: Archive | None, why: str) -> Source:
    """The sheets of a workbook that is read in a process of its own; why some of it cannot be told."""
    sheets = tuple(_apart(sheet) for sheet in read_apart(name, content))
    untold = FileRemark("note", "errors-not-told", f"{name}{why}")
    return Source(sheets, (*_remarks(name, content, archive), untold))


@contextmanager
def _reading(message: str) -> Iterator[None]:
    """Say in one line that the reader of workbooks gave up, whatever it gave up by."""
    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        raise FileError(message) from error
    except BaseException as error:
        # The reader is written in another language, of which a panic comes as this and nothing narrower.
        if type(error).__name__ != "PanicException":
            raise
        raise FileError(message) from error


def _refuse_enormous_ods(archive: Archive) -> None:
    """Find out how much an .ods stands for; one with a password cannot be looked into at all."""
    if ods.is_locked(archive):
        raise FileError(f"{archive.name}: is password-protected; save it without a password")
    cells, characters = ods.reach(archive)
    if cells > MOST_CELLS or characters > MOST_CELLS * 10:
        raise FileError(f"{archive.name}: stands for {_TOO_MANY}; delete what is far down or right")


def _refuse_enormous_xlsx(archive: Archive, parts: Mapping[str, xlsx.Part]) -> None:
    """Find out how much an .xlsx stands for, and check that its parts are what they say of themselves."""
    total = 0
    for sheet, part in parts.items():
        total += part.scan.area
        if total > MOST_CELLS:
            where = f"{archive.name}: sheet '{clean_line(sheet).text[:60]}'"
            raise FileError(
                f"{where} holds a cell so far down or right ({_reference(part.scan)}) that it cannot be "
                f"read: it stands for {_TOO_MANY}; delete what is far down or right"
            )
    scanned = {part.name for part in parts.values()}
    for member in archive.names:
        if member.endswith((".xml", ".rels")) and member not in scanned:
            data = archive.read(member, xlsx.MOST_TEXTS)
            # The reader makes room for as many items as a part says it has, before it sees any.
            if any(int(count) > len(data) for count in _STATED_COUNT.findall(data)):
                raise FileError(f"{archive.name}: the part '{clean_line(member).text[:60]}' is damaged")


def _reference(scan: xlsx.Scan) -> str:
    return f"row {scan.last_row:,}, column {scan.last_column:,}"


def _remarks(name: str, content: bytes, archive: Archive | None) -> Iterator[FileRemark]:
    """What a person should know of a file before its lists."""
    names = archive.names if archive is not None else ()
    macros = any(part.casefold().endswith("vbaproject.bin") for part in names)
    if macros or (archive is None and "_VBA_PROJECT".encode("utf-16-le") in content):
        yield FileRemark("note", "macros", f"{name} holds macros; none was run")
    if any(part.startswith("xl/externalLinks/") for part in names):
        message = (
            f"{name} takes values from other workbooks; those last saved in it were read, none was fetched"
        )
        yield FileRemark("note", "external-links", message)


def _apart(sheet: ApartSheet) -> Sheet:
    """One sheet that was read apart."""
    return Sheet(clean_line(sheet.name).text, sheet.hidden, sheet.rows, dict)


def _sheet(
    book: CalamineWorkbook, index: int, file: str, about: SheetMetadata, part: xlsx.Part, shift: int
) -> Sheet:
    """One sheet, not read yet."""
    name = clean_line(about.name).text
    return Sheet(
        name=name,
        hidden=about.visible is not SheetVisibleEnum.Visible,
        rows=partial(_rows, book, index, f"{file}: sheet '{name}'"),
        errors=lambda: part.scan.errors,
        hidden_rows=lambda: part.scan.hidden_rows,
        hidden_columns=lambda: part.scan.hidden_columns,
        day_shift=shift,
    )


def _rows(book: CalamineWorkbook, index: int, where: str) -> Iterator[list[Raw]]:
    """The rows of a sheet from row 1 and column A on, whatever the reader trims."""
    with _reading(f"{where} is damaged; save the workbook again"):
        sheet = book.get_sheet_by_index(index)
        before: list[Raw] = [""] * (sheet.start[1] if sheet.start else 0)
        if before:
            yield from (before + row for row in sheet.iter_rows())
        else:
            yield from sheet.iter_rows()
