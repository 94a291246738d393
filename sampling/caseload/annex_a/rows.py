"""Reading the rows of one list: each is taken, or said to be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from sampling.caseload.annex_a.bare import Bare
from sampling.caseload.annex_a.cells import ColumnReader, Remark, read_id
from sampling.caseload.annex_a.headers import Layout, Place
from sampling.caseload.annex_a.left_out import (
    ADOPTERS,
    LONGEST_ID,
    TOTALS,
    Reading,
    drop_copies,
    is_legend,
    is_no_child,
    is_remark,
    leave_out,
    say_legend,
    say_lone_id,
    say_odd_id,
)
from sampling.caseload.annex_a.months_first import say_months_first
from sampling.caseload.annex_a.other_tables import heads, is_header, leave_below, say_above, take_headers
from sampling.caseload.annex_a.problems import ProblemLog
from sampling.caseload.annex_a.sheet_remarks import say_empty, say_hidden, say_no_ids
from sampling.caseload.annex_a.specification import Specification
from sampling.caseload.annex_a.workbook import Raw, Sheet
from sampling.caseload.annex_a.xlsx import ErrorCells
from sampling.caseload.lists import ListTable, Value

BATCH = 4_000
"""Rows read together."""


@dataclass(slots=True)
class SheetRows:
    """The rows of one list.

    Attributes:
        rows: those taken, in the sheet's order.
        read: how many hold anything, taken or not.
        days: every different day in them, births apart.
        left: the first few of those not taken, as they stand, by their numbers.
    """

    rows: ListTable
    read: int = 0
    days: set[date] = field(default_factory=set)
    left: Mapping[int, Sequence[Raw]] = field(default_factory=dict)


def read_rows(
    sheet: Sheet,
    layout: Layout,
    rows: Iterable[Sequence[Raw]],
    specification: Specification,
    log: ProblemLog,
) -> SheetRows:
    """The rows below a sheet's headers, with what is wrong said to the log.

    Args:
        sheet: where they stand.
        layout: which column is which.
        rows: the sheet's rows from row 1 on.
        specification: the lists and code sets.
        log: takes what there is to say.
    """
    found = SheetRows(ListTable(layout.spec.number))
    id_place = layout.place(layout.spec.row_key[0])
    below = iter(rows)
    above = list(islice(below, layout.header_row))
    found.read = say_above(sheet.label, layout, above, specification, log)
    if id_place is None:
        found.read += say_no_ids(sheet.label, layout, below, log)
        return found
    reading = _reading(sheet, layout, id_place, specification, log)
    bare = Bare(reading)
    empty = 0
    for batch in _batches(below, layout, sheet.errors()):
        empty += batch.empty
        taken = _children_of(reading, batch, specification)
        bare.look(taken.numbers, taken.rows)
        found.read += len(batch.rows)
        blank = _read_columns(reading, taken)
        found.read -= blank
        empty += blank
    found.rows = reading.table.without(reading.dropped) if reading.dropped else reading.table
    for reader in reading.readers:
        if reader.column.type == "date" and reader.column.key != "dob":
            found.days.update(value for value in reader.values() if isinstance(value, date))
    say_months_first(reading, found.rows)
    found.left = reading.left
    say_hidden(sheet, layout, found.rows, log)
    say_empty(sheet.label, empty, found.read, log)
    return found


def _reading(
    sheet: Sheet, layout: Layout, id_place: Place, specification: Specification, log: ProblemLog
) -> Reading:
    places = [place for place in layout.places if place is not id_place]
    children = layout.spec.number != ADOPTERS
    keys = [id_place.column.key, *(place.column.key for place in places)]
    blanks = specification.blanks | specification.blanks_but_in_text
    return Reading(
        sheet=sheet.label,
        layout=layout,
        log=log,
        id_place=id_place,
        places=places,
        readers=[
            ColumnReader(place.column, specification, children=children, shift=sheet.day_shift)
            for place in places
        ],
        keys=keys,
        blanks=blanks,
        table=ListTable(layout.spec.number, keys),
        strange=blanks | TOTALS | {text for text in specification.headers if text.isalnum()},
    )


@dataclass(slots=True)
class _Batch:
    """Some neighbouring rows that hold anything, with their numbers, and how many between hold nothing."""

    rows: list[tuple[int, Sequence[Raw]]]
    empty: int


def _batches(rows: Iterator[Sequence[Raw]], layout: Layout, errors: ErrorCells) -> Iterator[_Batch]:
    """The rows below the headers, some thousands at a time, each as wide as the list."""
    width = max(place.index for place in layout.places) + 1
    lacking: list[Raw] = [""] * width
    number = layout.header_row + 1
    while some := list(islice(rows, BATCH)):
        numbers = range(number, number + len(some))
        number += len(some)
        batch = _Batch([], 0)
        if errors.keys().isdisjoint(numbers) and all(map(any, some)) and min(map(len, some)) >= width:
            # As nearly always: every row as wide as the list, and something in each.
            batch.rows = list(zip(numbers, some, strict=True))
            yield batch
            continue
        for at, given in zip(numbers, some, strict=True):
            row = given if at not in errors else _put_back(given, errors[at])
            if not any(row):
                batch.empty += 1
                continue
            if len(row) < width:
                row = [*row, *lacking[len(row) :]]
            batch.rows.append((at, row))
        yield batch


def _put_back(given: Sequence[Raw], unseen: Mapping[int, str]) -> list[Raw]:
    """A row with what its reader gives as blanks put back."""
    row = list(given)
    for index, word in unseen.items():
        row += [""] * (index + 1 - len(row))
        if row[index] == "":
            row[index] = word
    return row


@dataclass(slots=True)
class _Taken:
    """Rows that are a child's: their numbers, the children, their cells, and what is remarked of ids."""

    numbers: list[int]
    children: list[str]
    rows: list[Sequence[Raw]]
    remarks: list[tuple[int, Remark]]


def _children_of(reading: Reading, batch: _Batch, known: Specification) -> _Taken:
    """The rows of a batch that are a child's; the others are said to be left out."""
    taken = _Taken([], [], [], [])
    place, blanks, strange = reading.id_place.index, reading.blanks, reading.strange
    first = reading.layout.header_row + 1
    for number, row in batch.rows:
        if reading.below:
            leave_below(reading, number)
            reading.keep(number, row)
            continue
        if number == first and is_legend(row):
            say_legend(reading, number)
            reading.keep(number, row)
            continue
        given = row[place]
        # Nearly all ids are plain; to see that here spares two calls a row.
        if (
            type(given) is str
            and given.isascii()
            and given.isalnum()
            and len(given) <= LONGEST_ID
            and given.casefold() not in strange
        ):
            taken.numbers.append(number)
            taken.children.append(given)
            taken.rows.append(row)
            continue
        child, remark = read_id(given, blanks)
        if is_header(child, known) and heads(row, known):
            take_headers(reading, number, row, known)
            reading.keep(number, row)
            continue
        if not child or is_no_child(child) or is_remark(child, row):
            if leave_out(reading, number, row, child):
                reading.keep(number, row)
                continue
            child = ""
        say_odd_id(reading, number, child)
        if remark is not None and child:
            taken.remarks.append((len(taken.rows), remark))
        taken.numbers.append(number)
        taken.children.append(child)
        taken.rows.append(row)
    return taken


def _read_columns(reading: Reading, taken: _Taken) -> int:
    """Rows read column by column, which costs half of cell by cell; gives how many turned out empty."""
    if not taken.rows:
        return 0
    raw = list(zip(*taken.rows, strict=False))
    columns: list[Sequence[Value]] = [taken.children]
    remarked: dict[int, list[tuple[Place, Remark]]] = {}
    for at, remark in taken.remarks:
        remarked.setdefault(at, []).append((reading.id_place, remark))
    for place, reader in zip(reading.places, reading.readers, strict=True):
        cells = raw[place.index]
        columns.append(list(map(reader.__getitem__, cells)))
        remarks = reader.remarks
        if remarks:
            for at in [at for at, cell in enumerate(cells) if cell in remarks]:
                remarked.setdefault(at, []).append((place, remarks[cells[at]]))
    table, dropped = reading.table, reading.dropped
    begin = len(table)
    table.extend(taken.numbers, columns)
    for at in sorted(remarked):
        if taken.children[at]:
            said = remarked[at]
            if all(column[at] is None for column in columns[1:]):
                say_lone_id(reading, taken.numbers[at], taken.children[at])
                said = [(place, remark) for place, remark in said if remark.code != "blank"]
            originals = _say_remarks(reading, taken.numbers[at], said)
            if originals:
                table.originals[begin + at] = originals
    blank = {begin + at for at, child in enumerate(taken.children) if not child}
    dropped |= blank
    drop_copies(reading, begin, list(_keys(reading, columns)), blank)
    return len(blank)


def _keys(reading: Reading, columns: Sequence[Sequence[Value]]) -> Iterable[tuple[Value, ...]]:
    """For each row what makes it the same as another; a column that the sheet lacks counts as blank."""
    lacking = [None] * len(columns[0])
    places = [reading.keys.index(key) if key in reading.keys else None for key in reading.layout.spec.row_key]
    return zip(*(lacking if place is None else columns[place] for place in places), strict=True)


def _say_remarks(reading: Reading, row: int, remarks: list[tuple[Place, Remark]]) -> dict[str, str]:
    """Say what there is to say of a row's cells; gives the texts of those that were changed."""
    originals: dict[str, str] = {}
    for place, remark in remarks:
        if remark.severity is not None:
            reading.say(place, row, remark.severity, remark.code, remark.message)
        if remark.original is not None:
            originals[place.column.key] = remark.original
    return originals
