"""Finding the lists: which sheet is which list, which column is which, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from sampling.caseload.annex_a.headers import SEARCHED_ROWS, Identity, Layout, Place, identify, lay_out
from sampling.caseload.annex_a.problems import ProblemLog, column_letter
from sampling.caseload.annex_a.specification import FAMILY, Specification
from sampling.caseload.annex_a.workbook import Raw, Sheet
from sampling.errors import FileError

_UNKNOWN_NAMED = 100
"""Headers of a sheet that are no known columns, named one by one."""

_OTHERS_NAMED = 20
"""Sheets that are no list, named one by one."""


@dataclass(frozen=True)
class Found:
    """A sheet that is a list, with its rows ready to be read on."""

    sheet: Sheet
    layout: Layout
    rows: Iterable[Sequence[Raw]]


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One header of a list, and what became of it.

    Attributes:
        list: the list's number.
        sheet: the sheet.
        column: its letter.
        header: the header as given.
        key: the column it was read as; empty where it was not read.
        label: that column's label for a screen, empty likewise.
        why: why it was read so, or why it was not, in a few words.
    """

    list: int
    sheet: str
    column: str
    header: str
    key: str
    label: str
    why: str


def find_lists(
    name: str, sheets: Iterable[Sheet], known: Specification, log: ProblemLog, family: str = ""
) -> dict[int, Found]:
    """The lists among sheets, by number; what is odd about a sheet is said.

    Args:
        name: what to call the whole in errors.
        sheets: the sheets, in order.
        known: the lists and code sets.
        log: takes what there is to say.
        family: the header of the column that gives siblings, where a person has named one.

    Raises:
        FileError: if none of the sheets is a list.
    """
    found: dict[int, Found] = {}
    send = False
    others: list[str] = []
    for sheet in sheets:
        rows = sheet.rows()
        first = list(islice(rows, SEARCHED_ROWS))
        identity = identify(sheet.name.rpartition("/")[2], first, known)
        send = send or identity.kind == "send"
        if identity.kind != "list" or identity.list is None:
            if identity.kind == "other":
                others.append(sheet.label)
            else:
                _say_not_read(sheet, identity, _filled(first, rows), log)
            continue
        if held := found.get(identity.list):
            if not (held.sheet.hidden and not sheet.hidden):
                _say_twice(identity.list, held.sheet, sheet, _filled(first, rows), log)
                continue
            _say_twice(identity.list, sheet, held.sheet, _filled(held.rows), log)
        _say_how_found(sheet, identity, log)
        layout = lay_out(first, known.numbered(identity.list), family)
        found[identity.list] = Found(sheet, layout, chain(first, rows))
    _say_others(others, log)
    if not found:
        if send:
            raise FileError(f"{name}: this is the area SEND Annex A, not the lists of an ILACS inspection")
        raise FileError(f"{name}: {_none_of_them(log)}")
    return found


def _none_of_them(log: ProblemLog) -> str:
    """Why no list was found, as far as a sheet was nearly one."""
    nearly = [one.line for one in log.problems() if one.severity != "note"]
    if not nearly:
        return "not a workbook or CSV of lists: none of its sheets is one of Annex A's"
    more = f" (and {len(nearly) - 1} more like it)" if len(nearly) > 1 else ""
    return f"no list can be read: {nearly[0]}{more}"


def _filled(*rows: Iterable[Sequence[Raw]]) -> int:
    """How many rows hold anything."""
    return sum(1 for row in chain(*rows) if any(row))


def _say_others(sheets: Sequence[str], log: ProblemLog) -> None:
    """Say which sheets are none of the lists: the first few by name."""
    for label in sheets[:_OTHERS_NAMED]:
        log.add("note", "other-sheet", "is none of the lists; not read", sheet=label)
    more = len(sheets) - _OTHERS_NAMED
    if more > 0:
        log.add("note", "other-sheet", "further sheets are none of the lists; not read", count=more)


def _say_not_read(sheet: Sheet, identity: Identity, filled: int, log: ProblemLog) -> None:
    """Say why a sheet is not read that may be missed, and how many of its rows hold anything."""
    label, lost = sheet.label, max(1, filled)
    if identity.kind == "mismatch":
        log.add(
            "error",
            "sheet-mismatch",
            f"is named List {identity.list}, but its headers are those of List {identity.looks_like}; "
            "not read: rename it",
            sheet=label,
            count=max(1, filled - 1),
        )
    elif identity.kind == "headless" and filled:
        message = f"no row of List {identity.list}'s headers in the first {SEARCHED_ROWS} rows; not read"
        log.add("error", "no-headers", message, sheet=label, count=lost)
    elif identity.kind == "ambiguous":
        message = (
            "its headers fit two lists alike, and its name says neither; not read: give each list a sheet of "
            "its own, named List 1 to 11"
        )
        log.add("error", "ambiguous-sheet", message, sheet=label, count=lost)
    elif identity.kind == "children":
        message = (
            "has a column of children's ids, but is none of the lists by its name or headers; not read: "
            "if it is one, name it List 1 to 11"
        )
        log.add("warning", "other-sheet", message, sheet=label, count=lost)
    elif identity.kind == "send":
        log.add("warning", "send-list", "is a list of the area SEND inspection; not read", sheet=label)


def _say_twice(number: int, kept: Sheet, other: Sheet, filled: int, log: ProblemLog) -> None:
    message = (
        f"List {number} found twice: '{kept.label}' is read, '{other.label}' is not; keep one, or put both "
        "parts of a list on one sheet"
    )
    log.add("error", "list-twice", message, sheet=other.label, count=max(1, filled - 1))


def _say_how_found(sheet: Sheet, identity: Identity, log: ProblemLog) -> None:
    """Say what a person who opens the workbook would not expect."""
    if sheet.hidden:
        log.add("warning", "hidden-sheet", "is hidden, and was read", sheet=sheet.label)
    if not identity.by_name:
        message = f"its headers are those of List {identity.list}; read as such"
        log.add("note", "list-by-headers", message, sheet=sheet.label)


def say_columns(sheet: str, layout: Layout, log: ProblemLog) -> None:
    """Say which columns are missing, repeated, ambiguous or unknown.

    Args:
        sheet: what to call the sheet.
        layout: which column is which.
        log: takes what there is to say.
    """
    if layout.two_rows:
        message = f"its headers stand in rows {layout.first_header_row} and {layout.header_row}, read as one"
        log.add("note", "headers-in-two-rows", message, sheet=sheet, row=layout.header_row)
    for column in layout.missing:
        log.add("warning", "missing-column", "the column is missing", sheet=sheet, header=column.header)
    for place in layout.repeated:
        _say_header(place, layout, sheet, log, "repeated-column", _instead(place, layout))
    for places in layout.ambiguous:
        for place in places:
            _say_header(place, layout, sheet, log, "ambiguous-column", _unclear(place, places))
    for index, header in layout.unknown[:_UNKNOWN_NAMED]:
        meant = layout.meant(header)
        log.add(
            "warning" if meant else "note",
            "unknown-header",
            f"is not a known column; is '{meant}' meant?" if meant else "is not a known column; not read",
            sheet=sheet,
            row=layout.header_row,
            column=column_letter(index),
            header=header,
        )
    more = len(layout.unknown) - _UNKNOWN_NAMED
    if more > 0:
        message = "further headers are no known columns; not read"
        log.add("note", "unknown-header", message, sheet=sheet, row=layout.header_row, count=more)


def _say_header(place: Place, layout: Layout, sheet: str, log: ProblemLog, code: str, message: str) -> None:
    log.add(
        "warning",
        code,
        message,
        sheet=sheet,
        row=layout.header_row,
        column=column_letter(place.index),
        header=place.header,
    )


def _instead(place: Place, layout: Layout) -> str:
    used = layout.place(place.column.key)
    return f"means the same as column {column_letter(used.index) if used else '?'}, which is read instead"


def _unclear(place: Place, places: Sequence[Place]) -> str:
    others = " and ".join(column_letter(other.index) for other in places if other is not place)
    return f"may mean '{place.column.header}', and so may column {others}; none is read: keep one"


def matches(sheet: str, layout: Layout) -> tuple[ColumnMatch, ...]:
    """What became of every header of a list, from left to right.

    Args:
        sheet: what to call the sheet.
        layout: which column is which.
    """
    number = layout.spec.number

    def match(index: int, header: str, place: Place | None, why: str) -> tuple[int, ColumnMatch]:
        key, label = (place.column.key, place.column.label) if place is not None else ("", "")
        return index, ColumnMatch(number, sheet, column_letter(index), header, key, label, why)

    found = [match(place.index, place.header, place, _why(place)) for place in layout.places]
    found += [match(p.index, p.header, None, _instead(p, layout)) for p in layout.repeated]
    found += [
        match(place.index, place.header, None, _unclear(place, places))
        for places in layout.ambiguous
        for place in places
    ]
    found += [match(index, header, None, "is not a known column") for index, header in layout.unknown]
    return tuple(one for _, one in sorted(found, key=lambda item: item[0]))


def _why(place: Place) -> str:
    """Why a header was read as its column."""
    if place.column.key == FAMILY:
        return "gives the child's family"
    if place.header == place.column.header.strip():
        return "the template's header"
    if place.official:
        return "the template's header, but for case, spaces or marks"
    return f"another wording of '{place.column.header.strip()}'"
