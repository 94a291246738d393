"""A draw from 400,000 children through the inspection file, to hashing the same ids in a bare loop.

Run as ``python -m tests.benchmarks.store_draw [CHILDREN]``. Every child is in one list of care leavers, so
that the frame is as large as the file. ``draw`` reads the frozen frame from the file, checks it, draws and
writes the draw down; ``freeze`` finds each child's strata and flags in the lists, and writes the frame. They
and the loop take turns, each time with a file not frozen before.
"""

from __future__ import annotations

import gc
import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sampling.caseload.lists import ListBlock
from sampling.draw.selection import Design
from sampling.store import Inspection, Settings, create
from tests.benchmarks.measuring import HEADING, Line, against, printed

CHILDREN = 400_000
AREA = "leaving_care"
COLUMNS = ("child_id", "dob", "gender", "ethnicity", "eligibility", "in_touch", "team", "worker")
SEED = "314159265358979323846264"
ROUNDS = 9
YARDSTICK = f"hash each of {CHILDREN:,} ids"


def blocks(children: int) -> Iterator[ListBlock]:
    """So many care leavers, in blocks."""
    for start in range(0, children, 10_000):
        lines = tuple(
            (
                n + 2,
                str(10**6 + n),
                f"200{n % 8}-0{n % 9 + 1}-1{n % 9}",
                ("Male", "Female")[n % 2],
                "WBRI",
                "Former relevant",
                "Yes",
                f"Team {n % 30}",
                f"Worker {n % 999}",
                "",
            )
            for n in range(start, min(start + 10_000, children))
        )
        yield ListBlock(9, COLUMNS, frozenset({"dob"}), lines)


def leavers(path: Path, children: int) -> Path:
    """A file in which so many care leavers stand on one list, and nothing is frozen."""
    day = date(2026, 5, 1)
    settings = Settings("many", "Everywhere", "standard", "ilacs-2026", day, day, "by hand")
    create(path, settings, blocks(children), {9: list(COLUMNS)}, reader="Rowan")
    return path


def clocked(task: Callable[[], object]) -> float:
    """Processor seconds, as for the draw alone in ``draw_cost``."""
    gc.collect()
    begun = time.process_time()
    task()
    return time.process_time() - begun


def measured(children: int = CHILDREN) -> list[Line]:
    """The lines of the table."""
    ids = [str(10**6 + n) for n in range(children)]

    def bare_loop() -> None:
        sha256 = hashlib.sha256
        for id in ids:
            sha256(f"{SEED}|{AREA}-1|{id}".encode()).hexdigest()

    taken: dict[str, list[float]] = {YARDSTICK: [], "freeze": [], "draw from the frozen frame": []}
    with tempfile.TemporaryDirectory() as folder:
        made, path = leavers(Path(folder) / "made.ilacs", children), Path(folder) / "many.ilacs"
        for _ in range(ROUNDS):
            shutil.copyfile(made, path)
            with Inspection.open(path, reader="Rowan", rolling=False) as inspection:
                taken[YARDSTICK].append(clocked(bare_loop))
                taken["freeze"].append(clocked(partial(inspection.draws.freeze, AREA)))
                drawn = partial(inspection.draws.draw, AREA, 60, SEED, design=Design("simple"), reserve=60)
                taken["draw from the frozen frame"].append(clocked(drawn))
    both = zip(taken["freeze"], taken["draw from the frozen frame"], strict=True)
    taken["freeze and draw"] = [sum(pair) for pair in both]
    return against(YARDSTICK, taken, {"draw from the frozen frame": 3.0, "freeze and draw": 6.0})


if __name__ == "__main__":
    print(HEADING)
    print(printed(measured(int(sys.argv[1]) if len(sys.argv) > 1 else CHILDREN)))
