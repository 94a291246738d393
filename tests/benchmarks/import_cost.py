"""What taking in an authority's workbook costs, as a ratio to reading it and discarding every cell.

Run as ``python -m tests.benchmarks.import_cost``. A workbook of some 200,000 rows and two million filled
cells is made once. Then, in turn and each in a process of its own: python-calamine reads every cell and
keeps none; the importer reads, checks and reports; the importer and the store make a finished inspection
file of it. Processor time, best and median; peak memory of each process. Budget: 3 times the reading. Exit 1
over budget.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from fixtures import load_scenario, rows, write_workbook
from tests.benchmarks.measuring import HEADING, against, printed

SCENARIO = "ashmere"
SEED = "benchmark"
CHILDREN = 32_000
ROUNDS = 9
BUDGET = 3.0
READING, CHECKING, STORING = "read and discard", "read, check and report", "read, check and store"


def discard(workbook: Path) -> tuple[str, object]:
    """Read every cell with python-calamine and keep none."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(workbook))
    cells = 0
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).iter_rows():
            cells += len(row)
    return f"{cells:,} cells", None


def check(workbook: Path, census: date) -> tuple[str, object]:
    """Read, check and report."""
    from sampling.caseload.annex_a.importer import read

    result = read(workbook, census)
    rows = sum(report.imported for report in result.lists)
    return f"{rows:,} rows, {len(result.problems)} problems", result


def store(workbook: Path, census: date) -> tuple[str, object]:
    """Make a finished inspection file."""
    from tui.making import make_from_workbook

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "made.ilacs"
        made = make_from_workbook(out, workbook, census, accept_problems=True)
        return f"{out.stat().st_size / 1e6:.0f} MB file", made


def one(task: str, workbook: Path, census: date) -> None:
    """Do one task and print its processor seconds, the process's peak memory, and what it did."""
    begun = time.process_time()
    # What was made is kept until the clock has stopped: a command ends with it, and frees nothing.
    did, _made = (
        discard(workbook) if task == READING else (check if task == CHECKING else store)(workbook, census)
    )
    taken = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{taken}|{peak}|{did}")


def main() -> int:
    """Measure, print the table, and say whether the budget holds."""
    scenario = load_scenario(SCENARIO).resized(CHILDREN)
    taken: dict[str, list[float]] = {READING: [], CHECKING: [], STORING: []}
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "lists.xlsx"
        written = write_workbook(workbook, rows(scenario, SEED))
        print(f"{written:,} rows, {workbook.stat().st_size / 1e6:.0f} MB\n")
        notes: dict[str, str] = {}
        for _ in range(ROUNDS):
            for task in taken:
                words = [sys.executable, "-m", __spec__.name, task, str(workbook), str(scenario.census_date)]
                ran = subprocess.run(words, capture_output=True, text=True, check=True)
                seconds, peak, did = ran.stdout.strip().split("|")
                taken[task].append(float(seconds))
                notes[task] = f"{did}; peak {peak} MB"
    lines = against(READING, taken, {STORING: BUDGET})
    print(HEADING)
    print(printed([replace(line, note=notes[line.what]) for line in lines]))
    return int(any(line.over for line in lines))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))
        sys.exit(0)
    sys.exit(main())
