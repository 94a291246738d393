"""What an .xlsx says in its XML that the reader of workbooks does not tell.

Error cells and formulas that were never calculated both come back as blanks; and one stray cell makes
the reader lay out everything above and left of it. So each sheet's part is read as a stream and searched,
not parsed, which costs a tenth of reading it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import join, normpath
from xml.parsers import expat

from sampling.caseload.annex_a.archive import Archive
from sampling.errors import FileError

ErrorCells = Mapping[int, Mapping[int, str]]
"""Row number as Excel shows it, then column counted from 0, to what stands there unseen: an error such
as ``#N/A``, or ``NEVER_CALCULATED``."""

NEVER_CALCULATED = "#FORMULA"
"""Stands for a formula whose value was never worked out and saved."""

MOST_TEXTS = 200_000_000
"""Bytes of the texts that all sheets share: the reader holds every one of them in memory."""

_SMALL = 4_000_000
_ROWS, _WIDTH = 1_048_576, 16_384  # as many as a sheet of Excel has
_CHUNK = 1 << 20
_ERROR_CELL = re.compile(rb"<c\b[^>]*?\bt=[\"']e[\"'][^>]*(?<!/)>(.*?)</c>", re.DOTALL)
_EMPTY_FORMULA = re.compile(
    rb"<c\b([^>]*)>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>",
)
_TOLD_FORMULA = re.compile(rb"\bt=[\"'](?:str|e)[\"']")
_REFERENCE = re.compile(rb'\br=["\']([A-Z]{1,3})([0-9]{1,7})["\']')
# Far right, or far down: lists have some forty columns, and few have 300,000 rows.
_FAR_REFERENCE = re.compile(
    rb' r=["\'](?:([B-Z][A-Z]|[A-Z]{3})([0-9]{1,7})|([A-Z]{1,2})([3-9][0-9]{5}|1[0-9]{6}))["\']'
)
# A cheaper sign that a piece may hold such a cell at all: a column of two letters, or a row of six digits.
_LONG_REFERENCE = re.compile(rb' r=["\'](?:[A-Z]{2,3}[0-9]|[A-Z][0-9]{6})')
# Expressions find a short text in half the time that ``in`` takes.
_ANY_ERROR = re.compile(rb't="e"')
_ANY_FORMULA = re.compile(rb"<f")
_COLUMNS = re.compile(rb"<col\b([^>]*)>")
_FIRST = re.compile(rb"\bmin=[\"']([1-9][0-9]{0,4})[\"']")
_LAST = re.compile(rb"\bmax=[\"']([1-9][0-9]{0,4})[\"']")
_ANY_HIDDEN = re.compile(rb"hidden=")
_ANY_UNPLACED = re.compile(rb"<c(?! r=)[ />]")
_ROW = re.compile(rb"<row\b([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\br=[\"']([0-9]{1,7})[\"']")
_CELL = re.compile(rb"<c(?: [^>]*)?/?>")
_PLACED = re.compile(rb"\br=")
_SHOWN = re.compile(rb"<v>([^<]{1,20})</v>")
_PREFIX = re.compile(rb"<([A-Za-z_][\w.-]{0,30}):worksheet\b")


@dataclass
class Scan:
    """What was found in one sheet.

    Attributes:
        errors: the error cells and the formulas never calculated.
        last_row, last_column: how far down and right its cells lie, both counted from 1.
        hidden_rows: the rows that are hidden from a person who looks at the sheet, as by a filter.
        hidden_columns: the columns that are, counted from 0.
        unplaced: whether cells do not say where they stand, but follow each other.
    """

    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unplaced: bool = False

    @property
    def area(self) -> int:
        """How many cells a full rectangle of it has."""
        return self.last_row * self.last_column

    def reach(self, letters: bytes, row: bytes) -> None:
        """Take in that there is a cell in this column and row."""
        self.last_column = max(self.last_column, _column(letters) + 1)
        self.last_row = max(self.last_row, int(row))


@dataclass(frozen=True)
class Part:
    """One sheet's part of an .xlsx."""

    archive: Archive = field(repr=False)
    name: str

    @cached_property
    def scan(self) -> Scan:
        """What the part holds; searched once, when first asked for.

        Raises:
            FileError: if it is damaged, or declares a document type, which no workbook does.
        """
        found = Scan()
        rest = b""
        prefix = b""
        for number, chunk in enumerate(self._chunks()):
            if number == 0:
                prefix = _prefix_of(chunk, self.archive.name)
            text = rest + chunk
            if prefix:
                text = text.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
            _search(text, found)
            # A cell may lie across two chunks: keep what follows the last whole one.
            cut = text.rfind(b"</c>")
            rest = text[cut + 4 :] if cut >= 0 else text[-_CHUNK:]
        return found

    def _chunks(self) -> Iterator[bytes]:
        """The part in pieces of at least a megabyte, so that few cells lie across two."""
        held: list[bytes] = []
        size = 0
        for piece in self.archive.stream(self.name):
            held.append(piece)
            size += len(piece)
            if size >= _CHUNK:
                yield b"".join(held)
                held, size = [], 0
        if held:
            yield b"".join(held)


def _prefix_of(start: bytes, file: str) -> bytes:
    """The prefix that some programs put before every name (``x:`` in ``<x:c>``), from a part's start."""
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise _doctype(file)
    match = _PREFIX.search(start[:4096])
    return match.group(1) + b":" if match else b""


def _search(text: bytes, found: Scan) -> None:
    """Search a piece of a sheet's XML: errors, formulas without values, far cells, and its last cell."""
    if _ANY_ERROR.search(text) or (b"'" in text and b"t='e'" in text):
        for match in _ERROR_CELL.finditer(text):
            shown = _SHOWN.search(match.group(1))
            _note(found, match.group(0), shown.group(1).decode("ascii", "replace") if shown else "#N/A")
    if _ANY_FORMULA.search(text):
        for match in _EMPTY_FORMULA.finditer(text):
            # A formula that gives an empty text says so by its type; any other without a value has none.
            if not _TOLD_FORMULA.search(match.group(1)):
                _note(found, match.group(0), NEVER_CALCULATED)
    if _ANY_HIDDEN.search(text):
        found.hidden_rows.update(_hidden_rows(text))
        found.hidden_columns.update(_hidden_columns(text))
    if _ANY_UNPLACED.search(text):
        # Seldom otherwise than first, a cell's place may still be among what it says.
        found.unplaced |= any(not _PLACED.search(cell.group()) for cell in _CELL.finditer(text))
    if _LONG_REFERENCE.search(text):
        for far in _FAR_REFERENCE.finditer(text):
            found.reach(far.group(1) or far.group(3), far.group(2) or far.group(4))
    last = _REFERENCE.search(text, max(0, text.rfind(b"<c ")))
    if last is not None:
        found.reach(last.group(1), last.group(2))


def _hidden_columns(text: bytes) -> Iterator[int]:
    """The columns that say they are hidden, counted from 0; one element may say it of several."""
    for told in _COLUMNS.finditer(text):
        first, last = _FIRST.search(told.group(1)), _LAST.search(told.group(1))
        if _HIDDEN.search(told.group(1)) and first and last:
            yield from range(int(first.group(1)) - 1, min(int(last.group(1)), _WIDTH))


def _hidden_rows(text: bytes) -> Iterator[int]:
    """The numbers of the rows that say they are hidden."""
    for row in _ROW.finditer(text):
        number = _NUMBER.search(row.group(1))
        if number is not None and _HIDDEN.search(row.group(1)) and int(number.group(1)) <= _ROWS:
            yield int(number.group(1))


def _note(found: Scan, cell: bytes, word: str) -> None:
    place = _REFERENCE.search(cell)
    if place is not None:
        found.errors.setdefault(int(place.group(2)), {})[_column(place.group(1))] = word


def _column(letters: bytes) -> int:
    """The index of a column, counted from 0, by its letters."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def sheet_parts(archive: Archive) -> dict[str, Part]:
    """Sheet name to its part of an .xlsx.

    Raises:
        FileError: if a part that says so is damaged, too large, or declares a document type.
    """
    try:
        sheets = _attributes(archive, "xl/workbook.xml", "sheet")
        links = _attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    except KeyError:
        return {}
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts = {
        sheet.get("name", ""): normpath(join("/xl", targets.get(sheet.get("id", ""), ""))).lstrip("/")
        for sheet in sheets
    }
    return {name: Part(archive, part) for name, part in parts.items() if part in archive.names}


def counts_from_1904(archive: Archive) -> bool:
    """Whether days are counted from 1904, as workbooks made on an old Macintosh do.

    Raises:
        FileError: if the part that says so is damaged, too large, or declares a document type.
    """
    said = _attributes(archive, "xl/workbook.xml", "workbookPr")
    return any(one.get("date1904", "").strip().casefold() in ("1", "true") for one in said)


def _attributes(archive: Archive, part: str, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of a name (without its prefix) in a small XML part."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    data = archive.read(part, _SMALL)
    parser = careful_parser(archive.name)
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FileError(f"{archive.name}: the part '{part}' is damaged; save it again") from error
    return found


def careful_parser(file: str) -> expat.XMLParserType:
    """A parser that refuses a document type, and with it every entity that could be defined in one.

    Args:
        file: the file's name, for the error.
    """
    parser = expat.ParserCreate()

    def refuse(*_about: object) -> None:
        raise _doctype(file)

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _doctype(file: str) -> FileError:
    return FileError(f"{file}: declares an XML document type, which no workbook needs; not opened")
