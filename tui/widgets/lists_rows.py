"""What the Lists place shows: the report on an authority's lists as rows, and what stands behind a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from sampling.caseload.annex_a import specification
from sampling.caseload.annex_a.importer import ImportResult
from sampling.caseload.annex_a.problems import Problem
from sampling.caseload.annex_a.report import FirstRow, Kind, first_rows, match_rows, report_lines
from sampling.caseload.lists import ListRow
from tui.safe import column, gap, line
from tui.widgets.rows import Row

FIRST_LINE = "line-0"
"""The key of the report's first line, which sums it up."""

_HEADINGS: Mapping[Kind, str] = {
    "summary": "The whole",
    "error": "Lost unless it is corrected",
    "missing": "Lists missing, and what that costs",
    "warning": "In doubt: taken, with what could not be read left blank or kept as it is",
    "list": "Lists found",
    "note": "Worth knowing",
}
_STYLES: Mapping[Kind, str] = {"error": "bold $text-error", "missing": "bold"}
_SEVERITY = {"error": "lost unless it is corrected", "warning": "in doubt", "note": "worth knowing"}


def report(result: ImportResult) -> list[Row]:
    """The report under its headings, what costs most first; a problem's key is its place among them."""
    places = {id(problem): at for at, problem in enumerate(result.problems)}
    by_kind: dict[Kind, list[Row]] = {kind: [] for kind in _HEADINGS}
    for at, one in enumerate(report_lines(result)):
        key = f"line-{at}" if one.problem is None else str(places[id(one.problem)])
        by_kind[one.kind].append(Row(key, line(one.text, _STYLES.get(one.kind, "")), gap(2)))
    rows: list[Row] = []
    for kind, found in by_kind.items():
        if found:
            counted = "" if kind == "summary" else f" ({len(found):,})"
            rows += [Row("", line(f"{_HEADINGS[kind]}{counted}"), heading=True), *found]
    return rows


def summary(result: ImportResult) -> str:
    """The report in one line."""
    return next(one.text for one in report_lines(result) if one.kind == "summary")


def about(problem: Problem) -> str:
    """What kind of problem it is, in one line: how bad, how often, its stable code."""
    often = f"{problem.count:,} times" if problem.count > 1 else "once"
    return f"{_SEVERITY[problem.severity]} · {often} · {problem.code}"


def behind_problem(result: ImportResult, problem: Problem) -> list[Row]:
    """A problem in full, and the first rows that it concerns as they were read."""
    rows = [Row("problem", line(problem.line))]
    for found in first_rows(result, problem):
        rows.append(Row("", line(_row_title(found)), heading=True))
        rows += [
            Row(f"{found.row}-{key}", line(text), column(label, 28))
            for key, label, text in _cells(found, problem)
        ]
    return rows


def _row_title(found: FirstRow) -> str:
    if found.taken is None:
        return f"Row {found.row}: not taken"
    return f"Row {found.row}" + (f": {found.taken.child}" if found.taken.child else "")


def _cells(found: FirstRow, problem: Problem) -> Iterator[tuple[str, str, str]]:
    """A row's cells, the one at fault first, as given where that is not how it was read."""
    if found.taken is None:
        for at, (label, text) in enumerate(found.left):
            yield str(at), label, text
        if not found.left:
            yield "cells", "Cells", "left as they are: look at this row in the workbook itself"
        return
    if problem.column:
        given = f"'{found.given}' given, " if found.given else ""
        yield "fault", f"Column {problem.column}", f"{given}{found.read or 'blank'}"
    yield from cells_of(found.taken)


def cells_of(row: ListRow) -> Iterator[tuple[str, str, str]]:
    """The cells of a row that are not blank: key, label, and what was read."""
    labels = {one.key: one.label for one in specification.load().numbered(row.list).stored}
    for key, value in row.values.items():
        if value is not None:
            text = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
            yield key, labels.get(key, key), text


def columns(result: ImportResult) -> list[Row]:
    """Which header became which column, and why, list by list."""
    rows: list[Row] = []
    for (number, sheet), found in groupby(match_rows(result), key=lambda one: (one[0], one[1])):
        rows.append(Row("", line(f"List {number}: '{sheet}'"), heading=True))
        rows += [
            Row(f"{number}-{place}", line(f"{header} -> {label} ({why})"), column(str(letter), 4))
            for place, (_, _, letter, header, label, why) in enumerate(found)
        ]
    return rows


def changed(lists: Sequence[tuple[int, int, int, int]], kept: Sequence[int]) -> list[str]:
    """What corrected lists change, a line a list.

    Args:
        lists: of each its number, and its rows new, gone and changed.
        kept: numbers of lists that were not sent again.
    """
    said = [
        f"List {number}: {new:,} new, {gone:,} gone, {other:,} changed"
        for number, new, gone, other in lists
        if new or gone or other
    ]
    if kept:
        said.append(f"Not sent again, so as they were: list {', '.join(map(str, kept))}")
    return said
