"""How a sample is split between strata.

Wright's exact optimum ("Exact optimal sample allocation: more efficient than Neyman", Statistics and
Probability Letters 129, 2017): every stratum has its minimum, then each further file goes to the stratum
where it lowers the variance most, that with the largest N_h S_h / sqrt(k (k + 1)), k being what it has.
Squared, that is compared in whole numbers, so no allocation hangs on a rounding. Because files are given
out one by one, a larger sample never takes a file away from a stratum.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from fractions import Fraction

from sampling.errors import UsageError


def proportional(sizes: Sequence[int], n: int, minimum: int = 2) -> list[int]:
    """Wright's exact optimum with equal spreads: as near to proportional as whole files allow.

    What is estimated is a share, so strata spread alike when the same share of their children is good
    or better: in a stratum of N children S^2 is then N / (N - 1) p (1 - p), a little more in a small one.

    Args:
        sizes: children in each stratum.
        n: files to read in all.
        minimum: files each stratum gets at least, or all of a smaller stratum.

    Returns:
        Files for each stratum, in the order of ``sizes``; they sum to ``n``. Ties go to the earlier.

    Raises:
        UsageError: if ``n`` is over the frame or does not give each stratum its minimum.
    """
    _check(sizes, n, minimum)
    # A stratum of one child does not spread: once read it is known.
    squared = [Fraction(size**3, size - 1) if size > 1 else Fraction(0) for size in sizes]
    scale = math.lcm(*(value.denominator for value in squared))
    return _wright([int(value * scale) for value in squared], sizes, n, minimum)


def neyman(sizes: Sequence[int], spreads: Sequence[float], n: int, minimum: int = 2) -> list[int]:
    """Wright's exact optimum for unequal spreads (the whole-number form of Neyman's allocation).

    Args:
        sizes: children in each stratum.
        spreads: standard deviation within each stratum, in any one unit; 0 gets the minimum and
            what the others cannot use.
        n: files to read in all.
        minimum: files each stratum gets at least, or all of a smaller stratum.

    Returns:
        Files for each stratum, in the order of ``sizes``; they sum to ``n``. Ties go to the earlier.

    Raises:
        UsageError: as for ``proportional``; for a spread missing, negative or not a number.
    """
    _check(sizes, n, minimum)
    if len(spreads) != len(sizes):
        raise UsageError(f"{len(spreads)} spreads for {len(sizes)} strata")
    if any(not math.isfinite(spread) or spread < 0 for spread in spreads):
        raise UsageError("a spread is a number from 0 up")
    exact = [Fraction(spread) * size for spread, size in zip(spreads, sizes, strict=True)]
    scale = math.lcm(*(value.denominator for value in exact))
    return _wright([int(value * scale) ** 2 for value in exact], sizes, n, minimum)


def equal(sizes: Sequence[int], n: int, minimum: int = 2) -> list[int]:
    """The same number from each stratum, as nearly as sizes allow; what is left over goes to the earlier.

    Arguments, result and errors as for ``proportional``.
    """
    _check(sizes, n, minimum)
    given = [min(size, minimum) for size in sizes]
    queue = [(has, place) for place, has in enumerate(given) if has < sizes[place]]
    heapq.heapify(queue)
    for _ in range(n - sum(given)):
        _, place = queue[0]
        given[place] += 1
        if given[place] < sizes[place]:
            heapq.heapreplace(queue, (given[place], place))
        else:
            heapq.heappop(queue)
    return given


def largest_remainder(sizes: Sequence[int], n: int) -> list[int]:
    """Proportional shares, rounded down, and the files left over to the largest remainders.

    For comparison only: it is not nested (a larger sample can take a file away from a stratum), so
    it is not offered for draws.

    Args:
        sizes: children in each stratum.
        n: files in all.

    Returns:
        Files for each stratum, in the order of ``sizes``; ties go to the earlier.

    Raises:
        UsageError: if ``n`` is negative or over the frame.
    """
    _check(sizes, n, 0)
    frame = sum(sizes)
    if not frame:
        return [0] * len(sizes)
    given = [n * size // frame for size in sizes]
    by_remainder = sorted(range(len(sizes)), key=lambda place: (-(n * sizes[place] % frame), place))
    for place in by_remainder[: n - sum(given)]:
        given[place] += 1
    return given


def least(sizes: Sequence[int], minimum: int = 2) -> int:
    """The smallest sample that gives each stratum its minimum, or all of a smaller stratum."""
    return sum(min(size, minimum) for size in sizes)


def _check(sizes: Sequence[int], n: int, minimum: int) -> None:
    if minimum < 0 or any(size < 0 for size in sizes):
        raise UsageError("sizes of strata and the minimum are whole numbers from 0 up")
    if n > sum(sizes):
        raise UsageError(f"{n} files cannot be drawn from {sum(sizes)}")
    needed = least(sizes, minimum)
    if n < needed:
        raise UsageError(
            f"{n} files cannot give each of {len(sizes)} strata its minimum of {minimum}: that takes {needed}"
        )


def _wright(weights: Sequence[int], sizes: Sequence[int], n: int, minimum: int) -> list[int]:
    """Give out the files one by one; ``weights`` are (N_h S_h) squared, in any one unit."""
    given = [min(size, minimum) for size in sizes]
    # Two different priorities w / (k (k + 1)) differ by at least one over the product of their
    # denominators: with this many binary places, whole numbers keep them apart, and ties equal.
    most = max(sizes, default=0) + 1
    shift = 2 * (most * most).bit_length()

    def priority(place: int) -> tuple[int, int, int]:
        has = given[place]
        if not has:  # the first file of a stratum comes before any second one
            return (0, -weights[place], place)
        return (1, -((weights[place] << shift) // (has * (has + 1))), place)

    queue = [priority(place) for place, size in enumerate(sizes) if given[place] < size]
    heapq.heapify(queue)
    for _ in range(n - sum(given)):
        place = queue[0][2]
        given[place] += 1
        if given[place] < sizes[place]:
            heapq.heapreplace(queue, priority(place))
        else:
            heapq.heappop(queue)
    return given
