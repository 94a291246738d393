"""Which timescale bears on an event of the lists, and whether it was met.

Only statute and guidance are held against a file: local standards differ between authorities. The
lists hold the latest visit or review alone, so of those it can be said only whether the next one was
overdue on the census date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sampling.caseload.casefile import Outcome, TimescaleCheck
from sampling.caseload.flag_rules import age_of
from sampling.caseload.lists import ListRow
from sampling.caseload.openness import is_open
from sampling.framework.calendar import add_months
from sampling.framework.edition import Edition, Timescale
from sampling.framework.timescales import due, elapsed

Rows = Mapping[int, Sequence[ListRow]]

_TO_ADULTHOOD = frozenset({"Long-term fostering", "Long-term residential placement"})
_LONG_TERM_TYPES = frozenset({"U1", "U4"})
_WITH_PARENTS = "P1"

_SINCE = {
    (7, "last_review_cpc"): ("T-RCPC", "the latest review conference"),
    (8, "last_cla_review"): ("T-REV3", "the latest review"),
    (8, "last_dental"): ("T-DENT", "the last dental check"),
    (9, "pathway_review"): ("T-PPR", "the latest review"),
    (9, "last_contact"): ("T-PAV", "the latest contact"),
}
"""What must happen again: the timescale that runs from the latest one."""

_FIRST = {
    (7, "cpp_start"): ("last_review_cpc", "T-RCPC1", "the start of the plan"),
    (8, "care_start"): ("last_cla_review", "T-REV1", "coming into care"),
}
"""What must happen for the first time: the column that would show it, and its timescale."""


class Clocks:
    """Holds the events of one child's rows against the timescales of an edition."""

    def __init__(self, edition: Edition, rows: Rows, census_date: date) -> None:
        self._timescales = edition.timescales
        self._rows = rows
        self._census = census_date

    def check(self, row: ListRow, column: str) -> TimescaleCheck | None:
        """The timescale that bears on the event a column dates, or None where none does."""
        day = row.day(column)
        if day is None:
            return None
        if row.list == 4:
            return self._assessment(row, column)
        if row.list == 5:
            return self._conference(row, column)
        if not is_open(row, self._census):
            return None
        if first := _FIRST.get((row.list, column)):
            shown, key, what = first
            return None if row.day(shown) else self._until(key, what, day, None)
        if (row.list, column) == (8, "last_visit"):
            return self._visit(row, day)
        if (row.list, column) == (8, "last_health"):
            age = age_of(row, self._census)
            key = "T-RHA-U5" if age is not None and age < 5 else "T-RHA"
            return self._until(key, "the last health assessment", day, None)
        again = _SINCE.get((row.list, column))
        return self._until(again[0], again[1], day, None) if again else None

    def _until(self, key: str, what: str, start: date, end: date | None) -> TimescaleCheck | None:
        """A timescale from a start to an end, or to the census date while there is no end."""
        timescale = self._timescales.get(key)
        if timescale is None or timescale.limit is None or timescale.mode == "local":
            return None
        last = due(timescale, start)
        told = _clock(timescale, what, start, end or self._census)
        if end is not None:
            return TimescaleCheck(key, "met" if end <= last else "missed", last, told)
        outcome: Outcome = "missed" if self._census > last else "not_due"
        return TimescaleCheck(key, outcome, last, f"{told} to the census date")

    def _assessment(self, row: ListRow, column: str) -> TimescaleCheck | None:
        """45 working days from the referral, or from the start where the lists hold no referral."""
        start, end = row.day("assessment_start"), row.day("assessment_end")
        if (end is None) != (column == "assessment_start"):
            return None
        referral = self._referral_before(start or end)
        if referral is not None:
            return self._until("T-CFA", "referral", referral, end)
        if start is None:
            return None
        return self._until("T-CFA", "the start of the assessment, no referral being listed,", start, end)

    def _referral_before(self, day: date | None) -> date | None:
        """The latest referral up to a day."""
        days = [found for row in self._rows.get(3, ()) if (found := row.day("referral_date")) is not None]
        return max((found for found in days if day is not None and found <= day), default=None)

    def _conference(self, row: ListRow, column: str) -> TimescaleCheck | None:
        """15 working days from the strategy discussion; awaited only where one is said to be needed."""
        start, held = row.day("s47_start"), row.day("icpc_date")
        if start is None or (held is None) != (column == "s47_start"):
            return None
        if held is None and row.text("icpc_unnecessary") != "No":
            return None
        return self._until("T-ICPC", "the strategy discussion", start, held)

    def _visit(self, row: ListRow, day: date) -> TimescaleCheck | None:
        """Visits to a child in care: regulation 28, as far as the list tells which part applies.

        With parents the interval hangs on the order and the assessment, which no list holds.
        """
        placed = row.day("placement_start")
        if row.text("placement_type") == _WITH_PARENTS or placed is None:
            return None
        if day < placed:
            return self._until("T-CICV0", "the start of the placement", placed, None)
        if add_months(placed, 12) > self._census:
            key = "T-CICV1"
        else:
            lasting = (
                row.text("permanence") in _TO_ADULTHOOD or row.text("placement_type") in _LONG_TERM_TYPES
            )
            key = "T-CICV2" if lasting else "T-CICV3"
        return self._until(key, "the last visit", day, None)


def _clock(timescale: Timescale, what: str, start: date, end: date) -> str:
    """The clock in words, such as ``45 working days from referral 03/01/2021: 52``."""
    units = timescale.unit.replace("_", " ")
    one = units.removesuffix("s") if timescale.limit == 1 else units
    return f"{timescale.limit} {one} from {what} {start:%d/%m/%Y}: {elapsed(timescale, start, end)}"
