"""Checks within one row: dates in an order that cannot be, ends without reasons, ages that do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import cast

from sampling.caseload.ages import UNBORN, age_on
from sampling.caseload.annex_a.headers import Layout
from sampling.caseload.annex_a.saying import Say
from sampling.caseload.lists import ListRow, ListTable, Value
from sampling.framework.calendar import window

_ORDER: Mapping[int, tuple[tuple[str, str], ...]] = {
    2: (("eh_start", "eh_end"),),
    4: (("assessment_start", "assessment_end"),),
    5: (("s47_start", "icpc_date"),),
    6: (("cin_start", "cin_end"),),
    7: (("cpp_start", "cpp_end"), ("cpp_start", "last_review_cpc")),
    8: (("care_start", "care_end"), ("care_start", "last_cla_review"), ("care_start", "placement_start")),
    10: (
        ("care_start", "adm_decision"),
        ("adm_decision", "matched"),
        ("matched", "placed"),
        ("placed", "adoption_order"),
        ("adm_decision", "reversed"),
    ),
}
_PAIRED = {
    6: ("cin_end", "cin_end_reason"),
    8: ("care_end", "care_end_reason"),
    10: ("reversed", "reversed_reason"),
}
_NOT_BEFORE_BIRTH = {8: "care_start", 10: "care_start"}
_NOT_LONG_BEFORE_BIRTH = {
    1: "contact_date",
    3: "referral_date",
    4: "assessment_start",
    5: "s47_start",
    6: "cin_start",
    7: "cpp_start",
}
_PREGNANCY = timedelta(days=280)
"""Work may begin with a pregnancy, not before it (check 8606 of the children in need census)."""


def check_rows(rows: ListTable, number: int, say: Say) -> None:
    """What no row of a list can hold, whatever the census date.

    Args:
        rows: the list's rows.
        number: the list's number.
        say: takes what there is to say.
    """
    _check_order(rows, number, say)
    if (pair := _PAIRED.get(number)) and say.has(number, *pair):
        _check_pair(rows, pair, say)
    if number == 5:
        _check_conferences(rows, say)
    elif number == 6:
        _check_needs(rows, say)
    elif number == 7:
        _check_plans(rows, say)
    _check_births(rows, number, say)


def _days(rows: ListTable, key: str) -> Sequence[date | None]:
    """The cells of a date column, whose reader gives days and blanks alone; blank where there is none."""
    return cast("Sequence[date | None]", rows.column(key))


def _check_order(rows: ListTable, number: int, say: Say) -> None:
    """Ends before starts."""
    for first, then in _ORDER.get(number, ()):
        for at, (start, end) in enumerate(zip(_days(rows, first), _days(rows, then), strict=True)):
            if end is not None and start is not None and end < start:
                message = f"{end:%d/%m/%Y} is before {start:%d/%m/%Y}, when it began"
                say("warning", "wrong-order", message, rows[at], then)


def _check_pair(rows: ListTable, pair: tuple[str, str], say: Say) -> None:
    """Ends without reasons, and reasons without ends (8805 and 8810 of the census)."""
    one, two = pair
    for at, (end, reason) in enumerate(zip(rows.column(one), rows.column(two), strict=True)):
        if (end is None) != (reason is None):
            lacking, message = one if end is None else two, "an end needs both a date and a reason"
            say("warning", "date-or-reason-missing", message, rows[at], lacking)


def _check_conferences(rows: ListTable, say: Say) -> None:
    """Conferences that were not needed yet held, and plans from conferences without a date."""
    for row in rows:
        if row.values.get("icpc_unnecessary") == "Yes" and row.values.get("icpc_date") is not None:
            message = "a conference was held though none was needed"
            say("warning", "unnecessary-but-held", message, row, "icpc_date")
        if row.values.get("icpc_plan") == "Yes" and row.values.get("icpc_date", row) is None:
            message = "a plan came of a conference that has no date"
            say("warning", "plan-without-conference", message, row, "icpc_date")


def _check_needs(rows: ListTable, say: Say) -> None:
    """Statuses that the closure gainsays, and children who were only assessed (2990 of the census)."""
    reasons = rows.column("cin_end_reason")
    told = zip(rows.column("case_status"), rows.column("cin_end"), reasons, strict=True)
    dated = "cin_end" in rows.keys
    for at, (status, ended, reason) in enumerate(told):
        if dated and status is not None and (status == "Closed episode") != (ended is not None):
            message = f"the status is '{status}', but the closure date says otherwise"
            say("warning", "status-differs", message, rows[at], "case_status")
        if reason == "RC8":
            message = "closed after an assessment that led to nothing, so not a child for this list"
            say("note", "referral-only", message, rows[at], "cin_end_reason")


def _check_plans(rows: ListTable, say: Say) -> None:
    """Plans that ended on the day they began (8840), and two open plans of one child (8935)."""
    opened: dict[str, ListRow] = {}
    for row in rows:
        start, end = row.values.get("cpp_start"), row.values.get("cpp_end", row)
        if start is not None and start == end:
            say("note", "same-day", "the plan ended on the day on which it began", row, "cpp_end")
        if end is None:
            other = opened.setdefault(row.child, row)
            if other is not row:
                message = f"'{row.child[:60]}' has another open plan in {say.where(other)}"
                say("warning", "two-open-plans", message, row, "cpp_start")


def _check_births(rows: ListTable, number: int, say: Say) -> None:
    """Care before birth, and work that began long before it."""
    key, long_before = _NOT_BEFORE_BIRTH.get(number), _NOT_LONG_BEFORE_BIRTH.get(number)
    if key is None and long_before is None:
        return
    days = zip(_days(rows, key or long_before or ""), _days(rows, "dob"), strict=True)
    for at, (started, born) in enumerate(days):
        if born is None or started is None or started >= born:
            continue
        if key is not None:
            message = f"{started:%d/%m/%Y} is before the birth on {born:%d/%m/%Y}"
            say("warning", "born-later", message, rows[at], key)
        elif long_before is not None and started < born - _PREGNANCY:
            message = f"{started:%d/%m/%Y} is over 280 days before the birth on {born:%d/%m/%Y}"
            say("warning", "long-before-birth", message, rows[at], long_before)


def check_days(rows: ListTable, layout: Layout, census: date, say: Say) -> None:
    """Events after the census date.

    Args:
        rows: the list's rows.
        layout: its columns.
        census: the day the lists were drawn.
        say: takes what there is to say.
    """
    keys = [
        place.column.key
        for place in layout.places
        if place.column.type == "date" and place.column.key != "dob"
    ]
    for at, days in enumerate(zip(*(_days(rows, key) for key in keys), strict=True)):
        for key, day in zip(keys, days, strict=True):
            if day is not None and day > census:
                message = f"{day:%d/%m/%Y} is after the census date {census:%d/%m/%Y}"
                say("warning", "after-census", message, rows[at], key)


def check_ages(rows: ListTable, census: date, say: Say) -> None:
    """Ages that the date of birth does not bear out, and births too far ahead.

    Args:
        rows: the list's rows.
        census: the day the lists were drawn.
        say: takes what there is to say.
    """
    fit: set[tuple[date | None, Value]] = set()
    genders = rows.column("gender")
    for at, pair in enumerate(zip(_days(rows, "dob"), rows.column("age"), strict=True)):
        born, age = pair
        if born is None or pair in fit:
            continue
        fits = True
        if born > census + _PREGNANCY:
            fits = False
            message = f"{born:%d/%m/%Y} is over 280 days after the census date: nobody expects that birth yet"
            say("warning", "born-too-late", message, rows[at], "dob")
        if isinstance(age, int) and abs(age_on(born, census) - age) > 1:
            fits = False
            message = f"age {age} is more than a year from the age by the date of birth"
            say("warning", "age-differs", message, rows[at], "age")
        if age == UNBORN and genders[at] in {"Male", "Female"}:
            fits = False
            message = "the sex of an unborn child is given; the template asks for not stated"
            say("note", "unborn-gender", message, rows[at], "gender")
        if fits and age != UNBORN:
            fit.add(pair)


def check_windows(rows: Mapping[int, ListTable], census: date, say: Say) -> None:
    """Contacts and referrals older than the window.

    Args:
        rows: the rows by list.
        census: the day the lists were drawn.
        say: takes what there is to say.
    """
    first, _ = window(census)
    message = f"is before the window, which begins {first:%d/%m/%Y}"
    for number, key in ((1, "contact_date"), (3, "referral_date")):
        for at, day in enumerate(_days(rows[number], key)):
            if day is not None and day < first:
                say("note", "outside-window", message, rows[number][at], key)
