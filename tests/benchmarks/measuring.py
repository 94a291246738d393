"""What every benchmark shares: runs taken in turn, ratios to a yardstick, growth as an exponent."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Clocked = Callable[[], float]
"""Does the thing once and gives the seconds it took."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of figures.

    Attributes:
        what: what was measured.
        best: the least seconds, or the value itself for a line without a yardstick.
        median: the median seconds.
        yardstick: what it is set against; empty for none.
        ratio: best over the yardstick's best.
        median_ratio: median over the yardstick's median.
        budget: the ratio promised; None where nothing is.
        note: anything else, such as memory or an exponent.
    """

    what: str
    best: float
    median: float
    yardstick: str = ""
    ratio: float | None = None
    median_ratio: float | None = None
    budget: float | None = None
    note: str = ""

    @property
    def over(self) -> bool:
        """Whether the budget is broken, by the best of the runs."""
        return self.budget is not None and self.ratio is not None and self.ratio > self.budget


def wall(task: Callable[[], object]) -> Clocked:
    """The task's wall-clock seconds, without a collection of others' garbage in them."""

    def clocked() -> float:
        gc.collect()
        begun = time.perf_counter()
        task()
        return time.perf_counter() - begun

    return clocked


def interleaved(tasks: Mapping[str, Clocked], rounds: int) -> dict[str, list[float]]:
    """Seconds of each task, round by round, so that a slow minute is slow for all of them."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            taken[name].append(task())
    return taken


def against(
    yardstick: str, taken: Mapping[str, Sequence[float]], budgets: Mapping[str, float | None]
) -> list[Line]:
    """A line for the yardstick and one for every other task, with its budget."""
    bar = taken[yardstick]
    lines = [Line(yardstick, min(bar), statistics.median(bar))]
    for name, seconds in taken.items():
        if name != yardstick:
            best, median = min(seconds), statistics.median(seconds)
            lines.append(
                Line(
                    name,
                    best,
                    median,
                    yardstick,
                    best / min(bar),
                    median / statistics.median(bar),
                    budgets.get(name),
                )
            )
    return lines


def exponent(costs: Mapping[int, float]) -> float:
    """The power of the size that the cost grows by: the slope of a straight line through the logarithms."""
    points = [(math.log(size), math.log(cost)) for size, cost in costs.items() if cost > 0]
    middle_x = statistics.fmean(x for x, _ in points)
    middle_y = statistics.fmean(y for _, y in points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


def printed(lines: Sequence[Line]) -> str:
    """The lines as the rows of a Markdown table."""
    return "\n".join(
        f"| {line.what} | {_seconds(line.best)} | {_seconds(line.median)} | {_ratio(line)} | "
        f"{'' if line.budget is None else f'{line.budget:g} x'} | "
        f"{'' if line.budget is None else 'OVER' if line.over else 'met'} | {line.note} |"
        for line in lines
    )


HEADING = (
    "| what | best | median | ratio, best / median | budget | | |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def _seconds(value: float) -> str:
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} us"


def _ratio(line: Line) -> str:
    return "" if line.ratio is None else f"{line.ratio:.2f} / {line.median_ratio:.2f}"
