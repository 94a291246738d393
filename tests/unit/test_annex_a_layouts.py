"""The layouts that workbooks of lists were met in, and what there is to say of sheets and headers."""

from datetime import date
from pathlib import Path

import pytest

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.importer import ImportResult, read
from sampling.errors import FileError
from tests.unit.annex_a_good import good, header, sheet
from tests.unit.annex_a_workbooks import CENSUS, Table, found, imported, make

ALL = range(1, 12)
SUBJECTS = {
    1: "Contacts",
    2: "Early Help",
    3: "Referrals",
    4: "Assessments",
    5: "Sec47 and ICPC",
    6: "Children in Need",
    7: "Child Protection",
    8: "Children in Care",
    9: "Care Leavers",
    10: "Adoption",
    11: "Adopters",
}
TEMPLATE: dict[str, Table] = {
    "Front_Sheet": [["Ofsted", None], ["Name of authority", "Northmere"]],
    "FAQ_and_changes": [["Question", "Answer", "Date"], ["Which children?", "All", "2019"]],
    "Guidance": [["List", "Column", "What it means", "Format"], ["List 1", *list(good(1))]],
    "Codes_used": [["Gender", "Ethnicity", "Contact Source"], ["a) Male", "a) WBRI", "a) 1A: Individual"]],
}


def lists(result: ImportResult) -> list[tuple[int, int, int]]:
    return [(report.list, report.header_row, report.imported) for report in result.lists]


def test_the_whole_template_with_titles_and_guidance(tmp_path: Path) -> None:
    result = imported(tmp_path, {**TEMPLATE, **{f"List_{n}": sheet(n, {}, {}, titled=True) for n in ALL}})
    assert lists(result) == [(n, 2, 2) for n in ALL]
    assert {p.sheet for p in found(result, "other-sheet")} == set(TEMPLATE)
    assert {p.severity for p in found(result, "other-sheet")} == {"note"}
    assert result.missing_lists == ()


def test_headers_in_row_1_and_names_with_spaces(tmp_path: Path) -> None:
    result = imported(tmp_path, {f"List {n}": sheet(n, {}) for n in ALL})
    assert lists(result) == [(n, 1, 1) for n in ALL]


def test_names_by_subject_and_mixed_names(tmp_path: Path) -> None:
    assert lists(imported(tmp_path, {SUBJECTS[n]: sheet(n, {}) for n in ALL})) == [(n, 1, 1) for n in ALL]
    mixed = {1: "List1", 3: "List 3", 4: "list_04.csv", 10: "LIST-10", 11: "List 11 - Adopters"}
    assert lists(imported(tmp_path, {name: sheet(n, {}) for n, name in mixed.items()})) == [
        (n, 1, 1) for n in mixed
    ]


def test_a_title_with_the_day_of_extraction_and_a_blank_first_row(tmp_path: Path) -> None:
    table: Table = [[], ["Children in Need, extracted 01/03/2024"], *sheet(6, {})]
    assert lists(imported(tmp_path, {"List_6": table})) == [(6, 3, 1)]


def test_list_9_of_2024_has_its_columns_in_another_order(tmp_path: Path) -> None:
    columns = specification.load().numbered(9).columns
    headers = [column.header for column in columns]
    row = {**good(9), header(9, "uasc"): "b) No", header(9, "personal_adviser"): "Rowan Hale"}
    table: Table = [headers, [row.get(name) for name in headers]]
    result = imported(tmp_path, {"List_9": table})
    assert result.rows[9][0].text("personal_adviser") == "Rowan Hale"
    assert found(result, "missing-column") == []
    assert "pathway_review" in result.supplied[9]
    assert "pathway_review" not in imported(tmp_path, {"List_9": sheet(9, {})}).supplied[9]


def test_missing_sheets_are_listed_and_cost_no_other(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_3": sheet(3, {}), "List_8": sheet(8, {})})
    assert result.ok
    assert result.missing_lists == (1, 2, 4, 5, 6, 7, 9, 10, 11)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Age", "age"),
        ("AGE OF CHILD (YEARS)", "age"),
        ("Sum of Number of Referrals in Last 12 Months", "referrals_12m"),
        ("Date of Referral  ", "referral_date"),
        ("Referral NFA", "referral_nfa"),
        ("ReferralSource", "referral_source"),
        ("ChildUniqueID", "child_id"),
        ("Allocated\nWorker", "worker"),
    ],
)
def test_headers_worded_otherwise_are_known_and_it_is_said_why(
    tmp_path: Path, given: str, meant: str
) -> None:
    headers = [given if name == header(3, meant) else name for name in good(3)]
    result = imported(tmp_path, {"List_3": [headers, *sheet(3, {})[1:]]})
    (match,) = [one for one in result.matches if one.key == meant]
    assert match.header == " ".join(given.split())
    assert "template" in match.why or "another wording" in match.why
    assert result.problems == ()


def test_the_match_report_tells_every_header(tmp_path: Path) -> None:
    table: Table = [[*good(3), "LA", "ChildUniqueID"], *sheet(3, {})[1:]]
    result = imported(tmp_path, {"List_3": table})
    told = [(one.column, one.key, one.why) for one in result.matches]
    assert told[0] == ("A", "child_id", "the template's header")
    assert told[-2] == ("L", "", "is not a known column")
    assert told[-1] == ("M", "", "means the same as column A, which is read instead")
    assert len(told) == 13


def test_two_headers_for_one_column_of_which_neither_is_the_template_s_are_a_problem(tmp_path: Path) -> None:
    headers = ["Team" if name == "Allocated Team" else name for name in good(3)]
    table: Table = [[*headers, "AllocatedTeam"], [*sheet(3, {})[1], "South"]]
    result = imported(tmp_path, {"List_3": table})
    assert [(p.column, p.severity) for p in found(result, "ambiguous-column")] == [
        ("J", "warning"),
        ("L", "warning"),
    ]
    assert "team" not in result.rows[3][0].values
    assert found(result, "missing-column") == []


def test_two_columns_of_ids_leave_the_list_unread_rather_than_guessed_at(tmp_path: Path) -> None:
    headers = ["ChildUniqueID", *list(good(3))[1:], "CHILD_ID"]
    result = imported(
        tmp_path, {"List_3": [headers, [*sheet(3, {})[1], "D1"]], "List_1": sheet(1, {"child_id": "C1"})}
    )
    assert not result.ok
    assert found(result, "no-id-column")[0].severity == "error"
    assert len(result.rows[3]) == 0


def test_a_sheet_of_children_that_is_no_list_is_more_than_a_note(tmp_path: Path) -> None:
    sheets: dict[str, Table] = {
        "List_1": sheet(1, {}),
        "Missing children": [["Child Unique ID", "Days"], ["C7", 3]],
    }
    (problem,) = found(imported(tmp_path, sheets), "other-sheet")
    assert (problem.severity, problem.sheet) == ("warning", "Missing children")


def test_the_area_send_annex_a_is_refused_by_name(tmp_path: Path) -> None:
    headers = [
        "Unique ID",
        "UPN",
        "ULN",
        "Date of birth",
        "Gender",
        "Ethnicity",
        "Date initial EHC plan issued",
    ]
    send: Table = [["List 1: Children with plans"], headers, ["1", "A123", "999", None, "M", "WBRI", None]]
    with pytest.raises(FileError, match="area SEND Annex A"):
        imported(tmp_path, {"List_1": send, "List_2": send})
    result = imported(tmp_path, {"List_1": send, "List_3": sheet(3, {})})
    assert [p.sheet for p in found(result, "send-list")] == ["List_1"]
    assert 1 in result.missing_lists


def test_a_very_hidden_sheet_is_read_and_said(tmp_path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Front").write(0, 0, "x")
    page = book.add_worksheet("List_1")
    page.very_hidden()
    for at, row in enumerate(sheet(1, {"dob": None, "contact_date": "05/02/2024"})):
        for place, cell in enumerate(row):
            page.write(at, place, cell)
    book.close()
    result = read(path, CENSUS)
    assert found(result, "hidden-sheet")[0].sheet == "List_1"
    assert len(result.rows[1]) == 1


def test_a_column_of_families_is_known_by_its_headers_or_named(tmp_path: Path) -> None:
    known: Table = [[*good(3), "Sibling Group ID"], [*sheet(3, {})[1], "S7"]]
    result = imported(tmp_path, {"List_3": known})
    assert result.rows[3][0].text("family") == "S7"
    named: Table = [[*good(3), "Our sibling ref"], [*sheet(3, {})[1], 12.0]]
    path = make(tmp_path / "named.xlsx", {"List_3": named})
    assert "family" not in read(path, CENSUS).rows[3][0].values
    result = read(path, CENSUS, family="our sibling ref ")
    assert result.rows[3][0].text("family") == "12"
    assert result.problems == ()


def test_a_named_sheet_without_headers_is_an_error_and_named(tmp_path: Path) -> None:
    result = imported(tmp_path, {"List_1": sheet(1, {}), "List_3": [["C1", "a) Male"], ["C2", "b) Female"]]})
    assert [(p.severity, p.sheet) for p in found(result, "no-headers")] == [("error", "List_3")]
    assert 3 in result.missing_lists


def test_a_sheet_of_another_name_is_read_by_its_headers_unless_they_fit_two_lists(tmp_path: Path) -> None:
    both = ["Child Unique ID", "Date of Contact", "Contact Source", "Date of referral", "Referral NFA?"]
    table: Table = [both, ["C1", date(2024, 2, 1), "1A", date(2024, 2, 2), "b) No"]]
    result = imported(tmp_path, {"Front door": sheet(4, {}), "Open work": table})
    (told,) = found(result, "list-by-headers")
    assert (told.severity, told.sheet) == ("note", "Front door")
    assert [(p.severity, p.sheet) for p in found(result, "ambiguous-sheet")] == [("error", "Open work")]


def test_a_column_given_twice_is_read_once_and_said_where(tmp_path: Path) -> None:
    table: Table = [[*good(3), "AllocatedTeam"], [*sheet(3, {})[1], "South"]]
    result = imported(tmp_path, {"List_3": table})
    (problem,) = found(result, "repeated-column")
    assert (problem.severity, problem.sheet, problem.row, problem.column) == ("warning", "List_3", 1, "L")
    assert result.rows[3][0].text("team") == "North"
