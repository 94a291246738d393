"""England in one file: made, framed, drawn and opened; what memory it takes, and whether the screen blocks.

Run as ``python -m tests.benchmarks.england [CHILDREN] [FILE]``; a FILE that is there already is used as it
is, and kept. Frame and draw are done through the app, as from its Plan, while a task of the app's own loop
wakes every ten milliseconds and notes how late it was woken. It also notes for how long of that the program
itself was at work: on a busy computer the rest is the share of the other programs.
"""

from __future__ import annotations

import asyncio
import gc
import resource
import sys
import tempfile
import time
from pathlib import Path

from sampling.store import Inspection
from tests.benchmarks.measuring import HEADING, Line, printed
from tests.benchmarks.worlds import READER, made
from tui.app import IlacsApp
from tui.cli import GARBAGE

CHILDREN = 400_000
AREA = "safeguarding"
SEED = "314159265358979323846264"
BEAT = 0.01
BLOCK = 0.1
"""Seconds that the screen may be blocked at most."""


class Heart:
    """Wakes every ten milliseconds and notes how late it was, and how much of that was its own program's."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.own: list[float] = []
        self._task = asyncio.create_task(self._beat())

    async def _beat(self) -> None:
        while True:
            slept, busy = time.perf_counter(), time.process_time()
            await asyncio.sleep(BEAT)
            self.late.append(time.perf_counter() - slept - BEAT)
            self.own.append(time.process_time() - busy)

    def read(self) -> str:
        """How late at worst, and how often more than the block that is allowed; begins anew."""
        late, own, self.late, self.own = self.late, self.own, [], []
        # The program worked while this slept, too; that much was no lateness.
        blocked = [min(each, busy) for each, busy in zip(late, own, strict=True)]
        return "; ".join(
            f"{whose} {max(each, default=0) * 1e3:.0f} ms at most, {sum(one > BLOCK for one in each)} of "
            f"{len(each)} beats over 100 ms"
            for whose, each in (("late by", late), ("of its own doing", blocked))
        )

    def stop(self) -> None:
        """No more beats."""
        self._task.cancel()


def peak() -> str:
    """Memory of this process at its fullest."""
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


async def journey(path: Path) -> list[Line]:
    """Plan, freeze and draw in the app, with its heart read after each."""
    lines = []
    with Inspection.open(path, reader=READER, rolling=False) as inspection:
        inspection.place.save({"screen": "plan"})
        app = IlacsApp(inspection)
        async with app.run_test(size=(120, 40)) as pilot:
            heart = Heart()

            async def step(what: str, begun: float) -> None:
                while any(not worker.is_finished for worker in app.workers):
                    await asyncio.sleep(BEAT)
                await pilot.pause()
                taken = time.perf_counter() - begun
                lines.append(Line(what, taken, taken, note=f"{heart.read()}; {peak()}"))

            begun = time.perf_counter()
            while not app.workers:
                await asyncio.sleep(BEAT)
            await step("Plan counts the frame", begun)
            plan, said = app.place_shown, list[object]()
            begun = time.perf_counter()
            plan.aside(lambda sibling: sibling.draws.freeze(AREA), said.append)
            await step("freeze", begun)
            begun = time.perf_counter()
            plan.aside(lambda sibling: sibling.draws.draw(AREA, 60, SEED, reserve=60), said.append)
            await step("draw 60 and 60 in reserve", begun)
            heart.stop()
            if len(said) != 2:
                raise RuntimeError(f"the app said: {app.place_shown.said}")
    return lines


def measured(children: int = CHILDREN, path: Path | None = None) -> list[Line]:
    """The lines of the table."""
    gc.set_threshold(GARBAGE, 10, 10)  # as the program does when it is started
    with tempfile.TemporaryDirectory() as folder:
        file = path or Path(folder) / "england.ilacs"
        lines = []
        if not file.exists():
            begun = time.perf_counter()
            made(file, children)
            taken = time.perf_counter() - begun
            size = file.stat().st_size / 1e6
            lines.append(
                Line(f"{children:,} children made", taken, taken, note=f"file {size:,.0f} MB; {peak()}")
            )
        begun = time.perf_counter()
        Inspection.open(file, reader=READER, rolling=False).close()
        taken = time.perf_counter() - begun
        lines.append(Line("opened and closed", taken, taken, note=peak()))
        return lines + asyncio.run(journey(file))


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else CHILDREN
    print(HEADING)
    print(printed(measured(wanted, Path(sys.argv[2]) if len(sys.argv) > 2 else None)))
