"""What an authority sends: one workbook, one CSV, or a folder or zip of several of them.

What a file is, is told from its content, never from its name. Nothing is unpacked to disk, so the names
inside a zip lead nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from sampling.caseload.annex_a.archive import Archive
from sampling.caseload.annex_a.tables import is_markup, open_table
from sampling.caseload.annex_a.workbook import FileRemark, Source, is_workbook, open_workbook
from sampling.errors import FileError
from sampling.text import clean_line

MOST_BYTES = 400_000_000
"""The largest file, and the largest sum of several, that is read."""

MOST_FILES = 200
"""How many files one folder or zip may hold."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_KINDS = (
    ("Index/", "is an Apple Numbers document; in Numbers, export it to Excel"),
    ("word/", "is a Word document; copy its tables into a workbook"),
    ("ppt/", "is a PowerPoint presentation, not a workbook"),
)
_UNSEEN = ("__MACOSX", "Thumbs.db", "desktop.ini")
_DATABASE = b"SQLite format 3\0"
_INSPECTION = ".ilacs"


def open_source(path: Path) -> Source:
    """The sheets of everything that a path leads to.

    Args:
        path: a workbook, a CSV, a zip of them, or a folder of them.

    Raises:
        FileError: if it cannot be read, or holds no workbook and no CSV.
    """
    if path.is_dir():
        return _several(path.name or str(path), _in_folder(path))
    content = _bytes_of(path, path.name)
    archive = Archive(path.name, content) if content.startswith(_ZIP) else None
    if archive is not None and not is_workbook(content, archive.names):
        if told := _another_kind(archive):
            raise FileError(f"{path.name}: {told}")
        return _several(path.name, _in_zip(archive))
    source = _one(path.name, content, archive)
    if source is None:
        raise FileError(f"{path.name}: {_why_not(content)}")
    return source


def _one(name: str, content: bytes, archive: Archive | None) -> Source | None:
    """One file's sheets; None where it is neither a workbook nor a CSV."""
    if is_workbook(content, archive.names if archive is not None else ()):
        return open_workbook(name, content, archive)
    return None if archive is not None or not content.strip() else open_table(name, content)


def _several(name: str, files: Iterator[tuple[str, bytes]]) -> Source:
    """The sheets of several files together, each called by its file."""
    sources = []
    remarks = []
    total = 0
    for file, content in files:
        total += len(content)
        if total > MOST_BYTES:
            raise FileError(f"{name}: holds more than {MOST_BYTES:,} bytes; not opened")
        archive = Archive(file, content) if content.startswith(_ZIP) else None
        told = _another_kind(archive) if archive is not None else ""
        source = None if told else _one(file, content, archive)
        if source is None:
            remarks.append(FileRemark("note", "other-file", f"{file} {told or _why_not(content)}; not read"))
        else:
            sources.append((file, source))
    if not sources:
        raise FileError(f"{name}: holds no workbook and no CSV")
    sheets = tuple(
        sheet if sheet.name == file else replace(sheet, file=file)
        for file, source in sources
        for sheet in source.sheets
    )
    return Source(sheets, (*(one for _, source in sources for one in source.remarks), *remarks))


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder and of those in it, by name."""
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and _seen(name):
            found.append((name, path))
        if len(found) > MOST_FILES:
            raise FileError(f"{folder}: holds over {MOST_FILES} files; give the folder of the lists alone")
    for name, path in sorted(found):
        shown = clean_line(name).text
        yield shown, _bytes_of(path, shown)


def _in_zip(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """The files of a zip, by name."""
    names = sorted(name for name in archive.names if _seen(name))
    if len(names) > MOST_FILES:
        raise FileError(f"{archive.name}: holds over {MOST_FILES} files; give one of the lists alone")
    for name in names:
        yield clean_line(name).text, archive.read(name, MOST_BYTES)


def _seen(name: str) -> bool:
    """Whether a person would see the file: not what systems and open programs leave behind."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not any((part.startswith((".", "~$")) and part != "..") or part in _UNSEEN for part in parts)


def _bytes_of(path: Path, name: str) -> bytes:
    if _INSPECTION in path.name.casefold():
        # The inspection may be open in this very program, and whoever closes any handle of a file gives up
        # SQLite's locks on it (see ``sampling.store.held``), so that not even its beginning is looked at.
        return _DATABASE
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileError(f"{name}: is larger than {MOST_BYTES:,} bytes; not opened")
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"{name}: cannot be read ({error.strerror or error})") from error


def _another_kind(archive: Archive) -> str:
    """What a zip is that is another program's document; empty for none that is known."""
    return next(
        (told for start, told in _KINDS if any(part.startswith(start) for part in archive.names)),
        "",
    )


def _why_not(content: bytes) -> str:
    """Why a file is not read, as far as its bytes tell."""
    if not content.strip():
        return "is empty"
    if content.startswith(_DATABASE):
        return "is an inspection or another database, not an authority's lists"
    if content.startswith(_ZIP):
        return "is a zip within a zip" if b".csv" in content else "is no workbook"
    if is_markup(content):
        return "is a web page or XML under another name; open it in Excel and save it as .xlsx"
    return "is not a workbook (.xlsx, .xlsm, .xls, .xlsb or .ods) and not a CSV"
