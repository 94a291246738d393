"""Workbooks as authorities send them: every row taken or listed, every change said."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from sampling.caseload.annex_a.importer import read
from sampling.caseload.annex_a.report import report_json
from sampling.errors import FileError
from tests.unit.annex_a_workbooks import CENSUS, FILLED, Cell, Table, found, imported, make, make_ods, table


def test_a_good_workbook_is_read_without_a_word(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_1": table(1, {}), "List_3": table(3, {}), "List_4": table(4, {})})
    assert result.ok
    assert result.problems == ()
    assert result.missing_lists == (2, 5, 6, 7, 8, 9, 10, 11)
    row = result.rows[4][0]
    assert (row.child, row.row, row.text("gender"), row.day("assessment_end")) == (
        "C1",
        2,
        "Male",
        date(2024, 2, 20),
    )
    assert row.originals == {}


@pytest.mark.parametrize("titled", [False, True])
def test_headers_stand_in_row_1_or_2_and_rows_keep_their_numbers(tmp_path: Path, titled: bool) -> None:
    sheet = table(3, {}, {"Child Unique ID": "C2", "Date of referral": "31/02/2024"}, titled=titled)
    result = imported(tmp_path, {"List 3 - Referral": sheet})
    (report,) = result.lists
    assert (report.list, report.sheet, report.header_row, report.rows, report.imported) == (
        3,
        "List 3 - Referral",
        1 + titled,
        2,
        2,
    )
    (problem,) = found(result, "bad-date")
    assert (problem.severity, problem.sheet, problem.row) == ("warning", "List 3 - Referral", 3 + titled)
    assert (problem.column, problem.header) == ("F", "Date of referral")
    assert "31/02/2024" in problem.message
    assert result.rows[3][1].day("referral_date") is None
    assert result.rows[3][1].originals["referral_date"] == "31/02/2024"


def test_row_numbers_stay_true_below_blank_rows_and_right_of_blank_columns(tmp_path: Path) -> None:
    sheet = [[None, *row] for row in [[], [], *table(1, {"Date of Contact": "30/02/2024"})]]
    result = imported(tmp_path, {"List_1": sheet})
    (problem,) = found(result, "bad-date")
    assert (problem.row, problem.column) == (4, "G")


def test_a_row_without_an_id_is_an_error_at_its_row(tmp_path: Path) -> None:
    result = imported(
        tmp_path, {"List_3": table(3, {}, {"Child Unique ID": None}, {"Child Unique ID": "None"})}
    )
    problems = found(result, "no-id")
    assert [(p.severity, p.row, p.column, p.count) for p in problems] == [
        ("error", 3, "A", 1),
        ("error", 4, "A", 1),
    ]
    assert not result.ok
    (report,) = result.lists
    assert (report.rows, report.imported) == (3, 1)


def test_rows_read_are_those_imported_and_those_listed(tmp_path: Path) -> None:
    sheet: Table = [
        *table(1, {}, {"Child Unique ID": "C2"}, {"Child Unique ID": "C2"}, {"Child Unique ID": None}),
        [None] * 7,
        [None, " "],
        [None, None, None, None, 0],
        ["Total", None, None, None, 3],
        ["Applied filters: year is 2024"],
        [None, "exported by the case system"],
    ]
    result = imported(tmp_path, {"List_1": sheet})
    (report,) = result.lists
    listed = sum(len(found(result, code)) for code in ("no-id", "duplicate-row", "totals-row", "footer-row"))
    assert (report.rows, report.imported, listed) == (7, 2, 5)
    assert found(result, "empty-rows")[0].count == 3


def test_a_repeated_row_is_imported_once_and_its_first_row_named(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": table(3, {}, {})})
    (problem,) = found(result, "duplicate-row")
    assert (problem.severity, problem.row) == ("warning", 3)
    assert "row 2" in problem.message
    assert len(result.rows[3]) == 1


def test_rows_alike_in_key_but_not_in_content_are_both_kept(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": table(3, {}, {"Allocated Team": "South"})})
    assert found(result, "same-key")[0].row == 3
    assert len(result.rows[3]) == 2


def test_error_cells_are_told_from_blanks(tmp_path: Path) -> None:
    sheet = table(
        3,
        {},
        {"Child Unique ID": "C2", "Allocated Worker": "#N/A"},
        {"Child Unique ID": "C3", "Allocated Worker": "#REF!"},
    )
    result = imported(tmp_path, {"List_1": table(1, {}), "List_3": sheet})
    problems = found(result, "excel-error")
    assert [(p.severity, p.row, p.column, p.header) for p in problems] == [
        ("warning", 3, "K", "Allocated Worker"),
        ("warning", 4, "K", "Allocated Worker"),
    ]
    assert result.rows[3][1].originals == {"worker": "#N/A"}


def test_error_cells_are_found_anywhere_in_a_long_sheet(tmp_path: Path) -> None:
    rows = [{"Child Unique ID": f"C{n}"} for n in range(6_000)]
    wrong = [2_500, 4_999, 5_999]
    for n in wrong:
        rows[n] = {**rows[n], "Allocated Team": "#N/A"}
    result = imported(tmp_path, {"List_3": table(3, *rows)})
    (problem,) = found(result, "excel-error")
    assert problem.count == 3
    assert "(rows 2502, 5001, 6001)" in problem.message


def test_a_blank_that_is_always_asked_for_is_one_line_with_a_count(tmp_path: Path) -> None:
    rows = [{"Child Unique ID": f"C{n}", "Allocated Team": None} for n in range(8)]
    result = imported(tmp_path, {"List_3": table(3, *rows)})
    (problem,) = found(result, "blank")
    assert (problem.severity, problem.row, problem.header, problem.count) == (
        "warning",
        2,
        "Allocated Team",
        8,
    )
    assert "(rows 2, 3, 4, 5, 6 and 3 more)" in problem.message


def test_codes_are_stored_by_their_values(tmp_path: Path) -> None:
    rows = [
        {"Child Unique ID": "C1", "Gender": "M", "Referral Source": "1A"},
        {"Child Unique ID": "C2", "Gender": "b) Female", "Referral Source": "Police"},
        {"Child Unique ID": "C3", "Gender": "Monkey", "Referral Source": "Individual"},
    ]
    result = imported(tmp_path, {"List_3": table(3, *rows)})
    assert [row.text("gender") for row in result.rows[3]] == ["Male", "Female", "Monkey"]
    assert [row.text("referral_source") for row in result.rows[3]] == ["1A", "6", "Individual"]
    assert [(p.row, p.column) for p in found(result, "unknown-code")] == [(4, "B"), (4, "G")]
    assert result.rows[3][0].originals == {"gender": "M"}


def test_every_missing_column_is_named(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": table(3, {}, drop=["Allocated Team", "Date of referral"])})
    assert [p.header for p in found(result, "missing-column")] == ["Date of referral", "Allocated Team"]


def test_a_missing_column_is_named_and_absent_from_the_rows(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": table(3, {}, drop=["Allocated Team"])})
    (problem,) = found(result, "missing-column")
    assert (problem.sheet, problem.header) == ("List_3", "Allocated Team")
    assert "team" not in result.rows[3][0].values


def test_without_an_id_column_nothing_of_a_list_is_read(tmp_path: Path) -> None:
    result = imported(
        tmp_path, {"List_3": table(3, {}, {}, drop=["Child Unique ID"]), "List_1": table(1, {})}
    )
    assert not result.ok
    assert found(result, "no-id-column")[0].severity == "error"
    assert [(report.list, report.rows, report.imported) for report in result.lists] == [(1, 1, 1), (3, 2, 0)]


def test_one_list_on_two_sheets_is_an_error(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List 3": table(3, {}), "List_3 (2)": table(3, {"Child Unique ID": "C9"})})
    (problem,) = found(result, "list-twice")
    assert (problem.severity, problem.sheet) == ("error", "List_3 (2)")
    assert [row.child for row in result.rows[3]] == ["C1"]


def test_a_sheet_named_as_another_list_is_not_read(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_1": table(1, {}), "List_3": table(4, {})})
    assert found(result, "sheet-mismatch")[0].severity == "error"
    assert 3 in result.missing_lists
    assert 4 in result.missing_lists


def test_a_hidden_sheet_is_read_with_a_notice_and_gives_way_to_one_that_shows(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", {"List_1": table(1, {}), "List_3": table(3, {})}, hidden=["List_3"])
    assert found(read(path, CENSUS), "hidden-sheet")[0].sheet == "List_3"
    sheets = {"List_1": table(1, {}), "List_3": table(3, {"Child Unique ID": "OLD"}), "List 3": table(3, {})}
    result = read(make(tmp_path / "b.xlsx", sheets, hidden=["List_3"]), CENSUS)
    assert [row.child for row in result.rows[3]] == ["C1"]
    assert found(result, "list-twice")[0].sheet == "List_3"


def test_headers_without_rows_are_a_note(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_1": table(1, {}), "List_3": table(3)})
    assert found(result, "no-rows")[0].severity == "note"
    assert 3 not in result.missing_lists


def test_the_census_date_is_guessed_from_the_latest_day_that_is_no_slip(tmp_path: Path) -> None:
    rows: list[dict[str, Cell]] = [
        {"Child Unique ID": "C1", "Date of referral": date(2024, 1, 10)},
        {"Child Unique ID": "C2", "Date of referral": date(2024, 2, 28)},
        {"Child Unique ID": "C3", "Date of referral": date(2042, 2, 28)},
    ]
    result = imported(tmp_path, {"List_3": table(3, *rows)}, census=None)
    assert result.suggested_census_date == date(2024, 2, 28)
    (problem,) = found(result, "after-census")
    assert (problem.row, problem.column) == (4, "F")


def test_what_cannot_all_be_true_is_said(tmp_path: Path) -> None:
    result = imported(
        tmp_path,
        {
            "List_3": table(3, {"Age of Child (Years)": 12, "Date of referral": date(2023, 8, 31)}),
            "List_4": table(
                4,
                {
                    "Date of Birth": date(2015, 4, 5),
                    "Continuous Assessment Date of Authorisation": date(2024, 1, 5),
                },
            ),
        },
    )
    assert [(p.sheet, p.row, p.column) for p in found(result, "age-differs")] == [("List_3", 2, "E")]
    assert [(p.sheet, p.row, p.column) for p in found(result, "outside-window")] == [("List_3", 2, "F")]
    assert [(p.sheet, p.row, p.column) for p in found(result, "wrong-order")] == [("List_4", 2, "I")]
    (two,) = found(result, "two-birth-dates")
    assert (two.sheet, two.row, two.column) == ("List_4", 2, "D")
    assert "'List_3' row 2" in two.message


def test_ids_that_are_nearly_one_are_pointed_out(tmp_path: Path) -> None:
    rows: list[dict[str, Cell]] = [{"Child Unique ID": "0042"}, {"Child Unique ID": 42}]
    assert found(imported(tmp_path, {"List_3": table(3, *rows)}), "ids-alike")[0].row == 3


def test_numbers_as_ids_join_with_texts(tmp_path: Path) -> None:
    sheets = {
        "List_1": table(1, {"Child Unique ID": 12345}),
        "List_3": table(3, {"Child Unique ID": "12345.0"}),
    }
    result = imported(tmp_path, sheets)
    assert {result.rows[1][0].child, result.rows[3][0].child} == {"12345"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "not a workbook"),
        (b"PK\x03\x04 cut short", "damaged or password-protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "damaged or password-protected"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_one_line(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "lists.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileError) as refused:
        read(path)
    assert words in str(refused.value)
    assert str(refused.value).startswith("lists.xlsx: ")
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="none\\.xlsx: cannot be read"):
        read(tmp_path / "none.xlsx")


def test_a_workbook_of_other_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="none of its sheets"):
        imported(tmp_path, {"Budget": [["Item", "Cost"], ["Paper", 3]]})
    with pytest.raises(FileError, match="area SEND"):
        imported(tmp_path, {"List_1": [["Unique ID", "UPN", "ULN", "Gender"], ["a", "b", "c", "M"]]})


def test_the_suffix_does_not_matter(tmp_path: Path) -> None:
    path = make(tmp_path / "lists.xlsx", {"List_1": table(1, {})})
    renamed = path.rename(tmp_path / "lists.XLS")
    assert len(read(renamed, CENSUS).rows[1]) == 1


def test_the_report_has_the_agreed_shape(tmp_path: Path) -> None:
    report = report_json(imported(tmp_path, {"List_3": table(3, {"Child Unique ID": None})}))
    assert list(report) == ["ok", "lists", "missing_lists", "problems"]
    assert report["ok"] is False
    assert list(report["lists"][0]) == ["list", "sheet", "header_row", "rows", "imported"]
    assert list(report["problems"][0]) == [
        "severity",
        "sheet",
        "row",
        "column",
        "header",
        "code",
        "message",
        "count",
    ]


def test_a_stray_cell_far_away_is_refused_rather_than_laid_out(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "far.xlsx"))
    sheet = book.add_worksheet("List_1")
    sheet.write(0, 0, "Child Unique ID")
    sheet.write(1_048_575, 16_383, "stray")
    book.close()
    with pytest.raises(FileError, match=r"^far\.xlsx: sheet 'List_1' holds a cell so far"):
        read(tmp_path / "far.xlsx", CENSUS)


def test_the_official_ods_is_read_too(tmp_path: Path) -> None:
    row = ["C1", "a) Male", "a) WBRI", "04/05/2015", "8", "2024-02-01", "1A"]
    path = make_ods(tmp_path / "annex.ods", "List_1", [["List 1: Contacts"], list(FILLED[1]), row])
    result = read(path, CENSUS)
    assert [(report.list, report.header_row, report.imported) for report in result.lists] == [(1, 2, 1)]
    assert result.rows[1][0].day("contact_date") == date(2024, 2, 1)
    assert result.rows[1][0].row == 3
