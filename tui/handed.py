"""Texts that came with an authority's lists: a folder of text or Markdown files named by child id.

A CSV called ``audit-grades`` beside them gives the authority's own audit grades, a child a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sampling.caseload.casefile import Document
from sampling.errors import FileError
from sampling.text import canonical_id, clean, clean_line
from tui.audit_grades import add_audit_grades, is_audit_grades

SUFFIXES = (".txt", ".md", ".markdown")
LARGEST = 2_000_000
"""Bytes of one text; what is larger is no case note and is left out, named."""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_APART = " _-.,"


@dataclass(frozen=True)
class Handed:
    """Documents handed over beside the lists.

    Attributes:
        by_child: each child's documents, in the order of their files' names.
        unmatched: files that no child's id names, or that are no text, with the reason.
    """

    by_child: Mapping[str, Sequence[Document]]
    unmatched: tuple[str, ...]


def documents_from_directory(directory: Path, children: Iterable[str]) -> Handed:
    """Read the texts of a folder.

    A file belongs to the child whose id its name begins with (``1042.txt``, ``1042 visit 2026-01-05.md``)
    or whose id its folder is named by. A day in the name is the document's day; the rest its title. Audit
    grades of a CSV become a short document each, of kind ``audit``.

    Args:
        directory: the folder; folders in it are looked into.
        children: the canonical ids of all children in the lists.

    Raises:
        FileError: if there is no such folder.
    """
    if not directory.is_dir():
        raise FileError(f"{directory}: there is no such folder of documents")
    known = frozenset(children)
    found: dict[str, list[Document]] = {}
    unmatched: list[str] = []
    for path in sorted(item for item in directory.rglob("*") if item.is_file()):
        if is_audit_grades(path):
            unmatched += add_audit_grades(path, known, found)
            continue
        name = clean_line(path.relative_to(directory).as_posix()).text
        if any(part.startswith(".") for part in path.relative_to(directory).parts):
            continue
        child, rest = _child_of(path, directory, known)
        text = _text_of(path) if child else None
        if not child:
            unmatched.append(f"{name}: begins with no child's id")
        elif text is None:
            unmatched.append(f"{name}: no text file, or too large")
        else:
            own = found.setdefault(child, [])
            own.append(_document(len(own) + 1, rest or path.stem, text))
    return Handed(found, tuple(unmatched))


def _child_of(path: Path, directory: Path, known: frozenset[str]) -> tuple[str, str]:
    """The child a file belongs to and the rest of its name; empty for nobody."""
    stem = clean_line(path.stem).text
    for end in range(len(stem), 0, -1):
        if (end == len(stem) or stem[end] in _APART) and canonical_id(stem[:end]) in known:
            return canonical_id(stem[:end]), stem[end:].strip(_APART)
    for parent in path.parents:
        if parent == directory:
            break
        if canonical_id(parent.name) in known:
            return canonical_id(parent.name), stem
    return "", ""


def _text_of(path: Path) -> str | None:
    """A file's text, cleaned; None where it is none."""
    if path.suffix.casefold() not in SUFFIXES:
        return None
    try:
        raw = path.read_bytes() if path.stat().st_size <= LARGEST else b"\0"
    except OSError as error:
        raise FileError(f"{path}: cannot be read ({error.strerror})") from error
    if b"\0" in raw:
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What older Windows programs write; every byte means something in it.
        text = raw.decode("cp1252", "replace")
    return clean(text).text


def _document(place: int, name: str, text: str) -> Document:
    match = _DATE.search(name)
    day = _day(match) if match else None
    title = _DATE.sub("", name, count=1) if day else name
    title = clean_line(title.strip(_APART).replace("_", " ")).text
    return Document(f"G{place:02}", "document", day, title or "Document", "", text)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
