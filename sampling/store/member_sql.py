"""Who belongs to an area, in SQL for whole lists: of each row, the status it gives and how high it ranks.

The definition is ``caseload/cohorts.py``, which takes rows one by one; a test holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sampling.caseload.annex_a import specification
from sampling.caseload.cohorts import SHORT_BREAKS
from sampling.framework.calendar import window
from sampling.store.rule_sql import Conditions, Table, literal, one_of

_WINDOW_DAYS = {
    3: ("referral_date",),
    4: ("assessment_start", "assessment_end"),
    5: ("s47_start", "icpc_date"),
}


@dataclass(frozen=True, slots=True)
class Membership:
    """What a list's rows make of their children.

    Attributes:
        list: the list's number.
        rank: the row's rank as SQL, 0 the highest; NULL where the row makes nobody a member.
        status: the row's status as SQL, before ``named``.
        named: statuses by what ``status`` gives; empty where it gives the status itself.
    """

    list: int
    rank: str = "NULL"
    status: str = "NULL"
    named: Mapping[str, str] | None = None


def memberships(
    area: str, tables: Mapping[int, Table], conditions: Conditions, census: date
) -> tuple[Membership, ...]:
    """What an area's lists say, in the order in which they are read.

    Args:
        area: the area's id.
        tables: the lists that were given.
        conditions: for the census date.
        census: the census date.
    """
    if area == "safeguarding":
        found = _safeguarding(tables, conditions, census)
    elif area == "children_in_need":
        found = _children_in_need(tables, conditions)
    elif area == "children_in_care":
        found = _children_in_care(tables, conditions)
    else:
        found = _leaving_care(tables)
    return tuple(membership for membership in found if membership.list in tables)


def _safeguarding(tables: Mapping[int, Table], conditions: Conditions, census: date) -> list[Membership]:
    found = []
    for rank, (number, status) in enumerate(
        ((7, "plan"), (5, "enquiry"), (4, "assessment"), (3, "referral"))
    ):
        if table := tables.get(number):
            belongs = conditions.is_open(table)
            if number != 7:
                belongs += f" OR {_in_window(table, *window(census))}"
            found.append(Membership(number, f"CASE WHEN {belongs} THEN {rank} END", literal(status)))
    return found


def _in_window(table: Table, first: date, last: date) -> str:
    """That a row began or ended in the window, or says of no day."""
    cells = [table.cell(key) for key in _WINDOW_DAYS[table.number]]
    days = f"{literal(first.isoformat())} AND {literal(last.isoformat())}"
    within = " OR ".join(f"{cell} BETWEEN {days}" for cell in cells)
    return f"({within} OR ({' AND '.join(f'{cell} IS NULL' for cell in cells)}))"


def _children_in_need(tables: Mapping[int, Table], conditions: Conditions) -> list[Membership]:
    # Lists 7, 8 and 4 are read before list 6, for who stands on them.
    found = [Membership(7), Membership(8), Membership(4)]
    table = tables.get(6)
    if table is None:
        return found
    known = [value.value for value in specification.load().codes["case_status"].values]
    said = table.text("case_status")
    elsewhere, assessed = (_open_on(tables, conditions, *numbers) for numbers in ((7, 8), (4,)))
    status = (
        f"CASE WHEN {one_of(said, known)} OR child_id IN ({elsewhere}) THEN {said}"
        f" WHEN child_id IN ({assessed}) THEN 'Open assessment' ELSE 'Child in need plan' END"
    )
    ranked = f"CASE {status} WHEN 'Child in need plan' THEN 0 WHEN 'Open assessment' THEN 1 END"
    rank = f"CASE WHEN {conditions.is_open(table)} THEN {ranked} END"
    named = {"Child in need plan": "plan", "Open assessment": "assessment"}
    return [*found, Membership(6, rank, status, named)]


def _open_on(tables: Mapping[int, Table], conditions: Conditions, *numbers: int) -> str:
    """The children on an open row of some lists."""
    parts = [
        f"SELECT child_id FROM {table.name} WHERE child_id <> '' AND {conditions.is_open(table)}"  # noqa: S608
        for number in numbers
        if (table := tables.get(number))
    ]
    return " UNION ".join(parts) or "SELECT NULL WHERE 0"


def _children_in_care(tables: Mapping[int, Table], conditions: Conditions) -> list[Membership]:
    table = tables.get(8)
    if table is None:
        return []
    short = one_of(table.text("legal_status"), SHORT_BREAKS)
    rank = f"CASE WHEN {conditions.is_open(table)} AND NOT {short} THEN 0 END"
    groups = {value.value: value.group for value in specification.load().codes["placement_type"].values}
    return [Membership(8, rank, table.text("placement_type"), groups)]


def _leaving_care(tables: Mapping[int, Table]) -> list[Membership]:
    table = tables.get(9)
    if table is None:
        return []
    gone = f"{one_of(table.text('in_touch'), ('Died', 'RHOM'))} OR {table.text('accommodation')} = 'G'"
    known = {value.value: value.value for value in specification.load().codes["eligibility"].values}
    return [Membership(9, f"CASE WHEN {gone} THEN NULL ELSE 0 END", table.text("eligibility"), known)]
