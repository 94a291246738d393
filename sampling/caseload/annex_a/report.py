"""The report on an authority's lists: as JSON, as lines for a screen, and as rows for the authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.importer import ImportResult
from sampling.caseload.annex_a.problems import Problem
from sampling.caseload.lists import ListRow

Kind = Literal["summary", "list", "missing", "error", "warning", "note"]

COSTS: Mapping[int, str] = {
    1: "contacts cannot be drawn, and children whose contact led to nothing are not seen",
    2: "early help is missing from the children's chronologies",
    3: "children who were only referred are missing from safeguarding, and repeat referrals are not seen",
    4: "children being assessed are missing from safeguarding, and late assessments are not seen",
    5: "children under enquiry are missing from safeguarding, and late conferences are not seen",
    6: "there is no frame of children in need",
    7: "children on plans are missing from safeguarding, or stand there by an earlier step alone",
    8: "there is no frame of children in care",
    9: "there is no frame of care leavers",
    10: "adoption is missing from the children's chronologies",
    11: "nothing is drawn from it; what it would tell of adopters is missing",
}
"""What an authority that does not send a list costs the inspection, by list."""

COLUMNS = ("Severity", "List or sheet", "Row", "Column", "Header", "Fault", "What is wrong", "Cells or rows")
"""Headers of ``report_rows``."""

MATCH_COLUMNS = ("List", "Sheet", "Column", "Header", "Read as", "Why")
"""Headers of ``match_rows``."""


_TOLD = ("severity", "sheet", "row", "column", "header", "code", "message", "count")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of the report.

    Attributes:
        kind: what it is about: the whole, a list found, a list missing, or a problem by its severity.
        text: the line; it may hold text of the workbook, so it is shown like any other.
        problem: the problem that the line tells of; None for other lines.
    """

    kind: Kind
    text: str
    problem: Problem | None = None


def report_json(result: ImportResult) -> dict[str, Any]:
    """The report as one JSON document: ``ok``, ``lists``, ``missing_lists``, ``problems``."""
    return {
        "ok": result.ok,
        "lists": [asdict(report) for report in result.lists],
        "missing_lists": list(result.missing_lists),
        "problems": [{key: getattr(problem, key) for key in _TOLD} for problem in result.problems],
    }


def report_lines(result: ImportResult) -> tuple[ReportLine, ...]:
    """The report as lines, the worst first: the whole, the lists, what is missing and costs, the problems.

    A problem that many cells share is one line with a count and the first rows.
    """
    return tuple(_lines(result))


def _lines(result: ImportResult) -> Iterator[ReportLine]:
    read = sum(report.rows for report in result.lists)
    taken = sum(report.imported for report in result.lists)
    yield ReportLine("summary", f"{taken:,} of {read:,} rows taken; {_verdict(result)}")
    if result.suggested_census_date is not None:
        yield ReportLine("summary", f"Latest day in the lists: {result.suggested_census_date:%d/%m/%Y}")
    for report in result.lists:
        heading = specification.load().numbered(report.list).heading
        left = report.rows - report.imported
        rest = f", {left:,} not taken" if left else ""
        sheet = f"'{report.sheet}', headers in row {report.header_row}"
        rows = "row" if report.imported == 1 else "rows"
        yield ReportLine("list", f"{heading}: {report.imported:,} {rows}{rest} ({sheet})")
    for number in result.missing_lists:
        heading = specification.load().numbered(number).heading
        yield ReportLine("missing", f"{heading}: missing, so {COSTS[number]}")
    for problem in result.problems:
        count = f" ({problem.count:,})" if problem.count > 1 else ""
        yield ReportLine(problem.severity, f"{problem.line}{count}", problem)


def _verdict(result: ImportResult) -> str:
    errors = sum(problem.count for problem in result.problems if problem.severity == "error")
    if errors:
        return f"{errors:,} row(s), sheet(s) or list(s) would be lost"
    warnings = sum(problem.count for problem in result.problems if problem.severity == "warning")
    if warnings:
        return f"no row would be lost; {warnings:,} cell(s) or link(s) are in doubt"
    missing = len(result.missing_lists)
    return f"each is sound, but {missing} of the eleven lists are missing" if missing else "all is well"


def report_rows(result: ImportResult) -> list[tuple[str | int | None, ...]]:
    """The problems as rows under ``COLUMNS``, for the authority to work through; missing lists first."""
    rows: list[tuple[str | int | None, ...]] = []
    for number in result.missing_lists:
        heading = specification.load().numbered(number).heading
        rows.append(("missing", heading, None, "", "", "missing-list", f"missing, so {COSTS[number]}", 1))
    rows += [
        (one.severity, one.sheet, one.row, one.column, one.header, one.code, one.message, one.count)
        for one in result.problems
    ]
    return rows


@dataclass(frozen=True, slots=True)
class FirstRow:
    """One of the first rows that a problem concerns.

    Attributes:
        row: its number, as Excel shows it.
        taken: the row as it was taken; None where it was left out.
        given: the text of the cell at fault as given, where it was changed or could not be used.
        read: what the cell at fault was read as; empty for a blank, and where no one column is at fault.
        left: of a row that was left out, what its filled cells are called and their texts, where it is one of
            the first such rows.
    """

    row: int
    taken: ListRow | None
    given: str
    read: str
    left: tuple[tuple[str, str], ...] = ()


def first_rows(result: ImportResult, problem: Problem) -> tuple[FirstRow, ...]:
    """The first rows that a problem concerns, with what was read there."""
    number = next((report.list for report in result.lists if report.sheet == problem.sheet), None)
    if number is None:
        return ()
    key = next((one.key for one in result.matches if one.list == number and one.column == problem.column), "")
    wanted = set(problem.rows)
    held = {row.row: row for row in result.rows[number] if row.row in wanted}
    return tuple(
        _first_row(at, held[at], key) if at in held else _row_left(result, number, at, problem)
        for at in problem.rows
    )


def _row_left(result: ImportResult, number: int, at: int, problem: Problem) -> FirstRow:
    """A row that was left out; its cells are called by the headers, unless those are another table's."""
    labels = {one.column: one.label or one.header for one in result.matches if one.list == number}
    if problem.code == "second-table":
        labels = {}
    cells = result.left.get((number, at), ())
    named = tuple((labels.get(letter, f"Column {letter}"), text) for letter, text in cells)
    return FirstRow(at, None, "", "", named)


def _first_row(at: int, row: ListRow, key: str) -> FirstRow:
    if not key:
        return FirstRow(at, row, "", "")
    value = row.values.get(key)
    read = f"{value:%d/%m/%Y}" if isinstance(value, date) else row.text(key)
    return FirstRow(at, row, row.originals.get(key, ""), read)


def match_rows(result: ImportResult) -> list[tuple[str | int, ...]]:
    """What became of every header, as rows under ``MATCH_COLUMNS``."""
    return [
        (one.list, one.sheet, one.column, one.header, one.label or "(not read)", one.why)
        for one in result.matches
    ]
