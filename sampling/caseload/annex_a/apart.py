"""Reading a workbook in a process of its own, for kinds whose reader a damaged file can bring down.

A broken .xls, .xlsb or .ods can make the reader give up its whole process, or ask for more memory than
there is. So such a file is read by a child process that may use so much memory and time and no more, and
that hands back texts, numbers and days as JSON, which can do nothing but be read.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess  # to start this module of our own
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sampling.errors import FileError

MOST_MEMORY = 3_000_000_000
"""Bytes that the child may use, where the system can hold it to that."""

MOST_CELLS = 20_000_000
"""The largest area read: some 700 megabytes as the reader lays it out. One stray cell far away would
otherwise ask for more memory than there is."""

MOST_SECONDS = 120.0
"""How long the child may take."""

LOCKED = 3
"""The child's exit status for a workbook with a password."""

BROKEN = 4
"""The child's exit status for a workbook that its reader refuses."""


@dataclass(frozen=True)
class ApartSheet:
    """One sheet as the child gave it.

    Attributes:
        name: as on its tab.
        hidden: whether it is hidden.
        lines: its rows as JSON texts, from row 1 and column A on.
    """

    name: str
    hidden: bool
    lines: tuple[str, ...]

    def rows(self) -> Iterator[list[Any]]:
        """The rows, with days and times as such."""
        for line in self.lines:
            yield [_cell(cell) if isinstance(cell, list) else cell for cell in json.loads(line)]


def read_apart(name: str, content: bytes) -> tuple[ApartSheet, ...]:
    """The sheets of a workbook, read in a process of its own.

    Args:
        name: what to call the file in errors.
        content: the file.

    Raises:
        FileError: if it has a password, is damaged, or is too large for the child.
    """
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        ran = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __name__],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileError(f"{name}: takes over {MOST_SECONDS:.0f} seconds to read; save it as .xlsx") from error
    if ran.returncode == LOCKED:
        raise FileError(f"{name}: is password-protected; save it without a password")
    if ran.returncode:
        raise FileError(
            f"{name}: could not be opened: damaged or password-protected, or too large; "
            "save it again as .xlsx without a password"
        )
    return tuple(_sheets(ran.stdout.decode("utf-8").split("\n")))


def _sheets(lines: list[str]) -> Iterator[ApartSheet]:
    """The sheets that a child wrote: of each a line about it, its rows, and an empty line."""
    rows: list[str] = []
    about: dict[str, Any] = {}
    for line in lines:
        if not line:
            if about:
                yield ApartSheet(str(about["name"]), bool(about["hidden"]), tuple(rows))
            about, rows = {}, []
        elif not about:
            about = json.loads(line)
        else:
            rows.append(line)


def _cell(tagged: list[Any]) -> date | datetime | time | timedelta | str:
    """A day or time, which JSON has no form for."""
    kind, value = tagged
    match kind:
        case "datetime":
            return datetime.fromisoformat(value)
        case "date":
            return date.fromisoformat(value)
        case "time":
            return time.fromisoformat(value)
        case "timedelta":
            return timedelta(seconds=value)
        case _:
            return ""


def _plain(value: object) -> object:
    """A cell that JSON has no form for, with its kind beside it."""
    if isinstance(value, timedelta):
        return ["timedelta", value.total_seconds()]
    if isinstance(value, (datetime, date, time)):
        return [type(value).__name__, value.isoformat()]
    return str(value)


def _child() -> int:
    """What the child does: read the workbook on its stdin and write its sheets on its stdout."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    _hold_memory()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for index, about in enumerate(book.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            hidden = about.visible is not SheetVisibleEnum.Visible
            sheet = book.get_sheet_by_index(index)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                return BROKEN
            _line(json.dumps({"name": about.name, "hidden": hidden}))
            before = [""] * (sheet.start[1] if sheet.start else 0)
            for row in sheet.iter_rows():
                _line(json.dumps(before + row, default=_plain))
            _line("")
    except PasswordError:
        return LOCKED
    except (CalamineError, OSError, MemoryError):
        return BROKEN
    return 0


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")


def _hold_memory() -> None:
    """Hold this process to its memory; Windows has no such limit, and there the system's own one holds."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(_child())
