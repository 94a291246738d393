"""How often the intervals for strata hold the truth, by enumerating every sample of small designs.

Run as ``python -m tests.benchmarks.coverage``. For each design, every combination of stratum shares on
a grid is taken as the truth, the chance of every possible sample is summed exactly, and the mean and the
worst coverage over the truths, and the mean width, are printed. 95 in 100 is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import comb, prod

from sampling.errors import UsageError
from sampling.rollup.intervals import pooled, stratified

Counts = tuple[int, int, int]
Method = Callable[[Sequence[Counts]], tuple[float, float]]

DESIGNS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "60/40/20 with 12/8/4": ((60, 40, 20), (12, 8, 4)),
    "80/30/10 with 8/8/8": ((80, 30, 10), (8, 8, 8)),
    "25/20/15 with 6/6/6": ((25, 20, 15), (6, 6, 6)),
    "40/40/40 with 6/6/6": ((40, 40, 40), (6, 6, 6)),
}
GRID = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
_ROUNDING = 1e-9


def capped(strata: Sequence[Counts]) -> tuple[float, float]:
    """The interval that the program uses."""
    found = stratified(strata)
    return found.low, found.high


def uncapped(strata: Sequence[Counts]) -> tuple[float, float]:
    """The interval of R's survey."""
    found = stratified(strata, capped=False)
    return found.low, found.high


def thrown_together(strata: Sequence[Counts]) -> tuple[float, float]:
    """The strata as if it had been a simple draw; offered only where they are in proportion."""
    population = sum(size for size, _, _ in strata)
    low, high = pooled(strata)
    return low / population, high / population


METHODS: dict[str, Method] = {"capped": capped, "uncapped": uncapped, "pooled": thrown_together}


def chances(size: int, n: int, marked: int) -> list[float]:
    """The chance of each count of marked files among n drawn."""
    return [comb(marked, k) * comb(size - marked, n - k) / comb(size, n) for k in range(n + 1)]


def coverage(sizes: tuple[int, ...], reads: tuple[int, ...], method: Method) -> tuple[float, float, float]:
    """Mean coverage, worst coverage and mean width over the grid of truths."""
    samples = list(product(*(range(n + 1) for n in reads)))
    intervals = [method(list(zip(sizes, reads, sample, strict=True))) for sample in samples]
    covered, widths = [], []
    for shares in product(GRID, repeat=len(sizes)):
        marked = [round(share * size) for share, size in zip(shares, sizes, strict=True)]
        tables = [chances(*each) for each in zip(sizes, reads, marked, strict=True)]
        truth = sum(marked) / sum(sizes)
        holds = width = 0.0
        for sample, (low, high) in zip(samples, intervals, strict=True):
            chance = prod(table[k] for table, k in zip(tables, sample, strict=True))
            width += chance * (high - low)
            if low - _ROUNDING <= truth <= high + _ROUNDING:
                holds += chance
        covered.append(holds)
        widths.append(width)
    return sum(covered) / len(covered), min(covered), sum(widths) / len(widths)


def main() -> None:
    """Print the table."""
    print(f"{'design':24}{'interval':12}{'mean':>8}{'worst':>8}{'width':>8}")
    for name, (sizes, reads) in DESIGNS.items():
        for label, method in METHODS.items():
            try:
                mean, worst, width = coverage(sizes, reads, method)
            except UsageError as refused:
                print(f"{name:24}{label:12}{refused}")
                continue
            print(f"{name:24}{label:12}{mean:8.3f}{worst:8.3f}{width:8.3f}")


if __name__ == "__main__":
    main()
