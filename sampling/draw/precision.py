"""How closely a sample of a size knows a share, and what size is needed to know it so closely.

Everything is for a simple draw from one frame, with the exact hypergeometric interval.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from sampling.draw.hypergeometric import check_counts, interval
from sampling.errors import UsageError

WAVER = 2
"""Files by which a search by halves may miss the smallest sample.

Whole numbers of children make the widest interval waver: here and there one more file widens it by one
child. Enumerated for every sample from every frame of up to 160 files.
"""


@lru_cache(maxsize=1024)
def half_width(population: int, n: int, confidence: float = 0.95) -> float:
    """To within how many percentage points a share would be known, in the worst case.

    Half the width of the exact interval, in points of the population, for whichever result in the sample
    makes it widest (one near half and half). 0 where every file is read, 50 where none is.

    Args:
        population: files in the frame (N).
        n: files read.
        confidence: such as 0.95.

    Raises:
        UsageError: for impossible counts, or a confidence not between 0 and 1.
    """
    check_counts(population, 0, n)
    middle = n // 2
    widest = _width(middle, n, population, confidence)
    # Whole numbers of children make the width waver by a case or two about a curve that falls off from
    # the middle as sqrt(p (1 - p)) does, so only results within that reach can be wider.
    reach = max(0.0, 1 - 3 / widest) ** 2 if widest else 1.0
    x = middle - 1
    while x >= 0 and 4 * x * (n - x) >= reach * n * n:
        widest = max(widest, _width(x, n, population, confidence))
        x -= 1
    return 50 * widest / population


def _width(successes: int, n: int, population: int, confidence: float) -> int:
    low, high = interval(successes, n, population, confidence)
    return high - low


def size_for_half_width(population: int, half_width_points: float, confidence: float = 0.95) -> int:
    """The smallest sample that knows a share to within so many points, whatever it finds.

    Args:
        population: files in the frame.
        half_width_points: percentage points, 0 or more; 0 asks for every file.
        confidence: such as 0.95.

    Raises:
        UsageError: for a negative width, an empty population, or a confidence not between 0 and 1.
    """
    if not half_width_points >= 0:
        raise UsageError(f"a share is known to within 0 points or more, not {half_width_points}")
    check_counts(population, 0, 0)
    low, high = 0, min(1, population)
    # Doubling first: a large sample from a large frame costs most to work out, and is seldom needed.
    while high < population and half_width(population, high, confidence) > half_width_points:
        low, high = high + 1, min(2 * high, population)
    while low < high:
        middle = (low + high) // 2
        if half_width(population, middle, confidence) <= half_width_points:
            high = middle
        else:
            low = middle + 1
    near = range(max(0, low - WAVER), low)
    return next((n for n in near if half_width(population, n, confidence) <= half_width_points), low)


def same_precision(
    populations: Mapping[str, int], half_width_points: float, confidence: float = 0.95
) -> dict[str, int]:
    """The sizes that know the share of every area to within the same points.

    Args:
        populations: files by area; an area of nobody needs none.
        half_width_points: percentage points.
        confidence: such as 0.95.

    Raises:
        UsageError: as for ``size_for_half_width``.
    """
    return {
        area: size_for_half_width(population, half_width_points, confidence) if population else 0
        for area, population in populations.items()
    }


def split_budget(populations: Mapping[str, int], files: int, confidence: float = 0.95) -> dict[str, int]:
    """One budget split across areas so that the share known least well is known as well as can be.

    Each next file goes to the area whose half width is largest (the earlier of equals), so a
    larger budget never takes a file away from an area.

    Args:
        populations: files by area.
        files: files that can be read in all; what is over the populations is not used.
        confidence: such as 0.95.

    Raises:
        UsageError: for a negative budget or population.
    """
    if files < 0 or any(population < 0 for population in populations.values()):
        raise UsageError("a budget and the areas' sizes are whole numbers from 0 up")
    given = dict.fromkeys(populations, 0)
    for _ in range(min(files, sum(populations.values()))):
        open_areas = [area for area, population in populations.items() if given[area] < population]
        area = max(open_areas, key=lambda name: half_width(populations[name], given[name], confidence))
        given[area] += 1
    return given


def files_in(hours: float, minutes_per_file: float) -> int:
    """How many files can be read in so many inspector-hours.

    Raises:
        UsageError: for negative hours or a reading time that is not over 0.
    """
    if not hours >= 0 or not minutes_per_file > 0:
        raise UsageError("hours are 0 or more, and a file takes more than 0 minutes")
    return int(hours * 60 / minutes_per_file)


@lru_cache(maxsize=256)
def tell_apart_size(
    population: int, lower: float, boundary: float, upper: float, confidence: float = 0.95
) -> int:
    """The smallest sample that would tell the band above a boundary from the band below.

    A sample in the middle of the upper band must give an interval wholly at or above the boundary, and
    one in the middle of the lower band an interval wholly below it.

    Args:
        population: files in the frame.
        lower: lowest share of the lower band.
        boundary: lowest share of the upper band.
        upper: upper end of the upper band.
        confidence: such as 0.95.

    Returns:
        The size; the population where nothing less would do.

    Raises:
        UsageError: if the bands are not in order, or the population is empty.
    """
    if not 0 <= lower < boundary < upper <= 1:
        raise UsageError("the bands are not in order")
    check_counts(population, 0, 0)
    edges = [Fraction(str(share)) for share in (lower, boundary, upper)]
    below, above = (edges[0] + edges[1]) / 2, (edges[1] + edges[2]) / 2
    line = edges[1] * population
    for n in range(1, population):
        # Counts are rounded towards the boundary, so that no size passes by rounding.
        low, _ = interval(math.floor(above * n), n, population, confidence)
        if low < line:
            continue
        _, high = interval(math.ceil(below * n), n, population, confidence)
        if high < line:
            return n
    return population
