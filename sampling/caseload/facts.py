"""What the lists say about one child now, in the order in which an inspector wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sampling.caseload.ages import UNBORN
from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.specification import ColumnSpec
from sampling.caseload.casefile import Fact, WorkerSpell
from sampling.caseload.flag_rules import age_of
from sampling.caseload.lists import ListRow

Rows = Mapping[int, Sequence[ListRow]]

_PERSON = ("dob", "age", "gender", "ethnicity", "disability", "uasc", "team", "worker", "personal_adviser")
_ORDER = {
    "safeguarding": (7, 5, 4, 3, 6, 1, 2, 8, 9, 10),
    "children_in_need": (6, 4, 3, 5, 7, 1, 2, 8, 9, 10),
    "children_in_care": (8, 10, 6, 7, 5, 4, 3, 9, 1, 2),
    "leaving_care": (9, 8, 10, 6, 7, 5, 4, 3, 1, 2),
}
_DATED_WORK = (3, 4, 5)


def facts(area: str, rows: Rows, census_date: date) -> tuple[Fact, ...]:
    """The facts of a child: the person first, then the latest row of each list, the area's own first.

    Codes are in words and dates British. A blank is left out; a cell that could not be read is told as
    it was given.

    Args:
        area: the area's id.
        rows: the child's rows, by list.
        census_date: the day to which the age is worked out.
    """
    latest = [row for number in _ORDER[area] if (row := _latest(number, rows.get(number, ()))) is not None]
    person = [fact for key in _PERSON if (fact := _of_person(key, latest, census_date)) is not None]
    return (*person, *(fact for row in latest for fact in _of_row(row)))


def _latest(number: int, rows: Sequence[ListRow]) -> ListRow | None:
    """The row with the latest start; the last of several that start alike."""
    start = specification.load().numbered(number).start
    return max(rows, key=lambda row: row.day(start) or date.min, default=None)


def _column(row: ListRow, key: str) -> ColumnSpec | None:
    spec = specification.load().numbered(row.list)
    return spec.column(key) if spec.has(key) else None


def _of_person(key: str, rows: Sequence[ListRow], census_date: date) -> Fact | None:
    """A fact about the person, from the first list that gives it; lists that differ are named."""
    if key == "age":
        return _age(rows, census_date)
    given = [(row, column.show(row.values.get(key))) for row in rows if (column := _column(row, key))]
    given = [(row, text) for row, text in given if text]
    if not given:
        return None
    first, text = given[0]
    column = _column(first, key)
    others = dict.fromkeys(
        f"{other} in {_source(row)}" for row, other in given[1:] if other != text and key in {"dob", "gender"}
    )
    value = f"{text} (but {'; '.join(others)})" if others else text
    return Fact(column.label if column else key, value, _source(first))


def _age(rows: Sequence[ListRow], census_date: date) -> Fact | None:
    """The age on the census date, from the first list that gives a date of birth or an age."""
    for row in rows:
        age = age_of(row, census_date)
        if age is not None:
            told = "unborn" if age == UNBORN else str(age)
            return Fact("Age", f"{told} on {census_date:%d/%m/%Y}", _source(row))
    return None


def _of_row(row: ListRow) -> Iterator[Fact]:
    """Everything else that a row says."""
    skipped = {*specification.load().shared, *_PERSON}
    for column in specification.load().numbered(row.list).columns:
        if column.key in skipped:
            continue
        text = column.show(row.values.get(column.key))
        if not text and (original := row.originals.get(column.key)):
            text = f"could not be read: {original}"
        if text:
            yield Fact(column.label, text, _source(row))


def _source(row: ListRow) -> str:
    return f"List {row.list} row {row.row}"


def workers(rows: Rows) -> tuple[WorkerSpell, ...]:
    """Who held the case by the lists: those of dated work first, in order, then those who hold it now.

    Lists 3 to 5 name the worker of a piece of work, so its day is known; lists 6 to 9 name the latest
    worker, without saying since when.
    """
    found: dict[WorkerSpell, None] = {}
    for number in sorted(rows):
        spec = specification.load().numbered(number)
        dated = number in _DATED_WORK
        for row in rows[number]:
            if name := row.text("worker"):
                start = row.day(spec.start) if dated else None
                found.setdefault(WorkerSpell(name, row.text("team") or spec.title, start, None))
            if name := row.text("personal_adviser"):
                found.setdefault(WorkerSpell(name, "Personal adviser", None, None))
    return tuple(sorted(found, key=lambda spell: (spell.start or date.max, spell.worker)))
