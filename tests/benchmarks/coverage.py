"""How often the intervals for strata hold the truth, by enumerating small designs entirely.

Run as ``python -m tests.benchmarks.coverage`` (some minutes). For each design every possible population
is taken as the truth, the chance of every possible sample is summed, and the mean and the worst coverage
over the populations, and the mean width, are printed. 95 in 100 is claimed. The exact interval for a
simple draw is enumerated too: it may never be under what it claims.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import comb, prod

from sampling.errors import UsageError
from sampling.rollup.intervals import exact, pooled, stratified, stratified_weighed

Counts = tuple[int, int, int]
Method = Callable[[Sequence[Counts]], tuple[float, float]]

DESIGNS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "60/40/20 with 12/8/4": ((60, 40, 20), (12, 8, 4)),
    "80/30/10 with 8/8/8": ((80, 30, 10), (8, 8, 8)),
    "25/20/15 with 6/6/6": ((25, 20, 15), (6, 6, 6)),
    "40/40/40 with 6/6/6": ((40, 40, 40), (6, 6, 6)),
}
_ROUNDING = 1e-9


def capped(strata: Sequence[Counts]) -> tuple[float, float]:
    """The interval that the program uses."""
    found = stratified(strata)
    return found.low, found.high


def uncapped(strata: Sequence[Counts]) -> tuple[float, float]:
    """The interval of R's survey."""
    found = stratified(strata, capped=False)
    return found.low, found.high


def weighed(strata: Sequence[Counts]) -> tuple[float, float]:
    """The interval that stands beside it where the strata's weights are unequal."""
    found = stratified_weighed(strata)
    return found.low, found.high


def thrown_together(strata: Sequence[Counts]) -> tuple[float, float]:
    """The strata as if it had been a simple draw; offered only where they are in proportion."""
    population = sum(size for size, _, _ in strata)
    low, high = pooled(strata)
    return low / population, high / population


METHODS: dict[str, Method] = {
    "capped": capped,
    "weighed": weighed,
    "uncapped": uncapped,
    "pooled": thrown_together,
}

AUTHORITIES: dict[str, tuple[tuple[int, int], ...]] = {
    "a borough of 543": ((360, 204), (78, 51), (75, 40), (30, 20)),
    "a borough of 848": ((559, 403), (144, 111), (110, 79), (35, 26)),
    "a county of 4,408": ((2792, 1585), (771, 457), (640, 368), (205, 103)),
}
"""Children, and those good or better, by status in safeguarding frames of synthetic authorities."""

FILES = (12, 16, 24, 40)
"""Files, as many of each status: the default of safeguarding."""


def chances(size: int, n: int, marked: int) -> list[float]:
    """The chance of each count of marked files among n drawn."""
    return [comb(marked, k) * comb(size - marked, n - k) / comb(size, n) for k in range(n + 1)]


def coverage(sizes: tuple[int, ...], reads: tuple[int, ...], method: Method) -> tuple[float, float, float]:
    """Mean coverage, worst coverage and mean width over every population of a design."""
    samples = list(product(*(range(n + 1) for n in reads)))
    intervals = [method(list(zip(sizes, reads, sample, strict=True))) for sample in samples]
    total = sum(sizes)
    holding = [
        [place for place, ends in enumerate(intervals) if _holds(ends, marked / total)]
        for marked in range(total + 1)
    ]
    tables = [
        [chances(size, n, marked) for marked in range(size + 1)] for size, n in zip(sizes, reads, strict=True)
    ]
    covered = width = 0.0
    worst = 1.0
    populations = 0
    for marked in product(*(range(size + 1) for size in sizes)):
        rows = [table[count] for table, count in zip(tables, marked, strict=True)]
        chance = [prod(each) for each in product(*rows)]
        held = sum(map(chance.__getitem__, holding[sum(marked)]))
        covered += held
        worst = min(worst, held)
        populations += 1
    # Every population counts alike, so the mean chance of a sample is the product over strata.
    means = [[sum(row[k] for row in table) / len(table) for k in range(len(table[0]))] for table in tables]
    for ends, chance_of in zip(intervals, product(*means), strict=True):
        width += prod(chance_of) * (ends[1] - ends[0])
    return covered / populations, worst, width


def of_one_population(
    strata: Sequence[tuple[int, int]], reads: Sequence[int], method: Method
) -> tuple[float, float]:
    """Coverage and mean width over every sample of one population: size and marked files by stratum."""
    sizes = [size for size, _ in strata]
    truth = sum(marked for _, marked in strata) / sum(sizes)
    tables = [chances(size, n, marked) for (size, marked), n in zip(strata, reads, strict=True)]
    covered = width = 0.0
    for sample in product(*(range(n + 1) for n in reads)):
        chance = prod(table[k] for table, k in zip(tables, sample, strict=True))
        ends = method(list(zip(sizes, reads, sample, strict=True)))
        covered += chance * _holds(ends, truth)
        width += chance * (ends[1] - ends[0])
    return covered, width


def _holds(ends: tuple[float, float], truth: float) -> bool:
    return ends[0] - _ROUNDING <= truth <= ends[1] + _ROUNDING


SIMPLE = ((20, 6), (60, 12), (120, 24), (458, 12))


def exact_coverage(population: int, n: int) -> tuple[float, float]:
    """Mean and worst coverage of the exact interval over every population of a simple draw."""
    ends = [exact(successes, n, population) for successes in range(n + 1)]
    covered = []
    for marked in range(population + 1):
        table = chances(population, n, marked)
        covered.append(sum(table[k] for k, (low, high) in enumerate(ends) if low <= marked <= high))
    return sum(covered) / len(covered), min(covered)


def main() -> None:
    """Print both tables."""
    print(f"{'simple draw, exact':24}{'':12}{'mean':>8}{'worst':>8}")
    for population, n in SIMPLE:
        mean, worst = exact_coverage(population, n)
        print(f"{f'{n} of {population}':36}{mean:8.3f}{worst:8.3f}")
    print(f"{'design':24}{'interval':12}{'mean':>8}{'worst':>8}{'width':>8}")
    for name, (sizes, reads) in DESIGNS.items():
        for label, method in METHODS.items():
            try:
                mean, worst, width = coverage(sizes, reads, method)
            except UsageError as refused:
                print(f"{name:24}{label:12}{refused}")
                continue
            print(f"{name:24}{label:12}{mean:8.3f}{worst:8.3f}{width:8.3f}", flush=True)
    print(f"{'safeguarding, equally':24}{'files':12}{'capped':>8}{'width':>8}{'weighed':>8}{'width':>8}")
    for name, strata in AUTHORITIES.items():
        for files in FILES:
            reads = (files // 4,) * 4
            found = (*of_one_population(strata, reads, capped), *of_one_population(strata, reads, weighed))
            print(f"{name:24}{files:<12}" + "".join(f"{value:8.3f}" for value in found), flush=True)


if __name__ == "__main__":
    main()
