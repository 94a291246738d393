"""Workbooks that nobody would make: the importer never crashes, and every row is accounted for.

Here a few are made each time; ``python -m tests.benchmarks.annex_a_fuzz`` makes thousands.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.importer import ImportResult, read, read_sheets
from sampling.caseload.annex_a.report import report_json, report_lines
from sampling.caseload.annex_a.workbook import Raw, Sheet
from sampling.errors import FileError
from sampling.text import clean_line
from tests.unit.annex_a_workbooks import LEFT_OUT

KNOWN = specification.load()
CENSUS = date(2024, 3, 1)

texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "C1", "C2", "Total", "None", "a) Male", "a) Yes", "31/02/2024", "05/02/2024", "#N/A"]
    ),
    st.sampled_from([code.official for spec in KNOWN.codes.values() for code in spec.values]),
)
cells: st.SearchStrategy[Raw] = st.one_of(
    texts,
    st.floats(width=64),
    st.booleans(),
    st.integers(-5, 60_000).map(float),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.timedeltas(),
    st.times(),
)  # fmt: skip
headers = st.one_of(
    st.sampled_from([column.header for spec in KNOWN.lists for column in spec.stored]),
    st.sampled_from([alias for spec in KNOWN.lists for column in spec.stored for alias in column.aliases]),
    st.text(max_size=10),
)
names = st.one_of(
    st.sampled_from([f"List_{number}" for number in range(14)]),
    st.sampled_from(["Contacts", "Guidance", "list 3 (2)", "Checklist 4", "UPN"]),
    # A workbook's names are cleaned when it is opened.
    st.text(max_size=8).map(lambda text: clean_line(text).text).filter(bool),
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[Raw]]:
    """A sheet: perhaps a title, a row of headers (a list's own, or any), and rows of anything."""
    if draw(st.booleans()):
        spec = draw(st.sampled_from(KNOWN.lists))
        row: list[Raw] = [column.header for column in spec.columns]
    else:
        row = list(draw(st.lists(headers, max_size=8)))
    body = draw(st.lists(st.lists(cells, max_size=len(row) + 2), max_size=6))
    above: list[list[Raw]] = draw(st.sampled_from([[], [["A title"]], [[], []]]))
    other: list[Raw] = [column.header for column in draw(st.sampled_from(KNOWN.lists)).columns]
    below: list[list[Raw]] = draw(st.sampled_from([[], body[:1], [row], [other, *body], [["Page 1 of 1"]]]))
    return [*above, row, *body, *below]


def sheet(name: str, rows: Sequence[list[Raw]], hidden: bool) -> Sheet:
    return Sheet(name, hidden, lambda: iter([list(row) for row in rows]), dict)


def hold(result: ImportResult, census: date | None) -> None:
    """What is true of every report."""
    for report in result.lists:
        listed = sum(p.count for p in result.problems if p.code in LEFT_OUT and p.sheet == report.sheet)
        assert report.rows == report.imported + (listed if report.rows else 0)
        assert report.imported == len(result.rows[report.list])
    assert {report.list for report in result.lists} | set(result.missing_lists) == set(range(1, 12))
    for rows in result.rows.values():
        for row in rows:
            assert row.values[KNOWN.numbered(row.list).row_key[0]]
            assert "|" not in row.child
            assert set(row.values) <= {column.key for column in KNOWN.numbered(row.list).stored}
    assert result.ok is not any(p.severity == "error" for p in result.problems)
    assert all(p.count > 0 and p.code and p.message and "\n" not in p.line for p in result.problems)
    assert report_json(result)["ok"] is result.ok
    assert report_lines(result)
    assert census is None or result.census_date == census


def sheets_of_anything(made: list[tuple[str, list[list[Raw]], bool]], census: date | None) -> None:
    try:
        result = read_sheets("made", [sheet(*one) for one in made], census)
    except FileError:
        return
    hold(result, census)


plain_cells = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1910, 1, 1), date(2090, 1, 1)),
    st.booleans(),
)


def workbooks_of_anything(number: int, rows: list[list[Raw]]) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page = book.add_worksheet(f"List_{number}")
    for place, column in enumerate(KNOWN.numbered(number).columns):
        page.write_string(0, place, column.header)
    for at, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(at, place, cell, day)
            elif isinstance(cell, str):
                page.write_string(at, place, cell)
            else:
                page.write(at, place, cell)
    book.close()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.xlsx"
        path.write_bytes(content.getvalue())
        hold(read(path, CENSUS), CENSUS)


def csv_of_anything(rows: list[list[str]], separator: str, encoding: str) -> None:
    body = "\n".join(separator.join(row) for row in [[c.header for c in KNOWN.numbered(1).columns], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list_1.csv"
        path.write_bytes(body.encode(encoding, "replace"))
        try:
            result = read(path, CENSUS)
        except FileError:
            return
    hold(result, CENSUS)


def bytes_of_anything(content: bytes, start: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.xlsx"
        path.write_bytes(start + content)
        try:
            read(path, CENSUS)
        except FileError as refused:
            said = str(refused)
        else:
            said = "made.xlsx: read"
    assert said.startswith("made.xlsx")
    assert "\n" not in said


@dataclass(frozen=True)
class Property:
    """What holds of anything of a kind: how it is made, and how many are made here and in the long run."""

    holds: Callable[..., None]
    of: tuple[st.SearchStrategy[Any], ...]
    here: int
    long: int

    def run(self, examples: int) -> None:
        """Make so many and hold each of them to it."""
        limits = settings(
            max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
        )
        limits(given(*self.of)(self.holds))()


def _name(made: tuple[str, list[list[Raw]], bool]) -> str:
    return made[0]


PROPERTIES = (
    Property(
        sheets_of_anything,
        (
            st.lists(
                st.tuples(names, tables(), st.booleans()),
                min_size=1,
                max_size=4,
                unique_by=lambda one: one[0],
            ),
            st.sampled_from([None, CENSUS]),
        ),
        here=80,
        long=6_000,
    ),
    Property(
        workbooks_of_anything,
        (
            st.sampled_from([1, 3, 6, 8]),
            st.lists(st.lists(plain_cells, min_size=1, max_size=12), max_size=8),
        ),
        here=15,
        long=1_000,
    ),
    Property(
        csv_of_anything,
        (
            st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=8), max_size=6),
            st.sampled_from([",", ";", "\t", "|"]),
            st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
        ),
        here=40,
        long=3_000,
    ),
    Property(
        bytes_of_anything,
        (
            st.binary(max_size=300),
            st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"%PDF"]),
        ),
        here=40,
        long=3_000,
    ),
    # Each of these costs a process of its own, in which the reader may come down.
    Property(
        bytes_of_anything,
        (st.binary(max_size=2_000), st.just(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
        here=2,
        long=150,
    ),
)


@pytest.mark.parametrize("one", PROPERTIES, ids=lambda one: one.holds.__name__)
def test_anything_is_read_or_refused_in_one_line_and_reconciles(one: Property) -> None:
    one.run(one.here)
