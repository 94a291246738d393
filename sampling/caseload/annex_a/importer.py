"""Reading an authority's workbook: every row is imported or listed, and every change is said.

Two passes: first what each sheet is and where its columns stand, then its cells. A row with a
child's id is never dropped unsaid, since a child dropped from the frame could never be drawn.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sampling.caseload.annex_a import checks, specification
from sampling.caseload.annex_a.cells import shown
from sampling.caseload.annex_a.containers import open_source
from sampling.caseload.annex_a.finding import ColumnMatch, find_lists, matches, say_columns
from sampling.caseload.annex_a.problems import Problem, ProblemLog, column_letter
from sampling.caseload.annex_a.rows import SheetRows, read_rows
from sampling.caseload.annex_a.workbook import FileRemark, Raw, Sheet
from sampling.caseload.lists import ListTable
from sampling.text import clean_line

_LONGEST_SHOWN = 100

Tell = Callable[[str], None]
"""Is told a line about how far reading has come; it may hold a sheet's name."""


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
        matches: what became of every header, list by list.
        supplied: by list found, the keys of the columns that it has.
        left: by list and row number, the first few rows that were not taken: each filled cell's column
            letter, and its text.
    """

    lists: tuple[ListReport, ...]
    rows: Mapping[int, ListTable]
    missing_lists: tuple[int, ...]
    problems: tuple[Problem, ...]
    census_date: date | None
    suggested_census_date: date | None
    matches: tuple[ColumnMatch, ...] = ()
    supplied: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    left: Mapping[tuple[int, int], tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether no row would be lost."""
        return not any(problem.severity == "error" for problem in self.problems)


def read(
    path: Path, census_date: date | None = None, *, family: str = "", tell: Tell | None = None
) -> ImportResult:
    """Read an authority's lists.

    Args:
        path: a workbook or CSV, or a folder or zip of several.
        census_date: the day the lists were drawn; where None, the suggested one is checked against.
        family: the header of the column that gives siblings, where it is none of the known ones.
        tell: is told what is being read, a line at a time, for whoever waits.

    Raises:
        FileError: if it cannot be read, or holds none of the lists.
    """
    source = open_source(path)
    return read_sheets(
        path.name, source.sheets, census_date, remarks=source.remarks, family=family, tell=tell
    )


def read_sheets(
    name: str,
    sheets: Iterable[Sheet],
    census_date: date | None = None,
    *,
    remarks: Iterable[FileRemark] = (),
    family: str = "",
    tell: Tell | None = None,
) -> ImportResult:
    """Read lists from sheets, however they were opened; otherwise as ``read``.

    Args:
        name: what to call the whole in errors.
        sheets: the sheets in order.
        census_date: as for ``read``.
        remarks: what there is to say of their files.
        family: as for ``read``.
        tell: as for ``read``.
    """
    log = ProblemLog()
    for remark in remarks:
        log.add(remark.severity, remark.code, remark.message)
    with _collector_at_rest():
        return _read_sheets(name, sheets, census_date, log, family, tell or _untold)


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


def _untold(_line: str) -> None:
    """Nobody waits."""


def _told(sheets: Iterable[Sheet], tell: Tell) -> Iterator[Sheet]:
    for sheet in sheets:
        tell(f"Looking at '{sheet.label}'")
        yield sheet


def _read_sheets(
    name: str, sheets: Iterable[Sheet], census_date: date | None, log: ProblemLog, family: str, tell: Tell
) -> ImportResult:
    """The two passes, and the checks across rows."""
    known = specification.load()
    found = find_lists(name, _told(sheets, tell), known, log, family)
    taken: dict[int, SheetRows] = {}
    for place, number in enumerate(sorted(found), start=1):
        one = found[number]
        tell(f"Reading '{one.sheet.label}', {place} of {len(found)}")
        say_columns(one.sheet.label, one.layout, log)
        taken[number] = read_rows(one.sheet, one.layout, one.rows, known, log)
    rows = {
        spec.number: taken[spec.number].rows if spec.number in taken else ListTable(spec.number)
        for spec in known.lists
    }
    days = set[date]().union(*(one.days for one in taken.values()))
    suggested = checks.latest_day(days)
    census = census_date or suggested
    late = census is not None and max(days, default=census) > census
    layouts = {number: (one.sheet.label, one.layout) for number, one in found.items()}
    tell("Holding the lists against each other")
    checks.check(rows, layouts, census, late, log)
    return ImportResult(
        lists=tuple(
            ListReport(
                number,
                found[number].sheet.label,
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
        matches=tuple(
            match for number in sorted(layouts) for match in matches(layouts[number][0], layouts[number][1])
        ),
        supplied={
            number: tuple(place.column.key for place in layouts[number][1].places)
            for number in sorted(layouts)
        },
        left={
            (number, at): _texts(row) for number, one in sorted(taken.items()) for at, row in one.left.items()
        },
    )


def _texts(row: Sequence[Raw]) -> tuple[tuple[str, str], ...]:
    """A row's filled cells: the column's letter, and the text that a person would see."""
    told = ((column_letter(at), clean_line(_text(cell)).text[:_LONGEST_SHOWN]) for at, cell in enumerate(row))
    return tuple((letter, text) for letter, text in told if text)


def _text(cell: Raw) -> str:
    """A cell as a person in Britain would see it."""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else shown(cell)
