"""Reading the rows of one list: each is taken, or said to be left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import getitem

from sampling.caseload.annex_a.cells import ColumnReader, Remark, read_id, shown
from sampling.caseload.annex_a.headers import Layout, Place
from sampling.caseload.annex_a.problems import ProblemLog, Severity, column_letter
from sampling.caseload.annex_a.specification import Specification
from sampling.caseload.annex_a.workbook import Raw, Sheet
from sampling.caseload.annex_a.xlsx import ErrorCells
from sampling.caseload.lists import ListRow, Value

_ADOPTERS = 11
_TOTALS = frozenset({"total", "totals", "grand total", "sum", "count"})
_FOOTERS = ("applied filters", "filters applied")


@dataclass(slots=True)
class SheetRows:
    """The rows of one list.

    Attributes:
        rows: those taken, in the sheet's order.
        read: how many hold anything, taken or not.
        days: every different day in them, births apart.
    """

    rows: list[ListRow] = field(default_factory=list)
    read: int = 0
    days: set[date] = field(default_factory=set)


@dataclass(slots=True)
class _Reading:
    """What is needed to read one row and to say what is wrong with it."""

    sheet: str
    layout: Layout
    log: ProblemLog
    id_place: Place
    places: list[Place]
    readers: list[ColumnReader]
    indexes: list[int]
    keys: list[str]
    seen: dict[tuple[Value, ...], list[ListRow]] = field(default_factory=dict)

    def say(
        self, place: Place, row: int, severity: Severity, code: str, message: str, *, apart: bool = False
    ) -> None:
        """Say something of one cell."""
        self.log.add(
            severity,
            code,
            message,
            sheet=self.sheet,
            row=row,
            column=column_letter(place.index),
            header=place.header,
            apart=apart,
        )


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
    found = SheetRows()
    id_place = layout.place(layout.spec.row_key[0])
    if id_place is None:
        wanted = layout.spec.column(layout.spec.row_key[0]).header
        log.add(
            "error", "no-id-column", f"has no column '{wanted}'; none of its rows is read", sheet=sheet.label
        )
        found.read = sum(1 for number, row in enumerate(rows, 1) if number > layout.header_row and any(row))
        return found
    places = [place for place in layout.places if place is not id_place]
    children = layout.spec.number != _ADOPTERS
    readers = [ColumnReader(place.column, specification, children=children) for place in places]
    keys = [id_place.column.key, *(place.column.key for place in places)]
    indexes = [place.index for place in places]
    reading = _Reading(sheet.label, layout, log, id_place, places, readers, indexes, keys)
    width = max(place.index for place in layout.places) + 1
    errors = sheet.errors()
    blanks = specification.blanks | specification.blanks_but_in_text
    empty = 0
    for number, row in enumerate(rows, 1):
        if number <= layout.header_row:
            continue
        if number in errors:
            row = _with_errors(row, errors, number)
        if not any(row):
            empty += 1
            continue
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        taken = _read_row(reading, number, row, blanks)
        if taken is None:
            found.read += 1
        elif taken.values:
            found.read += 1
            found.rows.append(taken)
        else:
            empty += 1
    for reader in readers:
        if reader.column.type == "date" and reader.column.key != "dob":
            found.days.update(value for value in reader.values() if isinstance(value, date))
    if empty:
        log.add(
            "note",
            "empty-rows",
            "rows without anything in them were passed over",
            sheet=sheet.label,
            count=empty,
        )
    if not found.read:
        log.add("note", "no-rows", "has headers but no rows", sheet=sheet.label)
    return found


def _with_errors(row: Sequence[Raw], errors: ErrorCells, number: int) -> list[Raw]:
    """A row with its error cells put back, which the reader gives as blanks."""
    patched = list(row)
    for index, word in errors[number].items():
        if index < len(patched) and patched[index] == "":
            patched[index] = word
    return patched


def _read_row(reading: _Reading, number: int, row: Sequence[Raw], blanks: frozenset[str]) -> ListRow | None:
    """One row: taken; without values where it turns out empty; None where it is left out and said."""
    child, id_remark = read_id(row[reading.id_place.index], blanks)
    if not child or child.casefold() in _TOTALS or child.casefold().startswith(_FOOTERS):
        return _leave_out(reading, number, row, child)
    picked = [row[index] for index in reading.indexes]
    values = dict(zip(reading.keys, (child, *map(getitem, reading.readers, picked)), strict=True))
    originals: dict[str, str] = {}
    if id_remark is not None:
        _remark(reading, number, reading.id_place, id_remark, originals)
    for at, reader in enumerate(reading.readers):
        if reader.remarks and (remark := reader.remarks.get(picked[at])) is not None:
            _remark(reading, number, reading.places[at], remark, originals)
    taken = ListRow(reading.layout.spec.number, number, values, originals)
    return None if _is_copy(reading, taken) else taken


def _remark(reading: _Reading, number: int, place: Place, remark: Remark, originals: dict[str, str]) -> None:
    """Say what there is to say of a cell, and keep the text it had where that was changed."""
    if remark.severity is not None:
        reading.say(place, number, remark.severity, remark.code, remark.message)
    if remark.original is not None:
        originals[place.column.key] = remark.original


def _leave_out(reading: _Reading, number: int, row: Sequence[Raw], child: str) -> ListRow | None:
    """A row that is no child's: an empty one, a footer, a total, or a child without an id."""
    filled = [cell for cell in row if cell not in ("", 0) and not (isinstance(cell, str) and cell.isspace())]
    if not filled:
        return ListRow(reading.layout.spec.number, number, {})
    place = reading.id_place
    text = " ".join(shown(filled[0]).split())[:60] if filled else ""
    if child:
        message = f"'{child[:60]}' is a total or a footer, not a child; not imported"
        reading.say(place, number, "note", "totals-row", message)
    elif len(filled) <= 1:
        message = f"the row holds '{text}' alone; not imported"
        reading.say(place, number, "note", "footer-row", message)
    else:
        whose = "an adopter" if reading.layout.spec.number == _ADOPTERS else "a child who could not be drawn"
        message = f"the row has no id, but other cells are filled: {whose}; not imported"
        reading.say(place, number, "error", "no-id", message, apart=True)
    return None


def _is_copy(reading: _Reading, row: ListRow) -> bool:
    """Whether a row says again what an earlier one says; one that differs under the same key is said."""
    spec = reading.layout.spec
    key = tuple(map(row.values.get, spec.row_key))
    earlier = reading.seen.get(key)
    if earlier is None:
        reading.seen[key] = [row]
        return False
    place = reading.id_place
    for other in earlier:
        if other.values == row.values and other.originals == row.originals:
            message = f"repeats row {other.row} in every cell; imported once"
            reading.say(place, row.row, "warning", "duplicate-row", message)
            return True
    earlier.append(row)
    name, first = row.text(spec.row_key[0])[:60], earlier[0].row
    message = f"'{name}' has a row already (row {first}) with other cells; both are kept"
    code = "child-twice" if spec.one_row_each else "same-key"
    reading.say(place, row.row, "warning", code, message)
    return False
