"""The report as lines for a screen and as rows for the authority."""

from pathlib import Path

from sampling.caseload.annex_a.report import (
    COLUMNS,
    COSTS,
    first_rows,
    match_rows,
    report_lines,
    report_rows,
)
from tests.unit.annex_a_good import sheet
from tests.unit.annex_a_workbooks import found, imported


def test_it_says_the_whole_the_lists_what_is_missing_and_costs_and_the_problems(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": sheet(3, {}, {"child_id": None}, {"team": None})})
    lines = report_lines(result)
    assert lines[0].text == "2 of 3 rows taken; 1 row(s), sheet(s) or list(s) would be lost"
    kinds = [line.kind for line in lines]
    assert kinds == ["summary", "summary", "list", *["missing"] * 10, "error", "warning"]
    assert lines[2].text == "List 3: Referral: 2 rows, 1 not taken ('List_3', headers in row 1)"
    assert "List 8: Children in care: missing, so there is no frame of children in care" in [
        line.text for line in lines
    ]
    assert lines[-1].text.startswith("List_3 row 4 column J 'Allocated Team': blank")


def test_every_list_has_a_cost() -> None:
    assert sorted(COSTS) == list(range(1, 12))


def test_rows_for_the_authority_name_the_cell(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": sheet(3, {}, *[{"team": None}] * 7)})
    rows = report_rows(result)
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert [row[0] for row in rows] == ["missing"] * 10 + ["warning"]
    assert rows[-1][:6] == ("warning", "List_3", 3, "J", "Allocated Team", "blank")
    assert rows[-1][-1] == 7


def test_the_match_report_is_a_row_a_header(tmp_path: Path) -> None:
    rows = match_rows(imported(tmp_path, {"List_3": sheet(3, {})}))
    assert len(rows) == 11
    assert rows[0] == (3, "List_3", "A", "Child Unique ID", "Child", "the template's header")


def test_the_first_rows_that_were_left_out_are_shown_as_they_stand(tmp_path: Path) -> None:
    rows = [list(row) for row in sheet(3, {}, {"child_id": None}, {"child_id": "C3"})]
    result = imported(tmp_path, {"List_3": [*rows, [], *sheet(4, {})]})
    (lost,) = first_rows(result, found(result, "no-id")[0])
    assert (lost.row, lost.taken) == (3, None)
    assert lost.left[:3] == (("Gender", "a) Male"), ("Ethnicity", "a) WBRI"), ("Born", "04/05/2015"))
    below = first_rows(result, found(result, "second-table")[0])
    # They stand under the headers of another list, which would call them wrongly.
    assert below[0].left[0] == ("Column A", "Child Unique ID")
    assert below[1].left[:2] == (("Column A", "C1"), ("Column B", "a) Male"))


def test_few_of_many_rows_that_were_left_out_are_kept(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": sheet(3, {}, *({"child_id": None} for _ in range(400)))})
    assert len(found(result, "no-id")) == 51
    assert len(result.left) == 300


def test_sound_rows_with_lists_missing_are_not_all_well(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": sheet(3, {})})
    assert report_lines(result)[0].text == (
        "1 of 1 rows taken; each is sound, but 10 of the eleven lists are missing"
    )
