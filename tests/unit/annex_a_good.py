"""One sound row of every list, by header, and sheets made of it; every name and number is invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from fixtures.workbook import official
from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.specification import ColumnSpec
from sampling.caseload.lists import Value
from tests.unit.annex_a_workbooks import Cell, Table

_SAID: dict[str, Value] = {
    "child_id": "C1",
    "adopter_id": "A1",
    "family_id": "F1",
    "gender": "Male",
    "ethnicity": "WBRI",
    "dob": date(2015, 5, 4),
    "age": 8,
    "disability": "No",
    "team": "North",
    "worker": "Ash Reed",
    "placement_postcode": "AA9 4AA",
    "case_status": "Child in need plan",
    "cin_start": date(2023, 9, 4),
    "cpp_start": date(2023, 10, 2),
    "care_start": date(2022, 6, 6),
    "eh_org": "A children's centre",
    "placement_la": "Northmere",
    "eligibility": "Former relevant child",
    "icpc_unnecessary": "No",
    "placement_urn": "SC100001",
}
_OPEN = {"cin_end", "cin_end_reason", "cpp_end", "care_end", "care_end_reason", "reversed", "reversed_reason"}
_DAYS = {
    "legal_start": date(2022, 6, 6),
    "placement_start": date(2022, 7, 4),
    "eh_start": date(2023, 11, 6),
    "assessment_start": date(2024, 1, 8),
    "s47_start": date(2024, 1, 8),
    "icpc_date": date(2024, 1, 22),
    "adm_decision": date(2023, 3, 6),
    "placement_order": date(2023, 4, 3),
    "matched": date(2023, 6, 5),
    "placed": date(2023, 7, 3),
    "adoption_order": date(2024, 1, 15),
    "enquiry": date(2022, 3, 7),
}
_USUAL_DAY = date(2024, 2, 5)


def value(column: ColumnSpec) -> Value:
    """A sound cell of a column."""
    if column.key in _OPEN:
        return None
    if column.key in _SAID:
        return _SAID[column.key]
    if column.type == "date":
        return _DAYS.get(column.key, _USUAL_DAY)
    if column.type == "integer":
        return 1
    return column.codes.values[0].value if column.codes else "Something"


def good(number: int) -> dict[str, Cell]:
    """A sound row of a list, by header, as the template words it."""
    columns = specification.load().numbered(number).columns
    return {column.header: official(column, value(column)) for column in columns if not column.since}


def header(number: int, key: str) -> str:
    """The template's header of a column."""
    return specification.load().numbered(number).column(key).header


def sheet(number: int, *rows: Mapping[str, Cell], titled: bool = False, plain: Sequence[str] = ()) -> Table:
    """A list's sheet: the sound row once for each mapping, which changes cells by the columns' keys.

    Rows are told apart by their ids: C1, C2 and so on, unless a mapping says otherwise.
    """
    base = good(number)
    first = next(iter(base))
    letter = "A" if number == 11 else "C"
    body = []
    for at, row in enumerate(rows, 1):
        changed = {header(number, key): cell for key, cell in row.items()}
        body.append(list({**base, first: f"{letter}{at}", **changed}.values()))
    title = [[specification.load().numbered(number).heading]] if titled else []
    return [*title, list(base), *body]
