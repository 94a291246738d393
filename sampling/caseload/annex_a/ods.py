"""How far the cells of an .ods reach, before it is laid out in memory.

A row or a cell of an .ods may be said to be repeated a million times, so a small file can stand for
more cells than there is memory. Empty repeats at the end are usual and harmless.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from sampling.caseload.annex_a.archive import Archive
from sampling.caseload.annex_a.xlsx import careful_parser
from sampling.errors import FileError

CONTENT = "content.xml"
_PARTS = "META-INF/manifest.xml"
_MOST_PARTS = 4_000_000
_VALUES = (
    "office:value-type",
    "office:value",
    "office:date-value",
    "office:string-value",
    "table:formula",
)


@dataclass
class _Reach:
    """Where the parser stands in the present sheet, and how far its filled cells reach.

    Attributes:
        sheets: by sheet, in order: the rows and columns up to its last filled cell.
        spread: characters of all texts, each as often as it is repeated.
    """

    sheets: list[tuple[int, int]] = field(default_factory=list)
    spread: int = 0
    row: int = 0
    row_repeat: int = 1
    column: int = 0
    cell_repeat: int = 1
    filled: bool = False
    rows: int = 0
    columns: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match name:
            case "table:table":
                self.row = self.rows = self.columns = 0
            case "table:table-row":
                self.row_repeat = _times(attributes.get("table:number-rows-repeated"))
                self.column, self.filled = 0, False
            case "table:table-cell" | "table:covered-table-cell":
                self.cell_repeat = _times(attributes.get("table:number-columns-repeated"))
                if any(key in attributes for key in _VALUES):
                    self._fill()
                self.column += self.cell_repeat

    def text(self, data: str) -> None:
        """Text inside a cell."""
        self.spread += len(data) * self.cell_repeat * self.row_repeat

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "table:table-row":
            self.row += self.row_repeat
            if self.filled:
                self.rows = self.row
        elif name == "table:table":
            self.sheets.append((self.rows, self.columns))

    def _fill(self) -> None:
        self.filled = True
        self.columns = max(self.columns, self.column + self.cell_repeat)


def _times(text: str | None) -> int:
    """A count of repeats; a longer number than nine digits is beyond every limit anyway."""
    return max(1, int(text[:9])) if text and text.isascii() and text.isdigit() else 1


def is_locked(archive: Archive) -> bool:
    """Whether an .ods has a password: its list of parts then says how each is encrypted.

    Raises:
        FileError: if that list is damaged.
    """
    return _PARTS in archive.names and b"encryption-data" in archive.read(_PARTS, _MOST_PARTS)


def reach(archive: Archive) -> tuple[int, int]:
    """How many cells an .ods stands for when every sheet is laid out, and how many characters.

    Raises:
        FileError: if its content is damaged, or declares a document type.
    """
    found = _Reach()
    parser = careful_parser(archive.name)
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.buffer_text = True
    try:
        for piece in archive.stream(CONTENT):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FileError(f"{archive.name}: is damaged; save it again") from error
    return sum(rows * columns for rows, columns in found.sheets), found.spread
