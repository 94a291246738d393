"""What one list says of a child and another does not bear out."""

from datetime import date
from pathlib import Path

import pytest

from tests.unit.annex_a_good import sheet
from tests.unit.annex_a_workbooks import Cell, found, imported

Row = dict[str, Cell]
Place = tuple[str, int, str]
PLAN = {"case_status": "b) Child Protection plan"}
CARE = {"case_status": "a) Looked after child"}
LEFT = {"care_end": date(2024, 1, 9), "care_end_reason": "a) E11: Adopted - application unopposed"}


@pytest.mark.parametrize(
    ("lists", "code", "place"),
    [
        ({6: [{}], 7: [{}]}, "status-differs", ("List_6", 2, "L")),
        ({6: [{}], 8: [{}]}, "status-differs", ("List_6", 2, "L")),
        ({6: [PLAN], 7: [{"child_id": "C9"}]}, "status-differs", ("List_6", 2, "L")),
        ({6: [CARE], 8: [{"child_id": "C9"}]}, "status-differs", ("List_6", 2, "L")),
        ({6: [{}], 7: [{"child_id": "C9"}]}, "not-in-list-6", ("List_7", 2, "A")),
        ({6: [{}], 8: [{"child_id": "C9"}]}, "not-in-list-6", ("List_8", 2, "A")),
        ({6: [{}], 4: [{"child_id": "C9", "assessment_end": None}]}, "not-in-list-6", ("List_4", 2, "A")),
        (
            {
                6: [
                    {"cin_end": date(2024, 2, 1), "cin_end_reason": "RC7", "case_status": "e) Closed episode"}
                ],
                4: [{"assessment_end": None}],
            },
            "closed-but-open",
            ("List_4", 2, "I"),
        ),
        ({6: [{"cin_start": date(2023, 12, 4), **PLAN}], 7: [{}]}, "plan-before-episode", ("List_7", 2, "G")),
        ({8: [LEFT], 10: [{"adoption_order": None}]}, "adopted-not-in-list-10", ("List_8", 2, "U")),
        ({8: [{}], 9: [{"eligibility": "a) Relevant child"}]}, "relevant-in-care", ("List_9", 2, "I")),
        ({1: [{}], 3: [{"dob": date(2015, 4, 5)}]}, "two-birth-dates", ("List_3", 2, "D")),
        ({1: [{}], 3: [{"gender": "b) Female"}]}, "two-genders", ("List_3", 2, "B")),
        ({1: [{}], 3: [{"ethnicity": "b) WIRI"}]}, "two-ethnicities", ("List_3", 2, "C")),
        ({1: [{"child_id": "ab1"}], 3: [{"child_id": "AB1"}]}, "ids-alike", ("List_3", 2, "A")),
    ],
)
def test_lists_that_gainsay_each_other(
    tmp_path: Path, lists: dict[int, list[Row]], code: str, place: Place
) -> None:
    result = imported(tmp_path, {f"List_{number}": sheet(number, *rows) for number, rows in lists.items()})
    (problem,) = found(result, code)
    assert (problem.sheet, problem.row, problem.column) == place
    assert sum(map(len, result.rows.values())) == sum(map(len, lists.values()))


def test_lists_that_agree_are_left_alone(tmp_path: Path) -> None:
    plan, care = {"child_id": "C1"}, {"child_id": "C2"}
    result = imported(
        tmp_path,
        {
            "List_1": sheet(1, plan, care),
            "List_3": sheet(3, plan, care),
            "List_4": sheet(4, plan, care),
            "List_6": sheet(6, {**plan, **PLAN}, {**care, **CARE}),
            "List_7": sheet(7, plan),
            "List_8": sheet(8, care),
        },
    )
    assert result.problems == ()


def test_children_who_should_be_in_list_6_are_one_line_with_their_rows(tmp_path: Path) -> None:
    plans: list[Row] = [{"child_id": f"D{n}"} for n in range(8)]
    result = imported(tmp_path, {"List_6": sheet(6, {}), "List_7": sheet(7, *plans)})
    (problem,) = found(result, "not-in-list-6")
    assert (problem.row, problem.count) == (2, 8)
    assert "(rows 2, 3, 4, 5, 6 and 3 more)" in problem.message


def test_a_list_that_was_not_sent_gainsays_nobody(tmp_path: Path) -> None:
    assert imported(tmp_path, {"List_6": sheet(6, {**CARE}, {**PLAN})}).problems == ()
    assert imported(tmp_path, {"List_7": sheet(7, {}), "List_8": sheet(8, {})}).problems == ()
