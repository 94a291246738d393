"""What an .xlsx says in its XML that the reader of workbooks does not tell: errors, and how far cells lie.

Each sheet's part is read as a stream and searched, not parsed, which costs a tenth of reading it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import join, normpath
from xml.parsers import expat

ErrorCells = Mapping[int, Mapping[int, str]]
"""Row number as Excel shows it, then column counted from 0, to the error, such as ``#N/A``."""

_CHUNK = 1 << 20
_ERROR_CELL = re.compile(rb'<c\b[^>]*?\bt="e"[^>]*(?<!/)>(.*?)</c>', re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_FAR_REFERENCE = re.compile(rb' r="([A-Z]{3})([0-9]{1,7})"')
_SHOWN = re.compile(rb"<v>([^<]{1,20})</v>")


@dataclass
class Scan:
    """What was found in one sheet.

    Attributes:
        errors: the error cells.
        last_row, last_column: how far down and right its cells lie, both counted from 1.
    """

    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

    @property
    def area(self) -> int:
        """How many cells a full rectangle of it has."""
        return self.last_row * self.last_column

    def reach(self, reference: re.Match[bytes]) -> None:
        """Take in that there is a cell of this reference."""
        self.last_column = max(self.last_column, _column(reference.group(1)) + 1)
        self.last_row = max(self.last_row, int(reference.group(2)))


@dataclass(frozen=True)
class Part:
    """One sheet's part of a file; without a name (another kind of file) nothing is found in it."""

    content: bytes = field(repr=False)
    name: str | None

    @cached_property
    def scan(self) -> Scan:
        """What the part holds; searched once, when first asked for."""
        found = Scan()
        if self.name is None:
            return found
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive, archive.open(self.name) as stream:
                rest = b""
                while chunk := stream.read(_CHUNK):
                    text = rest + chunk
                    _search(text, found)
                    # A cell may lie across two chunks: keep what follows the last whole one.
                    cut = text.rfind(b"</c>")
                    rest = text[cut + 4 :] if cut >= 0 else text[-_CHUNK:]
        except (zipfile.BadZipFile, KeyError):
            return Scan()
        return found


def _search(text: bytes, found: Scan) -> None:
    """Search a piece of a sheet's XML: errors, cells far to the right, and its last cell."""
    if b't="e"' in text:
        for match in _ERROR_CELL.finditer(text):
            place = _REFERENCE.search(match.group(0))
            if place is not None:
                shown = _SHOWN.search(match.group(1))
                word = shown.group(1).decode("ascii", "replace") if shown else "#N/A"
                found.errors.setdefault(int(place.group(2)), {})[_column(place.group(1))] = word
    for reference in _FAR_REFERENCE.finditer(text):
        found.reach(reference)
    last = _REFERENCE.search(text, max(0, text.rfind(b"<c ")))
    if last is not None:
        found.reach(last)


def _column(letters: bytes) -> int:
    """The index of a column, counted from 0, by its letters."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def sheet_parts(content: bytes) -> dict[str, str]:
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
