"""Reading a CSV as a sheet: whatever its encoding and separator, with the rows that Excel would show."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from functools import partial

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.folding import fold_header
from sampling.caseload.annex_a.workbook import FileRemark, Raw, Sheet, Source
from sampling.errors import FileError

SEPARATORS = ",;\t|"
"""What may stand between cells; the first is taken where nothing tells."""

_SAMPLE = 100_000
_SEARCHED_ROWS = 10
_LONGEST_CELL = 1_000_000
_CELLS_OF_A_ROW = 4  # separators in one line of a cell: the shortest list has seven columns
_ZEROS_OF_UTF_16 = 0.2
_MARKUP = re.compile(rb"<[!?a-z/]|mime-version:")
_NO_TEXT = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def open_table(name: str, content: bytes) -> Source | None:
    """The one sheet of a CSV; None where the file is no text.

    Args:
        name: the file's name, also the sheet's.
        content: the file.
    """
    found = _decode(content)
    if found is None:
        return None
    text, encoding = found
    text, separator = _separator(text)
    remarks: tuple[FileRemark, ...] = ()
    if encoding == "cp1252" and not text.isascii():
        message = f"{name} is not UTF-8; read as Windows-1252, so look at a few names with accents"
        remarks = (FileRemark("note", "encoding", message),)
    return Source((Sheet(name, False, partial(_rows, name, text, separator), dict),), remarks)


def _decode(content: bytes) -> tuple[str, str] | None:
    """A file's text and encoding: UTF-8 or UTF-16, with or without a mark, else what Windows writes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16")
    if content.startswith(_NO_TEXT) or is_markup(content):
        return None
    zeros = content[:_SAMPLE].count(0)
    if zeros:
        if zeros < _ZEROS_OF_UTF_16 * len(content[:_SAMPLE]):
            return None
        return _strictly(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    return _strictly(content, "utf-8-sig") or (content.decode("cp1252", "replace"), "cp1252")


def is_markup(content: bytes) -> bool:
    """Whether a file is a web page or other XML, as some systems save under a workbook's name."""
    return _MARKUP.match(content.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower()) is not None


def _strictly(content: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        return None


def _separator(text: str) -> tuple[str, str]:
    """The text to read and its separator: as its first line tells Excel, else what gives most headers."""
    first = text[:8].split("\n")[0].rstrip("\r")
    if len(first) == 5 and first.casefold().startswith("sep=") and first[4] in SEPARATORS:
        return text.partition("\n")[2], first[4]
    sample = text[:_SAMPLE]

    def score(separator: str) -> tuple[int, int]:
        try:
            rows = [row for row, _ in zip(_parsed(sample, separator), range(_SEARCHED_ROWS), strict=False)]
        except csv.Error:
            return 0, 0
        known = max(
            (len({fold_header(cell) for cell in row} & specification.load().headers) for row in rows),
            default=0,
        )
        return known, max(map(len, rows), default=0)

    return text, max(SEPARATORS, key=score)


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _swallows(cell: str, separator: str) -> bool:
    """Whether a cell of several lines holds whole rows, since its quotation mark was not closed."""
    return any(line.count(separator) >= _CELLS_OF_A_ROW for line in cell.splitlines()[1:])


def _rows(name: str, text: str, separator: str) -> Iterator[list[Raw]]:
    """The rows, counted as Excel counts them: a blank line is a row, and a cell may hold line ends."""
    try:
        for number, row in enumerate(_parsed(text, separator), 1):
            if any(("\n" in cell or "\r" in cell) and _swallows(cell, separator) for cell in row):
                raise FileError(f"{name}: a quotation mark in row {number} is not closed before the next row")
            yield list[Raw](row)
    except csv.Error as error:
        raise FileError(f"{name}: is no sound CSV ({error}); save it again") from error
