"""A list held by column: the same lines as line by line, and stored alike."""

from __future__ import annotations

from datetime import date

from sampling.caseload.annex_a import specification
from sampling.caseload.lists import ListRow, ListTable
from sampling.store.storable import storable, storable_table

LINES = (
    ListRow(3, 3, {"child_id": "C1", "referral_date": date(2024, 2, 1), "age": 8}),
    ListRow(3, 4, {"child_id": "C2", "referral_date": None, "age": None}, {"referral_date": "31/02/2024"}),
    ListRow(3, 7, {"child_id": "C3", "referral_date": date(2024, 2, 1), "age": -1}),
)


def table() -> ListTable:
    made = ListTable(3, ("child_id", "referral_date", "age"))
    made.extend([line.row for line in LINES], zip(*(line.values.values() for line in LINES), strict=True))
    made.originals[1] = {"referral_date": "31/02/2024"}
    return made


def test_lines_come_back_one_by_one_as_slices_and_in_turn() -> None:
    made = table()
    assert tuple(made) == LINES
    assert (made[0], made[-1], tuple(made[1:])) == (LINES[0], LINES[2], LINES[1:])
    assert list(made.column("age")) == [8, None, -1]
    assert list(made.column("team")) == [None] * 3


def test_without_some_lines_the_texts_as_given_stay_with_theirs() -> None:
    assert tuple(table().without({0})) == LINES[1:]
    assert tuple(table().without({1, 2})) == LINES[:1]


def test_a_list_is_stored_as_its_lines_are() -> None:
    columns = specification.load().numbered(3).stored
    by_line = [tuple(line) for line in storable(columns, LINES)]
    assert list(storable_table(columns, table())) == by_line
    assert by_line[1][-1] == '{"referral_date":"31/02/2024"}'
