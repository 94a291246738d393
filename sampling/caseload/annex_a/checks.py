"""Checks across cells, rows and lists: what cannot all be true is said, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from itertools import pairwise

from sampling.caseload.ages import age_on
from sampling.caseload.annex_a.headers import Layout
from sampling.caseload.annex_a.problems import ProblemLog, Severity, column_letter
from sampling.caseload.lists import ListRow
from sampling.framework.calendar import window

Rows = Mapping[int, Sequence[ListRow]]
Layouts = Mapping[int, tuple[str, Layout]]
"""By list number: the sheet's name and its layout."""

_ADOPTERS = 11
_ORDER: Mapping[int, tuple[tuple[str, str], ...]] = {
    2: (("eh_start", "eh_end"),),
    4: (("assessment_start", "assessment_end"),),
    5: (("s47_start", "icpc_date"),),
    6: (("cin_start", "cin_end"),),
    7: (("cpp_start", "cpp_end"), ("cpp_start", "last_review_cpc")),
    8: (("care_start", "care_end"), ("care_start", "last_cla_review")),
    10: (
        ("care_start", "adm_decision"),
        ("adm_decision", "matched"),
        ("matched", "placed"),
        ("placed", "adoption_order"),
    ),
}
_PAIRED = {6: ("cin_end", "cin_end_reason"), 8: ("care_end", "care_end_reason")}
_NOT_BEFORE_BIRTH = {8: "care_start", 10: "care_start"}
_OUTLIER = timedelta(days=92)


class _Say:
    """Says a fault at a row and column of a list, by the column's key."""

    def __init__(self, layouts: Layouts, log: ProblemLog) -> None:
        self._layouts = layouts
        self._log = log

    def __call__(self, severity: Severity, code: str, message: str, row: ListRow, key: str) -> None:
        sheet, layout = self._layouts[row.list]
        place = layout.place(key)
        self._log.add(
            severity,
            code,
            message,
            sheet=sheet,
            row=row.row,
            column=column_letter(place.index) if place else "",
            header=place.header if place else "",
        )


def latest_day(days: Set[date]) -> date | None:
    """The latest day in the lists, births apart: a guess at when they were drawn.

    A day more than three months after the next one before it is taken for a slip of the pen.

    Args:
        days: every different day that the lists hold.
    """
    latest = sorted(days, reverse=True)
    for day, before in pairwise(latest):
        if day - before <= _OUTLIER:
            return day
    return latest[0] if latest else None


def check(rows: Rows, layouts: Layouts, census: date | None, late: bool, log: ProblemLog) -> None:
    """Hold rows against each other and against the census date.

    Args:
        rows: the rows taken, by list.
        layouts: where each list stands.
        census: the day the lists were drawn, or None where nothing dates them.
        late: whether any day in them is after the census date.
        log: takes what there is to say.
    """
    say = _Say(layouts, log)
    for number in layouts:
        for row in rows[number]:
            _check_order(row, say)
        if census is not None:
            _check_ages(rows[number], census, say)
        if census is not None and late:
            _check_days(rows[number], layouts[number][1], census, say)
    if census is not None:
        _check_windows(rows, layouts, census, say)
    _check_people(rows, layouts, say)
    _check_episodes(rows, say)
    _check_links(rows, layouts, log)


def _check_order(row: ListRow, say: _Say) -> None:
    """Ends before starts, closures without reasons, conferences that were not needed, births too late."""
    values = row.values
    for first, then in _ORDER.get(row.list, ()):
        start, end = values.get(first), values.get(then)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            say(
                "warning",
                "wrong-order",
                f"{end:%d/%m/%Y} is before {start:%d/%m/%Y}, when it began",
                row,
                then,
            )
    if (pair := _PAIRED.get(row.list)) and (row.values.get(pair[0]) is None) != (
        row.values.get(pair[1]) is None
    ):
        given, lacking = pair if row.values.get(pair[0]) is not None else pair[::-1]
        if lacking in row.values and given in row.values:
            say("warning", "date-or-reason-missing", "an end needs both a date and a reason", row, lacking)
    if row.list == 5 and row.text("icpc_unnecessary") == "Yes" and row.day("icpc_date") is not None:
        say(
            "warning",
            "unnecessary-but-held",
            "a conference was held though none was needed",
            row,
            "icpc_date",
        )
    key = _NOT_BEFORE_BIRTH.get(row.list, "")
    born, started = row.day("dob"), row.day(key)
    if born is not None and started is not None and started < born:
        say("warning", "born-later", f"{started:%d/%m/%Y} is before the birth on {born:%d/%m/%Y}", row, key)


def _before(end: date, start: date) -> str:
    return f"{end:%d/%m/%Y} is before {start:%d/%m/%Y}, when it began"


def _check_days(rows: Sequence[ListRow], layout: Layout, census: date, say: _Say) -> None:
    """Events after the census date."""
    keys = [
        place.column.key
        for place in layout.places
        if place.column.type == "date" and place.column.key != "dob"
    ]
    for row in rows:
        values = row.values
        for key in keys:
            day = values.get(key)
            if isinstance(day, date) and day > census:
                message = f"{day:%d/%m/%Y} is after the census date {census:%d/%m/%Y}"
                say("warning", "after-census", message, row, key)


def _check_ages(rows: Sequence[ListRow], census: date, say: _Say) -> None:
    """Ages that the date of birth does not bear out."""
    for row in rows:
        born, age = row.day("dob"), row.number("age")
        if born is not None and age is not None and abs(age_on(born, census) - age) > 1:
            message = f"age {age} is more than a year from the age by the date of birth"
            say("warning", "age-differs", message, row, "age")


def _check_windows(rows: Rows, layouts: Layouts, census: date, say: _Say) -> None:
    """Contacts and referrals older than the window."""
    first, _ = window(census)
    for number, key in ((1, "contact_date"), (3, "referral_date")):
        for row in rows[number] if number in layouts else ():
            day = row.day(key)
            if day is not None and day < first:
                say(
                    "note", "outside-window", f"is before the window, which begins {first:%d/%m/%Y}", row, key
                )


def _check_people(rows: Rows, layouts: Layouts, say: _Say) -> None:
    """One id with two birth dates or genders, and ids that differ only by case or leading noughts."""
    first: dict[str, ListRow] = {}
    alike: dict[str, ListRow] = {}
    said: set[tuple[str, str]] = set()
    for row in _rows_of_children(rows):
        child = row.child
        held = first.get(child)
        if held is None:
            first[child] = row
            other = alike.setdefault(child.casefold().lstrip("0"), row)
            if other is not row:
                where = f"'{layouts[other.list][0]}' row {other.row}"
                message = f"'{child[:60]}' and '{other.child[:60]}' in {where} are nearly one id"
                say("warning", "ids-alike", message, row, "child_id")
            continue
        for key, code in (("dob", "two-birth-dates"), ("gender", "two-genders")):
            one, two = held.values.get(key), row.values.get(key)
            if one != two and None not in (one, two) and (child, key) not in said:
                said.add((child, key))
                where = f"'{layouts[held.list][0]}' row {held.row}"
                say("warning", code, f"'{child[:60]}' is given otherwise in {where}", row, key)


def _rows_of_children(rows: Rows) -> Iterator[ListRow]:
    """Every row of a child, list by list."""
    for number in sorted(rows):
        if number != _ADOPTERS:
            yield from rows[number]


def _check_episodes(rows: Rows, say: _Say) -> None:
    """Plans begun before the episode of need that should hold them."""
    began = {row.child: day for row in rows[6] if (day := row.day("cin_start")) is not None}
    for row in rows[7]:
        start, episode = row.day("cpp_start"), began.get(row.child)
        if start is not None and episode is not None and start < episode:
            message = f"{start:%d/%m/%Y} is before the child's episode of need began, {episode:%d/%m/%Y}"
            say("note", "plan-before-episode", message, row, "cpp_start")


def _check_links(rows: Rows, layouts: Layouts, log: ProblemLog) -> None:
    """Children on an open plan or in care whom list 6 should hold too (it lists all of them)."""
    if 6 not in layouts or not rows[6]:
        return
    in_need = {row.child for row in rows[6]}
    for number, end, what in ((7, "cpp_end", "on an open plan"), (8, "care_end", "in care")):
        lost = {row.child for row in rows[number] if row.day(end) is None} - in_need
        if lost:
            message = f"children {what} who are not in List 6, which should hold them too"
            log.add("note", "not-in-list-6", message, sheet=layouts[number][0], count=len(lost))
