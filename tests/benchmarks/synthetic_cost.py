"""What the lists of a synthetic authority cost, as ratios to inserting the same rows ready-made.

Run as ``python -m tests.benchmarks.synthetic_cost``. Budget: making the lists and writing them 4 times what
``executemany`` takes for the same rows into the same tables, indexes in place as in a finished file, with
5,000 and with 400,000 children, and bounded memory. Processor time, the best of rounds taken in turn; peak
memory of a process that does nothing else. Exit 1 over budget.
"""

from __future__ import annotations

import contextlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from fixtures.lists import blocks
from fixtures.scenario import load
from sampling.caseload.lists import ListBlock
from sampling.store.lists import Lists
from tests.benchmarks.measuring import HEADING, Line, against, printed

SCENARIO = "tarnshire"
SEED = "benchmark"
SIZES = {5_000: 9, 50_000: 9, 400_000: 2}
"""Children, and rounds; the largest takes minutes."""

BUDGET = 4.0
_AT_ONCE = 100
"""Ready-made blocks held at a time: all of them would not fit in memory beside the rest."""


def seconds(task: Callable[[], None]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    task()
    return time.process_time() - start


@contextlib.contextmanager
def empty_lists(folder: Path) -> Iterator[tuple[sqlite3.Connection, Lists]]:
    """A new database file with the eleven tables."""
    file = folder / "lists.db"
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
        lists = Lists(connection)
        lists.create()
        yield connection, lists
    finally:
        connection.close()
        for leftover in folder.iterdir():
            leftover.unlink()


def made(children: int, folder: Path) -> float:
    """Seconds to make an authority's lists and write them, indexes and all."""
    scenario = load(SCENARIO).resized(children)
    with empty_lists(folder) as (_, lists):
        return seconds(lambda: lists.write(blocks(scenario, SEED), {}))


def inserted(children: int, folder: Path) -> tuple[float, int]:
    """Seconds to insert the same rows, ready-made, into indexed tables; and how many rows they are."""
    scenario = load(SCENARIO).resized(children)
    total, rows = 0.0, 0
    with empty_lists(folder) as (connection, lists):
        lists.index()
        connection.execute("BEGIN")
        ready: list[ListBlock] = []

        def insert() -> None:
            for block in ready:
                marks = ", ".join("?" * (len(block.columns) + 2))
                names = ", ".join(["row", *(f'"{key}"' for key in block.columns), "originals"])
                connection.executemany(
                    f"INSERT INTO list_{block.list} ({names}) VALUES ({marks})", block.lines
                )

        for block in blocks(scenario, SEED):
            ready.append(block)
            rows += len(block.lines)
            if len(ready) == _AT_ONCE:
                total += seconds(insert)
                ready.clear()
        total += seconds(insert) + seconds(connection.commit)
    return total, rows


def peak(children: int) -> float:
    """Peak memory in megabytes of a process that makes and writes the lists."""
    ran = subprocess.run(
        [sys.executable, "-m", __spec__.name, "--peak", str(children)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(ran.stdout)


def compared(children: int, rounds: int, folder: Path) -> list[Line]:
    """The lines of an authority of this size."""
    ready_made, whole = f"insert ready-made, {children:,} children", f"make and insert, {children:,} children"
    taken: dict[str, list[float]] = {ready_made: [], whole: []}
    rows = 0
    for _ in range(rounds):
        taken[whole].append(made(children, folder))
        once, rows = inserted(children, folder)
        taken[ready_made].append(once)
    bare, line = against(ready_made, taken, {whole: BUDGET})
    speed = f"{rows / line.best:,.0f} rows a second; peak {peak(children):,.0f} MB; {rounds} rounds"
    return [replace(bare, note=f"{rows:,} rows"), replace(line, note=speed)]


def main() -> int:
    """Print the lines of each size; 1 if one is over its budget."""
    over = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if sys.argv[1:2] == ["--peak"]:
            made(int(sys.argv[2]), folder)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            return 0
        made(100, folder)
        print(HEADING, flush=True)
        for children, rounds in SIZES.items():
            lines = compared(children, rounds, folder)
            print(printed(lines), flush=True)
            over = over or any(line.over for line in lines)
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
