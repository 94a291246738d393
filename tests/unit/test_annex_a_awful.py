"""Whole workbooks as an office at its wits' end sends them: what is read, and what is said to be lost."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from sampling.caseload.annex_a.importer import ImportResult, read
from sampling.errors import FileError
from tests.unit.annex_a_good import sheet
from tests.unit.annex_a_workbooks import CENSUS, LEFT_OUT, Cell, Table, found, imported

Rows = list[list[Cell]]


def body(number: int, children: int = 6) -> Rows:
    """A list's sheet with its headers in row 1 and a sound row for each child."""
    rows = sheet(number, *({"child_id": f"C{at}"} for at in range(1, children + 1)))
    return [list(row) for row in rows]


def one(path: Path, rows: Table, name: str = "List_3") -> ImportResult:
    """One sheet as read; every row of it is imported or listed."""
    result = imported(path, {name: rows})
    assert reconciled(result)
    return result


def reconciled(result: ImportResult) -> bool:
    listed = sum(problem.count for problem in result.problems if problem.code in LEFT_OUT)
    return sum(one.rows for one in result.lists) == sum(one.imported for one in result.lists) + listed


def children(result: ImportResult, number: int = 3) -> list[str]:
    return [row.child for row in result.rows[number]]


ALL = [f"C{at}" for at in range(1, 7)]


@pytest.mark.parametrize("name", ["List_3", "Data"])
def test_headers_far_down_below_a_letter_are_found(tmp_path: Path, name: str) -> None:
    letter: Rows = [[f"Line {at} of the letter"] for at in range(13)]
    result = one(tmp_path, [*letter, *body(3)], name)
    assert result.lists[0].header_row == 14
    assert children(result) == ALL


def test_a_second_list_below_the_first_is_not_read_under_the_wrong_headers(tmp_path: Path) -> None:
    result = one(tmp_path, [*body(3), [], ["List 4: Assessments"], *body(4)])
    assert children(result) == ALL
    (lost,) = found(result, "second-table")
    assert (lost.severity, lost.sheet, lost.row, lost.column, lost.count) == ("error", "List_3", 10, "A", 7)
    assert "a second table begins in row 10, with the headers of List 4" in lost.message
    assert lost.rows == (10, 11, 12, 13, 14)


def test_a_list_above_the_one_that_the_sheet_is_named_for_is_said_to_be_lost(tmp_path: Path) -> None:
    result = one(tmp_path, [*body(3, 2), [], *body(4)], "List_4")
    assert children(result, 4) == ALL
    (lost,) = found(result, "second-table")
    assert (lost.severity, lost.rows) == ("error", (2, 3))
    assert "begins in row 1, with the headers of List 3, above the headers in row 5" in lost.message


def test_headers_repeated_on_every_page_are_no_children(tmp_path: Path) -> None:
    rows = body(3)
    result = one(tmp_path, [*rows[:4], rows[0], *rows[4:]])
    assert children(result) == ALL
    (again,) = found(result, "repeated-headers")
    assert (again.severity, again.row, again.column) == ("note", 5, "A")


@pytest.mark.parametrize("under", [False, True])
def test_a_database_s_own_names_beside_the_template_s_are_no_table(tmp_path: Path, under: bool) -> None:
    headers, *rest = body(3)
    names: list[Cell] = ["ChildUniqueID", "GENDER", "ETHNICITY", "DateOfBirth", "AGE", "REF_DATE_1", "SRC_CD"]
    result = one(tmp_path, [headers, names, *rest] if under else [names, headers, *rest])
    assert children(result) == ALL
    assert [said.severity for said in result.problems] == ["note"] * under


def test_a_list_of_the_same_first_columns_below_another_is_not_read_as_that(tmp_path: Path) -> None:
    result = one(tmp_path, [*body(2), *body(1)], "List 2")
    assert children(result, 2) == ALL
    (lost,) = found(result, "second-table")
    assert (lost.row, lost.count) == (8, 7)


def test_headers_in_cells_merged_down_two_rows_are_read_as_one(tmp_path: Path) -> None:
    headers, *rest = body(3)
    over: list[Cell] = [*headers[:5], "Referral", None, None, None, "Worker", None]
    under: list[Cell] = [*[None] * 5, *headers[5:]]
    result = one(tmp_path, [over, under, *rest])
    assert children(result) == ALL
    assert result.lists[0].header_row == 2
    (said,) = found(result, "headers-in-two-rows")
    assert (said.severity, said.row) == ("note", 2)
    assert not found(result, "missing-column")


def test_group_titles_above_whole_headers_change_nothing(tmp_path: Path) -> None:
    result = one(tmp_path, [["Child", None, None, None, None, "Referral"], *body(3)])
    assert children(result) == ALL
    assert result.problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Total: 6", "totals-row"),
        ("TOTAL CHILDREN", "totals-row"),
        ("Grand Total", "totals-row"),
        ("Subtotal", "totals-row"),
        ("Sub-total North", "totals-row"),
        ("Count of children: 6", "totals-row"),
        ("Number of children", "totals-row"),
        ("* Figures as at 1 March 2024", "footer-row"),
        ("Source: case system", "footer-row"),
        ("End of report", "footer-row"),
        ("Page 1 of 1", "footer-row"),
    ],
)
def test_what_stands_below_a_list_is_no_child(tmp_path: Path, text: str, code: str) -> None:
    result = one(tmp_path, [*body(3), [], [text]])
    assert children(result) == ALL
    (said,) = found(result, code)
    assert (said.severity, said.row, said.column) == ("note", 9, "A")
    assert f"'{text}'" in said.message


def test_a_remark_of_two_cells_might_be_a_child_and_is_more_than_a_note(tmp_path: Path) -> None:
    (said,) = found(one(tmp_path, [*body(3), ["Produced by", "Data team"]]), "footer-row")
    assert (said.severity, said.row) == ("warning", 8)


@pytest.mark.parametrize("child", ["MOS 123", "C-9", "XY", "Totaliser9", "Sum1"])
def test_an_unusual_id_alone_in_its_row_is_still_a_child_and_said(tmp_path: Path, child: str) -> None:
    result = one(tmp_path, [*body(3), [child]])
    assert children(result)[-1] == child
    (said,) = result.problems
    assert (said.severity, said.code, said.row, said.column) == ("warning", "odd-id", 8, "A")
    assert "is all that its row holds" in said.message


@pytest.mark.parametrize(
    "legend",
    [
        ["Their own identifier", "a) Male b) Female", "code", "DD/MM/YYYY", "years", "(dd/mm/yyyy)"],
        ["1", "2", "3", "4", "5", "6"],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        ["A", "B", "C", "D", "E", "F"],
    ],
)
def test_a_row_that_explains_the_columns_is_no_child(tmp_path: Path, legend: list[Cell]) -> None:
    headers, *rest = body(3)
    result = one(tmp_path, [headers, legend, *rest])
    assert children(result) == ALL
    (said,) = result.problems
    assert (said.severity, said.code, said.row, said.column) == ("note", "legend-row", 2, "A")


def test_a_first_child_with_the_form_of_a_day_in_one_cell_is_a_child(tmp_path: Path) -> None:
    rows = body(3)
    rows[1][3] = "DD/MM/YYYY"
    assert children(one(tmp_path, rows)) == ALL


def test_a_list_laid_on_its_side_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no list can be read: List_3: no row of List 3's headers"):
        imported(tmp_path, {"List_3": [list(row) for row in zip(*body(3), strict=True)]})


def test_what_looks_like_no_id_is_kept_and_said_where_the_row_is_filled(tmp_path: Path) -> None:
    rows = body(3)
    rows[2][0] = "Unborn baby of Reed"
    rows[3][0] = "X" * 21
    result = one(tmp_path, rows)
    assert len(children(result)) == 6
    assert [(said.severity, said.row, said.column) for said in found(result, "odd-id")] == [
        ("warning", 3, "A"),
        ("warning", 4, "A"),
    ]


def test_an_id_that_excel_shortened_is_an_error_since_two_children_may_share_it(tmp_path: Path) -> None:
    rows = body(3)
    rows[2][0] = rows[4][0] = "1.23457E+11"
    (said,) = found(one(tmp_path, rows), "id-shortened")
    assert (said.severity, said.row, said.column, said.count) == ("error", 3, "A", 2)


@pytest.mark.parametrize(
    ("one_way", "other"), [("12,345", "12345"), ("12345.00", "12345"), ("C 8", "c-8"), ("C\u200b8", "C8")]
)
def test_ids_that_differ_in_marks_alone_are_pointed_out(tmp_path: Path, one_way: str, other: str) -> None:
    rows = body(3)
    rows[2][0], rows[4][0] = one_way, other
    (said,) = found(one(tmp_path, rows), "ids-alike")
    assert (said.severity, said.row, said.column) == ("warning", 5, "A")


def test_cells_under_no_header_are_said_where_they_stand(tmp_path: Path) -> None:
    rows = body(3)
    rows[0][6] = None
    rows[3].append("beside the list")
    result = one(tmp_path, rows)
    assert [(said.severity, said.row, said.column, said.count) for said in found(result, "no-header")] == [
        ("warning", 2, "G", 6),
        ("warning", 4, "L", 1),
    ]


def test_a_line_of_a_csv_with_a_cell_too_many_is_said(tmp_path: Path) -> None:
    lines = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell) for cell in row] for row in body(3)]
    lines[2][6] = "a school, primary"
    path = tmp_path / "List 3.csv"
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    (said,) = found(read(path, CENSUS), "no-header")
    assert (said.row, said.column) == (3, "L")
    assert "pushes what follows to the right" in said.message


def test_short_lines_of_a_csv_are_as_good_as_blank_cells(tmp_path: Path) -> None:
    headers = [str(cell) for cell in body(3)[0]]
    path = tmp_path / "List 3.csv"
    path.write_text("\n".join([",".join([*headers, "", "Something else"]), "C1,a) Male", "C2"]))
    result = read(path, CENSUS)
    assert children(result) == ["C1", "C2"]
    assert not found(result, "no-header")


def test_a_header_row_of_thousands_names_a_hundred(tmp_path: Path) -> None:
    rows = body(3)
    rows[0] += [f"Junk {at}" for at in range(3_000)]
    said = found(one(tmp_path, rows), "unknown-header")
    assert len(said) == 101
    assert (said[-1].severity, said[-1].count) == ("note", 2_900)


def test_a_list_without_a_column_of_ids_counts_every_row_that_it_costs(tmp_path: Path) -> None:
    rows = body(3)
    rows[0][0] = "Our number"
    (said,) = found(one(tmp_path, rows), "no-id-column")
    assert (said.severity, said.row, said.count) == ("error", 1, 6)
    assert "name the column of ids so" in said.message


def test_one_id_told_in_two_ways_says_both(tmp_path: Path) -> None:
    rows = body(4)
    rows[1][3] = date(2014, 5, 4)
    result = imported(tmp_path, {"List_3": body(3), "List_4": rows})
    (said,) = found(result, "two-birth-dates")
    assert said.message == "'C1' has '04/05/2014' here and '04/05/2015' in 'List_3' row 2"


def test_months_first_are_left_blank_and_put_the_column_s_other_days_in_doubt(tmp_path: Path) -> None:
    rows = body(3)
    # Excel in Britain makes a date of the third by itself, and leaves the others as texts.
    days: list[Cell] = [
        "02/13/2024",
        "02/03/2024",
        date(2024, 2, 3),
        date(2024, 1, 25),
        "2024-02-05",
        "05/05/2023",
    ]
    for row, day in zip(rows[1:], days, strict=True):
        row[5] = day
    result = one(tmp_path, rows)
    (first,) = found(result, "month-first")
    assert (first.severity, first.row, first.column) == ("warning", 2, "F")
    (doubt,) = found(result, "day-or-month")
    assert (doubt.severity, doubt.column, doubt.rows) == ("warning", "F", (3, 4))
    read_as = [row.day("referral_date") for row in result.rows[3]]
    assert read_as[:3] == [None, date(2024, 3, 2), date(2024, 2, 3)]


def test_a_workbook_that_counts_days_from_1904_is_read_so(tmp_path: Path) -> None:
    path = tmp_path / "lists.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    page = book.add_worksheet("List_3")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at, row in enumerate(body(3)):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                # The birth in a format of days, the referral as the number alone.
                when = datetime(cell.year, cell.month, cell.day)
                page.write_datetime(at, place, when, day if place == 3 else None)
            else:
                page.write(at, place, cell)
    book.close()
    result = read(path, CENSUS)
    assert result.problems == ()
    assert {row.day("dob") for row in result.rows[3]} == {date(2015, 5, 4)}
    assert {row.day("referral_date") for row in result.rows[3]} == {date(2024, 2, 5)}


def test_headers_may_be_numbered_and_starred(tmp_path: Path) -> None:
    headers, *rest = body(3)
    result = one(tmp_path, [[f"{at}. {text}*" for at, text in enumerate(headers, 1)], *rest])
    assert children(result) == ALL
    assert result.problems == ()


def test_rows_and_columns_that_are_hidden_are_read_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "lists.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("List_3")
    for at, row in enumerate(body(3)):
        page.write_row(at, 0, [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])
    for at in (2, 3, 40):
        page.set_row(at, None, None, {"hidden": True})
    page.set_column(1, 2, None, None, {"hidden": True})
    page.set_column(30, 16_383, None, None, {"hidden": True})
    book.close()
    result = read(path, CENSUS)
    assert children(result) == ALL
    (said,) = found(result, "hidden-rows")
    assert (said.severity, said.sheet, said.rows, said.count) == ("warning", "List_3", (3, 4), 2)
    columns = found(result, "hidden-column")
    assert [(one.severity, one.column, one.header) for one in columns] == [
        ("note", "B", "Gender"),
        ("note", "C", "Ethnicity"),
    ]
    assert [row.text("gender") for row in result.rows[3]] == ["Male"] * 6


def test_a_list_split_over_two_sheets_says_how_many_rows_the_second_costs(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": body(3, 2), "List_3 (2)": body(3, 4)})
    (said,) = found(result, "list-twice")
    assert (said.severity, said.sheet, said.count) == ("error", "List_3 (2)", 4)
    assert "or put both parts of a list on one sheet" in said.message


def test_three_hundred_other_sheets_are_named_up_to_twenty(tmp_path: Path) -> None:
    others: dict[str, Table] = {f"Tab {at}": [["hello"]] for at in range(300)}
    result = imported(tmp_path, {**others, "List_3": body(3)})
    said = found(result, "other-sheet")
    assert [one.sheet for one in said[:20]] == [f"Tab {at}" for at in range(20)]
    assert [(one.severity, one.count) for one in said[20:]] == [("note", 280)]


@pytest.mark.parametrize(
    ("name", "number"),
    [("List1a", 1), ("L10", 10), ("Copy of List 4", 4), ("checklist 5", 5), ("List 2024", 9)],
)
def test_a_sheet_of_an_odd_name_is_what_its_headers_say(tmp_path: Path, name: str, number: int) -> None:
    assert [one.list for one in imported(tmp_path, {name: body(number)}).lists] == [number]


def test_an_old_copy_named_for_one_list_with_another_s_headers_is_not_read(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List 11 - Contacts old": body(1), "List 1": body(1)})
    assert [one.sheet for one in result.lists] == ["List 1"]
    (said,) = found(result, "sheet-mismatch")
    assert (said.severity, said.count) == ("error", 6)


def test_where_no_list_can_be_read_the_nearest_sheet_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError) as refused:
        imported(tmp_path, {"Sheet1": [*body(3), [], *body(4)]})
    assert str(refused.value).startswith(
        "lists.xlsx: no list can be read: Sheet1: its headers fit two lists alike"
    )
