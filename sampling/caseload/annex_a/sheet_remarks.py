"""What there is to say of a list's sheet as a whole, beside its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sampling.caseload.annex_a.headers import Layout
from sampling.caseload.annex_a.problems import ProblemLog, column_letter
from sampling.caseload.annex_a.workbook import Raw, Sheet
from sampling.caseload.lists import ListTable


def say_no_ids(sheet: str, layout: Layout, below: Iterable[Sequence[Raw]], log: ProblemLog) -> int:
    """Say of a list without a column of ids that none of its rows is read; gives how many it has.

    Args:
        sheet: what messages call the sheet.
        layout: which column is which.
        below: the rows below the headers.
        log: takes what there is to say.
    """
    wanted = layout.spec.column(layout.spec.row_key[0]).header
    lost = sum(1 for row in below if any(row))
    message = f"has no column '{wanted}'; none of its rows is read: name the column of ids so"
    log.add(
        "error",
        "no-id-column",
        message,
        sheet=sheet,
        row=layout.header_row,
        header=wanted,
        count=max(1, lost),
    )
    return lost


def say_hidden(sheet: Sheet, layout: Layout, rows: ListTable, log: ProblemLog) -> None:
    """Say which rows and columns that were read are hidden from a person who opens the workbook."""
    message = "hidden in the workbook, as by a filter; read all the same"
    hidden = sheet.hidden_rows()
    for number in rows.numbers if hidden else ():
        if number in hidden:
            log.add("warning", "hidden-rows", message, sheet=sheet.label, row=number)
    hidden = sheet.hidden_columns()
    for place in layout.places:
        if place.index in hidden:
            log.add(
                "note",
                "hidden-column",
                "hidden in the workbook; read all the same",
                sheet=sheet.label,
                column=column_letter(place.index),
                header=place.header,
            )


def say_empty(sheet: str, empty: int, read: int, log: ProblemLog) -> None:
    """Say how many rows between hold nothing, and whether there is a row at all."""
    if empty:
        log.add(
            "note", "empty-rows", "rows without anything in them were passed over", sheet=sheet, count=empty
        )
    if not read:
        log.add("note", "no-rows", "has headers but no rows", sheet=sheet)
