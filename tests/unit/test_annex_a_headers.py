"""Which list a sheet is, and which column is which."""

import pytest

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.headers import identify, lay_out, list_number

KNOWN = specification.load()


def headers(number: int) -> list[str]:
    return [column.header for column in KNOWN.numbered(number).columns if not column.since]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("List_1", 1),
        ("List 10", 10),
        ("list11", 11),
        ("LIST-03", 3),
        ("List 1: Contacts", 1),
        ("list_4.csv", 4),
        ("List 3 (2)", 3),
        ("Checklist 4", None),
        ("Contacts", None),
    ],
)
def test_the_whole_number_after_list_counts(name: str, number: int | None) -> None:
    assert list_number(name) == number


def test_list_10_is_never_taken_for_list_1() -> None:
    assert identify("List 10", [headers(10)], KNOWN).list == 10
    assert identify("List 1", [headers(1)], KNOWN).list == 1


@pytest.mark.parametrize("number", range(1, 12))
def test_every_list_is_known_by_its_headers_alone(number: int) -> None:
    identity = identify("Sheet1", [["Anytown Council"], headers(number)], KNOWN)
    assert (identity.kind, identity.list, identity.by_name) == ("list", number, False)


def test_a_name_by_subject_will_do() -> None:
    assert identify("Sec47 and ICPC", [headers(5)], KNOWN).by_name


def test_where_name_and_headers_disagree_neither_is_believed() -> None:
    identity = identify("List_4", [headers(5)], KNOWN)
    assert (identity.kind, identity.list, identity.looks_like) == ("mismatch", 4, 5)


def test_a_named_sheet_without_headers_is_said_to_have_none() -> None:
    assert identify("List_4", [["nothing", "known"]], KNOWN).kind == "headless"


@pytest.mark.parametrize("name", ["Guidance", "Codes_used", "Front_Sheet", "FAQ_and_changes", "Notes"])
def test_other_sheets_are_left_alone(name: str) -> None:
    assert identify(name, [["Gender", "Ethnicity", "Date of Birth"]], KNOWN).kind == "other"


def test_the_area_send_lists_are_told_by_their_headers() -> None:
    row = ["Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity", "Date initial EHC plan issued"]
    assert identify("List_1", [row], KNOWN).kind == "send"


@pytest.mark.parametrize("above", [0, 1, 4])
def test_the_header_row_is_found_where_it_stands(above: int) -> None:
    layout = lay_out([["List 4: Assessments"]] * above + [headers(4)], KNOWN.numbered(4))
    assert layout.header_row == above + 1
    assert [place.column.key for place in layout.places] == [c.key for c in KNOWN.numbered(4).columns]
    assert layout.missing == ()


def test_columns_in_another_order_are_found_by_name() -> None:
    layout = lay_out([headers(9)[::-1]], KNOWN.numbered(9))
    place = layout.place("child_id")
    assert place is not None
    assert place.index == 12


def test_older_and_database_headers_are_known() -> None:
    row = [
        "ChildUniqueID",
        "Section 47 Enquiry Start Date",
        "InitialCPConfUnnecessary",
        "Initial conference, local",
    ]
    layout = lay_out([row], KNOWN.numbered(5))
    assert [place.column.key for place in layout.places] == ["child_id", "s47_start", "icpc_unnecessary"]
    assert layout.unknown == ((3, "Initial conference, local"),)


def test_two_headers_for_one_column_keep_the_template_s_own() -> None:
    layout = lay_out([["ChildUniqueID", "Child Unique ID", "Date of referral"]], KNOWN.numbered(3))
    place = layout.place("child_id")
    assert place is not None
    assert place.index == 1
    assert [other.index for other in layout.repeated] == [0]


def test_a_second_id_column_of_another_name_is_not_taken_for_the_id() -> None:
    layout = lay_out([["ChildUniqueID", "ChildUniqueID2", "Date of referral"]], KNOWN.numbered(3))
    assert layout.unknown == ((1, "ChildUniqueID2"),)


def test_a_slip_of_the_pen_gets_a_suggestion() -> None:
    layout = lay_out([["Child Unique ID", "Date of referal", "Referral Source"]], KNOWN.numbered(3))
    assert layout.meant("Date of referal") == "Date of referral"
    assert layout.meant("Reference Date") is None
