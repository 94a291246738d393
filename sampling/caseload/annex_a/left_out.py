"""Rows that are not taken: totals and footers, rows without an id, and rows that say again what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sampling.caseload.annex_a.cells import ColumnReader, shown
from sampling.caseload.annex_a.dates import parse_date
from sampling.caseload.annex_a.headers import Layout, Place
from sampling.caseload.annex_a.problems import ProblemLog, Severity, column_letter
from sampling.caseload.annex_a.workbook import Raw
from sampling.caseload.lists import ListTable, Value
from sampling.text import clean_line

ADOPTERS = 11
"""The one list that holds no children."""

TOTALS = frozenset({"total", "totals", "subtotal", "subtotals", "sum", "count"})
"""Single words where an id should be that tell a row of totals."""

LONGEST_ID = 20
"""Characters that an id has at most (1570 of the children in need census)."""

_TOTAL = re.compile(r"(?:grand |overall |sub[ -]?)?totals?\b.*|(?:sum|count)|(?:sum|count|number) of\b.*")
_FOOTERS = ("applied filters", "filters applied")
_MOST_KEPT = 300
_FORM_OF_A_DAY = re.compile(r"\W*dd[/. -]mm[/. -]yy(?:yy)?\W*")
_CELLS_OF_A_LEGEND = 4
_WORDS_OF_A_REMARK = 3
_CELLS_OF_A_REMARK = 2


@dataclass(slots=True)
class Reading:
    """One list while it is read.

    Attributes:
        sheet: what messages call the sheet.
        layout: which column is which.
        log: takes what there is to say.
        id_place: where the ids stand.
        places, readers: the other columns, and what reads each.
        keys: keys of all columns, the ids' first.
        blanks: texts that stand for no id.
        table: the rows so far, those to be dropped among them.
        first: by what makes two rows the same, the place of the first such row.
        others: likewise the places of later ones with other cells.
        dropped: places of rows that are not taken.
        strange: words that are no ids, though they look like one: blanks, totals, headers.
        below: what to say of rows that stand below another table's headers; empty above them.
        left: the first few rows that are not taken, as they stand, by their numbers.
    """

    sheet: str
    layout: Layout
    log: ProblemLog
    id_place: Place
    places: list[Place]
    readers: list[ColumnReader]
    keys: list[str]
    blanks: frozenset[str]
    table: ListTable
    first: dict[tuple[Value, ...], int] = field(default_factory=dict)
    others: dict[tuple[Value, ...], list[int]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    strange: frozenset[str] = frozenset()
    below: str = ""
    left: dict[int, Sequence[Raw]] = field(default_factory=dict)

    def keep(self, number: int, row: Sequence[Raw]) -> None:
        """Keep a row that is not taken, to be shown, if there is room for it."""
        if len(self.left) < _MOST_KEPT:
            self.left[number] = row

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


def is_no_child(text: str) -> bool:
    """Whether a text where an id should be is a total's or a footer's."""
    folded = text.casefold()
    return _TOTAL.fullmatch(folded) is not None or folded.startswith(_FOOTERS)


def is_legend(row: Sequence[Raw]) -> bool:
    """Whether a row explains the columns or counts them: ``DD/MM/YYYY`` for a day, or 1, 2, 3, or A, B, C."""
    texts = [clean_line(shown(cell)).text.casefold() for cell in row]
    if any(_FORM_OF_A_DAY.fullmatch(text) for text in texts):
        return not any(parse_date(cell) for cell in row)
    filled = [text for text in texts if text]
    counted = [str(at) for at in range(1, len(filled) + 1)]
    lettered = [column_letter(at).casefold() for at in range(len(filled))]
    return len(filled) >= _CELLS_OF_A_LEGEND and filled in (counted, lettered)


def say_legend(reading: Reading, number: int) -> None:
    """Say of a row that explains the columns that it is no child's."""
    message = "explains or counts the columns; not imported"
    reading.say(reading.id_place, number, "note", "legend-row", message)


def is_remark(text: str, row: Sequence[Raw]) -> bool:
    """Whether a text where an id should be is a remark below the list, with next to nothing beside it.

    An id has a digit, or is one word of letters. What has neither form is a child's all the same where
    the rest of the row is filled.
    """
    wordy = len(text.split()) >= _WORDS_OF_A_REMARK
    unlike = not text.isalnum() and not any(letter.isdigit() for letter in text)
    return (wordy or unlike) and len(_filled(row)) <= _CELLS_OF_A_REMARK


def say_odd_id(reading: Reading, number: int, child: str) -> None:
    """Say of what was taken for an id that it looks like none (1570 of the children in need census)."""
    if len(child) > LONGEST_ID or len(child.split()) >= _WORDS_OF_A_REMARK:
        message = f"'{child[:60]}' does not look like an id; taken for a child's all the same"
        reading.say(reading.id_place, number, "warning", "odd-id", message)


def say_lone_id(reading: Reading, number: int, child: str) -> None:
    """Say of an id with nothing beside it that it may be a heading between children."""
    message = f"'{child[:60]}' is all that its row holds; taken for a child's id all the same"
    reading.say(reading.id_place, number, "warning", "odd-id", message)


def _filled(row: Sequence[Raw]) -> list[Raw]:
    """The cells of a row that hold anything; a nought is what a formula gives of an empty one."""
    return [cell for cell in row if cell not in ("", 0) and not (isinstance(cell, str) and cell.isspace())]


def leave_out(reading: Reading, number: int, row: Sequence[Raw], child: str) -> bool:
    """Say why a row that is no child's is left out; False where it turns out empty."""
    filled = _filled(row)
    if not filled:
        return False
    place = reading.id_place
    text = clean_line(shown(filled[0])).text[:60]
    if child and not is_no_child(child):
        message = f"'{child[:60]}' is a remark below the list, not a child; not imported"
        if len(filled) == 1:
            reading.say(place, number, "note", "footer-row", message)
        else:
            # A child of whom next to nothing is told would look like this too.
            reading.say(place, number, "warning", "footer-row", f"{message}: look whether it is none")
    elif child:
        message = f"'{child[:60]}' is a total or a footer, not a child; not imported"
        reading.say(place, number, "note", "totals-row", message)
    elif len(filled) <= 1:
        message = f"the row holds '{text}' alone; not imported"
        reading.say(place, number, "note", "footer-row", message)
    else:
        whose = "an adopter" if reading.layout.spec.number == ADOPTERS else "a child who could not be drawn"
        message = f"the row has no id, but other cells are filled: {whose}; not imported"
        reading.say(place, number, "error", "no-id", message, apart=True)
    return True


def drop_copies(reading: Reading, begin: int, keys: list[tuple[Value, ...]], blank: set[int]) -> None:
    """Find the rows from a place on that repeat an earlier one; rows alike in their keys alone are said."""
    first = reading.first
    new = dict(zip(keys, range(begin, begin + len(keys)), strict=True))
    if len(new) == len(keys) and not blank and first.keys().isdisjoint(new):
        first.update(new)
        return
    for at, key in enumerate(keys, begin):
        if at not in blank and first.setdefault(key, at) != at and _is_copy(reading, at, key):
            reading.dropped.add(at)


def _is_copy(reading: Reading, at: int, key: tuple[Value, ...]) -> bool:
    """Whether a row says again what an earlier one says; one that differs under the same key is said."""
    spec, table = reading.layout.spec, reading.table
    first = reading.first[key]
    place, number = reading.id_place, table.numbers[at]
    others = reading.others.setdefault(key, [])
    mine, originals = table.cells(at), table.originals.get(at)
    for other in (first, *others):
        if table.cells(other) == mine and table.originals.get(other) == originals:
            message = f"repeats row {table.numbers[other]} in every cell; imported once"
            reading.say(place, number, "warning", "duplicate-row", message)
            return True
    others.append(at)
    name = str(table.column(spec.row_key[0])[at])[:60]
    message = f"'{name}' has a row already (row {table.numbers[first]}) with other cells; both are kept"
    code = "child-twice" if spec.one_row_each else "same-key"
    reading.say(place, number, "warning", code, message)
    return False
