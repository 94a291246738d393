"""Whatever stands in the cells: no crash, and every row is either imported or listed."""

import json
import random
from datetime import date
from pathlib import Path

import pytest

from sampling.caseload.annex_a.importer import read
from sampling.caseload.annex_a.report import report_json
from tests.unit.annex_a_workbooks import CENSUS, FILLED, LEFT_OUT, Cell, make, table

JUNK: tuple[Cell, ...] = (
    None,
    "",
    "  ",
    "-",
    "n/a",
    "#N/A",
    "31/02/2024",
    "99/99/9999",
    1e308,
    -5,
    0,
    3.7,
    True,
    False,
    "\u202eabc",
    "a|b",
    "x" * 300,
    date(1901, 1, 1),
    date(2060, 1, 1),
    "1E+15",
    float(10**17),
    "=1+1",
    "[red]x[/red]",
    "Total",
    "\N{FULLWIDTH DIGIT NINE}",
)


@pytest.mark.parametrize("seed", range(12))
def test_rows_reconcile_whatever_the_cells_hold(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    sheets = {}
    for number, good in FILLED.items():
        rows: list[dict[str, Cell]] = [
            {key: chance.choice(JUNK) if chance.random() < 0.3 else cell for key, cell in good.items()}
            for _ in range(40)
        ]
        sheets[f"List_{number}"] = table(number, *rows, titled=seed % 2 == 0)
    result = read(make(tmp_path / "lists.xlsx", sheets), CENSUS if seed % 3 else None)
    listed = sum(problem.count for problem in result.problems if problem.code in LEFT_OUT)
    assert (
        sum(report.rows for report in result.lists)
        == sum(report.imported for report in result.lists) + listed
    )
    assert all(row.child for rows_taken in result.rows.values() for row in rows_taken)
    assert json.loads(json.dumps(report_json(result)))["ok"] is result.ok
