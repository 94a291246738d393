"""What a cell holds, kind by kind."""

from datetime import date, datetime

import pytest

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.cells import ColumnReader, read_id
from sampling.caseload.annex_a.dates import parse_date
from sampling.caseload.annex_a.workbook import Raw
from sampling.caseload.lists import Value

KNOWN = specification.load()
NO_BLANKS = KNOWN.blanks | KNOWN.blanks_but_in_text


def reader(number: int, key: str) -> ColumnReader:
    return ColumnReader(KNOWN.numbered(number).column(key), KNOWN)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (date(2024, 1, 31), date(2024, 1, 31)),
        (datetime(2024, 1, 31, 14, 5), date(2024, 1, 31)),
        ("2024-01-31", date(2024, 1, 31)),
        ("2024-01-31 00:00:00", date(2024, 1, 31)),
        ("2024-01-31T00:00:00.000", date(2024, 1, 31)),
        ("31/01/2024", date(2024, 1, 31)),
        ("1/2/2024", date(2024, 2, 1)),
        ("01.02.2024", date(2024, 2, 1)),
        ("1-2-24", date(2024, 2, 1)),
        ("1/2/99", date(1999, 2, 1)),
        ("31/01/2024 00:00", date(2024, 1, 31)),
        ("5-Jan-2024", date(2024, 1, 5)),
        ("5 January 2024", date(2024, 1, 5)),
        ("5th Sept 2023", date(2023, 9, 5)),
        (45_322.0, date(2024, 1, 31)),
        (45_322.75, date(2024, 1, 31)),
        ("45322", date(2024, 1, 31)),
        ("2024-01-31T00:00:00Z", date(2024, 1, 31)),
        ("2024-01-31 00:00:00+00:00", date(2024, 1, 31)),
        ("31/01/2024 12:00:00 AM", date(2024, 1, 31)),
        ("Jan  5 2024 12:00AM", date(2024, 1, 5)),
        ("January 5, 2024", date(2024, 1, 5)),
        ("Friday, 5 January 2024", date(2024, 1, 5)),
        ("Wed 31/01/2024", date(2024, 1, 31)),
        ("20240131", date(2024, 1, 31)),
        (20_240_131.0, date(2024, 1, 31)),
        (20_240_231.0, None),
        (123_456_789.0, None),
        ("Monkey 5 2024", None),
        (19_999.0, None),
        (60_001.0, None),
        ("31/02/2024", None),
        ("01/31/2024", None),
        ("May be 8 Jan 2000", None),
        ("2024", None),
        (True, None),
    ],
)
def test_dates_are_read_day_first_or_not_at_all(raw: Raw, day: date | None) -> None:
    assert parse_date(raw) == day


def test_an_impossible_date_is_left_blank_and_kept_beside() -> None:
    value, remark = reader(4, "assessment_start").cell("31/02/2024")
    assert value is None
    assert remark is not None
    assert (remark.original, remark.severity, remark.code) == ("31/02/2024", "warning", "bad-date")


@pytest.mark.parametrize(
    ("raw", "code", "value"),
    [
        (date(1900, 1, 1), "placeholder-date", None),
        (date(1975, 6, 1), "implausible-date", date(1975, 6, 1)),
        ("#N/A", "excel-error", None),
        ("", "blank", None),
        ("-", "blank", None),
        ("n/a", "blank", None),
    ],
)
def test_days_that_are_none(raw: Raw, code: str, value: Value) -> None:
    read, remark = reader(4, "assessment_start").cell(raw)
    assert read == value
    assert remark is not None
    assert remark.code == code


def test_a_blank_that_has_a_meaning_is_not_remarked() -> None:
    assert reader(4, "assessment_end").cell("") == (None, None)


@pytest.mark.parametrize(
    ("raw", "age"),
    [
        (8.0, 8),
        (6.138, 6),
        ("<1", 0),
        ("8.5yrs", 8),
        ("18m", 1),
        ("6 months", 0),
        (-1.0, -1),
        ("Unborn", -1),
        ("18+", None),
        ("5 to 10", None),
    ],
)
def test_ages_are_whole_years_at_the_last_birthday(raw: Raw, age: int | None) -> None:
    assert reader(1, "age")[raw] == age


@pytest.mark.parametrize(
    ("raw", "number"), [(3.0, 3), ("5", 5), ("1,200", 1200), ("a", None), (1.5, None), (-2.0, None)]
)
def test_counts_are_whole_or_left_blank(raw: Raw, number: int | None) -> None:
    assert reader(3, "referrals_12m")[raw] == number


def test_an_unknown_code_is_kept_as_it_is_with_a_warning() -> None:
    value, remark = reader(4, "assessment_support").cell("CS Assessment Updated")
    assert value == "CS Assessment Updated"
    assert remark is not None
    assert (remark.severity, remark.code) == ("warning", "unknown-code")


def test_a_code_before_other_wording_is_read_by_the_code() -> None:
    value, remark = reader(6, "primary_need").cell("N1 - Abuse, neglect or harm")
    assert value == "N1"
    assert remark is not None
    assert (remark.original, remark.code) == ("N1 - Abuse, neglect or harm", "code-wording")


def test_a_single_letter_before_other_wording_is_no_code() -> None:
    assert reader(9, "accommodation")["C - anything at all"] == "C - anything at all"


def test_a_code_that_looks_like_a_blank_is_a_code() -> None:
    assert reader(9, "accommodation").cell("x") == ("X", None)
    assert reader(9, "activity")["x"] is None


def test_true_and_false_cells_are_yes_and_no() -> None:
    column = reader(3, "referral_nfa")
    assert column[True] == "Yes"
    assert column[0.0] == "No"


def test_free_text_keeps_words_that_elsewhere_mean_blank() -> None:
    assert reader(2, "eh_org")["N/A"] == "N/A"
    assert reader(2, "eh_org")["NULL"] is None


def test_text_is_cleaned_and_it_is_said() -> None:
    value, remark = reader(3, "worker").cell("Ash\u00a0 \u202eReed")
    assert value == "Ash \ufffdReed"
    assert remark is not None
    assert remark.code == "cleaned-text"
    assert "202e" in (remark.original or "")


def test_the_place_of_a_placement_may_be_an_authority_or_a_code() -> None:
    column = reader(8, "placement_la")
    assert column["WAL - Child placed in Wales"] == "WAL"
    assert column.cell("Northmere") == ("Northmere", None)


@pytest.mark.parametrize(
    ("raw", "formed", "odd"),
    [("aa9 4aa", "AA9 4AA", False), ("A A 9 4 A A", "AA9 4AA", False), ("nope", "nope", True)],
)
def test_postcodes_are_formed_or_reported(raw: str, formed: str, odd: bool) -> None:
    value, remark = reader(8, "placement_postcode").cell(raw)
    assert value == formed
    assert (remark is not None and remark.severity == "warning") is odd


@pytest.mark.parametrize(
    ("raw", "child"),
    [
        (12345.0, "12345"),
        ("12345.0", "12345"),
        (" aB1 ", "aB1"),
        ("00123", "00123"),
        ("", ""),
        ("None", ""),
        ("#N/A", ""),
    ],
)
def test_ids_are_canonical(raw: Raw, child: str) -> None:
    assert read_id(raw, NO_BLANKS)[0] == child


@pytest.mark.parametrize(
    ("raw", "child", "code"),
    [
        (1234567890123456.0, "1234567890123456", "id-precision"),
        ("A|B", "A¦B", "id-changed"),
        (date(2024, 3, 1), "2024-03-01", "id-is-date"),
    ],
)
def test_ids_in_doubt_are_kept_and_said(raw: Raw, child: str, code: str) -> None:
    read, remark = read_id(raw, NO_BLANKS)
    assert read == child
    assert remark is not None
    assert (remark.severity, remark.code) == ("warning", code)
