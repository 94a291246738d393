"""Workbooks made for a test: every name, number and place in them is invented."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.importer import ImportResult, read
from sampling.caseload.annex_a.problems import Problem

CENSUS = date(2024, 3, 1)

LEFT_OUT = frozenset(
    {
        "no-id",
        "duplicate-row",
        "totals-row",
        "footer-row",
        "no-id-column",
        "repeated-headers",
        "second-table",
        "legend-row",
    }
)
"""Kinds of problem that tell of rows read and not taken."""

Cell = str | int | float | bool | date | None
Table = Sequence[Sequence[Cell]]

FILLED: dict[int, dict[str, Cell]] = {
    1: {
        "Child Unique ID": "C1",
        "Gender": "a) Male",
        "Ethnicity": "a) WBRI",
        "Date of Birth": date(2015, 5, 4),
        "Age of Child (Years)": 8,
        "Date of Contact": date(2024, 2, 1),
        "Contact Source": "a) 1A: Individual",
    },
    3: {
        "Child Unique ID": "C1",
        "Gender": "a) Male",
        "Ethnicity": "a) WBRI",
        "Date of Birth": date(2015, 5, 4),
        "Age of Child (Years)": 8,
        "Date of referral": date(2024, 2, 2),
        "Referral Source": "e) 2A: Schools",
        "Referral NFA?": "b) No",
        "Number of Referrals in Last 12 Months": 0,
        "Allocated Team": "North",
        "Allocated Worker": "Ash Reed",
    },
    4: {
        "Child Unique ID": "C1",
        "Gender": "a) Male",
        "Ethnicity": "a) WBRI",
        "Date of Birth": date(2015, 5, 4),
        "Age of Child (Years)": 8,
        "Does the Child have a Disability": "b) No",
        "Continuous Assessment Start Date": date(2024, 1, 8),
        "Child Seen During Continuous Assessment": "a) Yes",
        "Continuous Assessment Date of Authorisation": date(2024, 2, 20),
        "Was the child assessed as requiring LA children’s social care support": "a) Yes",
        "Allocated Team": "North",
        "Allocated Worker": "Ash Reed",
    },
}
"""One good row of some lists, by header, in the template's order."""


def table(number: int, *rows: Mapping[str, Cell], drop: Sequence[str] = (), titled: bool = False) -> Table:
    """A list's sheet: its headers, then the good row once for each mapping, with those cells changed."""
    good = {key: value for key, value in FILLED[number].items() if key not in drop}
    body = [[{**good, **row}[key] for key in good] for row in rows]
    title = [[specification.load().numbered(number).heading]] if titled else []
    return [*title, list(good), *body]


def make(path: Path, sheets: Mapping[str, Table], hidden: Sequence[str] = ()) -> Path:
    """Write a workbook; texts beginning with ``#`` become error cells, as Excel writes them."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, str) and cell.startswith("#"):
                    sheet.write_formula(at, column, "=NA()", None, cell)
                elif isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                else:
                    sheet.write(at, column, cell)
    book.close()
    return path


def make_ods(path: Path, sheet: str, rows: Sequence[Sequence[str]]) -> Path:
    """Write the smallest .ods that is one, of one sheet of texts."""

    def cell(text: str) -> str:
        kind = 'office:value-type="string"'
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="{sheet}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>')
        archive.writestr("content.xml", content)
    return path


def imported(path: Path, sheets: Mapping[str, Table], census: date | None = CENSUS) -> ImportResult:
    """Write a workbook and read it."""
    return read(make(path / "lists.xlsx", sheets), census)


def found(result: ImportResult, code: str) -> list[Problem]:
    """The problems of one kind."""
    return [problem for problem in result.problems if problem.code == code]
