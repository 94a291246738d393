"""Rows of headers that stand among a list's rows, or above its own headers: its own again, or another's.

Two lists on one sheet are read as far as the second one's headers. What stands beyond is said to be lost,
since its cells would be read under the wrong headers.
"""

from __future__ import annotations

from collections.abc import Sequence

from sampling.caseload.annex_a.cells import shown
from sampling.caseload.annex_a.folding import fold_header
from sampling.caseload.annex_a.headers import Layout, identify, lay_out
from sampling.caseload.annex_a.left_out import Reading
from sampling.caseload.annex_a.problems import ProblemLog
from sampling.caseload.annex_a.specification import Specification
from sampling.caseload.annex_a.workbook import Raw

_ENOUGH = 3
"""Known headers that make a row one of headers."""


def is_header(text: str, known: Specification) -> bool:
    """Whether a text where an id should be is some list's header."""
    return not any(letter.isdigit() for letter in text) and fold_header(text) in known.headers


def heads(row: Sequence[Raw], known: Specification) -> bool:
    """Whether a row is one of headers, of whatever list."""
    texts = {fold_header(shown(cell)) for cell in row if isinstance(cell, str) and cell}
    return len(texts & known.headers) >= _ENOUGH


def take_headers(reading: Reading, number: int, row: Sequence[Raw], known: Specification) -> None:
    """Say of a row of headers among a list's rows what it is, and what becomes of the rows below it."""
    if _repeats(reading.layout, row, known):
        message = "repeats the headers; not imported, and the rows below it are read on"
        reading.say(reading.id_place, number, "note", "repeated-headers", message)
        return
    reading.below = (
        f"a second table begins in row {number}{_whose(row, known)}; it is not read from there on: put each "
        "list on a sheet of its own"
    )
    leave_below(reading, number)


def _repeats(layout: Layout, row: Sequence[Raw], known: Specification) -> bool:
    """Whether a row of headers has nothing in another place than the list's own, and none of another list."""
    again = lay_out([row], layout.spec)
    places = {place.column.key: place.index for place in layout.places}
    foreign = any(fold_header(text) in known.headers for _, text in again.unknown)
    return not foreign and all(places.get(place.column.key) == place.index for place in again.places)


def leave_below(reading: Reading, number: int) -> None:
    """Say that a row stands below another table's headers, and is not read."""
    reading.say(reading.id_place, number, "error", "second-table", reading.below)


def say_above(
    sheet: str, layout: Layout, rows: Sequence[Sequence[Raw]], known: Specification, log: ProblemLog
) -> int:
    """Say of a table above a list's headers that its rows are not read; gives how many it has.

    Headers alone, such as a database's own names above the template's, are no table.

    Args:
        sheet: what messages call the sheet.
        layout: the list's own layout.
        rows: the sheet's rows from row 1 to the list's headers.
        known: the lists and code sets.
        log: takes what there is to say.
    """
    above = rows[: layout.first_header_row - 1]
    first = next((at for at, row in enumerate(above, 1) if heads(row, known)), None)
    if first is None:
        return 0
    message = (
        f"another table begins in row {first}{_whose(above[first - 1], known)}, above the headers in row "
        f"{layout.header_row} that are read; it is not read: put each list on a sheet of its own"
    )
    lost = [at for at, row in enumerate(above, 1) if at > first and any(row) and not heads(row, known)]
    for at in lost:
        log.add("error", "second-table", message, sheet=sheet, row=at, column="A")
    return len(lost)


def _whose(row: Sequence[Raw], known: Specification) -> str:
    """Whose headers a row has, as far as they tell."""
    number = identify("", [row], known).list
    return f", with the headers of List {number}" if number else ""
