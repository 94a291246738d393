"""Reading an authority's workbook: every row is imported or listed, and every change is said.

Two passes: first what each sheet is and where its columns stand, then its cells. A row with a
child's id is never dropped unsaid, since a child dropped from the frame could never be drawn.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path

from sampling.caseload.annex_a import checks, specification
from sampling.caseload.annex_a.headers import SEARCHED_ROWS, Identity, Layout, identify, lay_out
from sampling.caseload.annex_a.problems import Problem, ProblemLog, column_letter
from sampling.caseload.annex_a.rows import SheetRows, read_rows
from sampling.caseload.annex_a.specification import Specification
from sampling.caseload.annex_a.workbook import Raw, Sheet, open_sheets
from sampling.caseload.lists import ListRow
from sampling.errors import FileError


@dataclass(frozen=True, slots=True)
class ListReport:
    """What became of one list.

    Attributes:
        list: its number.
        sheet: the sheet it stands on.
        header_row: the row of its headers, as Excel shows it.
        rows: rows below that hold anything.
        imported: rows taken; the others are each listed as a problem.
    """

    list: int
    sheet: str
    header_row: int
    rows: int
    imported: int


@dataclass(frozen=True)
class ImportResult:
    """A workbook as read.

    Attributes:
        lists: what became of each list found, by number.
        rows: the rows taken, by list number; every list has an entry.
        missing_lists: numbers of lists that the workbook does not hold.
        problems: everything to say, the worst first.
        census_date: the day that dates were checked against.
        suggested_census_date: the latest day in the lists, as a guess at when they were drawn; None
            where no list holds a date.
    """

    lists: tuple[ListReport, ...]
    rows: Mapping[int, Sequence[ListRow]]
    missing_lists: tuple[int, ...]
    problems: tuple[Problem, ...]
    census_date: date | None
    suggested_census_date: date | None

    @property
    def ok(self) -> bool:
        """Whether no row would be lost."""
        return not any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True)
class _Found:
    """A sheet that is a list, with its rows ready to be read on."""

    sheet: Sheet
    layout: Layout
    rows: Iterable[Sequence[Raw]]


def read(path: Path, census_date: date | None = None) -> ImportResult:
    """Read a workbook of lists.

    Args:
        path: the workbook.
        census_date: the day the lists were drawn; where None, the suggested one is checked against.

    Raises:
        FileError: if it is no workbook, or holds none of the lists.
    """
    return read_sheets(path.name, open_sheets(path), census_date)


def read_sheets(name: str, sheets: Iterable[Sheet], census_date: date | None = None) -> ImportResult:
    """Read lists from sheets, however they were opened; otherwise as ``read``.

    Args:
        name: what to call the whole in errors.
        sheets: the sheets in order.
        census_date: as for ``read``.
    """
    with _collector_at_rest():
        return _read_sheets(name, sheets, census_date)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking rows, which hold no cycles, over and over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_sheets(name: str, sheets: Iterable[Sheet], census_date: date | None) -> ImportResult:
    """The two passes, and the checks across rows."""
    known = specification.load()
    log = ProblemLog()
    found = _find_lists(name, sheets, known, log)
    taken: dict[int, SheetRows] = {}
    for number in sorted(found):
        one = found[number]
        _say_columns(one.sheet.name, one.layout, log)
        taken[number] = read_rows(one.sheet, one.layout, one.rows, known, log)
    rows = {spec.number: taken[spec.number].rows if spec.number in taken else [] for spec in known.lists}
    days = set[date]().union(*(one.days for one in taken.values()))
    suggested = checks.latest_day(days)
    census = census_date or suggested
    late = census is not None and max(days, default=census) > census
    layouts = {number: (one.sheet.name, one.layout) for number, one in found.items()}
    checks.check(rows, layouts, census, late, log)
    return ImportResult(
        lists=tuple(
            ListReport(
                number,
                found[number].sheet.name,
                found[number].layout.header_row,
                taken[number].read,
                len(taken[number].rows),
            )
            for number in sorted(found)
        ),
        rows=rows,
        missing_lists=tuple(spec.number for spec in known.lists if spec.number not in found),
        problems=log.problems(),
        census_date=census,
        suggested_census_date=suggested,
    )


def _find_lists(
    name: str, sheets: Iterable[Sheet], known: Specification, log: ProblemLog
) -> dict[int, _Found]:
    """The lists of a workbook by number; what is odd about a sheet is said."""
    found: dict[int, _Found] = {}
    send = False
    for sheet in sheets:
        rows = sheet.rows()
        first = list(islice(rows, SEARCHED_ROWS))
        identity = identify(sheet.name, first, known)
        send = send or identity.kind == "send"
        if identity.kind != "list" or identity.list is None:
            _say_not_read(sheet, identity, bool(first), log)
            continue
        if held := found.get(identity.list):
            if not (held.sheet.hidden and not sheet.hidden):
                _say_twice(identity.list, held.sheet, sheet, log)
                continue
            _say_twice(identity.list, sheet, held.sheet, log)
        _say_how_found(sheet, identity, log)
        layout = lay_out(first, known.numbered(identity.list))
        found[identity.list] = _Found(sheet, layout, chain(first, rows))
    if not found:
        if send:
            raise FileError(f"{name}: this is the area SEND Annex A, not the lists of an ILACS inspection")
        raise FileError(f"{name}: none of its sheets is one of the lists of Annex A")
    return found


def _say_not_read(sheet: Sheet, identity: Identity, filled: bool, log: ProblemLog) -> None:
    """Say why a sheet is not read, unless it is one that nobody would miss."""
    if identity.kind == "mismatch":
        log.add(
            "error",
            "sheet-mismatch",
            f"is named List {identity.list}, but its headers are those of List {identity.looks_like}; "
            "not read: rename it",
            sheet=sheet.name,
        )
    elif identity.kind == "headless" and filled:
        log.add(
            "error",
            "no-headers",
            f"no row of List {identity.list}'s headers in the first {SEARCHED_ROWS} rows; not read",
            sheet=sheet.name,
        )
    elif identity.kind == "send":
        log.add("warning", "send-list", "is a list of the area SEND inspection; not read", sheet=sheet.name)
    else:
        log.add("note", "other-sheet", "is none of the lists; not read", sheet=sheet.name)


def _say_twice(number: int, kept: Sheet, other: Sheet, log: ProblemLog) -> None:
    log.add(
        "error",
        "list-twice",
        f"List {number} found twice: '{kept.name}' is read, '{other.name}' is not; keep one",
        sheet=other.name,
    )


def _say_how_found(sheet: Sheet, identity: Identity, log: ProblemLog) -> None:
    """Say what a person who opens the workbook would not expect."""
    if sheet.hidden:
        log.add("warning", "hidden-sheet", "is hidden, and was read", sheet=sheet.name)
    if not identity.by_name:
        message = f"its headers are those of List {identity.list}; read as such"
        log.add("note", "list-by-headers", message, sheet=sheet.name)


def _say_columns(sheet: str, layout: Layout, log: ProblemLog) -> None:
    """Say which columns are missing, repeated or unknown."""
    for column in layout.missing:
        log.add("warning", "missing-column", "the column is missing", sheet=sheet, header=column.header)
    for place in layout.repeated:
        used = layout.place(place.column.key)
        log.add(
            "warning",
            "repeated-column",
            f"means the same as column {column_letter(used.index) if used else '?'}, which is read instead",
            sheet=sheet,
            row=layout.header_row,
            column=column_letter(place.index),
            header=place.header,
        )
    for index, header in layout.unknown:
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
