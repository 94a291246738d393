"""Whether the work that a row stands for is open on a day, and whether it fell in the window."""

from __future__ import annotations

from datetime import date

from sampling.caseload.lists import ListRow

_ENDS = {4: "assessment_end", 6: "cin_end", 7: "cpp_end", 8: "care_end"}
_DAYS = {
    1: ("contact_date",),
    3: ("referral_date",),
    4: ("assessment_start", "assessment_end"),
    5: ("s47_start", "icpc_date"),
}


def is_open(row: ListRow, day: date) -> bool:
    """Whether the row's work is open on a day.

    Lists 4, 6, 7 and 8: no end, or one after that day. List 5: undecided, that is, a conference not
    found unnecessary and not held by that day. List 10: neither an order nor a reversal. List 9: always.
    A contact, referral or early help episode (lists 1 to 3) is never open in this sense.
    """
    if row.list in _ENDS:
        end = row.day(_ENDS[row.list])
        return end is None or end > day
    if row.list == 5:
        held = row.day("icpc_date")
        return row.text("icpc_unnecessary") != "Yes" and (held is None or held > day)
    if row.list == 10:
        return row.day("adoption_order") is None and row.day("reversed") is None
    return row.list == 9


def in_window(row: ListRow, first: date, last: date) -> bool:
    """Whether a contact, referral, assessment or enquiry began or ended from the first to the last day.

    A row whose days are all blank counts: its list holds nothing but that window, and a child must not
    be lost to a blank cell.
    """
    days = [found for key in _DAYS[row.list] if (found := row.day(key)) is not None]
    return not days or any(first <= found <= last for found in days)
