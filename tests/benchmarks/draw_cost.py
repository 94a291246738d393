"""What a draw from 400,000 children costs, as ratios to hashing the same ids in a bare loop.

Run as ``python -m tests.benchmarks.draw_cost [ROUNDS]``. Budgets: a draw from a frozen frame 3 times the
loop, and 6 times with the freeze. Processor time, in turns; exit 1 over budget.
"""

from __future__ import annotations

import gc
import hashlib
import sys
import time
from collections.abc import Callable
from functools import partial

from sampling.draw.designs import draw
from sampling.draw.frame import Frame, FrameRow, frame_of, parse
from sampling.draw.selection import Design
from tests.benchmarks.measuring import HEADING, Clocked, Line, against, interleaved, printed

CHILDREN = 400_000
ROUNDS = 9
YARDSTICK = "hash each of 400,000 ids"
SEED = "314159265358979323846264"
COLUMNS = ("status", "team", "age_band", "missing")
STATUSES = ("plan", "enquiry", "assessment", "referral")
BANDS = ("0-4", "5-9", "10-14", "15-17")

IDS = [str(1_000_000 + number) for number in range(CHILDREN)]
ROWS = [
    FrameRow(
        id,
        (
            STATUSES[number % 4],
            f"Team {number % 30}",
            BANDS[number // 4 % 4],
            "yes" if number % 50 == 0 else "no",
        ),
    )
    for number, id in enumerate(IDS)
]
FROZEN = frame_of("safeguarding", COLUMNS, ROWS)
TEXT = FROZEN.csv


def bare_loop() -> None:
    """Hash the text of every ticket and do nothing with it."""
    sha256 = hashlib.sha256
    for id in IDS:
        sha256(f"{SEED}|safeguarding-1|{id}".encode()).hexdigest()


def draw_from(frame: Frame, design: Design) -> None:
    """Draw 60 and as many in reserve."""
    reserve = 0 if design.name == "systematic" else 60
    draw(frame, name="safeguarding-1", seed=SEED, n=60, design=design, reserve=reserve)


def freeze_and_draw() -> None:
    """Sort, check and write the frame, work out its digest, and draw."""
    draw_from(frame_of("safeguarding", COLUMNS, ROWS), Design("stratified", ("status",), "equal"))


TASKS: dict[str, tuple[Callable[[], None], float]] = {
    "draw, simple": (lambda: draw_from(FROZEN, Design("simple")), 3.0),
    "draw, by status": (lambda: draw_from(FROZEN, Design("stratified", ("status",), "equal")), 3.0),
    "draw, by status and team": (lambda: draw_from(FROZEN, Design("stratified", ("status", "team"))), 3.0),
    "freeze and draw": (freeze_and_draw, 6.0),
    "draw, systematic": (lambda: draw_from(FROZEN, Design("systematic", ("team",))), 3.0),
    "draw, by risk": (lambda: draw_from(FROZEN, Design("risk", weights={"missing": 2.0})), 3.0),
    "read the frozen text and draw": (lambda: draw_from(parse("safeguarding", TEXT), Design("simple")), 6.0),
}


def seconds(task: Callable[[], None]) -> float:
    """Processor seconds of one run."""
    gc.collect()
    start = time.process_time()
    task()
    return time.process_time() - start


def measured(rounds: int = ROUNDS) -> list[Line]:
    """The lines of the table."""
    tasks: dict[str, Clocked] = {YARDSTICK: partial(seconds, bare_loop)}
    tasks |= {name: partial(seconds, task) for name, (task, _) in TASKS.items()}
    return against(
        YARDSTICK, interleaved(tasks, rounds), {name: budget for name, (_, budget) in TASKS.items()}
    )


def main() -> int:
    """Print a line for each task; 1 if one is over its budget."""
    lines = measured(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    print(HEADING)
    print(printed(lines))
    return int(any(line.over for line in lines))


if __name__ == "__main__":
    sys.exit(main())
