"""How costs grow with the work, printed as an exponent, with the memory of each: processor seconds.

Run as ``python -m tests.benchmarks.growth [TASK ...]``. Each size of each task runs in a process of its own
that does nothing else, three times or until that has taken long enough, and the best counts. An exponent of
1 is twice the cost for twice the work, and 0 a cost that does not depend on it.
"""

from __future__ import annotations

import gc
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from sampling.clock import system_clock
from sampling.draw.designs import draw
from sampling.draw.frame import FrameRow, frame_of
from sampling.draw.selection import Design
from sampling.findings.events import Event, make_event
from sampling.findings.ratings import Rating
from sampling.handover.export import export
from sampling.store import Inspection, schema, state
from sampling.store.connection import transaction
from sampling.store.copying import copy
from sampling.store.journal import Journal, insert
from sampling.store.merge import merge
from sampling.store.uncollected import uncollected
from tests.benchmarks.measuring import HEADING, Line, exponent, printed
from tests.benchmarks.store_draw import leavers
from tests.benchmarks.worlds import READER, drawn, made

TIMES = 3
ENOUGH = 15.0
"""Seconds after which a task is not run again."""

Task = Callable[[], object]


def frame_and_draw(folder: Path, children: int) -> Task:
    """Sort, check and digest a frame of so many children, and draw."""
    rows = [FrameRow(str(10**7 + n), (("plan", "enquiry")[n % 2], f"Team {n % 30}")) for n in range(children)]
    design = Design("stratified", ("status",), "equal")

    def task() -> None:
        frame = frame_of("safeguarding", ("status", "team"), rows)
        draw(frame, name="safeguarding-1", seed="3141592653", n=60, design=design, reserve=60)

    return task


def framing(folder: Path, children: int) -> Task:
    """Work the frame out of so many children of one list of an inspection file."""
    path = leavers(folder / "leavers.ilacs", children)
    draws = Inspection.open(path, reader=READER, rolling=False).draws

    def task() -> None:
        with uncollected():
            draws.as_now("leaving_care")

    return task


def opening(folder: Path, children: int) -> Task:
    """Open and close a file with the lists of so many children."""
    path = made(folder / "lists.ilacs", children)
    return lambda: Inspection.open(path, reader=READER, rolling=False).close()


def cases(folder: Path, count: int) -> Task:
    """Read the list of so many cases."""
    inspection = Inspection.open(drawn(folder / "cases.ilacs", count, documents=False), read_only=True)
    return inspection.cases.all


def rollup(folder: Path, findings: int) -> Task:
    """Add so many findings up."""
    inspection = read_file(folder, findings)
    return inspection.judging.rollup


def exporting(folder: Path, findings: int) -> Task:
    """Hand over a file with so many findings, as SQLite."""
    inspection = read_file(folder, findings)
    numbers = iter(range(10**6))
    return lambda: export(inspection, folder / f"out{next(numbers)}.db")


def read_file(folder: Path, findings: int) -> Inspection:
    """A file in which enough cases were rated and completed to give so many findings."""
    each = 9
    path = drawn(folder / "read.ilacs", findings // each, children=findings // 2, documents=False)
    inspection = Inspection.open(path, reader=READER, rolling=False)
    ratings = cycle([rating.value for rating in Rating if rating.rated])
    with transaction(inspection.connection):

        def say(kind: str, **payload: str) -> None:
            event = inspection.journal.append(kind, payload, READER)
            state.write(inspection.connection, inspection.journal, event)

        for line in inspection.cases.all():
            for criterion in inspection.edition.area(line.area).core:
                text = "Seen alone, in the visit record."
                say("finding", case=line.case_id, criterion=criterion, rating=next(ratings), evidence=text)
            say("case_rating", case=line.case_id, rating=next(ratings), evidence="On the whole.")
            say("complete", case=line.case_id)
    return inspection


def rebuild(folder: Path, events: int) -> Task:
    """Fold so many events afresh from a journal on disk, as they stream by."""
    connection = sqlite3.connect(folder / "journal.ilacs", isolation_level=None)
    schema.create(connection)
    with transaction(connection):
        for event in journal_of(events):
            insert(connection, event)
    journal = Journal(connection, system_clock)
    return lambda: state.rebuild(journal)


def journal_of(events: int) -> Iterator[Event]:
    """A journal of findings that change: ten changes of each, as it would be read from a file."""
    for number in range(events):
        case, criterion = divmod(number // 10, 12)
        payload = {"case": f"HP-{case}", "criterion": f"HP-{criterion:02}", "rating": "good"}
        yield make_event(
            f"{number:032x}",
            "s",
            number + 1,
            number + 1,
            "2026-01-01T00:00:00Z",
            READER,
            "finding",
            payload,
            "",
        )


def merging(folder: Path, files: int) -> Task:
    """Put so many readers' files of one inspection together, each with about 500 findings."""
    first = drawn(folder / "first.ilacs", 100, documents=False)
    sources = []
    for number in range(files):
        sources.append(folder / f"laptop{number}.ilacs")
        copy(first, sources[-1])
        with (
            Inspection.open(sources[-1], reader=f"reader{number}", rolling=False) as inspection,
            transaction(inspection.connection),
        ):
            for line in inspection.cases.all()[:60]:
                for criterion in inspection.edition.area(line.area).core:
                    payload = {"case": line.case_id, "criterion": criterion, "rating": "good"}
                    event = inspection.journal.append("finding", payload, inspection.reader)
                    state.write(inspection.connection, inspection.journal, event)
    numbers = iter(range(10**6))
    return lambda: merge(folder / f"merged{next(numbers)}.ilacs", sources)


TASKS: dict[str, tuple[Callable[[Path, int], Task], tuple[int, ...], str]] = {
    "frame-and-draw": (frame_and_draw, (5_000, 50_000, 400_000, 2_000_000), "children"),
    "frame-from-file": (framing, (5_000, 50_000, 400_000), "children"),
    "opening": (opening, (1_000, 10_000, 100_000), "children"),
    "cases": (cases, (20, 200, 1_000), "drawn"),
    "rollup": (rollup, (1_000, 10_000, 100_000), "findings"),
    "export": (exporting, (1_000, 10_000, 100_000), "findings"),
    "rebuild": (rebuild, (10_000, 100_000, 1_000_000), "events"),
    "merge": (merging, (2, 5, 10), "files"),
}


def one(task: str, size: int) -> tuple[float, float]:
    """Seconds at best, and megabytes at the fullest, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.growth", "--one", task, str(size)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = ran.stdout.split()
    return float(seconds), float(memory)


def _one_here(task: str, size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = TASKS[task][0](Path(folder), size)
        taken: list[float] = []
        while len(taken) < TIMES and sum(taken) < ENOUGH:
            gc.collect()
            begun = time.process_time()
            run()
            taken.append(time.process_time() - begun)
    print(min(taken), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measured(names: list[str]) -> Iterator[Line]:
    """The lines of the table, one for each size."""
    for name in names:
        _, sizes, unit = TASKS[name]
        costs: dict[int, float] = {}
        for size in sizes:
            try:
                costs[size], memory = one(name, size)
            except subprocess.CalledProcessError as error:
                said = (error.stderr or "").strip().splitlines()[-1:]
                yield Line(f"{name}, {size:,} {unit}", 0, 0, note=f"FAILED: {' '.join(said)}")
                continue
            grown = f"; grows as size^{exponent(costs):.2f}" if len(costs) == len(sizes) else ""
            yield Line(
                f"{name}, {size:,} {unit}", costs[size], costs[size], note=f"peak {memory:,.0f} MB{grown}"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one_here(sys.argv[2], int(sys.argv[3]))
    else:
        print(HEADING)
        for measured_line in measured(sys.argv[1:] or list(TASKS)):
            print(printed([measured_line]), flush=True)
