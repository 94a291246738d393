"""Synthetic authorities written as workbooks: sound ones come back whole, spoiled ones are found out."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from fixtures import load_scenario, rows, scenario_ids, write_workbook
from fixtures.fault_cells import CELL_FAULTS
from fixtures.faults import write_faulty
from fixtures.summary import SUMMARY_SEED
from sampling.caseload.annex_a.importer import ImportResult, read
from sampling.caseload.annex_a.problems import Problem
from sampling.caseload.cohorts import cohort
from sampling.caseload.lists import ListRow
from sampling.draw.frame import FrameRow, frame_of
from sampling.framework import load

AREAS = ("safeguarding", "children_in_need", "children_in_care", "leaving_care")
MOST_CHILDREN = 2_000
"""The great authorities are made smaller here, since writing their workbooks takes long."""

EDITION = load("ilacs-2023")


def digests(lists: Mapping[int, Sequence[ListRow]], census: date) -> list[str]:
    found = []
    for area in AREAS:
        one = cohort(area, lists, census, EDITION)
        members = [FrameRow(member.child, member.values) for member in one.members]
        found.append(frame_of(area, one.columns, members).sha256)
    return found


def by_list(made: Sequence[ListRow]) -> dict[int, list[ListRow]]:
    found: dict[int, list[ListRow]] = {number: [] for number in range(1, 12)}
    for row in made:
        found[row.list].append(row)
    return found


@pytest.mark.parametrize("name", scenario_ids())
def test_every_scenario_comes_back_without_a_problem_and_with_the_same_frames(
    tmp_path: Path, name: str
) -> None:
    scenario = load_scenario(name)
    if scenario.children > MOST_CHILDREN:
        scenario = scenario.resized(MOST_CHILDREN)
    made = list(rows(scenario, SUMMARY_SEED))
    write_workbook(tmp_path / "lists.xlsx", made)
    result = read(tmp_path / "lists.xlsx", scenario.census_date)
    assert result.problems == ()
    assert result.missing_lists == ()
    assert digests(result.rows, scenario.census_date) == digests(by_list(made), scenario.census_date)


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_every_planted_fault_is_reported_at_its_place_and_no_child_is_missing(
    tmp_path: Path, seed: str
) -> None:
    scenario = load_scenario("ashmere").resized(500)
    made = list(rows(scenario, seed))
    written, planted = write_faulty(tmp_path / "messy.xlsx", made, scenario.census_date, seed)
    assert written == len(made)
    assert {one.code for one in planted} >= {fault.code for fault in CELL_FAULTS}
    result = read(tmp_path / "messy.xlsx", scenario.census_date)
    for one in planted:
        if one.code:
            assert [p for p in result.problems if _tells(p, one.code, one.sheet, one.row, one.column)], one
        else:
            assert [p for p in result.problems if (p.sheet, p.row) == (one.sheet, one.row)] == [], one
    sent = {row.child for row in made if row.child}
    assert {row.child for found in result.rows.values() for row in found if row.child} == sent
    assert _reconciles(result)
    assert not result.ok


def _tells(problem: Problem, code: str, sheet: str, row: int | None, column: str) -> bool:
    if (problem.code, problem.sheet) != (code, sheet) or (column and problem.column != column):
        return False
    return row is None or problem.row == row or f" {row}," in problem.message or f" {row})" in problem.message


def _reconciles(result: ImportResult) -> bool:
    left_out = {"no-id", "duplicate-row", "totals-row", "footer-row"}
    listed = sum(problem.count for problem in result.problems if problem.code in left_out)
    return all(report.rows >= report.imported for report in result.lists) and listed == sum(
        report.rows - report.imported for report in result.lists
    )


def test_faults_that_change_nothing_leave_the_rows_as_they_were(tmp_path: Path) -> None:
    scenario = load_scenario("ashmere").resized(300)
    made = {(row.list, row.row): row for row in rows(scenario, "4")}
    _, planted = write_faulty(tmp_path / "messy.xlsx", made.values(), scenario.census_date, "4")
    result = read(tmp_path / "messy.xlsx", scenario.census_date)
    sheets = {report.sheet: report for report in result.lists}
    quiet = [one for one in planted if not one.code]
    assert len(quiet) >= 8
    for one in quiet:
        report = sheets[one.sheet]
        (read_row,) = [row for row in result.rows[report.list] if row.row == one.row]
        # The template's own layout has its headers in row 2.
        sent = made[report.list, (one.row or 0) + 2 - report.header_row]
        assert dict(read_row.values) == {key: sent.values[key] for key in read_row.values}
