"""How far the cells of an .xlsb reach, before it is laid out in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sampling.caseload.annex_a.archive import Archive

_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE)
_ROW = 0
_CELLS = range(2, 12)
"""Records that hold a cell with something in it; each begins with its column."""


def reach(archive: Archive) -> int:
    """How many cells an .xlsb stands for when every sheet is laid out.

    Raises:
        FileError: if a part is damaged.
    """
    return sum(_area(archive.read(name)) for name in archive.names if _SHEET.fullmatch(name))


def _area(part: bytes) -> int:
    """The rectangle of a sheet's filled cells, from row 1 and column A on."""
    row = rows = columns = 0
    for kind, at, size in _records(part):
        if kind == _ROW and size >= 4:
            row = int.from_bytes(part[at : at + 4], "little") + 1
        elif kind in _CELLS and size >= 4:
            rows = max(rows, row)
            columns = max(columns, int.from_bytes(part[at : at + 4], "little") + 1)
    return rows * columns


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Every record: its kind, where its content begins, and how long that is."""
    at, end = 0, len(part)
    while at < end:
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        yield kind, at, size
        at += size


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number written seven bits a byte, the last byte without its high bit."""
    found = 0
    for place in range(most):
        byte = part[at + place] if at + place < len(part) else 0
        found |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return found, at + place + 1
    return found, at + most
