"""Every fault that authorities' workbooks were met with, planted alone: sheet, row, column and code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sampling.caseload.annex_a.importer import ImportResult, read
from sampling.caseload.annex_a.problems import Problem
from sampling.caseload.lists import Value
from tests.unit.annex_a_good import good, header, sheet
from tests.unit.annex_a_workbooks import CENSUS, Cell, Table, found, imported, make


@dataclass(frozen=True)
class Fault:
    """A cell of list ``list`` spoiled in row 3 (the second child), and what must then be said and read."""

    list: int
    key: str
    cell: Cell
    code: str
    severity: str = "warning"
    read: Value = None
    said_at: str = ""
    others: Mapping[str, Cell] | None = None


LATE = date(2024, 1, 9)
CELLS = [
    Fault(4, "assessment_start", "31/02/2024", "bad-date"),
    Fault(4, "assessment_start", "May be 8 Jan 2000", "bad-date"),
    Fault(4, "assessment_start", "13/13/2023", "bad-date"),
    Fault(4, "assessment_start", "2024-02-30", "bad-date"),
    Fault(8, "last_dental", "01/01/1900", "placeholder-date"),
    Fault(8, "last_dental", date(1900, 1, 2), "placeholder-date"),
    Fault(8, "last_dental", "31/12/9999", "placeholder-date"),
    Fault(8, "last_health", date(1988, 6, 3), "implausible-date", read=date(1988, 6, 3)),
    Fault(3, "referral_date", date(2024, 3, 9), "after-census", read=date(2024, 3, 9)),
    Fault(3, "age", 6.138, "age-rounded", "note", 6),
    Fault(3, "age", "<1", "age-rounded", "note", 0),
    Fault(3, "age", "8.5yrs", "age-rounded", "note", 8),
    Fault(3, "age", "18m", "age-rounded", "note", 1),
    Fault(3, "age", "6 months", "age-rounded", "note", 0),
    Fault(3, "age", "18+", "bad-number"),
    Fault(3, "age", "5 to 10", "bad-number"),
    Fault(3, "age", 15, "age-differs", read=15),
    Fault(3, "referrals_12m", "a", "bad-number"),
    Fault(3, "referrals_12m", 1.5, "bad-number"),
    Fault(3, "team", "#N/A", "excel-error"),
    Fault(3, "team", "#REF!", "excel-error"),
    Fault(3, "team", None, "blank"),
    Fault(3, "team", "  ", "blank"),
    Fault(3, "gender", "zNotRecorded", "blank"),
    Fault(3, "team", "Data not captured on MOSAIC", "blank"),
    Fault(3, "team", "Not recorded", "blank"),
    Fault(3, "gender", "Monkey", "unknown-code", read="Monkey"),
    Fault(3, "gender", "Transgender male", "unknown-code", read="Transgender male"),
    Fault(3, "referral_source", "Individual", "unknown-code", read="Individual"),
    Fault(3, "referral_nfa", "Not known", "unknown-code", read="Not known"),
    Fault(4, "assessment_support", "CS Assessment Updated", "unknown-code", read="CS Assessment Updated"),
    Fault(6, "primary_need", "PSRMEM - Support", "unknown-code", read="PSRMEM - Support"),
    Fault(6, "primary_need", "N1 - Abuse, neglect or harm", "code-wording", "note", "N1"),
    Fault(9, "suitability", "Partly suitable", "unknown-code", read="Partly suitable"),
    Fault(8, "placement_postcode", "nope", "odd-postcode", read="nope"),
    Fault(3, "worker", "Ash\u202eReed", "cleaned-text", read="Ash\ufffdReed"),
    Fault(3, "worker", "Ash\x07Reed", "cleaned-text", read="Ash\ufffdReed"),
    Fault(4, "assessment_end", date(2024, 1, 5), "wrong-order", read=date(2024, 1, 5)),
    Fault(5, "icpc_unnecessary", "a) Yes", "unnecessary-but-held", read="Yes", said_at="icpc_date"),
    Fault(5, "icpc_date", None, "plan-without-conference", others={"icpc_plan": "a) Yes"}),
    Fault(6, "cin_end_reason", "RC7", "date-or-reason-missing", read="RC7", said_at="cin_end"),
    Fault(6, "cin_end", LATE, "date-or-reason-missing", read=LATE, said_at="cin_end_reason"),
    Fault(6, "case_status", "e) Closed episode", "status-differs", read="Closed episode"),
    Fault(6, "cin_end_reason", "RC8", "referral-only", "note", "RC8", others={"cin_end": date(2024, 1, 9)}),
    Fault(7, "cpp_end", date(2023, 10, 2), "same-day", "note", date(2023, 10, 2)),
    Fault(8, "dob", date(2022, 9, 1), "born-later", read=date(2022, 9, 1), said_at="care_start"),
    Fault(3, "dob", date(2025, 3, 1), "long-before-birth", read=date(2025, 3, 1), said_at="referral_date"),
    Fault(3, "dob", date(2025, 3, 1), "born-too-late", read=date(2025, 3, 1)),
    Fault(3, "age", -1, "unborn-gender", "note", -1, said_at="gender", others={"dob": date(2024, 6, 1)}),
    Fault(3, "referral_date", date(2023, 8, 31), "outside-window", "note", date(2023, 8, 31)),
]  # fmt: skip


@pytest.mark.parametrize("fault", CELLS, ids=lambda fault: f"{fault.list}-{fault.key}-{fault.code}")
def test_a_spoiled_cell_is_reported_at_its_place_and_the_child_kept(tmp_path: Path, fault: Fault) -> None:
    spoiled = {**(fault.others or {}), fault.key: fault.cell}
    result = imported(tmp_path, {f"List_{fault.list}": sheet(fault.list, {}, spoiled, {})})
    said = header(fault.list, fault.said_at or fault.key)
    (problem,) = [one for one in found(result, fault.code) if one.header == said]
    assert (problem.severity, problem.sheet, problem.row) == (fault.severity, f"List_{fault.list}", 3)
    assert problem.column == _letter(fault.list, said)
    assert [row.child for row in result.rows[fault.list]] == ["C1", "C2", "C3"]
    assert result.rows[fault.list][1].values[fault.key] == fault.read


def _letter(number: int, wanted: str) -> str:
    at = list(good(number)).index(wanted)
    return chr(ord("A") + at) if at < 26 else "A" + chr(ord("A") + at - 26)


FORMS: list[tuple[int, str, Cell, Value]] = [
    (4, "assessment_start", "08/01/2024", date(2024, 1, 8)),
    (4, "assessment_start", "2024-01-08", date(2024, 1, 8)),
    (4, "assessment_start", "2024-01-08 00:00:00", date(2024, 1, 8)),
    (4, "assessment_start", "8-Jan-2024", date(2024, 1, 8)),
    (4, "assessment_start", "8.1.24", date(2024, 1, 8)),
    (4, "assessment_start", 45299, date(2024, 1, 8)),
    (4, "assessment_start", "45299", date(2024, 1, 8)),
    (3, "referral_nfa", "Y", "Yes"),
    (3, "referral_nfa", "no", "No"),
    (3, "referral_nfa", 1, "Yes"),
    (3, "referral_nfa", "0.0", "No"),
    (3, "referral_nfa", True, "Yes"),
    (3, "referral_nfa", "FALSE", "No"),
    (3, "referral_source", "1A", "1A"),
    (3, "referral_source", "A 1a - individual", "1A"),
    (9, "suitability", "1", "Suitable"),
    (9, "in_touch", "Refu", "REFU"),
    (9, "activity", "F4", "F4"),
    (8, "placement_provider", "e) PR4 - Private provision", "PR4"),
    (8, "placement_postcode", "A A 9 4 A A", "AA9 4AA"),
    (8, "disability", "AUT", "Yes"),
    (3, "gender", 2, "Female"),
    (3, "gender", "Unborn", "Not stated/recorded"),
    (11, "gender", "d) Not stated/recorded (or unborn)", "Not stated/recorded"),
    (11, "gender", "c) Neither", "Neither"),
    (7, "last_visit", "No Contact Recorded", None),
    (3, "ethnicity", "u) UNKNOWN", "UNKNOWN"),
    (3, "ethnicity", "t) NOBT", "NOBT"),
    (3, "referrals_12m", "1,200", 1200),
    (3, "team", "North\u00a0  East", "North East"),
    (2, "eh_org", "N/A", "N/A"),
]


@pytest.mark.parametrize(("number", "key", "cell", "value"), FORMS)
def test_a_cell_written_otherwise_reads_the_same_without_a_warning(
    tmp_path: Path, number: int, key: str, cell: Cell, value: Value
) -> None:
    result = imported(tmp_path, {f"List_{number}": sheet(number, {}, {key: cell})})
    assert result.rows[number][1].values[key] == value
    assert [p for p in result.problems if p.row == 3 and p.severity != "note"] == []


def test_forms_of_dates_may_be_mixed_in_one_column(tmp_path: Path) -> None:
    cells: list[Cell] = [date(2024, 1, 8), "09/01/2024", "2024-01-10", 45302, "12-Jan-24", "32/01/2024"]
    result = imported(tmp_path, {"List_3": sheet(3, *[{"referral_date": cell} for cell in cells])})
    days = [row.day("referral_date") for row in result.rows[3]]
    assert days == [*[date(2024, 1, day) for day in (8, 9, 10, 11, 12)], None]


@pytest.mark.parametrize(
    ("cell", "child", "code"),
    [
        (12345.0, "12345", None),
        ("12345.0", "12345", None),
        (" ab1 ", "ab1", None),
        ("00123", "00123", None),
        (123456789012345678, "123456789012345696", "id-precision"),
        ("A|B", "A¦B", "id-changed"),
        ("A\u202eB", "A\ufffdB", "id-changed"),
    ],
)
def test_ids_are_read_alike_or_said_to_be_in_doubt(
    tmp_path: Path, cell: Cell, child: str, code: str | None
) -> None:
    result = imported(tmp_path, {"List_3": sheet(3, {}, {"child_id": cell})})
    assert result.rows[3][1].child == child
    told = [(p.row, p.column, p.code) for p in result.problems]
    assert told == ([] if code is None else [(3, "A", code)])


def test_a_number_that_lost_its_noughts_is_nearly_one_with_the_text(tmp_path: Path) -> None:
    sheets = {"List_1": sheet(1, {"child_id": "00123"}), "List_3": sheet(3, {"child_id": 123})}
    (problem,) = found(imported(tmp_path, sheets), "ids-alike")
    assert (problem.sheet, problem.row, problem.column) == ("List_3", 2, "A")
    assert "'List_1' row 2" in problem.message


def test_a_formula_without_a_value_is_told_from_a_blank_and_from_an_empty_text(tmp_path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    path = tmp_path / "lists.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("List_3")
    for at, row in enumerate(sheet(3, {}, {}, {})):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(at, place, cell, book.add_format({"num_format": "dd/mm/yyyy"}))
            else:
                page.write(at, place, cell)
    team = list(good(3)).index("Allocated Team")
    page.write_formula(2, team, '=A1&"x"', None, "")
    page.write_formula(3, team, '=A1&"x"', None, "Team x")
    book.close()
    result = read(_without_values(path), CENSUS)
    (problem,) = found(result, "formula-without-value")
    assert (problem.severity, problem.row, problem.column) == ("warning", 3, "J")
    assert [row.text("team") for row in result.rows[3]] == ["North", "", "Team x"]


def _without_values(path: Path) -> Path:
    """The workbook as a program leaves it that works no formulas out: without their empty values."""
    import zipfile

    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b' t="str"><f>A1&amp;"x"</f><v></v>', b'><f>A1&amp;"x"</f><v/>')
    out = path.with_name("uncalculated.xlsx")
    with zipfile.ZipFile(out, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return out


def test_mojibake_in_headers_is_seen_through(tmp_path: Path) -> None:
    headers: list[Cell] = [name.encode().decode("cp1252") if "’" in name else name for name in good(4)]
    table: Table = [headers, *sheet(4, {})[1:]]
    assert any("â€™" in str(name) for name in headers)
    result = imported(tmp_path, {"List_4": table})
    assert found(result, "missing-column") == []


def only(result: ImportResult, code: str) -> Problem:
    (problem,) = found(result, code)
    return problem


def test_a_totals_row_a_footer_and_filters_are_listed_and_not_imported(tmp_path: Path) -> None:
    table: Table = [
        *sheet(3, {}),
        ["Total", None, None, None, 1],
        ["Applied filters: year is 2024"],
        [None, None, "exported on Friday"],
        ["None", None, None, None, None, None, None, None, None, "North", "Ash Reed"],
    ]
    result = imported(tmp_path, {"List_3": table})
    assert [(p.row, p.column) for p in found(result, "totals-row")] == [(3, "A"), (4, "A")]
    assert (only(result, "footer-row").row, only(result, "no-id").row) == (5, 6)
    (report,) = result.lists
    assert (report.rows, report.imported) == (5, 1)


def test_phantom_rows_are_counted_once(tmp_path: Path) -> None:
    phantom: list[Cell] = [0, " ", None]
    table: Table = [*sheet(3, {}), *[phantom] * 2_790, ["C9", "a) Male"]]
    result = imported(tmp_path, {"List_3": table})
    assert only(result, "empty-rows").count == 2_790
    assert [row.row for row in result.rows[3]] == [2, 2_793]


def test_one_child_twice_where_there_can_be_one_row_is_said_and_both_are_kept(tmp_path: Path) -> None:
    rows: list[dict[str, Cell]] = [{"child_id": "C1"}, {"child_id": "C1", "cpp_start": date(2023, 12, 4)}]
    result = imported(tmp_path, {"List_7": sheet(7, *rows)})
    assert only(result, "child-twice").row == 3
    assert (only(result, "two-open-plans").row, only(result, "two-open-plans").column) == (3, "G")
    assert len(result.rows[7]) == 2


def test_a_blank_key_date_loses_no_row(tmp_path: Path) -> None:
    for number, key in ((1, "contact_date"), (3, "referral_date"), (5, "s47_start"), (10, "adm_decision")):
        result = imported(tmp_path, {f"List_{number}": sheet(number, {key: None})})
        assert len(result.rows[number]) == 1
        assert header(number, key).strip() in [p.header for p in found(result, "blank")]


def test_a_useless_file_prints_one_line_a_column(tmp_path: Path) -> None:
    empty = dict.fromkeys(("gender", "ethnicity", "team", "worker", "referral_source", "referral_nfa"))
    result = imported(tmp_path, {"List_3": sheet(3, *[empty] * 3_000)})
    assert [p.count for p in found(result, "blank")] == [3_000] * 6
    assert len(result.problems) < 10


def test_names_of_sheets_and_headers_are_cleaned_of_what_turns_text_round(tmp_path: Path) -> None:
    table: Table = [[*good(3), "Mine\u202e[red]"], *sheet(3, {})[1:]]
    result = read(make(tmp_path / "a.xlsx", {"List 3 \u202eabc": table}), CENSUS)
    problem = only(result, "unknown-header")
    assert (problem.sheet, problem.header) == ("List 3 \ufffdabc", "Mine\ufffd[red]")
