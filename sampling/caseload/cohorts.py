"""Who belongs to each body of casework: one member for each child, with what strata are made of.

Rows are read once, list by list, and only a small tuple is kept for each child, so a caseload of any
size streams through. Where a child has several rows, the one that gives the highest status counts, and
among those the latest start (then the last in order of its values, so that the order of rows never
matters); what it leaves blank is filled from the child's other rows.
"""

from __future__ import annotations

from datetime import date

from sampling.caseload import flags
from sampling.caseload.annex_a import specification
from sampling.caseload.gathering import COLUMNS, NOT_KNOWN, Cohort, Gathering, Member, Rows, flag_columns
from sampling.caseload.openness import in_window, is_open
from sampling.framework.edition import Edition

__all__ = ["COLUMNS", "NOT_KNOWN", "SHORT_BREAKS", "Cohort", "Member", "cohort", "flag_columns"]

SHORT_BREAKS = ("V3", "V4")
"""Legal statuses of children in short breaks, who are in a frame only when asked for."""


def cohort(
    area: str,
    rows_by_list: Rows,
    census_date: date,
    edition: Edition,
    *,
    contacts: bool = False,
    short_breaks: bool = False,
    thresholds: flags.Thresholds | None = None,
) -> Cohort:
    """The children of an area.

    Args:
        area: the area's id.
        rows_by_list: rows by list number; each list is read once at most.
        census_date: the day the lists were drawn; the window is the six months up to it, both days in.
        edition: the framework's edition, which must have the area.
        contacts: whether contacts of the window are added to safeguarding, as a stratum of their own.
        short_breaks: whether children in short breaks are added to children in care, likewise.
        thresholds: numbers of flags that this inspection set otherwise.

    Raises:
        UsageError: if the edition has no such area.
    """
    area = edition.area(area).id
    gathering = Gathering(area, rows_by_list, census_date, thresholds or {})
    if area == "safeguarding":
        _safeguarding(gathering, contacts)
    elif area == "children_in_need":
        _children_in_need(gathering)
    elif area == "children_in_care":
        _children_in_care(gathering, short_breaks)
    else:
        _leaving_care(gathering)
    gathering.read_the_rest()
    return gathering.cohort()


def _safeguarding(gathering: Gathering, contacts: bool) -> None:
    """List 7 open at D; enquiries, assessments and referrals of the window or open at D."""
    for row in gathering.read(7):
        if is_open(row, gathering.census):
            gathering.take(row, 0, "plan")
    statuses = [(5, "enquiry"), (4, "assessment"), (3, "referral")]
    if contacts:
        statuses.append((1, "contact"))
    for rank, (number, status) in enumerate(statuses, 1):
        for row in gathering.read(number):
            if in_window(row, gathering.first, gathering.last) or is_open(row, gathering.census):
                gathering.take(row, rank, status)


def _children_in_need(gathering: Gathering) -> None:
    """List 6 open at D with a child in need plan or an open assessment.

    Where list 6 does not say which: the child is on no open row of lists 7 and 8, and has an open
    assessment in list 4, else a plan.
    """
    census = gathering.census
    elsewhere = {row.child for number in (7, 8) for row in gathering.read(number) if is_open(row, census)}
    assessed = {row.child for row in gathering.read(4) if is_open(row, census)}
    known = {value.value for value in specification.load().codes["case_status"].values}
    for row in gathering.read(6):
        if not is_open(row, census):
            continue
        said = row.text("case_status")
        if said not in known and row.child not in elsewhere:
            said = "Open assessment" if row.child in assessed else "Child in need plan"
        if said == "Child in need plan":
            gathering.take(row, 0, "plan")
        elif said == "Open assessment":
            gathering.take(row, 1, "assessment")


def _children_in_care(gathering: Gathering, short_breaks: bool) -> None:
    """List 8 open at D, by group of placement type; short breaks apart, and only when asked for."""
    types = specification.load().codes["placement_type"]
    groups = {value.value: value.group for value in types.values}
    for row in gathering.read(8):
        if not is_open(row, gathering.census):
            continue
        if row.text("legal_status") in SHORT_BREAKS:
            if short_breaks:
                gathering.take(row, 1, "Short breaks")
        else:
            gathering.take(row, 0, groups.get(row.text("placement_type"), NOT_KNOWN))


def _leaving_care(gathering: Gathering) -> None:
    """List 9, by eligibility, less those who died, returned home or went abroad."""
    known = {value.value for value in specification.load().codes["eligibility"].values}
    for row in gathering.read(9):
        if row.text("in_touch") in {"Died", "RHOM"} or row.text("accommodation") == "G":
            continue
        eligibility = row.text("eligibility")
        gathering.take(row, 0, eligibility if eligibility in known else NOT_KNOWN)
