"""The smallest .xls, .xlsb and encrypted files that are such, made by hand."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

Cell = str | float | None
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(path: Path, streams: dict[str, bytes]) -> Path:
    """Write an OLE container, the form of .xls and of encrypted workbooks."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    fat: list[int] = []
    body = b""
    starts: dict[str, tuple[int, int]] = {}
    for name, data in padded.items():
        data = data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")
        first, count = len(fat), len(data) // _SECTOR
        starts[name] = (first, len(data))
        fat += [*range(first + 1, first + count), _END]
        body += data
    directory = _entry("Root Entry", 5, 1, _END, 0)
    for at, (name, (first, size)) in enumerate(starts.items(), 1):
        following = at + 1 if at < len(starts) else _FREE
        directory += _entry(name, 2, _FREE, first, size, following)
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    directory_at = len(fat)
    count = len(directory) // _SECTOR
    fat += [*range(directory_at + 1, directory_at + count), _END]
    fat_at = len(fat)
    fat.append(_FAT)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    assert len(table) == _SECTOR, "one sector of allocations is all that a test needs"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory_at, 0, 4096, _END, 0, _END, 0
    )
    head += struct.pack("<109I", fat_at, *[_FREE] * 108)
    path.write_bytes(head.ljust(_SECTOR, b"\0") + body + directory + table)
    return path


def _entry(name: str, kind: int, child: int, start: int, size: int, following: int = _FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", _FREE, following, child if kind == 5 else _FREE)
    return (entry + bytes(36) + struct.pack("<IQ", start, size)).ljust(128, b"\0")


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xls(
    path: Path, name: str, rows: Sequence[Sequence[Cell]], errors: Sequence[tuple[int, int]] = ()
) -> Path:
    """Write an .xls of one sheet: texts, numbers, and error cells (#N/A) at places counted from 0."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    end = _record(0x000A, b"")
    label = name.encode("ascii")
    sheet_at = len(begin) + len(_record(0x0085, bytes(8 + len(label)))) + len(end)
    bound = _record(0x0085, struct.pack("<IHBB", sheet_at, 0, len(label), 0) + label)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            where = struct.pack("<HHH", at, place, 0)
            if (at, place) in errors:
                sheet += _record(0x0205, where + bytes((0x2A, 1)))
            elif isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += _record(0x0204, where + struct.pack("<HB", len(cell), 1) + text)
            elif cell is not None:
                sheet += _record(0x0203, where + struct.pack("<d", cell))
    return ole(path, {"Workbook": begin + bound + end + sheet + end})


def _part(kind: int, data: bytes) -> bytes:
    head = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size = len(data)
    length = b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes((low | (0x80 if size else 0),))
        if not size:
            return head + length + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path: Path, name: str, rows: Sequence[Sequence[Cell]], far: tuple[int, int] | None = None) -> Path:
    """Write an .xlsb of one sheet of texts and numbers; ``far`` puts a text in one more cell."""
    width = max(map(len, rows), default=1)
    sheet = _part(0x81, b"") + _part(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    sheet += _part(0x91, b"")
    lines = [(at, list(enumerate(row))) for at, row in enumerate(rows)]
    if far is not None:
        lines.append((far[0], [(far[1], "stray")]))
    for at, cells in lines:
        sheet += _part(0, struct.pack("<IIHHB", at, 0, 300, 0, 0) + struct.pack("<I", 0))
        for place, cell in cells:
            where = struct.pack("<II", place, 0)
            if isinstance(cell, str):
                sheet += _part(6, where + _wide(cell))
            elif cell is not None:
                sheet += _part(5, where + struct.pack("<d", cell))
    sheet += _part(0x92, b"") + _part(0x82, b"")
    book = _part(0x83, b"") + _part(0x8F, b"")
    book += _part(0x9C, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
    book += _part(0x90, b"") + _part(0x84, b"")
    urn = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{urn}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", links)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
